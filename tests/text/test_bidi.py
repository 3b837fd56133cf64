"""Islands: what stays together and runs from left to right inside Arabic and Persian.

The bidirectional algorithm itself (python-bidi) judges whether what a reader sees is right.
"""

from __future__ import annotations

import time

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.bidi import closed, isolate
from pipeline.text.runs import Run

LRI, PDI = "\u2066", "\u2069"


def islands(text: str) -> list[str]:
    runs = isolate([Run(text)])
    assert "".join(run.text for run in runs) == text
    return [run.text for run in runs if run.ltr]


def seen(*runs: Run) -> str:
    """What stands on the screen, from left to right, in a right-to-left paragraph."""
    text = "".join(f"{LRI}{run.text}{PDI}" if run.ltr else run.text for run in runs)
    return str(get_display(text, base_dir="R")).replace(LRI, "").replace(PDI, "")


@pytest.mark.parametrize(
    "island",
    [
        "+49 30 1234-5678",
        "+49 (0) 5651 302-1160",
        "(05651) 302-1160",
        "05651 302-1160",
        "05651/302-1160",
        "05651\u00a0302",
        "15 000",
        "5-7",
        "10:00–13:00",
        "2023–2024",
        "Werra-Meißner-Kreis",
        "Eschwege",
        "E-Werk, Eschwege",
        "Schlossplatz 9, 37269 Eschwege",
        "Integrationskonferenz 2023",
        "agah (Arbeitsgemeinschaft der Ausländerbeiräte Hessen)",
        "„Demokratie leben!“",
        "Bundesprogramm „Demokratie leben!“",
        '"Was nun?"',
        "“live”",
        "(E-Werk)",
        "[E-Werk]",
        "Saal «Nord» links",
        "www.x.de",
        "https://x.de/a_b?c=d&e=%20#f",
        "a.b+c@d-e.de",
        "Industrie- und Handelskammer",
        "Akteur*innen",
        "Bürger:innen",
        "Geht’s?" + " Ja",
        "Omnibus e.V.",
        "Omnibus e. V.",
        "Müller & Co. KG",
        "Erasmus+",
        "B1+",
        "C++",
        "Öffentlichkeitsarbeit/Presse",
        "Café Noël",
        "U\u0308bung",
        "Nguyễn",
    ],
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("نلتقي هنا: ", " اليوم"),
        ("نلتقي هنا: ", ""),
        ("", " اليوم"),
        ("", ""),
        ("ما هو ", "؟"),
        ("قال: ", "، ثم ذهب"),
        ("نلتقي في ", "."),
        ("نلتقي (في ", ")"),
        ("«", "»"),
        ("در ", "،"),
    ],
)
def test_island(island: str, before: str, after: str) -> None:
    if island.endswith((".", ".\u00a0")) and after == ".":
        after = ""  # one full stop serves both
    assert islands(f"{before}{island}{after}") == [island]
    sentence = seen(*isolate([Run(f"{before}{island}{after}")]))
    assert island in sentence
    # Whatever comes first stands on the right.
    first = get_display(before.strip(), base_dir="R")
    assert not first or sentence.rstrip().endswith(first)


@pytest.mark.parametrize(
    "text",
    [
        *("2023", "في 2023", "10:00", "الساعة 10:00 إلى 13:00.", "4.11.2023", "4 نوفمبر 2023"),
        *("2023 10:00", "٪50", "50%", "3,5", "(2023)", "۱۰:۰۰", "۵-۷", "", " ", "()", "„“", "+"),
        *("Привіт", "გამარჯობა", "中文", "ሰላም"),
    ],
)
def test_no_island(text: str) -> None:
    assert islands(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("في E-Werk!", ["E-Werk"]),
        ("في E-Werk?", ["E-Werk"]),
        ("في E-Werk...", ["E-Werk"]),
        ("E-Werk: نلتقي", ["E-Werk"]),
        ("E-Werk, نلتقي", ["E-Werk"]),
        ("هاتف: 05651 302-1160.", ["05651 302-1160"]),
        ("(E-Werk، Eschwege)", ["E-Werk", "Eschwege"]),
        ("(في E-Werk, Eschwege)", ["E-Werk, Eschwege"]),
        ("agah (هنا)", ["agah"]),
        ("agah (Hessen هنا)", ["agah", "Hessen"]),
        ("„E-Werk في", ["E-Werk"]),
        ("E-Werk“ في", ["E-Werk"]),
        ("a (b [c) d] e", ["a", "b", "c", "d", "e"]),
        ("a)b(c", ["a", "b", "c"]),
        ("„a (b“ c)", ["a", "b", "c"]),
        ("Eschwege. Kassel", ["Eschwege. Kassel"]),
        ("E-Werk و agah", ["E-Werk", "agah"]),
        ("- E-Werk -", ["E-Werk"]),
        ("#Vielfalt", ["Vielfalt"]),
    ],
)
def test_where_an_island_ends(text: str, found: list[str]) -> None:
    assert islands(text) == found


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("رقم +49 30 1234-5678.", ".5678-1234 30 49+ مقر", ".+49 30 1234-5678 مقر"),
        ("من agah (Hessen)!", "!agah (Hessen) نم", "!agah (Hessen) نم"),
        ("من „leben!“.", ".“!leben„ نم", ".„leben!“ نم"),
        ("من 5-7", "7-5 نم", "5-7 نم"),
        ("من Erasmus+ هنا", "انه +Erasmus نم", "انه Erasmus+ نم"),
        ("من Saal 2.", ".Saal 2 نم", ".Saal 2 نم"),
        ("من 10:00 إلى 13:00", "13:00 ىلإ 10:00 نم", "13:00 ىلإ 10:00 نم"),
    ],
)
def test_on_the_screen(text: str, wrong: str, right: str) -> None:
    assert seen(Run(text)) == wrong
    assert seen(*isolate([Run(text)])) == right


def test_runs_keep_their_look() -> None:
    link = Run("انظر www.x.de هنا", strong=True, link="https://x.de")
    assert isolate([Run("a", ltr=True), link]) == (
        Run("a", ltr=True),
        Run("انظر ", strong=True, link="https://x.de"),
        Run("www.x.de", strong=True, link="https://x.de", ltr=True),
        Run(" هنا", strong=True, link="https://x.de"),
    )


def test_an_island_is_left_alone() -> None:
    runs = (Run("E-Werk، (", ltr=True), Run("E-Werk", ltr=True))
    assert isolate(runs) == runs


def test_a_date_does_not_grow_together_with_its_neighbour() -> None:
    runs = [Run("3 نوفمبر 2023"), Run("–"), Run("4 نوفمبر 2023"), Run(" "), Run("10:00")]
    assert isolate(runs) == (Run("3 نوفمبر 2023–4 نوفمبر 2023 10:00"),)


def test_times_with_a_dash_are_one_island() -> None:
    runs = [Run("من "), Run("10:00"), Run("–"), Run("13:00"), Run(" اليوم")]
    assert isolate(runs) == (Run("من "), Run("10:00–13:00", ltr=True), Run(" اليوم"))
    assert seen(*isolate(runs)) == "مويلا 10:00–13:00 نم"


# --- properties ---------------------------------------------------------------------------

PIECES = [
    *("E-Werk", "agah", "ü", "e", "V.", "302", "05651", "2023", "10:00", "في", "سلام", "۵", "Ж"),
    *(
        " ",
        " ",
        "-",
        "–",
        "/",
        "@",
        "_",
        "+",
        "&",
        "'",
        "’",
        ".",
        ",",
        ":",
        ";",
        "#",
        "?",
        "=",
        "%",
    ),
    *("!", "*", "~", "…", "،", "؟", "(", ")", "[", "]", "„", "“", "”", '"', "«", "»", "\u00a0"),
]
mixed = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
PAIRS = {"(": ")", "[": "]", "„": "“”", "“": "”", "«": "»", "»": "«", '"': '"'}


def balanced(text: str) -> bool:
    opened: list[str] = []
    for character in text:
        if opened and character in PAIRS[opened[-1]]:
            opened.pop()
        elif character in PAIRS:
            opened.append(character)
        elif character in ")]”":
            return False
    return not opened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Anna", "Anna"),
        ("", ""),
        ("12.3. (Ж)", "12.3. (Ж)"),
        ("محمد", "\u2068محمد\u2069"),  # Arabic letters
        ("דוד 5", "\u2068דוד 5\u2069"),  # Hebrew ones
        ("Stadt, محمد", "\u2068Stadt, محمد\u2069"),
    ],
)
def test_only_a_name_with_letters_from_right_to_left_is_closed_off(text: str, shown: str) -> None:
    assert closed(text) == shown


@pytest.mark.parametrize("island", ["„Wir“", "„Wir”", "“Wir”", '"Wir"', "[Wir]"])
def test_marks_that_belong_together_go_with_their_words(island: str) -> None:
    assert islands(f"سلام {island} سلام") == [island]
    assert islands(f"سلام {island[:-1]} سلام") == ["Wir"]
    assert islands(f"سلام {island[1:]} سلام") == ["Wir"]


def test_what_stands_beside_a_fact_does_not_grow_into_it() -> None:
    runs = isolate([Run("سلام "), Run("E-Werk"), Run(" AWO")])
    assert [run.text for run in runs if run.ltr] == ["E-Werk", "AWO"]
    (joined,) = (run for run in isolate([Run("10"), Run("–"), Run("13")]) if run.ltr)
    assert joined.text == "10–13"


@given(st.one_of(mixed, st.text()))
def test_any_text(text: str) -> None:
    runs = isolate([Run(text)])
    assert "".join(run.text for run in runs) == text
    for run in runs:
        assert run.text
        if run.ltr:
            assert run.text == run.text.strip()
            assert balanced(run.text)
    assert isolate(runs) == runs


@given(mixed)
def test_every_island_is_seen_as_it_is_written(text: str) -> None:
    runs = isolate([Run("سلام "), Run(text), Run(" سلام")])
    sentence = seen(*runs)
    for run in runs:
        if run.ltr and not set(run.text) & set("فيسلام۵Ж"):
            assert run.text in sentence


@given(st.lists(mixed, max_size=5), st.lists(st.booleans(), min_size=5, max_size=5))
def test_any_runs(texts: list[str], strong: list[bool]) -> None:
    runs = [Run(text, strong=look) for text, look in zip(texts, strong, strict=False)]
    split = isolate(runs)
    assert [(char, run.strong) for run in split for char in run.text] == [
        (char, run.strong) for run in runs for char in run.text
    ]


@pytest.mark.parametrize(
    "piece",
    ["((", "))", "a(", "a)", "(a", '"a', "a+", "+", "a. ", "a- ", "1 ", "a.b.", "„a“ ", "a", " ("],
)
def test_linear_time(piece: str) -> None:
    for text in (piece * (50_000 // len(piece)), "a" + piece * (50_000 // len(piece)) + ":"):
        start = time.process_time()
        isolate([Run(text)])
        assert time.process_time() - start < 1
