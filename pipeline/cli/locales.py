"""What language the terminal gets: English where the locale asks for it, else German.

The only place that knows the locale; what is written into files is German everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

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
