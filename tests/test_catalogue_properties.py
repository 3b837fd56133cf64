"""Whatever the press office and the translators do, in any order: no human text is lost, and
nothing counts as reviewed that no human confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pipeline import pofile
from pipeline.languages import language
from pipeline.merge import merge
from pipeline.model import Role, Segment, UnitKey
from pipeline.pofile import Entry, PoFile
from pipeline.segments import key, unique

from .test_pofile import msgcat

UK = language("uk")
NOW = dt.datetime(2023, 9, 1, 12, tzinfo=dt.UTC)

# Texts that resemble the others of their row, short and long, with and without placeholders.
GERMAN = (
    ("Die Anmeldung", "Ihre Anmeldung", "Die Anmeldung zum Fest", "Ihre Anmeldung zum Fest"),
    ("Das Fest beginnt um zehn Uhr.", "Das Fest beginnt um {start} Uhr.", "Fest um {start} Uhr."),
)
ROW = {text: row for row in GERMAN for text in row}
SEGMENTS = st.builds(
    Segment, st.sampled_from([Role.HEADING, Role.PARAGRAPH]), st.sampled_from(list(ROW))
)
PLACE = st.integers(0, 3)


class Office(RuleBasedStateMachine):
    """A press office, translators and a machine, who all work on one document."""

    path: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.file: PoFile | None = None
        self.german: list[Segment] = []
        self.versions: list[list[Segment]] = []
        self.written = 0
        self.confirmed: set[tuple[UnitKey, str]] = set()
        self.precious: set[str] = set()
        """Targets and comments of humans that nobody has removed."""

    @initialize(german=st.lists(SEGMENTS, min_size=1, max_size=3))
    def begin(self, german: list[Segment]) -> None:
        self.german = german
        self.run()
        for place in range(len(german)):
            self.translate(place)

    # the press office

    def change(self, german: list[Segment]) -> None:
        self.versions.append(self.german)
        self.german = german
        self.run()

    @rule(place=PLACE, segment=SEGMENTS)
    def insert(self, place: int, segment: Segment) -> None:
        self.change([*self.german[:place], segment, *self.german[place:]])

    @rule(place=PLACE)
    @precondition(lambda self: len(self.german) > 1)
    def delete(self, place: int) -> None:
        place %= len(self.german)
        self.change(self.german[:place] + self.german[place + 1 :])

    @rule(place=PLACE, version=st.integers(1, 3))
    def reword(self, place: int, version: int) -> None:
        place %= len(self.german)
        role, text = self.german[place].role, self.german[place].text
        row = ROW[text]
        text = row[(row.index(text) + version) % len(row)]
        self.change([*self.german[:place], Segment(role, text), *self.german[place + 1 :]])

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        self.change(data.draw(st.permutations(self.german)))

    @rule(one=PLACE, other=PLACE)
    def swap_roles(self, one: int, other: int) -> None:
        german = list(self.german)
        one, other = one % len(german), other % len(german)
        roles = german[one].role, german[other].role
        german[other] = Segment(roles[0], german[other].text)
        german[one] = Segment(roles[1], german[one].text)
        self.change(german)

    @rule(back=st.integers(1, 3))
    @precondition(lambda self: self.versions)
    def restore(self, back: int) -> None:
        self.change(self.versions[-min(back, len(self.versions))])

    # the pipeline

    @rule()
    def run(self) -> None:
        wanted = unique(self.german)
        existing = self.saved(self.file) if self.file else None
        self.file = self.saved(self.merged(existing, wanted))
        assert str(self.merged(self.file, wanted)) == str(self.file)
        assert [pofile.key(entry) for entry in self.file.entries] == [key(one) for one in wanted]
        everything = [*self.file.entries, *self.file.obsolete]
        assert len({pofile.key(entry) for entry in everything}) == len(everything)
        for entry in self.file.entries:
            assert entry.previous_msgid is None or entry.fuzzy
            assert (entry.previous_msgctxt, entry.previous_msgid) != pofile.key(entry)
            if entry.msgstr and not entry.fuzzy:
                assert (pofile.key(entry), entry.msgstr) in self.confirmed

    def merged(self, existing: PoFile | None, wanted: Sequence[Segment]) -> PoFile:
        return merge(existing, wanted, UK, domain="fest", reference="content/fest.md", now=NOW)

    def saved(self, file: PoFile) -> PoFile:
        """What is read of a file that was written."""
        self.path.write_text(str(file), encoding="utf-8")
        again = pofile.read(self.path)
        assert str(again) == str(file)
        return again

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.precious <= self.texts()

    def texts(self) -> set[str]:
        everything = [*self.file.entries, *self.file.obsolete] if self.file else []
        comments = (line for entry in everything for line in entry.tcomment.split("\n"))
        return {entry.msgstr for entry in everything} | set(comments)

    # translators, in an editor

    def edit(self, place: int, change: Callable[[Entry], None], *, fuzzy: bool = False) -> None:
        """Change one entry; what that removes from the file need not be there any more."""
        assert self.file
        entries = [entry for entry in self.file.entries if entry.fuzzy or not fuzzy]
        entry = entries[place % len(entries)]
        before = self.texts()
        change(entry)
        if entry.msgstr and not entry.fuzzy:
            self.confirmed.add((pofile.key(entry), entry.msgstr))
        self.precious -= before - self.texts()
        if not entry.msgstr:  # a remark on nothing may go with its German
            self.precious -= set(entry.tcomment.split("\n"))

    def any_fuzzy(self) -> bool:
        return self.file is not None and any(entry.fuzzy for entry in self.file.entries)

    def text(self, kind: str) -> str:
        self.written += 1
        return f"{kind} {self.written}"

    def human(self, kind: str) -> str:
        text = self.text(kind)
        self.precious.add(text)
        return text

    @rule(place=PLACE)
    def translate(self, place: int) -> None:
        def change(entry: Entry) -> None:
            entry.msgstr = self.human("Переклад")
            entry.flags = [flag for flag in entry.flags if flag != pofile.FUZZY]
            pofile.set_previous(entry, None)

        self.edit(place, change)

    @rule(place=PLACE)
    def translate_the_same(self, place: int) -> None:
        """Two texts with one translation."""

        def change(entry: Entry) -> None:
            entry.msgstr = "Однаково"
            entry.flags = []
            self.precious.add(entry.msgstr)

        self.edit(place, change)

    @rule(place=PLACE)
    @precondition(any_fuzzy)
    def improve_but_leave_fuzzy(self, place: int) -> None:
        def change(entry: Entry) -> None:
            entry.msgstr = self.human("Чернетка")

        self.edit(place, change, fuzzy=True)

    @rule(place=PLACE, previous=st.booleans())
    @precondition(any_fuzzy)
    def confirm(self, place: int, previous: bool) -> None:
        def change(entry: Entry) -> None:
            entry.flags = [flag for flag in entry.flags if flag != pofile.FUZZY]
            if not previous:
                pofile.set_previous(entry, None)
            if entry.msgstr:
                self.precious.add(entry.msgstr)

        self.edit(place, change, fuzzy=True)

    @rule(place=PLACE)
    def doubt(self, place: int) -> None:
        def change(entry: Entry) -> None:
            if not entry.fuzzy:
                entry.flags.insert(0, pofile.FUZZY)

        self.edit(place, change)

    @rule(place=PLACE)
    def comment(self, place: int) -> None:
        def change(entry: Entry) -> None:
            if entry.msgstr:
                lines = [entry.tcomment] if entry.tcomment else []
                entry.tcomment = "\n".join([*lines, self.human("Питання")])

        self.edit(place, change)

    @rule(place=PLACE)
    def empty(self, place: int) -> None:
        def change(entry: Entry) -> None:
            entry.msgstr = ""

        self.edit(place, change)

    # a machine

    @rule(place=PLACE)
    def draft(self, place: int) -> None:
        def change(entry: Entry) -> None:
            if not entry.msgstr:
                entry.msgstr = self.text("Machine")
                entry.flags = [pofile.FUZZY]

        self.edit(place, change)


class SettledOffice(Office):
    """The same, with gettext's word on what is left at the end."""

    def teardown(self) -> None:
        if self.file:
            self.run()
            assert msgcat(str(self.file)) == str(self.file)


def test_nothing_is_lost(tmp_path: Path) -> None:
    Office.path = tmp_path / "fest.po"
    run_state_machine_as_test(
        Office, settings=settings(max_examples=200, stateful_step_count=25, deadline=None)
    )


def test_every_file_is_what_gettext_writes(tmp_path: Path) -> None:
    Office.path = tmp_path / "fest.po"
    run_state_machine_as_test(
        SettledOffice, settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )
