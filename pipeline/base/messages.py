"""What the pipeline says to people: German, or English where the locale asks for it.

The msgid of a message is its German text; messages.en.po beside this file holds the
English. Whoever builds a message writes ``_("… {file} …").format(file=…)``, so that
the whole sentence is translated and values come after.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po

_english: dict[str, str] = {}
_active: Mapping[str, str] = {}

ENGLISH = Path(__file__).with_name("messages.en.po")


def _(text: str) -> str:
    """Return ``text`` in the language chosen by `choose`; German is returned unchanged."""
    return _active.get(text, text)


def choose(environment: Mapping[str, str]) -> None:
    """Choose the language from the locale variables, in POSIX order of precedence.

    LC_ALL, LC_MESSAGES and LANG are read (POSIX.1-2017, 8.2); a value that starts with
    ``en`` gives English, everything else, also none, German.
    """
    global _active
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    if not locale.startswith("en"):
        _active = {}
        return
    if not _english:
        with ENGLISH.open("rb") as file:
            catalogue = read_po(file)
        _english.update({str(m.id): str(m.string) for m in catalogue if m.id and m.string})
    _active = _english
