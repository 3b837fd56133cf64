"""How a fact reads in a language: dates, times, prices, lists.

Plain functions from a value and a `Language` to text ready to be shown: in the language's
digits and house patterns (languages.toml), without bidi control characters. Nothing is
upper-cased: Georgian and Turkish would break.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

from babel import Locale
from babel.numbers import format_currency, format_decimal, get_currency_name

from ..language.scripts import script
from ..language.table import LATIN_DIGITS, Language
from ..source.clock import Hours
from ..source.clock import clock as clock_of
from ..source.when import When


class _Day(str):
    """Day of the month; a pattern may spell the first differently: ``{day:1er}``."""

    __slots__ = ()

    def __format__(self, first: str, /) -> str:
        return first if first and int(self) == 1 else str(self)


def date(value: dt.date, language: Language) -> str:
    """Return day, month and year: ``4. November 2023``."""
    return _date(language.patterns.date, value, language)


def full_date(value: dt.date, language: Language) -> str:
    """Return the date with its weekday: ``Samstag, 4. November 2023``."""
    return _date(language.patterns.full_date, value, language)


def weekday(value: dt.date, language: Language) -> str:
    """Return the full name of the day as it stands in a date: ``Samstag``."""
    return language.weekdays[value.weekday()]


def clock(value: dt.time, language: Language) -> str:
    """Return the bare time of day, 24 hours: ``09:45``, ``۰۹:۴۵``."""
    return _digits(clock_of(value), language)


def time(value: dt.time, language: Language) -> str:
    """Return one time of day on its own: ``09:45 Uhr``."""
    return language.patterns.time.format(time=clock(value, language))


def time_range(start: dt.time, end: dt.time, language: Language) -> str:
    """Return from–to within a day: ``10:00 bis 13:00 Uhr``."""
    return language.patterns.time_range.format(
        start=clock(start, language), end=clock(end, language)
    )


def date_range(first: dt.date, last: dt.date, language: Language) -> str:
    """Return from–to of days, each in full: ``Freitag, 3. … bis Samstag, 4. November 2023``.

    Both dates are whole, because what may be left out of the first differs from language
    to language. A single day reads as `full_date`.
    """
    start, end = full_date(first, language), full_date(last, language)
    return start if first == last else language.patterns.range.format(start=start, end=end)


def days(when: When, language: Language) -> str:
    """Return on which days an event is: `date_range` of its first and last."""
    return date_range(when.date, when.last, language)


def times(when: When, language: Language) -> str:
    """Return from when till when an event is, as far as that is known; else an empty text."""
    return from_till(when.start, when.end, language) if when.start else ""


def from_till(start: dt.time, end: dt.time | None, language: Language) -> str:
    """Return from when till when: `time_range`, or `time` where no end is known."""
    return time(start, language) if end is None else time_range(start, end, language)


def slot(start: dt.time, end: dt.time | None, language: Language) -> str:
    """Return from–to for a narrow column, without a word for the hour: ``10:00 bis 11:00``."""
    first = clock(start, language)
    if end is None:
        return first
    return language.patterns.range.format(start=first, end=clock(end, language))


def dates(first: dt.date, last: dt.date, language: Language) -> str:
    """Return from–to of days without their weekdays; a single day reads as `date`."""
    start, end = date(first, language), date(last, language)
    return start if first == last else language.patterns.range.format(start=start, end=end)


def weekdays(first: int, last: int, language: Language) -> str:
    """Return from–to of weekdays, Monday is 0: ``Montag bis Freitag``; one day: ``Montag``."""
    start, end = language.weekdays[first], language.weekdays[last]
    return start if first == last else language.patterns.range.format(start=start, end=end)


def hours(hours: Sequence[Hours], language: Language) -> str:
    """Return opening hours: ``Montag bis Freitag 09:30 bis 12:00 Uhr, Donnerstag 14:00 …``.

    Days have their full names: abbreviations are hard to read, and many languages have none.
    Entries are joined by the language's list pattern (middle). Without hours: an empty text.
    """
    entries = [
        f"{weekdays(entry.first, entry.last, language)} "
        f"{time_range(entry.start, entry.end, language)}"
        for entry in hours
    ]
    return chain(entries, language)


def price(amount: Decimal, currency: str, language: Language) -> str:
    """Return an amount with its currency: ``5 €``, ``12,50 €``; whole amounts without cents.

    As CLDR writes it for the language; right-to-left languages name the currency in a word
    (``5 يورو``), because a symbol beside a number is reordered (UAX #9). Whoever wants
    "free" for zero says so before asking here.
    """
    locale = Locale.parse(language.babel_locale)
    whole = amount == amount.to_integral_value()
    if language.rtl:
        number = format_decimal(
            amount,
            format="#,##0" if whole else "#,##0.00",
            locale=locale,
            # The decimal separator that goes with the digits.
            numbering_system="latn" if language.digits == LATIN_DIGITS else "default",
        )
        return f"{_digits(number, language)} {get_currency_name(currency, locale=locale)}"
    pattern = locale.currency_formats["standard"].pattern
    return format_currency(
        amount,
        currency,
        format=pattern.replace(".00", "") if whole else pattern,
        locale=locale,
        currency_digits=False,
    )


def colon(language: Language) -> str:
    """Return what stands between a label and its value."""
    return "\u00a0: " if language.tag == "fr" else script(language.script).colon


def join(items: Sequence[str], language: Language) -> str:
    """Return a list as text: ``A, B und C``, ``A und B``, ``A``; nothing: an empty text."""
    if not items:
        return ""
    *head, last = items
    return language.names.list_end.format(chain(head, language), last) if head else last


def chain(items: Sequence[str], language: Language) -> str:
    """Return items joined with the list pattern that stands between items before the last two."""
    return reduce(language.names.list_middle.format, items) if items else ""


def _date(pattern: str, value: dt.date, language: Language) -> str:
    month = value.month - 1
    return pattern.format(
        weekday=weekday(value, language),
        day=_Day(_digits(str(value.day), language)),
        month=language.months[month],
        month2=language.months2[month] if language.months2 else "",
        month_number=_digits(str(value.month), language),
        year=_digits(str(value.year), language),
        day_padded=_digits(f"{value.day:02}", language),
        month_padded=_digits(f"{value.month:02}", language),
    )


def _digits(text: str, language: Language) -> str:
    return text.translate(str.maketrans(LATIN_DIGITS, language.digits))
