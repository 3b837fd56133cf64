"""An Edition as a picture for messengers, made with typst from the flyer's parts."""

from __future__ import annotations

from typing import Final

from ..edition.model import Edition
from .pdf import typeset
from .sheet import document

WIDTH: Final = 1080
HEIGHT: Final = 1350
"""Pixels: 4 to 5, which messengers show whole."""

_POINTS: Final = 540
"""The width of the sheet in picture.typ."""


def picture(edition: Edition) -> bytes:
    """Return a PNG of 1080 × 1350 pixels, under 400 kB, that says what, when and where.

    The whole text is in the flyer; here type steps down until everything fits, so that
    nothing is cut. Raises what `pdf.render` does.
    """
    return _draw(edition, WIDTH)


def preview(edition: Edition) -> bytes:
    """Return the same picture with half as many pixels each way, under 120 kB."""
    return _draw(edition, WIDTH // 2)


def _draw(edition: Edition, width: int) -> bytes:
    return typeset(
        "picture.typ", document(edition), "png", edition.organisation, ppi=72 * width / _POINTS
    )
