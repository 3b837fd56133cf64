"""Whatever is taken out of a sentence as a date, time, number, telephone number or address
before an engine gets it, the checks see as well: once it is changed, they find an error."""

from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from pipeline.base.model import Severity, State
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check
from pipeline.language.table import language
from pipeline.mt.masking import mask
from pipeline.mt.styles import ADDRESS, ANY, CLOCK, DAY, NUMBER, YEAR, kind

ENGLISH = Context(language("en"))
FACTS = {"number-differs", "time-differs", "date-differs", "phone-differs", "address-differs"}
SEEN = {DAY, CLOCK, YEAR, NUMBER, ADDRESS}

MONTHS = (
    *(("Jan.", 1), ("Jänner", 1), ("Februar", 2), ("Mrz.", 3), ("März", 3), ("April", 4)),
    *(("Mai", 5), ("Juni", 6), ("juli", 7), ("August", 8), ("Sept.", 9), ("Okt.", 10)),
    *(("Nov.", 11), ("november", 11), ("Dez.", 12)),
)
DAYS = st.integers(13, 31)
YEARS = st.integers(2019, 2031)
HOURS = st.integers(13, 22)
MINUTES = st.integers(24, 59)
WORD = st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=2, max_size=8)
ADDRESS_WORD = st.text("abcdefghijklmnopqrstuvwxyzäöü0123456789", min_size=2, max_size=8)

Fact = tuple[str, str]
"""In German and in English."""


@st.composite
def dates(draw: st.DrawFn) -> Fact:
    day, year = draw(DAYS), draw(YEARS)
    german, month = draw(st.sampled_from(MONTHS))
    english = language("en").months[month - 1]
    return draw(
        st.sampled_from(
            [
                (f"am {day}. {german} {year}", f"on {day} {english} {year}"),
                (f"am {day}. {german}", f"on {day} {english}"),
                (f"am {day}.{month}.{year}", f"on {day}.{month}.{year}"),
                (f"am {day}.{month:02}.", f"on {day}/{month:02}/"),
                (f"im {german} {year}", f"in {english} {year}"),
                (f"vom {day}.–31. {german}", f"from {day} to 31 {english}"),
            ]
        )
    )


@st.composite
def times(draw: st.DrawFn) -> Fact:
    hour, minute = draw(HOURS), draw(MINUTES)
    return draw(
        st.sampled_from(
            [
                (f"um {hour}:{minute} Uhr", f"at {hour}:{minute}"),
                (f"um {hour}.{minute} Uhr", f"at {hour}:{minute}"),
                (f"um {hour} Uhr", f"at {hour}:00"),
                (f"bis {hour}:{minute}", f"until {hour}:{minute}"),
                (f"ab {hour} Uhr", f"from {hour}"),
            ]
        )
    )


@st.composite
def figures(draw: st.DrawFn) -> Fact:
    count, cents = draw(st.integers(21, 999_999)), draw(st.integers(11, 99))
    dotted = f"{count:,}".replace(",", ".")
    return draw(
        st.sampled_from(
            [
                (f"mit {dotted} Plätzen", f"with {count:,} places"),
                (f"für {count % 900 + 21},{cents} €", f"for {count % 900 + 21}.{cents} euros"),
                (f"in Raum B{count % 900 + 21}", f"in room B{count % 900 + 21}"),
                (f"mit {count % 70 + 21} % mehr", f"with {count % 70 + 21} % more"),
                (f"die {count % 70 + 21}. Konferenz", f"the {count % 70 + 21}th conference"),
            ]
        )
    )


@st.composite
def phones(draw: st.DrawFn) -> Fact:
    area, number = draw(st.integers(3000, 9999)), draw(st.integers(100_000, 999_999))
    german = draw(
        st.sampled_from(
            [
                f"0{area} {number}",
                f"0{area}/{number}",
                f"(0{area}) {number}",
                f"+49 {area} {number}",
                f"+49 (0){area} {number}",
                f"0049 {area} {number}",
            ]
        )
    )
    return f"Tel.: {german}", f"phone: {german}"


@st.composite
def addresses(draw: st.DrawFn) -> Fact:
    one, two, three = draw(ADDRESS_WORD), draw(ADDRESS_WORD), draw(ADDRESS_WORD)
    address = draw(
        st.sampled_from(
            [
                f"{one}@{two}.de",
                f"{one}.{three}@{two}.org",
                f"www.{one}.de/{two}",
                f"https://{one}.de/{two}?{three}=1#a",
                f"https://de.{one}.org/wiki/{two}_({three})",
                f"{one}.{draw(st.sampled_from(['de', 'io', 'at', 'ch', 'gov', 'app', 'eu']))}",
                f"https://{one}.de/{{date}}/{two}",
            ]
        )
    )
    return f"unter {address}", f"at {address}"


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str]:
    facts = draw(
        st.lists(
            st.one_of(dates(), times(), figures(), phones(), addresses()), min_size=1, max_size=3
        )
    )
    return (
        "Kommen Sie " + ", ".join(german for german, _english in facts),
        "Please come " + ", ".join(english for _german, english in facts),
    )


def errors(german: str, english: str) -> set[str]:
    found = check(Unit(None, german, english, State.REVIEWED), ENGLISH)
    return {one.rule for one in found if one.severity is Severity.ERROR and one.rule in FACTS}


def changed(fact: str) -> str:
    """The same with another last digit or letter."""
    place = max(place for place, char in enumerate(fact) if char.isalnum())
    char = fact[place]
    new = str((int(char) + 3) % 10) if char.isdecimal() else "q" if char != "q" else "r"
    return fact[:place] + new + fact[place + 1 :]


@given(sentences())
@example(("Kommen Sie am 4. Nov. 2023", "Please come on 4 November 2023"))
@example(("Tel.:05651 302-1160, bis 10 Uhr", "Tel: +49 5651 302-1160, until 10:00"))
@example(("um 21 Uhr, ab 21 Uhr", "at 21:00, from 21"))
@example(("am 4. November ab 11 Uhr", "on 4 November from 11:00"))
@example(("unter köln.de/größe_(neu)", "at köln.de/größe_(neu)"))
def test_a_changed_fact_is_found(pair: tuple[str, str]) -> None:
    german, english = pair
    assert errors(german, english) == set()
    masked = mask(german, {})
    for sign, fact in masked.shown.items():
        if kind(sign) not in SEEN or ANY.search(fact) or english.count(fact) != 1:
            continue
        new = changed(fact)
        assume(new not in german)
        spoilt = english.replace(fact, new)
        assert errors(german, spoilt), (german, fact, spoilt)
