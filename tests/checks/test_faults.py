"""The rules on a corpus: planted faults are found, good translations are left in peace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.filters.checks import CheckerConfig, FilterFailure, StandardChecker
from translate.storage.base import TranslationUnit

from pipeline.base.model import Severity, State
from pipeline.catalogue.units import Unit
from pipeline.checks import RULES, Context, check
from pipeline.checks.spacing import stray_space
from pipeline.language.table import language

from .faults import MUTATIONS, TAGS, Fault, good, planted

NO_MUTATION = {"untranslated-copy", "name-missing", "term-missing", "person-differs"}
"""A missing state and a glossary are no fault of a text; test_checks.py has them."""

SECOND_OPINION = ("numbers", "emails", "urls", "brackets", "pythonbraceformat", "newlines")
"""Checks of translate-toolkit that are right for a text which they let pass before."""


@cache
def faults() -> tuple[Fault, ...]:
    return tuple(planted())


def rules(unit: Unit, tag: str) -> set[str]:
    return {one.rule for one in check(unit, context(tag))}


@cache
def context(tag: str) -> Context:
    return Context(language(tag))


def test_the_corpus_has_all_rules_and_languages() -> None:
    assert len(faults()) >= 300
    assert set(MUTATIONS) == {rule.name for rule in RULES} - NO_MUTATION
    assert set(Counter(fault.rule for fault in faults())) == set(MUTATIONS)
    for tag in TAGS:
        assert len({fault.rule for fault in faults() if fault.language.tag == tag}) >= 25


def test_planted_faults_are_found_by_their_rule() -> None:
    missed = [
        (fault.rule, fault.language.tag, fault.unit.target)
        for fault in faults()
        if fault.rule not in rules(fault.unit, fault.language.tag)
    ]
    assert len(missed) <= 0.01 * len(faults()), missed


def test_good_translations_raise_hardly_any_alarm() -> None:
    alarms: dict[Severity, set[tuple[str, str]]] = {one: set() for one in Severity}
    count = 0
    for tag in TAGS:
        for unit in good(tag):
            count += 1
            for one in check(unit, context(tag)):
                alarms[one.severity].add((tag, unit.target))
    assert count > 1500
    assert len(alarms[Severity.ERROR]) < 0.01 * count, alarms[Severity.ERROR]
    assert len(alarms[Severity.WARNING]) < 0.05 * count, alarms[Severity.WARNING]


def test_what_translate_toolkit_finds_in_a_spoilt_text_is_found() -> None:
    """An independent reader: whatever it newly objects to, we object to as well."""
    seen: Counter[str] = Counter()
    checker = StandardChecker(CheckerConfig(), limitfilters=list(SECOND_OPINION))
    before = {unit: objections(checker, unit) for tag in TAGS for unit in good(tag)}
    originals = {(unit.source, unit.context, tag): unit for tag in TAGS for unit in good(tag)}
    for fault in faults():
        original = originals[fault.unit.source, fault.unit.context, fault.language.tag]
        for name in objections(checker, fault.unit) - before[original]:
            seen[name] += 1
            assert rules(fault.unit, fault.language.tag), (name, fault)
    assert set(seen) >= {"numbers", "brackets", "pythonbraceformat", "emails"}


def objections(checker: StandardChecker, unit: Unit) -> set[str]:
    pair = TranslationUnit(unit.source)
    pair.target = unit.target
    return set(checker.run_filters(pair))


@given(*[st.text(" \n\t\u00a0\u3000ab", max_size=8)] * 2)
def test_spaces_are_what_translate_toolkit_takes_for_spaces(source: str, target: str) -> None:
    """At the ends for both alike; in pairs only where there is one in the translation."""
    toolkit = StandardChecker(CheckerConfig())
    unit = Unit(None, source, target, State.REVIEWED)
    ours = " ".join(map(str, stray_space.find(unit, context("uk"))))
    ends = refuses(toolkit.startwhitespace, unit) or refuses(toolkit.endwhitespace, unit)
    assert ("am Ende" in ours) == ends
    assert ("hintereinander" in ours) == ("  " in target and refuses(toolkit.doublespacing, unit))


def refuses(check: Callable[[str, str], bool], unit: Unit) -> bool:
    try:
        return not check(unit.source, unit.target)
    except FilterFailure:
        return True


@pytest.mark.parametrize("tag", TAGS)
def test_a_translation_of_another_language_is_noticed(tag: str) -> None:
    """A file that got into the wrong folder: most of its units have a finding."""
    other = {"Latn": "uk", "Cyrl": "ka"}.get(language(tag).script, "en")
    wrong = [unit for unit in good(other) if len(unit.source) > 30]
    noticed = sum(bool(rules(unit, tag)) for unit in wrong)
    assert noticed >= 0.95 * len(wrong)
