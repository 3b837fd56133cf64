"""The names in braces that stand for facts in running text: ``{date}``, ``{start}`` …

The syntax is python-brace-format (gettext manual, 15.3.1 "Python brace format strings"),
limited to plain names; ``{{`` and ``}}`` are literal braces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .model import Facts


@dataclass(frozen=True, slots=True)
class Placeholder:
    note: str
    """What will stand there, in German, for translators."""
    fact: str
    """The front-matter key that gives the value."""
    given: Callable[[Facts], object]
    """The value, or something false when the document does not give it."""


def _event(name: str) -> Callable[[Facts], object]:
    return lambda facts: facts.event and getattr(facts.event, name)


def _registration(name: str) -> Callable[[Facts], object]:
    return lambda facts: facts.registration and getattr(facts.registration, name)


def _contact(name: str) -> Callable[[Facts], object]:
    return lambda facts: facts.contact and getattr(facts.contact, name)


PLACEHOLDERS: Final[Mapping[str, Placeholder]] = {
    "date": Placeholder("Datum ohne Wochentag", "event.date", _event("date")),
    "weekday": Placeholder("Name des Wochentags, Grundform", "event.date", _event("date")),
    "end_date": Placeholder("letzter Tag, ohne Wochentag", "event.end_date", _event("end_date")),
    "start": Placeholder("Uhrzeit des Beginns, nur Ziffern", "event.start", _event("start")),
    "end": Placeholder("Uhrzeit des Endes, nur Ziffern", "event.end", _event("end")),
    "doors": Placeholder("Uhrzeit des Einlasses, nur Ziffern", "event.doors", _event("doors")),
    "venue": Placeholder("Name des Ortes, lateinische Schrift", "event.venue", _event("venue")),
    "address": Placeholder("Anschrift, lateinische Schrift", "event.address", _event("address")),
    "price": Placeholder(
        "Preis mit Währung, oder das Wort für „kostenlos“", "event.price", _event("price")
    ),
    "registration_deadline": Placeholder(
        "letzter Tag der Anmeldung, ohne Wochentag", "registration.until", _registration("until")
    ),
    "registration_email": Placeholder(
        "E-Mail-Adresse", "registration.email", _registration("email")
    ),
    "registration_phone": Placeholder(
        "Telefonnummer", "registration.phone", _registration("phone")
    ),
    "registration_url": Placeholder("Internetadresse", "registration.url", _registration("url")),
    "contact_office": Placeholder(
        "Name einer Stelle, lateinische Schrift", "contact.office", _contact("office")
    ),
    "contact_name": Placeholder(
        "Name einer Person, lateinische Schrift", "contact.name", _contact("name")
    ),
    "contact_address": Placeholder(
        "Anschrift, lateinische Schrift", "contact.address", _contact("address")
    ),
    "contact_email": Placeholder("E-Mail-Adresse", "contact.email", _contact("email")),
    "contact_phone": Placeholder("Telefonnummer", "contact.phone", _contact("phone")),
    "contact_url": Placeholder("Internetadresse", "contact.url", _contact("url")),
    "contact_hours": Placeholder("Sprechzeiten", "contact.hours", _contact("hours")),
}


def given(facts: Facts) -> frozenset[str]:
    """The placeholders for which ``facts`` hold a value."""
    return frozenset(name for name, row in PLACEHOLDERS.items() if row.given(facts))
