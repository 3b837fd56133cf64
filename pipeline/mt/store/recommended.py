"""Which model to take for a language: recommended.toml, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ...base.errors import ConfigError
from ...base.files import read_text
from ...base.messages import _
from ...source.fields import Table
from ...source.syntax import from_toml
from .choices import PIVOT, SMALL
from .metadata import Target
from .packages import tag_of

TABLE: Final = Path(__file__).with_name("recommended.toml")
ARGOS: Final = "argos"
"""In the table, for the package of Argos Translate's index."""
UNSTATED: Final = "unstated"
"""In the table, for a licence that nothing names."""
ARGOS_MEGABYTES: Final = 90
"""What a package of Argos Translate's index has, to be fetched and on disk, give or take 20."""

_MODEL_KEYS: Final = "version from address files licence fetch disk targets".split()
_LANGUAGE_KEYS: Final = "best quality figure small small_quality argos note".split()


@dataclass(frozen=True, slots=True)
class Known:
    """An archive elsewhere that becomes a package."""

    name: str
    """Of the package: ``opus-deu_zle-2022_3_23``."""
    version: str
    from_code: str
    address: str
    """Of a zip, or of the folder that ``files`` lie in, with a slash at its end."""
    files: tuple[str, ...]
    """Of a model in CTranslate2's own form; empty for a zip with a Marian model."""
    licence: str
    fetch: int
    """Megabytes, about; ``disk`` as installed."""
    disk: int
    targets: tuple[Target, ...]
    """Tokens that may ask for a language are separated by spaces; the first known is used."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is known for a language."""

    tag: str
    best: str
    """A `Known`'s name, `ARGOS`, or empty: nothing to recommend."""
    quality: str
    """Published, or empty."""
    figure: str
    """Where it is published."""
    small: str
    """As ``best``; the same where there is no smaller one."""
    small_quality: str
    argos: bool
    """Argos Translate's index has a package from English."""
    argos_licence: str | None
    note: str

    def choice(self, size: str) -> tuple[str, str]:
        """The model to take, `BEST` or `SMALL`, and its published figure."""
        return (self.small, self.small_quality) if size == SMALL else (self.best, self.quality)


@cache
def models() -> Mapping[str, Known]:
    """The archives by the names of the packages that they become. Raises `ConfigError`."""
    field = _file().get("models")
    rows = field.value if field else {}
    assert isinstance(rows, dict)
    return MappingProxyType(
        {name: _known(name, field.table(_MODEL_KEYS)) for name, field in rows.items()}
    )


@cache
def table() -> Mapping[str, Recommendation]:
    """The rows by BCP 47 tag; every language of languages.toml has one.

    Raises `ConfigError` with the line for a row that is wrong.
    """
    rows = _file().require("languages").value
    assert isinstance(rows, dict)
    return MappingProxyType(
        {tag: _row(tag, field.table(_LANGUAGE_KEYS)) for tag, field in rows.items()}
    )


def argos_licence(from_code: str, to_code: str) -> str | None:
    """The licence of a package of Argos Translate's index, where its README states one."""
    if from_code != PIVOT:
        return None
    row = table().get(tag_of(to_code))
    return row.argos_licence if row else None


def figure(name: str, tag: str) -> str:
    """The published figure of a model for a language, or nothing."""
    row = table().get(tag)
    if row is None:
        return ""
    return next((quality for one, quality in _figures(row) if one == name), "")


def _figures(row: Recommendation) -> tuple[tuple[str, str], ...]:
    return (row.best, row.quality), (row.small, row.small_quality)


def _file() -> Table:
    return from_toml(read_text(TABLE, ConfigError), TABLE).table(("models", "languages"))


def _known(name: str, row: Table) -> Known:
    files = row.get("files")
    targets = row.require("targets").value
    assert isinstance(targets, dict)
    assert files is None or isinstance(files.value, list)
    return Known(
        name=name,
        version=row.require("version").text(),
        from_code=row.require("from").choice(("de", "en")),
        address=row.require("address").url(),
        files=tuple(one.text() for one in files.value)
        if files and isinstance(files.value, list)
        else (),
        licence=row.require("licence").text(),
        fetch=int(row.require("fetch").text()),
        disk=int(row.require("disk").text()),
        targets=tuple(Target(tag, token.text()) for tag, token in targets.items()),
    )


def _row(tag: str, row: Table) -> Recommendation:
    argos = row.text("argos")
    best = row.text("best") or ""
    if best not in ("", ARGOS, *models()):
        raise row.require("best").fail(f"[models.{best}]?")
    quality = row.text("quality") or ""
    small = row.text("small") or (ARGOS if argos else best)
    return Recommendation(
        tag=tag,
        best=best,
        quality=quality,
        figure=row.require("figure").text() if quality else "",
        small=small,
        small_quality=quality if small == best else row.text("small_quality") or "",
        argos=argos is not None,
        argos_licence=None if argos == UNSTATED else argos,
        note=_(note) if (note := row.text("note")) else "",
    )
