"""A PDF as other programs read it: its text, its glyphs and where they stand."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from itertools import combinations

import page
import pdfplumber
import pypdf
import zxingcpp
from PIL import Image

from pipeline.edition.model import Edition
from pipeline.text.runs import Text

BASE_URL = "https://einladungen.example.org"


@dataclass(frozen=True)
class Word:
    """Glyphs that stand together on one line, from left to right; points from the top left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def published(edition: Edition) -> Edition:
    """The edition of an organisation that publishes its pages."""
    return replace(edition, organisation=replace(edition.organisation, base_url=BASE_URL))


def failures(pdf: bytes) -> list[str]:
    """What page-validation has against the file as PDF/UA-1 and as PDF/A-2a.

    ISO 14289-1 is about reading aloud, ISO 19005-2 about keeping; a file claims both at once.
    """
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    found = [one for report in reports for one in report.failures]
    # It takes the last byte of a packed stream for a line end if it is 0x0D: counted here instead.
    counted = "PDFA2A-STREAM-LENGTH-001"
    return [
        f"{one.rule_id}: {one.message}"
        for one in found
        if one.rule_id != counted or not _lengths_hold(pdf)
    ]


def _lengths_hold(pdf: bytes) -> bool:
    """Whether each stream is as long as it says (ISO 32000-1, 7.3.8.2)."""
    lengths = re.compile(rb"/Length (\d+)(?!\d| \d+ R)[^<>]*(?:<<[^<>]*>>[^<>]*)*>>\s*stream\r?\n")
    starts = [(match.end(), int(match[1])) for match in lengths.finditer(pdf)]
    ends = [re.match(rb"\r?\n?endstream", pdf[start + length :]) for start, length in starts]
    return bool(ends) and all(ends)


def empty_labels(pdf: bytes) -> int:
    """How many items of lists have a label with nothing in it (ISO 32000-1, 14.8.4.3.3)."""

    def count(node: object) -> int:
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        if isinstance(node, list):
            return sum(map(count, node))
        if not isinstance(node, dict):
            return 0
        return (node.get("/S") == "/Lbl" and not node.get("/K")) + count(node.get("/K"))

    root = pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert isinstance(root, dict)
    return count(root["/StructTreeRoot"])


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(pdf)).pages)


def by_pypdf(pdf: bytes) -> str:
    return "\n".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(pdf)).pages)


@lru_cache(maxsize=4)
def by_poppler(pdf: bytes, *, rtl: bool = False) -> str:
    """In the order of the file; text from right to left turned around line by line."""
    order = [] if rtl else ["-raw"]
    command = ["pdftotext", *order, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@lru_cache(maxsize=4)
def words(pdf: bytes) -> tuple[Word, ...]:
    with pdfplumber.open(BytesIO(pdf)) as file:
        return tuple(
            Word(number, one["text"], one["x0"], one["top"], one["x1"], one["bottom"])
            for number, sheet in enumerate(file.pages)
            for one in sheet.extract_words(keep_blank_chars=False)
            if letters(one["text"])
        )


def lines(pdf: bytes) -> list[str]:
    """What stands beside each other, glyph by glyph from left to right, without spaces."""
    found: dict[tuple[int, int], list[Word]] = {}
    for word in words(pdf):
        found.setdefault((word.page, round((word.top + word.bottom) / 6)), []).append(word)
    return [
        letters("".join(word.text for word in sorted(line, key=lambda word: word.left)))
        for line in found.values()
    ]


def size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in points."""
    box = pypdf.PdfReader(BytesIO(pdf)).pages[0].mediabox
    return float(box.width), float(box.height)


def outside(pdf: bytes, side: float, upright: float) -> list[Word]:
    """The words that stand in the margins, given in points."""
    width, height = size(pdf)
    return [
        word
        for word in words(pdf)
        if word.left < side - 1
        or word.right > width - side + 1
        or word.top < upright
        or word.bottom > height - upright
    ]


def overlaps(pdf: bytes) -> list[tuple[str, str]]:
    """Words that are drawn over each other: the middle halves of their boxes meet."""
    return [
        (one.text, other.text)
        for one, other in combinations(words(pdf), 2)
        if one.page == other.page
        and min(one.right, other.right) - max(one.left, other.left) > 3
        and min(_middle(one)[1], _middle(other)[1]) - max(_middle(one)[0], _middle(other)[0]) > 0.5
    ]


def _middle(word: Word) -> tuple[float, float]:
    quarter = (word.bottom - word.top) / 4
    return word.top + quarter, word.bottom - quarter


def letters(text: str) -> str:
    """``text`` without spaces, marks of direction and what only changes the form of letters."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(
        char for char in normal if not char.isspace() and unicodedata.category(char) != "Cf"
    )


def tokens(text: str, joiner: str = "") -> set[str]:
    """The letters of each word, sorted, for scripts whose words extractors turn around.

    Words with vowel signs are left out: poppler puts the signs on lines of their own.
    """
    text = re.sub("[\u200c\u200d]", joiner, unicodedata.normalize("NFKC", text))
    found = re.findall(r"(?:[^\W_]|[\u064b-\u0670])+", text)
    return {"".join(sorted(word)) for word in found if word.isalnum()}


def facts(edition: Edition) -> Iterator[Text]:
    """Every text of the edition that people act on."""
    yield from (edition.kind_label, edition.title)
    for fact in (*edition.facts, *(fact for group in edition.groups for fact in group.facts)):
        yield from (fact.label, fact.value)
    yield from edition.organisers.names if edition.organisers else ()
    for row in edition.programme.rows if edition.programme else ():
        yield from (row.time, row.title, *row.speakers)


def lost(expected: Iterable[str], read: str, *, rtl: bool) -> list[str]:
    """Those of the expected texts that were not read."""
    if rtl:
        found = tokens(read) | tokens(read, " ")
        return [
            text for text in expected if not (tokens(text) <= found or tokens(text, " ") <= found)
        ]
    squashed = letters(read.replace("-\n-", "-"))  # Polish repeats the hyphen on the next line
    whole = letters(re.sub(r"(?<=\w)-\n(?=\w)", "", read)).replace("-", "")
    return [
        text
        for text in expected
        if letters(text) not in squashed and letters(text).replace("-", "") not in whole
    ]


def codes(png: bytes) -> list[str]:
    """What the QR codes in a picture say."""
    with Image.open(BytesIO(png)) as image:
        return [code.text for code in zxingcpp.read_barcodes(image.convert("RGB"))]


def picture(pdf: bytes) -> bytes:
    """The first page as poppler draws it."""
    command = ["pdftoppm", "-r", "110", "-png", "-singlefile", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
