"""Zip files that are the same bytes on every day and every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from typing import Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold (APPNOTE 4.4.6)."""


def pack(files: Mapping[str, bytes], *, stored: Collection[str] = ()) -> bytes:
    """Return a zip file of these files, in their order, without times and file modes.

    Those named in ``stored`` are kept as they are, as compressing them again would gain
    nothing; all others are deflated.

    OPC wants [Content_Types].xml among them (ECMA-376-2, 10.1.2); put it first.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip file in their order. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
