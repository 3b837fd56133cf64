"""Blocks: the tree that a body becomes. What is refused stands in test_content.py."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.errors import PipelineError
from pipeline.source.blocks import parse_blocks
from pipeline.source.model import Role, Segment, SourceBlock
from pipeline.text import inline
from pipeline.text.blocks import Heading, Item, Paragraph, Quote, Table, parts

PATH = Path("content/fest.md")


def parse(text: str) -> tuple[SourceBlock, ...]:
    return parse_blocks(text, PATH, 1)


def paragraph(text: str) -> Paragraph[Segment]:
    return Paragraph(Segment(Role.PARAGRAPH, text))


def item(text: str, depth: int = 0, number: int = 1, *, ordered: bool = False) -> Item[Segment]:
    return Item(Segment(Role.ITEM, text), depth, ordered, number)


def heading(level: int, text: str) -> Heading[Segment]:
    return Heading(level, Segment(Role.HEADING, text))


def quote(*texts: str) -> Quote[Segment]:
    return Quote(tuple(Segment(Role.QUOTE, text) for text in texts))


def row(*texts: str) -> tuple[Segment | None, ...]:
    return tuple(Segment(Role.CELL, text) if text else None for text in texts)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n \n", []),
        ("a\n\nb", [paragraph("a"), paragraph("b")]),
        ("a\nb  \nc\\\nd", [paragraph("a b\nc\nd")]),
        ("  a  ", [paragraph("a")]),
        ("a\tb", [paragraph("a b")]),
        ("## a\n### b\n## c", [heading(2, "a"), heading(3, "b"), heading(2, "c")]),
        ("## a ##", [heading(2, "a")]),
        ("- a\n- b", [item("a"), item("b", number=2)]),
        ("* a\n\n* b", [item("a"), item("b", number=2)]),
        ("- a\n+ b", [item("a"), item("b")]),
        ("1. a\n1. b", [item("a", ordered=True), item("b", number=2, ordered=True)]),
        (
            "- a\n  1. b\n     - c\n- d",
            [item("a"), item("b", 1, ordered=True), item("c", 2), item("d", number=2)],
        ),
        ("- a\n  b", [item("a b")]),
        ("1. Mai", [item("Mai", ordered=True)]),
        ("4\\. November", [paragraph("4\\. November")]),
        ("Am\n4. November", [paragraph("Am 4. November")]),
        ("> a\n> b\n>\n> c", [quote("a b", "c")]),
        ("> a\n\n> b", [quote("a"), quote("b")]),
        (
            "|a|b|\n|-|-|\n|c||\n|d|",
            [Table(row("a", "b"), (row("c", ""), row("d", "")))],
        ),
        ("|a|\n|-|", [Table(row("a"), ())]),
        (
            "|a|b|\n|-|-|\n|c\\|d|e| |",
            [Table(row("a", "b"), (row("c|d", "e"),))],
        ),
        ("a | b", [paragraph("a | b")]),
        ("\\| a | b |", [paragraph("\\| a | b |")]),
        ("|a| = b", [paragraph("|a| = b")]),
        ("a - b | c", [paragraph("a - b | c")]),
        ("- [x](https://x.de) a", [item("[x](https://x.de) a")]),
        ("- [xy] a\n- [x]a", [item("[xy] a"), item("[x]a", number=2)]),
        ("[ ] a", [paragraph("[ ] a")]),
        ("a ~ b", [paragraph("a ~ b")]),
        ("(c) -- ... \"a\" 'b'", [paragraph("(c) -- ... \"a\" 'b'")]),
        ("5 < 7 > 6 & mehr", [paragraph("5 < 7 > 6 & mehr")]),
        ("\\<b>", [paragraph("\\<b>")]),
        ("#Vielfalt", [paragraph("#Vielfalt")]),
        ("a – b\n– c", [paragraph("a – b – c")]),
        ("-5 Grad", [paragraph("-5 Grad")]),
        ("[a]", [paragraph("[a]")]),
        ("[a](tel:+4956)", [paragraph("[a](tel:+4956)")]),
        ("[a](https://x.de/b_c_d)", [paragraph("[a](https://x.de/b_c_d)")]),
        ("www.x.de, https://x.de", [paragraph("www.x.de, https://x.de")]),
    ],
)
def test_blocks(text: str, blocks: list[SourceBlock]) -> None:
    assert list(parse(text)) == blocks


def segments(text: str) -> list[Segment | None]:
    return [one for block in parse_blocks(text, PATH, 10) for one in parts(block)]


def test_every_text_is_found_with_its_line() -> None:
    text = "## a\n\nb\nc\n\n- d\n  - e\n\n> f\n>\n> g\n\n|h|i|\n|-|-|\n|j||\n\nk"
    assert [one and (one.text, one.location and one.location.line) for one in segments(text)] == [
        *(("a", 10), ("b c", 12), ("d", 15), ("e", 16), ("f", 18), ("g", 20)),
        *(("h", 22), ("i", 22), ("j", 24), None, ("k", 26)),
    ]


letters = st.text(st.sampled_from("abäß"), min_size=1, max_size=5)


@given(st.lists(letters, min_size=1, max_size=6), st.lists(letters, max_size=6))
def test_what_is_written_is_read(paragraphs: list[str], items: list[str]) -> None:
    text = "\n\n".join(paragraphs) + "\n\n" + "\n".join(f"- {item}" for item in items)
    assert parse(text) == (
        *map(paragraph, paragraphs),
        *(item(text, number=number) for number, text in enumerate(items, start=1)),
    )


PIECES = [
    *("\n", "\n\n", "- ", "1. ", "> ", "## ", "### ", "|", "|-|\n", "    ", "---", "```", "<b>"),
    *("[", "](", ")", "https://x.de", "**", "*", "_", "`", "\\", "&", "{date}", "!", "a", "ü", " "),
    *("[a]: b\n", "===", "~~", "[x] ", "+ ", "2) ", "\t", "•", "– ", "\u00a0", "\U000f0000"),
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_any_text(text: str) -> None:
    blocks: tuple[SourceBlock, ...] = ()
    try:
        blocks = parse(text)
    except PipelineError as problem:
        blocks = (paragraph(problem.message),)
    for block in blocks:
        if isinstance(block, Paragraph | Heading | Item):
            lines = block.text.text.split("\n")  # a line feed is a hard break
            assert lines == [" ".join(line.split()) for line in lines]
            assert inline.plain(block.text.text).strip()


@pytest.mark.parametrize(
    "piece",
    [
        "> ",
        "- ",
        "* ",
        "a\n",
        "|",
        "`a",
        "|-",
        "~~a ",
        "[",
        "<",
        "<!--",
        "[a]: x\n",
        "**a",
        "\\",
        "1.",
    ],
)
def test_linear_time(piece: str) -> None:
    start = time.process_time()
    with contextlib.suppress(PipelineError):
        parse(piece * (10_000 // len(piece)))
    assert time.process_time() - start < 2
