"""What a text says in words: numbers, parts of the day, shares. numbers.toml holds the words.

The German has a row as well as the languages it is translated into. A language without a row
says nothing in words that anybody here could read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from ..language import scripts
from ..language.table import language
from ..text.patterns import COMBINING
from .seen import words_only

TABLE: Final = Path(__file__).with_name("numbers.toml")

_VALUES: Final = (*range(2, 21), *range(30, 101, 10))
"""What the words of a row stand for, in their order."""

_ATTACHED: Final[Mapping[str, str]] = {"Arab": "(?:[وفبلك]?(?:ال)?|لل)", "Ethi": "[ብንበለከየዝእ]{0,2}"}
"""What scripts write in front of a word without a space: articles and prepositions."""

_AMOUNT: Final = r"\d{1,12}(?:[.,٫٬،\u00a0\u202f ’']\d{1,12}){0,4}"


@dataclass(frozen=True, slots=True)
class Said:
    """The numbers that a text says in words."""

    surely: frozenset[int] = frozenset()
    perhaps: frozenset[int] = frozenset()
    """With those whose word also means something else."""

    def may_say(self, number: int) -> bool:
        """Whether the words may stand for ``number``: of a long number its parts do."""
        parts = {number, number // 10 * 10, number % 100, 100 if number % 100 == 0 else number}
        return bool(parts & self.perhaps)


@dataclass(frozen=True, slots=True)
class _Row:
    """A language's words, as patterns."""

    numbers: re.Pattern[str]
    """Each form in a group named after its place in `values`."""
    values: tuple[tuple[int, bool], ...]
    """The number of each form, and whether the word means nothing else."""
    many: re.Pattern[str]
    """An amount in digits and a word that multiplies it."""
    factors: Mapping[str, int]
    half: re.Pattern[str]
    quarter: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    percent: re.Pattern[str]


@lru_cache(maxsize=4096)
def said(text: str, tag: str) -> Said:
    """The numbers from 2 that ``text`` says in words of the language ``tag``."""
    row = _row(tag)
    if row is None:
        return Said()
    found = [
        row.values[int(one.lastgroup[1:])]
        for one in _finds(row.numbers, text)
        if one.lastgroup is not None
    ]
    return Said(
        frozenset(value for value, sure in found if sure), frozenset(value for value, _s in found)
    )


def in_figures(text: str, tag: str) -> str:
    """``text`` in which "100 thousand" is 100000; decimals of the first figure count: "1.5"."""
    row = _row(tag)
    if row is None:
        return text
    return row.many.sub(lambda found: _multiplied(found[1], row.factors[_key(found, row)]), text)


def halves(text: str, tag: str) -> bool:
    """Whether a text says "half" as of an hour."""
    return _has(text, tag, "half")


def quarters(text: str, tag: str) -> bool:
    """Whether a text says "a quarter" as of an hour."""
    return _has(text, tag, "quarter")


def before_noon(text: str, tag: str) -> bool:
    """Whether a text names a part of the day before noon."""
    return _has(text, tag, "before")


def after_noon(text: str, tag: str) -> bool:
    """Whether a text names a part of the day after noon."""
    return _has(text, tag, "after")


def percent(text: str, tag: str) -> bool:
    """Whether a text has a word for percent."""
    return _has(text, tag, "percent")


def currencies(text: str) -> frozenset[str]:
    """The currencies (ISO 4217) that a text names in any language, or shows by their signs."""
    return frozenset(
        found.lastgroup or "" for found in _currencies().finditer(words_only(text).lower())
    )


def _finds(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    return pattern.finditer(words_only(text).lower())


def _has(text: str, tag: str, field: str) -> bool:
    row = _row(tag)
    return row is not None and bool(getattr(row, field).search(words_only(text).lower()))


def _key(found: re.Match[str], row: _Row) -> str:
    word = found[2].lower()
    return next(one for one in row.factors if re.fullmatch(_form(one), word))


def _multiplied(amount: str, factor: int) -> str:
    digits = "".join(str(int(char)) if char.isdecimal() else "." for char in amount)
    whole, _point, part = digits.rpartition(".")
    if not whole:
        return str(int(part) * factor)
    if len(part) == 3:
        return str(int(digits.replace(".", "")) * factor)
    return str(int(whole.replace(".", "")) * factor + int(part) * factor // 10 ** len(part))


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return table


@cache
def _row(tag: str) -> _Row | None:
    row = _table()["languages"].get(tag)
    if row is None:
        return None
    script = scripts.script(language(tag).script)
    forms: list[tuple[str, int, bool]] = []
    for value, place in zip(_VALUES, row["words"].split(), strict=True):
        for form in place.split("/"):
            forms.append((form.lstrip("!"), value, not form.startswith("!")))
    forms.sort(key=lambda one: len(one[0]), reverse=True)
    before, behind = _edges(script.code, spaced=script.spaced)
    named = "|".join(f"(?P<n{n}>{_form(one[0])})" for n, one in enumerate(forms))
    factors = {word: int(value) for word, value in (p.split("=") for p in row["many"].split())}
    return _Row(
        numbers=re.compile(f"{before}(?:{named}){behind}"),
        values=tuple((value, sure) for _form_, value, sure in forms),
        many=re.compile(
            rf"(?<![\d.,])({_AMOUNT})[ \u00a0\u202f-]?(?:de )?({_any(factors)}){behind}",
            re.IGNORECASE,
        ),
        factors=factors,
        **{
            field: re.compile(f"{_edges(script.code, spaced=False)[0]}(?:{_any(words)}){behind}")
            if (words := row[field].split())
            else re.compile("(?!)")
            for field in ("half", "quarter", "before", "after", "percent")
        },
    )


def _edges(script: str, *, spaced: bool) -> tuple[str, str]:
    """What stands before and behind a word of a script."""
    letter = rf"[^\W\d_]|[{COMBINING}]"
    if not scripts.script(script).spaced:
        return "", ""
    if not spaced:  # "6pm", "18uhr": a figure may stand directly before it
        return rf"(?<![^\W\d_{COMBINING}]){_ATTACHED.get(script, '')}", rf"(?!{letter})"
    return rf"(?<![\w{COMBINING}]){_ATTACHED.get(script, '')}", rf"(?!{letter})"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(_form, sorted(words, key=len, reverse=True)))


@cache
def _form(word: str) -> str:
    ending = rf"[\w{COMBINING}]*" if word.endswith("*") else ""
    return "[ \u00a0\u200c]".join(map(re.escape, word.rstrip("*").split("_"))) + ending


@cache
def _currencies() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            f"(?P<{code}>" + "|".join(map(_currency, words.split())) + ")"
            for code, words in _table()["currencies"].items()
        )
    )


def _currency(word: str) -> str:
    """A sign wherever it stands; a short word whole, of a longer one its beginning."""
    plain = re.escape(word.replace("_", " "))
    if not word[-1].isalpha():
        return plain
    whole = r"(?![^\W\d_])" if len(word) <= 3 and word.isascii() else ""
    return rf"(?<![^\W\d_]){plain}{whole}" if word.isascii() else plain
