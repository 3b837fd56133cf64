"""The month and the day of the week are those of the German, as far as the table names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from ..base.messages import _
from ..catalogue.units import Unit
from ..language.table import language
from ..source import german
from .figures import figures
from .rule import Context, error

Names = tuple[tuple[int, tuple[str, ...]], ...]
"""The number of each month, or of each day of the week, with its names."""

_COUNTED_DAY: Final = re.compile(
    r"\b(یک|دو|سه|چهار|پنج|یەک|دوو|سێ|چوار|پێنج)[ \u00a0\u200c](شنبه|شەممە)"
)
"""Sunday to Thursday are "first Saturday", "second Saturday" … in Persian, Dari and Sorani, in
one word or two."""

_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u3000-\u9fff]")
"""Letters of scripts without spaces between words."""

_PLURAL: Final = r"(?:(?<=\w{6})\w{1,2})?"
"""What a long name of a day may have behind it: "on Mondays"."""

_SHORTEST: Final = 2
"""Letters of an abbreviated day; a single one (Hungarian "H") is also something else."""


_MONTH_IN: Final = re.compile(r"(\w*)\{month2?\}(\w*)")
_DAY_IN: Final = re.compile(r"(\w*)\{weekday\}(\w*)")
_RANGE_IN: Final = re.compile(r"(\w*)\{(?:start|end)\}(\w*)")
"""Languages whose names have an ending or a prefix in a date (Kurmanji "4ê mijdara") or in a
range (Amharic "ከሰኞ") have it in the patterns of their row."""

_BESIDE: Final = 24
"""Characters between the name of a month and the date in brackets that says it in digits."""


@error
def date_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """Another month or another day of the week, as far as the language table names them."""
    tag = context.language.tag
    if months := german_months(unit.source):
        found = named_months(tag, unit.target)
        found |= figures(unit.target).months
        wrong, missing = found - months, months - found
        if wrong and (missing or not _agree(tag, unit.target)):
            yield _(
                "Die Übersetzung nennt einen anderen Monat als der deutsche Text ({months}). "
                "Vergleichen Sie das Datum."
            ).format(months=", ".join(map(_month, sorted(missing or months))))
    if days := frozenset(german.weekdays(unit.source)):
        names = _days(tag, german.abbreviates_days(unit.source))
        found = _named(names, unit.target)
        if not found - days:
            return
        rest = _pattern(names)[0].sub(" ; ", _joined(unit.target))
        rest = _pattern(_months(tag))[0].sub(" ; ", rest)  # French "mars" is no "mardi"
        lost = [
            day
            for day, own in names
            if day in days - found and not any(_stem(n, rest) for n in own)
        ]
        if lost:
            yield _(
                "Die Übersetzung nennt einen anderen Wochentag als der deutsche Text ({days}). "
                "Vergleichen Sie das Datum."
            ).format(days=", ".join(language("de").weekdays[day] for day in lost))


def german_months(text: str) -> frozenset[int]:
    """The months that a German text names or writes in dates, January is 1."""
    return frozenset(german.months(text)) | figures(text).months


def named_months(tag: str, text: str) -> frozenset[int]:
    """The months that a translation into the language ``tag`` names, January is 1."""
    return _named(_months(tag), text)


def in_digits(tag: str, text: str, months: frozenset[int]) -> frozenset[int]:
    """Those ``months`` whose number a translation may have: it writes them in digits, or
    names them not at all, or by names with digits in them (Vietnamese "tháng 11")."""
    if any(map(str.isdecimal, language(tag).months[0])):
        return months
    return months - named_months(tag, text) | months & figures(text).months


def _month(number: int) -> str:
    return language("de").months[number - 1]


@cache
def _months(tag: str) -> Names:
    row = language(tag)
    second = row.months2 or row.months
    affixes = _affixes(_MONTH_IN, row.patterns.date, row.patterns.full_date)
    return _forms(zip(row.months, second, strict=True), affixes, 1)


@cache
def _days(tag: str, short: bool) -> Names:
    """With the ``short`` names only where the German has some: they may be words, too."""
    row = language(tag)
    brief = [name.rstrip(".") for name in row.weekdays_short] if short else row.weekdays
    affixes = _affixes(_DAY_IN, row.patterns.full_date) | _affixes(_RANGE_IN, row.patterns.range)
    pairs = [
        tuple(name for name in pair if len(name) >= _SHORTEST)
        for pair in zip(row.weekdays, brief, strict=True)
    ]
    return _forms(pairs, affixes, 0)


def _affixes(place: re.Pattern[str], *patterns: str) -> set[tuple[str, str]]:
    """What the table's patterns put directly before and behind a name."""
    return {("", ""), *(pair for pattern in patterns for pair in place.findall(pattern))}


def _forms(rows: Iterable[tuple[str, ...]], affixes: set[tuple[str, str]], first: int) -> Names:
    return tuple(
        (n, tuple(dict.fromkeys(before + name + end for name in row for before, end in affixes)))
        for n, row in enumerate(rows, first)
    )


def _named(names: Names, text: str) -> frozenset[int]:
    """Whose names stand in a text, as the table spells them."""
    pattern, numbers = _pattern(names)
    return frozenset(numbers[_plain(name)] for name in pattern.findall(_joined(text)))


def _agree(tag: str, text: str) -> bool:
    """Whether a month that is said twice is the same: by two names ("تشرين الثاني/نوفمبر"), or
    once more in digits ("4ê mijdara 2023an (04.11.2023)")."""
    name, numbers = _pattern(_months(tag))
    twice = re.compile(
        rf"{name.pattern}(?:[ \u00a0]?[/(][ \u00a0]?{name.pattern}"
        rf"|[^()]{{0,{_BESIDE}}}\(\d{{1,2}}[./](\d{{1,2}})[./])"
    )
    return all(
        numbers[_plain(first)] == (numbers[_plain(second)] if second else int(digits))
        for first, second, digits in twice.findall(text)
    )


def _joined(text: str) -> str:
    """A text in which Persian and Sorani days are one word each."""
    if "شنبه" not in text and "شەممە" not in text:
        return text
    return _COUNTED_DAY.sub(r"\1\2", text).replace("\u200c", "")


@cache
def _pattern(names: Names) -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern whose only group is a name as the table has it, and the numbers of the names."""
    ending = _PLURAL if names[0][0] == 0 else ""
    numbers = {_plain(name): number for number, both in names for name in both}
    names_of_all = sorted({name for _n, both in names for name in both}, key=len, reverse=True)
    spelt = (_spelt(name) for name in names_of_all)
    spaced = not any(map(_UNSPACED.search, numbers))
    edge = ("(?<![\\w\u200c])", "(?![\\w\u200c])") if spaced else ("", "(?!\\d)")
    return re.compile(f"{edge[0]}({'|'.join(spelt)}){ending}{edge[1]}"), numbers


def _spelt(name: str) -> str:
    """A pattern for a name, in one word or two."""
    return "[\u200c ]?".join(map(re.escape, re.split("[\u200c ]", name)))


def _plain(name: str) -> str:
    return re.sub("[\u200c ]", "", name)


def _stem(name: str, text: str) -> bool:
    """Whether a text has a word that begins like a name: it may be inflected there."""
    stem = re.escape(name[: max(3, len(name) - 2)])
    edge = "" if _UNSPACED.search(name) else "(?<![\\w\u200c])"
    return re.search(edge + stem, text, re.IGNORECASE) is not None
