"""Installing one package: fetched, checked, tried, and only then put into place.

The folder of models, besides the packages themselves:

    .gitignore     models are too large to be committed
    .lock          held while something is installed
    .downloads/    archives on their way, kept until the package is in place (`fetching`)
    .new.*/        a package that is being unpacked and tried
    .old.NAME/     the package that NAME_FORM is about to replace

Whatever goes wrong, the packages that were installed stay as they were. A process that is
killed leaves a hidden folder at most, which `exclusive` clears up the next time.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from ...base.errors import OutputError
from ...base.files import write_if_changed
from ...base.messages import _, joined
from ...base.model import Location
from . import convert, download, licences, lock, pack, probe, unpack, web
from .fetching import Fetched, fetched
from .metadata import ModelError, Target, read_metadata
from .offers import Offer
from .packages import Package, read

_NEW: Final = ".new."
_OLD: Final = ".old."


OnStep = Callable[[str], None]
"""Told, in German, what is done besides fetching."""


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
    timeout: float = web.TIMEOUT
    """Seconds without a byte after which a server counts as gone."""


def install(
    offer: Offer,
    folder: Path,
    lock_path: Path,
    options: Options,
    on_bytes: download.OnBytes,
    on_step: OnStep = lambda step: None,
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
        expected = offer.sha256
        if known and offer.form is not lock.Form.PACKAGE and not options.update:
            expected = known.sha256
        with fetched(offer, folder, expected, on_bytes, options.timeout) as here:
            return _install_fetched(offer, here, folder, lock_path, locked, options, on_step)
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
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / ".gitignore").exists():
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


def _install_fetched(
    offer: Offer,
    here: Fetched,
    folder: Path,
    lock_path: Path,
    locked: dict[str, lock.Locked],
    options: Options,
    on_step: OnStep,
) -> Arrival:
    with tempfile.TemporaryDirectory(prefix=_NEW, dir=folder) as scratch:
        package = _package(offer, here, Path(scratch), on_step)
        fresh = package.path
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
            raise unpack.broken(here.path)
        if known and not _is_known(offer, here, files, known) and not options.update:
            raise _another(offer, lock_path)
        place = folder / offer.name
        if known and files == known.files == (lock.manifest(place) if place.is_dir() else None):
            return Arrival.PRESENT
        on_step(_("wird ausprobiert"))
        probe.check(package)
        licence = next(filter(None, stated), None)
        entry = offer.recorded or _entry(offer, here, package, files, licence)
        # The same model packed anew, as in a bundle, stays recorded as it was the first time.
        if known and files == known.files:
            entry = known
        return _put(fresh, folder, lock_path, locked, entry)


def _package(offer: Offer, here: Fetched, scratch: Path, on_step: OnStep) -> Package:
    """The package that was fetched, or is made of what was fetched, in a folder of its own name:
    a message then names the model."""
    place = scratch / offer.name
    if offer.form is lock.Form.PACKAGE:
        return _validated(offer, unpack.unpack(here.path, scratch).rename(place))
    source = here.path
    on_step(_("wird umgewandelt"))
    if offer.form is lock.Form.MARIAN:
        source = scratch / "marian"
        source.mkdir()
        unpack.unpack_marian(here.path, source)
    try:
        return pack.make(
            pack.Recipe(
                source=source,
                from_code=offer.from_code,
                to_code=offer.to_code,
                licence=offer.licence or "",
                version=offer.version,
                targets=offer.targets,
            ),
            place,
        )
    except ModelError as problem:  # its files are gone soon
        raise ModelError(None, joined(": ", (offer.name, problem.message))) from problem


def _is_known(offer: Offer, here: Fetched, files: Mapping[str, str], known: lock.Locked) -> bool:
    """Whether this is what the lock file records. What is made here is held to what it was
    made of: another version of the converter may write other files."""
    if offer.form is not lock.Form.PACKAGE:
        return here.sha256 == known.sha256
    return files == known.files


def _another(offer: Offer, lock_path: Path) -> ModelError:
    if offer.archive is not None:
        return ModelError(
            Location(offer.archive),
            _(
                "Das ist eine andere Datei, als für „{name}“ verzeichnet ist; sie wurde "
                "nicht genommen. Ist sie gewollt, ersetzen Sie das Modell mit --update."
            ).format(name=offer.name),
        )
    return ModelError(
        Location(lock_path),
        _(
            "„{name}“ ist nicht mehr die Datei, die hier verzeichnet ist. Fragen Sie "
            "nach, warum; ist die neue gewollt, rufen Sie den Befehl mit --update auf."
        ).format(name=offer.name),
    )


def _entry(
    offer: Offer, here: Fetched, package: Package, files: Mapping[str, str], licence: str | None
) -> lock.Locked:
    """What the lock file records of a package; languages that a model does not know too, so
    that nobody tries it again for them."""
    made = offer.form is not lock.Form.PACKAGE
    tokens = {target.code: target.token for target in package.targets}
    asked = tuple(
        Target(target.code, tokens.get(target.code, lock.UNKNOWN))
        for target in offer.targets
        if package.targets
    )
    return lock.Locked(
        name=offer.name,
        version=offer.version,
        from_code=offer.from_code,
        to_code=package.to_code,
        file=offer.file,
        size=here.size,
        sha256=here.sha256,
        source=here.source,
        licence=licence,
        files=files,
        form=offer.form,
        converter=convert.version() if made else None,
        targets=asked,
        parts=offer.files,
    )


def _validated(offer: Offer, folder: Path) -> Package:
    """The unpacked package, which must be what was offered."""
    metadata = read_metadata(folder / "metadata.json")
    package = read(folder)
    if package is None or (package.from_code, package.to_codes, package.version) != (
        offer.from_code,
        offer.to_codes,
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
