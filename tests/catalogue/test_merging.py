"""What becomes of translations when the German changes, and when a file is written.

Every folder of golden/merge/ is one case. ``before.po`` is what the translators left (none:
there is no catalogue yet), ``segments.txt`` the German: ``role: text``, one segment a line;
after ``---`` it has changed again. ``after.po`` is what must come out at the end. After a
wanted change: ``GOLDEN_UPDATE=1 python -m pytest tests/test_catalogue.py``.
"""

from __future__ import annotations

import datetime as dt
import difflib
import errno
import os
import subprocess
from pathlib import Path

import pytest

from pipeline.base.errors import CatalogueError, OutputError
from pipeline.base.model import State
from pipeline.catalogue import files as catalogues
from pipeline.catalogue import po
from pipeline.catalogue.po import PoFile
from pipeline.catalogue.units import Unit
from pipeline.language.table import language
from pipeline.source.model import Role, Segment
from pipeline.source.segments import unique

from .test_po import assert_settled, gettext, msgcat, save

GOLDEN = Path(__file__).parents[1] / "golden" / "merge"
UK = language("uk")
NOW = dt.datetime(2023, 9, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def segments(text: str) -> tuple[Segment, ...]:
    """``role: text``, one a line."""
    pairs = (line.split(": ", 1) for line in text.strip().split("\n"))
    return unique(Segment(Role(role), german) for role, german in pairs)


def merge(existing: PoFile | None, german: str, tag: str = "uk") -> PoFile:
    return catalogues.merge(
        existing,
        segments(german),
        language(tag),
        domain="fest",
        reference="content/fest.md",
        now=NOW,
    )


def update(path: Path, german: str, tag: str = "uk") -> bool:
    """One run of the pipeline: read, merge, write; whether it wrote."""
    existing = catalogues.read(path, language(tag))
    return catalogues.write(path, merge(existing, german, tag))


@pytest.fixture(params=sorted(case.name for case in GOLDEN.iterdir()))
def case(request: pytest.FixtureRequest) -> Path:
    return GOLDEN / str(request.param)


def begin(case: Path, folder: Path) -> tuple[Path, list[str]]:
    """A copy of the case to work on, and the German texts in their order."""
    path = folder / "fest.po"
    if (case / "before.po").exists():
        path.write_bytes((case / "before.po").read_bytes())
    return path, (case / "segments.txt").read_text(encoding="utf-8").split("---\n")


def test_merge(case: Path, tmp_path: Path) -> None:
    path, versions = begin(case, tmp_path)
    for german in versions:
        update(path, german)
        assert_settled(path.read_text(encoding="utf-8"))
    golden = case / "after.po"
    if os.environ.get("GOLDEN_UPDATE"):
        golden.write_bytes(path.read_bytes())
    assert path.read_text(encoding="utf-8") == golden.read_text(encoding="utf-8")


def test_second_merge_writes_nothing(case: Path, tmp_path: Path) -> None:
    path, versions = begin(case, tmp_path)
    for german in versions:
        update(path, german)
    settled = path.read_bytes()
    os.utime(path, ns=(1, 1))
    assert update(path, versions[-1]) is False
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (settled, 1)
    assert [entry.name for entry in tmp_path.iterdir()] == ["fest.po"]


def test_merge_leaves_what_it_was_given(case: Path, tmp_path: Path) -> None:
    path, versions = begin(case, tmp_path)
    existing = catalogues.read(path, UK)
    before = str(existing)
    merge(existing, versions[0])
    assert str(existing) == before


@pytest.mark.parametrize("wrap", ["--width=40", "--width=79", "--width=200", "--indent"])
def test_wrapping_alone_writes_nothing(case: Path, wrap: str, tmp_path: Path) -> None:
    text = (case / "after.po").read_text(encoding="utf-8")
    wrapped = gettext("msgcat", wrap, text=text)
    path = save(tmp_path, wrapped)
    german = (case / "segments.txt").read_text(encoding="utf-8").split("---\n")[-1]
    assert update(path, german) is False
    assert path.read_text(encoding="utf-8") == wrapped


def test_line_ends_of_windows_write_nothing(tmp_path: Path) -> None:
    text = (GOLDEN / "unchanged" / "after.po").read_text(encoding="utf-8")
    path = save(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    german = (GOLDEN / "unchanged" / "segments.txt").read_text(encoding="utf-8")
    assert update(path, german) is False


LETTER = """
title: Sommerfest der Kulturen
paragraph: Wir laden Sie herzlich zum Sommerfest der Kulturen ein.
heading: Programm
paragraph: Das Fest beginnt am {date} um {start} Uhr.
paragraph: Der Eintritt ist frei, auch Kinder sind willkommen.
item: Musik aus Syrien
item: Essen aus der Ukraine
"""


def translated(folder: Path) -> Path:
    """A complete and reviewed catalogue of LETTER."""
    path = folder / "uk" / "LC_MESSAGES" / "fest.po"
    file = merge(None, LETTER)
    for entry in file.entries:
        entry.msgstr = entry.msgid.translate(str.maketrans("SWDEM", "СВДЕМ"))
    assert catalogues.write(path, file)
    return path


def test_one_changed_sentence_changes_one_entry(tmp_path: Path) -> None:
    path = translated(tmp_path)
    before = path.read_text(encoding="utf-8").splitlines()
    assert update(path, LETTER.replace("auch Kinder", "auch alle Kinder"))
    after = path.read_text(encoding="utf-8").splitlines()
    diff = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    assert [line for line in diff if not line.startswith("# Übernommen", 1)] == [
        "@@ -39,0 +40 @@",
        "@@ -42 +43,3 @@",
        '-msgid "Der Eintritt ist frei, auch Kinder sind willkommen."',
        "+#, fuzzy",
        '+#| msgid "Der Eintritt ist frei, auch Kinder sind willkommen."',
        '+msgid "Der Eintritt ist frei, auch alle Kinder sind willkommen."',
    ]
    assert len(diff) == 7
    assert update(path, LETTER)
    assert path.read_text(encoding="utf-8").splitlines() == before


def test_units(tmp_path: Path) -> None:
    """Every state; each unit knows the line where its entry begins."""
    path = translated(tmp_path)
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgstr "Дer Еintritt', 'msgstr "Der Eintritt')
    text = text.replace('msgstr "Мusik aus Сyrien"', 'msgstr "  "')
    text = text.replace('#: content/fest.md\nmsgctxt "title"', '#, fuzzy\nmsgctxt "title"')
    path.write_text(text, encoding="utf-8")
    german = LETTER.replace("am {date}", "schon am {date}")
    existing = catalogues.read(path, UK)
    file = merge(existing, german)
    catalogues.write(path, file)
    found = catalogues.catalogue(file, UK, "fest")
    assert list(found.units) == [(entry.msgctxt, entry.msgid) for entry in file.entries]
    assert [unit.state for unit in found.units.values()] == [
        *(State.DRAFT, State.REVIEWED, State.REVIEWED, State.CHANGED),
        *(State.MISSING, State.MISSING, State.REVIEWED),
    ]
    changed = found.units[None, "Das Fest beginnt schon am {date} um {start} Uhr."]
    assert changed == Unit(
        context=None,
        source="Das Fest beginnt schon am {date} um {start} Uhr.",
        target="Дas Fest beginnt am {date} um {start} Uhr.",
        state=State.CHANGED,
        previous="Das Fest beginnt am {date} um {start} Uhr.",
        comment=changed.comment,
    )
    lines = path.read_text(encoding="utf-8").split("\n")
    for unit in found.units.values():
        assert unit.location is not None
        assert unit.location.path == path
        assert unit.location.line is not None
        entry = "\n".join(lines[unit.location.line - 1 :]).split("\n\n")[0]
        assert f'msgid "{unit.source}"' in entry


def test_a_unit_has_the_role_of_its_segment(tmp_path: Path) -> None:
    """Whatever its note says; of a file that nobody has merged only the note tells."""
    text = "Wir laden Sie herzlich ein."
    segment = Segment(Role.TITLE, text, "Absatz\nKurz halten")
    file = catalogues.merge(None, [segment], UK, domain="fest", reference="fest.md", now=NOW)
    path = tmp_path / "fest.po"
    catalogues.write(path, file)
    read = catalogues.read(path, UK)
    assert read
    for one, role in ((file, Role.TITLE), (read, Role.PARAGRAPH)):
        (unit,) = catalogues.catalogue(one, UK, "fest").units.values()
        assert unit.role is role


def test_lines_of_a_file_that_stays(tmp_path: Path) -> None:
    """Where the editor wrapped it and nothing is written, its own lines count."""
    path = translated(tmp_path)
    wrapped = gettext("msgcat", "--width=40", text=path.read_text(encoding="utf-8"))
    path.write_text(wrapped, encoding="utf-8")
    existing = catalogues.read(path, UK)
    file = merge(existing, LETTER)
    assert catalogues.write(path, file) is False
    unit = catalogues.catalogue(file, UK, "fest").units["item", "Musik aus Syrien"]
    assert unit.location is not None
    assert unit.location.line is not None
    assert wrapped.split("\n")[unit.location.line + 2] == 'msgid "Musik aus Syrien"'


@pytest.mark.parametrize(
    ("tag", "german", "target", "state"),
    [
        ("uk", "Wir laden Sie ein.", "Wir laden Sie ein.", State.MISSING),
        ("fr", "Konferenz Eschwege", "Konferenz Eschwege", State.REVIEWED),
        ("fr", "Konferenz in Eschwege", "Konferenz in Eschwege", State.MISSING),
        ("fr", "Konferenz {date} Eschwege", "Konferenz {date} Eschwege", State.REVIEWED),
        ("de-simple", "Wir laden Sie ein.", "Wir laden Sie ein.", State.REVIEWED),
        ("uk", "Wir laden Sie ein.", "Wir laden Sie ein!", State.REVIEWED),
    ],
)
def test_copy_of_the_german(tag: str, german: str, target: str, state: State) -> None:
    """OmegaT saves what nobody translated as a copy; a name may well stay as it is."""
    file = merge(None, f"heading: {german}", tag)
    file.entries[0].msgstr = target
    units = catalogues.catalogue(file, language(tag), "fest").units
    assert [unit.state for unit in units.values()] == [state]


NAME = "Bundesamt für Migration und Flüchtlinge"


@pytest.mark.parametrize(
    ("comment", "state"),
    [
        *[("gleich", State.REVIEWED), ("Gleich wie im Deutschen", State.REVIEWED)],
        *[("Name des Amtes\nsame: a name", State.REVIEWED), ("SAME", State.REVIEWED)],
        *[("", State.MISSING), ("nicht gleich", State.MISSING), ("Gleichstellung", State.MISSING)],
    ],
)
def test_copy_that_is_meant(comment: str, state: State, tmp_path: Path) -> None:
    """Its translator says so; it then stays through a run as any translation does."""
    path = tmp_path / "fest.po"
    file = merge(None, f"organiser: {NAME}")
    file.entries[0].msgstr, file.entries[0].tcomment = NAME, comment
    catalogues.write(path, file)
    assert update(path, f"organiser: {NAME}") is False
    again = catalogues.read(path, UK)
    assert again
    (unit,) = catalogues.catalogue(again, UK, "fest").units.values()
    assert (unit.state, unit.comment) == (state, comment)

    update(path, f"organiser: Das {NAME}")
    again = catalogues.read(path, UK)
    assert again
    (unit,) = catalogues.catalogue(again, UK, "fest").units.values()
    carried = state is State.REVIEWED
    assert (unit.target, unit.state) == ((NAME, State.CHANGED) if carried else ("", State.MISSING))

    update(path, f"organiser: {NAME}")
    again = catalogues.read(path, UK)
    assert again
    (unit,) = catalogues.catalogue(again, UK, "fest").units.values()
    assert (unit.target, unit.state, unit.comment) == (NAME, state, comment)


def test_fuzzy_copy_that_is_meant_is_a_draft() -> None:
    file = merge(None, f"organiser: {NAME}")
    file.entries[0].msgstr, file.entries[0].tcomment = NAME, "gleich"
    file.entries[0].flags = [po.FUZZY]
    (unit,) = catalogues.catalogue(file, UK, "fest").units.values()
    assert unit.state is State.DRAFT


@pytest.mark.parametrize("flags", [[], [po.FUZZY]])
@pytest.mark.parametrize(
    "target",
    [
        *["", " \n\t", "\u00a0", "\u200b", "\u200c\u200d", "\u200e", "\u200f ", "\u2060", "\ufeff"],
        *[
            "\u00ad",
            "\u180e",
            "\u202e",
            "\u2069",
            "\u2028",
            "\u2029",
            "\u3000",
            "\u3164",
            "\u2800",
            "\u115f",
        ],
    ],
)
def test_translation_that_nobody_would_see(target: str, flags: list[str]) -> None:
    file = merge(None, "heading: Programm")
    file.entries[0].msgstr, file.entries[0].flags = target, flags
    (unit,) = catalogues.catalogue(file, UK, "fest").units.values()
    assert unit.state is State.MISSING
    file.entries[0].msgstr = target + "–"
    (unit,) = catalogues.catalogue(file, UK, "fest").units.values()
    assert unit.state is not State.MISSING


# --- the right language -----------------------------------------------------------------------


PLURAL = """
#: content/fest.md
msgid "ein Gast"
msgid_plural "{count} Gäste"
msgstr[0] "{one}"
msgstr[1] "{other}"
"""


@pytest.mark.parametrize(
    ("one", "other", "stays"), [("гість", "гостей", True), ("", "гостей", True), ("", "", False)]
)
def test_a_translated_plural_is_kept_when_it_becomes_obsolete(
    one: str, other: str, stays: bool, tmp_path: Path
) -> None:
    """Another program may have left one; work in any of its forms is work."""
    plural = PLURAL.replace("{one}", one).replace("{other}", other)
    path = save(tmp_path, str(merge(None, "heading: Programm")) + plural)
    update(path, "heading: Programm")
    text = path.read_text(encoding="utf-8")
    assert (f'#~ msgstr[1] "{other}"' in text) is stays
    assert ('#~ msgid_plural "{count} Gäste"' in text) is stays
    assert update(path, "heading: Programm") is False


def test_what_is_obsolete_and_empty_is_forgotten(tmp_path: Path) -> None:
    """As gettext forgets it."""
    text = str(merge(None, "heading: Programm"))
    path = save(tmp_path, f'{text}\n#~ msgid "Fest"\n#~ msgstr ""\n')
    assert update(path, "heading: Programm")
    assert path.read_text(encoding="utf-8") == text


def with_language(folder: Path, name: str) -> Path:
    text = str(merge(None, LETTER)).replace('"Language: uk\\n"', f'"Language: {name}\\n"')
    return save(folder, text)


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        *[("uk", "uk"), ("uk_UA", "uk"), ("uk-UA", "uk"), ("uk_UA.UTF-8", "uk"), ("UK", "uk")],
        *[("ar", "ar"), ("ar_SY", "ar"), ("ar_001", "ar"), ("prs", "prs"), ("fa_AF", "prs")],
        *[("fa", "fa"), ("fa_IR", "fa"), ("kmr", "kmr"), ("ku_TR", "kmr"), ("ku", "kmr")],
        *[("ckb_IQ", "ckb"), ("zh_CN", "zh-CN"), ("zh_Hans", "zh-CN"), ("zh-Hans-CN", "zh-CN")],
        *[("sr", "sr-Cyrl"), ("sr_RS", "sr-Cyrl"), ("sr@latin", "sr-Latn"), ("en_US", "en")],
        *[("sr_RS@latin", "sr-Latn"), ("sr_Latn", "sr-Latn"), ("sr_Cyrl_RS", "sr-Cyrl")],
        *[("de@simple", "de-simple"), ("pt_BR", "pt"), ("", "uk")],
    ],
)
def test_accepts_the_language(header: str, tag: str, tmp_path: Path) -> None:
    assert catalogues.read(with_language(tmp_path, header), language(tag)) is not None


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        *[("ru", "uk"), ("ru_UA", "uk"), ("zh_TW", "zh-CN"), ("zh_Hant", "zh-CN")],
        *[("sr@latin", "sr-Cyrl"), ("sr_RS@latin", "sr-Cyrl"), ("sr", "sr-Latn")],
        *[("fa", "prs"), ("fa_AF", "fa"), ("ckb", "kmr"), ("ku", "ckb"), ("de", "rom")],
        *[("xx", "uk"), ("Ukrainian", "uk"), ("u", "uk")],
    ],
)
def test_refuses_another_language(header: str, tag: str, tmp_path: Path) -> None:
    path = with_language(tmp_path, header)
    with pytest.raises(CatalogueError, match=rf"fest\.po:1: .*„{header}“.*„{language(tag).posix}“"):
        update(path, LETTER, tag)
    assert [entry.name for entry in tmp_path.iterdir()] == ["fest.po"]


# --- what cannot be read or written -----------------------------------------------------------


def test_no_catalogue_yet(tmp_path: Path) -> None:
    assert catalogues.read(tmp_path / "no" / "such" / "fest.po", UK) is None


@pytest.mark.parametrize(
    "saved",
    [b"", b"msgid", b'msgid ""\nmsgstr "\xff"\n', b'msgid "x"\nmsgid "y"\n', b"<<<<<<< HEAD\n"],
)
def test_broken_catalogue_stays(saved: bytes, tmp_path: Path) -> None:
    path = save(tmp_path, saved)
    os.utime(path, ns=(1, 1))
    with pytest.raises(CatalogueError, match=r"fest\.po:\d+: "):
        update(path, LETTER)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (saved, 1)


def test_folder_instead_of_a_catalogue(tmp_path: Path) -> None:
    (tmp_path / "fest.po").mkdir()
    with pytest.raises(CatalogueError, match=r"fest\.po: "):
        update(tmp_path / "fest.po", LETTER)


def test_forbidden_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not to be taken for a language that has no catalogue yet."""

    def refuse(self: Path, **_options: object) -> os.stat_result:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(CatalogueError, match="Permission denied"):
        catalogues.read(tmp_path / "fest.po", UK)


@pytest.mark.parametrize("call", ["fsync", "fdopen", "open"])
def test_full_disk(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = translated(tmp_path)
    before = path.read_bytes()
    file = merge(po.read(path), LETTER.replace("auch Kinder", "auch alle Kinder"))

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(OutputError, match=r"fest\.po: .*No space left on device"):
            catalogues.write(path, file)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["fest.po"]


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    save(tmp_path, "here", "uk")
    path = catalogues.catalogue_path(tmp_path, UK, "fest")
    with pytest.raises(OutputError, match=r"fest\.po: "):
        catalogues.write(path, merge(None, LETTER))
    assert [entry.name for entry in tmp_path.iterdir()] == ["uk"]


# --- templates --------------------------------------------------------------------------------


def test_template(tmp_path: Path) -> None:
    path = catalogues.template_path(tmp_path, "fest")
    made = catalogues.template(segments(LETTER), "fest", "content/fest.md", NOW)
    assert catalogues.write_template(path, made)
    text = path.read_text(encoding="utf-8")
    assert msgcat(text) == text
    gettext("msgfmt", "--check-format", "--output-file=/dev/null", text=text)
    assert text.startswith('#, fuzzy\nmsgid ""\nmsgstr ""\n"Project-Id-Version: fest\\n"\n')
    found = po.read(path)
    assert [(entry.msgctxt, entry.msgid) for entry in found.entries] == [
        (entry.msgctxt, entry.msgid) for entry in merge(None, LETTER).entries
    ]
    assert not any(entry.msgstr for entry in found.entries)


def test_template_is_written_when_more_than_its_date_changes(tmp_path: Path) -> None:
    path = catalogues.template_path(tmp_path, "fest")

    def write(german: str, now: dt.datetime, domain: str = "fest") -> bool:
        made = catalogues.template(segments(german), domain, "content/fest.md", now)
        return catalogues.write_template(path, made)

    later = NOW + dt.timedelta(days=1)
    assert write(LETTER, NOW)
    assert not write(LETTER, later)
    assert "2023-09-01" in path.read_text(encoding="utf-8")
    assert write(LETTER, later, "other")
    assert write(LETTER + "item: Tanz\n", later)
    assert "2023-09-02" in path.read_text(encoding="utf-8")
    path.write_bytes(b"<<<<<<< HEAD\n")
    assert write(LETTER, NOW)


def test_translators_can_start_from_the_template(tmp_path: Path) -> None:
    """What msginit makes of it needs no change."""
    path = catalogues.template_path(tmp_path, "fest")
    catalogues.write_template(
        path, catalogues.template(segments(LETTER), "fest", "content/fest.md", NOW)
    )
    po = tmp_path / "fest.po"
    command = ("msginit", "--no-translator", "--locale=uk", f"--input={path}", f"--output={po}")
    subprocess.run(command, capture_output=True, check=True)
    assert update(po, LETTER) is False
