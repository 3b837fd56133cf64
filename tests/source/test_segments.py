"""Extraction: from a document to what translators see.

Each tests/golden/extract/<case>.md has its segments beside it in <case>.txt. A new case is
two files; ``GOLDEN_UPDATE=1 python -m pytest tests/test_segments.py`` writes the second.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.source import labels
from pipeline.source.documents import find_documents, load_source
from pipeline.source.facts import PLACEHOLDERS
from pipeline.source.model import Role, Segment
from pipeline.source.segments import (
    ROLE_NOTES,
    key,
    layout_segments,
    noted_role,
    segments,
    unique,
    words,
)
from pipeline.text.braces import names
from pipeline.text.form import flat
from pipeline.text.inline import plain

ROOT = Path(__file__).parents[2]
CASES = sorted((Path(__file__).parents[1] / "golden" / "extract").glob("*.md"))
DOCUMENTS = [*CASES, *find_documents(ROOT / "content")]

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)


def dump(found: tuple[Segment, ...]) -> str:
    """One paragraph a segment: role, line and msgctxt, then the notes, then the text."""
    paragraphs = []
    for segment in found:
        context, text = key(segment)
        line = segment.location.line if segment.location else None
        head = f"{segment.role}, line {line}" + (f", msgctxt {context}" if context else "")
        notes = [f"#. {note}" for note in segment.note.split("\n")]
        paragraphs.append("\n".join([head, *notes, text]) + "\n")
    return "\n".join(paragraphs)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    text = dump(segments(load_source(path)))
    golden = path.with_suffix(".txt")
    if os.environ.get("GOLDEN_UPDATE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_every_golden_file_has_its_document() -> None:
    files = {path.stem for path in CASES[0].parent.iterdir()}
    assert files == {path.stem for path in CASES}


@every_document
def test_each_unit_is_there_once_and_explained(path: Path) -> None:
    found = segments(load_source(path))
    assert len({key(segment) for segment in found}) == len(found)
    assert found[0].role is Role.TITLE
    for segment in found:
        assert flat(segment.text) == " ".join(segment.text.split())
        first, *rest = segment.note.split("\n")
        assert first == ROLE_NOTES[segment.role]
        assert len(set(rest)) == len(rest)
        for name in names(segment.text):
            assert f"{{{name}}}: {PLACEHOLDERS[name].note}" in rest
        assert noted_role(key(segment)[0], segment.note) is segment.role


@every_document
def test_segments_stand_in_the_order_of_the_body(path: Path) -> None:
    body = [
        segment.location.line or 0
        for segment in segments(load_source(path))
        if segment.location and segment.role in (Role.HEADING, Role.PARAGRAPH, Role.ITEM)
    ]
    assert body == sorted(body)


LONG = "Ein Text von fünf Wörtern"


def test_a_text_of_three_words_is_short_and_one_of_four_is_not() -> None:
    for text, context in (("Wir feiern heute", "item"), ("Wir feiern heute alle", None)):
        assert key(Segment(Role.ITEM, text)) == (context, text)


def test_a_short_text_is_one_unit_a_role() -> None:
    found = unique(
        [
            *(Segment(Role.TITLE, "Fest"), Segment(Role.HEADING, "Fest")),
            *(Segment(Role.HEADING, "Fest", "Person: A"), Segment(Role.LABEL, "Fest")),
        ]
    )
    assert [key(segment) for segment in found] == [
        ("title", "Fest"),
        ("heading", "Fest"),
        (None, "Fest"),
    ]
    assert [segment.note for segment in found] == ["Titel", "Überschrift\nPerson: A", ""]


def test_a_long_text_is_one_unit_in_all_roles() -> None:
    first, second = Segment(Role.ITEM, LONG, "a\nb"), Segment(Role.QUOTE, LONG, "b\nc")
    assert unique([first, second]) == (Segment(Role.ITEM, LONG),)
    assert unique([first, second])[0].note == "Punkt einer Aufzählung\na\nb\nZitat\nc"


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Fest", "item"),
        ("Fest am {date}", "item"),
        ("Fest am {date} um", None),
        ("a b c", "item"),
        ("a b c d", None),
    ],
)
def test_up_to_three_words_have_a_context(text: str, context: str | None) -> None:
    assert key(Segment(Role.ITEM, text)) == (context, text)


@given(st.lists(st.builds(Segment, st.sampled_from(Role), st.sampled_from(["a", "b", LONG]))))
def test_unique_keeps_every_unit_and_the_first_order(found: list[Segment]) -> None:
    keys = [key(segment) for segment in unique(found)]
    assert keys == list(dict.fromkeys(key(segment) for segment in found))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Wir laden Sie ein.", 4),
        ("Wir **laden** Sie [ein](https://eschwege.example/bald).", 4),
        ("Am {date} um {start} Uhr", 3),
        ("am 4. November 2023", 2),
        ("Werra-Meißner-Kreis", 1),
        ("Geht’s gut?", 2),
        ("Bürger*innen und Helfer:innen", 3),
        ("Industrie- und Handelskammer", 3),
        ("– … „“ 5 & 7 {{ }}", 0),
        ("„Demokratie leben!“ &amp; Fest", 3),
    ],
)
def test_words(text: str, count: int) -> None:
    assert words(text) == count


@given(st.text())
def test_words_of_any_text(text: str) -> None:
    assert 0 <= words(text) <= len(plain(text))


# --- labels -------------------------------------------------------------------------------


def commented_labels() -> dict[str, str]:
    """The texts of LABELS with the comment above each, read from the source by hand."""
    source = inspect.getsource(labels)
    lines = source.split("\n")
    (mapping,) = (
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id == "LABELS"
    )
    assert isinstance(mapping, ast.Dict)
    found: dict[str, str] = {}
    for name, call in zip(mapping.keys, mapping.values, strict=True):
        assert isinstance(name, ast.Constant)
        assert isinstance(call, ast.Call)
        notes: list[str] = []
        line = name.lineno - 2
        while match := re.match(r"\s*#\s?(.*)", lines[line]):
            notes.insert(0, match[1])
            line -= 1
        found[ast.literal_eval(call.args[0])] = "\n".join(notes)
    return found


def test_layout_segments_are_the_labels() -> None:
    found = layout_segments()
    assert [segment.text for segment in found] == list(dict.fromkeys(labels.LABELS.values()))
    assert {segment.role for segment in found} == {Role.LABEL}
    assert {key(segment)[0] for segment in found} == {None}
    assert {str(segment.location) for segment in found} == {"pipeline/labels.py"}


def test_every_label_has_its_comment_as_note() -> None:
    notes = {segment.text: segment.note for segment in layout_segments()}
    assert notes == commented_labels()
    assert all(notes.values())


def test_notes_of_labels_explain_their_placeholders() -> None:
    for segment in layout_segments():
        for name in names(segment.text):
            assert f"{{{name}}}: " in segment.note


def test_every_role_has_a_note_of_its_own() -> None:
    assert set(ROLE_NOTES) == set(Role)
    assert len(set(ROLE_NOTES.values())) == len(ROLE_NOTES)


@pytest.mark.parametrize(
    ("context", "note", "role"),
    [
        ("title", "", Role.TITLE),
        ("title", "Absatz", Role.TITLE),
        (None, "Absatz\n{date}: Datum", Role.PARAGRAPH),
        (None, "Zitat", Role.QUOTE),
        (None, "", None),
        ("menu", "something else", None),
    ],
)
def test_noted_role(context: str | None, note: str, role: Role | None) -> None:
    assert noted_role(context, note) is role
