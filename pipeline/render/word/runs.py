"""Text as runs and paragraphs (ECMA-376-1, 17.3).

What is said here about direction and language is only noted on the runs (`MARKED_ISLAND`,
`MARKED_GERMAN`, `MARKED_OWN`); localise turns the notes into properties.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ...text.patterns import TARGET
from ...text.runs import Run, Text
from ..binding import JOINER
from .drawing import Drawer
from .numbering import Numbering
from .xml import Element, R, el, get, put, w, written

MARKED_ISLAND: Final = "island"
MARKED_GERMAN: Final = "german"
MARKED_OWN: Final = "own"
"""Notes on a run: a left-to-right island, German, written by us and not in the letterhead."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What building a block needs to know of the document it goes into."""

    styles: Mapping[str, str]
    """Style ids by name in lower case."""
    relate: Callable[[str], str]
    """Relationship id of an external link in the part."""
    draw: Drawer
    numbering: Numbering
    width: int
    """Of the text, in twentieths of a point."""
    dated: bool
    """The letterhead shows the dateline itself."""


def spelt(text: Text) -> Text:
    """Return ``text`` with the address behind each link that does not show it: who reads on
    paper cannot click."""
    shown: list[Run] = []
    for link, group in groupby(text.runs, key=lambda run: run.link):
        found = list(group)
        shown += found
        if link and link.startswith("http") and "".join(run.text for run in found) not in link:
            address = re.sub(r"^https?://|/$", "", link)
            shown += (Run(" ("), Run(address, link=link, ltr=True), Run(")"))
    return Text(tuple(shown), text.german)


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
    element.set(MARKED_OWN, "1")
    if run.ltr:
        element.set(MARKED_ISLAND, "1")
    if german:
        element.set(MARKED_GERMAN, "1")
    for number, line in enumerate(run.text.replace(JOINER, "").split("\n")):
        if number:
            element.append(el("br"))
        if line or not number:
            element.append(written(line))
    if run.link is None or not TARGET.fullmatch(run.link):
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


def style_of(element: Element) -> str | None:
    """Return the style id of a paragraph, None for the default one."""
    ppr = element.find(w("pPr"))
    return None if ppr is None else get(ppr, "pStyle")
