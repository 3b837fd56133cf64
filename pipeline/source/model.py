"""The nouns of a German document: frozen values that the later stages take.

Where something stands in a file (`Location`) is left out of equality, so that two values
are equal when they mean the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from ..base.model import Location
from ..text.blocks import Heading, Item, Paragraph, Quote, Table


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


SourceBlock = (
    Heading[Segment]
    | Paragraph[Segment]
    | Item[Segment]
    | Quote[Segment]
    | Table[Segment | None]  # None is an empty cell
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
