"""Whatever people do in whatever order: nothing unread goes out, nothing written is lost.

Hypothesis plays an office: the German is reworded and corrected, texts come and go, drafts
are filled in, read, doubted and rewritten by hand, editions are approved and approvals
withdrawn, corrections are kept, and now and then everything is run. What is allowed is
written down here once more, from what people did and not from what the program thinks, and
compared with what the catalogues say to another reader (polib).
"""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import polib
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipeline.base.model import State
from pipeline.edition.assemble import Assembled
from pipeline.run import signing
from pipeline.source.segments import LAYOUT

from ..support import NOW, confirm_all
from .small_office import HEAD, SLUG, Office, copied, office

Text = tuple[str | None, str, str]
"""msgctxt, msgid, msgstr."""

SLOTS: Final = (
    (
        "Wir laden Sie herzlich zum Fest ein.",
        "Wir laden Sie herzlch zum Fest ein.",
        "Wir laden Sie nicht zum Fest ein.",
        "Wir laden Euch alle herzlich zu unserem Fest ein.",
    ),
    (
        "Das Fest beginnt um {start} Uhr am Rathaus.",
        "Das Fest beginnt um {start} Uhr beim Rathaus.",
        "Das Fest beginnt um 9 Uhr am Rathaus.",
        "Es gibt Musik und Tanz.",
    ),
    ("Es gibt Musik und Tanz.", "Es gibt Musik, und Tanz.", "Der Eintritt ist frei."),
)
"""What may stand in each paragraph: typing mistakes, other meanings, other texts."""

ABSENT: Final = -1


@cache
def offices(requires: str) -> Office:
    """An office whose labels are reviewed; its invitation is not yet translated."""
    made = office(Path(tempfile.mkdtemp()), requires, tags=("uk",))
    confirm_all(made.project, "uk", LAYOUT)
    return made


class Review(RuleBasedStateMachine):
    @initialize(
        requires=st.sampled_from(["reviewed", "approved", "approved"]), finished=st.booleans()
    )
    def begin(self, requires: str, finished: bool) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.our = copied(offices(requires), self.root)
        self.requires = State[requires.upper()]
        self.german = [0, 0, 0]
        self.hour = 14
        self.count = 0
        self.written: set[str] = set()
        """What a human wrote into a translation and did not replace since."""
        self.confirmed = {_text(entry) for entry in self._entries(LAYOUT)}
        """What a human let stand, or kept."""
        self.signed: list[set[Text]] = []
        """What each signer saw, of all signatures in force."""
        self.made: Assembled | None = None
        self._write_german()
        self.run_everything()
        if finished:
            self.review()
            self.run_everything()
            self.approve(by="A. Beispiel")

    def teardown(self) -> None:
        if hasattr(self, "our"):
            self.run_everything()
            self.nothing_unread_goes_out()
            self.nothing_written_is_lost()
            shutil.rmtree(self.root)

    # --- the press office ---

    @rule(slot=st.integers(0, 2), variant=st.integers(ABSENT, 3))
    def reword(self, slot: int, variant: int) -> None:
        self.german[slot] = min(variant, len(SLOTS[slot]) - 1)
        self._write_german()

    @rule(hour=st.integers(10, 18))
    def move(self, hour: int) -> None:
        """The facts change; no text does."""
        self.hour = hour
        self._write_german()

    @rule()
    def run_everything(self) -> None:
        self.made = self.our.edition()
        assert not self.our.problems

    # --- translators and their programs ---

    @rule(which=st.integers(0, 9))
    def draft(self, which: int) -> None:
        """Somebody's program fills what is empty."""
        file, entry = self._pick(which)
        if not entry.msgstr:
            entry.msgstr = self._new(entry)
            entry.flags.append("fuzzy")
            file.save()

    @rule(which=st.integers(0, 9), done=st.booleans())
    def rewrite(self, which: int, done: bool) -> None:
        """A translator writes a text, and lets it stand or not."""
        file, entry = self._pick(which)
        self.written.discard(entry.msgstr)
        entry.msgstr = self._new(entry)
        self.written.add(entry.msgstr)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if done:
            self._let_stand(entry)
        else:
            entry.flags.append("fuzzy")
        file.save()

    @rule()
    def review(self) -> None:
        """A translator finishes the document: translates what is missing, reads the rest."""
        file = self._file(SLUG)
        for entry in file:
            if not entry.obsolete:
                if not entry.msgstr:
                    entry.msgstr = self._new(entry)
                    self.written.add(entry.msgstr)
                self._let_stand(entry)
        file.save()

    @rule(which=st.integers(0, 9))
    def doubt(self, which: int) -> None:
        file, entry = self._pick(which)
        if entry.msgstr and not entry.fuzzy:
            entry.flags.append("fuzzy")
            self.confirmed.discard(_text(entry))
            file.save()

    @rule(which=st.integers(0, 5))
    def rewrite_label(self, which: int) -> None:
        file = self._file(LAYOUT)
        entry = file[which]
        self.written.discard(entry.msgstr)
        entry.msgstr = self._new(entry)
        self.written.add(entry.msgstr)
        self._let_stand(entry)
        file.save()

    # --- those who decide ---

    @rule(by=st.sampled_from(["A. Beispiel", "B. Muster, Beirat"]))
    def approve(self, by: str) -> None:
        seen = {_text(e) for name in (SLUG, LAYOUT) for e in self._entries(name) if not e.fuzzy}
        done = self.our.approve(by=by)
        if done.approval is not None:
            self.signed.append(seen)

    @precondition(lambda self: self.signed)
    @rule()
    def withdraw(self) -> None:
        self.our.withdraw()
        self.signed.clear()

    @rule(slot=st.integers(0, 1), variant=st.integers(0, 2))
    def correct(self, slot: int, variant: int) -> None:
        """A slight change of a paragraph; not every one may be kept."""
        self.german[slot] = variant
        self._write_german()

    @rule()
    def keep(self) -> None:
        found = signing.keep_all(self.our.project, SLUG, (), "C", "Tippfehler", NOW)
        for one in found.kept:
            assert any(text[1:] == (one.before, one.target) for text in self.confirmed)
            entry = next(entry for entry in self._entries(SLUG) if entry.msgid == one.after)
            self.confirmed.add(_text(entry))
            assert "nicht" not in one.before + one.after
            assert ("9" in one.before) is ("9" in one.after)

    # --- what always holds ---

    @invariant()
    def nothing_unread_goes_out(self) -> None:
        if self.made is None:
            return
        seen = set[Text]().union(*self.signed)
        for shown in self.made.units:
            unit = shown.unit
            text = (unit.context, unit.source, unit.target)
            if unit.state is State.APPROVED:
                assert text in seen
            if unit.state >= State.REVIEWED:
                assert text in self.confirmed
            if self.made.edition.publishable:
                assert unit.state >= self.requires
        self.made = None  # until the next run

    @invariant()
    def nothing_written_is_lost(self) -> None:
        if hasattr(self, "our"):
            stands = {entry.msgstr for name in (SLUG, LAYOUT) for entry in self._file(name)}
            assert self.written <= stands

    # --- hands ---

    def _write_german(self) -> None:
        chosen = [SLOTS[slot][at] for slot, at in enumerate(self.german) if at != ABSENT]
        head = HEAD.replace("14:00", f"{self.hour}:00")
        text = "\n\n".join([head.rstrip(), *chosen, "Bis bald!"])
        self.our.document.write_text(f"{text}\n", encoding="utf-8")

    def _file(self, domain: str) -> polib.POFile:
        return polib.pofile(str(self.our.catalogue(domain=domain)), wrapwidth=0)

    def _entries(self, domain: str) -> list[polib.POEntry]:
        return [entry for entry in self._file(domain) if not entry.obsolete and entry.msgstr]

    def _pick(self, which: int) -> tuple[polib.POFile, polib.POEntry]:
        file = self._file(SLUG)
        live = [entry for entry in file if not entry.obsolete]
        return file, live[which % len(live)]

    def _let_stand(self, entry: polib.POEntry) -> None:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = entry.previous_msgctxt = None
        self.confirmed.add(_text(entry))

    def _new(self, entry: polib.POEntry) -> str:
        """A translation that never was before, without a fault that a check would find."""
        self.count += 1
        word = "".join("абвгдежзик"[int(digit)] for digit in f"{self.count:03}")
        names = "".join(f" {name}" for name in re.findall(r"\{\w+\}|\b9\b", entry.msgid))
        return f"Переклад {word}{names}{entry.msgid[-1] if entry.msgid[-1] in '.!' else ''}"


def _text(entry: polib.POEntry) -> Text:
    return entry.msgctxt, entry.msgid, entry.msgstr


Review.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestReview = Review.TestCase
