"""The main path: German documents in, editions in every language out.

`invitations` reads from top to bottom as the picture in docs/architecture.md: load, merge,
assemble, render, report. A document or a language that fails is noted and left out; it
never stops the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from . import catalogue, output, publish, status
from .assemble import Assembled, assemble
from .config import load_organisation
from .content import load_sources
from .errors import ContentError, PipelineError
from .files import sweep
from .languages import GERMAN, language
from .model import Alternate, Catalogue, Language, Organisation, Segment, Source
from .outcome import Outcome, Progress
from .project import SHIPPED_LOCALE, Project, folder, link
from .render.word.letterhead import load_letterhead
from .segments import LAYOUT, layout_segments, segments

LETTERHEAD = "letterhead.docx"
"""The press office's own template, in content/."""


Catalogues = Mapping[tuple[str, str], Catalogue | PipelineError]
"""By domain and language tag; an error stands for a catalogue that cannot be used."""


def invitations(project: Project, now: dt.datetime, progress: Progress) -> Outcome:
    """Make every edition of every document, status.json and the overview page.

    Raises `PipelineError` only for what concerns everything: the organisation file, an
    empty content folder, the letterhead.
    """
    outcome = Outcome()
    for tree in (project.content, project.locale, project.build):
        sweep(tree)
    own = project.content / LETTERHEAD
    letterhead = load_letterhead(own if own.exists() else None)
    organisation, made = editions(project, now, outcome)
    events = publish.count_changes(project, made, outcome)
    publish.render(project, made, letterhead, events, outcome, progress)
    publish.report(project, organisation, outcome)
    return outcome


def editions(
    project: Project, now: dt.datetime, outcome: Outcome
) -> tuple[Organisation, list[Assembled]]:
    """Load and merge everything, and assemble what can be, with links to each other.

    Catalogues are written; nothing below build/ is. What fails is noted in ``outcome``.
    """
    organisation, sources = _load(project, outcome)
    catalogues = _merge(project, organisation, sources, now, outcome)
    made = [
        one
        for source in sources
        for one in _link(list(_assemble(source, organisation, catalogues, outcome)))
    ]
    return organisation, made


def update_catalogues(project: Project, now: dt.datetime) -> Outcome:
    """Only the first half: bring locale/ in line with content/."""
    outcome = Outcome()
    organisation, sources = _load(project, outcome)
    _merge(project, organisation, sources, now, outcome)
    return outcome


def targets(source: Source, organisation: Organisation) -> tuple[Language, ...]:
    """The languages besides German that a document is made in."""
    tags = organisation.languages if source.languages is None else source.languages
    return tuple(language(tag) for tag in tags)


def _load(project: Project, outcome: Outcome) -> tuple[Organisation, list[Source]]:
    organisation = load_organisation(project.content)
    try:
        sources, problems = load_sources(project.content)
    except ContentError:  # the last document is gone, and with it what was made of it
        output.clear(project.build, ())
        raise
    outcome.problems += problems
    for problem in problems:
        if problem.where:
            slug = problem.where.path.stem
            outcome.rows += [
                status.failed(slug, slug, language(tag), str(problem))
                for tag in (GERMAN, *organisation.languages)
            ]
    return organisation, sources


def _merge(
    project: Project,
    organisation: Organisation,
    sources: Sequence[Source],
    now: dt.datetime,
    outcome: Outcome,
) -> Catalogues:
    """Merge every domain of every language; write what changed."""
    domains: list[tuple[str, Sequence[Segment], str, tuple[Language, ...]]] = [
        (
            source.slug,
            segments(source),
            project.reference(source.path),
            targets(source, organisation),
        )
        for source in sources
    ]
    used = {target.tag: target for *_rest, languages in domains for target in languages}
    domains.append((LAYOUT, layout_segments(), "pipeline/labels.py", tuple(used.values())))
    merged: dict[tuple[str, str], Catalogue | PipelineError] = {}
    for domain, found, reference, languages in domains:
        pot = catalogue.template(found, domain, reference, now)
        path = catalogue.template_path(project.locale, domain)
        try:
            outcome.written += catalogue.write_template(path, pot)
        except PipelineError as problem:
            outcome.problems.append(problem)
        for target in languages:
            path = catalogue.catalogue_path(project.locale, target, domain)
            try:
                existing = catalogue.read(path, target)
                start = existing
                if start is None and domain == LAYOUT:
                    start = catalogue.read(
                        catalogue.catalogue_path(SHIPPED_LOCALE, target, domain), target
                    )
                file = catalogue.merge(
                    start, found, target, domain=domain, reference=reference, now=now
                )
                outcome.written += catalogue.write(path, file, existing)
                merged[domain, target.tag] = catalogue.catalogue(file, target, domain)
            except PipelineError as problem:
                outcome.problems.append(problem)
                merged[domain, target.tag] = problem
    return merged


def _assemble(
    source: Source, organisation: Organisation, catalogues: Catalogues, outcome: Outcome
) -> Iterator[Assembled]:
    """Assemble a document in German and every language whose catalogues can be used."""
    yield assemble(source, language(GERMAN), organisation)
    for target in targets(source, organisation):
        found = catalogues[source.slug, target.tag], catalogues[LAYOUT, target.tag]
        broken = [one for one in found if isinstance(one, PipelineError)]
        document, layout = (one if isinstance(one, Catalogue) else None for one in found)
        if broken:
            outcome.rows.append(
                status.failed(source.slug, source.title.text, target, str(broken[0]))
            )
        else:
            yield assemble(source, target, organisation, document, layout)


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
