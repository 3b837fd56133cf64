"""All files of one edition, and of one document: which formats there are, drawn by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ..edition.model import Edition
from . import docx, html, ics, pdf, png, text
from .chooser import render as chooser
from .poster import poster
from .word.letterhead import Letterhead

ENDINGS: Final = ("docx", "html", "pdf", "png", "small.png", "ics", "txt")
"""Of the files of an edition; a document without an event has no .ics."""

SHARED: Final = ("index.html", "poster.pdf", "poster.png")
"""Files of a document that hold all its languages."""


def draw(edition: Edition, letterhead: Letterhead, sequence: int | None) -> dict[str, bytes]:
    """Draw every file of an edition: its bytes by file name, in the order of `ENDINGS`.

    ``sequence`` is how often the event has changed (RFC 5545, 3.8.7.4); None, not known,
    leaves the calendar out, because a wrong number would keep an old entry alive. Raises
    `OutputError` for a character that no font has, `ConfigError` for an unusable logo.
    """
    drawn = {
        "docx": docx.render(edition, letterhead),
        "html": html.render(edition).encode(),
        "pdf": pdf.render(edition),
        # The small picture right after the large one: typst keeps the layout.
        "png": png.picture(edition),
        "small.png": png.preview(edition),
        "txt": text.render(edition).encode(),
    }
    if ics.has_event(edition) and sequence is not None:
        drawn["ics"] = ics.render(edition, sequence)
    return {f"{edition.stem}.{ending}": drawn[ending] for ending in ENDINGS if ending in drawn}


def draw_shared(
    editions: Sequence[Edition], files: Mapping[str, Sequence[str]]
) -> dict[str, bytes]:
    """Draw what holds all languages of a document: the language chooser and the poster.

    ``editions`` are the publishable ones, German first; ``files`` their files by tag, as
    paths from the document's folder. A document without an event has no poster.
    """
    drawn = {"index.html": chooser(editions, files).encode()}
    if editions[0].event:
        drawn["poster.pdf"], drawn["poster.png"] = poster(editions)
    return drawn
