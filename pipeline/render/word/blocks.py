"""The blocks of an Edition as WordprocessingML, in the styles of the letterhead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from ...model import (
    Block,
    Edition,
    Fact,
    FactGroup,
    Heading,
    Item,
    Notice,
    Organisers,
    Paragraph,
    Programme,
    Quote,
    Run,
    Table,
    Text,
)
from .runs import Sheet, paragraph, runs
from .tables import grid, programme_table, text_table
from .xml import Element, el, place, put

_BULLETS: Final = ("list bullet", "list bullet 2", "list bullet 3")
_NUMBERS: Final = ("list number", "list number 2", "list number 3")
_AFTER_LIST: Final = "120"
"""Twentieths of a point."""
_EM_SPACE: Final = "\u2003"


def blocks(sheet: Sheet, edition: Edition, name: str) -> list[Element]:
    """Return the elements of one block field; empty where the edition has no such thing."""
    match name:
        case "alert":
            return _line(sheet, "alert", edition.alert)
        case "notice":
            return [] if edition.notice is None else [_notice(sheet, edition.notice)]
        case "facts":
            title = edition.title.plain
            look = ("fact box", "fact label", "fact value")
            return [_facts(sheet, *look, title, edition.facts)] if edition.facts else []
        case "body":
            return list(_body(sheet, edition.blocks))
        case "programme":
            return [] if edition.programme is None else _programme(sheet, edition.programme)
        case "organisers":
            return [] if edition.organisers is None else _organisers(sheet, edition.organisers)
        case "groups":
            return [element for group in edition.groups for element in _group(sheet, group)]
        case "provenance":
            return _line(sheet, "provenance", edition.provenance)
    raise ValueError(f"not a block field: {name}")


def _line(sheet: Sheet, style: str, text: Text | None) -> list[Element]:
    return [] if text is None or not text.runs else [paragraph(sheet, style, text)]


def _body(sheet: Sheet, content: Sequence[Block]) -> Iterable[Element]:
    for block, following in zip_longest(content, content[1:]):
        match block:
            case Heading(level=level, text=text):
                yield paragraph(sheet, f"heading {level}", text)
            case Paragraph(text=text):
                yield paragraph(sheet, "normal", text, keep=isinstance(following, Item))
            case Item():
                item = _item(sheet, block)
                if not isinstance(following, Item | Heading | None):
                    put(put(item, "pPr"), "spacing", after=_AFTER_LIST)
                yield item
            case Quote(paragraphs=lines):
                for number, line in enumerate(lines, 1):
                    yield paragraph(sheet, "quote", line, keep=number < len(lines))
            case Table():
                yield text_table(sheet, block)


def _item(sheet: Sheet, item: Item) -> Element:
    depth = min(item.depth, len(_BULLETS) - 1)
    if not item.ordered:
        return paragraph(sheet, _BULLETS[depth], item.text)
    style = _NUMBERS[depth]
    element = paragraph(sheet, style, item.text)
    level, number = sheet.numbering.place(sheet.styles[style], depth, item.number)
    ppr = put(element, "pPr")
    place(ppr, el("numPr", el("ilvl", val=str(level)), el("numId", val=str(number))))
    return element


def _notice(sheet: Sheet, notice: Notice) -> Element:
    """Return the draft mark as a framed box: in the reader's language, below it in German."""
    notes = [(notice.mark, notice.text)]
    if (notice.mark.plain, notice.text.plain) != (notice.german_mark, notice.german_text):
        in_german = (notice.german_mark, notice.german_text)
        mark, text = (Text((Run(part),), german=True) for part in in_german)
        notes.append((mark, text))
    look = el("rPr", el("rStyle", val=sheet.styles["notice mark"]))
    lines = []
    for mark, text in notes:
        line = paragraph(sheet, "notice", Text((Run(_EM_SPACE),), mark.german), text)
        for run in reversed(runs(sheet, mark, look)):
            line.insert(1, run)
        lines.append(line)
    return grid(sheet, "notice box", notice.mark.plain, (1,), [[lines]])


def _facts(
    sheet: Sheet, table: str, label: str, value: str, caption: str, facts: Sequence[Fact]
) -> Element:
    """Return labels and values side by side; the rows stay on one page.

    ``table``, ``label`` and ``value`` are styles. A value without a label, such as the name of
    an office, has the whole row.
    """
    rows = []
    for number, fact in enumerate(facts, 1):
        keep = number < len(facts)
        if fact.label.runs:
            labelled = [paragraph(sheet, label, fact.label, keep=keep)]
            rows.append([labelled, [paragraph(sheet, value, fact.value, keep=keep)]])
        else:
            rows.append([[paragraph(sheet, "contact name", fact.value, keep=keep)]])
    return grid(sheet, table, caption, (31, 69), rows)


def _group(sheet: Sheet, group: FactGroup) -> list[Element]:
    heading, caption = group.heading, group.heading.plain
    return [
        paragraph(sheet, "heading 2", heading, keep=True),
        _facts(sheet, "fact list", "contact label", "contact value", caption, group.facts),
    ]


def _programme(sheet: Sheet, programme: Programme) -> list[Element]:
    heading = paragraph(sheet, "heading 2", programme.heading, keep=True)
    return [heading, programme_table(sheet, programme)]


def _organisers(sheet: Sheet, organisers: Organisers) -> list[Element]:
    return [
        paragraph(sheet, "heading 2", organisers.heading),
        *(paragraph(sheet, "list bullet", name) for name in organisers.names),
    ]
