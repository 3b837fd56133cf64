"""content/glossary.csv: what is read and refused, and what translators are told of a text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.errors import ConfigError
from pipeline.language.table import language
from pipeline.source import wordforms
from pipeline.source.glossary import (
    Glossary,
    Term,
    TermKind,
    lacking,
    load_glossary,
    name_forms,
    notes,
)
from pipeline.source.wordforms import Finder

from ..support import ROOT

SMALL = """\
term,kind,note,ar,uk
Einlass,term,Ab wann die Türen offen sind.,الدخول,вхід
E-Werk,name,,,
Hessen,name,,هيسن,Гессен
"""


def load(tmp_path: Path, text: str | bytes) -> Glossary:
    data = text.encode() if isinstance(text, str) else text
    (tmp_path / "glossary.csv").write_bytes(data)
    return load_glossary(tmp_path)


def glossary(*rows: tuple[str, str, dict[str, str]]) -> Glossary:
    return tuple(Term(german, TermKind(kind), targets=targets) for german, kind, targets in rows)


def term(german: str, **targets: str) -> Glossary:
    return glossary((german, "term", targets))


def found(text: str, *germans: str, kind: str = "term") -> list[str]:
    """Which of the terms a text has, seen through the notes that it gets."""
    terms = glossary(*((german, kind, {"uk": "x"}) for german in germans))
    return [line.split(": ")[1].split(" → ")[0] for line in notes(text, terms, language("uk"))]


# --- reading ------------------------------------------------------------------------------


def test_without_a_file_there_are_no_terms(tmp_path: Path) -> None:
    assert load_glossary(tmp_path) == ()


def test_rows_become_terms(tmp_path: Path) -> None:
    terms = load(tmp_path, SMALL)
    assert terms == (
        Term(
            "Einlass",
            TermKind.TERM,
            "Ab wann die Türen offen sind.",
            {"ar": "الدخول", "uk": "вхід"},
        ),
        Term("E-Werk", TermKind.NAME),
        Term("Hessen", TermKind.NAME, "", {"ar": "هيسن", "uk": "Гессен"}),
    )
    assert str(terms[2].location) == f"{tmp_path / 'glossary.csv'}:4"


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace(",", ";"),
        SMALL.replace(",", "\t"),
        "sep=;\n" + SMALL.replace(",", ";"),
        "\ufeff" + SMALL.replace("\n", "\r\n"),
        SMALL.replace("\n", ",,,\n") + ",,,,,,,\n\n",
        SMALL.replace("Einlass", '"Einlass"').replace("E-Werk,name", '"E-Werk", NAME '),
        SMALL.replace("term,kind,note,ar,uk", "Term, KIND ,Note,AR,UK"),
    ],
    ids=["semicolons", "tabs", "sep", "windows", "empty columns and rows", "quotes", "capitals"],
)
def test_what_excel_and_libreoffice_make_of_it_is_the_same(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == load(tmp_path, SMALL)


def test_a_cell_of_two_lines_is_one_line_and_counts_as_two(tmp_path: Path) -> None:
    terms = load(tmp_path, 'term,kind,note\nA,term,"eins\nzwei"\nB,term,\n')
    assert [term.note for term in terms] == ["eins zwei", ""]
    assert [term.location.line for term in terms if term.location] == [2, 4]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "Die Spalte „term“ fehlt."),
        ("Wort,kind\n", 1, "Die Spalte „term“ fehlt."),
        ("term,knid,uk\n", 1, "Die Spalte „kind“ fehlt."),
        ("term,kind,ukk\n", 1, "Spalte „ukk“: Die Sprache „ukk“ kenne ich nicht."),
        ("term,kind,uk,uk\n", 1, "Die Spalte „uk“ steht zweimal da."),
        ("term,kind,sr-Latn,sr_latn\n", 1, "Die Spalte „sr-Latn“ steht zweimal da."),
        ("term,kind,de\n", 1, "Das Deutsche steht in der Spalte „term“."),
        ("term,kind\nA,nmae\n", 2, "Meinten Sie „name“?"),
        ("term,kind\nA,\n", 2, "„kind“ ist leer."),
        ("term,kind\nA,term\n,term\n", 3, "„term“ ist leer."),
        ("term,kind,uk\n\nA,term\n", 3, "Diese Zeile hat 2 Felder, die erste Zeile 3."),
        ("term,kind,uk\nA,term,x,y\n", 2, "Diese Zeile hat 4 Felder, die erste Zeile 3."),
        ("term,kind\nA,term\nB,term\na,term\n", 4, "„a“ steht schon in Zeile 2."),
        ("term,kind,uk\nA,term,x\u202ey\n", 2, "„uk“ enthält ein unsichtbares Steuerzeichen."),
        ("term,kind,uk\nA,name,{date}\n", 2, "„uk“ darf kein { enthalten."),
        ("term,kind,uk\nA,name,<b>\n", 2, "„uk“ darf kein < enthalten."),
        ('term,kind\n"A"b,term\n', 2, "Diese Zeile ist kein gültiges CSV;"),
        ('term,kind\nB,term\n"A,term\n', 3, "Diese Zeile ist kein gültiges CSV;"),
        (f"term,kind\n{'A' * 400},term\n", 2, "höchstens 300"),
        ("term,kind,uk\nA,term,вхід\n".encode("cp1251"), 2, "„CSV UTF-8 (durch Trennz"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_line(
    tmp_path: Path, text: str | bytes, line: int, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'glossary.csv'}:{line}: ")
    assert message in str(caught.value)


def test_our_own_glossary_is_read() -> None:
    terms = load_glossary(ROOT / "content")
    assert len(terms) > 50
    assert {term.kind for term in terms} == set(TermKind)


# --- notes for translators ------------------------------------------------------------------


def test_notes_tell_what_was_agreed_in_the_order_of_the_text(tmp_path: Path) -> None:
    terms = load(tmp_path, SMALL)
    text = "Das E-Werk in Hessen: Einlass {doors}, im E-Werk"
    assert notes(text, terms, language("uk")) == [
        "Name, bleibt so: E-Werk",
        "Name: Hessen → Гессен",
        "Glossar: Einlass → вхід (Ab wann die Türen offen sind.)",
    ]
    assert notes(text, terms, language("ka")) == [
        "Name, bleibt so: E-Werk",
        "Name, bleibt so: Hessen",
        "Glossar: Einlass (Ab wann die Türen offen sind.)",
    ]
    assert notes("Ohne Begriffe", terms, language("uk")) == []
    assert notes("Einlass", (), language("uk")) == []


def test_a_text_full_of_terms_gets_few_and_short_notes() -> None:
    terms = tuple(
        Term(f"Wort{letter}", TermKind.TERM, "lang " * 50, {"uk": "слово"})
        for letter in "abcdefghijkl"
    )
    lines = notes(" ".join(term.german for term in terms), terms, language("uk"))
    assert len(lines) == 8
    assert max(map(len, lines)) < 120


@pytest.mark.parametrize(
    ("german", "text"),
    [
        ("Einlass", "Zeit des Einlasses"),
        ("Einlass", "EINLASS AB 9 UHR"),
        ("Einlass", "**Einlass** ist hier"),
        ("Einlass", "[Einlass](https://ort.de)"),
        ("Einlass", "Ein\u00adlass"),
        ("Geflüchtete", "mit Geflüchteten"),
        ("Geflüchtete", "ein Geflüchteter"),
        ("Bürgermeister", "Rede des Bürgermeisters"),
        ("Bürgermeister", "die Bürgermeisterin"),
        ("Arbeitgeber", "Arbeitgeber*innen"),
        ("Arbeitgeber", "Arbeitgeber_innen"),
        ("Landrätin", "zwei Landrätinnen"),
        ("Ausländerbeirat", "alle Ausländerbeiräte"),
        ("Ausländerbeirat", "den Ausländerbeiräten"),
        ("Kreisstadt", "zwei Kreisstädte"),
        ("Fachkräfte", "eine Fachkraft"),
        ("Amt", "bei den Ämtern"),
        ("Zeugnis", "mit Zeugnissen"),
        ("Jugendzentrum", "in den Jugendzentren"),
        ("Beratung", "eine Online-Beratung"),
        ("berufliche Integration", "Berufliche Integration"),
        ("berufliche Integration", "der beruflichen Integration"),
        ("Anerkennung von Abschlüssen", "Anerkennungen von\u00a0Abschlüssen"),
        ("Industrie- und Handelskammer", "Industrie-\nund Handelskammern"),
    ],
)
def test_a_term_is_found_in_its_forms(german: str, text: str) -> None:
    assert found(text, german) == [german]


@pytest.mark.parametrize(
    ("german", "text"),
    [
        ("Ausbildung", "ein Ausbildungsplatz"),
        ("Ausbildung", "Ausbildungs- und Arbeitsplätze"),
        ("Einlass", "das Einlass-Band"),
        ("Bildung", "die Ausbildung"),
        ("Beratung", "die Berater"),
        ("Duldung", "duldung@ort.de, https://ort.de/Duldung, {Duldung}"),
        ("Rat", "sie rät, er rat"),
    ],
)
def test_another_word_is_not_the_term(german: str, text: str) -> None:
    assert found(text, german) == []


@pytest.mark.parametrize(
    ("name", "text", "has"),
    [
        ("Eschwege", "Eschweges Mitte", True),
        ("Eschwege", "die Eschwege-Karte", True),
        ("Eschwege", "die Eschweger Tafel", False),
        ("Werra-Meißner-Kreis", "im Werra-Meißner-Kreises", True),
        ("Werra-Meißner-Kreis", "im Werra\u2011Meißner\u2011Kreis", True),
        ("Kreis", "im Werra-Meißner-Kreis", False),
        ("Bundesamt für Migration", "des Bundesamtes für Migration", True),
        ("Alexander Heppe", "Alexander Heppes Rede", True),
        ("agah", "info@agah-hessen.de", False),
        ("Demokratie leben!", "„Demokratie leben!“", True),
    ],
)
def test_a_name_is_found_as_it_is_written_and_in_the_genitive(
    name: str, text: str, has: bool
) -> None:
    assert found(text, name, kind="name") == [name] * has


def test_the_longer_term_hides_those_within_it() -> None:
    terms = "Arbeit", "Agentur", "Agentur für Arbeit"
    assert found("Agentur für Arbeit", *terms) == ["Agentur für Arbeit"]
    assert found("Arbeit bei der Agentur für Arbeit", *terms) == ["Arbeit", "Agentur für Arbeit"]


def test_every_name_has_a_form_in_every_language(tmp_path: Path) -> None:
    terms = load(tmp_path, SMALL)
    assert name_forms(terms, language("uk")) == {"E-Werk": "E-Werk", "Hessen": "Гессен"}
    assert name_forms(terms, language("en")) == {"E-Werk": "E-Werk", "Hessen": "Hessen"}


# --- what a translation lacks -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "agreed", "target"),
    [
        ("uk", "вхід", "Плата за входом немає, до входу"),
        ("uk", "рада іноземців", "Робоче об’єднання рад іноземців"),
        ("uk", "безбар’єрність", "про безбар'єрності"),
        ("ru", "конференция по вопросам интеграции", "на конференции о вопросах интеграции"),
        ("bg", "работодатели", "за работодателите"),
        ("pl", "konferencja integracyjna", "na Konferencję Integracyjną"),
        ("ro", "înscriere", "Înscrierea se face"),
        ("tr", "çalışma grubu", "Üç çalışma grupları"),
        ("tr", "danışmanlık", "ücretsiz danışmanlığı"),
        ("tr", "kayıt", "KAYDI YAPIN, kaydınızı"),
        ("sq", "punëdhënës", "Punëdhënësit"),
        ("so", "qaxooti", "qaxootiga"),
        ("kmr", "şaredar", "Şaredarê bajêr"),
        ("ka", "რეგისტრაცია", "რეგისტრაციის ბოლო დღე"),
        ("ka", "ლტოლვილები", "ლტოლვილთა"),
        ("ar", "لاجئون", "واللاجئين في البلاد"),
        ("ar", "الدخول", "للدخول من الساعة"),
        ("ar", "شركة", "بالشركات"),
        ("ar", "مجلس", "المَجَالِس"),
        ("ar", "التسجيل", "بالتســجيل"),
        ("fa", "ثبت‌نام", "برای ثبت نام"),
        ("fa", "کارفرمایان", "كارفرما"),
        ("fa", "داده", "داده‌هایتان"),
        ("ti", "ስደተኛ", "ንስደተኛታት"),
        ("am", "ምዝገባ", "የምዝገባው"),
        ("zh-CN", "难民", "欢迎难民参加"),
        ("th", "ผู้ลี้ภัย", "สำหรับผู้ลี้ภัยทุกคน"),
        ("fr", "Agence pour l’emploi (Agentur für Arbeit)", "l'agence pour l'emploi"),
        ("en", "advice / counselling", "free counselling"),
        ("en", "refugees, displaced people", "a refugee"),
    ],
)
def test_an_agreed_word_is_found_in_its_forms(tag: str, agreed: str, target: str) -> None:
    terms = glossary(("Wort", "term", {tag: agreed}))
    assert lacking("Das Wort", target, terms, language(tag)) == []


@pytest.mark.parametrize(
    ("tag", "agreed", "target"),
    [
        ("uk", "вхід", "Початок о десятій"),
        ("uk", "рада іноземців", "рада громади"),
        ("ar", "لاجئون", "مهاجرون جدد"),
        ("ka", "ლტოლვილები", "მიგრანტები"),
        ("ti", "ስደተኛ", "ሓደሽቲ ሰባት"),
        ("zh-CN", "难民", "欢迎大家"),
        ("tr", "mülteciler", "göçmenler"),
        ("en", "refugees", "immigrants"),
    ],
)
def test_another_word_lacks_the_agreed_one(tag: str, agreed: str, target: str) -> None:
    terms = glossary(("Wort", "term", {tag: agreed}))
    assert lacking("Das Wort", target, terms, language(tag)) == list(terms)


def test_only_terms_of_the_german_with_a_target_can_be_lacking() -> None:
    terms = term("Einlass", uk="вхід")
    assert lacking("Beginn", "Початок", terms, language("uk")) == []
    assert lacking("Einlass", "Anything", terms, language("en")) == []


def test_a_name_stays_in_latin_letters_or_takes_its_form() -> None:
    terms = glossary(("E-Werk", "name", {}), ("Hessen", "name", {"uk": "Гессен"}))
    uk = language("uk")
    assert lacking("E-Werk, Hessen", "\u2068E\u2011Werk\u2069 у Гессені", terms, uk) == []
    assert lacking("E-Werk, Hessen", "E-Werk (Hessen)", terms, uk) == []
    assert lacking("E-Werk, Hessen", "Е-Верк у землі", terms, uk) == list(terms)


WORDS = (
    "Einlass Einlässe Rat Räte Rates Ausländerbeirat Ausländerbeiräte E-Werk E‑Werk Zentrum "
    "Zentren Amt Ämter e. V. Essen Esse 24-Stunden-Dienst Geflüchtete Geflüchteten für der "
    "Online-Beratung Beratung Bürger*innen Straße STRASSE Österreich ÄMTER (Saal) Café"
).split(" ")
GERMAN_TEXTS = st.lists(st.sampled_from([*WORDS, ",", "(", "-", "{date}"]), max_size=8)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), unique=True), GERMAN_TEXTS)
def test_a_list_is_searched_as_its_words_are(
    terms: list[tuple[str, bool]], words: list[str]
) -> None:
    """Looking only for what may begin where a word begins overlooks nothing."""
    for text in (" ".join(words), "".join(words)):
        together = Finder(tuple(terms)).find(text)
        shown = wordforms._DATA.sub(" ", text)
        alone = {
            place for place, term in enumerate(terms) if wordforms._pattern(*term).search(shown)
        }
        assert set(together) <= alone
        assert bool(together) == bool(alone)
        for term in alone - set(together):  # hidden, and found where nothing hides it
            assert Finder((terms[term],)).find(text) == (0,)


def test_a_long_list_is_not_gone_through_for_each_text(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n}wort" for n in range(9000)]
    asked: list[str] = []
    pattern = wordforms._pattern

    def counted(german: str, is_name: bool) -> re.Pattern[str]:
        asked.append(german)
        return pattern(german, is_name)

    monkeypatch.setattr(wordforms, "_pattern", counted)
    finder = Finder(tuple((word, False) for word in words))
    assert finder.find(f"Heute {words[4321]} und morgen") == (4321,)
    assert len(asked) < 50
