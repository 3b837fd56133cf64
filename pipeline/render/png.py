"""An Edition as a picture for messengers, made with typst from the flyer's parts."""

from __future__ import annotations

from typing import Final

from .typesetting import Manuscript, typeset

WIDTH: Final = 1080
HEIGHT: Final = 1350
"""Pixels: 4 to 5, which messengers show whole."""
STORY_HEIGHT: Final = 1920
LINK_PREVIEW: Final = (1200, 630)

_POINTS: Final = 540
"""The width of the sheet in picture.typ."""


def picture(manuscript: Manuscript) -> bytes:
    """Return a PNG of 1080 × 1350 pixels, under 400 kB, that says what, when and where.

    The whole text is in the flyer; here type steps down until everything fits, so that
    nothing is cut. ``manuscript`` is made by `sheet.manuscript`. Raises what `typeset` does.
    """
    return _draw(manuscript, WIDTH)


def story(manuscript: Manuscript) -> bytes:
    """Return a PNG of 1080 × 1920 pixels, for status and stories; raises what `typeset` does.

    Above and below stays room for what telephones lay over it.
    """
    height = str(_POINTS * STORY_HEIGHT // WIDTH)
    return typeset("picture.typ", manuscript, "png", ppi=72 * WIDTH / _POINTS, height=height)


def link_preview(manuscript: Manuscript) -> bytes:
    """Return a PNG of 1200 × 630 pixels, which messengers show with a link to the page.

    That is the size of og:image (Open Graph). Raises what `typeset` does.
    """
    return typeset("preview.typ", manuscript, "png", ppi=72 * 2)


def preview(manuscript: Manuscript) -> bytes:
    """Return the same picture with half as many pixels each way, under 120 kB.

    Right after `picture`, typst still has the layout, and only the pixels are drawn: that takes
    less than half of what it takes to read the large PNG and to scale it (decision 0013).
    """
    return _draw(manuscript, WIDTH // 2)


def _draw(manuscript: Manuscript, width: int) -> bytes:
    return typeset("picture.typ", manuscript, "png", ppi=72 * width / _POINTS)
