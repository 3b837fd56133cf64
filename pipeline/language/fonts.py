"""The fonts of PDF, picture and poster, and of pages that carry their own letters.

All come from installed packages: a system font is never used, so every machine draws the
same. FiraGO has the letters of every language of the table but Ethiopic and Chinese; where
the package of another font is missing, only its languages cannot be drawn.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import uharfbuzz

from ..base.errors import OutputError
from ..base.messages import _
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
    """As it is imported; installed under the same name with hyphens."""
    path: str
    """Inside the package; without an ending, a module that holds the font as `fontbuffer`."""

    @property
    def distribution(self) -> str:
        """What to ask a package index for."""
        return self.package.replace("_", "-")


FACES: Final = (
    Face("FiraGO", (400,), "FiraGO-Regular.ttf", "pymupdf_fonts", "FiraGO_Regular"),
    Face("FiraGO", (700,), "FiraGO-Bold.ttf", "pymupdf_fonts", "FiraGO_Bold"),
    Face(
        "Noto Sans Ethiopic",
        (400, 700),
        "NotoSansEthiopic.ttf",
        "manimgx_fonts",
        "NotoSansEthiopic[wght].ttf",
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

UNDRAWN: Final = {"Cc", "Cf", "Zl", "Zp", "Zs"}
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
    return scripts.script(script).family or FACES[0].family


def lacking(language: Language) -> Face | None:
    """Return the face that ``language`` needs if its package is not installed."""
    needed = next(face for face in FACES if face.family == family(language.script))
    return None if needed in installed() else needed


def unable(rows: Iterable[Language]) -> dict[str, OutputError]:
    """Return for each of ``rows`` that cannot be drawn, by tag, the error that says why.

    Languages that lack the same font share the error, which names them all.
    """
    waiting: dict[Face, list[Language]] = {}
    for row in rows:
        if (face := lacking(row)) is not None:
            waiting.setdefault(face, []).append(row)
    return {
        row.tag: error
        for face, found in waiting.items()
        for error in (_without(face, found),)
        for row in found
    }


def _without(face: Face, rows: Iterable[Language]) -> OutputError:
    return OutputError(
        None,
        _(
            "Die Schrift „{family}“ fehlt. Fassungen, die sie brauchen, entstehen nicht: "
            "{languages}. „make fonts“ holt sie (oder: pip install {package})."
        ).format(
            family=face.family,
            languages=", ".join(row.german for row in rows),
            package=face.distribution,
        ),
    )


def missing(text: str, language: Language) -> str:
    """Return the characters that no installed font has, each once, by code point.

    Asked for are those of ``text`` and the digits of ``language``, in which pages and lists
    are numbered. Spaces and what is never drawn (Unicode category Cc, Cf) need no glyph.
    """
    drawn = {
        ord(char) for char in {*text, *language.digits} if unicodedata.category(char) not in UNDRAWN
    }
    known = frozenset[int]().union(*map(characters, installed()))
    return "".join(map(chr, sorted(drawn - known)))


@cache
def folder() -> Path:
    """Return a folder with all installed fonts as files; it is there while the program runs."""
    path = Path(tempfile.mkdtemp(prefix="fonts-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    for face in installed():
        (path / face.file).write_bytes(_data(face))
    return path


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


@cache
def characters(face: Face) -> frozenset[int]:
    """Return the code points that a face has."""
    return frozenset(loaded(face).unicodes)


def loaded(face: Face) -> uharfbuzz.Face:
    """Return a face for shaping and cutting."""
    return uharfbuzz.Face(_data(face), 0)


@cache
def _data(face: Face) -> bytes:
    if "." in face.path:
        return files(face.package).joinpath(face.path).read_bytes()
    found: object = import_module(f"{face.package}.{face.path}").fontbuffer
    if not isinstance(found, bytes):
        raise TypeError(f"{face.package}.{face.path} holds no font")
    return found
