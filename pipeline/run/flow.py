"""The main path: German documents in, editions in every language out.

`invitations` reads from top to bottom as the picture in docs/architecture.md: load, merge
and draft (translations.py), assemble (assembly.py), render and report (publish.py). Every
stage returns what it made and what went wrong; here it is put together. A document or a
language that fails is noted and left out; it never stops the others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from ..base.errors import ContentError
from ..base.project import Project
from ..render.word.letterhead import Letterhead, load_letterhead
from . import publish
from .assembly import Assembly, assemble_all
from .material import Material, load_material
from .outcome import SILENT, Outcome, Progress
from .translations import translate_all

LETTERHEAD: Final = "letterhead.docx"
"""The press office's own template, in content/."""


def invitations(project: Project, now: dt.datetime, progress: Progress) -> Outcome:
    """Make every edition of every document, status.json and the overview page.

    Raises `PipelineError` only for what concerns everything: the organisation file, an
    empty content folder, the letterhead, the glossary (without it, agreed words and names
    would vanish from every catalogue).
    """
    letterhead = _letterhead(project)
    material = _load(project, now)
    translations = translate_all(project, material, now, progress)
    editions = assemble_all(project, material, translations.catalogues, now)
    events = publish.count_changes(project, editions.made)
    drawn = publish.draw_editions(project, editions.made, letterhead, events.history, progress)
    report = publish.write_reports(project, material.organisation, editions, drawn)
    ready = {(row.slug, row.language.tag) for row in report.rows if row.publishable}
    return Outcome(
        rows=report.rows,
        editions=tuple(
            one.edition
            for one in editions.made
            if (one.edition.slug, one.edition.language.tag) in ready
        ),
        shared=drawn.shared,
        problems=(
            *material.problems,
            *translations.problems,
            *editions.problems,
            *events.problems,
            *drawn.problems,
            *report.problems,
        ),
        written=translations.written + events.written + drawn.written + report.written,
        tallies=translations.tallies,
        without_parts=translations.without_parts,
    )


def editions(
    project: Project, now: dt.datetime, progress: Progress = SILENT, *, drafting: bool = True
) -> Assembly:
    """Load, merge and draft everything, and assemble what can be, with links to each other.

    Catalogues are written; nothing below build/ is. Without ``drafting`` only what there is.
    Among the problems is all that went wrong.
    """
    material = load_material(project, now)
    translations = translate_all(project, material, now, progress, drafting=drafting)
    found = assemble_all(project, material, translations.catalogues, now)
    problems = (*material.problems, *translations.problems, *found.problems)
    return replace(found, problems=problems)


def update_catalogues(project: Project, now: dt.datetime) -> Outcome:
    """Only bring locale/ in line with content/; nothing is drafted."""
    return _catalogues(project, now, SILENT, drafting=False)


def draft_catalogues(
    project: Project, now: dt.datetime, progress: Progress, *, again: bool = False
) -> Outcome:
    """Bring locale/ in line with content/ and draft what is missing.

    ``again`` drafts anew what another model drafted.
    """
    return _catalogues(project, now, progress, again=again)


def _catalogues(
    project: Project,
    now: dt.datetime,
    progress: Progress,
    *,
    drafting: bool = True,
    again: bool = False,
) -> Outcome:
    material = load_material(project, now)
    made = translate_all(project, material, now, progress, drafting=drafting, again=again)
    return Outcome(
        problems=(*material.problems, *made.problems),
        written=made.written,
        tallies=made.tallies,
        without_parts=made.without_parts,
    )


def _load(project: Project, now: dt.datetime) -> Material:
    try:
        return load_material(project, now)
    except ContentError:  # the last document is gone, and with it what was made of it
        publish.clear_all(project)
        raise


def _letterhead(project: Project) -> Letterhead:
    own = project.content / LETTERHEAD
    return load_letterhead(own if own.exists() else None)
