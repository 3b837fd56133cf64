"""What a format is: a row of the table in formats.py, and what it is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ..edition.model import Edition
from ..source.entries import Entry
from .places import Place
from .word.letterhead import Letterhead

T = TypeVar("T")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class ChooserEntry:
    """How the language chooser offers a file for download."""

    rank: int
    """Its place in the list; 1 comes first."""
    name: str
    """What people call it in any language; a label ``file_<ending>`` is preferred."""
    icon: str
    """A path on a grid of 24, as those of icons.html.j2."""


@dataclass(frozen=True, slots=True)
class Format(Generic[M]):
    """One file, made of one edition or of all languages of a document."""

    ending: str
    """What follows the stem; of what holds all languages, the whole name. Never twice."""
    place: Place
    draw: Callable[[M], bytes | None]
    """Makes it; None where there is nothing to show (no event, no calendar)."""
    office: str
    """What the office's overview calls it; empty if people take another file instead."""
    offer: ChooserEntry | None = None
    """None if the language chooser does not offer it."""
    compressed: bool = False
    """Deflate gains a twentieth at most, so that a zip stores it. (Of the PDFs that typst makes
    it takes a third away, of Word files a sixth.)"""

    @property
    def label(self) -> str:
        """The label that names it in the reader's language, if an edition has one."""
        return f"file_{self.ending}"


@dataclass(frozen=True, slots=True)
class _Memory:
    """Remembers what several formats are drawn from."""

    kept: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, make: Callable[[T], object], of: T) -> Any:
        if make not in self.kept:
            self.kept[make] = make(of)
        return self.kept[make]


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Single:
    """What the formats of one edition are drawn from."""

    edition: Edition
    letterhead: Letterhead
    sequence: int | None
    """How often the event has changed (RFC 5545, 3.8.7.4); None, not known."""
    entries: Sequence[Entry]
    """Of the event in calendars; none, as they are numbered at first."""
    made: Mapping[str, bytes]
    """What the rows before have drawn, by ending."""
    _memory: _Memory = field(default_factory=_Memory)

    def once(self, make: Callable[[Edition], Made]) -> Made:
        """Return what ``make`` makes of the edition; several formats share it."""
        made: Made = self._memory.once(make, self.edition)
        return made


@dataclass(frozen=True, slots=True)
class Whole:
    """What the formats of a document in all its languages are drawn from."""

    editions: Sequence[Edition]
    """The publishable ones, German first."""
    files: Mapping[str, Sequence[str]]
    """The files of each language, by its tag, as paths from the document's folder."""
    singles: Sequence[Format[Single]]
    """The rows these files belong to."""
    _memory: _Memory = field(default_factory=_Memory)

    def by_row(self, tag: str) -> dict[Format[Single], str]:
        """Return the files of a language by the rows they belong to."""
        found = ((of(name, self.singles), name) for name in self.files.get(tag, ()))
        return {row: name for row, name in found if row}

    def once(self, make: Callable[[Sequence[Edition]], Made]) -> Made:
        """Return what ``make`` makes of the editions; several formats share it."""
        made: Made = self._memory.once(make, self.editions)
        return made


def of(name: str, formats: Iterable[Format[M]]) -> Format[M] | None:
    """Return the row that a file belongs to: that with the longest ending; None, to none."""
    found = [one for one in formats if name.endswith(f".{one.ending}")]
    return max(found, key=lambda one: len(one.ending), default=None)
