"""In which language a text is written, told by its letters.

Every language has its own share of each three letters in a row (Cavnar and Trenkle 1994);
profiles/ holds the shares, a table a script, made by tools/make_profiles.py. A text is
compared only with languages that are written in the same script: the rest are told apart by
the script itself. Languages that nobody could tell apart so count as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Final

PROFILES: Final = Path(__file__).with_name("profiles")

SAME: Final[Mapping[str, str]] = {"prs": "fa", "de-simple": "de"}
"""Languages that share the profile of another: Dari and Persian are one written language."""

STEP: Final = 0.25
"""Natural logarithms that one step of a weight stands for."""

FIRST: Final = "0"
"""The sign of weight nothing; the next sign in Unicode is one step more."""

_LANE: Final = 16
"""Bits of a language in the sum: some thousand letters fit."""
_MOST: Final = 2**_LANE // 64
"""Grams that are counted."""

_PLAIN: Final = str.maketrans("’", "'", "\u200b\u200c\u200d\u200e\u200f\u00ad\u0640")
"""Apostrophes are one; joiners and what nobody sees are none."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text looks like, beside the language that it should be in."""

    tag: str
    """The other language that fits best."""
    lead: float
    """By how many natural logarithms it fits better than the expected one; below nothing if
    the expected one fits better."""
    letters: int
    """Of the text; how much a lead is worth hangs on it."""


def recognise(words: Sequence[str], tag: str, script: str) -> Recognised | None:
    """Compare a text, given as its words, with every language of ``script`` (ISO 15924).

    ``tag`` is the language that it should be in. None where that has no profile, or no other
    language is written in its script.
    """
    table = _table(script)
    own = SAME.get(tag, tag)
    if table is None or own not in table.tags or len(table.tags) < 2:
        return None
    letters, scores = table.scores(words)
    expected = scores.pop(own)
    best = max(scores, key=scores.__getitem__)
    return Recognised(best, (scores[best] - expected) * STEP, letters)


def grams(words: Sequence[str]) -> list[str]:
    """Each three characters in a row, in lower case; a space stands at both ends of a word.

    What no profile has, such as a space between two letters, weighs nothing.
    """
    text = f" {' '.join(words).lower()} "
    if not text.isascii():
        text = text.translate(_PLAIN)
    return [text[place : place + 3] for place in range(len(text) - 2)]


class _Table:
    """The weights of one script: the sum over a text is one addition of a long number a gram,
    for each language has its own bits in it."""

    def __init__(self, text: str) -> None:
        lines = [line for line in text.split("\n") if line and not line.startswith("#")]
        self.tags = lines[0].split()
        self._weights = {line[:3]: _packed(line[4:]) for line in lines[1:]}

    def scores(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """The letters of a text, and how well each language fits."""
        found = grams(words)[:_MOST]
        total = sum(map(self._weights.get, found, repeat(0)))
        return sum(map(len, words)), {
            tag: total >> _LANE * place & 2**_LANE - 1 for place, tag in enumerate(self.tags)
        }


def _packed(signs: str) -> int:
    return sum(ord(sign) - ord(FIRST) << _LANE * place for place, sign in enumerate(signs))


@cache
def _table(script: str) -> _Table | None:
    path = PROFILES / f"{script}.txt"
    return _Table(path.read_text(encoding="utf-8")) if path.exists() else None
