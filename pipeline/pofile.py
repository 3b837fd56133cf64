"""PO files as a translator's program left them: the only module that knows polib.

polib reads; what it would lose or change is kept here (docs/decisions/0002): the previous
msgid of obsolete entries, unusual line separators, the order of the header. The writer
produces exactly what ``msgcat --no-wrap`` would (gettext manual, 10.1 "The Format of PO
Files"), so that a file saved by any editor settles into one form without noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polib

from .errors import CatalogueError
from .files import read_text
from .messages import _
from .model import Location, UnitKey

Entry = polib.POEntry

FUZZY: Final = "fuzzy"
BRACE_FORMAT: Final = "python-brace-format"

_LINE: Final = re.compile(
    r"""\s*(?:
        \#(?![~|,:.]).* | \#[,:.].*            # comments, flags, references
      | (?:\#~\||\#~|\#\|)?\s*                 # obsolete, previous
        (?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?
        "(?:[^"\\]|\\.)*"\s*
      | \#~?\s*
    )?$""",
    re.VERBOSE,
)

_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\\",
        '"': r"\"",
        "\a": r"\a",
        "\b": r"\b",
        "\f": r"\f",
        "\n": r"\n",
        "\r": r"\r",
        "\t": r"\t",
        "\v": r"\v",
    }
)

# str.splitlines, which polib uses, breaks at more than newlines; these travel through it
# as private-use characters.
_SEPARATORS: Final = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_HIDE: Final = {ord(char): 0x10F800 + i for i, char in enumerate(_SEPARATORS)}
TEXTS: Final = (
    "msgctxt",
    "msgid",
    "msgid_plural",
    "msgstr",
    "tcomment",
    "comment",
    "previous_msgctxt",
    "previous_msgid",
    "previous_msgid_plural",
)
_EMPTY: Final = "\U0010f8ff"
_SHOW: Final = str.maketrans(
    {
        _EMPTY: "",
        **{chr(hidden): char for char, hidden in zip(_SEPARATORS, _HIDE.values(), strict=True)},
    }
)


@dataclass(slots=True)
class PoFile:
    """A catalogue as it stands on disk."""

    header: list[tuple[str, str]]
    """Header fields in their order, ``X-*`` included."""
    header_comment: str
    header_flags: list[str]
    entries: list[Entry]
    """Live entries in the order of the file."""
    obsolete: list[Entry] = field(default_factory=list)
    path: Path = field(default=Path(), compare=False)

    def __str__(self) -> str:
        """The file's text, byte-identical to ``msgcat --no-wrap`` of itself."""
        head = Entry(
            msgid="",
            msgstr="".join(f"{name}: {value}\n" for name, value in self.header),
            tcomment=self.header_comment,
            flags=list(self.header_flags),
        )
        return "\n".join(_write(entry) for entry in (head, *self.entries, *self.obsolete))

    def get(self, name: str) -> str:
        """The value of a header field, or an empty text."""
        return next((value for key, value in self.header if key == name), "")


def key(entry: Entry) -> UnitKey:
    return entry.msgctxt, entry.msgid


def set_key(entry: Entry, unit_key: UnitKey) -> None:
    entry.msgctxt, entry.msgid = unit_key  # type: ignore[assignment]


def set_previous(entry: Entry, unit_key: UnitKey | None) -> None:
    """The context and German text that the translation was made for (``#|``)."""
    entry.previous_msgctxt, entry.previous_msgid = unit_key or (None, None)


def read(path: Path) -> PoFile:
    """Read a .po or .pot file.

    Raises `CatalogueError` with the line when the file is not UTF-8, does not parse, or
    defines a message twice (a second definition would hide a translation).
    """
    text = read_text(path, CatalogueError)
    for number, content in enumerate(text.split("\n"), start=1):
        if not _LINE.match(content):
            raise _broken(path, number)
    text = text.translate(_HIDE)
    # polib skips "#~|"; read as "#|" it arrives, and the entry still becomes obsolete.
    text = re.sub(r"^#~\|", "#|", text, flags=re.MULTILINE)
    # polib wants a space after the mark of a translator's comment; gettext does not.
    text = re.sub(r"^#(?![\s~|,:.])", "# ", text, flags=re.MULTILINE)
    # polib drops an empty line of an extracted comment.
    text = re.sub(r"^#\.[ \t]*$", f"#. {_EMPTY}", text, flags=re.MULTILINE)
    # With a trailing newline the content cannot be taken for the name of a file.
    try:
        parsed = polib.pofile(text + "\n", wrapwidth=0)
    except (OSError, ValueError, IndexError) as problem:
        line = re.search(r"line (\d+)", str(problem))
        raise _broken(path, int(line[1]) if line else None) from problem
    for entry in parsed:
        _show(entry)
        entry.flags = in_order(entry.flags)
    file = PoFile(
        header=[(name, _shown(value)) for name, value in parsed.metadata.items()],
        header_comment=_shown(parsed.header),
        header_flags=[FUZZY] if parsed.metadata_is_fuzzy else [],
        entries=[entry for entry in parsed if not entry.obsolete],
        obsolete=[entry for entry in parsed if entry.obsolete],
        path=path,
    )
    seen: dict[UnitKey, Entry] = {}
    for entry in (*file.entries, *file.obsolete):
        first = seen.setdefault(key(entry), entry)
        if first is not entry:
            raise CatalogueError(
                Location(path, entry.linenum),
                _(
                    "Dieser Text steht schon in Zeile {line}. Behalten Sie die bessere "
                    "Übersetzung und löschen Sie den anderen Eintrag."
                ).format(line=first.linenum),
            )
    return file


def _broken(path: Path, line: int | None) -> CatalogueError:
    return CatalogueError(
        Location(path, line),
        _(
            "Hier ist die Übersetzungsdatei nicht lesbar. Öffnen und speichern Sie sie in Poedit, "
            "oder holen Sie die letzte lesbare Fassung zurück."
        ),
    )


def _shown(text: str) -> str:
    return text.translate(_SHOW)


def _show(entry: Entry) -> None:
    for name in TEXTS:
        value = getattr(entry, name)
        if value:
            setattr(entry, name, _shown(value))
    if entry.msgstr_plural:
        entry.msgstr_plural = {n: _shown(text) for n, text in entry.msgstr_plural.items()}


def in_order(flags: Iterable[str]) -> list[str]:
    """Flags in msgcat's order: fuzzy, then formats, then the rest as it came."""
    return sorted(
        dict.fromkeys(flags),
        key=lambda flag: 0 if flag == FUZZY else 1 if flag.endswith("-format") else 2,
    )


def _write(entry: Entry) -> str:
    obsolete = "#~ " if entry.obsolete else ""
    previous = "#~| " if entry.obsolete else "#| "
    lines = [*_comment("#", entry.tcomment), *_comment("#.", entry.comment)]
    if entry.occurrences:
        places = (f"{file}:{line}" if line else file for file, line in entry.occurrences)
        lines.append("#: " + " ".join(places))
    if entry.flags:
        lines.append("#, " + ", ".join(entry.flags))
    for name, value in (
        ("msgctxt", entry.previous_msgctxt),
        ("msgid", entry.previous_msgid),
        ("msgid_plural", entry.previous_msgid_plural),
    ):
        if value is not None:
            lines += _string(previous, name, value)
    if entry.msgctxt is not None:
        lines += _string(obsolete, "msgctxt", entry.msgctxt)
    lines += _string(obsolete, "msgid", entry.msgid)
    if entry.msgid_plural:
        lines += _string(obsolete, "msgid_plural", entry.msgid_plural)
        for number, text in sorted(entry.msgstr_plural.items()):
            lines += _string(obsolete, f"msgstr[{number}]", text)
    else:
        lines += _string(obsolete, "msgstr", entry.msgstr)
    return "\n".join([*lines, ""])


def _comment(mark: str, text: str) -> list[str]:
    return [f"{mark} {line}" if line else mark for line in text.split("\n")] if text else []


def _string(prefix: str, keyword: str, text: str) -> list[str]:
    pieces = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(pieces) > 1:
        pieces.insert(0, "")
    first, *rest = [piece.translate(_ESCAPES) for piece in pieces] or [""]
    return [f'{prefix}{keyword} "{first}"', *(f'{prefix}"{piece}"' for piece in rest)]
