"""Words that German offices avoid in public: content/wording.csv, which the office can edit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ..base.errors import ConfigError, nearest
from ..base.messages import _
from ..base.model import Location
from ..source.glossary import read_table
from ..text.patterns import INVISIBLE

FILE: Final = "wording.csv"
COLUMNS: Final = ("word", "instead", "why")


@dataclass(frozen=True, slots=True)
class Advice:
    """A row: one word, and what to write instead."""

    word: str
    """German; a star at its end or beginning stands for any further letters."""
    instead: str
    why: str
    """A reason, and who recommends it."""


Wording = tuple[Advice, ...]


def load_wording(content: Path) -> Wording:
    """Read ``content/wording.csv``; nothing if there is no such file.

    UTF-8, with commas or semicolons (as Excel writes in German), a line of headings first.
    Raises `ConfigError` with the line where it is not UTF-8, for a heading that is missing or
    unknown, a row that is too long or lacks word or replacement, a word twice, and characters
    nobody sees. Only advice hangs on it: a run can report that and go on without.
    """
    path = content / FILE
    if not path.exists():
        return ()
    text = read_table(path)
    head = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in head and "," not in head else ",")
    try:
        return tuple(_advice(rows, path))
    except csv.Error as problem:
        raise ConfigError(
            Location(path, rows.line_num),
            _(
                "Die Tabelle lässt sich nicht lesen ({problem}). Prüfen Sie die Anführungszeichen."
            ).format(problem=problem),
        ) from problem


def unwelcome(text: str, wording: Wording) -> Iterator[tuple[str, Advice]]:
    """The words of a German text that the table advises against, as they stand there."""
    for pattern, advice in _patterns(wording):
        for found in dict.fromkeys(match[0] for match in pattern.finditer(text)):
            yield found, advice


@cache
def _patterns(wording: Wording) -> tuple[tuple[re.Pattern[str], Advice], ...]:
    return tuple((_pattern(advice.word), advice) for advice in wording)


def _pattern(word: str) -> re.Pattern[str]:
    """The word itself, with the endings of its cases; capitals matter only to its first letter.

    "Behinderte" is a noun, "Behinderte Menschen" is not: what ends like an adjective may not
    have a noun behind it.
    """
    core = re.escape(word.strip("*"))
    before = r"\w*" if word.startswith("*") else r"(?<!\w)(?<!\w[-*:_])"
    after = r"[\w-]*" if word.endswith("*") else r"(?:e[nsrm]?|n|s|es|innen|in)?(?!\w)(?![-*:_]\w)"
    if word.endswith(("te", "ale", "ige")) and core[:1].isupper():
        after += r"(?! [A-ZÄÖÜ])"
    return re.compile(f"{before}{core}{after}", re.IGNORECASE if core[:1].islower() else 0)


def _advice(rows: Iterable[list[str]], path: Path) -> Iterator[Advice]:
    seen: set[str] = set()
    order: list[str] | None = None
    for line, cells in enumerate(rows, 1):
        where = Location(path, line)
        row = [" ".join(cell.split()) for cell in cells]
        if not any(row):
            continue
        if order is None:
            order = _headings(row, where)
            continue
        if any(row[len(order) :]):
            raise ConfigError(
                where,
                _(
                    "Die Zeile hat mehr Felder als die Überschrift. Setzen Sie Texte mit Komma in "
                    "Anführungszeichen."
                ),
            )
        values = dict(zip(order, row, strict=False))
        word, instead = values.get("word", ""), values.get("instead", "")
        if not word.strip("*") or not instead:
            raise ConfigError(
                where,
                _("Hier fehlt das Wort oder sein Ersatz. Ergänzen Sie beides."),
            )
        if INVISIBLE.search("".join(row)):
            raise ConfigError(
                where, _("Die Zeile enthält ein unsichtbares Steuerzeichen. Tippen Sie sie neu.")
            )
        if word in seen:
            raise ConfigError(
                where,
                _("„{word}“ steht schon weiter oben. Löschen Sie eine der Zeilen.").format(
                    word=word
                ),
            )
        seen.add(word)
        yield Advice(word, instead, values.get("why", ""))


def _headings(row: list[str], where: Location) -> list[str]:
    names = [name.lower() for name in row]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name not in COLUMNS:
            raise ConfigError(
                where,
                _("Die Spalte „{name}“ kenne ich nicht.").format(name=name)
                + " "
                + nearest(name, COLUMNS),
            )
    if not {"word", "instead"} <= set(names) or len(set(names)) < len(names):
        raise ConfigError(
            where,
            _("Die erste Zeile muss die Überschriften haben: {columns}.").format(
                columns=", ".join(COLUMNS)
            ),
        )
    return names
