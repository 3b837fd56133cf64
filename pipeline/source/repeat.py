"""Repeat: the rule of a series, the days that follow from it, and how it is read.

    repeat: {every: week, on: [Di], until: 2027-06-30, except: [2027-02-09], also: [2027-07-06]}

The rule means what its RRULE means (RFC 5545, 3.3.10). What hits nothing is a mistake and is
refused with its line: an exception on a day without an event, a weekday that never comes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ..base.messages import _
from .clock import read_date
from .fields import Field, Table
from .german import DAYS_SHORT, weekday

KEYS: Final = ("every", "on", "until", "except", "also")

YEARS_AT_MOST: Final = 5
"""Of a series; in a longer one somebody mistyped the year."""

_WEEK: Final = 7
_ENGLISH: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIFTH: Final = 5


class Every(StrEnum):
    WEEK = "week"
    TWO_WEEKS = "2 weeks"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Break:
    """Days without an event, from `first` to `last`; a single day is both."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return "..".join(dict.fromkeys((str(self.first), str(self.last))))


@dataclass(frozen=True, slots=True)
class Repeat:
    """The rule of a series. At least one day is left of it."""

    every: Every
    first: dt.date
    """The first day of the rule, even if it is an exception."""
    until: dt.date
    on: tuple[int, ...] = ()
    """Weekdays in their order, Monday is 0; of a month at most one, and with none it is the
    day of the month of `first`."""
    breaks: tuple[Break, ...] = ()
    also: tuple[dt.date, ...] = ()
    """More days, none of them in the rule."""

    @property
    def week_of_month(self) -> int:
        """Which of its weekdays in the month `first` is; a fifth one is the last, -1."""
        number = (self.first.day - 1) // _WEEK + 1
        return -1 if number == _FIFTH else number

    @property
    def by_rule(self) -> tuple[dt.date, ...]:
        """The days of the rule alone, exceptions among them."""
        days = self._months() if self.every is Every.MONTH else self._weeks()
        return tuple(day for day in days if self.first <= day <= self.until)

    @property
    def dropped(self) -> tuple[dt.date, ...]:
        """The days of the rule on which nothing is."""
        return tuple(day for day in self.by_rule if any(day in one for one in self.breaks))

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day on which something is."""
        return tuple(sorted({*self.by_rule, *self.also} - set(self.dropped)))

    def __str__(self) -> str:
        """As files keep it to be compared."""
        parts = [
            f"{self.every.value} {self.first}..{self.until}",
            "on " + " ".join(DAYS_SHORT[day] for day in self.on) if self.on else "",
            "except " + " ".join(map(str, self.breaks)) if self.breaks else "",
            "also " + " ".join(map(str, self.also)) if self.also else "",
        ]
        return ", ".join(filter(None, parts))

    def _weeks(self) -> Iterator[dt.date]:
        monday = self.first - dt.timedelta(self.first.weekday())
        while monday <= self.until:
            yield from (monday + dt.timedelta(day) for day in self.on)
            monday += dt.timedelta(weeks=2 if self.every is Every.TWO_WEEKS else 1)

    def _months(self) -> Iterator[dt.date]:
        """A month that lacks the day is left out, as RRULE does."""
        year, month = self.first.year, self.first.month
        while (begin := dt.date(year, month, 1)) <= self.until:
            year, month = year + month // 12, month % 12 + 1
            days = ((dt.date(year, month, 1) - begin).days) if year <= dt.MAXYEAR else 31
            if not self.on:
                if self.first.day <= days:
                    yield begin.replace(day=self.first.day)
                continue
            first = begin + dt.timedelta((self.on[0] - begin.weekday()) % _WEEK)
            found = [first + dt.timedelta(weeks=n) for n in range(_FIFTH)]
            inside = [day for day in found if day.month == begin.month]
            yield inside[-1] if self.week_of_month == -1 else inside[self.week_of_month - 1]


def read_repeat(field: Field, first: dt.date) -> Repeat:
    """The rule in ``field`` of a series that begins on ``first``.

    Raises the field's error, with the line of what is wrong, for a rule without an end or
    longer than `YEARS_AT_MOST`, a first day that is not of the rule, a weekday that never
    comes, an exception that hits nothing, a day twice, and a rule that leaves no day.
    """
    table = field.table(KEYS)
    every = Every(table.require("every").choice([one.value for one in Every]))
    until = _until(table.require("until"), first)
    rule = Repeat(every, first, until, _weekdays(table, every, first))
    _check_weekdays(rule, table)
    rule = replace(rule, breaks=tuple(_breaks(rule, table.get("except"))))
    rule = replace(rule, also=tuple(sorted(_also(rule, table.get("also")))))
    if not rule.days:
        raise table.require("except").fail(
            _("Die Ausnahmen (repeat.except) lassen keinen Termin übrig. Prüfen Sie sie.")
        )
    return rule


def _until(field: Field, first: dt.date) -> dt.date:
    until = read_date(field)
    if until < first:
        raise field.fail(
            _("Der letzte Tag (repeat.until) liegt vor dem ersten (date). Prüfen Sie beide.")
        )
    if until.year - first.year > YEARS_AT_MOST:
        raise field.fail(
            _("Die Reihe dauert mehr als {years} Jahre. Prüfen Sie das Jahr bei „until“.").format(
                years=YEARS_AT_MOST
            )
        )
    return until


def _weekdays(table: Table, every: Every, first: dt.date) -> tuple[int, ...]:
    field = table.get("on")
    if field is None:
        return () if every is Every.MONTH else (first.weekday(),)
    days = sorted({_weekday(item) for item in field.items()})
    if every is Every.MONTH and len(days) > 1:
        raise field.fail(
            _(
                "Bei „every: month“ steht unter „on“ nur ein Wochentag. Für mehrere Tage im "
                "Monat schreiben Sie die Termine einzeln (sessions)."
            )
        )
    return tuple(days)


def _weekday(field: Field) -> int:
    text = field.text()
    short = text[:3].lower()
    day = _ENGLISH.index(short) if short in _ENGLISH else weekday(text)
    if day is None:
        raise field.fail(
            _("„{name}: {text}“ ist kein Wochentag. Schreiben Sie ihn so: Di.").format(
                name=field.name, text=text
            )
        )
    return day


def _check_weekdays(rule: Repeat, table: Table) -> None:
    coming = {day.weekday() for day in rule.by_rule}
    on = table.get("on")
    for item in on.items() if on else ():
        if _weekday(item) not in coming:
            raise item.fail(
                _(
                    "Von {first:%d.%m.%Y} bis {until:%d.%m.%Y} kommt kein Termin an diesem "
                    "Wochentag ({text}) vor. Prüfen Sie „on“ und „until“."
                ).format(first=rule.first, until=rule.until, text=item.text())
            )
    if rule.first not in rule.by_rule:
        raise table.require("on").fail(
            _(
                "Der erste Tag (date: {first:%d.%m.%Y}) ist ein anderer Wochentag ({day}) als in "
                "„on“ steht. Gleichen Sie beide an."
            ).format(first=rule.first, day=DAYS_SHORT[rule.first.weekday()])
        )


def _breaks(rule: Repeat, field: Field | None) -> Iterator[Break]:
    for item in field.items() if field else ():
        one = _break(item)
        if not any(day in one for day in rule.by_rule):
            raise item.fail(
                _(
                    "Die Ausnahme {day} trifft keinen Termin der Reihe{near}. Prüfen Sie den Tag."
                ).format(day=one, near=_near(rule, one.first))
            )
        yield one


def _break(field: Field) -> Break:
    days = re.split(r"\s*\.\.\s*", field.text())
    if len(days) > 2:  # read_date says how a day is written
        days = [field.text()]
    found = [read_date(replace(field, value=day)) for day in days]
    if found[-1] < found[0]:
        raise field.fail(
            _("„{text}“: Der letzte Tag liegt vor dem ersten. Vertauschen Sie beide.").format(
                text=field.text()
            )
        )
    return Break(found[0], found[-1])


def _near(rule: Repeat, day: dt.date) -> str:
    nearest = min(rule.by_rule, key=lambda one: abs(one - day))
    return " " + _("(der nächste ist am {day:%d.%m.%Y})").format(day=nearest)


def _also(rule: Repeat, field: Field | None) -> Iterator[dt.date]:
    seen: set[dt.date] = set()
    for item in field.items() if field else ():
        day = read_date(item)
        if day in rule.dropped:
            message = _("Der {day:%d.%m.%Y} steht in „also“ und in „except“. Löschen Sie eines.")
        elif day in rule.by_rule or day in seen:
            message = _("Der {day:%d.%m.%Y} ist schon ein Termin der Reihe. Löschen Sie ihn hier.")
        elif day < rule.first:
            message = _(
                "Der {day:%d.%m.%Y} liegt vor dem ersten Tag (date). Beginnen Sie die Reihe früher."
            )
        else:
            seen.add(day)
            yield day
            continue
        raise item.fail(message.format(day=day))
