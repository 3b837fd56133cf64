"""Left-to-right islands in right-to-left text, and the other way round (UAX #9).

Without marks the bidirectional algorithm shows "+49 30 1234-5678" reversed and moves the
closing bracket of "agah (Hessen)" to the wrong end. Renderers isolate every run that is
marked here; no control character is put into a translation. Only a right-to-left name in
left-to-right text carries its isolate with it (`closed`), as that text may be a plain string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from .inline import join
from .patterns import FSI, PDI
from .runs import Run

_LATIN: Final = r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff"
_CHARACTER: Final = rf"[{_LATIN}0-9\u0300-\u036f]"
_WORD: Final = rf"""(?:
    [{_LATIN}]\.[ \u00a0]?[{_LATIN}]\.(?!{_CHARACTER})          # e. V.: the last stop belongs to it
  | (?:\+(?=[0-9]))? {_CHARACTER}+ (?:\++(?!{_CHARACTER}))?     # +49, Erasmus+
)"""
_GLUE: Final = r"[-–/@_+&'’.,:;\#?=%!*~()\[\]„“”\"«»\ \u00a0]"

# Words and what stands between them, with the brackets and marks around them. `_GLUE` and
# `_CHARACTER` have nothing in common and all repetition is bounded or at the end, so a
# search takes linear time.
_STRETCH: Final = re.compile(
    rf"[(\[„“\"]{{0,4}}{_WORD}(?:{_GLUE}{{1,4}}{_WORD})*[!?.…)\]“”\"]*", re.VERBOSE
)
_PART: Final = re.compile(rf"(?P<word>{_WORD})|[()\[\]„“”\"«»]", re.VERBOSE)

_CLOSED_BY: Final[Mapping[str, str]] = {
    **{"(": ")", "[": "]", '"': '"'},
    **{"„": "“”", "“": "”", "«": "»", "»": "«"},
}

_REORDERED: Final = re.compile(rf"[{_LATIN}]|\+[0-9]|[0-9)][ \u00a0]?[-–/][ \u00a0]?[0-9(]")
_SPACED: Final = re.compile(r"[0-9)][ \u00a0][0-9]")


def closed(text: str) -> str:
    """Return what somebody typed so that it can stand in a left-to-right text.

    With right-to-left letters it comes between FSI and PDI (UAX #9, 2.7), as otherwise a date
    that follows it would be read as a part of it; without any it stays as it is.
    """
    rtl = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    return f"{FSI}{text}{PDI}" if rtl else text


def isolate(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Split the runs of a right-to-left text so that every island is a run of its own.

    An island is a stretch with Latin letters (a name, an address, a web address) or digits
    in groups (a telephone number, "5-7"); balanced brackets and quotation marks go with
    it, sentence punctuation at its ends does not. Plain numbers need no island. Runs that
    already are islands stay as they are.

    A run is looked at by itself, so that a date that was put in for a placeholder does not
    grow together with what stands beside it; runs without letters ("10:00", "–", "13:00")
    are joined first.
    """
    split: list[Run] = []
    for run in _joined_numbers(runs):
        position = 0
        for start, end in () if run.ltr else _islands(run.text):
            split.append(replace(run, text=run.text[position:start]))
            split.append(replace(run, text=run.text[start:end], ltr=True))
            position = end
        split.append(replace(run, text=run.text[position:]))
    return join(split)


def _joined_numbers(runs: Iterable[Run]) -> Iterator[Run]:
    for letters, group in groupby(runs, key=lambda run: any(map(str.isalpha, run.text))):
        found = tuple(group)
        yield from found if letters else join(found)


def _islands(text: str) -> Iterator[tuple[int, int]]:
    for match in _STRETCH.finditer(text):
        for start, end in _balanced(text, match.start(), match.end()):
            island = text[start:end]
            # "05651 302" is one number, "2023 10:00" a date and a time.
            if _REORDERED.search(island) or (":" not in island and _SPACED.search(island)):
                yield start, end


def _balanced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch at brackets and quotation marks that have no partner in it.

    Each piece reaches from its first to its last word or paired mark.
    """
    parts = list(_PART.finditer(text, start, end))
    opened: list[int] = []
    alone: set[int] = set()
    for number, part in enumerate(parts):
        if part["word"]:
            continue
        if opened and part[0] in _CLOSED_BY[parts[opened[-1]][0]]:
            opened.pop()
        elif part[0] in _CLOSED_BY:
            opened.append(number)
        else:  # closes nothing, and stands between an opening mark and its partner
            alone |= {number, *opened}
            opened.clear()
    alone |= set(opened)
    for cut, piece in groupby(enumerate(parts), key=lambda item: item[0] in alone):
        if not cut:
            found = [part for _number, part in piece]
            yield found[0].start(), found[-1].end()
