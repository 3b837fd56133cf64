"""The customs of each language that the checks look at: conventions.toml as values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

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
    unspaced: bool = False


def conventions(language: Language) -> Conventions:
    """The row of ``language``, or that of its script; of an unknown script, that of Latin."""
    return _row(language.tag, language.script)


@cache
def _row(tag: str, script: str) -> Conventions:
    table = _table()
    row = {**table["scripts"].get(script, table["scripts"]["Latn"])}
    row |= table["languages"].get(tag, {})
    row["quotes"] = tuple(row["quotes"])
    row["doubles"] = frozenset(row.get("doubles", ()))
    return Conventions(**row)


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
