"""The command line: thin, and the only place that prints or decides exit codes.

0: done. 1: the content, a catalogue or a check is at fault, each named. 2: wrong use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console

from ..base.errors import PipelineError, UsageError
from ..base.messages import _
from ..base.model import Location
from ..base.project import Project
from . import evaluate, making, memory, models, reviewing
from .speech import choose, complain, say, translated

Command = Callable[[argparse.Namespace, Project, Console, Console], int]

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing escapes as a traceback."""
    choose(os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a letter shows "?"
            stream.reconfigure(errors="replace")
    options = translated(_parser()).parse_args(arguments)
    # No emoji: a folder may be called :x:.
    out = Console(highlight=False, emoji=False)
    err = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)
    try:
        if not options.project.is_dir():
            raise UsageError(
                Location(options.project), _("Diesen Ordner gibt es nicht. Prüfen Sie --project.")
            )
        command: Command = options.run
        return command(options, Project(options.project), out, err)
    except PipelineError as problem:
        complain(err, problem)
        return 2 if isinstance(problem, UsageError) else 1
    except OSError as problem:  # nowhere to print to
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        say(err, _("Abgebrochen. Fertige Dateien bleiben, halbe gibt es nicht."))
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
    for module in (making, models, evaluate, memory, reviewing):
        module.add(commands)
    return parser
