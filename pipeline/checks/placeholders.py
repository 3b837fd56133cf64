"""Facts must arrive: the placeholders of the German and of the translation are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from ..base.errors import nearest
from ..base.messages import _
from ..base.model import Severity, State
from ..catalogue.units import Unit
from ..source.facts import PLACEHOLDERS
from ..source.rows import FactKind
from ..text.braces import names
from .rule import Context, Finding, error, fact, severity, warning

_ORDERED: Final = (FactKind.DATE, FactKind.TIME)
"""Kinds of facts of which several stand in an order that means something: from, to."""


@fact
def placeholder_unknown(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A placeholder that the German text does not have cannot be filled."""
    if "{" not in unit.target and "}" not in unit.target:
        return
    known = set(names(unit.source))
    before = set(names(unit.previous or "")) if unit.state is State.CHANGED else set()
    for name in sorted(set(names(unit.target)) - known):
        if name in ("{", "}"):
            message = _(
                "In der Übersetzung steht eine einzelne geschweifte Klammer. "
                "Schreiben Sie die Platzhalter genau so wie im deutschen Text."
            )
        elif known:
            message = _("Den Platzhalter „{{{name}}}“ hat der deutsche Text nicht.").format(
                name=name
            ) + (" " + nearest(name, known))
        else:
            message = _(
                "Den Platzhalter „{{{name}}}“ hat der deutsche Text nicht. Löschen Sie ihn."
            ).format(name=name)
        yield Finding(Severity.WARNING if name in before else Severity.ERROR, message)


@error
def placeholder_lost(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A fact of the German text that the translation leaves out never reaches its reader."""
    if "{" not in unit.source and "}" not in unit.source:
        return
    for name in sorted(set(names(unit.source)) - set(names(unit.target))):
        yield Finding(
            severity(unit),
            _(
                "Der Platzhalter „{{{name}}}“ fehlt in der Übersetzung. "
                "Setzen Sie ihn dort ein, wo die Angabe stehen soll."
            ).format(name=name),
        )


@warning
def placeholder_twice(unit: Unit, context: Context, /) -> Iterator[str]:
    """A fact that the translation shows more often than the German does."""
    if "{" not in unit.target:
        return
    german = Counter(names(unit.source))
    for name, count in sorted(Counter(names(unit.target)).items()):
        if count > german[name] > 0:
            yield _(
                "Der Platzhalter „{{{name}}}“ steht in der Übersetzung öfter als im deutschen "
                "Text. Löschen Sie ihn, wo er zu viel ist."
            ).format(name=name)


@warning
def placeholders_exchanged(unit: Unit, context: Context, /) -> Iterator[str]:
    """Two dates or two times have changed places: from the end to the start."""
    if unit.target.count("{") <= 1:
        return
    for kind in _ORDERED:
        german, found = (
            [
                name
                for name in dict.fromkeys(names(text))
                if (row := PLACEHOLDERS.get(name)) and row.kind is kind
            ]
            for text in (unit.source, unit.target)
        )
        if german != found and sorted(german) == sorted(found):
            yield _(
                "„{{{first}}}“ steht in der Übersetzung vor „{{{second}}}“, im deutschen Text "
                "dahinter. Vergleichen Sie, ob beide vertauscht sind."
            ).format(first=found[0], second=german[0])
