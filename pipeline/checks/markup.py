"""Inline Markdown in a translation: strong, emphasis, and links where the German has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..inline import HTML, links, plain
from ..messages import _
from ..model import Severity, State, Unit
from .rule import Context, Finding, severity

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Marks such as U+200F and joiners such as U+200C belong to the spelling and are welcome."""


def html_in_translation(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """HTML is shown as it stands, never interpreted; a reader should not have to see it."""
    for found in HTML.finditer(unit.target):
        if found[0] not in unit.source:
            yield Finding(
                Severity.ERROR,
                _(
                    "„{html}“ ist HTML und hat hier keinen Platz. Möglich sind nur **fett**, "
                    "*betont* und die Verweise des deutschen Textes."
                ).format(html=found[0]),
            )


def link_elsewhere(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A link may only point where the German one points."""
    before = links(unit.previous or "") if unit.state is State.CHANGED else []
    allowed = links(unit.source)
    for target in dict.fromkeys(links(unit.target)):
        if target not in allowed:
            yield Finding(
                Severity.WARNING if target in before else Severity.ERROR,
                _(
                    "Der Verweis führt zu „{target}“; der deutsche Text verweist nicht dorthin. "
                    "Übernehmen Sie die Adresse aus dem deutschen Text."
                ).format(target=target),
            )


def link_lost(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A link of the German text that the translation lacks."""
    found = links(unit.target)
    for target in dict.fromkeys(links(unit.source)):
        if target not in found:
            yield Finding(
                severity(unit),
                _(
                    "Der Verweis zu „{target}“ fehlt in der Übersetzung. "
                    "Schreiben Sie ihn so: [Text]({target})."
                ).format(target=target),
            )


def markup_broken(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """Stars and brackets that were meant as Markdown and would be shown as they stand."""
    shown, german = plain(unit.target), plain(unit.source)
    for mark in ("**", "]("):
        if mark in shown and mark not in german:
            yield Finding(
                severity(unit),
                _(
                    "„{mark}“ bliebe im Text stehen. Schreiben Sie **fett** ohne Leerzeichen "
                    "an den Sternen und Verweise so: [Text](Adresse)."
                ).format(mark=mark),
            )


def control_character(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """Characters nobody sees: no file can hold some, others turn the text around (UAX #9)."""
    if found := _CONTROL.search(unit.target):
        yield Finding(
            severity(unit),
            _(
                "In der Übersetzung steht ein unsichtbares Steuerzeichen (U+{code:04X}). "
                "Löschen Sie es; die Schreibrichtung setzt das Programm."
            ).format(code=ord(found[0])),
        )
