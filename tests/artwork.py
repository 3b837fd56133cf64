"""Neutral artwork for tests: a landscape as a camera writes it, and logos of nobody."""

from __future__ import annotations

import io
import math
from pathlib import Path

from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

CAMERA = "Testkamera 9000"
SIGHT = (51.1889, 10.0537)
"""Where the picture says it was taken."""


def landscape(width: int = 2400, height: int = 1600, night: bool = False) -> Image.Image:
    """Hills under a low sun, with the grain that makes a photo large."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    top, low = ((24, 32, 74), (214, 128, 96)) if night else ((92, 160, 206), (250, 224, 176))
    for y in range(height):
        share = min(1.0, y / (height * 0.62))
        draw.line(
            (0, y, width, y),
            tuple(round(a + (b - a) * share) for a, b in zip(top, low, strict=True)),
        )
    sun = (width * 0.68, height * 0.46, height * 0.11)
    draw.ellipse(
        (sun[0] - sun[2], sun[1] - sun[2], sun[0] + sun[2], sun[1] + sun[2]), (255, 244, 214)
    )
    for layer, colour in enumerate(((126, 158, 140), (86, 130, 104), (48, 98, 78), (24, 66, 58))):
        base = height * (0.56 + layer * 0.11)
        points: list[tuple[float, float]] = [(0, height)]
        for x in range(0, width + 8, 8):
            swing = math.sin(x / width * (3 + layer * 1.7) * math.pi + layer * 1.9)
            points.append((x, base - swing * height * (0.07 - layer * 0.008)))
        draw.polygon([*points, (width, height)], colour)
    grain = Image.effect_noise((width, height), 14).convert("RGB")
    return Image.blend(image, grain, 0.04)


def as_camera(image: Image.Image, *, turned: bool = False, quality: int = 92) -> bytes:
    """A JPEG with everything a telephone writes into it; ``turned`` lies on its side."""
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    exif[0x0112] = 6 if turned else 1
    north, east = (TiffImagePlugin.IFDRational(round(one * 10000), 10000) for one in SIGHT)
    exif.get_ifd(0x8825).update({1: "N", 2: (north, 0, 0), 3: "E", 4: (east, 0, 0)})
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, exif=exif, comment=CAMERA.encode())
    return buffer.getvalue()


def svg_logo(colour: str = "#1d4f91", extra: str = "") -> str:
    """A wordless mark three times as wide as high."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 100">'
        f'<circle cx="50" cy="50" r="44" fill="{colour}"/>'
        '<path d="M28 52l16 16 30-36" fill="none" stroke="#ffffff" stroke-width="11"/>'
        f'<rect x="112" y="20" width="180" height="16" rx="8" fill="{colour}"/>'
        f'<rect x="112" y="46" width="140" height="16" rx="8" fill="{colour}"/>'
        f'<rect x="112" y="72" width="90" height="10" rx="5" fill="{colour}" opacity=".5"/>'
        f"{extra}</svg>"
    )


def png_logo(width: int = 900, height: int = 600) -> bytes:
    """Stars on blue, on nothing."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, width - 1, height - 1), height // 10, (0, 51, 153, 255))
    for index in range(12):
        angle = index * math.pi / 6
        x, y = (
            width / 2 + math.sin(angle) * height * 0.33,
            height / 2 - math.cos(angle) * height * 0.33,
        )
        draw.regular_polygon((x, y, height * 0.045), 5, fill=(255, 204, 0, 255))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=_note())
    return buffer.getvalue()


def _note() -> PngImagePlugin.PngInfo:
    found = PngImagePlugin.PngInfo()
    found.add_text("Comment", CAMERA)
    return found


def write_all(content: Path) -> None:
    """Photo, portrait and two logos into a content folder."""
    (content / "bilder").mkdir(parents=True, exist_ok=True)
    (content / "bilder" / "huegel.jpg").write_bytes(as_camera(landscape()))
    (content / "bilder" / "abend.jpg").write_bytes(
        as_camera(landscape(1600, 1200, night=True), turned=True)
    )
    (content / "bilder" / "foerderer.svg").write_text(svg_logo(), encoding="utf-8")
    (content / "bilder" / "sterne.png").write_bytes(png_logo())
