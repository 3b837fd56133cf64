"""What a translator saves while a run works on the same catalogue is never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.base import saving
from pipeline.base.errors import CatalogueError
from pipeline.catalogue import files as catalogues
from pipeline.catalogue import po
from pipeline.catalogue.po import Entry, PoFile

from ..support import confirm, edit_catalogue
from .test_merging import LETTER, merge

OLD, NEW = "auch Kinder", "auch alle Kinder"


def drafts(path: Path) -> PoFile:
    """A catalogue of LETTER with nothing but drafts."""
    file = merge(None, LETTER)
    for entry in file.entries:
        entry.msgstr = f"Чернетка {entry.msgid.count(' ')}"
        entry.flags = po.in_order([po.FUZZY, *entry.flags])
    catalogues.write(path, file)
    return po.read(path)


def by_german(path: Path) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in po.read(path).entries}


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Lets somebody save between our last look at a file and our putting one in its place."""

    def arrange(save: Callable[[], None]) -> None:
        step = saving._exchange
        once = [save]

        def exchange(one: Path, other: Path) -> None:
            if once:
                once.pop()()
            step(one, other)

        monkeypatch.setattr(saving, "_exchange", exchange)

    return arrange


Saves = Callable[[Callable[[], None]], None]


def test_a_review_under_a_reworded_text_waits_under_the_new_one(
    tmp_path: Path, saves: Saves
) -> None:
    path = tmp_path / "fest.po"
    run = merge(drafts(path), LETTER.replace(OLD, NEW))
    saves(lambda: edit_catalogue(path, confirm))
    catalogues.write(path, run)
    now = by_german(path)
    (reworded,) = (entry for german, entry in now.items() if NEW in german)
    assert reworded.fuzzy
    assert reworded.previous_msgid
    assert OLD in reworded.previous_msgid
    assert sum(not entry.fuzzy for entry in now.values()) == len(now) - 1
    assert [entry.fuzzy for entry in run.entries] == [
        entry.fuzzy for entry in po.read(path).entries
    ]
    catalogues.write(path, merge(po.read(path), LETTER))
    assert not any(entry.fuzzy for entry in po.read(path).entries)  # it had been reviewed


def test_a_text_taken_away_keeps_what_was_saved(tmp_path: Path, saves: Saves) -> None:
    path = tmp_path / "fest.po"
    run = merge(drafts(path), LETTER.replace("item: Musik aus Syrien\n", ""))

    def save() -> None:
        def better(entry: Entry) -> None:
            entry.msgstr = f"{entry.msgstr} краще"

        edit_catalogue(path, better)

    saves(save)
    catalogues.write(path, run)
    (gone,) = po.read(path).obsolete
    assert (gone.msgid, gone.msgstr) == ("Musik aus Syrien", "Чернетка 2 краще")


def test_drafts_and_a_review_meet(tmp_path: Path, saves: Saves) -> None:
    """A program fills what is empty; the translator fills one of them first, and signs."""
    path = tmp_path / "fest.po"
    catalogues.write(path, merge(None, LETTER))
    run = po.read(path)
    for entry in run.entries:
        entry.msgstr, entry.flags = "Чернетка", po.in_order([po.FUZZY, *entry.flags])

    def save() -> None:
        file = po.read(path)
        file.entries[2].msgstr = "Програма"
        file.head.msgstr = file.head.msgstr.replace("Automatically generated", "A. Translator")
        path.write_text(str(file), encoding="utf-8")

    saves(save)
    catalogues.write(path, run)
    now = po.read(path)
    assert now.fields()["Last-Translator"] == "A. Translator"
    assert [entry.msgstr for entry in now.entries].count("Чернетка") == len(now.entries) - 1
    assert (now.entries[2].msgstr, now.entries[2].fuzzy) == ("Програма", False)
    assert str(now) == path.read_text(encoding="utf-8")


def test_a_save_that_cannot_be_read_stays_and_is_said(tmp_path: Path, saves: Saves) -> None:
    path = tmp_path / "fest.po"
    run = merge(drafts(path), LETTER.replace(OLD, NEW))

    def save() -> None:
        path.write_text("<<<<<<< HEAD\n", encoding="utf-8")

    saves(save)
    with pytest.raises(CatalogueError, match=r"fest\.po:1"):
        catalogues.write(path, run)
    assert path.read_text(encoding="utf-8") == "<<<<<<< HEAD\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["fest.po"]


def test_a_file_that_vanished_is_said(tmp_path: Path) -> None:
    path = tmp_path / "fest.po"
    run = merge(drafts(path), LETTER.replace(OLD, NEW))
    path.unlink()
    with pytest.raises(CatalogueError, match="verschwand"):
        catalogues.write(path, run)


def rewrite(entry: Entry) -> None:
    entry.msgstr = "Моїми словами"


def comment(entry: Entry) -> None:
    entry.tcomment = "Прошу перевірити"


def leave(_entry: Entry) -> None: ...


ACTS: dict[str, Callable[[Entry], None]] = {
    one.__name__: one for one in (confirm, rewrite, comment, leave)
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=7, max_size=7),
    reworded=st.booleans(),
    filled=st.booleans(),
)
def test_whatever_is_saved_is_there(
    tmp_path: Path, acts: list[str], reworded: bool, filled: bool
) -> None:
    path = tmp_path / "fest.po"
    path.unlink(missing_ok=True)
    run = merge(drafts(path), LETTER.replace(OLD, NEW) if reworded else LETTER)
    if filled:
        run.entries[0].msgstr = "Від програми"
    saved = po.read(path)
    for entry, act in zip(saved.entries, acts, strict=True):
        ACTS[act](entry)
    path.write_text(str(saved), encoding="utf-8")
    catalogues.write(path, run)
    now = po.read(path).entries
    for entry, was, act in zip(now, saved.entries, acts, strict=True):
        by_program = filled and entry is now[0] and act == "leave"
        assert entry.msgstr == ("Від програми" if by_program else was.msgstr)
        assert "Прошу перевірити" in entry.tcomment or act != "comment"
        assert entry.fuzzy == (was.fuzzy or entry.msgid != was.msgid)
