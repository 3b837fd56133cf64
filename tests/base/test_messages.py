"""What the pipeline says is German, knows its English, and has the same values in both."""

from __future__ import annotations

import copy
import json
import pickle
import string
from pathlib import Path

import pytest

from pipeline.base.errors import ContentError, nearest
from pipeline.base.messages import ENGLISH, Message, _, english, joined
from pipeline.base.model import Location
from pipeline.catalogue import po
from tools.update_messages import messages

MISSING = _("Das Dokument „{slug}“ gibt es nicht.").format(slug="{fest}")
MISSING_ENGLISH = "There is no document “{fest}”."
MEANT = nearest("knid", ["kind"])
MEANT_ENGLISH = "Did you mean “kind”?"


def fields(text: str) -> set[tuple[str | None, str | None]]:
    return {(name, spec) for _text, name, spec, _conversion in string.Formatter().parse(text)}


def test_every_message_has_an_english_translation() -> None:
    file = po.read(ENGLISH)
    assert [entry.msgid for entry in file.entries] == [message.text for message in messages()]
    for entry in file.entries:
        assert entry.msgstr, entry.msgid
        assert not entry.fuzzy, entry.msgid


def test_translations_use_the_same_values() -> None:
    for entry in po.read(ENGLISH).entries:
        names = {name for name, _spec in fields(entry.msgid)}
        assert {name for name, _spec in fields(entry.msgstr)} == names, entry.msgid


def test_a_message_is_its_german_text() -> None:
    assert MISSING == "Das Dokument „{fest}“ gibt es nicht."
    assert hash(MISSING) == hash("Das Dokument „{fest}“ gibt es nicht.")
    assert f"{MISSING}" == "%s" % MISSING == str(MISSING) == MISSING  # noqa: UP031
    assert json.loads(json.dumps([MISSING])) == [MISSING]


def test_a_message_knows_its_english() -> None:
    assert MISSING.english() == MISSING_ENGLISH
    assert english("Sommerfest") == "Sommerfest"
    assert _("hat keine Übersetzung: {x}").format(x=1).english() == "hat keine Übersetzung: 1"


@pytest.mark.parametrize(
    ("put_together", "parts"),
    [
        (MISSING + " " + MEANT, (MISSING_ENGLISH, " ", MEANT_ENGLISH)),
        ("fest.md: " + MISSING, ("fest.md: ", MISSING_ENGLISH)),
        (joined(" ", (MISSING, "Fest", MEANT)), (MISSING_ENGLISH, " Fest ", MEANT_ENGLISH)),
        (joined(", ", ()), ()),
        (joined(", ", ("a", "")), ("a, ",)),
    ],
)
def test_messages_that_are_put_together_stay_messages(
    put_together: str, parts: tuple[str, ...]
) -> None:
    assert isinstance(put_together, Message)
    assert put_together.english() == "".join(parts)


def test_joined_reads_as_join() -> None:
    for texts in ([], ["a"], ["a", ""], ["", "b"], [MISSING, MEANT, "c"]):
        assert joined("; ", texts) == "; ".join(texts)


def test_messages_and_errors_among_the_values_are_translated_too() -> None:
    problem = ContentError(Location(Path("fest.md"), 3), MISSING + " " + MEANT)
    text = _("Sprache „{tag}“: {problem}")
    for value in (problem, str(problem)):
        said = text.format(tag="uk", problem=value)
        assert said == f"Sprache „uk“: fest.md:3: {MISSING} Meinten Sie „kind“?"
        assert said.english() == f"Language “uk”: fest.md:3: {MISSING_ENGLISH} {MEANT_ENGLISH}"


def test_a_message_survives_copies_and_pickles() -> None:
    said = _("Sprache „{tag}“: {problem}").format(tag="uk", problem=MISSING + MEANT)
    for other in (copy.copy(said), copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert other == said
        assert english(other) == said.english()


def test_a_message_keeps_what_it_was_told() -> None:
    """A template may serve again, and values that change later change nothing."""
    template = _("Das Dokument „{slug}“ gibt es nicht.")
    first, second = template.format(slug="a"), template.format(slug="b")
    assert (first.english(), second.english()) == (
        "There is no document “a”.",
        "There is no document “b”.",
    )
    assert template.english() == "There is no document “{slug}”."
    values = {"slug": "a"}
    kept = template.format(**values)
    values["slug"] = "b"
    assert kept.english() == "There is no document “a”."
