"""Money and shares: the currency stays the same, and a percentage stays one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.messages import _
from ..base.model import Severity
from ..catalogue.units import Unit
from ..text.patterns import NUMERALS
from .rule import Context, Finding, error
from .said import currencies, percent
from .seen import bare

_MONEY: Final = re.compile(
    r"[€$£₺₴₽¥₹]|\b(?:euros?|eur|cent|dollar|usd|lira|rubel|hrywnja|franken|chf|pfund|z[lł]oty)\b",
    re.IGNORECASE,
)
_CENT: Final = re.compile(r"\bcents?\b", re.IGNORECASE)
_PERCENT: Final = re.compile(r"[%٪％﹪]")
_GERMAN_PERCENT: Final = re.compile(r"%|\bProzent", re.IGNORECASE)
_ANY_NUMBER: Final = re.compile(rf"[\d\u1369-\u137c{NUMERALS}]")


@error
def currency_differs(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """Another currency, or none where the German has one behind a number."""
    if not _MONEY.search(unit.source) or not _ANY_NUMBER.search(unit.source):
        return
    german, found = currencies(unit.source), currencies(unit.target)
    if other := sorted(found - german):
        if german - found:
            yield _(
                "Im deutschen Text steht die Währung {german}, in der Übersetzung {found}. "
                "Übernehmen Sie die Währung aus dem deutschen Text."
            ).format(german=", ".join(sorted(german - found)), found=", ".join(other))
    elif german and not found and not _CENT.search(unit.source):
        yield Finding(
            Severity.WARNING,
            _(
                "Die Währung ({german}) fehlt in der Übersetzung. Ergänzen Sie sie beim Betrag."
            ).format(german=", ".join(sorted(german))),
        )


@error
def percent_lost(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """A share that stands there as a plain number, or as money."""
    if not _GERMAN_PERCENT.search(unit.source) or not _ANY_NUMBER.search(unit.source):
        return
    target = bare(unit.target)
    if _PERCENT.search(target) or percent(target, context.language.tag):
        return
    message = _(
        "Im deutschen Text steht ein Anteil in Prozent, in der Übersetzung nicht. Ergänzen Sie „%“."
    )
    money = currencies(target) - currencies(unit.source)
    yield message if money else Finding(Severity.WARNING, message)
