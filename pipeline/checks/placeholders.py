"""Facts must arrive: the placeholders of the German and of the translation are the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.errors import nearest
from ..base.messages import _
from ..base.model import Severity, State
from ..catalogue.units import Unit
from ..text.braces import names
from .rule import Context, Finding, error, fact, severity


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
