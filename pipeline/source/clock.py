"""Days and times of day: how they are written, read and placed on the one clock.

A document writes days as ``2023-11-04`` (ISO 8601, extended format), times of day as ``9:45``
or ``09:45``, and office hours as ``Mo-Fr 09:30-12:00``. All of them are those of Europe/Berlin.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from ..base.messages import _
from .fields import Field
from .german import DAYS_SHORT, weekday

ZONE: Final = ZoneInfo("Europe/Berlin")

YEARS: Final = range(1990, 2101)
"""Of every date; in another one somebody mistyped."""

DAY: Final = dt.timedelta(days=1)

Moment = dt.date | dt.datetime
"""A whole day, or an instant in `ZONE`."""

END_OF_DAY: Final = dt.time(0, 0, fold=1)
"""24:00 (ISO 8601-1:2019, 4.3.8): `dt.time` has no such hour, so the second midnight stands
for it. Ask `minutes` which of two times is the later, for these two compare as equal."""


def minutes(time: dt.time) -> int:
    """Minutes since the day began: 0 to 1440."""
    return 24 * 60 if time.fold else time.hour * 60 + time.minute


def clock(time: dt.time) -> str:
    """``09:45``; the end of the day is ``24:00``."""
    return f"{minutes(time) // 60:02}:{time:%M}"


def moment(date: dt.date, time: dt.time | None) -> Moment:
    """The instant of ``time`` on ``date``, or the whole day."""
    if time is None:
        return date
    day = date + DAY if time.fold else date
    return dt.datetime.combine(day, time.replace(fold=0), ZONE)


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
        return f"{'-'.join(days)} {clock(self.start)}-{clock(self.end)}"


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


def read_end(field: Field) -> dt.time:
    """A time of day at which something ends: as `read_time`, or ``24:00``."""
    return END_OF_DAY if field.text() == "24:00" else read_time(field)


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
