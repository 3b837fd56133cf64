"""A translation's figures once more, in the light of the German, where a first look differs.

The same signs mean different things in different languages: 19.30 is half past seven in Danish
and nineteen and a half in German, "€7.10." ends a sentence, ۲۲،۵ has a Persian comma, "100
тысяч" is 100.000. What can be read as the German says is meant so; anything else stays.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..language.table import GERMAN
from ..source.spoken import told
from ..text.patterns import NUMERALS
from .figures import Figures, figures
from .said import in_figures
from .seen import bare

_DURATION: Final = re.compile(
    r"(?<![\d.,:])(\d+)(?:[.,](\d))?[ \u00a0-]?(?:(Stunden?|Std\b\.?|h\b)|Min(?:uten?|\b\.?))"
)
_SIGN: Final = re.compile(f"[{NUMERALS}]")
_GROUPS: Final = re.compile(r"\d+")
_TIED: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)[ \u00a0-]?(?:Stunden?|Std|Minuten?|Min|Tagen?|Wochen?|h)\b"
)


def german_figures(text: str) -> Figures:
    """The figures of a German text; "halb 10" has none, see `spoken.told`."""
    return figures(told(text)[1])


@lru_cache(maxsize=4096)
def reread(target: str, german: str, tag: str) -> Figures:
    """The figures of ``target``, each read as ``german`` has it where its signs allow that."""
    known = german_figures(german)
    text = latin(bare(target))
    for hour, minute in known.times:
        either = rf"({hour}|{hour % 12 or 12})"  # also of 12 hours
        text = re.sub(
            rf"(?<![\d.,:])0?{either}[.,]{minute:02}(?!\d|[.,]\d)", rf"\1:{minute:02}", text
        )
    for number in known.numbers:
        whole, point, part = number.partition(".")
        if point and number.isascii() and whole.isdecimal():
            decimals = part if len(part) > 1 else f"{part}0?"
            text = re.sub(
                rf"(?<![\d.,]){whole}[.,٫،]{decimals}(?!\d|[.,،]\d)", f" {whole}.{part} ; ", text
            )
    return figures(in_figures(text, tag))


@lru_cache(maxsize=4096)
def german_amounts(german: str) -> Figures:
    """The figures of a German text in which "100 Tausend" is 100000."""
    return figures(in_figures(told(german)[1], GERMAN))


def same_digits(target: str, german: str) -> bool:
    """Whether both have the same groups of digits, whatever stands between them."""
    if _SIGN.search(target) or _SIGN.search(german):
        return False
    return sorted(_GROUPS.findall(latin(bare(target)))) == sorted(_GROUPS.findall(bare(german)))


@lru_cache(maxsize=4096)
def durations(german: str) -> frozenset[int]:
    """How long something takes, in minutes: "1,5 Stunden" is 90."""
    return frozenset(
        int(whole) * 60 + int(part or 0) * 6 if hours else int(whole)
        for whole, part, hours in _DURATION.findall(german)
    )


@lru_cache(maxsize=4096)
def tied(german: str) -> frozenset[str]:
    """The numbers of spans that languages say otherwise: "24 Stunden" is "around the clock"."""
    return frozenset(f"{float(number.replace(',', '.')):g}" for number in _TIED.findall(german))


def latin(text: str) -> str:
    """``text`` with digits of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)
