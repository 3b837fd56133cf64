"""Reading the command line with argparse, which speaks the terminal's language here."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from ..base.messages import _
from .commands import COMMANDS, Argument, Command, Group, OneOf
from .locales import shown

SENTENCES: Final = {
    "usage: ": _("Aufruf: "),
    "positional arguments": _("Angaben"),
    "options": _("Schalter"),
    "show this help message and exit": _("diese Hilfe zeigen"),
    "%(prog)s: error: %(message)s\n": _("%(prog)s: Fehler: %(message)s\n"),
    "argument %(argument_name)s: %(message)s": _("Angabe %(argument_name)s: %(message)s"),
    "the following arguments are required: %s": _("Es fehlt: %s"),
    "one of the arguments %s is required": _("Eine dieser Angaben fehlt: %s"),
    "unrecognized arguments: %s": _("Das kenne ich nicht: %s"),
    "invalid choice: %(value)r (choose from %(choices)s)": _(
        "%(value)r gibt es nicht. Möglich sind: %(choices)s"
    ),
    "ambiguous option: %(option)s could match %(matches)s": _(
        "%(option)s ist nicht eindeutig. Möglich sind: %(matches)s"
    ),
    "not allowed with argument %s": _("geht nicht zusammen mit %s"),
    "ignored explicit argument %r": _("Hier darf kein Wert stehen: %r"),
    "expected one argument": _("Es fehlt der Wert."),
    "expected at most one argument": _("Hier darf höchstens ein Wert stehen."),
    "expected at least one argument": _("Hier muss mindestens ein Wert stehen."),
    "invalid %(type)s value: %(value)r": _("Den Wert %(value)r verstehe ich nicht (%(type)s)."),
}
"""What argparse says to people, by its own English words."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole table, in the language that the terminal has now.

    What it reads has ``project``, and of the command ``runs`` (``module:function``) and
    ``only_shows`` and ``begins``.
    """
    _speak()
    top = argparse.ArgumentParser(
        prog="pipeline",
        description=shown(_("Aus einem deutschen Text werden Einladungen in vielen Sprachen.")),
    )
    top.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar=shown(_("ORDNER")),
        help=shown(_("Ordner mit content/, locale/ und build/ (sonst der aktuelle)")),
    )
    _add(top, COMMANDS)
    return top


def _add(above: argparse.ArgumentParser, rows: Iterable[Command | Group]) -> None:
    below = above.add_subparsers(dest="command", required=True, metavar=shown(_("BEFEHL")))
    for row in rows:
        said = shown(row.explanation)
        one = below.add_parser(row.name, help=said, description=said)
        if isinstance(row, Group):
            _add(one, row.commands)
            continue
        one.set_defaults(runs=row.runs, only_shows=row.only_shows, begins=row.begins)
        for argument in row.arguments:
            if isinstance(argument, OneOf):
                choice = one.add_mutually_exclusive_group()
                for alternative in argument.arguments:
                    _take(choice, alternative)
            else:
                _take(one, argument)


def _take(where: argparse._ActionsContainer, argument: Argument) -> None:
    options: dict[str, Any] = {
        name: shown(value) if isinstance(value, str) else value
        for name, value in argument.options.items()
    }
    where.add_argument(*argument.names, **options)


def _speak() -> None:
    """Have argparse say its sentences in the language that the terminal has.

    argparse asks gettext, which has no catalogue of these sentences and would follow other
    rules than `locales.choose`; so it is given our function under the name it uses.
    """
    vars(argparse)["_"] = _said


def _said(text: str) -> str:
    return shown(SENTENCES.get(text, text))
