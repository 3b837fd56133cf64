"""Front matter → the programme: what happens when, by whom, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from ..base.messages import _
from .blocks import segment
from .clock import clock, minutes, read_date, read_end, read_time
from .facts import Event
from .fields import Field, Table
from .mistakes import Mistakes
from .model import ProgrammeItem, Role, Segment, Speaker

KEYS: Final = ("day", "time", "end", "place", "title", "speaker")


def read_programme(table: Table, event: Event | None) -> tuple[ProgrammeItem, ...]:
    """The programme of a document, its items in the order of days; nothing if it has none.

    An item without a day belongs to the day of the one before it, the first ones to the
    event's first day. Raises the table's error for a day on which the event is not, and for
    an end that is not after the beginning.
    """
    field = table.get("programme")
    if field is None:
        return ()
    slips = Mistakes()
    items = [slips.read(partial(_item, item, event)) for item in field.items()]
    slips.end()
    if not any(item.day for item in items):
        return tuple(items)
    day = event.when.date if event else next(item.day for item in items if item.day)
    dated: list[ProgrammeItem] = []
    for item in items:
        day = item.day or day
        dated.append(replace(item, day=day))
    return tuple(sorted(dated, key=lambda item: item.day or dt.date.min))


def _item(field: Field, event: Event | None) -> ProgrammeItem:
    slips = Mistakes()
    read, item = slips.read, slips.table(field, KEYS)
    time, end, speakers = item.get("time"), item.get("end"), item.get("speaker")
    found = ProgrammeItem(
        title=read(lambda: _title(item.require("title"))),
        time=read(lambda: read_time(time) if time else None),
        end=read(lambda: read_end(end) if end else None),
        day=read(lambda: _day(day, event) if (day := item.get("day")) else None),
        place=read(lambda: place.fact() if (place := item.get("place")) else ""),
        speakers=read(lambda: tuple(_speakers(speakers)) if speakers else ()),
    )
    slips.end()
    if end and found.end:
        _check_end(found.time, found.end, end)
    return found


def _title(field: Field) -> Segment:
    return segment(Role.PROGRAMME, field.text(), field.where)


def _day(field: Field, event: Event | None) -> dt.date:
    day = read_date(field)
    if event and not event.when.covers(day):
        raise field.fail(
            _(
                "Am {day:%d.%m.%Y} ist keine Veranstaltung (event). Prüfen Sie den Tag dieses "
                "Programmpunkts."
            ).format(day=day)
        )
    return day


def _check_end(time: dt.time | None, end: dt.time, field: Field) -> None:
    if time is None:
        raise field.fail(_("Zum Ende (end) gehört der Beginn (time). Tragen Sie ihn ein."))
    if minutes(end) <= minutes(time):
        raise field.fail(
            _("Das Ende ({end}) liegt nicht nach dem Beginn ({start}). Prüfen Sie beide.").format(
                end=clock(end), start=clock(time)
            )
        )


def _speakers(field: Field) -> Iterator[Speaker]:
    entries: Sequence[Field] = [field] if isinstance(field.value, dict) else field.items()
    for entry in entries:
        yield read_person(entry)


def read_person(field: Field) -> Speaker:
    """Somebody with a role, or the name alone."""
    if not isinstance(field.value, dict):
        return Speaker(field.fact())
    person = field.table(("name", "role"))
    name = person.require("name").fact()
    role, note = person.get("role"), f"Person: {name}"
    return Speaker(name, segment(Role.SPEAKER, role.text(), role.where, note) if role else None)
