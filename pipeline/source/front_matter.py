"""Front matter → Facts: when, where, how to register, whom to ask; checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any, Final

from babel.numbers import is_currency

from ..base.errors import PipelineError
from ..base.messages import _
from ..language.table import languages
from . import facts as table_of_facts
from .clock import Hours, read_date, read_hours, read_time
from .dates import check_deadline, read_when, session_titles
from .facts import (
    FACTS,
    Access,
    Arranged,
    Contact,
    Dateline,
    Event,
    EventStatus,
    Facts,
    Moved,
    Online,
    Price,
    Registration,
)
from .fields import Field, Table
from .mistakes import Mistakes
from .model import Kind
from .rows import FactKind, FactRow
from .when import Session

_ARRANGED: Final = re.compile(
    rf"(?:[,;]|\bund\b)?\s*({Arranged.BY_APPOINTMENT})\s*[,;]?", re.IGNORECASE
)
"""The words for hours that people agree upon, with what parts them from times of day."""

EVENT_NAME: Final = "name"
"""The one thing below ``event`` that is text to translate."""


@dataclass(frozen=True, slots=True)
class EventTexts:
    """What stands among the facts of an event and is text to translate."""

    name: Field | None = None
    sessions: tuple[Field, ...] = ()


def read_facts(table: Table, kind: Kind) -> tuple[Facts, EventTexts]:
    """Read the facts of a document, and the texts among those of its event.

    Raises `ContentError` for a fact that is missing (an invitation needs date, start, and
    venue or online), impossible, or at odds with another: an end before the start, a deadline after
    the event.
    """
    slips = Mistakes()
    event, texts = slips.read(lambda: _event(table, kind)) or (None, EventTexts())
    contacts = slips.read(lambda: _contacts(table))
    registration = slips.read(lambda: _registration(table, event))
    dateline = slips.read(lambda: _dateline(table))
    slips.end()
    facts = Facts(
        event=event,
        registration=registration,
        contact=contacts[0] if contacts else None,
        dateline=dateline,
        contacts=tuple(contacts[1:]),
    )
    return facts, texts


def _event(table: Table, kind: Kind) -> tuple[Event | None, EventTexts]:
    field = table.require("event") if kind is Kind.INVITATION else table.get("event")
    if field is None:
        return None, EventTexts()
    slips = Mistakes()
    read, given = slips.read, slips.table(field, (EVENT_NAME, *table_of_facts.keys("event")))
    if "sessions" not in given.values:
        _check_start_and_place(given, kind, slips)
    when = read(lambda: read_when(given))
    online = read(lambda: _online(given))
    moved_from = read(lambda: _moved_from(given))
    values = read(lambda: _values(given, "event"))
    slips.end()
    event = Event(when=when, online=online, moved_from=moved_from, **values)
    if event.when.sessions:
        venue, address = _place_of_all(event.when.sessions)
        event = replace(event, venue=venue, address=address)
    if sessions := given.get("sessions"):
        slips.add(_incomplete_sessions(event, kind, sessions))
        slips.end()
    if event.moved_from and event.status is EventStatus.PLANNED:
        event = replace(event, status=EventStatus.CHANGED)
    return event, EventTexts(given.get(EVENT_NAME), tuple(session_titles(given)))


def _check_start_and_place(given: Table, kind: Kind, slips: Mistakes) -> None:
    """Miss what an event that is no list of dates needs itself."""
    if kind is Kind.INVITATION:
        slips.read(lambda: given.require("start"))
    if "address" in given.values or "online" not in given.values:
        slips.read(lambda: given.require("venue"))


def _place_of_all(sessions: tuple[Session, ...]) -> tuple[str | None, str | None]:
    """The venue of all dates and its address; neither if they differ in one of them."""
    places = {(one.venue, one.address) for one in sessions}
    return places.pop() if len(places) == 1 else (None, None)


def _incomplete_sessions(event: Event, kind: Kind, where: Field) -> Iterator[PipelineError]:
    """A refusal for each of the dates of which neither it nor the event says where or when."""
    for session in event.sessions:
        if not session.venue and (session.address or not event.online):
            yield where.fail(
                _(
                    "Wo ist der Termin am {day:%d.%m.%Y}? Tragen Sie „venue“ bei ihm oder unter "
                    "„event“ ein."
                ).format(day=session.when.date)
            )
        if kind is Kind.INVITATION and not (session.when.start or session.when.timing):
            yield where.fail(
                _(
                    "Wann beginnt der Termin am {day:%d.%m.%Y}? Tragen Sie „start“ bei ihm oder "
                    "unter „event“ ein."
                ).format(day=session.when.date)
            )


def _moved_from(event: Table) -> Moved | None:
    if (given := _group(event, "event.moved_from")) is None:
        return None
    moved = Moved(**_values(given, "event.moved_from"))
    if not given.values:
        raise given.field.fail(
            _("„{name}“ ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile.").format(
                name=given.field.name
            )
        )
    for name, field in given.values.items():
        if (now := event.get(name)) and now.value == field.value and len(given.values) == 1:
            raise field.fail(
                _("„{name}“ ist so wie heute. Tragen Sie ein, was vorher galt.").format(
                    name=field.name
                )
            )
    return moved


def _online(event: Table) -> Online | None:
    if (given := _group(event, "event.online")) is None:
        return None
    online = Online(**_values(given, "event.online"))
    if not (online.url or online.phone):
        raise given.field.fail(
            _(
                "Wie kann man online teilnehmen? Tragen Sie unter „event.online“ die Angabe url "
                "oder phone ein."
            )
        )
    return online


def _registration(table: Table, event: Event | None) -> Registration | None:
    if (given := _group(table, "registration")) is None:
        return None
    registration = Registration(**_values(given, "registration"))
    if not (registration.email or registration.phone or registration.url):
        raise given.field.fail(
            _(
                "Wie kann man sich anmelden? Tragen Sie unter „registration“ mindestens eine "
                "der Angaben email, phone oder url ein."
            )
        )
    if event and registration.until:
        check_deadline(registration.until, event.when, given.require("until"))
    return registration


def _contacts(table: Table) -> list[Contact]:
    field = table.get("contact")
    if field is None:
        return []
    entries = field.value if isinstance(field.value, list) else [field]
    return [_contact(entry.table(table_of_facts.keys("contact"))) for entry in entries]


def _contact(given: Table) -> Contact:
    if not given.values:
        raise given.field.fail(
            _("„contact“ ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile.")
        )
    return Contact(**_values(given, "contact"))


def _dateline(table: Table) -> Dateline | None:
    given = _group(table, "dateline")
    return None if given is None else Dateline(**_values(given, "dateline"))


def _group(table: Table, path: str) -> Table | None:
    """What stands in ``table`` for the group at ``path``, with the keys its facts have."""
    field = table.get(path.rpartition(".")[2])
    if field is None:
        return None
    slips = Mistakes()
    given = slips.table(field, table_of_facts.keys(path))
    if slips:  # what is known may be wrong as well
        slips.read(lambda: _values(given, path))
    slips.end()
    return given


def _values(given: Table, group: str) -> dict[str, Any]:
    """The values of a group's own facts by their attributes, each read as its kind is."""
    found: dict[str, Any] = {}
    slips = Mistakes()
    for row in FACTS:
        *above, name = row.path
        if ".".join(above) != group or row.view:
            continue
        if row.required or name in given.values:
            found[name] = slips.read(partial(_value, given, name, row))
    slips.end()
    return found


def _value(given: Table, name: str, row: FactRow) -> object:
    field, read = given.require(name), READERS[row.kind]
    return tuple(map(read, field.items())) if row.many else read(field)


def read_prices(field: Field) -> tuple[Price, ...]:
    """What `read_price` reads, or a list of amounts for groups of people: who, amount."""
    if not isinstance(field.value, list):
        return (read_price(field),)
    entries = [entry.table(("who", "amount")) for entry in field.value]
    return tuple(
        replace(read_price(entry.require("amount")), who=entry.require("who").text())
        for entry in entries
    )


def read_price(field: Field) -> Price:
    """``free``, ``donation``, or an amount with its currency: ``5 EUR``, ``12,50 €``."""
    text = field.text()
    if text.lower() in {"free", "frei", "kostenlos", "0"}:
        return Price(Decimal(0))
    if text.lower() in {"donation", "spende"}:
        return Price(None)
    match = re.fullmatch(r"([0-9]{1,5})(?:[.,]([0-9]{2}))? ?(€|Euro|[A-Z]{3})", text)
    currency = {"€": "EUR", "Euro": "EUR"}.get(match[3], match[3]) if match else ""
    if not match or not is_currency(currency):
        raise field.fail(
            _('„{name}: {text}“ ist kein Preis. Schreiben Sie „free“ oder "5 EUR".').format(
                name=field.name, text=text
            )
        )
    return Price(Decimal(f"{match[1]}.{match[2] or '00'}"), currency)


def read_opening(field: Field) -> tuple[Hours | Arranged, ...]:
    """Office hours as `read_hours` reads them, or ``nach Vereinbarung``; or both."""
    found: list[Hours | Arranged] = []
    for item in field.items():
        for part in _ARRANGED.split(item.text()):
            if _ARRANGED.fullmatch(part):
                found.append(Arranged.BY_APPOINTMENT)
            elif part:
                found += read_hours(replace(item, value=part))
    return tuple(found)


def _access(field: Field) -> tuple[Access, ...]:
    known = [access.value for access in Access]
    return tuple(dict.fromkeys(Access(item.choice(known)) for item in field.items()))


def _spoken(field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.choice(languages()) for item in field.items()))


def _status(field: Field) -> EventStatus:
    return EventStatus(field.choice([status.value for status in EventStatus]))


READERS: Final[Mapping[FactKind, Callable[[Field], object]]] = {
    FactKind.DATE: read_date,
    FactKind.TIME: read_time,
    FactKind.HOURS: read_opening,
    FactKind.NAME: Field.fact,
    FactKind.ADDRESS: Field.lines,
    FactKind.EMAIL: Field.email,
    FactKind.PHONE: Field.phone,
    FactKind.URL: Field.url,
    FactKind.PRICE: read_prices,
    FactKind.FAX: Field.phone,
    FactKind.ACCESS: _access,
    FactKind.LANGUAGES: _spoken,
    FactKind.STATUS: _status,
}
"""How each kind is read; a weekday is only another view of a date."""
