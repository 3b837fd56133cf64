"""The command line: thin, and the only place that prints or decides exit codes.

0: done. 1: the content, a catalogue or a check is at fault, each named. 2: wrong use.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from . import flow, messages, tables
from .errors import PipelineError, UsageError
from .files import write_if_changed
from .messages import _
from .model import Location
from .project import Project
from .render.word.letterhead import load_letterhead

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing escapes as a traceback."""
    messages.choose(os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a letter shows "?"
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    out, err = Console(highlight=False), Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        if not options.project.is_dir():
            raise UsageError(
                Location(options.project), _("Diesen Ordner gibt es nicht. Prüfen Sie --project.")
            )
        command: Callable[[Project, Console, Console], int] = options.run
        return command(Project(options.project), out, err)
    except PipelineError as problem:
        err.print(f"[red]✗[/] {escape(str(problem))}")
        return 2 if isinstance(problem, UsageError) else 1
    except OSError as problem:  # nowhere to print to
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        err.print(_("Abgebrochen. Fertige Dateien bleiben, halbe gibt es nicht."))
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pipeline",
        description=_("Aus einem deutschen Text werden Einladungen in vielen Sprachen."),
    )
    parser.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar=_("ORDNER"),
        help=_("Ordner mit content/, locale/ und build/ (sonst der aktuelle)"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("BEFEHL"))
    for name, run, explanation in (
        ("invitations", invitations, _("alles: Kataloge abgleichen, Einladungen schreiben")),
        ("catalogues", catalogues, _("nur die Kataloge in locale/ mit dem Deutschen abgleichen")),
        ("status", status, _("zeigen, was die letzte Ausgabe enthält")),
        ("languages", languages, _("alle Sprachen mit ihren Kürzeln zeigen")),
        ("letterhead", letterhead, _("die Word-Vorlage zum Anpassen nach content/ kopieren")),
    ):
        commands.add_parser(name, help=explanation, description=explanation).set_defaults(run=run)
    return parser


def invitations(project: Project, out: Console, err: Console) -> int:
    """Make everything and say how it went."""
    with _Bar(err) as bar:
        outcome = flow.invitations(project, _now(), bar)
    _complain(outcome, err)
    out.print(tables.summary(outcome.rows, outcome.written))
    overview = project.build / "index.html"
    if overview.exists():
        out.print(_("Übersicht: {path}").format(path=overview), soft_wrap=True)
    return 0 if outcome.ok else 1


def catalogues(project: Project, out: Console, err: Console) -> int:
    """Merge the German into the catalogues and say how many files changed."""
    outcome = flow.update_catalogues(project, _now())
    _complain(outcome, err)
    out.print(_("{count} Dateien in locale/ geändert.").format(count=outcome.written))
    return 0 if outcome.ok else 1


def status(project: Project, out: Console, err: Console) -> int:
    """Print what build/status.json says."""
    out.print(tables.status(project.build / "status.json"))
    return 0


def languages(project: Project, out: Console, err: Console) -> int:
    """Print the language table."""
    out.print(tables.languages())
    return 0


def letterhead(project: Project, out: Console, err: Console) -> int:
    """Copy the Word template into content/, never over one that is there."""
    path = project.content / flow.LETTERHEAD
    if path.exists():
        raise UsageError(
            Location(path), _("Diese Vorlage gibt es schon; ich überschreibe sie nicht.")
        )
    write_if_changed(path, load_letterhead(None).data)
    out.print(
        _("{path} angelegt. Passen Sie die Datei in Word an.").format(path=path), soft_wrap=True
    )
    return 0


def _complain(outcome: flow.Outcome, err: Console) -> None:
    """Name everything that is wrong, each once."""
    found = [str(problem) for problem in outcome.problems]
    found += [problem for row in outcome.rows for problem in row.problems]
    for problem in dict.fromkeys(found):
        err.print(f"[red]✗[/] {escape(problem)}")


def _now() -> dt.datetime:
    """The time that new catalogues are dated with; SOURCE_DATE_EPOCH overrides the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).astimezone()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(None, _("SOURCE_DATE_EPOCH muss eine ganze Zahl sein.")) from None


class _Bar:
    """A progress bar on a terminal, nothing in a log."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(_("Einladungen"), total=None)

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._progress.stop()

    def total(self, steps: int) -> None:
        self._progress.update(self._task, total=steps)

    def step(self) -> None:
        self._progress.advance(self._task)
