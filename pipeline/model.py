"""The nouns of the pipeline: frozen values that the stages hand to each other.

Standard library only. A string under a field says what always holds for it.
Where something stands in a file (`Location`) is left out of equality, so that
two values are equal when they mean the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Literal

# --- where and what ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, for messages: ``content/fest.md:12``."""

    path: Path
    line: int | None = None
    """1-based; None means the file as a whole."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


class Kind(StrEnum):
    """What a document is; decides which facts it needs and how it looks."""

    INVITATION = "invitation"
    PRESS_RELEASE = "press_release"


class Role(StrEnum):
    """What a segment is in its document; the msgctxt of short segments."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    EVENT = "event"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CELL = "cell"
    PROGRAMME = "programme"
    SPEAKER = "speaker"
    ORGANISER = "organiser"
    LABEL = "label"


class State(IntEnum):
    """How far a unit, or the least advanced unit of an edition, has come. Ordered."""

    MISSING = 0
    """No translation."""
    DRAFT = 1
    """Filled by memory, machine or the project; no human has let it stand."""
    CHANGED = 2
    """The German changed under a translation."""
    REVIEWED = 3
    """A human let it stand."""
    APPROVED = 4
    """A second person signed it."""

    def __str__(self) -> str:
        return self.name.lower()


class Severity(StrEnum):
    ERROR = "error"
    """Keeps an edition from being publishable."""
    WARNING = "warning"


# --- languages --------------------------------------------------------------------

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Patterns:
    """House patterns, python-brace-format. Fields of date patterns: ``{weekday}`` ``{day}``
    ``{month}`` ``{month2}`` (name of the month in a second tradition) ``{month_number}``
    ``{year}`` and ``{day_padded}`` ``{month_padded}`` (two digits)."""

    date: str
    """Day, month, year: ``{day}. {month} {year}``."""
    full_date: str
    """The same with the day of the week."""
    time: str
    """One time of day on its own: ``{time} Uhr``."""
    time_range: str
    """From–to within a day; in words where a dash would be reordered (UAX #9)."""
    range: str
    """From–to of dates and weekdays, ``{start}`` and ``{end}``, without a word for the hour."""
    list_middle: str
    """CLDR list pattern of the kind 'standard', with ``{0}`` and ``{1}``."""
    list_end: str
    """The same between the last two."""


@dataclass(frozen=True, slots=True)
class Language:
    """One row of the language table (languages.toml)."""

    tag: str
    """BCP 47; the value of lang and hreflang."""
    posix: str
    """gettext's name: the folder under locale/ and the Language header."""
    endonym: str
    """The language's name in itself."""
    german: str
    """The language's name in German."""
    direction: Direction
    script: str
    """ISO 15924, such as Arab, Cyrl, Geor."""
    plural_forms: str
    """The Plural-Forms header."""
    babel_locale: str
    """The CLDR locale that Babel has for it, or the nearest."""
    digits: str
    """The ten digits of dates and times, from zero."""
    fonts: tuple[str, ...]
    """Families that readers have, best first; the first is the one named in Word."""
    patterns: Patterns
    months: tuple[str, ...]
    """Twelve names as they stand in a date."""
    months2: tuple[str, ...]
    """Twelve names in a second tradition (Levantine Arabic), or empty."""
    weekdays: tuple[str, ...]
    """Seven names from Monday, as they stand in a date."""
    weekdays_short: tuple[str, ...]
    """Seven names for opening hours, from Monday."""

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"


# --- the German source --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs to come."""

    amount: Decimal
    """0 means free."""
    currency: str = "EUR"
    """ISO 4217."""


class EventStatus(StrEnum):
    PLANNED = "planned"
    CHANGED = "changed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Event:
    """When and where. Never translated: formatted for each language."""

    date: dt.date
    venue: str
    end_date: dt.date | None = None
    """After `date`."""
    start: dt.time | None = None
    end: dt.time | None = None
    """After `start` on a single day."""
    doors: dt.time | None = None
    """Not after `start`."""
    address: str | None = None
    price: Price | None = None
    status: EventStatus = EventStatus.PLANNED


@dataclass(frozen=True, slots=True)
class Registration:
    """How to register. At least one of the fields is given."""

    until: dt.date | None = None
    """Not after the event."""
    email: str | None = None
    phone: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Times on the same weekdays: ``Mo-Fr 09:30-12:00``."""

    first: int
    """Weekday, Monday is 0."""
    last: int
    """Weekday; equals `first` for a single day."""
    start: dt.time
    end: dt.time


@dataclass(frozen=True, slots=True)
class Contact:
    office: str | None = None
    name: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a press release was issued."""

    place: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of a document that is data and not text."""

    event: Event | None = None
    registration: Registration | None = None
    contact: Contact | None = None
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One translatable unit: a block of text as one line, inline Markdown kept."""

    role: Role
    text: str
    """German, one line, never empty; placeholders in python-brace-format."""
    note: str = field(default="", compare=False)
    """For translators, in German; lines separated by newlines."""
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SourceHeading:
    level: int
    """2 to 4; the title is the only heading of level 1."""
    segment: Segment


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    segment: Segment


@dataclass(frozen=True, slots=True)
class SourceItem:
    segment: Segment
    depth: int = 0
    """0 for an item of the outermost list."""
    ordered: bool = False
    number: int = 1
    """Position within its own list."""


@dataclass(frozen=True, slots=True)
class SourceQuote:
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SourceTable:
    header: tuple[Segment | None, ...]
    """None is an empty cell."""
    rows: tuple[tuple[Segment | None, ...], ...]


SourceBlock = SourceHeading | SourceParagraph | SourceItem | SourceQuote | SourceTable


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    """Never translated."""
    role: Segment | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    title: Segment
    time: dt.time | None = None
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One German document."""

    slug: str
    """File name, URL part and gettext domain: ``[a-z0-9]+(-[a-z0-9]+)*``."""
    kind: Kind
    title: Segment
    facts: Facts
    blocks: tuple[SourceBlock, ...]
    subtitle: Segment | None = None
    event_name: Segment | None = None
    """What the event is called where the title does not say it (press release)."""
    programme: tuple[ProgrammeItem, ...] = ()
    organisers: tuple[Segment, ...] = ()
    languages: tuple[str, ...] | None = None
    """BCP 47 tags besides German; None means the organisation's."""
    path: Path = field(default=Path(), compare=False)


@dataclass(frozen=True, slots=True)
class Colours:
    """sRGB as ``#rrggbb``."""

    primary: str = "#0b5c63"
    accent: str = "#b8432f"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who invites: content/organisation.toml."""

    name: str
    languages: tuple[str, ...]
    """BCP 47 tags besides German, in the order they are shown."""
    office: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    base_url: str | None = None
    """Where build/ is published; ends without a slash."""
    logo: Path | None = None
    """PNG or JPEG."""
    colours: Colours = Colours()
    requires: State = State.REVIEWED
    """What every unit must have reached before an edition is published."""
    embed_fonts: bool = False
    """Word files bring their letters along."""
    translation: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 tag → which model drafts: auto, direct, english, none or a package's name."""


# --- translations ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment in one language."""

    context: str | None
    """msgctxt."""
    source: str
    """msgid."""
    target: str
    """msgstr; empty when missing."""
    state: State
    previous: str | None = None
    """The German that the translation was made for, if it has changed since."""
    comment: str = ""
    """Translator comment (``# ``), where drafts say where they came from (origin.py)."""
    note: str = field(default="", compare=False)
    """Extracted comment (``#.``): the role, placeholders, glossary; German, lines."""
    role: Role | None = field(default=None, compare=False)
    """What its segment is in the document, as far as the catalogue tells."""
    location: Location | None = field(default=None, compare=False)


UnitKey = tuple[str | None, str]
"""msgctxt and msgid."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The units of one language and one domain, in the order of the source."""

    language: Language
    domain: str
    units: Mapping[UnitKey, Unit]
    path: Path = field(default=Path(), compare=False)
    findings: tuple[Diagnostic, ...] = ()
    """What is wrong with the file itself, such as its header."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a check found. The message says what is wrong and what to do."""

    rule: str
    severity: Severity
    language: str
    """BCP 47."""
    message: str
    location: Location | None = field(default=None, compare=False)
    unit: UnitKey | None = None
    """The unit it was found in; None where it concerns more than one."""


class TermKind(StrEnum):
    NAME = "name"
    """Never translated: shown as it is written, or in the form given for a language."""
    TERM = "term"
    """Translated by the agreed word."""


@dataclass(frozen=True, slots=True)
class Term:
    """A row of content/glossary.csv."""

    german: str
    kind: TermKind
    note: str = ""
    """German, for translators."""
    targets: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 tag → the agreed word, or the form of a name; never empty."""
    location: Location | None = field(default=None, compare=False)


Glossary = tuple[Term, ...]
"""The termbase, in the order of its file."""


# --- the edition ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look and read alike."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    """https:, http:, mailto: or tel:."""
    ltr: bool = False
    """A left-to-right island: phone, e-mail, address, Latin name (UAX #9 isolate)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text ready to be shown: no placeholder is left in it."""

    runs: tuple[Run, ...]
    german: bool = False
    """Shown in German because no translation can be: left-to-right, lang="de"."""

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    """2 to 4."""
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    text: Text
    depth: int = 0
    ordered: bool = False
    number: int = 1
    """Position within its own list, from 1; a renderer starts a new list at 1."""


@dataclass(frozen=True, slots=True)
class Quote:
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    """Each as long as `header`; an empty cell has no runs."""


Block = Heading | Paragraph | Item | Quote | Table


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact: "Where: E-Werk, Eschwege"."""

    key: str
    """The label's key in labels.py, so that a renderer can choose a symbol."""
    label: Text
    """Without runs where the value speaks for itself (the name of an office)."""
    value: Text


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts that belong together under one heading ("Contact")."""

    key: str
    heading: Text
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    time: Text
    """Without runs where no time is given."""
    title: Text
    speakers: tuple[Text, ...]
    """One line a speaker: the name, then what the person is."""


@dataclass(frozen=True, slots=True)
class Programme:
    heading: Text
    time_label: Text
    title_label: Text
    speakers_label: Text
    rows: tuple[ProgrammeRow, ...]


@dataclass(frozen=True, slots=True)
class Organisers:
    heading: Text
    names: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark to the reader, in the reader's language and in German."""

    mark: Text
    """A word or two: "Draft"."""
    text: Text
    german_mark: str
    german_text: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same document in another language."""

    tag: str
    endonym: str
    direction: Direction
    folder: str
    """From the edition's own folder, ending in a slash: ``../uk/``."""
    draft: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """One document in one language, assembled and format-neutral.

    Renderers take an Edition and nothing else.
    """

    slug: str
    kind: Kind
    language: Language
    organisation: Organisation
    state: State
    publishable: bool
    kind_label: Text
    """"Invitation", above the title."""
    title: Text
    subtitle: Text | None
    dateline: Text | None
    alert: Text | None
    """The event is cancelled or has changed; stands above everything."""
    notice: Notice | None
    """The draft mark; None on a publishable edition."""
    provenance: Text | None
    """How the text came about; None for German."""
    facts: tuple[Fact, ...]
    """When, where, price …: the box at the top of an invitation."""
    groups: tuple[FactGroup, ...]
    """Registration and contact, after the text."""
    blocks: tuple[Block, ...]
    programme: Programme | None
    organisers: Organisers | None
    labels: Mapping[str, Text]
    """languages, skip, page: what only some formats show."""
    alternates: tuple[Alternate, ...]
    """All languages of the document that this edition may link to, itself included."""
    event: Event | None
    """Machine-readable, for schema.org and calendars."""
    event_name: str
    summary: str
    """One or two plain sentences for previews."""
    german_alert: str | None = None
    """`alert` in German, for editions in other languages."""
    german_provenance: str | None = None
    """`provenance` in German, where no notice has said it already."""
    counts: Mapping[State, int] = field(default_factory=dict)
    """Units shown, by state."""
    words: int = 0
    """German words of the units shown."""

    @property
    def stem(self) -> str:
        """File name without its ending: ``<slug>.<lang>``."""
        return f"{self.slug}.{self.language.tag}"
