"""Installing one package: fetched, checked, tried, and only then put into place.

The folder of models, besides the packages themselves:

    .gitignore     models are too large to be committed
    .lock          held while something is installed
    .downloads/    archives on their way, kept until the package is in place
    .new.*/        a package that is being unpacked and tried
    .old.NAME/     the package that NAME_FORM is about to replace

Whatever goes wrong, the packages that were installed stay as they were. A process that is
killed leaves a hidden folder at most, which `exclusive` clears up the next time.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from ...base.errors import OutputError, PipelineError
from ...base.files import write_if_changed
from ...base.messages import _
from ...base.model import Location
from . import download, licences, lock, probe, unpack
from .index import Offer
from .packages import ModelError, Package, read, read_metadata

_DOWNLOADS: Final = ".downloads"
_NEW: Final = ".new."
_OLD: Final = ".old."


class Arrival(StrEnum):
    PRESENT = "present"
    """It was installed, exactly as recorded."""
    INSTALLED = "installed"
    REPLACED = "replaced"
    """Something of that name or an older version gave way."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who installs has decided."""

    update: bool = False
    """Take what comes, although the lock file records another file under this name."""
    non_commercial: bool = False
    """Take models whose licence forbids commercial use."""
    timeout: float = download.TIMEOUT
    """Seconds without a byte after which a server counts as gone."""


def install(
    offer: Offer,
    folder: Path,
    lock_path: Path,
    options: Options,
    progress: download.OnBytes,
) -> Arrival:
    """Install ``offer`` in ``folder`` and record it in the lock file. Call within `exclusive`.

    Raises `ModelError` for a package that is not what was asked for, does not work, is not
    what the lock file records, or may not be used; `OutputError` when something cannot be
    written. Nothing has changed then, except that a partial download may be kept.
    """
    locked = lock.load(lock_path)
    known = locked.get(offer.name)
    _allow(offer, offer.licence or (known.licence if known else None), options)
    try:
        if known and _is_here(offer, folder / offer.name, known, options):
            return Arrival.PRESENT
        with _fetched(offer, folder, progress, options) as archive:
            return _install_archive(offer, archive, folder, lock_path, locked, options)
    except ModelError as problem:
        if problem.where and problem.where.path.is_relative_to(folder):  # gone by now
            where = Location(offer.archive) if offer.archive else None
            raise ModelError(where, problem.message) from problem
        raise
    except OSError as problem:
        raise OutputError(
            Location(folder),
            _(
                "Das Modell lässt sich nicht ablegen ({reason}). "
                "Ist die Festplatte voll oder der Ordner schreibgeschützt?"
            ).format(reason=problem.strerror or problem),
        ) from problem


def _is_here(offer: Offer, place: Path, known: lock.Locked, options: Options) -> bool:
    """Whether the package is installed as recorded, and nobody asks for another of its name.

    Of an archive with other bytes only its files can tell.
    """
    if not place.is_dir() or lock.differences(place, known.files):
        return False
    if offer.archive is not None:
        return lock.sha256_of(offer.archive) == known.sha256
    return not (options.update and offer.sha256 not in (None, known.sha256))


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the folder of models, made if need be, so that nobody else installs meanwhile.

    Raises `ModelError` when somebody does. Puts right what a killed process left.
    """
    with ExitStack() as stack:
        try:
            if not folder.exists():
                folder.mkdir(parents=True)
                write_if_changed(folder / ".gitignore", b"*\n")
            _hold(stack.enter_context((folder / ".lock").open("ab")), folder)
            _recover(folder)
        except OSError as problem:
            raise OutputError(
                Location(folder),
                _("Der Ordner lässt sich nicht anlegen oder beschreiben ({reason}).").format(
                    reason=problem.strerror
                ),
            ) from problem
        yield


def _hold(file: IO[bytes], folder: Path) -> None:
    try:
        import fcntl  # noqa: PLC0415
    except ImportError:  # Windows has no flock
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ModelError(
            Location(folder),
            _("Hier wird gerade schon installiert. Warten Sie, bis das fertig ist."),
        ) from None


def _recover(folder: Path) -> None:
    for path in folder.glob(f"{_NEW}*"):
        shutil.rmtree(path)
    for path in folder.glob(f"{_OLD}*"):
        place = folder / path.name.removeprefix(_OLD)
        if place.exists():
            shutil.rmtree(path)
        else:
            path.rename(place)


@contextmanager
def _fetched(
    offer: Offer, folder: Path, progress: download.OnBytes, options: Options
) -> Iterator[Path]:
    """The archive of an offer. What was downloaded is kept only while it may still be good."""
    if offer.archive is not None:
        size = offer.archive.stat().st_size
        progress(size, size)
        yield offer.archive
        return
    target = folder / _DOWNLOADS / offer.file
    target.parent.mkdir(exist_ok=True)
    if not target.exists():
        _download(offer, target, progress, options)
    try:
        yield target
    finally:
        # In place, it is of no more use; refused, the next try must begin anew.
        download.forget(target)
        with contextlib.suppress(OSError):
            target.parent.rmdir()


def _download(offer: Offer, target: Path, progress: download.OnBytes, options: Options) -> None:
    """Try the addresses one after the other. Raises what was wrong with the first."""
    first: PipelineError | None = None
    for link in offer.links:
        try:
            download.fetch(link, target, progress, size=offer.size, timeout=options.timeout)
        except download.DownloadError as problem:
            first = first or problem
            continue
        if offer.sha256 and lock.sha256_of(target) != offer.sha256:
            download.forget(target)
            first = first or ModelError(
                None,
                _(
                    "{url}: Die Datei ist nicht die, die erwartet wurde (SHA-256). "
                    "Prüfen Sie die Quelle."
                ).format(url=download.public(link)),
            )
            continue
        return
    raise first or ModelError(
        None,
        _(
            "Für „{name}“ ist keine Internetadresse verzeichnet. Installieren Sie es aus der "
            "Datei oder vom USB-Stick (--from)."
        ).format(name=offer.name),
    )


def _install_archive(
    offer: Offer,
    archive: Path,
    folder: Path,
    lock_path: Path,
    locked: dict[str, lock.Locked],
    options: Options,
) -> Arrival:
    with tempfile.TemporaryDirectory(prefix=_NEW, dir=folder) as scratch:
        # Tried under its own name: a message then names the model.
        fresh = unpack.unpack(archive, Path(scratch)).rename(Path(scratch) / offer.name)
        package = _validated(offer, fresh)
        known = locked.get(offer.name)
        stated = (
            package.licence,
            offer.licence,
            known.licence if known else None,
            licences.stated_in(fresh),
        )
        for licence in stated:
            _allow(offer, licence, options)
        files = lock.manifest(fresh)
        if offer.recorded and files != offer.recorded.files:
            raise unpack.broken(archive)
        if known and files != known.files and not options.update:
            if offer.archive is not None:
                raise ModelError(
                    Location(archive),
                    _(
                        "Das ist eine andere Datei, als für „{name}“ verzeichnet ist; sie wurde "
                        "nicht genommen. Ist sie gewollt, ersetzen Sie das Modell mit --update."
                    ).format(name=offer.name),
                )
            raise ModelError(
                Location(lock_path),
                _(
                    "„{name}“ ist nicht mehr die Datei, die hier verzeichnet ist. Fragen Sie "
                    "nach, warum; ist die neue gewollt, rufen Sie den Befehl mit --update auf."
                ).format(name=offer.name),
            )
        place = folder / offer.name
        if known and files == known.files == (lock.manifest(place) if place.is_dir() else None):
            return Arrival.PRESENT
        probe.check(package)
        # The same model packed anew, as in a bundle, stays recorded as it was the first time.
        entry = offer.recorded or lock.Locked(
            name=offer.name,
            version=offer.version,
            from_code=offer.from_code,
            to_code=offer.to_code,
            file=offer.file,
            size=archive.stat().st_size,
            sha256=lock.sha256_of(archive),
            source=download.public(offer.links[0]) if offer.links else archive.name,
            licence=next(filter(None, stated), None),
            files=files,
        )
        if known and files == known.files:
            entry = known
        return _put(fresh, folder, lock_path, locked, entry)


def _validated(offer: Offer, folder: Path) -> Package:
    """The unpacked package, which must be what was offered."""
    metadata = read_metadata(folder / "metadata.json")
    package = read(folder)
    if package is None or (package.from_code, package.to_code, package.version) != (
        offer.from_code,
        offer.to_code,
        offer.version,
    ):
        raise ModelError(
            None,
            _(
                "„{name}“ ist falsch beschriftet: Die Datei enthält das Modell "
                "{from_code} → {to_code} {version}. Nehmen Sie eine andere Quelle."
            ).format(
                name=offer.name,
                from_code=_plain(metadata.get("from_code")),
                to_code=_plain(metadata.get("to_code")),
                version=_plain(metadata.get("package_version")),
            ),
        )
    return package


def _plain(value: object) -> str:
    return str(value)[:20].encode("unicode_escape").decode("ascii")


def _allow(offer: Offer, licence: str | None, options: Options) -> None:
    if licences.non_commercial(licence) and not options.non_commercial:
        raise ModelError(
            None,
            _(
                "„{name}“ darf nicht gewerblich verwendet werden (Lizenz {licence}). Erlaubt "
                "das Ihre Verwendung, rufen Sie den Befehl mit --non-commercial auf."
            ).format(name=offer.name, licence=licence),
        )


def _put(
    fresh: Path,
    folder: Path,
    lock_path: Path,
    locked: dict[str, lock.Locked],
    entry: lock.Locked,
) -> Arrival:
    """Move the package into place and record it; on any error neither has happened."""
    place, aside = folder / entry.name, folder / f"{_OLD}{entry.name}"
    earlier = [
        other for other in locked.values() if other.name != entry.name and other.code == entry.code
    ]
    if place.exists():
        place.rename(aside)
    try:
        fresh.rename(place)
        gone = {other.name for other in earlier}
        kept = {name: other for name, other in locked.items() if name not in gone}
        lock.save(lock_path, {**kept, entry.name: entry})
    except BaseException:
        if place.exists():
            place.rename(fresh)
        if aside.exists():
            aside.rename(place)
        raise
    replaced = aside.exists() or bool(earlier)
    for path in (aside, *(folder / other.name for other in earlier)):
        shutil.rmtree(path, ignore_errors=True)
    return Arrival.REPLACED if replaced else Arrival.INSTALLED


def pinned(offer: Offer | None, known: lock.Locked) -> Offer:
    """The offer of a package that the lock file records: from where it came the first time.

    ``offer`` is what an index has under the same name, whose addresses are tried first.
    """
    links = offer.links if offer else ()
    if known.source.startswith(("http://", "https://")):
        links = tuple(dict.fromkeys((*links, known.source)))
    if offer is not None:
        return replace(offer, links=links)
    return Offer(
        name=known.name,
        version=known.version,
        from_code=known.from_code,
        to_code=known.to_code,
        licence=known.licence,
        sha256=known.sha256,
        size=known.size,
        links=links,
    )
