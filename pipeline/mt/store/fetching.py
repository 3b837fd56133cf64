"""Bringing here what an offer names, an archive or several files, from any of its addresses."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...base.errors import PipelineError
from ...base.messages import _, joined
from . import addresses, download, lock, web
from .metadata import ModelError
from .offers import Offer

FOLDER: Final = ".downloads"
"""In the folder of models: archives on their way, kept until the package is in place."""

_SOURCE: Final = ".from"
"""Ends the name of a file with the address of a complete archive."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was brought here."""

    path: Path
    """The archive, or the folder with the files."""
    sha256: str
    """Of the archive; of several files, of the list of theirs."""
    size: int
    """Bytes in all."""
    source: str
    """The address that answered, without its query; a file's name for a local archive."""


@contextmanager
def fetched(
    offer: Offer,
    folder: Path,
    expected: str | None,
    on_bytes: download.OnBytes,
    timeout: float,
) -> Iterator[Fetched]:
    """Fetch what ``offer`` names into the folder of models.

    It must have the SHA-256 ``expected``, where that is known. It is kept while it may be of
    use: removed once it is in place and when it turns out to be wrong, not when the disk is
    full or the process is stopped. Raises `ModelError` when no address has it, naming what
    each said.
    """
    if offer.archive is not None:
        size = offer.archive.stat().st_size
        on_bytes(size, size)
        yield Fetched(offer.archive, lock.sha256_of(offer.archive), size, offer.archive.name)
        return
    target = folder / FOLDER / offer.file
    target.parent.mkdir(exist_ok=True)
    try:
        yield _from_any(offer, target, expected, on_bytes, timeout)
    except ModelError:
        if not _is_partial(target):
            _forget(target)
        raise
    _forget(target)


def _from_any(
    offer: Offer,
    target: Path,
    expected: str | None,
    on_bytes: download.OnBytes,
    timeout: float,
) -> Fetched:
    """Try the addresses, the one that answers first. Raises what was wrong with all of them."""
    problems: list[PipelineError] = []
    here = _came_from(target) if target.is_file() else ""
    links = [here] if here else addresses.by_answer(_as_begun(offer, target), timeout)
    for number, link in enumerate(links):
        attempts = download.ATTEMPTS if number == len(links) - 1 else 1
        try:
            if offer.files:
                found = _files(offer, link, target, on_bytes, timeout, attempts)
            else:
                found = _archive(offer, link, target, on_bytes, timeout, attempts)
        except web.DownloadError as problem:
            problems.append(problem)
            continue
        if expected in (None, found.sha256):
            return found
        _forget(target)
        problems.append(
            ModelError(
                None,
                _(
                    "{url}: Die Datei ist nicht die, die erwartet wurde (SHA-256). "
                    "Prüfen Sie die Quelle."
                ).format(url=web.public(link)),
            )
        )
    if problems:
        raise ModelError(None, joined("\n", (problem.message for problem in problems)))
    raise ModelError(
        None,
        _(
            "Für „{name}“ ist keine Internetadresse verzeichnet. Installieren Sie es aus der "
            "Datei oder vom USB-Stick (--from)."
        ).format(name=offer.name),
    )


def _as_begun(offer: Offer, target: Path) -> list[str]:
    """The addresses, the one first from which some of it is here already."""
    begun = download.begun_at(target)
    return sorted(offer.links, key=lambda link: link != begun)


def _archive(
    offer: Offer,
    link: str,
    target: Path,
    on_bytes: download.OnBytes,
    timeout: float,
    attempts: int,
) -> Fetched:
    if not target.exists():
        download.fetch(link, target, on_bytes, size=offer.size, timeout=timeout, attempts=attempts)
        target.with_name(target.name + _SOURCE).write_text(link, encoding="utf-8")
    return Fetched(target, lock.sha256_of(target), target.stat().st_size, web.public(link))


def _files(
    offer: Offer,
    link: str,
    target: Path,
    on_bytes: download.OnBytes,
    timeout: float,
    attempts: int,
) -> Fetched:
    """Fetch the files below ``link`` into the folder ``target``; what is there is kept."""
    target.mkdir(exist_ok=True)
    size = 0
    for name in offer.files:
        before = size
        if not (target / name).exists():
            download.fetch(
                f"{link.rstrip('/')}/{name}",
                target / name,
                lambda done, _total, before=before: on_bytes(before + done, None),  # type: ignore[misc]
                timeout=timeout,
                attempts=attempts,
            )
        size += (target / name).stat().st_size
    return Fetched(target, lock.sha256_of_all(target, offer.files), size, web.public(link))


def _came_from(target: Path) -> str:
    """The address of an archive that is here complete, from a run that ended too early."""
    try:
        return target.with_name(target.name + _SOURCE).read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return ""


def _is_partial(target: Path) -> bool:
    return bool(download.begun_at(target)) or (
        target.is_dir() and any(target.glob(f"*{download.PARTIAL}"))
    )


def _forget(target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    download.forget(target)
    target.with_name(target.name + _SOURCE).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        target.parent.rmdir()
