"""Translations that stand under another German text than the one they were made for.

`carry` puts one there, fuzzy, with the earlier German in ``#|`` and a sealed line that says
whether it had been reviewed; `restore` undoes that when the German is again what it was.
"""

from __future__ import annotations

from ..base.model import UnitKey
from . import po, remarks
from .grammar import seal
from .po import Entry
from .remarks import Carried


def carry(entry: Entry, unit_key: UnitKey) -> Entry:
    """Put the translation of an entry under another German text, marked as such."""
    if not entry.msgstr:  # why that German has no draft says nothing about this one
        entry.tcomment = remarks.with_lines(entry.tcomment)
    if entry.previous_msgid is None or not entry.fuzzy:
        line = Carried(not entry.fuzzy, _seal(po.key(entry), entry.msgstr))
        _note(entry, None)
        entry.flags = po.in_order([po.FUZZY, *entry.flags])
        _note(entry, line)
        po.set_previous(entry, po.key(entry))
    # else: it was carried before and still belongs to that earlier German
    po.set_key(entry, unit_key)
    return entry


def restore(entry: Entry, unit_key: UnitKey) -> Entry:
    """Undo `carry` when the German is again what it was.

    The text is reviewed again only if it had been reviewed for exactly this German and
    nobody has touched it since, which its seal proves.
    """
    line = sealed(entry)
    _note(entry, None)
    po.set_previous(entry, None if line else po.key(entry))
    if line and line.reviewed:
        entry.flags = [flag for flag in entry.flags if flag != po.FUZZY]
    po.set_key(entry, unit_key)
    return entry


def forget_earlier(entry: Entry) -> None:
    """Forget the earlier German of an entry: it is confirmed, or gets another translation."""
    _note(entry, None)
    po.set_previous(entry, None)


def sealed(entry: Entry) -> Carried | None:
    """What the translation was for the previous German, if nobody has touched it since."""
    line = remarks.carried(entry.tcomment)
    previous = entry.previous_msgctxt, entry.previous_msgid or ""
    return line if line and line.seal == _seal(previous, entry.msgstr) else None


def was_carried(entry: Entry) -> bool:
    """Whether the translation was made for an earlier German text, as `carry` notes."""
    return entry.fuzzy and remarks.carried(entry.tcomment) is not None


def was_reviewed(entry: Entry) -> bool:
    """Whether a human had reviewed exactly this translation for the previous German text."""
    line = sealed(entry)
    return entry.fuzzy and line is not None and line.reviewed


def _seal(unit_key: UnitKey, target: str) -> str:
    return seal(unit_key[0] or "", unit_key[1], target)


def _note(entry: Entry, line: Carried | None) -> None:
    if entry.msgstr and not entry.fuzzy:  # whoever empties a draft rejects it: draft/fill.py
        entry.tcomment = remarks.without_passing(entry.tcomment)
    entry.tcomment = remarks.with_carried(entry.tcomment, line)
