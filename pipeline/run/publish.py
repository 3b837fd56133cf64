"""Editions → build/: drawn, written whole or not at all, reported.

The second half of the main path (flow.py). build/ holds only what is true: see
docs/decisions/0004.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..base.errors import OutputError, PipelineError
from ..base.messages import _, joined
from ..base.project import Project
from ..edition.assemble import Assembled
from ..edition.model import Edition
from ..exchange.review_page import review_pages
from ..language.table import GERMAN
from ..render import formats, share
from ..render.word.letterhead import Letterhead
from ..report import status
from ..report.overview import overview_pages
from ..source import sequence
from ..source.organisation import Organisation
from . import output
from .assembly import Assembly
from .outcome import Progress

STATUS: Final = "status.json"


@dataclass(frozen=True, slots=True)
class Events:
    """How often events have changed since calendars got them."""

    history: sequence.History | None
    """None if nobody can say."""
    problems: tuple[PipelineError, ...] = ()
    written: int = 0
    """Files that are new or changed."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Editions that were written to build/, and what went wrong."""

    rows: tuple[status.Row, ...] = ()
    shared: tuple[str, ...] = ()
    """Files that hold all languages of a document, relative to build/."""
    problems: tuple[PipelineError, ...] = ()
    written: int = 0
    """Files that are new or changed."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What the reports say, and what went wrong."""

    rows: tuple[status.Row, ...]
    """Every document in every language, in the organisation's order."""
    problems: tuple[PipelineError, ...]
    written: int
    """Files that are new or changed."""


def count_changes(project: Project, made: Sequence[Assembled]) -> Events:
    """Note which events have changed since calendars got them last."""
    path = project.content / sequence.FILE
    try:
        before = after = sequence.read(path)
    except PipelineError as problem:
        return Events(None, (problem,))
    for one in made:
        if event := one.edition.event:
            after = sequence.advance(after, one.edition.slug, event)
    try:
        return Events(after, written=sequence.write(path, after, before))
    except PipelineError as problem:
        return Events(after, (problem,))


def draw_editions(
    project: Project,
    made: Sequence[Assembled],
    letterhead: Letterhead,
    events: sequence.History | None,
    progress: Progress,
) -> Drawn:
    """Write every edition in every format, complete or not at all.

    What cannot stay is removed before, so that a language is never in the publishable place
    and under drafts/ at once; what was not written again is removed after, so that nothing
    in build/ says what the German no longer says.
    """
    possible = {name for one in made for name in formats.possible(one.edition)}
    before = output.clear(project.build, possible)
    progress.begin(_("Einladungen"), len(made))
    parts: list[Drawn] = []
    for slug in dict.fromkeys(one.edition.slug for one in made):
        own = [one for one in made if one.edition.slug == slug]
        published = sequence.Published(0, {}) if events is not None else None
        if events and slug in events:
            published = events[slug]
        for one in own:
            parts.append(_write_edition(project, one, letterhead, published))
            progress.step()
        rows = [row for part in parts[-len(own) :] for row in part.rows if row.publishable]
        parts.append(_write_shared(project, [one.edition for one in own], rows))
        waiting = [row for part in parts[-len(own) - 1 :] for row in part.rows if row.embargo]
        parts.append(_write_for_press(project, slug, waiting))
    true = {name for part in parts for row in part.rows for name in row.files}
    true |= {name for part in parts for name in part.shared}
    after = output.clear(project.build, true)
    return Drawn(
        rows=tuple(row for part in parts for row in part.rows),
        shared=tuple(name for part in parts for name in part.shared),
        problems=(*before, *(slip for part in parts for slip in part.problems), *after),
        written=sum(part.written for part in parts),
    )


def _write_edition(
    project: Project, one: Assembled, letterhead: Letterhead, event: sequence.Published | None
) -> Drawn:
    edition = one.edition
    written = 0
    try:
        number, entries = (event.sequence, event.entries) if event else (None, ())
        files = formats.draw(edition, letterhead, number, entries)
        for name, data in files.items():
            written += output.write(project.build, name, data)
    except Exception as problem:  # the last resort: one edition must not stop the others
        error = _understood(problem, edition)
        row = status.not_made(edition.slug, one.german_title, edition.language, str(error))
        return Drawn((row,), problems=(error,), written=written)
    row = status.row(
        edition,
        one.german_title,
        list(files),
        one.diagnostics,
        units=one.units,
        signoff=one.signoff,
    )
    return Drawn((row,), written=written)


def _write_shared(
    project: Project, editions: Sequence[Edition], ready: Sequence[status.Row]
) -> Drawn:
    """Write the language chooser and the poster of a document, if anything may go out."""
    files = {row.language.tag: row.files for row in ready}
    shown = [edition for edition in editions if edition.language.tag in files]
    if not shown:
        return Drawn()
    written = 0
    done: list[str] = []
    try:
        for name, data in formats.draw_shared(shown, files).items():
            written += output.write(project.build, name, data)
            done.append(name)
    except Exception as problem:  # as above
        return Drawn(
            shared=tuple(done), problems=(_understood(problem, shown[0]),), written=written
        )
    return Drawn(shared=tuple(done), written=written)


def _write_for_press(project: Project, slug: str, rows: Sequence[status.Row]) -> Drawn:
    """Write what journalists get of a document whose embargo is not over yet."""
    if not rows:
        return Drawn()
    name = share.PRESS.format(slug=slug)
    try:
        files = {
            row.language.german: {
                Path(file).name: (project.build / file).read_bytes() for file in row.files
            }
            for row in rows
        }
        written = output.write(project.build, name, share.for_press(files))
    except (OSError, PipelineError) as problem:
        return Drawn(problems=(OutputError(None, str(problem)),))
    return Drawn(shared=(name,), written=int(written))


def _understood(problem: Exception, edition: Edition) -> PipelineError:
    """What to tell people of a fault while drawing; says which document and language."""
    what = f"{edition.slug} ({edition.language.german})"
    if isinstance(problem, PipelineError):
        return (
            problem if problem.where else type(problem)(None, joined(": ", (what, problem.message)))
        )
    return OutputError(
        None,
        _(
            "{what}: Diese Fassung lässt sich nicht zeichnen ({kind}: {problem}). Das ist ein "
            "Fehler des Programms; bitte melden Sie ihn mit dem Dokument."
        ).format(what=what, kind=type(problem).__name__, problem=problem),
    )


def write_reports(
    project: Project, organisation: Organisation, editions: Assembly, drawn: Drawn
) -> Reported:
    """Write status.json, the overview and the pages for reviewers."""
    order = {GERMAN: -1} | {tag: number for number, tag in enumerate(organisation.languages)}
    found = sorted(
        (*editions.unmade, *drawn.rows),
        key=lambda row: (row.slug, order.get(row.language.tag, len(order))),
    )
    published = status.published(project.build / STATUS)
    rows = tuple(status.compare(found, published, organisation.requires))
    files = {(row.slug, row.language.tag): row.files for row in rows}
    written = 0
    try:
        pages = review_pages(organisation, editions.made, files, root=project.root)
        reviewed = {one.edition.language.tag for one in editions.made} - {GERMAN}
        pages |= overview_pages(
            organisation, rows, root=project.root, reviews=reviewed, shared=drawn.shared
        )
        pages[STATUS] = status.to_json(rows, project.root)
        for name, page in pages.items():
            written += output.write(project.build, name, page.encode())
    except PipelineError as problem:
        return Reported(rows, (problem,), written)
    return Reported(rows, tuple(output.clear_reports(project.build, pages)), written)


def clear_all(project: Project) -> None:
    """Remove everything that was made of documents."""
    output.clear(project.build, ())
    output.clear_reports(project.build, ())
