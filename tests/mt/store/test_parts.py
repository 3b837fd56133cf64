"""The libraries that translate: added when they are wanted, and missed by nothing else."""

from __future__ import annotations

import io
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pip
import pytest
from rich.console import Console

from pipeline.base.project import Project
from pipeline.cli import main
from pipeline.cli.terminal import report_drafts
from pipeline.language.table import language
from pipeline.mt.store import bundle, index, parts
from pipeline.mt.store.metadata import ModelError
from pipeline.run import flow
from pipeline.run.outcome import SILENT, Outcome, Tally

from ...support import NOW, ROOT
from . import tiny_models, tiny_parts
from .tiny_parts import MODULE, Stall


@pytest.fixture
def stall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stall:
    return tiny_parts.stall(tmp_path, monkeypatch)


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a part were not installed."""
    monkeypatch.setattr(parts, "MODULES", (*parts.MODULES, MODULE))


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Python of an environment of its own, into which `parts` installs."""
    place = tmp_path / "environment"
    venv.create(place, symlinks=True)
    python = place / "bin/python"
    monkeypatch.setattr(sys, "executable", str(python))
    tools = tmp_path / "tools"  # with our pip: to install one for each test takes long
    tools.mkdir()
    (tools / "pip").symlink_to(Path(pip.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", str(tools))
    monkeypatch.setattr(parts, "MODULES", ())  # found by that Python, not by this one
    return python


def has_part(python: Path) -> bool:
    command = [str(python), "-c", f"import {MODULE}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_pinned_file_brings_every_module() -> None:
    """What the tests' environment has of `MODULES` comes from what requirements.txt pins."""
    from importlib.metadata import packages_distributions

    providers = packages_distributions()
    pinned = parts.REQUIREMENTS.read_text()
    for module in parts.MODULES:
        assert any(f"\n{name}==" in f"\n{pinned}" for name in providers[module]), module


def test_nothing_but_translating_needs_the_parts() -> None:
    """Every command can be loaded, and the models listed, where not one of them is there."""
    program = (
        "import sys\n"
        f"gone = {(*parts.MODULES, 'numpy')!r}\n"
        "class Gone:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in gone:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "import pkgutil, importlib, pipeline\n"
        "for one in pkgutil.walk_packages(pipeline.__path__, 'pipeline.'):\n"
        "    one.name.endswith('__main__') or importlib.import_module(one.name)\n"
        "import pipeline.cli\n"
        "sys.exit(pipeline.cli.main(['models', 'list']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_they_come_from_a_folder_without_network(stall: Stall, fresh: Path) -> None:
    assert not has_part(fresh)
    parts.install(stall.wheel.parent)
    assert has_part(fresh)


def test_they_come_from_the_network_where_the_folder_has_none(
    stall: Stall, fresh: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    parts.install(empty)
    assert has_part(fresh)


def test_another_file_under_the_same_name_is_not_installed(stall: Stall, fresh: Path) -> None:
    with zipfile.ZipFile(stall.wheel, "a") as archive:
        archive.writestr("evil.py", "")
    with pytest.raises(parts.PartsError, match=r"HASHES.*Bündel.*Python 3\."):
        parts.install(stall.wheel.parent)
    assert not has_part(fresh)


def test_without_pip_and_without_parts_there_is_one_line(
    stall: Stall, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "find_spec", lambda name: None)
    with pytest.raises(parts.PartsError, match="kein pip"):
        parts.install()


@pytest.fixture
def office(tmp_path: Path) -> Project:
    """A project with a document, a memory that knows its sentence, and a model in models/."""
    project = Project(tmp_path / "office")
    project.content.mkdir(parents=True)
    (project.content / "organisation.toml").write_text('name = "Kreis"\nlanguages = ["en"]\n')
    (project.content / "fest.md").write_text(
        "---\nkind: press_release\ntitle: Sommerfest\n---\nWir feiern am Samstag alle gemeinsam.\n"
    )
    memory = project.locale / "en/LC_MESSAGES/memory.po"
    memory.parent.mkdir(parents=True)
    memory.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Wir feiern am Samstag alle gemeinsam."\n'
        'msgstr "On Saturday we celebrate together."\n'
    )
    archive = tiny_models.make(tmp_path, "de", "en")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(project.root / "models")
    return project


def test_models_without_parts_are_named_once_and_drafts_go_on(
    office: Project, lacking: None
) -> None:
    outcome = flow.draft_catalogues(office, NOW, SILENT)
    assert outcome.ok
    (english,) = (one for one in outcome.tallies if one.language.tag == "en")
    assert (english.drafts, sum(one.refused for one in outcome.tallies)) == (1, 0)
    catalogue = (office.locale / "en/LC_MESSAGES/fest.po").read_text()
    assert "On Saturday we celebrate" in catalogue
    out = io.StringIO()
    report_drafts(outcome, Console(file=out, width=200))
    said = [line for line in out.getvalue().splitlines() if "Teile" in line]
    assert said == [
        "Die Teile für maschinelle Übersetzung fehlen (tiny_part). „make models“ "
        "(pipeline models install) richtet sie ein."
    ]


def test_without_models_nobody_misses_the_parts(lacking: None) -> None:
    out = io.StringIO()
    lacking_one = Tally(language("ar"), without_model=True)
    report_drafts(Outcome(tallies=(lacking_one,)), Console(file=out, width=200))
    assert "make models" in out.getvalue()
    assert "Teile" not in out.getvalue()


def test_the_list_of_models_says_what_is_missing(
    office: Project, lacking: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(office.root), "models", "list"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "translate-de_en" in out
    assert "fehlen (tiny_part)" in out


def test_measuring_and_packing_say_what_is_missing(
    office: Project, lacking: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "good.tsv"
    table.write_text("de\ten\nHallo\tHello\n")
    recipe = ["--from=de", "--to=en", "--licence=MIT"]
    for words in (["evaluate", str(table)], ["models", "pack", str(tmp_path), *recipe]):
        assert main(["--project", str(office.root), *words]) == 1
        assert "fehlen (tiny_part)" in capsys.readouterr().err


def test_installing_models_adds_the_parts_and_says_so(
    office: Project,
    stall: Stall,
    fresh: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """From a stick: the bundle carries the wheels."""
    monkeypatch.chdir(tmp_path)
    stick = tmp_path / "stick"
    archive = next(tmp_path.glob("*.argosmodel"))
    with zipfile.ZipFile(stick, "w") as packed:
        packed.write(archive, archive.name)
        packed.write(stall.wheel, stall.wheel.name)
    stall.wheel.unlink()
    monkeypatch.setattr(parts, "lacking", lambda: () if has_part(fresh) else (MODULE,))
    monkeypatch.setattr("pipeline.mt.store.probe.check", lambda package: "")
    words = ["--project", str(office.root), "models", "install", "en", "--from", str(stick)]
    assert main(words) == 0
    first, *_others = capsys.readouterr().out.splitlines()
    assert first.startswith("Die Teile für maschinelle Übersetzung kommen dazu")
    assert has_part(fresh)
    assert main(words) == 0
    assert "Teile" not in capsys.readouterr().out


def test_a_bundle_takes_wheels_along_and_nothing_else(stall: Stall, tmp_path: Path) -> None:
    path = tmp_path / "stick"
    bundle.write(path, [], {}, parts.download(tmp_path / "fetched"))
    with bundle.unpacked(path) as folder:
        names = {one.name for one in folder.iterdir()}
    assert names == {"models.lock", stall.wheel.name}
    for name in ("evil.py", "../evil.whl", ".hidden.whl"):
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(name, "")
        with pytest.raises(ModelError, match="Bündel"), bundle.unpacked(path):
            pass


def test_a_folder_with_wheels_beside_its_models_offers_them(stall: Stall, tmp_path: Path) -> None:
    tiny_models.make(stall.wheel.parent, "de", "en")
    with index.from_path(stall.wheel.parent) as found:
        assert found.wheels == stall.wheel.parent
    stall.wheel.unlink()
    with index.from_path(stall.wheel.parent) as found:
        assert found.wheels is None


def test_what_cannot_be_fetched_is_said_and_the_bundle_is_written(
    office: Project, stall: Stall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = next(tmp_path.glob("*.argosmodel"))
    project = Project(tmp_path / "second")
    project.content.mkdir(parents=True)
    (project.content / "organisation.toml").write_text('name = "Kreis"\nlanguages = ["en"]\n')
    start = ["--project", str(project.root), "models"]
    assert main([*start, "install", "--from", str(archive)]) == 0
    stall.wheel.unlink()
    stick = tmp_path / "stick"
    assert main([*start, "bundle", str(stick)]) == 0
    assert "Teile" in capsys.readouterr().err
    with zipfile.ZipFile(stick) as packed:
        assert not [name for name in packed.namelist() if name.endswith(".whl")]
