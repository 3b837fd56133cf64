"""Checks: small rules that each look at one unit.

A rule is a function from a unit and its language to what it found; its name is the
function's name with hyphens. `RULES` is the whole list.
"""

from __future__ import annotations

from ..model import Diagnostic, Language, State, Unit
from .markup import (
    control_character,
    html_in_translation,
    link_elsewhere,
    link_lost,
    markup_broken,
)
from .placeholders import placeholder_lost, placeholder_unknown
from .rule import Rule

RULES: tuple[Rule, ...] = (
    placeholder_unknown,
    placeholder_lost,
    html_in_translation,
    link_elsewhere,
    link_lost,
    markup_broken,
    control_character,
)


def check(unit: Unit, language: Language) -> tuple[Diagnostic, ...]:
    """What the rules find in a unit; nothing in one without translation."""
    if unit.state is State.MISSING:
        return ()
    return tuple(
        Diagnostic(
            rule=rule.__name__.replace("_", "-"),
            severity=finding.severity,
            language=language.tag,
            message=finding.message,
            location=unit.location,
        )
        for rule in RULES
        for finding in rule(unit, language)
    )
