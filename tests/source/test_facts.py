"""The table of facts: every row, and what is derived from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest

from pipeline.edition import values
from pipeline.source import front_matter
from pipeline.source.clock import Hours
from pipeline.source.facts import (
    FACTS,
    LINK_TARGETS,
    PLACEHOLDERS,
    Access,
    Arranged,
    Contact,
    Dateline,
    Event,
    Facts,
    Moved,
    Online,
    Price,
    Registration,
    as_texts,
    dates,
    given,
    keys,
    value,
)
from pipeline.source.labels import LABELS
from pipeline.source.repeat import Every, Repeat
from pipeline.source.rows import FactKind
from pipeline.source.when import Choice, Session, Timing, When

NONE = "-"

TABLE = """
event.date            date      {date}                 when            calendar
event.date            weekday   {weekday}              -               -
event.end_date        date      {end_date}             -               calendar
event.start           time      {start}                time            calendar
event.end             time      {end}                  -               calendar
event.doors           time      {doors}                doors           calendar
event.start           timing    -                      time            calendar
event.repeat          repeat    -                      -               calendar
event.sessions        sessions  -                      -               -
event.choose          choice    -                      -               -
event.venue           name      {venue}                where           calendar
event.address         address   {address}              -               calendar
event.online.url      url       {online_url}           online_url      calendar
event.online.phone    phone     {online_phone}         online_phone    calendar
event.online.code     name      {online_code}          online_code     calendar
event.price           price     {price}                price           calendar
event.access          access    -                      access          calendar
event.interpreters    languages -                      interpreters    calendar
event.status          status    -                      -               calendar
event.moved_from.date date      -                      -               -
event.moved_from.end_date date      -                      -               -
event.moved_from.start time      -                      -               -
event.moved_from.end  time      -                      -               -
event.moved_from.venue name      -                      -               -
event.moved_from.address address   -                      -               -
registration.until    date      {registration_deadline} register_until  -
registration.email    email     {registration_email}   email           -
registration.phone    phone     {registration_phone}   phone           -
registration.url      url       {registration_url}     website         -
contact.office        name      {contact_office}       by itself       -
contact.name          name      {contact_name}         by itself       -
contact.address       address   {contact_address}      address         -
contact.phone         phone     {contact_phone}        phone           -
contact.fax           fax       {contact_fax}          fax             -
contact.hours         hours     {contact_hours}        hours           -
contact.email         email     {contact_email}        email           -
contact.url           url       {contact_url}          website         -
dateline.place        name      -                      -               -
dateline.date         date      -                      -               -
""".strip()

FULL = Facts(
    Event(
        When(
            dt.date(2027, 9, 24),
            dt.date(2027, 9, 25),
            dt.time(17),
            dt.time(22),
            dt.time(16, 30),
        ),
        venue="E-Werk",
        address="Mangelgasse 19",
        online=Online("https://b.de/o", "05651 304", "4711"),
        price=(Price(Decimal("5.00")),),
        access=(Access.WHEELCHAIR, Access.SIGN_LANGUAGE),
        interpreters=("ar", "uk"),
        moved_from=Moved(
            *(dt.date(2027, 9, 3), dt.date(2027, 9, 4), dt.time(9), dt.time(10, 15)),
            venue="Rathaus",
            address="Markt 1",
        ),
    ),
    Registration(dt.date(2027, 9, 20), "a@b.de", "05651 302", "https://b.de/a"),
    Contact(
        office="Amt",
        name="GIVEN NAME",
        address="Schlossplatz 9",
        phone=("05651 303",),
        fax="05651 305",
        hours=(
            *(Hours(0, 4, dt.time(9, 30), dt.time(12)), Hours(3, 3, dt.time(14), dt.time(17))),
            Arranged.BY_APPOINTMENT,
        ),
        email="c@b.de",
        url="https://b.de/c",
    ),
    Dateline("Eschwege", dt.date(2027, 9, 1)),
)
"""Every fact there is."""


assert FULL.event
OTHERWISE = replace(
    FULL.event.when,
    timing=Timing.OPEN,
    repeat=Repeat(Every.WEEK, dt.date(2027, 9, 24), dt.date(2027, 9, 30), (4,)),
    sessions=(Session(When(dt.date(2027, 9, 24))),),
    choose=Choice.ONE,
)
"""The other ways to say when, which no document has all at once."""
WHOLE = replace(FULL, event=replace(FULL.event, when=OTHERWISE))


def test_the_table_as_people_read_it() -> None:
    rows = [
        f"{row.key:21} {row.kind:9} {f'{{{row.placeholder}}}' if row.placeholder else NONE:22} "
        f"{NONE if row.label is None else row.label or 'by itself':15} "
        f"{'calendar' if row.calendar else NONE}"
        for row in FACTS
    ]
    assert "\n".join(rows) == TABLE


def attributes(group: object, *path: str) -> Iterator[tuple[str, ...]]:
    assert is_dataclass(group)
    for one in fields(group):
        inner = getattr(group, one.name)
        if is_dataclass(inner) and not isinstance(inner, (Price, Repeat)):
            yield from attributes(inner, *path, one.name)
        else:
            yield *path, one.name


def test_every_attribute_is_a_row_and_every_row_an_attribute() -> None:
    others = [path for path in attributes(FULL) if path != ("contacts",)]
    assert list(dict.fromkeys(row.path for row in FACTS)) == others
    assert all(value(WHOLE, row) is not None for row in FACTS)


def test_what_is_derived_knows_every_row() -> None:
    """A fact of a new kind fails here until it is said how the kind is read and shown."""
    assert {row.kind for row in FACTS} == set(FactKind)
    days = {FactKind.TIMING, FactKind.REPEAT, FactKind.SESSIONS, FactKind.CHOICE}
    """Read together with the other days and times: dates.py."""
    assert set(front_matter.READERS) == set(FactKind) - days - {FactKind.WEEKDAY}
    in_text = {row.kind for row in PLACEHOLDERS.values()}
    assert set(values.SHOWN) | set(values.SPOKEN) >= in_text
    assert set(values.SHOWN) | set(values.SPOKEN) == (set(FactKind) - days - {FactKind.STATUS})
    assert {row.label for row in FACTS if row.label} <= set(LABELS)
    assert all(row.note for row in PLACEHOLDERS.values())
    assert len(PLACEHOLDERS) == sum(bool(row.placeholder) for row in FACTS)


def test_what_may_stand_in_front_matter() -> None:
    assert keys("event") == (
        *("date", "end_date", "start", "end", "doors"),
        *("repeat", "sessions", "choose"),
        *("venue", "address", "online", "price", "access", "interpreters", "status"),
        "moved_from",
    )
    assert keys("event.online") == ("url", "phone", "code")
    assert keys("dateline") == ("place", "date")
    assert [row.key for row in FACTS if row.required] == [
        *("event.date", "dateline.place", "dateline.date"),
    ]


def test_what_a_link_may_lead_to() -> None:
    assert sorted(LINK_TARGETS) == [
        *("contact_email", "contact_phone", "contact_url"),
        *("online_phone", "online_url"),
        *("registration_email", "registration_phone", "registration_url"),
    ]


def test_nothing_is_given_where_nothing_is() -> None:
    assert given(FULL) == set(PLACEHOLDERS)
    assert given(Facts()) == set()
    assert given(Facts(contact=Contact(phone=("05651 302",)))) == {"contact_phone"}
    assert all(value(Facts(), row) is None for row in FACTS)


def test_dates() -> None:
    assert sorted(dates(FULL)) == [
        dt.date(2027, 9, 1),
        dt.date(2027, 9, 3),
        dt.date(2027, 9, 4),
        dt.date(2027, 9, 20),
        dt.date(2027, 9, 24),
        dt.date(2027, 9, 25),
    ]


def test_as_files_keep_them() -> None:
    assert as_texts(WHOLE) == {
        "event.date": "2027-09-24",
        "event.end_date": "2027-09-25",
        "event.start": "open",
        "event.end": "22:00",
        "event.doors": "16:30",
        "event.repeat": "week 2027-09-24..2027-09-30, on Fr",
        "event.sessions": "2027-09-24",
        "event.choose": "one",
        "event.venue": "E-Werk",
        "event.address": "Mangelgasse 19",
        "event.online.url": "https://b.de/o",
        "event.online.phone": "05651 304",
        "event.online.code": "4711",
        "event.price": "5 EUR",
        "event.access": "wheelchair, sign_language",
        "event.interpreters": "ar, uk",
        "event.status": "planned",
        "event.moved_from.date": "2027-09-03",
        "event.moved_from.end_date": "2027-09-04",
        "event.moved_from.start": "09:00",
        "event.moved_from.end": "10:15",
        "event.moved_from.venue": "Rathaus",
        "event.moved_from.address": "Markt 1",
        "registration.until": "2027-09-20",
        "registration.email": "a@b.de",
        "registration.phone": "05651 302",
        "registration.url": "https://b.de/a",
        "contact.office": "Amt",
        "contact.name": "GIVEN NAME",
        "contact.address": "Schlossplatz 9",
        "contact.phone": "05651 303",
        "contact.fax": "05651 305",
        "contact.hours": "Mo-Fr 09:30-12:00, Do 14:00-17:00, nach Vereinbarung",
        "contact.email": "c@b.de",
        "contact.url": "https://b.de/c",
        "dateline.place": "Eschwege",
        "dateline.date": "2027-09-01",
    }


@pytest.mark.parametrize(("price", "text"), [("0", "0 EUR"), ("12.50", "12.5 EUR")])
def test_a_price_as_files_keep_it(price: str, text: str) -> None:
    assert str(Price(Decimal(price))) == text
