"""SVG that may come from anywhere, made harmless (SVG 2; RFC 3986 for what it refers to).

Only what draws is kept: no script, no reference to anything outside the file, no declaration of
entities, no style sheet that loads something.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lxml import etree

SVG: Final = "http://www.w3.org/2000/svg"
XLINK_HREF: Final = "{http://www.w3.org/1999/xlink}href"

DRAWN_AT_MOST: Final = 50_000
"""Elements, those counted again that ``use`` repeats."""

_DRAWING: Final = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan image title "
    "desc linearGradient radialGradient stop clipPath mask pattern marker style filter feBlend "
    "feColorMatrix feComponentTransfer feComposite feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feMerge feMergeNode feOffset".split()
)
_INSIDE: Final = re.compile(r"#[\w.:-]+")
_RASTER: Final = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")
_LOADS: Final = re.compile(
    r"@import|@font-face|expression\(|javascript:|url\(\s*['\"]?\s*(?!['\"\s#])", re.IGNORECASE
)
_ESCAPE: Final = re.compile(r"\\")
_LENGTH: Final = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS: Final = {None: 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


def looks_like(data: bytes) -> bool:
    """Tell whether a file means to be SVG."""
    return b"<svg" in data[:4096]


def clean(data: bytes) -> tuple[bytes, float, float]:
    """Return the harmless drawing, and its width and height in CSS pixels.

    Raises ValueError for what is no SVG, has no size or would draw without end.
    """
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as problem:
        raise ValueError("no XML") from problem
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("no SVG")
    for element in list(root.iter()):
        _clean_element(element)
    if _drawn(root) > DRAWN_AT_MOST:
        raise ValueError("too much")
    width, height = _size(root)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return etree.tostring(root, encoding="utf-8"), width, height


def has_text(data: bytes) -> bool:
    """Tell whether letters are left to the font of whoever looks at it."""
    return any(True for _ in etree.fromstring(data, _parser()).iter(f"{{{SVG}}}text"))


def _clean_element(element: etree._Element) -> None:
    name = etree.QName(element) if isinstance(element.tag, str) else None
    parent = element.getparent()
    if name is None or name.namespace != SVG or name.localname not in _DRAWING:
        if parent is not None:
            _remove(parent, element)
        return
    if name.localname == "style" and _loads(element.text or ""):
        element.text = ""
    for key, value in list(element.attrib.items()):
        if _harmful(str(key), str(value), name.localname):
            del element.attrib[key]


def _remove(parent: etree._Element, element: etree._Element) -> None:
    element.tail = None
    parent.remove(element)


def _harmful(key: str, value: str, element: str) -> bool:
    plain = key.rpartition("}")[2].lower()
    if plain.startswith("on") or plain == "base":
        return True
    if plain in ("href", "src"):
        return not (_INSIDE.fullmatch(value) or (element == "image" and _RASTER.fullmatch(value)))
    return _loads(value)


def _loads(style: str) -> bool:
    """Whether a value could refer outside; whoever escapes letters in it has something to hide."""
    return bool(_LOADS.search(style) or _ESCAPE.search(style))


def _drawn(root: etree._Element) -> int:
    """How many elements are drawn, as far as it matters; ValueError for a circle."""
    known = {str(one.get("id")): one for one in root.iter() if one.get("id")}
    counted: dict[etree._Element, int] = {}
    open_: set[etree._Element] = set()

    def count(element: etree._Element) -> int:
        if element in counted:
            return counted[element]
        if element in open_:
            raise ValueError("a circle")
        open_.add(element)
        inside = 1 + sum(map(count, element))
        target = str(element.get("href") or element.get(XLINK_HREF) or "")
        if target.startswith("#") and target[1:] in known:
            inside += count(known[target[1:]])
        open_.discard(element)
        counted[element] = min(inside, DRAWN_AT_MOST + 1)
        return counted[element]

    try:
        return count(root)
    except RecursionError:
        raise ValueError("too deep") from None


def _size(root: etree._Element) -> tuple[float, float]:
    box = [float(part) for part in re.findall(r"-?[0-9]*\.?[0-9]+", root.get("viewBox") or "")]
    lengths = [_LENGTH.fullmatch(root.get(side) or "") for side in ("width", "height")]
    if all(lengths):
        width, height = (float(one[1]) * _PIXELS[one[2]] for one in lengths if one)
    elif len(box) == 4:
        width, height = box[2:]
    else:
        raise ValueError("no size")
    if not (0 < width < 1e5 and 0 < height < 1e5):
        raise ValueError("no size")
    if len(box) != 4:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    return width, height
