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

from ..base.errors import CatalogueError, PipelineError
from ..base.messages import _
from ..base.model import Location, State, UnitKey
from ..base.project import SHIPPED_LOCALE, Project
from ..catalogue import files as catalogues
from ..catalogue import po
from ..catalogue.po import Entry, PoFile
from ..catalogue.units import Catalogue
from ..checks import catalogue_findings
from ..draft import fill
from ..draft.fill import Desk
from ..draft.memory import IMPORTED, Memory
from ..language.table import Language, language
from ..source.glossary import Glossary
from ..source.model import Segment, Source
from ..source.organisation import Organisation
from ..source.phrasebook import FILE, PHRASEBOOK
from ..source.segments import LAYOUT, layout_segments, segments
from .outcome import Outcome, Progress

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
    machine: fill.Translator | None = None
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
        pot = catalogues.template(domain.segments, domain.name, domain.reference, now)
        path = catalogues.template_path(project.locale, domain.name)
        try:
            outcome.written += catalogues.write_template(path, pot)
        except PipelineError as problem:
            outcome.problems.append(problem)
    made: dict[tuple[str, str], Catalogue | PipelineError] = {}
    for target in {each.tag: each for domain in found for each in domain.languages}.values():
        mine = [domain for domain in found if target in domain.languages]
        shelf = _Shelf(project, target, outcome)
        shelf.choose(aids)
        shelf.merge(mine, now)
        shelf.remember()
        shelf.fill(aids, now)
        if aids.drafting:
            shelf.draft(aids, now, progress)
        made |= {(name, target.tag): usable for name, usable in shelf.catalogues().items()}
    return made


Work = tuple[str, str, list[str]]
"""What a translator sees and changes of an entry: translation, comment, flags."""


def _work(entry: Entry) -> Work:
    return entry.msgstr, entry.tcomment, list(entry.flags)


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
    machine: fill.Translator | None = None
    """Set if a model for this language is installed."""

    def choose(self, aids: Aids) -> None:
        """Find out whether a machine can draft this language."""
        try:
            if aids.machine and aids.machine.route(self.language):
                self.machine = aids.machine
        except PipelineError as problem:  # the organisation chose a model that there is not
            self.outcome.problems.append(problem)

    def merge(self, domains: Sequence[Domain], now: dt.datetime) -> None:
        """Read the catalogues of ``domains`` and merge the German into them."""
        for domain in domains:
            try:
                self.existing[domain.name] = start = catalogues.read(
                    self._path(domain.name), self.language
                )
                if start is None and domain.name == LAYOUT:
                    start = catalogues.read(self._path(LAYOUT, SHIPPED_LOCALE), self.language)
                self.files[domain.name] = catalogues.merge(
                    start,
                    domain.segments,
                    self.language,
                    domain=domain.name,
                    reference=domain.reference,
                    now=now,
                )
            except PipelineError as problem:
                self._fail(domain.name, problem)

    def remember(self) -> None:
        """Fill the memory: these catalogues, then all others there are, imported ones last."""
        self.memory = Memory(self.language)
        for name, file in self.files.items():
            self.memory.add(name, file)
        folder = self._path(LAYOUT).parent
        others = (
            {path.stem for path in folder.glob("*.po")} - self.files.keys() - self.broken.keys()
        )
        for name in sorted(others, key=lambda name: (name == IMPORTED, name)):
            try:
                if other := catalogues.read(self._path(name), self.language):
                    self.memory.add(name, other)
            except PipelineError as problem:
                self.outcome.problems.append(problem)

    def fill(self, aids: Aids, now: dt.datetime) -> None:
        """Draft what is known, note what may help, and write what changed."""
        for name, file in list(self.files.items()):
            desk = self._desk(aids, now)
            fill.annotate(file, desk)
            if aids.drafting:
                filled = fill.known(file, name, desk)
                self.outcome.drafted[self.language.tag] += filled.drafts
                self.outcome.taken[self.language.tag] += filled.reviewed
                self.outcome.drafted[self.language.tag] += fill.similar(file, desk)
            try:
                self.outcome.written += catalogues.write(
                    self._path(name), file, self.existing[name]
                )
            except PipelineError as problem:
                self._fail(name, problem)

    def draft(self, aids: Aids, now: dt.datetime, progress: Progress) -> None:
        """Let the machine draft what is left."""
        tag = self.language.tag
        if self.machine is None:
            if tag not in aids.unwanted and any(map(self._is_open, self.files.values())):
                self.outcome.without_model.append(self.language)
            return
        desk = self._desk(aids, now)
        wanted = {name: fill.unknown(file, desk) for name, file in self.files.items()}
        asked = [one for found in wanted.values() for one in found]
        if not asked:
            return
        stood = {
            name: {po.key(one.entry): _work(one.entry) for one in found}
            for name, found in wanted.items()
            if found
        }
        title = _("Entwürfe: {language}").format(language=self.language.german)
        progress.begin(title, len(asked))
        try:
            for filled in fill.by_machine(asked, desk):
                self.outcome.drafted[tag] += filled
                self.outcome.undrafted[tag] += not filled
                progress.step()
        except PipelineError as problem:  # a model that cannot be used
            self.outcome.problems.append(problem)
        finally:  # interrupted or not, what is drafted stays
            for name, before in stood.items():
                self._write_drafts(name, before)

    def catalogues(self) -> dict[str, Catalogue | PipelineError]:
        made = {
            name: replace(
                catalogues.catalogue(file, self.language, name),
                findings=catalogue_findings(file, self.language),
            )
            for name, file in self.files.items()
        }
        return made | self.broken

    def _is_open(self, file: PoFile) -> bool:
        return any(
            catalogues.state(entry, self.language) is State.MISSING for entry in file.entries
        )

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

    def _write_drafts(self, name: str, stood: Mapping[UnitKey, Work]) -> None:
        """Write the drafts of a catalogue, which took a while, into what it says by now.

        ``stood`` is what the drafted entries said before. An entry that a translator has
        saved meanwhile stays as it was saved.
        """
        path = self._path(name)
        try:
            now = catalogues.read(path, self.language)
            if now is None:
                raise CatalogueError(
                    Location(path),
                    _("Die Datei verschwand, während entworfen wurde. Beginnen Sie noch einmal."),
                )
            drafts = {po.key(entry): entry for entry in self.files[name].entries}
            for entry in now.entries:
                key = po.key(entry)
                if key in stood and _work(entry) == stood[key]:
                    fill = drafts[key]
                    entry.msgstr, entry.tcomment, entry.flags = _work(fill)
                    po.set_previous(entry, po.previous(fill))
            now.roles = self.files[name].roles
            self.files[name] = now
            self.outcome.written += catalogues.write(path, now, None)
        except PipelineError as problem:
            self._fail(name, problem)

    def _fail(self, name: str, problem: PipelineError) -> None:
        self.outcome.problems.append(problem)
        self.files.pop(name, None)
        self.broken[name] = problem

    def _path(self, domain: str, locale: Path | None = None) -> Path:
        return catalogues.catalogue_path(locale or self.project.locale, self.language, domain)
