"""How often an event has changed since it was first published: content/events.toml.

A calendar replaces an entry it has only if the new one's SEQUENCE is higher (RFC 5546,
2.1.4 and 2.1.5). So the facts that calendars got last are kept beside the documents, one
table a document and one line a fact, and the number rises when a fact differs. The file is
written by the pipeline, belongs to the office and is committed with content/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ..base import toml
from ..base.errors import ConfigError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location
from . import facts
from .facts import Event, Facts
from .fields import Field
from .syntax import from_toml

FILE: Final = "events.toml"
"""In content/, beside organisation.toml."""

FACTS: Final[Mapping[str, str]] = {
    row.key: "_".join(row.key.split(".")[1:]) for row in facts.FACTS if row.calendar
}
"""What counts as a change, in the order it is written: the names in the file by their keys."""

SEQUENCE: Final = "sequence"

_HEADER: Final = """\
# Was zuletzt in den Kalenderdateien (.ics) stand, und wie oft es sich geändert hat.
# Diese Datei schreibt das Programm. Bitte nicht ändern und nicht löschen: Nur mit ihr
# ersetzen die Kalender der Menschen einen alten Termin durch den neuen (RFC 5546).
"""


@dataclass(frozen=True, slots=True)
class Published:
    """An event as calendars got it last."""

    sequence: int
    """0 when it was first published."""
    facts: Mapping[str, str]
    """By the names of `FACTS`; what the event does not have is left out."""


History = Mapping[str, Published]
"""By slug. Documents that are gone stay, so that one that comes back goes on counting."""

NOTHING: Final[History] = MappingProxyType({})


def advance(history: History, slug: str, event: Event) -> History:
    """Return the history after ``event`` is published; ``history`` itself if that changes nothing.

    A document seen for the first time starts at 0, whatever its status; any other fact than
    last time adds 1.
    """
    now = _facts(event)
    before = history.get(slug)
    if before and _loosely(before.facts) == _loosely(now):
        return history
    number = before.sequence + 1 if before else 0
    return MappingProxyType({**history, slug: Published(number, now)})


def read(path: Path) -> History:
    """Return the history that the file holds; `NOTHING` if there is no file.

    Raises `ConfigError` as `parse` does, and for a file that is not UTF-8.
    """
    return parse(read_text(path, ConfigError), path) if path.exists() else NOTHING


def parse(text: str, path: Path) -> History:
    """Return the history that ``text`` holds; ``path`` is named in errors.

    Raises `ConfigError` with the line for a text that is not what `write` writes: its
    numbers must not be guessed.
    """
    table = _table(from_toml(_without_conflict(text, path), path))
    return MappingProxyType({slug: _published(field) for slug, field in table.items()})


def write(path: Path, history: History, before: History) -> bool:
    """Write the file if ``history`` differs from ``before``, what was read; say whether it did.

    Raises `OutputError`.
    """
    return history != before and toml.write(path, to_toml(history))


def to_toml(history: History) -> str:
    """Return the file's text: documents by slug, facts in the order of `FACTS`."""
    tables = (
        "\n".join(
            [
                f"[{slug}]",
                f"{SEQUENCE} = {published.sequence}",
                *(f"{name} = {toml.quoted(published.facts[name])}" for name in _known(published)),
            ]
        )
        for slug, published in sorted(history.items())
    )
    return "\n\n".join([_HEADER.rstrip("\n"), *tables]) + "\n"


def _facts(event: Event) -> Mapping[str, str]:
    texts = facts.as_texts(Facts(event))
    return {name: texts[key] for key, name in FACTS.items() if key in texts}


def _loosely(facts: Mapping[str, str]) -> Mapping[str, str]:
    """Facts without what the program once wrote otherwise: commas between the lines of an
    address, character references."""
    return {key: " ".join(unescape(one).replace(",", " ").split()) for key, one in facts.items()}


def _published(field: Field) -> Published:
    values = _table(field)
    for name, value in values.items():
        if name not in (SEQUENCE, *FACTS.values()) or not isinstance(value.value, str):
            raise _broken(value)
    number = values.pop(SEQUENCE, field)
    if not isinstance(number.value, str) or not re.fullmatch(r"\d{1,9}", number.value):
        raise _broken(number)
    return Published(int(number.value), {name: str(value.value) for name, value in values.items()})


def _table(field: Field) -> dict[str, Field]:
    if not isinstance(field.value, dict):
        raise _broken(field)
    return dict(field.value)


def _known(published: Published) -> list[str]:
    return [name for name in FACTS.values() if name in published.facts]


def _without_conflict(text: str, path: Path) -> str:
    """Return ``text``; raise `ConfigError` where git could not join two versions of it."""
    if found := re.search(r"^<{7} ", text, re.MULTILINE):
        raise ConfigError(
            Location(path, text.count("\n", 0, found.start()) + 1),
            _(
                "Hier stehen zwei Fassungen der Datei nebeneinander (git). "
                "Behalten Sie von jedem Termin die mit der höheren Zahl bei „sequence“."
            ),
        )
    return text


def _broken(field: Field) -> ConfigError:
    return ConfigError(
        field.where,
        _(
            "„{name}“ ist hier nicht, was das Programm geschrieben hat. Holen Sie die letzte "
            "Fassung der Datei zurück; ohne sie ersetzen Kalender alte Termine nicht."
        ).format(name=field.name),
    )
