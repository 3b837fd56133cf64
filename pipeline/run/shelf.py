"""The catalogues of one language: merged, filled from what is known, drafted, written.

A shelf holds them by domain; an error stands for one that cannot be used. Every function
takes a shelf and returns what becomes of it. Drafts are put into the entries of its files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..base.errors import PipelineError
from ..base.messages import _
from ..base.model import State
from ..base.project import SHIPPED_LOCALE
from ..catalogue import files as catalogues
from ..catalogue.po import PoFile
from ..catalogue.units import Catalogue
from ..checks import catalogue_findings
from ..draft import fill
from ..draft.fill import Desk, Filled
from ..draft.memory import IMPORTED, Memory
from ..language.table import Language
from ..source.segments import LAYOUT
from .domains import Domain
from .outcome import Progress


@dataclass(frozen=True, slots=True)
class Book:
    """A catalogue while it is worked on."""

    path: Path
    file: PoFile
    """In line with the German."""


Shelf = Mapping[str, Book | PipelineError]
"""By domain."""


@dataclass(frozen=True, slots=True)
class Written:
    """A shelf that was written."""

    shelf: Shelf
    changed: int
    """Files that are new or changed."""


@dataclass(frozen=True, slots=True)
class ByMachine:
    """What a machine did with a shelf."""

    shelf: Shelf
    filled: int = 0
    refused: int = 0
    changed: int = 0
    """Files."""
    problem: PipelineError | None = None
    """Why it stopped early."""


def books(shelf: Shelf) -> dict[str, Book]:
    """What can be used."""
    return {name: one for name, one in shelf.items() if isinstance(one, Book)}


def unusable(shelf: Shelf) -> list[PipelineError]:
    """Why the others cannot."""
    return [one for one in shelf.values() if isinstance(one, PipelineError)]


def merged(
    locale: Path, language: Language, domains: Sequence[Domain], now: dt.datetime
) -> dict[str, Book | PipelineError]:
    """Read the catalogues of ``domains`` and merge the German into them."""
    return {domain.name: _merged(locale, language, domain, now) for domain in domains}


def remembered(
    locale: Path, language: Language, shelf: Shelf
) -> tuple[Memory, list[PipelineError]]:
    """The memory of a shelf, of all other catalogues there are, imported ones last; and which
    of those cannot be read."""
    memory = Memory(language)
    for name, book in books(shelf).items():
        memory.add(name, book.file)
    folder = catalogues.catalogue_path(locale, language, LAYOUT).parent
    others = {path.stem for path in folder.glob("*.po")} - shelf.keys()
    problems: list[PipelineError] = []
    for name in sorted(others, key=lambda name: (name == IMPORTED, name)):
        try:
            if other := catalogues.read(folder / f"{name}.po", language):
                memory.add(name, other)
        except PipelineError as problem:
            problems.append(problem)
    return memory, problems


def note(shelf: Shelf, desk: Desk) -> None:
    """Add to every entry what may help to translate it."""
    for book in books(shelf).values():
        fill.annotate(book.file, desk)


def fill_known(shelf: Shelf, desk: Desk) -> Filled:
    """Fill what the phrasebook and the memory know."""
    drafts = reviewed = 0
    for name, book in books(shelf).items():
        filled = fill.known(book.file, name, desk)
        drafts += filled.drafts + fill.similar(book.file, desk)
        reviewed += filled.reviewed
    return Filled(drafts, reviewed)


def write(shelf: Shelf) -> Written:
    """Write what changed."""
    after = dict(shelf)
    changed = 0
    for name, book in books(shelf).items():
        try:
            changed += catalogues.write(book.path, book.file)
        except PipelineError as problem:
            after[name] = problem
    return Written(after, changed)


def is_lacking(shelf: Shelf, language: Language) -> bool:
    """Whether a text has no translation."""
    return any(
        catalogues.state(entry, language) is State.MISSING
        for book in books(shelf).values()
        for entry in book.file.entries
    )


def wanted_texts(shelf: Shelf, desk: Desk) -> list[str]:
    """The German that `draft_rest` would ask the machine for."""
    return [one.entry.msgid for found in _wanted(shelf, desk).values() for one in found]


def _wanted(shelf: Shelf, desk: Desk) -> dict[str, list[fill.Asked]]:
    return {name: fill.unknown(book.file, desk) for name, book in books(shelf).items()}


def draft_rest(shelf: Shelf, desk: Desk, progress: Progress) -> ByMachine:
    """Let the machine draft what is left, and write it, even if it is interrupted."""
    wanted = _wanted(shelf, desk)
    asked = [one for found in wanted.values() for one in found]
    if not asked:
        return ByMachine(shelf)
    progress.begin(_("Entwürfe: {language}").format(language=desk.language.german), len(asked))
    done: list[bool] = []
    stopped: PipelineError | None = None
    try:
        for filled in fill.by_machine(asked, desk):
            done.append(filled)
            progress.step()
    except PipelineError as problem:  # a model that cannot be used
        stopped = problem
    finally:  # interrupted or not, what is drafted stays
        saved = write({name: shelf[name] for name, found in wanted.items() if found})
    return ByMachine(
        {**shelf, **saved.shelf}, done.count(True), done.count(False), saved.changed, stopped
    )


def usable(shelf: Shelf, language: Language) -> dict[str, Catalogue | PipelineError]:
    """The catalogues as values, with what is odd in their heads."""
    return {
        name: one
        if isinstance(one, PipelineError)
        else replace(
            catalogues.catalogue(one.file, language, name),
            findings=catalogue_findings(one.file, language),
        )
        for name, one in shelf.items()
    }


def _merged(
    locale: Path, language: Language, domain: Domain, now: dt.datetime
) -> Book | PipelineError:
    path = catalogues.catalogue_path(locale, language, domain.name)
    try:
        start = catalogues.read(path, language)
        if start is None and domain.name == LAYOUT:
            shipped = catalogues.catalogue_path(SHIPPED_LOCALE, language, LAYOUT)
            start = catalogues.read(shipped, language)
            if start is not None:
                start.stood = None  # it was read elsewhere: here there is nothing yet
        file = catalogues.merge(
            start,
            domain.segments,
            language,
            domain=domain.name,
            reference=domain.reference,
            now=now,
        )
    except PipelineError as problem:
        return problem
    return Book(path, file)
