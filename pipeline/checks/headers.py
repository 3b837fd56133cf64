"""What a catalogue's file says of itself, apart from its entries."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from functools import cache
from typing import Final

from babel import Locale
from babel.messages.plurals import get_plural

from ..base.messages import _
from ..base.model import Diagnostic, Location, Severity
from ..catalogue.po import PoFile
from ..language.table import Language

PLURAL_FORMS: Final = "plural-forms"

_FIELD: Final = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*")
_NUMBERS: Final = 1001


def catalogue_findings(file: PoFile, language: Language) -> tuple[Diagnostic, ...]:
    """What is wrong with the header of a catalogue, and with entries that need it.

    A Plural-Forms field is right when it tells the numbers apart as the language table does,
    as gettext's table (Babel) does, or as CLDR does: editors write any of them.
    """
    found = []
    field = file.fields().get("Plural-Forms", "")
    if field and _kinds(field) not in _right(language):
        found.append(
            (
                1,
                _(
                    "Der Kopf der Datei zählt anders als die Sprache (Plural-Forms). "
                    "Schreiben Sie: {right}"
                ).format(right=f"Plural-Forms: {language.plural_forms}"),
            )
        )
    for entry in file.entries:
        if entry.msgid_plural:
            found.append(
                (
                    entry.linenum or 1,
                    _(
                        "Dieser Eintrag hat eine Mehrzahl (msgid_plural), die niemand verwendet. "
                        "Löschen Sie ihn."
                    ),
                )
            )
    return tuple(
        Diagnostic(PLURAL_FORMS, Severity.WARNING, language.tag, message, Location(file.path, line))
        for line, message in found
    )


@cache
def _right(language: Language) -> frozenset[tuple[int, ...] | None]:
    locale = Locale.parse(language.babel_locale)
    cldr: Callable[[int], str] = locale.plural_form
    return frozenset(
        {
            _kinds(language.plural_forms),
            _kinds(get_plural(language.babel_locale).plural_forms),
            _renumbered([hash(cldr(n)) for n in range(_NUMBERS)]),
        }
    )


@cache
def _kinds(field: str) -> tuple[int, ...] | None:
    """Which numbers have one form, however the forms are numbered; None if it cannot be read."""
    match = _FIELD.fullmatch(field)
    if not match or len(field) > 500:
        return None
    try:
        form = gettext.c2py(match[2])
        forms = [form(n) for n in range(_NUMBERS)]
    except (ValueError, ArithmeticError, RecursionError):
        return None
    return _renumbered(forms) if max(forms) < int(match[1]) else None


def _renumbered(forms: list[int]) -> tuple[int, ...]:
    seen: dict[int, int] = {}
    return tuple(seen.setdefault(form, len(seen)) for form in forms)
