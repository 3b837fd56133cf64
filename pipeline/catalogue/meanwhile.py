"""What a translator saved while a run was at work on the same catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from typing import NamedTuple

from ..base.model import UnitKey
from ..language.table import GERMAN, Language, language
from ..source.model import Role, Segment
from . import header, po
from .merge import merge
from .po import Entry, PoFile


class Work(NamedTuple):
    """What a translator sees and changes of an entry."""

    target: str
    comment: str
    flags: frozenset[str]
    previous: UnitKey | None


def joined(ours: PoFile, theirs: PoFile) -> PoFile:
    """Bring ``theirs``, saved by a translator meanwhile, in line with ``ours``.

    Every entry that the translator has touched since ``ours.stood`` was read says what the
    translator made of it, under the German of ours; every other what ours says. The header is
    the translator's. Neither file is changed.
    """
    before = _work(po.parse(ours.stood, ours.path) if ours.stood else PoFile(ours.head, []))
    after = _work(theirs)
    touched = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    segments = [_segment(entry, ours.role(entry)) for entry in ours.entries]
    remade = merge(
        theirs,
        segments,
        _language(theirs, ours),
        domain=ours.path.stem,
        reference=_reference(ours),
        now=dt.datetime.now(dt.UTC),
    )
    remade.head.msgstr = header.completed(theirs, ours.fields())
    mine = {po.key(entry): entry for entry in ours.entries}
    remade.entries = [
        entry if _is_from(entry, touched) or _is_from(mine[po.key(entry)], touched) else one
        for entry in remade.entries
        if (one := mine[po.key(entry)])
    ]
    return remade


def _is_from(entry: Entry, touched: Set[UnitKey]) -> bool:
    previous = po.previous(entry)
    return po.key(entry) in touched or (previous is not None and previous in touched)


def _work(file: PoFile) -> Mapping[UnitKey, Work]:
    return {
        po.key(entry): Work(
            entry.msgstr, entry.tcomment, frozenset(entry.flags), po.previous(entry)
        )
        for entry in (*file.obsolete, *file.entries)
    }


def _segment(entry: Entry, role: Role | None) -> Segment:
    return Segment(role or Role.LABEL, entry.msgid, entry.comment)


def _language(*files: PoFile) -> Language:
    """That of the first header that names one; German texts have none."""
    said = filter(None, (header.named(file.fields().get("Language", "")) for file in files))
    return language(next(said, GERMAN))


def _reference(file: PoFile) -> str:
    return next((place for entry in file.entries for place, _line in entry.occurrences), "")
