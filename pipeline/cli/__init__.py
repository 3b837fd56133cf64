"""The command line: thin, and the only place that prints or decides exit codes.

0: done. 1: the content, a catalogue or a check is at fault, each named. 2: wrong use.

`commands` is the table of what can be typed, `parser` reads it from the command line, `perform`
loads the module of the one that was typed. What a command needs is imported by its module
alone: who asks for help waits for no renderer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from ..base.messages import _
from .locales import choose, shown
from .parser import parser

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing escapes as a traceback."""
    choose(os.environ)
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a letter shows "?"
                stream.reconfigure(errors="replace")
        options = parser().parse_args(arguments)
        from .perform import perform  # noqa: PLC0415 - who asks for help waits for no tables

        return perform(options)
    except OSError as problem:  # nowhere to print to
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        stopped = shown(_("Abgebrochen. Fertige Dateien bleiben, halbe gibt es nicht."))
        sys.stderr.write(f"{stopped}\n")
        return INTERRUPTED
