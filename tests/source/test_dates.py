"""How sessions and rules are read, and what is said of mistakes in them, with the line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.base.errors import ContentError
from pipeline.source.clock import END_OF_DAY, clock
from pipeline.source.documents import load_source
from pipeline.source.facts import EventStatus
from pipeline.source.model import Source
from pipeline.source.repeat import Break
from pipeline.source.when import Choice, Timing

Load = Callable[..., Source]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def read(event: str, text: str = "Kommen Sie.", more: str = "") -> Source:
        path = tmp_path / "fest.md"
        head = f"kind: invitation\ntitle: Fest\nevent:\n{event}{more}"
        path.write_text(f"---\n{head}---\n{text}\n", encoding="utf-8")
        return load_source(path)

    return read


CAFE = """\
  date: 2027-01-05
  start: "15:30"
  end: "17:00"
  venue: Haus
"""
RULE = "  repeat:\n    every: week\n    on: [Di]\n    until: 2027-06-30\n"

FEST = """\
  venue: Park
  start: "11:00"
  end: "24:00"
  sessions:
    - date: 2027-09-25
    - {date: 2027-09-24, start: "17:00", title: Auftakt}
    - {date: 2027-09-26, end: "14:00", venue: Rathaus}
"""


def test_a_series(load: Load) -> None:
    rule = RULE + "    except: [2027-02-09, 2027-03-29..2027-04-10]\n    also: [2027-07-07]\n"
    event = load(CAFE + rule).facts.event
    assert event
    assert event.when.repeat
    assert event.when.repeat.breaks == (
        Break(dt.date(2027, 2, 9), dt.date(2027, 2, 9)),
        Break(dt.date(2027, 3, 29), dt.date(2027, 4, 10)),
    )
    assert (event.when.date, event.when.last) == (dt.date(2027, 1, 5), dt.date(2027, 7, 7))
    days = [one.date.isoformat() for one in event.when.occasions]
    assert days[:6] == [
        *("2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26", "2027-02-02", "2027-02-16"),
    ]
    assert (len(days), days[-1]) == (24, "2027-07-07")


def test_sessions_have_from_the_event_what_they_do_not_say(load: Load) -> None:
    event = load(FEST).facts.event
    assert event
    shown = [
        (one.when.date.day, *map(clock, one.when.times), one.venue, one.title)
        for one in event.sessions
    ]
    assert shown == [
        (24, "17:00", "24:00", "Park", "Auftakt"),
        (25, "11:00", "24:00", "Park", ""),
        (26, "11:00", "14:00", "Rathaus", ""),
    ]
    assert (event.when.start, event.when.end, event.venue) == (None, None, None)
    assert event.usual_place == "Park"
    assert event.when.choose is None


def test_one_of_several_to_choose(load: Load) -> None:
    event = load(FEST + "  choose: one\n").facts.event
    assert event
    assert event.when.choose is Choice.ONE


@pytest.mark.parametrize("word", Timing)
def test_a_start_that_is_no_time(load: Load, word: Timing) -> None:
    event = load(f"  date: 2027-09-24\n  start: {word.value}\n  venue: Park\n").facts.event
    assert event
    assert (event.when.start, event.when.timing) == (None, word)


def test_the_end_of_a_day(load: Load) -> None:
    event = load('  {date: 2027-09-24, start: "20:00", end: "24:00", venue: Park}\n').facts.event
    assert event
    assert event.when.end is END_OF_DAY
    assert str(event.when.ends) == "2027-09-25 00:00:00+02:00"


def test_moved_means_changed(load: Load) -> None:
    event = load(CAFE + "  moved_from: {date: 2026-12-01, venue: E-Werk}\n").facts.event
    assert event
    assert event.status is EventStatus.CHANGED
    assert event.moved_from
    assert (event.moved_from.date, event.moved_from.venue) == (dt.date(2026, 12, 1), "E-Werk")


def test_a_programme_of_several_days(load: Load) -> None:
    programme = (
        "programme:\n"
        "  - {time: '17:00', end: '17:30', title: Begrüßung}\n"
        "  - {day: 2027-09-26, time: '11:00', title: Frühstück}\n"
        "  - {day: 2027-09-25, time: '20:00', end: '24:00', title: Konzert, place: Seebühne}\n"
        "  - {time: '22:00', title: Tanz}\n"
    )
    source = load(FEST, more=programme)
    shown = [(one.day and one.day.day, one.title.text, one.place) for one in source.programme]
    assert shown == [
        (24, "Begrüßung", ""),
        (25, "Konzert", "Seebühne"),
        (25, "Tanz", ""),
        (26, "Frühstück", ""),
    ]
    assert source.programme[1].end is END_OF_DAY


WRONG = {
    "exception hits nothing": (
        CAFE + RULE + "    except: [2027-02-10]\n",
        13,
        "trifft keinen Termin der Reihe (der nächste ist am 09.02.2027)",
    ),
    "range hits nothing": (
        CAFE + RULE + "    except:\n      - 2027-02-09\n      - 2027-02-10..2027-02-15\n",
        15,
        "2027-02-10..2027-02-15 trifft keinen",
    ),
    "range backwards": (CAFE + RULE + "    except: [2027-02-09..2027-02-01]\n", 13, "Vertauschen"),
    "nothing left": (
        CAFE + RULE + "    except: [2027-01-01..2027-06-30]\n",
        13,
        "keinen Termin übrig",
    ),
    "also in the rule": (CAFE + RULE + "    also: [2027-02-09]\n", 13, "ist schon ein Termin"),
    "also twice": (
        CAFE + RULE + "    also: [2027-07-06, 2027-07-06]\n",
        13,
        "ist schon ein Termin",
    ),
    "also before": (CAFE + RULE + "    also: [2026-12-29]\n", 13, "liegt vor dem ersten Tag"),
    "also and except": (
        CAFE + RULE + "    except: [2027-02-09]\n    also: [2027-02-09]\n",
        14,
        "in „also“ und in „except“",
    ),
    "weekday of another day": (CAFE + RULE.replace("[Di]", "[Mi]"), 11, "anderer Wochentag (Di)"),
    "weekday never comes": (
        CAFE + RULE.replace("[Di]", "[Di, Fr]").replace("2027-06-30", "2027-01-06"),
        11,
        "kommt kein Termin an diesem Wochentag (Fr) vor",
    ),
    "no weekday": (CAFE + RULE.replace("[Di]", "[Tag]"), 11, "ist kein Wochentag"),
    "end before": (CAFE + RULE.replace("2027-06-30", "2026-06-30"), 12, "liegt vor dem ersten"),
    "year mistyped": (CAFE + RULE.replace("2027-06-30", "2072-06-30"), 12, "mehr als 5 Jahre"),
    "no end": (CAFE + "  repeat: {every: week}\n", 9, "repeat.until“ fehlt"),
    "unknown rule": (CAFE + "  repeat: {every: day, until: 2027-06-30}\n", 9, "kenne ich nicht"),
    "end_date of a series": (CAFE + "  end_date: 2027-02-01\n" + RULE, 9, "repeat.until"),
    "date beside sessions": (FEST + "  date: 2027-09-24\n", 12, "steht neben „sessions“"),
    "rule beside sessions": (FEST + RULE, 12, "steht neben „sessions“"),
    "choice without sessions": (CAFE + "  choose: one\n", 9, "gehört zu mehreren Terminen"),
    "date twice": (FEST + "    - date: 2027-09-25\n", 12, "steht schon da"),
    "session without a start": (
        "  venue: Park\n  sessions: [{date: 2027-09-25}]\n",
        6,
        "Wann beginnt",
    ),
    "session without a place": (
        '  start: "10:00"\n  sessions: [{date: 2027-09-25}]\n',
        6,
        "Wo ist",
    ),
    "all day with an end": (
        '  {date: 2027-09-24, start: all_day, end: "17:00", venue: Park}\n',
        5,
        "hat keine Uhrzeiten",
    ),
    "moved from nowhere": (CAFE + "  moved_from: {venue: Haus}\n", 9, "so wie heute"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_named_with_its_line(load: Load, name: str) -> None:
    event, line, said = WRONG[name]
    with pytest.raises(ContentError) as found:
        load(event)
    assert said in found.value.message
    assert found.value.where
    assert found.value.where.line == line


@pytest.mark.parametrize("name", ["start", "end", "venue"])
def test_a_placeholder_on_which_the_dates_differ(load: Load, name: str) -> None:
    with pytest.raises(ContentError, match=r"haben darin nicht alle dasselbe"):
        load(FEST, f"Siehe {{{name}}}.")


def test_placeholders_that_all_dates_share(load: Load) -> None:
    load(FEST, "Vom {weekday}, {date} bis {end_date}.")
    load("  start: '18:00'\n  venue: Haus\n  sessions: [{date: 2027-02-02}, {date: 2027-02-04}]\n",
         "Um {start} Uhr in {venue}.")  # fmt: skip


def test_a_day_of_the_programme_without_the_event(load: Load) -> None:
    with pytest.raises(ContentError, match=r"Am 27\.09\.2027 ist keine Veranstaltung"):
        load(FEST, more="programme: [{day: 2027-09-27, title: Abbau}]\n")


def test_an_item_of_the_programme_that_ends_before_it_begins(load: Load) -> None:
    with pytest.raises(ContentError, match="liegt nicht nach dem Beginn"):
        load(FEST, more="programme: [{time: '10:00', end: '09:00', title: Abbau}]\n")
    with pytest.raises(ContentError, match="gehört der Beginn"):
        load(FEST, more="programme: [{end: '09:00', title: Abbau}]\n")
