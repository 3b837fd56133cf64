"""Measuring models by references."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import CatalogueError
from pipeline.language.table import language
from pipeline.mt.cache import Cache
from pipeline.mt.evaluate import EvaluationError, evaluate, read_references
from pipeline.mt.machine import Machine

from .engines import Cipher, loader, package

TSV = "de\tuk\ttr\nGuten Tag\tДобрий день\t\n\nWir laden Sie ein\tЗапрошуємо Вас\tDavet ediyoruz\n"


def test_right_drafts_score_a_hundred_and_wrong_ones_less(tmp_path: Path) -> None:
    cipher = Cipher("uk")
    german = ["Wir laden alle herzlich zum Fest ein", "Der Eintritt ist heute für alle frei"]
    machine = Machine([package(tmp_path, "de", "uk")], {}, Cache(None), loader(Cipher))
    good = [(text, cipher.cipher(text)) for text in german]
    half = [good[0], (german[1], "інакше сказано зовсім не так")]
    uk, tr = language("uk"), language("tr")
    best, none = evaluate(machine, {uk: good, tr: good}, {})
    assert (best.route, best.sentences, best.refused) == ("translate-de_uk 1.0", 2, 0)
    assert (best.chrf, best.bleu) == pytest.approx((100, 100))
    assert (none.route, none.sentences) == ("", 2)
    (row,) = evaluate(machine, {uk: half}, {})
    assert 0 < row.chrf < 80
    assert 0 < row.bleu < 80


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "references.tsv"
    path.write_text(TSV, encoding="utf-8")
    assert read_references(path) == {
        language("uk"): [("Guten Tag", "Добрий день"), ("Wir laden Sie ein", "Запрошуємо Вас")],
        language("tr"): [("Wir laden Sie ein", "Davet ediyoruz")],
    }


def test_a_catalogue_gives_what_was_reviewed(tmp_path: Path) -> None:
    path = tmp_path / "fest.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Guten Tag"\nmsgstr "Добрий день"\n\n'
        '#, fuzzy\nmsgid "Entwurf"\nmsgstr "Чернетка"\n\nmsgid "Leer"\nmsgstr ""\n',
        encoding="utf-8",
    )
    assert read_references(path) == {language("uk"): [("Guten Tag", "Добрий день")]}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", ":1: "),
        ("uk\ttr\na\tb\n", ":1: "),
        ("de\txx\na\tb\n", ":1: "),
        ("de\tuk\na\tb\na\tb\tc\n", ":3: "),
        ("de\tuk\na\t\n", ".tsv: "),
    ],
)
def test_what_is_no_table(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "references.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_references(path)
    assert where in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError):
        read_references(tmp_path / "none.tsv")
    with pytest.raises(CatalogueError):
        read_references(tmp_path / "none.po")
