"""What is said on the terminal: English where the locale asks for it, else German.

The only place that knows the locale; what is written into files is German everywhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from ..base.errors import PipelineError
from ..base.messages import english

_in_english = False


def choose(environment: Mapping[str, str]) -> None:
    """Choose the language from the locale variables, in POSIX order of precedence.

    LC_ALL, LC_MESSAGES and LANG are read (POSIX.1-2017, 8.2); a value that starts with
    ``en`` gives English, everything else, also none, German.
    """
    global _in_english
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    _in_english = locale.startswith("en")


def shown(text: str) -> str:
    """Return a message in the terminal's language, any other text as it is."""
    return english(text) if _in_english else text


def say(console: Console, text: str, style: str = "") -> None:
    """Print a line. Nothing in it acts as markup, and nothing but the terminal breaks it."""
    console.print(Text(shown(text), style), soft_wrap=True)


def complain(console: Console, problem: str | PipelineError, indent: str = "") -> None:
    """Print what is wrong."""
    _marked(console, "✗", "red", problem, indent)


def warn(console: Console, problem: str | PipelineError) -> None:
    """Print what is odd, but stops nothing."""
    _marked(console, "!", "yellow", problem)


def confirm(console: Console, text: str, indent: str = "") -> None:
    """Print what is well or done."""
    _marked(console, "✓", "green", text, indent)


def translated(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Return ``parser`` with its explanations, and those of its commands, as `shown`."""
    parser.description = shown(parser.description or "")
    for action in parser._actions:
        action.help = action.help and shown(action.help)
        if isinstance(action.metavar, str):
            action.metavar = shown(action.metavar)
        if isinstance(action, argparse._SubParsersAction):
            for explained in action._choices_actions:
                explained.help = explained.help and shown(explained.help)
            for command in action.choices.values():
                translated(command)
    return parser


def _marked(
    console: Console, mark: str, colour: str, text: str | PipelineError, indent: str = ""
) -> None:
    line = Text.assemble(indent, (mark, colour), " ", shown(str(text)))
    console.print(line, soft_wrap=True)
