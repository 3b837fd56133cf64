"""Fonts that a document brings along (ECMA-376-1, 17.8.1 and 15.2.12)."""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from ...language.cutting import Embedded, embedded
from ...language.table import Language
from .package import TYPES, rels_of
from .styles import part
from .xml import Element, R, el, get, parse, text_of, w

_ENDING: Final = "odttf"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HIDDEN: Final = 32
"""Bytes of a font that are obfuscated."""
_COUNTING: Final = "0123456789-"
"""What Word writes by itself: numbers of pages and lists, hyphens."""
_COUNTING_RTL: Final = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
"""Digits that Word puts in their place from right to left, if its user wants so."""
_CAPITALS: Final = ("caps", "smallCaps")
_FOLLOWING: Final = ("M", "C", "Z")
"""General categories (Unicode) that need no font of their own: marks, controls, spaces."""


def fonts_of(roots: Iterable[Element], language: Language) -> tuple[Embedded, ...]:
    """Return the families that draw everything in these parts, that of the language first."""
    roots = list(roots)
    text = "".join(map(text_of, roots))
    text += "".join(get(level, "lvlText") or "" for root in roots for level in root.iter(w("lvl")))
    if any(root.find(f".//{w(caps)}") is not None for root in roots for caps in _CAPITALS):
        text += text.upper()
    text += _COUNTING + language.digits + (_COUNTING_RTL if language.rtl else "")
    return embedded(text, language.script)


def pieces(text: str, fonts: Sequence[Embedded]) -> Iterator[tuple[Embedded, str]]:
    """Yield ``text`` cut where another family has to draw it. There is at least one family."""
    current, start = fonts[0], 0
    for index, character in enumerate(text):
        if unicodedata.category(character).startswith(_FOLLOWING):
            continue
        found = next((font for font in fonts if character in font.characters), current)
        if found is not current:
            if text[start:index]:
                yield current, text[start:index]
            current, start = found, index
    if text[start:]:
        yield current, text[start:]


def embed(files: MutableMapping[str, bytes], fonts: Sequence[Embedded], instead: str) -> None:
    """Add fonts to the files of a document, ``instead`` for programs that cannot use them."""
    table_name = part(files, "fontTable", "fonts")
    table = parse(files[table_name])
    rels_name = rels_of(table_name)
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
    rels = parse(files.get(rels_name, empty))
    folder = table_name[: table_name.rfind("/") + 1]
    taken = {name.lower() for name in files}
    names = (f"fonts/font{number}.{_ENDING}" for number in itertools.count(1))
    free = (name for name in names if f"{folder}{name}".lower() not in taken)
    for font in fonts:
        entry = el(
            "font",
            el("altName", val=instead),
            el("charset", val="00"),
            el("family", val="swiss"),
            el("pitch", val="variable"),
        )
        entry.set(w("name"), font.family)
        table.append(entry)
        for kind, data in (("embedRegular", font.regular), ("embedBold", font.bold)):
            if data is None:
                continue
            key = uuid.UUID(bytes=hashlib.sha256(data).digest()[:16])
            target = next(free)
            files[f"{folder}{target}"] = _obfuscated(data, key)
            identity = f"rIdPipeline{key.hex}"
            _relate(rels, identity, target)
            place = el(kind, fontKey=f"{{{str(key).upper()}}}", subsetted="1")
            place.set(f"{{{R}}}id", identity)
            entry.append(place)
    _declare(files)
    for name, root in ((table_name, table), (rels_name, rels)):
        files[name] = etree.tostring(root, encoding="UTF-8", standalone=True)


def _obfuscated(data: bytes, key: uuid.UUID) -> bytes:
    """Return a font with its first bytes hidden by the key, whose bytes count from the end."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data, mask, strict=False)) + data[_HIDDEN:]


def _relate(rels: Element, identity: str, target: str) -> None:
    relationship = etree.SubElement(rels, f"{{{_PACKAGE}/relationships}}Relationship")
    relationship.set("Id", identity)
    relationship.set("Type", RELATIONSHIP_TYPE.FONT)
    relationship.set("Target", target)


def _declare(files: MutableMapping[str, bytes]) -> None:
    """Name the content type of the fonts; python-docx names those of a letterhead one by one."""
    types = parse(files[TYPES])
    default = etree.Element(f"{{{_PACKAGE}/content-types}}Default")
    default.set("Extension", _ENDING)
    default.set("ContentType", _TYPE)
    types.insert(0, default)
    files[TYPES] = etree.tostring(types, encoding="UTF-8", standalone=True)
