"""The one table of facts: everything of a document that is data and not text.

A fact is one attribute with its row (`FactRow`). What writers may write in front matter,
the placeholders in running text, what a link may lead to, what translation memory and
machine take for the same kind, which changes calendars hear of, what is noted with an
approval, the lines of the box and of the groups below the text: all of it is derived from
`FACTS`. So a new fact is one more attribute here, and a label if it has a line of its own.

Facts are never translated: they are formatted for each language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from .clock import Hours, clock
from .rows import LINKS, FactKind, FactRow
from .when import Session, When, shared_value


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs to come."""

    amount: Decimal | None
    """0 means free, None that everybody gives what they like."""
    currency: str = "EUR"
    """ISO 4217."""
    who: str = ""
    """For whom; German, a text to translate. Empty: for everybody."""

    def __str__(self) -> str:
        amount = "donation" if self.amount is None else f"{self.amount.normalize():f}"
        shown = amount if self.amount is None else f"{amount} {self.currency}"
        return f"{self.who}: {shown}" if self.who else shown


class Access(StrEnum):
    """What there is for people who need it, so that they can come."""

    WHEELCHAIR = "wheelchair"
    LIFT = "lift"
    TOILET = "toilet"
    INDUCTION_LOOP = "induction_loop"
    SIGN_LANGUAGE = "sign_language"
    SIMPLE_LANGUAGE = "simple_language"
    CHILDCARE = "childcare"
    GUIDE_DOG = "guide_dog"
    QUIET_ROOM = "quiet_room"

    @property
    def label(self) -> str:
        """Its key in labels.py, and the name of its symbol."""
        return f"access_{self.value}"


class Arranged(StrEnum):
    """Office hours that are no times of day."""

    BY_APPOINTMENT = "nach Vereinbarung"


class EventStatus(StrEnum):
    PLANNED = "planned"
    CHANGED = "changed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Online:
    """How to take part from elsewhere. `url` or `phone` is given."""

    url: Annotated[
        str | None,
        FactRow(
            FactKind.URL,
            "Internetadresse, unter der man online teilnimmt",
            label="online_url",
            calendar=True,
        ),
    ] = None
    phone: Annotated[
        str | None,
        FactRow(
            FactKind.PHONE,
            "Telefonnummer, unter der man teilnimmt",
            label="online_phone",
            calendar=True,
        ),
    ] = None
    code: Annotated[
        str | None,
        FactRow(
            FactKind.NAME,
            "Zugangscode, Ziffern oder lateinische Schrift",
            label="online_code",
            calendar=True,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Moved:
    """When and where it was to be before. At least one is given."""

    date: Annotated[dt.date | None, FactRow(FactKind.DATE)] = None
    end_date: Annotated[dt.date | None, FactRow(FactKind.DATE)] = None
    start: Annotated[dt.time | None, FactRow(FactKind.TIME)] = None
    end: Annotated[dt.time | None, FactRow(FactKind.TIME)] = None
    venue: Annotated[str | None, FactRow(FactKind.NAME)] = None
    address: Annotated[str | None, FactRow(FactKind.ADDRESS)] = None


@dataclass(frozen=True, slots=True)
class Event:
    """When and where. `venue` or `online` is given; of several dates the venue of all."""

    when: When
    venue: Annotated[
        str | None,
        FactRow(FactKind.NAME, "Name des Ortes, lateinische Schrift", label="where", calendar=True),
    ] = None
    address: Annotated[
        str | None,
        FactRow(FactKind.ADDRESS, "Anschrift, lateinische Schrift", calendar=True),
    ] = None
    """Of `venue`."""
    online: Online | None = None
    price: Annotated[
        tuple[Price, ...],
        FactRow(
            FactKind.PRICE,
            "Preis mit Währung, oder das Wort für „kostenlos“",
            label="price",
            calendar=True,
        ),
    ] = ()
    """One for everybody, or one each for several groups of people."""
    access: Annotated[
        tuple[Access, ...], FactRow(FactKind.ACCESS, label="access", calendar=True)
    ] = ()
    interpreters: Annotated[
        tuple[str, ...], FactRow(FactKind.LANGUAGES, label="interpreters", calendar=True)
    ] = ()
    """Languages (BCP 47) into which somebody interprets."""
    status: Annotated[EventStatus, FactRow(FactKind.STATUS, calendar=True)] = EventStatus.PLANNED
    moved_from: Moved | None = None

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Its dates, each an entry of a calendar; one, if it has no several."""
        return self.when.sessions or (Session(self.when, self.venue, self.address),)

    @property
    def usual_place(self) -> str:
        """Where more than half of its dates are; empty if there is no such place."""
        places = [session.place for session in self.sessions]
        place = max(places, key=places.count)
        return place if places.count(place) * 2 > len(places) else ""

    @property
    def somewhere(self) -> bool:
        """Whether any of it has a place to go to."""
        return any(session.venue for session in self.sessions)

    @property
    def place(self) -> str:
        """Venue and address in one line; empty where it takes place online alone."""
        return ", ".join(filter(None, (self.venue, self.address)))


@dataclass(frozen=True, slots=True)
class Registration:
    """How to register. At least one way is given."""

    until: Annotated[
        dt.date | None,
        FactRow(
            FactKind.DATE,
            "letzter Tag der Anmeldung, ohne Wochentag",
            label="register_until",
            placeholder="registration_deadline",
            box=True,
        ),
    ] = None
    """Not after the event."""
    email: Annotated[str | None, FactRow(FactKind.EMAIL, "E-Mail-Adresse", label="email")] = None
    phone: Annotated[str | None, FactRow(FactKind.PHONE, "Telefonnummer", label="phone")] = None
    url: Annotated[str | None, FactRow(FactKind.URL, "Internetadresse", label="website")] = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    office: Annotated[
        str | None, FactRow(FactKind.NAME, "Name einer Stelle, lateinische Schrift", label="")
    ] = None
    name: Annotated[
        str | None, FactRow(FactKind.NAME, "Name einer Person, lateinische Schrift", label="")
    ] = None
    address: Annotated[
        str | None, FactRow(FactKind.ADDRESS, "Anschrift, lateinische Schrift", label="address")
    ] = None
    phone: Annotated[
        tuple[str, ...], FactRow(FactKind.PHONE, "Telefonnummer", label="phone", many=True)
    ] = ()
    fax: Annotated[str | None, FactRow(FactKind.FAX, "Faxnummer", label="fax")] = None
    hours: Annotated[
        tuple[Hours | Arranged, ...], FactRow(FactKind.HOURS, "Sprechzeiten", label="hours")
    ] = ()
    email: Annotated[str | None, FactRow(FactKind.EMAIL, "E-Mail-Adresse", label="email")] = None
    url: Annotated[str | None, FactRow(FactKind.URL, "Internetadresse", label="website")] = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a press release was issued; its label has placeholders of its own."""

    place: Annotated[str, FactRow(FactKind.NAME)]
    date: Annotated[dt.date, FactRow(FactKind.DATE)]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of a document that is data and not text."""

    event: Event | None = None
    registration: Registration | None = None
    contact: Contact | None = None
    dateline: Dateline | None = None
    contacts: tuple[Contact, ...] = ()
    """Whom else to ask, besides `contact`."""


def _rows(group: type[Any], key: str = "", path: tuple[str, ...] = ()) -> Iterator[FactRow]:
    """The rows of a group and of the groups in it, in the order of their attributes."""
    required = {one.name for one in fields(group) if one.default is MISSING}
    for name, hint in get_type_hints(group, include_extras=True).items():
        # What `When` holds is written beside the other facts of the event.
        below = key if hint is When else f"{key}.{name}".lstrip(".")
        if get_origin(hint) is Annotated:
            for row in get_args(hint)[1:]:
                yield replace(
                    row,
                    placeholder=_placeholder(row, below) if row.note else "",
                    key=row.key or below,
                    path=(*path, name),
                    required=name in required and not row.view,
                )
        groups = () if get_origin(hint) is tuple else (hint, *get_args(hint))
        for inner in groups:  # of several contacts the first is the fact
            if is_dataclass(inner) and isinstance(inner, type):
                yield from _rows(inner, below, (*path, name))


def _placeholder(row: FactRow, key: str) -> str:
    """``{venue}`` for ``event.venue``, ``{contact_phone}`` for ``contact.phone``."""
    return row.placeholder or "_".join(key.removeprefix("event.").split("."))


FACTS: Final = tuple(_rows(Facts))
"""Every fact, in the order in which lines and files name them."""

PLACEHOLDERS: Final[Mapping[str, FactRow]] = {
    row.placeholder: row for row in FACTS if row.placeholder
}
"""By the name in braces that stands for a fact in running text: ``{date}``, ``{start}`` …

The syntax is python-brace-format (gettext manual, 15.3.1 "Python brace format strings"),
limited to plain names; ``{{`` and ``}}`` are literal braces.
"""

LINK_TARGETS: Final = frozenset(name for name, row in PLACEHOLDERS.items() if row.kind in LINKS)
"""Placeholders that can be the target of a link."""


def keys(group: str) -> tuple[str, ...]:
    """What may stand below ``group`` in front matter: for ``event`` date, end_date …"""
    below = (row.key.removeprefix(f"{group}.") for row in FACTS if row.key.startswith(f"{group}."))
    return tuple(dict.fromkeys(key.partition(".")[0] for key in below))


def value(facts: Facts, row: FactRow) -> object | None:
    """The value of a fact; None where the document does not give it."""
    found: object = facts
    for name in row.path:
        if found is None:
            return None
        found = getattr(found, name)
    return None if found == () else found


def differing(facts: Facts) -> frozenset[str]:
    """The placeholders that have no value because the dates of an event do not agree."""
    event = facts.event
    if event is None:
        return frozenset()
    found = {"venue": [session.venue for session in event.sessions]}
    found["address"] = [session.address for session in event.sessions]
    for name in ("start", "end", "doors"):
        found[name] = [getattr(session.when, name) for session in event.sessions]
    return frozenset(
        name for name, values in found.items() if shared_value(values) is None and any(values)
    )


def given(facts: Facts) -> frozenset[str]:
    """The placeholders for which ``facts`` hold a value."""
    return frozenset(name for name, row in PLACEHOLDERS.items() if value(facts, row) is not None)


def dates(facts: Facts) -> frozenset[dt.date]:
    """Every day that the facts name, and every one on which the event is."""
    found = [value(facts, row) for row in FACTS if row.kind is FactKind.DATE]
    if facts.event:
        found += [day for one in facts.event.when.occasions for day in one.days]
    return frozenset(day for day in found if isinstance(day, dt.date))


def as_texts(facts: Facts) -> dict[str, str]:
    """The facts by their keys, as files keep them to be compared: ``event.start`` → ``10:00``."""
    found = ((row, value(facts, row)) for row in FACTS if not row.view)
    texts = {row.key: _as_text(one) for row, one in found if one is not None}
    for number, contact in enumerate(facts.contacts, start=2):
        more = as_texts(Facts(contact=contact))
        texts |= {key.replace("contact", f"contact {number}", 1): one for key, one in more.items()}
    return texts


def _as_text(one: object) -> str:
    match one:
        case Enum():
            return str(one.value)
        case dt.time():
            return clock(one)
        case tuple():
            return ", ".join(map(str, one))
        case _:
            return str(one)
