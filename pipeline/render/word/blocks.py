"""The blocks of an Edition as WordprocessingML, in the styles of the letterhead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest
from typing import Final

from docx.shared import Mm, Twips

from ...edition.model import Edition, Fact, FactGroup, Notice, Organisers, Programme
from ...source.model import Partner
from ...text.blocks import Block, Heading, Image, Item, Paragraph, Quote, Table
from ...text.runs import Run, Text
from .. import qr
from .drawing import CODE, Figure, code, image, plate
from .fields import BLANK, as_island, origin
from .runs import Sheet, paragraph, runs, spelt
from .tables import grid, programme_table, text_table
from .xml import Element, el, place, put, w

_BULLETS: Final = ("list bullet", "list bullet 2", "list bullet 3")
_NUMBERS: Final = ("list number", "list number 2", "list number 3")
_AFTER_LIST: Final = "120"
"""Twentieths of a point."""
_EM_SPACE: Final = "\u2003"
_BETWEEN: Final = "100"
"""Between the languages of an alert, in twentieths of a point."""
ROOM: Final = "210"
"""Around a table, in twentieths of a point."""
_WHITE: Final = "FFFFFF"
"""What logos stand on."""
_MOST_PARTNERS: Final = 3
"""Side by side."""
_MARGIN: Final = 113
"""Beside a picture in its cell, in twentieths of a point, as the style has it."""


def blocks(sheet: Sheet, edition: Edition, name: str, *, cramped: bool = False) -> list[Element]:
    """Return the elements of one block field; empty where the edition has no such thing.

    ``cramped`` is a place narrower than the page: a table cell or a text box.
    """
    match name:
        case "alert":
            return [] if edition.alert is None else _alert(sheet, edition)
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
            return [
                element
                for group in edition.groups
                for element in _group(sheet, group, said=group.heading.plain in edition.headings)
            ]
        case "image":
            return [] if edition.image is None else list(_image(sheet, edition.image))
        case "partners":
            return _partners(sheet, edition) if edition.partners else []
        case "qr":
            address = qr.chooser_address(edition)
            return [] if address is None else _code(sheet, edition, address, cramped=cramped)
        case "provenance":
            return [paragraph(sheet, "provenance", text) for text in origin(edition)]
    raise ValueError(f"not a block field: {name}")


def _alert(sheet: Sheet, edition: Edition) -> list[Element]:
    """Return the alert in the reader's language, below it in German, in one frame."""
    in_german = Text((Run(edition.german_alert),), german=True) if edition.german_alert else BLANK
    texts = [text for text in (edition.alert, in_german) if text and text.runs]
    lines = [paragraph(sheet, "alert", text) for text in texts]
    for upper, lower in pairwise(lines):
        put(put(upper, "pPr"), "keepNext")
        put(put(upper, "pPr"), "spacing", after=_BETWEEN)
        put(put(lower, "pPr"), "spacing", before="0")
    return lines


def _body(sheet: Sheet, content: Sequence[Block[Text]]) -> Iterable[Element]:
    for block, following in zip_longest(content, content[1:]):
        match block:
            case Heading(level=level, text=text):
                yield paragraph(sheet, f"heading {level}", text)
            case Paragraph(text=text):
                yield paragraph(sheet, "normal", spelt(text), keep=isinstance(following, Item))
            case Item():
                item = _item(sheet, block)
                if not isinstance(following, Item | Heading | None):
                    put(put(item, "pPr"), "spacing", after=_AFTER_LIST)
                yield item
            case Quote(paragraphs=said, by=by):
                lines = (*said, by) if by else said
                for number, line in enumerate(lines, 1):
                    yield paragraph(sheet, "quote", line, keep=number < len(lines))
            case Table():
                yield text_table(sheet, block)
            case Image():
                yield from _image(sheet, block)


def _item(sheet: Sheet, item: Item[Text]) -> Element:
    depth = min(item.depth, len(_BULLETS) - 1)
    if not item.ordered:
        return paragraph(sheet, _BULLETS[depth], item.text)
    style = _NUMBERS[depth]
    element = paragraph(sheet, style, item.text)
    level, number = sheet.numbering.place(sheet.styles[style], depth, item.number)
    ppr = put(element, "pPr")
    place(ppr, el("numPr", el("ilvl", val=str(level)), el("numId", val=str(number))))
    return element


def _image(sheet: Sheet, picture: Image[Text]) -> Iterable[Element]:
    """Yield a picture, and below it, on the same page, its caption and who took it."""
    texts = [picture.caption] if picture.caption else []
    if picture.credit:
        space = [Text((Run(_EM_SPACE),))] if texts else []
        texts += [*space, Text((Run(picture.credit, ltr=True),), german=True)]
    yield _drawn(sheet, image(picture, Twips(sheet.width)), keep=bool(texts))
    if texts:
        below = paragraph(sheet, "table note", *texts)
        put(put(below, "pPr"), "spacing", before="60", after=ROOM)
        yield below


def _drawn(sheet: Sheet, figure: Figure, *, keep: bool = False) -> Element:
    element = paragraph(sheet, "normal", keep=keep)
    put(put(element, "pPr"), "spacing", line="240", lineRule="auto")  # as high as the picture
    element.append(el("r", sheet.draw(figure)))
    return element


def _partners(sheet: Sheet, edition: Edition) -> list[Element]:
    """Return the partners side by side: what each does, its logo, its statement."""
    partners = edition.partners
    columns = _columns(sheet, partners)
    rows = [
        [_partner(sheet, one) for one in partners[start : start + columns]]
        for start in range(0, len(partners), columns)
    ]
    rows[-1] += [[paragraph(sheet, "table note")] for _empty in range(columns - len(rows[-1]))]
    table = grid(sheet, "code box", "", (1,) * columns, rows)
    for cell in table.iter(w("tcPr")):  # in this order: ECMA-376-1, 17.4.70
        put(cell, "shd", val="clear", color="auto", fill=_WHITE)
        put(cell, "vAlign", val="top")
    spacing = el("spacing", before=ROOM, after="0", line="20", lineRule="exact")
    return [el("p", el("pPr", el("keepNext"), spacing)), table]


def _columns(sheet: Sheet, partners: Sequence[Partner[Text]]) -> int:
    """Return how many have room side by side."""
    widest = max(int(Mm(one.size_mm[0]).twips) for one in partners) + 2 * _MARGIN
    return max(1, min(len(partners), _MOST_PARTNERS, sheet.width // max(widest, 1)))


def _partner(sheet: Sheet, partner: Partner[Text]) -> list[Element]:
    lines = [paragraph(sheet, "table note", partner.role, keep=True)] if partner.role else []
    figure = plate(partner)
    if figure:
        lines.append(_drawn(sheet, figure, keep=partner.statement is not None))
    else:
        name = Text((Run(partner.name, strong=True, ltr=True, link=partner.url),), german=True)
        lines.append(paragraph(sheet, "contact value", name))
    if partner.statement:
        lines.append(paragraph(sheet, "table note", partner.statement))
    return lines


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
            shown = [paragraph(sheet, value, one, keep=keep) for one in fact.lines]
            rows.append([labelled, [*shown, *_joining(sheet, fact, value, keep=keep)]])
        else:
            rows.append([[paragraph(sheet, "contact name", fact.value, keep=keep)]])
    return grid(sheet, table, caption, (31, 69), rows)


def _joining(sheet: Sheet, fact: Fact, style: str, *, keep: bool) -> Iterable[Element]:
    """Yield the QR code of the address at which people take part online."""
    link = next((run.link for run in fact.value.runs if run.link), None)
    if fact.key == "online_url" and link:
        picture = paragraph(sheet, style, keep=keep)
        picture.append(el("r", sheet.draw(code(link))))
        yield picture


def _group(sheet: Sheet, group: FactGroup, *, said: bool) -> list[Element]:
    heading, caption = group.heading, group.heading.plain
    head = [] if said else [paragraph(sheet, "heading 2", heading, keep=True)]
    return [
        *head,
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


def _code(sheet: Sheet, edition: Edition, address: str, *, cramped: bool) -> list[Element]:
    """Return the QR code of the language chooser, beside it what for and the address.

    Where it is cramped, they stand below it.
    """
    picture = paragraph(sheet, "contact value", keep=cramped)
    picture.append(el("r", sheet.draw(code(address))))
    several = len(edition.alternates) > 1
    label = edition.labels.get("languages", BLANK) if several else BLANK
    lines = [
        *([paragraph(sheet, "code label", label, keep=True)] if several else []),
        paragraph(sheet, "contact value", as_island(address)),
    ]
    if cramped:
        return [picture, *lines]
    width = CODE[0].twips + 2 * _MARGIN
    shares = (width, sheet.width - width)
    table = grid(sheet, "code box", label.plain, shares, [[[picture], lines]])
    for cell in table.iter(w("tcPr")):
        put(cell, "vAlign", val="center")
    spacing = el("spacing", before=ROOM, after="0", line="20", lineRule="exact")
    return [el("p", el("pPr", el("keepNext"), spacing)), table]
