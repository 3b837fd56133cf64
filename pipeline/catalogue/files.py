"""The catalogue of one language and domain: where it lies, what it says, when it is written.

What happens to it when the German changes is in merge.py, how its file is spelt in po.py,
how far an entry has come in states.py.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from ..base.errors import CatalogueError
from ..base.files import decoded, write_if_changed
from ..base.messages import _
from ..base.model import Location
from ..base.saving import save
from ..language.table import Language
from . import po
from .header import named
from .meanwhile import joined
from .merge import merge, template
from .po import Entry, PoFile
from .states import state
from .units import Catalogue, Unit

__all__ = [
    "catalogue",
    "catalogue_path",
    "merge",
    "read",
    "state",
    "template",
    "template_path",
    "write",
    "write_template",
]


def template_path(locale: Path, domain: str) -> Path:
    return locale / f"{domain}.pot"


def catalogue_path(locale: Path, language: Language, domain: str) -> Path:
    return locale / language.posix / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path, language: Language) -> PoFile | None:
    """Read the catalogue of ``language``; None when there is none yet.

    Raises `CatalogueError` for a file that cannot be read (see `po.read`) or whose
    Language header names another language.
    """
    try:
        file = po.read(path)
    except CatalogueError as problem:
        if isinstance(problem.__cause__, FileNotFoundError):
            return None
        raise
    said = file.fields().get("Language")
    if said and named(said) != language.tag:
        raise CatalogueError(
            Location(path, 1),
            _(
                "Diese Datei gehört laut ihrem Kopf zur Sprache „{found}“, liegt aber im Ordner "
                "für {german} („{posix}“). Legen Sie sie in den richtigen Ordner."
            ).format(found=said, german=language.german, posix=language.posix),
        )
    return file


def catalogue(file: PoFile, language: Language, domain: str) -> Catalogue:
    """The units of a merged file, in its order."""
    units = {po.key(entry): _unit(entry, language, file) for entry in file.entries}
    return Catalogue(language, domain, units, file.path)


def _unit(entry: Entry, language: Language, file: PoFile) -> Unit:
    return Unit(
        context=entry.msgctxt,
        source=entry.msgid,
        target=entry.msgstr,
        state=state(entry, language),
        previous=entry.previous_msgid if entry.fuzzy else None,
        comment=entry.tcomment,
        note=entry.comment,
        role=file.role(entry),
        location=Location(file.path, entry.linenum),
    )


def write(path: Path, file: PoFile) -> bool:
    """Write ``file`` unless it says what was read from there; say whether it did.

    How an editor wrapped or ordered its lines is no difference. Whatever a translator has saved
    since ``file`` was read stays (`meanwhile.joined`), and is in ``file`` then, which knows its
    path and the lines of its entries. Raises `OutputError`, and `CatalogueError` where a save
    cannot be read, or the file has vanished.
    """
    file.path = path
    text = str(file)
    if _says(file.stood, text, path):
        return False
    written = text

    def make(data: bytes | None) -> bytes:
        nonlocal written
        now = None if data is None else decoded(data, path, CatalogueError)
        if now == file.stood:
            written = text
        elif now is None:
            raise CatalogueError(
                Location(path),
                _("Die Datei verschwand während der Arbeit an ihr. Beginnen Sie noch einmal."),
            )
        else:
            written = str(joined(file, po.parse(now, path)))
        return written.encode()

    changed = save(path, make)
    if written != text:
        said = po.parse(written, path)
        file.head, file.entries, file.obsolete = said.head, said.entries, said.obsolete
    file.stood = written
    po.number_lines(file)
    return changed


def _says(stood: str | None, text: str, path: Path) -> bool:
    return stood is not None and (stood == text or str(po.parse(stood, path)) == text)


def write_template(path: Path, file: PoFile) -> bool:
    """Write a .pot unless only its date would change; say whether it did."""
    with contextlib.suppress(CatalogueError):  # a broken template is simply made anew
        if _undated(po.read(path)) == _undated(file):
            return False
    return write_if_changed(path, str(file).encode())


def _undated(file: PoFile) -> str:
    return re.sub(r'^"POT-Creation-Date:.*\n', "", str(file), flags=re.MULTILINE)
