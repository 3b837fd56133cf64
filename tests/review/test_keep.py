"""Which corrections of the German leave its translations right, and which cannot be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue import files as catalogues
from pipeline.catalogue import po
from pipeline.catalogue.po import PoFile
from pipeline.language.table import language
from pipeline.review import keep
from pipeline.review.keep import is_slight, refusals, shown_change
from pipeline.source.glossary import Term, TermKind
from pipeline.text.changes import changes

from ..catalogue.test_merging import merge
from ..support import NOW

GLOSSARY = (
    Term("Eschwege", TermKind.NAME),
    Term("Einlass", TermKind.TERM, targets={"uk": "Вхід"}),
)

HARMLESS = [
    ("Wir laden Sie herzlch ein.", "Wir laden Sie herzlich ein."),
    ("Die Begrüssung ist um {start} Uhr.", "Die Begrüßung ist um {start} Uhr."),
    ("Wir treffen uns, und reden.", "Wir treffen uns und reden."),
    ("Wir bieten Kinderbetreung und Essen.", "Wir bieten Kinderbetreuung und Essen."),
    ("Im Namen des Landkreis laden wir ein.", "Im Namen des Landkreises laden wir ein."),
    ("Bitte geben sie Bescheid.", "Bitte geben Sie Bescheid."),
    ("Kommen Sie vorbei", "Kommen Sie vorbei!"),
    ("Sie können  gern kommen.", "Sie können gern kommen."),
    ('Das Fest "Vielfalt" beginnt.', "Das Fest „Vielfalt“ beginnt."),
]

MEANING = [
    ("Beginn um {start} Uhr im Saal", "Beginn um {end} Uhr im Saal", "Platzhalter"),
    ("Kommen Sie um 10 Uhr.", "Kommen Sie um 11 Uhr.", "Zahl"),
    ("Kosten: 2,50 Euro", "Kosten: 25,0 Euro", "Zahl"),
    ("Treffen im Juni mit allen", "Treffen im Juli mit allen", "Zahl"),
    ("Kinder ab zwei Jahren", "Kinder ab drei Jahren", "Zahl"),
    ("Immer dienstags im Haus", "Immer donnerstags im Haus", "Zahl"),
    ("Kommen Sie heute zu uns", "Kommen Sie morgen zu uns", "Zahl"),
    ("Der Eintritt ist frei.", "Der Eintritt ist nicht frei.", "Verneinung"),
    ("Das ist eine Prüfung.", "Das ist keine Prüfung.", "Verneinung"),
    ("Kommen Sie mit Anmeldung.", "Kommen Sie ohne Anmeldung.", "Verneinung"),
    ("Das ist für alle möglich.", "Das ist für alle unmöglich.", "Verneinung"),
    ("Bitte melden Sie sich an.", "Bitte melden Sie sich ab.", "Verneinung"),
    ("Bitte anmelden bei uns", "Bitte abmelden bei uns", "Verneinung"),
    ("Sie kommen nie zu spät.", "Sie kommen zu spät.", "Verneinung"),
    ("Ein kostenloses Angebot", "Ein kostenpflichtiges Angebot", "Verneinung"),
    ("Es spricht Frau Meier.", "Es spricht Frau Maier.", "Name"),
    ("Treffen mit Anna Müller", "Treffen mit Anna Möller", "Name"),
    ("Treffen mit Dr. Müller", "Treffen mit Dr. Möller", "Name"),
    ("Wir sind im E-Werk zu Gast.", "Wir sind im F-Werk zu Gast.", "Name"),
    ("Wir fahren nach Eschwege.", "Wir fahren nach Eschwge.", "Glossar"),
    ("Wir fahren nach Kassel.", "Wir fahren nach Göttingen.", "Name"),
    ("Einlass ist am Tor.", "Anlass ist am Tor.", "Glossar"),
    ("Programm am Vormittag", "Programm am Nachmittag", "Hauptwort"),
    ("Bringen Sie **alles** mit.", "Bringen Sie alles mit.", "Fettdruck"),
    ("Mehr [hier](https://a.de) lesen", "Mehr [hier](https://b.de) lesen", "Link"),
    ("Schreiben Sie an a@b.de bitte", "Schreiben Sie an a@c.de bitte", "Adresse"),
    ("Siehe www.a.de bitte", "Siehe www.b.de bitte", "Adresse"),
]


@pytest.mark.parametrize(("before", "after"), HARMLESS)
def test_a_correction_may_be_kept(before: str, after: str) -> None:
    assert is_slight(before, after)
    assert list(refusals(before, after, GLOSSARY)) == []
    assert list(refusals(after, before, GLOSSARY)) == []


@pytest.mark.parametrize(("before", "after", "reason"), MEANING)
def test_another_meaning_is_refused(before: str, after: str, reason: str) -> None:
    """In whichever direction, and with the words that differ."""
    for one, other in ((before, after), (after, before)):
        found = " ".join(refusals(one, other, GLOSSARY))
        assert reason in found


WORDS = st.sampled_from(
    "wir laden Sie herzlich ein kommen gern Fest mit Kindern zum Haus bitte und feiern".split()
)


@settings(max_examples=60)
@given(
    st.lists(WORDS, min_size=3, max_size=12),
    st.integers(0, 11),
    st.sampled_from(["nicht", "12", "{date}", "Anna Müller", "drei", "kein", "Montag", "a@b.de"]),
)
def test_whatever_is_put_in(words: list[str], where: int, extra: str) -> None:
    """A number, a name, a negation or a placeholder more or less is never overlooked."""
    before = " ".join(words)
    after = " ".join([*words[:where], extra, *words[where:]])
    assert list(refusals(before, after))
    assert list(refusals(after, before))


@pytest.mark.parametrize(
    ("before", "after", "slight"),
    [
        ("eins zwei drei vier fünf", "eins zwei drei vier sechs", True),
        ("eins zwei drei vier fünf", "acht neun zehn vier fünf", False),
        ("Wir laden alle Menschen ein, die hier wohnen.", "Kommt alle und feiert mit!", False),
    ],
)
def test_what_is_slight(before: str, after: str, slight: bool) -> None:
    assert is_slight(before, after) is slight


def test_a_change_in_one_line() -> None:
    found = changes("Wir laden sie alle herzlch ein", "Wir laden Sie alle herzlich ein!")
    assert shown_change(found) == "„sie“ → „Sie“, „herzlch“ → „herzlich“, „“ → „!“"


# --- in a catalogue ---------------------------------------------------------------------------

UK = language("uk")
OLD, NEW = "paragraph: Wir laden Sie herzlch ein.", "paragraph: Wir laden Sie herzlich ein."


def reworded(*flags: str, by_merge: bool = True) -> PoFile:
    """A translation whose German was corrected, by our merge or by msgmerge."""
    file = merge(None, OLD)
    (entry,) = file.entries
    entry.msgstr, entry.flags = "Запрошуємо вас.", list(flags)
    if by_merge:
        return merge(file, NEW)
    po.set_previous(entry, po.key(entry))
    po.set_key(entry, (None, NEW.partition(": ")[2]))
    entry.flags = [po.FUZZY]
    return file


def test_kept() -> None:
    file = reworded()
    found = list(keep.candidates(file, UK, "fest"))
    assert [one.target for one in found] == ["Запрошуємо вас."]
    assert keep.keep(file, found, "A", "Tippfehler!", NOW.date()) == found
    (entry,) = file.entries
    assert (entry.fuzzy, entry.previous_msgid) == (False, None)
    assert entry.tcomment == (
        "Beibehalten am 23.11.2026 von A: Tippfehler! (Deutsch nur: „herzlch“ → „herzlich“.)"
    )
    assert keep.keep(file, found, "A", "x", NOW.date()) == []
    assert str(merge(file, NEW)) == str(file)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(reworded(po.FUZZY), id="never reviewed"),
        pytest.param(reworded(by_merge=False), id="by msgmerge, so nobody can say"),
        pytest.param(merge(None, NEW), id="not translated"),
    ],
)
def test_nothing_to_keep(file: PoFile) -> None:
    assert list(keep.candidates(file, UK, "fest")) == []


def test_changed_in_between(tmp_path: Path) -> None:
    """What somebody reworked between showing and keeping is left to that person."""
    file = reworded()
    found = list(keep.candidates(file, UK, "fest"))
    file.entries[0].msgstr += "!"
    assert keep.keep(file, found, "A", "x", NOW.date()) == []
    assert file.entries[0].fuzzy
    path = tmp_path / "fest.po"
    catalogues.write(path, file)
    assert po.read(path).entries[0].msgstr == "Запрошуємо вас.!"
