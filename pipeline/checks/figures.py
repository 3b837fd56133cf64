"""What stands in a text in digits: numbers, times, telephone numbers, and addresses.

Digits of any script count (Unicode decimal digits, Ethiopic numerals), so ٢٠٢٣, ۲۰۲۳ and 2023
are one number. Everything is read from `seen.bare` text: link targets are compared elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .seen import EMAIL, WEB, bare

Time = tuple[int, int]
"""Hour and minute."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text."""

    addresses: Mapping[str, int]
    """E-mail and web addresses with how often they stand there, without scheme."""
    phones: tuple[str, ...]
    """Digits only, +49 as 0."""
    times: tuple[Time, ...]
    numbers: tuple[str, ...]
    """In Latin digits, without separators of thousands, the decimal separator as a point."""
    months: frozenset[int]
    """Months of dates that are written in digits; they are in `numbers` too."""


_NONE: Final = Figures({}, (), (), (), frozenset())
_ANY: Final = re.compile(r"[\d@\u1369-\u137c]|www\.|\.[a-z]", re.IGNORECASE)

_DATE: Final = re.compile(
    r"(?<![\d.])(\d{1,2})([./])[ \u00a0]?(\d{1,2})(?:\2[ \u00a0]?(\d{4}|\d{2})(?!\d)|\.(?!\d))"
    r"|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"
)
_TIME: Final = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[:፡](\d{2})|[ \u00a0\u202f]?[hH](?:[ \u00a0\u202f]?(\d{2}))?(?!\w)"
    r"|\.(\d{2})(?=[ \u00a0]?(?:Uhr|h\b|[-–]|bis\b)))(?![\d:])"
)
_CLOCK: Final = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?=[ \u00a0]?(?:(?:bis|[-–])[ \u00a0]?[\d:]+ ?)?Uhr)"
)
_PHONE: Final = re.compile(r"(?<![\w.,:])(?:\+ ?\d|\(?[0٠۰])[\d \u00a0\u202f()/.–-]*\d")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,٬’'\u00a0\u202f ]\d{3})+(?![\d:])")
_NUMBER: Final = re.compile(r"\d+(?:[.,٫]\d{1,2}(?![\d.]))?")
_ETHIOPIC: Final = re.compile(r"[\u1369-\u137c]+")
_MONTH: Final = range(1, 13)
_DIGITS_OF_PHONE: Final = 6


@lru_cache(maxsize=8192)
def figures(text: str) -> Figures:
    """The figures of ``text``, a German text or a translation."""
    seen = bare(text)
    if not _ANY.search(seen):
        return _NONE
    addresses: list[str] = []

    def address(match: re.Match[str]) -> str:
        addresses.append(
            re.sub(r"^https?://", "", match[0], flags=re.IGNORECASE).lower().rstrip("/")
        )
        return " \N{OBJECT REPLACEMENT CHARACTER} "

    seen = WEB.sub(address, EMAIL.sub(address, seen))
    numbers: list[str] = []
    months: set[int] = set()
    times: list[Time] = []
    phones: list[str] = []

    def date(match: re.Match[str]) -> str:
        day, month, year = (match[1], match[3], match[4]) if match[1] else match.group(7, 6, 5)
        if not 1 <= int(day) <= 31 or int(month) not in _MONTH:
            if match[2] != "/" or int(day) not in _MONTH:  # an English date has the month first
                return match[0]
            day, month = month, day
        numbers.extend(str(int(part)) for part in (day, month, year) if part)
        months.add(int(month))
        return " ; "

    def time(match: re.Match[str]) -> str:
        hour, minute = int(match[1]), int(next((part for part in match.groups()[1:] if part), 0))
        if hour > 24 or minute > 59:
            return match[0]
        times.append((hour, minute))
        return " ; "

    def phone(match: re.Match[str]) -> str:
        digits = "".join(str(int(char)) for char in match[0] if char.isdecimal())
        if len(digits) < _DIGITS_OF_PHONE:
            return match[0]
        if match[0].startswith("+"):
            digits = re.sub(r"^490?", "0", digits)
        phones.append(digits)
        return " ; "

    seen = _CLOCK.sub(time, _TIME.sub(time, _DATE.sub(date, seen)))
    seen = _THOUSANDS.sub(_joined, _PHONE.sub(phone, seen))
    numbers.extend(map(_number, _NUMBER.findall(seen)))
    numbers.extend(map(_ethiopic, _ETHIOPIC.findall(seen)))
    return Figures(
        Counter(addresses), tuple(phones), tuple(times), tuple(numbers), frozenset(months)
    )


def _joined(match: re.Match[str]) -> str:
    return "".join(char for char in match[0] if char.isdecimal())


def _number(text: str) -> str:
    whole, _point, part = re.sub("[,٫]", ".", text).partition(".")
    decimals = "".join(str(int(digit)) for digit in part).rstrip("0")
    return f"{int(whole)}.{decimals}" if decimals else str(int(whole))


def _ethiopic(text: str) -> str:
    """The number that Ethiopic numerals write: units, tens, then ፻ as a factor of 100."""
    total = group = 0
    for char in text:
        code = ord(char) - 0x1369
        if code < 9:
            group += code + 1
        elif code < 18:
            group += (code - 8) * 10
        else:
            total = (total + (group or 1)) * (100 if code == 18 else 10_000)
            group = 0
    return str(total + group)


NUMBER_WORDS: Final[Mapping[str, int]] = {
    "null": 0,
    **{"ein": 1, "erst": 1, "einmal": 1, "zwei": 2, "beid": 2, "doppel": 2, "drei": 3, "dritt": 3},
    **{"vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "siebt": 7, "acht": 8, "neun": 9},
    **{"zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15},
    **{"sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20},
    **{"dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70},
    **{"achtzig": 80, "neunzig": 90, "hundert": 100, "tausend": 1000, "halb": 30, "viertel": 15},
}
_GERMAN_NUMBER: Final = re.compile(
    "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)), re.IGNORECASE
)
_GERMAN_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "Januar Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
        "".split("|"),
        1,
    )
    for name in names.split()
}
_GERMAN_MONTH: Final = re.compile(rf"\b({'|'.join(_GERMAN_MONTHS)})s?\b")
_GERMAN_DAYS: Final = {
    **{"Montag": 0, "Dienstag": 1, "Mittwoch": 2, "Donnerstag": 3, "Freitag": 4},
    **{"Samstag": 5, "Sonnabend": 5, "Sonntag": 6},
}
_GERMAN_DAY: Final = re.compile(
    rf"\b({'|'.join(_GERMAN_DAYS)})(?:(?:vor|nach)?mittag|abend|morgen|nacht)?(?:s|e|es)?\b"
)


@lru_cache(maxsize=8192)
def number_words(german: str) -> frozenset[str]:
    """The numbers that a German text says in words, also within words ("Zweite", "dreimal")."""
    return frozenset(str(NUMBER_WORDS[word.lower()]) for word in _GERMAN_NUMBER.findall(german))


@lru_cache(maxsize=8192)
def german_months(german: str) -> frozenset[int]:
    """The months that a German text names or writes in dates, January is 1."""
    named = frozenset(_GERMAN_MONTHS[name] for name in _GERMAN_MONTH.findall(german))
    return named | figures(german).months


@lru_cache(maxsize=8192)
def german_days(german: str) -> frozenset[int]:
    """The days of the week that a German text names, Monday is 0."""
    return frozenset(_GERMAN_DAYS[name] for name in _GERMAN_DAY.findall(german))


def german_dates(german: str) -> Iterator[tuple[int | None, int, int, int | None]]:
    """The dates of a German text: day of the week if named, day, month, year if given."""
    named = "|".join(_GERMAN_MONTHS)
    for match in re.finditer(
        rf"(?:\b({'|'.join(_GERMAN_DAYS)}),? (?:(?:de[mnr]|am) )?)?"
        rf"(?<![\d.])(\d{{1,2}})\. ?(?:({named})\b|(\d{{1,2}})\.)(?: ?(\d{{4}}))?",
        german,
    ):
        day, month = int(match[2]), _GERMAN_MONTHS.get(match[3] or "", int(match[4] or 0))
        if 1 <= day <= 31 and month in _MONTH:
            year = int(match[5]) if match[5] else None
            yield _GERMAN_DAYS.get(match[1] or ""), day, month, year
