"""The blocks a text consists of, whatever each of them holds.

A German document is made of blocks of segments, an edition of blocks of text that is ready
to be shown; both are this one family.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..base.pictures import PictureFile

T_co = TypeVar("T_co", covariant=True)
A = TypeVar("A")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Heading(Generic[T_co]):
    level: int
    """2 to 4; the title is the only heading of level 1."""
    text: T_co


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[T_co]):
    text: T_co


@dataclass(frozen=True, slots=True)
class Item(Generic[T_co]):
    text: T_co
    depth: int = 0
    """0 for an item of the outermost list."""
    ordered: bool = False
    number: int = 1
    """Position within its own list, from 1; a renderer starts a new list at 1."""


@dataclass(frozen=True, slots=True)
class Quote(Generic[T_co]):
    paragraphs: tuple[T_co, ...]
    name: str = ""
    """Whose words they are; never translated. Empty: nobody is named."""
    by: T_co | None = None
    """In a document what the person is, if that is said; in an edition the line that names
    the person."""


@dataclass(frozen=True, slots=True)
class Table(Generic[T_co]):
    header: tuple[T_co, ...]
    rows: tuple[tuple[T_co, ...], ...]
    """Each as long as `header`."""


@dataclass(frozen=True, slots=True)
class Image(Generic[T_co]):
    """A picture with what belongs to it."""

    file: PictureFile
    alt: T_co | None = None
    """What is to be seen, for those who cannot see it; None if it only decorates."""
    caption: T_co | None = None
    credit: str = ""
    """Who took it, as it is to be printed; never translated."""


Block = Heading[A] | Paragraph[A] | Item[A] | Quote[A] | Table[A] | Image[A]


def parts(block: Block[A]) -> tuple[A, ...]:
    """What a block holds, in the order of reading; of a table row by row."""
    match block:
        case Heading(text=text) | Paragraph(text=text) | Item(text=text):
            return (text,)
        case Quote(paragraphs=paragraphs, by=by):
            return paragraphs if by is None else (*paragraphs, by)
        case Table(header=header, rows=rows):
            return tuple(cell for row in (header, *rows) for cell in row)
        case Image(alt=alt, caption=caption):
            return tuple(part for part in (alt, caption) if part is not None)


def each(block: Block[A], change: Callable[[A], U]) -> Block[U]:
    """The same block with what ``change`` makes of each of its `parts`, in their order."""
    match block:
        case Heading():
            return Heading(block.level, change(block.text))
        case Paragraph():
            return Paragraph(change(block.text))
        case Item():
            return Item(change(block.text), block.depth, block.ordered, block.number)
        case Quote():
            by = None if block.by is None else change(block.by)
            return Quote(tuple(map(change, block.paragraphs)), block.name, by)
        case Table():
            header = tuple(map(change, block.header))
            return Table(header, tuple(tuple(map(change, row)) for row in block.rows))
        case Image():
            alt, caption = (
                None if part is None else change(part) for part in (block.alt, block.caption)
            )
            return Image(block.file, alt, caption, block.credit)
