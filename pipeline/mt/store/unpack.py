"""Package archive (.argosmodel, a zip) → a folder, trusting nothing that the archive says.

What a hostile archive can do is listed in `_checked`; whatever is wrong is refused before
anything is written, or, where only the data can tell, before the folder is put into place.
"""

from __future__ import annotations

import io
import json
import lzma
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

from ...base.errors import OutputError, PipelineError
from ...base.messages import _
from ...base.model import Location
from .metadata import MAX_METADATA_BYTES, ModelError
from .packages import METADATA

MAX_ENTRIES: Final = 2_000
MAX_UNPACKED: Final = 8_000_000_000
"""Bytes of all files; the largest open models that fit an office computer have about 3 GB."""
MAX_RATIO: Final = 100
"""Unpacked to packed; vocabularies reach about 10, weights 1.1."""
_SMALL: Final = 1_000_000
"""Bytes below which the ratio says nothing."""
_ENTRY_BYTES: Final = 1_000
"""Of one entry in an archive's directory: 46, the name, and what tools add."""
_END_BYTES: Final = 22
_TAIL_BYTES: Final = _END_BYTES + (1 << 16) + 76
_MAX_NAME: Final = 200
_MAX_DEPTH: Final = 6
_CHUNK: Final = 1 << 20

LEFT_OUT: Final = ("stanza", "spacy", "minisbd")
"""Folders with sentence splitters: not needed here, and pickles can run code when loaded."""

_SUFFIXES: Final = frozenset(
    ".bin .json .lic .license .md .model .rst .spm .txt .vocab .yaml .yml".split()
)
_BARE: Final = re.compile(r"(README|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CITATION)\b.*", re.I)
"""Files without a known suffix that may be there."""

_MARIAN: Final = re.compile(
    r".+\.npz|.+\.ya?ml|.+\.spm|.+\.bpe|(?:README|LICEN[CS]E|COPYING)(?:\.md|\.txt)?", re.I
)
"""What is taken of an archive of OPUS-MT; logs and scripts, which it also has, are not."""

UNSOUND: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    struct.error,
    NotImplementedError,  # zipfile: a compression or a version that it does not know
    RuntimeError,  # zipfile: encrypted
    ValueError,
    KeyError,
    OverflowError,
)
"""What zipfile raises for files that are no sound zip archives."""


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack ``archive`` into the existing, empty ``folder``; return the one folder in it.

    `LEFT_OUT` is left out. Modes and times are not taken over. Raises `ModelError` for
    everything that does not belong into a package, `OutputError` when the disk is full.
    """
    with _reading(archive, folder) as content:
        entries = _checked(content, archive)
        for entry in entries:
            _write(content, entry, folder, archive)
        return folder / PurePosixPath(entries[0].filename).parts[0]


def unpack_marian(archive: Path, folder: Path) -> None:
    """Unpack what a Marian model needs of ``archive`` into the existing, empty ``folder``.

    The files may lie at the top of the archive or in one folder; here they lie side by side.
    Raises as `unpack`, also where there is no model among them.
    """
    with _reading(archive, folder) as content:
        for entry in _marian(content, archive):
            _write(content, entry, folder, archive, PurePosixPath(entry.filename).name)


@contextmanager
def _reading(archive: Path, folder: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, open; what goes wrong is raised as an error of ours."""
    try:
        with opened(archive, MAX_ENTRIES) as content:
            yield content
    except UNSOUND as problem:
        raise broken(archive) from problem
    except OSError as problem:
        raise OutputError(
            Location(folder),
            _(
                "Das Modell lässt sich nicht auspacken ({reason}). "
                "Ist die Festplatte voll oder der Ordner schreibgeschützt?"
            ).format(reason=problem.strerror or problem),
        ) from problem


def metadata_in(archive: Path) -> dict[str, object]:
    """Return what metadata.json in an archive says, without unpacking the rest.

    Raises `ModelError` as `unpack` does.
    """
    try:
        with opened(archive, MAX_ENTRIES) as content:
            entry = next(
                entry
                for entry in _checked(content, archive)
                if PurePosixPath(entry.filename).parts[1:] == (METADATA,)
            )
            if entry.file_size > MAX_METADATA_BYTES:
                raise ValueError
            value = json.loads(content.read(entry))
    except UNSOUND as problem:
        raise broken(archive) from problem
    except (StopIteration, RecursionError):
        raise broken(archive) from None
    except OSError as problem:
        raise ModelError(
            Location(archive),
            _("Die Datei lässt sich nicht lesen ({reason}). Prüfen Sie die Zugriffsrechte.").format(
                reason=problem.strerror
            ),
        ) from problem
    if not isinstance(value, dict):
        raise broken(archive)
    return value


def broken(archive: Path) -> PipelineError:
    return ModelError(
        Location(archive),
        _(
            "Das ist kein vollständiges Modell: Die Datei ist beschädigt oder abgeschnitten. "
            "Laden Sie sie neu."
        ),
    )


@contextmanager
def opened(archive: Path, entries: int) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive that has at most so many entries.

    zipfile reads the whole directory of an archive into memory, whose size the archive itself
    says (APPNOTE 4.3.14 to 4.3.16); it is looked at first. Raises one of `UNSOUND`.
    """
    with archive.open("rb") as file:
        if _directory_bytes(file) > entries * _ENTRY_BYTES:
            raise zipfile.BadZipFile
        file.seek(0)
        with zipfile.ZipFile(file) as content:
            if len(content.infolist()) > entries:
                raise zipfile.BadZipFile
            yield content


def _directory_bytes(file: IO[bytes]) -> int:
    """The size of the directory, found as zipfile finds it: at the very end, or before a
    comment of at most 64 kB, and in the ZIP64 record where there is one."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read()
    where = len(tail) - _END_BYTES
    if tail[where : where + 4] != b"PK\5\6" or tail[-2:] != b"\0\0":
        where = tail.rfind(b"PK\5\6")
    if where < 0 or len(tail) < where + _END_BYTES:
        raise zipfile.BadZipFile
    if tail[max(0, where - 20) : max(0, where - 16)] == b"PK\6\7":
        return int.from_bytes(tail[where - 36 : where - 28], "little")
    return int.from_bytes(tail[where + 12 : where + 16], "little")


def _checked(content: zipfile.ZipFile, archive: Path) -> Sequence[zipfile.ZipInfo]:
    """Return the files to unpack. Refuses paths that lead outside, links and devices, names
    that are one file on some systems, several top folders, bombs, unknown kinds of files."""
    tops: set[str] = set()
    seen: dict[str, bool] = {}
    size = packed = 0
    wanted = []
    for entry in content.infolist():
        parts = _parts(entry, archive)
        tops.add(parts[0])
        key = _key(parts)
        if key in seen:
            raise _refused(archive, _("„{name}“ zweimal").format(name=_shown(entry)))
        seen[key] = entry.is_dir()
        if entry.is_dir():
            continue
        size += entry.file_size
        packed += entry.compress_size
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
            raise _too_large(archive)
        if len(parts) > 1 and parts[1] in LEFT_OUT:
            continue
        if len(parts) < 2:
            raise _refused(archive, _("Dateien außerhalb eines Ordners"))
        if PurePosixPath(entry.filename).suffix not in _SUFFIXES and not _BARE.fullmatch(parts[-1]):
            raise _refused(archive, _("eine fremde Datei „{name}“").format(name=_shown(entry)))
        wanted.append(entry)
    if len(tops) != 1 or not wanted:
        raise _refused(archive, _("nicht genau einen Ordner"))
    if size > MAX_UNPACKED or (size > _SMALL and size > MAX_RATIO * packed):
        raise _too_large(archive)
    for entry in wanted:  # a file that another entry takes for a folder
        parts = PurePosixPath(entry.filename).parts
        for length in range(1, len(parts)):
            if seen.get(_key(parts[:length])) is False:
                raise _refused(archive, _("„{name}“ zweimal").format(name=_shown(entry)))
    return wanted


def _marian(content: zipfile.ZipFile, archive: Path) -> Sequence[zipfile.ZipInfo]:
    """The files of a Marian model in an archive; names, sizes and kinds as in `_checked`."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in content.infolist():
        parts = _parts(entry, archive)
        if entry.is_dir() or len(parts) > 2 or not _MARIAN.fullmatch(parts[-1]):
            continue
        if found.setdefault(_key(parts[-1:]), entry) is not entry:
            raise _refused(archive, _("„{name}“ zweimal").format(name=_shown(entry)))
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
            raise _too_large(archive)
    if sum(entry.file_size for entry in found.values()) > MAX_UNPACKED:
        raise _too_large(archive)
    if not any(name.endswith(".npz") for name in found):
        raise _refused(archive, _("kein Modell von Marian (.npz)"))
    return list(found.values())


def _parts(entry: zipfile.ZipInfo, archive: Path) -> tuple[str, ...]:
    """The parts of a name, which must be the same plain relative path on every system."""
    # orig_filename: zipfile cuts a name at NUL and turns the system's separator into a slash.
    name = entry.orig_filename
    parts = tuple(name.removesuffix("/").split("/"))
    if (
        len(name) > _MAX_NAME
        or len(parts) > _MAX_DEPTH
        or any(part in ("", ".", "..") or part != part.strip(" .") for part in parts)
        or not re.fullmatch(r"[^\\:*?\"<>|\x00-\x1f\x7f]+", name)
        or not name.isprintable()
    ):
        raise _refused(archive, _("den unzulässigen Namen „{name}“").format(name=_shown(entry)))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise _refused(archive, _("eine Verknüpfung „{name}“").format(name=_shown(entry)))
    return parts


def _key(parts: Sequence[str]) -> str:
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()


def _write(
    content: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, archive: Path, name: str = ""
) -> None:
    """Write an entry below ``folder``: under its own path, or as ``name``."""
    path = folder / name if name else folder.joinpath(*PurePosixPath(entry.filename).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with content.open(entry) as source, path.open("xb") as target:
        while data := source.read(_CHUNK):
            written += len(data)  # zipfile gives no more than the directory says
            target.write(data)
    if written != entry.file_size:
        raise broken(archive)


def _shown(entry: zipfile.ZipInfo) -> str:
    """A name that can be printed."""
    return entry.filename[:80].encode("unicode_escape").decode("ascii")


def _refused(archive: Path, what: str) -> PipelineError:
    return ModelError(
        Location(archive),
        _("Die Datei ist kein Modell, dem man trauen kann: Sie enthält {what}.").format(what=what),
    )


def _too_large(archive: Path) -> PipelineError:
    return ModelError(
        Location(archive),
        _("Die Datei ist kein Modell, dem man trauen kann: Ausgepackt wäre sie viel zu groß."),
    )
