"""When: the only owner of the days and times of an event, and of what follows from them.

An event is once (over one day or several), or has several dates (`Session`), or repeats
(`Repeat`). The sentence, the box, the calendar, schema.org and the poster say what `When`
says; whoever draws asks it and counts no days. How it is read stands in dates.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any

from .clock import DAY, ZONE, Moment, clock, minutes, moment
from .repeat import Repeat
from .rows import FactKind, FactRow


class Timing(StrEnum):
    """What stands in place of a time at which something starts."""

    ALL_DAY = "all_day"
    OPEN = "open"
    """To be announced."""


class Choice(StrEnum):
    """How many of several dates one comes to; None stands for all."""

    ONE = "one"


@dataclass(frozen=True, slots=True)
class Span:
    """One entry of a calendar."""

    begins: Moment
    ends: Moment | None
    """Of whole days the first that is free again (RFC 5545, 3.6.1); None: nobody knows."""
    times: int = 1
    """On so many days in a row."""


@dataclass(frozen=True, slots=True)
class When:
    """The days and times of an event.

    Of several dates the first day, the last, and the times that all of them share.
    """

    date: Annotated[
        dt.date,
        FactRow(FactKind.DATE, "Datum ohne Wochentag", label="when", calendar=True),
        FactRow(
            FactKind.WEEKDAY, "Name des Wochentags, Grundform", placeholder="weekday", view=True
        ),
    ]
    """The first day."""
    end_date: Annotated[
        dt.date | None, FactRow(FactKind.DATE, "letzter Tag, ohne Wochentag", calendar=True)
    ] = None
    """After `date`."""
    start: Annotated[
        dt.time | None,
        FactRow(FactKind.TIME, "Uhrzeit des Beginns, nur Ziffern", label="time", calendar=True),
    ] = None
    end: Annotated[
        dt.time | None, FactRow(FactKind.TIME, "Uhrzeit des Endes, nur Ziffern", calendar=True)
    ] = None
    """After `start` on a single day; `END_OF_DAY` is 24:00."""
    doors: Annotated[
        dt.time | None,
        FactRow(FactKind.TIME, "Uhrzeit des Einlasses, nur Ziffern", label="doors", calendar=True),
    ] = None
    """Not after `start`."""
    timing: Annotated[
        Timing | None, FactRow(FactKind.TIMING, label="time", calendar=True, key="event.start")
    ] = None
    """In place of `start`."""
    repeat: Annotated[Repeat | None, FactRow(FactKind.REPEAT, calendar=True)] = None
    sessions: Annotated[tuple[Session, ...], FactRow(FactKind.SESSIONS)] = ()
    """In the order of time. Calendars hear of each by itself: sequence.py."""
    choose: Annotated[Choice | None, FactRow(FactKind.CHOICE)] = None

    @property
    def last(self) -> dt.date:
        return self.end_date or self.date

    @property
    def several_days(self) -> bool:
        return self.last > self.date

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The first and the last day, once if they are the same."""
        return tuple(dict.fromkeys((self.date, self.last)))

    @property
    def times(self) -> tuple[dt.time, ...]:
        """Start and end, as far as they are known."""
        return tuple(time for time in (self.start, self.end) if time is not None)

    @property
    def occasions(self) -> tuple[When, ...]:
        """Each date by itself, in the order of time: what one comes to."""
        if self.repeat:
            return tuple(self.on(day) for day in self.repeat.days)
        return tuple(session.when for session in self.sessions) or (self,)

    def on(self, day: dt.date) -> When:
        """One date of a series."""
        return replace(self, date=day, end_date=None, repeat=None)

    def covers(self, day: dt.date) -> bool:
        """Whether something is on ``day``."""
        return any(one.date <= day <= one.last for one in self.occasions)

    @property
    def opens(self) -> dt.time | None:
        """From when on people can come in."""
        return self.doors or self.start

    @property
    def begins(self) -> Moment:
        first = self.occasions[0]
        return moment(first.date, first.start)

    @property
    def ends(self) -> Moment | None:
        """On the last day; None where neither that day nor a time is given."""
        last = self.occasions[-1]
        if last.end is None and last.end_date is None:
            return None if last is self else last.date
        return moment(last.last, last.end)

    @property
    def doors_open(self) -> dt.datetime | None:
        first = self.occasions[0]
        return None if first.doors is None else dt.datetime.combine(first.date, first.doors, ZONE)

    def span(self) -> Span:
        """What stands in a calendar; of a series, its first date by the rule.

        | what is known                     | entry                                          |
        |-----------------------------------|------------------------------------------------|
        | a day                             | the whole day                                  |
        | a day and its start               | from then on, without an end                   |
        | a day, start and end              | from start to end                              |
        | several days                      | these days as a whole                          |
        | several days and only the start   | these days as a whole; the time is in the text |
        | several days, end later than start| every day from start to end, as it reads       |
        | several days, end not after start | from start on the first to end on the last day |
        """
        if self.repeat:
            return self.on(self.repeat.first).span()
        if self.start is None or (self.several_days and self.end is None):
            return Span(self.date, self.last + DAY)
        if self.end is None:
            return Span(moment(self.date, self.start), None)
        if self.several_days and minutes(self.end) > minutes(self.start):
            count = (self.last - self.date).days + 1
            return Span(moment(self.date, self.start), moment(self.date, self.end), count)
        return Span(moment(self.date, self.start), moment(self.last, self.end))

    def too_early(self, time: dt.time) -> bool:
        """Whether ``time`` is before anybody can come in."""
        return self.opens is not None and minutes(time) < minutes(self.opens)

    def too_late(self, time: dt.time) -> bool:
        """Whether ``time`` is after the end."""
        return self.end is not None and minutes(time) > minutes(self.end)

    def past(self, now: dt.datetime) -> bool:
        """Whether it is over at ``now``, which has a zone: after its end, or after its last
        day where no end is known."""
        last = self.occasions[-1]
        if last.end is None:
            return now.astimezone(ZONE).date() > last.last
        end = moment(last.last, last.end)
        return isinstance(end, dt.datetime) and now > end


@dataclass(frozen=True, slots=True)
class Session:
    """One of several dates of an event, and where it is."""

    when: When
    """Without sessions of its own."""
    venue: str | None = None
    address: str | None = None
    title: str = ""
    """German, as `Source.session_titles` has it; empty where it has none of its own."""

    @property
    def place(self) -> str:
        """Venue and address in one line; empty where it takes place online alone."""
        return ", ".join(filter(None, (self.venue, self.address)))

    def __str__(self) -> str:
        """As files keep it to be compared."""
        when = self.when
        days = "..".join(map(str, when.days))
        times = when.timing.value if when.timing else "-".join(map(clock, when.times))
        return " ".join(filter(None, (days, times, self.title, self.place)))


def together(sessions: Iterable[Session], choose: Choice | None) -> When:
    """The dates of an event as one: from the first day to the last, and what all share."""
    found = tuple(sorted(sessions, key=_order))
    whens = [session.when for session in found]
    first, last = found[0].when.date, max(when.last for when in whens)
    shared: dict[str, Any] = {
        name: shared_value(getattr(when, name) for when in whens)
        for name in ("start", "end", "doors", "timing")
    }
    return When(first, last if last > first else None, **shared, sessions=found, choose=choose)


def shared_value(values: Iterable[object]) -> Any:
    """What all ``values`` are; None if they differ."""
    found = list(values)
    alike = all(
        (one, getattr(one, "fold", 0)) == (found[0], getattr(found[0], "fold", 0)) for one in found
    )
    return found[0] if alike else None


def _order(session: Session) -> tuple[dt.date, int]:
    return session.when.date, minutes(session.when.start) if session.when.start else 0
