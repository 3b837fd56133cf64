"""Drafts for what is not translated yet: phrasebook, memory, then the machine.

Never touches what a human wrote. An entry is drafted when it is empty (or a copy of the
German, as OmegaT leaves it), and drafted anew when its German has changed and its text is
still exactly what was drafted, which its seal proves (remarks.py). Whoever empties what a
program filled rejects it, and whoever marks it fuzzy doubts it: no program touches it again.

====================  ===================================================================
the German stands     the entry gets
====================  ===================================================================
in the phrasebook     its translation; reviewed if it is reviewed there, else as a draft
in the memory         the reviewed translation of the same text, as a draft, with whatever
                      the checks find in it
nowhere               what the machine makes of it, as a draft
nowhere, no machine   the translation of a similar text, as a draft with ``#| msgid``
====================  ===================================================================
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from ..base.model import Diagnostic, Severity, State, UnitKey
from ..catalogue import carrying, po, remarks
from ..catalogue.grammar import Maker, Remark
from ..catalogue.po import Entry, PoFile
from ..catalogue.remarks import Failed, LackingTerms, Origin
from ..catalogue.states import state
from ..catalogue.units import Unit
from ..checks import UNEXCUSABLE, Context, check
from ..language.table import Language
from ..source.glossary import Glossary, lacking, name_forms, notes
from ..source.model import Role
from ..source.phrasebook import PHRASEBOOK
from ..source.segments import LAYOUT
from .memory import Match, Memory

if TYPE_CHECKING:
    from ..mt.units import Drafted

SHORT: Final = 90
"""Characters of a similar German text that a note shows."""


class Translator(Protocol):
    """What `mt.machine.Machine` does."""

    def route(self, language: Language) -> str | None: ...
    def translate(
        self, texts: Sequence[str], language: Language, names: Mapping[str, str]
    ) -> Iterator[Drafted]: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What a translator of one language has at hand."""

    language: Language
    memory: Memory
    phrasebook: PoFile | None
    """The catalogue of the phrasebook, merged."""
    glossary: Glossary
    machine: Translator | None
    today: dt.date
    again: bool = False
    """Draft anew what another model, or a similar text, has drafted, and what none could."""


def annotate(file: PoFile, desk: Desk) -> None:
    """Add to the notes (``#.``) what the glossary and the memory know of each text.

    ``file`` comes from `merge.merge`, whose notes are the segments' own.
    """
    for entry in file.entries:
        lines = notes(entry.msgid, desk.glossary, desk.language)
        if state(entry, desk.language) < State.REVIEWED and (
            match := desk.memory.near(entry.msgctxt, entry.msgid)
        ):
            lines.append(
                f"Ähnlich ({match.similarity} %): "
                f"„{_shortened(match.source)}“ → {_shortened(match.target)}"
            )
        entry.comment = "\n".join([entry.comment, *lines] if entry.comment else lines)


@dataclass(frozen=True, slots=True)
class Filled:
    """How many entries were filled."""

    drafts: int = 0
    reviewed: int = 0
    """Taken over from the phrasebook, where a human let them stand."""


def known(file: PoFile, domain: str, desk: Desk) -> Filled:
    """Fill what the phrasebook and the memory have word for word."""
    drafts = reviewed = 0
    phrases = _phrases(desk.phrasebook, desk.language) if domain not in (PHRASEBOOK, LAYOUT) else {}
    for entry in file.entries:
        if entry.msgstr and not _is_copy(entry):
            entry.tcomment = remarks.without_phrasebook(entry.tcomment)
        phrase = phrases.get((entry.msgctxt, entry.msgid))
        if phrase and _from_phrasebook(entry, phrase, desk):
            drafts += entry.fuzzy
            reviewed += not entry.fuzzy
        if _wants(entry, desk) and (match := desk.memory.exact(entry.msgctxt, entry.msgid)):
            drafts += _from_memory(entry, file.role(entry), match, desk)
    return Filled(drafts, reviewed)


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry that the machine is asked for."""

    entry: Entry
    role: Role | None
    """What its text is in the document."""


def unknown(file: PoFile, desk: Desk) -> list[Asked]:
    """The entries that the machine is asked for."""
    route = desk.machine.route(desk.language) if desk.machine else None
    if route is None:
        return []
    return [
        Asked(entry, file.role(entry))
        for entry in file.entries
        if _wants(entry, desk) and (desk.again or remarks.failed_route(entry.tcomment) != route)
    ]


def by_machine(asked: Sequence[Asked], desk: Desk) -> Iterator[bool]:
    """Draft what is ``asked``; yields after each whether it was filled.

    An entry is complete when its turn has been yielded, so that whoever stops in between
    loses nothing. What the machine gets wrong stays empty, with a comment that says so.
    """
    assert desk.machine is not None
    names = name_forms(desk.glossary, desk.language)
    results = desk.machine.translate([one.entry.msgid for one in asked], desk.language, names)
    for one, result in zip(asked, results, strict=True):
        entry = one.entry
        made = Origin(Maker.MACHINE, desk.today, result.route, result.score)
        problem = result.problem
        if result.target is not None:
            faults = _faults(entry, one.role, result.target, desk)
            problem = next(faults, "")
        if result.target is not None and not problem:
            _fill(entry, result.target, made, desk)
            yield True
        else:
            _give_up(entry, Failed(desk.today, result.route, problem), desk)
            yield False


def similar(file: PoFile, desk: Desk) -> int:
    """Fill with translations of similar texts what nothing else can; return how many."""
    if desk.machine and desk.machine.route(desk.language):
        return 0
    filled = 0
    for entry in file.entries:
        if not (_wants(entry, desk) and (match := desk.memory.near(entry.msgctxt, entry.msgid))):
            continue
        if next(_faults(entry, file.role(entry), match.target, desk), None) is None:
            made = Origin(Maker.MEMORY, desk.today, match.domain, match.similarity / 100)
            _fill(entry, match.target, made, desk)
            po.set_previous(entry, (entry.msgctxt, match.source))
            filled += 1
    return filled


def _wants(entry: Entry, desk: Desk) -> bool:
    """Whether a program may write into an entry; see the module's docstring."""
    now = state(entry, desk.language)
    if now is State.MISSING:
        return bool(entry.msgstr) or not remarks.was_filled(entry.tcomment)
    made = remarks.origin(entry.tcomment, entry.msgstr)
    if made is None or now >= State.REVIEWED:
        return False
    if now is State.CHANGED and carrying.was_carried(entry):
        return True
    if not (desk.again and desk.machine):
        return False
    if made.maker is Maker.MACHINE:
        return made.detail != desk.machine.route(desk.language)
    return made.maker is Maker.MEMORY and made.score != 1.0


def _is_copy(entry: Entry) -> bool:
    """Whether it is what the phrasebook has, or had, and nobody has changed or doubted it."""
    doubted = entry.fuzzy and not carrying.was_carried(entry)
    return remarks.is_from_phrasebook(entry.tcomment, entry.msgstr) and not doubted


def _phrases(phrasebook: PoFile | None, language: Language) -> Mapping[UnitKey, Entry]:
    """The translated phrases by the keys of the entries in which they may stand."""
    if phrasebook is None:
        return {}
    return {
        po.key(entry): entry
        for entry in phrasebook.entries
        if state(entry, language) is not State.MISSING
    }


def _from_phrasebook(entry: Entry, phrase: Entry, desk: Desk) -> bool:
    """Take a phrase over; say whether that changed anything."""
    copied = _is_copy(entry)
    drafted = remarks.origin(entry.tcomment, entry.msgstr) is not None
    if state(phrase, desk.language) >= State.REVIEWED:
        if not (copied or drafted or _wants(entry, desk)):
            return False
        if copied and entry.msgstr == phrase.msgstr and not entry.fuzzy:
            return False
        carrying.forget_earlier(entry)
        entry.msgstr = phrase.msgstr
        entry.flags = [flag for flag in entry.flags if flag != po.FUZZY]
        about = remarks.with_lines(phrase.tcomment).split("\n")  # such as "Prüfung aus: …"
        own = remarks.with_lines(entry.tcomment).split("\n")
        kept = dict.fromkeys(line for line in (*own, *about) if line)
        entry.tcomment = "\n".join([*kept, str(remarks.from_phrasebook(phrase.msgstr))])
        return True
    if not (copied or _wants(entry, desk)) or state(phrase, desk.language) is State.CHANGED:
        return False
    # A copy whose review was taken back is a draft again, as the phrase is.
    _fill(entry, phrase.msgstr, Origin(Maker.PHRASEBOOK, desk.today, PHRASEBOOK), desk)
    return True


def _from_memory(entry: Entry, role: Role | None, match: Match, desk: Desk) -> bool:
    """A human let this text stand: only what could not be shown at all keeps it from becoming a
    draft. Whatever else the checks find is told beside it, by every run."""
    if next(_unshowable(entry, role, match.target, desk), None) is not None:
        return False
    _fill(entry, match.target, Origin(Maker.MEMORY, desk.today, match.domain, 1.0), desk)
    return True


def _fill(entry: Entry, target: str, made: Origin, desk: Desk) -> None:
    carrying.forget_earlier(entry)
    entry.msgstr = target
    entry.flags = po.in_order([po.FUZZY, *entry.flags])
    lines: list[Remark] = [remarks.drafted(made, target)]
    if missing := lacking(entry.msgid, target, desk.glossary, desk.language):
        terms = ", ".join(
            f"{term.german} → {term.targets.get(desk.language.tag, term.german)}"
            for term in missing
        )
        lines.insert(0, LackingTerms(terms))
    entry.tcomment = remarks.with_lines(entry.tcomment, *lines)


def _give_up(entry: Entry, line: Failed, desk: Desk) -> None:
    """Say that there is no draft; an outdated one stays, as the translator knows of it."""
    if state(entry, desk.language) is State.MISSING:
        entry.tcomment = remarks.with_lines(entry.tcomment, line)


def _faults(entry: Entry, role: Role | None, target: str, desk: Desk) -> Iterator[str]:
    """Why a program's text is no draft: what the checks take for an error."""
    return (found.message for found in _errors(entry, role, target, desk))


def _unshowable(entry: Entry, role: Role | None, target: str, desk: Desk) -> Iterator[str]:
    """Why a text cannot be shown to anybody, not even as a draft: errors nobody can excuse."""
    return (
        found.message for found in _errors(entry, role, target, desk) if found.rule in UNEXCUSABLE
    )


def _errors(entry: Entry, role: Role | None, target: str, desk: Desk) -> Iterator[Diagnostic]:
    unit = Unit(entry.msgctxt, entry.msgid, target, State.DRAFT, role=role)
    for found in check(unit, Context(desk.language, desk.glossary)):
        if found.severity is Severity.ERROR:
            yield found


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
