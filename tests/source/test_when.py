"""When: what follows from days and times. How they are read, test_documents.py says."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.source.clock import days_named
from pipeline.source.when import Span, When

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY, SUNDAY = dt.date(2026, 10, 23), dt.date(2026, 10, 25)
TEN, ONE = dt.time(10), dt.time(13)


def instant(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, BERLIN)


def test_days_and_times_that_there_are() -> None:
    assert When(FRIDAY).days == (FRIDAY,)
    assert When(FRIDAY, SUNDAY).days == (FRIDAY, SUNDAY)
    assert When(FRIDAY).times == ()
    assert When(FRIDAY, start=TEN).times == (TEN,)
    assert When(FRIDAY, start=dt.time(0), end=ONE).times == (dt.time(0), ONE)


def test_first_and_last_moment() -> None:
    assert (When(FRIDAY).begins, When(FRIDAY).ends) == (FRIDAY, None)
    assert When(FRIDAY, SUNDAY).ends == SUNDAY
    whole = When(FRIDAY, SUNDAY, TEN, ONE)
    assert (whole.begins, whole.ends) == (instant(FRIDAY, TEN), instant(SUNDAY, ONE))
    assert When(FRIDAY, doors=dt.time(9)).doors_open == instant(FRIDAY, dt.time(9))


SPANS = {
    "a day": (When(FRIDAY), Span(FRIDAY, dt.date(2026, 10, 24))),
    "a start": (When(FRIDAY, start=TEN), Span(instant(FRIDAY, TEN), None)),
    "start and end": (
        When(FRIDAY, start=TEN, end=ONE),
        Span(instant(FRIDAY, TEN), instant(FRIDAY, ONE)),
    ),
    "several days": (When(FRIDAY, SUNDAY), Span(FRIDAY, dt.date(2026, 10, 26))),
    "several days and a start": (
        When(FRIDAY, SUNDAY, TEN),
        Span(FRIDAY, dt.date(2026, 10, 26)),
    ),
    "every day of several": (
        When(FRIDAY, SUNDAY, TEN, ONE),
        Span(instant(FRIDAY, TEN), instant(FRIDAY, ONE), 3),
    ),
    "through the night": (
        When(FRIDAY, SUNDAY, ONE, TEN),
        Span(instant(FRIDAY, ONE), instant(SUNDAY, TEN)),
    ),
}


@pytest.mark.parametrize("name", SPANS)
def test_in_a_calendar(name: str) -> None:
    when, span = SPANS[name]
    assert when.span() == span


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 30)),
    st.integers(0, 40),
    # 24:00, which is 00:00 with a fold, is never a start.
    st.lists(st.times().map(lambda time: time.replace(fold=0)), max_size=2),
)
def test_a_calendar_never_ends_before_it_begins(
    first: dt.date, days: int, times: list[dt.time]
) -> None:
    times = sorted(set(times)) if not days else times
    last = first + dt.timedelta(days) if days else None
    start, end = [*times, None, None][:2]
    span = When(first, last, start, end).span()
    assert span.ends is None or type(span.ends) is type(span.begins)
    if isinstance(span.begins, dt.datetime) and isinstance(span.ends, dt.datetime):
        assert span.begins < span.ends
    assert span.times in {1, days + 1}


@pytest.mark.parametrize(
    ("when", "over"),
    [
        (When(FRIDAY), dt.datetime(2026, 10, 24, 0, 0)),
        (When(FRIDAY, start=TEN), dt.datetime(2026, 10, 24, 0, 0)),
        (When(FRIDAY, SUNDAY), dt.datetime(2026, 10, 26, 0, 0)),
        (When(FRIDAY, start=TEN, end=ONE), dt.datetime(2026, 10, 23, 13, 0, 1)),
        (When(FRIDAY, SUNDAY, ONE, TEN), dt.datetime(2026, 10, 25, 10, 0, 1)),
    ],
)
def test_past_is_meant_in_berlin(when: When, over: dt.datetime) -> None:
    now = over.replace(tzinfo=BERLIN)
    assert when.past(now)
    assert when.past(now.astimezone(dt.timezone(dt.timedelta(hours=-10))))
    assert not when.past(now - dt.timedelta(seconds=1))


def test_what_is_outside() -> None:
    when = When(FRIDAY, start=TEN, end=ONE, doors=dt.time(9, 30))
    assert when.opens == dt.time(9, 30)
    assert [when.too_early(dt.time(9, minute)) for minute in (29, 30)] == [True, False]
    assert [when.too_late(dt.time(13, minute)) for minute in (0, 1)] == [False, True]
    assert not When(FRIDAY).too_early(dt.time(0))
    assert not When(FRIDAY).too_late(dt.time(23, 59))


def test_days_that_a_text_names() -> None:
    assert days_named(29, 2, [2024]) == (dt.date(2024, 2, 29),)
    assert days_named(29, 2, [2024, 2025]) is None
    assert days_named(4, 11, []) == ()
