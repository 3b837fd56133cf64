"""The translation memory: what counts as the same text, what is similar, what is never taken."""
# ruff: noqa: E501 – one case, one line

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue import po
from pipeline.catalogue.po import Entry, PoFile
from pipeline.draft.memory import NEAR, Match, Memory
from pipeline.language.table import language
from pipeline.source.facts import PLACEHOLDERS
from pipeline.text.braces import names

UK = language("uk")
LONG = "Wir laden Sie herzlich zum Fest ein."


def entry(german: str, target: str, context: str | None = None, **fields: object) -> Entry:
    made = Entry(msgid=german, msgstr=target, **fields)
    po.set_key(made, (context, german))
    return made


def memory(*entries: Entry, **more: list[Entry]) -> Memory:
    """A memory of the catalogue "fest", and of others by their names."""
    made = Memory(UK)
    for domain, found in {"fest": list(entries), **more}.items():
        live = [one for one in found if not one.obsolete]
        obsolete = [one for one in found if one.obsolete]
        made.add(domain, PoFile(po.header({}), live, obsolete))
    return made


def target(match: Match | None) -> str | None:
    return match.target if match else None


# --- the same text ----------------------------------------------------------------------------


def test_the_same_text_is_found_with_where_it_comes_from() -> None:
    assert memory(entry(LONG, "Запрошуємо")).exact(None, LONG) == Match(
        LONG, "Запрошуємо", 100, "fest"
    )
    assert memory(entry(LONG, "Запрошуємо")).exact(None, "Wir laden Sie ein.") is None


@pytest.mark.parametrize(
    "german",
    [
        "Wir laden  Sie herzlich zum Fest ein. ",
        "Wir laden Sie\u00a0herzlich zum\u202fFest ein.",
        "\nWir laden Sie\therzlich zum Fest ein.",
    ],
)
def test_white_space_makes_no_difference(german: str) -> None:
    assert target(memory(entry(LONG, "Запрошуємо")).exact(None, german)) == "Запрошуємо"


def test_composed_and_decomposed_letters_are_the_same() -> None:
    found = memory(entry("Wir grüßen Sie alle", "Вітаємо"))
    assert target(found.exact(None, "Wir gru\u0308ßen Sie alle")) == "Вітаємо"


@pytest.mark.parametrize(
    ("german", "translation", "asked", "expected"),
    [
        ("Einlass ist ab {doors} Uhr", "Вхід з {doors}", "Einlass ist ab {start} Uhr", "Вхід з {start}"),
        ("Von {start} bis {end} Uhr da", "До {end} з {start}", "Von {doors} bis {start} Uhr da", "До {start} з {doors}"),
        ("Von {start} bis {end} Uhr da", "До {end} з {start}", "Von {end} bis {start} Uhr da", "До {start} з {end}"),
        ("Am {date}, ja am {date} hier", "{date}: {date}", "Am {end_date}, ja am {end_date} hier", "{end_date}: {end_date}"),
        ("Mail an {contact_email} bitte senden", "На {contact_email}", "Mail an {registration_email} bitte senden", "На {registration_email}"),
        ("Bitte {{ab}} {start} Uhr da", "З {{start}} {start}", "Bitte {{ab}} {end} Uhr da", "З {{start}} {end}"),
    ],
)  # fmt: skip
def test_another_fact_of_the_same_kind_takes_its_place(
    german: str, translation: str, asked: str, expected: str
) -> None:
    match = memory(entry(german, translation)).exact(None, asked)
    assert match
    assert (match.source, match.target, match.similarity) == (asked, expected, 100)


@pytest.mark.parametrize(
    ("german", "asked"),
    [
        ("Einlass ist ab {doors} Uhr", "Einlass ist ab {date} Uhr"),
        ("Kommen Sie zu {contact_phone} hin", "Kommen Sie zu {contact_email} hin"),
        ("Von {start} bis {end} Uhr da", "Von {start} bis {start} Uhr da"),
        ("Am {date}, ja am {date} hier", "Am {date}, ja am {end_date} hier"),
        ("Kommen Sie zu {venue} hin", "Kommen Sie zu {address} hin"),
    ],
)
def test_another_kind_of_fact_is_another_text(german: str, asked: str) -> None:
    assert memory(entry(german, "переклад")).exact(None, asked) is None


@given(
    old=st.lists(st.sampled_from(sorted(PLACEHOLDERS)), min_size=1, max_size=6),
    new=st.lists(st.sampled_from(sorted(PLACEHOLDERS)), min_size=1, max_size=6),
    shuffled=st.randoms(use_true_random=False),
)
def test_a_translation_never_names_other_facts_than_the_german(
    old: list[str], new: list[str], shuffled: random.Random
) -> None:
    def german(facts: list[str]) -> str:
        return "Wir sagen Ihnen dies: " + ", ".join(f"{{{name}}}" for name in facts)

    order = shuffled.sample(old, len(old))
    found = memory(entry(german(old), " ".join(f"{{{name}}}" for name in order)))
    match = found.exact(None, german(new))
    if old == new:
        assert match
    if match:
        assert sorted(names(match.target)) == sorted(new)
        assert match.source == german(new)


def test_a_short_text_needs_the_same_role() -> None:
    found = memory(
        entry("Begrüßung", "Вітання", "programme"), entry("Begrüßung", "Привіт", "title")
    )
    assert target(found.exact("title", "Begrüßung")) == "Привіт"
    assert found.exact("heading", "Begrüßung") is None
    assert found.exact(None, "Begrüßung") is None


def test_a_long_text_prefers_its_role_and_takes_any() -> None:
    found = memory(entry(LONG, "перший", "title"), entry(LONG, "другий"))
    assert target(found.exact(None, LONG)) == "другий"
    assert target(found.exact("title", LONG)) == "перший"
    assert target(found.exact("quote", LONG)) == "перший"


def test_the_first_added_counts_and_the_same_facts_before_it() -> None:
    found = memory(
        entry("Wir öffnen um {start} Uhr", "перший {start}"),
        zweites=[entry("Wir öffnen um {start} Uhr", "другий {start}")],
        drittes=[entry("Wir öffnen um {doors} Uhr", "третій {doors}")],
    )
    assert target(found.exact(None, "Wir öffnen um {start} Uhr")) == "перший {start}"
    assert target(found.exact(None, "Wir öffnen um {end} Uhr")) == "перший {end}"
    assert target(found.exact(None, "Wir öffnen um {doors} Uhr")) == "третій {doors}"


# --- only what humans let stand ----------------------------------------------------------------


@pytest.mark.parametrize(
    "unreviewed",
    [
        entry(LONG, "чернетка", flags=["fuzzy"]),
        entry(LONG, "старе", flags=["fuzzy"], previous_msgid="Anderes"),
        entry(LONG, ""),
        entry(LONG, "\u200b"),
        entry(LONG, LONG),
        entry(LONG, "чернетка", flags=["fuzzy"], obsolete=True),
    ],
    ids=["draft", "changed", "empty", "blank", "echo", "obsolete draft"],
)
def test_what_no_human_let_stand_is_not_remembered(unreviewed: Entry) -> None:
    found = memory(unreviewed)
    assert list(found.pairs()) == []
    assert found.exact(None, LONG) is None
    assert found.near(None, LONG + "!") is None


def test_obsolete_translations_are_remembered() -> None:
    found = memory(entry(LONG, "Запрошуємо", obsolete=True))
    assert target(found.exact(None, LONG)) == "Запрошуємо"


def test_pairs_are_everything_in_the_order_it_was_added() -> None:
    found = memory(
        entry("Alt", "старе", "title", obsolete=True),
        entry(LONG, "Запрошуємо"),
        zweites=[entry(LONG, "Просимо")],
    )
    assert list(found.pairs()) == [
        ("fest", None, LONG, "Запрошуємо"),
        ("fest", "title", "Alt", "старе"),
        ("zweites", None, LONG, "Просимо"),
    ]


# --- similar texts -------------------------------------------------------------------------------


def test_the_most_similar_text_is_a_suggestion() -> None:
    found = memory(
        entry("Wir laden Sie herzlich zu unserem Fest nach Eschwege ein.", "далеко"),
        entry("Wir laden Sie herzlich zum Sommerfest ein.", "близько"),
        entry("Etwas ganz anderes steht hier.", "інше"),
    )
    match = found.near(None, LONG)
    assert match
    assert (match.target, match.domain) == ("близько", "fest")
    assert NEAR <= match.similarity < 100
    assert found.near(None, "Nichts davon ist auch nur ähnlich!") is None


def test_a_text_of_three_words_means_what_its_role_says() -> None:
    """One of four means the same everywhere."""
    three, four = "Wir feiern heute", "Wir feiern heute alle"
    known = memory(entry(three, "святкуємо", "item"), entry(four, "святкуємо всі"))
    assert known.exact("title", three) is None
    assert target(known.exact("item", three)) == "святкуємо"
    assert target(known.exact("title", four)) == "святкуємо всі"


def test_what_is_exact_is_not_near() -> None:
    found = memory(entry(LONG, "Запрошуємо"), entry(LONG[:-1] + "!", "Ласкаво просимо!"))
    assert target(found.near(None, LONG)) == "Ласкаво просимо!"
    assert memory(entry(LONG, "Запрошуємо")).near(None, LONG) is None


def test_short_texts_have_nothing_similar() -> None:
    found = memory(entry("Anmeldung bis {date}", "до {date}"))
    assert found.near("heading", "Anmeldungen bis {date}") is None
    three = memory(entry("Begrüßung durch Landrätin", "Вітання", "programme"))
    assert target(three.near("heading", "Begrüßung durch Landrätin")) == "Вітання"


def test_of_equally_similar_texts_the_role_decides_then_the_order() -> None:
    one, other = "Wir feiern das Fest am See A", "Wir feiern das Fest am See B"
    asked = "Wir feiern das Fest am See C"
    found = memory(entry(one, "перший"), entry(other, "другий", "title"), entry(other, "третій"))
    assert target(found.near("title", asked)) == "другий"
    assert target(found.near(None, asked)) == "перший"
    assert target(found.near("quote", asked)) == "перший"


def test_a_suggestion_names_the_facts_of_the_text_where_they_fit() -> None:
    found = memory(entry("Bitte kommen Sie bis {date} zu uns.", "до {date}"))
    match = found.near(None, "Bitte kommen Sie bis {registration_deadline} zu uns!")
    assert match
    assert match.source == "Bitte kommen Sie bis {registration_deadline} zu uns."
    assert match.target == "до {registration_deadline}"
    assert target(found.near(None, "Bitte kommen Sie bis {date}, {end} zu uns.")) == "до {date}"


# --- from the catalogues --------------------------------------------------------------------------


def test_all_catalogues_of_a_language_are_read_and_a_broken_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "uk/LC_MESSAGES"
    folder.mkdir(parents=True)
    head = po.header({"Language": "uk"})
    for domain, text in (
        ("fest", "документ"),
        ("memory", "чуже"),
        ("phrasebook", "фраза"),
        ("zirkus", "пізніше"),
    ):
        file = PoFile(head, [entry(LONG, text), entry(f"Nur in {domain} steht es", domain)])
        (folder / f"{domain}.po").write_text(str(file), encoding="utf-8")
    (folder / "kaputt.po").write_text('msgid "x', encoding="utf-8")
    (folder / "fremd.po").write_text('msgid ""\nmsgstr "Language: ka\\n"\n', encoding="utf-8")
    (folder / "ordner.po").mkdir()
    found, problems = Memory.for_language(tmp_path, UK)
    assert [problem.where.path.stem for problem in problems if problem.where] == [
        "fremd",
        "kaputt",
        "ordner",
    ]
    assert target(found.exact(None, LONG)) == "фраза"
    assert [pair[3] for pair in found.pairs() if pair[2] == LONG] == [
        "фраза",
        "документ",
        "пізніше",
        "чуже",
    ]


def test_without_catalogues_the_memory_is_empty(tmp_path: Path) -> None:
    found, problems = Memory.for_language(tmp_path, UK)
    assert (list(found.pairs()), problems) == ([], [])


def test_a_large_memory_answers_in_seconds() -> None:
    """A fifth of it: 5,000 entries, 100 questions, each similar to one of them."""
    dice = random.Random(1)
    words = [f"Wort{number:03d}" for number in range(300)]
    texts = [" ".join(dice.choices(words, k=dice.randrange(4, 25))) for _ in range(5000)]
    found = memory(*(entry(text, f"→ {text}") for text in dict.fromkeys(texts)))
    start = time.perf_counter()
    for text in texts[:100]:
        assert target(found.near(None, f"{text} neu")) == f"→ {text}"
        assert target(found.exact(None, text)) == f"→ {text}"
    assert time.perf_counter() - start < 3
