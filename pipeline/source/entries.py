"""The entries of an event in people's calendars: which date is which, over all changes.

A calendar knows an entry by its UID, so each date of an event has a number that stays with it:
a date that is moved keeps it, one that is taken away keeps it too and is told as cancelled. The
only entry of an event that gets several dates is the first of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .clock import clock, read_date, read_end
from .fields import Field
from .when import Session, Timing, When

KEYS: Final = ("date", "end_date", "start", "end", "doors", "venue", "address", "title")
"""What is kept of a date, in this order."""

FIRST: Final = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar."""

    id: int
    """From 1; never given twice in one event."""
    session: Session
    gone: bool = False
    """It was taken away: cancelled, for those who have it."""
    before: Session | None = None
    """What it was before its last change."""


def continued(old: Sequence[Entry], sessions: Sequence[Session]) -> tuple[Entry, ...]:
    """The entries of ``sessions``, in their order, then those of ``old`` that are gone.

    A date is the old one that is the same in everything; else that of the same name, of the
    same day, or the nearest that is left.
    """
    found: dict[int, Entry] = {}
    if len(old) == 1 and not old[0].gone and sessions:
        found[0] = _changed(old[0], sessions[0])
    for alike in _LIKENESS:
        for number, session in enumerate(sessions):
            free = [one for one in old if one.id not in {entry.id for entry in found.values()}]
            fitting = [one for one in free if alike(one, session)]
            if number not in found and fitting:
                found[number] = _changed(_nearest(fitting, session.when.date), session)
    taken = {one.id for one in found.values()}
    new = max((one.id for one in old), default=FIRST - 1)
    for number, session in enumerate(sessions):
        if number not in found:
            new += 1
            found[number] = Entry(new, session)
    gone = (replace(one, gone=True) for one in old if one.id not in taken)
    return (*(found[number] for number in range(len(sessions))), *gone)


_LIKENESS: Final[tuple[Callable[[Entry, Session], object], ...]] = (
    lambda entry, session: texts(entry.session) == texts(session),
    lambda entry, session: (
        not entry.gone and session.title and entry.session.title == session.title
    ),
    lambda entry, session: not entry.gone and entry.session.when.date == session.when.date,
    lambda entry, session: not entry.gone,
)


def _nearest(entries: Sequence[Entry], day: dt.date) -> Entry:
    return min(entries, key=lambda one: abs(one.session.when.date - day))


def _changed(entry: Entry, session: Session) -> Entry:
    same = texts(entry.session) == texts(session)
    return Entry(entry.id, session, before=entry.before if same else entry.session)


def texts(session: Session) -> dict[str, str]:
    """A date as files keep it, by `KEYS`; what it does not have is left out."""
    when = session.when
    times = {name: getattr(when, name) for name in ("start", "end", "doors")}
    found: dict[str, str | None] = {
        "date": str(when.date),
        "end_date": str(when.end_date) if when.end_date else None,
        **{name: None if time is None else clock(time) for name, time in times.items()},
        "venue": session.venue,
        "address": session.address,
        "title": session.title,
    }
    if when.timing:
        found["start"] = when.timing.value
    return {name: text for name in KEYS if (text := found[name])}


def from_fields(fields: Mapping[str, Field]) -> Session:
    """The date that `texts` wrote. Raises the error of the field that it cannot have written."""

    def text(name: str) -> str | None:
        return str(fields[name].value) if name in fields else None

    timing = Timing(start) if (start := text("start")) in list(Timing) else None
    when = When(
        date=read_date(fields["date"]),
        end_date=read_date(fields["end_date"]) if "end_date" in fields else None,
        start=read_end(fields["start"]) if "start" in fields and not timing else None,
        end=read_end(fields["end"]) if "end" in fields else None,
        doors=read_end(fields["doors"]) if "doors" in fields else None,
        timing=timing,
    )
    return Session(when, text("venue"), text("address"), text("title") or "")
