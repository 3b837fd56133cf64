"""Which date is which in people's calendars, and what content/events.toml keeps of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.errors import ConfigError
from pipeline.source.clock import END_OF_DAY
from pipeline.source.entries import Entry, continued
from pipeline.source.facts import Event, EventStatus, Moved
from pipeline.source.sequence import NOTHING, History, advance, moved, parse, to_toml
from pipeline.source.when import Session, Timing, When, together

FRIDAY = dt.date(2027, 9, 24)


def on(day: int, title: str = "", start: int = 17, venue: str = "Park") -> Session:
    return Session(When(FRIDAY.replace(day=day), start=dt.time(start)), venue, title=title)


def ids(entries: tuple[Entry, ...]) -> list[tuple[int, int, bool]]:
    return [(one.id, one.session.when.date.day, one.gone) for one in entries]


def after(*runs: list[Session]) -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = ()
    for sessions in runs:
        entries = continued(entries, sessions)
    return entries


def test_dates_are_numbered_as_they_come() -> None:
    assert ids(after([on(24), on(25)])) == [(1, 24, False), (2, 25, False)]


def test_the_only_date_becomes_the_first_of_several() -> None:
    assert ids(after([on(25)], [on(24), on(25), on(26)])) == [
        (1, 24, False),
        (2, 25, False),
        (3, 26, False),
    ]


def test_a_new_date_before_the_others_renames_none() -> None:
    assert ids(after([on(24), on(25)], [on(23), on(24), on(25)])) == [
        (3, 23, False),
        (1, 24, False),
        (2, 25, False),
    ]


def test_a_date_that_is_moved_keeps_its_number() -> None:
    assert ids(after([on(24), on(25)], [on(25), on(28)])) == [(2, 25, False), (1, 28, False)]
    assert ids(after([on(24, "A"), on(25, "B")], [on(27, "B"), on(28, "A")])) == [
        (2, 27, False),
        (1, 28, False),
    ]
    (one, other) = after([on(24), on(25)], [on(24, start=18), on(25)])
    assert one.before == on(24)
    assert other.before is None


def test_a_date_taken_away_stays_and_its_number_is_not_given_again() -> None:
    entries = after([on(24), on(25)], [on(24)], [on(24), on(29)])
    assert ids(entries) == [(1, 24, False), (3, 29, False), (2, 25, True)]


def test_a_date_that_comes_back_has_its_number() -> None:
    assert ids(after([on(24), on(25)], [on(24)], [on(24), on(25)])) == [
        (1, 24, False),
        (2, 25, False),
    ]


RUNS = st.lists(
    st.lists(st.integers(1, 28), min_size=1, max_size=5, unique=True).map(sorted), max_size=6
)


@given(RUNS)
def test_no_number_is_lost_or_given_twice(runs: list[list[int]]) -> None:
    entries: tuple[Entry, ...] = ()
    for days in runs:
        before = {one.id for one in entries}
        entries = continued(entries, [on(day) for day in days])
        now = [one.id for one in entries]
        assert len(now) == len(set(now))
        assert before <= set(now)
        assert [one.session.when.date.day for one in entries if not one.gone] == days
        assert continued(entries, [on(day) for day in days]) == entries


def festival(*sessions: Session) -> Event:
    return Event(together(sessions, None))


def test_the_file_of_several_dates_can_be_read_by_people() -> None:
    whole = Session(
        When(FRIDAY.replace(day=25), timing=Timing.OPEN), "Park", "Ring 1", title="Markt"
    )
    late = Session(When(FRIDAY, start=dt.time(17), end=END_OF_DAY), "Park")
    state = advance(NOTHING, "fest", festival(late, whole))
    state = advance(state, "fest", festival(late, on(25, "Markt", 11)))
    state = advance(state, "fest", festival(on(25, "Markt", 11)))
    assert to_toml(state).split("\n")[4:] == [
        "[fest]",
        "sequence = 2",
        'date = "2027-09-25"',
        'start = "11:00"',
        'status = "planned"',
        "",
        "[[fest.session]]",
        "id = 1",
        "gone = true",
        'date = "2027-09-24"',
        'start = "17:00"',
        'end = "24:00"',
        'venue = "Park"',
        "",
        "[[fest.session]]",
        "id = 2",
        'date = "2027-09-25"',
        'start = "11:00"',
        'venue = "Park"',
        'title = "Markt"',
        'before_date = "2027-09-25"',
        'before_start = "open"',
        'before_venue = "Park"',
        'before_address = "Ring 1"',
        'before_title = "Markt"',
        "",
    ]


@given(RUNS)
def test_what_was_written_is_read(runs: list[list[int]]) -> None:
    state: History = NOTHING
    for days in runs:
        state = advance(state, "fest", festival(*(on(day) for day in days)))
    assert parse(to_toml(state), Path("events.toml")) == state


def test_a_file_of_the_first_version_raises_no_number() -> None:
    old = (
        '[fest]\nsequence = 3\ndate = "2027-09-24"\nstart = "17:00"\nvenue = "Park"\n'
        'status = "planned"\n'
    )
    state = parse(old, Path("events.toml"))
    event = Event(When(FRIDAY, start=dt.time(17)), "Park")
    assert advance(state, "fest", event) is state
    grown = advance(state, "fest", festival(on(24), on(25)))
    assert grown["fest"].sequence == 4
    assert [one.id for one in grown["fest"].entries] == [1, 2]


def test_what_was_before_stays_until_the_next_change() -> None:
    event = Event(When(FRIDAY, start=dt.time(17)), "Park")
    state = advance(NOTHING, "fest", event)
    later = Event(When(FRIDAY.replace(day=25), start=dt.time(17)), "Park")
    assert moved(state, "fest", event) is None
    assert moved(state, "fest", later) == Moved(date=FRIDAY)
    state = advance(state, "fest", later)
    changed = Event(later.when, "Park", status=EventStatus.CHANGED)
    assert moved(state, "fest", changed) == Moved(date=FRIDAY)
    elsewhere = Event(later.when, "Rathaus", status=EventStatus.CHANGED)
    assert moved(state, "fest", elsewhere) == Moved(venue="Park")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[fest]\nsequence = 0\n[[fest.session]]\nid = 1\n", 3),
        ('[fest]\nsequence = 0\n[[fest.session]]\nid = 1\ndate = "gestern"\n', 3),
        ('[fest]\nsequence = 0\n[[fest.session]]\nid = 1\ncolour = "rot"\n', 5),
        ('[fest]\nsequence = 0\nsession = "x"\n', 3),
    ],
)
def test_a_broken_date_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ConfigError) as found:
        parse(text, Path("events.toml"))
    assert found.value.where
    assert found.value.where.line == line
