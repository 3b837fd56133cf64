"""Whatever the press office and the translators do, in any order: no human text is lost, and
nothing counts as reviewed that no human confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.model import UnitKey
from pipeline.catalogue import po
from pipeline.catalogue.merge import merge
from pipeline.catalogue.po import Entry, PoFile
from pipeline.language.table import language
from pipeline.source.model import Role, Segment
from pipeline.source.segments import key, unique

from .test_po import msgcat

UK = language("uk")
NOW = dt.datetime(2023, 9, 1, 12, tzinfo=dt.UTC)

# Texts that resemble the others of their row, short and long, with and without placeholders.
GERMAN = (
    ("Die Anmeldung", "Ihre Anmeldung", "Die Anmeldung zum Fest", "Ihre Anmeldung zum Fest"),
    ("Das Fest beginnt um zehn Uhr.", "Das Fest beginnt um {start} Uhr.", "Fest um {start} Uhr."),
    ("Der Eintritt ist frei.", "Der Eintritt ist heute frei.", "Eintritt ist heute frei."),
)
ROW = {text: row for row in GERMAN for text in row}
ROLES = (Role.HEADING, Role.PARAGRAPH)


class Office:
    """A press office, translators and a machine, who all work on one document."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written = 0
        self.confirmed: set[tuple[UnitKey, str]] = set()
        """Which target a human let stand for which German."""
        self.precious: set[str] = set()
        """Targets and comments of humans that no human has removed."""
        self.versions = [[Segment(ROLES[0], GERMAN[0][0]), Segment(ROLES[1], GERMAN[1][0])]]
        self.german = self.versions[0]
        self.file = self.saved(self.merged(None, unique(self.german)))
        for place in range(2):
            self.translate(place, 0)

    # the pipeline, and what must hold after every run

    def run(self) -> None:
        wanted = unique(self.german)
        self.file = self.saved(self.merged(self.saved(self.file), wanted))
        assert str(self.merged(self.file, wanted)) == str(self.file)
        assert [po.key(entry) for entry in self.file.entries] == [key(one) for one in wanted]
        everything = [*self.file.entries, *self.file.obsolete]
        assert len({po.key(entry) for entry in everything}) == len(everything)
        assert self.precious <= self.texts()
        for entry in self.file.entries:
            assert entry.previous_msgid is None or entry.fuzzy
            assert (entry.previous_msgctxt, entry.previous_msgid) != po.key(entry)
            if entry.msgstr and not entry.fuzzy:
                assert (po.key(entry), entry.msgstr) in self.confirmed

    def merged(self, existing: PoFile | None, wanted: Sequence[Segment]) -> PoFile:
        return merge(existing, wanted, UK, domain="fest", reference="content/fest.md", now=NOW)

    def saved(self, file: PoFile) -> PoFile:
        """What is read of a file that was written."""
        self.path.write_text(str(file), encoding="utf-8")
        again = po.read(self.path)
        assert str(again) == str(file)
        return again

    def texts(self) -> set[str]:
        everything = [*self.file.entries, *self.file.obsolete]
        comments = (line for entry in everything for line in entry.tcomment.split("\n"))
        return {entry.msgstr for entry in everything} | set(comments)

    # the press office

    def change(self, german: list[Segment]) -> None:
        self.versions.append(self.german)
        self.german = german
        self.run()

    def insert(self, place: int, choice: int) -> None:
        segment = Segment(ROLES[choice % 2], list(ROW)[choice % len(ROW)])
        self.change([*self.german[:place], segment, *self.german[place:]])

    def delete(self, place: int, _choice: int) -> None:
        if len(self.german) > 1:
            place %= len(self.german)
            self.change(self.german[:place] + self.german[place + 1 :])

    def reword(self, place: int, choice: int) -> None:
        place %= len(self.german)
        role, text = self.german[place].role, self.german[place].text
        segment = Segment(role, ROW[text][choice % len(ROW[text])])
        self.change([*self.german[:place], segment, *self.german[place + 1 :]])

    def move(self, place: int, choice: int) -> None:
        german = list(self.german)
        german.insert(choice % len(german), german.pop(place % len(german)))
        self.change(german)

    def swap_roles(self, place: int, choice: int) -> None:
        german = list(self.german)
        one, other = place % len(german), choice % len(german)
        roles = german[one].role, german[other].role
        german[other] = Segment(roles[0], german[other].text)
        german[one] = Segment(roles[1], german[one].text)
        self.change(german)

    def restore(self, _place: int, choice: int) -> None:
        self.change(self.versions[-1 - choice % min(3, len(self.versions))])

    # translators, in an editor

    def edit(self, place: int, change: Callable[[Entry], None], *, fuzzy: bool = False) -> None:
        """Change one entry; what that removes from the file need not be there any more."""
        entries = [entry for entry in self.file.entries if entry.fuzzy or not fuzzy]
        if not entries:
            return
        entry = entries[place % len(entries)]
        before = self.texts()
        change(entry)
        if entry.msgstr and not entry.fuzzy:
            self.confirmed.add((po.key(entry), entry.msgstr))
            self.precious.add(entry.msgstr)
        self.precious -= before - self.texts()
        if not entry.msgstr:  # a remark on nothing may go with its German
            self.precious -= set(entry.tcomment.split("\n"))

    def text(self, kind: str) -> str:
        self.written += 1
        return f"{kind} {self.written}"

    def human(self, kind: str) -> str:
        self.precious.add(text := self.text(kind))
        return text

    def translate(self, place: int, choice: int) -> None:
        """Once in a while two texts in the same words."""

        def change(entry: Entry) -> None:
            entry.msgstr = self.human("Переклад") if choice % 4 else "Однаково"
            _confirm(entry)

        self.edit(place, change)

    def improve(self, place: int, _choice: int) -> None:
        """But leave it fuzzy."""

        def change(entry: Entry) -> None:
            entry.msgstr = self.human("Чернетка")

        self.edit(place, change, fuzzy=True)

    def confirm(self, place: int, choice: int) -> None:
        """Some editors leave the previous text."""

        def change(entry: Entry) -> None:
            _confirm(entry, previous=bool(choice % 2))

        self.edit(place, change, fuzzy=True)

    def doubt(self, place: int, _choice: int) -> None:
        def change(entry: Entry) -> None:
            if entry.msgstr and not entry.fuzzy:
                entry.flags.insert(0, po.FUZZY)

        self.edit(place, change)

    def comment(self, place: int, _choice: int) -> None:
        def change(entry: Entry) -> None:
            if entry.msgstr:
                lines = [entry.tcomment] if entry.tcomment else []
                entry.tcomment = "\n".join([*lines, self.human("Питання")])

        self.edit(place, change)

    def empty(self, place: int, _choice: int) -> None:
        def change(entry: Entry) -> None:
            entry.msgstr = ""

        self.edit(place, change)

    # a machine

    def draft(self, place: int, _choice: int) -> None:
        def change(entry: Entry) -> None:
            if not entry.msgstr:
                entry.msgstr = self.text("Machine")
                entry.flags = [po.FUZZY]

        self.edit(place, change)


def _confirm(entry: Entry, *, previous: bool = False) -> None:
    entry.flags = [flag for flag in entry.flags if flag != po.FUZZY]
    if not previous:
        po.set_previous(entry, None)


ACTIONS = (
    *(
        Office.reword,
        Office.reword,
        Office.reword,
        Office.restore,
        Office.restore,
        Office.insert,
        Office.delete,
    ),
    *(Office.move, Office.swap_roles, Office.translate, Office.translate, Office.improve),
    *(Office.improve, Office.confirm, Office.doubt, Office.comment, Office.empty, Office.draft),
)
STORY = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 3), st.integers(0, 11)),
    min_size=12,
    max_size=25,
)
Story = list[tuple[Callable[[Office, int, int], None], int, int]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office") / "fest.po"


@settings(max_examples=80, deadline=None)
@given(story=STORY)
def test_nothing_is_lost(story: Story, path: Path) -> None:
    office = Office(path)
    for action, place, choice in story:
        action(office, place, choice)


@settings(max_examples=20, deadline=None)
@given(story=STORY)
def test_every_file_is_what_gettext_writes(story: Story, path: Path) -> None:
    office = Office(path)
    for action, place, choice in story:
        action(office, place, choice)
    office.run()
    assert msgcat(str(office.file)) == str(office.file)
