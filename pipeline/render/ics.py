"""An Edition's event as a calendar file (RFC 5545, updates as RFC 5546 has them).

When an event is in the calendar, `When.span` says. All times are those of Europe/Berlin
on that day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vRecur,
    vText,
    vUri,
)

from ..edition.model import Edition
from ..language.table import GERMAN
from ..source.facts import Event as Facts
from ..source.facts import EventStatus
from ..source.organisation import Organisation
from ..source.when import ZONE, Span
from ..text.runs import Text
from . import text

PRODID: Final = "-//invitation-pipeline//Share kit//DE"
STAMP: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""DTSTAMP of sequence 0. Every later one is a minute younger, so that of two revisions the
newer wins (RFC 5546, 2.1.5) and the same edition still gives the same bytes."""

CONFERENCES: Final = {"online_url": None, "online_phone": "PHONE"}
"""Facts of the box that say how to take part, with what is known of the way (FEATURE)."""

_HOUR: Final = dt.timedelta(hours=1)


def has_event(edition: Edition) -> bool:
    """Say whether `render` has something to put into a calendar."""
    return edition.event is not None


def render(edition: Edition, sequence: int) -> bytes:
    """Return the .ics file of the edition's event: UTF-8, CR LF, folded at 75 octets.

    ``sequence`` is the number of changes since the first publication (sequence.py). The
    UID is the same in every language and for every sequence, so a calendar replaces what
    it has. A cancelled event stays an entry that says so (STATUS:CANCELLED); METHOD:CANCEL
    would take it away without a word. Title and description are in the reader's language
    (LANGUAGE, RFC 5545, 3.2.10) with direction marks as text.py sets them; the place is
    German and bare, for maps.

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
    calendar.add_component(_event(edition, facts, sequence, organiser))
    return bytes(calendar.to_ical(sorted=False))


def uid(edition: Edition) -> str:
    """Return the event's identifier: the slug at the organisation's host.

    The host is that of the website, else of base_url, of the e-mail address, or the name.
    """
    return f"{edition.slug}@{_host(edition.organisation)}"


def _event(edition: Edition, facts: Facts, sequence: int, organiser: vCalAddress | None) -> Event:
    event = Event()
    event.add("uid", uid(edition))
    event.add("dtstamp", STAMP + sequence * dt.timedelta(minutes=1))
    event.add("sequence", sequence)
    event.add("status", _status(edition, facts))
    _add_time(event, facts.when.span())
    event.add("summary", _text(_summary(edition), edition, edition.named))
    conferences = list(_conferences(edition))
    if place := facts.place:
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


def _add_time(event: Event, span: Span) -> None:
    event.add("dtstart", span.begins)
    if span.ends is not None:
        event.add("dtend", span.ends)
    if span.times > 1:
        event.add("rrule", vRecur(freq="DAILY", count=span.times))


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


def _cancelled(facts: Facts) -> bool:
    return facts.status is EventStatus.CANCELLED


def _status(edition: Edition, facts: Facts) -> str:
    if _cancelled(facts):
        return "CANCELLED"
    return "CONFIRMED" if edition.publishable else "TENTATIVE"


def _summary(edition: Edition) -> str:
    """Return what the event is called; before it that this is a draft, and that it is cancelled.

    Calendars that know nothing of STATUS still show the title.
    """
    facts = edition.event
    before = [text.mark(edition)] if edition.notice else []
    if facts and _cancelled(facts) and edition.alert:
        before.append(text.line(edition.alert, edition.language))
    title = text.line(edition.named, edition.language)
    return " – ".join([*before, title])


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
