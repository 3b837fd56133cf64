"""The gate: what an edition's units must have reached before it may go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .model import Diagnostic, Severity, State


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
