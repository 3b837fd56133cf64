"""The parts of an Edition as WordprocessingML paragraphs and tables, in the template's styles.

What is said here about direction, language and islands is only noted on the runs (the
attributes `ISLAND` and `GERMAN`); docx_localise turns the notes into properties.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..model import (
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
from .docx_numbering import Numbering
from .docx_xml import Element, R, el, get, place, put, written

ISLAND: Final = "island"
GERMAN: Final = "german"
OWN: Final = "own"
"""Notes on a run: a left-to-right island, German, written by us and not in the letterhead."""

FULL_WIDTH: Final = 5000
"""100 % in the unit of w:tblW type pct, a fiftieth of a percent (ECMA-376-1, 17.18.90)."""
TABLES: Final = ("fact box", "fact list", "programme table", "notice box")
EM_SPACE: Final = "\u2003"
_LINK: Final = re.compile(r"(?:https?|mailto|tel):[^\s\x00-\x1f]+", re.IGNORECASE)

_BULLETS: Final = ("list bullet", "list bullet 2", "list bullet 3")
_NUMBERS: Final = ("list number", "list number 2", "list number 3")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What building a block needs to know of the document it goes into."""

    styles: Mapping[str, str]
    """Style ids by name in lower case."""
    relate: Callable[[str], str]
    """Relationship id of an external link in the part."""
    numbering: Numbering
    width: int
    """Of the text, in twentieths of a point."""
    dated: bool
    """The letterhead shows the dateline itself."""


# --- runs and paragraphs --------------------------------------------------------------


def runs(sheet: Sheet, text: Text, properties: Element | None = None) -> list[Element]:
    """Return the runs of ``text``, links as w:hyperlink (ECMA-376-1, 17.16.22).

    ``properties`` is a w:rPr that every run gets a copy of; it decides how links look, too.
    """
    return [_linked(sheet, run, text.german, properties) for run in text.runs if run.text]


def _linked(sheet: Sheet, run: Run, german: bool, properties: Element | None) -> Element:
    element = el("r")
    if properties is not None:
        element.append(copy.deepcopy(properties))
    rpr = put(element, "rPr")
    if run.strong:
        put(rpr, "b")
    if run.emphasis:
        put(rpr, "i")
    element.set(OWN, "1")
    if run.ltr:
        element.set(ISLAND, "1")
    if german:
        element.set(GERMAN, "1")
    element.append(written(run.text))
    if run.link is None or not _LINK.fullmatch(run.link):
        return element
    if properties is None:
        put(rpr, "rStyle", val=sheet.styles["hyperlink"])
    link = el("hyperlink", element, history="1")
    link.set(f"{{{R}}}id", sheet.relate(run.link))
    return link


def paragraph(sheet: Sheet, style: str, *texts: Text, keep: bool = False) -> Element:
    """Return a paragraph in the style of that name; ``keep`` holds it to the next one."""
    ppr = el("pPr", el("pStyle", val=sheet.styles[style]))
    if keep:
        put(ppr, "keepNext")
    return el("p", ppr, *(run for text in texts for run in runs(sheet, text)))


# --- what stands in the document ---------------------------------------------------------


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
    for index, block in enumerate(content):
        match block:
            case Heading(level=level, text=text):
                yield paragraph(sheet, f"heading {level}", text)
            case Paragraph(text=text):
                following = content[index + 1] if index + 1 < len(content) else None
                yield paragraph(sheet, "normal", text, keep=isinstance(following, Item))
            case Item():
                yield _item(sheet, block)
            case Quote(paragraphs=lines):
                for number, line in enumerate(lines, 1):
                    yield paragraph(sheet, "quote", line, keep=number < len(lines))
            case Table():
                yield _table(sheet, block)


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
        line = paragraph(sheet, "notice", Text((Run(EM_SPACE),), mark.german), text)
        for run in reversed(runs(sheet, mark, look)):
            line.insert(1, run)
        lines.append(line)
    return _grid(sheet, "notice box", notice.mark.plain, (1,), [[lines]])


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
    return _grid(sheet, table, caption, (27, 73), rows)


def _group(sheet: Sheet, group: FactGroup) -> list[Element]:
    heading, caption = group.heading, group.heading.plain
    return [
        paragraph(sheet, "heading 2", heading, keep=True),
        _facts(sheet, "fact list", "contact label", "contact value", caption, group.facts),
    ]


def _programme(sheet: Sheet, programme: Programme) -> list[Element]:
    """Return heading and table; columns that no row fills are left out."""
    timed = any(row.time.runs for row in programme.rows)
    spoken = any(row.speakers for row in programme.rows)
    columns = (
        (programme.time_label, 11, timed),
        (programme.title_label, 38 if spoken else 89, True),
        (programme.speakers_label, 51, spoken),
    )
    header = [
        [paragraph(sheet, "table heading", label, keep=True)]
        for label, _share, shown in columns
        if shown
    ]
    rows = [header]
    for row in programme.rows:
        cells = (
            [paragraph(sheet, "table time", row.time)],
            [paragraph(sheet, "table text", row.title)],
            [paragraph(sheet, "table note", line) for line in row.speakers]
            or [paragraph(sheet, "table note")],
        )
        rows.append([cell for cell, column in zip(cells, columns, strict=True) if column[2]])
    shares = tuple(share for _label, share, shown in columns if shown)
    caption = programme.heading.plain
    return [
        paragraph(sheet, "heading 2", programme.heading, keep=True),
        _grid(sheet, "programme table", caption, shares, rows, header=True),
    ]


def _organisers(sheet: Sheet, organisers: Organisers) -> list[Element]:
    return [
        paragraph(sheet, "heading 2", organisers.heading),
        *(paragraph(sheet, "list bullet", name) for name in organisers.names),
    ]


def _table(sheet: Sheet, table: Table) -> Element:
    """Return a table of the running text; its columns are equally wide."""
    titled = any(text.runs for text in table.header)
    rows = [[[paragraph(sheet, "table heading", cell, keep=True)] for cell in table.header]]
    rows += [[[paragraph(sheet, "table text", cell)] for cell in row] for row in table.rows]
    shares = (1,) * len(table.header)
    return _grid(sheet, "programme table", "", shares, rows[not titled :], header=titled)


Cell = list[Element]


def _grid(
    sheet: Sheet,
    style: str,
    caption: str,
    shares: Sequence[int],
    rows: Sequence[Sequence[Cell]],
    *,
    header: bool = False,
) -> Element:
    """Return a table as wide as the text, its columns in these shares (ECMA-376-1, 17.4).

    ``header`` repeats the first row on every page. No row is split between pages.
    """
    look = el(
        "tblLook",
        val="0420" if header else "0480",
        firstRow="1" if header else "0",
        lastRow="0",
        firstColumn="0" if header else "1",
        lastColumn="0",
        noHBand="0",
        noVBand="1",
    )
    tblpr = el("tblPr", el("tblStyle", val=sheet.styles[style]))
    for child in (el("tblW", w=str(FULL_WIDTH), type="pct"), el("tblLayout", type="fixed"), look):
        place(tblpr, child)
    if caption:
        put(tblpr, "tblCaption", val=caption)
    widths = [share / sum(shares) for share in shares]
    grid = el("tblGrid", *(el("gridCol", w=str(round(sheet.width * part))) for part in widths))
    table = el("tbl", tblpr, grid)
    for index, row in enumerate(rows):
        trpr = el("trPr", el("cantSplit"))
        if header and index == 0:
            trpr.append(el("tblHeader"))
        table.append(el("tr", trpr, *_cells(widths, row)))
    return table


def _cells(widths: Sequence[float], row: Sequence[Cell]) -> Iterable[Element]:
    """Yield the cells of a row; the last one has all columns that are left."""
    for index, cell in enumerate(row):
        covered = widths[index:] if index == len(row) - 1 else widths[index : index + 1]
        width = str(round(FULL_WIDTH * sum(covered)))
        tcpr = el("tcPr", el("tcW", w=width, type="pct"))
        if len(covered) > 1:
            tcpr.append(el("gridSpan", val=str(len(covered))))
        yield el("tc", tcpr, *cell)


def style_of(element: Element) -> str | None:
    """Return the style id of a paragraph, None for the default one."""
    ppr = element.find(el("pPr").tag)
    return None if ppr is None else get(ppr, "pStyle")
