"""The facts of the German and of a finished draft, counted without any knowledge of masks.

The last look before a draft is handed on: whatever went wrong before, a draft with another
fact than the German is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Final

from ..base.messages import _
from ..text.braces import TOKEN
from ..text.inline import links, parse
from ..text.patterns import EMAIL, WEB_GREEDY
from .masking import form

_ADDRESS: Final = re.compile(rf"{EMAIL}|{WEB_GREEDY}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+")
_TARGET: Final = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*\)")
_MARKS: Final = ("*", "_", "[", "](", "`", "<", "\\")


def fault_in_facts(german: str, target: str, names: Mapping[str, str]) -> str:
    """Return what ``target`` lost or made up, in German; empty when all facts are there.

    Compared are placeholders, link targets, strong and emphasised text, addresses, ``names``
    by their forms, and numbers in any script's digits, each as often as it stands.
    """
    return (
        _differ(_placeholders(german), _placeholders(target))
        or _differ(Counter(links(german)), Counter(links(target)))
        or _markup(german, target)
        or _facts(german, target, names)
    )


def _placeholders(text: str) -> Counter[str]:
    return Counter(found[0] for found in TOKEN.finditer(text))


def _markup(german: str, target: str) -> str:
    ours, theirs = parse(german), parse(target)
    shown = ["".join(run.text for run in runs) for runs in (ours, theirs)]
    if (
        any(run.strong for run in ours) != any(run.strong for run in theirs)
        or any(run.emphasis for run in ours) != any(run.emphasis for run in theirs)
        or any(shown[1].count(mark) > shown[0].count(mark) for mark in _MARKS)
    ):
        return _("Die Auszeichnung (fett, betont, Verweis) geriet durcheinander.")
    return ""


def _facts(german: str, target: str, names: Mapping[str, str]) -> str:
    """Addresses, then names, then numbers: each is taken out before the next is counted."""
    german, target = (
        TOKEN.sub(" ", _TARGET.sub("] ", unicodedata.normalize("NFC", text)))
        for text in (german, target)
    )
    ours, theirs = (Counter(_ADDRESS.findall(text)) for text in (german, target))
    if ours != theirs:
        return _differ(ours, theirs)
    german, target = (_ADDRESS.sub(" ", text) for text in (german, target))
    expected: Counter[str] = Counter()
    inside: set[str] = set()
    for name in sorted(filter(str.strip, names), key=lambda name: (-len(name), name)):
        shown = names[name] or name
        german, count = re.subn(form(name), " ", german)
        expected[shown] += count
        if name.casefold() in german.casefold():  # "Eschweger": an engine may show the name
            inside.add(shown)
    found: Counter[str] = Counter()
    for shown in sorted(expected, key=lambda shown: (-len(shown), shown)):
        target, found[shown] = re.subn(rf"(?<!\w){re.escape(shown)}", " ", target)
        if shown in inside:
            found[shown] = min(found[shown], expected[shown])
    return _differ(expected, found) or _differ(_numbers(german), _numbers(target))


def _numbers(text: str) -> Counter[str]:
    return Counter(
        "".join(str(unicodedata.decimal(digit)) for digit in found)
        for found in _NUMBER.findall(text)
    )


def _differ(ours: Counter[str], theirs: Counter[str]) -> str:
    if lost := ours - theirs:
        return _("Verloren ging: {facts}").format(facts=", ".join(sorted(lost)))
    if extra := theirs - ours:
        return _("Das Modell erfand: {facts}").format(facts=", ".join(sorted(extra)))
    return ""
