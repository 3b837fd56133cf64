"""Runs, texts and blocks as HTML in which no text can become markup."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeGuard

from markupsafe import Markup, escape

from ..text.blocks import Block, Heading, Image, Item, Paragraph, Quote, Table
from ..text.patterns import TARGET
from ..text.runs import Run, Text
from .binding import JOINER

_HELD: Final = re.compile(rf"(\w+-{JOINER}\w+)")


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list as HTML nests it."""

    ordered: bool
    items: tuple[tuple[Text, tuple[ListNode, ...]], ...]
    """Each with the lists inside it."""


HtmlBlock = Heading[Text] | Paragraph[Text] | ListNode | Quote[Text] | Table[Text] | Image[Text]


def is_target(link: str | None) -> TypeGuard[str]:
    """Tell whether a page may link there: http, https, mailto or tel."""
    return link is not None and TARGET.fullmatch(link) is not None


def inline(text: Text) -> Markup:
    """Return the runs as inline HTML; neighbours with one target become one link.

    A target that is neither http, https, mailto nor tel is left out, its text shown. A link
    whose text does not show its target gets the class ``spell``: print spells it out.
    """
    parts: list[Markup] = []
    for link, group in itertools.groupby(text.runs, key=lambda run: run.link):
        runs = list(group)
        inner = Markup("").join(map(_run, runs))
        if is_target(link):
            shown = not link.startswith("http") or "".join(run.text for run in runs) in link
            spell = "" if shown else Markup(' class="spell"')
            inner = Markup('<a href="{}"{}>{}</a>').format(link, spell, inner)
        parts.append(inner)
    return Markup("").join(parts)


def span(text: Text) -> Markup:
    """Return ``text`` for a place where it is not alone: German is isolated (UAX #9)."""
    if text.german:
        return Markup('<bdi lang="de" dir="ltr">{}</bdi>').format(inline(text))
    return inline(text)


def lang(text: Text) -> Markup:
    """Return the attributes of an element that shows only ``text``: German is marked."""
    return Markup(' lang="de" dir="ltr"') if text.german else Markup("")


def pieces(blocks: Iterable[Block[Text]]) -> Iterator[tuple[str, HtmlBlock]]:
    """Yield the blocks, each run of items nested into lists, with their names.

    The names are ``heading``, ``paragraph``, ``listnode``, ``quote``, ``table`` and ``image``.
    """
    for is_item, group in itertools.groupby(blocks, key=lambda block: isinstance(block, Item)):
        if is_item:
            nodes = _lists([block for block in group if isinstance(block, Item)])
            yield from (("listnode", node) for node in nodes)
        else:
            plain = (block for block in group if not isinstance(block, Item))
            yield from ((type(block).__name__.lower(), block) for block in plain)


def _run(run: Run) -> Markup:
    html = _kept(run.text).replace("\n", Markup("<br>"))
    if run.emphasis:
        html = Markup("<em>{}</em>").format(html)
    if run.strong:
        html = Markup("<strong>{}</strong>").format(html)
    if run.ltr:  # a long address breaks after the @ or a slash, not anywhere
        broken = html.replace("@", Markup("@<wbr>"))
        if run.link and run.link.startswith("http"):
            broken = broken.replace("/", Markup("/<wbr>"))
        return Markup('<bdi dir="ltr">{}</bdi>').format(broken)
    return html


def _kept(text: str) -> Markup:
    """Escape ``text``; a word that a joiner holds together becomes an element without it."""
    return Markup("").join(
        Markup('<span class="whole">{}</span>').format(word.replace(JOINER, ""))
        if JOINER in word
        else escape(word)
        for word in _HELD.split(text)
    )


def _lists(items: list[Item[Text]]) -> Iterator[ListNode]:
    """Yield the lists that start at the depth of the first item; number 1 starts a new one."""
    start = 0
    while start < len(items):
        first = items[start]
        entries: list[tuple[Text, tuple[ListNode, ...]]] = []
        while start < len(items):
            item = items[start]
            if entries and (item.ordered != first.ordered or item.number == 1):
                break
            end = start + 1
            while end < len(items) and items[end].depth > item.depth:
                end += 1
            entries.append((item.text, tuple(_lists(items[start + 1 : end]))))
            start = end
        yield ListNode(first.ordered, tuple(entries))
