"""Checks: small rules that each look at one unit.

`RULES` is the registry: a rule is a function from a unit and its language to what it found;
its name is the function's name with hyphens. What concerns more than one unit is beside it:
`consistency` (across documents), `wrong_edition` (all texts of one), `catalogue_findings` (a
file's header) and `check_source` (the German document). docs/pruefungen.md explains every rule
to translators.
"""

from __future__ import annotations

from typing import Final

from ..base.model import Diagnostic, Severity, State
from ..catalogue.units import Unit
from ..language.table import GERMAN
from ..source.organisation import LEGAL
from ..source.pictures import ALT as PICTURE_ALT
from ..source.pictures import FILE as PICTURE_FILE
from ..source.pictures import SMALL as PICTURE_SMALL
from ..source.pictures import UNTIL as PICTURE_UNTIL
from .across import INCONSISTENT, consistency
from .amounts import currency_differs, percent_lost
from .copies import echoed_german, german_left, quotation_german, untranslated_copy
from .dates import date_differs
from .facts import address_differs, phone_differs
from .german import DEBRIS, LITERAL_TIME, PROGRAMME_TIME, WORDING, check_source
from .headers import PLURAL_FORMS, catalogue_findings
from .leftovers import leftovers, marks_lost
from .letters import foreign_letter, missing_letters, mixed_letters, no_font, wrong_script
from .markup import (
    break_lost,
    emphasis_differs,
    html_in_translation,
    link_elsewhere,
    link_lost,
    markup_broken,
)
from .names import name_missing, person_differs, term_missing
from .numbers import number_differs, number_word_differs, numbers_exchanged, version_differs
from .placeholders import (
    placeholder_lost,
    placeholder_twice,
    placeholder_unknown,
    placeholders_exchanged,
)
from .punctuation import brackets_unbalanced, end_punctuation, foreign_punctuation, quotation_marks
from .repeats import doubled_word, repetition
from .rule import Context, Finding, Rule, severity
from .silence import silenced
from .size import length_off, title_too_long
from .spacing import french_spacing, stray_space
from .times import time_differs
from .tongue import WRONG_EDITION, wrong_edition, wrong_language
from .unseen import control_character, invisible_character, stray_direction_mark, stray_joiner
from .wording import Wording, load_wording

__all__ = [
    "ALL",
    "RULES",
    "UNEXCUSABLE",
    "Context",
    "Rule",
    "Wording",
    "catalogue_findings",
    "check",
    "check_source",
    "consistency",
    "load_wording",
    "missing_letters",
    "wrong_edition",
]

RULES: Final[tuple[Rule, ...]] = (
    placeholder_unknown,
    placeholder_lost,
    placeholder_twice,
    placeholders_exchanged,
    html_in_translation,
    link_elsewhere,
    link_lost,
    markup_broken,
    emphasis_differs,
    break_lost,
    number_differs,
    number_word_differs,
    version_differs,
    numbers_exchanged,
    currency_differs,
    percent_lost,
    time_differs,
    date_differs,
    phone_differs,
    address_differs,
    name_missing,
    term_missing,
    person_differs,
    untranslated_copy,
    echoed_german,
    quotation_german,
    german_left,
    wrong_script,
    wrong_language,
    mixed_letters,
    foreign_letter,
    leftovers,
    marks_lost,
    no_font,
    control_character,
    invisible_character,
    stray_joiner,
    stray_direction_mark,
    quotation_marks,
    brackets_unbalanced,
    end_punctuation,
    foreign_punctuation,
    stray_space,
    french_spacing,
    doubled_word,
    repetition,
    length_off,
    title_too_long,
)

SILENCE_UNCLEAR: Final = "silence-unclear"

ALL: Final[dict[str, Severity]] = {
    **{rule.name: rule.severity for rule in RULES},
    **dict.fromkeys(
        (
            SILENCE_UNCLEAR,
            INCONSISTENT,
            PLURAL_FORMS,
            WORDING,
            PROGRAMME_TIME,
            LITERAL_TIME,
            DEBRIS,
            LEGAL,
            PICTURE_FILE,
            PICTURE_SMALL,
            PICTURE_UNTIL,
        ),
        Severity.WARNING,
    ),
    WRONG_EDITION: Severity.ERROR,
    PICTURE_ALT: Severity.ERROR,
}
"""Every name that a finding can have, with its severity: the rules and what is beside them."""

UNEXCUSABLE: Final = frozenset(rule.name for rule in RULES if not rule.silenceable)
"""Rules whose findings no comment can excuse: such a unit could not be shown at all."""

_SILENCEABLE: Final = {rule.name: rule.silenceable for rule in RULES} | {INCONSISTENT: True}


def check(unit: Unit, context: Context) -> tuple[Diagnostic, ...]:
    """What the rules find in a unit; in one without translation, only that it is a copy.

    Nothing in German itself: `check_source` looks at it.
    """
    if context.language.tag == GERMAN:
        return ()
    found: list[Diagnostic] = []
    off, wrong = silenced(unit, _SILENCEABLE)
    for message in wrong:
        found.append(_diagnostic(SILENCE_UNCLEAR, Severity.WARNING, message, unit, context))
    for rule in (untranslated_copy,) if unit.state is State.MISSING else RULES:
        for one in rule.find(unit, context):
            if rule.name in off:
                continue
            if isinstance(one, Finding):
                found.append(_diagnostic(rule.name, one.severity, one.message, unit, context))
            else:
                weight = severity(unit) if rule.severity is Severity.ERROR else rule.severity
                found.append(_diagnostic(rule.name, weight, one, unit, context))
    return tuple(found)


def _diagnostic(
    rule: str, severity: Severity, message: str, unit: Unit, context: Context
) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        severity=severity,
        language=context.language.tag,
        message=message,
        location=unit.location,
        unit=(unit.context, unit.source),
    )
