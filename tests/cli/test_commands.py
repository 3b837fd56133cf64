"""What the commands say where a value is odd, missing or wrong; make hands all of them over."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.base.errors import ConfigError, ContentError
from pipeline.cli import main
from pipeline.cli.terminal import report_drafts
from pipeline.language.table import language
from pipeline.mt import routes
from pipeline.run.outcome import Outcome, Tally
from pipeline.source.phrasebook import load_phrasebook

from ..support import ROOT


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_a_folder_may_be_called_like_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "[" / "x] :x:" / "proj"
    assert main(["--project", str(office), "invitations"]) == 2
    assert str(office) in capsys.readouterr().err
    shutil.copytree(ROOT / "tests/projects/sommerfest/content", office / "content")
    (office / "content/sommerfest-2027.md").unlink()
    assert main(["--project", str(office), "invitations"]) == 0
    assert f"Übersicht: {office}/build/index.html" in capsys.readouterr().out
    (office / "content/letterhead.docx").unlink(missing_ok=True)
    assert main(["--project", str(office), "letterhead"]) == 0
    assert str(office / "content") in capsys.readouterr().out
    assert main(["--project", str(office), "letterhead"]) == 2


def test_make_models_is_advised_only_where_it_helps() -> None:
    out = io.StringIO()
    lacking = tuple(Tally(language(tag), without_model=True) for tag in ("ar", "om", "uk"))
    report_drafts(Outcome(tallies=lacking), Console(file=out, width=200))
    with_one, without = out.getvalue().splitlines()
    assert with_one == "Ohne Übersetzungsmodell: ar uk. Modelle holt einmal: make models"
    assert without.startswith("Ohne Übersetzungsmodell: om. ")
    assert "models list" in without


def test_a_model_that_is_not_there_names_the_file_that_wants_it() -> None:
    with pytest.raises(ConfigError, match=r"content/organisation\.toml.* ar: .*„opus-x“"):
        routes.find_route([], "opus-x", language("ar"))


@pytest.mark.parametrize("block", ["| A | B |\n|---|---|\n| c | d |", "> Zitat"])
def test_what_the_phrasebook_may_not_have_is_named_with_its_line(
    tmp_path: Path, block: str
) -> None:
    (tmp_path / "phrasebook.md").write_text(f"# Über\n\nEin Satz.\n\n{block}\n")
    with pytest.raises(ContentError, match=r"phrasebook\.md:5: "):
        load_phrasebook(tmp_path)


# --- make ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Makefile, and in place of the pipeline a program that says what it was called with."""
    folder = tmp_path_factory.mktemp("make")
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("requirements.txt", "requirements-fonts.txt"):
        (folder / name).touch()
    program = folder / ".venv/bin/python"
    program.parent.mkdir(parents=True)
    program.write_text(
        f"#!{sys.executable} -IS\n"
        "import json, os, sys\n"
        "print(json.dumps([sys.argv[3:], os.environ.get('LANGUAGE')]))\n"
    )
    program.chmod(0o755)
    (folder / ".venv/run").touch()
    return folder


def make(folder: Path, *words: str, **environment: str) -> tuple[list[str], str | None, str]:
    """The arguments and LANGUAGE that reach the pipeline, and what make complains of."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", *words],
        cwd=folder,
        env={**kept, "LANGUAGE": "de:en", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    arguments, language = json.loads(done.stdout or "[[], null]")
    return arguments, language, done.stderr


ODD = 'it\'s "q" $HOME `id` $(shell id) $$ # \\ * ü'


def test_make_hands_over_every_value_as_it_is(workshop: Path) -> None:
    names = "PROJECT LANGUAGE DOCUMENT BY REASON FROM LANGUAGES".split()
    given = [f"{name}={ODD}" for name in names]
    keep = ["keep", f"--language={ODD}", "--yes", f"--by={ODD}", f"--reason={ODD}", "--", ODD]
    project = f"--project={ODD}"
    assert make(workshop, "keep", "YES=ja", *given) == ([project, *keep], None, "")
    models = ["models", "install", f"--from={ODD}", "--", ODD]
    assert make(workshop, "models", *given) == ([project, *models], None, "")
    release = ["release", f"--document={ODD}", "--", ODD]
    assert make(workshop, "release", *given) == ([project, *release], None, "")


def test_make_takes_nothing_from_the_environment(workshop: Path) -> None:
    loose = {"DOCUMENT": "x", "LANGUAGES": "ar", "YES": "1", "AGAIN": "1"}
    assert make(workshop, "release", **loose) == (["release", "--"], "de:en", "")
    assert make(workshop, "draft", **loose) == (["draft"], "de:en", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("keep DOCUMENT=x YES=0", "YES=0 verstehe ich nicht"),
        ("draft AGAIN=nein", "AGAIN=nein verstehe ich nicht"),
        ("keep", "Es fehlt: DOCUMENT=…"),
        ("keep DOCUMENT=x YES=1", "Es fehlt: BY=… REASON=…"),
        ("approve DOCUMENT=fest BY=x", "Es fehlt: LANGUAGE=…\nBeispiel: make approve LANGUAGE=ar"),
        ("withdraw LANGUAGE=ar DOCUMENT=fest BY=x", "Es fehlt: REASON=…"),
    ],
)
def test_make_says_what_is_missing_or_unclear(workshop: Path, words: str, said: str) -> None:
    arguments, _language, complaint = make(workshop, *words.split())
    assert arguments == []
    assert said in complaint


def test_the_pipeline_understands_what_make_hands_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["models", "install", "--", "xx, yy"], ["release", "--"], ["keep", "--", "-x"]):
        code = main([f"--project={tmp_path}", *words])
        said = capsys.readouterr().err
        assert code in (1, 2)
        assert ("xx" in said) == ("models" in words)
