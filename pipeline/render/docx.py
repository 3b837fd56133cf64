"""An Edition as a Word document on a letterhead (ECMA-376, transitional)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Final, cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.package import Package

from ..base.archive import pack, unpack
from ..edition.model import Edition
from .binding import bound
from .word.colours import replacements
from .word.drawing import drawer, drawing_numbers
from .word.embedding import embed, fonts_of
from .word.engine import LetterheadEngine, letterhead_environment
from .word.fields import Marks, Value, conditions, contents
from .word.fill import fill, marks_in, place_missing, settle_tables
from .word.letterhead import Letterhead
from .word.localise import Look, localise_part, localise_settings, localise_styles
from .word.numbering import Numbering
from .word.runs import Sheet
from .word.styles import style_ids
from .word.xml import Element, clean, get, w

WRITTEN: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Created and modified: the same edition gives the same bytes."""

LONGEST: Final = 255
"""Characters of a core property that Word keeps."""

A4_TEXT_WIDTH: Final = 9184
"""For a letterhead without page size, in twentieths of a point."""


def render(edition: Edition, letterhead: Letterhead) -> bytes:
    """Return the edition as a .docx file; the same edition gives the same bytes.

    Nothing of the edition is lost, whatever fields the letterhead uses. Raises ConfigError for
    a picture that cannot be read.
    """
    shown = bound(edition)
    marks = Marks()
    values = {name: marks.value(content) for name, content in contents(shown).items()}
    engine = LetterheadEngine(letterhead.data)
    engine.render({**values, **conditions(shown)}, letterhead_environment(), autoescape=True)
    document = cast(Document, engine.docx)
    _fill(document, shown, marks, values)
    look = _localise(document, edition, letterhead)
    _describe(document, edition)
    buffer = io.BytesIO()
    document.save(buffer)
    files = unpack(buffer.getvalue())
    if look.embedded:
        embed(files, look.embedded, edition.language.fonts[0])
    return pack(files)


def _fill(document: Document, edition: Edition, marks: Marks, values: dict[str, Value]) -> None:
    main = document.part
    styles = style_ids(main.styles.element)
    numbering = Numbering(main.numbering_part.element, main.styles.element)
    pages = _pages(main)
    body = next(main.element.iter(w("body")))
    seen = {mark for part in pages for mark in marks_in(part.element)}
    place_missing(body, values, seen, styles)
    width = _text_width(body)
    dated = values["dateline"].mark in seen | marks_in(body)
    package = cast(Package, main.package)
    numbers = drawing_numbers()
    for part in (main, *pages):
        draw = drawer(part, package, numbers)
        sheet = Sheet(styles, _relating(part), draw, numbering, width, dated)
        fill(part.element, marks, edition, sheet)
        settle_tables(part.element, styles)


def _localise(document: Document, edition: Edition, letterhead: Letterhead) -> Look:
    """Make it a document of its language; return how."""
    look = Look(
        edition.language, replacements(edition.organisation.colours), not letterhead.shipped
    )
    main = document.part
    if edition.organisation.embed_fonts and not look.keeps_fonts:
        parts = [part.element for part in (main, *_pages(main), main.numbering_part)]
        fonts = fonts_of((*parts, main.styles.element), edition.language)
        look = replace(look, embedded=fonts)
    localise_styles(main.styles.element, look)
    localise_settings(document.settings.element, look)
    for part in (main, *_pages(main)):
        localise_part(part.element, look)
    return look


def _describe(document: Document, edition: Edition) -> None:
    """Write the core properties (ECMA-376-2, 11), all of them: the letterhead's are not ours."""
    properties = document.core_properties
    organisation = clean(edition.organisation.name)[:LONGEST]
    properties.title = clean(edition.title.plain)[:LONGEST]
    properties.author = properties.last_modified_by = organisation
    properties.language = edition.language.tag
    properties.subject = clean(edition.kind_label.plain)[:LONGEST]
    properties.comments = clean(edition.summary)[:LONGEST]
    properties.identifier = edition.stem[:LONGEST]
    properties.category = properties.keywords = properties.content_status = ""
    properties.created = properties.modified = WRITTEN
    properties.revision = 1
    for extra in document.core_properties._element.xpath("cp:lastPrinted | cp:version"):
        extra.getparent().remove(extra)


def _pages(main: Part) -> list[XmlPart]:
    """Return the headers and footers of the document."""
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    found = [rel.target_part for rel in main.rels.values() if rel.reltype in kinds]
    return [part for part in found if isinstance(part, XmlPart)]


def _relating(part: Part) -> Callable[[str], str]:
    """Return what gives a link of this part its relationship id."""
    return lambda url: part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def _text_width(body: Element) -> int:
    """Return the width of the text of the last section, in twentieths of a point."""
    section = next(reversed(list(body.iter(w("sectPr")))), None)
    lengths = [
        None if section is None else get(section, *where)
        for where in (("pgSz", "w"), ("pgMar", "left"), ("pgMar", "right"))
    ]
    if not all(length and length.isdigit() for length in lengths):
        return A4_TEXT_WIDTH
    width, left, right = (int(length or 0) for length in lengths)
    return width - left - right
