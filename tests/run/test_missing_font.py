"""A font package that could not be had: its languages wait, and nobody else notices."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.base.model import State
from pipeline.base.project import Project
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check, letters
from pipeline.cli import main
from pipeline.language import fonts
from pipeline.language.table import language

GONE = "manimgx_fonts"


@pytest.fixture
def without_ethiopic(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    remembered = (fonts.folder, letters._usual, letters._without_font)
    for one in remembered:
        one.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(fonts, "find_spec", lambda name: None if name == GONE else find_spec(name))
        yield
    for one in remembered:
        one.cache_clear()


@pytest.fixture
def office(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.content.mkdir()
    (project.content / "organisation.toml").write_text(
        'name = "Landkreis"\nlanguages = ["am", "so", "ti"]\n'
    )
    (project.content / "fest.md").write_text(
        "---\nkind: press_release\ntitle: Sommerfest\n---\nWir feiern am Samstag gemeinsam.\n"
    )
    return project


def test_the_others_are_drawn_and_one_line_names_these(
    office: Project, without_ethiopic: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(office.root), "invitations"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "✗ Die Schrift „Noto Sans Ethiopic“ fehlt. Fassungen, die sie brauchen, entstehen nicht: "
        "Amharisch, Tigrinya. „make fonts“ holt sie (oder: pip install manimgx-fonts)."
    ]
    drawn = {path.parts[-2] for path in office.build.rglob("*.pdf")}
    assert drawn >= {"de", "so"}
    assert not drawn & {"am", "ti"}
    for tag in ("am", "so", "ti"):  # whoever translates goes on
        assert (office.locale / tag / "LC_MESSAGES/fest.po").is_file()


def test_no_letter_of_these_languages_is_called_wrong(without_ethiopic: None) -> None:
    unit = Unit(None, "Einladung zum Sommerfest", "ዕድመ ንበዓል ክረምቲ", State.REVIEWED)
    assert "no-font" not in {one.rule for one in check(unit, Context(language("ti")))}
    assert "no-font" in {one.rule for one in check(unit, Context(language("so")))}


def test_every_font_but_the_first_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {face.package for face in fonts.FACES[2:]}
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if name in names else find_spec(name))
    found = fonts.unable(map(language, ("de", "zh-CN", "ti", "am", "ar")))
    assert list(found) == ["zh-CN", "ti", "am"]
    assert found["ti"] is found["am"] is not found["zh-CN"]
    assert "Chinesisch" in str(found["zh-CN"])
