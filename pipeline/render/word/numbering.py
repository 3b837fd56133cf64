"""Lists: which numbering a style uses, and a new one for every list that starts at 1.

A list is a w:num; it counts on until a paragraph names another one. A list that starts again
is therefore a new w:num over the same w:abstractNum, with w:startOverride (ECMA-376-1, 17.9).
"""

from __future__ import annotations

from collections.abc import Iterator

from .xml import Element, el, get, put, w


class Numbering:
    """The numbered lists of one document, on its numbering part and its styles."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        self._numbering = numbering
        self._styles = styles
        self._open: dict[int, int] = {}
        """The w:num of the list that is open at each depth."""

    def place(self, style: str, depth: int, number: int) -> tuple[int, int]:
        """Return w:ilvl and w:numId of an item; number 1 starts a new list at its depth.

        Raises ValueError for a style without numbering: `styles.complete` gives it one.
        """
        found = style_numbering(self._styles, style)
        if found is None:
            raise ValueError(f"not a list style: {style}")
        num, level = found
        if number == 1 or depth not in self._open:
            self._open[depth] = self._restart(num, level)
        return level, self._open[depth]

    def _restart(self, num: int, level: int) -> int:
        base = find_num(self._numbering, num)
        abstract = None if base is None else get(base, "abstractNumId")
        new = next_id(self._numbering, "num", "numId")
        override = el("lvlOverride", el("startOverride", val="1"), ilvl=str(level))
        element = el("num", el("abstractNumId", val=abstract or "0"), override, numId=str(new))
        add_num(self._numbering, element)
        return new


def style_numbering(styles: Element, style: str) -> tuple[int, int] | None:
    """Return numId and level that the style of this id has or inherits; None without a list."""
    for ancestor in _ancestry(styles, style):
        numpr = ancestor.find(f"{w('pPr')}/{w('numPr')}")
        num = None if numpr is None else get(numpr, "numId")
        if numpr is not None and num is not None:
            return (int(num), int(get(numpr, "ilvl") or 0)) if num != "0" else None
    return None


def next_id(numbering: Element, name: str, attribute: str) -> int:
    """Return the lowest id above all that are taken."""
    taken = (int(e.get(w(attribute), "0")) for e in numbering.findall(w(name)))
    return max(taken, default=0) + 1


def add_num(numbering: Element, num: Element) -> None:
    """Add a w:num behind the others and before what must come last."""
    last = numbering.find(w("numIdMacAtCleanup"))
    if last is None:
        numbering.append(num)
    else:
        last.addprevious(num)


def give_numbering(style: Element, num: int, level: int) -> None:
    """Make a paragraph style a list style."""
    numpr = put(put(style, "pPr"), "numPr")
    put(numpr, "ilvl", val=str(level))
    put(numpr, "numId", val=str(num))


def find_num(numbering: Element, num: int) -> Element | None:
    """Return the w:num with this id."""
    return next((e for e in numbering.findall(w("num")) if e.get(w("numId")) == str(num)), None)


def _ancestry(styles: Element, style: str) -> Iterator[Element]:
    """Yield a style and those it is based on; stops where the chain bites its tail."""
    by_id = {element.get(w("styleId")): element for element in styles.findall(w("style"))}
    current: str | None = style
    while current is not None and (element := by_id.pop(current, None)) is not None:
        yield element
        current = get(element, "basedOn")
