"""Fonts with only the letters of one text, for pages and Word files that carry their own."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final

import uharfbuzz
from fontTools.ttLib import TTFont, woff2

from . import fonts

_NAMES: Final = {0, 13, 14}
"""What a subset says of itself: copyright and licence (OpenType, table 'name')."""


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font with only the letters of one page, to stand in a data URI (RFC 2397)."""

    family: str
    weight: int
    data: bytes
    """WOFF2 (W3C, WOFF File Format 2.0)."""


def subset(text: str, weights: tuple[int, ...] = (400, 700)) -> tuple[WebFont, ...]:
    """Return fonts that draw ``text``, by family and weight; the same bytes for the same text.

    A character goes to the first family of `fonts.families` that has it; families without any
    are left out. What shaping needs is kept; hints, which no phone reads, are not, nor is
    the font's name, which a changed font may not bear (SIL Open Font License 1.1, 3). A
    weight that a family does not have is left to the browser.
    """
    characters = {ord(char) for char in text}
    return tuple(_subsets(frozenset(characters), weights))


def _subsets(characters: frozenset[int], weights: tuple[int, ...]) -> Iterator[WebFont]:
    left = set(characters)
    for name in fonts.families():
        faces = [face for face in fonts.installed() if face.family == name]
        own = left & fonts.characters(faces[0])
        left -= own
        if not any(unicodedata.category(chr(code)) not in fonts.UNDRAWN for code in own):
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
    for name in dict.fromkeys((fonts.family(script), *fonts.families())):
        faces = [face for face in fonts.installed() if face.family == name]
        own = frozenset(left & fonts.characters(faces[0])) if faces else frozenset[int]()
        if any(unicodedata.category(chr(code)) not in fonts.UNDRAWN for code in own):
            left -= own
            made.append(_embedded(faces, own))
    return tuple(made)


def _embedded(faces: list[fonts.Face], characters: frozenset[int]) -> Embedded:
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


def _named(face: fonts.Face, weight: int, characters: frozenset[int], name: str) -> bytes:
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
def _subset(face: fonts.Face, weight: int, characters: frozenset[int]) -> bytes:
    made = BytesIO()
    woff2.compress(BytesIO(_cut(face, weight, characters, hints=False)), made)
    return made.getvalue()


def _cut(face: fonts.Face, weight: int, characters: frozenset[int], *, hints: bool = True) -> bytes:
    """Return a font of these characters in one weight, without its name."""
    font = fonts.loaded(face)
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
