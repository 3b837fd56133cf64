"""Picture files as they lie in content/: looked at without trusting them."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import svg
from .files import bytes_of
from .messages import _

if TYPE_CHECKING:
    from PIL.Image import Image

BYTES_AT_MOST: Final = 60 * 2**20
PIXELS_AT_MOST: Final = 120_000_000
"""More than any camera of an office makes; a small file can claim to be larger."""

_BEGINNINGS: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
"""How the files begin (PNG, 5.2; JPEG, B.1.1.3), and their kind."""


class UnusablePicture(Exception):
    """A file that cannot be shown; its text is a sentence of `messages` that says why, and what
    to do."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that can be shown. Two are equal if their content is."""

    path: Path = field(compare=False)
    kind: str
    """``png``, ``jpeg`` or ``svg``."""
    width: float
    height: float
    """In pixels, as it is looked at; of SVG in CSS pixels, which say only how they compare."""
    digest: str
    """SHA-256 of the file."""


def look(path: Path) -> PictureFile:
    """Return what a picture is. Raises UnusablePicture."""
    data = read(path)
    width, height = _size(data)
    return PictureFile(path, kind_of(data), width, height, hashlib.sha256(data).hexdigest())


def read(path: Path) -> bytes:
    """Return the bytes of a picture. Raises UnusablePicture."""
    try:
        if path.stat().st_size > BYTES_AT_MOST:
            raise UnusablePicture(
                _("Die Datei „{name}“ ist zu groß. Verkleinern Sie das Bild.").format(
                    name=path.name
                )
            )
        return bytes_of(path)
    except OSError:
        raise UnusablePicture(
            _("Die Datei „{name}“ lässt sich nicht lesen. Prüfen Sie Namen und Ordner.").format(
                name=path.name
            )
        ) from None


def kind_of(data: bytes) -> str:
    """Return ``png``, ``jpeg`` or ``svg``. Raises UnusablePicture for everything else."""
    for start, kind in _BEGINNINGS:
        if data.startswith(start):
            return kind
    if svg.looks_like(data):
        return "svg"
    raise UnusablePicture(
        _(
            "Das ist kein Bild, das gezeigt werden kann. Speichern Sie es als JPEG oder PNG, "
            "eine Zeichnung als SVG."
        )
    )


def opened(data: bytes) -> Image:
    """Return a PNG or JPEG, upright and not yet decoded where that can wait.

    Raises UnusablePicture for one that claims to be too large or is none.
    """
    from PIL import Image  # noqa: PLC0415 - only who has pictures waits for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the number of pixels is looked at here
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as problem:
        raise _too_large() from problem
    except Exception as problem:  # Pillow says in many ways what is wrong with a picture
        raise _broken() from problem
    if image.width * image.height > PIXELS_AT_MOST:
        raise _too_large()
    return image


def _size(data: bytes) -> tuple[float, float]:
    if kind_of(data) == "svg":
        try:
            return svg.clean(data)[1:]
        except ValueError:
            raise _broken() from None
    if not _is_whole(data):
        raise _broken()
    image = opened(data)
    turned = image.getexif().get(0x0112) in (5, 6, 7, 8)  # EXIF 2.3, 4.6.4 A: lying on its side
    width, height = image.size
    try:
        image.draft("RGB", (width // 8 + 1, height // 8 + 1))  # all of the file, few of the pixels
        image.load()
    except Exception as problem:
        raise _broken() from problem
    return (height, width) if turned else (width, height)


def _is_whole(data: bytes) -> bool:
    """Whether its end is there: half an upload looks like a picture to many programs."""
    if kind_of(data) == "png":
        return b"IEND\xaeB`\x82" in data
    # The end of the picture, not of the small one that a camera puts in front of it.
    return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda")


def _too_large() -> UnusablePicture:
    return UnusablePicture(_("Das Bild hat zu viele Bildpunkte. Verkleinern Sie es."))


def _broken() -> UnusablePicture:
    return UnusablePicture(_("Das Bild ist beschädigt oder unvollständig. Speichern Sie es neu."))
