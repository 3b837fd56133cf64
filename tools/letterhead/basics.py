"""Colours, measures and names that every part needs.

The colours are stand-ins: localise replaces each by a colour of the organisation
(`colours.STAND_INS`).
"""

from __future__ import annotations

from typing import Final

from pipeline.render.word.colours import STAND_INS

INK: Final = STAND_INS["ink"]
MUTED: Final = STAND_INS["muted"]
PRIMARY: Final = STAND_INS["primary"]
SURFACE: Final = STAND_INS["surface"]
LINE: Final = STAND_INS["line"]
ACCENT: Final = STAND_INS["accent"]
NOTICE: Final = STAND_INS["notice"]
ALERT: Final = STAND_INS["alert"]
WHITE: Final = "FFFFFF"

PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
SIDE: Final = 1304
"""23 mm."""
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * SIDE

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
"""wp is not for us: pandoc finds no alternative text of a picture without it."""
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


def part(root: str, content: str) -> str:
    """Return a header, a footer or the document as a part."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def rule(side: str, size: int, colour: str, space: int = 0) -> str:
    """Return one border; ``size`` in eighths of a point, ``space`` in points."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
