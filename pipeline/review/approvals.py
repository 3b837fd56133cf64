"""Who signed which text: locale/<lang>/LC_MESSAGES/<document>.approvals.toml.

An approval holds for texts, not for a file: each is bound by a hash of context, German and
translation, so that any later edit of the German or of the translation voids it for that
text and for no other. Facts are no text; they are noted as they were, and void nothing.
How the file is written and read is in ledger.py, what a sign-off says of it in review.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from rapidfuzz import fuzz

from ..base.model import State, UnitKey
from ..catalogue.units import Unit
from ..source import facts
from ..source.model import Source
from ..source.segments import LAYOUT
from ..text.form import BREAK, flat

BEGINNING: Final = 60
"""Characters of the German that are kept, so that people can read what was signed."""

REWORDED: Final = 60.0
"""Percent of `rapidfuzz.fuzz.ratio` from which a German beginning counts as reworded."""

Placed = tuple[str, Unit]
"""A domain and a unit of it that an edition shows."""

Cause = Literal["source", "target", "gone"]
"""What voided an approval: the German changed, the translation did, or the text is gone."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One text as its signer saw it."""

    domain: str
    key: str
    """SHA-256 of context and German, in hexadecimal; see `key_hash`."""
    text: str
    """SHA-256 of context, German and translation; see `text_hash`."""
    german: str
    """How the German begins: `BEGINNING` characters; for people only."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That an approval was taken back; all it says may be left out."""

    date: dt.date | None = None
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """What one person signed on one day."""

    by: str
    date: dt.date
    units: tuple[Signed, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """The facts at that time, by their name in the document: ``event.start`` → ``10:00``."""
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Voided:
    """A text for which an approval no longer holds."""

    approval: Approval
    signed: Signed
    because: Cause


@dataclass(frozen=True, slots=True)
class SignOff:
    """The last approval of an edition, and what has become of it."""

    by: str
    """Who signed."""
    date: dt.date
    complete: bool
    """Every unit that the edition shows is approved."""
    voided: tuple[str, ...] = ()
    """Whose approval no longer holds for which text, and why; sentences of `messages`."""
    facts_changed: tuple[str, ...] = ()
    """Which facts are others than when it was signed; they void nothing. Sentences."""


def key_hash(unit_key: UnitKey) -> str:
    """SHA-256 of msgctxt (empty for none) and msgid, NUL between them, in UTF-8; of a text
    with hard breaks as if it were one line (`flat`)."""
    return _sha256(unit_key[0] or "", flat(unit_key[1]))


def text_hash(unit: Unit) -> str:
    """SHA-256 of msgctxt, msgid and msgstr, NUL between them, in UTF-8; of a text with hard
    breaks as if it were one line, so that a break voids nothing."""
    target = flat(unit.target) if BREAK in unit.source else unit.target
    return _sha256(unit.context or "", flat(unit.source), target)


def sign(shown: Iterable[Placed], facts: Mapping[str, str], by: str, date: dt.date) -> Approval:
    """Return the approval of everything that is ``shown``, each text once."""
    units = {
        text_hash(unit): Signed(
            domain, key_hash((unit.context, unit.source)), text_hash(unit), beginning(unit.source)
        )
        for domain, unit in shown
    }
    return Approval(by, date, tuple(units.values()), dict(facts))


def all_withdrawn(
    approvals: Iterable[Approval], by: str | None, reason: str | None, date: dt.date
) -> tuple[Approval, ...]:
    """Return ``approvals`` with all that were still in force withdrawn."""
    withdrawal = Withdrawal(date, by, reason)
    return tuple(one if one.withdrawn else replace(one, withdrawn=withdrawal) for one in approvals)


def in_force(approvals: Iterable[Approval]) -> list[Approval]:
    """Those that nobody has withdrawn, the latest last; of one day in the file's order."""
    return sorted((one for one in approvals if not one.withdrawn), key=lambda one: one.date)


def covering(approvals: Iterable[Approval]) -> Mapping[str, Approval]:
    """For the hash of every text that is approved: the latest approval in force."""
    return {signed.text: one for one in in_force(approvals) for signed in one.units}


def approved(units: Sequence[Unit], approvals: Sequence[Approval]) -> list[Unit]:
    """The units, those approved that are reviewed and covered by one of ``approvals``."""
    if not approvals:
        return list(units)
    known = covering(approvals)
    return [
        replace(unit, state=State.APPROVED)
        if unit.state is State.REVIEWED and text_hash(unit) in known
        else unit
        for unit in units
    ]


def signers(
    approvals: Iterable[Approval], units: Iterable[Unit]
) -> tuple[tuple[str, dt.date], ...]:
    """Who signed the ``units`` and when, the earliest first; mostly one person."""
    known = covering(approvals)
    used = {id(one): one for unit in units if (one := known.get(text_hash(unit)))}
    found = sorted(used.values(), key=lambda one: (one.date, one.by))
    return tuple(dict.fromkeys((one.by, one.date) for one in found))


def voided(approval: Approval, shown: Iterable[Placed]) -> tuple[Voided, ...]:
    """The texts of ``approval`` that do not stand in an edition as they were signed.

    A text of the edition that is exactly what was signed is not among them, nor a label
    that is just not shown now.
    """
    signed_keys = {signed.key for signed in approval.units}
    texts, keys, previous, others = set(), set(), set(), []
    for _domain, unit in shown:
        key = key_hash((unit.context, unit.source))
        texts.add(text_hash(unit))
        keys.add(key)
        if unit.previous is not None:
            previous |= {key_hash((unit.context, unit.previous)), key_hash((None, unit.previous))}
        if key not in signed_keys:
            others.append(beginning(unit.source))
    found = []
    for signed in approval.units:
        if signed.text in texts:
            continue
        if signed.key in keys:
            found.append(Voided(approval, signed, "target"))
        elif signed.key in previous or any(
            fuzz.ratio(signed.german, german) >= REWORDED for german in others
        ):
            found.append(Voided(approval, signed, "source"))
        elif signed.domain != LAYOUT:
            found.append(Voided(approval, signed, "gone"))
    return tuple(found)


def facts_changed(
    approval: Approval, facts: Mapping[str, str]
) -> tuple[tuple[str, str | None, str | None], ...]:
    """Name, then and now of every fact that is another one than when it was signed."""
    names = dict.fromkeys([*approval.facts, *facts])
    both = ((name, approval.facts.get(name), facts.get(name)) for name in names)
    return tuple(one for one in both if one[1] != one[2])


def facts_of(source: Source) -> dict[str, str]:
    """The facts of a document as texts, by their names in its head."""
    found = facts.as_texts(source.facts)
    rows = (
        " ".join([*_clock(item.time), *(speaker.name for speaker in item.speakers)])
        for item in source.programme
    )
    if programme := "; ".join(filter(None, rows)):
        found["programme"] = programme
    return found


def _clock(time: dt.time | None) -> Iterator[str]:
    if time is not None:
        yield f"{time:%H:%M}"


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def beginning(german: str) -> str:
    """How a German text begins, so that people know it again."""
    return german if len(german) <= BEGINNING else german[: BEGINNING - 1].rstrip() + "…"
