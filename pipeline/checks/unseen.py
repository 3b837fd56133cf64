"""Characters that nobody sees: controls, marks of direction, joiners, spaces without width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.messages import _
from ..catalogue.units import Unit
from ..text.patterns import CONTROL, MARKS, NO_WIDTH
from .conventions import conventions
from .rule import Context, error, warning
from .seen import bare

_STRAY_RTL: Final = re.compile(f"[{MARKS}]{{2,}}|^[{MARKS}]+$")
_MARK: Final = re.compile(f"[{MARKS}]")

_JOINER: Final = re.compile("[\u200c\u200d]")
_USELESS_JOINER: Final = re.compile("(?:^|(?<=\\s))[\u200c\u200d]|[\u200c\u200d](?=\\s|$)")

_AROUND: Final = 12
"""Characters shown on both sides of one that cannot be seen."""


@error
def control_character(unit: Unit, context: Context, /) -> Iterator[str]:
    """Characters nobody sees: no file can hold some, others turn the text around (UAX #9)."""
    if found := CONTROL.search(unit.target):
        yield _(
            "In der Übersetzung steht ein unsichtbares Steuerzeichen (U+{code:04X}). "
            "Löschen Sie es; die Schreibrichtung setzt das Programm."
        ).format(code=ord(found[0]))


@error
def invisible_character(unit: Unit, context: Context, /) -> Iterator[str]:
    """A space without width comes with copied text and breaks words for search and voice."""
    if found := NO_WIDTH.search(unit.target):
        yield _(
            "Bei „{place}“ steht ein unsichtbares Zeichen (U+{code:04X}), das beim Kopieren "
            "mitgekommen ist. Löschen Sie die Stelle und tippen Sie sie neu."
        ).format(code=ord(found[0]), place=_place(unit.target, found.start()))


@warning
def stray_joiner(unit: Unit, context: Context, /) -> Iterator[str]:
    """ZWNJ and ZWJ belong between letters, in languages that have them in their spelling."""
    search = _USELESS_JOINER if conventions(context.language).joiners else _JOINER
    if found := search.search(unit.target):
        yield _(
            "Bei „{place}“ steht ein unsichtbares Verbindungszeichen (U+{code:04X}), das dort "
            "nichts bewirkt. Löschen Sie die Stelle und tippen Sie sie neu."
        ).format(code=ord(found[0]), place=_place(unit.target, found.start()))


@warning
def stray_direction_mark(unit: Unit, context: Context, /) -> Iterator[str]:
    """Marks of direction (U+200E, U+200F, U+061C) one by one and only in right-to-left text."""
    if context.language.rtl:
        found = _STRAY_RTL.search(bare(unit.target))
    else:
        found = _MARK.search(unit.target)
    if found:
        yield _(
            "Bei „{place}“ steht ein überflüssiges Zeichen für die Schreibrichtung "
            "(U+{code:04X}). Löschen Sie es; die Schreibrichtung setzt das Programm."
        ).format(code=ord(found[0][0]), place=_place(unit.target, found.start()))


def _place(text: str, position: int) -> str:
    """The text around a place, without what cannot be seen."""
    around = text[max(0, position - _AROUND) : position + _AROUND]
    return re.sub(r"[^\w\s.,;:!?'’()-]", "", around).strip()
