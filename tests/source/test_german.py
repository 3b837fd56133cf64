"""The German lexicon: what names a month, a day, a number, a time, and what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.table import language
from pipeline.source import german, spoken


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("am 4. Nov. 2023 und 5. nov", (11, 11)),
        ("im Jänner, im Jän., im Feber und im Mrz", (1, 1, 2, 3)),
        ("Sept.–Okt., Jan. bis März", (9, 10, 1, 3)),
        ("des Novembers und Aprils", (11, 4)),
        ("Mai, des Mais", (5, 5)),
        ("NOVEMBER Nov 2023", (11, 11)),
        ("Mais und Max. 4 mit Jan Müller jun. im Augustinum", ()),
        ("Novembertage", ()),
    ],
)
def test_months(text: str, months: tuple[int, ...]) -> None:
    assert german.months(text) == months


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mo.", (0,)),
        ("Mo–Fr, Sa. und So.", (0, 4, 5, 6)),
        ("mo-fr 9–12 Uhr", (0, 4)),
        ("montags, Dienstagabend, an Mittwochen, Sonnabends", (0, 1, 2, 5)),
        ("am So, jeden Do ab 9, (Sa)", (6, 3, 5)),
        ("Fr., 4. Nov.; Fr. ab 9", (4, 4)),
        ("Samst. und Donnerst.", (5, 3)),
        ("Fr. Müller und Fr. Dr. Meier: So, so! Mir ist es so. Im Dienst.", ()),
        ("Rosenmontag, Werktags", ()),
    ],
)
def test_days(text: str, days: tuple[int, ...]) -> None:
    assert german.weekdays(text) == days


@pytest.mark.parametrize("row", ["months", "weekdays"])
def test_the_names_are_those_of_the_language_table(row: str) -> None:
    names = getattr(language("de"), row)
    read = german.months if row == "months" else german.weekdays
    first = 1 if row == "months" else 0
    for number, name in enumerate(names, first):
        for form in (name, name.lower(), name.upper(), f"{name}s" if name != "Mai" else name):
            assert read(f"am {form}.") == (number,), form
    for number, name in enumerate(language("de").weekdays_short):
        assert german.weekdays(f"am {name} um 9") == (number,)
        assert german.weekday(name) == number


def test_a_day_of_opening_hours() -> None:
    words = ["Mo", "di.", "Mittw", "donnerstags", "FREITAG", "sonnab", "so", "sonntags"]
    assert [german.weekday(word) for word in words] == [0, 1, 2, 3, 4, 5, 6, 6]
    assert [german.weekday(word) for word in ("m", "s", "", "tag", "Mox")] == [None] * 5


def test_dates() -> None:
    text = "Mo., 4. Nov. 2023, Samstag, dem 5. Dezember, 6.1.2024, am 31. 12. und 40.1."
    assert list(german.dates(text)) == [
        (0, 4, 11, 2023),
        (5, 5, 12, None),
        (None, 6, 1, 2024),
        (None, 31, 12, None),
    ]


def test_one_day_by_two_names_is_one() -> None:
    assert german.names_of_time("Sonnabend, 4. Nov.") == german.names_of_time("4. November, Sa.")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("einundzwanzig", 21),
        ("zum fünfzigsten Mal", 50),
        ("der einunddreißigste", 31),
        ("zweihundertfünfzig", 250),
        ("zweitausenddreiundzwanzig", 2023),
        ("neunzehnhundertneunundachtzig", 1989),
        ("zweiundzwanzigtausend", 22_000),
        ("zwei Dutzend", 24),
        ("ein halbes Dutzend", 6),
        ("drei Millionen", 3_000_000),
        ("dreimal", 3),
        ("am Zweiten", 2),
        ("siebzehn", 17),
        ("der siebte", 7),
    ],
)
def test_number_words(text: str, number: int) -> None:
    assert str(number) in spoken.numbers(text)


def test_parts_of_one() -> None:
    assert "1.5" in spoken.numbers("anderthalb Stunden")
    assert "2.5" in spoken.numbers("zweieinhalb Stunden")
    assert {"0.5", "30"} <= spoken.numbers("eine halbe Stunde")
    assert spoken.numbers("Kaffee und Kuchen") == frozenset()


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("um halb zehn", (9, 30)),
        ("halb 10 Uhr", (9, 30)),
        ("Viertel nach neun", (9, 15)),
        ("viertel vor 9", (8, 45)),
        ("viertel neun", (8, 15)),
        ("dreiviertel neun", (8, 45)),
        ("zehn vor acht", (7, 50)),
        ("fünf nach halb drei", (2, 35)),
        ("fünf vor halb drei", (2, 25)),
        ("zehn Uhr dreißig", (10, 30)),
        ("halb eins", (0, 30)),
        ("10 Minuten vor 9", (8, 50)),
    ],
)
def test_times_in_words(text: str, time: spoken.Time) -> None:
    times, rest = spoken.told(text)
    assert times == {time, (time[0] + 12, time[1])}
    assert not any(map(str.isdecimal, rest))


def test_a_full_hour_is_a_number() -> None:
    assert spoken.told("um zehn Uhr, halb 1.000 Leute") == (
        frozenset(),
        "um zehn Uhr, halb 1.000 Leute",
    )


@given(st.integers(1, 9999))
def test_every_number_in_words(number: int) -> None:
    """Against the words that grammar books make (Duden, "Zahlen und Ziffern")."""
    assert str(number) in spoken.numbers(in_words(number))


ONES = (
    *("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
    *("elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn"),
    "neunzehn",
)
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{ONES[ones]}und{TENS[tens - 2]}" if ones else TENS[tens - 2]
    if number < 1000:
        return f"{ONES[number // 100]}hundert{in_words(number % 100)}"
    return f"{in_words(number // 1000)}tausend{in_words(number % 1000)}"
