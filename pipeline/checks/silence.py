"""A translator's word that a rule is wrong about one unit: ``Prüfung aus: doubled-word, Reim``.

It is a comment of the entry (``# ``), which every PO editor shows and keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..base.errors import nearest
from ..base.messages import _
from ..catalogue.remarks import switched_off
from ..catalogue.units import Unit

_REASON: Final = 3
"""Letters that a reason has at least."""


def silenced(unit: Unit, silenceable: Mapping[str, bool]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The rules that are switched off for a unit, and what is wrong with how it is said.

    ``silenceable`` has every rule's name, and whether a comment may switch it off.
    """
    off: set[str] = set()
    wrong: list[str] = []
    for rule, reason in switched_off(unit.comment):
        name = rule.lower()
        if problem := next(_problems(name, reason, silenceable), None):
            wrong.append(problem)
        else:
            off.add(name)
    return frozenset(off), tuple(wrong)


def _problems(name: str, reason: str, silenceable: Mapping[str, bool]) -> Iterator[str]:
    if name not in silenceable:
        yield _(
            "Die Anmerkung „Prüfung aus“ nennt keine Regel, die es gibt („{name}“). Schreiben Sie: "
            "Prüfung aus: Name der Regel, Grund."
        ).format(name=name) + (" " + nearest(name, silenceable) if name else "")
    elif not silenceable[name]:
        yield _(
            "Die Regel „{name}“ lässt sich nicht ausschalten: Ohne diese Angabe stimmt der Text "
            "nicht. Ändern Sie die Übersetzung."
        ).format(name=name)
    elif len(re.findall(r"[^\W\d_]", reason)) < _REASON:
        yield _(
            "Die Anmerkung „Prüfung aus“ nennt keinen Grund. Schreiben Sie: Prüfung aus: {name}, "
            "und dann den Grund."
        ).format(name=name)
