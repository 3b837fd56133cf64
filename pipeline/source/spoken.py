"""Numbers and times that German says in words: "einundzwanzig", "zum fünfzigsten Mal",
"halb zehn", "Viertel nach neun"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

Time = tuple[int, int]
"""Hour and minute."""

_ONES: Final = {
    **{"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8},
    **{"neun": 9, "zehn": 10, "elf": 11, "zwölf": 12},
}
_STEMS: Final[Mapping[str, int]] = {
    **_ONES,
    **{"null": 0, "erst": 1, "beid": 2, "doppel": 2, "zwo": 2, "dritt": 3, "sechzehn": 16},
    **{"sieb": 7, "siebzehn": 17, "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40},
    **{"fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90},
    **{"hundert": 100, "tausend": 1000, "halb": 30, "viertel": 15, "dreiviertel": 45},
}
_PARTS: Final[Mapping[str, str]] = {"halb": "0.5", "viertel": "0.25", "dreiviertel": "0.75"}
_MANY: Final[Mapping[str, int]] = {
    **{"dutzend": 12, "million": 1_000_000, "milliarde": 1_000_000_000},
}
_STEM: Final = "|".join(sorted(_STEMS, key=len, reverse=True))
_ONE_STEM: Final = re.compile(_STEM, re.IGNORECASE)
_NUMBER: Final = re.compile(rf"(?:{_STEM})(?:(?:und)?(?:{_STEM}))*", re.IGNORECASE)
_AND_A_HALF: Final = re.compile(rf"\b(?:anderthalb|({'|'.join(_ONES)})einhalb)", re.IGNORECASE)
_SOME: Final = re.compile(rf"(?:\b(\w+) )?\b({'|'.join(_MANY)})", re.IGNORECASE)

_HOUR: Final = rf"(?P<hour>eins|{'|'.join(_ONES)}|\d{{1,2}}(?![\d.,:]))\b"
_MINUTES: Final = (
    r"(?:(?P<minutes>fünf|zehn|zwanzig|\d{1,2}(?= Min))(?: Min(?:uten|\.))? (?P<side>vor|nach) )"
)
_CLOCK: Final = re.compile(
    rf"\b(?:{_MINUTES}?(?P<half>halb) |(?P<quarter>(?:drei)?viertel) (?:(?P<beside>vor|nach) )?"
    rf"|{_MINUTES.replace('minutes', 'few').replace('side', 'by')}){_HOUR}(?: Uhr\b)?"
    rf"|\b(?P<full>{'|'.join(_ONES)}) Uhr (?P<past>{_STEM}|\w+und(?:{_STEM}))\b",
    re.IGNORECASE,
)

COUNTS: Final = re.compile(
    r"""\b(?: null | (?:ein|zwei|zwo|drei|vier|fünf|sechs|sieb|acht|neun|zehn|elf|zwölf)
                     (?:en)?(?:und|zehn|zig|hundert|tausend|mal|fach|te[nmrs]?\b|s?\b)\w*
            | zwanzig\w* | drei(?:ß|ss)ig\w* | hundert\w* | tausend\w* | million\w* | milliarde\w*
            | dutzend\w* | erste[nmrs]? | dritte[nmrs]? | letzte[nmrs]? | halb\w* | viertel\w*
            | anderthalb\w* | \w+einhalb\w* | dreiviertel\w* | doppel\w*
            | heute | morgen | gestern | übermorgen | vorgestern
            | uhr | euro | cent | prozent ) \b""",
    re.IGNORECASE | re.VERBOSE,
)
"""A word that counts, or names a day beside today's: a translation has to say the same."""


@lru_cache(maxsize=8192)
def numbers(text: str) -> frozenset[str]:
    """The numbers that a text says in words, also within words ("Zweite", "dreimal").

    In Latin digits. Of a compound its parts are numbers, too.
    """
    found = {str(_STEMS[stem.lower()]) for stem in _ONE_STEM.findall(text)}
    if not found and not _SOME.search(text):
        return frozenset()
    found |= {part for word, part in _PARTS.items() if word in text.lower()}
    found |= {str(_value(number)) for number in _NUMBER.findall(text)}
    found |= {f"{_ONES.get(whole.lower(), 1)}.5" for whole in _AND_A_HALF.findall(text)}
    for before, many in _SOME.findall(text):
        each = _MANY[many.lower()]
        count = int(before) if before.isdecimal() else _value(before)
        found |= {str(each), str(each // 2 if "halb" in before.lower() else each * (count or 1))}
    return frozenset(found)


def _value(number: str) -> int:
    """What the stems of a number make together: 21 of "einundzwanzig"."""
    total = group = 0
    for stem in _ONE_STEM.findall(number):
        value = _STEMS[stem.lower()]
        if value == 1000:
            total, group = total + (group or 1) * value, 0
        else:
            group = (group or 1) * value if value == 100 else group + value
    return total + group


@lru_cache(maxsize=8192)
def told(text: str) -> tuple[frozenset[Time], str]:
    """The times that a text says in words, before and after noon, and the text without them.

    "halb zehn", "Viertel nach neun", "zehn vor acht", "zehn Uhr dreißig"; the hour may be in
    digits. A translation may have them in figures or in words of its own.
    """
    times: set[Time] = set()

    def time(found: re.Match[str]) -> str:
        hour, minute = _clock(found)
        if hour > 24 or not -60 < minute < 60:
            return found[0]
        minutes = (hour * 60 + minute) % 720
        times.update(divmod(minutes + noon, 60) for noon in (0, 720))
        return " ; "

    rest = _CLOCK.sub(time, text)
    return frozenset(times), rest


def _clock(found: re.Match[str]) -> Time:
    """The hour that a match of `_CLOCK` names, and the minutes before or after it."""
    if found["full"]:
        return _ONES[found["full"].lower()], _value(found["past"])
    word = found["hour"].lower()
    hour = int(word) if word.isdecimal() else _ONES.get(word, 1)  # "eins"
    if found["quarter"]:
        part = _STEMS[found["quarter"].lower()]
        if found["beside"]:
            return hour, part if found["beside"].lower() == "nach" else -part
        return hour, part - 60
    few, side = (found["few"], found["by"]) if found["few"] else (found["minutes"], found["side"])
    minute = 0 if not few else int(few) if few.isdecimal() else _ONES.get(few.lower(), 20)
    minute = -minute if side and side.lower() == "vor" else minute
    return hour, minute - (30 if found["half"] else 0)
