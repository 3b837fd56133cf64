"""Pictures in the text: the logo and the QR code (ECMA-376-1, 20.4.2.8 and 20.2)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline
from docx.package import Package
from docx.parts.image import ImagePart
from docx.shared import Length, Mm

from ...base.errors import ConfigError
from ...base.messages import _
from ...base.model import Location
from ...source.organisation import Organisation
from .. import qr
from .xml import Element, clean, el

LOGO: Final = (Mm(70), Mm(16))
"""What a logo fits into, width and height."""
CODE: Final = (Mm(26), Mm(26))
"""As large as a QR code is, its quiet zone included."""

_FIRST_ID: Final = 9000
"""Above the numbers that Word gives to a letterhead's own drawings."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Drawn as large as fits into `room`; its name is read to those who cannot see it."""

    source: Path | bytes
    name: str
    room: tuple[Length, Length]


Drawer = Callable[[Figure], Element]
"""Makes the w:drawing of a picture in the part at hand."""


def logo(organisation: Organisation) -> Figure | None:
    """Return the picture of the organisation's logo, None if it has none."""
    path = organisation.logo
    return Figure(path, organisation.name, LOGO) if path else None


def code(address: str) -> Figure:
    """Return the picture of the QR code that leads to ``address``."""
    return Figure(qr.png(address), address, CODE)


def drawer(part: Part, package: Package) -> Drawer:
    """Return what draws in ``part``; it raises ConfigError for a logo that cannot be read."""
    numbers = itertools.count(_FIRST_ID)

    def draw(picture: Figure) -> Element:
        image = _image(package, picture.source)
        width, height = picture.room
        scale = min(width / image.default_cx, height / image.default_cy)
        size = (Length(image.default_cx * scale), Length(image.default_cy * scale))
        relationship = part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
        inline = CT_Inline.new_pic_inline(next(numbers), relationship, image.filename, *size)
        for side in "TBLR":  # LibreOffice would leave an eighth of an inch
            inline.set(f"dist{side}", "0")
        inline.docPr.set("descr", clean(picture.name))
        return el("drawing", inline)

    return draw


def _image(package: Package, source: Path | bytes) -> ImagePart:
    if isinstance(source, bytes):
        return package.get_or_add_image_part(BytesIO(source))
    try:
        return package.get_or_add_image_part(str(source))
    except (OSError, UnrecognizedImageError) as error:
        raise ConfigError(
            Location(source),
            _("Das Logo lässt sich nicht lesen. Erlaubt sind PNG und JPEG."),
        ) from error
