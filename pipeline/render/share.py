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

README: Final = f"{LABELS['draft'].upper()} – LIESMICH.txt"
"""Lies among the files of a draft, and says so; of an embargo, with its word for the first."""

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
        words = LABELS["draft"].upper(), edition.notice.german_mark.upper()
        named[README.replace(*words)] = readme(edition).encode()
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
    found = edition.notice
    own = "" if found.mark.german or not found.twice else _portable(found.mark.plain)
    marks = " – ".join(filter(None, (found.german_mark.upper(), own)))
    return f"{marks} – {title}"


def readme(edition: Edition) -> str:
    """Return what the draft's notice says, German first, then in the reader's language."""
    found = edition.notice
    if found is None:
        return ""
    german = [found.german_mark, found.german_text]
    own = [] if found.text.german or not found.twice else [found.mark, found.text]
    lines = [text.line(line, edition.language) for line in own]
    return "\n\n".join("\n".join(part) for part in (german, lines) if part) + "\n"


PRESS: Final = "{slug}/drafts/press.zip"
"""Below build/: what journalists get before an embargo is over."""

_FOR_PRESS: Final = ("docx", "pdf", "txt", "png")


def for_press(files: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Return a zip for the press: of each language, by its German name, what can be printed.

    ``files`` are the contents by name, by the names of the languages.
    """
    packed = {
        f"{name}/{file}": data
        for name, found in files.items()
        for file, data in sorted(found.items())
        if file.split(".", 2)[-1] in _FOR_PRESS
    }
    return pack(packed, stored={name for name in packed if name.endswith("png")})


def _portable(name: str) -> str:
    """Return ``name`` without what Windows, Android or a shell cannot have in it."""
    seen = "".join(
        char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char) != "Cc"
    )
    bare = re.sub(rf'[<>:"/\\|?*{BIDI_CONTROLS}]+', " ", seen)
    cut = " ".join(bare.split()).encode()[:_LONGEST].decode(errors="ignore").strip(" .-~")
    return f"{cut}_" if _RESERVED.fullmatch(cut) else cut
