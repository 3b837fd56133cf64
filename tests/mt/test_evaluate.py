"""Measuring models by references."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import CatalogueError
from pipeline.language.table import language
from pipeline.mt.advice import advice
from pipeline.mt.cache import Cache
from pipeline.mt.evaluate import (
    EvaluationError,
    Measured,
    Reference,
    measure,
    read_own,
    read_references,
)
from pipeline.mt.machine import Machine

from .engines import Cipher, loader, package

TSV = "de\tuk\ttr\nGuten Tag\tДобрий день\t\n\nWir laden Sie ein\tЗапрошуємо Вас\tDavet ediyoruz\n"


def test_right_drafts_score_a_hundred_and_wrong_ones_less(tmp_path: Path) -> None:
    cipher = Cipher("uk")
    german = ["Wir laden alle herzlich zum Fest ein", "Der Eintritt ist heute für alle frei"]
    machine = Machine([package(tmp_path, "de", "uk")], {}, Cache(None), loader(Cipher))
    good = [Reference(text, cipher.cipher(text)) for text in german]
    half = [good[0], Reference(german[1], "інакше сказано зовсім не так")]
    uk, tr = language("uk"), language("tr")
    best = measure(machine, good, uk, {})
    assert (best.route, best.sentences, best.refused) == ("translate-de_uk 1.0", 2, 0)
    assert (best.chrf, best.bleu) == pytest.approx((100, 100))
    none = measure(machine, good, tr, {})
    assert (none.route, none.sentences) == ("", 2)
    row = measure(machine, half, uk, {})
    assert 0 < row.chrf < 80
    assert 0 < row.bleu < 80


def test_what_began_as_a_draft_of_the_model_is_counted_apart(tmp_path: Path) -> None:
    machine = Machine([package(tmp_path, "de", "uk")], {}, Cache(None), loader(Cipher))
    route = "translate-de_uk 1.0"
    text = "Wir laden alle herzlich zum Fest ein"
    own = Reference(text, Cipher("uk").cipher(text), began=route)
    other = Reference("Der Eintritt ist heute frei", "інакше сказано зовсім не так", "opus 1.0")
    row = measure(machine, [own, other], language("uk"), {})
    assert (row.sentences, row.own) == (1, 1)
    assert row.own_chrf == pytest.approx(100)
    assert row.chrf < 20


# --- whether to change --------------------------------------------------------------------


def _measured(route: str, drafts: dict[str, str]) -> Measured:
    return Measured(language("uk"), route, drafts=drafts)


def _sides(count: int, wrong: int, began: str = "") -> tuple[list[Reference], Measured, Measured]:
    """References, a way that gets ``wrong`` of them wrong, and one that is always right."""
    german = [f"Das ist der Satz Nummer {number}" for number in range(count)]
    good = {text: Cipher("uk").cipher(text) for text in german}
    worse = {text: "зовсім інше" if n < wrong else good[text] for n, text in enumerate(german)}
    known = [Reference(text, good[text], began) for text in german]
    return known, _measured("now 1.0", worse), _measured("other 1.0", good)


def test_a_better_model_is_worth_a_change() -> None:
    known, now, other = _sides(40, 20)
    assert advice(now, [other], known).startswith("Ein Wechsel lohnt sich: other 1.0 trifft")
    assert advice(other, [now], known).startswith("Bleiben Sie dabei")
    assert advice(now, [], known).startswith("Es ist nur dieser Weg installiert")


def test_what_chance_may_have_done_is_no_reason() -> None:
    known, now, other = _sides(60, 1)
    assert advice(now, [other], known).startswith("Bleiben Sie dabei")


@pytest.mark.parametrize("began", ["now 1.0", "other 1.0"])
def test_texts_that_favour_one_side_say_nothing(began: str) -> None:
    known, now, other = _sides(40, 20, began)
    assert advice(now, [other], known).startswith("Zu wenige Texte für einen Rat: 0;")
    assert advice(now, [other], [*known, *_sides(29, 9)[0]]).startswith("Zu wenige Texte")


# --- references ---------------------------------------------------------------------------


def test_an_offices_own_catalogues_are_references(tmp_path: Path) -> None:
    folder = tmp_path / "uk/LC_MESSAGES"
    folder.mkdir(parents=True)
    head = (
        'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    )
    (folder / "fest.po").write_text(
        f"{head}# Begann als Entwurf (Maschine, 23.11.2026): translate-de_uk 1.0.\n"
        'msgid "Guten Tag"\nmsgstr "Добрий день"\n\n'
        '#, fuzzy\nmsgid "Entwurf"\nmsgstr "Чернетка"\n\nmsgid "Leer"\nmsgstr ""\n',
        encoding="utf-8",
    )
    (folder / "layout.po").write_text(f'{head}msgid "Wann"\nmsgstr "Коли"\n', encoding="utf-8")
    assert read_own(tmp_path, ["uk", "ar"]) == {
        language("uk"): [Reference("Guten Tag", "Добрий день", "translate-de_uk 1.0")]
    }


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "references.tsv"
    path.write_text(TSV, encoding="utf-8")
    assert read_references(path) == {
        language("uk"): [
            Reference("Guten Tag", "Добрий день"),
            Reference("Wir laden Sie ein", "Запрошуємо Вас"),
        ],
        language("tr"): [Reference("Wir laden Sie ein", "Davet ediyoruz")],
    }


def test_a_catalogue_gives_what_was_reviewed(tmp_path: Path) -> None:
    path = tmp_path / "fest.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Guten Tag"\nmsgstr "Добрий день"\n\n'
        '#, fuzzy\nmsgid "Entwurf"\nmsgstr "Чернетка"\n\nmsgid "Leer"\nmsgstr ""\n',
        encoding="utf-8",
    )
    assert read_references(path) == {language("uk"): [Reference("Guten Tag", "Добрий день")]}


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
