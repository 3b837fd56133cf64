"""What a draft says of itself, and what that proves."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue import remarks
from pipeline.catalogue.remarks import Maker, Origin

DAY = dt.date(2026, 11, 23)
MADE = Origin(Maker.MACHINE, DAY, "translate-de_en 1.0 + translate-en_uk 1.1", 0.82)

line = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)


def test_a_draft_says_what_made_it() -> None:
    assert remarks.drafted(MADE, "Вітаємо") == (
        "Entwurf (Maschine, 23.11.2026): translate-de_en 1.0 + translate-en_uk 1.1; "
        "Güte 0,82 [e599e8a792df]; noch von keinem Menschen geprüft."
    )


@given(
    st.sampled_from(Maker),
    st.dates(dt.date(2000, 1, 1)),
    line,
    st.none() | st.integers(0, 100),
    st.text(),
    line,
)
def test_what_a_draft_says_can_be_read(
    maker: Maker, date: dt.date, detail: str, percent: int | None, target: str, other: str
) -> None:
    detail = " ".join(detail.split())
    made = Origin(maker, date, detail, None if percent is None else percent / 100)
    comment = f"{other}\n{remarks.drafted(made, target)}"
    assert remarks.parse(comment, target) == made
    assert remarks.parse(comment, target + "!") is None
    assert remarks.was_filled(comment)


def test_a_line_is_untrusted() -> None:
    text = remarks.drafted(MADE, "a")
    assert remarks.parse(text.replace("23.11", "31.02"), "a") is None
    assert remarks.parse(text.replace("Maschine", "Mensch"), "a") is None
    assert remarks.parse("", "a") is None


@pytest.mark.parametrize(
    "text",
    [
        remarks.drafted(MADE, "a"),
        "Entwurf des Projekts vom 23.11.2026, noch von keinem Menschen geprüft.",
        "Entwurf ohne den Begriff des Glossars: Amt → office; noch von keinem Menschen geprüft.",
        remarks.failed(DAY, "translate-de_uk 1.0", "Die Zahl 10 fehlt."),
    ],
)
def test_what_is_true_only_of_drafts(text: str) -> None:
    assert remarks.passing(text)
    assert not remarks.passing(f"Notiz: {text}")


def test_what_a_human_notes_stays() -> None:
    comment = "\n".join(["Bitte kurz halten", remarks.drafted(MADE, "a"), "gleich"])
    new = remarks.with_lines(comment, "Neu")
    assert new == "Bitte kurz halten\ngleich\nNeu"
    assert remarks.with_lines("", "Neu") == "Neu"
    assert remarks.with_lines(remarks.from_phrasebook("a")) == ""


def test_why_there_is_no_draft() -> None:
    text = remarks.failed(DAY, "translate-de_en 1.0 + translate-en_ka 1.0", "Die\nZahl 10 fehlt.")
    assert text == (
        "Kein Entwurf (Maschine, 23.11.2026): translate-de_en 1.0 + translate-en_ka 1.0. "
        "Die Zahl 10 fehlt."
    )
    assert remarks.failed_route(f"Notiz\n{text}") == "translate-de_en 1.0 + translate-en_ka 1.0"
    assert remarks.failed_route("Notiz") is None
    assert not remarks.was_filled(text)


def test_a_phrase_is_known_as_long_as_nobody_touches_it() -> None:
    comment = f"Notiz\n{remarks.from_phrasebook('Вхід вільний.')}"
    assert remarks.is_from_phrasebook(comment, "Вхід вільний.")
    assert not remarks.is_from_phrasebook(comment, "Вхід безкоштовний.")
    assert remarks.without_phrasebook(comment) == "Notiz"
