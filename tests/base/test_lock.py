"""Two runs at once wait for each other, and say for whom."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from pipeline.base.errors import OutputError
from pipeline.base.lock import held
from pipeline.base.saving import save

FORK = multiprocessing.get_context("fork")


def quiet(_text: str) -> None: ...


def _counts(build: Path, word: str) -> None:
    def one_more(data: bytes | None) -> bytes:
        text = (data or b"").decode()
        return f"{text}{word}{text.count(word)} ".encode()

    for _number in range(20):
        with held(build.parent, quiet):
            save(build / "fest.po", one_more)


def test_no_run_loses_what_another_wrote(tmp_path: Path) -> None:
    runs = [FORK.Process(target=_counts, args=(tmp_path / "build", word)) for word in "ab"]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    found = (tmp_path / "build" / "fest.po").read_text().split()
    assert sorted(found) == sorted(f"{word}{number}" for word in "ab" for number in range(20))


def _holds(build: Path, ready: Event) -> None:
    with held(build, quiet):
        ready.set()
        time.sleep(60)


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    ready = FORK.Event()
    run = FORK.Process(target=_holds, args=(tmp_path, ready))
    run.start()
    ready.wait()
    told: list[str] = []
    with pytest.raises(OutputError, match=str(run.pid)), held(tmp_path, told.append, patience=0.2):
        pass
    assert len(told) == 1
    assert str(run.pid) in told[0]
    os.kill(run.pid or 0, signal.SIGKILL)
    run.join()
    with held(tmp_path, told.append, patience=5):
        assert list(tmp_path.iterdir()) == []
    assert len(told) == 1


def test_what_cannot_be_locked_is_not(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file")
    for name in ("content", "nowhere"):
        with held(tmp_path / name, quiet):
            pass
