"""The Markdown below the front matter → blocks (CommonMark 0.31, with GFM tables).

What an invitation has no place for (raw HTML, pictures amid text, code, rules) is refused with its
line instead of being lost, and so is what would be shown differently than it was meant: a
date at the start of a line that CommonMark takes for a numbered list, a line of dashes that
makes a heading of the text above it, a table that is none, Markdown that does not work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ..base.errors import ContentError
from ..base.messages import _
from ..base.model import Location
from ..text import inline
from ..text.blocks import Heading, Image, Item, Paragraph, Quote, Table
from ..text.braces import names
from ..text.form import BREAK
from ..text.patterns import SCHEMES
from .facts import LINK_TARGETS
from .mistakes import Mistakes
from .model import Role, Segment, SourceBlock
from .pictures import PictureReader

MAX_DEPTH: Final = 2
_ALMOST: Final = re.compile(r"^[•·▪◦‣]|\A(?:[–—]\s|-[^\W\d_]|#{2,6}[^#\s])", re.MULTILINE)
"""Paragraphs that were meant as a list or a heading."""

_ROW: Final = re.compile(r"\|.*\||(?=.*\|)(?=.*-)[\s:|-]+")
"""Lines of a paragraph that were meant as one of a table."""

_HARD_BREAK: Final = re.compile(r" {2,}\n|(?<!\\)\\\n")
"""CommonMark 0.31, 6.7."""

_SPEAKER: Final = re.compile(
    r"\s*[—–]\s*(?P<name>[^,{}<>\[\]]*[^\s,{}<>\[\]])\s*(?:,\s*(?P<role>\S.*?))?\s*"
)
"""The last line of a quotation that says whose words they are: ``— Name, Rolle``."""

_TASK: Final = re.compile(r"\[[ xX]\](?:\s|\Z)")
"""How an item of a task list begins (GFM 5.3)."""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def segment(role: Role, text: str, where: Location, note: str = "") -> Segment:
    """A segment of inline Markdown, checked; it is one line but for hard breaks.

    Raises `ContentError` at ``where`` for inline Markdown that has no place here or does
    not work, and for a link whose target is no web, mail or telephone address.
    """
    for token in _parser().parseInline(text)[0].children or []:
        if token.type in ("html_inline", "image", "code_inline"):
            raise _refuse(token.type, where)
        if token.type == "link_open" and token.markup == "autolink":
            raise ContentError(
                where,
                _("Schreiben Sie den Verweis so: [Text]({target}).").format(
                    target=token.attrs["href"]
                ),
            )
    plain = inline.plain(text)
    if not plain.strip():
        raise ContentError(where, _("Hier fehlt der Text."))
    if "**" in plain or "](" in plain:
        raise ContentError(
            where,
            _(
                "Hier bliebe ein Zeichen wie ** oder ]( stehen. Schreiben Sie **fett** ohne "
                "Leerzeichen an den Sternen und Verweise so: [Text](https://…)."
            ),
        )
    if "~~" in plain:
        raise ContentError(
            where,
            _(
                "Text mit ~~ wird hier nicht durchgestrichen. Löschen Sie die Zeichen und, was "
                "nicht mehr gilt."
            ),
        )
    for target in inline.links(text):
        facts = names(target)
        if not set(facts) <= LINK_TARGETS or not target.startswith((*SCHEMES, "{")):
            raise ContentError(
                where,
                _(
                    "Der Verweis „{target}“ muss mit https://, mailto: oder tel: beginnen oder "
                    "ein Platzhalter wie {{registration_url}} sein."
                ).format(target=target),
            )
    return Segment(role, text, note, where)


def _refuse(what: str, where: Location) -> ContentError:
    if what == "image":
        return ContentError(
            where,
            _(
                "Ein Bild steht in einem eigenen Absatz, und seine Datei liegt im Ordner content/: "
                '![Was zu sehen ist](bild.jpg "Bildunterschrift © Name").'
            ),
        )
    name = {
        "html_block": _("HTML"),
        "html_inline": _("HTML"),
        "code_inline": _("Ein `Code-Zeichen`"),
        "code_block": _("Ein eingerückter Absatz"),
        "fence": _("Ein Code-Block"),
        "hr": _("Eine Trennlinie"),
    }.get(what, what)
    return ContentError(
        where,
        _("{what} hat in einer Einladung keinen Platz. Schreiben Sie es als Text.").format(
            what=name
        ),
    )


def parse_blocks(
    text: str, path: Path, first_line: int, pictures: PictureReader | None = None
) -> tuple[SourceBlock, ...]:
    """Parse ``text``, whose first line is line ``first_line`` of the file ``path``.

    Without ``pictures`` there can be none; a picture that cannot be shown is left out.

    Raises `ContentError` for Markdown that has no place here, for a link whose target is
    not a web, mail or telephone address, and for headings that leave out a level.
    """
    found: dict[str, Any] = {}
    tree = SyntaxTreeNode(_parser().parse(text, found))
    for reference in found.get("references", {}).values():
        raise ContentError(
            Location(path, first_line + reference["map"][0]),
            _("Schreiben Sie den Verweis in den Satz: [Text]({target}).").format(
                target=reference["href"]
            ),
        )
    return _Reader(text, path, first_line, pictures).blocks(tree.children)


def _images(paragraph: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """The pictures of a paragraph that holds nothing else."""
    children = paragraph.children[0].children if paragraph.children else []
    found = [child for child in children if child.type == "image"]
    others = [child for child in children if child.type not in ("image", "softbreak", "hardbreak")]
    return [] if any(one.type != "text" or one.content.strip() for one in others) else found


class _Reader:
    """Walks the syntax tree; knows text and file only for the sake of messages."""

    def __init__(
        self, text: str, path: Path, first_line: int, pictures: PictureReader | None
    ) -> None:
        self.pictures = pictures
        self.lines = re.split(r"\r\n?|\n", text)  # as markdown-it counts them
        self.path = path
        self.first_line = first_line

    def where(self, node: SyntaxTreeNode) -> Location:
        while node.map is None and node.parent is not None:
            node = node.parent
        return Location(self.path, self.first_line + node.map[0] if node.map else None)

    def fail(self, node: SyntaxTreeNode, message: str, below: int = 0) -> ContentError:
        """A refusal of the line that is ``below`` lines under the first one of ``node``."""
        where = self.where(node)
        line = None if where.line is None else where.line + below
        return ContentError(Location(where.path, line), message)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[SourceBlock, ...]:
        found: list[SourceBlock] = []
        slips = Mistakes()
        level = 1
        for node in nodes:
            level = slips.read(partial(self.block, node, level, found)) or level
        slips.end()
        return tuple(found)

    def block(self, node: SyntaxTreeNode, level: int, found: list[SourceBlock]) -> int:
        """Add what ``node`` is to ``found``; return the level of the last heading."""
        match node.type:
            case "heading":
                level = self.heading_level(node, level)
                found.append(Heading(level, self.segment(node, Role.HEADING)))
            case "paragraph" if self.pictures and (images := _images(node)):
                where = self.where(node)
                found.extend(filter(None, (self.image(one, where) for one in images)))
            case "paragraph":
                self.check_meant(node)
                found.append(Paragraph(self.segment(node, Role.PARAGRAPH)))
            case "bullet_list" | "ordered_list":
                found.extend(self.items(node, 0))
            case "blockquote":
                found.append(self.quote(node))
            case "table":
                found.append(self.table(node))
            case _:
                raise _refuse(node.type, self.where(node))
        return level

    def image(self, node: SyntaxTreeNode, where: Location) -> Image[Segment] | None:
        name, title = str(node.attrs["src"]), str(node.attrs.get("title", ""))
        if not self.pictures or re.match(r"[a-z]+:|//", name, re.IGNORECASE):
            raise _refuse("image", where)
        return self.pictures.in_text(name, node.content, title, where)

    def heading_level(self, node: SyntaxTreeNode, before: int) -> int:
        level = int(node.tag[1])
        if node.markup[0] != "#":
            first, end = node.map or (0, 1)
            raise self.fail(
                node,
                _(
                    "Diese Zeile macht den Text darüber zur Überschrift. Löschen Sie sie, oder "
                    "lassen Sie davor eine Leerzeile. Überschriften beginnen mit ## und "
                    "Leerzeichen (## Text)."
                ),
                end - first - 1,
            )
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

    def check_meant(self, node: SyntaxTreeNode) -> None:
        if _ALMOST.search(node.children[0].content):
            raise self.fail(
                node,
                _(
                    "Eine Aufzählung beginnt mit Bindestrich und Leerzeichen (- Text), "
                    "eine Überschrift mit ## und Leerzeichen (## Text)."
                ),
            )

    def items(self, node: SyntaxTreeNode, depth: int) -> list[Item[Segment]]:
        found: list[Item[Segment]] = []
        ordered = node.type == "ordered_list"
        if (start := node.attrs.get("start", 1)) != 1:
            raise self.fail(
                node,
                _(
                    "Diese Zeile beginnt wie Punkt {start} einer Liste; Listen beginnen mit 1. "
                    "Ist es ein Datum oder eine Zahl, schreiben Sie {start}\\{mark}"
                ).format(start=start, mark=node.markup),
            )
        if depth > MAX_DEPTH:
            raise self.fail(node, _("Listen können höchstens drei Ebenen haben."))
        for number, item in enumerate(node.children, start=1):
            first, rest = next(iter(item.children), item), item.children[1:]
            if first.type != "paragraph":
                raise self.fail(item, _("Dieser Punkt der Aufzählung beginnt nicht mit Text."))
            if _TASK.match(first.children[0].content):
                raise self.fail(
                    first,
                    _(
                        "Kästchen zum Ankreuzen gibt es hier nicht. Löschen Sie die eckigen "
                        "Klammern am Anfang der Zeile."
                    ),
                )
            found.append(Item(self.segment(first, Role.ITEM), depth, ordered, number))
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

    def quote(self, node: SyntaxTreeNode) -> Quote[Segment]:
        for child in node.children:
            if child.type != "paragraph":
                raise self.fail(child, _("Ein Zitat kann nur Absätze enthalten."))
        *before, last = node.children or [node]
        content = last.children[0].content if last.children else ""
        said, _end, line = content.rpartition("\n")
        speaker = _SPEAKER.fullmatch(line)
        if speaker is None or not (said or before):
            return Quote(tuple(self.segment(child, Role.QUOTE) for child in node.children))
        paragraphs = [self.segment(child, Role.QUOTE) for child in before]
        if said:
            paragraphs.append(segment(Role.QUOTE, _lines(said), self.where(last)))
        name = inline.plain(speaker["name"])
        role = speaker["role"]
        below = self.where(last)
        by = segment(Role.SPEAKER, role, below, f"Person: {name}") if role else None
        return Quote(tuple(paragraphs), name, by)

    def table(self, node: SyntaxTreeNode) -> Table[Segment | None]:
        for row in node.walk():
            if row.type == "tr":
                self.check_width(row)
        rows = [
            tuple(self.cell(cell) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        return Table(rows[0], tuple(rows[1:]))

    def check_width(self, row: SyntaxTreeNode) -> None:
        """GFM drops the cells for which the first row has no column."""
        line = self.lines[row.map[0]] if row.map else ""
        cells = re.split(r"(?<!\\)\|", line.strip())
        cells = cells[1:] if not cells[0] else cells
        if any(cell.strip() for cell in cells[len(row.children) :]):
            raise self.fail(
                row,
                _(
                    "Diese Zeile der Tabelle hat mehr Zellen als die erste. Ergänzen Sie die "
                    "erste Zeile und die mit den Strichen; das Zeichen | selbst schreiben Sie \\|"
                ),
            )

    def check_no_row(self, node: SyntaxTreeNode) -> None:
        for number, line in enumerate(node.children[0].content.split("\n")):
            if _ROW.fullmatch(line.strip()):
                raise self.fail(
                    node,
                    _(
                        "Das sieht aus wie eine Tabelle, ist aber keine. Unter ihre erste Zeile "
                        "gehört eine mit Strichen für jede Spalte: | --- | --- |. Soll es keine "
                        "Tabelle sein, schreiben Sie \\| statt |."
                    ),
                    number,
                )

    def cell(self, node: SyntaxTreeNode) -> Segment | None:
        content = node.children[0].content if node.children else ""
        return self.segment(node, Role.CELL) if content.strip() else None

    def segment(self, node: SyntaxTreeNode, role: Role) -> Segment:
        content = node.children[0].content if node.children else ""
        if node.type == "paragraph":
            self.check_no_row(node)
        return segment(role, _lines(content), self.where(node))


def _lines(content: str) -> str:
    """The end of a line inside a block means nothing, unless it is a hard break."""
    lines = (" ".join(line.split()) for line in _HARD_BREAK.split(content))
    return BREAK.join(filter(None, lines))
