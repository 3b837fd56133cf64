"""content/events.toml: when the number rises, and what happens to a broken file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.errors import ConfigError
from pipeline.source import facts
from pipeline.source.facts import Access, Event, EventStatus, Online, Price
from pipeline.source.repeat import Every, Repeat
from pipeline.source.sequence import (
    FACTS,
    NOTHING,
    History,
    Published,
    advance,
    parse,
    read,
    to_toml,
    write,
)
from pipeline.source.when import When

EVENT = Event(
    When(dt.date(2023, 11, 4), start=dt.time(10), end=dt.time(13)),
    venue="E-Werk",
    address="Eschwege",
)


def at(**changes: dt.date | dt.time | Repeat | None) -> Event:
    return replace(EVENT, when=replace(EVENT.when, **changes))  # type: ignore[arg-type]


def test_the_first_time_is_zero_and_nothing_new_changes_nothing() -> None:
    state = advance(NOTHING, "fest", EVENT)
    assert state["fest"].sequence == 0
    assert advance(state, "fest", EVENT) is state
    assert NOTHING == {}


CHANGES = {
    "date": at(date=dt.date(2023, 11, 5)),
    "end_date": at(end_date=dt.date(2023, 11, 6)),
    "start": at(start=dt.time(9)),
    "end": at(end=None),
    "doors": at(doors=dt.time(9, 45)),
    "repeat": at(repeat=Repeat(Every.WEEK, dt.date(2023, 11, 4), dt.date(2023, 12, 9), (5,))),
    "venue": replace(EVENT, venue="Rathaus"),
    "address": replace(EVENT, address=None),
    "online_url": replace(EVENT, online=Online(url="https://b.de")),
    "online_phone": replace(EVENT, online=Online(phone="05651 302")),
    "online_code": replace(EVENT, online=Online(code="4711")),
    "price": replace(EVENT, price=(Price(Decimal(5)),)),
    "access": replace(EVENT, access=(Access.LIFT,)),
    "interpreters": replace(EVENT, interpreters=("uk",)),
    "status": replace(EVENT, status=EventStatus.CANCELLED),
}


def test_every_fact_of_an_event_is_watched() -> None:
    assert list(FACTS.values()) == list(CHANGES)
    by_date = {"event.sessions", "event.choose"}
    watched = {row.key for row in facts.FACTS if row.key.startswith("event.")} - by_date
    assert set(FACTS) == {key for key in watched if not key.startswith("event.moved_from.")}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_raises_the_number(name: str) -> None:
    before = advance(NOTHING, "fest", EVENT)
    after = advance(before, "fest", CHANGES[name])
    assert after["fest"].sequence == 1
    assert before["fest"].sequence == 0
    assert advance(after, "fest", EVENT)["fest"].sequence == 2  # and back again


def test_a_price_written_otherwise_is_no_change() -> None:
    before = advance(NOTHING, "fest", replace(EVENT, price=(Price(Decimal("5.00")),)))
    assert advance(before, "fest", replace(EVENT, price=(Price(Decimal("5")),))) is before
    assert before["fest"].facts["price"] == "5 EUR"


def test_documents_are_counted_apart_and_stay_when_they_are_gone() -> None:
    state = advance(advance(NOTHING, "fest", EVENT), "markt", EVENT)
    state = advance(state, "fest", replace(EVENT, status=EventStatus.CANCELLED))
    assert {slug: one.sequence for slug, one in state.items()} == {"fest": 1, "markt": 0}


def test_the_file_can_be_read_and_compared_by_people() -> None:
    state = advance(NOTHING, "markt", Event(When(dt.date(2024, 5, 1)), 'Haus "Sonne"'))
    state = advance(state, "fest", replace(EVENT, price=(Price(Decimal(0)),)))
    assert to_toml(state).split("\n")[3:] == [
        "",
        "[fest]",
        "sequence = 0",
        'date = "2023-11-04"',
        'start = "10:00"',
        'end = "13:00"',
        'venue = "E-Werk"',
        'address = "Eschwege"',
        'price = "0 EUR"',
        'status = "planned"',
        "",
        "[markt]",
        "sequence = 0",
        'date = "2024-05-01"',
        'venue = "Haus \\"Sonne\\""',
        'status = "planned"',
        "",
    ]


def test_it_is_written_only_when_something_changed(tmp_path: Path) -> None:
    path = tmp_path / "content" / "events.toml"
    assert read(path) == NOTHING
    assert not write(path, NOTHING, NOTHING)
    assert not path.exists()
    state = advance(NOTHING, "fest", EVENT)
    assert write(path, state, NOTHING)
    assert read(path) == state
    assert not write(path, advance(read(path), "fest", EVENT), read(path))
    path.write_text(f"# vom Amt\n{path.read_text()}", encoding="utf-8")
    assert not write(path, state, read(path))
    assert path.read_text().startswith("# vom Amt")


@given(venue=st.text(min_size=1), number=st.integers(0, 10**8))
def test_any_text_comes_back(venue: str, number: int) -> None:
    state: History = {"fest-2023": Published(number, {"venue": venue, "status": "planned"})}
    assert parse(to_toml(state), Path("events.toml")) == state


BROKEN = {
    "syntax": ('[fest]\nsequence = 0\nvenue = "E-Werk\n', 3, "nicht lesbar"),
    "conflict": ("[fest]\n<<<<<<< HEAD\nsequence = 1\n", 2, "zwei Fassungen"),
    "unknown key": ('[fest]\nsequence = 0\nplace = "x"\n', 3, "fest.place"),
    "list": ("[fest]\nsequence = 0\nvenue = []\n", 3, "fest.venue"),
    "no number": ('[fest]\nvenue = "x"\n', 1, "fest"),
    "negative": ("[fest]\nsequence = -1\n", 2, "fest.sequence"),
    "not whole": ("[fest]\nsequence = 1.5\n", 2, "fest.sequence"),
    "truth": ("[fest]\nsequence = true\n", 2, "fest.sequence"),
    "huge": ("[fest]\nsequence = 99999999999\n", 2, "fest.sequence"),
    "no table": ("\nfest = 1\n", 2, "fest"),
    "twice": ("[fest]\nsequence = 1\n[fest]\nsequence = 2\n", 3, "nicht lesbar"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    text, line, said = BROKEN[name]
    path = tmp_path / "events.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as found:
        read(path)
    assert found.value.where
    assert (found.value.where.path, found.value.where.line) == (path, line)
    assert said in str(found.value)


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    path.write_bytes('[fest]\nvenue = "Häuser"\n'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"events\.toml:2"):
        read(path)
