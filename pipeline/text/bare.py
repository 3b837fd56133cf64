"""Addresses and telephone numbers that stand bare in a text become links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from .patterns import EMAIL, WEB
from .runs import Run

_AREA_CODE: Final = r"(?:\+[1-9]\d{0,2}[ \u00a0]?(?:\(0\)[ \u00a0]?)?\d+|\(0\d{2,4}\)|0\d{2,4})"
PHONE: Final = (
    rf"(?<![\w.,:/@+-])(?<!\d[ \u00a0]){_AREA_CODE}(?:[ \u00a0]?[/–-][ \u00a0]?|[ \u00a0])"
    r"\d+(?:[ \u00a0/–-]\d+)*(?![\w@])"
)
"""A telephone number with its area code: unlike other figures it is never taken for one."""

_DIGITS: Final = 7
"""Fewer make no number with an area code."""

_SCHEME: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
_BARE: Final = re.compile(rf"(?P<mail>{EMAIL})|(?P<web>{WEB})|(?P<phone>{PHONE})", re.IGNORECASE)
_MAY: Final = re.compile(r"@|://|www\.|\d{2}", re.IGNORECASE)
"""Without this no text has one of them."""


def linked(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, those parts of them that are addresses as links and left-to-right islands.

    What already is a link, or an island, stays as it is. Of web addresses only those with a
    scheme or ``www.`` count.
    """
    for run in runs:
        if run.link or run.ltr or not _MAY.search(run.text):
            yield run
        else:
            yield from _parts(run)


def _parts(run: Run) -> Iterator[Run]:
    position = 0
    for found in _BARE.finditer(run.text):
        target = _target(found)
        if target is None:
            continue
        yield replace(run, text=run.text[position : found.start()])
        yield replace(run, text=found[0], link=target, ltr=True)
        position = found.end()
    yield replace(run, text=run.text[position:])


def _target(found: re.Match[str]) -> str | None:
    text = found[0]
    if found["mail"]:
        return f"mailto:{text}"
    if found["web"]:
        scheme = _SCHEME.match(text)
        if scheme is None:
            return None
        return text if "://" in scheme[0] else f"https://{text}"
    return call(text) if sum(map(str.isdigit, text)) >= _DIGITS else None


def call(number: str) -> str:
    """The link to call a number (RFC 3966); a national one is taken for a German one."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.startswith("+"):
        digits = f"+{digits}"
    elif digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+49{digits[1:]}"
    return f"tel:{digits}"
