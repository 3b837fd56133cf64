"""Calendar files, read by icalendar and by vobject, which knows only our VTIMEZONE."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr

from pipeline.edition.model import Edition, Fact, FactGroup
from pipeline.edition.values import phone, website
from pipeline.render import ics
from pipeline.source.facts import Event, EventStatus, Online
from pipeline.source.labels import LABELS
from pipeline.source.organisation import Organisation
from pipeline.source.sequence import NOTHING, advance
from pipeline.source.when import When
from pipeline.text.patterns import LRI, PDI
from pipeline.text.runs import Run, Text

from ..support import LANGUAGES
from .html_samples import invitation

BERLIN = ZoneInfo("Europe/Berlin")
DAY = dt.date(2026, 10, 23)
EVENT = Event(When(DAY, start=dt.time(10), end=dt.time(13)), "E-Werk", address="Eschwege")


def of(event: Event, tag: str = "de", **changes: Any) -> Edition:
    return replace(invitation(tag), event=event, **changes)


def entry(data: bytes) -> Any:
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


def second(data: bytes) -> Any:
    """The event as the second implementation has it."""
    return vobject.readOne(data.decode()).vevent


@pytest.fixture(scope="module")
def editions(editions: list[Edition]) -> list[Edition]:
    return [edition for edition in editions if ics.has_event(edition)]


def test_every_edition_of_every_document_is_read_by_two_implementations(
    editions: list[Edition],
) -> None:
    assert {one.language.tag for one in editions} == {"de", *LANGUAGES}
    for edition in editions:
        data = ics.render(edition, 0)
        assert data == ics.render(edition, 0)
        first, other = entry(data), second(data)
        assert edition.event
        assert edition.event.when.start
        start = dt.datetime.combine(edition.event.when.date, edition.event.when.start, BERLIN)
        assert first["DTSTART"].dt == start
        assert other.dtstart.value.astimezone(dt.UTC) == start.astimezone(dt.UTC)
        assert str(first["SUMMARY"]) == other.summary.value
        assert edition.named.plain in str(first["SUMMARY"]).translate({ord(LRI): "", ord(PDI): ""})
        assert str(first["DESCRIPTION"]) == other.description.value
        for fact in edition.facts:
            assert fact.value.plain in other.description.value
        assert first["SUMMARY"].params["LANGUAGE"] == edition.language.tag
        assert first["STATUS"] == ("CONFIRMED" if edition.publishable else "TENTATIVE")
        assert first.errors == []


def test_the_uid_is_the_same_in_every_language_and_differs_between_documents(
    editions: list[Edition],
) -> None:
    by_slug: dict[str, set[str]] = {}
    for edition in editions:
        by_slug.setdefault(edition.slug, set()).add(str(entry(ics.render(edition, 0))["UID"]))
    assert all(len(uids) == 1 for uids in by_slug.values())
    assert len(set().union(*by_slug.values())) == len(by_slug)


def test_lines_are_folded_at_75_octets_between_characters(editions: list[Edition]) -> None:
    for edition in editions:
        data = ics.render(edition, 0)
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert b"\r" not in data.replace(b"\r\n", b"")
        for line in data.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()  # no character is cut in two


ONLINE = Online("https://b.de/o", "05651 302", "4711")


def online(tag: str, venue: str | None) -> Edition:
    """An edition with lines for the two ways to take part from elsewhere."""
    label = Text((Run("Online teilnehmen"),), german=tag != "de")
    ways = {"online_url": website("https://b.de/o"), "online_phone": phone("05651 302")}
    return of(
        Event(When(DAY), venue, online=ONLINE),
        tag,
        facts=tuple(Fact(key, label, Text(runs)) for key, runs in ways.items()),
    )


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_who_takes_part_online_finds_the_link(tag: str) -> None:
    data = ics.render(online(tag, None), 0)
    first = entry(data)
    assert first["LOCATION"] == first["URL"] == "https://b.de/o"
    assert [(str(one), one.params.get("FEATURE")) for one in first["CONFERENCE"]] == [
        ("https://b.de/o", None),
        ("tel:+495651302", "PHONE"),
    ]
    assert {one.params["LABEL"] for one in first["CONFERENCE"]} == {"Online teilnehmen"}
    assert {one.params["LANGUAGE"] for one in first["CONFERENCE"]} == {"de"}
    assert second(data).location.value == "https://b.de/o"


def test_a_place_comes_before_the_link_and_the_page_too() -> None:
    first = entry(ics.render(online("de", "E-Werk"), 0))
    assert (first["LOCATION"], first["URL"]) == ("E-Werk", "https://b.de/o")
    organisation = replace(invitation("de").organisation, base_url="https://x.de/e")
    first = entry(ics.render(replace(online("de", None), organisation=organisation), 0))
    assert first["URL"].startswith("https://x.de/e/")
    assert first["LOCATION"] == "https://b.de/o"


# --- when ---------------------------------------------------------------------------------

WHEN = {
    "a day": (Event(When(DAY), "x"), DAY, dt.date(2026, 10, 24), None),
    "a start": (
        Event(When(DAY, start=dt.time(10)), "x"),
        dt.datetime(2026, 10, 23, 10),
        None,
        None,
    ),
    "start and end": (
        EVENT,
        dt.datetime(2026, 10, 23, 10),
        dt.datetime(2026, 10, 23, 13),
        None,
    ),
    "several days": (
        Event(When(DAY, end_date=dt.date(2026, 10, 26)), "x"),
        DAY,
        dt.date(2026, 10, 27),
        None,
    ),
    "several days with a start": (
        Event(When(DAY, end_date=dt.date(2026, 10, 26), start=dt.time(10)), "x"),
        DAY,
        dt.date(2026, 10, 27),
        None,
    ),
    "every day of several": (
        replace(EVENT, when=replace(EVENT.when, end_date=dt.date(2026, 10, 26))),
        dt.datetime(2026, 10, 23, 10),
        dt.datetime(2026, 10, 23, 13),
        4,
    ),
    "through the night": (
        Event(When(DAY, dt.date(2026, 10, 25), dt.time(18), dt.time(14)), "x"),
        dt.datetime(2026, 10, 23, 18),
        dt.datetime(2026, 10, 25, 14),
        None,
    ),
}


@pytest.mark.parametrize("name", WHEN)
def test_when_an_event_is(name: str) -> None:
    event, start, end, days = WHEN[name]
    found = entry(ics.render(of(event), 0))

    def local(key: str) -> dt.date | None:
        if key not in found:
            return None
        value = found[key].dt
        if isinstance(value, dt.datetime):
            assert found[key].params["TZID"] == "Europe/Berlin"
            return value.replace(tzinfo=None)
        assert found[key].params["VALUE"] == "DATE"
        assert isinstance(value, dt.date)
        return value

    assert (local("DTSTART"), local("DTEND")) == (start, end)
    assert found.get("RRULE", {}).get("COUNT") == ([days] if days else None)


def test_local_time_stays_over_the_end_of_daylight_saving() -> None:
    """In 2026 clocks go back on 25 October: ten o'clock is 8:00 UTC before, 9:00 after."""
    data = ics.render(
        of(replace(EVENT, when=replace(EVENT.when, end_date=dt.date(2026, 10, 26)))), 0
    )
    days = list(second(data).getrruleset(addRDate=True))
    assert [day.astimezone(dt.UTC).hour for day in days] == [8, 8, 9, 9]
    assert {day.hour for day in days} == {10}


@pytest.mark.parametrize("year", [1997, 2007, 2023, 2026, 2037, 2060])
def test_the_time_zone_is_berlins_on_every_day(year: int) -> None:
    data = ics.render(of(replace(EVENT, when=replace(EVENT.when, date=dt.date(year, 3, 1)))), 0)
    zone = second(data).dtstart.value.tzinfo
    for number in range(365):
        noon = dt.datetime(year, 1, 1, 12) + dt.timedelta(days=number)
        assert zone.utcoffset(noon) == BERLIN.utcoffset(noon), noon


# --- changes ------------------------------------------------------------------------------


def test_a_change_and_a_cancellation_keep_the_uid_and_raise_the_sequence() -> None:
    moved = replace(EVENT, when=replace(EVENT.when, start=dt.time(11)), status=EventStatus.CHANGED)
    cancelled = replace(moved, status=EventStatus.CANCELLED)
    state, found = NOTHING, []
    for event in (EVENT, moved, cancelled):
        state = advance(state, "fest", event)
        alert = {
            EventStatus.CHANGED: Text((Run("تغيّر الموعد."),)),
            EventStatus.CANCELLED: Text((Run("أُلغيت الفعالية."),)),
        }.get(event.status)
        data = ics.render(
            of(
                event,
                "ar",
                slug="fest",
                alert=alert,
                german_alert=LABELS.get(event.status.value),
                publishable=True,
                notice=None,
            ),
            state["fest"].sequence,
        )
        found.append(entry(data))
        assert second(data).uid.value == found[0]["UID"]
    assert len({str(one["UID"]) for one in found}) == 1
    assert [one["SEQUENCE"] for one in found] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    stamps = [one["DTSTAMP"].dt for one in found]
    assert stamps == sorted(set(stamps))
    lines = [str(one["DESCRIPTION"]).split("\n") for one in found]
    assert lines[1][0] == "تغيّر الموعد."
    assert lines[2][0] == "أُلغيت الفعالية."
    assert "Diese Veranstaltung fällt aus." in lines[2][1]
    assert str(found[2]["SUMMARY"]).startswith("أُلغيت الفعالية. – ")


def test_a_draft_says_so_in_title_and_text_and_is_tentative() -> None:
    edition = invitation("ar")
    assert edition.notice
    found = entry(ics.render(edition, 0))
    assert found["STATUS"] == "TENTATIVE"
    for property in ("SUMMARY", "DESCRIPTION"):
        assert str(found[property]).startswith(edition.notice.mark.plain)
        assert "Entwurf" in str(found[property])
    cancelled = of(replace(EVENT, status=EventStatus.CANCELLED), "ar")
    assert entry(ics.render(cancelled, 0))["STATUS"] == "CANCELLED"


# --- the rest -----------------------------------------------------------------------------


def test_place_page_and_contact() -> None:
    organisation = Organisation("Kreis", ("ar",), base_url="https://kreis.example/e")
    edition = of(EVENT, "de", organisation=organisation)
    found = entry(ics.render(edition, 0))
    assert str(found["LOCATION"]) == "E-Werk, Eschwege"
    assert str(found["URL"]) == f"https://kreis.example/e/{edition.slug}/de/{edition.stem}.html"
    assert str(found["URL"]) in str(found["DESCRIPTION"])
    assert str(found["ORGANIZER"]).startswith("mailto:")
    assert found["ORGANIZER"].params["CN"] == "Kreis"
    assert "@" in str(found["CONTACT"])
    assert "METHOD:PUBLISH" in ics.render(edition, 0).decode()


def test_without_an_address_nobody_is_named_as_organiser() -> None:
    edition = of(EVENT, organisation=Organisation("Kreis", ()), groups=())
    data = ics.render(edition, 0).decode()
    assert not any(name in data for name in ("METHOD", "ORGANIZER", "CONTACT", "URL"))


def test_the_organisations_address_comes_before_the_contacts() -> None:
    organisation = Organisation("Kreis", (), email="post@kreis.example")
    edition = of(EVENT, organisation=organisation)
    assert str(entry(ics.render(edition, 0))["ORGANIZER"]) == "mailto:post@kreis.example"


@pytest.mark.parametrize(
    ("changes", "host"),
    [
        (
            {"website": "https://www.Kreis.example/x", "base_url": "https://b.example"},
            "kreis.example",
        ),
        ({"website": "http://leute:x@kreis.example:8080"}, "kreis.example"),
        ({"base_url": "https://b.example/e"}, "b.example"),
        ({"email": "post@Kreis.example"}, "kreis.example"),
        ({"website": "https://müller.example"}, "müller.example"),
        ({}, "werra-mei-ner-kreis.invalid"),
    ],
)
def test_whose_event_it_is(changes: dict[str, str], host: str) -> None:
    organisation = replace(Organisation("Werra-Meißner-Kreis", ()), **changes)  # type: ignore[arg-type]
    edition = of(EVENT, organisation=organisation)
    assert ics.uid(edition) == f"{edition.slug}@{host}"
    assert entry(ics.render(edition, 0))["UID"] == f"{edition.slug}@{host}"


def test_no_text_becomes_a_property() -> None:
    title = Text((Run('Fest; "heute", a\\b: BEGIN:VALARM'),))
    organisation = Organisation('Kreis "A"; B: C', (), email="a@b.example")
    data = ics.render(of(EVENT, title=title, organisation=organisation), 0)
    assert str(entry(data)["SUMMARY"]) == title.plain
    assert second(data).summary.value == title.plain
    assert "VALARM" not in {part.name for part in icalendar.Calendar.from_ical(data).walk()}


def test_a_document_without_an_event_has_no_calendar_file() -> None:
    edition = replace(invitation("de"), event=None)
    assert not ics.has_event(edition)
    with pytest.raises(ValueError, match="no event"):
        ics.render(edition, 0)


def test_no_contact_is_made_up() -> None:
    group = FactGroup("contact", Text((Run("Kontakt"),)), ())
    assert "CONTACT" not in entry(ics.render(of(EVENT, groups=(group,)), 0))


def test_the_zone_turns_when_berlin_does() -> None:
    """RFC 5545, 3.6.5: each turn is given in the local time that was in force before it."""
    (zone,) = icalendar.Calendar.from_ical(ics.render(of(EVENT), 0)).walk("VTIMEZONE")
    parts: list[Any] = zone.subcomponents
    turns = {}
    for part in parts:
        rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=part["DTSTART"].dt)
        for local in rule.between(dt.datetime(1996, 1, 1), dt.datetime(2040, 1, 1)):
            before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
            turns[(local - before).replace(tzinfo=dt.UTC)] = (before, after)
    assert len(turns) == 2 * 44
    for turn, offsets in turns.items():
        just_before = (turn - dt.timedelta(seconds=1)).astimezone(BERLIN)
        assert (just_before.utcoffset(), turn.astimezone(BERLIN).utcoffset()) == offsets
