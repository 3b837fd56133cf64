"""PO files from every editor, read and written as GNU gettext itself reads and writes them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import pypo

from pipeline.base.errors import CatalogueError
from pipeline.catalogue import po
from pipeline.catalogue.po import Entry, PoFile

# --- gettext, the judge ---------------------------------------------------------------------


def gettext(command: str, *options: str, text: str) -> str:
    """What a gettext program makes of ``text``; it must neither fail nor warn."""
    done = subprocess.run(
        [command, *options, "-"], input=text.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def msgcat(text: str) -> str:
    return gettext("msgcat", "--no-wrap", "--force-po", text=text)


def assert_settled(text: str) -> None:
    """msgfmt accepts the file, msgcat would write it the same, and so would we.

    msgcat drops flags that gettext does not know, such as Weblate's ``max-length:40``.
    """
    assert msgcat(text) == re.sub(r"(#.*), (?:max-length:\d+|read-only)", r"\1", text)
    gettext("msgfmt", "--check", "--output-file=/dev/null", text=text)


def save(folder: Path, text: str | bytes, name: str = "fest.po") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def reread(folder: Path, text: str | bytes) -> str:
    return str(po.read(save(folder, text)))


# --- what editors save ----------------------------------------------------------------------

HEADER = r"""# Запрошення.
# Copyright (C) 2023 Werra-Meißner-Kreis
#
# Translators:
# Олена Коваль <olena@example.org>, 2023.
msgid ""
msgstr ""
"Project-Id-Version: fest\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2023-09-01 12:00+0200\n"
"PO-Revision-Date: 2023-09-14 18:30+0200\n"
"Last-Translator: Олена Коваль <olena@example.org>\n"
"Language-Team: Українська\n"
"Language: uk\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"
"X-Review-Deadline: 2023-10-01\n"
"""  # noqa: E501 -- a PO file is never wrapped here

FULL = (
    HEADER
    + r"""
#. Überschrift
#: content/fest.md
msgctxt "heading"
msgid "Anmeldung"
msgstr "Реєстрація"

# Олена: «Ласкаво просимо» — теж можливо.
#
#   три пробіли зберігаються
#. Absatz
#.
#. {date}: Datum ohne Wochentag
#: content/fest.md
#, python-brace-format
msgid "Wir laden Sie herzlich zur Integrationskonferenz ein, die am {date} in Eschwege stattfindet."
msgstr "Щиро запрошуємо вас на конференцію з інтеграції, яка відбудеться {date} в Ешвеґе."

#. Absatz
#: content/fest.md
#, fuzzy
#| msgctxt "heading"
#| msgid "Der Eintritt"
msgid "Der Eintritt ist für alle frei, auch \"Neugierige\" sind willkommen \\ und Kinder."
msgstr "Вхід вільний для всіх, навіть для «цікавих», \"\\\" і дітей."

#. Absatz
#: content/fest.md
msgid ""
"Zeile eins\n"
"Zeile\tzwei\n"
msgstr ""
"Рядок один\n"
"Рядок\tдва\n"

#. Absatz
#: content/fest.md
msgid "Bitte bringen Sie Ihre Unterlagen mit, zum Beispiel Zeugnisse und den Lebenslauf."
msgstr ""

#: content/fest.md:12 pipeline/labels.py
#, python-format
msgid "%d Platz"
msgid_plural "%d Plätze"
msgstr[0] "%d місце"
msgstr[1] "%d місця"
msgstr[2] "%d місць"

# Більше не потрібно.
#~ msgctxt "heading"
#~ msgid "Anfahrt"
#~ msgstr "Як дістатися"

#, fuzzy
#~| msgctxt "heading"
#~| msgid "Parken"
#~ msgid "Parken Sie bitte auf dem Werdchen, von dort sind es nur wenige Schritte bis zum E-Werk."
#~ msgstr "Паркуйтеся, будь ласка, на Вердхен, звідти лише кілька кроків до E-Werk."
"""
)


def test_full_is_what_gettext_writes() -> None:
    assert_settled(FULL)


def poedit(text: str) -> str:
    """Poedit 3: wraps at 79, puts its mark at the end of the header."""
    wrapped = gettext("msgcat", "--width=79", text=text)
    return wrapped.replace(
        '"X-Review-Deadline', '"X-Generator: Poedit 3.4.2\\n"\n"X-Review-Deadline'
    )


def lokalize(text: str) -> str:
    """Lokalize: wraps, writes a country into Language and its name into X-Generator."""
    wrapped = gettext("msgcat", "--width=80", text=text)
    return wrapped.replace('"Language: uk', '"Language: uk_UA').replace(
        '"X-Review-Deadline', '"X-Generator: Lokalize 23.08.1\\n"\n"X-Review-Deadline'
    )


def omegat(text: str) -> str:
    """OmegaT's PO filter: one line a string, no fuzzy flags, German where nothing is."""
    settled = text.replace("#, fuzzy\n", "").replace("#, fuzzy, ", "#, ")
    settled = re.sub(r'^(msgid )(".+")\nmsgstr ""$', r"\1\2\nmsgstr \2", settled, flags=re.M)
    return settled.replace(
        "# Запрошення.", "# Запрошення.\n# Translated with OmegaT 6.0.0 by volunteers"
    )


SAVED = {
    "gettext": FULL,
    "gettext narrow": gettext("msgcat", "--width=40", text=FULL),
    "gettext wide": gettext("msgcat", "--width=120", text=FULL),
    "gettext indented": gettext("msgcat", "--indent", text=FULL),
    "gettext by occurrence": gettext("msgcat", "--add-location=file", "-s", text=FULL),
    "Poedit": poedit(FULL),
    "Poedit on Windows": poedit(FULL).replace("\n", "\r\n"),
    "Poedit, with a byte order mark": "\ufeff" + poedit(FULL).replace("\n", "\r\n"),
    "Lokalize": lokalize(FULL),
    "OmegaT": omegat(FULL),
    "no newline at the end": FULL.rstrip("\n"),
    "blank lines everywhere": FULL.replace("\nmsgstr", "\n\nmsgstr").replace("\n#", "\n\n\n#"),
    "trailing spaces": re.sub(r'"$', '"  ', FULL, flags=re.M),
    "no spaces after marks": re.sub(r"^(#(?:~\||[~|.:,])) ", r"\1", FULL, flags=re.M),
    "spaces at the end of comments": FULL.replace("можливо.", "можливо.  "),
    "header from a converter": HEADER.replace("msgid", "#. extracted\n#: fest.odt\nmsgid", 1),
    "header fuzzy before its comment": "#, fuzzy\n" + HEADER,
    "header with odd lines": HEADER.replace('"X-Rev', '"X-Tight:value\\n"\n"no colon\\n"\n"X-Rev'),
    "header twice the same field": HEADER + '"X-Review-Deadline: never\\n"\n',
    "header alone": HEADER,
    "header after a blank comment": "#\n" + HEADER,
    "bare marks at the end": FULL + "\n#,\n#:\n#.\n",
    "bare obsolete mark": FULL.replace("\n\n#, fuzzy\n#~", "\n#~\n#, fuzzy\n#~"),
    "context without a text": FULL + '\nmsgctxt "cell"\nmsgid ""\nmsgstr "—"\n',
    "empty context": FULL.replace('msgctxt "heading"', 'msgctxt ""'),
}


@pytest.mark.parametrize("name", SAVED)
def test_reads_what_gettext_reads(name: str, tmp_path: Path) -> None:
    """No comment, flag, header, previous or obsolete text is lost."""
    saved = SAVED[name]
    if saved.startswith("\ufeff"):  # gettext does not take a byte order mark
        saved = saved.removeprefix("\ufeff")
    assert reread(tmp_path, SAVED[name]) == msgcat(saved.replace("\r\n", "\n"))


@pytest.mark.parametrize("name", SAVED)
def test_rereading_changes_nothing(name: str, tmp_path: Path) -> None:
    once = reread(tmp_path, SAVED[name])
    assert reread(tmp_path, once) == once


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("msgattrib", ("--clear-fuzzy",)),
        ("msgattrib", ("--clear-fuzzy", "--clear-previous", "--no-wrap")),
        ("msgattrib", ("--set-fuzzy", "--width=60")),
        ("msgattrib", ("--set-obsolete",)),
        ("msgattrib", ("--no-obsolete", "--empty")),
        ("msguniq", ("--width=30",)),
        ("msgen", ()),
    ],
)
def test_reads_what_gettext_programs_write(
    command: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    saved = gettext(command, *options, text=FULL)
    assert reread(tmp_path, saved) == msgcat(saved)


def test_reads_what_msgmerge_writes(tmp_path: Path) -> None:
    """Fuzzy with the previous text, a change of context, an obsolete entry that returns."""
    path = save(tmp_path, FULL)
    template = FULL.replace("für alle frei", "heute für alle frei").replace("#~ ", "")
    template = template.replace("#~| ", "#| ").replace("Anmeldung", "Anmeldungen")
    pot = save(tmp_path, gettext("msgattrib", "--clear-previous", text=template), "fest.pot")
    command = ("msgmerge", "--previous", "--quiet", str(path), str(pot))
    saved = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert saved.count("#| msgid") > 1
    assert reread(tmp_path, saved) == msgcat(saved)


def test_reads_what_weblate_saves(tmp_path: Path) -> None:
    """Weblate edits with translate-toolkit: a new target, confirmed, everything else kept."""
    store = pypo.pofile.parsefile(str(save(tmp_path, FULL)))  # type: ignore[no-untyped-call]
    for unit in store.units:
        if "Eintritt" in str(unit.source):
            unit.target = 'Вхід вільний, "цікаві" теж запрошені, а також усі діти з округу Верра.'
            unit.markfuzzy(False)
        if "Unterlagen" in str(unit.source):
            unit.target = "Принесіть, будь ласка, свої документи, наприклад свідоцтва і резюме."
            unit.markfuzzy()
            unit.addnote("Weblate: резюме чи біографія?", origin="translator")
    store.updateheader(add=True, X_Generator="Weblate 5.0.2")
    store.save()
    path = tmp_path / "fest.po"
    saved = path.read_text(encoding="utf-8")
    assert "Weblate 5.0.2" in saved
    file = po.read(path)
    assert str(file) == msgcat(saved)
    edited = [entry for entry in file.entries if "Верра" in entry.msgstr or entry.tcomment]
    assert [entry.fuzzy for entry in edited] == [False, False, True]


def test_keeps_flags_that_gettext_does_not_know(tmp_path: Path) -> None:
    """msgcat drops them; Weblate's are a translator's."""
    flags = "#, fuzzy, python-brace-format, no-wrap, max-length:40, read-only\n"
    saved = FULL.replace(
        "#, python-brace-format\n",
        "#,max-length:40 , fuzzy,\n#, no-wrap, read-only\n#, python-brace-format\n",
    )
    text = reread(tmp_path, saved)
    assert flags.replace("no-wrap, max-length:40, ", "max-length:40, no-wrap, ") in text


def test_file_without_header(tmp_path: Path) -> None:
    """The comment of the first message is not taken for the header's."""
    text = '# Олена\nmsgid "Fest"\nmsgstr ""\n'
    file = po.read(save(tmp_path, text))
    assert (file.head.tcomment, file.entries[0].tcomment) == ("", "Олена")
    assert str(file) == f'msgid ""\nmsgstr ""\n\n{text}'


def test_header_fields(tmp_path: Path) -> None:
    file = po.read(save(tmp_path, poedit(FULL)))
    assert list(file.fields()) == [
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date"),
        *("PO-Revision-Date", "Last-Translator", "Language-Team", "Language", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding", "Plural-Forms", "X-Generator"),
        "X-Review-Deadline",
    ]
    assert file.fields()["Report-Msgid-Bugs-To"] == ""
    assert file.fields()["PO-Revision-Date"] == "2023-09-14 18:30+0200"


def test_obsolete_header_is_forgotten(tmp_path: Path) -> None:
    """As gettext does: it tells nothing of the file."""
    saved = '#~ msgid ""\n#~ msgstr "Language: uk\\n"\n\nmsgid "Fest"\nmsgstr "Свято"\n'
    file = po.read(save(tmp_path, saved))
    assert (file.fields(), len(file.entries), file.obsolete) == ({}, 1, [])


def test_lines_of_entries(tmp_path: Path) -> None:
    """Where a message points: first as read, then as written."""
    saved = poedit(FULL)
    file = po.read(save(tmp_path, saved))
    assert [entry.linenum for entry in (*file.entries, *file.obsolete)] == begins(saved)
    po.number_lines(file)
    assert [entry.linenum for entry in (*file.entries, *file.obsolete)] == begins(str(file))
    assert begins(saved) != begins(str(file))


def begins(text: str) -> list[int]:
    """The lines after the blank ones: where entries begin."""
    lines = text.split("\n")
    return [number + 1 for number, line in enumerate(lines[:-1], start=1) if not line]


def test_backslash_at_the_end_of_a_comment(tmp_path: Path) -> None:
    """gettext would join the next line, here the fuzzy flag, to the comment."""
    text = reread(tmp_path, '# C:\\\n#, fuzzy\nmsgid "Fest"\nmsgstr "Свято"\n')
    assert text.endswith('# C:\\ \n#, fuzzy\nmsgid "Fest"\nmsgstr "Свято"\n')
    assert reread(tmp_path, text) == text


# --- what cannot be read --------------------------------------------------------------------

HEADING = 'msgctxt "heading"\nmsgid "Anmeldung"\nmsgstr "Реєстрація"\n'
CONFLICT = """<<<<<<< HEAD
msgstr "Реєстрація"
=======
msgstr "Запис"
>>>>>>> olena"""

BROKEN: dict[str, tuple[str, str]] = {
    # what is saved, and how the line begins that the message must name
    "text before anything": (f"Hallo\n{FULL}", "Hallo"),
    "another kind of file": ("PK\x03\x04", "PK"),
    "missing quote": (FULL.replace('Eschwege stattfindet."', "Eschwege"), 'msgid "Wir laden'),
    "missing first quote": (FULL.replace('msgstr "Щиро', "msgstr Щиро"), "msgstr Щиро"),
    "unescaped quote": (FULL.replace(r"\"Neu", '"Neu'), 'msgid "Der Eintritt ist'),
    "quote after a backslash": (FULL.replace(r"\\ und", r"\\" '" und'), 'msgid "Der Eintritt ist'),
    "unknown escape": (FULL.replace("Реєстрація", r"\q"), r'msgstr "\q'),
    "merge conflict": (FULL.replace('msgstr "Реєстрація"', CONFLICT), "<<<<<<<"),
    "rest of a merge conflict": (f"{FULL}>>>>>>> olena\n", ">>>>>>>"),
    "cut off in a string": (FULL[: FULL.index("Щиро")], 'msgstr "'),
    "cut off before msgstr": (FULL[: FULL.index('msgstr "Щиро')], 'msgid "Wir laden'),
    "cut off after msgctxt": (FULL[: FULL.index('msgid "Anmeldung"')], 'msgctxt "heading"'),
    "cut off among obsolete": (FULL[: FULL.index('#~ msgstr "Як')], '#~ msgctxt "heading"'),
    "no msgstr before a comment": (FULL.replace('msgstr "Реєстрація"\n', ""), 'msgctxt "heading"'),
    "no msgstr before #|": (
        FULL.replace('msgstr "Реєстрація"\n', '#| msgid "y"\nmsgid "x"\nmsgstr ""\n'),
        'msgctxt "heading"',
    ),
    "no msgstr before msgid": (
        FULL.replace('msgstr "Реєстрація"', 'msgid "x"\nmsgstr ""'),
        'msgid "x"',
    ),
    "msgstr twice": (FULL.replace('msgstr "Щиро', 'msgstr ""\nmsgstr "Щиро'), 'msgstr "Щиро'),
    "msgstr without msgid": (FULL.replace('msgid "Anmeldung"\n', ""), 'msgstr "Реєстрація"'),
    "string without a keyword": (FULL.replace(HEADING, '"Anmeldung"\n'), '"Anmeldung"'),
    "previous string after msgstr": (FULL.replace(HEADING, f'{HEADING}#| "x"\n'), '#| "x"'),
    "obsolete string after msgstr": (FULL.replace(HEADING, f'{HEADING}#~ "x"\n'), '#~ "x"'),
    "unknown keyword": (FULL.replace("msgctxt", "msgcontext", 1), "msgcontext"),
    "unknown previous keyword": (FULL.replace("#| msgid", "#| msgstr"), "#| msgstr"),
    "empty": ("", ""),
    "blank": ("\n\n", ""),
    "only a byte order mark": ("\ufeff", ""),
    "only comments": ("# Запрошення.\n#, fuzzy\n", "#"),
    "twice": (f"{FULL}\n# twice\n{HEADING}", "# twice"),
    "live and obsolete": (
        f"{FULL}\n# twice\n#~ " + HEADING.rstrip("\n").replace("\n", "\n#~ "),
        "# twice",
    ),
    "header twice": (f'{FULL}\n# twice\nmsgid ""\nmsgstr "Language: ru\\n"\n', "# twice"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str, tmp_path: Path) -> None:
    saved, begin = BROKEN[name]
    path = save(tmp_path, saved)
    with pytest.raises(CatalogueError) as caught:
        po.read(path)
    assert caught.value.where is not None
    line = caught.value.where.line
    assert line is not None
    assert saved.removeprefix("\ufeff").split("\n")[line - 1].startswith(begin)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert path.read_bytes() == saved.encode()


@pytest.mark.parametrize("name", [name for name in BROKEN if "msg" in BROKEN[name][0]])
def test_broken_for_gettext_too(name: str) -> None:
    """No file is refused that gettext reads."""
    saved = BROKEN[name][0].encode()
    done = subprocess.run(("msgcat", "-"), input=saved, capture_output=True, check=False)
    assert done.returncode == 1


def test_nul_is_refused(tmp_path: Path) -> None:
    """gettext cuts the string off there, without a word."""
    with pytest.raises(CatalogueError, match=r"fest\.po:2: "):
        reread(tmp_path, 'msgid "x"\nmsgstr "Реє\0страція"\n')


def test_duplicate_names_both_lines(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"fest\.po:4: .* Zeile 1\."):
        reread(tmp_path, 'msgid "x"\nmsgstr ""\n\nmsgid "x"\nmsgstr "y"\n')


@pytest.mark.parametrize(("encoding", "line"), [("koi8-u", 2), ("cp1251", 2), ("utf-16", 1)])
def test_not_utf8(encoding: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=rf"fest\.po:{line}: .*UTF-8"):
        reread(tmp_path, 'msgid "Fest"\nmsgstr "Свято"\n'.encode(encoding))


def test_cut_off_in_a_letter(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"fest\.po:2: .*UTF-8"):
        reread(tmp_path, 'msgid "Fest"\nmsgstr "С'.encode()[:-1])


def test_directory_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="nicht lesen"):
        po.read(tmp_path)


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, FULL)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CatalogueError, match=r"fest\.po: .*Permission denied"):
        po.read(path)


def test_huge_file(tmp_path: Path) -> None:
    path = save(tmp_path, FULL + "#" * 5_000_000 + "\n")
    with pytest.raises(CatalogueError, match=r"fest\.po: .*5 MB"):
        po.read(path)


# --- every text -----------------------------------------------------------------------------

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04")
    | st.sampled_from(
        '"\\\n\t\r\a\b\f\v\x1c\x85\u2028\u2029\u200f\u202e\ufeff\xa0\U0010f800{}#~|,:.'
    )
)
LINE = TEXT.map(lambda text: re.sub(r"[\r\n]", " ", text).strip(" \\"))


@st.composite
def entries(draw: st.DrawFn, number: int = 0) -> Entry:
    """Any entry; its number keeps it apart from others and from the header."""
    obsolete = draw(st.booleans())
    fuzzy = draw(st.booleans())
    plural = draw(st.booleans())
    entry = Entry(
        msgid=f"{number}{draw(TEXT)}",
        msgctxt=draw(st.none() | TEXT),
        flags=["python-brace-format"] * draw(st.booleans()),
        obsolete=obsolete,
        tcomment="\n".join(["-", *draw(st.lists(LINE, max_size=2))]) * draw(st.booleans()),
        comment="\n".join(["-", *draw(st.lists(LINE, max_size=2))]) * draw(st.booleans()),
        occurrences=[("content/fest.md", "")] * (not obsolete),
    )
    if draw(st.booleans()):
        po.set_previous(entry, (draw(st.none() | TEXT), draw(TEXT)))
    if plural:
        entry.msgid_plural = f"{number}{draw(TEXT)}"
        entry.msgstr_plural = dict(enumerate(draw(st.lists(TEXT, min_size=3, max_size=3))))
    else:
        entry.msgstr = draw(TEXT)
    if obsolete and plural:  # msgcat forgets an obsolete message without a translation
        entry.msgstr_plural[0] += "."
    elif obsolete:
        entry.msgstr += "."
    if fuzzy and (entry.msgstr_plural.get(0) or entry.msgstr):  # nor is an empty one fuzzy
        entry.flags.insert(0, "fuzzy")
    return entry


@st.composite
def files(draw: st.DrawFn) -> PoFile:
    head = po.header(
        {"Language": "uk", "Content-Type": "text/plain; charset=UTF-8", "X-Any": draw(LINE)}
    )
    head.tcomment = "\n".join(draw(st.lists(LINE.filter(bool), max_size=3)))
    found = [draw(entries(number)) for number in range(draw(st.integers(0, 4)))]
    return PoFile(
        head,
        [entry for entry in found if not entry.obsolete],
        [entry for entry in found if entry.obsolete],
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("every-text")


@settings(max_examples=200, deadline=None)
@given(file=files())
def test_reads_what_it_wrote(file: PoFile, folder: Path) -> None:
    again = po.read(save(folder, str(file)))
    assert str(again) == str(file)
    po.number_lines(file)
    for one in ("head", "entries", "obsolete"):
        assert vars_of(getattr(again, one)) == vars_of(getattr(file, one))


def vars_of(found: Entry | list[Entry]) -> list[dict[str, object]]:
    return [vars(entry) for entry in (found if isinstance(found, list) else [found])]


@settings(max_examples=25, deadline=None)
@given(file=files())
def test_writes_what_gettext_writes(file: PoFile) -> None:
    done = subprocess.run(
        ("msgcat", "--no-wrap", "--force-po", "-"),
        input=str(file).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == str(file)
