"""Front matter → Facts: when, where, how to register, whom to ask; checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from babel.numbers import is_currency

from ..base.messages import _
from . import facts as table_of_facts
from .facts import (
    FACTS,
    Contact,
    Dateline,
    Event,
    EventStatus,
    Facts,
    Online,
    Price,
    Registration,
)
from .fields import Field, Table
from .model import Kind
from .rows import FactKind
from .when import check_deadline, read_date, read_hours, read_time, read_when

EVENT_NAME: Final = "name"
"""The one thing below ``event`` that is text to translate."""


def read_facts(table: Table, kind: Kind) -> tuple[Facts, Field | None]:
    """Read the facts of a document, and the event's name, which is text to translate.

    Raises `ContentError` for a fact that is missing (an invitation needs date, start, and
    venue or online), impossible, or at odds with another: an end before the start, a deadline after
    the event.
    """
    event, name = _event(table, kind)
    facts = Facts(event, _registration(table, event), _contact(table), _dateline(table))
    return facts, name


def _event(table: Table, kind: Kind) -> tuple[Event | None, Field | None]:
    field = table.require("event") if kind is Kind.INVITATION else table.get("event")
    if field is None:
        return None, None
    given = field.table((EVENT_NAME, *table_of_facts.keys("event")))
    if kind is Kind.INVITATION:
        given.require("start")
    event = Event(when=read_when(given), online=_online(given), **_values(given, "event"))
    if event.address or not event.online:
        given.require("venue")
    return event, given.get(EVENT_NAME)


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


def _contact(table: Table) -> Contact | None:
    if (given := _group(table, "contact")) is None:
        return None
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
    return None if field is None else field.table(table_of_facts.keys(path))


def _values(given: Table, group: str) -> dict[str, Any]:
    """The values of a group's own facts by their attributes, each read as its kind is."""
    found: dict[str, Any] = {}
    for row in FACTS:
        *above, name = row.path
        if ".".join(above) != group:
            continue
        field = given.require(name) if row.required else given.get(name)
        if field is not None:
            found[name] = READERS[row.kind](field)
    return found


def read_price(field: Field) -> Price:
    """``free``, or an amount with its currency: ``5 EUR``, ``12,50 €``."""
    text = field.text()
    if text.lower() in {"free", "frei", "kostenlos", "0"}:
        return Price(Decimal(0))
    match = re.fullmatch(r"([0-9]{1,5})(?:[.,]([0-9]{2}))? ?(€|Euro|[A-Z]{3})", text)
    currency = {"€": "EUR", "Euro": "EUR"}.get(match[3], match[3]) if match else ""
    if not match or not is_currency(currency):
        raise field.fail(
            _('„{name}: {text}“ ist kein Preis. Schreiben Sie „free“ oder "5 EUR".').format(
                name=field.name, text=text
            )
        )
    return Price(Decimal(f"{match[1]}.{match[2] or '00'}"), currency)


def _status(field: Field) -> EventStatus:
    return EventStatus(field.choice([status.value for status in EventStatus]))


READERS: Final[Mapping[FactKind, Callable[[Field], object]]] = {
    FactKind.DATE: read_date,
    FactKind.TIME: read_time,
    FactKind.HOURS: read_hours,
    FactKind.NAME: Field.text,
    FactKind.ADDRESS: Field.text,
    FactKind.EMAIL: Field.email,
    FactKind.PHONE: Field.phone,
    FactKind.URL: Field.url,
    FactKind.PRICE: read_price,
    FactKind.STATUS: _status,
}
"""How each kind is read; a weekday is only another view of a date."""
