"""Letterheads: Word files into which an edition is written.

A press office types a few tags into its own Word letterhead (`fields.FIELDS`) and is
done. Here such a file is read, checked and completed, once; `docx.render` then fills it for
every edition. What a template leaves out (`fields.ORDER`) is added when it is filled.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from docx.document import Document
from docx.opc.exceptions import OpcError
from jinja2 import TemplateError as JinjaError
from lxml import etree

from ...base.archive import pack, unpack
from ...base.errors import TemplateError
from ...base.files import bytes_of
from ...base.messages import _
from ...base.model import Location
from .engine import LetterheadEngine, letterhead_environment
from .fields import REQUIRED, trial
from .numbering import Numbering
from .package import MAX_FILE, parts, safe_files
from .styles import STYLES, complete, style_ids
from .tags import TagFault, fields_in
from .xml import Element, parse, text_of, w

MOST_BRACES: Final = 2_000
"""In one part of the file."""

SHIPPED: Final = Path(__file__).parent.parent / "templates" / "letterhead.docx"


_DAMAGED: Final = (
    OpcError,
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,  # python-docx, zipfile: kinds of file that they do not read
    TypeError,
    ValueError,
)
"""What python-docx raises for a package that is not put together as it expects."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A checked template."""

    data: bytes = field(repr=False)
    """A .docx with every style and list that a renderer needs."""
    fields: frozenset[str]
    """The fields it uses."""
    path: Path = field(compare=False)
    shipped: bool = False
    """Ours: its fonts and colours may be replaced as a whole."""


def load_letterhead(path: Path | None) -> Letterhead:
    """Return the letterhead at ``path`` (.docx or .dotx), None for the one that is shipped.

    Raises TemplateError with a message that names the fault and says what to do in Word: the
    file cannot be read, is no Word document or not safe (`package`), a tag is broken or
    unknown, a required field is missing.
    """
    if path is None:
        return _shipped()
    data = _read(path)
    files = safe_files(path, data)
    fields = _fields(path, files)
    try:
        complete(files, unpack(SHIPPED.read_bytes()))
        data = pack(files)
        _try(path, data)
    except _DAMAGED as error:
        raise TemplateError(
            Location(path), _("Die Datei ist beschädigt. Speichern Sie sie in Word neu.")
        ) from error
    return Letterhead(data, fields, path)


@functools.cache
def _shipped() -> Letterhead:
    data = SHIPPED.read_bytes()
    return Letterhead(data, _fields(SHIPPED, unpack(data)), SHIPPED, shipped=True)


def _read(path: Path) -> bytes:
    where = Location(path)
    try:
        if path.stat().st_size > MAX_FILE:
            raise TemplateError(
                where,
                _("Die Datei ist größer als {limit} MB. Verkleinern Sie die Bilder darin.").format(
                    limit=MAX_FILE // 2**20
                ),
            )
        return bytes_of(path)
    except OSError as error:
        raise TemplateError(
            where,
            _("Der Briefkopf lässt sich nicht lesen: {reason}.").format(reason=error.strerror),
        ) from error


def _fields(path: Path, files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the fields of body, headers and footers; faults name the part they are in."""
    where = Location(path)
    found: set[str] = set()
    _check_number(where, files)
    for kind, place in (
        ("document.main", _("im Text")),
        ("header", _("in der Kopfzeile")),
        ("footer", _("in der Fußzeile")),
    ):
        for name in parts(files, kind):
            root = parse(files[name])
            _check_review(where, root, place)
            try:
                found |= fields_in(_paragraphs(root), letterhead_environment())
            except TagFault as fault:
                raise TemplateError(
                    where,
                    _("Ein Feld {place} ist falsch: {fault}").format(place=place, fault=fault),
                ) from fault
    for name in parts(files, "footnotes", "endnotes"):
        if "{{" in text_of(parse(files[name])) or "{%" in text_of(parse(files[name])):
            raise TemplateError(
                where,
                _("In Fußnoten und Endnoten kann kein Feld stehen. Setzen Sie es in den Text."),
            )
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        tags = ", ".join(f"{{{{ {name} }}}}" for name in missing)
        raise TemplateError(
            where,
            _(
                "Im Briefkopf fehlt: {tags}. Schreiben Sie jedes Feld genau so in einen eigenen "
                "Absatz, dorthin, wo es erscheinen soll."
            ).format(tags=tags),
        )
    return frozenset(found)


def _check_number(where: Location, files: Mapping[str, bytes]) -> None:
    """Refuse more brackets than any letterhead has: to look for tags in them takes for ever."""
    for name in parts(files, "document.main", "header", "footer"):
        if files[name].count(b"{") > MOST_BRACES:
            raise TemplateError(
                where,
                _(
                    "Im Briefkopf stehen mehr als {count} geschweifte Klammern. Löschen Sie alle, "
                    "die kein Feld sind."
                ).format(count=MOST_BRACES),
            )


def _paragraphs(root: Element) -> list[str]:
    """Return the text of each paragraph; that of a text box is not its anchor's."""
    return [
        "".join(t.text or "" for t in p.iter(w("t")) if next(t.iterancestors(w("p"))) is p)
        for p in root.iter(w("p"))
    ]


def _check_review(where: Location, root: Element, place: str) -> None:
    """Refuse what is still being discussed: it would stand in every invitation."""
    review = ("ins", "del", "moveFrom", "moveTo", "commentReference")
    if next(root.iter(*(w(name) for name in review)), None) is not None:
        raise TemplateError(
            where,
            _(
                "Der Briefkopf enthält {place} noch Änderungen oder Kommentare. Nehmen Sie in Word "
                "alle Änderungen an und löschen Sie alle Kommentare."
            ).format(place=place),
        )


def _try(path: Path, data: bytes) -> None:
    """Fill the template with everything and with nothing, and see that it stays whole.

    docxtpl repairs broken XML silently, which loses text: so it is parsed strictly here.
    Raises TemplateError for what a person can mend, and `_DAMAGED`.
    """
    where = Location(path)
    try:
        for full in (True, False):
            engine = LetterheadEngine(data)
            engine.render_init()
            values = trial(full=full)
            etree.fromstring(engine.build_xml(values, letterhead_environment()))
            engine.render(values, letterhead_environment(), autoescape=True)
            _check_parts(engine.docx)
    except TagFault as fault:  # outside of paragraphs: in an alt text, say, or a field code
        raise TemplateError(
            where, _("Ein Feld im Briefkopf ist falsch: {reason}").format(reason=fault)
        ) from fault
    except JinjaError as error:
        raise TemplateError(
            where,
            _("Ein Feld im Briefkopf ist falsch: {reason}").format(reason=error.message),
        ) from error
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            where,
            _(
                "Eine Bedingung oder Schleife beginnt in einer Tabelle oder einem Absatz und endet "
                "woanders. Anfang und Ende gehören in denselben Absatz oder, als {paragraph}, in "
                "Absätze derselben Zelle."
            ).format(paragraph="{%p if … %} … {%p endif %}"),
        ) from error


def _check_parts(document: Document) -> None:
    """Reach for everything that a renderer needs; raises one of `_DAMAGED`."""
    main = document.part
    styles = style_ids(main.styles.element)
    numbering = Numbering(main.numbering_part.element, main.styles.element)
    for name in STYLES:
        if name.startswith("list"):
            numbering.place(styles[name], 0, 1)
    if not styles.keys() >= set(STYLES):
        raise KeyError("styles")
    if main.package is None or document.settings.element is None:
        raise ValueError("settings")
    document.core_properties.title = ""
    document.save(io.BytesIO())
