"""A folder that appears whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from .errors import OutputError
from .files import write_if_changed
from .messages import _
from .model import Location


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> int:
    """Let ``folder`` hold exactly ``files``, by paths with slashes; return how many are new.

    They are put together beside the folder and change places with it, so that a run that is
    stopped leaves what was there before. What stays the same keeps its time, so that a program
    that uploads takes only what changed. A link is followed. Raises `OutputError`; the folder
    then stands as it was.
    """
    folder = folder.resolve() if folder.is_symlink() else folder
    recover_folder(folder)
    fresh, old = _beside(folder)
    written = 0
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, data in files.items():
            written += _place(folder / name, fresh / name, data)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except OSError as problem:
        raise OutputError(
            Location(folder),
            _(
                "Der Ordner lässt sich nicht neu schreiben ({reason}). Ist eine Datei darin noch "
                "in einem anderen Programm offen, schreibgeschützt oder die Festplatte voll?"
            ).format(reason=problem.strerror),
        ) from problem
    finally:
        recover_folder(folder)
    return written


def recover_folder(folder: Path) -> None:
    """Put back what `replace_folder` had moved away when it was stopped, and remove its rest."""
    fresh, old = _beside(folder)
    with contextlib.suppress(OSError):
        if old.exists() and not folder.exists():
            old.rename(folder)
    for rest in (fresh, old):
        if folder.exists() or rest == fresh:
            shutil.rmtree(rest, ignore_errors=True)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")


def _place(before: Path, after: Path, data: bytes) -> bool:
    """Write a file, or take over the one that is the same; say whether it is new."""
    after.parent.mkdir(parents=True, exist_ok=True)
    if before.is_file() and before.read_bytes() == data:
        shutil.copy2(before, after)
        return False
    return write_if_changed(after, data)
