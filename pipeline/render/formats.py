"""The formats: everything that is made of an edition and of a document, a row each.

Whoever draws, offers, lists, packs, writes or cleans up reads these rows; nobody else knows an
ending. A new format is a module that draws it and a row.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..edition.model import Edition
from ..source.entries import Entry
from . import chooser, docx, fragment, html, ics, pdf, places, png, poster, share, text
from .format import ChooserEntry, Format, Single, Whole, of
from .places import DOCUMENT, EDITION, PAGE, SHARE
from .sheet import manuscript
from .word.letterhead import Letterhead

_PRESS = re.compile(re.escape(share.PRESS).replace(r"\{slug\}", "[a-z0-9-]+"))


def _calendar(single: Single) -> bytes | None:
    """A wrong number of changes would keep an old entry alive: without one, no calendar."""
    if single.sequence is None or not ics.has_event(single.edition):
        return None
    return ics.render(single.edition, single.sequence, single.entries)


def _link_preview(single: Single) -> bytes | None:
    if not single.edition.organisation.base_url:
        return None
    return png.link_preview(single.once(manuscript))


def _archive(single: Single) -> bytes:
    """Whatever lies in the edition's own folder."""
    stem = single.edition.stem
    inside = [row for row in SINGLE if row.place == EDITION and row.ending in single.made]
    return share.archive(
        single.edition,
        {f"{stem}.{row.ending}": single.made[row.ending] for row in inside},
        stored={f"{stem}.{row.ending}" for row in inside if row.compressed},
    )


def _poster_pdf(whole: Whole) -> bytes | None:
    return poster.pdf(whole.once(poster.manuscript)) if whole.editions[0].event else None


def _poster_png(whole: Whole) -> bytes | None:
    return poster.png(whole.once(poster.manuscript)) if whole.editions[0].event else None


SINGLE: tuple[Format[Single], ...] = (
    Format(
        "docx",
        EDITION,
        draw=lambda one: docx.render(one.edition, one.letterhead),
        office="Word",
        offer=ChooserEntry(2, "Word", "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.5h4"),
    ),
    Format(
        PAGE,
        EDITION,
        draw=lambda one: html.render(one.edition).encode(),
        office="Seite",
    ),
    Format(
        "fragment.html",
        EDITION,
        draw=lambda one: fragment.render(one.edition).encode(),
        office="für das Redaktionssystem",
    ),
    Format(
        "pdf",
        EDITION,
        draw=lambda one: pdf.render(one.once(manuscript)),
        office="PDF",
        offer=ChooserEntry(1, "PDF", "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.5h6"),
    ),
    Format(
        "png",
        EDITION,
        draw=lambda one: png.picture(one.once(manuscript)),
        office="Bild",
        offer=ChooserEntry(3, "PNG", "M3.5 5h17v14h-17zM3.5 16l5-5 4 4 3-3 5 5M15.5 8.6v.2"),
        compressed=True,
    ),
    Format(  # right after the large one: typst still has the layout
        "small.png",
        EDITION,
        draw=lambda one: png.preview(one.once(manuscript)),
        office="",  # for the previews of messengers; people take the large one
        compressed=True,
    ),
    Format(
        "story.png",
        EDITION,
        draw=lambda one: png.story(one.once(manuscript)),
        office="Bild für Status und Story",
        compressed=True,
    ),
    Format(
        html.LINK_PREVIEW,
        EDITION,
        draw=_link_preview,
        office="",  # the page names it, and only a page that has an address
        compressed=True,
    ),
    Format(
        "ics",
        EDITION,
        draw=_calendar,
        office="Kalender",
        offer=ChooserEntry(
            4, "ICS", "M4 6.5h16v13.5H4zM4 10.5h16M8 3.5v5M16 3.5v5M12 12.5v5M9.5 15h5"
        ),
    ),
    Format(
        "txt",
        EDITION,
        draw=lambda one: text.render(one.edition).encode(),
        office="Nachricht",
        offer=ChooserEntry(5, "TXT", "M3.5 5h17v11.5h-8.5l-4.5 4v-4h-4zM8 9.5h8M8 12.5h5"),
    ),
    Format(
        "zip",
        SHARE,
        draw=_archive,
        office="alles (ZIP)",
        offer=ChooserEntry(6, "ZIP", "M3.5 5.5h6l2 3h9v11h-17z"),
        compressed=True,
    ),
)
"""Of one edition, in the order in which they are drawn and listed; a row may use what the rows
before have drawn (`Single.made`)."""

WHOLE: tuple[Format[Whole], ...] = (
    Format(
        f"index.{PAGE}",
        DOCUMENT,
        draw=lambda whole: chooser.render(whole).encode(),
        office="Sprachauswahl",
    ),
    Format(
        "poster.pdf",
        DOCUMENT,
        draw=_poster_pdf,
        office="Plakat (PDF)",
    ),
    Format(
        "poster.png",
        DOCUMENT,
        draw=_poster_png,
        office="Plakat (Bild)",
        compressed=True,
    ),
)
"""Of all publishable languages of a document."""


def draw(
    edition: Edition,
    letterhead: Letterhead,
    sequence: int | None,
    entries: Sequence[Entry] = (),
) -> dict[str, bytes]:
    """Draw every file of an edition: its bytes by path below build/, in the order of the rows.

    ``sequence`` is how often the event has changed (RFC 5545, 3.8.7.4); None, not known,
    leaves the calendar out. ``entries`` are those of the event in calendars. Raises
    `OutputError` for a character that no font has, `ConfigError` for an unusable logo.
    """
    made: dict[str, bytes] = {}
    single = Single(edition, letterhead, sequence, entries, made)
    files: dict[str, bytes] = {}
    for row, path in _singles(edition):
        if (data := row.draw(single)) is not None:
            made[row.ending] = files[path] = data
    return files


def draw_shared(
    editions: Sequence[Edition], files: Mapping[str, Sequence[str]]
) -> dict[str, bytes]:
    """Draw what holds all languages of a document: its bytes by path below build/.

    ``editions`` are the publishable ones, German first; ``files`` their files by tag, as paths
    below build/. Raises what `draw` does.
    """
    slug = editions[0].slug
    beside = {
        tag: [posixpath.relpath(name, slug) for name in names] for tag, names in files.items()
    }
    whole = Whole(editions, beside, SINGLE)
    return {path: data for row, path in _wholes(slug) if (data := row.draw(whole)) is not None}


def possible(edition: Edition) -> Iterator[str]:
    """Yield the paths below build/ at which files of an edition and its document may lie."""
    yield from (path for _row, path in _singles(edition))
    yield from (path for _row, path in _wholes(edition.slug))
    if edition.embargo:
        yield share.PRESS.format(slug=edition.slug)


def is_ours(path: str) -> bool:
    """Tell whether a path below build/ is one that a row gives to some edition or document."""
    ours = _ours((*SINGLE, *WHOLE))
    return bool(_PRESS.fullmatch(path)) or any(pattern.fullmatch(path) for pattern in ours)


def listed(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the files of an edition that the office's overview lists, and what it calls them."""
    for name in names:
        row = of(name, SINGLE)
        if row and row.office:
            yield name, row.office


def listed_shared(slug: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield those files of a document that hold all its languages, and what they are called."""
    for row, path in _wholes(slug):
        if row.office and path in names:
            yield path, row.office


def _singles(edition: Edition) -> Iterator[tuple[Format[Single], str]]:
    """Yield the rows that are drawn of an edition, and where they lie."""
    for row in SINGLE:
        if edition.publishable or row.place.draft:
            yield row, places.path(row.place, edition, row.ending)


def _wholes(slug: str) -> Iterator[tuple[Format[Whole], str]]:
    yield from ((row, row.place.path(slug, "", row.ending, draft=False)) for row in WHOLE)


@cache
def _ours(rows: tuple[Format[Any], ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for row in rows for one in row.place.patterns(row.ending))
