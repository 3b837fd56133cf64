"""Pictures of the press office, made fit for where they are drawn.

Whatever is drawn was written anew: as large as the format needs it, upright, in sRGB, and with
nothing in it but what is to be seen (no position, no camera, no thumbnail; of SVG nothing that
acts or loads). A page carries a picture in itself. typst reads it as a file of the one folder
that it may read (typesetting.py), under a name that is made of its content.
"""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..base import pictures, svg
from ..base.errors import ConfigError
from ..base.files import write_if_changed
from ..base.messages import _
from ..base.model import Location
from ..base.pictures import PictureFile, UnusablePicture

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY: Final = 82
"""Of JPEG, 0 to 95."""
_PHOTO: Final = 160_000
"""Bytes from which on an opaque PNG is tried as JPEG."""
_FOCUS: Final = (0.5, 0.4)
"""What stays where a picture is cut: faces are above the middle."""
_TALLEST: Final = 0.5
"""Height by width of a landscape photo in print; a flyer needs its room for words."""


class Use(Enum):
    """Where a picture is drawn: how many pixels its longer side needs, whether it may be cut."""

    PAGE = (1280, False)
    WORD = (1280, False)
    PRINT = (1800, False)
    BANNER = (1800, True)
    LOGO = (800, False)

    @property
    def pixels(self) -> int:
        return self.value[0]

    @property
    def cut(self) -> bool:
        """Whether a photo in landscape may lose some of its height; a portrait never does."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is drawn."""

    path: Path
    """Where it came from, for messages."""
    kind: str
    """``png``, ``jpeg`` or ``svg``."""
    data: bytes
    width: int
    height: int
    """In pixels."""

    @property
    def data_uri(self) -> str:
        """The picture as a data URI (RFC 2397)."""
        media = "svg+xml" if self.kind == "svg" else self.kind
        return f"data:image/{media};base64,{base64.b64encode(self.data).decode()}"

    @property
    def name(self) -> str:
        """A file name that no other content has, and nothing that somebody typed."""
        return f"{hashlib.sha256(self.data).hexdigest()}.{self.kind}"


def fit(file: PictureFile, use: Use) -> Picture:
    """Return a picture of the document for its ``use``.

    Raises ConfigError if it cannot be read any more.
    """
    return _fit(file.path, file.digest, use)


def read(path: Path) -> Picture:
    """Return the organisation's logo. Raises ConfigError if it cannot be read or drawn."""
    return _fit(path, hashlib.sha256(_bytes(path)).hexdigest(), Use.LOGO)


def maybe(path: Path | None) -> Picture | None:
    """Return a logo, None for None. Raises what `read` does."""
    return None if path is None else read(path)


def data_uri(path: Path | None) -> str | None:
    """Return a logo as a data URI (RFC 2397), None for None. Raises what `read` does."""
    return None if path is None else read(path).data_uri


def lay_out(picture: Picture, folder: Path) -> None:
    """Write a picture into ``folder`` under its `Picture.name`, unless it lies there.

    It appears complete or not at all, whoever does the same at that time. Raises OutputError.
    """
    if not (folder / picture.name).exists():
        write_if_changed(folder / picture.name, picture.data)


def _bytes(path: Path) -> bytes:
    try:
        return pictures.read(path)
    except UnusablePicture as problem:
        raise ConfigError(Location(path), str(problem)) from problem


@lru_cache(maxsize=64)  # every language shows the same picture
def _fit(path: Path, digest: str, use: Use) -> Picture:
    data = _bytes(path)
    try:
        if pictures.kind_of(data) == "svg":
            drawing, width, height = svg.clean(data)
            return Picture(path, "svg", drawing, round(width), round(height))
        kind, made, size = _written_anew(pictures.opened(data), use)
    except (UnusablePicture, OSError, SyntaxError, ValueError) as problem:
        raise ConfigError(
            Location(path),
            _(
                "Das Bild oder Logo lässt sich nicht zeichnen. Bitte speichern Sie es neu als PNG "
                "oder JPEG."
            ),
        ) from problem
    return Picture(path, kind, made, *size)


def _written_anew(image: Image, use: Use) -> tuple[str, bytes, tuple[int, int]]:
    from PIL import ImageOps  # noqa: PLC0415 - only who has pictures waits for it

    photo = image.format == "JPEG"
    longest = max(image.size)
    if photo and longest > use.pixels * 2:  # the decoder leaves out what is not needed
        width, height = (side * use.pixels // longest for side in image.size)
        image.draft(None, (width, height))
    upright = _in_srgb(ImageOps.exif_transpose(image))
    width, height = upright.size
    if use.cut and _TALLEST * width < height <= width:
        upright = ImageOps.fit(upright, (width, round(_TALLEST * width)), centering=_FOCUS)
    scale = min(1.0, use.pixels / max(upright.size))
    if scale < 1:
        size = (max(1, round(side * scale)) for side in upright.size)
        upright = upright.resize((next(size), next(size)))
    if photo:
        return "jpeg", _jpeg(upright), upright.size
    made = _png(upright)
    if use is not Use.LOGO and len(made) > _PHOTO and not _transparent(upright):
        as_jpeg = _jpeg(upright.convert("RGB"))
        if len(as_jpeg) < len(made) / 2:
            return "jpeg", as_jpeg, upright.size
    return "png", made, upright.size


def _in_srgb(image: Image) -> Image:
    """Phones and printers have colours of their own; what carries no profile is taken for sRGB."""
    from PIL import ImageCms  # noqa: PLC0415

    wanted = "RGBA" if _transparent(image) else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            turned = ImageCms.profileToProfile(
                image, own, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            image = turned or image
        except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that is none
            pass
    if image.mode.startswith("I"):  # 16 bits a pixel (PNG, 11.2.2): Pillow would cut them off
        image = image.point(lambda value: value / 257).convert("L")
    return image if image.mode in (wanted, "L") else image.convert(wanted)


def _transparent(image: Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _jpeg(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.info.clear()  # it would be written again
    image.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()


def _png(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.info.clear()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
