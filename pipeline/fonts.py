"""The fonts of PDF, picture and poster, and of pages that carry their own letters.

All come from installed packages: a system font is never used, so every machine draws the
same. FiraGO has the letters of every language of the table but Ethiopic and Chinese.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

import uharfbuzz
from fontTools.ttLib import woff2

from .model import Language


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of a package."""

    family: str
    """As the file itself says; the name by which typst knows it."""
    weights: tuple[int, ...]
    """CSS weights that it draws; several for a variable font."""
    file: str
    """Its name in `folder`."""
    package: str
    path: str
    """Inside the package; without an ending, a module that holds the font as `fontbuffer`."""


FACES: Final = (
    Face("FiraGO", (400,), "FiraGO-Regular.ttf", "pymupdf_fonts", "FiraGO_Regular"),
    Face("FiraGO", (700,), "FiraGO-Bold.ttf", "pymupdf_fonts", "FiraGO_Bold"),
    Face(
        "Noto Sans Ethiopic",
        (400, 700),
        "NotoSansEthiopic.ttf",
        "justmytype_intl_africa",
        "fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf",
    ),
    Face(
        "WenQuanYi Micro Hei",
        (400,),
        "wqy-microhei.ttc",
        "paperang_p2_fonts_cjk",
        "fonts/wqy-microhei.ttc",
    ),
)
"""In the order in which a character looks for its font; the first has digits and Latin."""

SERVES: Final = {"Ethi": "Noto Sans Ethiopic", "Hans": "WenQuanYi Micro Hei"}
"""The family of a script (ISO 15924) that `FACES[0]` does not have."""

_UNDRAWN: Final = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""General categories (Unicode) that need no glyph: controls, marks of direction, spaces."""


def installed() -> tuple[Face, ...]:
    """Return the faces whose packages are installed."""
    return tuple(face for face in FACES if find_spec(face.package))


def families() -> tuple[str, ...]:
    """Return the installed families, in the order in which a character looks for its font.

    One order for all languages: a Latin name looks the same on every sheet.
    """
    return tuple(dict.fromkeys(face.family for face in installed()))


def family(script: str) -> str:
    """Return the family that has the letters of a script (ISO 15924)."""
    return SERVES.get(script, FACES[0].family)


def missing(text: str, language: Language) -> str:
    """Return the characters that no installed font has, each once, by code point.

    Asked for are those of ``text`` and the digits of ``language``, in which pages and lists
    are numbered. Spaces and what is never drawn (Unicode category Cc, Cf) need no glyph.
    """
    drawn = {
        ord(char) for char in text + language.digits if unicodedata.category(char) not in _UNDRAWN
    }
    known = frozenset[int]().union(*map(_characters, installed()))
    return "".join(map(chr, sorted(drawn - known)))


@cache
def folder() -> Path:
    """Return a folder with all installed fonts as files; it is there while the program runs."""
    path = Path(tempfile.mkdtemp(prefix="fonts-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    for face in installed():
        (path / face.file).write_bytes(_data(face))
    return path


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font with only the letters of one page, to stand in a data URI (RFC 2397)."""

    family: str
    weight: int
    data: bytes
    """WOFF2 (W3C, WOFF File Format 2.0)."""


def subset(text: str, weights: tuple[int, ...] = (400, 700)) -> tuple[WebFont, ...]:
    """Return fonts that draw ``text``, by family and weight; the same bytes for the same text.

    A character goes to the first family of `families` that has it; families without any
    are left out. What shaping needs is kept. A weight that a family does not have is left to
    the browser.
    """
    characters = {ord(char) for char in text}
    return tuple(_subsets(frozenset(characters), weights))


def _subsets(characters: frozenset[int], weights: tuple[int, ...]) -> Iterator[WebFont]:
    left = set(characters)
    for name in families():
        faces = [face for face in installed() if face.family == name]
        own = left & _characters(faces[0])
        left -= own
        if not any(unicodedata.category(chr(code)) not in _UNDRAWN for code in own):
            continue
        for face in faces:
            for weight in (weight for weight in weights if weight in face.weights):
                yield WebFont(name, weight, _subset(face, weight, frozenset(own)))


@cache
def _subset(face: Face, weight: int, characters: frozenset[int]) -> bytes:
    font = _font(face)
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(characters)
    if len(face.weights) > 1:
        wanted.pin_all_axes_to_default(font)
        wanted.pin_axis_location(font, "wght", weight)
    made = BytesIO()
    woff2.compress(BytesIO(uharfbuzz.subset(font, wanted).blob.data), made)
    return made.getvalue()


@cache
def _characters(face: Face) -> frozenset[int]:
    return frozenset(_font(face).unicodes)


def _font(face: Face) -> uharfbuzz.Face:
    return uharfbuzz.Face(_data(face), 0)


@cache
def _data(face: Face) -> bytes:
    if "." in face.path:
        return files(face.package).joinpath(face.path).read_bytes()
    found: object = import_module(f"{face.package}.{face.path}").fontbuffer
    if not isinstance(found, bytes):
        raise TypeError(f"{face.package}.{face.path} holds no font")
    return found
