"""An Edition as a picture for messengers, made with typst from the flyer's parts."""

from __future__ import annotations

from typing import Final

from .typesetting import Manuscript, typeset

WIDTH: Final = 1080
HEIGHT: Final = 1350
"""Pixels: 4 to 5, which messengers show whole."""

_POINTS: Final = 540
"""The width of the sheet in picture.typ."""


def picture(manuscript: Manuscript) -> bytes:
    """Return a PNG of 1080 × 1350 pixels, under 400 kB, that says what, when and where.

    The whole text is in the flyer; here type steps down until everything fits, so that
    nothing is cut. ``manuscript`` is made by `sheet.manuscript`. Raises what `typeset` does.
    """
    return _draw(manuscript, WIDTH)


def preview(manuscript: Manuscript) -> bytes:
    """Return the same picture with half as many pixels each way, under 120 kB.

    Right after `picture`, typst still has the layout, and only the pixels are drawn: that takes
    less than half of what it takes to read the large PNG and to scale it (decision 0013).
    """
    return _draw(manuscript, WIDTH // 2)


def _draw(manuscript: Manuscript, width: int) -> bytes:
    return typeset("picture.typ", manuscript, "png", ppi=72 * width / _POINTS)
