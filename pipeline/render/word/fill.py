"""Putting the edition in the place of the marks that docxtpl left."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Final

from ...edition.model import Edition
from ...text.runs import Run, Text
from .blocks import ROOM, blocks
from .drawing import Figure
from .fields import MARK, ORDER, BlockContent, Content, Marks, PageNumber, Value
from .runs import MARKED_OWN, Sheet, paragraph, runs, style_of
from .tables import TABLE_STYLES
from .xml import Element, clean, drop, el, get, local, parent_of, put, text_of, w, written

_PAGE: Final = re.compile(r"(\{pages?\})")
_INSTRUCTIONS: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_TITLE: Final = "heading 1"
_ABOVE: Final = ("alert", "notice", "title", "facts")
"""Placed before what follows; everything else behind what comes before it."""
_ANYWHERE: Final = ("alert", "notice", "qr")
"""May stand in a header or footer instead."""
_STYLES: Final = {"title": _TITLE, "subtitle": "subtitle"}


def marks_in(root: Element) -> set[str]:
    """Return the marks in the text of a part."""
    return set(MARK.findall("".join(t.text or "" for t in root.iter(w("t")))))


def place_missing(
    body: Element, values: Mapping[str, Value], seen: set[str], styles: Mapping[str, str]
) -> None:
    """Add a paragraph for everything in `ORDER` that the filled template does not show.

    ``seen`` are the marks in headers and footers, where `_ANYWHERE` may stand.
    """
    anchors: dict[str, Element] = {}
    shown = marks_in(body)
    by_mark = {values[name].mark: name for name in ORDER}
    for element in body.iter(w("p")):
        for mark in MARK.findall(text_of(element)):
            if mark in by_mark:
                anchors.setdefault(by_mark[mark], element)
    for name in ORDER:
        everywhere = shown | seen if name in _ANYWHERE else shown
        if not values[name] or name in anchors or _shows(values[name], everywhere):
            continue
        style = styles[_STYLES.get(name, "normal")]
        text = el("t")
        text.text = values[name].mark
        new = el("p", el("pPr", el("pStyle", val=style)), el("r", text))
        _place(body, new, name, anchors)
        anchors[name] = new


def _place(body: Element, new: Element, name: str, anchors: Mapping[str, Element]) -> None:
    """Put ``new`` above what follows it in an edition, or behind what it belongs to."""
    index = ORDER.index(name)
    earlier = [anchors[n] for n in ORDER[:index] if n in anchors]
    later = {anchors[n] for n in ORDER[index + 1 :] if n in anchors}
    if later and (name in _ABOVE or not earlier):
        next(p for p in body.iter(w("p")) if p in later).addprevious(new)
    elif earlier:
        earlier[-1].addnext(new)
    else:
        body.insert(0, new)


def _shows(value: Value, marks: set[str]) -> bool:
    """Return whether a mark is there, or those of everything that a loop over it can show."""
    if value.mark in marks:
        return True
    leaves = [leaf for row in value.rows for leaf in row.values() if leaf]
    return bool(leaves) and all(leaf.mark in marks for leaf in leaves)


def fill(root: Element, marks: Marks, edition: Edition, sheet: Sheet) -> None:
    """Replace every mark in a part by what it stands for.

    A paragraph that held nothing but marks of empty fields is taken out.
    """
    _fill_attributes(root, marks)
    for element in [p for p in root.iter(w("p")) if MARK.search(text_of(p))]:
        texts = [t for t in element.iter(w("t")) if next(t.iterancestors(w("p"))) is element]
        found = [m for t in texts for m in MARK.findall(t.text or "") if m in marks]
        contents = [marks[mark] for mark in found]
        for content in contents:
            if isinstance(content, BlockContent):
                _insert_block(element, content, edition, sheet)
            elif content is edition.title:
                _make_heading(element, sheet)
        for text in texts:
            _replace(text, marks, sheet)
        if found and not MARK.sub("", "".join(t.text or "" for t in texts)).strip():
            _remove_if_empty(element)


def _insert_block(element: Element, content: BlockContent, edition: Edition, sheet: Sheet) -> None:
    if content.name == "body" and edition.dateline and not sheet.dated:
        element.addprevious(paragraph(sheet, "dateline", edition.dateline, keep=True))
    previous = element.getprevious()
    cramped = local(parent_of(element)) in ("tc", "txbxContent")
    made = blocks(sheet, edition, content.name, cramped=cramped)
    if content.name == "qr" and made and previous is not None:
        _hold_to_next(previous)
    for block in made:
        element.addprevious(block)


def _hold_to_next(element: Element) -> None:
    """Keep a paragraph, or the last row of a table, on the page of what follows it."""
    rows = list(element.iter(w("tr")))
    for held in (rows[-1] if rows else element).iter(w("p")):
        put(put(held, "pPr"), "keepNext")


def _make_heading(element: Element, sheet: Sheet) -> None:
    """The title is the heading of level 1, whatever style it has (ECMA-376-1, 17.3.1.20)."""
    ppr = put(element, "pPr")
    style = ppr.find(w("pStyle"))
    if style is None or style.get(w("val")) != sheet.styles[_TITLE]:
        put(ppr, "outlineLvl", val="0")


def _replace(text: Element, marks: Marks, sheet: Sheet) -> None:
    """Split the run of ``text`` at its marks and put what they stand for between the pieces."""
    value = text.text or ""
    if not any(mark in marks for mark in MARK.findall(value)):
        return
    run = parent_of(text)
    properties = run.find(w("rPr"))
    linked = local(parent_of(run)) == "hyperlink"
    after = [child for child in run if child is not properties]
    after = after[after.index(text) + 1 :]
    new: list[Element] = []
    for piece in re.split(f"({MARK.pattern})", value):
        if piece in marks:
            new += _shown(marks[piece], sheet, properties, linked=linked)
        elif piece:
            new.append(_run(properties, written(piece)))
    if after:
        new.append(_run(properties, *after))
    run.remove(text)
    place: Element = run
    for element in new:
        place.addnext(element)
        place = element
    if all(child is properties for child in run):
        parent_of(run).remove(run)


def _shown(
    content: Content, sheet: Sheet, properties: Element | None, *, linked: bool
) -> Iterable[Element]:
    match content:
        case Text():
            text = content
            if linked:
                plain = tuple(Run(r.text, r.strong, r.emphasis, None, r.ltr) for r in content.runs)
                text = Text(plain, content.german)
            return runs(sheet, text, _own_look(properties))
        case PageNumber(text=text):
            return _page_number(text, sheet, properties)
        case Figure():
            return [_run(properties, sheet.draw(content))]
        case BlockContent():
            return []


def _page_number(text: Text, sheet: Sheet, properties: Element | None) -> Iterable[Element]:
    """Yield the text with PAGE and NUMPAGES for its placeholders (ECMA-376-1, 17.16.5)."""
    for piece in _PAGE.split(text.plain or "{page}"):
        if piece in _INSTRUCTIONS:
            number = _run(properties, written("1"))
            number.set(MARKED_OWN, "1")
            yield el("fldSimple", number, instr=_INSTRUCTIONS[piece])
        elif piece:
            yield from runs(sheet, Text((Run(piece),), text.german), _own_look(properties))


def _run(properties: Element | None, *children: Element) -> Element:
    kept = [] if properties is None else [copy.deepcopy(properties)]
    return el("r", *kept, *children)


def _own_look(properties: Element | None) -> Element:
    """Return the look of a template's run without what its own text was set in."""
    kept = el("rPr") if properties is None else copy.deepcopy(properties)
    drop(kept, "lang", "rtl", "cs", "noProof")
    return kept


def _remove_if_empty(element: Element) -> None:
    """Remove a paragraph that shows nothing, unless its place needs one (ECMA-376-1, 17.4.65)."""
    if element.find(f".//{w('drawing')}") is not None or text_of(element).strip():
        return
    if element.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        return
    parent = parent_of(element)
    last = element.getnext() is None
    previous = element.getprevious()
    alone = previous is None or local(previous) != "p"
    if local(parent) != "body" and last and alone:
        put(put(element, "pPr"), "spacing", before="0", after="0", line="20", lineRule="exact")
        return
    parent.remove(element)


def _fill_attributes(root: Element, marks: Marks) -> None:
    """Write plain text for marks in attributes and field codes, such as the alt text of a logo."""

    def plain(found: re.Match[str]) -> str:
        content = marks.get(found[0])
        return clean(content.plain) if isinstance(content, Text) else ""

    for code in root.iter(w("instrText")):
        code.text = MARK.sub(plain, code.text or "")
    for element in root.iter():
        for name, value in element.attrib.items():
            if MARK.search(str(value)):
                element.set(name, MARK.sub(plain, str(value)))


def settle_tables(root: Element, styles: Mapping[str, str]) -> None:
    """Give each of our tables room below, and the paragraph that Word wants behind a table.

    Two tables in a row would become one, and a cell, header or footer has to end with a
    paragraph (ECMA-376-1, 17.4.65).
    """
    ours = {styles[name] for name in TABLE_STYLES}
    roomy = {styles[name] for name in ("heading 2", "heading 3", "heading 4", "provenance")}
    for table in [t for t in root.iter(w("tbl")) if get(put(t, "tblPr"), "tblStyle") in ours]:
        following = table.getnext()
        if following is None or local(following) != "p":
            spacing = el("spacing", before="0", after="0", line="120", lineRule="exact")
            table.addnext(el("p", el("pPr", spacing)))
        elif style_of(following) not in roomy:
            put(put(following, "pPr"), "spacing", before=ROOM, beforeAutospacing="0")
