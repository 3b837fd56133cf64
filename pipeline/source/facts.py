"""Front matter → Facts: when, where, how to register, whom to ask; checked as it is read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypeVar

from babel.numbers import is_currency

from ..base.messages import _
from .fields import Field, Table
from .model import Contact, Dateline, Event, EventStatus, Facts, Hours, Kind, Price, Registration

T = TypeVar("T")

EVENT_KEYS: Final = (
    "name",
    "date",
    "end_date",
    "start",
    "end",
    "doors",
    "venue",
    "address",
    "price",
    "status",
)
WEEKDAYS: Final[Mapping[str, int]] = {
    "montags": 0,
    "dienstags": 1,
    "mittwochs": 2,
    "donnerstags": 3,
    "freitags": 4,
    "samstags": 5,
    "sonntags": 6,
    "sonnabends": 5,
}


def read_facts(table: Table, kind: Kind) -> tuple[Facts, Field | None]:
    """Read the facts of a document, and the event's name, which is text to translate.

    Raises `ContentError` for a fact that is missing (an invitation needs date, start and
    venue), impossible, or at odds with another: an end before the start, a deadline after
    the event.
    """
    event, name = _event(table, kind)
    facts = Facts(event, _registration(table, event), _contact(table), _dateline(table))
    return facts, name


def optional(table: Table, key: str, read: Callable[[Field], T]) -> T | None:
    """The value of ``key`` read by ``read``; None when the key is not there."""
    field = table.get(key)
    return None if field is None else read(field)


def _event(table: Table, kind: Kind) -> tuple[Event | None, Field | None]:
    field = table.require("event") if kind is Kind.INVITATION else table.get("event")
    if field is None:
        return None, None
    facts = field.table(EVENT_KEYS)
    if kind is Kind.INVITATION:
        facts.require("start")
    event = Event(
        date=facts.require("date").date(),
        venue=facts.require("venue").text(),
        end_date=optional(facts, "end_date", Field.date),
        start=optional(facts, "start", Field.time),
        end=optional(facts, "end", Field.time),
        doors=optional(facts, "doors", Field.time),
        address=facts.text("address"),
        price=optional(facts, "price", _price),
        status=EventStatus(
            optional(facts, "status", lambda f: f.choice([s.value for s in EventStatus]))
            or EventStatus.PLANNED
        ),
    )
    if event.end_date and event.end_date <= event.date:
        raise facts.require("end_date").fail(
            _("Der letzte Tag (end_date) liegt nicht nach dem ersten (date). Prüfen Sie beide.")
        )
    if event.end and not event.start:
        raise facts.require("end").fail(
            _("Zu „event.end“ gehört „event.start“. Tragen Sie es ein.")
        )
    if event.start and event.end and event.end <= event.start and not event.end_date:
        raise facts.require("end").fail(
            _(
                "Das Ende ({end:%H:%M}) liegt nicht nach dem Beginn ({start:%H:%M}). "
                "Prüfen Sie beide. Endet der Abend nach Mitternacht, tragen Sie auch den Tag "
                "des Endes ein (end_date)."
            ).format(end=event.end, start=event.start)
        )
    if event.doors and event.start and event.doors > event.start:
        raise facts.require("doors").fail(
            _(
                "Der Einlass ({doors:%H:%M}) liegt nach dem Beginn ({start:%H:%M}). "
                "Prüfen Sie beide."
            ).format(doors=event.doors, start=event.start)
        )
    return event, facts.get("name")


def _price(field: Field) -> Price:
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


def _registration(table: Table, event: Event | None) -> Registration | None:
    field = table.get("registration")
    if field is None:
        return None
    facts = field.table(("until", "email", "phone", "url"))
    registration = Registration(
        until=optional(facts, "until", Field.date),
        email=optional(facts, "email", Field.email),
        phone=optional(facts, "phone", Field.phone),
        url=optional(facts, "url", Field.url),
    )
    if not (registration.email or registration.phone or registration.url):
        raise field.fail(
            _(
                "Wie kann man sich anmelden? Tragen Sie unter „registration“ mindestens eine "
                "der Angaben email, phone oder url ein."
            )
        )
    last = event and (event.end_date or event.date)
    if registration.until and last and registration.until > last:
        raise facts.require("until").fail(
            _(
                "Die Anmeldefrist ({until:%d.%m.%Y}) liegt nach der Veranstaltung "
                "({date:%d.%m.%Y}). Prüfen Sie beide."
            ).format(until=registration.until, date=last)
        )
    return registration


def _contact(table: Table) -> Contact | None:
    field = table.get("contact")
    if field is None:
        return None
    facts = field.table(("office", "name", "address", "email", "phone", "url", "hours"))
    if not facts.values:
        raise field.fail(_("„contact“ ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile."))
    return Contact(
        office=facts.text("office"),
        name=facts.text("name"),
        address=facts.text("address"),
        email=optional(facts, "email", Field.email),
        phone=optional(facts, "phone", Field.phone),
        url=optional(facts, "url", Field.url),
        hours=optional(facts, "hours", _hours) or (),
    )


def _hours(field: Field) -> tuple[Hours, ...]:
    return tuple(
        _hours_entry(item, part)
        for item in field.items()
        for part in re.split(r"[,;]", item.text())
    )


def _hours_entry(field: Field, text: str) -> Hours:
    day = r"([a-zäöü]{2,})\.?"
    to = r"\s*(?:-|–|bis)\s*"
    clock = r"([0-9]{1,2})(?::([0-9]{2}))?(?:\s*Uhr)?"
    match = re.fullmatch(
        rf"{day}(?:{to}{day})?:?\s*(?:von\s+)?{clock}{to}{clock}", text.strip(), re.IGNORECASE
    )
    problem = field.fail(
        _(
            "„{name}: {text}“ sind keine Sprechzeiten. Schreiben Sie sie so: "
            "Mo-Fr 09:30-12:00, Do 14:00-17:00."
        ).format(name=field.name, text=text.strip())
    )
    if not match:
        raise problem

    def time(hour: str, minute: str | None) -> dt.time:
        return replace(field, value=f"{hour}:{minute or '00'}").time()

    first = _weekday(match[1])
    last = _weekday(match[2] or match[1])
    start, end = time(match[3], match[4]), time(match[5], match[6])
    if first is None or last is None or last < first or end <= start:
        raise problem
    return Hours(first, last, start, end)


def _weekday(word: str) -> int | None:
    """``Mo``, ``Montag``, ``montags`` → 0; None for what is no day."""
    return next((day for name, day in WEEKDAYS.items() if name.startswith(word.lower())), None)


def _dateline(table: Table) -> Dateline | None:
    field = table.get("dateline")
    if field is None:
        return None
    facts = field.table(("place", "date"))
    return Dateline(facts.require("place").text(), facts.require("date").date())
