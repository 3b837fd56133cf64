"""From German to a draft: nothing is lost on the way, whatever the engine does."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.base.errors import ConfigError
from pipeline.language.table import language
from pipeline.mt.cache import Cache
from pipeline.mt.engine import Hypothesis
from pipeline.mt.machine import CHUNK, Machine, Order
from pipeline.mt.store.metadata import Target
from pipeline.mt.store.packages import Package
from pipeline.mt.units import Drafted
from pipeline.text.inline import links, parse

from .engines import Adversary, Cipher, Ciphers, loader, package

NAMES = {"Eschwege": "ეშვეგე", "E-Werk": "E-Werk", "Werra-Meißner-Kreis": "ვერა-მაისნერი"}

FRAGMENTS = (
    *("Wir laden Sie herzlich ein", "Kommen Sie bitte", "Die Kinder", "Der Eintritt ist frei."),
    *("Bringen Sie Ihre Familie mit!", "mit allen Gästen", "von", "bis", "und", "um", "Uhr", "am"),
    *(
        "z. B.",
        "Bürger*innen",
        "November",
        "BITTE NICHT",
        "„gut“",
        ":",
        ",",
        "–",
        ". ",
        "?",
        "(und)",
    ),
    *("EU", "Der Verein e. V. hilft", "jede*r", "Nr.", "Kaffee & Kuchen", "als Erstes"),
)
FACTS = (
    *(
        "{date}",
        "{start}",
        "{registration_email}",
        "{venue}",
        "{{",
        "}}",
        "[1]",
        "XQ1",
        "#1#",
        "§ 5",
    ),
    *("17", "10:30", "1.250,50 €", "50 %", "05651 302-1160", "4.", "2023", "٣", "½", "-5", "B7"),
    *("post@werra-test.de", "https://www.werra-test.de/a?b=1#c", "www.test.de", "a.b@c-d.de"),
    *("Eschwege", "Eschweges", "E-Werk", "Werra-Meißner-Kreises", "ESCHWEGE", "<b>", "&amp;", "*"),
    *("**sehr herzlich**", "*gern*", "[zur Seite](https://www.test.de/x_y)", "**{date}**", "_gut_"),
    *("[post@werra-test.de](mailto:post@werra-test.de)", "**bis 12 Uhr**", "[so](tel:+495651)"),
)


@pytest.fixture
def packages(tmp_path: Path) -> list[Package]:
    return _packages(tmp_path)


def _packages(folder: Path) -> list[Package]:
    pairs = [("de", "en"), ("en", "ar"), ("en", "ka"), ("de", "uk")]
    return [package(folder, *pair) for pair in pairs]


def _one(machine: Machine, text: str, tag: str) -> Drafted:
    (result,) = machine.translate([text], language(tag), NAMES)
    return result


def _digits(text: str) -> Counter[str]:
    """Runs of digits of any script, as ASCII."""
    return Counter(
        "".join(str(unicodedata.digit(c)) for c in run) for run in re.findall(r"\d+", text)
    )


def _assert_faithful(german: str, target: str) -> None:
    """Said independently of the code: every fact as often as in the German."""
    found = [Counter(re.findall(r"\{\{|\}\}|\{\w*\}", text)) for text in (german, target)]
    assert found[0] == found[1]
    assert _digits(german) == _digits(target)
    for fact in ("post@werra-test.de", "a.b@c-d.de", "www.werra-test.de/a?b=1#c", "www.test.de"):
        assert german.count(fact) == target.count(fact), fact
    assert Counter(links(german)) == Counter(links(target))
    assert target.count("@") == german.count("@")
    for name, form in NAMES.items():
        expected = len(re.findall(rf"(?<!\w){name}(?:e?s)?(?!\w)", german, re.IGNORECASE))
        assert len(re.findall(rf"(?<!\w){form}", target)) == expected, name
    runs = parse(german), parse(target)
    assert any(run.strong for run in runs[0]) == any(run.strong for run in runs[1])
    shown = ["".join(run.text for run in side) for side in runs]
    for mark in ("**", "](", "XQ", "<b>", "½", "%", "§", "€"):
        assert shown[0].count(mark) == shown[1].count(mark), mark
    assert not re.search(r"[\U000f0000-\U0010fffd\u202a-\u202e\x00-\x1f]", target)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), tag=st.sampled_from(("ar", "ka", "uk", "en")))
def test_no_fact_is_ever_wrong(
    seed: int, tag: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Twenty texts an example, of phrases and facts, and an engine that spoils most of them."""
    chance = random.Random(seed)
    texts = [" ".join(_fragments(chance)) for _text in range(20)]
    known = _packages(Path(tmp_path_factory.getbasetemp() / "machine"))
    machine = Machine(known, {}, Cache(None), loader(lambda code: Adversary(code, chance)))
    results = list(machine.translate(texts, language(tag), NAMES))
    assert len(results) == len(texts)
    for german, result in zip(texts, results, strict=True):
        assert (result.target is None) == bool(result.problem)
        if result.target is not None:
            _assert_faithful(german, result.target)
            assert result.score is not None
            assert 0 <= result.score <= 1


def _fragments(chance: random.Random) -> Iterator[str]:
    for _word in range(chance.randint(1, 6)):
        yield chance.choice(FRAGMENTS)
        if chance.random() < 0.4:
            yield chance.choice(FACTS)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(
        st.one_of(
            st.sampled_from("XQ1234 {}[]()*_`\\<>&@#:/.„“⟦⟧٣½²-§%€\u200f\U000f0001\ue000"),
            st.characters(),
        ),
        max_size=60,
    )
)
def test_any_text_is_translated_or_refused(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    known = _packages(Path(tmp_path_factory.getbasetemp() / "machine"))
    machine = Machine(known, {}, Cache(None), loader(Cipher))
    result = _one(machine, text, "uk")
    if result.target is not None:
        assert _digits(unicodedata.normalize("NFC", text)) == _digits(result.target)


def test_the_engine_that_works(packages: list[Package]) -> None:
    machine = Machine(packages, {}, Cache(None), loader(Cipher))
    german = (
        "Wir laden Sie **herzlich** ein: Kommen Sie am {date} von 10:30 bis 12 Uhr nach Eschwege. "
        "Schreiben Sie an post@werra-test.de oder lesen Sie [unsere Seite](https://www.test.de)!"
    )
    result = _one(machine, german, "ka")
    assert result.target is not None
    _assert_faithful(german, result.target)
    assert result.target.index("10:30") < result.target.index("12")
    assert result.route == "translate-de_en 1.0 + translate-en_ka 1.0"
    assert result.score == pytest.approx(0.8)
    assert _one(machine, german, "uk").route == "translate-de_uk 1.0"
    assert machine.route(language("tr")) is None
    assert "kein Modell" in _one(machine, german, "tr").problem


def test_a_model_that_guesses_gives_no_draft(packages: list[Package]) -> None:
    class Unsure(Cipher):
        def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
            answers = super().translate(sentences, hypotheses)
            return [[Hypothesis(one.text, 0.29) for one in answer] for answer in answers]

    machine = Machine(packages, {}, Cache(None), loader(Unsure))
    result = _one(machine, "Wir freuen uns auf Sie.", "ka")
    assert (result.target, result.problem) == (None, "Das Modell war sich zu unsicher.")


def test_pieces_stand_side_by_side_only_if_the_model_is_sure(packages: list[Package]) -> None:
    german = "Schreiben Sie uns bis {date} eine kurze Nachricht, dann hören Sie von uns."

    def losing(score: float) -> type[Cipher]:
        class Losing(Cipher):
            def translate(
                self, sentences: Sequence[str], hypotheses: int
            ) -> list[list[Hypothesis]]:
                answers = super().translate(sentences, hypotheses)
                return [
                    [
                        Hypothesis(re.sub(r"XQ\d|\d|[^\w\s.,]", "", one.text), score)
                        for one in answer
                    ]
                    for answer in answers
                ]

        return Losing

    sure = Machine(packages, {}, Cache(None), loader(losing(0.9)))
    assert _one(sure, german, "uk").target is not None
    unsure = Machine(packages, {}, Cache(None), loader(losing(0.55)))
    assert _one(unsure, german, "uk").target is None


def test_pure_facts_are_never_sent(packages: list[Package]) -> None:
    def refuse(code: str) -> Cipher:
        raise AssertionError(f"a model was loaded: {code}")

    machine = Machine(packages, {}, Cache(None), loader(refuse))
    facts = ["{date}", "post@werra-test.de", "10:00–13:00", "Eschwege", "**{venue}**", "EU", "§ 5"]
    shown = [result.target for result in machine.translate(facts, language("ka"), NAMES)]
    assert shown == [NAMES.get(fact, fact) for fact in facts]


def test_english_is_made_once_and_nothing_twice(packages: list[Package], tmp_path: Path) -> None:
    made: list[tuple[str, Cipher]] = []

    def make(code: str) -> Cipher:
        made.append((code, Cipher(code)))
        return made[-1][1]

    texts = [f"Der {number}. Abend ist offen für alle." for number in range(3)] + ["Guten Tag!"]
    with Cache(tmp_path / "cache") as cache:
        machine = Machine(packages, {}, cache, loader(make))
        first = [list(machine.translate(texts, language(tag), NAMES)) for tag in ("ka", "ar", "ka")]
    assert [code for code, _engine in made] == ["en", "ka", "ar"]
    english = made[0][1].seen
    assert sum("Abend" in sentence for sentence in english) == 1, "one sentence but for its number"
    with Cache(tmp_path / "cache") as cache:
        machine = Machine(packages, {}, cache, loader(make))
        again = [list(machine.translate(texts, language(tag), NAMES)) for tag in ("ka", "ar")]
    assert len(made) == 3, "the second run loads no model"
    assert again == first[:2]


def test_results_come_in_chunks(packages: list[Package]) -> None:
    engines: list[Cipher] = []

    def make(code: str) -> Cipher:
        engines.append(Cipher(code))
        return engines[-1]

    texts = [f"Das ist Satz {'a' * (number + 3)}." for number in range(CHUNK + 5)]
    results = Machine(packages, {}, Cache(None), loader(make)).translate(
        texts, language("uk"), NAMES
    )
    next(results)
    assert len(engines[0].seen) == CHUNK
    assert len(list(results)) == len(texts) - 1


@pytest.mark.parametrize(
    ("german", "pattern"),
    [
        ("Anmeldung", r"\w+"),
        ("Ihre Fragen:", r"\w+ \w+:"),
        ("Motto „Wir alle“ gilt", r"\w+ «\w+ \w+» \w+"),
        ("**Kommen Sie! Es lohnt sich.** Danke.", r"\*\*\w+ \w+! \w+ \w+ \w+\.\*\* \w+\."),
    ],
)
def test_ends_and_quotation_marks(packages: list[Package], german: str, pattern: str) -> None:
    class Stopping(Cipher):
        def cipher(self, text: str) -> str:
            text = super().cipher(text).replace(":", "")
            return text if text[-1] in ".!" else f"{text}."

    machine = Machine(packages, {}, Cache(None), loader(Stopping))
    result = _one(machine, german, "uk")
    assert re.fullmatch(pattern, result.target or result.problem)


def test_choices(packages: list[Package], tmp_path: Path) -> None:
    more = [*packages, package(tmp_path, "en", "uk"), package(tmp_path, "de", "uk", "1.10")]

    def route(choice: str, tag: str = "uk") -> str | None:
        return Machine(more, {tag: choice}, Cache(None), loader(Cipher)).route(language(tag))

    assert route("auto") == route("direct") == "translate-de_uk 1.10"
    assert route("english") == "translate-de_en 1.0 + translate-en_uk 1.0"
    assert route("none") is None
    assert route("direct", "ka") is None
    assert route("translate-de_uk-1_0") == "translate-de_uk 1.0"
    assert route("translate-en_ar-1_0", "fa") == "translate-de_en 1.0 + translate-en_ar 1.0"
    with pytest.raises(ConfigError, match="translate-de_uk-1_0"):
        route("translate-de_uk-1_9")


def test_problems_name_what_was_lost(packages: list[Package]) -> None:
    class Forgetful(Cipher):
        def cipher(self, text: str) -> str:
            return re.sub(r"(XQ|[\[⟦#@])\d[\]⟧#@]?", "", super().cipher(text))

    machine = Machine(packages, {}, Cache(None), loader(Forgetful))
    result = _one(machine, "Am {date} um 10 Uhr", "uk")
    assert result.target is None
    assert "{date}" in result.problem
    patched = _one(machine, "Kommen Sie bitte zu uns: {venue}.", "uk")
    assert patched.target is not None
    assert patched.target.endswith(": {venue}.")
    assert patched.score is not None
    assert patched.score < 0.8


# --- one model, many languages ------------------------------------------------------------


def _shared(folder: Path, *codes: str) -> Package:
    """A package for several languages; there is no model in it."""
    one = package(folder, "de", codes[0])
    targets = tuple(Target(code, f">>{code}<<") for code in codes)
    return replace(one, targets=targets)


def test_languages_of_one_model_share_its_batches(tmp_path: Path) -> None:
    shared = _shared(tmp_path, "uk", "ar", "ka")
    made: list[Ciphers] = []

    def load(package: Package) -> Ciphers:
        made.append(Ciphers(package))
        return made[-1]

    machine = Machine([shared], {}, Cache(None), load)
    texts = ["Der Eintritt ist frei.", "Kommen Sie am {date} nach Eschwege."]
    orders = [Order(language(tag), texts, NAMES) for tag in ("uk", "ka", "ar")]
    assert machine.groups([one.language for one in orders]) == [[one.language for one in orders]]
    machine.ahead(orders)
    (engine,) = made
    (call,) = engine.calls
    assert [code for _text, code in call] == ["uk", "uk", "ka", "ka", "ar", "ar"]
    for order in orders:
        for german, result in zip(
            texts, machine.translate(texts, order.language, NAMES), strict=True
        ):
            assert result.target
            _assert_faithful(german, result.target)
    assert len(engine.calls) == 1  # all was known


def test_what_was_not_asked_ahead_is_asked_later(tmp_path: Path) -> None:
    shared = _shared(tmp_path, "uk", "ru")

    class Broken(Ciphers):
        def translate_into(
            self, requests: Sequence[tuple[str, str]], hypotheses: int
        ) -> list[list[Hypothesis]]:
            if len({code for _text, code in requests}) > 1:
                raise RuntimeError
            return super().translate_into(requests, hypotheses)

    machine = Machine([shared], {}, Cache(None), Broken)
    orders = [Order(language(tag), ["Der Eintritt ist frei."], {}) for tag in ("uk", "ru")]
    machine.ahead(orders)
    for order in orders:
        (result,) = machine.translate(order.texts, order.language, {})
        assert result.target


def test_languages_with_models_of_their_own_stay_apart(tmp_path: Path) -> None:
    shared = _shared(tmp_path / "a", "uk", "ru")
    machine = Machine([shared, package(tmp_path, "de", "ar")], {"ka": "nothing"}, Cache(None))
    tags = ("ar", "uk", "ka", "so", "ru")
    groups = machine.groups([language(tag) for tag in tags])
    assert [[one.tag for one in group] for group in groups] == [
        ["ar"],
        ["uk", "ru"],
        ["ka"],
        ["so"],
    ]


@pytest.mark.parametrize(
    ("choice", "said"),
    [("translate-de_uk", "nicht in diese Sprache, sondern in: uk ru"), ("none", None)],
)
def test_a_model_of_several_languages_is_not_taken_for_another(
    tmp_path: Path, choice: str, said: str | None
) -> None:
    machine = Machine([_shared(tmp_path, "uk", "ru")], {"ka": choice}, Cache(None))
    if said is None:
        assert machine.route(language("ka")) is None
    else:
        with pytest.raises(ConfigError, match=said):
            machine.route(language("ka"))
