"""Numbers, times, dates and addresses of the German arrive, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from ..base.messages import _
from ..base.model import Severity
from ..catalogue.units import Unit
from ..language.table import language
from .figures import Time, figures, german_days, german_months, number_words
from .rule import Context, Finding, error
from .seen import bare

_PERSIAN_DAY: Final = re.compile(r"\b(یک|دو|سه|چهار|پنج) شنبه")
"""Sunday to Thursday are "first Saturday", "second Saturday" …, in one word or two."""

_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u3000-\u9fff]")
"""Letters of scripts without spaces between words."""

_SMALL: Final = 20
"""Up to this, a number is often written as a word."""

_NOON: Final = re.compile(r"\b[ap]\.?[ \u00a0]?m\b|midday|noon", re.IGNORECASE)


@error
def number_differs(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """A number of the German is missing, or stands there wrong, or one has been added.

    Of small numbers a word may stand in its place, or the German may have the word.
    """
    german, found = figures(unit.source), figures(unit.target)
    if german is found or not (german.numbers or found.numbers):
        return
    missing = _without(german.numbers, found.numbers)
    added = _without(found.numbers, german.numbers)
    if not missing and not added:
        return
    hours = {str(one) for hour, _minute in german.times for one in (hour, hour % 12 or 12)}
    said = number_words(unit.source) | hours | set(map(str, german_months(unit.source)))
    added = [number for number in added if number not in said]
    named = _named(_months(context.language.tag), unit.target)
    clocks = {str(hour) for hour, _minute in found.times}
    missing = [
        number
        for number in missing
        if number not in clocks
        and not (named and number.isdecimal() and int(number) in german.months)
    ]
    wrong = bool(missing and added)
    for number in missing:
        message = _(
            "Im deutschen Text steht „{number}“, in der Übersetzung nicht. Vergleichen Sie "
            "die Zahlen."
        ).format(number=number)
        yield Finding(Severity.WARNING, message) if not wrong and _small(number) else message
    for number in added:
        message = _(
            "In der Übersetzung steht „{number}“, im deutschen Text nicht. Vergleichen Sie "
            "die Zahlen."
        ).format(number=number)
        yield Finding(Severity.WARNING, message) if not wrong and _small(number) else message


@error
def time_differs(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """A time of day is another one; 14 Uhr may be 14:00, in English also 2 p.m."""
    german, found = figures(unit.source), figures(unit.target)
    if not german.times and not found.times:
        return
    halves = _NOON.search(bare(unit.target)) if context.language.tag == "en" else None
    said = {*found.numbers, *number_words(unit.source)}
    missing = [
        time
        for time in dict.fromkeys(german.times)
        if time not in found.times
        and not (time[1] == 0 and str(time[0]) in found.numbers)
        and not (halves and _in_halves(time, found.times, said))
    ]
    allowed = {*german.times}
    if halves:
        allowed |= {(hour % 12 or 12, minute) for hour, minute in german.times}
    words = number_words(unit.source)
    added = [
        time
        for time in dict.fromkeys(found.times)
        if time not in allowed
        and not (time[1] == 0 and str(time[0]) in (*german.numbers, *words))
        and not (words and str(time[0]) in words)
    ]
    for time in missing:
        yield _(
            "Die Uhrzeit {time} fehlt in der Übersetzung oder ist dort eine andere. Schreiben "
            "Sie die Uhrzeiten wie im deutschen Text, mit 24 Stunden."
        ).format(time=_clock(time))
    for time in added if not missing else ():
        yield _(
            "Die Uhrzeit {time} steht nicht im deutschen Text. Schreiben Sie die Uhrzeiten wie "
            "dort, mit 24 Stunden."
        ).format(time=_clock(time))


@error
def phone_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """The digits of a telephone number, in their order."""
    german, found = figures(unit.source).phones, figures(unit.target).phones
    if german == found:
        return
    for number in _without(german, found):
        yield _(
            "Die Telefonnummer mit den Ziffern {digits} fehlt in der Übersetzung oder ist dort "
            "eine andere. Kopieren Sie sie aus dem deutschen Text."
        ).format(digits=number)
    if not _without(german, found):
        for number in _without(found, german):
            yield _(
                "Die Telefonnummer mit den Ziffern {digits} steht nicht im deutschen Text. "
                "Löschen oder ersetzen Sie sie."
            ).format(digits=number)


@error
def address_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """E-mail and web addresses stand there letter by letter, and as often."""
    german, found = figures(unit.source).addresses, figures(unit.target).addresses
    if german == found:
        return
    missing = [one for one, count in german.items() if found.get(one, 0) < count]
    added = [one for one, count in found.items() if german.get(one, 0) < count]
    for one in missing:
        if not any(other.startswith(f"{one}-") for other in added):  # an ending: www.x.de-n
            yield _(
                "Die Adresse „{address}“ fehlt in der Übersetzung oder ist dort anders "
                "geschrieben. Kopieren Sie sie aus dem deutschen Text."
            ).format(address=one)
    for one in added if not missing else ():
        yield _(
            "Die Adresse „{address}“ steht im deutschen Text nicht oder seltener. "
            "Löschen oder ersetzen Sie sie."
        ).format(address=one)


@error
def date_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """Another month or another day of the week, as far as the language table names them."""
    tag = context.language.tag
    if months := german_months(unit.source):
        found = _named(_months(tag), unit.target) | figures(unit.target).months
        if (found - months) and (months - found):
            yield _(
                "Die Übersetzung nennt einen anderen Monat als der deutsche Text ({months}). "
                "Vergleichen Sie das Datum."
            ).format(months=", ".join(map(_month, sorted(months - found))))
    if days := german_days(unit.source):
        names = _days(tag)
        found = _named(names, unit.target)
        missing = [
            day
            for day in sorted(days - found)
            if not any(_stem(one, unit.target) for one in names[day])
        ]
        if (found - days) and missing:
            yield _(
                "Die Übersetzung nennt einen anderen Wochentag als der deutsche Text ({days}). "
                "Vergleichen Sie das Datum."
            ).format(days=", ".join(language("de").weekdays[day] for day in missing))


def _without(numbers: Iterable[str], others: Sequence[str]) -> list[str]:
    return [number for number in dict.fromkeys(numbers) if number not in others]


def _small(number: str) -> bool:
    return number.isdecimal() and int(number) <= _SMALL


def _in_halves(time: Time, found: Sequence[Time], said: set[str]) -> bool:
    """Whether a time stands there as one of 12 hours."""
    hour = time[0] % 12 or 12
    return (hour, time[1]) in found or (time[1] == 0 and (str(hour) in said or hour == 12))


def _clock(time: Time) -> str:
    return f"{time[0]:02}:{time[1]:02}"


def _month(number: int) -> str:
    return language("de").months[number - 1]


Names = dict[int, tuple[str, ...]]
"""Names by the number of a month, or of a day of the week."""


@cache
def _months(tag: str) -> Names:
    row = language(tag)
    second = row.months2 or row.months
    return {n: (row.months[n - 1], second[n - 1]) for n in range(1, 13)}


@cache
def _days(tag: str) -> Names:
    return {n: (name,) for n, name in enumerate(language(tag).weekdays)}


def _named(names: Names, text: str) -> frozenset[int]:
    """Whose names stand in a text, as the table spells them."""
    pattern, numbers = _pattern(tuple(names.items()))
    seen = _PERSIAN_DAY.sub(r"\1شنبه", text.replace("\u200c", "")) if "شنبه" in text else text
    return frozenset(numbers[_plain(name)] for name in pattern.findall(seen))


@cache
def _pattern(
    names: tuple[tuple[int, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str], dict[str, int]]:
    numbers = {_plain(name): number for number, both in names for name in both}
    names_of_all = sorted({name for _n, both in names for name in both}, key=len, reverse=True)
    spelt = ("[\u200c ]?".join(map(re.escape, re.split("[\u200c ]", one))) for one in names_of_all)
    spaced = not any(map(_UNSPACED.search, numbers))
    edge = ("(?<![\\w\u200c])", "(?![\\w\u200c])") if spaced else ("", "(?!\\d)")
    return re.compile(f"{edge[0]}(?:{'|'.join(spelt)}){edge[1]}"), numbers


def _plain(name: str) -> str:
    return re.sub("[\u200c ]", "", name)


def _stem(name: str, text: str) -> bool:
    """Whether a text has a word that begins like a name: it may be inflected there."""
    stem = re.escape(name[: max(3, len(name) - 2)])
    edge = "" if _UNSPACED.search(name) else "(?<![\\w\u200c])"
    return re.search(edge + stem, text, re.IGNORECASE) is not None
