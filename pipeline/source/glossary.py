"""content/glossary.csv: the names and terms of the house, and where a text has them.

One row a term: ``term,kind,note`` and a column for each language, headed by its BCP 47 tag.
Comma, semicolon and tab separate cells, as Excel and LibreOffice write them (RFC 4180 with
their habits: byte order mark, ``sep=;``, empty columns and rows at the end).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from ..base.errors import ConfigError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location
from ..language.table import GERMAN, Language, language
from .fields import Field
from .mistakes import Mistakes
from .wordforms import Finder, Translation


class TermKind(StrEnum):
    NAME = "name"
    """Never translated: shown as it is written, or in the form given for a language."""
    TERM = "term"
    """Translated by the agreed word."""


@dataclass(frozen=True, slots=True)
class Term:
    """A row of content/glossary.csv."""

    german: str
    kind: TermKind
    note: str = ""
    """German, for translators."""
    targets: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 tag → the agreed word, or the form of a name; never empty."""
    location: Location | None = field(default=None, compare=False)


Glossary = tuple[Term, ...]
"""The termbase, in the order of its file."""


FILE: Final = "glossary.csv"

COLUMNS: Final = ("term", "kind", "note")
"""Besides those of languages; only the note may be missing."""

CELL_AT_MOST: Final = 300
"""Characters."""

NOTES_AT_MOST: Final = 8
"""Lines that a text gets."""

NOTE_AT_MOST: Final = 80
"""Characters of a term's note in such a line."""

_MARKUP: Final = re.compile(r"[{}<>\[\]]")
"""What would be taken for a placeholder, a link or HTML where a name is filled in."""


# --- reading ------------------------------------------------------------------------------


def load_glossary(content: Path) -> Glossary:
    """Read ``content/glossary.csv``; without the file there are no terms.

    Raises `ConfigError` with file and line when it is not UTF-8 or not CSV, for a wrong head,
    a column that is no language, a row with more or fewer cells, without a term or with an
    unknown kind, a term that stands twice, control characters, and brackets of markup.
    """
    path = content / FILE
    if not path.exists():
        return ()
    rows = _rows(path)
    where, cells = next(rows, (Location(path, 1), []))
    columns = _columns(where, cells)
    terms: dict[str, Term] = {}
    slips = Mistakes()
    for where, cells in rows:
        slips.read(partial(_take, terms, where, cells, columns))
    slips.end()
    return tuple(terms.values())


def _take(terms: dict[str, Term], where: Location, cells: list[str], columns: list[str]) -> None:
    """Add the term of a row to ``terms``."""
    term = _term(where, _ragged(where, cells, len(columns)), columns)
    first = terms.setdefault(term.german.casefold(), term)
    if first is not term and first.location:
        raise ConfigError(
            where,
            _("„{term}“ steht schon in Zeile {line}. Löschen Sie eine der Zeilen.").format(
                term=term.german, line=first.location.line
            ),
        )


def read_table(path: Path) -> str:
    """Return the text of a table that an office keeps in Excel, as `files.read_text`.

    Raises `ConfigError`; where it is not UTF-8, it names the kind of CSV that Excel has for that.
    """
    try:
        return read_text(path, ConfigError)
    except ConfigError as problem:
        if not isinstance(problem.__cause__, UnicodeDecodeError):
            raise
        raise ConfigError(
            problem.where,
            _(
                "Die Datei ist nicht in UTF-8 gespeichert. Wählen Sie in Excel „Speichern unter“ "
                "und den Dateityp „CSV UTF-8 (durch Trennzeichen getrennt)“."
            ),
        ) from problem


def _rows(path: Path) -> Iterator[tuple[Location, list[str]]]:
    """The rows that are not blank, each with the line on which it begins."""
    lines = read_table(path).split("\n")
    skipped = 0
    if declared := re.fullmatch(r"sep=(.)", lines[0]):
        skipped, delimiter = 1, declared[1]
    else:
        delimiter = max(",;\t", key=lines[0].count)
    rest = (f"{line}\n" for line in lines[skipped:])
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Location(path, line), cells
            line = skipped + reader.line_num + 1
    except csv.Error as problem:
        raise ConfigError(
            Location(path, line),
            _(
                "Diese Zeile ist kein gültiges CSV; meist fehlt ein Anführungszeichen. Öffnen "
                "Sie die Datei in LibreOffice und speichern Sie sie neu als CSV."
            ),
        ) from problem


def _columns(where: Location, cells: list[str]) -> list[str]:
    """What each column is: one of `COLUMNS` or a tag."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    names = [name.lower() if name.lower() in COLUMNS else name for name in names]
    for name in COLUMNS[:2]:
        if name not in names:
            raise ConfigError(
                where,
                _(
                    "Die Spalte „{name}“ fehlt. Die erste Zeile nennt die Spalten, "
                    "so: term,kind,note,ar,uk"
                ).format(name=name),
            )
    columns = [name if name in COLUMNS else _tag(where, name) for name in names]
    for number, name in enumerate(columns):
        if name in columns[:number]:
            raise ConfigError(
                where,
                _("Die Spalte „{name}“ steht zweimal da. Löschen Sie eine.").format(name=name),
            )
    if GERMAN in columns:
        raise ConfigError(
            where, _("Das Deutsche steht in der Spalte „term“. Löschen Sie die Spalte „de“.")
        )
    return columns


def _tag(where: Location, name: str) -> str:
    try:
        return language(name).tag
    except ConfigError as problem:
        raise ConfigError(
            where, _("Spalte „{name}“: {problem}").format(name=name, problem=problem.message)
        ) from None


def _ragged(where: Location, cells: list[str], count: int) -> list[str]:
    if len(cells) < count or any(cell.strip() for cell in cells[count:]):
        raise ConfigError(
            where,
            _(
                "Diese Zeile hat {found} Felder, die erste Zeile {count}. Steht in einem Feld ein "
                "Komma oder Semikolon, setzen Sie das Feld in Anführungszeichen."
            ).format(found=len(cells), count=count),
        )
    return cells[:count]


def _term(where: Location, cells: list[str], columns: list[str]) -> Term:
    fields = {
        name: Field(cell, where, name, ConfigError)
        for name, cell in zip(columns, cells, strict=True)
        if cell.strip() or name in COLUMNS[:2]
    }
    fields["kind"] = Field(str(fields["kind"].value).strip().lower(), where, "kind", ConfigError)
    values = {name: field.text(CELL_AT_MOST) for name, field in fields.items()}
    for name, value in values.items():
        if name != "note" and (found := _MARKUP.search(value)):
            raise fields[name].fail(
                _("„{name}“ darf kein {sign} enthalten. Löschen Sie es.").format(
                    name=name, sign=found[0]
                )
            )
    return Term(
        german=values.pop("term"),
        kind=TermKind(fields["kind"].choice([kind.value for kind in TermKind])),
        note=values.pop("note", ""),
        targets={name: value for name, value in values.items() if name != "kind"},
        location=where,
    )


# --- what translators and drafts are told ---------------------------------------------------


def notes(text: str, glossary: Glossary, language: Language) -> list[str]:
    """Lines for translators (``#.``), German in every locale: the terms and names of the
    German ``text`` in its order, each once, at most `NOTES_AT_MOST`.

    ``Glossar: Einlass → Вхід (Ab wann die Türen offen sind.)``, ``Name, bleibt so: E-Werk``.
    """
    lines = []
    for term in _terms(text, glossary):
        target = term.targets.get(language.tag)
        if target is None and term.kind is TermKind.NAME:
            lines.append(f"Name, bleibt so: {term.german}")
            continue
        if target is None and not term.note:
            continue
        kind = "Name" if term.kind is TermKind.NAME else "Glossar"
        agreed = f" → {target}" if target else ""
        note = f" ({_shortened(term.note)})" if term.note else ""
        lines.append(f"{kind}: {term.german}{agreed}{note}")
    return lines[:NOTES_AT_MOST]


def name_forms(glossary: Glossary, language: Language) -> Mapping[str, str]:
    """German name → what stands in ``language``: its form there, else the name itself."""
    return {
        term.german: term.targets.get(language.tag, term.german)
        for term in glossary
        if term.kind is TermKind.NAME
    }


def lacking(source: str, target: str, glossary: Glossary, language: Language) -> list[Term]:
    """The terms and names of the German ``source`` whose agreed form ``target`` lacks.

    A name may always stand as it is written in German; one without a form in this language
    must. How much of a word has to be there is told in wordforms.py.
    """
    found = _terms(source, glossary)
    if not found:
        return []
    translation = Translation(target, language.script)
    return [term for term in found if not _is_in(translation, term, language)]


def _is_in(translation: Translation, term: Term, language: Language) -> bool:
    agreed = term.targets.get(language.tag)
    if term.kind is TermKind.NAME and translation.has_name(term.german):
        return True
    return translation.has(agreed) if agreed else term.kind is TermKind.TERM


def _shortened(note: str) -> str:
    return note if len(note) <= NOTE_AT_MOST else note[: NOTE_AT_MOST - 1].rstrip() + "…"


def _terms(text: str, glossary: Glossary) -> Sequence[Term]:
    """The terms that a German text has, in its order."""
    if not glossary:
        return ()
    known = _KNOWN.get(id(glossary))
    if known is None or known.glossary is not glossary:
        _KNOWN.clear()
        words = tuple((term.german, term.kind is TermKind.NAME) for term in glossary)
        known = _KNOWN[id(glossary)] = _Known(glossary, Finder(words))
    found = known.texts.get(text)
    if found is None:
        found = known.texts[text] = tuple(glossary[place] for place in known.finder.find(text))
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """A glossary, and what was found in the texts of this run."""

    glossary: Glossary
    finder: Finder
    texts: dict[str, Sequence[Term]] = field(default_factory=dict)


_KNOWN: dict[int, _Known] = {}
"""By the identity of the glossary: every language asks for the same German, and to hash a
glossary would take longer than to look a text up in it."""
