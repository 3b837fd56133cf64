"""The nouns of an edition: one document in one language, ready to be drawn.

Renderers take an `Edition` and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..base.model import State
from ..language.table import Direction, Language
from ..source.facts import Event
from ..source.model import Kind, Partner
from ..source.organisation import Organisation
from ..text.blocks import Block, Heading, Image, Paragraph
from ..text.runs import Run, Text

SHORT = 6
"""Lines of a fact where room is short."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact: "Where: E-Werk, Eschwege"."""

    key: str
    """The label's key in labels.py, so that a renderer can choose a symbol."""
    label: Text
    """Without runs where the value speaks for itself (the name of an office)."""
    value: Text
    symbols: tuple[tuple[str, Text], ...] = ()
    """What the value lists, each with the name of its symbol; for whoever draws symbols."""
    more: tuple[Text, ...] = ()
    """More lines of the value: one of several dates each."""

    @property
    def lines(self) -> tuple[Text, ...]:
        return self.value, *self.more

    def short(self, at_most: int = SHORT) -> tuple[Text, ...]:
        """At most so many lines; the last is "…" where there are more."""
        if len(self.lines) <= at_most:
            return self.lines
        return *self.lines[: at_most - 1], Text((Run("…"),))


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
    day: Text | None = None
    """Of the first row of each day, where the programme is of several."""
    place: Text | None = None


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

    @property
    def twice(self) -> bool:
        """Whether the German says something else than what the reader's language says."""
        return (self.mark.plain, self.text.plain) != (self.german_mark, self.german_text)


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
    blocks: tuple[Block[Text], ...]
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
    embargo: dt.datetime | None = None
    """It could go out but for this moment, which is to come."""
    session_titles: Mapping[str, Text] = field(default_factory=dict)
    """What the dates of the event are called, by `Session.title`."""
    german_alert: str | None = None
    """`alert` in German, for editions in other languages."""
    german_provenance: str | None = None
    """`provenance` in German, where no notice has said it already."""
    image: Image[Text] | None = None
    """The leading picture."""
    partners: tuple[Partner[Text], ...] = ()
    counts: Mapping[State, int] = field(default_factory=dict)
    """Units shown, by state."""
    words: int = 0
    """German words of the units shown."""

    @property
    def named(self) -> Text:
        """What people come to: of a press release, the event."""
        return next((fact.value for fact in self.facts if fact.key == "event"), self.title)

    @property
    def lead(self) -> Text | None:
        """What stands for the text where there is no event to tell of: the first paragraph, of
        a letter that after the salutation; cut where it is too long."""
        found = [block.text for block in self.blocks if isinstance(block, Paragraph)]
        skipped = found[1:] if self.kind is Kind.LETTER else []
        first = next(iter(skipped or found), None)
        return first and _cut(first)

    @property
    def formal(self) -> bool:
        """Whether it is set as a press release or letter is: the text first, no panel."""
        return self.kind in (Kind.PRESS_RELEASE, Kind.LETTER)

    @property
    def essentials(self) -> tuple[Fact, ...]:
        """Without an event, what takes the place of when and where: the contact."""
        groups = () if self.facts else self.groups
        return tuple(fact for group in groups if group.key == "contact" for fact in group.facts)

    @property
    def headings(self) -> frozenset[str]:
        """The headings of the text: what one of them says, no group has to say again."""
        return frozenset(one.text.plain for one in self.blocks if isinstance(one, Heading))

    @property
    def stem(self) -> str:
        """File name without its ending: ``<slug>.<lang>``."""
        return f"{self.slug}.{self.language.tag}"


LEAD_LENGTH: Final = 200
"""Characters of a lead, which has to stand on a picture."""


def _cut(text: Text) -> Text:
    """The beginning of a text, its runs as they are; the last may end earlier."""
    room = LEAD_LENGTH - 1
    if len(text.plain) <= room:
        return text
    runs: list[Run] = []
    for run in text.runs:
        if len(run.text) > room:
            shorter = "" if run.ltr else run.text[:room].rpartition(" ")[0]
            runs.append(Run(f"{shorter}…", run.strong, run.emphasis))
            break
        runs.append(run)
        room -= len(run.text)
    return Text(tuple(runs), text.german)
