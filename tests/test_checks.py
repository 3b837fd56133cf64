"""Checks: for each rule what passes, what fails, how severe it is and what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import fonts
from pipeline.checks import RULES, Context, check
from pipeline.checks.letters import missing_letters
from pipeline.inline import links
from pipeline.languages import GERMAN, language, languages
from pipeline.model import Diagnostic, Language, Location, Severity, State, Unit
from pipeline.placeholders import names

ARABIC = Context(language("ar"))
ALL_STATES = (State.DRAFT, State.CHANGED, State.REVIEWED, State.APPROVED)
LINK = "[Hier](https://x.de)"


def found(
    rule: str, source: str, target: str, state: State = State.REVIEWED, previous: str | None = None
) -> list[Diagnostic]:
    unit = Unit(None, source, target, state, previous)
    return [one for one in check(unit, ARABIC) if one.rule == rule]


CASES = [
    # rule, German, translations that pass, translations that fail
    (
        "placeholder-unknown",
        "am {date}",
        ["{date}", "يوم {date} {date}", "a"],
        ["{dat}", "{ date }"],
    ),
    ("placeholder-unknown", "am {date}", ["{date} {{x}}"], ["{date", "date}", "{date}}", "{}"]),
    ("placeholder-unknown", "heute", ["اليوم"], ["{date}", "{"]),
    ("placeholder-lost", "{date}, {start}", ["{start} {date}"], ["{date}", "{start}", "2023"]),
    ("placeholder-lost", "{date} {date}", ["{date}"], ["a"]),
    ("placeholder-lost", "heute", ["اليوم"], []),
    ("html-in-translation", "a < b", ["a < b", "<3", "5<6>4", "&lt;b&gt;"], ["<b>a</b>", "a<br/>"]),
    ("html-in-translation", "a", ["a"], ["<!-- a", "</p>", '<a href="https://x.de">', "<?a"]),
    ("html-in-translation", "<x>", ["<x>"], ["<y>", "<x> <script>"]),
    ("link-elsewhere", LINK, ["[هنا](https://x.de)", "هنا"], ["[هنا](https://y.de)"]),
    ("link-elsewhere", LINK, [], ["[a](https://x.de/)", "[](https://y.de)", "[a](javascript:b)"]),
    ("link-elsewhere", "[a]({contact_url})", ["[b]({contact_url})"], ["[b](https://x.de)"]),
    ("link-elsewhere", "a", ["https://y.de", "[a](b c)"], ["[a](b)", "**[a](tel:1)**"]),
    ("link-lost", LINK, ["[هنا](https://x.de)"], ["هنا", "https://x.de", "[](https://y.de)"]),
    ("link-lost", LINK + LINK, ["[هنا](https://x.de)"], ["a"]),
    ("markup-broken", "**a**", ["**a**", "a", "2 * 3", "a*"], ["** a **", "**a"]),
    ("markup-broken", LINK, [LINK], ["[هنا](https:// x.de)", "[a](b c)"]),
    ("markup-broken", r"2 \*\* 3", [r"2 \*\* 3"], []),
    (
        "control-character",
        "a",
        ["ا\u200fب", "می\u200cشود", "a\u00adb", "a\nb"],
        ["a\x0b", "\u202ea"],
    ),
    ("control-character", "a", [], ["\u2067a\u2069", "a\x7f", "\ufffe", "\x00"]),
    (
        "no-font",
        "a",
        ["ا\u200fب", "می\u200cشود", "中 “a” – € ✔", "a\nb\u00a0", "&amp;", "სადღესასწაულო"],
        ["\U0001f389", "ក", "a\ufe0f", "&#x1f389;", "\U0010ffff"],
    ),
    ("no-font", "\U0001f389", ["a"], ["\U0001f389"]),
]


@pytest.mark.parametrize(("rule", "source", "passing", "failing"), CASES)
def test_rule(rule: str, source: str, passing: list[str], failing: list[str]) -> None:
    for target in passing:
        assert found(rule, source, target) == []
    for target in failing:
        diagnostics = found(rule, source, target)
        assert diagnostics
        for one in diagnostics:
            assert (one.severity, one.language) == (Severity.ERROR, "ar")


def test_every_rule_is_listed_and_tested() -> None:
    listed = [rule.__name__.replace("_", "-") for rule in RULES]
    assert sorted(set(listed)) == sorted(listed)
    listed.remove("untranslated-copy")  # below, as it is found where nothing is translated
    assert {rule for rule, _source, passing, failing in CASES if passing} == set(listed)
    assert {rule for rule, _source, passing, failing in CASES if failing} == set(listed)


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize(
    ("rule", "source", "target", "expected"),
    [
        # A fault that waits for its translator is a warning; one nobody can wait for is not.
        ("placeholder-lost", "{date}", "a", Severity.WARNING),
        ("link-lost", LINK, "a", Severity.WARNING),
        ("markup-broken", "a", "** a **", Severity.WARNING),
        ("control-character", "a", "a\x0b", Severity.WARNING),
        ("placeholder-unknown", "a", "{date}", Severity.ERROR),
        ("link-elsewhere", "a", "[a](https://x.de)", Severity.ERROR),
        ("html-in-translation", "a", "<b>", Severity.ERROR),
        ("no-font", "a", "\U0001f389", Severity.ERROR),
    ],
)
def test_severity_by_state(
    state: State, rule: str, source: str, target: str, expected: Severity
) -> None:
    (one,) = found(rule, source, target, state)
    assert one.severity is (expected if state is State.CHANGED else Severity.ERROR)


@pytest.mark.parametrize(
    ("rule", "previous", "target"),
    [
        ("placeholder-unknown", "ab {doors}", "من {doors}"),
        ("link-elsewhere", "[hier](https://x.de)", "[هنا](https://x.de)"),
    ],
)
def test_what_the_german_had_before_is_a_warning(rule: str, previous: str, target: str) -> None:
    (one,) = found(rule, "heute", target, State.CHANGED, previous)
    assert one.severity is Severity.WARNING
    (one,) = found(rule, "heute", target, State.CHANGED, "etwas anderes")
    assert one.severity is Severity.ERROR
    (one,) = found(rule, "heute", target, State.REVIEWED, previous)
    assert one.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("rule", "source", "target", "messages"),
    [
        (
            "placeholder-unknown",
            "{date} {start}",
            "{datum} {strat} {x",
            [
                "Den Platzhalter „{datum}“ hat der deutsche Text nicht. Meinten Sie „date“?",
                "Den Platzhalter „{strat}“ hat der deutsche Text nicht. Meinten Sie „start“?",
                "In der Übersetzung steht eine einzelne geschweifte Klammer. Schreiben Sie die "
                "Platzhalter genau so wie im deutschen Text.",
            ],
        ),
        (
            "placeholder-unknown",
            "heute",
            "{date}",
            ["Den Platzhalter „{date}“ hat der deutsche Text nicht. Löschen Sie ihn."],
        ),
        (
            "placeholder-lost",
            "{start} {date}",
            "a",
            [
                f"Der Platzhalter „{{{name}}}“ fehlt in der Übersetzung. Setzen Sie ihn dort "
                "ein, wo die Angabe stehen soll."
                for name in ("date", "start")
            ],
        ),
        (
            "html-in-translation",
            "a",
            "<b>a</b>",
            [
                f"„{tag}“ ist HTML und hat hier keinen Platz. Möglich sind nur **fett**, "
                "*betont* und die Verweise des deutschen Textes."
                for tag in ("<b>", "</b>")
            ],
        ),
        (
            "link-elsewhere",
            LINK,
            "[a](https://y.de) [b](https://y.de)",
            [
                "Der Verweis führt zu „https://y.de“; der deutsche Text verweist nicht dorthin. "
                "Übernehmen Sie die Adresse aus dem deutschen Text."
            ],
        ),
        (
            "link-lost",
            LINK,
            "a",
            [
                "Der Verweis zu „https://x.de“ fehlt in der Übersetzung. "
                "Schreiben Sie ihn so: [Text](https://x.de)."
            ],
        ),
        (
            "markup-broken",
            "a",
            "** a ** [a](b c)",
            [
                f"„{mark}“ bliebe im Text stehen. Schreiben Sie **fett** ohne Leerzeichen an "
                "den Sternen und Verweise so: [Text](Adresse)."
                for mark in ("**", "](")
            ],
        ),
        (
            "control-character",
            "a",
            "a\u202eb",
            [
                "In der Übersetzung steht ein unsichtbares Steuerzeichen (U+202E). Löschen Sie "
                "es; die Schreibrichtung setzt das Programm."
            ],
        ),
        (
            "no-font",
            "a",
            "\U0001f389 ក \U0001f389",
            [
                "Für diese Zeichen gibt es keine Schrift: \U0001f389 (U+1F389) ក (U+1780). "
                "Ersetzen oder löschen Sie sie."
            ],
        ),
        (
            "no-font",
            "a",
            "កខគឃងចឆជឈ",
            [
                "Für diese Zeichen gibt es keine Schrift: ក (U+1780) ខ (U+1781) គ (U+1782) "
                "ឃ (U+1783) ង (U+1784) ច (U+1785) ឆ (U+1786) ជ (U+1787) …. "
                "Ersetzen oder löschen Sie sie."
            ],
        ),
    ],
)
def test_message(rule: str, source: str, target: str, messages: list[str]) -> None:
    assert [one.message for one in found(rule, source, target)] == messages


def test_nothing_is_found_where_nothing_is_translated() -> None:
    assert check(Unit(None, "{date}", "", State.MISSING), ARABIC) == ()
    assert check(Unit(None, "am {date}", "\u200b{x}", State.MISSING), ARABIC) == ()


def test_a_copy_that_counts_as_missing() -> None:
    where = Location(Path("locale/ar/LC_MESSAGES/fest.po"), 7)
    unit = Unit("organiser", "Amt für {x} Kultur", "Amt für {x} Kultur", State.MISSING)
    assert check(replace(unit, location=where), ARABIC) == (
        Diagnostic(
            "untranslated-copy",
            Severity.WARNING,
            "ar",
            "Die Übersetzung ist der deutsche Text und zählt als fehlend. Übersetzen Sie ihn; "
            "soll er so bleiben, schreiben Sie als Anmerkung dazu: gleich.",
            where,
            ("organiser", "Amt für {x} Kultur"),
        ),
    )
    assert check(replace(unit, state=State.REVIEWED), ARABIC) == ()


def test_letters_of_the_german_are_not_looked_at() -> None:
    unit = Unit(None, "\U0001f389", "\U0001f389", State.REVIEWED)
    assert check(unit, Context(language(GERMAN))) == ()


@pytest.mark.parametrize("row", languages().values(), ids=list(languages()))
def test_every_language_has_its_letters(row: Language) -> None:
    assert missing_letters(row.endonym + row.digits, row) == ""


@given(st.text().filter(lambda text: "&" not in text))
def test_letters_are_missing_as_the_fonts_say(text: str) -> None:
    assert sorted(missing_letters(text, ARABIC.language)) == list(
        fonts.missing(text, ARABIC.language)
    )


def test_a_finding_names_its_place() -> None:
    where = Location(Path("locale/ar/LC_MESSAGES/fest.po"), 7)
    unit = Unit(None, "{date}", "a", State.DRAFT, location=where)
    assert [one.location for one in check(unit, ARABIC)] == [where]


PIECES = ["{", "}", "{date}", "**", "[", "](", ")", "https://x.de", "<b>", "<", " ", "a", "ع", "&"]
text = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=15).map("".join))


@given(text, text, st.none() | text, st.sampled_from(State))
def test_any_unit(source: str, target: str, previous: str | None, state: State) -> None:
    for one in check(Unit(None, source, target, state, previous), ARABIC):
        assert one.message.endswith((".", "?"))


@given(text, st.sampled_from(ALL_STATES))
def test_what_passes_fills_and_points_where_the_german_does(source: str, state: State) -> None:
    target = source + " {date} [a](https://x.de)"
    rules = {one.rule for one in check(Unit(None, source, target, state), ARABIC)}
    assert ("placeholder-unknown" in rules) == (not set(names(target)) <= set(names(source)))
    assert ("link-elsewhere" in rules) == (not set(links(target)) <= set(links(source)))


@given(text)
def test_the_german_text_passes_its_own_checks(source: str) -> None:
    rules = {one.rule for one in check(Unit(None, source, source, State.REVIEWED), ARABIC)}
    assert rules <= {"control-character", "no-font"}
