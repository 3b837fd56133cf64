"""The nouns of a German document: frozen values that the later stages take.

Where something stands in a file (`Location`) is left out of equality, so that two values
are equal when they mean the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, Generic, TypeVar

from ..base.model import Diagnostic, Location, Severity
from ..base.pictures import PictureFile
from ..text.blocks import Heading, Image, Item, Paragraph, Quote, Table
from .facts import Facts

T_co = TypeVar("T_co", covariant=True)


class Kind(StrEnum):
    """What a document is; decides which facts it needs and how it looks."""

    INVITATION = "invitation"
    PRESS_RELEASE = "press_release"
    NOTICE = "notice"
    LETTER = "letter"


class Role(StrEnum):
    """What a segment is in its document; the msgctxt of short segments."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    EVENT = "event"
    SESSION = "session"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CELL = "cell"
    PROGRAMME = "programme"
    SPEAKER = "speaker"
    ORGANISER = "organiser"
    GROUP = "group"
    ALT = "alt"
    CAPTION = "caption"
    PARTNER = "partner"
    STATEMENT = "statement"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Segment:
    """One translatable unit: a block of text as one line, inline Markdown kept."""

    role: Role
    text: str
    """German, one line, never empty; placeholders in python-brace-format."""
    note: str = field(default="", compare=False)
    """For translators, in German; lines separated by newlines."""
    location: Location | None = field(default=None, compare=False)


SourceBlock = (
    Heading[Segment]
    | Paragraph[Segment]
    | Item[Segment]
    | Quote[Segment]
    | Table[Segment | None]  # None is an empty cell
    | Image[Segment]
)


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    """Never translated."""
    role: Segment | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    title: Segment
    time: dt.time | None = None
    end: dt.time | None = None
    """After `time`."""
    day: dt.date | None = None
    """None where the programme is of one day."""
    place: str = ""
    """Never translated; empty where it is that of the event."""
    speakers: tuple[Speaker, ...] = ()


LOGO_MM: Final = (42.0, 14.0)
"""What the logo of a partner fits into where nobody asked for more, width and height."""


@dataclass(frozen=True, slots=True)
class Partner(Generic[T_co]):
    """Who helps or pays, with a logo that is shown as it is or not at all."""

    name: str
    """Never translated; stands for the logo where that cannot be seen."""
    logo: PictureFile | None = None
    role: T_co | None = None
    """"Funded by", above the logo."""
    statement: T_co | None = None
    """A sentence that the partner wants below it."""
    url: str | None = None
    min_mm: float = 0
    """As wide as the logo has to be at least."""

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the logo on paper; (0, 0) without one."""
        if self.logo is None:
            return 0, 0
        width, height = self.logo.width, self.logo.height
        scale = max(min(LOGO_MM[0] / width, LOGO_MM[1] / height), self.min_mm / width)
        return width * scale, height * scale


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
    session_titles: Mapping[str, Segment] = field(default_factory=dict)
    """What the dates of the event are called, by `Session.title`."""
    programme: tuple[ProgrammeItem, ...] = ()
    """In the order of days."""
    organisers: tuple[Segment, ...] = ()
    price_groups: tuple[Segment, ...] = ()
    """For whom the prices are that are not for everybody."""
    embargo: dt.datetime | None = None
    """Until then nobody may publish it."""
    signature: Speaker | None = None
    """Who signs it, below the text."""
    cleaned: tuple[tuple[Location, str], ...] = field(default=(), compare=False)
    """Where characters without meaning were taken out, and which."""
    languages: tuple[str, ...] | None = None
    """BCP 47 tags besides German; None means the organisation's."""
    image: Image[Segment] | None = None
    """The leading picture."""
    partners: tuple[Partner[Segment], ...] = ()
    remarks: tuple[Diagnostic, ...] = field(default=(), compare=False)
    """What was noticed while reading; an error among them keeps all editions from going out."""
    path: Path = field(default=Path(), compare=False)

    @property
    def blocked(self) -> bool:
        """Whether no edition may go out as the document is."""
        return any(remark.severity is Severity.ERROR for remark in self.remarks)
