"""Names of months and days, and the words of lists: a row's own, else CLDR's through Babel.

CLDR's "short" and "stand-alone" names are left alone: Babel 2.18 writes resolved aliases back
into data that locales share, so that after Pashto was asked for, Russian answers in Pashto.
"format" names are safe. Babel is imported and a locale read when the first name is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ..text.patterns import BIDI_CONTROLS

if TYPE_CHECKING:
    from babel import Locale

_NO_CONTROLS: Final = str.maketrans("", "", BIDI_CONTROLS)


@dataclass(frozen=True, slots=True)
class Names:
    """What a language calls things; in a row of its own, empty stands for what CLDR has."""

    months: tuple[str, ...] = ()
    """Twelve names as they stand in a date."""
    months2: tuple[str, ...] = ()
    """Twelve names in a second tradition (Levantine Arabic), or empty."""
    weekdays: tuple[str, ...] = ()
    """Seven names from Monday, as they stand in a date."""
    weekdays_short: tuple[str, ...] = ()
    """Seven names for opening hours, from Monday."""
    list_middle: str = ""
    """CLDR list pattern of the kind 'standard', with ``{0}`` and ``{1}``."""
    list_end: str = ""
    """The same between the last two."""


@cache
def completed(own: Names, locale: str, second: str) -> Names:
    """Return ``own`` with CLDR's names of ``locale`` where it has none; ``second``, if any, is
    the locale of the second tradition.

    Raises LookupError with the name of a locale that Babel lacks.
    """
    cldr = _locale(locale)
    lists = cldr.list_patterns["standard"]
    return Names(
        months=own.months or _months(cldr),
        months2=own.months2 or (_months(_locale(second)) if second else ()),
        weekdays=own.weekdays or _weekdays(cldr, "wide"),
        weekdays_short=own.weekdays_short or _weekdays(cldr, "abbreviated"),
        list_middle=own.list_middle or _plain(lists["middle"]),
        # CLDR's pattern for two items also ends longer lists well: it only lacks the comma
        # before "and", which two items must not have.
        list_end=own.list_end or _plain(lists["2"]),
    )


def _locale(identifier: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only a date needs CLDR

    try:
        return Locale.parse(identifier)
    except (UnknownLocaleError, ValueError) as error:
        raise LookupError(identifier) from error


def _months(locale: Locale) -> tuple[str, ...]:
    names = locale.months["format"]["wide"]
    return tuple(_plain(names[month]) for month in range(1, 13))


def _weekdays(locale: Locale, width: str) -> tuple[str, ...]:
    names = locale.days["format"][width]
    return tuple(_plain(names[day]) for day in range(7))


def _plain(text: str) -> str:
    """Return CLDR's text without bidi controls: renderers set direction themselves."""
    return text.translate(_NO_CONTROLS)
