"""Calendars of events with several dates, read back by a library that expands recurrences.

What is expected never comes from the rule that wrote the calendar: `When.occasions` counts the
days of the calendar one by one, recurring-ical-events goes by RRULE, EXDATE and RDATE.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import icalendar
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.render import ics
from pipeline.source.clock import END_OF_DAY, ZONE
from pipeline.source.entries import Entry, continued
from pipeline.source.facts import Event
from pipeline.source.repeat import Break, Every, Repeat
from pipeline.source.when import Session, Timing, When, together
from pipeline.text.runs import Run, Text

from .html_samples import invitation

Instants = list[tuple[object, object]]

FIRST = dt.date(2027, 1, 5)
CAFE = When(
    FIRST,
    dt.date(2027, 7, 7),
    dt.time(15, 30),
    dt.time(17),
    repeat=Repeat(
        Every.WEEK,
        FIRST,
        dt.date(2027, 6, 30),
        (1,),
        (
            Break(dt.date(2027, 2, 9), dt.date(2027, 2, 9)),
            Break(dt.date(2027, 3, 29), dt.date(2027, 4, 10)),
        ),
        (dt.date(2027, 7, 7),),
    ),
)
FESTIVAL = together(
    [
        Session(
            When(dt.date(2027, 9, 24), start=dt.time(17), end=END_OF_DAY), "Park", title="Auftakt"
        ),
        Session(When(dt.date(2027, 9, 25), timing=Timing.ALL_DAY), "Park"),
        Session(When(dt.date(2027, 9, 26), start=dt.time(11)), "Rathaus", "Markt 1"),
    ],
    None,
)


def calendar(when: When, entries: tuple[Entry, ...] = (), sequence: int = 0) -> str:
    edition = replace(
        invitation("de"),
        slug="sommerfest",
        title=Text((Run("Sommerfest"),)),
        event=Event(when, "E-Werk"),
        session_titles={"Auftakt": Text((Run("Auftakt"),))},
    )
    return ics.render(edition, sequence, entries).decode()


def lines(text: str, *names: str) -> list[str]:
    unfolded = text.replace("\r\n ", "").split("\r\n")
    events = unfolded[unfolded.index("BEGIN:VEVENT") :]
    return [line for line in events if line.startswith(names)]


def expanded(text: str) -> Instants:
    """When each occurrence begins and ends, as the second library reads the file."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
    every = found.between(
        dt.datetime(1990, 1, 1, tzinfo=ZONE), dt.datetime(2110, 1, 1, tzinfo=ZONE)
    )
    return sorted((_plain(one.start), _plain(one.end)) for one in every)


def _plain(moment: dt.date) -> str:
    return str(moment.astimezone(ZONE) if isinstance(moment, dt.datetime) else moment)


def said(when: When) -> Instants:
    spans = [one.span() for one in when.occasions]
    return sorted((_plain(span.begins), _plain(span.ends or span.begins)) for span in spans)


def test_a_series_as_a_file() -> None:
    assert lines(calendar(CAFE), "UID", "DTSTART", "DTEND", "RRULE", "EXDATE", "RDATE") == [
        "UID:sommerfest@werra-meissner-kreis.de",
        "DTSTART;TZID=Europe/Berlin:20270105T153000",
        "DTEND;TZID=Europe/Berlin:20270105T170000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270629T133000Z;INTERVAL=1;BYDAY=TU;WKST=MO",
        "EXDATE;TZID=Europe/Berlin:20270209T153000,20270330T153000,20270406T153000",
        "RDATE;TZID=Europe/Berlin:20270707T153000",
    ]


def test_a_series_of_whole_days_as_a_file() -> None:
    days = replace(CAFE, start=None, end=None, timing=Timing.ALL_DAY)
    assert lines(calendar(days), "DTSTART", "DTEND", "RRULE", "EXDATE", "RDATE") == [
        "DTSTART;VALUE=DATE:20270105",
        "DTEND;VALUE=DATE:20270106",
        "RRULE:FREQ=WEEKLY;UNTIL=20270629;INTERVAL=1;BYDAY=TU;WKST=MO",
        "EXDATE;VALUE=DATE:20270209,20270330,20270406",
        "RDATE;VALUE=DATE:20270707",
    ]


def test_the_clock_stays_over_both_changes_of_the_hour() -> None:
    found = [str(begins) for begins, _end in expanded(calendar(CAFE))]
    assert [one for one in found if "-03-" in one or "-04-" in one] == [
        *(f"2027-03-{day:02} 15:30:00+01:00" for day in (2, 9, 16, 23)),
        *(f"2027-04-{day:02} 15:30:00+02:00" for day in (13, 20, 27)),
    ]
    autumn = replace(
        CAFE, repeat=Repeat(Every.WEEK, dt.date(2027, 10, 26), dt.date(2027, 11, 2), (1,))
    )
    assert [begins for begins, _end in expanded(calendar(autumn))] == [
        "2027-10-26 15:30:00+02:00",
        "2027-11-02 15:30:00+01:00",
    ]


def test_every_date_of_several_is_an_entry() -> None:
    names = ("UID", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS")
    assert lines(calendar(FESTIVAL), *names) == [
        "UID:sommerfest@werra-meissner-kreis.de",
        "STATUS:CONFIRMED",
        "DTSTART;TZID=Europe/Berlin:20270924T170000",
        "DTEND;TZID=Europe/Berlin:20270925T000000",
        "SUMMARY;LANGUAGE=de:Sommerfest – Auftakt",
        "LOCATION;LANGUAGE=de:Park",
        "UID:sommerfest.2@werra-meissner-kreis.de",
        "STATUS:CONFIRMED",
        "DTSTART;VALUE=DATE:20270925",
        "DTEND;VALUE=DATE:20270926",
        "SUMMARY;LANGUAGE=de:Sommerfest",
        "LOCATION;LANGUAGE=de:Park",
        "UID:sommerfest.3@werra-meissner-kreis.de",
        "STATUS:CONFIRMED",
        "DTSTART;TZID=Europe/Berlin:20270926T110000",
        "SUMMARY;LANGUAGE=de:Sommerfest",
        "LOCATION;LANGUAGE=de:Rathaus\\, Markt 1",
    ]


def test_a_date_that_was_taken_away_stays_as_cancelled() -> None:
    before = continued((), FESTIVAL.sessions)
    after = continued(before, FESTIVAL.sessions[1:])
    found = lines(
        calendar(together(FESTIVAL.sessions[1:], None), after, 1), "UID", "STATUS", "SEQUENCE"
    )
    assert found == [
        *("UID:sommerfest.2@werra-meissner-kreis.de", "SEQUENCE:1", "STATUS:CONFIRMED"),
        *("UID:sommerfest.3@werra-meissner-kreis.de", "SEQUENCE:1", "STATUS:CONFIRMED"),
        *("UID:sommerfest@werra-meissner-kreis.de", "SEQUENCE:1", "STATUS:CANCELLED"),
    ]


TIMES = st.sampled_from(
    [(None, None), (dt.time(9), None), (dt.time(15, 30), dt.time(17)), (dt.time(18), END_OF_DAY)]
)


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))


@st.composite
def series(draw: st.DrawFn) -> When:
    """Rules as the reader lets them through, with breaks and days beside the rule."""
    first = draw(DAYS)
    every = draw(st.sampled_from(Every))
    on: set[int] = {first.weekday()}
    if every is Every.MONTH:
        on = draw(st.sampled_from([set(), on]))
    else:
        on |= draw(st.sets(st.integers(0, 6), max_size=3))
    rule = Repeat(every, first, first + dt.timedelta(draw(st.integers(0, 400))), tuple(sorted(on)))
    gone = draw(st.sets(st.sampled_from(rule.by_rule), max_size=len(rule.by_rule) - 1))
    also = draw(
        st.sets(st.integers(1, 500).map(lambda days: first + dt.timedelta(days)), max_size=3)
    )
    rule = replace(
        rule,
        breaks=tuple(Break(day, day) for day in sorted(gone)),
        also=tuple(sorted(also - set(rule.by_rule))),
    )
    start, end = draw(TIMES)
    days = rule.days
    return When(days[0], days[-1] if len(days) > 1 else None, start, end, repeat=rule)


@settings(deadline=None, max_examples=150)
@given(series())
def test_a_calendar_expands_to_the_dates_of_when(when: When) -> None:
    assert expanded(calendar(when)) == said(when)


@given(
    st.lists(
        st.tuples(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), TIMES), min_size=1, max_size=6
    )
)
@settings(deadline=None, max_examples=50)
def test_a_calendar_has_every_one_of_several_dates(
    dates: list[tuple[dt.date, tuple[dt.time | None, dt.time | None]]],
) -> None:
    when = together((Session(When(day, None, *times), "Park") for day, times in dates), None)
    assert expanded(calendar(when)) == said(when)
