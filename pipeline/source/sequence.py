"""How often an event has changed since it was first published: content/events.toml.

A calendar replaces an entry it has only if the new one's SEQUENCE is higher (RFC 5546,
2.1.4 and 2.1.5). So the facts that calendars got last are kept beside the documents, one
table a document and one line a fact, and the number rises when a fact differs. Of an event of
several dates, each is a table ``[[slug.session]]`` with its number (entries.py). What was before
the last change stays beside it, so that sheets can say from when and where something moved. The
file is written by the pipeline, belongs to the office and is committed with content/.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ..base import toml
from ..base.errors import ConfigError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location
from . import entries as calendar_entries
from . import facts
from .entries import Entry
from .facts import Event, Facts, Moved
from .fields import Field
from .syntax import from_toml
from .when import Session

FILE: Final = "events.toml"
"""In content/, beside organisation.toml."""

FACTS: Final[Mapping[str, str]] = {
    row.key: "_".join(row.key.split(".")[1:]) for row in facts.FACTS if row.calendar
}
"""What counts as a change, in the order it is written: the names in the file by their keys."""

SEQUENCE: Final = "sequence"
SESSION: Final = "session"
ID: Final = "id"
GONE: Final = "gone"
BEFORE: Final = "before_"
"""Before the name of what was, in the file."""

_TOGETHER: Final = (("date", "end_date"), ("start", "end"), ("venue", "address"))
"""What is told together when one of it changed."""

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
    entries: tuple[Entry, ...] = ()
    """Empty where there is one, and was never another."""
    before: Mapping[str, str] = field(default_factory=dict)
    """Day, time or place before the last change of it, by the names of `FACTS`."""

    @property
    def each(self) -> tuple[Entry, ...]:
        """Its entries in calendars, also where there is but one."""
        if self.entries or "date" not in self.facts:
            return self.entries
        return (Entry(calendar_entries.FIRST, _session(self.facts)),)


History = Mapping[str, Published]
"""By slug. Documents that are gone stay, so that one that comes back goes on counting."""

NOTHING: Final[History] = MappingProxyType({})


def advance(history: History, slug: str, event: Event) -> History:
    """Return the history after ``event`` is published; ``history`` itself if that changes nothing.

    A document seen for the first time starts at 0, whatever its status; any other fact than
    last time, and any other date, adds 1.
    """
    now = _facts(event)
    before = history.get(slug)
    entries = calendar_entries.continued(before.each if before else (), event.sessions)
    found = tuple(sorted(entries, key=_id))  # as they are read again
    if not event.when.sessions and [one.id for one in found] == [calendar_entries.FIRST]:
        found = ()
    if (
        before
        and _loosely(before.facts) == _loosely(now)
        and _texts(before.entries) == _texts(found)
    ):
        return history
    number = before.sequence + 1 if before else 0
    moved = _moved(before, now) if before else {}
    return MappingProxyType({**history, slug: Published(number, now, found, moved)})


def moved(history: History, slug: str, event: Event) -> Moved | None:
    """When and where ``event`` was to be before its last change; None if that is not known."""
    now = advance(history, slug, event)[slug]
    if not now.before:
        return None
    session = _session({"date": now.facts["date"], **now.before})
    when, dated = session.when, "date" in now.before
    return Moved(
        date=when.date if dated else None,
        end_date=when.end_date if dated else None,
        start=when.start,
        end=when.end,
        venue=session.venue,
        address=session.address,
    )


def _moved(before: Published, now: Mapping[str, str]) -> Mapping[str, str]:
    """What was before, as far as it is another now; of a series or of several dates nothing."""
    old = before.facts
    if before.entries or "repeat" in {**old, **now}:
        return {}
    then, today = _loosely(old), _loosely(now)
    changed = [one for one in _TOGETHER if any(then.get(name) != today.get(name) for name in one)]
    found = {name: old[name] for one in changed for name in one if name in old}
    return found or before.before


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
                *_lines(published.facts, FACTS.values()),
                *_lines(published.before, FACTS.values(), BEFORE),
                *(line for one in published.entries for line in _entry(slug, one)),
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
    sessions = values.pop(SESSION, None)
    _check_names(values, (SEQUENCE, *FACTS.values(), *(BEFORE + name for name in FACTS.values())))
    number = _number(values.pop(SEQUENCE, field))
    texts = {name: str(value.value) for name, value in values.items()}
    before = {name.removeprefix(BEFORE): texts.pop(name) for name in values if _is_before(name)}
    return Published(number, texts, tuple(_entries(sessions)) if sessions else (), before)


def _entries(field: Field) -> Iterator[Entry]:
    if not isinstance(field.value, list):
        raise _broken(field)
    for one in field.value:
        values = _table(one)
        keys = calendar_entries.KEYS
        _check_names(values, (ID, GONE, *keys, *(BEFORE + key for key in keys)))
        before = {name.removeprefix(BEFORE): values[name] for name in values if _is_before(name)}
        yield Entry(
            _number(values.get(ID, one)),
            _read_session(values, one),
            GONE in values,
            _read_session(before, one) if before else None,
        )


def _read_session(values: Mapping[str, Field], where: Field) -> Session:
    if "date" not in values:
        raise _broken(where)
    try:
        return calendar_entries.from_fields(values)
    except ConfigError:
        raise _broken(where) from None


def _is_before(name: str) -> bool:
    return name.startswith(BEFORE)


def _check_names(values: Mapping[str, Field], known: Collection[str]) -> None:
    for name, value in values.items():
        if name not in known or not isinstance(value.value, str):
            raise _broken(value)


def _number(field: Field) -> int:
    if not isinstance(field.value, str) or not re.fullmatch(r"\d{1,9}", field.value):
        raise _broken(field)
    return int(field.value)


def _session(texts: Mapping[str, str]) -> Session:
    """The one date of an event whose facts are ``texts``."""
    known = {name: text for name, text in texts.items() if name in calendar_entries.KEYS}
    where = Location(Path(FILE))
    return calendar_entries.from_fields(
        {name: Field(text, where, name, ConfigError) for name, text in known.items()}
    )


def _texts(entries: Sequence[Entry]) -> list[tuple[int, bool, dict[str, str]]]:
    return sorted((one.id, one.gone, calendar_entries.texts(one.session)) for one in entries)


def _entry(slug: str, entry: Entry) -> Iterator[str]:
    yield ""
    yield f"[[{slug}.{SESSION}]]"
    yield f"{ID} = {entry.id}"
    if entry.gone:
        yield f"{GONE} = true"
    yield from _lines(calendar_entries.texts(entry.session), calendar_entries.KEYS)
    if entry.before:
        yield from _lines(calendar_entries.texts(entry.before), calendar_entries.KEYS, BEFORE)


def _id(entry: Entry) -> int:
    return entry.id


def _table(field: Field) -> dict[str, Field]:
    if not isinstance(field.value, dict):
        raise _broken(field)
    return dict(field.value)


def _lines(texts: Mapping[str, str], names: Iterable[str], before: str = "") -> Iterator[str]:
    yield from (f"{before}{name} = {toml.quoted(texts[name])}" for name in names if name in texts)


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
