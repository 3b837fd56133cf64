"""What stands in a text in digits: numbers, times, telephone numbers, and addresses.

Digits of any script count (Unicode decimal digits, Ethiopic numerals), so ٢٠٢٣, ۲۰۲۳ and 2023
are one number; so do signs such as ½ and ②. Everything is read from `seen.bare` text:
link targets are compared elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..source.spoken import Time
from ..text.patterns import NUMERALS, PHONE
from .seen import ADDRESS, bare


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text."""

    addresses: Mapping[str, int]
    """E-mail and web addresses with how often they stand there, without scheme."""
    phones: tuple[str, ...]
    """Digits only, +49 as 0."""
    times: tuple[Time, ...]
    numbers: tuple[str, ...]
    """In Latin digits, without separators of thousands, the decimal separator as a point; one
    that is raised or lowered behind a letter (m²) with a ``^``."""
    months: frozenset[int]
    """Months of dates that are written in digits; they are in `numbers` too."""


_NONE: Final = Figures({}, (), (), (), frozenset())
_ANY: Final = re.compile(rf"[\d@\u1369-\u137c{NUMERALS}]|www\.|\.[a-z]", re.IGNORECASE)

_DATE: Final = re.compile(
    r"(?<![\d.])(\d{1,2})([./])[ \u00a0]?(\d{1,2})(?:\2[ \u00a0]?(\d{4}|\d{2})(?!\d)|\.(?!\d))"
    r"|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"
    r"|(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]"
)
_TIME: Final = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[:፡](\d{2})|[ \u00a0\u202f]?[hH](?:[ \u00a0\u202f]?(\d{2}))?(?!\w)"
    r"|\.(\d{2})(?=[ \u00a0]?(?:Uhr|h\b|[-–]|bis\b)))(?![\d:])"
)
_CLOCK: Final = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?=[ \u00a0]?(?:(?:bis|[-–])[ \u00a0]?[\d:]+ ?)?Uhr)"
)
_PHONE: Final = re.compile(PHONE)
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,٬’'\u00a0\u202f ]\d{3})+(?![\d:])")
_NUMBER: Final = re.compile(r"\d+(?:[.,٫]\d{1,2}(?!\d|[.,]\d))?")
_SIGN: Final = re.compile(rf"(?:(\d+)[ \u00a0\u202f]?(?=[¼-¾⅐-⅞])|([^\W\d_]))?([{NUMERALS}])")
_NUMERAL: Final = re.compile(f"[{NUMERALS}]")
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

    seen = ADDRESS.sub(address, seen)
    numbers: list[str] = []
    months: set[int] = set()
    times: list[Time] = []
    phones: list[str] = []

    def date(match: re.Match[str]) -> str:
        if match[1]:
            day, month, year = match[1], match[3], match[4]
        else:
            day, month, year = match.group(*((7, 6, 5) if match[7] else (10, 9, 8)))
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
        if match[0].startswith("+") or digits.startswith("00"):
            digits = re.sub(r"^490?", "0", digits.removeprefix("00"))
        phones.append(digits)
        return " ; "

    def sign(match: re.Match[str]) -> str:
        numbers.append(("^" if match[2] else "") + _signed(match[1] or "", match[3]))
        return " ; "

    if _NUMERAL.search(seen):
        seen = _SIGN.sub(sign, seen)
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


def _signed(whole: str, sign: str) -> str:
    """The number that a sign such as ½ or ② means, after a whole one: 1½."""
    value = int(whole or 0) + unicodedata.numeric(sign, 0)
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _ethiopic(text: str) -> str:
    """The number that Ethiopic numerals write.

    Units and tens; before ፻ they count hundreds, and all that is before ፼ ten thousands.
    """
    total = hundreds = group = 0
    for char in text:
        code = ord(char) - 0x1369
        if code < 9:
            group += code + 1
        elif code < 18:
            group += (code - 8) * 10
        elif code == 18:
            hundreds, group = (group or 1) * 100, 0
        else:
            total = (total + hundreds + group or 1) * 10_000
            hundreds = group = 0
    return str(total + hundreds + group)
