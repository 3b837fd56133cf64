"""QR codes (ISO/IEC 18004) that lead to the language chooser."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final

import segno

from ..edition.model import Edition

QUIET: Final = 4
"""Modules of white around the code (ISO/IEC 18004, 6.3.8)."""


def chooser_address(edition: Edition) -> str | None:
    """Return where the document's language chooser is published.

    None if the organisation names no place.
    """
    base = edition.organisation.base_url
    return f"{base}/{edition.slug}/" if base else None


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code as rows of modules, True is dark, without the quiet zone.

    Raises ValueError if ``text`` does not fit into a code.
    """
    return tuple(tuple(map(bool, row)) for row in _code(text).matrix)


def svg(text: str) -> str:
    """Return an SVG image of the code: one path, dark on white, quiet zone included.

    It has a viewBox of one unit a module and no size of its own. Raises ValueError if
    ``text`` does not fit into a code.
    """
    rows = modules(text)
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for x, length in _stretches(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path d="{path}"/></svg>'
    )


def png(text: str, scale: int = 8) -> bytes:
    """Return a black and white PNG of the code, ``scale`` pixels a module.

    Raises ValueError if ``text`` does not fit into a code.
    """
    made = BytesIO()
    _code(text).save(made, kind="png", scale=scale, border=QUIET)
    return made.getvalue()


@cache
def _code(text: str) -> segno.QRCode:
    """Error correction M or better: a fold or a stain does no harm."""
    return segno.make_qr(text, error="m")


def _stretches(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Return start and length of every stretch of dark modules."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((x, 1))
    return found
