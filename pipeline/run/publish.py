"""Editions → build/: drawn, written whole or not at all, reported.

The second half of the main path (flow.py). build/ holds only what is true: see
docs/decisions/0004.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..base.errors import OutputError, PipelineError
from ..base.messages import _, joined
from ..base.project import Project
from ..edition.assemble import Assembled
from ..edition.model import Edition
from ..exchange import review_page
from ..language.table import GERMAN
from ..render import formats, share
from ..render.places import folder, share_folder
from ..render.word.letterhead import Letterhead
from ..report import overview, status
from ..source import sequence
from ..source.organisation import Organisation
from . import output
from .outcome import Outcome, Progress

STATUS: Final = "status.json"


def count_changes(
    project: Project, made: Sequence[Assembled], outcome: Outcome
) -> sequence.History | None:
    """Note which events have changed since calendars got them last; None if nobody can say."""
    path = project.content / sequence.FILE
    try:
        before = after = sequence.read(path)
    except PipelineError as problem:
        outcome.problems.append(problem)
        return None
    for one in made:
        if event := one.edition.event:
            after = sequence.advance(after, one.edition.slug, event)
    try:
        outcome.written += sequence.write(path, after, before)
    except PipelineError as problem:
        outcome.problems.append(problem)
    return after


def render(
    project: Project,
    made: Sequence[Assembled],
    letterhead: Letterhead,
    events: sequence.History | None,
    outcome: Outcome,
    progress: Progress,
) -> None:
    """Write every edition in every format, complete or not at all.

    What cannot stay is removed before, so that a language is never in the publishable place
    and under drafts/ at once; what was not written again is removed after, so that nothing
    in build/ says what the German no longer says.
    """
    possible = {name for one in made for name in _names(one.edition, formats.ENDINGS)}
    possible |= {f"{one.edition.slug}/{name}" for one in made for name in formats.SHARED}
    outcome.problems += output.clear(project.build, possible)
    progress.begin(_("Einladungen"), len(made))
    true: set[str] = set()
    for slug in dict.fromkeys(one.edition.slug for one in made):
        ready: dict[str, list[str]] = {}
        editions = [one.edition for one in made if one.edition.slug == slug]
        for one in (one for one in made if one.edition.slug == slug):
            number = None if events is None else events[slug].sequence if slug in events else 0
            row = _write_edition(project, one, letterhead, number, outcome)
            outcome.rows.append(row)
            true.update(row.files)
            if row.publishable:
                ready[row.language.tag] = [name.removeprefix(f"{slug}/") for name in row.files]
            progress.step()
        if ready:
            shown = [edition for edition in editions if edition.language.tag in ready]
            true |= _write_shared(project, shown, ready, outcome)
    outcome.problems += output.clear(project.build, true)


def _write_edition(
    project: Project,
    one: Assembled,
    letterhead: Letterhead,
    number: int | None,
    outcome: Outcome,
) -> status.Row:
    edition = one.edition
    try:
        drawn = formats.draw(edition, letterhead, number)
        archive = share.archive(edition, drawn)
        files = {f"{folder(edition)}/{name}": data for name, data in drawn.items()}
        files[f"{share_folder(edition)}/{share.file_name(edition)}"] = archive
        for name, data in files.items():
            outcome.written += output.write(project.build, name, data)
    except Exception as problem:  # the last resort: one edition must not stop the others
        error = _understood(problem, edition)
        outcome.problems.append(error)
        return status.failed(edition.slug, one.german_title, edition.language, str(error))
    return status.row(
        edition,
        one.german_title,
        list(files),
        one.diagnostics,
        units=one.units,
        signoff=one.signoff,
    )


def _write_shared(
    project: Project,
    editions: Sequence[Edition],
    files: Mapping[str, Sequence[str]],
    outcome: Outcome,
) -> set[str]:
    """Write the language chooser and the poster of a document; return what was written."""
    shown = {
        tag: [name for name in names if not name.endswith(".small.png")]
        for tag, names in files.items()
    }
    done: set[str] = set()
    try:
        for ending, data in formats.draw_shared(editions, shown).items():
            name = f"{editions[0].slug}/{ending}"
            outcome.written += output.write(project.build, name, data)
            done.add(name)
    except Exception as problem:  # as above
        outcome.problems.append(_understood(problem, editions[0]))
    return done


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


def _names(edition: Edition, endings: Iterable[str]) -> list[str]:
    """The files of an edition below build/, its zip last."""
    here = folder(edition)
    names = [f"{here}/{edition.stem}.{ending}" for ending in endings]
    return [*names, f"{share_folder(edition)}/{share.file_name(edition)}"]


def report(
    project: Project, organisation: Organisation, made: Sequence[Assembled], outcome: Outcome
) -> None:
    """status.json, the overview and the pages for reviewers; rows by document and language."""
    order = {GERMAN: -1} | {tag: number for number, tag in enumerate(organisation.languages)}
    outcome.rows.sort(key=lambda row: (row.slug, order.get(row.language.tag, len(order))))
    outcome.rows = status.compare(
        outcome.rows, status.published(project.build / STATUS), organisation.requires
    )
    files = {(row.slug, row.language.tag): row.files for row in outcome.rows}
    try:
        pages = review_page.pages(organisation, made, files, root=project.root)
        reviewed = {one.edition.language.tag for one in made} - {GERMAN}
        pages |= overview.pages(organisation, outcome.rows, root=project.root, reviews=reviewed)
        pages[STATUS] = status.to_json(outcome.rows, project.root)
        for name, page in pages.items():
            outcome.written += output.write(project.build, name, page.encode())
    except PipelineError as problem:
        outcome.problems.append(problem)
    else:
        outcome.problems += output.clear_reports(project.build, pages)
