"""Facts as a reader of a language sees them: values of placeholders, labelled lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from ..language.table import Language
from ..source.model import Contact, Event, Facts, Kind, Price, Registration
from ..text.runs import Run, Text
from . import formatting
from .model import Fact, FactGroup

T = TypeVar("T")
Made = TypeVar("Made")
Runs = tuple[Run, ...]
Label = Callable[[str], Text]
"""From a key of labels.py to its text in the language."""

COMMAS: Mapping[str, str] = {"Arab": "، ", "Ethi": "፣ ", "Hans": "，"}
"""The comma of a script where it is not the Latin one."""


def comma(language: Language) -> str:
    """What stands between a name and what explains it."""
    return COMMAS.get(language.script, ", ")


def island(text: str, link: str | None = None) -> Runs:
    return (Run(text, link=link, ltr=True),)


def email(address: str) -> Runs:
    """A link to write to (RFC 6068)."""
    return island(address, f"mailto:{address}")


def phone(number: str) -> Runs:
    """A link to call (RFC 3966); a national number is taken for a German one."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.startswith("+"):
        digits = f"+{digits}"
    elif digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+49{digits[1:]}"
    return island(number, f"tel:{digits}")


def date(value: dt.date, language: Language) -> Runs:
    return _plain(formatting.date(value, language))


def website(url: str) -> Runs:
    """A link that shows its address without the scheme."""
    return island(re.sub(r"^https?://|/$", "", url), url)


def placeholder_values(facts: Facts, language: Language, label: Label) -> dict[str, Runs]:
    """The runs that stand for each placeholder that ``facts`` give; see placeholders.py."""
    values: dict[str, Runs | None] = {}
    if event := facts.event:
        values |= {
            "date": date(event.date, language),
            "weekday": _plain(formatting.weekday(event.date, language)),
            "end_date": _given(event.end_date, lambda day: date(day, language)),
            "start": _given(event.start, lambda time: _plain(formatting.clock(time, language))),
            "end": _given(event.end, lambda time: _plain(formatting.clock(time, language))),
            "doors": _given(event.doors, lambda time: _plain(formatting.clock(time, language))),
            "venue": island(event.venue),
            "address": _given(event.address, island),
            "price": _given(event.price, lambda value: price(value, language, label).runs),
        }
    if registration := facts.registration:
        values |= {
            "registration_deadline": _given(registration.until, lambda day: date(day, language)),
            "registration_email": _given(registration.email, email),
            "registration_phone": _given(registration.phone, phone),
            "registration_url": _given(registration.url, website),
        }
    if contact := facts.contact:
        values |= {
            "contact_office": _given(contact.office, island),
            "contact_name": _given(contact.name, island),
            "contact_address": _given(contact.address, island),
            "contact_email": _given(contact.email, email),
            "contact_phone": _given(contact.phone, phone),
            "contact_url": _given(contact.url, website),
            "contact_hours": _given(
                contact.hours or None, lambda hours: _plain(formatting.hours(hours, language))
            ),
        }
    return {name: runs for name, runs in values.items() if runs}


def price(value: Price, language: Language, label: Label) -> Text:
    if value.amount == 0:
        return label("price_free")
    return Text(_plain(formatting.price(value, language)))


def event_facts(
    event: Event, name: Text | None, until: Registration | None, language: Language, label: Label
) -> tuple[Fact, ...]:
    """When, what time, where, price and by when to register, in this order."""
    if event.end_date:
        when = formatting.date_range(event.date, event.end_date, language)
    else:
        when = formatting.full_date(event.date, language)
    if event.start and event.end:
        time = formatting.time_range(event.start, event.end, language)
    else:
        time = formatting.time(event.start, language) if event.start else ""
    where = f"{event.venue}, {event.address}" if event.address else event.venue
    deadline = until.until if until else None
    return _lines(
        label,
        event=name,
        when=_plain(when),
        time=_plain(time) if time else None,
        doors=_given(event.doors, lambda doors: _plain(formatting.time(doors, language))),
        where=island(where),
        price=_given(event.price, lambda value: price(value, language, label)),
        register_until=_given(deadline, lambda day: date(day, language)),
    )


def registration_group(registration: Registration, language: Language, label: Label) -> FactGroup:
    """How to register and until when."""
    facts = _lines(
        label,
        register_until=_given(registration.until, lambda day: date(day, language)),
        email=_given(registration.email, email),
        phone=_given(registration.phone, phone),
        website=_given(registration.url, website),
    )
    return FactGroup("registration", label("registration"), facts)


def contact_group(contact: Contact, kind: Kind, language: Language, label: Label) -> FactGroup:
    """Whom to ask; the names of office and person stand without a label."""
    names = [name for name in (contact.office, contact.name) if name]
    facts = _lines(
        label,
        address=_given(contact.address, island),
        phone=_given(contact.phone, phone),
        hours=_given(
            contact.hours or None, lambda hours: _plain(formatting.hours(hours, language))
        ),
        email=_given(contact.email, email),
        website=_given(contact.url, website),
    )
    return FactGroup(
        "contact",
        label("press_contact" if kind is Kind.PRESS_RELEASE else "contact"),
        (*(Fact("name", Text(()), Text(island(name))) for name in names), *facts),
    )


def _plain(text: str) -> Runs:
    return (Run(text),)


def _given(value: T | None, make: Callable[[T], Made]) -> Made | None:
    return None if value is None else make(value)


def _lines(label: Label, **values: Text | Runs | None) -> tuple[Fact, ...]:
    return tuple(
        Fact(key, label(key), value if isinstance(value, Text) else Text(value))
        for key, value in values.items()
        if value is not None
    )
