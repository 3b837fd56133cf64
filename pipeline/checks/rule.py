"""What a rule is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..model import Glossary, Language, Severity, State, Unit


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    message: str
    """What is wrong and what to do, in the language of the messages."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the unit."""

    language: Language
    glossary: Glossary = ()


class Rule(Protocol):
    """A function that looks at one translated unit."""

    __name__: str

    def __call__(self, unit: Unit, context: Context, /) -> Iterator[Finding]: ...


def severity(unit: Unit) -> Severity:
    """A fault in a unit whose German has changed is expected: it waits for its translator."""
    return Severity.WARNING if unit.state is State.CHANGED else Severity.ERROR
