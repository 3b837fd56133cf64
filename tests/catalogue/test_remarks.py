"""What programs say in the comments of translators, and what that proves."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue import remarks
from pipeline.catalogue.grammar import Maker, Remark
from pipeline.catalogue.remarks import (
    Carried,
    Drafted,
    Failed,
    FromPhrasebook,
    Imported,
    Kept,
    LackingTerms,
    Origin,
    Shipped,
)

DAY = dt.date(2026, 11, 23)
MADE = Origin(Maker.MACHINE, DAY, "translate-de_en 1.0 + translate-en_uk 1.1", 0.82)

line = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
words = st.from_regex(r"[\w„“→{}%]+( [\w„“→{}%]+)*", fullmatch=True)
dates = st.dates(dt.date(2000, 1, 1))
seals = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)
scores = st.none() | st.integers(0, 100).map(lambda percent: percent / 100)
every = st.one_of(
    st.builds(Drafted, st.sampled_from(Maker), dates, words, scores, seals),
    st.builds(LackingTerms, words),
    st.builds(Shipped, dates),
    st.builds(Failed, dates, words, words),
    st.builds(FromPhrasebook, seals),
    st.builds(Carried, st.booleans(), seals),
    st.builds(Kept, dates, words, words.map("{}!".format), words),
    st.builds(Imported, words),
)


@given(every)
def test_every_line_is_read_as_it_was_written(remark: Remark) -> None:
    assert remarks.parse(str(remark)) == remark
    assert remarks.parse(f" {remark}") is None
    assert "\n" not in str(remark)


def test_every_kind_is_tried() -> None:
    names = {kind.__name__ for kind in Remark.__subclasses__()}
    assert sorted(kind.__name__ for kind in remarks.KINDS) == sorted(names)


@given(
    st.sampled_from(Maker),
    dates,
    line,
    scores,
    st.text(),
    line,
)
def test_what_a_draft_says_can_be_read(
    maker: Maker, date: dt.date, detail: str, score: float | None, target: str, other: str
) -> None:
    made = Origin(maker, date, " ".join(detail.split()), score)
    comment = f"{other}\n{remarks.drafted(made, target)}"
    assert remarks.origin(comment, target) == made
    assert remarks.origin(comment, target + "!") is None
    assert remarks.was_filled(comment)


def test_a_line_is_untrusted() -> None:
    text = str(remarks.drafted(MADE, "a"))
    assert remarks.origin(text.replace("23.11", "31.02"), "a") is None
    assert remarks.origin(text.replace("Maschine", "Mensch"), "a") is None
    assert remarks.origin("", "a") is None


@pytest.mark.parametrize(
    "text",
    [
        str(remarks.drafted(MADE, "a")),
        str(remarks.drafted(MADE, "a")).replace("23.11", "31.02"),
        str(Shipped(DAY)),
        str(LackingTerms("Amt → office")),
        str(Failed(DAY, "translate-de_uk 1.0", "Die Zahl 10 fehlt.")),
        "Entwurf von irgendwo; noch von keinem Menschen geprüft.",
    ],
)
def test_what_is_true_only_of_drafts(text: str) -> None:
    assert remarks.passing(text)
    assert not remarks.passing(f"Notiz: {text}")
    after = remarks.without_passing(f"Notiz\n{text}\n\ngleich")
    assert re.sub(r"\nBegann als .*", "", after) == "Notiz\n\ngleich"


def test_what_a_machine_drafted_is_known_after_the_review() -> None:
    draft = str(remarks.drafted(MADE, "a"))
    after = remarks.without_passing(f"Notiz\n{draft}")
    assert after == f"Notiz\nBegann als Entwurf (Maschine, {MADE.date:%d.%m.%Y}): {MADE.detail}."
    assert remarks.began(draft) == remarks.began(after) == MADE.detail
    assert remarks.origin(after, "a") is None
    assert remarks.without_passing(after) == after
    assert remarks.with_lines(after, Imported("Neu")) == "Notiz\nAus TMX Neu"


@pytest.mark.parametrize("text", ["Entwurf", "Entwürfe: noch von keinem Menschen geprüft.", ""])
def test_what_stays_true(text: str) -> None:
    assert not remarks.passing(text)
    assert remarks.without_passing(text) == text


def test_what_a_human_notes_stays() -> None:
    drafted = remarks.drafted(MADE, "a")
    comment = "\n".join(["Bitte kurz halten", str(drafted), "gleich"])
    new = remarks.with_lines(comment, Imported("Neu"))
    assert new == "Bitte kurz halten\ngleich\nAus TMX Neu"
    assert remarks.with_lines("", Imported("Neu")) == "Aus TMX Neu"
    assert remarks.with_lines(str(remarks.from_phrasebook("a"))) == ""


def test_why_there_is_no_draft() -> None:
    route = "translate-de_en 1.0 + translate-en_ka 1.0"
    text = str(Failed(DAY, route, "Die\nZahl 10 fehlt."))
    assert text == f"Kein Entwurf (Maschine, 23.11.2026): {route}. Die Zahl 10 fehlt."
    assert remarks.failed_route(f"Notiz\n{text}") == route
    assert remarks.failed_route("Notiz") is None
    assert not remarks.was_filled(text)


def test_a_phrase_is_known_as_long_as_nobody_touches_it() -> None:
    comment = f"Notiz\n{remarks.from_phrasebook('Вхід вільний.')}"
    assert remarks.is_from_phrasebook(comment, "Вхід вільний.")
    assert not remarks.is_from_phrasebook(comment, "Вхід безкоштовний.")
    assert remarks.was_filled(comment)
    assert remarks.without_phrasebook(comment) == "Notiz"


def test_one_line_about_the_earlier_german() -> None:
    old, new = Carried(True, "0" * 12), Carried(False, "f" * 12)
    assert remarks.carried(f"Notiz\n{old}") == old
    assert remarks.carried("Notiz") is None
    assert remarks.with_carried(f"{old}\nNotiz", new) == f"Notiz\n{new}"
    assert remarks.with_carried(f"Notiz\n{old}\n{new}", None) == "Notiz"
    assert remarks.with_carried("", new) == str(new)


@pytest.mark.parametrize("reason", ["Tippfehler", "Tippfehler.", "Tippfehler!", "Tippfehler?"])
def test_a_reason_is_a_sentence(reason: str) -> None:
    kept = str(Kept(DAY, "A", reason, "„a“ → „b“"))
    end = reason[-1] if reason[-1] in "!?" else "."
    assert kept == f"Beibehalten am 23.11.2026 von A: Tippfehler{end} (Deutsch nur: „a“ → „b“.)"
    assert str(remarks.parse(kept)) == kept


def test_a_person_reads_no_seal() -> None:
    assert remarks.readable(str(Carried(True, "0" * 12))) == (
        "Übernommen aus dem früheren deutschen Text (geprüft)."
    )
    assert remarks.readable(str(FromPhrasebook("0" * 12))) == ("Aus dem Phrasenheft, dort geprüft.")
    assert remarks.readable("Nummer 123456789012 gilt") == "Nummer 123456789012 gilt"


def test_what_translators_write() -> None:
    assert remarks.switched_off("Notiz\nPrüfung aus: repeated-word, Reim\ncheck off x y") == [
        ("repeated-word", "Reim"),
        ("x", "y"),
    ]
    assert remarks.switched_off("") == []
    assert remarks.is_meant("Notiz\n Same: a name")
    assert not remarks.is_meant("Sameness")
