"""An embargo: who sees what before it is over, and after."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html as lxml_html

from pipeline.base.errors import ContentError
from pipeline.base.project import Project
from pipeline.run import flow
from pipeline.run.outcome import SILENT, Outcome
from pipeline.source.clock import ZONE
from pipeline.source.documents import load_source

TEXT: Final = """\
---
kind: press_release
title: Der Kreis baut eine Schule
embargo: 2027-06-01T10:00
---
Der Kreis baut eine Schule.
"""
OVER: Final = dt.datetime(2027, 6, 1, 10, tzinfo=ZONE)
BEFORE: Final = OVER - dt.timedelta(seconds=1)

Make = Callable[[dt.datetime], Outcome]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    content = tmp_path / "content"
    content.mkdir()
    (content / "organisation.toml").write_text('name = "Kreis"\nlanguages = ["uk"]\n')
    (content / "schule.md").write_text(TEXT)
    return lambda now: flow.invitations(Project(tmp_path), now, SILENT)


def files(tmp_path: Path) -> set[str]:
    build = tmp_path / "build"
    found = {path.relative_to(build).as_posix() for path in build.rglob("*") if path.is_file()}
    return {name for name in found if name.startswith("schule/")}


def german(tmp_path: Path) -> dict[str, Any]:
    rows = json.loads((tmp_path / "build" / "status.json").read_text())["documents"]
    row: dict[str, Any] = next(row for row in rows if row["language"] == "de")
    return row


def test_until_then_everything_is_a_draft_that_says_so(make: Make, tmp_path: Path) -> None:
    assert make(BEFORE).ok
    assert {name.split("/")[1] for name in files(tmp_path)} == {"drafts"}
    row = german(tmp_path)
    assert (row["publishable"], row["embargo"]) == (False, "2027-06-01T10:00:00+02:00")
    said = "Sperrfrist bis: Dienstag, 1. Juni 2027, 10:00 Uhr. Bitte vorher nicht veröffentlichen."
    page: Any = lxml_html.parse(str(tmp_path / "build/schule/drafts/de/schule.de.html"))
    assert [one.text_content() for one in page.xpath("//p[@class='mark']")] == ["Sperrfrist"]
    assert [
        one.text_content().replace("\u00a0", " ") for one in page.xpath("//p[@class='say']")
    ] == [said]
    assert page.xpath("//meta[@name='robots']/@content")
    message = (tmp_path / "build/schule/drafts/de/schule.de.txt").read_text()
    assert message.startswith(f"Sperrfrist\n{said}\n")
    # A translation that nobody has reviewed says both.
    other = (tmp_path / "build/schule/drafts/uk/schule.uk.txt").read_text()
    assert "Diese Übersetzung ist ein Entwurf." in other
    assert said in other


def test_the_press_gets_it_at_once(make: Make, tmp_path: Path) -> None:
    make(BEFORE)
    data = (tmp_path / "build/schule/drafts/press.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.namelist() == [
            f"Deutsch/schule.de.{ending}" for ending in ("docx", "pdf", "png", "txt")
        ]


def test_from_then_on_it_is_out_and_says_nothing(make: Make, tmp_path: Path) -> None:
    make(BEFORE)
    assert make(OVER).ok
    assert "schule/de/schule.de.html" in files(tmp_path)
    assert "schule/drafts/press.zip" not in files(tmp_path)
    assert "Sperrfrist" not in (tmp_path / "build/schule/de/schule.de.html").read_text()
    assert (german(tmp_path)["publishable"], german(tmp_path)["embargo"]) == (True, None)
    assert make(OVER).written == 0


@pytest.mark.parametrize("written", ["2027-06-01 10:00", "2027-06-01T10:00:00"])
def test_how_it_may_be_written(written: str, tmp_path: Path) -> None:
    path = tmp_path / "schule.md"
    path.write_text(TEXT.replace("2027-06-01T10:00", written))
    assert load_source(path).embargo == OVER


@pytest.mark.parametrize(
    "written", ["2027-06-01", "morgen", "2027-06-31T10:00", "2027-06-01T25:00"]
)
def test_what_is_no_moment(written: str, tmp_path: Path) -> None:
    path = tmp_path / "schule.md"
    path.write_text(TEXT.replace("2027-06-01T10:00", written))
    with pytest.raises(ContentError, match=r"schule\.md:4: „embargo"):
        load_source(path)
