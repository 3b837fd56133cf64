"""The command line as people call it: exit codes, messages, languages of messages."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.base.lock import held
from pipeline.base.messages import _
from pipeline.cli import locales, main

from ..support import ROOT

SMALL = ROOT / "tests/projects/sommerfest"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """One small document in two languages."""
    shutil.copytree(SMALL / "content", tmp_path / "content")
    (tmp_path / "content/sommerfest-2027.md").unlink()
    path = tmp_path / "content/organisation.toml"
    links = "".join(
        f'{name}_url = "https://www.example.org/{name}"\n'
        for name in ("imprint", "privacy", "accessibility")
    )
    path.write_text(links + path.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")


def pipeline(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, from which nothing leads to the network."""
    script = (
        "import socket, sys\n"
        "def refuse(*args, **kwargs): raise SystemExit('network')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
        "import runpy\n"
        "runpy.run_module('pipeline', run_name='__main__')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_run_without_network_prints_a_summary_and_succeeds(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = pipeline("--project", str(office), "invitations")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"absage +│ veröffentlichbar +│ 1: de", done.stdout)
    assert re.search(r"│ unvollständig +│ 1: ar", done.stdout)
    assert str(office / "build" / "index.html") in done.stdout
    assert main(["--project", str(office), "invitations"]) == 0
    assert "0 Dateien neu oder geändert" in capsys.readouterr().out


def test_what_is_odd_in_the_german_is_said_and_stops_nothing(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = office / "content/absage.md"
    text = document.read_text(encoding="utf-8")
    document.write_text(text + "\nDer Asylant ist da.\n", encoding="utf-8")
    (office / "content/wording.csv").write_text(
        "word,instead,why\nAsylant,Asylsuchender,es wertet ab\n", encoding="utf-8"
    )
    assert main(["--project", str(office), "invitations"]) == 0
    said = capsys.readouterr()
    assert "content/absage.md:" in said.err
    assert "Statt „Asylant“ besser: Asylsuchender." in said.err.replace("\n", " ")


def test_a_process_ends_with_the_code_and_complains_on_stderr(office: Path) -> None:
    (office / "content/absage.md").write_text("---\nknid: invitation\n---\n")
    done = pipeline("--project", str(office), "catalogues")
    assert done.returncode == 1
    assert "content/absage.md:2: Die Angabe „knid“" in done.stderr


@pytest.mark.parametrize("command", ["invitations", "catalogues"])
def test_wrong_content_is_named_with_file_and_line(
    office: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    document = office / "content/absage.md"
    document.write_text(document.read_text().replace("kind:", "knid:"))
    assert main(["--project", str(office), command]) == 1
    complaint = capsys.readouterr().err
    assert "content/absage.md:2: Die Angabe „knid“ kenne ich nicht. Meinten Sie „kind“?" in (
        complaint
    )
    assert complaint.count("knid") == 1
    assert "Traceback" not in complaint


@pytest.mark.parametrize(
    ("locale", "complaint"),
    [
        ("en_GB.UTF-8", "I do not know “knid”. Did you mean “kind”?"),
        ("tr_TR.UTF-8", "kenne ich nicht"),
    ],
)
def test_messages_are_english_where_the_locale_asks_for_it(
    office: Path,
    locale: str,
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = office / "content/absage.md"
    document.write_text(document.read_text().replace("kind:", "knid:"))
    monkeypatch.setenv("LC_ALL", locale)
    main(["--project", str(office), "invitations"])
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "english"),
    [
        ({}, False),
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_DE.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en"}, True),
        ({"LC_ALL": "", "LANG": "en_US"}, True),
        ({"LANG": "C.UTF-8"}, False),
    ],
)
def test_choice_of_the_language_of_messages(environment: dict[str, str], english: bool) -> None:
    locales.choose(environment)
    assert (locales.shown(_("Sprache")) == "Language") == english
    locales.choose({})


@pytest.mark.parametrize("arguments", [[], ["einladungen"], ["invitations", "--fast"]])
def test_wrong_use_is_exit_code_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert "Aufruf: pipeline" in capsys.readouterr().err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tmp_path / "nirgends"), "invitations"]) == 2
    assert "nirgends: Diesen Ordner gibt es nicht" in capsys.readouterr().err


def test_status_before_and_after_a_run(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(office), "status"]) == 1
    assert "Rufen Sie zuerst „make invitations“ auf" in capsys.readouterr().err
    main(["--project", str(office), "invitations"])
    summary = capsys.readouterr().out
    assert main(["--project", str(office), "status"]) == 0
    rows = [line for line in summary.splitlines() if "│" in line]
    assert [line for line in capsys.readouterr().out.splitlines() if "│" in line] == rows


def test_catalogues_alone_leave_build_alone(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(office), "catalogues"]) == 0
    assert not (office / "build").exists()
    assert (office / "locale/ar/LC_MESSAGES/absage.po").exists()


def test_languages_lists_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["languages"]) == 0
    out = capsys.readouterr().out
    assert "de-simple" in out
    assert "ქართული" in out


def test_letterhead_is_copied_once_and_then_used(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(office), "letterhead"]) == 0
    copied = office / "content/letterhead.docx"
    before = copied.read_bytes()
    assert main(["--project", str(office), "letterhead"]) == 2
    assert copied.read_bytes() == before
    assert main(["--project", str(office), "invitations"]) == 0
    copied.write_bytes(b"no Word file")
    assert main(["--project", str(office), "invitations"]) == 1
    assert str(copied) in capsys.readouterr().err


def test_date_of_new_catalogues_can_be_fixed(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert main(["--project", str(office), "catalogues"]) == 0
    text = (office / "locale/absage.pot").read_text()
    assert "POT-Creation-Date: 2023-11-14 22:13+0000" in text
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    assert main(["--project", str(office), "catalogues"]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


def test_ctrl_c_is_no_traceback(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.run.flow.invitations", interrupt)
    assert main(["--project", str(office), "invitations"]) == 130
    assert "Abgebrochen" in capsys.readouterr().err


def test_two_runs_at_once_wait_for_each_other(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "pipeline", "--project", str(office), "catalogues"]
    with (
        held(office / "content", lambda _text: None),
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as run,
    ):
        assert run.stderr is not None
        assert f"Prozess {os.getpid()}" in run.stderr.readline()
        assert not (office / "locale").exists()
        assert main(["--project", str(office), "languages"]) == 0  # only shows, and does not wait
        run.terminate()
    assert main(["--project", str(office), "catalogues"]) == 0
    assert (office / "locale").exists()


def test_what_was_saved_while_a_run_was_stopped_comes_back(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run was killed between exchanging a catalogue and looking at what came out."""
    assert main(["--project", str(office), "catalogues"]) == 0
    path = office / "locale/ar/LC_MESSAGES/absage.po"
    ours = path.read_bytes()
    saved = ours.replace(b'msgstr ""\n', 'msgstr "كلمة"\n'.encode())
    marks = f"{hashlib.sha256(ours).hexdigest()[:16]}.{'0' * 16}"
    left = path.with_name(f".absage.po.{marks}.abcdefgh.swap")
    left.write_bytes(saved)
    assert main(["--project", str(office), "catalogues"]) == 0
    assert "كلمة" in path.read_text(encoding="utf-8")
    left.write_bytes(saved + b"\n# newer\n")
    capsys.readouterr()
    assert main(["--project", str(office), "catalogues"]) == 0
    (rescued,) = path.parent.glob("absage.gerettet-*.po")
    assert rescued.read_bytes() == saved + b"\n# newer\n"
    assert str(rescued) in capsys.readouterr().err.replace("\n", "")
    assert not left.exists()
