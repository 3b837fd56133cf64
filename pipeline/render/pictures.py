"""Pictures of the press office: read, looked at, and brought to where they are drawn.

A page carries a picture in itself. typst reads it as a file of the one folder that it may
read (typesetting.py), under a name that is made of its content.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..base.errors import ConfigError
from ..base.files import write_if_changed
from ..base.messages import _
from ..base.model import Location

_BEGINNINGS: Final = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpeg"))
"""How the files begin that can be drawn (PNG, 5.2; JPEG, B.1.1.3), and their kind."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it was read."""

    path: Path
    kind: str
    """``png`` or ``jpeg``."""
    data: bytes

    @property
    def data_uri(self) -> str:
        """The picture as a data URI (RFC 2397)."""
        return f"data:image/{self.kind};base64,{base64.b64encode(self.data).decode()}"

    @property
    def name(self) -> str:
        """A file name that no other content has, and nothing that somebody typed."""
        return f"{hashlib.sha256(self.data).hexdigest()}.{self.kind}"


def read(path: Path) -> Picture:
    """Return a picture. Raises ConfigError if it cannot be read or is neither PNG nor JPEG."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = _("Das Logo lässt sich nicht lesen: {reason}. Bitte prüfen Sie den Pfad.")
        reason = error.strerror or str(error)
        raise ConfigError(Location(path), message.format(reason=reason)) from error
    for start, kind in _BEGINNINGS:
        if data.startswith(start):
            return Picture(path, kind, data)
    raise ConfigError(
        Location(path),
        _("Das Logo ist weder PNG noch JPEG. Bitte speichern Sie es in einem der beiden Formate."),
    )


def maybe(path: Path | None) -> Picture | None:
    """Return a picture, None for None. Raises what `read` does."""
    return None if path is None else read(path)


def data_uri(path: Path | None) -> str | None:
    """Return a picture as a data URI (RFC 2397), None for None. Raises what `read` does."""
    return None if path is None else read(path).data_uri


def lay_out(picture: Picture, folder: Path) -> None:
    """Write a picture into ``folder`` under its `Picture.name`, unless it lies there.

    It appears complete or not at all, whoever does the same at that time. Raises OutputError.
    """
    if not (folder / picture.name).exists():
        write_if_changed(folder / picture.name, picture.data)
