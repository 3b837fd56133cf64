"""Pictures in the text: logos, photos and the QR code (ECMA-376-1, 20.4.2.8 and 20.2)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline
from docx.package import Package
from docx.shared import Length, Mm

from ...source.model import Partner
from ...source.organisation import Organisation
from ...text.blocks import Image
from ...text.runs import Text
from .. import qr
from ..pictures import Use, fit, maybe
from ..raster import as_pixels
from .xml import Element, clean, el, parse

LOGO: Final = (Mm(70), Mm(16))
"""What a logo fits into, width and height."""
CODE: Final = (Mm(26), Mm(26))
"""As large as a QR code is, its quiet zone included."""

TALLEST: Final = Mm(78)
"""Of a picture in a document."""

_DECORATIVE: Final = (
    b'<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    b'<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
    b'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext>'
    b"</a:extLst>"
)
"""Word's own mark of what need not be read ([MS-ODRAWXML], 2.3.2)."""

_FIRST_ID: Final = 9000
"""Above the numbers that Word gives to a letterhead's own drawings."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Drawn as large as fits into `room`; its name is read to those who cannot see it."""

    source: bytes
    name: str
    room: tuple[Length, Length]
    decorative: bool = False
    """There is nothing to read."""


Drawer = Callable[[Figure], Element]
"""Makes the w:drawing of a picture in the part at hand."""


def logo(organisation: Organisation) -> Figure | None:
    """Return the picture of the organisation's logo, None if it has none."""
    drawn = maybe(organisation.logo)
    return Figure(as_pixels(drawn).data, organisation.name, LOGO) if drawn else None


def image(picture: Image[Text], width: Length) -> Figure:
    """Return a picture of the document, as wide as the text where it is wide enough."""
    alt = picture.alt.plain if picture.alt else ""
    drawn = as_pixels(fit(picture.file, Use.WORD))
    return Figure(drawn.data, alt, (width, TALLEST), decorative=picture.alt is None)


def plate(partner: Partner[Text]) -> Figure | None:
    """Return a partner's logo in the size it has to have; None without one."""
    if partner.logo is None:
        return None
    width, height = (Mm(side) for side in partner.size_mm)
    return Figure(as_pixels(fit(partner.logo, Use.LOGO)).data, partner.name, (width, height))


def code(address: str) -> Figure:
    """Return the picture of the QR code that leads to ``address``."""
    return Figure(qr.png(address), address, CODE)


def drawing_numbers() -> Iterator[int]:
    """Return the ids of our drawings: no two in a document are the same (ECMA-376-1, 20.4.2.5)."""
    return itertools.count(_FIRST_ID)


def drawer(part: Part, package: Package, numbers: Iterator[int]) -> Drawer:
    """Return what draws in ``part``; ``numbers`` are for all parts of the document."""

    def draw(picture: Figure) -> Element:
        image = package.get_or_add_image_part(BytesIO(picture.source))
        width, height = picture.room
        scale = min(width / image.default_cx, height / image.default_cy)
        size = (Length(image.default_cx * scale), Length(image.default_cy * scale))
        relationship = part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
        inline = CT_Inline.new_pic_inline(next(numbers), relationship, image.filename, *size)
        for side in "TBLR":  # LibreOffice would leave an eighth of an inch
            inline.set(f"dist{side}", "0")
        inline.docPr.set("descr", clean(picture.name))
        if picture.decorative:
            inline.docPr.append(parse(_DECORATIVE))
        return el("drawing", inline)

    return draw
