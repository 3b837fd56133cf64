"""Reading text and writing files, so that nothing is ever half written."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path
from typing import Final

from .errors import OutputError, PipelineError
from .messages import _
from .model import Location

MAX_TEXT_BYTES = 5_000_000

TEMPORARY: Final = ".tmp"
"""Ends the name of a file that is being written."""

ABANDONED: Final = 3600
"""Seconds after which such a file belongs to a run that was killed."""


def read_text(path: Path, error: type[PipelineError]) -> str:
    """Return the text of a UTF-8 file; a byte order mark and CR LF are taken away.

    Raises ``error`` with the line of the first wrong byte when the file is not UTF-8,
    and when it cannot be read or is larger than 5 MB.
    """
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise error(
                Location(path),
                _("Die Datei ist größer als 5 MB. Teilen Sie sie auf."),
            )
        data = bytes_of(path)
    except OSError as problem:
        raise error(
            Location(path),
            _("Die Datei lässt sich nicht lesen ({reason}). Prüfen Sie die Zugriffsrechte.").format(
                reason=problem.strerror
            ),
        ) from problem
    return decoded(data, path, error)


def bytes_of(path: Path) -> bytes:
    """Return what a file holds. Raises OSError, also for what is no file: a pipe has no end."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return path.read_bytes()
    reason = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    raise OSError(reason, os.strerror(reason), str(path))


def decoded(data: bytes, path: Path, error: type[PipelineError]) -> str:
    """Return UTF-8 bytes as `read_text` does; ``path`` is named in errors."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise error(
            Location(path, data.count(b"\n", 0, problem.start) + 1),
            _(
                "Die Datei ist nicht in UTF-8 gespeichert. "
                "Speichern Sie sie im Editor mit der Kodierung UTF-8."
            ),
        ) from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write ``data`` to ``path`` unless it already holds exactly that; say whether it wrote.

    The file appears complete or not at all: it is written beside its place, flushed to
    disk and moved there (POSIX rename); a link is followed and an old file's mode kept.
    Raises `OutputError` when that cannot be done, for example because the disk is full; the
    old file then stands as it was.
    """
    try:
        path = path.resolve() if path.is_symlink() else path
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return False
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        descriptor, name = tempfile.mkstemp(TEMPORARY, f".{path.name}.", path.parent)
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.chmod(mode)
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as problem:
        raise OutputError(
            Location(path),
            _(
                "Die Datei lässt sich nicht schreiben ({reason}). Ist sie noch in einem "
                "anderen Programm offen, schreibgeschützt oder die Festplatte voll?"
            ).format(reason=problem.strerror),
        ) from problem
    return True


def sweep(folder: Path) -> None:
    """Remove what killed runs left below ``folder``: temporary files over an hour old."""
    for path in folder.rglob(f".*{TEMPORARY}"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > ABANDONED:
                path.unlink()


def remove(path: Path, root: Path) -> None:
    """Remove a file, and the folders below ``root`` that are empty then.

    Raises `OutputError`.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise OutputError(
            Location(path),
            _("Die Datei lässt sich nicht löschen ({reason}). Löschen Sie sie von Hand.").format(
                reason=problem.strerror
            ),
        ) from problem
    with contextlib.suppress(OSError):  # a folder that is not empty ends the climb
        for folder in path.parents:
            if folder == root:
                break
            folder.rmdir()
