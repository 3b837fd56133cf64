"""Spaces: at the ends, in pairs, around marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.messages import _
from ..catalogue.units import Unit
from .conventions import conventions
from .rule import Context, warning
from .seen import words_only

_BEFORE: Final = re.compile(r"(?<=[\w)»”])[ \u00a0\u202f]+[,.;:!?،؛؟።፣፧۔।](?![\w.…)\]])")
_AFTER: Final = re.compile(
    r"(?<=[^\W\d_]{2})[,;،؛፣](?=[^\W\d_]{2})|(?<=[^\W\d_]{2})[?!؟](?=[^\W\d_])"
)
_FRENCH: Final = re.compile(r"(?<=[\w)»…])[?!:;»](?!\d)|«(?=\w)")
_CONTEXT: Final = 5
"""Letters before a mark that show whether it belongs to a German name."""
_BREAKING: Final = re.compile(r" [?!:;»]|« ")


@warning
def stray_space(unit: Unit, context: Context, /) -> Iterator[str]:
    """Spaces at the ends, in pairs, or on the wrong side of a mark."""
    source, target = unit.source, unit.target
    if _ends(source) != _ends(target):
        yield _("Am Anfang oder am Ende steht ein Leerzeichen. Löschen Sie es.")
    if "  " in target and target.count("  ") != source.count("  "):
        yield _("Zwei Leerzeichen stehen hintereinander. Löschen Sie eines.")
    if "\n" in target or "\t" in target:
        yield _(
            "In der Übersetzung steht ein Zeilenumbruch oder Tabulator. Ersetzen Sie ihn durch "
            "ein Leerzeichen."
        )
    text = words_only(target)
    custom = conventions(context.language)
    if custom.unspaced:
        return
    if not custom.spaced and (found := _BEFORE.search(text)):
        yield _("Vor „{mark}“ steht ein Leerzeichen. Löschen Sie es.").format(mark=found[0].strip())
    if found := _AFTER.search(text):
        yield _("Nach „{mark}“ fehlt ein Leerzeichen. Ergänzen Sie es.").format(mark=found[0])


@warning
def french_spacing(unit: Unit, context: Context, /) -> Iterator[str]:
    """A no-break space before ? ! : ; and within « » (Lexique de l'Imprimerie nationale)."""
    if not conventions(context.language).spaced:
        return
    text = words_only(unit.target)
    # A German name in its own spelling ("Demokratie leben!") keeps it.
    own = (one for one in _FRENCH.finditer(text) if not _quoted(one, text, unit.source))
    if found := next(own, None):
        yield _(
            "Bei „{mark}“ fehlt in dieser Sprache ein Leerzeichen. Setzen Sie ein geschütztes "
            "(U+00A0 oder U+202F)."
        ).format(mark=found[0])
    elif found := _BREAKING.search(text):
        yield _(
            "Bei „{mark}“ kann die Zeile umbrechen. Setzen Sie dort ein geschütztes Leerzeichen "
            "(U+00A0 oder U+202F)."
        ).format(mark=found[0].strip())


def _quoted(mark: re.Match[str], text: str, german: str) -> bool:
    return mark.start() >= _CONTEXT and text[mark.start() - _CONTEXT : mark.end()] in german


def _ends(text: str) -> tuple[str, str]:
    """The white space before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
