"""Word files and Editions as other programs and people read them, for comparison."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.edition.model import Edition
from pipeline.render import qr
from pipeline.text.blocks import Quote, Table
from pipeline.text.runs import Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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
    for group in edition.groups:
        yield plain(group.heading)
        for fact in group.facts:
            yield from (plain(fact.label), plain(fact.value))
    if address := qr.address(edition):
        yield address  # the picture's alternative text
        yield plain(edition.labels.get("languages"))
        yield address.removeprefix("https://").removesuffix("/")
    if edition.notice is None or edition.provenance != edition.notice.text:
        yield plain(edition.provenance)
