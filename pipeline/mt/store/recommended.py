"""Which model to take for a language: recommended.toml, read once."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, cast

from ...base.errors import ConfigError
from ...base.files import read_text
from ...base.messages import _, joined
from ...source.fields import Table
from ...source.syntax import from_toml
from .packages import tag_of

TABLE: Final = Path(__file__).with_name("recommended.toml")
UNSTATED: Final = "unstated"
"""In the table, for a licence that nothing names."""

_KEYS: Final = "kind from name token licence quality figure argos note".split()

Kind = Literal["argos", "opus", "none"]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One row: the best openly licensed model known for a language."""

    tag: str
    kind: Kind
    """argos: in Argos Translate's index; opus: to be packed; none: nothing to recommend."""
    from_code: str
    """de or en; empty when there is none."""
    name: str
    licence: str | None
    token: str
    """The source token of a multi-target model, or empty."""
    quality: str
    """Published, or empty."""
    figure: str
    """Where it is published."""
    argos: bool
    """Argos Translate's index has a package from English."""
    argos_licence: str | None
    note: str

    @property
    def direct(self) -> bool:
        """German is translated without going over English."""
        return self.from_code == "de"

    @property
    def pack_command(self) -> str:
        """How to pack the model once its folder is there; empty unless it must be packed."""
        if self.kind != "opus":
            return ""
        words = ["models", "pack", _("ORDNER"), "--name", "opus"]
        words += ["--from", self.from_code, "--to", self.tag]
        words += ["--target-token", self.token] if self.token else []
        words += ["--licence", self.licence or UNSTATED]
        return joined(" ", map(shlex.quote, words))


@cache
def table() -> Mapping[str, Recommendation]:
    """The rows by BCP 47 tag; every language of languages.toml has one.

    Raises `ConfigError` with the line for a row that is wrong.
    """
    languages = from_toml(read_text(TABLE, ConfigError), TABLE).table(("languages",))
    rows = languages.require("languages").value
    return MappingProxyType(
        {tag: _row(tag, field.table(_KEYS)) for tag, field in rows.items()}
        if isinstance(rows, dict)
        else {}
    )


def argos_licence(from_code: str, to_code: str) -> str | None:
    """The licence of a package of Argos Translate's index, where its README states one."""
    if from_code != "en":
        return None
    row = table().get(tag_of(to_code))
    return row.argos_licence if row else None


def _row(tag: str, row: Table) -> Recommendation:
    kind = cast(Kind, row.require("kind").choice(("argos", "opus", "none")))
    needed = kind != "none"
    argos = row.text("argos")
    licence = row.require("licence").text() if needed else None
    return Recommendation(
        tag=tag,
        kind=kind,
        from_code=row.require("from").choice(("de", "en")) if needed else "",
        name=row.require("name").text() if needed else "",
        licence=None if licence == UNSTATED else licence,
        token=row.text("token") or "",
        quality=row.text("quality") or "",
        figure=row.require("figure").text() if row.get("quality") else "",
        argos=argos is not None,
        argos_licence=None if argos == UNSTATED else argos,
        note=_(note) if (note := row.text("note")) else "",
    )
