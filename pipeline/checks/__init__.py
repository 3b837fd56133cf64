"""Checks: small rules that each look at one unit.

A rule is a function from a unit and its language to what it found; its name is the
function's name with hyphens. `RULES` is the whole list.
"""

from __future__ import annotations

from ..model import Diagnostic, State, Unit
from .copies import untranslated_copy
from .letters import missing_letters, no_font
from .markup import (
    control_character,
    html_in_translation,
    link_elsewhere,
    link_lost,
    markup_broken,
)
from .placeholders import placeholder_lost, placeholder_unknown
from .rule import Context, Rule

__all__ = ["RULES", "Context", "check", "missing_letters"]

RULES: tuple[Rule, ...] = (
    placeholder_unknown,
    placeholder_lost,
    html_in_translation,
    link_elsewhere,
    link_lost,
    markup_broken,
    control_character,
    no_font,
    untranslated_copy,
)


def check(unit: Unit, context: Context) -> tuple[Diagnostic, ...]:
    """What the rules find in a unit; in one without translation, only that it is a copy."""
    rules = (untranslated_copy,) if unit.state is State.MISSING else RULES
    return tuple(
        Diagnostic(
            rule=rule.__name__.replace("_", "-"),
            severity=finding.severity,
            language=context.language.tag,
            message=finding.message,
            location=unit.location,
            unit=(unit.context, unit.source),
        )
        for rule in rules
        for finding in rule(unit, context)
    )
