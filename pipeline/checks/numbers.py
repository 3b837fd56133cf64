"""Numbers of the German arrive, and no others; in figures or in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..base.messages import _
from ..base.model import Severity
from ..catalogue.units import Unit
from ..language.table import GERMAN
from ..source.spoken import numbers, told
from .dates import german_months, in_digits, named_months
from .figures import Figures, figures
from .reread import durations, german_amounts, german_figures, latin, reread, same_digits, tied
from .rule import Context, Finding, error, warning
from .said import said
from .seen import bare

_SMALL: Final = 20
"""Up to this, a number is often written as a word."""
_SPOKEN: Final = 100
"""Up to this, it may be; and so may be a round one."""

_VERSION: Final = re.compile(r"(?<![\d.,:])\d+(?:\.\d+){1,3}(?![\d:]|[.,]\d)")
"""German has a comma in decimals, so what has a stop is a version, a chapter or a date."""
_NO_VERSION: Final = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{1,3}(?:\.\d{3})+|\d{1,2}\.\d{2}|0\.\d+"
)
"""Dates, thousands, and times or prices."""


@error
def number_differs(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """A number of the German is missing, or stands there wrong, or one has been added.

    A word may stand in its place, or the German may have the word.
    """
    german, found = german_figures(unit.source), figures(unit.target)
    if german is found or not (german.numbers or found.numbers):
        return
    tag = context.language.tag
    missing, added = _differing(unit, german, found, tag)
    if (not missing and not added) or same_digits(unit.target, unit.source):
        return
    for first in (german, german_amounts(unit.source)):
        missing, added = _differing(unit, first, reread(unit.target, unit.source, tag), tag)
        if not missing and not added:
            return
    words = said(unit.target, tag)
    missing = [one for one in missing if not (one.isdecimal() and words.may_say(int(one)))]
    wrong = bool(missing and added)
    span = tied(unit.source)
    for number in missing:
        message = _(
            "Im deutschen Text steht „{number}“, in der Übersetzung nicht. Vergleichen Sie "
            "die Zahlen."
        ).format(number=number)
        mild = not wrong and (_spoken(number) or number in span)
        yield Finding(Severity.WARNING, message) if mild else message
    for number in added:
        message = _(
            "In der Übersetzung steht „{number}“, im deutschen Text nicht. Vergleichen Sie "
            "die Zahlen."
        ).format(number=number)
        yield Finding(Severity.WARNING, message) if not wrong and _small(number) else message


@warning
def number_word_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """Another number in words: "drei" is not "four"."""
    german = said(unit.source, GERMAN)
    if not german.surely:
        return
    words = said(unit.target, context.language.tag)
    digits = {int(one) for one in figures(unit.target).numbers if one.isdecimal()}
    lost = [one for one in german.surely if not words.may_say(one) and one not in digits]
    given = {int(one) for one in german_figures(unit.source).numbers if one.isdecimal()}
    known = {*german.perhaps, *given, *map(int, filter(str.isdecimal, numbers(unit.source)))}
    other = sorted((words.surely | digits) - known - _parts(known))
    if lost and other and not _tens(lost, other):
        yield _(
            "Im deutschen Text steht die Zahl {german} in Worten, in der Übersetzung {found}. "
            "Vergleichen Sie die Zahlen."
        ).format(german=min(lost), found=other[0])


@warning
def version_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """A version or chapter (3.1, 2.0.4) is no decimal: its stop stays a stop."""
    if "." not in unit.source:
        return
    for number in dict.fromkeys(_VERSION.findall(bare(unit.source))):
        if _NO_VERSION.fullmatch(number):
            continue
        pattern = re.escape(number).replace(r"\.", "[,٫،]")
        if re.search(rf"(?<!\d){pattern}(?!\d)", latin(bare(unit.target))):
            yield _(
                "„{number}“ ist keine Zahl mit Komma, sondern eine Nummer. Schreiben Sie sie mit "
                "Punkt wie im deutschen Text."
            ).format(number=number)


@warning
def numbers_exchanged(unit: Unit, context: Context, /) -> Iterator[str]:
    """The same numbers, but two have changed places: "von 10 bis 20" is not "20 to 10"."""
    for german, found in _orders(unit):
        if len(german) > 1 and german != found and Counter(german) == Counter(found):
            first = next(
                n for n, pair in enumerate(zip(german, found, strict=True)) if len({*pair}) > 1
            )
            yield _(
                "„{first}“ und „{second}“ stehen in der Übersetzung in anderer Reihenfolge als im "
                "deutschen Text. Vergleichen Sie, ob zwei Zahlen vertauscht sind."
            ).format(first=german[first], second=found[first])
            return


def _orders(unit: Unit) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Numbers and times in the order of both texts; none where a date stands, which turns."""
    german, found = german_figures(unit.source), figures(unit.target)
    if not (german.months or german_months(unit.source) or found.months):
        yield german.numbers, found.numbers
    yield (
        [f"{hour:02}:{minute:02}" for hour, minute in german.times],
        [f"{hour:02}:{minute:02}" for hour, minute in found.times],
    )


def _differing(
    unit: Unit, german: Figures, found: Figures, tag: str
) -> tuple[list[str], list[str]]:
    """The numbers that the translation lacks, and those that only it has."""
    missing = _without(german.numbers, found.numbers)
    added = _without(found.numbers, german.numbers)
    if not missing and not added:
        return [], []
    spoken, rest = told(unit.source)
    times = Counter(german.times) - Counter(found.times)
    hours = {str(one) for hour, _minute in times for one in (hour, hour % 12 or 12)} | {
        str(one) for hour, minute in spoken for one in (hour, hour + 1) if minute or one == hour
    }
    months = in_digits(tag, unit.target, german_months(unit.source))
    known = numbers(rest) | hours | set(map(str, months)) | set(_lasting(unit))
    added = [number for number in added if number not in known]
    clocks = {str(hour) for hour, _minute in found.times}
    lasting = durations(unit.source) & {hour * 60 + minute for hour, minute in found.times}
    lasting |= durations(unit.source) & {round(_value(one) * 60) for one in found.numbers}
    missing = [
        number
        for number in missing
        if number not in clocks
        and not (
            number.isdecimal() and int(number) in german.months and named_months(tag, unit.target)
        )
        and not (lasting and number in tied(unit.source))
    ]
    if not any(number.startswith("^") for number in added):  # m² may be "square metres"
        missing = [number for number in missing if not number.startswith("^")]
    return missing, added


def _lasting(unit: Unit) -> Iterator[str]:
    """What the German durations are in hours and in minutes."""
    for minutes in durations(unit.source):
        yield str(minutes)
        yield f"{minutes / 60:g}"


def _value(number: str) -> float:
    return float(number) if re.fullmatch(r"\d+(\.\d+)?", number, re.ASCII) else 0.0


def _without(numbers: Iterable[str], others: Sequence[str]) -> list[str]:
    return [number for number in dict.fromkeys(numbers) if number not in others]


def _small(number: str) -> bool:
    """Whether a language may have a word for it: "drei", "ein halbes"."""
    return int(number) <= _SMALL if number.isdecimal() else number.startswith("0.")


def _spoken(number: str) -> bool:
    """Whether it is often said in words: 50, 2000, 100000."""
    if not number.isdecimal():
        return number.startswith("0.")
    return int(number) <= _SPOKEN or len(number.rstrip("0")) == 1


def _parts(known: set[int]) -> set[int]:
    """What the words of a number may be read as, one by one: of 21 also 20 and 1."""
    return {part for one in known for part in (one // 10 * 10, one % 10, one % 100, one // 100)}


def _tens(lost: Sequence[int], other: Sequence[int]) -> bool:
    """Whether a language counts otherwise: French 80 is "four times twenty"."""
    return any(one > _SMALL for one in lost) and all(one < _SPOKEN for one in other)
