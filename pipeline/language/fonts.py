"""The fonts of PDF, picture and poster, and of pages that carry their own letters.

All come from installed packages: a system font is never used, so every machine draws the
same. FiraGO has the letters of every language of the table but Ethiopic and Chinese.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

import uharfbuzz
from fontTools.ttLib import TTFont, woff2

from . import scripts
from .table import Language


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

NEVER_CARRIED: Final = frozenset({"ar"})
"""Languages of carried scripts that every phone has all letters of (BCP 47)."""

_UNDRAWN: Final = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""General categories (Unicode) that need no glyph: controls, marks of direction, spaces."""

_NAMES: Final = {0, 13, 14}
"""What a subset says of itself: copyright and licence (OpenType, table 'name')."""


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
    return scripts.script(script).family or FACES[0].family


def missing(text: str, language: Language) -> str:
    """Return the characters that no installed font has, each once, by code point.

    Asked for are those of ``text`` and the digits of ``language``, in which pages and lists
    are numbered. Spaces and what is never drawn (Unicode category Cc, Cf) need no glyph.
    """
    drawn = {
        ord(char)
        for char in {*text, *language.digits}
        if unicodedata.category(char) not in _UNDRAWN
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


def carried(language: Language) -> bool:
    """Tell whether a page brings the letters of ``language`` along.

    Cheap and old phones draw boxes for Georgian, Ethiopic, Thai and Devanagari, or for the
    letters that Kurdish, Pashto, Urdu and Persian add to Arabic, or take those few from another
    font and break the word apart. Latin, Cyrillic and Greek are everywhere, with the letters of
    every language of the table. Every phone that is sold to readers of Chinese has it, and a
    page's worth of it would weigh more than the page. Digits, punctuation and Latin names stay
    with the phone's own font in every script.
    """
    return bool(scripts.script(language.script).carried) and language.tag not in NEVER_CARRIED


def ranges(codes: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return the code points that pages in these scripts carry, first and last, in order."""
    return tuple(sorted({pair for code in codes for pair in scripts.script(code).carried}))


def subset(text: str, weights: tuple[int, ...] = (400, 700)) -> tuple[WebFont, ...]:
    """Return fonts that draw ``text``, by family and weight; the same bytes for the same text.

    A character goes to the first family of `families` that has it; families without any
    are left out. What shaping needs is kept; hints, which no phone reads, are not, nor is
    the font's name, which a changed font may not bear (SIL Open Font License 1.1, 3). A
    weight that a family does not have is left to the browser.
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


@dataclass(frozen=True, slots=True)
class Embedded:
    """A family with only the letters of one document, to stand in it (ECMA-376-1, 17.8.1)."""

    family: str
    """A name of its own: a changed font may not bear the old one (SIL Open Font License 1.1,
    3), and two open documents must not take their letters from each other's font."""
    characters: frozenset[str]
    regular: bytes
    """TrueType, as `bold`; with hints, for Windows reads them."""
    bold: bytes | None
    """None where the family has none; Word then thickens the regular one."""


def embedded(text: str, script: str) -> tuple[Embedded, ...]:
    """Return families that draw ``text``, first that of ``script`` (ISO 15924).

    The same text gives the same bytes. A character goes to the first family that has it;
    families without any are left out.
    """
    left = {ord(char) for char in text}
    made = []
    for name in dict.fromkeys((family(script), *families())):
        faces = [face for face in installed() if face.family == name]
        own = frozenset(left & _characters(faces[0])) if faces else frozenset[int]()
        if any(unicodedata.category(chr(code)) not in _UNDRAWN for code in own):
            left -= own
            made.append(_embedded(faces, own))
    return tuple(made)


def _embedded(faces: list[Face], characters: frozenset[int]) -> Embedded:
    shown = "".join(map(chr, sorted(characters)))
    key = hashlib.sha256(f"{faces[0].family}\n{shown}".encode()).hexdigest()
    name = f"Eingebettet {key[:8].upper()}"
    heavy = next((face for face in faces if 700 in face.weights), None)
    return Embedded(
        name,
        frozenset(shown),
        _named(faces[0], 400, characters, name),
        None if heavy is None else _named(heavy, 700, characters, name),
    )


def _named(face: Face, weight: int, characters: frozenset[int], name: str) -> bytes:
    """Return a font that Word finds by its new name, its weight and the scripts it claims."""
    font = TTFont(BytesIO(_cut(face, weight, characters)), recalcTimestamp=False)
    bold = weight == 700
    style = "Bold" if bold else "Regular"
    for number, value in (
        (1, name),
        (2, style),
        (3, f"{name} {style}"),
        (4, f"{name} {style}" if bold else name),
        (6, f"{name}-{style}".replace(" ", "")),
    ):
        font["name"].setName(value, number, 3, 1, 0x409)
    about = font["OS/2"]
    about.fsSelection = about.fsSelection & ~0b1100001 | (1 << 5 if bold else 1 << 6)
    font["head"].macStyle = int(bold)
    if ord("ر") in characters:  # FiraGO has Arabic, but does not say so
        about.ulCodePageRange1 |= 1 << 6
    made = BytesIO()
    font.save(made, reorderTables=None)
    return made.getvalue()


@cache
def _subset(face: Face, weight: int, characters: frozenset[int]) -> bytes:
    made = BytesIO()
    woff2.compress(BytesIO(_cut(face, weight, characters, hints=False)), made)
    return made.getvalue()


def _cut(face: Face, weight: int, characters: frozenset[int], *, hints: bool = True) -> bytes:
    """Return a font of these characters in one weight, without its name."""
    font = _font(face)
    wanted = uharfbuzz.SubsetInput()
    if not hints:
        wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    names = wanted.sets(uharfbuzz.SubsetInputSets.NAME_ID)
    names.clear()
    names.update(_NAMES)
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(characters)
    if len(face.weights) > 1:
        wanted.pin_all_axes_to_default(font)
        wanted.pin_axis_location(font, "wght", weight)
    data: bytes = uharfbuzz.subset(font, wanted).blob.data
    return data


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
