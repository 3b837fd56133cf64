"""The table of scripts: every language has a row, and the rows do not contradict Unicode."""

from __future__ import annotations

import re
import unicodedata

import pytest

from pipeline.language.scripts import LATIN, SCRIPTS, Script, script
from pipeline.language.table import Language, languages

ROWS = [row for row in SCRIPTS.values() if row.code != "Aran"]  # Arabic, in another style


@pytest.mark.parametrize("row", languages().values(), ids=lambda row: row.tag)
def test_every_language_has_a_script(row: Language) -> None:
    own = SCRIPTS[row.script]
    assert row.rtl == own.rtl
    letters = [char for char in row.endonym if char.isalpha()]
    if row.tag != "zh-CN":
        letters += [
            char for name in (*row.months, *row.weekdays) for char in name if char.isalpha()
        ]
    for char in letters:
        if unicodedata.category(char) == "Lm":  # the Ukrainian apostrophe, of all scripts
            continue
        assert re.match(f"[{own.letters}]", char), (row.tag, char)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_letters_are_those_of_the_script(row: Script) -> None:
    pattern = re.compile(f"[{row.letters}]")
    others = re.compile("[" + "".join(one.letters for one in ROWS if one is not row) + "]")
    found = [char for char in map(chr, range(0x10000)) if pattern.match(char)]
    assert found
    for char in found:
        assert not others.match(char)
        if char.isalpha() and unicodedata.category(char) != "Lm":
            name = unicodedata.name(char)
            assert name.startswith(row.names) or char in "ªº", name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_direction_is_that_of_the_letters(row: Script) -> None:
    directions = {
        unicodedata.bidirectional(char)
        for char in map(chr, range(0x10000))
        if re.match(f"[{row.letters}]", char) and char.isalpha()
    }
    assert (directions <= {"R", "AL"}) == row.rtl


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_marks_of_a_script_are_never_to_be_replaced(row: Script) -> None:
    own = {*row.marks.question, *row.marks.stop, *row.marks.colon, row.comma.strip()}
    usual = {mark[0] for mark in (row.marks.question, row.marks.stop, row.marks.colon) if mark}
    assert not usual & {*row.marks.instead}
    assert row.comma.strip() not in row.marks.instead
    assert {*row.marks.instead.values()} - {""} <= {*own, *";；؛፤!！?"}


def test_a_script_without_row_has_latin_customs_and_claims_nothing() -> None:
    unknown = script("Mong")
    assert unknown.marks == LATIN.marks
    assert (unknown.names, unknown.rtl, unknown.carried) == ((), False, ())
