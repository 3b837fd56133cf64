"""Checks of the German documents: words to avoid, times that contradict the facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import ConfigError
from pipeline.base.model import Diagnostic, Severity
from pipeline.checks import check_source, load_wording
from pipeline.checks.wording import Advice, unwelcome
from pipeline.source.documents import load_source

from ..support import ROOT

FEST = """\
---
kind: invitation
title: Das Fest
event:
  date: 2024-06-01
  start: "{start}"
  end: "18:00"
  doors: "14:30"
  venue: Rathaus
registration: {{until: 2024-05-20, email: a@b.de}}
programme:
{rows}
---
{text}
"""
ROWS = ["14:30 Ankommen", "15:00 Begrüßung", "18:00 Ende"]
TEXT = "Kommen Sie zu uns."


def findings(
    folder: Path, text: str = TEXT, start: str = "15:00", rows: list[str] | None = None
) -> list[Diagnostic]:
    lines = [row.split(" ", 1) for row in (rows if rows is not None else ROWS)]
    programme = "\n".join(f'  - {{time: "{time}", title: {title}}}' for time, title in lines)
    path = folder / "fest.md"
    path.write_text(FEST.format(start=start, rows=programme, text=text), encoding="utf-8")
    return list(check_source(load_source(path), WORDING))


WORDING = load_wording(ROOT / "content")


def test_the_committed_documents_are_well_worded() -> None:
    assert len(WORDING) >= 20
    assert all(advice.why for advice in WORDING)
    for path in sorted((ROOT / "content").glob("integration*.md")):
        assert check_source(load_source(path), WORDING) == ()


def test_a_word_to_avoid_has_its_line(tmp_path: Path) -> None:
    (one,) = findings(tmp_path, "Kommen Sie.\n\nAuch **Asylanten** sind willkommen.")
    assert (one.rule, one.severity, one.language) == ("wording", Severity.WARNING, "de")
    assert str(one.location) == f"{tmp_path / 'fest.md'}:18"
    assert one.message == (
        "Statt „Asylanten“ besser: Asylsuchende oder Geflüchtete. Grund: abwertend; "
        "Neue deutsche Medienmacher*innen, Glossar."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Für Behinderte, mit Flüchtlingsströmen", ["Flüchtlingsströmen", "Behinderte"]),
        ("Behinderte Menschen, Farbige Bilder, Illegale Müllkippen, illegale Feste", []),
        ("Taubstumme und taubstumme Gäste", ["Taubstumme", "taubstumme"]),
        ("der Ausländerbeirat, Behindertenbeauftragte, Behinderten-WC, Asylrecht", []),
    ],
)
def test_words_are_found_with_their_endings(text: str, words: list[str]) -> None:
    assert sorted(word for word, _advice in unwelcome(text, WORDING)) == sorted(words)


def test_a_table_of_the_offices_own(tmp_path: Path) -> None:
    """As Excel saves it: a byte order mark, semicolons, empty columns and lines at the end."""
    (tmp_path / "wording.csv").write_bytes(
        b"\xef\xbb\xbfword;instead;why;;\r\nZettel;Formular;klarer;;\r\n;;;;\r\n"
    )
    assert load_wording(tmp_path) == (Advice("Zettel", "Formular", "klarer"),)
    assert load_wording(tmp_path / "elsewhere") == ()


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("word,insted\na,b\n", 1, "Meinten Sie „instead“?"),
        ("word,why\na,b\n", 1, "word, instead, why"),
        ("word,instead\na,b\n,c\n", 3, "fehlt"),
        ("word,instead\na,b,c\n", 2, "mehr Felder"),
        ("word,instead\na,b\na,c\n", 3, "steht schon"),
        ("word,instead\na\u200b,b\n", 2, "Steuerzeichen"),
        ("word,instead\n*,b\n", 2, "fehlt"),
        ("word;instead\nZettel;Vordrück\n".encode("cp1252"), 2, "CSV UTF-8 .durch Trennz"),
    ],
)
def test_a_table_that_is_wrong(tmp_path: Path, table: str | bytes, line: int, said: str) -> None:
    path = tmp_path / "wording.csv"
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    with pytest.raises(ConfigError, match=said) as error:
        load_wording(tmp_path)
    assert str(error.value).startswith(f"{path}:{line}: ")


def test_a_programme_that_fits_the_event(tmp_path: Path) -> None:
    assert findings(tmp_path) == []
    assert findings(tmp_path, rows=["15:00 Begrüßung"]) == []


@pytest.mark.parametrize(
    ("start", "rows", "said"),
    [
        ("16:00", ROWS, "beginnt um 16:00 Uhr (event.start), das Programm um 14:30 Uhr"),
        ("15:00", ["13:00 Begrüßung"], "Programm beginnt um 13:00 Uhr"),
        ("15:00", ["15:00 Begrüßung", "19:00 Ende"], "Punkt um 19:00 Uhr"),
    ],
)
def test_a_programme_that_contradicts_the_event(
    tmp_path: Path, start: str, rows: list[str], said: str
) -> None:
    (one,) = findings(tmp_path, start=start, rows=rows)
    assert one.rule == "programme-time"
    assert said in one.message
    assert one.location
    assert one.location.line


@pytest.mark.parametrize(
    "text",
    [
        "Das Fest beginnt um 15 Uhr.",
        "Einlass ist ab 14:30 Uhr. Beginn ist um 15:00 Uhr.",
        "Der Bus fährt um 9:12 Uhr. Kommen Sie am Samstag, dem 1. Juni 2024.",
        "Am 1. Januar 2020 wurde das Rathaus gebaut. Anmeldung bis 20.5.",
        "Beginn ist um {start} Uhr am {date}.",
    ],
)
def test_times_in_the_text_that_are_right(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Das Fest beginnt um 16 Uhr.", "Im Text steht 16:00 Uhr, in den Angaben 15:00 Uhr"),
        ("Einlass ab 14:00 Uhr.", "{doors}"),
        ("Das Fest endet um 17 Uhr.", "{end}"),
        ("Wir laden Sie am 2. Juni 2024 ein.", "Das Datum 2.6. steht nicht in den Angaben"),
        ("Am Sonntag, dem 1. Juni 2024, ist es so weit.", "ist kein Sonntag"),
    ],
)
def test_times_in_the_text_that_contradict_the_facts(tmp_path: Path, text: str, said: str) -> None:
    (one,) = findings(tmp_path, text)
    assert one.rule == "literal-time"
    assert said in one.message
