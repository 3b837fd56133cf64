"""What changed, word by word."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.changes import changes


def told(before: str, after: str) -> str:
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("gleich", "gleich", "gleich"),
        ("", "neu", "{+neu+}"),
        ("Beginn 10:00 Uhr.", "Beginn 11:00 Uhr.", "Beginn [-10:00-]{+11:00+} Uhr."),
        ("Wir laden ein.", "Wir laden Sie ein.", "Wir laden {+Sie +}ein."),
        (
            "die alte große Stadt",
            "die neue schöne Stadt",
            "die [-alte große-]{+neue schöne+} Stadt",
        ),
        ("am {date} hier", "am {end_date} hier", "am [-{date}-]{+{end_date}+} hier"),
        ("Alle Akteur*innen", "Alle Akteure", "Alle [-Akteur*innen-]{+Akteure+}"),
        ("Kommen Sie!", "Kommen Sie.", "Kommen Sie[-!-]{+.+}"),
    ],
)
def test_words_that_went_and_came(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


TEXTS = st.text(st.sampled_from("ab {}.-:\n\u0308"), max_size=20)


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "in") == before
    assert "".join(piece.text for piece in found if piece.kind != "out") == after
    assert all(one.kind != other.kind for one, other in itertools.pairwise(found))


def test_a_very_long_text_is_compared_as_a_whole_between_its_common_ends() -> None:
    before = "Anfang " + "a " * 3000 + "Ende"
    after = "Anfang " + "b " * 3000 + "Ende"
    assert [piece.kind for piece in changes(before, after)] == ["same", "out", "in", "same"]
