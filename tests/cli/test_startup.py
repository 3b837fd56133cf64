"""What is loaded for what is asked: who wants help or a table does not wait for renderers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.commands import Command, all_commands
from pipeline.cli.parser import parser
from pipeline.cli.perform import handler

from ..support import ROOT

HEAVY = frozenset(
    "argostranslate babel ctranslate2 docx docxtpl fontTools icalendar jinja2 lxml markdown_it "
    "numpy phonenumbers polib rapidfuzz rich sacrebleu segno sentencepiece typst uharfbuzz "
    "yaml".split()
)
"""Everything that we install and that takes its time."""

LOADED = """
import json, sys
from pipeline.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
"""


def loaded(*arguments: str) -> set[str]:
    """The modules that are there after a command has done its work."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=ROOT,
        env={"COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that had its output once."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "build").mkdir()
    row = {
        **{"slug": "fest", "language": "ar", "state": "draft", "publishable": False},
        **{"files": ["fest.html"], "errors": 0, "warnings": 0},
    }
    (folder / "build/status.json").write_text(json.dumps({"documents": [row]}))
    return folder


@pytest.mark.parametrize(
    ("words", "packages", "heavy"),
    [
        (["--help"], {"base", "cli"}, set()),
        (["invitations", "--help"], {"base", "cli"}, set()),
        (["models", "install", "--help"], {"base", "cli"}, set()),
        (["einladungen"], {"base", "cli"}, set()),
        (["status"], {"base", "cli", "language", "text"}, {"rich"}),
        (["languages"], {"base", "cli", "language", "text"}, {"rich"}),
    ],
)
def test_only_what_is_needed_is_loaded(
    office: Path, words: list[str], packages: set[str], heavy: set[str]
) -> None:
    modules = loaded("--project", str(office), *words)
    ours = {name.split(".")[1] for name in modules if name.startswith("pipeline.")}
    assert ours <= packages
    assert {name.split(".")[0] for name in modules} & HEAVY == heavy


def test_the_heavy_parts_are_loaded_where_they_are_used() -> None:
    """Otherwise the list above could hold names that nothing has."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, pipeline.run.flow; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    there = {name.split(".")[0] for name in done.stdout.split()}
    assert there >= {"babel", "docx", "fontTools", "icalendar", "lxml", "polib", "segno", "typst"}


@pytest.mark.parametrize(("words", "row"), list(all_commands()), ids=str)
def test_every_row_leads_to_its_function(words: str, row: Command) -> None:
    assert callable(handler(row.runs))
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([*words.split(), "--help"])
    assert ended.value.code == 0
