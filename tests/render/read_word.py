"""Word files and Editions as other programs and people read them, for comparison."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from lxml import etree

from pipeline.edition.model import Edition
from pipeline.language.table import languages
from pipeline.render import qr
from pipeline.text.blocks import Heading, Image, Quote, Table
from pipeline.text.runs import Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LRM, RLM = MARKS = "\u200e\u200f"


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def story(data: bytes) -> dict[str, etree._Element]:
    """Document, headers and footers."""
    return {
        name: root
        for name, root in parts(data).items()
        if name.startswith(("word/document", "word/header", "word/footer"))
    }


def shown(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(W + "t"))


def has(element: etree._Element, path: str) -> bool:
    steps = "/".join(W + step for step in path.split("/"))
    return element.find(steps) is not None


def oddities(data: bytes) -> Iterator[str]:
    """Yield what no file of ours may have, whatever it says."""
    files = parts(data)
    language = files["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None
    tag = str(language.get(W + "val"))
    for name, root in files.items():
        yield from (f"{name}: {what}" for what in _unpaired(root))
    for name, root in story(data).items():
        check = _right_to_left if languages()[tag].rtl else _left_to_right
        yield from (f"{name}: {what}" for what in check(root))
    yield from ("a picture without words" for words in descriptions(data) if not words)
    levels = [
        int(style[-1]) for p in files["word/document.xml"].iter(W + "p") if (style := heading(p))
    ]
    if levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels)):
        yield f"headings {levels}"


def heading(paragraph: etree._Element) -> str | None:
    """The style of a heading."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else str(style.get(W + "val"))
    return name if re.fullmatch(r"Heading\d", name) else None


def _unpaired(root: etree._Element) -> Iterator[str]:
    """Properties that Word has twice, for Latin and for complex scripts, say the same."""
    for properties in root.iter(W + "rPr"):
        for simple, twin in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
            if has(properties, simple) != has(properties, twin):
                yield f"{simple} without {twin}"
        for slots in chain(properties.iter(W + "rFonts"), properties.iter(W + "lang")):
            if len(set(slots.attrib.values())) > 1:
                yield f"not one font or language: {slots.attrib.values()}"
            if any("Theme" in str(key) for key in slots.attrib):
                yield "a font of the theme, which would win"


def _right_to_left(root: etree._Element) -> Iterator[str]:
    """Every table and paragraph says its direction, and every run the one of its letters."""
    for table in root.iter(W + "tbl"):
        if not has(table, "tblPr/bidiVisual"):
            yield "a table from left to right"
    for paragraph in root.iter(W + "p"):
        direction = paragraph.find(f"{W}pPr/{W}bidi")
        if direction is None:
            yield f"no direction: {shown(paragraph)}"
        turned = direction is None or direction.get(W + "val") != "0"
        for run in paragraph.iter(W + "r"):
            yield from _astray(shown(run), has(run, "rPr/rtl"), turned)


def _astray(text: str, rtl: bool, turned: bool) -> Iterator[str]:
    """What is wrong with a run, marked ``rtl`` or not, in a paragraph ``turned`` or not."""
    letters = {bidirectional(char) for char in text if char not in MARKS}
    if "AL" in letters and not rtl:
        yield f"right to left, not marked: {text}"
    if "L" in letters and rtl:
        yield f"left to right, marked as right to left: {text}"
    if "L" in letters and turned and text.count(LRM) < 2:
        yield f"an island without shores: {text}"


def _left_to_right(root: etree._Element) -> Iterator[str]:
    for tag in ("bidi", "bidiVisual", "rtl", "rtlGutter"):
        if root.find(f".//{W}{tag}") is not None:
            yield f"{tag} where nothing runs from right to left"


def descriptions(data: bytes) -> list[str | None]:
    """The alternative texts of all pictures."""
    return [
        element.get("descr")
        for root in story(data).values()
        for element in root.iter()
        if str(element.tag).endswith("}docPr")
    ]


def pandoc(data: bytes, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "read.docx"
    path.write_bytes(data)
    done = subprocess.run(
        ["pandoc", "-f", "docx", "-t", "json", path], capture_output=True, check=True
    )
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def leaves(node: Any) -> Iterator[str]:
    """The paragraphs of a pandoc document; what it takes for a caption is a table's alt text."""
    if isinstance(node, dict) and node.get("t") in ("Para", "Plain", "Header"):
        yield squeeze("".join(words(node["c"])))
    elif isinstance(node, dict) and node.get("t") == "Table":
        yield from leaves(node["c"][2:])
    elif isinstance(node, dict):
        for value in node.values():
            yield from leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value)


def words(node: Any) -> Iterator[str]:
    if isinstance(node, dict) and node.get("t") == "Str":
        yield node["c"]
    elif isinstance(node, dict) and node.get("t") in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif isinstance(node, dict):
        yield from words(node.get("c", []))
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


def texts(edition: Edition) -> list[str]:
    """What a reader finds in the body of the document, in order; spaces are those of a line."""
    return [squeezed for shown in _texts(edition) if (squeezed := squeeze(shown))]


def squeeze(shown: str) -> str:
    """Without the marks of bidi, one space between words."""
    return re.sub(r"\s+", " ", re.sub("[\u200e\u200f]", "", shown)).strip()


def _texts(edition: Edition) -> Iterator[str]:
    def plain(shown: Text | None) -> str:
        return shown.plain if shown else ""

    yield plain(edition.alert)
    yield edition.german_alert or ""
    if edition.notice:
        notice = edition.notice
        yield f"{notice.mark.plain} {notice.text.plain}"
        yield f"{notice.german_mark} {notice.german_text}"
    yield from (plain(edition.kind_label), plain(edition.title), plain(edition.subtitle))
    for fact in edition.facts:
        yield from (plain(fact.label), plain(fact.value))
    yield plain(edition.dateline)
    for block in edition.blocks:
        match block:
            case Quote(paragraphs=paragraphs):
                yield from map(plain, paragraphs)
            case Table(header=header, rows=rows):
                yield from (plain(cell) for row in (header, *rows) for cell in row)
            case Image(caption=caption, credit=credit):
                yield from filter(None, (plain(caption), credit))
            case _:
                yield plain(block.text)
    if programme := edition.programme:
        yield plain(programme.heading)
        labels = (programme.time_label, programme.title_label, programme.speakers_label)
        yield from map(plain, labels)
        for row in programme.rows:
            yield from map(plain, (row.time, row.title, *row.speakers))
    if edition.organisers:
        yield from map(plain, (edition.organisers.heading, *edition.organisers.names))
    said = [one.text.plain for one in edition.blocks if isinstance(one, Heading)]
    for group in edition.groups:
        if group.heading.plain not in said:
            yield plain(group.heading)
        for fact in group.facts:
            yield from (plain(fact.label), plain(fact.value))
    if address := qr.chooser_address(edition):
        yield address  # the picture's alternative text
        if len(edition.alternates) > 1:
            yield plain(edition.labels.get("languages"))
        yield address.removeprefix("https://").removesuffix("/")
    if edition.notice is None or edition.provenance != edition.notice.text:
        yield plain(edition.provenance)
