"""The main path: German documents in, editions in every language out.

`invitations` reads from top to bottom as the picture in docs/architecture.md: load, merge,
assemble, render, report. A document or a language that fails is noted and left out; it
never stops the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from . import catalogue, output, sequence, share, status
from .assemble import Assembled, assemble
from .config import load_organisation
from .content import load_sources
from .errors import ContentError, OutputError, PipelineError
from .files import sweep
from .languages import GERMAN, language
from .messages import _
from .model import Alternate, Catalogue, Edition, Language, Organisation, Segment, Source
from .project import SHIPPED_LOCALE, Project, folder, link, share_folder
from .render import bundle, overview
from .render.word.letterhead import Letterhead, load_letterhead
from .segments import LAYOUT, layout_segments, segments

LETTERHEAD = "letterhead.docx"
"""The press office's own template, in content/."""


class Progress(Protocol):
    """Told how far the work is; cli.py draws a bar."""

    def total(self, steps: int) -> None: ...
    def step(self) -> None: ...


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    rows: list[status.Row] = field(default_factory=list)
    """Every document in every language, in the organisation's order."""
    problems: list[PipelineError] = field(default_factory=list)
    """What failed as a whole: documents, catalogues, files."""
    written: int = 0
    """Files that are new or changed."""

    @property
    def ok(self) -> bool:
        return not self.problems and not any(row.errors for row in self.rows)


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
    events = _count_changes(project, made, outcome)
    _render(project, made, letterhead, events, outcome, progress)
    _report(project, organisation, outcome)
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
        usable = [one for one in found if isinstance(one, Catalogue)]
        broken = [one for one in found if isinstance(one, PipelineError)]
        if broken:
            outcome.rows.append(
                status.failed(source.slug, source.title.text, target, str(broken[0]))
            )
        else:
            yield assemble(source, target, organisation, *usable)


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


def _count_changes(
    project: Project, made: Sequence[Assembled], outcome: Outcome
) -> sequence.State | None:
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


def _render(
    project: Project,
    made: Sequence[Assembled],
    letterhead: Letterhead,
    events: sequence.State | None,
    outcome: Outcome,
    progress: Progress,
) -> None:
    """Write every edition in every format, complete or not at all.

    What cannot stay is removed before, so that a language is never in the publishable place
    and under drafts/ at once; what was not written again is removed after, so that nothing
    in build/ says what the German no longer says.
    """
    possible = {name for one in made for name in _names(one.edition, bundle.ENDINGS)}
    possible |= {f"{one.edition.slug}/{name}" for one in made for name in bundle.SHARED}
    outcome.problems += output.clear(project.build, possible)
    progress.total(len(made))
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
        drawn = bundle.draw(edition, letterhead, number)
        archive = share.archive(edition, drawn)
        files = {f"{folder(edition)}/{name}": data for name, data in drawn.items()}
        files[f"{share_folder(edition)}/{share.file_name(edition)}"] = archive
        for name, data in files.items():
            outcome.written += output.write(project.build, name, data)
    except Exception as problem:  # the last resort: one edition must not stop the others
        error = _understood(problem, edition)
        outcome.problems.append(error)
        return status.failed(edition.slug, one.german_title, edition.language, str(error))
    return status.row(edition, one.german_title, list(files), one.diagnostics)


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
        for ending, data in bundle.draw_shared(editions, shown).items():
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
        return problem if problem.where else type(problem)(None, f"{what}: {problem.message}")
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


def _report(project: Project, organisation: Organisation, outcome: Outcome) -> None:
    """status.json and the overview, rows in the order of documents and languages."""
    order = {GERMAN: -1} | {tag: number for number, tag in enumerate(organisation.languages)}
    outcome.rows.sort(key=lambda row: (row.slug, order.get(row.language.tag, len(order))))
    try:
        outcome.written += output.write(
            project.build, "status.json", status.to_json(outcome.rows).encode()
        )
        outcome.written += output.write(
            project.build, "index.html", overview.render(organisation, outcome.rows).encode()
        )
    except PipelineError as problem:
        outcome.problems.append(problem)
