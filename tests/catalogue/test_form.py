"""A hard break more or less in the German: what was reviewed and signed stays so."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.model import State
from pipeline.catalogue import merge, po
from pipeline.catalogue.units import Unit
from pipeline.language.table import language
from pipeline.review import approvals
from pipeline.source.model import Role, Segment
from pipeline.text.form import flat

from ..support import NOW

UKRAINIAN = language("uk")
ONE_LINE = "Postfach eins und noch mehr Text"
BROKEN = "Postfach eins\nund noch mehr Text"


def merged(existing: po.PoFile | None, german: str) -> po.PoFile:
    found = [Segment(Role.PARAGRAPH, german)]
    return merge.merge(
        existing, found, UKRAINIAN, domain="fest", reference="content/fest.md", now=NOW
    )


def test_a_reviewed_translation_stays_reviewed_with_a_break_more_and_less() -> None:
    file = merged(None, ONE_LINE)
    file.entries[0].msgstr = "Абонентська скринька один і ще текст"
    for german in (BROKEN, ONE_LINE, BROKEN):
        file = merged(file, german)
        (entry,) = file.entries
        assert entry.msgid == german
        assert entry.msgstr == "Абонентська скринька один і ще текст"
        assert not entry.fuzzy
        assert not file.obsolete


def test_a_draft_stays_a_draft() -> None:
    file = merged(None, ONE_LINE)
    file.entries[0].msgstr = "Текст"
    file.entries[0].flags = ["fuzzy"]
    (entry,) = merged(file, BROKEN).entries
    assert entry.fuzzy
    assert entry.previous_msgid is None


def test_another_word_is_a_change_still() -> None:
    file = merged(None, ONE_LINE)
    file.entries[0].msgstr = "Текст"
    (entry,) = merged(file, BROKEN.replace("eins", "zwei")).entries
    assert entry.fuzzy


def test_what_was_signed_stays_signed() -> None:
    before = Unit(None, ONE_LINE, "Текст один", State.REVIEWED)
    signed = [approvals.sign([("fest", before)], {}, "Frau A", dt.date(2027, 1, 1))]
    for unit in (
        Unit(None, BROKEN, "Текст один", State.REVIEWED),
        Unit(None, BROKEN, "Текст\nодин", State.REVIEWED),
    ):
        assert [one.state for one in approvals.approved([unit], signed)] == [State.APPROVED]
        assert approvals.voided(signed[0], [("fest", unit)]) == ()
    other = Unit(None, BROKEN, "Інший текст", State.REVIEWED)
    assert [one.state for one in approvals.approved([other], signed)] == [State.REVIEWED]


@given(st.lists(st.text("ab ", min_size=1).filter(str.strip), min_size=1, max_size=4))
def test_the_form_of_a_text_is_where_its_lines_end(lines: list[str]) -> None:
    clean = [" ".join(line.split()) for line in lines]
    assert flat("\n".join(clean)) == " ".join(clean)
    assert flat(flat("\n".join(clean))) == flat("\n".join(clean))
