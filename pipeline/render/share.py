"""The folder to pass on: every file of one language in one zip (APPNOTE 6.3.10).

A folder that holds a draft says so wherever it can be seen: in the name of the zip, in the
name of the folder inside and in a text that lies beside the files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Final

from ..base.archive import pack
from ..edition.model import Edition
from ..source.labels import LABELS
from ..text.patterns import BIDI_CONTROLS
from . import text

README: Final = "ENTWURF – LIESMICH.txt"
"""Lies among the files of a draft."""

_LONGEST: Final = 120
"""Of a folder's name in bytes of UTF-8; phones and ext4 take 255 for a whole name."""

_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def archive(edition: Edition, files: Mapping[str, bytes], stored: Collection[str] = ()) -> bytes:
    """Return a zip with one folder that holds ``files``; the same files give the same bytes.

    ``files`` are the contents by name; those in ``stored`` are not compressed again. The
    folder bears the invitation's title in the reader's language, a draft also the marks of a
    draft, in both languages. Names are UTF-8, sorted, without times.
    """
    named = dict(files)
    if edition.notice:
        named[README] = readme(edition).encode()
    folder = folder_name(edition)
    return pack(
        {f"{folder}/{name}": named[name] for name in sorted(named)},
        stored={f"{folder}/{name}" for name in stored},
    )


def folder_name(edition: Edition) -> str:
    """Return the title as the name of a folder that every system can make."""
    title = _portable(edition.title.plain) or edition.stem
    if edition.notice is None:
        return title
    own = "" if edition.notice.mark.german else _portable(edition.notice.mark.plain)
    marks = " – ".join(filter(None, (LABELS["draft"].upper(), own)))
    return f"{marks} – {title}"


def readme(edition: Edition) -> str:
    """Return what the draft's notice says, German first, then in the reader's language."""
    found = edition.notice
    if found is None:
        return ""
    german = [found.german_mark, found.german_text]
    own = [] if found.text.german else [found.mark, found.text]
    lines = [text.line(line, edition.language) for line in own]
    return "\n\n".join("\n".join(part) for part in (german, lines) if part) + "\n"


def _portable(name: str) -> str:
    """Return ``name`` without what Windows, Android or a shell cannot have in it."""
    seen = "".join(
        char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char) != "Cc"
    )
    bare = re.sub(rf'[<>:"/\\|?*{BIDI_CONTROLS}]+', " ", seen)
    cut = " ".join(bare.split()).encode()[:_LONGEST].decode(errors="ignore").strip(" .-~")
    return f"{cut}_" if _RESERVED.fullmatch(cut) else cut
