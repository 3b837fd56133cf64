"""The customs of each language that the checks look at: conventions.toml as values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..language import scripts
from ..language.table import Language

TABLE: Final = Path(__file__).with_name("conventions.toml")


@dataclass(frozen=True, slots=True)
class Conventions:
    """One row; the head of conventions.toml says what the fields mean."""

    quotes: tuple[str, ...]
    """Two characters each: opening, closing."""
    question: str
    stop: str
    colon: str
    instead: Mapping[str, str]
    length: float
    letters: Mapping[str, str] = field(default_factory=dict)
    joiners: bool = False
    spaced: str = ""
    opened: str = ""
    doubles: frozenset[str] = frozenset()
    """In lower case."""
    marked: float = 0.0
    unspaced: bool = False


def conventions(language: Language) -> Conventions:
    """The row of ``language``, or that of its script; of an unknown script, that of Latin."""
    return _row(language.tag, language.script)


@cache
def _row(tag: str, script: str) -> Conventions:
    custom = scripts.script(script)
    marks = custom.marks
    row = _table().get(tag, {})
    return Conventions(
        quotes=tuple(row.get("quotes", marks.quotes)),
        question=row.get("question", marks.question),
        stop=row.get("stop", marks.stop),
        colon=row.get("colon", marks.colon),
        instead=row.get("instead", marks.instead),
        length=row.get("length", custom.length),
        letters=row.get("letters", {}),
        joiners=row.get("joiners", custom.joiners),
        spaced=row.get("spaced", ""),
        opened=row.get("opened", ""),
        doubles=frozenset(row.get("doubles", ())),
        marked=row.get("marked", 0.0),
        unspaced=not custom.spaced,
    )


@cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["languages"]
    return table
