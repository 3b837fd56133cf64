"""Left-to-right islands in right-to-left text (UAX #9).

Without marks the bidirectional algorithm shows "+49 30 1234-5678" reversed and moves the
closing bracket of "agah (Hessen)" to the wrong end. Renderers isolate every run that is
marked here; no control character is ever put into the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from .model import Run

_LATIN: Final = r"[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff]"
_WORD: Final = rf"(?:{_LATIN}|[0-9\u0300-\u036f])"
# What may stand between two words of one name, address or web address. A full stop, comma
# or colon belongs to the island only when more of it follows.
_GLUE: Final = (
    r"(?:[ \u00a0]?[-–/@_+&'’.,:#?=%„“”\"«»!]{1,3}[ \u00a0]?|[ \u00a0]|[ \u00a0]?\(|\)[ \u00a0]?)"
)
_ISLAND: Final = re.compile(rf"[+(„“\"]?{_WORD}+(?:{_GLUE}{_WORD}+)*[!)“”\"]*")
_HAS_LATIN: Final = re.compile(_LATIN)
_NUMBER_GROUPS: Final = re.compile(r"\+[0-9]|[0-9][ \u00a0]?[-–/][ \u00a0]?[0-9]|[0-9] [0-9]")


def isolate(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Split the runs of a right-to-left text so that every island is a run of its own.

    An island is a stretch with Latin letters (a name, an address, a web address) or digits
    in groups (a telephone number, "5-7"); balanced brackets and quotation marks go with
    it, sentence punctuation at its end does not. Plain numbers need no island. Runs that
    already are islands stay as they are.
    """
    split: list[Run] = []
    for run in runs:
        if run.ltr:
            split.append(run)
            continue
        position = 0
        for match in _ISLAND.finditer(run.text):
            start, end = _balance(run.text, match.start(), match.end())
            island = run.text[start:end]
            if not (_HAS_LATIN.search(island) or _NUMBER_GROUPS.search(island)):
                continue
            split.append(replace(run, text=run.text[position:start]))
            split.append(replace(run, text=island, ltr=True))
            position = end
        split.append(replace(run, text=run.text[position:]))
    return tuple(run for run in split if run.text)


_PAIRS: Final = {")": "(", "“": "„", "”": "“", '"': '"'}


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Give up brackets and quotation marks at the ends that have no partner inside."""
    changed = True
    while changed and start < end:
        changed = False
        inside = text[start:end]
        first, last = inside[0], inside[-1]
        if first in '(„“"' and not any(
            opening == first and closing in inside[1:] for closing, opening in _PAIRS.items()
        ):
            start, changed = start + 1, True
        elif last in _PAIRS and _PAIRS[last] not in inside[:-1]:
            end, changed = end - 1, True
    return start, end
