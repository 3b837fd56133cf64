"""Quotation marks: plain ones for an engine, those of its language in a draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..language.table import Language

_DOUBLE: Final = re.compile('[„“”»«‟"]')
_SINGLE: Final = re.compile("[‚‘‛]|(?<![a-zA-ZÄÖÜäöüß])’")
_SPACED: Final = re.compile(r"(?P<open>«)[\s\u00a0]+|[\s\u00a0]+(?P<close>»)")

_ENGLISH: Final = ("“", "”")
_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(("de", "bg", "cs", "hr", "ka", "mk", "sk", "sl", "sr"), ("„", "“")),
    **dict.fromkeys(("hu", "pl", "ro"), ("„", "”")),
    **dict.fromkeys(
        ("am", "el", "es", "fa", "it", "no", "prs", "ps", "pt", "ru", "uk"), ("«", "»")
    ),
    "fr": ("«\u00a0", "\u00a0»"),
    **dict.fromkeys(("fi", "sv"), ("”", "”")),
    "ar": ("«", "»"),
    "ur": ("”", "“"),
}
"""Of CLDR 46 (delimiters, quotationStart and quotationEnd) by language; Babel does not carry
them. Arabic: its press writes guillemets, which turn with the direction (UAX #9)."""


def plain_quotes(text: str) -> str:
    """German with quotation marks that every model knows: ``"`` and ``'``."""
    return _SINGLE.sub("'", _DOUBLE.sub('"', text))


def localise(text: str, language: Language) -> str:
    """``text`` with the quotation marks of ``language``, beginning and end in turns.

    One mark that has no partner says nothing, so of an odd number all are taken away.
    """
    text = _SPACED.sub(lambda found: found["open"] or found["close"], text)
    begin, end = _MARKS.get(language.tag.split("-")[0], _ENGLISH)
    parts = _DOUBLE.split(text)
    if len(parts) % 2 == 0:
        return " ".join("".join(parts).split(" "))
    return "".join(
        part + ("" if number == len(parts) - 1 else (begin, end)[number % 2])
        for number, part in enumerate(parts)
    )
