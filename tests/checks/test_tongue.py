"""A whole edition in another language; single texts: test_rules.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.base.model import Severity, State
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check, wrong_edition
from pipeline.language.table import language

from .faults import TAGS, good

LATIN = [tag for tag in TAGS if language(tag).script == "Latn"]
OTHERS = [
    *((here, there) for here in LATIN for there in LATIN if here != there),
    *((here, there) for here in ("uk", "ru", "bg") for there in ("uk", "ru", "bg")),
    *((here, there) for here in ("ar", "fa", "prs") for there in ("ar", "fa", "prs")),
]


def short(tag: str) -> list[Unit]:
    """Texts that are too short to tell, one by one."""
    return [unit for unit in good(tag) if len(unit.target) < 25]


@pytest.mark.parametrize(("here", "there"), OTHERS)
def test_short_texts_together_show_the_language(here: str, there: str) -> None:
    found = wrong_edition(short(there), Context(language(here)))
    if here == there or {here, there} == {"fa", "prs"}:
        assert found == ()
    else:
        (one,) = found
        assert (one.rule, one.severity, one.language) == ("wrong-edition", Severity.ERROR, here)
        assert language(here).german in one.message
        told = "Persisch" if there == "prs" else language(there).german
        assert told in one.message


@pytest.mark.parametrize("tag", TAGS)
def test_a_right_edition_is_left_in_peace(tag: str) -> None:
    assert wrong_edition(good(tag), Context(language(tag))) == ()


def test_what_a_translator_declared_right_and_what_is_missing_does_not_count() -> None:
    texts = short("ro")
    meant = [replace(unit, comment="Prüfung aus: wrong-language, ein Gedicht") for unit in texts]
    missing = [replace(unit, state=State.MISSING) for unit in texts]
    for units in (meant, missing, []):
        assert wrong_edition(units, Context(language("sq"))) == ()


def test_a_text_of_one_line_is_a_warning() -> None:
    unit = Unit(
        None, "Wir laden Sie herzlich ein", "Vă invităm cu drag pe toți oamenii", State.REVIEWED
    )
    (found,) = (one for one in check(unit, Context(language("sq"))) if one.rule == "wrong-language")
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("tag", LATIN)
def test_most_texts_of_a_wrong_edition_are_found_one_by_one(tag: str) -> None:
    other = "ro" if tag != "ro" else "sq"
    long = [unit for unit in good(other) if len(unit.target) > 60 and "{" not in unit.target]
    assert len(long) > 20
    found = [
        unit
        for unit in long
        for one in check(unit, Context(language(tag)))
        if one.rule == "wrong-language" and one.severity is Severity.ERROR
    ]
    assert len(found) >= 0.9 * len(long)
