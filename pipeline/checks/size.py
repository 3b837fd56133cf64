"""How long a translation is: beside the German, and for the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.messages import _
from ..catalogue.units import Unit
from ..language.scripts import script
from ..source.model import Role
from ..text.patterns import VALUE
from .conventions import conventions
from .rule import Context, warning
from .seen import words_only

_SHORTEST: Final = 12
"""Letters of a German text from which lengths can be compared."""

_ASIDE: Final = re.compile(rf"\([^(){VALUE}]*\)|（[^（）{VALUE}]*）")
"""What explains a name; brackets around a fact belong to the sentence."""


@warning
def length_off(unit: Unit, context: Context, /) -> Iterator[str]:
    """Something is missing, or something has been added; brackets explain and do not count."""
    german = len(_ASIDE.sub("", words_only(unit.source)))
    if german < _SHORTEST:
        return
    found = len(_ASIDE.sub("", words_only(unit.target)))
    ratio = found / (german * conventions(context.language).length)
    if ratio < 0.55 - 6 / german:
        yield _(
            "Die Übersetzung ist viel kürzer als üblich ({found} Zeichen zu {german} im "
            "Deutschen). Prüfen Sie, ob etwas fehlt."
        ).format(found=found, german=german)
    elif ratio > 1.8 + 25 / german:
        yield _(
            "Die Übersetzung ist viel länger als üblich ({found} Zeichen zu {german} im "
            "Deutschen). Prüfen Sie, ob etwas hinzugekommen ist."
        ).format(found=found, german=german)


@warning
def title_too_long(unit: Unit, context: Context, /) -> Iterator[str]:
    """The title of a flyer has three lines at most."""
    if unit.role is not Role.TITLE:
        return
    most = script(context.language.script).title
    length = len(words_only(unit.target))
    if length > most and length > len(unit.source):
        yield _(
            "Der Titel hat {length} Zeichen; auf der Einladung ist Platz für {most}. Kürzen Sie "
            "ihn, sonst wird die Schrift sehr klein."
        ).format(length=length, most=most)
