"""The catalogue of one language and domain: where it lies, what it says, when it is written.

What happens to it when the German changes is in merge.py, how its file is spelt in po.py,
how far an entry has come in states.py.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..base.errors import CatalogueError
from ..base.files import write_if_changed
from ..base.messages import _
from ..base.model import Location
from ..language.table import Language, languages
from . import po
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
    header = file.fields().get("Language")
    if header and named(header) != language.tag:
        raise CatalogueError(
            Location(path, 1),
            _(
                "Diese Datei gehört laut ihrem Kopf zur Sprache „{found}“, liegt aber im Ordner "
                "für {german} („{posix}“). Legen Sie sie in den richtigen Ordner."
            ).format(found=header, german=language.german, posix=language.posix),
        )
    return file


def named(header: str) -> str | None:
    """The tag of the row that a Language header names, however a program writes it.

    ``uk_UA`` and ``sr_RS@latin`` name ``uk`` and ``sr-Latn``, with a country that no row
    tells apart; ``zh_Hans`` and ``ku`` name the only row whose CLDR locale they begin.
    """
    name = _normal(header)
    language = re.sub(r"_(?:[a-z]{2}|\d{3})(?=@|$)", "", name)
    begun = {tag for known, tag in _names().items() if known.startswith(f"{name}_")}
    return (
        _names().get(name) or _names().get(language) or (begun.pop() if len(begun) == 1 else None)
    )


@cache
def _names() -> Mapping[str, str]:
    """All names of the rows, with their tags; CLDR's last, as it may be only the nearest."""
    rows = languages().values()
    cldr = {_normal(row.babel_locale): row.tag for row in rows}
    ours = {_normal(name): row.tag for row in rows for name in (row.tag, row.posix)}
    return cldr | ours


def _normal(name: str) -> str:
    return re.sub(r"\.[\w-]+", "", name.strip().lower().replace("-", "_"))


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


def write(path: Path, file: PoFile, existing: PoFile | None) -> bool:
    """Write ``file`` unless ``existing``, read from there, says the same; say whether it did.

    How an editor wrapped or ordered its lines is no difference. ``file`` then knows its path
    and the lines of its entries. Raises `OutputError`.
    """
    file.path = path
    text = str(file)
    if existing is not None and str(existing) == text:
        return False
    written = write_if_changed(path, text.encode())
    po.number_lines(file)
    return written


def write_template(path: Path, file: PoFile) -> bool:
    """Write a .pot unless only its date would change; say whether it did."""
    with contextlib.suppress(CatalogueError):  # a broken template is simply made anew
        if _undated(po.read(path)) == _undated(file):
            return False
    return write_if_changed(path, str(file).encode())


def _undated(file: PoFile) -> str:
    return re.sub(r'^"POT-Creation-Date:.*\n', "", str(file), flags=re.MULTILINE)
