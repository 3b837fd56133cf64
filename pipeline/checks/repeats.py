"""Words that stand twice, and texts that go round in circles, as machines write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.messages import _
from ..catalogue.units import Unit
from ..text.patterns import COMBINING
from .conventions import conventions
from .rule import Context, error, warning
from .seen import words, words_only

_INNER: Final = rf"[\w’'{COMBINING}\u200c\u200d-]"
_DOUBLED: Final = re.compile(
    rf"(?<!{_INNER})([^\W\d_](?:{_INNER}*[\w{COMBINING}])?)\s+\1(?!{_INNER})",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"([^\W\d_])\1{4,}")
_PIECES: Final = re.compile(r"(\w{2,12}?)\1{3,}")
_LONGEST: Final = 8
"""Words of the longest sequence whose repetition is looked for."""
_TIMES: Final = 3
_SENTENCE: Final = re.compile(r"[^.!?؟።፧۔।。？！]{25,}")


@warning
def doubled_word(unit: Unit, context: Context, /) -> Iterator[str]:
    """A word twice in a row; some languages double some words rightly."""
    custom = conventions(context.language)
    if custom.unspaced:
        return
    for found in _DOUBLED.finditer(words_only(unit.target)):
        word = found[1].lower()
        if word not in custom.doubles and not re.search(
            rf"\b{re.escape(word)}\s+{re.escape(word)}\b", unit.source.lower()
        ):
            yield _(
                "Das Wort „{word}“ steht zweimal hintereinander. Löschen Sie eines, wenn das "
                "nicht so gemeint ist."
            ).format(word=found[1])


@error
def repetition(unit: Unit, context: Context, /) -> Iterator[str]:
    """A letter five times, words three times in a row, a sentence twice: no translator does so."""
    text = words_only(unit.target)
    if found := (
        _LETTERS.search(text)
        or (_PIECES.search(text) if conventions(context.language).unspaced else None)
    ):
        if found[0] not in unit.source:
            yield _circles(found[0])
        return
    all_words = words(unit.target)
    if len(all_words) - len(set(all_words)) < _TIMES - 1:
        return
    if circle := _circle(all_words):
        if not _circle(words(unit.source)):
            yield _circles(circle)
        return
    sentences = [part.strip() for part in _SENTENCE.findall(text)]
    if len(set(sentences)) < len(sentences):
        german = [part.strip() for part in _SENTENCE.findall(words_only(unit.source))]
        if len(set(german)) == len(german):
            yield _circles(next(one for one in sentences if sentences.count(one) > 1))


def _circle(found: tuple[str, ...]) -> str:
    """The words that stand three times in a row, or nothing; one word must stand four times."""
    for length in range(1, min(_LONGEST, len(found) // _TIMES) + 1):
        needed = length * (_TIMES if length == 1 else _TIMES - 1)
        same = 0
        for position in range(len(found) - length):
            same = same + 1 if found[position] == found[position + length] else 0
            if same >= needed:
                return " ".join(found[position + 1 : position + 1 + length])
    return ""


def _circles(text: str) -> str:
    return _(
        "Die Übersetzung wiederholt sich („{text}“), wie es Maschinen tun. Übersetzen Sie den "
        "Text neu."
    ).format(text=text[:60])
