"""What status.json says, and what is printed of it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from pipeline.base.errors import CatalogueError, ConfigError
from pipeline.base.model import Diagnostic, Location, Severity, State
from pipeline.catalogue.units import Unit
from pipeline.cli import tables
from pipeline.edition.reading import Shown
from pipeline.language.table import language, languages
from pipeline.report import status
from pipeline.report.status import Row
from pipeline.review.approvals import SignOff
from pipeline.source.segments import LAYOUT

from ..render.html_samples import invitation

ROOT = Path("/anywhere")
FILE = ROOT / "locale/uk/LC_MESSAGES/fest.po"
FOUND = Diagnostic("numbers", Severity.ERROR, "uk", "Die Zahl fehlt.", Location(FILE, 57))
SIGNED = SignOff("Frau A, Beirat", dt.date(2026, 11, 20), True)


def row(slug: str, tag: str, *, publishable: bool = False, left: int = 0) -> Row:
    return Row(
        slug=slug,
        title="Fest",
        language=language(tag),
        state=State.REVIEWED if publishable else State.DRAFT,
        publishable=publishable,
        counts={},
        words=100,
        files=("fest/x.html",),
        words_left=left,
    )


def shown(source: str, state: State) -> Shown:
    return Shown(LAYOUT, Unit(None, source, "x", state), ())


def printed(table: Table, width: int = 80) -> str:
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(table)
    return out.getvalue()


@pytest.mark.parametrize(
    ("tag", "requires", "left"),
    [("uk", State.REVIEWED, 3), ("uk", State.APPROVED, 4), ("de", State.APPROVED, 0)],
)
def test_words_left_are_those_below_what_is_required(tag: str, requires: State, left: int) -> None:
    edition = invitation(tag)
    edition = replace(edition, organisation=replace(edition.organisation, requires=requires))
    units = [
        shown("Der Eintritt ist {price}", State.CHANGED),
        shown("Wann", State.REVIEWED),
        shown("Wo", State.APPROVED),
    ]
    assert status.row(edition, "Fest", (), (), units=units).words_left == left


def test_a_row_says_what_was_found() -> None:
    found = replace(row("fest", "uk"), findings=(FOUND, replace(FOUND, severity=Severity.WARNING)))
    assert (found.errors, found.warnings) == (1, 1)
    assert found.faults[0] == f"{FILE}:57: Die Zahl fehlt."


def test_status_json_keeps_its_keys_and_names_files_from_the_project() -> None:
    full = replace(
        row("fest", "uk", left=9),
        findings=(FOUND,),
        signoff=replace(SIGNED, complete=False, voided=("Wann",), facts_changed=("Beginn",)),
        fell_back="War veröffentlichbar.",
    )
    broken = status.not_made(
        "fest", "Fest", language("ar"), CatalogueError(Location(FILE, 3), "Kein PO.")
    )
    one, other = json.loads(status.to_json([full, broken], ROOT))["documents"]
    assert one == {
        "slug": "fest",
        "language": "uk",
        "state": "draft",
        "publishable": False,
        "counts": {"missing": 0, "draft": 0, "changed": 0, "reviewed": 0, "approved": 0},
        "words": 100,
        "words_left": 9,
        "errors": 1,
        "warnings": 0,
        "findings": [
            {
                "rule": "numbers",
                "severity": "error",
                "message": "Die Zahl fehlt.",
                "file": "locale/uk/LC_MESSAGES/fest.po",
                "line": 57,
            }
        ],
        "approval": {
            "by": "Frau A, Beirat",
            "date": "2026-11-20",
            "complete": False,
            "voided": ["Wann"],
            "facts_changed": ["Beginn"],
        },
        "fell_back": "War veröffentlichbar.",
        "embargo": None,
        "files": ["fest/x.html"],
    }
    assert (other["errors"], other["files"], other["approval"]) == (1, [], None)
    assert other["findings"][0]["message"] == "Kein PO."


def test_the_table_says_what_is_ready_what_is_left_and_who_signed(tmp_path: Path) -> None:
    rows = [
        row("fest", "de", publishable=True),
        replace(row("fest", "ar", publishable=True), signoff=replace(SIGNED, by="Frau A")),
        replace(row("fest", "uk", left=70), findings=(FOUND,)),
        replace(row("fest", "ka", left=30), state=State.MISSING),
        status.not_made("fest", "Fest", language("ti"), "Kein PO."),
    ]
    table = printed(tables.summary(rows, 3))
    lines = [[cell.strip() for cell in line.split("│")] for line in table.splitlines()]
    said = {line[1]: line[2] for line in lines if len(line) == 3}
    assert said == {
        "veröffentlichbar": "2: de ar",
        "Entwurf": "1: uk",
        "unvollständig": "1: ka",
        "nicht erstellt": "1: ti",
        "Fehler": "2: uk ti (2 Fehler)",
        "zu prüfen": "100 Wörter",
        "freigegeben": "1: ar; zuletzt ar am 20.11.2026 von Frau A",
    }
    assert "3 Dateien neu oder geändert" in table
    path = tmp_path / "status.json"
    path.write_text(status.to_json(rows), encoding="utf-8")
    assert printed(tables.last_run(path)).splitlines() == table.splitlines()[:-1]


def test_the_table_fits_eighty_columns_with_every_language_there_is() -> None:
    rows = [
        row(slug, tag, left=1)
        for slug in ("fest", "eine-integrationskonferenz-mit-sehr-langem-namen")
        for tag in languages()
    ]
    table = printed(tables.summary(rows, 0), 200)
    assert max(map(len, printed(tables.summary(rows, 0)).splitlines())) <= 80
    for tag in languages():
        assert table.split().count(tag) == 2


def test_a_name_from_outside_commands_no_terminal() -> None:
    signed = replace(SIGNED, by="[red]x[/]\x1b[2J\u202e")
    assert "[red]x[/]�[2J�" in printed(
        tables.summary([replace(row("fest", "ar", publishable=True), signoff=signed)], 0), 200
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"documents": [1]}', '{"documents": [{}]}'])
def test_a_status_json_that_is_none_is_no_traceback(tmp_path: Path, text: str) -> None:
    path = tmp_path / "status.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match="make invitations"):
        tables.last_run(path)
