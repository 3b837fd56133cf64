"""content/ → locale/: every catalogue merged with the German, drafted and written.

The first half of the main path (flow.py). Language by language, so that only one model is
in memory at a time, and languages that share a model together; every catalogue is written as
soon as it is merged and again when the machine is done with the language, or was interrupted
in it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..base.errors import PipelineError
from ..base.project import Project
from ..catalogue import files as catalogues
from ..catalogue.units import Catalogue
from ..draft.fill import Desk, Filled, Translator
from ..language.table import Language
from ..mt.store import parts
from ..mt.store.choices import NONE
from ..mt.store.packages import Package, installed, models_folder
from ..source.glossary import Glossary, name_forms
from ..source.organisation import Organisation
from ..source.phrasebook import PHRASEBOOK
from . import shelf as shelves
from .domains import Domain, domains, languages_of
from .material import Material
from .outcome import Progress, Tally
from .shelf import ByMachine

if TYPE_CHECKING:
    from ..mt.machine import Order


class Drafter(Translator, Protocol):
    """What `mt.machine.Machine` does for several languages."""

    def groups(self, languages: Iterable[Language]) -> list[list[Language]]: ...
    def ahead(self, orders: Sequence[Order]) -> None: ...


Catalogues = Mapping[tuple[str, str], Catalogue | PipelineError]
"""By domain and language tag; an error stands for a catalogue that cannot be used."""


@dataclass(frozen=True, slots=True)
class Aids:
    """What drafts can be taken from in any language, besides the catalogues themselves."""

    glossary: Glossary = ()
    machine: Drafter | None = None
    drafting: bool = True
    """False only merges."""
    again: bool = False
    """Draft anew what another model drafted."""
    unwanted: Collection[str] = ()
    """Tags of the languages that no machine shall draft."""


@dataclass(frozen=True, slots=True)
class Translations:
    """Catalogues that are up to date, and what became of them."""

    catalogues: Catalogues
    tallies: tuple[Tally, ...]
    problems: tuple[PipelineError, ...]
    written: int
    """Files that are new or changed."""
    without_parts: bool
    """Whether there are models, but not the libraries that run them."""


@dataclass(frozen=True, slots=True)
class _InLanguage:
    """The same for one language."""

    catalogues: Mapping[str, Catalogue | PipelineError]
    """By domain."""
    tally: Tally
    problems: tuple[PipelineError, ...]
    written: int


def translate_all(
    project: Project,
    material: Material,
    now: dt.datetime,
    progress: Progress,
    *,
    drafting: bool = True,
    again: bool = False,
) -> Translations:
    """Merge all there is in every language, draft what is missing, write what changed.

    What fails is among the problems and stops nothing else. Without ``drafting`` nothing is
    filled in; ``again`` drafts anew what another model drafted.
    """
    organisation = material.organisation
    found = domains(project, organisation, material.sources, material.phrasebook)
    written, unwritten = _write_templates(project.locale, found, now)
    folder = models_folder(project)
    packages, unusable = installed(folder) if drafting else ([], [])
    without_parts = bool(packages) and bool(parts.lacking())
    with _machine(folder, [] if without_parts else packages, organisation) as machine:
        choices = organisation.translation
        aids = Aids(
            material.glossary,
            machine,
            drafting,
            again,
            unwanted=[tag for tag, choice in choices.items() if choice == NONE],
        )
        made = _in_languages(project.locale, found, aids, now, progress)
    return Translations(
        catalogues={
            (name, part.tally.language.tag): one
            for part in made
            for name, one in part.catalogues.items()
        },
        tallies=tuple(part.tally for part in made),
        problems=(*unusable, *unwritten, *(slip for part in made for slip in part.problems)),
        written=written + sum(part.written for part in made),
        without_parts=without_parts,
    )


def _in_languages(
    locale: Path,
    found: Sequence[Domain],
    aids: Aids,
    now: dt.datetime,
    progress: Progress,
) -> list[_InLanguage]:
    """Every language, in the order of the domains; those of one model are drafted together."""
    languages = languages_of(found)
    groups = aids.machine.groups(languages) if aids.machine else [[one] for one in languages]
    made: dict[str, _InLanguage] = {}
    for group in groups:
        begun = [_begin(locale, language, found, aids, now) for language in group]
        if aids.machine and len(begun) > 1:
            _ask_ahead(aids.machine, begun)
        made |= {one.desk.language.tag: _finish(one, aids, progress) for one in begun}
    return [made[language.tag] for language in languages]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A language whose catalogues are merged, filled from what is known, and written."""

    desk: Desk
    known: Filled
    first: shelves.Written
    problems: tuple[PipelineError, ...]


def _begin(
    locale: Path, language: Language, found: Sequence[Domain], aids: Aids, now: dt.datetime
) -> _Begun:
    """Merge, fill in what is known, write."""
    machine, unroutable = _machine_for(language, aids)
    mine = [domain for domain in found if language in domain.languages]
    merged = shelves.merged(locale, language, mine, now)
    memory, unreadable = shelves.remembered(locale, language, merged)
    phrasebook = shelves.books(merged).get(PHRASEBOOK)
    desk = Desk(
        language=language,
        memory=memory,
        phrasebook=phrasebook.file if phrasebook else None,
        glossary=aids.glossary,
        machine=machine,
        today=now.date(),
        again=aids.again,
    )
    shelves.note(merged, desk)
    known = shelves.fill_known(merged, desk) if aids.drafting else Filled()
    return _Begun(desk, known, shelves.write(merged), (*unroutable, *unreadable))


def _ask_ahead(machine: Drafter, begun: Sequence[_Begun]) -> None:
    """Have the machine translate for languages of one model at once."""
    from ..mt.machine import Order  # noqa: PLC0415 - only who has models waits for them

    orders = [
        Order(
            one.desk.language,
            shelves.wanted_texts(one.first.shelf, one.desk),
            name_forms(one.desk.glossary, one.desk.language),
        )
        for one in begun
    ]
    with contextlib.suppress(PipelineError):  # drafting language by language tells it
        machine.ahead(orders)


def _finish(begun: _Begun, aids: Aids, progress: Progress) -> _InLanguage:
    """Let a machine draft the rest, and write again."""
    desk, first = begun.desk, begun.first
    lacking = aids.drafting and shelves.is_lacking(first.shelf, desk.language)
    machine = desk.machine
    last = shelves.draft_rest(first.shelf, desk, progress) if machine else ByMachine(first.shelf)
    return _InLanguage(
        catalogues=shelves.usable(last.shelf, desk.language),
        tally=Tally(
            desk.language,
            drafts=begun.known.drafts + last.filled,
            phrases=begun.known.reviewed,
            refused=last.refused,
            without_model=lacking and machine is None and desk.language.tag not in aids.unwanted,
        ),
        problems=(
            *begun.problems,
            *shelves.unusable(last.shelf),
            *([last.problem] if last.problem else []),
        ),
        written=first.changed + last.changed,
    )


def _machine_for(
    language: Language, aids: Aids
) -> tuple[Translator | None, Sequence[PipelineError]]:
    """The machine if it can draft this language, or why what was chosen cannot."""
    try:
        return aids.machine if aids.machine and aids.machine.route(language) else None, ()
    except PipelineError as problem:  # the organisation chose a model that there is not
        return None, (problem,)


def _write_templates(
    locale: Path, found: Sequence[Domain], now: dt.datetime
) -> tuple[int, Sequence[PipelineError]]:
    """How many changed, and which could not be written."""
    changed = 0
    problems: list[PipelineError] = []
    for domain in found:
        pot = catalogues.template(domain.segments, domain.name, domain.reference, now)
        try:
            changed += catalogues.write_template(catalogues.template_path(locale, domain.name), pot)
        except PipelineError as problem:
            problems.append(problem)
    return changed, problems


@contextmanager
def _machine(
    folder: Path, packages: Sequence[Package], organisation: Organisation
) -> Iterator[Drafter | None]:
    """The installed models; None where there are none."""
    if not packages:
        yield None
        return
    from ..mt.cache import FILE, Cache  # noqa: PLC0415 - only who has models waits for them
    from ..mt.machine import Machine  # noqa: PLC0415

    with Cache(folder / FILE) as cache:
        yield Machine(packages, organisation.translation, cache)
