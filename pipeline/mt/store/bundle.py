"""All installed packages in one file, for computers without an internet connection.

A bundle is a zip with a lock file, the packages as archives (.argosmodel) and the parts for
machine translation as wheels at its top, stored, not compressed again. `index.from_path`
takes it, and so does anybody who unpacks it and installs the packages with Argos Translate.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ...base.errors import OutputError
from ...base.files import TEMPORARY
from ...base.messages import _
from ...base.model import Location
from . import download, lock
from .metadata import ModelError
from .packages import NAME_FORM, SUFFIX, Package
from .unpack import MAX_UNPACKED, UNSOUND, opened

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold (APPNOTE 4.4.6)."""
_ENTRIES: Final = 500
_WHEEL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,200}\.whl")
"""A wheel's name (PyPA, binary distribution format); no path."""
_CHUNK: Final = 1 << 20


def write(
    path: Path,
    packages: Sequence[Package],
    locked: Mapping[str, lock.Locked],
    wheels: Sequence[Path] = (),
) -> None:
    """Write a bundle of installed packages; it appears complete or not at all.

    ``wheels`` go along as they are; whoever installs them compares them with what is pinned.

    Each package must be recorded in the lock file and be as recorded, so that no damaged
    model is spread: else `ModelError`. Raises `OutputError` when it cannot be written.
    """
    recorded = {}
    with _scratch(path) as folder:
        made = folder / "bundle"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as bundle:
            for package in packages:
                known = locked.get(package.name)
                if known is None or lock.differences(package.path, known.files):
                    raise ModelError(
                        Location(package.path),
                        _(
                            "Das Modell ist nicht so, wie es verzeichnet ist. Installieren Sie "
                            "es neu (models install), bevor Sie es weitergeben."
                        ),
                    )
                archive = folder / f"{package.name}{SUFFIX}"
                write_archive(archive, package.path)
                recorded[package.name] = known
                _add(bundle, archive, archive.name)
                archive.unlink()
            for wheel in wheels:
                _add(bundle, wheel, wheel.name)
            _add_text(bundle, lock.FILE, lock.dump(recorded))
        made.replace(path)


def write_archive(path: Path, folder: Path) -> None:
    """Pack a package's folder: the same bytes for the same files. Raises OSError."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                _add(archive, file, f"{folder.name}/{file.relative_to(folder).as_posix()}")


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The packages and the lock file of a bundle, in a temporary folder.

    Raises `ModelError` for a file that is no bundle or holds anything else.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        try:
            with opened(path, _ENTRIES) as bundle:
                _extract(bundle, folder, path)
        except UNSOUND as problem:
            raise _unsound(path) from problem
        except OSError as problem:
            raise OutputError(
                Location(path),
                _("Die Datei lässt sich nicht auspacken ({reason}). Ist Platz genug?").format(
                    reason=problem.strerror or problem
                ),
            ) from problem
        yield folder


def _extract(bundle: zipfile.ZipFile, folder: Path, path: Path) -> None:
    entries = bundle.infolist()
    names = [entry.orig_filename for entry in entries]
    if (
        len({name.casefold() for name in names}) < len(names)
        or not all(
            name == lock.FILE or _is_archive(name) or _WHEEL.fullmatch(name) for name in names
        )
        or any(entry.compress_type != zipfile.ZIP_STORED for entry in entries)
        or any(entry.file_size > download.MAX_ARCHIVE for entry in entries)
        or sum(entry.file_size for entry in entries) > 10 * MAX_UNPACKED
    ):
        raise _unsound(path)
    for entry in entries:
        with bundle.open(entry) as source, (folder / entry.orig_filename).open("xb") as target:
            shutil.copyfileobj(source, target, _CHUNK)


def _is_archive(name: str) -> bool:
    return name.endswith(SUFFIX) and bool(NAME_FORM.fullmatch(name.removesuffix(SUFFIX)))


def _unsound(path: Path) -> ModelError:
    return ModelError(
        Location(path),
        _(
            "Das ist kein vollständiges Bündel von Modellen. Schreiben Sie es mit "
            "„models bundle“ neu."
        ),
    )


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    """A folder beside ``path`` for what is not complete."""
    try:
        with tempfile.TemporaryDirectory(TEMPORARY, f".{path.name}.", path.parent) as folder:
            yield Path(folder)
    except OSError as problem:
        raise OutputError(
            Location(path),
            _("Die Datei lässt sich nicht schreiben ({reason}).").format(
                reason=problem.strerror or problem
            ),
        ) from problem


def _add(archive: zipfile.ZipFile, file: Path, name: str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 0
    info.compress_type = archive.compression
    info.file_size = file.stat().st_size  # zipfile takes ZIP64 where it is needed
    with file.open("rb") as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, _CHUNK)


def _add_text(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 0
    archive.writestr(info, text)
