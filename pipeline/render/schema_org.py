"""An event as schema.org JSON-LD, for search engines and calendars."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from markupsafe import Markup

from ..edition.model import Edition
from ..edition.values import phone, website
from ..source.facts import Event, EventStatus, Online
from ..source.organisation import Organisation
from ..source.when import Moment

_ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def event(edition: Edition, url: str | None) -> dict[str, object] | None:
    """Return the edition's event as a schema.org Event, or None if it has none.

    ``url`` is where this edition is published. Instants are ISO 8601 with the offset that
    Berlin has on that day; without a time of day they are dates.
    """
    facts = edition.event
    if facts is None:
        return None
    node: dict[str, object | None] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": edition.event_name,
        "description": edition.summary or None,
        "inLanguage": edition.language.tag,
        "url": url,
        "startDate": _iso(facts.when.begins),
        "endDate": _iso(facts.when.ends),
        "doorTime": _iso(facts.when.doors_open),
        "eventStatus": _status(facts.status),
        "eventAttendanceMode": f"https://schema.org/{_mode(facts)}EventAttendanceMode",
        "location": _location(edition, facts),
        "organizer": _organizer(edition.organisation),
        "isAccessibleForFree": _free(facts),
        "offers": _offers(edition, facts, url),
    }
    return _filled(node)


def script_data(node: dict[str, object]) -> Markup:
    """Return JSON that can stand in a script element: no character of it is markup.

    "Restrictions for contents of script elements" (HTML Standard, 4.12.1.3) are met by
    writing ``<``, ``>`` and ``&`` as JSON escapes.
    """
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704


def _iso(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _mode(facts: Event) -> str:
    if facts.online is None:
        return "Offline"
    return "Mixed" if facts.venue else "Online"


def _location(edition: Edition, facts: Event) -> object:
    """Return the place, the way to take part from elsewhere, or both."""
    place: dict[str, object | None] = {
        "@type": "Place",
        "name": facts.venue,
        "address": facts.address,
        "amenityFeature": _amenities(edition),
    }
    found = [_filled(place)] if facts.venue else []
    if facts.online:
        found += [{"@type": "VirtualLocation", "url": link} for link in _links(facts.online)]
    return found[0] if len(found) == 1 else found


def _links(online: Online) -> Iterator[str]:
    ways = ((online.url, website), (online.phone, phone))
    yield from (run.link for way, runs in ways if way for run in runs(way) if run.link)


def _status(status: EventStatus) -> str:
    """EventRescheduled would claim another date and ask for the old one: not known here."""
    cancelled = status is EventStatus.CANCELLED
    return "https://schema.org/" + ("EventCancelled" if cancelled else "EventScheduled")


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
