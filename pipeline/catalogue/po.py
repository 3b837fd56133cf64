"""PO files as a translator's program left them: the only module that knows polib.

polib assembles the entries; it is given lines in the one spelling that it reads without
loss (docs/decisions/0002), checked beforehand against the grammar of the gettext manual,
10.1 "The Format of PO Files". The writer produces exactly what ``msgcat --no-wrap`` would,
so that a file saved by any editor settles into one form without noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polib

from ..base.errors import CatalogueError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location, UnitKey
from ..source.model import Role
from ..source.segments import noted_role

Entry = polib.POEntry

FUZZY: Final = "fuzzy"
BRACE_FORMAT: Final = "python-brace-format"

_LINE: Final = re.compile(
    r"""[ \t]*(?:
        (?P<mark> \#~\| | \#~ | \#\| | ) [ \t]*                   # obsolete, previous
        (?: (?P<keyword> msgctxt | msgid(?:_plural)? | msgstr(?:\[\d\])? ) [ \t]+ )?
        " (?P<string> (?: [^"\\\0]++ | \\["\\abfnrtv] )*+ ) " [ \t]*
      | \# (?P<kind> [.:,] | (?![~|]) ) [ ]? (?P<comment> [^\0]* )
      | (?: \#~ )? [ \t]*
    )""",
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


@dataclass(slots=True)
class PoFile:
    """A catalogue as it stands on disk."""

    head: Entry
    """The header: its fields, ``X-*`` included, are the lines of msgstr."""
    entries: list[Entry]
    """Live entries in the order of the file."""
    obsolete: list[Entry] = field(default_factory=list)
    path: Path = field(default=Path(), compare=False)
    roles: Mapping[UnitKey, Role] = field(default_factory=dict, compare=False)
    """What the texts are in their document, as `merge` was told; of a file alone nothing."""
    stood: str | None = field(default=None, compare=False)
    """The text that it was read from, before anything was done to it; None if it is new."""

    def role(self, entry: Entry) -> Role | None:
        """What an entry's text is in its document."""
        return self.roles.get(key(entry)) or noted_role(entry.msgctxt, entry.comment)

    def __str__(self) -> str:
        """The file's text, byte-identical to ``msgcat --no-wrap`` of itself."""
        return "\n".join(_write(entry) for entry in (self.head, *self.entries, *self.obsolete))

    def fields(self) -> dict[str, str]:
        """The header's fields in their order."""
        parts = (line.partition(":") for line in self.head.msgstr.split("\n"))
        return {name.strip(): value.strip() for name, colon, value in parts if colon}


def header(fields: Mapping[str, str]) -> Entry:
    return Entry(msgid="", msgstr="".join(f"{name}: {value}\n" for name, value in fields.items()))


def key(entry: Entry) -> UnitKey:
    return entry.msgctxt, entry.msgid


def set_key(entry: Entry, unit_key: UnitKey) -> None:
    entry.msgctxt, entry.msgid = unit_key  # type: ignore[assignment]


def set_previous(entry: Entry, unit_key: UnitKey | None) -> None:
    """The context and German text that the translation was made for (``#|``)."""
    entry.previous_msgctxt, entry.previous_msgid = unit_key or (None, None)
    entry.previous_msgid_plural = None


def previous(entry: Entry) -> UnitKey | None:
    """The context and German text that the translation was made for; None if it is this one."""
    return None if entry.previous_msgid is None else (entry.previous_msgctxt, entry.previous_msgid)


def read(path: Path) -> PoFile:
    """Read a .po or .pot file.

    Raises `CatalogueError` with the line when the file is not UTF-8, does not parse, is
    empty, or defines a message twice (a second definition would hide a translation).
    """
    return parse(read_text(path, CatalogueError), path)


def parse(text: str, path: Path) -> PoFile:
    """Read the text of a .po or .pot file that lies at ``path``; raises as `read` does."""
    # polib breaks a text at more than newlines, but only the text itself knows that.
    lines = _Text("\n".join(_prepare(text, path)))
    try:
        parsed = polib.pofile(lines, klass=_Whole)
    except OSError as problem:  # polib's syntax error
        line = re.search(r"line (\d+)", str(problem))
        raise _broken(path, int(line[1]) if line else None) from problem
    if not parsed:
        raise CatalogueError(
            Location(path, 1),
            _(
                "Die Übersetzungsdatei ist leer. Holen Sie die letzte Fassung zurück, oder "
                "löschen Sie die Datei: Dann entsteht sie neu, ohne Übersetzungen."
            ),
        )
    parsed[0].linenum = 1
    parsed[0].tcomment = "\n".join(text for text in (parsed.header, parsed[0].tcomment) if text)
    seen: dict[UnitKey, Entry] = {}
    for entry in parsed:
        if entry.obsolete and key(entry) == (None, ""):
            continue  # an earlier header: gettext drops it, too
        entry.tcomment, entry.comment = _comments(entry.tcomment), _comments(entry.comment)
        entry.flags = in_order(entry.flags)
        first = seen.setdefault(key(entry), entry)
        if first is not entry:
            raise CatalogueError(
                Location(path, entry.linenum),
                _(
                    "Dieser Text steht schon in Zeile {line}. Behalten Sie die bessere "
                    "Übersetzung und löschen Sie den anderen Eintrag."
                ).format(line=first.linenum),
            )
    return PoFile(
        head=seen.pop((None, ""), Entry()),
        entries=[entry for entry in seen.values() if not entry.obsolete],
        obsolete=[entry for entry in seen.values() if entry.obsolete],
        path=path,
        stood=text,
    )


class _Text(str):
    """A text whose lines end at newlines only."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


class _Whole(polib.POFile):
    """Keeps the header among the entries: polib would sort its fields and drop the rest."""

    def find(self, *_args: object, **_options: object) -> None:
        return None


def _prepare(text: str, path: Path) -> Iterator[str]:
    """Check every line, and spell it so that polib loses nothing of it.

    polib would drop ``#~|``, which it gets as ``#|``; it would strip comments, whose lines
    end in NUL here; and it would take a comment or the end of the file for a msgstr.
    """
    unfinished = 0  # the line of a msgid that has no msgstr yet
    before = None  # the mark of the string before
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise _broken(path, number)
        mark, keyword, string, kind, comment = match.groups()
        if unfinished and (comment is not None or (mark and "|" in mark)):
            raise _broken(path, unfinished)
        if string is not None:
            if not keyword and mark != before:
                raise _broken(path, number)
            if keyword and "|" not in mark:
                unfinished = 0 if keyword.startswith("msgstr") else unfinished or number
            before = mark
            string = re.sub(r"\\(.)", lambda pair: "\a" if pair[1] == "a" else pair[0], string)
            polibs = "#| " if "|" in mark else "#~ " if mark else ""
            yield f'{polibs}{keyword} "{string}"' if keyword else f'{polibs}"{string}"'
        elif comment is None or (kind in (",", ":") and not comment.strip()):
            yield ""
        else:
            yield f"#{kind} {comment}" + ("" if kind in (",", ":") else "\0")
    if unfinished:
        raise _broken(path, unfinished)


def _comments(text: str) -> str:
    return text.replace("\0", "")


def _broken(path: Path, line: int | None) -> CatalogueError:
    return CatalogueError(
        Location(path, line),
        _(
            "Hier ist die Übersetzungsdatei nicht lesbar. Öffnen und speichern Sie sie in Poedit, "
            "oder holen Sie die letzte lesbare Fassung zurück."
        ),
    )


def in_order(flags: Iterable[str]) -> list[str]:
    """Flags in msgcat's order: fuzzy, then formats, then the rest as it came."""
    return sorted(
        dict.fromkeys(filter(None, flags)),
        key=lambda flag: 0 if flag == FUZZY else 1 if flag.endswith("-format") else 2,
    )


def number_lines(file: PoFile) -> None:
    """Let every entry know the line where `str` puts it."""
    line = 1
    for entry in (file.head, *file.entries, *file.obsolete):
        entry.linenum = line
        line += _write(entry).count("\n") + 1


def _write(entry: Entry) -> str:
    obsolete = "#~ " if entry.obsolete else ""
    previous = "#~| " if entry.obsolete else "#| "
    lines = [*_comment("#", entry.tcomment), *_comment("#.", entry.comment)]
    if entry.occurrences:
        places = (f"{file}:{line}" if line else file for file, line in entry.occurrences)
        lines.append("#: " + " ".join(places))
    translated = entry.msgstr_plural.get(0) if entry.msgid_plural else entry.msgstr
    flags = entry.flags if translated else [flag for flag in entry.flags if flag != FUZZY]
    if flags:
        lines.append("#, " + ", ".join(flags))
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
    # gettext joins a line that ends in a backslash with the next one, even in comments
    lines = (f"{line} " if line.endswith("\\") else line for line in text.split("\n"))
    return [f"{mark} {line}" if line else mark for line in lines] if text else []


def _string(prefix: str, keyword: str, text: str) -> list[str]:
    pieces = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(pieces) > 1:
        pieces.insert(0, "")
    first, *rest = [piece.translate(_ESCAPES) for piece in pieces] or [""]
    return [f'{prefix}{keyword} "{first}"', *(f'{prefix}"{piece}"' for piece in rest)]
