"""The main path: German documents in, editions in every language out.

`invitations` reads from top to bottom as the picture in docs/architecture.md: load, merge,
draft (translations.py), assemble, render, report (publish.py). A document or a language
that fails is noted and left out; it never stops the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Final

from ..base.errors import ContentError, PipelineError
from ..base.files import sweep
from ..base.project import Project
from ..catalogue.units import Catalogue
from ..checks import Wording, check_source, consistency, load_wording
from ..draft.fill import Translator
from ..edition.assemble import Assembled, assemble
from ..edition.model import Alternate
from ..language.table import GERMAN, Language, language
from ..mt.store import parts
from ..mt.store.choices import NONE
from ..mt.store.packages import installed, models_folder
from ..render.places import folder, link
from ..render.word.letterhead import load_letterhead
from ..report import status
from ..review import ledger
from ..review.approvals import Approval
from ..source.documents import load_sources
from ..source.glossary import Glossary, load_glossary
from ..source.model import Segment, Source
from ..source.organisation import Organisation, load_organisation
from ..source.phrasebook import load_phrasebook
from ..source.segments import LAYOUT
from . import output, publish
from .outcome import SILENT, Outcome, Progress
from .translations import Aids, Catalogues, bring_up_to_date, domains, targets

LETTERHEAD: Final = "letterhead.docx"
"""The press office's own template, in content/."""


def invitations(
    project: Project, now: dt.datetime, progress: Progress, *, again: bool = False
) -> Outcome:
    """Make every edition of every document, status.json and the overview page.

    Raises `PipelineError` only for what concerns everything: the organisation file, an
    empty content folder, the letterhead, the glossary (without it, agreed words and names
    would vanish from every catalogue).
    """
    outcome = Outcome()
    for tree in (project.content, project.locale, project.build):
        sweep(tree)
    own = project.content / LETTERHEAD
    letterhead = load_letterhead(own if own.exists() else None)
    organisation, made = editions(project, now, outcome, progress, again=again)
    events = publish.count_changes(project, made, outcome)
    publish.render(project, made, letterhead, events, outcome, progress)
    publish.report(project, organisation, made, outcome)
    return outcome


def editions(
    project: Project,
    now: dt.datetime,
    outcome: Outcome,
    progress: Progress = SILENT,
    *,
    drafting: bool = True,
    again: bool = False,
) -> tuple[Organisation, list[Assembled]]:
    """Load, merge and draft everything, and assemble what can be, with links to each other.

    Catalogues are written; nothing below build/ is. What fails is noted in ``outcome``.
    Without ``drafting`` only what there is; ``again`` drafts anew what another model drafted.
    """
    material = _load(project, outcome)
    catalogues = _translate(
        project, material, now, outcome, progress, drafting=drafting, again=again
    )
    made = [
        one
        for source in material.sources
        for one in _link(list(_assemble(project, source, material, catalogues, outcome)))
    ]
    return material.organisation, list(_compare(made, catalogues))


def update_catalogues(project: Project, now: dt.datetime) -> Outcome:
    """Only bring locale/ in line with content/; nothing is drafted."""
    outcome = Outcome()
    _translate(project, _load(project, outcome), now, outcome, SILENT, drafting=False)
    return outcome


def draft_catalogues(
    project: Project, now: dt.datetime, progress: Progress, *, again: bool = False
) -> Outcome:
    """Bring locale/ in line with content/ and draft what is missing."""
    outcome = Outcome()
    _translate(project, _load(project, outcome), now, outcome, progress, again=again)
    return outcome


@dataclass(frozen=True, slots=True)
class _Material:
    """What the press office wrote."""

    organisation: Organisation
    sources: Sequence[Source]
    phrasebook: Sequence[Segment]
    glossary: Glossary
    wording: Wording


def _load(project: Project, outcome: Outcome) -> _Material:
    organisation = load_organisation(project.content)
    glossary = load_glossary(project.content)
    try:
        wording = load_wording(project.content)
    except PipelineError as slip:  # it only feeds warnings
        outcome.problems.append(slip)
        wording = ()
    try:
        sources, problems = load_sources(project.content)
    except ContentError:  # the last document is gone, and with it what was made of it
        output.clear(project.build, ())
        output.clear_reports(project.build, ())
        raise
    outcome.problems += problems
    for problem in problems:
        if problem.where:
            slug = problem.where.path.stem
            outcome.rows += [
                status.failed(slug, slug, language(tag), problem)
                for tag in (GERMAN, *organisation.languages)
            ]
    try:
        phrasebook = load_phrasebook(project.content)
    except PipelineError as slip:
        outcome.problems.append(slip)
        phrasebook = ()
    return _Material(organisation, sources, phrasebook, glossary, wording)


def _translate(
    project: Project,
    material: _Material,
    now: dt.datetime,
    outcome: Outcome,
    progress: Progress,
    *,
    drafting: bool = True,
    again: bool = False,
) -> Catalogues:
    """The catalogues of all domains and languages, merged, drafted and written."""
    found = domains(project, material.organisation, material.sources, material.phrasebook)
    with ExitStack() as stack:
        machine = None
        if drafting:
            machine = stack.enter_context(_machine(project, material.organisation, outcome))
        unwanted = [
            tag for tag, choice in material.organisation.translation.items() if choice == NONE
        ]
        aids = Aids(material.glossary, machine, drafting, again, unwanted)
        return bring_up_to_date(project, found, aids, now, outcome, progress)


@contextmanager
def _machine(
    project: Project, organisation: Organisation, outcome: Outcome
) -> Iterator[Translator | None]:
    """The installed models; None where there are none, or nothing to run them with."""
    folder = models_folder(project)
    packages, problems = installed(folder)
    outcome.problems += problems
    outcome.without_parts = bool(packages) and bool(parts.lacking())
    if not packages or outcome.without_parts:
        yield None
        return
    from ..mt.cache import FILE, Cache  # noqa: PLC0415 - only who has models waits for them
    from ..mt.machine import Machine  # noqa: PLC0415

    with Cache(folder / FILE) as cache:
        yield Machine(packages, organisation.translation, cache)


def _assemble(
    project: Project,
    source: Source,
    material: _Material,
    catalogues: Catalogues,
    outcome: Outcome,
) -> Iterator[Assembled]:
    """Assemble a document in German and every language whose catalogues can be used."""
    organisation, glossary = material.organisation, material.glossary
    with _noted(source, language(GERMAN), outcome):
        german = assemble(source, language(GERMAN), organisation)
        yield replace(german, findings=check_source(source, material.wording))
    for target in targets(source, organisation):
        found = catalogues[source.slug, target.tag], catalogues[LAYOUT, target.tag]
        broken = [one for one in found if isinstance(one, PipelineError)]
        document, layout = (one if isinstance(one, Catalogue) else None for one in found)
        if broken:
            outcome.rows.append(status.failed(source.slug, source.title.text, target, broken[0]))
        else:
            approvals = _approvals(project, source, target, outcome)
            files = [one for one in (document, layout) if one]
            with _noted(source, target, outcome):
                made = assemble(source, target, organisation, document, layout, glossary, approvals)
                yield replace(
                    made, findings=tuple(finding for one in files for finding in one.findings)
                )


@contextmanager
def _noted(source: Source, target: Language, outcome: Outcome) -> Iterator[None]:
    """Note what keeps a document from being put together in a language; the others go on."""
    try:
        yield
    except ContentError as problem:
        outcome.problems.append(problem)
        outcome.rows.append(status.failed(source.slug, source.title.text, target, problem))


def _approvals(
    project: Project, source: Source, target: Language, outcome: Outcome
) -> tuple[Approval, ...]:
    """Who signed a document in a language; nobody where the file cannot be read."""
    try:
        return ledger.read(ledger.path_of(project.locale, target, source.slug), target, source.slug)
    except PipelineError as problem:
        outcome.problems.append(problem)
        return ()


def _compare(made: Sequence[Assembled], catalogues: Catalogues) -> Iterator[Assembled]:
    """Add to the units of every edition what sets them apart from the other documents."""
    by_language: dict[str, list[Catalogue]] = {}
    for one in catalogues.values():
        if isinstance(one, Catalogue):
            by_language.setdefault(one.language.tag, []).append(one)
    across = {tag: consistency(found) for tag, found in by_language.items()}
    for assembled in made:
        odd = across.get(assembled.edition.language.tag, {})
        yield replace(
            assembled,
            units=tuple(
                replace(shown, diagnostics=(*shown.diagnostics, odd[place]))
                if (place := (shown.domain, (shown.unit.context, shown.unit.source))) in odd
                else shown
                for shown in assembled.units
            ),
        )


def _link(made: Sequence[Assembled]) -> Iterator[Assembled]:
    """Give every edition of one document its links to the others.

    A publishable edition links only to publishable ones; a draft to all.
    """
    editions = [one.edition for one in made]
    for one in made:
        here = folder(one.edition)
        alternates = tuple(
            Alternate(
                tag=other.language.tag,
                endonym=other.language.endonym,
                direction=other.language.direction,
                folder=link(here, folder(other)),
                draft=not other.publishable,
            )
            for other in editions
            if other.publishable or not one.edition.publishable
        )
        yield replace(one, edition=replace(one.edition, alternates=alternates))
