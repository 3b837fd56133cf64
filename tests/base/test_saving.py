"""No save of anybody is lost, whenever it falls."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base import saving
from pipeline.base.errors import OutputError


def lines(data: bytes | None) -> list[str]:
    return (data or b"").decode().split()


def adding(word: str) -> saving.Make:
    """What a run does to a file: it keeps all that stands there and adds a word."""

    def make(data: bytes | None) -> bytes:
        return " ".join(sorted({*lines(data), word})).encode()

    return make


def editor(path: Path, word: str, *, in_place: bool = False) -> None:
    """What an editor does: it reads, and saves what it read with a word more."""
    data = adding(word)(path.read_bytes() if path.exists() else None) or b""
    if in_place:
        path.write_bytes(data)
    else:
        beside = path.with_name("editor~")
        beside.write_bytes(data)
        beside.replace(path)


@pytest.fixture(params=["renameat2", "in steps"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in steps":
        monkeypatch.setattr(saving, "_renameat2", lambda: None)


def rest(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.usefixtures("exchange")
def test_a_file_is_made_changed_and_left(tmp_path: Path) -> None:
    path = tmp_path / "new" / "fest.po"
    assert saving.save(path, adding("a"))
    assert path.read_text() == "a"
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    assert saving.save(path, adding("b"))
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("a b", 0o600)
    before = path.stat()
    assert not saving.save(path, adding("b"))
    assert not saving.save(path, lambda _data: None)
    assert path.stat() == before
    assert rest(path.parent) == {"fest.po"}


@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("moment", ["_content", "_put", "_exchange", "_settled"])
def test_a_save_in_between_is_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, exists: bool, in_place: bool
) -> None:
    """An editor saves just before each step of ours, and after it."""
    for late in (False, True):
        path = tmp_path / f"{late}.po"
        if exists:
            path.write_text("old")
        step: Callable[..., object] = getattr(saving, moment)
        done: list[str] = []

        def between(
            *args: Path,
            step: Callable[..., object] = step,
            late: bool = late,
            path: Path = path,
            done: list[str] = done,
        ) -> object:
            if not late and not done:
                done.append("x")
                editor(path, "x", in_place=in_place)
            result = step(*args)
            if late and not done:
                done.append("x")
                editor(path, "x", in_place=in_place)
            return result

        with monkeypatch.context() as patch:
            patch.setattr(saving, moment, between)
            saving.save(path, adding("ours"))
        if done:
            assert "x" in path.read_text().split()
        saving.save(path, adding("ours"))
        expected = {"ours", *done, *(["old"] if exists else [])}
        assert set(path.read_text().split()) == expected
    assert {name for name in rest(tmp_path) if not name.endswith(".po")} == set()


@pytest.mark.usefixtures("exchange")
def test_what_is_saved_and_cannot_be_merged_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fest.po"
    path.write_text("old")
    step = saving._exchange

    def make(data: bytes | None) -> bytes:
        if data == b"broken":
            raise ValueError
        return b"ours"

    def between(one: Path, other: Path) -> None:
        if other.read_bytes() == b"old":
            other.write_bytes(b"broken")
        step(one, other)

    monkeypatch.setattr(saving, "_exchange", between)
    with pytest.raises(ValueError):
        saving.save(path, make)
    assert path.read_bytes() == b"broken"
    assert rest(tmp_path) == {"fest.po"}


def test_a_file_saved_without_end_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fest.po"
    path.write_text("0")
    step = saving._exchange

    def between(one: Path, other: Path) -> None:
        other.write_bytes(str(int(other.read_bytes()) + 2).encode())
        step(one, other)

    monkeypatch.setattr(saving, "_exchange", between)
    with pytest.raises(OutputError, match="ununterbrochen"):
        saving.save(path, lambda data: str(int(data or b"0") + 1).encode())
    assert rest(tmp_path) == {"fest.po"}


def test_an_editor_that_still_writes_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fest.po"
    path.write_text("old")
    step = saving._exchange
    writing: list[IO[str]] = []

    def between(one: Path, other: Path) -> None:
        if not writing:
            writing.append(other.open("w"))  # has emptied the file and has not written yet
        step(one, other)

    pauses = saving._pauses

    def waited() -> Iterator[float]:
        for number, pause in enumerate(pauses()):
            if number == 3 and not writing[0].closed:
                writing[0].write("old saved")
                writing[0].close()
            yield pause

    monkeypatch.setattr(saving, "_exchange", between)
    monkeypatch.setattr(saving, "_pauses", waited)
    assert saving.save(path, adding("ours"))
    assert path.read_text() == "old ours saved"


# --- stopped in the middle --------------------------------------------------------------------


def _killed(path: Path, number: int) -> None:
    """Save, and be killed at the ``number``-th call of the system; an editor saves before it."""
    count = 0
    saved = False

    def trace(event: str, _args: object) -> None:
        nonlocal count, saved
        if not event.startswith(("os.", "open", "tempfile", "shutil", "ctypes.call")):
            return
        count += 1
        if count == number and not saved:
            saved = True
            path.with_name("editor~").write_text("editor old")  # it had read it before
            path.with_name("editor~").replace(path)
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(trace)
    saving.save(path, adding("ours"))
    os._exit(0)


@pytest.mark.parametrize("in_steps", [False, True])
def test_killed_at_every_step_while_an_editor_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_steps: bool
) -> None:
    if in_steps:
        monkeypatch.setattr(saving, "_renameat2", lambda: None)
    saved = 0
    for number in range(1, 99):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "fest.po"
        path.write_text("old")
        process = multiprocessing.get_context("fork").Process(target=_killed, args=(path, number))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        for rescued in saving.recover(folder):
            assert "editor" in rescued.read_text().split()
        texts = {
            name: (folder / name).read_text()
            for name in rest(folder)
            if not name.endswith(("~", ".tmp"))
        }
        words = {word for text in texts.values() for word in text.split()}
        assert "old" in words, (number, texts)
        saved += 1
        assert "editor" in words, (number, texts)
        assert not [name for name in texts if name.endswith((".swap", ".aside"))]
    assert saved >= 8  # so many calls there are to stop at


@settings(max_examples=25)
@given(st.lists(st.sampled_from("abc"), max_size=4))
def test_recovering_nothing_changes_nothing(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for word in words:
            saving.save(folder / "fest.po", adding(word))
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert saving.recover(folder) == []
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
