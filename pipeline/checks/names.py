"""Names and agreed words of the glossary (content/glossary.csv)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..base.messages import _
from ..catalogue.units import Unit
from ..source.glossary import Term, TermKind, lacking
from .rule import Context, warning


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
