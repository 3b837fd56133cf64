"""content/ → locale/: every catalogue merged with the German, drafted and written.

The first half of the main path (flow.py). Language by language, so that only one model is
in memory at a time; every catalogue is written as soon as it is merged and again when the
machine is done with the language, or was interrupted in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import catalogue, draft
from .checks import catalogue_findings
from .draft import Desk
from .errors import PipelineError
from .languages import language
from .memory import IMPORTED, Memory
from .messages import _
from .model import Catalogue, Glossary, Language, Organisation, Segment, Source
from .outcome import Outcome, Progress
from .phrasebook import FILE, PHRASEBOOK
from .pofile import Entry, PoFile
from .project import SHIPPED_LOCALE, Project
from .segments import LAYOUT, layout_segments, segments

Catalogues = Mapping[tuple[str, str], Catalogue | PipelineError]
"""By domain and language tag; an error stands for a catalogue that cannot be used."""


@dataclass(frozen=True, slots=True)
class Domain:
    """German texts that are translated together: a document, the phrasebook, the labels."""

    name: str
    segments: Sequence[Segment]
    reference: str
    """What ``#:`` names."""
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Aids:
    """What drafts can be taken from in any language, besides the catalogues themselves."""

    glossary: Glossary = ()
    machine: draft.Translator | None = None
    drafting: bool = True
    """False only merges."""
    again: bool = False
    unwanted: Collection[str] = ()
    """Tags of the languages that no machine shall draft."""


def targets(source: Source, organisation: Organisation) -> tuple[Language, ...]:
    """The languages besides German that a document is made in."""
    tags = organisation.languages if source.languages is None else source.languages
    return tuple(language(tag) for tag in tags)


def domains(
    project: Project,
    organisation: Organisation,
    sources: Sequence[Source],
    phrasebook: Sequence[Segment],
) -> list[Domain]:
    """All domains; the phrasebook first, as the others take from it."""
    found = [
        Domain(
            source.slug,
            segments(source),
            project.reference(source.path),
            targets(source, organisation),
        )
        for source in sources
    ]
    used = {target.tag: target for domain in found for target in domain.languages}
    everywhere = tuple(used.values())
    if phrasebook:
        reference = project.reference(project.content / FILE)
        found.insert(0, Domain(PHRASEBOOK, phrasebook, reference, everywhere))
    found.append(Domain(LAYOUT, layout_segments(), "pipeline/labels.py", everywhere))
    return found


def bring_up_to_date(
    project: Project,
    found: Sequence[Domain],
    aids: Aids,
    now: dt.datetime,
    outcome: Outcome,
    progress: Progress,
) -> Catalogues:
    """Merge every domain in every language, draft what is missing, write what changed.

    What fails is noted in ``outcome`` and stops nothing else.
    """
    for domain in found:
        pot = catalogue.template(domain.segments, domain.name, domain.reference, now)
        path = catalogue.template_path(project.locale, domain.name)
        try:
            outcome.written += catalogue.write_template(path, pot)
        except PipelineError as problem:
            outcome.problems.append(problem)
    made: dict[tuple[str, str], Catalogue | PipelineError] = {}
    for target in {each.tag: each for domain in found for each in domain.languages}.values():
        mine = [domain for domain in found if target in domain.languages]
        shelf = _Shelf(project, target, outcome)
        shelf.choose(aids)
        shelf.read(mine)
        shelf.merge(mine, aids, now)
        if aids.drafting:
            shelf.draft(aids, now, progress)
        made |= {(name, target.tag): usable for name, usable in shelf.catalogues().items()}
    return made


@dataclass(slots=True)
class _Shelf:
    """The catalogues of one language while they are worked on."""

    project: Project
    language: Language
    outcome: Outcome
    existing: dict[str, PoFile | None] = field(default_factory=dict)
    """As read; None where there is none yet."""
    files: dict[str, PoFile] = field(default_factory=dict)
    """As merged and drafted."""
    broken: dict[str, PipelineError] = field(default_factory=dict)
    memory: Memory = field(init=False)
    machine: draft.Translator | None = None
    """Set if a model for this language is installed."""

    def choose(self, aids: Aids) -> None:
        """Find out whether a machine can draft this language."""
        try:
            if aids.machine and aids.machine.route(self.language):
                self.machine = aids.machine
            elif aids.drafting and self.language.tag not in aids.unwanted:
                self.outcome.without_model.append(self.language)
        except PipelineError as problem:  # the organisation chose a model that there is not
            self.outcome.problems.append(problem)

    def read(self, domains: Sequence[Domain]) -> None:
        """Read the catalogues of ``domains``, and for the memory all others there are."""
        self.memory = Memory(self.language)
        folder = self._path(LAYOUT).parent
        wanted = [domain.name for domain in domains]
        others = {path.stem for path in folder.glob("*.po")} - set(wanted)
        for name in (*wanted, *sorted(others, key=lambda name: (name == IMPORTED, name))):
            try:
                file = catalogue.read(self._path(name), self.language)
                if file is not None:
                    self.memory.add(name, file)
                if name in wanted:
                    self.existing[name] = file
            except PipelineError as problem:
                self.outcome.problems.append(problem)
                self.broken[name] = problem

    def merge(self, domains: Sequence[Domain], aids: Aids, now: dt.datetime) -> None:
        for domain in domains:
            if domain.name in self.broken:
                continue
            try:
                start = self.existing[domain.name]
                if start is None and domain.name == LAYOUT:
                    start = catalogue.read(self._path(LAYOUT, SHIPPED_LOCALE), self.language)
                file = catalogue.merge(
                    start,
                    domain.segments,
                    self.language,
                    domain=domain.name,
                    reference=domain.reference,
                    now=now,
                )
                desk = self._desk(aids, now)
                draft.annotate(file, desk)
                if aids.drafting:
                    filled = draft.known(file, domain.name, desk) + draft.similar(file, desk)
                    self.outcome.drafted[self.language.tag] += filled
                self.files[domain.name] = file
                self._write(domain.name, self.existing[domain.name])
            except PipelineError as problem:
                self._fail(domain.name, problem)

    def draft(self, aids: Aids, now: dt.datetime, progress: Progress) -> None:
        """Let the machine draft what is left."""
        desk = self._desk(aids, now)
        wanted = {name: draft.unknown(file, desk) for name, file in self.files.items()}
        entries: list[Entry] = [entry for found in wanted.values() for entry in found]
        if not entries:
            return
        title = _("Entwürfe: {language}").format(language=self.language.german)
        progress.begin(title, len(entries))
        try:
            for filled in draft.by_machine(entries, desk):
                self.outcome.drafted[self.language.tag] += filled
                self.outcome.undrafted[self.language.tag] += not filled
                progress.step()
        except PipelineError as problem:  # a model that cannot be used
            self.outcome.problems.append(problem)
        finally:  # interrupted or not, what is drafted stays
            for name in (name for name, found in wanted.items() if found):
                try:
                    self._write(name, None)
                except PipelineError as problem:
                    self._fail(name, problem)

    def catalogues(self) -> dict[str, Catalogue | PipelineError]:
        made = {
            name: replace(
                catalogue.catalogue(file, self.language, name),
                findings=catalogue_findings(file, self.language),
            )
            for name, file in self.files.items()
        }
        return made | self.broken

    def _desk(self, aids: Aids, now: dt.datetime) -> Desk:
        return Desk(
            language=self.language,
            memory=self.memory,
            phrasebook=self.files.get(PHRASEBOOK),
            glossary=aids.glossary,
            machine=self.machine,
            today=now.date(),
            again=aids.again,
        )

    def _write(self, name: str, existing: PoFile | None) -> None:
        self.outcome.written += catalogue.write(self._path(name), self.files[name], existing)

    def _fail(self, name: str, problem: PipelineError) -> None:
        self.outcome.problems.append(problem)
        self.files.pop(name, None)
        self.broken[name] = problem

    def _path(self, domain: str, locale: Path | None = None) -> Path:
        return catalogue.catalogue_path(locale or self.project.locale, self.language, domain)
