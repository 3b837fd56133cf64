"""The colours of a page, derived from the organisation's two so that everything can be read.

Whatever two colours an office chooses, they are darkened or lightened until every pair in
`PAIRS` holds the contrast that WCAG 2.2 asks for: 1.4.3 (text), 1.4.11 (symbols, edges and
focus) and, for readers who ask for more contrast, 1.4.6.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from ..source.organisation import Colours

TEXT: Final = 4.5
"""WCAG 2.2, 1.4.3, level AA."""
SYMBOL: Final = 3.0
"""WCAG 2.2, 1.4.11: symbols, edges of controls, focus; also text of 24 px and more."""
MORE: Final = 7.0
"""WCAG 2.2, 1.4.6, level AAA, for prefers-contrast."""

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens of a `Scheme` that meet on the page."""

    front: str
    back: str
    minimum: float = TEXT
    """Contrast ratio, 1 to 21."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The named colours of one appearance, ``#rrggbb``."""

    page: str
    surface: str
    """Cards and bands on the page."""
    ink: str
    muted: str
    """Text that matters less."""
    line: str
    """Ornament only: carries no meaning, so no contrast is asked of it."""
    edge: str
    """Edges of what can be clicked."""
    primary: str
    """Headings and links on page and surface."""
    accent: str
    """What must catch the eye, on page, surface and notice."""
    panel: str
    """The box that says what to do: facts, registration."""
    on_panel: str
    panel_soft: str
    """Labels and symbols on the panel."""
    panel_line: str
    """Ornament on the panel."""
    alert: str
    on_alert: str
    notice: str
    """Behind the explanation of a draft."""
    half: str
    """Bars: between edge and primary, for what is on its way."""

    def properties(self) -> tuple[tuple[str, str], ...]:
        """Return the tokens as CSS custom properties, ``("--on-panel", "#ffffff")``."""
        return tuple(
            ("--" + field.name.replace("_", "-"), getattr(self, field.name))
            for field in fields(self)
        )


@dataclass(frozen=True, slots=True)
class Palette:
    """All appearances of a page."""

    light: Scheme
    dark: Scheme
    light_more: Scheme
    """For prefers-contrast: more."""
    dark_more: Scheme


PAIRS: Final = (
    *(Pair("ink", back) for back in ("page", "surface", "notice")),
    *(Pair("muted", back) for back in ("page", "surface")),
    *(Pair("primary", back) for back in ("page", "surface")),
    *(Pair("accent", back) for back in ("page", "surface", "notice")),
    Pair("on_panel", "panel"),
    Pair("panel_soft", "panel"),
    Pair("panel", "on_panel"),
    Pair("on_alert", "alert"),
    *(Pair("edge", back, SYMBOL) for back in ("page", "surface", "notice")),
    *(Pair("half", back, SYMBOL) for back in ("page", "surface")),
)
"""Every pair of colours that the style sheets put on each other, with the ratio it needs."""


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, 'relative luminance')."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 'contrast ratio')."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with the given share, 0 to 1, of ``other`` in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def reach(colour: str, backs: Sequence[str], ratio: float, end: str) -> str:
    """Return ``colour``, moved towards ``end`` no further than ``ratio`` on all ``backs`` needs.

    ``end`` itself is returned where nothing nearer is enough.
    """
    for step in range(100):
        candidate = mix(colour, end, step / 100)
        if all(contrast(candidate, back) >= ratio for back in backs):
            return candidate
    return end


def scheme(colours: Colours, *, dark: bool, ratio: float = TEXT) -> Scheme:
    """Return one appearance in which every text holds ``ratio``.

    Raises ValueError for a colour that is not ``#rrggbb``.
    """
    end = WHITE if dark else BLACK
    ground = "#101315" if dark else WHITE
    page = mix(ground, colours.primary, 0.04) if dark else WHITE
    surface = mix(ground, colours.primary, 0.16 if dark else 0.06)
    notice = mix(ground, colours.accent, 0.2 if dark else 0.08)
    symbol = SYMBOL if ratio == TEXT else TEXT
    both, three = (page, surface), (page, surface, notice)
    strong = max(ratio, 6.5) if dark else ratio
    ink = reach(mix(colours.primary, end, 0.8), three, 12.0, end)
    primary = reach(colours.primary, both, strong, end)
    panel = reach(mix(colours.primary, BLACK, 0.12 if dark else 0), (WHITE,), max(ratio, 5), BLACK)
    return Scheme(
        page=page,
        surface=surface,
        ink=ink,
        muted=reach(mix(ink, ground, 0.4), both, ratio, end),
        line=mix(ground, ink, 0.16),
        edge=reach(mix(ground, ink, 0.4), three, symbol, end),
        primary=primary,
        accent=reach(colours.accent, three, strong, end),
        panel=panel,
        on_panel=WHITE,
        panel_soft=reach(mix(WHITE, panel, 0.22), (panel,), ratio, WHITE),
        panel_line=mix(panel, WHITE, 0.24),
        alert=reach(colours.accent, (WHITE,), ratio, BLACK),
        on_alert=WHITE,
        notice=notice,
        half=reach(mix(primary, ground, 0.45), both, symbol, end),
    )


@cache
def palette(colours: Colours) -> Palette:
    """Return the colours of a page in light and dark, each also with more contrast."""
    return Palette(
        light=scheme(colours, dark=False),
        dark=scheme(colours, dark=True),
        light_more=scheme(colours, dark=False, ratio=MORE),
        dark_more=scheme(colours, dark=True, ratio=MORE),
    )


def _channels(colour: str) -> tuple[int, int, int]:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"not a colour as #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
