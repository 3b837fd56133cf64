"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..base.model import Severity, State
from ..catalogue.units import Unit
from ..language.table import Language
from ..source.glossary import Glossary
from ..source.versions import Versions


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    message: str
    """What is wrong and what to do, in the language of the messages."""


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a rule may know besides the unit. Compared by identity, so that it can be a key."""

    language: Language
    glossary: Glossary = ()
    persons: tuple[str, ...] = ()
    """Names of people that the document declares: speakers, whom to ask."""
    versions: Versions = field(default_factory=dict)
    """Addresses that other languages have instead of the German ones."""


Find = Callable[[Unit, Context], Iterator[str | Finding]]
"""Looks at one translated unit. A message counts as the rule's severity says; a `Finding`
has one of its own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the registry."""

    name: str
    """The function's, with hyphens; stands in findings, comments and docs/pruefungen.md."""
    severity: Severity
    find: Find
    silenceable: bool = True
    """Whether a translator may switch it off for a unit."""


def error(find: Find) -> Rule:
    """A rule for what a reader would get wrong or broken: it keeps an edition back."""
    return Rule(_name(find), Severity.ERROR, find)


def fact(find: Find) -> Rule:
    """An error that no comment can excuse: the unit could not be shown at all."""
    return Rule(_name(find), Severity.ERROR, find, silenceable=False)


def warning(find: Find) -> Rule:
    """A rule for what is unusual or against the customs of the language."""
    return Rule(_name(find), Severity.WARNING, find)


def severity(unit: Unit) -> Severity:
    """A fault in a unit whose German has changed is expected: it waits for its translator."""
    return Severity.WARNING if unit.state is State.CHANGED else Severity.ERROR


def _name(find: Find) -> str:
    return find.__name__.replace("_", "-")
