"""The small translation models of the tests are whole, and so are the sentences behind them."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import ctranslate2
import pytest
import sentencepiece
from argostranslate.tokenizer import BPETokenizer

from pipeline.mt.store.packages import Package, read
from pipeline.mt.store.probe import in_script
from pipeline.source.documents import load_source
from tools.training import corpus, heldout
from tools.training.plans import MODELS, PLANS, SEED, Plan

ROWS = heldout.read(MODELS / "heldout.tsv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All packages unpacked."""
    target = tmp_path_factory.mktemp("models")
    for plan in PLANS:
        with zipfile.ZipFile(plan.path) as archive:
            archive.extractall(target)
    return target


def masked(row: dict[str, str], source: str, language: str) -> str:
    """Write placeholders as masks, numbered in the order of the source, as the pipeline does."""
    text = row[language]
    for number, name in enumerate(re.findall(r"\{\w+\}", row[source]), start=1):
        text = text.replace(name, f"XQ{number}")
    return text


def translate(package: Package, sentences: Sequence[str]) -> list[str]:
    decode: Callable[[list[str]], str]
    if package.tokenizer == "bpe":
        bpe = BPETokenizer(package.source_tokenizer, package.from_code, package.to_code)
        pieces, decode = [bpe.encode(sentence) for sentence in sentences], bpe.decode
    else:
        model = sentencepiece.SentencePieceProcessor(model_file=str(package.source_tokenizer))
        pieces, decode = model.encode(list(sentences), out_type=str), model.decode_pieces
    translator = ctranslate2.Translator(str(package.model), device="cpu", intra_threads=1)
    return [decode(result.hypotheses[0]) for result in translator.translate_batch(pieces)]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_a_package_translates_what_it_has_not_seen(plan: Plan, folder: Path) -> None:
    package = read(folder / plan.folder)
    assert package is not None
    assert (package.from_code, package.to_code) == (plan.source, plan.target)
    assert package.tokenizer == ("bpe" if plan.bpe else "sentencepiece")
    assert package.licence == "CC0-1.0"

    rows = [row for row in ROWS if not re.search(r"\d", row["en"])]
    references = [masked(row, plan.source, plan.target) for row in rows]
    answers = translate(package, [masked(row, plan.source, plan.source) for row in rows])

    assert all(in_script(re.sub(r"XQ\d", "", answer), plan.target) for answer in answers)
    right = sum(a == r for a, r in zip(answers, references, strict=True))
    assert right >= 0.8 * len(rows)
    kept = [
        sorted(re.findall(r"XQ\d+", answer)) == sorted(re.findall(r"XQ\d+", reference))
        for answer, reference in zip(answers, references, strict=True)
    ]
    assert sum(kept) >= 0.95 * len(rows)


def test_the_direct_model_is_asked_for_its_target(folder: Path) -> None:
    config = json.loads((folder / "translate-de_uk-1_0/model/config.json").read_text())
    assert config["add_source_bos"]
    assert config["bos_token"] == ">>ukr<<"


def test_packages_are_small_and_have_one_top_folder() -> None:
    assert sum(plan.path.stat().st_size for plan in PLANS) < 12_000_000
    for plan in PLANS:
        with zipfile.ZipFile(plan.path) as archive:
            names = archive.namelist()
        assert {name.split("/")[0] for name in names} == {plan.folder}
        assert names == sorted(names)


def test_the_sentences_held_out_are_those_of_the_tables() -> None:
    written = (MODELS / "heldout.tsv").read_text(encoding="utf-8")
    assert written == heldout.table(heldout.held_out(SEED), SEED)
    held = [texts for group in heldout.held_out(SEED) for texts in group]
    german = frozenset(corpus.plain(texts)[0] for texts in held)
    trained = corpus.corpus(SEED, german)
    assert not german & {corpus.plain(texts)[0] for group in trained for texts in group}


def test_every_sentence_is_complete_in_every_language() -> None:
    for group in corpus.corpus(SEED, frozenset()):
        for texts in group:
            assert len(texts) == len(corpus.LANGUAGES)
            assert all(text.strip() == text != "" for text in texts)
            assert not re.search(r"[<>|]", "".join(texts))
            assert len({tuple(sorted(corpus.FACT.findall(text))) for text in texts}) == 1


def test_the_document_is_one_of_the_pipelines(tmp_path: Path) -> None:
    path = tmp_path / "document.md"
    path.write_bytes((MODELS / "document.md").read_bytes())
    assert load_source(path).languages == ("ar", "uk", "ka", "ru")
