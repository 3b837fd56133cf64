"""Translations that nobody made: programs such as OmegaT save the German instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from ..base.messages import _
from ..base.model import State
from ..catalogue.remarks import is_meant
from ..catalogue.units import Unit
from ..source.german import GLUE
from ..source.glossary import TermKind
from .rule import Context, error, warning
from .seen import unquoted, words_only

_COMPOUND: Final = re.compile(r"[^\W\d_]+(?:[-’'\u200c][^\W\d_]+)*")
"""A word; one that is joined by hyphens counts once."""

_SHARE: Final = 0.6
"""Of the words of a translation that are also in the German, from which it is a copy."""

_FEW: Final = 3
"""Words below which a text may be a name, or the same in both languages."""

_THEIRS: Final[Mapping[str, str]] = {
    "nl": "werden noch zijn zou der von mit eine",
    "da": "mit der noch von vom",
    "hu": "mit",
    "ro": "vom",
    "en": "kann",
    "fi": "der",
    "kmr": "der",
    "rom": "mit der",
    "vi": "sich",
    "so": "der",
    "om": "sie",
    "sq": "der",
    "tr": "der",
    "fr": "der",
    "sk": "der",
    "cs": "der",
}
"""Those of `german.GLUE` that other languages have as well (BCP 47)."""

_PATTERN: Final = re.compile(
    rf"(?<![\w’'-])(?:{'|'.join(sorted(set(GLUE.split()), key=len, reverse=True))})(?![\w’'-])"
)


@warning
def untranslated_copy(unit: Unit, context: Context, /) -> Iterator[str]:
    """A copy of the German counts as missing until a translator says that it is meant."""
    if unit.state is State.MISSING and unit.target and unit.target == unit.source:
        yield _(
            "Die Übersetzung ist der deutsche Text und zählt als fehlend. Übersetzen Sie "
            "ihn; soll er so bleiben, schreiben Sie als Anmerkung dazu: gleich."
        )


@error
def echoed_german(unit: Unit, context: Context, /) -> Iterator[str]:
    """Most of the translation is the German; names in brackets or quotation marks apart."""
    if _is_german(context) or is_meant(unit.comment):
        return
    outside = _COMPOUND.findall(unquoted(unit.target))
    if len(outside) < _FEW:
        if context.language.script == "Latn" or unit.target.strip() != unit.source:
            return
        outside = _COMPOUND.findall(words_only(unit.target))
        if not outside or _all_names(outside, context):
            return
    known = _compounds(unit.source)
    same = sum(word.lower() in known for word in outside)
    if same >= _SHARE * len(outside) and not _all_names(outside, context):
        yield _(
            "Der größte Teil ist noch Deutsch. Übersetzen Sie ihn; soll er so bleiben, "
            "schreiben Sie als Anmerkung dazu: gleich."
        )


@warning
def german_left(unit: Unit, context: Context, /) -> Iterator[str]:
    """German words that hold a sentence together; names in brackets or quotes may have them."""
    if _is_german(context) or not _PATTERN.search(unit.target):
        return
    text = unquoted(unit.target)
    for term in context.glossary:
        if term.kind is TermKind.NAME and term.german in text:
            text = text.replace(term.german, " ")
    theirs = _THEIRS.get(context.language.tag, "").split()
    known = unit.source
    found = [word for word in dict.fromkeys(_PATTERN.findall(text)) if word not in theirs]
    if any(word in known for word in found) or len(found) > 1:
        yield _(
            "In der Übersetzung stehen deutsche Wörter: {words}. Übersetzen Sie auch diese "
            "Stelle; ein deutscher Name steht in Klammern oder Anführungszeichen."
        ).format(words=", ".join(f"„{word}“" for word in found))


@lru_cache(maxsize=8192)
def _compounds(german: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _COMPOUND.findall(words_only(german)))


def _is_german(context: Context) -> bool:
    return context.language.tag.split("-")[0] == "de"


def _all_names(found: list[str], context: Context) -> bool:
    """Whether the words belong to names of the glossary."""
    names = {
        word.lower()
        for term in context.glossary
        if term.kind is TermKind.NAME
        for word in _COMPOUND.findall(term.german)
    }
    return all(word.lower() in names for word in found)
