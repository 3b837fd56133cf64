"""CTranslate2 over real packages, the cache of its answers, and what is asked again."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.language.table import language
from pipeline.mt.asking import AT_ONCE, Asking
from pipeline.mt.cache import Cache
from pipeline.mt.engine import Answers, Hypothesis, PackageEngine, fingerprint
from pipeline.mt.hop import Hop
from pipeline.mt.machine import Machine
from pipeline.mt.store.metadata import ModelError
from pipeline.mt.store.packages import Package, read
from pipeline.mt.styles import MASK_STYLES, NAME, TIME

from ..support import ROOT
from .engines import Cipher

MODELS = ROOT / "tests" / "models"
SENTENCES = ["Der Eintritt ist frei.", "Wir laden Sie herzlich zur Sprechstunde ein.", "Programm"]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    """The real packages of the tests, by name."""
    folder = tmp_path_factory.mktemp("models")
    found = {}
    for archive in sorted(MODELS.glob("*.argosmodel")):
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)
        package = read(folder / archive.stem)
        assert package is not None
        found[package.code] = package
    return found


@pytest.fixture(scope="module")
def to_english(packages: dict[str, Package]) -> PackageEngine:
    return PackageEngine(packages["translate-de_en"])


# --- the engine ---------------------------------------------------------------------------


def test_one_call_answers_as_many_calls(to_english: PackageEngine) -> None:
    together = to_english.translate(SENTENCES, 1)
    assert [found[0].text for found in together] == [
        to_english.translate([sentence], 1)[0][0].text for sentence in SENTENCES
    ]
    assert "free" in together[0][0].text


def test_hypotheses_differ_and_come_best_first(to_english: PackageEngine) -> None:
    (found,) = to_english.translate(SENTENCES[1:2], 4)
    scores = [one.score for one in found]
    assert len({one.text for one in found}) == 4
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] < scores[0] <= 1


def test_a_prefix_of_the_target_is_taken_off(packages: dict[str, Package]) -> None:
    prefixed = replace(packages["translate-de_en"], target_prefix="▁We")
    ((found,),) = PackageEngine(prefixed).translate(SENTENCES[1:2], 1)
    assert found.text
    assert not found.text.startswith("We")


def test_an_underscore_stays(to_english: PackageEngine) -> None:
    tokens = to_english._tokens
    assert tokens.decode(tokens.encode(["a_b"])[0]) == "a_b"


def test_a_broken_model_is_a_clear_error(packages: dict[str, Package], tmp_path: Path) -> None:
    whole = packages["translate-de_en"]
    broken = replace(whole, path=tmp_path)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.bin").write_bytes(b"no model")
    (tmp_path / "sentencepiece.model").write_bytes(whole.source_tokenizer.read_bytes())
    with pytest.raises(ModelError, match="lässt sich nicht laden"):
        PackageEngine(broken)
    (tmp_path / "sentencepiece.model").write_bytes(b"no model either")
    with pytest.raises(ModelError, match="lässt sich nicht laden"):
        PackageEngine(broken)


def test_every_package_keeps_a_fact(packages: dict[str, Package]) -> None:
    """Real inference over every route: SentencePiece and BPE, direct and over English."""
    texts = [
        "Kommen Sie am {date} von {start} bis {end} Uhr zum Fest der Kulturen.",
        "Der Eintritt ist frei.",
    ]
    tags = {package.to_code for package in packages.values()}
    machine = Machine(list(packages.values()), {}, Cache(None))
    for tag in sorted(tags):
        first, second = machine.translate(texts, language(tag), {})
        assert second.target, (tag, second.problem)
        assert first.target, (tag, first.problem)
        assert sorted(re.findall(r"\{\w+\}", first.target)) == ["{date}", "{end}", "{start}"]


def test_another_file_is_another_model(packages: dict[str, Package], tmp_path: Path) -> None:
    package = replace(packages["translate-de_en"], path=tmp_path)
    (tmp_path / "model.bin").write_bytes(b"1")
    before = fingerprint(package)
    assert fingerprint(package) == before
    (tmp_path / "model.bin").write_bytes(b"12")
    assert fingerprint(package) != before


# --- asking again -------------------------------------------------------------------------


def hop(engine: Cipher, cache: Cache | None = None) -> Hop:
    return Hop(Asking("key", lambda: engine, cache or Cache(None)), "de", language("uk"))


def test_one_bad_sentence_takes_no_other_with_it() -> None:
    class Allergic(Cipher):
        def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
            if any("Pollen" in sentence for sentence in sentences):
                raise RuntimeError
            return super().translate(sentences, hypotheses)

    texts = [f"Das ist Text {'x' * number}" for number in range(1, 9)] + ["Viele Pollen fliegen"]
    done = hop(Allergic("uk")).translate(texts)
    assert [text for text in texts if done[text].text is None] == texts[-1:]


def test_the_engine_is_at_the_next_call_while_answers_are_looked_at() -> None:
    class Slow(Cipher):
        happened: list[str]

        def begin(self, sentences: Sequence[str], hypotheses: int) -> Answers:
            self.happened.append(f"begun {len(sentences)}")

            def answers() -> list[list[Hypothesis]]:
                self.happened.append(f"taken {len(sentences)}")
                return self.translate(sentences, hypotheses)

            return answers

    engine = Slow("uk")
    engine.happened = []
    asking = Asking("key", lambda: engine, Cache(None))
    texts = [f"Das ist Satz {'x' * number}" for number in range(1, AT_ONCE * 2 + 10)]
    assert set(asking.answers(texts, 1)) == set(texts)
    full, rest = AT_ONCE, 9
    assert engine.happened == [
        *(f"begun {full}", f"begun {full}", f"taken {full}"),
        *(f"begun {rest}", f"taken {full}", f"taken {rest}"),
    ]
    engine.happened.clear()
    asking.begin(["Ein neuer Satz", *texts])
    asking.begin(["Ein neuer Satz"])
    assert engine.happened == ["begun 1"]
    assert len(asking.answers(["Ein neuer Satz", "Noch einer"], 1)) == 2
    assert engine.happened == ["begun 1", "begun 1", "taken 1", "taken 1"]


def test_an_edited_sentence_costs_one_sentence() -> None:
    engine = Cipher("uk")
    cache = Cache(None)
    before = ["Der Eintritt ist frei.", "Kommen Sie gern.", "Bringen Sie Kinder mit."]
    hop(engine, cache).translate(before)
    engine.seen.clear()
    hop(engine, cache).translate([before[0], "Kommen Sie sehr gern.", before[2]])
    assert engine.seen == ["Kommen Sie sehr gern."]


def test_another_hypothesis_may_be_right() -> None:
    class Second(Cipher):
        def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
            return [
                [Hypothesis("ні " * 9, 0.9), Hypothesis(self.cipher(text), 0.7)][:hypotheses]
                for text in sentences
            ]

    (attempt,) = hop(Second("uk")).translate(["Kommen Sie gern"]).values()
    assert attempt.text
    assert attempt.score == 0.7


def test_the_style_that_a_model_copies_is_found_and_remembered() -> None:
    class Brackets(Cipher):
        def cipher(self, text: str) -> str:
            return super().cipher(text.replace("XQ", ""))

    cache = Cache(None)
    engine = Brackets("uk")
    sentences = [f"Am {chr(NAME)}", f"Kommen Sie um {chr(NAME)} Uhr"]
    assert all(one.text for one in hop(engine, cache).translate(sentences).values())
    again = hop(engine, cache)
    assert again.style is MASK_STYLES[1]
    asked = len(engine.seen)
    again.translate(sentences)
    assert len(engine.seen) == asked


def test_pieces_around_a_mask_that_is_always_lost() -> None:
    class Forgetful(Cipher):
        def cipher(self, text: str) -> str:
            return re.sub(r"(XQ|[\[⟦#@])\d+[\]⟧#@]?", "", super().cipher(text))

    one, other = chr(NAME), chr(NAME + 1)
    engine = Forgetful("uk")
    whole, words = f"Wir treffen uns hier: {one}, und gehen los.", f"Am {one} um {other}"
    done = hop(engine).translate([whole, words])
    pieces = engine.cipher("Wir treffen uns hier"), engine.cipher("und gehen los")
    assert done[whole].text == f"{pieces[0]}: {one}, {pieces[1]}."
    assert done[whole].score == pytest.approx(0.4)
    assert done[words].text is None, "a single word is no phrase"
    assert one in done[words].problem


def test_facts_that_change_places_are_put_back_by_pieces() -> None:
    class Confused(Cipher):
        def cipher(self, text: str) -> str:
            swapped = {"XQ1": "XQ2", "XQ2": "XQ1"}
            return re.sub(r"XQ\d", lambda found: swapped[found[0]], super().cipher(text))

    one, other = chr(TIME), chr(TIME + 1)
    apart, close = f"Wir kommen um {one} Uhr und gehen {other}", f"Von {one} bis {other}"
    done = hop(Confused("uk")).translate([apart, close])
    text = done[apart].text
    assert text
    assert text.index(one) < text.index(other)
    assert done[apart].score == pytest.approx(0.4)
    assert done[close].text is None
    assert "Vertauscht" in done[close].problem


# --- the cache ----------------------------------------------------------------------------

ANSWERS = {"Guten Tag": [Hypothesis("Hello", 0.5)], "Nichts": []}


def test_answers_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "models" / "cache"
    with Cache(path) as cache:
        cache.put("m", 1, ANSWERS)
    with Cache(path) as cache:
        assert cache.get("m", 1, [*ANSWERS, "Neu"]) == ANSWERS
        assert cache.get("m", 4, ANSWERS) == cache.get("n", 1, ANSWERS) == {}
        many = [str(number) for number in range(1200)]
        cache.put("m", 1, {text: [] for text in many})
        assert len(cache.get("m", 1, many)) == len(many)


@pytest.mark.parametrize("damage", ["text", "cut", "schema"])
def test_a_damaged_file_is_moved_aside(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "cache"
    with Cache(path) as cache:
        cache.put("m", 1, {str(number): [Hypothesis("x" * 500, 0.5)] for number in range(99)})
    if damage == "text":
        path.write_bytes(b"no database " * 100)
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:9000])
    else:
        database = sqlite3.connect(path)
        database.execute("PRAGMA user_version = 99")
        database.close()
    with Cache(path) as cache:
        cache.get("m", 1, map(str, range(99)))
        cache.put("m", 1, ANSWERS)
        assert cache.get("m", 1, ANSWERS) == ANSWERS
    assert path.with_name("cache.damaged").exists()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Cache(tmp_path / "file" / "cache") as cache:
        cache.put("m", 1, ANSWERS)
        assert cache.get("m", 1, ANSWERS) == ANSWERS


def test_a_run_may_be_killed_at_any_time(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    script = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from pipeline.mt.asking import AT_ONCE, Asking
from pipeline.mt.cache import Cache
from pipeline.mt.engine import Answers, Hypothesis
cache = Cache(Path({str(path)!r}))
for number in range(100000):
    cache.put("m", 1, {{f"{{number}} {{n}}": [Hypothesis("x" * 99, 1)] for n in range(50)}})
    print(number, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) == 20:
                process.send_signal(signal.SIGKILL)
                break
    with Cache(path) as cache:
        for number in range(21):
            assert len(cache.get("m", 1, [f"{number} {n}" for n in range(50)])) == 50
    assert not path.with_name("cache.damaged").exists()
