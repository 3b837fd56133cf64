"""An Edition's event as a calendar file (RFC 5545, updates as RFC 5546 has them).

When an event is in the calendar, `When.span` says, and `Repeat` what comes again. Each of
several dates is an entry by itself, with a UID that stays with it (entries.py). All times are
those of Europe/Berlin on that day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDDDLists,
    vRecur,
    vText,
    vUri,
)

from ..edition.model import Edition
from ..language.table import GERMAN
from ..source.clock import ZONE, Moment
from ..source.entries import FIRST, Entry, continued
from ..source.facts import Event as Facts
from ..source.facts import EventStatus
from ..source.organisation import Organisation
from ..source.repeat import Every, Repeat
from ..source.when import When
from ..text.runs import Text
from . import text

PRODID: Final = "-//invitation-pipeline//Share kit//DE"
STAMP: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""DTSTAMP of sequence 0. Every later one is a minute younger, so that of two revisions the
newer wins (RFC 5546, 2.1.5) and the same edition still gives the same bytes."""

CONFERENCES: Final = {"online_url": None, "online_phone": "PHONE"}
"""Facts of the box that say how to take part, with what is known of the way (FEATURE)."""

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HOUR: Final = dt.timedelta(hours=1)


def has_event(edition: Edition) -> bool:
    """Say whether `render` has something to put into a calendar."""
    return edition.event is not None


def render(edition: Edition, sequence: int, entries: Sequence[Entry] = ()) -> bytes:
    """Return the .ics file of the edition's event: UTF-8, CR LF, folded at 75 octets.

    ``sequence`` is the number of changes since the first publication, ``entries`` say which date
    is which (sequence.py); without them the dates are numbered as they come. A UID is the same
    in every language and for every sequence, so a calendar replaces what it has. What is
    cancelled stays an entry that says so (STATUS:CANCELLED); METHOD:CANCEL would take it away
    without a word. Title and description are in the reader's language (LANGUAGE, RFC 5545,
    3.2.10) with direction marks as text.py sets them; the place is German and bare, for maps.

    Raises ValueError for an edition without an event.
    """
    facts = edition.event
    if facts is None:
        raise ValueError(f"{edition.stem} has no event")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    if organiser := _organiser(edition):  # PUBLISH must have one (RFC 5546, 3.2.1)
        calendar.add("method", "PUBLISH")
    calendar.add_component(_berlin())
    for entry in entries or continued((), facts.sessions):
        calendar.add_component(_event(edition, facts, entry, sequence, organiser))
    return bytes(calendar.to_ical(sorted=False))


def uid(edition: Edition, number: int = FIRST) -> str:
    """Return the identifier of an entry: the slug at the organisation's host.

    From the second date on, its number stands behind a full stop, which no slug has. The host
    is that of the website, else of base_url, of the e-mail address, or the name.
    """
    name = edition.slug if number == FIRST else f"{edition.slug}.{number}"
    return f"{name}@{_host(edition.organisation)}"


def _event(
    edition: Edition, facts: Facts, entry: Entry, sequence: int, organiser: vCalAddress | None
) -> Event:
    event = Event()
    event.add("uid", uid(edition, entry.id))
    event.add("dtstamp", STAMP + sequence * dt.timedelta(minutes=1))
    event.add("sequence", sequence)
    cancelled = entry.gone or facts.status is EventStatus.CANCELLED
    event.add("status", _status(edition, cancelled))
    _add_time(event, entry.session.when)
    event.add("summary", _text(_summary(edition, entry, cancelled), edition, edition.named))
    conferences = list(_conferences(edition))
    if place := entry.session.place:
        event.add("location", vText(place, params={"LANGUAGE": GERMAN}))
    elif conferences:
        event.add("location", vText(conferences[0]))
    description = text.paragraphs([*text.warnings(edition), *text.body(edition)])
    event.add("description", _text(description, edition))
    if organiser:
        event.add("organizer", organiser)
    if contact := _contact(edition):
        event.add("contact", vText(contact, params={"LANGUAGE": GERMAN}))
    for conference in conferences:
        event.add("conference", conference)
    if url := text.page_address(edition) or (facts.online and facts.online.url):
        event.add("url", url)
    return event


def _conferences(edition: Edition) -> Iterator[vUri]:
    """Yield how to take part online or by telephone (RFC 7986, 5.11)."""
    for fact in edition.facts:
        for run in fact.value.runs:
            if fact.key in CONFERENCES and run.link:
                feature = {} if (value := CONFERENCES[fact.key]) is None else {"FEATURE": value}
                label = {"LABEL": fact.label.plain, "LANGUAGE": _language(edition, fact.label)}
                yield vUri(run.link, params={"VALUE": "URI", **feature, **label})


def _add_time(event: Event, when: When) -> None:
    span = when.span()
    event.add("dtstart", span.begins)
    if span.ends is not None:
        event.add("dtend", span.ends)
    if span.times > 1:
        event.add("rrule", vRecur(freq="DAILY", count=span.times))
    if when.repeat:
        _add_rule(event, when, when.repeat)


def _add_rule(event: Event, when: When, rule: Repeat) -> None:
    """Add the rule (RFC 5545, 3.8.5.3), its exceptions and the days beside it.

    UNTIL is the last moment at which it begins: a day where it begins on days, else in UTC.
    """
    last = when.on(rule.by_rule[-1]).span().begins
    if isinstance(last, dt.datetime):
        last = last.astimezone(dt.UTC)
    event.add("rrule", vRecur({**_frequency(rule), "UNTIL": [last]}))
    for name, days in (("exdate", rule.dropped), ("rdate", rule.also)):
        if days:
            event.add(name, _moments([when.on(day).span().begins for day in days]))


def _frequency(rule: Repeat) -> dict[str, list[str | int]]:
    days = [_WEEKDAYS[day] for day in rule.on]
    if rule.every is Every.MONTH:
        if rule.on:
            return {"FREQ": ["MONTHLY"], "BYDAY": [f"{rule.week_of_month}{day}" for day in days]}
        return {"FREQ": ["MONTHLY"], "BYMONTHDAY": [rule.first.day]}
    # The week begins on Monday: that decides which one is the second.
    interval = 2 if rule.every is Every.TWO_WEEKS else 1
    return {"FREQ": ["WEEKLY"], "INTERVAL": [interval], "BYDAY": [*days], "WKST": ["MO"]}


def _moments(moments: Sequence[Moment]) -> vDDDLists:
    """Return a list of days (VALUE=DATE) or of instants with their zone (RFC 5545, 3.8.5)."""
    found = vDDDLists(list(moments))
    if not isinstance(moments[0], dt.datetime):
        found.params["VALUE"] = "DATE"
    return found


def _berlin() -> Timezone:
    """Return Europe/Berlin as it has been since 1996 (Directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for part, name, month, change, before, after in (
        (TimezoneDaylight(), "CEST", 3, dt.datetime(1996, 3, 31, 2), _HOUR, 2 * _HOUR),
        (TimezoneStandard(), "CET", 10, dt.datetime(1996, 10, 27, 3), 2 * _HOUR, _HOUR),
    ):
        part.add("tzname", name)
        part.add("dtstart", change)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(part)
    return zone


def _status(edition: Edition, cancelled: bool) -> str:
    if cancelled:
        return "CANCELLED"
    return "CONFIRMED" if edition.publishable else "TENTATIVE"


def _summary(edition: Edition, entry: Entry, cancelled: bool) -> str:
    """Return what the event and its date are called; before it that this is a draft, and that
    it is cancelled.

    Calendars that know nothing of STATUS still show the title.
    """
    parts = [text.mark(edition)] if edition.notice else []
    if cancelled and edition.alert:
        parts.append(text.line(edition.alert, edition.language))
    parts.append(text.line(edition.named, edition.language))
    if name := edition.session_titles.get(entry.session.title):
        parts.append(text.line(name, edition.language))
    return " – ".join(parts)


def _text(shown: str, edition: Edition, source: Text | None = None) -> vText:
    return vText(shown, params={"LANGUAGE": _language(edition, source)})


def _language(edition: Edition, source: Text | None) -> str:
    return GERMAN if source is not None and source.german else edition.language.tag


def _organiser(edition: Edition) -> vCalAddress | None:
    """Return the organisation with an e-mail address, or nothing if none is known."""
    organisation = edition.organisation
    link = f"mailto:{organisation.email}" if organisation.email else _mail(edition)
    if link is None:
        return None
    return vCalAddress(link, params={"CN": organisation.name})


def _mail(edition: Edition) -> str | None:
    """Return the first mailto: link, of the contact before the registration."""
    groups = sorted(edition.groups, key=lambda group: group.key != "contact")
    links = (
        run.link for group in groups for fact in group.facts for run in fact.value.runs if run.link
    )
    return next((link for link in links if link.startswith("mailto:")), None)


def _contact(edition: Edition) -> str:
    """Return whom to ask in one line: names, then telephone and e-mail."""
    facts = [fact for group in edition.groups if group.key == "contact" for fact in group.facts]
    return ", ".join(fact.value.plain for fact in facts if fact.key in {"name", "phone", "email"})


def _host(organisation: Organisation) -> str:
    for url in (organisation.website, organisation.base_url):
        if url and (host := re.match(r"https?://(?:[^/@]*@)?([^/:?#]+)", url, re.IGNORECASE)):
            return host[1].lower().removeprefix("www.")
    if organisation.email:
        return organisation.email.rpartition("@")[2].lower()
    # RFC 2606: a name that can never be a host's.
    return re.sub(r"[^a-z0-9]+", "-", organisation.name.lower()).strip("-") + ".invalid"
