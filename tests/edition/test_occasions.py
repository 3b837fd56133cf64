"""The days and times of an event as readers see them, in several languages and scripts."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.edition.model import Fact
from pipeline.edition.occasions import lines
from pipeline.language.table import Language, language, languages
from pipeline.source.clock import END_OF_DAY
from pipeline.source.facts import Event, Moved
from pipeline.source.labels import LABELS
from pipeline.source.repeat import Break, Every, Repeat
from pipeline.source.when import Choice, Session, Timing, When, together
from pipeline.text.runs import Run, Text

FIRST = dt.date(2027, 1, 5)
CAFE = Event(
    When(
        FIRST,
        dt.date(2027, 7, 7),
        dt.time(15, 30),
        dt.time(17),
        repeat=Repeat(
            Every.WEEK,
            FIRST,
            dt.date(2027, 6, 30),
            (1,),
            (
                Break(dt.date(2027, 2, 9), dt.date(2027, 2, 9)),
                Break(dt.date(2027, 3, 29), dt.date(2027, 4, 10)),
            ),
            (dt.date(2027, 7, 7),),
        ),
    ),
    "Haus",
)
FESTIVAL = Event(
    together(
        [
            Session(
                When(dt.date(2027, 9, 24), start=dt.time(17), end=END_OF_DAY),
                "Park",
                title="Auftakt",
            ),
            Session(When(dt.date(2027, 9, 25), timing=Timing.ALL_DAY), "Park"),
            Session(When(dt.date(2027, 9, 26), start=dt.time(11)), "Rathaus", "Markt 1"),
        ],
        None,
    )
)
CHOICE = Event(
    together(
        [
            Session(When(dt.date(2027, 2, day), start=dt.time(18), end=dt.time(19, 30)), "Schule")
            for day in (2, 4)
        ],
        Choice.ONE,
    ),
    "Schule",
)
OPEN = Event(When(dt.date(2027, 9, 24), timing=Timing.OPEN), "Park")
MOVED = Event(
    When(dt.date(2027, 3, 4), start=dt.time(19)),
    "Bücherei",
    moved_from=Moved(date=dt.date(2027, 2, 25), start=dt.time(18), venue="E-Werk"),
)
MONTHLY = Event(
    When(
        FIRST,
        dt.date(2027, 3, 2),
        repeat=Repeat(Every.MONTH, FIRST, dt.date(2027, 3, 31), (1,)),
    ),
    "Haus",
)


def label(name: str) -> Text:
    """Labels stay German: what a language does to dates and order is looked at."""
    return Text((Run(LABELS[name]),))


def said(event: Event, tag: str) -> list[str]:
    facts = lines(event, language(tag), label, lambda title: Text((Run(title),)))
    return [line for fact in facts for line in _shown(fact)]


def _shown(fact: Fact) -> list[str]:
    return [f"{fact.key} | {fact.label.plain} | {line.plain}" for line in fact.lines]


GOLDEN = {
    ("de", "café"): (
        CAFE,
        """
        when | Wann | Wöchentlich: Dienstag
        dates | Termine | Dienstag, 5. Januar 2027 bis Dienstag, 29. Juni 2027
        time | Uhrzeit | 15:30 bis 17:00 Uhr
        except | Fällt aus | 9. Februar 2027, 29. März 2027 bis 10. April 2027
        also | Zusätzlich | Mittwoch, 7. Juli 2027
        """,
    ),
    ("de", "festival"): (
        FESTIVAL,
        """
        when | Wann | Auftakt: Freitag, 24. September 2027, 17:00 bis 24:00 Uhr
        when | Wann | Samstag, 25. September 2027, ganztägig
        when | Wann | Sonntag, 26. September 2027, 11:00 Uhr, Rathaus, Markt 1
        where | Wo | Park
        """,
    ),
    ("de", "choice"): (
        CHOICE,
        """
        choose | Einen Termin auswählen | Dienstag, 2. Februar 2027
        choose | Einen Termin auswählen | Donnerstag, 4. Februar 2027
        time | Uhrzeit | 18:00 bis 19:30 Uhr
        """.replace("choose |", "when |"),
    ),
    ("de", "open"): (
        OPEN,
        """
        when | Wann | Freitag, 24. September 2027
        time | Uhrzeit | wird noch bekannt gegeben
        """,
    ),
    ("de", "moved"): (
        MOVED,
        """
        when | Wann | Donnerstag, 4. März 2027
        time | Uhrzeit | 19:00 Uhr
        moved_from | Bisher geplant | Donnerstag, 25. Februar 2027, 18:00 Uhr, E-Werk
        """,
    ),
    ("de", "monthly"): (
        MONTHLY,
        """
        when | Wann | Monatlich: Dienstag
        dates | Termine | Dienstag, 5. Januar 2027
        dates | Termine | Dienstag, 2. Februar 2027
        dates | Termine | Dienstag, 2. März 2027
        """,
    ),
    ("ar", "café"): (
        CAFE,
        """
        when | Wann | Wöchentlich: الثلاثاء
        dates | Termine | من الثلاثاء، 5 كانون الثاني/يناير 2027 إلى الثلاثاء، 29 حزيران/يونيو 2027
        time | Uhrzeit | من الساعة 15:30 إلى الساعة 17:00
        """,
    ),
    ("fr", "café"): (
        CAFE,
        """
        when | Wann | Wöchentlich\u00a0: mardi
        """,
    ),
}


@pytest.mark.parametrize("name", GOLDEN, ids=" ".join)
def test_the_box_as_people_read_it(name: tuple[str, str]) -> None:
    event, expected = GOLDEN[name]
    wanted = [line.strip() for line in expected.strip().split("\n")]
    assert said(event, name[0])[: len(wanted)] == wanted
    if name[0] == "de":
        assert len(said(event, "de")) == len(wanted)


@pytest.mark.parametrize("row", languages().values(), ids=lambda row: row.tag)
def test_every_language_says_all_of_it_in_its_own_names(row: Language) -> None:
    for event in (CAFE, FESTIVAL, CHOICE, MOVED, MONTHLY):
        shown = "\n".join(said(event, row.tag))
        assert "{" not in shown
        for one in event.when.sessions:
            assert row.weekdays[one.when.date.weekday()] in shown
        for rule in (event.when.repeat,):
            if rule:
                assert row.weekdays[1] in shown
    if row.rtl:  # UAX #9: a dash between numbers would be reordered
        assert "–" not in "\n".join(said(CAFE, row.tag))


def test_a_long_list_is_short_where_room_is_short() -> None:
    sessions = [
        Session(When(dt.date(2027, 2, day), start=dt.time(18)), "Schule") for day in range(1, 13)
    ]
    (when, *_rest) = lines(Event(together(sessions, None), "Schule"), language("de"), label, label)
    assert len(when.lines) == 12
    assert [line.plain for line in when.short(4)] == [
        *("Montag, 1. Februar 2027", "Dienstag, 2. Februar 2027", "Mittwoch, 3. Februar 2027"),
        "…",
    ]
