"""TMX 1.4b (LISA OSCAR, 2005): the memory for other programs, and theirs for us.

`export` writes one file for any number of languages; srclang is ``de``, and the props
``x-domain`` and ``x-context`` (which translate-toolkit reads, too) say where a text stands.
`load` reads what OmegaT, Weblate, Trados and others write. Their files come from anywhere:
no document type is read, no entity replaced, nothing fetched.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from .. import __version__
from ..base.errors import PipelineError, UsageError
from ..base.files import bytes_of
from ..base.messages import _
from ..base.model import Location
from ..catalogue.header import named
from ..language.table import GERMAN, Language, languages
from ..source.facts import PLACEHOLDERS
from ..source.model import Role
from ..text.braces import names
from ..text.patterns import INVISIBLE, ISOLATES, MARKS
from .memory import Memory

TOOL: Final = "invitation-pipeline"

MAX_BYTES: Final = 50_000_000
"""Of a file that is read."""

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_KEPT: Final = frozenset({"seg", "hi", "sub"})
"""Elements whose own text is text; that of the other inline elements is code."""

_CODE: Final = re.compile(r"\*{1,2}|_{1,2}|\[|\]\([^()\s]*\)|\{(" + "|".join(PLACEHOLDERS) + r")\}")
"""Code that our texts are written with: inline Markdown and placeholders."""

_ROLES: Final = frozenset(role.value for role in Role)

_MARKS: Final = frozenset(MARKS + ISOLATES)
"""Signs of direction that a translator may have set (UAX #9, marks and isolates)."""


class TmxError(PipelineError):
    """A .tmx file cannot be read as what it claims to be, or a unit of it not be used."""


@dataclass(frozen=True, slots=True)
class TmxPair:
    """A German text and its translation, each as one line in NFC."""

    language: Language
    context: str | None
    """msgctxt, in files that have it."""
    source: str
    target: str
    location: Location


def export(memories: Iterable[Memory]) -> bytes:
    """Everything in ``memories`` as TMX in UTF-8, a tu for each text and language.

    White space is written as `load` will read it; what `load` would refuse, a text with
    control characters, is left out. The same memories give the same bytes.
    """
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": TOOL,
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "PO",
            "adminlang": "en",
            "srclang": GERMAN,
            "datatype": "plaintext",
        },
    )
    body = etree.SubElement(root, "body")
    for memory in memories:
        for domain, context, source, target in memory.pairs():
            texts = {GERMAN: one_line(source), memory.language.tag: one_line(target)}
            if not all(texts.values()) or _unfit(source, frozenset()) or _unfit(target, _MARKS):
                continue
            unit = etree.SubElement(body, "tu")
            for name, value in (("x-domain", domain), ("x-context", context)):
                if value is not None:
                    etree.SubElement(unit, "prop", type=name).text = value
            for tag, text in texts.items():
                variant = etree.SubElement(unit, "tuv", {_LANG: tag})
                etree.SubElement(variant, "seg").text = text
    etree.indent(root)
    return etree.tostring(
        root,
        xml_declaration=True,
        encoding="UTF-8",
        doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    )


def load(path: Path) -> tuple[list[TmxPair], list[PipelineError]]:
    """The translations from German into languages of the table, in the order of the file, and
    what was wrong with single units.

    Inline tags go, their text stays. Raises `TmxError` with file and line when the file is
    too large, not XML or no TMX, and when it declares a document type of its own; `UsageError`
    when there is none.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TmxError(
                Location(path),
                _("Die Datei ist größer als {size} MB. Teilen Sie sie auf.").format(
                    size=MAX_BYTES // 1_000_000
                ),
            )
        data = bytes_of(path)
    except OSError as problem:
        raise UsageError(
            Location(path),
            _("Die Datei lässt sich nicht lesen ({reason}). Prüfen Sie ihren Namen.").format(
                reason=problem.strerror
            ),
        ) from problem
    found: list[TmxPair] = []
    left_out: dict[str, list[Location]] = {}
    try:
        for item in _read(data, path):
            if isinstance(item, TmxPair):
                found.append(item)
            else:
                left_out.setdefault(item.reason, []).append(item.location)
    except etree.XMLSyntaxError as problem:
        raise TmxError(
            Location(path, problem.lineno),
            _("Hier ist die Datei kein gültiges XML. Exportieren Sie sie noch einmal als TMX 1.4."),
        ) from problem
    return found, [_complaint(reason, places) for reason, places in left_out.items()]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    reason: str
    location: Location


def _complaint(reason: str, places: list[Location]) -> PipelineError:
    """One message for all units with the same fault."""
    if len(places) > 1:
        reason = _("{reason} Das betrifft {count} Texte, den ersten hier.").format(
            reason=reason, count=len(places)
        )
    return TmxError(places[0], reason)


def _read(data: bytes, path: Path) -> Iterator[TmxPair | _LeftOut]:
    parser = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    root: etree._Element | None = None
    default = GERMAN
    for event, element in parser:
        name = _name(element)
        if root is None:
            root = element
            _check_root(root, path)
        elif event == "end" and name == "header":
            default = element.get("srclang", default)
        elif event == "end" and name == "tu":
            yield from _unit(element, default, path)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _check_root(root: etree._Element, path: Path) -> None:
    if _name(root) != "tmx":
        raise TmxError(
            _place(root, path),
            _("Das ist keine TMX-Datei. Exportieren Sie das Übersetzungsgedächtnis als TMX 1.4."),
        )
    declared = root.getroottree().docinfo.internalDTD
    # the stubs of lxml do not know them
    if declared is not None and (
        any(declared.iterentities())  # type: ignore[attr-defined]
        or any(declared.iterelements())  # type: ignore[attr-defined]
    ):
        raise TmxError(
            Location(path, 1),
            _(
                "Die Datei legt in ihrem Kopf (DOCTYPE) eigene Zeichenkürzel fest; solche Dateien "
                "nehme ich nicht an. Exportieren Sie sie noch einmal als TMX 1.4."
            ),
        )


def _unit(unit: etree._Element, default: str, path: Path) -> Iterator[TmxPair | _LeftOut]:
    """The translations of a tu, whose German is its source."""
    where = _place(unit, path)
    texts: dict[str, str] = {}
    for variant in unit.iterchildren("{*}tuv"):
        tag = variant.get(_LANG) or variant.get("lang") or ""
        row = _row(tag)
        if row is None:
            shown = tag if re.fullmatch(r"[\w@.-]{1,40}", tag) else "?"
            reason = _("Die Sprache „{tag}“ kenne ich nicht; ich lasse sie aus.").format(tag=shown)
            yield _LeftOut(reason, where)
            continue
        segment = next(variant.iterchildren("{*}seg"), None)
        text = "" if segment is None else _text(segment)
        if text is None or _unfit(text, frozenset() if row.tag == GERMAN else _MARKS):
            reason = _("Texte mit Steuerzeichen oder fremden Zeichenkürzeln lasse ich aus.")
            yield _LeftOut(reason, where)
            continue
        texts.setdefault(row.tag, one_line(text))
    german = texts.pop(GERMAN, "")
    if not german or not _is_german(unit.get("srclang", default)):
        reason = _("Texte, die nicht aus dem Deutschen übersetzt sind, lasse ich aus.")
        yield _LeftOut(reason, where)
        return
    for tag, target in texts.items():
        if set(names(german)) != set(names(target)):
            reason = _("Übersetzungen mit anderen Platzhaltern als im Deutschen lasse ich aus.")
            yield _LeftOut(reason, where)
        elif target:
            yield TmxPair(languages()[tag], _context(unit), german, target, where)


def _is_german(source: str) -> bool:
    """Of a srclang; ``*all*`` says that any language of the file may be the source."""
    row = _row(source)
    return source.lower() == "*all*" or (row is not None and row.tag == GERMAN)


def _context(unit: etree._Element) -> str | None:
    for prop in unit.iterchildren("{*}prop"):
        if prop.get("type") == "x-context" and prop.text in _ROLES:
            return prop.text
    return None


def _text(element: etree._Element) -> str | None:
    """The text of a seg without inline tags; None where an entity of others stands in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            return None
        inner = _text(child) if isinstance(child.tag, str) else ""
        if inner is None:
            return None
        parts += [inner, child.tail or ""]
    text = "".join(parts)
    is_text = _name(element) in _KEPT or _CODE.fullmatch(text)
    return text if is_text else ""


def _place(element: etree._Element, path: Path) -> Location:
    line: object = element.sourceline
    return Location(path, line if isinstance(line, int) else None)


def _name(element: etree._Element) -> str:
    """Without its namespace; what has an undeclared prefix is no name to `etree.QName`."""
    return str(element.tag).rpartition("}")[2]


def one_line(text: str) -> str:
    """NFC, with the white space of XML as single spaces; other spaces are the translator's."""
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", text)).strip(" ")


def _unfit(text: str, allowed: frozenset[str]) -> bool:
    """Whether a text has control characters, besides line ends and those ``allowed``."""
    return any(found not in {*allowed, "\r"} for found in INVISIBLE.findall(text))


@cache
def _row(tag: str) -> Language | None:
    """The row of a language however a program writes its tag: ``DE-DE``, ``sr_RS@latin``."""
    known = named(tag)
    return languages()[known] if known else None
