"""Which old translation belongs to which new German text: the same one again, or a similar one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Final

from rapidfuzz import fuzz, process

from ..base.model import UnitKey
from ..language.table import Language
from ..source.model import Role, Segment
from ..source.segments import noted_role
from ..text.form import flat
from .carrying import sealed
from .po import Entry
from .states import is_echo

SIMILARITY: Final = 60.0
"""Percent of `rapidfuzz.fuzz.ratio` from which a text counts as reworded; msgmerge's 0.6."""


def reverted(old: Iterable[Entry], new: Set[UnitKey]) -> dict[UnitKey, Entry]:
    """What was carried away from a German text that is ``new`` again; best with its seal."""
    back: dict[UnitKey, Entry] = {}
    for entry in old:
        before = entry.previous_msgctxt, entry.previous_msgid or ""
        if (
            entry.fuzzy
            and entry.msgstr
            and before in new
            and (before not in back or not sealed(back[before]))
        ):
            back[before] = entry
    return back


def same_but_for_form(old: Iterable[Entry], new: Set[UnitKey]) -> dict[UnitKey, Entry]:
    """What differs from a ``new`` German text only in where its lines end, and the like."""
    if not new:
        return {}
    by_form = {(entry.msgctxt, flat(entry.msgid)): entry for entry in old if entry.msgstr}
    wanted = {(context, flat(text)): (context, text) for context, text in new}
    return {wanted[form]: entry for form, entry in by_form.items() if form in wanted}


def reworded(
    new: Sequence[Segment], old: Sequence[Entry], language: Language
) -> list[tuple[Segment, Entry]]:
    """Pair each new segment with the most similar old entry of its role; each at most once."""
    by_role: dict[Role | None, list[Entry]] = {}
    for entry in old:
        if (entry.msgstr or entry.tcomment) and not is_echo(entry, language):
            by_role.setdefault(noted_role(entry.msgctxt, entry.comment), []).append(entry)
    pairs: list[tuple[bool, float, int, int, Segment, Entry]] = []
    for position, segment in enumerate(new):
        candidates = by_role.get(segment.role, []) + by_role.get(None, [])
        matches = process.extract(
            segment.text,
            [entry.msgid for entry in candidates],
            scorer=fuzz.ratio,
            score_cutoff=SIMILARITY,
            limit=None,
        )
        for _text, score, index in matches:
            entry = candidates[index]
            pairs.append((not entry.msgstr, -score, position, index, segment, entry))
    best: dict[int, tuple[Segment, Entry]] = {}
    used: set[int] = set()
    for *_rank, position, _index, segment, entry in sorted(pairs, key=lambda pair: pair[:4]):
        if position not in best and id(entry) not in used:
            used.add(id(entry))
            best[position] = segment, entry
    return list(best.values())
