"""What somebody begins with builds as it is, and overwrites nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.base.errors import UsageError
from pipeline.base.project import Project
from pipeline.run import flow
from pipeline.run.beginning import begin_document, begin_folder, slug_of
from pipeline.source.documents import load_source
from pipeline.source.model import Kind

from ..support import NOW, snapshot


@pytest.fixture
def begun(tmp_path: Path) -> Project:
    project = Project(tmp_path / "neu")
    begin_folder(project, None, NOW)
    return project


def test_a_new_folder_builds_as_it_is_with_every_kind(begun: Project) -> None:
    for kind in Kind:
        begin_document(begun, kind, f"Ein {kind} 2027", NOW)
    done = flow.editions(begun, NOW)
    assert not done.problems
    german = {one.edition.slug: one for one in done.made if one.edition.language.tag == "de"}
    assert set(german) == {
        "beispiel",
        "ein-invitation-2027",
        "ein-press-release-2027",
        "ein-notice-2027",
        "ein-letter-2027",
    }
    assert not [found for one in german.values() for found in one.diagnostics]
    phrasebook = begun.locale / "ar" / "LC_MESSAGES" / "phrasebook.po"
    assert "الدخول مجاني" in phrasebook.read_text(encoding="utf-8")


@pytest.mark.parametrize("now", [NOW, dt.datetime(2028, 12, 31, 23, 30, tzinfo=dt.UTC)])
def test_the_days_of_an_example_are_still_to_come(tmp_path: Path, now: dt.datetime) -> None:
    project = Project(tmp_path)
    source = load_source(begin_document(project, Kind.INVITATION, "fest", now))
    event, registration = source.facts.event, source.facts.registration
    assert event
    assert registration
    assert registration.until
    assert now.date() < registration.until < event.when.date
    assert event.when.date.weekday() == 5


def test_nothing_is_overwritten(begun: Project) -> None:
    before = snapshot(begun.root)
    with pytest.raises(UsageError, match=r"beispiel\.md: Dieses Dokument gibt es schon"):
        begin_document(begun, Kind.LETTER, "Beispiel", NOW)
    with pytest.raises(UsageError, match="schon ein Projekt"):
        begin_folder(begun, None, NOW)
    assert snapshot(begun.root) == before


def test_what_was_there_before_the_project_stays(tmp_path: Path) -> None:
    own = tmp_path / "content" / "phrasebook.md"
    own.parent.mkdir()
    own.write_text("Unser eigener Satz.\n")
    begin_folder(Project(tmp_path), "Fest", NOW)
    assert own.read_text() == "Unser eigener Satz.\n"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sommerfest 2027", "sommerfest-2027"),
        ("Größe & Übung.md", "groesse-uebung"),
        ("../../weg", "weg"),
    ],
)
def test_a_name_becomes_a_file_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["", "…", "layout", "Phrasebook", "README"])
def test_a_name_that_means_something_else_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="geht nicht als Name"):
        slug_of(name)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "amt"
    assert cli.main(["--project", str(folder), "new", "--kind", "notice", "--name", "x"]) == 2
    assert cli.main(["--project", str(folder), "new"]) == 0
    assert f"{folder} angelegt" in capsys.readouterr().out
    assert cli.main(["--project", str(folder), "new", "--kind", "notice"]) == 2
    assert "--name" in capsys.readouterr().err
    assert cli.main(["--project", str(folder), "new", "--kind", "notice", "--name", "Zu"]) == 0
    assert (folder / "content" / "zu.md").is_file()
