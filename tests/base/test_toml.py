"""Files that a program writes and people comment: data, comments and form after a change."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.base import toml

BEFORE = """\
# Was das Programm schreibt.

# Warum das hier steht
[fest] # hier
sequence = 1  # nach dem Umzug
# mitten darin
venue = "Festplatz"
doors = "13:45"

[zuletzt]
sequence = 0
"""


def test_comments_stay_where_they_were() -> None:
    after = (
        '[erst]\nsequence = 0\n\n[fest]\nsequence = 2\nvenue = "Saal"\n\n[zuletzt]\nsequence = 0\n'
    )
    assert toml.updated(BEFORE, after) == (
        "# Was das Programm schreibt.\n\n# Warum das hier steht\n"
        "[erst]\nsequence = 0\n\n"
        "[fest] # hier\nsequence = 2  # nach dem Umzug\n# mitten darin\n"
        'venue = "Saal"\n\n'
        "[zuletzt]\nsequence = 0\n"
    )


def test_what_says_the_same_stays_byte_for_byte() -> None:
    odd = "# x\n\na   = 'b'\nunits = [ { k='v' },\n  { k = \"w\" },\n]\n\n[[one]]\nc = 1_0\n"
    plain = 'a = "b"\nunits = [{ k = "v" }, { k = "w" }]\n[[one]]\nc = 10\n'
    assert toml.updated(odd, plain) == odd
    assert toml.updated(odd, plain + "[two]\nd = 1\n") == odd + "\n[two]\nd = 1\n"


def test_a_list_of_tables_grows_at_its_end_and_keeps_what_is_said_of_each() -> None:
    before = '[[approval]]\nby = "A"  # persönlich\n\n[approval.facts]\n"event.date" = "x"\n'
    after = before.replace("  # persönlich", "\nwithdrawn = true") + '\n[[approval]]\nby = "B"\n'
    made = toml.updated(before, after)
    assert tomllib.loads(made) == tomllib.loads(after)
    assert 'by = "A"  # persönlich\n' in made
    assert made.endswith('\n\n[[approval]]\nby = "B"\n')


NAMES = st.text("abc-_", min_size=1, max_size=4)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TABLES = st.dictionaries(NAMES, st.dictionaries(NAMES, TEXTS, max_size=4), max_size=4)


def written(tables: dict[str, dict[str, str]], comment: str = "") -> str:
    lines = [
        line
        for name, table in tables.items()
        for line in (
            f"[{name}]{comment}",
            *(f"{key} = {toml.quoted(text)}{comment}" for key, text in table.items()),
            "",
        )
    ]
    return "# Kopf\n\n" + "\n".join(lines)


@given(before=TABLES, after=TABLES)
def test_it_says_what_it_is_to_say(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    made = toml.updated(written(before, " # gesagt"), written(after))
    assert tomllib.loads(made) == after
    assert made.startswith("# Kopf\n")
    assert before == after or list(tomllib.loads(made)) == list(after)
    kept = sum(key in after.get(name, ()) for name, table in before.items() for key in table)
    assert made.count(" # gesagt") >= kept
    assert toml.updated(made, written(after)) == made


@given(TEXTS)
def test_any_text_can_be_quoted(text: str) -> None:
    assert tomllib.loads(f"a = {toml.quoted(text)}") == {"a": text}


def test_a_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    assert toml.write(path, BEFORE)
    path.write_text(BEFORE + "# von Hand\n")
    assert not toml.write(path, BEFORE)
    assert path.read_text().endswith("# von Hand\n")
    path.write_text("[kaputt\n")
    assert toml.write(path, BEFORE)
    assert path.read_text() == BEFORE
