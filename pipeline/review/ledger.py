"""The file of approvals, locale/<lang>/LC_MESSAGES/<document>.approvals.toml (TOML 1.0).

::

    language = "ar"
    document = "sommerfest"

    [[approval]]
    by = "A. Beispiel, Ausländerbeirat"
    date = 2026-11-23
    withdrawn = { date = 2026-11-25, by = "Pressestelle", reason = "Neuer Titel" }
    units = [
      { domain = "sommerfest", key = "…", text = "…", german = "Wir laden Sie …" },
    ]

    [approval.facts]
    "event.date" = "2027-07-03"

People may read it and edit it: ``withdrawn = true`` is enough to withdraw. Whatever does
not read as above is refused with its line, and then no approval of the file counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..base import toml
from ..base.errors import ConfigError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location
from ..language.table import Language
from ..source.clock import read_date
from ..source.fields import Field, Table
from ..source.syntax import from_toml
from .approvals import Approval, Signed, Withdrawal

SUFFIX: Final = ".approvals.toml"

NAME_AT_MOST: Final = 120
REASON_AT_MOST: Final = 300
"""Characters."""

_HEADER: Final = """\
# Wer diese Übersetzung freigegeben hat. Die Prüfsummen binden jede Freigabe an den Text, der
# unterschrieben wurde; diese Datei schreibt das Programm (make approve, make withdraw).
"""
_HASH: Final = re.compile(r"[0-9a-f]{64}")


def path_of(locale: Path, language: Language, slug: str) -> Path:
    """Where the approvals of a document in a language lie."""
    return locale / language.posix / "LC_MESSAGES" / f"{slug}{SUFFIX}"


def read(path: Path, language: Language, slug: str) -> tuple[Approval, ...]:
    """The approvals in a file, in its order; none if there is no file.

    Raises `ConfigError` with the line for a file that is not UTF-8 or no TOML, that belongs
    to another language or document, or in which something is missing or of a wrong form.
    """
    return parse(read_text(path, ConfigError), path, language, slug) if path.exists() else ()


def parse(text: str, path: Path, language: Language, slug: str) -> tuple[Approval, ...]:
    """The approvals in the text of a file; ``path`` is named in errors, which are `read`'s."""
    top = replace(from_toml(text, path), where=Location(path, 1))  # where a key is missing
    table = top.table(("language", "document", "approval"))
    for name, expected in (("language", language.tag), ("document", slug)):
        field = table.require(name)
        if field.text() != expected:
            raise field.fail(
                _(
                    "Diese Freigaben gehören zu „{found}“, nicht zu „{expected}“. Legen Sie die "
                    "Datei an ihren Platz; eine Freigabe lässt sich nicht übertragen."
                ).format(found=field.text(), expected=expected)
            )
    found = table.get("approval")
    if found is None:
        return ()
    if not isinstance(found.value, list):
        raise found.fail(_("Vor jeder Freigabe muss die Zeile „[[approval]]“ stehen."))
    try:
        return tuple(map(_approval, found.value))
    except ConfigError:  # once more, to tell the line
        return tuple(map(_approval, _placed_all(found.value, text, path)))


def write(path: Path, language: Language, slug: str, approvals: Sequence[Approval]) -> bool:
    """Write the file if it says something else; say whether it did. Raises `OutputError`."""
    return toml.write(path, _text(language, slug, approvals))


def change(
    path: Path,
    language: Language,
    slug: str,
    decide: Callable[[tuple[Approval, ...]], Sequence[Approval]],
) -> bool:
    """Write what ``decide`` makes of the approvals in the file; say whether that changed it.

    What a colleague signs in between stays: ``decide`` is asked again with it. Raises
    `OutputError`, and errors of `read`.
    """

    def make(before: str) -> str:
        there = parse(before, path, language, slug) if before.strip() else ()
        return _text(language, slug, decide(there))

    return toml.change(path, make)


def _text(language: Language, slug: str, approvals: Sequence[Approval]) -> str:
    parts = [
        f"{_HEADER}\nlanguage = {toml.quoted(language.tag)}\ndocument = {toml.quoted(slug)}\n",
        *map(_to_toml, approvals),
    ]
    return "\n".join(parts)


def one_line(text: str, name: str, at_most: int) -> str:
    """What stands in the file for a name or reason that somebody typed: one line in NFC.

    Spaces and tabs are joined. Raises `ConfigError` for empty text, for control characters
    and line breaks, and for more than ``at_most`` characters.
    """
    field = Field(text, Location(Path(name)), name, ConfigError)
    if not text.split():
        raise field.fail(
            _("„{name}“ ist leer. Schreiben Sie etwas zwischen die Anführungszeichen.").format(
                name=name
            )
        )
    if len(text.strip().splitlines()) > 1:
        raise field.fail(
            _("„{name}“ enthält einen Zeilenumbruch. Schreiben Sie alles in eine Zeile.").format(
                name=name
            )
        )
    return field.text(at_most)


# --- reading --------------------------------------------------------------------------------


def _approval(field: Field) -> Approval:
    table = field.table(("by", "date", "withdrawn", "units", "facts"))
    facts = table.get("facts")
    return Approval(
        by=table.require("by").text(NAME_AT_MOST),
        date=read_date(table.require("date")),
        units=tuple(_signed(one) for one in table.require("units").items()),
        facts=dict(_facts(facts)) if facts else {},
        withdrawn=_withdrawal(given) if (given := table.get("withdrawn")) else None,
    )


def _signed(field: Field) -> Signed:
    table = field.table(("domain", "key", "text", "german"))
    return Signed(
        domain=table.require("domain").text(),
        key=_hash(table, "key"),
        text=_hash(table, "text"),
        german=table.text("german") or "",
    )


def _hash(table: Table, name: str) -> str:
    field = table.require(name)
    value = field.text()
    if not _HASH.fullmatch(value):
        raise field.fail(
            _(
                "„{name}“ ist keine Prüfsumme aus 64 Zeichen. Holen Sie die letzte Fassung der "
                "Datei zurück, oder lassen Sie den Text neu freigeben."
            ).format(name=field.name)
        )
    return value


def _withdrawal(field: Field) -> Withdrawal | None:
    if not isinstance(field.value, dict):
        if field.text().lower() in ("true", "false"):
            return Withdrawal() if field.text().lower() == "true" else None
        return Withdrawal(read_date(field))
    table = field.table(("date", "by", "reason"))
    date = table.get("date")
    return Withdrawal(read_date(date) if date else None, table.text("by"), table.text("reason"))


def _facts(field: Field) -> Iterator[tuple[str, str]]:
    if not isinstance(field.value, dict):
        raise field.fail(
            _("„{name}“ muss Angaben der Form „Schlüssel: Wert“ enthalten.").format(name=field.name)
        )
    for name, value in field.value.items():
        yield name, value.text()


def _places(lines: Sequence[str], first: int) -> Iterator[tuple[str, int]]:
    """The lines of one approval's keys, and of its units, named ``units.0`` and so on."""
    units = 0
    yield "", first
    for number, line in enumerate(lines, start=first):
        if re.match(r"\s*\{", line):
            yield f"units.{units}", number
            units += 1
        elif found := re.match(r"\s*\[?(?:approval\.)?[\"']?([\w.]+)[\"']?\s*[=\]]", line):
            yield found[1], number


def _placed_all(approvals: Sequence[Field], text: str, path: Path) -> Iterator[Field]:
    """The same fields with their own lines: TOML's reader tells none of a table that repeats."""
    lines = text.split("\n")
    starts = [
        number
        for number, line in enumerate(lines, start=1)
        if re.match(r"\s*\[\[approval\]\]", line)
    ]
    ends = [*starts[1:], len(lines) + 1]
    for index, field in enumerate(approvals):
        if index < len(starts):
            first, after = starts[index], ends[index]
            yield _placed(field, path, dict(_places(lines[first - 1 : after - 1], first)))
        else:  # written as a list, where every line is that of the list
            yield field


def _placed(field: Field, path: Path, places: Mapping[str, int], name: str = "") -> Field:
    """The same field with the lines of its own approval."""
    known = (name, name.partition(".")[0], "")
    line = next((places[one] for one in known if one in places), field.where.line)
    value = field.value
    if isinstance(value, dict):
        value = {
            key: _placed(one, path, places, key if key in places else name)
            for key, one in value.items()
        }
    elif isinstance(value, list):
        value = [_placed(one, path, places, f"{name}.{index}") for index, one in enumerate(value)]
    return replace(field, value=value, where=Location(path, line))


# --- writing --------------------------------------------------------------------------------


def _to_toml(approval: Approval) -> str:
    lines = [
        "[[approval]]",
        f"by = {toml.quoted(approval.by)}",
        f"date = {approval.date.isoformat()}",
    ]
    if withdrawn := approval.withdrawn:
        said = [
            *([f"date = {withdrawn.date.isoformat()}"] if withdrawn.date else []),
            *([f"by = {toml.quoted(withdrawn.by)}"] if withdrawn.by else []),
            *([f"reason = {toml.quoted(withdrawn.reason)}"] if withdrawn.reason else []),
        ]
        lines.append(f"withdrawn = {{ {', '.join(said)} }}" if said else "withdrawn = true")
    lines.append("units = [")
    lines += [
        f"  {{ domain = {toml.quoted(one.domain)}, key = {toml.quoted(one.key)}, "
        f"text = {toml.quoted(one.text)}, german = {toml.quoted(one.german)} }},"
        for one in approval.units
    ]
    lines.append("]")
    if approval.facts:
        lines += ["", "[approval.facts]"]
        lines += [
            f"{toml.quoted(name)} = {toml.quoted(text)}" for name, text in approval.facts.items()
        ]
    return "\n".join([*lines, ""])
