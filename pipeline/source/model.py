"""The nouns of a German document: frozen values that the later stages take.

Where something stands in a file (`Location`) is left out of equality, so that two values
are equal when they mean the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ..base.model import Location
from ..text.blocks import Heading, Item, Paragraph, Quote, Table
from .facts import Facts


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
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CELL = "cell"
    PROGRAMME = "programme"
    SPEAKER = "speaker"
    ORGANISER = "organiser"
    GROUP = "group"
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
    path: Path = field(default=Path(), compare=False)
