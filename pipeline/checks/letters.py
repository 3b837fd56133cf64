"""Letters that a reader would not see: what no font of the documents has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from .. import fonts
from ..inline import plain
from ..languages import GERMAN, language
from ..messages import _
from ..model import Language, Severity, Unit
from .rule import Context, Finding

_BLOCK: Final = 0x1000
"""Code points that are looked up at once: asking the fonts for each text would take seconds."""

_NAMED: Final = 8
"""Characters that a message names; of a script without a font it would be all of them."""


def no_font(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A character without a font would be a box; the document is not made (render/sheet.py).

    What the German text has is no translator's fault: whoever reads the source checks it.
    """
    if context.language.tag == GERMAN:
        return
    if lost := missing_letters(unit.target, context.language):
        shown = " ".join(f"{char} (U+{ord(char):04X})" for char in lost[:_NAMED])
        yield Finding(
            Severity.ERROR,
            _(
                "Für diese Zeichen gibt es keine Schrift: {characters}. "
                "Ersetzen oder löschen Sie sie."
            ).format(characters=shown + (" …" if len(lost) > _NAMED else "")),
        )


def missing_letters(text: str, language: Language) -> str:
    """The characters of ``text`` as a reader sees it that no font has, in their order.

    As `fonts.missing`, but fast enough for every unit, and without the digits of
    ``language``: the languages share all fonts.
    """
    seen = plain(text) if "&" in text else text  # an entity is shown as its character
    drawn = dict.fromkeys(seen)
    return "".join(char for char in drawn if char in _without_font(ord(char) // _BLOCK))


@cache
def _without_font(block: int) -> frozenset[str]:
    characters = map(chr, range(block * _BLOCK, (block + 1) * _BLOCK))
    return frozenset(fonts.missing("".join(characters), language(GERMAN)))
