"""Numbers, times and addresses of the German arrive, and no others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..base.messages import _
from ..base.model import Severity
from ..catalogue.units import Unit
from ..source.spoken import Time, numbers, told
from .dates import german_months, in_digits, named_months
from .figures import Figures, figures
from .rule import Context, Finding, error
from .seen import bare

_SMALL: Final = 20
"""Up to this, a number is often written as a word."""

_NOON: Final = re.compile(r"\b[ap]\.?[ \u00a0]?m\b|midday|noon", re.IGNORECASE)


@error
def number_differs(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """A number of the German is missing, or stands there wrong, or one has been added.

    Of small numbers a word may stand in its place, or the German may have the word.
    """
    german, found = _german(unit.source), figures(unit.target)
    if german is found or not (german.numbers or found.numbers):
        return
    missing = _without(german.numbers, found.numbers)
    added = _without(found.numbers, german.numbers)
    if not missing and not added:
        return
    times = Counter(german.times) - Counter(found.times)
    hours = {str(one) for hour, _minute in times for one in (hour, hour % 12 or 12)}
    tag = context.language.tag
    months = in_digits(tag, unit.target, german_months(unit.source))
    said = numbers(told(unit.source)[1]) | hours | set(map(str, months))
    added = [number for number in added if number not in said]
    clocks = {str(hour) for hour, _minute in found.times}
    missing = [
        number
        for number in missing
        if number not in clocks
        and not (
            number.isdecimal() and int(number) in german.months and named_months(tag, unit.target)
        )
    ]
    if not any(number.startswith("^") for number in added):  # m² may be "square metres"
        missing = [number for number in missing if not number.startswith("^")]
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
    german, found = _german(unit.source), figures(unit.target)
    if not german.times and not found.times:
        return
    spoken, rest = told(unit.source)
    words = numbers(rest)
    halves = _NOON.search(bare(unit.target)) if context.language.tag == "en" else None
    said = {*found.numbers, *words}
    missing = [
        time
        for time in dict.fromkeys(german.times)
        if time not in found.times
        and not (time[1] == 0 and str(time[0]) in found.numbers)
        and not (halves and _in_halves(time, found.times, said))
    ]
    allowed = {*german.times, *spoken}
    if halves:
        allowed |= {(hour % 12 or 12, minute) for hour, minute in german.times}
    added = [
        time
        for time in dict.fromkeys(found.times)
        if time not in allowed
        and not (time[1] == 0 and str(time[0]) in (*german.numbers, *words))
        and not (str(time[0]) in words and (time[1] == 0 or str(time[1]) in words))
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
        # An ending is none of the address: www.x.de-n, www.x.de'de.
        if not any(other.startswith((f"{one}-", f"{one}'")) for other in added):
            yield _(
                "Die Adresse „{address}“ fehlt in der Übersetzung oder ist dort anders "
                "geschrieben. Kopieren Sie sie aus dem deutschen Text."
            ).format(address=one)
    for one in added if not missing else ():
        yield _(
            "Die Adresse „{address}“ steht im deutschen Text nicht oder seltener. "
            "Löschen oder ersetzen Sie sie."
        ).format(address=one)


def _without(numbers: Iterable[str], others: Sequence[str]) -> list[str]:
    return [number for number in dict.fromkeys(numbers) if number not in others]


def _small(number: str) -> bool:
    """Whether a language may have a word for it: "drei", "ein halbes"."""
    return int(number) <= _SMALL if number.isdecimal() else number.startswith("0.")


def _german(text: str) -> Figures:
    """The figures of a German text; "halb 10" has none, see `told`."""
    return figures(told(text)[1])


def _in_halves(time: Time, found: Sequence[Time], said: set[str]) -> bool:
    """Whether a time stands there as one of 12 hours."""
    hour = time[0] % 12 or 12
    return (hour, time[1]) in found or (time[1] == 0 and (str(hour) in said or hour == 12))


def _clock(time: Time) -> str:
    return f"{time[0]:02}:{time[1]:02}"
