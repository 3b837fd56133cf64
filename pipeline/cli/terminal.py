"""What the commands share: progress, complaints, the time."""

from __future__ import annotations

import datetime as dt
import os

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..errors import UsageError
from ..messages import _
from ..outcome import Outcome


def complain(outcome: Outcome, err: Console) -> None:
    """Name everything that is wrong, each once."""
    found = [str(problem) for problem in outcome.problems]
    found += [problem for row in outcome.rows for problem in row.problems]
    for problem in dict.fromkeys(found):
        err.print(f"[red]✗[/] {escape(problem)}")


def now() -> dt.datetime:
    """The time that new catalogues are dated with; SOURCE_DATE_EPOCH overrides the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).astimezone()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(None, _("SOURCE_DATE_EPOCH muss eine ganze Zahl sein.")) from None


class Bar:
    """A progress bar on a terminal, nothing in a log."""

    def __init__(self, console: Console, title: str) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(title, total=None)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._progress.stop()

    def total(self, steps: int) -> None:
        self._progress.update(self._task, total=steps)

    def step(self) -> None:
        self._progress.advance(self._task)
