"""content/phrasebook.md: standard sentences that serve every document.

One sentence or two a paragraph; headings group them for the office and HTML comments
explain. Whatever is reviewed here counts as reviewed wherever it stands word for word
(draft/fill.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..base.errors import ContentError, nearest
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location
from ..text.blocks import Item, Paragraph, parts
from ..text.braces import names
from .blocks import parse_blocks
from .facts import PLACEHOLDERS
from .model import Role, Segment, SourceBlock
from .segments import unique

FILE: Final = "phrasebook.md"
PHRASEBOOK: Final = "phrasebook"
"""The domain."""

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(?P<text>.*?)[ \t#]*")


def load_phrasebook(content: Path) -> tuple[Segment, ...]:
    """The sentences in the order of the file, each once; none where there is no such file.

    The heading above a sentence is its note. Raises `ContentError` with file and line for
    Markdown that has no place here and for a placeholder that no document can fill.
    """
    path = content / FILE
    if not path.is_file():
        return ()
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), read_text(path, ContentError))
    heading, lines, headings = "", [], []
    for line in text.split("\n"):
        found = _HEADING.fullmatch(line.rstrip())
        heading = found["text"] if found else heading
        headings.append(heading)
        lines.append("" if found else line)
    sentences = []
    for block in parse_blocks("\n".join(lines), path, 1):
        if not isinstance(block, Paragraph | Item):
            raise ContentError(
                _place(block) or Location(path),
                _("Im Phrasenheft stehen nur Überschriften und Absätze, keine Tabellen, Zitate …"),
            )
        segment = block.text
        for name in names(segment.text):
            if name not in PLACEHOLDERS:
                raise ContentError(
                    segment.location,
                    _("Den Platzhalter „{{{name}}}“ gibt es nicht.").format(name=name)
                    + " "
                    + nearest(name, PLACEHOLDERS),
                )
        place = segment.location.line if segment.location else None
        above = headings[place - 1] if place else ""
        note = f"Abschnitt: {above}" if above else ""
        sentences.append(replace(segment, role=Role.PARAGRAPH, note=note))
    return unique(sentences)


def _place(block: SourceBlock) -> Location | None:
    """Where a block begins: its first text."""
    return next((one.location for one in parts(block) if one), None)
