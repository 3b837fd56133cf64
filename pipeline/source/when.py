"""When: the only owner of dates and times, of how they are read and of what follows from them.

A document writes days as ``2023-11-04`` (ISO 8601, extended format), times of day as
``9:45`` or ``09:45``, and office hours as ``Mo-Fr 09:30-12:00``. All of them are those of
Europe/Berlin. The sentence, the box, the calendar, schema.org and the poster say what
`When` says; whoever draws asks it and counts no days.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from ..base.messages import _
from .fields import Field, Table
from .german import DAYS_SHORT, weekday
from .rows import FactKind, FactRow

ZONE: Final = ZoneInfo("Europe/Berlin")

YEARS: Final = range(1990, 2101)
"""Of every date; in another one somebody mistyped."""

_DAY: Final = dt.timedelta(days=1)

Moment = dt.date | dt.datetime
"""A whole day, or an instant in `ZONE`."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Times on the same weekdays: ``Mo-Fr 09:30-12:00``."""

    first: int
    """Weekday, Monday is 0."""
    last: int
    """Weekday; equals `first` for a single day."""
    start: dt.time
    end: dt.time

    def __str__(self) -> str:
        days = dict.fromkeys((DAYS_SHORT[self.first], DAYS_SHORT[self.last]))
        return f"{'-'.join(days)} {self.start:%H:%M}-{self.end:%H:%M}"


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
    """The days and times of an event."""

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
    """After `start` on a single day."""
    doors: Annotated[
        dt.time | None,
        FactRow(FactKind.TIME, "Uhrzeit des Einlasses, nur Ziffern", label="doors", calendar=True),
    ] = None
    """Not after `start`."""

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
    def opens(self) -> dt.time | None:
        """From when on people can come in."""
        return self.doors or self.start

    @property
    def begins(self) -> Moment:
        return _moment(self.date, self.start)

    @property
    def ends(self) -> Moment | None:
        """On the last day; None where neither that day nor a time is given."""
        return None if self.end is None and self.end_date is None else _moment(self.last, self.end)

    @property
    def doors_open(self) -> dt.datetime | None:
        return None if self.doors is None else dt.datetime.combine(self.date, self.doors, ZONE)

    def span(self) -> Span:
        """What stands in a calendar.

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
        if self.start is None or (self.several_days and self.end is None):
            return Span(self.date, self.last + _DAY)
        if self.end is None:
            return Span(self.begins, None)
        if self.several_days and self.end > self.start:
            count = (self.last - self.date).days + 1
            return Span(self.begins, _moment(self.date, self.end), count)
        return Span(self.begins, _moment(self.last, self.end))

    def too_early(self, time: dt.time) -> bool:
        """Whether ``time`` is before anybody can come in."""
        return self.opens is not None and time < self.opens

    def too_late(self, time: dt.time) -> bool:
        """Whether ``time`` is after the end."""
        return self.end is not None and time > self.end

    def past(self, now: dt.datetime) -> bool:
        """Whether it is over at ``now``, which has a zone: after its end, or after its last
        day where no end is known."""
        if self.end is None:
            return now.astimezone(ZONE).date() > self.last
        return now > dt.datetime.combine(self.last, self.end, ZONE)


def read_when(table: Table) -> When:
    """The days and times among the facts of an event.

    Raises the table's error for a day or time that does not exist, and for one at odds with
    another: a last day not after the first, an end that is not after the start or has none,
    doors after the start.
    """
    when = When(
        date=read_date(table.require("date")),
        end_date=_optional_date(table, "end_date"),
        start=_optional_time(table, "start"),
        end=_optional_time(table, "end"),
        doors=_optional_time(table, "doors"),
    )
    _check(when, table)
    return when


def check_deadline(until: dt.date | None, when: When | None, field: Field) -> None:
    """Raise the error of ``field`` for a deadline after the event."""
    if until and when and until > when.last:
        raise field.fail(
            _(
                "Die Anmeldefrist ({until:%d.%m.%Y}) liegt nach der Veranstaltung "
                "({date:%d.%m.%Y}). Prüfen Sie beide."
            ).format(until=until, date=when.last)
        )


def read_date(field: Field) -> dt.date:
    """A calendar date of `YEARS`, ``2023-11-04`` (ISO 8601, extended format)."""
    text = field.text()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise field.fail(
            _("„{name}: {text}“ ist kein Datum. Schreiben Sie es so: 2023-11-04.").format(
                name=field.name, text=text
            )
        )
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise field.fail(
            _("„{name}: {text}“: Diesen Tag gibt es nicht im Kalender.").format(
                name=field.name, text=text
            )
        ) from None
    if date.year not in YEARS:
        raise field.fail(
            _(
                "„{name}: {text}“ liegt nicht zwischen {first} und {last}. Prüfen Sie das Jahr."
            ).format(name=field.name, text=text, first=YEARS[0], last=YEARS[-1])
        )
    return date


def read_time(field: Field) -> dt.time:
    """A time of day, ``9:45`` or ``09:45``, 24 hours."""
    text = field.text()
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return dt.time(int(match[1]), int(match[2]))
    raise field.fail(
        _('„{name}: {text}“ ist keine Uhrzeit. Schreiben Sie sie so: "10:00".').format(
            name=field.name, text=text
        )
    )


def read_hours(field: Field) -> tuple[Hours, ...]:
    """Office hours: ``Mo-Fr 09:30-12:00, Do 14-17 Uhr``, or a list of such texts."""
    return tuple(
        _hours(item, part) for item in field.items() for part in re.split(r"[,;]", item.text())
    )


def days_named(day: int, month: int, years: Iterable[int]) -> tuple[dt.date, ...] | None:
    """The day that a text names, in each of ``years``; None if one of them has no such day."""
    try:
        return tuple(dt.date(year, month, day) for year in years)
    except ValueError:
        return None


def _moment(date: dt.date, time: dt.time | None) -> Moment:
    return date if time is None else dt.datetime.combine(date, time, ZONE)


def _optional_date(table: Table, key: str) -> dt.date | None:
    field = table.get(key)
    return None if field is None else read_date(field)


def _optional_time(table: Table, key: str) -> dt.time | None:
    field = table.get(key)
    return None if field is None else read_time(field)


def _check(when: When, table: Table) -> None:
    if when.end_date and when.end_date <= when.date:
        raise table.require("end_date").fail(
            _("Der letzte Tag (end_date) liegt nicht nach dem ersten (date). Prüfen Sie beide.")
        )
    if when.end and not when.start:
        raise table.require("end").fail(
            _("Zu „event.end“ gehört „event.start“. Tragen Sie es ein.")
        )
    if when.start and when.end and when.end <= when.start and not when.end_date:
        raise table.require("end").fail(
            _(
                "Das Ende ({end:%H:%M}) liegt nicht nach dem Beginn ({start:%H:%M}). "
                "Prüfen Sie beide. Endet der Abend nach Mitternacht, tragen Sie auch den Tag "
                "des Endes ein (end_date)."
            ).format(end=when.end, start=when.start)
        )
    if when.doors and when.start and when.doors > when.start:
        raise table.require("doors").fail(
            _(
                "Der Einlass ({doors:%H:%M}) liegt nach dem Beginn ({start:%H:%M}). "
                "Prüfen Sie beide."
            ).format(doors=when.doors, start=when.start)
        )


def _hours(field: Field, text: str) -> Hours:
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
        return read_time(replace(field, value=f"{hour}:{minute or '00'}"))

    first = weekday(match[1])
    last = weekday(match[2] or match[1])
    start, end = time(match[3], match[4]), time(match[5], match[6])
    if first is None or last is None or last < first or end <= start:
        raise problem
    return Hours(first, last, start, end)
