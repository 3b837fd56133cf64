"""Front matter → When: days, times, sessions and rules, checked as they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from ..base.messages import _
from .clock import clock, minutes, read_date, read_end, read_time
from .fields import Field, Table
from .mistakes import Mistakes
from .repeat import read_repeat
from .when import Choice, Session, Timing, When, together

SESSION_KEYS: Final = (
    *("date", "end_date", "start", "end", "doors"),
    *("venue", "address", "title"),
)
SHARED: Final = ("start", "end", "doors")
"""What a session has from the event where it says nothing itself."""
ALL: Final = "all"


def read_when(table: Table) -> When:
    """The days and times among the facts of an event.

    Raises the table's error for a day or time that does not exist, and for one at odds with
    another: a last day not after the first, an end that is not after the start or has none,
    doors after the start; for sessions beside a date, and for what `read_repeat` refuses.
    """
    if sessions := table.get("sessions"):
        return _sessions(sessions, table)
    if choose := table.get("choose"):
        raise choose.fail(_("„choose“ gehört zu mehreren Terminen. Tragen Sie „sessions“ ein."))
    when = _once(table)
    if rule := table.get("repeat"):
        return _series(when, rule, table)
    return when


def _once(table: Table) -> When:
    slips = Mistakes()
    read = slips.read
    timing = read(lambda: _timing(table))
    when = When(
        date=read(lambda: read_date(table.require("date"))),
        end_date=read(lambda: _optional_date(table, "end_date")),
        start=None if timing else read(lambda: _optional_time(table, "start")),
        end=read(lambda: read_end(end) if (end := table.get("end")) else None),
        doors=read(lambda: _optional_time(table, "doors")),
        timing=timing,
    )
    slips.end()
    _check(when, table)
    return when


def _timing(table: Table) -> Timing | None:
    field = table.get("start")
    words = [one.value for one in Timing]
    return Timing(field.text()) if field is not None and field.text() in words else None


def _series(when: When, field: Field, table: Table) -> When:
    if end_date := table.get("end_date"):
        raise end_date.fail(
            _("Bei einer Reihe steht der letzte Tag unter „repeat.until“. Löschen Sie „end_date“.")
        )
    rule = read_repeat(field, when.date)
    first, last = rule.days[0], rule.days[-1]
    return replace(when, date=first, end_date=last if last > first else None, repeat=rule)


def _sessions(field: Field, event: Table) -> When:
    for name in ("date", "end_date", "repeat"):
        if beside := event.get(name):
            raise beside.fail(
                _("„{name}“ steht neben „sessions“. Schreiben Sie die Tage nur dort.").format(
                    name=beside.name
                )
            )
    items = field.items()
    if not items:
        raise field.fail(
            _("„{name}“ ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile.").format(
                name=field.name
            )
        )
    found: list[Session] = []
    slips = Mistakes()
    for item in items:
        slips.read(partial(_take, found, item, event))
    choice = slips.read(lambda: _choice(event))
    slips.end()
    return together(found, choice)


def _take(found: list[Session], item: Field, event: Table) -> None:
    """Add a date to those ``found``."""
    session = _session(item, event)
    if session in found:
        raise item.fail(_("Dieser Termin steht schon da. Löschen Sie ihn hier."))
    found.append(session)


def _choice(event: Table) -> Choice | None:
    choose = event.get("choose")
    word = choose.choice((ALL, *(one.value for one in Choice))) if choose else ALL
    return None if word == ALL else Choice(word)


def _session(field: Field, event: Table) -> Session:
    slips = Mistakes()
    own = slips.table(field, SESSION_KEYS)
    inherited = {name: event.values[name] for name in SHARED if name in event.values}
    if _timing(own):  # "all_day" has no end of another time
        inherited = {}
    when = slips.read(lambda: _once(replace(own, values={**inherited, **own.values})))
    place = own if "venue" in own.values else event
    session = Session(
        when,
        venue=slips.read(lambda: venue.fact() if (venue := place.get("venue")) else None),
        address=slips.read(lambda: _address(own) or _address(place)),
        title=slips.read(lambda: own.text("title") or ""),
    )
    slips.end()
    return session


def _address(table: Table) -> str | None:
    field = table.get("address")
    return None if field is None else field.lines()


def session_titles(table: Table) -> Iterator[Field]:
    """The titles of the sessions among the facts of an event."""
    sessions = table.get("sessions")
    for item in sessions.items() if sessions else ():
        if title := item.table(SESSION_KEYS).get("title"):
            yield title


def check_deadline(until: dt.date | None, when: When | None, field: Field) -> None:
    """Raise the error of ``field`` for a deadline after the event."""
    if until and when and until > when.last:
        raise field.fail(
            _(
                "Die Anmeldefrist ({until:%d.%m.%Y}) liegt nach der Veranstaltung "
                "({date:%d.%m.%Y}). Prüfen Sie beide."
            ).format(until=until, date=when.last)
        )


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
    if when.timing and (time := table.get("end") or table.get("doors")):
        raise time.fail(
            _("„start: {word}“ hat keine Uhrzeiten. Löschen Sie „{name}“.").format(
                word=when.timing.value, name=time.name
            )
        )
    if when.end and not when.start:
        raise table.require("end").fail(
            _("Zu „event.end“ gehört „event.start“. Tragen Sie es ein.")
        )
    if when.start and when.end and minutes(when.end) <= minutes(when.start) and not when.end_date:
        raise table.require("end").fail(
            _(
                "Das Ende ({end}) liegt nicht nach dem Beginn ({start}). "
                "Prüfen Sie beide. Endet der Abend nach Mitternacht, tragen Sie auch den Tag "
                "des Endes ein (end_date)."
            ).format(end=clock(when.end), start=clock(when.start))
        )
    if when.doors and when.start and when.doors > when.start:
        raise table.require("doors").fail(
            _("Der Einlass ({doors}) liegt nach dem Beginn ({start}). Prüfen Sie beide.").format(
                doors=clock(when.doors), start=clock(when.start)
            )
        )
