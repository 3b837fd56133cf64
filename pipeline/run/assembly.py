"""Source + Catalogue + Facts → Edition, for every document in every language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ..base.errors import ContentError, PipelineError
from ..base.project import Project
from ..catalogue.units import Catalogue
from ..checks import check_source, consistency
from ..edition.assemble import Assembled, assemble
from ..edition.model import Alternate
from ..language import fonts
from ..language.table import GERMAN, Language, language
from ..render.places import folder, link
from ..report import status
from ..review import ledger
from ..review.approvals import Approval
from ..source import sequence
from ..source.facts import EventStatus
from ..source.model import Source
from ..source.segments import LAYOUT
from .domains import targets
from .material import Material
from .translations import Catalogues


@dataclass(frozen=True, slots=True)
class Assembly:
    """All editions of all documents."""

    made: tuple[Assembled, ...]
    unmade: tuple[status.Row, ...]
    """Of those that cannot be made, why."""
    problems: tuple[PipelineError, ...]
    """What went wrong besides, such as approvals that cannot be read."""


def assemble_all(
    project: Project, material: Material, catalogues: Catalogues, now: dt.datetime
) -> Assembly:
    """Assemble what can be, with links to each other and what sets them apart.

    ``now`` decides whether an embargo is over, and until the day a document whose event was
    moved says from when and where.
    """
    history = _history(project)
    material = replace(
        material, sources=[_with_before(source, history, now) for source in material.sources]
    )
    made: list[Assembled] = []
    unmade = list(_unreadable(material))
    wanted = [targets(source, material.organisation) for source in material.sources]
    undrawn = fonts.unable(dict.fromkeys(chain.from_iterable(wanted)))
    problems: list[PipelineError] = list(dict.fromkeys(undrawn.values()))
    for source in material.sources:
        tries = {language(GERMAN): _german(source, material, now)}
        for target in targets(source, material.organisation):
            approvals, unread = _approvals(project, source, target)
            problems += unread
            tries[target] = undrawn.get(target.tag) or _translated(
                source, target, material, catalogues, approvals, now
            )
        made += _link([one for one in tries.values() if isinstance(one, Assembled)])
        for target, one in tries.items():
            if isinstance(one, PipelineError):
                unmade.append(status.not_made(source.slug, source.title.text, target, one))
            if isinstance(one, ContentError):  # what is wrong with a catalogue was told before
                problems.append(one)
    return Assembly(tuple(_compare(made, catalogues)), tuple(unmade), tuple(problems))


def _history(project: Project) -> sequence.History:
    """What calendars got last; nothing where the file cannot be read, which is told later."""
    try:
        return sequence.read(project.content / sequence.FILE)
    except PipelineError:
        return sequence.NOTHING


def _with_before(source: Source, history: sequence.History, now: dt.datetime) -> Source:
    """The document with what was before the last change; without it once the event is over."""
    event = source.facts.event
    if event is None or event.status is not EventStatus.CHANGED:
        return source
    moved = event.moved_from or sequence.moved(history, source.slug, event)
    event = replace(event, moved_from=None if event.when.past(now) else moved)
    return replace(source, facts=replace(source.facts, event=event))


def _unreadable(material: Material) -> Iterator[status.Row]:
    """The rows of documents that cannot be read, in every language."""
    for problem in material.unreadable:
        if problem.where:
            slug = problem.where.path.stem
            for tag in (GERMAN, *material.organisation.languages):
                yield status.not_made(slug, slug, language(tag), problem)


def _german(source: Source, material: Material, now: dt.datetime) -> Assembled | PipelineError:
    try:
        made = assemble(source, language(GERMAN), material.organisation, now=now)
        found = check_source(source, material.wording)
        return replace(made, findings=(*material.organisation.remarks, *source.remarks, *found))
    except ContentError as problem:
        return problem


def _translated(
    source: Source,
    target: Language,
    material: Material,
    catalogues: Catalogues,
    approvals: Sequence[Approval],
    now: dt.datetime,
) -> Assembled | PipelineError:
    """A document in a language, or why it cannot be assembled."""
    document, layout = catalogues[source.slug, target.tag], catalogues[LAYOUT, target.tag]
    if isinstance(document, PipelineError):
        return document
    if isinstance(layout, PipelineError):
        return layout
    try:
        made = assemble(
            source,
            target,
            material.organisation,
            document,
            layout,
            material.glossary,
            approvals,
            now,
        )
    except ContentError as problem:
        return problem
    return replace(made, findings=(*made.findings, *document.findings, *layout.findings))


def _approvals(
    project: Project, source: Source, target: Language
) -> tuple[Sequence[Approval], Sequence[PipelineError]]:
    """Who signed a document in a language; nobody where the file cannot be read."""
    path = ledger.path_of(project.locale, target, source.slug)
    try:
        return ledger.read(path, target, source.slug), ()
    except PipelineError as problem:
        return (), (problem,)


def _compare(made: Iterable[Assembled], catalogues: Catalogues) -> Iterator[Assembled]:
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
