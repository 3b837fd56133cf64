"""An event as schema.org JSON-LD, for search engines and calendars."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from markupsafe import Markup

from ..edition.model import Edition
from ..edition.values import phone, website
from ..source.clock import ZONE, Moment, clock, moment
from ..source.facts import Event, EventStatus, Online
from ..source.organisation import Organisation
from ..source.repeat import Every, Repeat
from ..source.when import Session, When

_WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)
_FREQUENCIES: Final = {Every.WEEK: "P1W", Every.TWO_WEEKS: "P2W", Every.MONTH: "P1M"}
"""ISO 8601 durations."""

_ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def event(edition: Edition, url: str | None) -> dict[str, object] | None:
    """Return the edition's event as a schema.org Event, or None if it has none.

    One of several dates is an EventSeries with its `subEvent`s; one that repeats has an
    `eventSchedule`, and the days beside the rule as events. ``url`` is where this edition is
    published. Instants are ISO 8601 with the offset that Berlin has on that day; without a time
    of day they are dates.
    """
    facts = edition.event
    if facts is None:
        return None
    node: dict[str, object | None] = {
        "@context": "https://schema.org",
        "@type": "EventSeries" if facts.when.repeat or facts.when.sessions else "Event",
        "name": edition.event_name,
        "description": edition.summary or None,
        "inLanguage": edition.language.tag,
        "url": url,
        "startDate": _iso(facts.when.begins),
        "endDate": _iso(facts.when.ends),
        "doorTime": _iso(facts.when.doors_open),
        "previousStartDate": _previous(facts),
        "eventStatus": _status(facts),
        "eventAttendanceMode": f"https://schema.org/{_mode(facts)}EventAttendanceMode",
        "location": _location(edition, facts),
        "organizer": _organizer(edition.organisation),
        "isAccessibleForFree": _free(facts),
        "offers": _offers(edition, facts, url),
        "eventSchedule": _schedule(facts.when, facts.when.repeat) if facts.when.repeat else None,
        "subEvent": list(_parts(edition, facts)) or None,
    }
    return _filled(node)


def script_data(node: dict[str, object]) -> Markup:
    """Return JSON that can stand in a script element: no character of it is markup.

    "Restrictions for contents of script elements" (HTML Standard, 4.12.1.3) are met by
    writing ``<``, ``>`` and ``&`` as JSON escapes.
    """
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704


def _iso(one: Moment | None) -> str | None:
    return None if one is None else one.isoformat()


def _mode(facts: Event) -> str:
    if facts.online is None:
        return "Offline"
    return "Mixed" if facts.somewhere else "Online"


def _schedule(when: When, rule: Repeat) -> dict[str, object]:
    """Return the rule as a Schedule; days that fall out stand one by one."""
    days = [f"https://schema.org/{_WEEKDAYS[day]}" for day in rule.on]
    monthly = rule.every is Every.MONTH
    node: dict[str, object | None] = {
        "@type": "Schedule",
        "repeatFrequency": _FREQUENCIES[rule.every],
        "byDay": days or None,
        "byMonthWeek": rule.week_of_month if monthly and days else None,
        "byMonthDay": rule.first.day if monthly and not days else None,
        "startDate": rule.by_rule[0].isoformat(),
        "endDate": rule.by_rule[-1].isoformat(),
        "startTime": _clock(when.start),
        "endTime": _clock(when.end),
        "scheduleTimezone": ZONE.key,
        "exceptDate": [day.isoformat() for day in rule.dropped] or None,
    }
    return _filled(node)


def _clock(time: dt.time | None) -> str | None:
    return None if time is None else f"{clock(time)}:00"


def _parts(edition: Edition, facts: Event) -> Iterator[dict[str, object]]:
    """Yield the dates of several, and of a series the days beside its rule."""
    when = facts.when
    also = when.repeat.also if when.repeat else ()
    extra = [Session(when.on(day), facts.venue, facts.address) for day in also]
    for session in when.sessions or extra:
        title = edition.session_titles.get(session.title)
        node = {
            "@type": "Event",
            "name": " – ".join((edition.event_name, *([title.plain] if title else []))),
            "startDate": _iso(session.when.begins),
            "endDate": _iso(session.when.ends),
            "doorTime": _iso(session.when.doors_open),
            "eventStatus": _status(facts),
            "eventAttendanceMode": f"https://schema.org/{_mode(facts)}EventAttendanceMode",
            "location": _location(
                edition, replace(facts, venue=session.venue, address=session.address)
            ),
        }
        yield _filled(node)


def _location(edition: Edition, facts: Event) -> object:
    """Return the place, the way to take part from elsewhere, or both; None if there is no one
    place of all dates."""
    place: dict[str, object | None] = {
        "@type": "Place",
        "name": facts.venue,
        "address": facts.address,
        "amenityFeature": _amenities(edition),
    }
    found = [_filled(place)] if facts.venue else []
    if facts.online:
        found += [{"@type": "VirtualLocation", "url": link} for link in _links(facts.online)]
    return found[0] if len(found) == 1 else found or None


def _links(online: Online) -> Iterator[str]:
    ways = ((online.url, website), (online.phone, phone))
    yield from (run.link for way, runs in ways if way for run in runs(way) if run.link)


def _status(facts: Event) -> str:
    """EventRescheduled claims another date and asks for the old one: only where it is known."""
    if facts.status is EventStatus.CANCELLED:
        return "https://schema.org/EventCancelled"
    return "https://schema.org/" + ("EventRescheduled" if _previous(facts) else "EventScheduled")


def _previous(facts: Event) -> str | None:
    """Return when it was to begin; None where that has not changed or is not known."""
    moved = facts.moved_from
    if moved is None or not (moved.date or moved.start):
        return None
    return _iso(moment(moved.date or facts.when.date, moved.start or facts.when.start))


def _organizer(organisation: Organisation) -> dict[str, object]:
    node = {
        "@type": "Organization",
        "name": organisation.name,
        "url": organisation.website,
        "address": organisation.address,
    }
    return _filled(node)


def _free(facts: Event) -> bool | None:
    """Say whether nobody has to pay; who gives what they like need not."""
    return not any(price.amount for price in facts.price) if facts.price else None


def _offers(edition: Edition, facts: Event, url: str | None) -> object | None:
    """Return an offer a price; for whom it is, in the reader's language."""
    shown = next((fact.value for fact in edition.facts if fact.key == "price"), None)
    lines = shown.plain.split("\n") if shown else []
    found = [
        _filled(
            {
                "@type": "Offer",
                "name": line if price.who else None,
                "price": "0" if price.amount is None else f"{price.amount:f}",
                "priceCurrency": price.currency,
                "url": url,
            }
        )
        for price, line in zip_longest(facts.price, lines)
        if price
    ]
    return found[0] if len(found) == 1 else found or None


def _amenities(edition: Edition) -> list[dict[str, object]] | None:
    """Return what the place has for people who need it, in the reader's language."""
    found = [words.plain for fact in edition.facts for _symbol, words in fact.symbols]
    kind = "LocationFeatureSpecification"
    return [{"@type": kind, "name": name, "value": True} for name in found] or None


def _filled(node: dict[str, object | None] | dict[str, str | None]) -> dict[str, object]:
    return {key: value for key, value in node.items() if value is not None}
