"""Rows of the status, grouped by document and by language, and added up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..base.model import State
from ..language.table import Language
from .office import Slice, number, sentence, signed, slices
from .status import Row, words_left


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its rows with the one that needs most work first."""

    slug: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Rows that belong together."""

    ready: str
    """How many may be published, in words."""
    slices: tuple[Slice, ...]
    left: str
    """German words that are still to be reviewed."""
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class MapCell:
    """One document in one language on the map."""

    kind: str
    """Class of the style sheet: ``ready``, ``bad``, ``none``, ``p0`` to ``p10`` (tenths)."""
    sign: str
    meaning: str = ""
    """The sign in words, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One document in one line."""

    slug: str
    title: str
    href: str
    total: Total
    signed: Markup | None
    """The last approval in any language."""
    cells: tuple[MapCell, ...]
    """One a language, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language in one line, over all documents."""

    language: Language
    total: Total
    review: str | None
    """Address of what its reviewers have to look at."""


def documents(rows: Iterable[Row]) -> list[Document]:
    """Group rows by document and sort both by what needs doing.

    Errors come first, then what is not publishable, in a document by how much is done;
    otherwise the order of ``rows`` is kept.
    """
    by_slug: dict[str, list[Row]] = {}
    for row in rows:
        by_slug.setdefault(row.slug, []).append(row)
    found = [
        Document(slug, own[0].title, tuple(sorted(own, key=_progress)))
        for slug, own in by_slug.items()
    ]
    return sorted(found, key=_urgency)


def total(rows: Sequence[Row]) -> Total:
    """Add rows up."""
    ready = number(sum(row.publishable for row in rows))
    return Total(
        ready=f"{ready} von {number(len(rows))} können veröffentlicht werden",
        slices=slices({state: sum(row.counts.get(state, 0) for row in rows) for state in State}),
        left=number(words_left(rows)),
        errors=sum(row.errors for row in rows),
        warnings=sum(row.warnings for row in rows),
    )


def languages_in(rows: Iterable[Row]) -> list[Language]:
    """Return the languages of rows, in their order."""
    return list({row.language.tag: row.language for row in rows}.values())


def summaries(
    found: Iterable[Document], columns: Sequence[Language], address: str
) -> list[Summary]:
    """Return a line for each document; ``address`` holds ``{}`` for its slug."""
    return [
        Summary(
            slug=one.slug,
            title=one.title,
            href=address.format(one.slug),
            total=total(one.rows),
            signed=_last_signed(one.rows),
            cells=tuple(_cells(one.rows, columns)),
        )
        for one in found
    ]


def tongues(rows: Iterable[Row], reviews: Collection[str]) -> list[Tongue]:
    """Return a line for each language, the one that needs most work first.

    ``reviews`` are the tags of those that have a page ``review/<tag>.html``.
    """
    by_tag: dict[str, list[Row]] = {}
    for row in rows:
        by_tag.setdefault(row.language.tag, []).append(row)
    return [
        Tongue(own[0].language, total(own), f"review/{tag}.html" if tag in reviews else None)
        for tag, own in sorted(by_tag.items(), key=lambda item: _need(item[1]))
    ]


def _cells(rows: Iterable[Row], columns: Iterable[Language]) -> Iterator[MapCell]:
    by_tag = {row.language.tag: row for row in rows}
    for language in columns:
        row = by_tag.get(language.tag)
        if row is None:
            yield MapCell("none", "")
        elif not row.files:
            yield MapCell("bad", "×", "nicht erstellt")
        elif row.errors:
            yield MapCell("bad", f"{_percent(row)}\u202f!", "Fehler")
        elif row.publishable:
            yield MapCell("ready", "✓", "bereit")
        else:
            yield MapCell(f"p{_percent(row) // 10}", str(_percent(row)))


def _last_signed(rows: Iterable[Row]) -> Markup | None:
    """Return who signed last, and for which language."""
    found = [(row.signoff, row.language) for row in rows if row.signoff]
    if not found:
        return None
    signoff, language = max(found, key=lambda one: one[0].date)
    return sentence(f"{language.german}: {signed(signoff)}")


def _progress(row: Row) -> tuple[bool, bool, int]:
    """What the rows of a document are sorted by."""
    return row.publishable, not row.errors, _percent(row)


def _urgency(document: Document) -> tuple[bool, bool]:
    rows = document.rows
    return not any(row.errors for row in rows), all(row.publishable for row in rows)


def _need(rows: Sequence[Row]) -> tuple[bool, bool, int]:
    """What languages are sorted by."""
    ready = all(row.publishable for row in rows)
    return not any(row.errors for row in rows), ready, -words_left(rows)


def _percent(row: Row) -> int:
    """Return how much of the German needs no more review; 100 only for all of it."""
    return 100 * (row.words - row.words_left) // row.words if row.words else 0
