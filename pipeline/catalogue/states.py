"""How far an entry has come, as far as the catalogue alone tells."""

from __future__ import annotations

import unicodedata
from typing import Final

from ..base.model import State
from ..language.table import GERMAN, Language
from ..source.segments import words
from . import remarks
from .po import Entry

ECHO_WORDS: Final = 3
"""From so many words on, a target equal to its source is no translation but a copy."""

_UNSEEN: Final = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""General categories (Unicode) of controls, marks of direction, joiners and spaces."""

_BLANK: Final = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by category that show nothing."""


def state(entry: Entry, language: Language) -> State:
    """How far an entry has come: see `State`."""
    if _is_blank(entry.msgstr):
        return State.MISSING
    if entry.fuzzy:
        return State.DRAFT if entry.previous_msgid is None else State.CHANGED
    return State.MISSING if is_echo(entry, language) else State.REVIEWED


def is_echo(entry: Entry, language: Language) -> bool:
    """Whether the target is a copy of the German: OmegaT saves untranslated texts so.

    It is a translation when its translator says so in a comment that begins with ``gleich``
    or ``same``, as of a name.
    """
    german = language.tag.split("-")[0] == GERMAN
    copied = entry.msgstr == entry.msgid and not german and words(entry.msgid) >= ECHO_WORDS
    return copied and not remarks.is_meant(entry.tcomment)


def _is_blank(text: str) -> bool:
    """Whether a reader would see nothing, as of a lone U+200B or U+200F."""
    return all(char in _BLANK or unicodedata.category(char) in _UNSEEN for char in text)
