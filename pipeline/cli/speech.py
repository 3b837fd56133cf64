"""How lines are said on the terminal: plain, or marked as wrong, odd or done."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ..base.errors import PipelineError
from .locales import shown


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


def _marked(
    console: Console, mark: str, colour: str, text: str | PipelineError, indent: str = ""
) -> None:
    line = Text.assemble(indent, (mark, colour), " ", shown(str(text)))
    console.print(line, soft_wrap=True)
