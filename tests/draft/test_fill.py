"""Drafting: what a program may write into a catalogue, and what it must leave alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.model import Location, State
from pipeline.catalogue import po, remarks
from pipeline.catalogue.files import state
from pipeline.catalogue.grammar import Maker
from pipeline.catalogue.merge import merge
from pipeline.catalogue.po import Entry, PoFile
from pipeline.draft import fill
from pipeline.draft.fill import Desk
from pipeline.draft.memory import Memory
from pipeline.language.table import Language, language
from pipeline.mt.units import Drafted
from pipeline.source.glossary import Term, TermKind
from pipeline.source.model import Role, Segment
from pipeline.source.phrasebook import PHRASEBOOK, load_phrasebook

from ..support import NOW, confirm

UKRAINIAN = language("uk")
ROUTE = "translate-de_uk 1.0"
FREE = "Der Eintritt zu allen Veranstaltungen ist frei."
FREE_UK = "Вхід на всі заходи вільний."


class Machine:
    """Translates by a table; what it does not know it cannot translate."""

    def __init__(self, table: Mapping[str, str], route: str | None = ROUTE) -> None:
        self.table, self._route = table, route
        self.asked: list[str] = []

    def route(self, language: Language) -> str | None:
        return self._route

    def translate(
        self, texts: Sequence[str], language: Language, names: Mapping[str, str]
    ) -> Iterator[Drafted]:
        for text in texts:
            self.asked.append(text)
            target = self.table.get(text)
            yield Drafted(target, str(self._route), 0.5, "" if target else "Die Zahl fehlt.")


def paragraphs(*texts: str) -> list[Segment]:
    return [Segment(Role.PARAGRAPH, text, "Absatz") for text in texts]


def merged(existing: PoFile | None, segments: Sequence[Segment]) -> PoFile:
    return merge(existing, segments, UKRAINIAN, domain="fest", reference="fest.md", now=NOW)


def reviewed(*pairs: tuple[str, str]) -> PoFile:
    file = merged(None, paragraphs(*(german for german, _target in pairs)))
    for entry, (_german, target) in zip(file.entries, pairs, strict=True):
        entry.msgstr = target
    return file


def desk(
    machine: Machine | None = None,
    memory: PoFile | None = None,
    phrasebook: PoFile | None = None,
    glossary: tuple[Term, ...] = (),
    again: bool = False,
) -> Desk:
    shelf = Memory(UKRAINIAN)
    if memory:
        shelf.add("altes-fest", memory)
    return Desk(UKRAINIAN, shelf, phrasebook, glossary, machine, NOW.date(), again)


def drafted(file: PoFile, at: Desk, domain: str = "fest") -> PoFile:
    """Everything that a run does with a merged catalogue."""
    fill.known(file, domain, at)
    fill.similar(file, at)
    for _filled in fill.by_machine(fill.unknown(file, at), at) if at.machine else ():
        pass
    return file


def states(file: PoFile) -> list[State]:
    return [state(entry, UKRAINIAN) for entry in file.entries]


# --- the machine ---------------------------------------------------------------------------


def test_what_is_missing_is_drafted_fuzzy_and_says_where_it_came_from() -> None:
    file = drafted(merged(None, paragraphs(FREE)), desk(Machine({FREE: FREE_UK})))
    (entry,) = file.entries
    assert (entry.msgstr, entry.flags) == (FREE_UK, ["fuzzy"])
    made = remarks.origin(entry.tcomment, entry.msgstr)
    assert made == remarks.Origin(Maker.MACHINE, dt.date(2026, 11, 23), ROUTE, 0.5)


def test_the_second_run_drafts_nothing() -> None:
    segments = paragraphs(FREE, "Bitte melden Sie sich bis Freitag an.")
    machine = Machine({FREE: FREE_UK})
    once = drafted(merged(None, segments), desk(machine))
    text = str(once)
    twice = drafted(merged(once, segments), desk(machine))
    assert str(twice) == text
    assert len(machine.asked) == 2  # what could not be translated is not asked again


def test_what_cannot_be_translated_stays_empty_and_says_why() -> None:
    (entry,) = drafted(merged(None, paragraphs(FREE)), desk(Machine({}))).entries
    assert (entry.msgstr, entry.flags) == ("", [])
    assert entry.tcomment == f"Kein Entwurf (Maschine, 23.11.2026): {ROUTE}. Die Zahl fehlt."


def test_another_model_may_try_what_one_could_not() -> None:
    segments = paragraphs(FREE)
    file = drafted(merged(None, segments), desk(Machine({})))
    better = Machine({FREE: FREE_UK}, "translate-de_uk 2.0")
    (entry,) = drafted(merged(file, segments), desk(better)).entries
    assert entry.msgstr == FREE_UK
    assert "Kein Entwurf" not in entry.tcomment


def test_what_could_not_be_translated_is_tried_again_when_its_german_changes() -> None:
    later = FREE.replace("frei", "kostenlos")
    file = drafted(merged(None, paragraphs(FREE)), desk(Machine({})))
    (entry,) = drafted(merged(file, paragraphs(later)), desk(Machine({later: FREE_UK}))).entries
    assert entry.msgstr == FREE_UK


def test_a_draft_with_a_wrong_fact_is_none() -> None:
    german = "Wir beginnen am {date} um {start} Uhr."
    wrong = Machine({german: "Починаємо {date}."})
    (entry,) = drafted(merged(None, paragraphs(german)), desk(wrong)).entries
    assert entry.msgstr == ""
    assert "{start}" in entry.tcomment


def test_a_draft_that_a_human_changed_or_confirmed_stays_for_ever() -> None:
    segments = paragraphs(FREE)
    for change in (confirm, lambda entry: setattr(entry, "msgstr", "Вхід вільний для всіх!")):
        file = drafted(merged(None, segments), desk(Machine({FREE: FREE_UK})))
        change(file.entries[0])
        before = file.entries[0].msgstr, file.entries[0].fuzzy
        other = desk(Machine({FREE: "Інше."}, "translate-de_uk 2.0"), again=True)
        (entry,) = drafted(merged(file, segments), other).entries
        assert (entry.msgstr, entry.fuzzy) == before


def test_a_draft_that_a_human_emptied_stays_empty() -> None:
    segments = paragraphs(FREE)
    file = drafted(merged(None, segments), desk(Machine({FREE: FREE_UK})))
    file.entries[0].msgstr = ""
    machine = Machine({FREE: FREE_UK})
    (entry,) = drafted(merged(file, segments), desk(machine)).entries
    assert (entry.msgstr, machine.asked) == ("", [])
    (entry,) = drafted(merged(file, segments), desk(machine, again=True)).entries
    assert entry.msgstr == ""


def test_a_draft_is_made_anew_when_its_german_changes() -> None:
    later = FREE.replace("frei", "kostenlos")
    file = drafted(merged(None, paragraphs(FREE)), desk(Machine({FREE: FREE_UK})))
    machine = Machine({later: "Вхід на всі заходи безкоштовний."})
    (entry,) = drafted(merged(file, paragraphs(later)), desk(machine)).entries
    assert (entry.msgstr, entry.previous_msgid) == ("Вхід на всі заходи безкоштовний.", None)
    assert "Übernommen" not in entry.tcomment
    assert entry.tcomment.count("Entwurf (") == 1


def test_a_humans_text_stays_when_its_german_changes() -> None:
    later = FREE.replace("frei", "kostenlos")
    machine = Machine({later: "Інше."})
    (entry,) = drafted(merged(reviewed((FREE, FREE_UK)), paragraphs(later)), desk(machine)).entries
    assert (entry.msgstr, entry.previous_msgid) == (FREE_UK, FREE)
    assert machine.asked == []


def test_a_draft_is_made_anew_by_another_model_only_if_asked() -> None:
    segments = paragraphs(FREE)
    file = drafted(merged(None, segments), desk(Machine({FREE: FREE_UK})))
    other = Machine({FREE: "Інше."}, "translate-de_uk 2.0")
    assert drafted(merged(file, segments), desk(other)).entries[0].msgstr == FREE_UK
    same = Machine({FREE: "Інше."})
    assert drafted(merged(file, segments), desk(same, again=True)).entries[0].msgstr == FREE_UK
    assert drafted(merged(file, segments), desk(other, again=True)).entries[0].msgstr == "Інше."


def test_a_copy_that_a_program_saved_is_drafted() -> None:
    file = reviewed((FREE, FREE))
    (entry,) = drafted(merged(file, paragraphs(FREE)), desk(Machine({FREE: FREE_UK}))).entries
    assert (entry.msgstr, entry.fuzzy) == (FREE_UK, True)


def test_whoever_stops_in_between_keeps_what_is_done() -> None:
    german = [FREE, "Es gibt Kaffee und Kuchen für alle."]
    file = merged(None, paragraphs(*german))
    at = desk(Machine(dict.fromkeys(german, FREE_UK)))
    work = fill.by_machine(fill.unknown(file, at), at)
    assert next(work)
    assert states(file) == [State.DRAFT, State.MISSING]


def test_an_agreed_word_that_a_draft_lacks_is_named() -> None:
    glossary = (Term("Eintritt", TermKind.TERM, targets={"uk": "Квиток"}),)
    at = desk(Machine({FREE: FREE_UK}), glossary=glossary)
    (entry,) = drafted(merged(None, paragraphs(FREE)), at).entries
    assert entry.tcomment.split("\n")[0] == (
        "Entwurf ohne den Begriff des Glossars: Eintritt → Квиток; "
        "noch von keinem Menschen geprüft."
    )
    fill.annotate(file := merged(None, paragraphs(FREE)), at)
    assert "Eintritt → Квиток" in file.entries[0].comment


# --- the memory ----------------------------------------------------------------------------


def test_the_memory_comes_before_the_machine() -> None:
    machine = Machine({FREE: "Інше."})
    at = desk(machine, memory=reviewed((FREE, FREE_UK)))
    (entry,) = drafted(merged(None, paragraphs(FREE)), at).entries
    assert (entry.msgstr, entry.fuzzy, machine.asked) == (FREE_UK, True, [])
    made = remarks.origin(entry.tcomment, entry.msgstr)
    assert made is not None
    assert (made.maker, made.detail, made.score) == (Maker.MEMORY, "altes-fest", 1.0)


def test_a_similar_text_is_a_draft_only_without_a_machine() -> None:
    near = FREE.replace("allen", "unseren")
    memory = reviewed((FREE, FREE_UK))
    (entry,) = drafted(merged(None, paragraphs(near)), desk(memory=memory)).entries
    assert (entry.msgstr, entry.previous_msgid) == (FREE_UK, FREE)
    assert states(drafted(merged(None, paragraphs(near)), desk(memory=memory))) == [State.CHANGED]
    machine = Machine({near: "Вхід на наші заходи вільний."})
    file = merged(None, paragraphs(near))
    fill.annotate(file, desk(machine, memory=memory))
    assert f"„{FREE}“ → {FREE_UK}" in file.entries[0].comment
    assert drafted(file, desk(machine, memory=memory)).entries[0].msgstr != FREE_UK


def test_another_model_replaces_only_what_a_machine_or_a_similar_text_has_drafted() -> None:
    near = FREE.replace("allen", "unseren")
    segments = paragraphs(FREE, near)
    memory = reviewed((FREE, FREE_UK))
    file = drafted(merged(None, segments), desk(memory=memory))
    machine = Machine({FREE: "Інше.", near: "Вхід на наші заходи вільний."})
    file = drafted(merged(file, segments), desk(machine, memory=memory))
    assert machine.asked == []
    file = drafted(merged(file, segments), desk(machine, memory=memory, again=True))
    assert [entry.msgstr for entry in file.entries] == [FREE_UK, "Вхід на наші заходи вільний."]
    assert file.entries[1].previous_msgid is None


def test_a_similar_text_is_drafted_once() -> None:
    segments = paragraphs(FREE.replace("allen", "unseren"))
    at = desk(memory=reviewed((FREE, FREE_UK)))
    once = drafted(merged(None, segments), at)
    text = str(once)
    assert str(drafted(merged(once, segments), at)) == text


# --- the phrasebook ------------------------------------------------------------------------


def test_a_reviewed_phrase_counts_as_reviewed_where_it_stands_word_for_word() -> None:
    at = desk(phrasebook=reviewed((FREE, FREE_UK)))
    file = drafted(merged(None, paragraphs(FREE)), at)
    assert states(file) == [State.REVIEWED]
    assert file.entries[0].msgstr == FREE_UK
    assert states(drafted(merged(None, paragraphs(FREE + " Kommen Sie!")), at)) == [State.MISSING]


def test_a_phrase_that_is_a_draft_is_a_draft() -> None:
    phrases = reviewed((FREE, FREE_UK))
    phrases.entries[0].flags = ["fuzzy"]
    segments = paragraphs(FREE)
    file = drafted(merged(None, segments), desk(phrasebook=phrases))
    assert states(file) == [State.DRAFT]
    file = drafted(merged(file, segments), desk(phrasebook=reviewed((FREE, FREE_UK))))
    assert states(file) == [State.REVIEWED]


def test_a_phrase_that_is_mended_is_mended_everywhere() -> None:
    segments = paragraphs(FREE)
    file = drafted(merged(None, segments), desk(phrasebook=reviewed((FREE, FREE_UK))))
    better = "Вхід на всі заходи безкоштовний."
    file = drafted(merged(file, segments), desk(phrasebook=reviewed((FREE, better))))
    assert (file.entries[0].msgstr, states(file)) == (better, [State.REVIEWED])


def test_a_phrase_whose_review_is_taken_back_is_a_draft_again() -> None:
    segments = paragraphs(FREE)
    file = drafted(merged(None, segments), desk(phrasebook=reviewed((FREE, FREE_UK))))
    doubted = reviewed((FREE, FREE_UK))
    doubted.entries[0].flags = ["fuzzy"]
    assert states(drafted(merged(file, segments), desk(phrasebook=doubted))) == [State.DRAFT]


def test_a_phrase_that_somebody_changed_in_a_document_is_theirs() -> None:
    segments = paragraphs(FREE)
    file = drafted(merged(None, segments), desk(phrasebook=reviewed((FREE, FREE_UK))))
    file.entries[0].msgstr = "Вхід вільний!"
    file = drafted(merged(file, segments), desk(phrasebook=reviewed((FREE, "Інше."))))
    assert (file.entries[0].msgstr, file.entries[0].tcomment) == ("Вхід вільний!", "")


def test_a_phrase_that_somebody_doubts_in_a_document_is_not_confirmed_again() -> None:
    segments = paragraphs(FREE)
    at = desk(phrasebook=reviewed((FREE, FREE_UK)))
    file = drafted(merged(None, segments), at)
    file.entries[0].flags = ["fuzzy"]
    for _run in range(2):
        file = drafted(merged(file, segments), at)
        assert states(file) == [State.DRAFT]


def test_a_phrase_that_somebody_empties_in_a_document_stays_empty() -> None:
    segments = paragraphs(FREE)
    machine = Machine({FREE: "Інше."})
    at = desk(machine, phrasebook=reviewed((FREE, FREE_UK)))
    file = drafted(merged(None, segments), at)
    file.entries[0].msgstr = ""
    for _run in range(2):
        file = drafted(merged(file, segments), at)
        assert states(file) == [State.MISSING]


def test_what_is_said_of_a_phrase_holds_for_its_copies() -> None:
    phrases = reviewed(("Nur 3 Euro Eintritt.", "Вхід лише три євро."))
    phrases.entries[0].tcomment = "Prüfung aus: number-differs, ausgeschrieben"
    at = desk(phrasebook=phrases)
    segments = paragraphs("Nur 3 Euro Eintritt.")
    file = drafted(merged(None, segments), at)
    assert file.entries[0].tcomment.split("\n")[0] == phrases.entries[0].tcomment
    text = str(file)
    assert str(drafted(merged(file, segments), at)) == text


def test_phrasebook_file(tmp_path: Path) -> None:
    assert load_phrasebook(tmp_path) == ()
    comment, phrases = "<!-- Zwei\nZeilen -->", "Der Eintritt\nist frei.\n\nKommen Sie!"
    text = f"# Phrasen\n\n{comment}\n\n## Eintritt\n\n{phrases}\n"
    (tmp_path / "phrasebook.md").write_text(text, encoding="utf-8")
    first, second = load_phrasebook(tmp_path)
    assert (first.text, first.note) == ("Der Eintritt ist frei.", "Absatz\nAbschnitt: Eintritt")
    assert first.location == Location(tmp_path / "phrasebook.md", 8)
    assert second.text == "Kommen Sie!"


# --- always --------------------------------------------------------------------------------

GERMAN = [FREE, FREE.replace("allen", "unseren"), "Anmeldung", "Am {date} um {start} Uhr."]
TARGETS = ["", FREE_UK, "Реєстрація", "{date} о {start}", "Чуже слово"]

entries = st.lists(
    st.tuples(st.sampled_from(GERMAN), st.sampled_from(TARGETS), st.booleans()),
    max_size=4,
    unique_by=lambda row: row[0],
)


def catalogue(rows: Sequence[tuple[str, str, bool]]) -> PoFile:
    file = reviewed(*((german, target) for german, target, _fuzzy in rows))
    for entry, (_german, target, fuzzy) in zip(file.entries, rows, strict=True):
        entry.flags = po.in_order([*entry.flags, *(["fuzzy"] if fuzzy and target else [])])
    return file


@given(entries, entries, entries, st.lists(st.sampled_from(GERMAN), unique=True), st.booleans())
def test_no_human_text_is_ever_written_over(
    mine: list[tuple[str, str, bool]],
    memory: list[tuple[str, str, bool]],
    phrases: list[tuple[str, str, bool]],
    german: list[str],
    again: bool,
) -> None:
    before = catalogue(mine)
    machine = Machine({GERMAN[2]: "Реєстрація", GERMAN[3]: "{start}, {date}"})
    at = desk(machine, catalogue(memory), catalogue(phrases), again=again)
    after = drafted(merged(before, paragraphs(*german)), at)
    kept = [entry.msgstr for entry in (*after.entries, *after.obsolete)]
    for entry in before.entries:
        assert not entry.msgstr or entry.msgstr in kept
    confirmed = {
        key(entry) for entry in before.entries if state(entry, UKRAINIAN) >= State.REVIEWED
    }
    phrased = {key(entry) for entry in catalogue(phrases).entries if not entry.fuzzy}
    for entry in after.entries:
        if state(entry, UKRAINIAN) >= State.REVIEWED:
            assert key(entry) in confirmed | phrased


def key(entry: Entry) -> tuple[str | None, str]:
    return po.key(entry)


def test_a_desk_without_anything_drafts_nothing() -> None:
    file = merged(None, paragraphs(*GERMAN))
    text = str(file)
    assert str(drafted(file, replace(desk(), phrasebook=None), PHRASEBOOK)) == text


@pytest.mark.parametrize(
    ("target", "filled"),
    [
        ("Зустріч о 8:00 для 25 осіб.", True),  # another number: a human let it stand
        ("Wir laden 20 Menschen herzlich ein, ja.", True),
        ("<b>Зустріч</b> для 20 осіб.", False),  # could not be shown at all
        ("Зустріч для {venue} осіб.", False),
    ],
)
def test_a_doubt_costs_no_reviewed_translation(target: str, filled: bool) -> None:
    """What the memory has word for word becomes a draft, and the run tells what it finds in it."""
    german = "Wir laden 20 Menschen herzlich ein."
    (entry,) = drafted(
        merged(None, paragraphs(german)), desk(memory=reviewed((german, target)))
    ).entries
    assert (entry.msgstr == target, entry.fuzzy) == (filled, filled)
