"""What engines answered, kept in a file so that nothing is translated twice.

Only raw answers are kept; every one is checked again when it is used, so nothing in the
file is trusted. Losing it costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

from .engine import Hypothesis

FILE: Final = ".drafts.sqlite3"
"""Its name in the folder of models."""

_SCHEMA: Final = 1
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS answers (model TEXT, hypotheses INTEGER, sentence TEXT, "
    "answer TEXT, PRIMARY KEY (model, hypotheses, sentence)) WITHOUT ROWID"
)
_WAIT: Final = 20.0
"""Seconds for another run that writes."""

_AT_ONCE: Final = 500
"""Sentences in one question; SQLite allows 999 variables in old versions."""


class Cache:
    """Answers by model, number of hypotheses and sentence.

    ``path`` None, a folder that cannot be written, and a file that another program holds
    mean: remembered as long as the program runs. A damaged file is moved aside
    (``.damaged``) and begun anew. Every `put` is one transaction (SQLite's rollback
    journal), so that a run may be killed at any time.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._database = self._open()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def get(
        self, model: str, hypotheses: int, sentences: Iterable[str]
    ) -> dict[str, list[Hypothesis]]:
        """Return the answers that are known."""
        found: dict[str, list[Hypothesis]] = {}
        wanted = list(dict.fromkeys(sentences))
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = (
                "SELECT sentence, answer FROM answers "  # noqa: S608 - only question marks
                f"WHERE model = ? AND hypotheses = ? AND sentence IN ({marks})"
            )
            for sentence, answer in self._run(query, (model, hypotheses, *some)):
                if (read := _read(answer)) is not None:
                    found[sentence] = read
        return found

    def put(self, model: str, hypotheses: int, answers: Mapping[str, Iterable[Hypothesis]]) -> None:
        """Keep answers, all or none of them."""
        rows = [
            (model, hypotheses, sentence, json.dumps([(one.text, one.score) for one in found]))
            for sentence, found in answers.items()
        ]
        for again in (False, True):
            try:
                with self._database:
                    self._database.executemany(
                        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", rows
                    )
            except sqlite3.Error as problem:
                if again:
                    return
                self._begin_anew(problem)
            else:
                return

    def _run(self, query: str, values: tuple[object, ...]) -> Iterator[tuple[str, str]]:
        try:
            yield from self._database.execute(query, values).fetchall()
        except sqlite3.Error as problem:
            self._begin_anew(problem)

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return _connect(str(self._path))
            except sqlite3.OperationalError:  # read-only, locked, no disk
                pass
            except sqlite3.Error:
                self._move_aside()
                with contextlib.suppress(sqlite3.Error):
                    return _connect(str(self._path))
            except OSError:
                pass
        return _connect(":memory:")

    def _begin_anew(self, problem: sqlite3.Error) -> None:
        """Go on without the file, which is moved aside if it is damaged."""
        self._database.close()
        if isinstance(problem, sqlite3.OperationalError):
            self._database = _connect(":memory:")
        else:
            self._move_aside()
            self._database = self._open()

    def _move_aside(self) -> None:
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            os.replace(self._path, self._path.with_name(f"{self._path.name}.damaged"))  # noqa: PTH105
        for ending in ("-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()


def _connect(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, timeout=_WAIT)
    try:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _SCHEMA):
            raise sqlite3.DatabaseError("another schema")
        with database:
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {_SCHEMA}")
        database.execute("SELECT count(*) FROM answers").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _read(answer: object) -> list[Hypothesis] | None:
    try:
        rows = json.loads(str(answer))
        return [Hypothesis(str(text), float(score)) for text, score in rows]
    except (ValueError, TypeError):
        return None
