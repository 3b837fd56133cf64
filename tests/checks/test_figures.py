"""What the checks see in the figures of a text: however it is written, one value."""

from __future__ import annotations

import pytest

from pipeline.checks.figures import figures


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (
            ["10.000 Euro", "10000 euros", "10,000 euros", "10 000 euros", "10'000", "١٠٬٠٠٠"],
            ["10000"],
        ),
        (["1.234.567", "1,234,567", "1234567"], ["1234567"]),
        (["5,50 €", "5.50 €", "5,5 €", "٥٫٥٠"], ["5.5"]),
        (["5,00 €", "5 €", "05 €"], ["5"]),
        (["10.00"], ["10"]),
        (["1.0005"], ["1", "5"]),
        (["12.5.3"], ["12", "5.3"]),
        (["3 und 4"], ["3", "4"]),
        (["፳፻፳፫"], ["2023"]),
        (["፲፭", "15"], ["15"]),
        (["፻"], ["100"]),
        (["፼"], ["10000"]),
        (["፪፼፫፻፬"], ["20304"]),
        (["3²4"], ["2", "3", "4"]),
        (["keine"], []),
    ],
)
def test_a_number_is_one_however_it_is_written(texts: list[str], numbers: list[str]) -> None:
    for text in texts:
        assert list(figures(text).numbers) == numbers, text


@pytest.mark.parametrize(
    ("text", "phones", "numbers"),
    [
        ("+49 (0) 5651 302-1160", ["056513021160"], []),
        ("+49 (0)5651/302 1160", ["056513021160"], []),
        ("+49 5651 3021160", ["056513021160"], []),
        ("+49 05651 3021160", ["056513021160"], []),
        ("05651 302-1160", ["056513021160"], []),
        ("(05651) 3021160", ["056513021160"], []),
        ("٠٥٦٥١ ٣٠٢١١٦٠", ["056513021160"], []),
        ("+43 1 234567", ["431234567"], []),
        ("Tel. 012345", ["012345"], []),
        ("Raum 01234", [], ["1234"]),
    ],
)
def test_a_telephone_number(text: str, phones: list[str], numbers: list[str]) -> None:
    found = figures(text)
    assert (list(found.phones), list(found.numbers)) == (phones, numbers)


@pytest.mark.parametrize(
    ("text", "numbers", "months"),
    [
        ("4.11.2023", ["4", "11", "2023"], {11}),
        ("4. 11. 2023", ["4", "11", "2023"], {11}),
        ("04/11/2023", ["4", "11", "2023"], {11}),
        ("11/13/2023", ["13", "11", "2023"], {11}),  # an English date, the month first
        ("12/31", ["12", "31"], set()),
        ("12/31/23", ["31", "12", "23"], {12}),
        ("13/31/2023", ["13", "31", "2023"], set()),
        ("11.13.2023", ["11", "13", "2023"], set()),
        ("2023-11-04", ["4", "11", "2023"], {11}),
        ("4.11.", ["4", "11"], {11}),
        ("am 31.1. und 1.12.", ["31", "1", "1", "12"], {1, 12}),
        ("32.1.2023", ["32", "1", "2023"], set()),
        ("1.0.2023", ["1", "0", "2023"], set()),
    ],
)
def test_a_date_in_digits(text: str, numbers: list[str], months: set[int]) -> None:
    found = figures(text)
    assert (list(found.numbers), set(found.months)) == (numbers, months)


@pytest.mark.parametrize(
    ("text", "times", "numbers"),
    [
        ("10:30", [(10, 30)], []),
        ("10.30 Uhr", [(10, 30)], []),
        ("10.30–12.00 Uhr", [(10, 30), (12, 0)], []),
        ("10 h 30", [(10, 30)], []),
        ("10h", [(10, 0)], []),
        ("10 Uhr", [(10, 0)], []),
        ("10 bis 12 Uhr", [(10, 0), (12, 0)], []),
        ("24:00", [(24, 0)], []),
        ("23:59", [(23, 59)], []),
        ("25:00", [], ["25", "0"]),
        ("10:60", [], ["10", "60"]),
        ("፲:30", [], ["30", "10"]),
        ("١٠:٣٠", [(10, 30)], []),
    ],
)
def test_a_time(text: str, times: list[tuple[int, int]], numbers: list[str]) -> None:
    found = figures(text)
    assert (list(found.times), list(found.numbers)) == (times, numbers)


def test_an_address_counts_without_its_scheme() -> None:
    found = figures("HTTPS://www.Stadt.example/Fest/ und www.stadt.example/fest, a@b.example")
    assert dict(found.addresses) == {"www.stadt.example/fest": 2, "a@b.example": 1}
    assert (found.numbers, found.phones, found.times) == ((), (), ())
    assert figures("Raum a1.example").numbers == ("1",)


def test_a_date_parts_what_stands_around_it() -> None:
    found = figures("Saal 0 4.11.2023 12345")
    assert (found.phones, found.numbers) == ((), ("4", "11", "2023", "0", "12345"))
