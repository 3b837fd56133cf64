"""Sentence boundaries of German, and cuts in sentences that are too long for an engine.

The boundaries are sentencex's (rules, MIT); this module mends what it does not know:
ordinal numbers, dates and some abbreviations before a capital letter. Nothing is lost:
the pieces of a text joined are the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..source.german import ARTICLE, MONTH_NAME, SHORT

LONGEST_SENTENCE: Final = 60
"""Words. Models are trained on sentences; beyond this length they start to leave things out."""

_SHORTEST: Final = 4
"""Words that a piece of a long sentence has at least, so that it still says something."""

_ABBREVIATED: Final = re.compile(
    r"(?:^|(?<=[\s(„\"–-]))(?:(?:[a-zA-ZÄÖÜäöü]\.\s?)*[a-zA-ZÄÖÜäöü]"
    rf"|{'|'.join(SHORT)})\.\s*$",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(
    rf"(?:^|\s)(?:{ARTICLE}|ein|eine|einen)\s+\d{{1,3}}\.\s*$",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"(?:^|[\s(–-])\d{1,2}\.\s*$")
MONTH: Final = re.compile(MONTH_NAME)

_SENTINEL_NEXT: Final = re.compile(r"[.!?…][\"“”)]*\s+(?=[\U000f0000-\U000ffffd])")
"""sentencex sees no sentence in what begins with a mask."""

_CUTS: Final = tuple(re.compile(cut) for cut in (r";\s+", r":\s+", r"\s+(?=–\s)", r",\s+"))
"""Where a long sentence is cut, best place first."""


def split(text: str, longest: int = LONGEST_SENTENCE) -> list[str]:
    """Return the sentences of a German text, each with the white space after it; none goes on
    over a hard break.

    A sentence of more than ``longest`` words is cut at semicolons, colons, dashes or commas
    where it has any. ``"".join(split(text)) == text``; no piece is empty.
    """
    lines = text.splitlines(keepends=True) if "\n" in text else [text]
    return [piece for line in lines for part in _sentences(line) for piece in _cut(part, longest)]


def _sentences(text: str) -> Iterator[str]:
    from sentencex import segment  # noqa: PLC0415 - only whoever translates pays for it

    if any("\ud800" <= char <= "\udfff" for char in text):  # no text; sentencex cannot take it
        yield text
        return
    waiting = ""
    for part in segment("de", text):
        if waiting and not _unfinished(waiting, part):
            yield from _before_masks(waiting)
            waiting = ""
        waiting += part
    if waiting:
        yield from _before_masks(waiting)


def _unfinished(left: str, right: str) -> bool:
    return bool(
        _ABBREVIATED.search(left[-40:])
        or _ORDINAL.search(left[-40:])
        or (_DAY.search(left[-12:]) and MONTH.match(right))
    )


def _before_masks(sentence: str) -> Iterator[str]:
    start = 0
    for match in _SENTINEL_NEXT.finditer(sentence):
        if not _ABBREVIATED.search(sentence[max(start, match.end() - 40) : match.end()]):
            yield sentence[start : match.end()]
            start = match.end()
    if start < len(sentence):
        yield sentence[start:]


def _cut(sentence: str, longest: int) -> Iterator[str]:
    waiting = [sentence]
    while waiting:
        piece = waiting.pop()
        words = len(piece.split())
        place = _place(piece, words) if words > longest else None
        if place is None:
            yield piece
        else:
            waiting += [piece[place:], piece[:place]]


def _place(sentence: str, words: int) -> int | None:
    """The cut nearest to the middle, of the best kind that leaves both sides long enough."""
    for cut in _CUTS:
        best: tuple[int, int] | None = None
        for match in cut.finditer(sentence):
            before = len(sentence[: match.end()].split())
            if min(before, words - before) >= _SHORTEST:
                best = min(best or (words, 0), (abs(words - 2 * before), match.end()))
        if best:
            return best[1]
    return None
