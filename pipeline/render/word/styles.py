"""Completing a letterhead from outside: the styles and lists that it lacks, taken from ours."""

from __future__ import annotations

import copy
from collections.abc import Mapping, MutableMapping
from typing import Final

from lxml import etree

from .numbering import add_num, find_num, give_numbering, next_id, style_numbering
from .package import TYPES, parts, rels_of
from .xml import Element, el, get, parent_of, parse, w

STYLES: Final = (
    "normal",
    "heading 1",
    "heading 2",
    "heading 3",
    "heading 4",
    "kicker",
    "subtitle",
    "dateline",
    "list bullet",
    "list bullet 2",
    "list bullet 3",
    "list number",
    "list number 2",
    "list number 3",
    "quote",
    "alert",
    "notice mark",
    "notice",
    "fact label",
    "fact value",
    "contact label",
    "contact name",
    "contact value",
    "code label",
    "table heading",
    "table time",
    "table text",
    "table note",
    "provenance",
    "hyperlink",
    "fact box",
    "fact list",
    "programme table",
    "notice box",
    "code box",
)
"""By name in lower case: every style that a renderer uses. Word keeps built-in names English in
the file, whatever its own language (ECMA-376-1, 17.7.4.9)."""

_LISTS: Final = tuple(
    (f"list {kind}{suffix}", number, depth)
    for number, kind in ((1, "bullet"), (2, "number"))
    for depth, suffix in enumerate(("", " 2", " 3"))
)
"""Style, our w:num, level."""

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def style_ids(styles: Element) -> dict[str, str]:
    """Return style ids by name in lower case; the default paragraph style is "normal"."""
    names = {
        (get(style, "name") or "").lower(): style.get(w("styleId"), "")
        for style in styles.findall(w("style"))
    }
    for style in styles.findall(w("style")):
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
            names["normal"] = style.get(w("styleId"), "")
    return names


def complete(files: MutableMapping[str, bytes], ours: Mapping[str, bytes]) -> None:
    """Add to the files of a letterhead the styles and lists that it lacks, from ``ours``."""
    styles_name = part(files, "styles")
    numbering_name = part(files, "numbering")
    styles, numbering = parse(files[styles_name]), parse(files[numbering_name])
    our_styles = parse(ours[parts(ours, "styles")[0]])
    our_numbering = parse(ours[parts(ours, "numbering")[0]])
    _add_styles(styles, our_styles)
    _add_lists(styles, numbering, our_numbering)
    for name, root in ((styles_name, styles), (numbering_name, numbering)):
        files[name] = etree.tostring(root, encoding="UTF-8", standalone=True)


def _add_styles(styles: Element, ours: Element) -> None:
    present = style_ids(styles)
    taken = {style.get(w("styleId")) for style in styles.findall(w("style"))}
    by_name = {(get(style, "name") or "").lower(): style for style in ours.findall(w("style"))}
    name_of = {style.get(w("styleId")): name for name, style in by_name.items()}
    wanted = ("default paragraph font", "normal table", *STYLES)
    for name in wanted:
        if name in present:
            continue
        style = copy.deepcopy(by_name[name])
        identity = style.get(w("styleId"), "")
        while identity in taken:
            identity += "0"
        style.set(w("styleId"), identity)
        for numbered in style.findall(f"{w('pPr')}/{w('numPr')}"):
            parent_of(numbered).remove(numbered)
        taken.add(identity)
        present[name] = identity
        for reference in ("basedOn", "next"):
            element = style.find(w(reference))
            if element is not None:
                target = name_of.get(element.get(w("val")), "normal")
                element.set(w("val"), present.get(target, present["normal"]))
        styles.append(style)


def _add_lists(styles: Element, numbering: Element, ours: Element) -> None:
    """Give each list style that counts nothing a level of our lists."""
    present = style_ids(styles)
    by_id = {style.get(w("styleId")): style for style in styles.findall(w("style"))}
    given: dict[int, int] = {}
    for name, our_num, level in _LISTS:
        found = style_numbering(styles, present[name])
        if found is not None and find_num(numbering, found[0]) is not None:
            continue
        if our_num not in given:
            given[our_num] = _copy_list(numbering, ours, our_num)
        give_numbering(by_id[present[name]], given[our_num], level)


def _copy_list(numbering: Element, ours: Element, num: int) -> int:
    """Add one of our lists under ids of its own; return its w:num."""
    abstract = copy.deepcopy(
        next(e for e in ours.findall(w("abstractNum")) if e.get(w("abstractNumId")) == str(num))
    )
    for level in abstract.findall(w("lvl")):
        for link in level.findall(w("pStyle")):
            level.remove(link)
    identity = str(next_id(numbering, "abstractNum", "abstractNumId"))
    abstract.set(w("abstractNumId"), identity)
    first = numbering.find(w("num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    new = next_id(numbering, "num", "numId")
    add_num(numbering, el("num", el("abstractNumId", val=identity), numId=str(new)))
    return new


def part(files: MutableMapping[str, bytes], kind: str, root: str | None = None) -> str:
    """Return the name of the part of that kind, added with an empty ``root`` if there is none."""
    if found := parts(files, kind):
        return found[0]
    main = parts(files, "document.main")[0]
    folder = main.rpartition("/")[0]
    name = f"{folder}/{kind}.xml" if folder else f"{kind}.xml"
    files[name] = etree.tostring(el(root or kind), encoding="UTF-8", standalone=True)
    types = parse(files[TYPES])
    override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
    override.set("PartName", "/" + name)
    override.set("ContentType", f"{_WML}.{kind}+xml")
    files[TYPES] = etree.tostring(types, encoding="UTF-8", standalone=True)
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
    rels = parse(files.get(rels_of(main), empty))
    relationship = etree.SubElement(rels, f"{{{_PACKAGE}/relationships}}Relationship")
    relationship.set("Id", f"rIdPipeline{kind.capitalize()}")
    relationship.set("Type", f"{_OFFICE}/{kind}")
    relationship.set("Target", f"{kind}.xml")
    files[rels_of(main)] = etree.tostring(rels, encoding="UTF-8", standalone=True)
    return name
