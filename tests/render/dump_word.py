"""A Word file as text that a person can review: one line a paragraph, or a run, in reading order.

    [Notice] bidi
        rtl NoticeMark | مسودة
        rtl | ␣هذه الترجمة …

In brackets is the paragraph's style, before the bar what sets the run apart: its direction
(``rtl`` or none), character style, language other than the document's, link. Invisible marks
are written out as ‹LRM› and ‹RLM›, spaces at the ends of a run as ␣. What only moves things
about on the page is left out; what a style looks like is the letterhead's, and is looked at
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from .read_word import W, parts

REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PROPERTIES = "title subject creator description identifier language".split()
INDENT = "    "


def dump(data: bytes) -> str:
    """Return the file's properties, defaults, headers, body and footers."""
    files = parts(data)
    lines = [*_properties(files["docProps/core.xml"]), *_defaults(files["word/styles.xml"])]
    for name in sorted(files):
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            links = files.get(f"word/_rels/{name.removeprefix('word/')}.rels")
            lines += ["", f"== {name}", *_Story(links).blocks(files[name])]
    return "\n".join(lines) + "\n"


def _properties(core: etree._Element) -> Iterator[str]:
    found = {etree.QName(element).localname: element.text or "" for element in core}
    yield from (f"{name}: {found[name]}" for name in PROPERTIES if found.get(name))


def _defaults(styles: etree._Element) -> Iterator[str]:
    """What holds where nothing else is said: font, language, direction of the body."""
    run = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert run is not None
    values = (
        f"{etree.QName(element).localname} {' '.join(dict.fromkeys(map(str, element.values())))}"
        for element in run
    )
    yield f"defaults: {', '.join(values)}"
    normal = next(one for one in styles.iter(W + "style") if one.get(W + "styleId") == "Normal")
    yield f"body: {'right to left' if _on(normal, 'pPr/bidi') else 'left to right'}"


class _Story:
    """One part with its links."""

    def __init__(self, links: etree._Element | None) -> None:
        self.targets = {
            str(link.get("Id")): str(link.get("Target"))
            for link in (links if links is not None else ())
        }

    def blocks(self, container: etree._Element, indent: str = "") -> Iterator[str]:
        for element in container:
            match etree.QName(element).localname:
                case "body":
                    yield from self.blocks(element, indent)
                case "p":
                    yield from self.paragraph(element, indent)
                case "tbl":
                    yield from self.table(element, indent)
                case "sectPr":
                    yield self.section(element)

    def section(self, element: etree._Element) -> str:
        size, kinds = element.find(W + "pgSz"), element.iterfind("*")
        assert size is not None
        millimetres = (round(int(str(size.get(W + side))) / 1440 * 25.4) for side in "wh")
        flags = [
            etree.QName(one).localname
            for one in kinds
            if etree.QName(one).localname in ("titlePg", "bidi", "rtlGutter")
        ]
        return " ".join(("section", "×".join(map(str, millimetres)), *flags))

    def table(self, element: etree._Element, indent: str) -> Iterator[str]:
        words = [f"table [{_value(element, 'tblPr/tblStyle')}]"]
        words += ["bidi"] if _on(element, "tblPr/bidiVisual") else []
        alternative = _value(element, "tblPr/tblDescription")
        yield indent + " ".join(words) + (f" „{alternative}“" if alternative else "")
        for row in element.iterfind(W + "tr"):
            yield f"{indent}  row{' of headings' if _on(row, 'trPr/tblHeader') else ''}"
            for cell in row.iterfind(W + "tc"):
                span = _value(cell, "tcPr/gridSpan")
                first, *others = self.blocks(cell, indent + INDENT + INDENT)
                over = f"(over {span} columns) " if span else ""
                yield f"{indent}{INDENT}-   {over}{first.lstrip()}"
                yield from others

    def paragraph(self, element: etree._Element, indent: str) -> Iterator[str]:
        head = f"{indent}[{_value(element, 'pPr/pStyle') or 'Normal'}]"
        bidi = element.find(f"{W}pPr/{W}bidi")
        if bidi is not None:
            head += " bidi" if _on(element, "pPr/bidi") else " not bidi"
        if number := _value(element, "pPr/numPr/numId"):
            head += f" list {number} level {_value(element, 'pPr/numPr/ilvl')}"
        if level := _value(element, "pPr/outlineLvl"):
            head += f" outline {level}"
        if alignment := _value(element, "pPr/jc"):
            head += f" at {alignment}"
        pieces = [piece for child in element for piece in self.pieces(child)]
        runs = [
            f"{marks}| {_spaced(''.join(text for _marks, text in group))}"
            for marks, group in groupby(pieces, key=lambda piece: piece[0])
        ]
        if len(runs) == 1:
            yield f"{head} {runs[0]}"
        else:
            yield head
            yield from (f"{indent}{INDENT}{run}" for run in runs)

    def pieces(self, element: etree._Element, outer: str = "") -> Iterator[tuple[str, str]]:
        """Yield runs: what sets them apart, and what they show."""
        match etree.QName(element).localname:
            case "hyperlink":
                target = self.targets[str(element.get(REL + "id"))]
                for child in element:
                    yield from self.pieces(child, f"{outer}link {target} ")
            case "fldSimple":
                field = str(element.get(W + "instr")).strip()
                for child in element:
                    yield from self.pieces(child, f"{outer}field {field} ")
            case "r":
                marks = " ".join(_marks(element))
                yield f"{outer}{marks} " if marks else outer, "".join(map(_shown, element))


def _marks(run: etree._Element) -> Iterator[str]:
    if _on(run, "rPr/rtl"):
        yield "rtl"
    for tag in ("b", "i", "u"):
        if _on(run, f"rPr/{tag}"):
            yield tag
    for path in ("rPr/rStyle", "rPr/lang", "rPr/color", "rPr/sz"):
        if value := _value(run, path):
            yield value


def _shown(element: etree._Element) -> str:
    match etree.QName(element).localname:
        case "t":
            return re.sub("[\u200e\u200f]", _written, element.text or "")
        case "br":
            return "‹line›"
        case "tab":
            return "‹tab›"
        case "drawing":
            return "".join(
                f"‹picture {_millimetres(element)}: „{one.get('descr')}“›"
                for one in element.iter()
                if etree.QName(one).localname == "docPr"
            )
        case _:
            return ""


def _spaced(text: str) -> str:
    """With the spaces at both ends to be seen."""
    core = text.strip(" ")
    before = len(text) - len(text.lstrip(" "))
    return "␣" * before + core + "␣" * (len(text) - len(core) - before)


def _written(mark: re.Match[str]) -> str:
    return {"\u200e": "‹LRM›", "\u200f": "‹RLM›"}[mark[0]]


def _millimetres(drawing: etree._Element) -> str:
    extent = next(one for one in drawing.iter() if etree.QName(one).localname == "extent")
    return " × ".join(f"{int(str(extent.get(side))) / 36000:.0f} mm" for side in ("cx", "cy"))


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(W + step for step in path.split("/")))
    return "" if found is None else str(found.get(W + "val") or "")


def _on(element: etree._Element, path: str) -> bool:
    found = element.find("/".join(W + step for step in path.split("/")))
    return found is not None and found.get(W + "val") not in ("0", "false")
