"""What a rule is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..model import Language, Severity, State, Unit


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    message: str
    """What is wrong and what to do, in the language of the messages."""


class Rule(Protocol):
    """A function that looks at one translated unit."""

    __name__: str

    def __call__(self, unit: Unit, language: Language, /) -> Iterator[Finding]: ...


def severity(unit: Unit) -> Severity:
    """A fault in a unit whose German has changed is expected: it waits for its translator."""
    return Severity.WARNING if unit.state is State.CHANGED else Severity.ERROR
