"""Months and days of the week: another one in the translation is found, in every language and
however the German writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.base.model import Severity, State
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check
from pipeline.edition import formatting
from pipeline.language.table import GERMAN, Language, language, languages

FOREIGN = [tag for tag in languages() if not tag.startswith(GERMAN)]
ABBREVIATED = (
    *("Jan.", "Feb.", "Mrz.", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sept.", "Okt.", "Nov."),
    "Dez.",
)
INFLECTED = (
    *("Jänner", "februar", "Märzes", "aprils", "mai", "Junis", "juli", "Augusts", "septembers"),
    *("Oktobers", "november", "DEZEMBER"),
)
DAYS = (
    "Mo. Di. Mi. Do. Fr. Sa. So.".split(),
    "montags dienstags mittwochs donnerstags freitags sonnabends sonntags".split(),
)
FACTS = {"number-differs", "time-differs", "date-differs", "phone-differs", "address-differs"}
DATES = [dt.date(2023, month, 4 + month) for month in range(1, 13)]


def errors(german: str, target: str, row: Language) -> set[str]:
    """The rules that find an error."""
    diagnostics = check(Unit(None, german, target, State.REVIEWED), Context(row))
    return {one.rule for one in diagnostics if one.severity is Severity.ERROR}


def found(german: str, target: str, row: Language) -> set[str]:
    """The rules on facts that find anything."""
    diagnostics = check(Unit(None, german, target, State.REVIEWED), Context(row))
    return {one.rule for one in diagnostics if one.rule in FACTS}


def german(date: dt.date, style: int) -> str:
    """A date as offices write it."""
    row = language(GERMAN)
    day, month = date.weekday(), date.month - 1
    return (
        f"{row.weekdays[day]}, {date.day}. {row.months[month]} {date.year}",
        f"{DAYS[0][day]}, {date.day}. {ABBREVIATED[month]} {date.year}",
        f"{DAYS[1][day]} am {date.day}. {INFLECTED[month]} {date.year}",
        f"{DAYS[0][day][:2]}, den {date.day}.{month + 1}.{date.year}",
    )[style]


@pytest.mark.parametrize("style", range(4))
@pytest.mark.parametrize("tag", FOREIGN)
def test_the_right_date_raises_no_error_and_another_one_does(tag: str, style: int) -> None:
    row = language(tag)
    for date in DATES:
        text = german(date, style)
        right = formatting.full_date(date, row)
        assert found(text, right, row) == set(), (text, right)
        for names in filter(None, (row.months, row.months2)):
            own = names[date.month - 1]
            for other in names:
                if own in right and other != own:
                    spoilt = right.replace(own, other)
                    assert "date-differs" in errors(text, spoilt, row), (text, spoilt)
        own = row.weekdays[date.weekday()]
        for other in row.weekdays:
            if other != own:
                spoilt = right.replace(own, other)
                assert "date-differs" in errors(text, spoilt, row), (text, spoilt)


@pytest.mark.parametrize("tag", FOREIGN)
def test_a_date_without_weekday(tag: str) -> None:
    row = language(tag)
    for date in DATES:
        right = formatting.date(date, row)
        for style in range(1, 4):
            text = german(date, style).split(maxsplit=1)[1]
            assert found(text, right, row) == set(), (text, right)
            own = row.months[date.month - 1]
            for other in row.months:
                if other != own and own in right:
                    spoilt = right.replace(own, other)
                    assert "date-differs" in errors(text, spoilt, row), (text, spoilt)


@pytest.mark.parametrize("tag", FOREIGN)
def test_opening_hours(tag: str) -> None:
    """ "Mo–Fr" is the table's names, in full or in short, and no others."""
    row = language(tag)
    full = formatting.weekdays(0, 4, row)
    for said in ("Mo–Fr", "Mo. - Fr.", "mo-fr", "montags bis freitags", "Mo bis Fr"):
        assert errors(said, full, row) == set(), (said, full)
        for other in row.weekdays[1:4]:
            spoilt = full.replace(row.weekdays[0], other)
            assert "date-differs" in errors(said, spoilt, row), (said, spoilt)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("4. Nov. 2023", "4 November 2023", "4 October 2023"),
        ("4. nov 2023", "4 November 2023", "4 October 2023"),
        ("Mo.", "Monday", "Tuesday"),
        ("Mo–Fr 9–12 Uhr", "Mon–Fri 9–12", "Tue–Fri 9–12"),
        ("3.–5. Nov.", "3–5 November", "3–5 December"),
        ("Ende Okt. bis Anfang Dez.", "end of October to December", "end of May to December"),
        ("Jan.–März", "January to March", "January to April"),
        ("an Montagen im Mai", "on Mondays in May", "on Tuesdays in May"),
        ("des Novembers", "of November", "of October"),
        ("Dienstagabend", "Tuesday evening", "Monday evening"),
        ("Sa/So", "Saturday and Sunday", "Friday and Sunday"),
        ("im Jän.", "in January", "in June"),
        ("am 4.11.", "on 4 November (04.11.)", "on 4 November (04.10.)"),
        ("Fr., 3. Nov.", "Friday, 3 November", "Thursday, 3 November"),
    ],
)
def test_short_and_inflected(text: str, right: str, wrong: str) -> None:
    row = language("en")
    assert "date-differs" not in errors(text, right, row)
    assert "date-differs" in errors(text, wrong, row)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Fr. Müller kommt am Montag.", "Ms Müller comes on Monday."),
        ("So, so: am Samstag!", "Well, well: on Saturday!"),
        ("Jan Müller kocht Mais im Mai.", "Jan Müller cooks corn in May."),
        ("So kommen Sie hin.", "Sunday is easy to reach."),
        ("am Samstag, 4.11.", "on Sat, 4 November"),
    ],
)
def test_what_only_looks_like_a_day_or_month(text: str, target: str) -> None:
    assert errors(text, target, language("en")) == set()
