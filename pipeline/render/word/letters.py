"""Which way characters run and which letters they are (UAX #9, Unicode Character Database)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_STRONG: Final = ("L", "R", "AL")
_SLANTED: Final = ("LATIN", "CYRILLIC", "GREEK")
"""Letters that have italics, by the first word of their names."""


def stretches(text: str) -> Iterator[str]:
    """Yield ``text`` cut where its strong characters change direction (UAX #9, 3.3.4).

    Numbers stay with the Latin letters before them, everything neutral with the right-to-left
    side, so that brackets and commas are placed and mirrored for the paragraph.
    """
    start = end = 0
    direction = "R"
    for index, character in enumerate(text):
        found = unicodedata.bidirectional(character)
        if found == "L" or (found == "EN" and direction == "L"):
            current = "L"
        elif found in _STRONG:
            current = "R"
        else:
            continue
        if current != direction:
            cut = index if direction == "R" else end
            if cut > start:
                yield text[start:cut]
            start, direction = cut, current
        end = index + 1
    if direction == "L" and start < end < len(text):
        yield text[start:end]
        start = end
    if text[start:]:
        yield text[start:]


def direction(text: str) -> str:
    """Return L or R for the first strong character, empty where there is none."""
    for character in text:
        found = unicodedata.bidirectional(character)
        if found in _STRONG:
            return "L" if found == "L" else "R"
    return ""


def starts_rtl(text: str) -> bool:
    """Return whether a right-to-left letter comes before any number; False without letters."""
    for character in text:
        found = unicodedata.bidirectional(character)
        if found in ("L", "R", "AL", "EN", "AN"):
            return found in ("R", "AL")
    return False


def foreign(text: str) -> bool:
    """Return whether there are letters that a Latin font may lack."""
    return any(c.isalpha() and not unicodedata.name(c, "").startswith(_SLANTED) for c in text)


def slantable(text: str) -> bool:
    """Return whether there are letters, and italics suit them all."""
    return any(character.isalpha() for character in text) and not foreign(text)
