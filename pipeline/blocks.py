"""The Markdown below the front matter → blocks (CommonMark 0.31, with GFM tables).

What an invitation has no place for (raw HTML, images, code, rules) is refused with its
line instead of being lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from . import inline
from .errors import ContentError
from .messages import _
from .model import (
    Location,
    Role,
    Segment,
    SourceBlock,
    SourceHeading,
    SourceItem,
    SourceParagraph,
    SourceQuote,
    SourceTable,
)

MAX_DEPTH = 2
LINK_FACTS = ("{registration_url}", "{contact_url}")
"""Facts that can be the target of a link as they are."""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def parse_blocks(text: str, path: Path, first_line: int) -> tuple[SourceBlock, ...]:
    """Parse ``text``, whose first line is line ``first_line`` of the file ``path``.

    Raises `ContentError` for Markdown that has no place here, for a link whose target is
    not a web, mail or telephone address, and for headings that leave out a level.
    """
    return _Reader(path, first_line).blocks(SyntaxTreeNode(_parser().parse(text)).children)


class _Reader:
    """Walks the syntax tree; knows the file only for the sake of messages."""

    def __init__(self, path: Path, first_line: int) -> None:
        self.path = path
        self.first_line = first_line

    def where(self, node: SyntaxTreeNode) -> Location:
        while node.map is None and node.parent is not None:
            node = node.parent
        return Location(self.path, self.first_line + node.map[0] if node.map else None)

    def fail(self, node: SyntaxTreeNode, message: str) -> ContentError:
        return ContentError(self.where(node), message)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[SourceBlock, ...]:
        found: list[SourceBlock] = []
        level = 1
        for node in nodes:
            match node.type:
                case "heading":
                    level = self.heading_level(node, level)
                    found.append(SourceHeading(level, self.segment(node, Role.HEADING)))
                case "paragraph":
                    found.append(SourceParagraph(self.segment(node, Role.PARAGRAPH)))
                case "bullet_list" | "ordered_list":
                    found.extend(self.items(node, 0))
                case "blockquote":
                    found.append(self.quote(node))
                case "table":
                    found.append(self.table(node))
                case _:
                    raise self.refuse(node)
        return tuple(found)

    def heading_level(self, node: SyntaxTreeNode, before: int) -> int:
        level = int(node.tag[1])
        if level == 1:
            raise self.fail(
                node,
                _("Der Titel steht schon im Kopf der Datei. Überschriften beginnen mit ## ."),
            )
        if level > 4 or level > before + 1:
            raise self.fail(
                node,
                _(
                    "Diese Überschrift überspringt eine Ebene oder liegt zu tief. "
                    "Nehmen Sie ein # weniger."
                ),
            )
        return level

    def items(self, node: SyntaxTreeNode, depth: int) -> list[SourceItem]:
        found: list[SourceItem] = []
        ordered = node.type == "ordered_list"
        if depth > MAX_DEPTH:
            raise self.fail(node, _("Listen können höchstens drei Ebenen haben."))
        for number, item in enumerate(node.children, start=1):
            first, rest = next(iter(item.children), item), item.children[1:]
            if first.type != "paragraph":
                raise self.fail(item, _("Dieser Punkt der Aufzählung beginnt nicht mit Text."))
            found.append(SourceItem(self.segment(first, Role.ITEM), depth, ordered, number))
            for child in rest:
                if child.type not in ("bullet_list", "ordered_list"):
                    raise self.fail(
                        child,
                        _(
                            "Ein Punkt einer Aufzählung kann nur einen Absatz haben. "
                            "Rücken Sie diesen Text nicht ein."
                        ),
                    )
                found.extend(self.items(child, depth + 1))
        return found

    def quote(self, node: SyntaxTreeNode) -> SourceQuote:
        for child in node.children:
            if child.type != "paragraph":
                raise self.fail(child, _("Ein Zitat kann nur Absätze enthalten."))
        return SourceQuote(tuple(self.segment(child, Role.QUOTE) for child in node.children))

    def table(self, node: SyntaxTreeNode) -> SourceTable:
        rows = [
            tuple(self.cell(cell) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        return SourceTable(rows[0], tuple(rows[1:]))

    def cell(self, node: SyntaxTreeNode) -> Segment | None:
        content = node.children[0].content if node.children else ""
        return self.segment(node, Role.CELL) if content.strip() else None

    def segment(self, node: SyntaxTreeNode, role: Role) -> Segment:
        content = node.children[0].content if node.children else ""
        # A line break inside a block means nothing; a backslash before it would.
        text = " ".join(re.sub(r"\\\n", "\n", content).split())
        if not text:
            raise self.fail(node, _("Hier fehlt der Text."))
        self.check_inline(node.children[0])
        for target in inline.links(text):
            if not target.startswith(inline.SCHEMES) and target not in LINK_FACTS:
                raise self.fail(
                    node,
                    _(
                        "Der Verweis „{target}“ muss mit https://, mailto: oder tel: beginnen."
                    ).format(target=target),
                )
        return Segment(role, text, location=self.where(node))

    def check_inline(self, node: SyntaxTreeNode) -> None:
        for child in node.children:
            if child.type in ("html_inline", "image", "code_inline"):
                raise self.refuse(child)
            self.check_inline(child)

    def refuse(self, node: SyntaxTreeNode) -> ContentError:
        what = {
            "html_block": _("HTML"),
            "html_inline": _("HTML"),
            "image": _("ein Bild"),
            "code_inline": _("ein `Code-Zeichen`"),
            "code_block": _("ein eingerückter Absatz"),
            "fence": _("ein Code-Block"),
            "hr": _("eine Trennlinie"),
        }.get(node.type, node.type)
        return self.fail(
            node,
            _("{what} hat in einer Einladung keinen Platz. Schreiben Sie es als Text.").format(
                what=what
            ),
        )
