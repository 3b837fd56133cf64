"""Where packages come from: Argos Translate's index, a mirror of it, or a folder or a stick.

All three give `Offer`s. What an index says is as untrusted as the packages it names: names
are built from codes and versions of a strict form, never taken over; links other than http
and https are passed over (the index also has ipfs: ones).
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final
from urllib.parse import urljoin, urlsplit

from ...base.errors import PipelineError, UsageError
from ...base.messages import _
from ...base.model import Location
from . import bundle, download, lock, parts, web
from .metadata import CODE_FORM, VERSION_FORM, ModelError, licence_of, targets_of, text_of
from .offers import Offer
from .packages import NAME_FORM, SUFFIX, leads, name_of
from .unpack import metadata_in

INDEX_VARIABLE: Final = "ARGOS_PACKAGE_INDEX"
"""Argos Translate's own variable for the address of a mirror."""

MAX_INDEX_BYTES: Final = 20_000_000
_LINKS: Final = 10
"""Addresses of one package that are tried."""
_TYPE: Final = re.compile(r"[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,6}")
_SIZE: Final = range(1, download.MAX_ARCHIVE + 1)


@dataclass(frozen=True, slots=True)
class Index:
    """What a source offers."""

    offers: tuple[Offer, ...]
    problems: tuple[PipelineError, ...] = ()
    """Entries that cannot be used."""
    wheels: Path | None = None
    """Folder in which wheels of `parts` lie; it lasts as long as the offers' archives."""

    def find(self, origin: str, target: str) -> Offer | None:
        """The offer between languages, given as tags: the latest version; of several such
        that which comes first."""
        found = [offer for offer in self.offers if leads(offer, origin, target)]
        return max(found, key=lambda offer: offer.order, default=None)


def default_url() -> str:
    """The address of Argos Translate's own index, from its settings."""
    return str(_argos().settings.remote_package_index)


def index_url(chosen: str | None) -> str:
    """The address of the index: chosen, or from the environment, or Argos Translate's.

    A mirror may be given as the file or as the folder in which index.json lies.
    """
    given = chosen or os.environ.get(INDEX_VARIABLE)
    if not given:
        return default_url()
    web.checked_url(given)
    return given if urlsplit(given).path.endswith(".json") else f"{given.rstrip('/')}/index.json"


def mirror_url(chosen: str | None) -> str | None:
    """The folder in which an office's mirror keeps archives: that of its index; None for none."""
    given = chosen or os.environ.get(INDEX_VARIABLE)
    return urljoin(index_url(chosen), ".").rstrip("/") if given else None


def from_url(url: str, timeout: float = web.TIMEOUT) -> Index:
    """Fetch an index. Raises `ModelError` when it cannot be fetched or is none."""
    data = download.read(url, MAX_INDEX_BYTES, timeout)
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        raise ModelError(
            None,
            _("{url} ist kein Verzeichnis von Modellen. Prüfen Sie die Adresse (--index).").format(
                url=web.public(url)
            ),
        )
    offers, problems = [], []
    for entry in entries:
        if isinstance(entry, dict) and entry.get("type", "translate") == "translate":
            try:
                offers.append(_offer(entry, url))
            except PipelineError as problem:
                problems.append(problem)
    return Index(tuple(offers), tuple(problems))


def _offer(entry: Mapping[str, object], url: str) -> Offer:
    """Read one entry. Unless it names itself, Argos Translate's own rule makes the name."""
    version = text_of(entry, "package_version", VERSION_FORM, None)
    from_code = text_of(entry, "from_code", CODE_FORM, None)
    to_code = text_of(entry, "to_code", CODE_FORM, None)
    argos = _argos()
    plain = argos.AvailablePackage({"from_code": from_code, "to_code": to_code})
    code = text_of(entry, "code", _TYPE_AND_CODES, None, argos.argospm_package_name(plain))
    if not code.endswith(f"-{from_code}_{to_code}"):
        raise ModelError(
            None, _("Das Verzeichnis nennt ein Modell „{name}“ falsch.").format(name=code)
        )
    given = entry.get("links")
    links = []
    for link in given if isinstance(given, list) else []:
        address = urljoin(url, link) if isinstance(link, str) else ""
        if address.startswith(("http:", "https:")):
            links.append(web.checked_url(address))
    name = name_of(code, version)
    links.append(urljoin(url, f"{name}{SUFFIX}"))  # an office's mirror keeps them together
    sha256, size = entry.get("sha256"), entry.get("size")
    return Offer(
        name=name,
        version=version,
        from_code=from_code,
        to_code=to_code,
        licence=licence_of(entry, None),
        sha256=sha256 if isinstance(sha256, str) and len(sha256) == 64 else None,
        size=size if isinstance(size, int) and size in _SIZE else None,
        links=tuple(dict.fromkeys(links))[:_LINKS],
    )


_TYPE_AND_CODES: Final = re.compile(rf"{_TYPE.pattern}-{CODE_FORM.pattern}_{CODE_FORM.pattern}")


@contextmanager
def from_path(path: Path) -> Iterator[Index]:
    """What lies in a folder, in a bundle (`bundle.write`) or in a single package.

    A bundle is unpacked into a temporary folder that lasts as long as the context. Raises
    `UsageError` when there is no such path, `ModelError` when it is nothing of the kind.
    """
    if path.is_dir():
        yield _local(sorted(path.glob(f"*{SUFFIX}")), _lock_in(path), path, path)
    elif not path.is_file():
        raise UsageError(Location(path), _("Das gibt es nicht. Prüfen Sie --from."))
    elif path.suffix == SUFFIX:
        yield _local([path], {}, path)
    else:
        with bundle.unpacked(path) as folder:
            yield _local(sorted(folder.glob(f"*{SUFFIX}")), _lock_in(folder), path, folder)


def _lock_in(folder: Path) -> dict[str, lock.Locked]:
    return lock.load(folder / lock.FILE)


def _local(
    archives: list[Path], locked: Mapping[str, lock.Locked], path: Path, folder: Path | None = None
) -> Index:
    """``path`` is for messages; wheels of `parts` may lie in ``folder``."""
    offers, problems = [], []
    for archive in archives:
        try:
            offers.append(_local_offer(archive, locked))
        except PipelineError as problem:
            problems.append(problem)
    if not offers:
        raise (
            problems[0]
            if problems
            else ModelError(
                Location(path),
                _("Hier liegen keine Modelle ({suffix}). Prüfen Sie --from.").format(suffix=SUFFIX),
            )
        )
    wheels = folder if folder and any(folder.glob(f"*{parts.SUFFIX}")) else None
    return Index(tuple(offers), tuple(problems), wheels)


def _local_offer(archive: Path, locked: Mapping[str, lock.Locked]) -> Offer:
    """The archive's own metadata say what it is; the lock beside it, where it came from."""
    metadata = metadata_in(archive)
    where = Location(archive)
    if metadata.get("type", "translate") != "translate":
        raise ModelError(where, _("Dieses Paket ist kein Modell zum Übersetzen."))
    version = text_of(metadata, "package_version", VERSION_FORM, where)
    from_code = text_of(metadata, "from_code", CODE_FORM, where)
    to_code = text_of(metadata, "to_code", CODE_FORM, where)
    pair = f"-{from_code}_{to_code}"
    targets = targets_of(metadata, where)
    name = name_of(f"translate{pair}", version)
    ending = name_of("" if targets else pair, version)
    if NAME_FORM.fullmatch(archive.stem) and archive.stem.endswith(ending):
        name = archive.stem
    entry = locked.get(name)
    return Offer(
        name=name,
        version=version,
        from_code=from_code,
        to_code=to_code,
        licence=licence_of(metadata, where) or (entry.licence if entry else None),
        archive=archive,
        recorded=entry,
        targets=targets,
    )


@cache
def _argos() -> ModuleType:
    """Argos Translate's package module.

    Importing it creates folders in the user's home, which would be left empty by us: they
    are sent to a temporary folder. Nothing that we use of it looks for them later.
    """
    with _elsewhere():
        from argostranslate import package  # noqa: PLC0415

    module: ModuleType = package
    return module


@contextmanager
def _elsewhere() -> Iterator[None]:
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(dict.fromkeys(names, folder))
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
