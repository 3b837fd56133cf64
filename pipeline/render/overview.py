"""build/index.html: where every document stands in every language, for the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from ..messages import _
from ..model import Organisation, State
from ..status import Row
from . import colours
from .page import SETTINGS, environment, families, favicon, picture, policy, style_sheet

FONTS: Final = ("Segoe UI", "Roboto", "Noto Sans")
HIDDEN: Final = ".small.png"
"""The preview that messengers fetch; people take the large picture."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar."""

    state: State
    name: str
    count: int
    start: float
    """Percent from the start of the bar."""
    size: float
    """Percent."""


@dataclass(frozen=True, slots=True)
class Line:
    """One language of a document as the table shows it."""

    row: Row
    state: str
    parts: tuple[Part, ...]
    files: tuple[tuple[str, str], ...]
    """Address and what it is called."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its languages with the one that needs most work first."""

    slug: str
    title: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    """Of all languages together."""
    publishable: int
    errors: int
    warnings: int
    shared: tuple[tuple[str, str], ...]
    """Files that hold all publishable languages: address and what it is called."""


def render(organisation: Organisation, rows: Sequence[Row]) -> str:
    """Return the overview page of ``rows``: self-contained, without script (WCAG 2.2 AA).

    Documents and, in each, languages that need work come first: errors, then what is not
    publishable, by how much of it is done; otherwise the order of ``rows`` is kept. File
    names in ``rows`` are taken as relative to the page.

    Raises ConfigError if the logo cannot be used, ValueError if a colour is not ``#rrggbb``.
    """
    palette = colours.palette(organisation.colours)
    style = style_sheet(
        "overview.css.j2", palette=palette, setting=SETTINGS["Latn"], families=families(FONTS)
    )
    found = documents(rows)
    template = environment().get_template("overview.html.j2")
    return template.render(
        organisation=organisation,
        palette=palette,
        style=style,
        policy=policy(style),
        favicon=favicon(palette.light),
        logo=picture(organisation.logo),
        say=_sentences(),
        documents=found,
        legend=[(state, name) for state, name in reversed(state_names().items())],
        figures=_figures(rows),
    )


def documents(rows: Iterable[Row]) -> list[Document]:
    """Group rows by document and sort both by what needs doing."""
    by_slug: dict[str, list[Row]] = {}
    for row in rows:
        by_slug.setdefault(row.slug, []).append(row)
    return sorted(map(_document, by_slug.values()), key=_urgency)


def state_names() -> dict[State, str]:
    """Return what people call the states, from the least to the most advanced."""
    return {
        State.MISSING: _("fehlt"),
        State.DRAFT: _("Entwurf"),
        State.CHANGED: _("geändert"),
        State.REVIEWED: _("geprüft"),
        State.APPROVED: _("freigegeben"),
    }


def parts(counts: Mapping[State, int]) -> tuple[Part, ...]:
    """Return the pieces of a bar, most advanced first; none where nothing is counted."""
    total = sum(counts.values())
    found: list[Part] = []
    before = 0
    for state, name in reversed(state_names().items()):
        if count := counts.get(state, 0):
            start, end = (round(100 * n / total, 3) for n in (before, before + count))
            found.append(Part(state, name, count, start, round(end - start, 3)))
            before += count
    return tuple(found)


def _document(rows: list[Row]) -> Document:
    rows = sorted(rows, key=lambda row: (row.publishable, -min(row.errors, 1), _done(row.counts)))
    total = {state: sum(row.counts.get(state, 0) for row in rows) for state in State}
    return Document(
        slug=rows[0].slug,
        title=rows[0].title,
        lines=tuple(
            Line(
                row,
                _state(row),
                parts(row.counts),
                tuple((name, _format(name)) for name in row.files if not name.endswith(HIDDEN)),
            )
            for row in rows
        ),
        parts=parts(total),
        publishable=sum(row.publishable for row in rows),
        errors=sum(row.errors for row in rows),
        warnings=sum(row.warnings for row in rows),
        shared=tuple(_shared(rows)),
    )


def _shared(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    ready = [name for row in rows if row.publishable for name in row.files]
    if ready:
        yield f"{rows[0].slug}/index.html", _("Sprachauswahl")
    if any(name.endswith(".ics") for name in ready):
        yield f"{rows[0].slug}/poster.pdf", _("Plakat (PDF)")
        yield f"{rows[0].slug}/poster.png", _("Plakat (Bild)")


def _state(row: Row) -> str:
    """Return how far an edition is; its least advanced unit decides."""
    if not row.files:
        return _("nicht erstellt")
    return _("unvollständig") if row.state is State.MISSING else state_names()[row.state]


def _urgency(document: Document) -> tuple[bool, bool]:
    return document.errors == 0, document.publishable == len(document.lines)


def _done(counts: Mapping[State, int]) -> float:
    """Return the share of units a human has let stand; 0 where nothing is counted."""
    done = sum(count for state, count in counts.items() if state >= State.REVIEWED)
    return done / max(1, sum(counts.values()))


def _format(name: str) -> str:
    ending = PurePosixPath(name).suffix.removeprefix(".")
    names = {
        "docx": _("Word"),
        "html": _("Seite"),
        "png": _("Bild"),
        "ics": _("Kalender"),
        "txt": _("Nachricht"),
        "zip": _("alles (ZIP)"),
    }
    return names.get(ending, ending.upper())


def _figures(rows: Sequence[Row]) -> list[tuple[int, str]]:
    """Return the numbers on top of the page with what each counts."""
    ready = sum(row.publishable for row in rows)
    made = sum(bool(row.files) for row in rows)
    return [
        (ready, _("Fassungen können veröffentlicht werden")),
        (made - ready, _("Fassungen sind noch Entwurf")),
        (len(rows) - made, _("Fassungen konnten nicht erstellt werden")),
        (sum(row.errors for row in rows), _("Fehler")),
        (sum(row.warnings for row in rows), _("Warnungen")),
    ]


def _sentences() -> dict[str, str]:
    return {
        # Kürzel der Sprache, in der diese Meldungen stehen (BCP 47)
        "tag": _("de"),
        "title": _("Übersicht der Dokumente und Sprachen"),
        "skip": _("Zum Inhalt springen"),
        "documents": _("Dokumente"),
        "legend": _("Was die Balken zeigen"),
        "language": _("Sprache"),
        "state": _("Stand"),
        "progress": _("Fortschritt"),
        "words": _("Wörter"),
        "findings": _("Befunde"),
        "files": _("Dateien"),
        "errors": _("Fehler"),
        "warnings": _("Warnungen"),
        "none": _("keine"),
        "ready": _("darf veröffentlicht werden"),
        "of": _("{ready} von {all} Sprachen können veröffentlicht werden"),
        "empty": _("Es gibt noch keine Dokumente."),
    }
