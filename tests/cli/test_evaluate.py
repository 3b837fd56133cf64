"""``evaluate`` as an office uses it: its own reviewed texts, real if small models."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from pipeline.cli import main

from ..support import ROOT

MODELS = ROOT / "tests" / "models"
DIRECT = "translate-de_uk 1.0"
HEAD = (
    'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A project with two ways to Ukrainian."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/organisation.toml").write_text(
        'name = "Landkreis"\nlanguages = ["uk"]\n[translation]\nuk = "english"\n'
    )
    for name in ("translate-de_en", "translate-en_uk", "translate-de_uk"):
        with zipfile.ZipFile(MODELS / f"{name}-1_0.argosmodel") as archive:
            archive.extractall(tmp_path / "models")
    return tmp_path


def _review(office: Path, comment: str = "", every: int = 1) -> None:
    """Have the sentences that were held out from training stand as reviewed translations."""
    rows = [line.split("\t") for line in (MODELS / "heldout.tsv").read_text().splitlines()]
    german, target = rows[0].index("de"), rows[0].index("uk")
    entries = [
        f"{comment if number % every == 0 else ''}msgid {_quoted(row[german])}\n"
        f"msgstr {_quoted(row[target])}\n"
        for number, row in enumerate(rows[1:])
    ]
    folder = office / "locale/uk/LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fest.po").write_text("\n".join([HEAD, *entries]), encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _rows(printed: str) -> dict[str, list[str]]:
    """The cells of the table by the way."""
    lines = [line for line in printed.splitlines() if line.startswith("│ uk")]
    cells = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]
    return {row[1]: row[2:] for row in cells}


def test_all_ways_are_measured_on_the_reviewed_texts(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    _review(office)
    assert main(["--project", str(office), "evaluate"]) == 0
    printed = capsys.readouterr().out
    rows = _rows(printed)
    over_english = "translate-de_en 1.0 + translate-en_uk 1.0"
    assert set(rows) == {DIRECT, over_english}
    assert all(float(cells[0]) > 80 for cells in rows.values())
    assert [cells[2] for cells in rows.values()] == ["60", "60"]
    assert re.search(r"Ukrainisch \(uk\): (Bleiben|Ein Wechsel)", printed)


def test_texts_that_began_as_drafts_are_counted_apart(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    _review(office, f"# Begann als Entwurf (Maschine, 23.11.2026): {DIRECT}.\n", every=2)
    assert main(["--project", str(office), "evaluate"]) == 0
    printed = capsys.readouterr().out
    cells = _rows(printed)[DIRECT]
    assert cells[2] == "30"
    assert cells[4].startswith("30 (")
    assert "stehen in der letzten Spalte für sich" in printed


def test_without_reviewed_texts_it_says_what_to_do(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(office), "evaluate"]) == 2
    assert "make evaluate FILE=" in capsys.readouterr().err
