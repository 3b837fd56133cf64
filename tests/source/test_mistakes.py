"""Every mistake of a file is told at once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import cli
from pipeline.base.errors import PipelineError, each
from pipeline.source.documents import load_source
from pipeline.source.glossary import load_glossary
from pipeline.source.organisation import load_organisation

DOCUMENT = """\
---
kind: invitation
title: Sommerfest
tilte: Fest
event:
  date: 2027-13-03
  start: "25:00"
  venue: Festplatz
  strat: "14:00"
registration:
  email: nirgends
  phone: keine
contact:
  hours: immer
programme:
  - {time: "1400", title: Beginn}
---
Wir laden Sie ein.

<b>Fett</b>

#### Zu tief
"""
ORGANISATION = """\
name = "Stadt"
languages = ["xx"]
email = "nirgends"
slogan = "Wir"
[colours]
primary = "rot"
"""
GLOSSARY = """\
term,kind,uk
Eschwege,name,Ешвеге
Kassel,nmae,Кассель
Eschwege,name,Ешвеге
"""


def lines(problem: PipelineError) -> list[int]:
    return sorted(one.where.line or 0 for one in each(problem) if one.where)


def test_of_a_document(tmp_path: Path) -> None:
    path = tmp_path / "fest.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_source(path)
    assert lines(caught.value) == [4, 6, 7, 9, 11, 12, 14, 16, 20, 22]


def test_of_its_placeholders(tmp_path: Path) -> None:
    path = tmp_path / "fest.md"
    path.write_text("---\nkind: notice\ntitle: T\n---\n{date}\n\n{venue} und {x}\n")
    with pytest.raises(PipelineError) as caught:
        load_source(path)
    assert lines(caught.value) == [5, 7, 7]


def test_of_the_organisation(tmp_path: Path) -> None:
    (tmp_path / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_organisation(tmp_path)
    assert lines(caught.value) == [2, 3, 4, 6]


def test_of_the_glossary(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_glossary(tmp_path)
    assert lines(caught.value) == [3, 4]


def test_each_is_said_on_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "organisation.toml").write_text('name = "Stadt"\nlanguages = []\n')
    (content / "fest.md").write_text(DOCUMENT, encoding="utf-8")
    assert cli.main(["--project", str(tmp_path), "catalogues"]) == 1
    said = capsys.readouterr().err.splitlines()
    told = sorted(int(line.split("fest.md:")[1].split(":")[0]) for line in said)
    assert told == [4, 6, 7, 9, 11, 12, 14, 16, 20, 22]
    (content / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    assert cli.main(["--project", str(tmp_path), "catalogues"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 4


SESSIONS = """\
---
kind: invitation
title: Kurs
event:
  start: "10:00"
  choose: zwei
  sessions:
    - {date: 2027-13-03, end: "25:00"}
    - {date: 2027-03-04, venue: Rathaus, raum: 1}
    - {date: 2027-03-04}
    - {date: 2027-03-04}
programme:
  - {time: "1400", title: Beginn, end: "1500"}
  - {title: Ende, tag: 3}
---
Text.
"""


def test_of_dates_and_the_programme(tmp_path: Path) -> None:
    path = tmp_path / "kurs.md"
    path.write_text(SESSIONS, encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_source(path)
    assert lines(caught.value) == [6, 8, 8, 9, 11, 13, 13, 14]


def test_of_each_date_that_lacks_a_place(tmp_path: Path) -> None:
    path = tmp_path / "kurs.md"
    dates = "event:\n  sessions:\n    - {date: 2027-03-04}\n    - {date: 2027-03-05}\n"
    path.write_text(f"---\nkind: invitation\ntitle: Kurs\n{dates}---\nText.\n", encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_source(path)
    said = [one.message for one in each(caught.value)]
    assert [text.split("?")[0] for text in said] == [
        "Wo ist der Termin am 04.03.2027",
        "Wann beginnt der Termin am 04.03.2027",
        "Wo ist der Termin am 05.03.2027",
        "Wann beginnt der Termin am 05.03.2027",
    ]
