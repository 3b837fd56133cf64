"""Drafting as an office does it: models from an index, a new document, no network, no end.

The models are real, if small (tests/models): they are installed from a local index and run in
CTranslate2, over English and directly, with both tokenizers.
"""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from pipeline.base.project import Project
from pipeline.catalogue import po, remarks
from pipeline.catalogue.grammar import Maker
from pipeline.cli import main
from pipeline.run import flow
from pipeline.text.braces import names

from ..support import NOW, ROOT, edit_catalogue

MODELS = ROOT / "tests" / "models"
TARGETS = {"ar": "ARABIC", "uk": "CYRILLIC", "ka": "GEORGIAN", "ru": "CYRILLIC"}
FACTS = ["info@werra-meissner-kreis.de", "05651 302-1160", "https://www.werra-meissner-kreis.de"]

OFFLINE = """
import sys
def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto")):
        raise RuntimeError(f"network: {event} {arguments}")
sys.addaudithook(refuse)
from pipeline.cli import main
sys.exit(main())
"""


def pipeline(project: Project, *arguments: str) -> str:
    """Run a command in this process; return what it prints."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        for name in os.environ.keys() - environment().keys():
            patch.delenv(name)
        for name, value in environment().items():
            patch.setenv(name, value)
        code = main(["--project", str(project.root), *arguments])
    assert code == 0, said.getvalue()
    return said.getvalue()


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ARGOS_")}
    return kept | {"SOURCE_DATE_EPOCH": "1795435200", "LC_ALL": "C.UTF-8", "LANGUAGE": "de"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An index of the test models on the loopback address."""
    folder = tmp_path_factory.mktemp("index")
    offered = []
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    address = f"http://127.0.0.1:{server.server_port}/"
    for path in sorted(MODELS.glob("*.argosmodel")):
        shutil.copy(path, folder)
        kind = re.fullmatch(r"translate-(\w+)_(\w+)-(\d+)_(\d+)", path.stem)
        assert kind
        offered.append(
            {
                "type": "translate",
                "package_version": f"{kind[3]}.{kind[4]}",
                "argos_version": "1.9",
                "from_code": kind[1],
                "from_name": kind[1],
                "to_code": kind[2],
                "to_name": kind[2],
                "links": [address + path.name],
            }
        )
    (folder / "index.json").write_text(json.dumps(offered))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None: ...


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, index: str) -> Project:
    """An office with one new document and the models of its languages installed."""
    project = Project(tmp_path_factory.mktemp("office"))
    project.content.mkdir()
    (project.content / "organisation.toml").write_text(
        'name = "Werra-Meißner-Kreis"\nlanguages = ["ar", "uk", "ka", "ru"]\n'
        '[translation]\nuk = "direct"\n'
    )
    shutil.copy(ROOT / "content" / "glossary.csv", project.content)
    shutil.copy(MODELS / "document.md", project.content / "fest.md")
    pipeline(project, "models", "install", "--index", index)
    return project


@pytest.fixture(scope="module")
def drafted(office: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copied(office, tmp_path_factory.mktemp("drafted"))
    pipeline(project, "draft")
    return project


def copied(office: Project, folder: Path) -> Project:
    shutil.copytree(office.root, folder, dirs_exist_ok=True)
    return Project(folder)


def catalogue(project: Project, tag: str) -> po.PoFile:
    return po.read(project.locale / tag / "LC_MESSAGES" / "fest.po")


@pytest.mark.parametrize("tag", TARGETS)
def test_a_new_document_is_drafted_with_every_fact_intact(drafted: Project, tag: str) -> None:
    entries = catalogue(drafted, tag).entries
    filled = [entry for entry in entries if entry.msgstr]
    assert len(filled) >= 0.9 * len(entries)
    for entry in entries:
        if not entry.msgstr:
            assert remarks.failed_route(entry.tcomment)
            continue
        made = remarks.origin(entry.tcomment, entry.msgstr)
        assert made
        assert made.maker is Maker.MACHINE
        direct = tag == "uk"
        assert ("translate-de_uk" in made.detail) == direct
        assert ("translate-de_en" in made.detail) != direct
        assert entry.fuzzy
        assert sorted(names(entry.msgstr)) == sorted(names(entry.msgid))
        for fact in FACTS:
            assert entry.msgstr.count(fact) == entry.msgid.count(fact)
        shown = re.sub(r"\{\w+\}|https?://\S+|\S+@\S+", "", entry.msgstr)
        german = re.sub(r"\{\w+\}|https?://\S+|\S+@\S+", "", entry.msgid)
        assert sorted(re.findall(r"\d+", shown)) == sorted(re.findall(r"\d+", german))
        assert shown.count("Eschwege") == german.count("Eschwege")
        letters = [char for char in shown.replace("Eschwege", "") if char.isalpha()]
        right = [char for char in letters if TARGETS[tag] in unicodedata.name(char, "")]
        assert len(right) >= 0.8 * len(letters)


def test_the_second_run_drafts_nothing(drafted: Project) -> None:
    before = {path: path.read_bytes() for path in drafted.locale.rglob("*.po")}
    assert "Neu entworfen" not in pipeline(drafted, "draft")
    assert {path: path.read_bytes() for path in drafted.locale.rglob("*.po")} == before


def test_what_a_human_translated_is_left_alone(drafted: Project, tmp_path: Path) -> None:
    project = copied(drafted, tmp_path)
    path = project.locale / "uk" / "LC_MESSAGES" / "fest.po"
    mine: list[str] = []

    def translate(entry: po.Entry) -> None:
        if not mine and len(entry.msgid.split()) > 4:
            entry.msgstr = "Моїми словами."
            mine.append(entry.msgid)

    edit_catalogue(path, translate)
    pipeline(project, "draft", "--again")
    (entry,) = (one for one in catalogue(project, "uk").entries if one.msgid == mine[0])
    assert (entry.msgstr, entry.fuzzy) == ("Моїми словами.", True)


def test_without_any_network_at_all(office: Project, tmp_path: Path) -> None:
    """In a network namespace of its own, where not even the loopback address is up."""
    project = copied(office, tmp_path)
    namespace = ["unshare", "--map-root-user", "--net"]
    allowed = subprocess.run([*namespace, "true"], capture_output=True, check=False)
    if allowed.returncode:  # a container may forbid namespaces: then the audit hook has to do
        namespace = []
    subprocess.run(
        [*namespace, sys.executable, "-c", OFFLINE, "--project", str(project.root), "draft"],
        cwd=ROOT,
        env=environment(),
        check=True,
        capture_output=True,
    )
    assert sum(bool(entry.msgstr) for entry in catalogue(project, "ka").entries) > 18


def test_what_a_translator_saves_meanwhile_stays(office: Project, tmp_path: Path) -> None:
    project = copied(office, tmp_path)
    path = project.locale / "uk" / "LC_MESSAGES" / "fest.po"

    class Saving:
        def begin(self, title: str, steps: int) -> None:
            mine: list[str] = []

            def translate(entry: po.Entry) -> None:
                if not mine and not entry.msgstr:
                    entry.msgstr = "Моїми словами."
                    mine.append(entry.msgid)

            if path.exists() and "Моїми" not in path.read_text():
                edit_catalogue(path, translate)

        def step(self) -> None: ...

    outcome = flow.draft_catalogues(project, NOW, Saving())
    assert outcome.ok
    first, *others = catalogue(project, "uk").entries
    assert (first.msgstr, first.fuzzy) == ("Моїми словами.", False)
    assert sum(entry.fuzzy for entry in others) > 18


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_in_the_middle(
    office: Project, drafted: Project, tmp_path: Path, how: signal.Signals
) -> None:
    project = copied(office, tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "--project", str(project.root), "draft"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    first = project.locale / "ar" / "LC_MESSAGES" / "fest.po"
    while process.poll() is None and not (first.exists() and "Entwurf (" in first.read_text()):
        time.sleep(0.005)
    process.send_signal(how)
    _out, complaint = process.communicate()
    assert "Traceback" not in complaint
    done = catalogue(project, "ar")
    assert sum(entry.fuzzy for entry in done.entries) > 18
    for path in project.locale.rglob("*.po"):
        subprocess.run(["msgfmt", "--check", "-o", os.devnull, path], check=True)
    pipeline(project, "draft")
    for tag in TARGETS:
        assert str(catalogue(project, tag)) == str(catalogue(drafted, tag))
