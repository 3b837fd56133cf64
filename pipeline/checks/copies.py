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

_COPIED: Final = 0.8
"""Of the words of a quotation that are also in the German, above which it is not translated."""

_QUOTED: Final = re.compile(r"[„“”«»\"‘‚「]([^„“”«»\"「」]{12,}?)[“”«»\"’‘」](?!\w)")
_SPOKEN: Final = re.compile(r"„[^„“]{12,}(?:“,|[.!?,]“|“ [–-]|“\s*$)|: „[^„“]{12,}“")
"""A quotation that is said: a name has no comma behind it, no stop in it, no colon before it."""

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

_GLUE: Final = frozenset(GLUE.split())

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
    """Most of the translation is the German.

    Names stay as they are, so capitalised words alone prove nothing: some word must be there
    that no name consists of. What stands in brackets or quotation marks may be a name, too.
    """
    if _is_german(context) or is_meant(unit.comment):
        return
    outside = _COMPOUND.findall(unquoted(unit.target))
    if len(outside) < _FEW:
        if context.language.script == "Latn" or unit.target.strip() != unit.source:
            return
        outside = _COMPOUND.findall(words_only(unit.target))
        if not outside or _all_names(outside, context):
            return
        if len(outside) > 1 and not any(map(str.islower, outside)):
            return  # a name of two words: nothing tells it from two nouns
    elif not (_is_sentence_copied(unit) or _has_running_german(outside, unit.source, context)):
        return
    known = _compounds(unit.source)
    same = sum(word.lower() in known for word in outside)
    if same >= _SHARE * len(outside) and not _all_names(outside, context):
        yield _(
            "Der größte Teil ist noch Deutsch. Übersetzen Sie ihn; soll er so bleiben, "
            "schreiben Sie als Anmerkung dazu: gleich."
        )


@error
def quotation_german(unit: Unit, context: Context, /) -> Iterator[str]:
    """What somebody says is translated, too; a name or title in quotation marks may stay."""
    if _is_german(context) or not _SPOKEN.search(unit.source) or is_meant(unit.comment):
        return
    known = _compounds(unit.source)
    for quoted in _QUOTED.findall(words_only(unit.target)):
        words = _COMPOUND.findall(quoted)
        same = sum(word.lower() in known for word in words)
        if (
            len(words) >= _FEW
            and same > _COPIED * len(words)
            and _has_running_german(words, unit.source, context)
            and _is_spoken(quoted, unit.source)
        ):
            yield _(
                "Das Zitat „{quoted}“ ist noch Deutsch. Übersetzen Sie auch, was jemand sagt."
            ).format(quoted=quoted.strip())
            return


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


def _has_running_german(found: list[str], german: str, context: Context) -> bool:
    """Whether some of the words are German ones that no name consists of.

    Two of any, or one that holds sentences together and is no word of the language.
    """
    theirs = _THEIRS.get(context.language.tag, "").split()
    words = _COMPOUND.findall(words_only(german))
    own = {word for word in words if word[0].islower() or word in _GLUE}
    lower = {word for word in found if word in own}
    glue = {word for word in lower if word in _GLUE and word not in theirs}
    return bool(glue) or len({word for word in lower if len(word) >= _FEW}) > 1


def _is_sentence_copied(unit: Unit) -> bool:
    """Whether the translation is the German, and that ends like a sentence, as no name does."""
    return unit.target.strip() == unit.source and unit.source.endswith((".", "?"))


def _is_spoken(quoted: str, german: str) -> bool:
    """Whether the German has these words where somebody speaks."""
    return any(quoted.strip(" .,!?\u00a0\u202f") in said for said in _SPOKEN.findall(german))


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
