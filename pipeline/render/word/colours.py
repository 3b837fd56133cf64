"""The stand-in colours of the shipped letterhead, and what an organisation puts in their place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from ...source.organisation import Colours
from ..colours import scheme

STAND_INS: Final[Mapping[str, str]] = {
    "ink": "1A2A2C",
    "muted": "4D6366",
    "line": "C9D3D4",
    "primary": "0B5C64",
    "surface": "EAF2F3",
    "accent": "B84330",
    "notice": "FAF0EE",
    "alert": "B84331",
}
"""Colours of `colours.Scheme` as they stand in letterhead.docx, so that it looks right in Word."""


@cache
def replacements(colours: Colours) -> Mapping[str, str]:
    """Return stand-in → colour, both ``RRGGBB``; every text holds 4.5:1 (WCAG 2.2, 1.4.3).

    Raises ValueError for a colour that is not ``#rrggbb``.
    """
    light = scheme(colours, dark=False)
    return {
        stand_in: str(getattr(light, name)).lstrip("#").upper()
        for name, stand_in in STAND_INS.items()
    }
