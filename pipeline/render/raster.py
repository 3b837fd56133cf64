"""Drawings as pixels, for programs that do not draw SVG."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Final

from .pictures import Picture
from .typesetting import Manuscript, picture_address, typeset

_POINTS: Final = 400
"""The width of the sheet in raster.typ; of the picture, 4 pixels a point."""


@lru_cache(maxsize=64)
def as_pixels(picture: Picture) -> Picture:
    """Return a picture that Word shows: a drawing as PNG, everything else as it is.

    Raises what `typesetting.typeset` does.
    """
    if picture.kind != "svg":
        return picture
    height = _POINTS * picture.height / max(1, picture.width)
    data = json.dumps({"picture": picture_address(picture), "width": _POINTS, "height": height})
    made = typeset("raster.typ", Manuscript(data, (picture,)), "png", ppi=72 * 4)
    return replace(picture, kind="png", data=made, width=_POINTS * 4, height=round(height * 4))
