"""build/index.html: where every document stands in every language, for the office."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from markupsafe import Markup

from ..base.model import State
from ..render import formats
from ..source.organisation import Organisation
from . import office
from .office import (
    FindingLine,
    Slice,
    findings,
    number,
    sentence,
    signed,
    slices,
    state_names,
    visible,
)
from .status import Row, words_left
from .sums import Document, documents, languages_in, summaries, tongues, total

ONE_PAGE: Final = 120
"""Up to so many editions, everything stands on the one page."""

MOST: Final = 12
"""Findings of one edition that are listed; the reviewers' page has them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One language of a document as its table shows it."""

    row: Row
    state: str
    slices: tuple[Slice, ...]
    left: str
    """German words that are still to be reviewed, of how many."""
    findings: tuple[FindingLine, ...]
    more: str
    """How many findings are not listed; empty if all are."""
    signed: Markup | None
    fell_back: Markup | None
    remarks: tuple[Markup, ...]
    """What has become of the approval."""
    review: str | None
    """Address of what this language's reviewers have to look at."""
    files: tuple[tuple[str, str], ...]
    """Address and what it is called."""


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """One document with its lines."""

    slug: str
    title: str
    ready: str
    lines: tuple[Line, ...]
    shared: tuple[tuple[str, str], ...]
    """Files that hold all publishable languages: address and what it is called."""


@dataclass(frozen=True, slots=True)
class _Site:
    """From where a page is seen."""

    up: str
    """The way to build/: empty, or ``../``."""
    root: Path
    reviews: Collection[str]
    shared: Collection[str]


def overview_pages(
    organisation: Organisation,
    rows: Sequence[Row],
    *,
    root: Path = Path(),
    reviews: Collection[str] = (),
    shared: Collection[str] = (),
) -> dict[str, str]:
    """Return the overview of ``rows`` as pages by their names relative to build/.

    ``index.html`` shows everything as long as that can be looked through; of more editions it
    shows sums and a map, and every document has a page of its own, ``status/<slug>.html``.
    Pages are self-contained and work without script (WCAG 2.2 AA).

    Documents and, in each, languages that need work come first: errors, then what is not
    publishable, by how much of it is done; otherwise the order of ``rows`` is kept. The files
    in which findings stand are named as seen from ``root``, the project, in which build/ lies.
    ``reviews`` are the tags of languages that have a page ``review/<tag>.html``;
    ``shared`` are the files that hold all publishable languages of a document.

    Raises ConfigError if the logo cannot be used, ValueError if a colour is not ``#rrggbb``.
    """
    found = documents(rows)
    split = len(rows) > ONE_PAGE
    columns = languages_in(rows) if split else []
    here = _Site("", root, reviews, shared)
    below = _Site("../", root, reviews, shared)
    made = {
        "index.html": office.render(
            "overview",
            "Übersicht der Dokumente und Sprachen",
            organisation,
            say=_sentences(),
            back=None,
            figures=_figures(rows),
            contents=summaries(found, columns, "status/{}.html" if split else "#d-{}"),
            columns=columns,
            tongues=tongues(rows, reviews) if split else (),
            sections=() if split else [_section(one, here) for one in found],
        )
    }
    for one in found if split else ():
        made[f"status/{one.slug}.html"] = office.render(
            "overview",
            f"Übersicht: {one.title}",
            organisation,
            say=_sentences(),
            back="../index.html",
            figures=_figures(one.rows),
            contents=(),
            columns=(),
            tongues=(),
            sections=(_section(one, below),),
        )
    return made


def _section(document: Document, site: _Site) -> DocumentSection:
    return DocumentSection(
        slug=document.slug,
        title=document.title,
        ready=total(document.rows).ready,
        lines=tuple(_line(row, site) for row in document.rows),
        shared=tuple(
            (site.up + name, what)
            for name, what in formats.listed_shared(document.slug, site.shared)
        ),
    )


def _line(row: Row, site: _Site) -> Line:
    found = findings(row.findings, site.root, site.up, short=True)
    more = len(found) - MOST
    tag = row.language.tag
    signoff = row.signoff
    return Line(
        row=row,
        state=_state(row),
        slices=slices(row.counts),
        left=_left(row),
        findings=found[:MOST],
        more=f"und {number(more)} weitere" if more > 0 else "",
        signed=sentence(signed(signoff)) if signoff else None,
        fell_back=visible(row.fell_back) if row.fell_back else None,
        remarks=tuple(map(sentence, (*signoff.voided, *signoff.facts_changed))) if signoff else (),
        review=f"{site.up}review/{tag}.html#d-{row.slug}" if tag in site.reviews else None,
        files=tuple((site.up + name, what) for name, what in formats.listed(row.files)),
    )


def _state(row: Row) -> str:
    """Return how far an edition is; its least advanced unit decides."""
    if not row.files:
        return "nicht erstellt"
    return "unvollständig" if row.state is State.MISSING else state_names()[row.state]


def _left(row: Row) -> str:
    if not row.words_left:
        return "0"
    left, words = number(row.words_left), number(row.words)
    return left if left == words else f"{left} von {words}"


def _figures(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Return the numbers on top of the page with what each counts."""
    ready = sum(row.publishable for row in rows)
    made = sum(bool(row.files) for row in rows)
    figures = [
        (ready, "Fassungen können veröffentlicht werden"),
        (made - ready, "Fassungen sind noch Entwurf"),
        (len(rows) - made, "Fassungen konnten nicht erstellt werden"),
        (words_left(rows), "Wörter sind noch zu prüfen"),
        (sum(row.errors for row in rows), "Fehler"),
        (sum(row.warnings for row in rows), "Warnungen"),
    ]
    return [(number(count), what) for count, what in figures]


def _sentences() -> dict[str, str]:
    return {
        "back": "Zur Übersicht",
        "documents": "Dokumente",
        "languages": "Sprachen",
        "map": "Alle Fassungen",
        "key": (
            "✓ kann veröffentlicht werden; Zahl: so viel Prozent der Wörter sind geprüft; "
            "! hat Fehler; × konnte nicht erstellt werden; leer: nicht vorgesehen."
        ),
        "document": "Dokument",
        "language": "Sprache",
        "state": "Stand",
        "progress": "Fortschritt",
        "left": "Wörter zu prüfen",
        "findings": "Befunde",
        "files": "Dateien",
        "signed": "Freigabe",
        "none": "keine",
        "never": "noch keine",
        "ready": "darf veröffentlicht werden",
        "remarks": "Was seit der Freigabe geschah",
        "review": "Prüfseite",
        "empty": "Es gibt noch keine Dokumente.",
    }
