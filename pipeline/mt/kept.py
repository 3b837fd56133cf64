"""Whether the masks of a sentence came back, each once and where it does no harm."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from ..base.messages import _
from .masking import balanced
from .plausible import has_number
from .styles import (
    ADDRESS,
    ADDRESSES,
    ANY,
    ATOM,
    ATOMS,
    CLOCK,
    CLOSES,
    CONTACT,
    FIGURES,
    OPENS,
    TIME,
    kind,
)

_FREE: Final = {CLOCK: TIME, ADDRESS: CONTACT}
"""Kinds that say the same as another one."""

_OTHER_NUMBER: Final = re.compile(
    rf"(?:^|[^\w{ATOMS}])[-−+±][{FIGURES}]|[{FIGURES}][.,:/'’٫٬][{FIGURES}]"
)
"""A sign, or two numbers that became one."""

_OTHER_ADDRESS: Final = re.compile(
    rf"[{ADDRESSES}][._@/:?=&+-][A-Za-z{ATOMS}]|[A-Za-z{ATOMS}][._@/:+-][{ADDRESSES}]"
)

_GLUED: Final = re.compile(
    rf"(?<=\w)(?=[{ATOMS}{OPENS}])|(?<=[{ATOMS}{CLOSES}])(?=[{ATOMS}{OPENS}])"
    rf"|(?<=[{FIGURES}{ADDRESSES}])(?=\w)"
)
_SPACE_INSIDE: Final = re.compile(rf"(?<=[{OPENS}])\s+|\s+(?=[{CLOSES}])")
_EMPTY: Final = re.compile(rf"[{OPENS}][^\w{ATOMS}]*[{CLOSES}]")


def settle(target: str, source: str) -> str:
    """Return ``target`` with a space where a mask would grow together with a word.

    Strong text takes no space at its ends (CommonMark 6.2), and what stood apart
    in ``source`` stands apart again; endings may hang on names and placeholders.
    """
    target = _SPACE_INSIDE.sub("", target)
    if not _GLUED.search(source):
        target = _GLUED.sub(" ", target)
    return re.sub(r"\s{2,}", " ", target).strip()


def fault_in_masks(target: str, source: str) -> str:
    """Return what is wrong with the masks of ``target``, in German; empty when nothing is.

    The message shows the masks that are concerned; `masking.unmask` makes them readable.
    """
    sent, found = (Counter(ANY.findall(text)) for text in (source, target))
    if lost := sent - found:
        return _("Verloren ging: {facts}").format(facts=_list(lost))
    if extra := found - sent:
        return _("Doppelt kam: {facts}").format(facts=_list(extra))
    if not balanced(target) or _EMPTY.search(target):
        return _("Die Auszeichnung (fett, betont, Verweis) geriet durcheinander.")
    if has_number(target):
        return _("Das Modell erfand eine Zahl.")
    if _OTHER_NUMBER.search(target) and not _OTHER_NUMBER.search(source):
        return _("Das Modell veränderte eine Zahl.")
    if _OTHER_ADDRESS.search(target) and not _OTHER_ADDRESS.search(source):
        return _("Das Modell veränderte eine Adresse.")
    return ""


def swapped(target: str, source: str) -> str:
    """Return which masks came in another order and may not, in German; empty when none.

    ``target`` has the masks of ``source``. Languages put a date before or after a place, but
    hardly ever the second of two dates before the first, and an address keeps its place
    among all others: good translations of the first documents into sixteen languages never
    broke the former rule and seldom the latter. Where an engine does, it may have mistaken
    one fact for the other, and nobody can tell.
    """
    before, after = (
        [(_FREE.get(kind(mask), kind(mask)), mask) for mask in ATOM.findall(text)]
        for text in (source, target)
    )
    for one in {group for group, _mask in before}:
        ours, theirs = ([mask for group, mask in side if group == one] for side in (before, after))
        if ours != theirs:
            return _("Vertauscht: {facts}").format(facts=", ".join(ours))
    for number, (group, mask) in enumerate(before):
        place = after.index((group, mask))
        if group == CONTACT and set(before[:number]) != set(after[:place]):
            return _("Vertauscht: {facts}").format(facts=mask)
    return ""


def without_masks(text: str) -> str:
    """``text`` without its masks."""
    return ANY.sub("", text)


def has_words(text: str) -> bool:
    """Whether there is anything to translate besides the masks."""
    return any(map(str.isalpha, without_masks(text)))


def _list(masks: Counter[str]) -> str:
    # Halves of a pair would show as "**": the pair is meant.
    atoms = [mask for mask in masks if ATOM.match(mask)]
    return ", ".join(atoms) or _("Auszeichnung (fett, betont, Verweis)")
