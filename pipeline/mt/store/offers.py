"""What can be installed: a package as it is, or an archive that a package is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from .lock import Form, Locked
from .metadata import Target
from .packages import SUFFIX, code_of
from .recommended import Known

ARCHIVE_SUFFIX: Final = ".zip"
"""Ends the name that an office's mirror has for an archive of OPUS-MT."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that can be installed."""

    name: str
    """Of the folder to be: ``translate-de_en-1_0``."""
    version: str
    from_code: str
    to_code: str
    licence: str | None = None
    sha256: str | None = None
    """Of the archive to download, where the source says it."""
    size: int | None = None
    """The same in bytes."""
    links: tuple[str, ...] = ()
    """http and https addresses of the archive, best first; empty for a local one."""
    archive: Path | None = None
    """The archive itself."""
    recorded: Locked | None = None
    """Of a local archive: what the lock file beside it says."""
    form: Form = Form.PACKAGE
    targets: tuple[Target, ...] = ()
    """Of a model for several languages. Before it was looked into, a token may be several,
    separated by spaces."""
    files: tuple[str, ...] = ()
    """Of the form ``ctranslate2``: what to fetch below each of ``links``."""

    @property
    def code(self) -> str:
        """The name without the version."""
        return code_of(self.name, self.version)

    @property
    def to_codes(self) -> tuple[str, ...]:
        return tuple(target.code for target in self.targets) or (self.to_code,)

    @property
    def file(self) -> str:
        """What its archive is called here and on a mirror."""
        return f"{self.name}{SUFFIX if self.form is Form.PACKAGE else ARCHIVE_SUFFIX}"

    @property
    def order(self) -> tuple[int, ...]:
        """Later versions are greater: 1.10 after 1.9."""
        return tuple(map(int, self.version.split(".")))


def of_known(known: Known, mirror: str | None) -> Offer:
    """The offer of a model of recommended.toml; an office's ``mirror`` is asked first."""
    links = (known.address,)
    made = Offer(
        name=known.name,
        version=known.version,
        from_code=known.from_code,
        to_code=known.targets[0].code,
        licence=known.licence,
        form=Form.CTRANSLATE2 if known.files else Form.MARIAN,
        targets=known.targets,
        files=known.files,
    )
    return replace(made, links=_mirrored(made, mirror, links))


def pinned(offer: Offer | None, known: Locked, mirror: str | None = None) -> Offer:
    """The offer of a package that the lock file records: from where it came the first time.

    ``offer`` is what an index has under the same name, whose addresses are tried first.
    """
    links = offer.links if offer else ()
    if known.source.startswith(("http://", "https://")):
        links = tuple(dict.fromkeys((*links, known.source)))
    if offer is not None:
        return replace(offer, links=links)
    made = Offer(
        name=known.name,
        version=known.version,
        from_code=known.from_code,
        to_code=known.to_code,
        licence=known.licence,
        sha256=known.sha256,
        size=known.size,
        form=known.form,
        targets=known.targets,
        files=known.parts,
    )
    return replace(made, links=_mirrored(made, mirror, links))


def _mirrored(offer: Offer, mirror: str | None, links: Iterable[str]) -> tuple[str, ...]:
    """The addresses of an offer, a mirror's first; of a folder of files with a slash."""
    if mirror is None or offer.form is Form.PACKAGE:
        return tuple(links)
    place = f"{offer.name}/" if offer.files else offer.file
    return tuple(dict.fromkeys((f"{mirror.rstrip('/')}/{place}", *links)))
