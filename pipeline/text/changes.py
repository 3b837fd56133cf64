"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

Kind = Literal["same", "out", "in"]

_TOKEN: Final = re.compile(
    r"\{\w*\}|[\w\u0300-\u036f]+(?:[.,:/@*’'-][\w\u0300-\u036f]+)*|\s+|.", re.DOTALL
)
"""A placeholder, a word (also ``10:30``, ``Akteur*innen``, an address), space, a sign."""

_MOST: Final = 1_000_000
"""Comparisons of word with word that are worth waiting for (well under a second)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words that stayed, went or came."""

    text: str
    """As it stood, with its spaces; never empty."""
    kind: Kind


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the way from ``before`` to ``after``, word by word.

    The pieces that are ``same`` or ``out`` give ``before`` when joined, those that are
    ``same`` or ``in`` give ``after``. What went stands before what came in its place; a space
    alone between two changes belongs to both, so that changed words in a row read as one
    change. Texts of many thousand words are compared as a whole between their common ends.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    found = [
        (kind, token)
        for kind, tokens in (
            ("same", old[:start]),
            *_compared(*middle),
            ("same", old[len(old) - end :]),
        )
        for token in tokens
    ]
    return tuple(_joined(found))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two texts begin with alike."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return number
    return min(len(one), len(other))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Kind, Sequence[str]]]:
    """Yield tokens with what became of them, those that went before those that came."""
    if len(old) * len(new) > _MOST:
        yield from (("out", old), ("in", new))
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield "same", old[start:end]
        else:
            yield "out", old[start:end]
            yield "in", new[new_start:new_end]


def _joined(found: Sequence[tuple[Kind, str]]) -> Iterator[Piece]:
    """Yield pieces as long as can be."""
    runs = [
        (kind, "".join(token for _kind, token in group))
        for kind, group in groupby(found, key=lambda one: one[0])
    ]
    gone = come = ""
    for number, (kind, text) in enumerate(runs):
        if kind == "out":
            gone += text
        elif kind == "in":
            come += text
        elif text.isspace() and 0 < number < len(runs) - 1:
            gone, come = gone + text, come + text
        else:
            yield from _change(gone, come)
            gone = come = ""
            yield Piece(text, "same")
    yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(gone, "out")
    if come:
        yield Piece(come, "in")
