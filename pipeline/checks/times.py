"""Times of day arrive: in figures of 24 or 12 hours, or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..base.messages import _
from ..base.model import Severity
from ..catalogue.units import Unit
from ..source.spoken import Time, numbers, told
from .figures import Figures, figures
from .reread import durations, german_figures, latin, reread
from .rule import Context, Finding, error
from .said import after_noon, before_noon, halves, quarters, said
from .seen import bare

_NOON: Final = re.compile(r"(?<![^\W\d_])[ap]\.?[ \u00a0]?m\b|midday|noon", re.IGNORECASE)
_MERIDIEM: Final = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[:.](\d{2}))?[ \u00a0\u202f]?([apπμ])\.?[ \u00a0]?[mμ]\b",
    re.IGNORECASE,
)
"""A time that says on which side of noon it is: 9am, 6:30 p.m., 7 μ.μ."""


@error
def time_differs(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """A time of day is another one; 14 Uhr may be 14:00, also 2 p.m., also said in words."""
    german, found = german_figures(unit.source), figures(unit.target)
    if not german.times and not found.times:
        return
    tag = context.language.tag
    missing, added = _differing(unit, german, found, tag)
    if missing or added:
        missing, added = _differing(unit, german, reread(unit.target, unit.source, tag), tag)
    for time in _other_half(unit, german):
        missing = [*missing, time] if time not in missing else missing
    for time in missing:
        message = _(
            "Die Uhrzeit {time} fehlt in der Übersetzung oder ist dort eine andere. Schreiben "
            "Sie die Uhrzeiten wie im deutschen Text, mit 24 Stunden."
        ).format(time=_clock(time))
        if not (time[1] and halves(unit.target, tag)):
            yield message
        elif not _hour_said(time, unit, tag):  # half past something
            yield Finding(Severity.WARNING, message)
    for time in added if not missing else ():
        yield _(
            "Die Uhrzeit {time} steht nicht im deutschen Text. Schreiben Sie die Uhrzeiten wie "
            "dort, mit 24 Stunden."
        ).format(time=_clock(time))


def _differing(
    unit: Unit, german: Figures, found: Figures, tag: str
) -> tuple[list[Time], list[Time]]:
    """The times that the translation lacks, and those that only it has."""
    spoken, rest = told(unit.source)
    words = numbers(rest)
    plain = {*found.numbers, *words}
    missing = [
        time
        for time in dict.fromkeys(german.times)
        if time not in found.times
        and not (time[1] == 0 and str(time[0]) in found.numbers)
        and not (_in_halves(time, found.times, plain) and _on_side(time, unit, tag))
        and not (_in_words(time, unit, tag))
    ]
    lasting = durations(unit.source)
    allowed = {*german.times, *spoken, *((time[0] % 12 or 12, time[1]) for time in german.times)}
    added = [
        time
        for time in dict.fromkeys(found.times)
        if time not in allowed
        and not (time[1] == 0 and str(time[0]) in (*german.numbers, *words))
        and not (str(time[0]) in words and (time[1] == 0 or str(time[1]) in words))
        and time[0] * 60 + time[1] not in lasting
    ]
    return missing, added


def _on_side(time: Time, unit: Unit, tag: str) -> bool:
    """Whether the translation names the part of the day that a time of 12 hours needs."""
    if tag == "en":
        return bool(_NOON.search(bare(unit.target)))
    return after_noon(unit.target, tag) if time[0] >= 12 else before_noon(unit.target, tag)


def _other_half(unit: Unit, german: Figures) -> Iterator[Time]:
    """German times whose hour stands there as one on the other side of noon: 9 p.m. for 9 Uhr."""
    told_there = {
        (int(hour) % 12 + (12 if side.lower() in "pμ" else 0), int(minute or 0))
        for hour, minute, side in _MERIDIEM.findall(latin(bare(unit.target)))
    }
    for hour, minute in german.times if told_there else ():
        other = ((hour + 12) % 24, minute)
        if other in told_there and (hour, minute) not in told_there and other not in german.times:
            yield (hour, minute)


def _in_words(time: Time, unit: Unit, tag: str) -> bool:
    """Whether a translation says a time in words: half past seven, nine o'clock."""
    hour, minute = time
    if minute == 0:
        return (hour % 12 or 12) in said(unit.target, tag).perhaps
    if minute == 30:
        return halves(unit.target, tag) and _hour_said(time, unit, tag)
    return minute % 15 == 0 and quarters(unit.target, tag) and _hour_said(time, unit, tag)


def _hour_said(time: Time, unit: Unit, tag: str) -> bool:
    """Whether the hour or the next one stands there: "half past seven" is "halb acht"."""
    hours = {time[0] % 12 or 12, time[0] % 12 + 1, time[0], time[0] + 1}
    there = said(unit.target, tag).perhaps
    return bool(hours & there) or any(str(hour) in figures(unit.target).numbers for hour in hours)


def _in_halves(time: Time, found: Sequence[Time], plain: set[str]) -> bool:
    """Whether a time stands there as one of 12 hours."""
    hour = time[0] % 12 or 12
    return (hour, time[1]) in found or (time[1] == 0 and (str(hour) in plain or hour == 12))


def _clock(time: Time) -> str:
    return f"{time[0]:02}:{time[1]:02}"
