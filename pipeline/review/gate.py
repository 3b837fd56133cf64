"""The gate: what an edition's units must have reached, and what became of its approvals."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from ..base.messages import _
from ..base.model import Diagnostic, Severity, State
from ..text.bidi import closed
from .approvals import (
    REWORDED,
    Approval,
    Cause,
    Placed,
    SignOff,
    Voided,
    Withdrawal,
    beginning,
    covering,
    facts_changed,
    in_force,
    key_hash,
    text_hash,
    voided,
)

LISTED: Final = 5
"""Texts that a sign-off names one by one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    state: State
    """That of the least advanced unit."""
    publishable: bool
    counts: Mapping[State, int]
    """Units by state; every state is a key."""


def judge(states: Iterable[State], diagnostics: Iterable[Diagnostic], requires: State) -> Verdict:
    """Judge the units that an edition shows.

    Publishable is what has every unit at ``requires`` or beyond and no error.
    """
    tally = Counter(states)
    lowest = min(tally, default=State.REVIEWED)
    faultless = not any(found.severity is Severity.ERROR for found in diagnostics)
    return Verdict(
        state=lowest,
        publishable=faultless and lowest >= requires,
        counts={state: tally[state] for state in State},
    )


def sign_off(
    approvals: Sequence[Approval], shown: Sequence[Placed], facts: Mapping[str, str]
) -> SignOff | None:
    """What to tell of an edition's last approval; None if nobody ever signed.

    ``shown`` is what the edition shows, with the states that `approved` gave.
    """
    standing = in_force(approvals)
    if not standing:
        last = max(approvals, key=lambda one: one.date, default=None)
        return SignOff(last.by, last.date, False, (_withdrawn(last),)) if last else None
    last = standing[-1]
    complete = all(unit.state is State.APPROVED for _domain, unit in shown)
    return SignOff(
        by=last.by,
        date=last.date,
        complete=complete,
        voided=_cut([*map(_why, voided(last, shown)), *_unseen(last, approvals, shown)]),
        facts_changed=tuple(_fact(*change) for change in facts_changed(last, facts)),
    )


def _why(one: Voided) -> str:
    texts: Mapping[Cause, str] = {
        "source": _(
            "Die Freigabe von {by} ({date}) gilt nicht mehr für „{german}“: Der deutsche Text "
            "wurde danach geändert."
        ),
        "target": _(
            "Die Freigabe von {by} ({date}) gilt nicht mehr für „{german}“: Die Übersetzung "
            "wurde danach geändert."
        ),
        "gone": _("Was {by} ({date}) freigegeben hat, steht nicht mehr im Text: „{german}“."),
    }
    return texts[one.because].format(
        by=closed(one.approval.by), date=_day(one.approval.date), german=closed(one.signed.german)
    )


def _unseen(
    last: Approval, approvals: Iterable[Approval], shown: Iterable[Placed]
) -> Iterator[str]:
    """Texts that nobody in force signed in any wording."""
    known = covering(approvals)
    keys = {signed.key for signed in last.units}
    lost = [one.signed.german for one in voided(last, shown) if one.because == "source"]
    for _domain, unit in shown:
        if text_hash(unit) in known or key_hash((unit.context, unit.source)) in keys:
            continue
        german = beginning(unit.source)
        if unit.previous is None and all(fuzz.ratio(german, old) < REWORDED for old in lost):
            yield _("Neu seit der Freigabe von {by} ({date}): „{german}“.").format(
                by=closed(last.by), date=_day(last.date), german=closed(german)
            )


def _withdrawn(approval: Approval) -> str:
    withdrawal = approval.withdrawn or Withdrawal()
    text = _("Die Freigabe von {by} ({date}) ist zurückgezogen.").format(
        by=closed(approval.by), date=_day(approval.date)
    )
    date = _day(withdrawal.date) if withdrawal.date else None
    by, reason = (closed(text or "") for text in (withdrawal.by, withdrawal.reason))
    said = ", ".join(filter(None, (by, date, reason)))
    return text + f" ({said})" if said else text


def _fact(name: str, then: str | None, now: str | None) -> str:
    return _("„{name}“ war bei der Freigabe „{then}“ und ist jetzt „{now}“.").format(
        name=name, then=closed(then or "–"), now=closed(now or "–")
    )


def _cut(sentences: Sequence[str]) -> tuple[str, ...]:
    if len(sentences) <= LISTED + 1:
        return tuple(sentences)
    more = _("Und {count} weitere Texte.").format(count=len(sentences) - LISTED)
    return (*sentences[:LISTED], more)


def _day(date: dt.date) -> str:
    return f"{date:%d.%m.%Y}"
