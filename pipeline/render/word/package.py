"""Is this file a Word document that is safe to build on? Letterheads come from outside.

Refused: what is no .docx, what would fill the memory, names that point out of the package,
macros, controls and embedded objects, and everything Word would fetch from elsewhere when a
reader opens the invitation (ECMA-376-2, 9.3; ECMA-376-1, 15.2 and 17.16.5).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from ...base.errors import TemplateError
from ...base.messages import _
from ...base.model import Location
from ...text.patterns import SCHEME
from .xml import Element, local, parse, w

TYPES: Final = "[Content_Types].xml"
MAX_FILE: Final = 20 * 2**20
MAX_CONTENT: Final = 80 * 2**20
"""Bytes of the file, and of everything in it once unpacked."""
MAX_PARTS: Final = 2000

_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
"""The first bytes of a .doc, and of a .docx with a password (MS-CFB, 2.2)."""
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # zipfile: a compression that it does not know
    EOFError,
    OSError,
    ValueError,
)
"""What zipfile raises for a file that is no zip file, or a damaged one."""
_ENCRYPTED: Final = 0x1
_ACTIVE: Final = re.compile(
    r"/(?:vbaProject|wordVbaData|control|oleObject|package|aFChunk|subDocument|frame"
    r"|keyMapCustomizations|attachedToolbars|extensibility)$"
)
_DROPPED: Final = ("/attachedTemplate", "/stylesWithEffects")
"""A link to the .dotx it was made from, which Word hides well, and Word 2010's second styles."""
_FETCHING: Final = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|MACROBUTTON|RD"
    r"|EMBED|CONTROL|HTMLACTIVEX|QUOTE)\b",
    re.IGNORECASE,
)
"""QUOTE is among them, as it can spell any of the others in numbers."""
_NAMED: Final = re.compile(r"\s*(?:=|[A-Za-z]\w*\s)")
"""A field whose name stands there before another field begins in it."""
_OBJECTS: Final = ("OLEObject", "object", "control", "altChunk", "subDoc")
_ACTIVE_PARTS: Final = re.compile(r"word/(?:embeddings|activeX|afchunk)", re.IGNORECASE)
_VML: Final = "{urn:schemas-microsoft-com:vml}"


def safe_files(path: Path, data: bytes) -> dict[str, bytes]:
    """Return the files of a .docx or .dotx; a link to its own template is taken out.

    Raises TemplateError, which says what to do in Word.
    """
    where = Location(path)
    files = _unzipped(where, data)
    try:
        roots = {name: parse(files[name]) for name in files if name.endswith((".xml", ".rels"))}
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            where, _("Die Datei ist beschädigt. Speichern Sie sie in Word neu.")
        ) from error
    if any(root.getroottree().docinfo.internalDTD is not None for root in roots.values()):
        raise TemplateError(where, _("Die Datei enthält XML, das Word nie schreibt (DOCTYPE)."))
    _check_types(where, roots)
    if hidden := next(filter(_ACTIVE_PARTS.match, files), None):
        raise _embedded(where, hidden)
    mains = [roots[name] for name in parts(files, "document.main", "template.main")]
    if len(mains) != 1 or mains[0].find(w("body")) is None:
        raise TemplateError(
            where,
            _(
                "In der Datei steht kein Text, den Word in der üblichen Form geschrieben hat. "
                "Speichern Sie sie als „Word-Dokument (*.docx)“, nicht als „Strict Open XML“."
            ),
        )
    for name, root in roots.items():
        if name.endswith(".rels") and _check_relationships(where, root):
            files[name] = etree.tostring(root, encoding="UTF-8", standalone=True)
        elif name.startswith("word/"):
            _check_fields(where, root)
            _check_objects(where, root)
    for name in parts(files, "settings"):
        root = roots[name]
        for element in (*root.findall(w("attachedTemplate")), *root.findall(w("mailMerge"))):
            root.remove(element)
        files[name] = etree.tostring(root, encoding="UTF-8", standalone=True)
    files[TYPES] = files[TYPES].replace(b"template.main+xml", b"document.main+xml")
    return files


def parts(files: Mapping[str, bytes], *kinds: str) -> list[str]:
    """Return the names of the parts of these kinds: ``document.main``, ``header``, ``styles``."""
    wanted = {f"{_WML}{kind}+xml" for kind in kinds}
    return [
        name
        for override in parse(files[TYPES])
        if override.get("ContentType") in wanted
        and (name := (override.get("PartName") or "").lstrip("/")) in files
    ]


def rels_of(name: str) -> str:
    """Return where the relationships of a part are (ECMA-376-2, 9.3.4)."""
    folder, _slash, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _unzipped(where: Location, data: bytes) -> dict[str, bytes]:
    if data.startswith(_OLD_WORD):
        raise TemplateError(
            where,
            _(
                "Das ist ein altes Word-Format (.doc) oder die Datei hat ein Kennwort. Speichern "
                "Sie sie in Word ohne Kennwort als „Word-Dokument (*.docx)“."
            ),
        )
    no_docx = TemplateError(
        where,
        _(
            "Das ist keine Word-Datei. Öffnen Sie den Briefkopf in Word und speichern Sie ihn "
            "als „Word-Dokument (*.docx)“."
        ),
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(where, entries)
            files = {entry.filename: archive.read(entry) for entry in entries}
    except _UNREADABLE as error:
        raise no_docx from error
    if TYPES not in files:
        raise no_docx
    return files


def _check_entries(where: Location, entries: list[zipfile.ZipInfo]) -> None:
    too_big = sum(entry.file_size for entry in entries) > MAX_CONTENT
    if too_big or len(entries) > MAX_PARTS:
        raise TemplateError(
            where,
            _(
                "Die Datei enthält mehr, als ein Briefkopf braucht (höchstens {limit} MB "
                "entpackt). Verkleinern Sie die Bilder."
            ).format(limit=MAX_CONTENT // 2**20),
        )
    names = [entry.filename.lower() for entry in entries]
    for entry in entries:
        pieces = entry.filename.split("/")
        strange = ".." in pieces or entry.filename.startswith("/")
        if strange or "\\" in entry.orig_filename or ":" in entry.filename:
            raise TemplateError(
                where,
                _("Die Datei enthält einen unerlaubten Pfad: „{name}“.").format(
                    name=entry.filename
                ),
            )
        if entry.flag_bits & _ENCRYPTED:
            raise TemplateError(where, _("Die Datei hat ein Kennwort. Nehmen Sie es heraus."))
    if len(names) != len(set(names)):
        raise TemplateError(
            where, _("Die Datei enthält einen Namen doppelt. Speichern Sie sie in Word neu.")
        )


def _check_types(where: Location, roots: Mapping[str, Element]) -> None:
    types = [element.get("ContentType") or "" for element in roots[TYPES]]
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in types):
        raise TemplateError(
            where,
            _("Die Datei enthält Makros. Speichern Sie sie als „Word-Dokument (*.docx)“ ohne sie."),
        )
    if not any(f"{_WML}{kind}.main+xml" in types for kind in ("document", "template")):
        raise TemplateError(
            where,
            _("Das ist eine Office-Datei, aber kein Word-Dokument. Speichern Sie sie als .docx."),
        )


def _check_relationships(where: Location, root: Element) -> bool:
    """Return whether something in `_DROPPED` was taken out."""
    changed = False
    for relationship in list(root):
        kind = relationship.get("Type") or ""
        target = relationship.get("Target") or ""
        external = relationship.get("TargetMode") == "External"
        if kind.endswith(_DROPPED):
            root.remove(relationship)
            changed = True
        elif _ACTIVE.search(kind):
            raise _embedded(where, target)
        elif external and not (kind.endswith("/hyperlink") and SCHEME.match(target)):
            raise _elsewhere(where, target)
    return changed


def _embedded(where: Location, target: str) -> TemplateError:
    return TemplateError(
        where,
        _(
            "Die Datei enthält ein eingebettetes Objekt oder Steuerelement („{target}“). "
            "Löschen Sie es in Word oder ersetzen Sie es durch ein Bild."
        ).format(target=target),
    )


def _elsewhere(where: Location, target: str) -> TemplateError:
    return TemplateError(
        where,
        _(
            "Die Datei verweist auf etwas außerhalb („{target}“). Fügen Sie Bilder in Word "
            "ein, statt sie zu verknüpfen; Verweise dürfen nur ins Internet führen."
        ).format(target=target),
    )


def _check_objects(where: Location, root: Element) -> None:
    """Find objects without a relationship, and pictures that old Word files (VML) fetch."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if local(element) in _OBJECTS:
            raise _embedded(where, local(element))
        if element.tag.startswith(_VML) and (source := element.get("src")):
            raise _elsewhere(where, source)


def _check_fields(where: Location, root: Element) -> None:
    for code in _field_codes(root):
        if found := _FETCHING.match(code):
            raise TemplateError(
                where,
                _(
                    "Die Datei enthält ein Word-Feld, das etwas nachlädt oder ausführt ({field}). "
                    "Löschen Sie es in Word; Alt+F9 zeigt die Felder."
                ).format(field=found[1].upper()),
            )


def _field_codes(root: Element) -> Iterator[str]:
    """Yield the instruction of every field (ECMA-376-1, 17.16), nested ones on their own."""
    opened: list[str] = []
    for element in root.iter(w("fldSimple"), w("fldChar"), w("instrText")):
        if local(element) == "fldSimple":
            yield element.get(w("instr")) or ""
        elif local(element) == "instrText":
            if opened:
                opened[-1] += element.text or ""
        elif element.get(w("fldCharType")) == "begin":
            if opened and not _NAMED.match(opened[-1]):
                yield "QUOTE"  # its name comes out of another field
            opened.append("")
        elif element.get(w("fldCharType")) == "end" and opened:
            yield opened.pop()
    yield from opened
