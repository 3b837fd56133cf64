"""Names and agreed words of the glossary (content/glossary.csv), and names of the document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from ..base.messages import _
from ..catalogue.units import Unit
from ..source.glossary import Term, TermKind, lacking
from .rule import Context, warning
from .seen import LATIN_WORD, words, words_only

_ALIKE: Final = 75.0
"""Percent of `rapidfuzz.fuzz.ratio` from which a word is a name with a slip in it."""
_INFLECTED: Final = "aeoyi"
"""Endings of names that other languages replace: Anna, Anny."""
_SHORTEST: Final = 3
"""Letters of a part of a name; initials and "de" may be left out."""
_SPELLS_AS_SPOKEN: Final = frozenset({"sr-Latn"})
"""Languages that write foreign names as they sound, in Latin letters."""


@warning
def name_missing(unit: Unit, context: Context, /) -> Iterator[str]:
    """A name is shown as it is written, or in the form that the glossary has for the language."""
    for term in _lacking(unit, context):
        if term.kind is TermKind.NAME:
            form = term.targets.get(context.language.tag, term.german)
            yield _(
                "Der Name „{name}“ fehlt in der Übersetzung. Schreiben Sie dort „{form}“."
            ).format(name=term.german, form=form)


@warning
def term_missing(unit: Unit, context: Context, /) -> Iterator[str]:
    """A term of the glossary is translated by the agreed word."""
    for term in _lacking(unit, context):
        if term.kind is TermKind.TERM:
            yield _(
                "Für „{term}“ ist „{target}“ vereinbart. Verwenden Sie dieses Wort, oder ändern "
                "Sie content/glossary.csv."
            ).format(term=term.german, target=term.targets.get(context.language.tag, ""))


@warning
def person_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """A person whom the document declares has the same name in the translation.

    With the endings of the language; in another script it may be written as it sounds, but
    where it stands in Latin letters they must be right.
    """
    if context.language.tag in _SPELLS_AS_SPOKEN:
        return
    for person in context.persons:
        if person in unit.source:
            for part in LATIN_WORD.findall(person):
                if len(part) >= _SHORTEST and (instead := _differs(part, unit, context)):
                    yield _(
                        "Der Name „{name}“ aus den Angaben des Dokuments ist anders geschrieben "
                        "oder fehlt ({found}). Schreiben Sie ihn wie im deutschen Text."
                    ).format(name=person, found=instead)
                    break


def _differs(part: str, unit: Unit, context: Context) -> str:
    """What stands instead of a part of a name: a word like it, or the part that is missing."""
    latin = LATIN_WORD.findall(words_only(unit.target))
    if any(_is_form(part, word) for word in latin):
        return ""
    known = set(words(unit.source))
    for word in latin:
        if word not in known and fuzz.ratio(part.lower(), word.lower()) >= _ALIKE:
            return f"„{word}“"
    return f"„{part}“" if context.language.script == "Latn" else ""


def _is_form(part: str, word: str) -> bool:
    if word.startswith(part) or word == part.upper():
        return True
    return part[-1] in _INFLECTED and word.startswith(part[:-1]) and len(word) <= len(part) + 4


def _lacking(unit: Unit, context: Context) -> tuple[Term, ...]:
    if not context.glossary or not _any(unit.source, context):
        return ()
    return _found(unit.source, unit.target, context)


@lru_cache(maxsize=8192)
def _any(source: str, context: Context) -> bool:
    """Whether the German has a name or term that a translation could lack."""
    return bool(lacking(source, "", context.glossary, context.language))


@lru_cache(maxsize=16)
def _found(source: str, target: str, context: Context) -> tuple[Term, ...]:
    return tuple(lacking(source, target, context.glossary, context.language))
