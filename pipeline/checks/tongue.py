"""The language that a translation is in: another one of the same script looks right to us.

How sure one can be was measured on human translations of software, which nothing here was
made from: docs/pruefungen.md has the figures. German is left to the rules on copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..base.messages import _
from ..base.model import Diagnostic, Severity, State
from ..catalogue.remarks import is_meant
from ..catalogue.units import Unit
from ..language.recognition import Recognised, recognise
from ..language.table import GERMAN, language
from .rule import Context, Finding, error, severity
from .seen import words
from .silence import silenced

WRONG_EDITION: Final = "wrong-edition"

_SOME: Final = 25
"""Letters of a text from which another language is worth a warning."""
_ENOUGH: Final = 40
"""And from which it is an error."""
_LEAD: Final = 16.0
"""By how much another language must fit better: 16 is nine million to one, if each three
letters were chosen alone; they are not."""
_LEAD_A_LETTER: Final = 0.3
"""And by how much more for every letter of a text."""
_LEAD_OF_ALL: Final = 0.05
"""The same for all texts of an edition: strange words come together in one text, not in all."""

_SIBLINGS: Final = frozenset({"hr", "sr-Latn"})
"""Only whole editions tell them apart."""


@error
def wrong_language(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A text in another language of the same script, long enough to tell."""
    if len(unit.target) < _SOME or is_meant(unit.comment):
        return
    found = recognise(_own_words(unit), context.language.tag, context.language.script)
    if found is None or found.letters < _SOME or found.tag == GERMAN:
        return
    if {found.tag, context.language.tag} == _SIBLINGS:
        return
    if found.lead > _LEAD + _LEAD_A_LETTER * found.letters:
        yield Finding(
            severity(unit) if found.letters >= _ENOUGH else Severity.WARNING,
            _(
                "Der Text ist wohl nicht in dieser Sprache ({expected}), sondern auf {found} "
                "geschrieben. Übersetzen Sie ihn neu."
            ).format(expected=context.language.german, found=language(found.tag).german),
        )


def wrong_edition(units: Iterable[Unit], context: Context) -> tuple[Diagnostic, ...]:
    """An error where the texts of an edition, taken together, are in another language.

    ``units`` are those of one document and language; what is missing does not count, nor does
    what a translator has declared to be right.
    """
    if context.language.tag.startswith(GERMAN):
        return ()
    texts = [unit for unit in units if unit.state is not State.MISSING and not _is_right(unit)]
    found = _together(texts, context)
    if found is None or found.letters < _ENOUGH or found.tag == GERMAN:
        return ()
    if found.lead <= _LEAD + _LEAD_OF_ALL * found.letters:
        return ()
    message = _(
        "Die Übersetzungen dieses Dokuments sind wohl nicht in dieser Sprache ({expected}), "
        "sondern auf {found} geschrieben. Liegt die Datei im falschen Ordner?"
    ).format(expected=context.language.german, found=language(found.tag).german)
    where = texts[0].location
    return (Diagnostic(WRONG_EDITION, Severity.ERROR, context.language.tag, message, where),)


def _together(units: Iterable[Unit], context: Context) -> Recognised | None:
    spoken = [word for unit in units for word in _own_words(unit)]
    return recognise(spoken, context.language.tag, context.language.script)


def _own_words(unit: Unit) -> list[str]:
    """The words that are not in the German: no names, no addresses."""
    german = set(words(unit.source))
    return [word for word in words(unit.target) if word not in german]


def _is_right(unit: Unit) -> bool:
    return is_meant(unit.comment) or bool(silenced(unit, {"wrong-language": True})[0])
