"""Tables: of the running text, of the programme, of facts (ECMA-376-1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from math import ceil
from typing import Final

from ...edition.model import Programme
from ...text.blocks import Table
from ...text.runs import Text
from .runs import Sheet, paragraph
from .xml import Element, clean, el, place, put

TABLE_STYLES: Final = ("fact box", "fact list", "programme table", "notice box", "code box")

_FULL_WIDTH: Final = 5000
"""100 % in the unit of w:tblW type pct, a fiftieth of a percent (ECMA-376-1, 17.18.90)."""
_TIME_SHARE: Final = 14
"""Of the programme's width, in percent."""
_SLOT_SHARE: Final = 20
"""The same where the times have an end."""
_CLOCK: Final = 5
"""Characters of a time of day."""
_PER_SHARE: Final = 0.78
"""Characters on a line for each percent of the width of A4."""

CellContent = list[Element]


def programme_table(sheet: Sheet, programme: Programme) -> Element:
    """Return the table of a programme; columns that no row fills are left out."""
    timed = any(row.time.runs for row in programme.rows)
    spoken = any(row.speakers for row in programme.rows)
    shown = (timed, True, spoken)
    labels = (programme.time_label, programme.title_label, programme.speakers_label)
    rows = [[[paragraph(sheet, "table heading", label, keep=True)] for label in labels]]
    days: dict[int, list[list[Element]]] = {}
    """The day of a row that begins one, by the row's number."""
    for row in programme.rows:
        if row.day:
            days[len(rows)] = [[paragraph(sheet, "table time", row.day, keep=True)]]
        place = [paragraph(sheet, "table note", row.place)] if row.place else []
        rows.append(
            [
                [paragraph(sheet, "table time", row.time)],
                [paragraph(sheet, "table text", row.title), *place],
                [paragraph(sheet, "table note", line) for line in row.speakers or (Text(()),)],
            ]
        )
    wide = any(len(row.time.plain) > _CLOCK for row in programme.rows)
    share = _SLOT_SHARE if wide else _TIME_SHARE
    rest = 100 - share * timed
    title = _title_share(programme, rest) if spoken else rest
    shares = list(compress((share, title, rest - title), shown))
    cells: list[list[list[Element]]] = []
    for number, columns in enumerate(rows):
        cells += [days[number]] if number in days else []
        cells.append(list(compress(columns, shown)))
    caption = programme.heading.plain
    return grid(sheet, "programme table", caption, shares, cells, header=True)


def _title_share(programme: Programme, rest: int) -> int:
    """Return the percentage for the titles that makes the programme shortest.

    Lines are estimated from the number of characters; speakers are set a little smaller.
    """

    def lines(share: int) -> int:
        return sum(
            max(
                ceil(len(row.title.plain) / share / _PER_SHARE),
                sum(ceil(len(s.plain) / (rest - share) / _PER_SHARE / 1.1) for s in row.speakers),
            )
            for row in programme.rows
        )

    return min(
        range(rest * 2 // 5, rest * 2 // 3), key=lambda share: (lines(share), abs(share * 2 - rest))
    )


def text_table(sheet: Sheet, table: Table[Text]) -> Element:
    """Return a table of the running text; its columns are equally wide."""
    titled = any(text.runs for text in table.header)
    rows = [[[paragraph(sheet, "table heading", cell, keep=True)] for cell in table.header]]
    rows += [[[paragraph(sheet, "table text", cell)] for cell in row] for row in table.rows]
    shares = (1,) * len(table.header)
    return grid(sheet, "programme table", "", shares, rows[not titled :], header=titled)


def grid(
    sheet: Sheet,
    style: str,
    caption: str,
    shares: Sequence[int],
    rows: Sequence[Sequence[CellContent]],
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
    for child in (el("tblW", w=str(_FULL_WIDTH), type="pct"), el("tblLayout", type="fixed"), look):
        place(tblpr, child)
    if caption:
        put(tblpr, "tblDescription", val=clean(caption))
    widths = [share / sum(shares) for share in shares]
    grid = el("tblGrid", *(el("gridCol", w=str(round(sheet.width * part))) for part in widths))
    table = el("tbl", tblpr, grid)
    for index, row in enumerate(rows):
        trpr = el("trPr", el("cantSplit"))
        if header and index == 0:
            trpr.append(el("tblHeader"))
        table.append(el("tr", trpr, *_cells(widths, row)))
    return table


def _cells(widths: Sequence[float], row: Sequence[CellContent]) -> Iterable[Element]:
    """Yield the cells of a row; the last one has all columns that are left."""
    for index, cell in enumerate(row):
        covered = widths[index:] if index == len(row) - 1 else widths[index : index + 1]
        width = str(round(_FULL_WIDTH * sum(covered)))
        tcpr = el("tcPr", el("tcW", w=width, type="pct"))
        if len(covered) > 1:
            tcpr.append(el("gridSpan", val=str(len(covered))))
        yield el("tc", tcpr, *cell)
