"""The memory as TMX: for other programs and back, theirs into locale/…/memory.po."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rich.console import Console
from translate.storage.tmx import tmxfile

from pipeline.base.errors import PipelineError, UsageError
from pipeline.base.project import Project
from pipeline.catalogue import files as catalogues
from pipeline.catalogue import po
from pipeline.catalogue.po import Entry, PoFile
from pipeline.cli import perform
from pipeline.cli.parser import parser
from pipeline.draft import imported, tmx
from pipeline.draft.imported import Imported, take
from pipeline.draft.memory import Memory
from pipeline.draft.tmx import TmxError
from pipeline.language.table import language

from ..support import NOW

UK = language("uk")
AR = language("ar")

OMEGAT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext"
    creationtoolversion="5.7.1" segtype="sentence" srclang="DE-DE"/>
  <body>
<!-- Default translations -->
    <tu>
      <tuv lang="DE-DE">
        <seg>Wir laden Sie am {date} ein.</seg>
      </tuv>
      <tuv lang="UK-UA" changeid="a" changedate="20240102T030405Z">
        <seg>Запрошуємо Вас {date}.</seg>
      </tuv>
    </tu>
<!-- Alternative translations -->
    <tu>
      <note>Anrede</note>
      <prop type="file">fest.po</prop>
      <prop type="prev">Davor</prop>
      <tuv lang="DE-DE"><seg>Herzlich willkommen!</seg></tuv>
      <tuv lang="UK-UA"><seg>Ласкаво просимо!</seg></tuv>
    </tu>
  </body>
</tmx>
"""

TRADOS = """\
<?xml version="1.0" encoding="utf-16"?>
<tmx version="1.4">
  <header creationtool="SDL Language Platform" creationtoolversion="8.1" o-tmf="SDL TM8 Format"
    datatype="xml" segtype="sentence" adminlang="de-DE" srclang="de-DE">
    <prop type="x-Note:SingleString"></prop>
  </header>
  <body>
    <tu creationdate="20240102T030405Z" usagecount="1">
      <prop type="x-LastUsedBy">A</prop>
      <tuv xml:lang="de-DE">
        <seg>Das ist <bpt i="1" type="bold" x="1">&lt;b&gt;</bpt>wichtig<ept i="1">&lt;/b&gt;</ept>
           am <ph x="2">{date}</ph>, <hi type="x">sehr</hi>.</seg>
      </tuv>
      <tuv xml:lang="ar-SA">
        <seg><it pos="begin">\\b </it>هذا مهم في <ph x="2">{date}</ph>\u200f.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""

FRAME = """\
<?xml version="1.0" encoding="UTF-8"?>{doctype}
<tmx version="1.4"><header srclang="{srclang}"/><body>
{units}
</body></tmx>
"""


def frame(*units: str, doctype: str = "", srclang: str = "de") -> str:
    return FRAME.format(doctype=doctype, srclang=srclang, units="\n".join(units))


def unit(german: str, target: str, tag: str = "uk", attributes: str = "") -> str:
    return (
        f'<tu{attributes}><tuv xml:lang="de"><seg>{german}</seg></tuv>'
        f'<tuv xml:lang="{tag}"><seg>{target}</seg></tuv></tu>'
    )


def load(folder: Path, text: str | bytes) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Language, German and translation of what is read, and what is said of the rest."""
    path = folder / "datei.tmx"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found, problems = tmx.load(path)
    assert all(isinstance(problem, TmxError) for problem in problems)
    pairs = [(item.language.tag, item.source, item.target) for item in found]
    return pairs, [str(problem).removeprefix(f"{path}:") for problem in problems]


def save(folder: Path, text: str, name: str = "datei.tmx") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def entry(german: str, target: str, context: str | None = None, **fields: object) -> Entry:
    made = Entry(msgid=german, msgstr=target, **fields)
    po.set_key(made, (context, german))
    return made


def write(locale: Path, posix: str, domain: str, *entries: Entry) -> Path:
    path = locale / posix / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    file = PoFile(po.header({"Language": posix}), list(entries))
    path.write_text(str(file), encoding="utf-8")
    return path


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """Two languages with reviewed texts, and a draft."""
    folder = tmp_path / "locale"
    write(
        folder,
        "uk",
        "fest",
        entry("Begrüßung", "Вітання", "programme"),
        entry("Wir laden Sie am {date} ein & <freuen> uns.", "Запрошуємо {date} & <раді>."),
        entry("Das ist nur ein Entwurf.", "Чернетка.", flags=["fuzzy"]),
    )
    write(folder, "ar", "fest", entry("Begrüßung", "ترحيب\u200f", "programme"))
    return folder


def exported(locale: Path, *languages: str) -> bytes:
    return tmx.export(Memory.for_language(locale, language(tag))[0] for tag in languages)


# --- our file for others ------------------------------------------------------------------------


def test_an_exported_file_is_tmx_14(locale: Path) -> None:
    root = etree.fromstring(exported(locale, "uk", "ar"))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header = root.find("header")
    assert header is not None
    required = "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype"
    assert set(required.split()) <= set(header.attrib)
    assert header.get("srclang") == "de"
    units = root.findall("body/tu")
    assert len(units) == 3
    assert {(prop.get("type"), prop.text) for prop in units[0].findall("prop")} == {
        ("x-domain", "fest"),
        ("x-context", "programme"),
    }


def test_translate_toolkit_reads_it(locale: Path) -> None:
    store = tmxfile(io.BytesIO(exported(locale, "uk")), "de", "uk")
    assert [(one.source, one.target, one.getcontext()) for one in store.units] == [
        ("Begrüßung", "Вітання", "programme"),
        ("Wir laden Sie am {date} ein & <freuen> uns.", "Запрошуємо {date} & <раді>.", ""),
    ]


def test_the_same_memory_gives_the_same_bytes(locale: Path) -> None:
    assert exported(locale, "uk", "ar") == exported(locale, "uk", "ar")


def test_what_xml_cannot_hold_is_left_out(locale: Path) -> None:
    write(locale, "uk", "kaputt", entry("Ein Text mit Ton", "Дзвін\a"))
    assert len(etree.fromstring(exported(locale, "uk")).findall("body/tu")) == 2


LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]),
    min_size=1,
    max_size=20,
).filter(lambda text: not set(text) & set("{}\ufffe\uffff"))


@given(
    st.lists(st.tuples(LINE, LINE), min_size=1, max_size=4),
    st.sampled_from([None, "title", "programme"]),
)
def test_what_is_exported_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]], context: str | None
) -> None:
    memory = Memory(UK)
    entries = {german: entry(german, target, context) for german, target in pairs}
    memory.add("fest", PoFile(po.header({}), list(entries.values())))
    path = tmp_path_factory.getbasetemp() / "hin-und-her.tmx"
    path.write_bytes(tmx.export([memory]))
    found, problems = tmx.load(path)
    assert problems == []

    assert [(item.context, item.source, item.target) for item in found] == [
        (context, tmx.one_line(source), tmx.one_line(target))
        for _domain, context, source, target in memory.pairs()
        if source.strip(" ")
    ]


# --- others' files for us ------------------------------------------------------------------------


def test_omegat_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, OMEGAT) == (
        [
            ("uk", "Wir laden Sie am {date} ein.", "Запрошуємо Вас {date}."),
            ("uk", "Herzlich willkommen!", "Ласкаво просимо!"),
        ],
        [],
    )


def test_trados_is_read_without_its_tags(tmp_path: Path) -> None:
    assert load(tmp_path, TRADOS.encode("utf-16")) == (
        [("ar", "Das ist wichtig am {date}, sehr.", "هذا مهم في {date}\u200f.")],
        [],
    )


def test_translate_toolkit_and_with_it_weblate_are_read(tmp_path: Path) -> None:
    store = tmxfile(sourcelanguage="de")
    for german, target, context in (("Anmeldung", "Реєстрація", "heading"), ("A & B", "А і Б", "")):
        store.addtranslation(german, "de", target, "uk", comment="x", context=context)
    path = tmp_path / "weblate.tmx"
    store.savefile(str(path))
    found, problems = tmx.load(path)
    assert [(one.context, one.source, one.target) for one in found] == [
        ("heading", "Anmeldung", "Реєстрація"),
        (None, "A & B", "А і Б"),
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("UK", "uk"),
        ("uk-UA", "uk"),
        ("fa-AF", "prs"),
        ("sr-Latn-RS", "sr-Latn"),
        ("sr_RS@latin", "sr-Latn"),
        ("zh-Hans-CN", "zh-CN"),
        ("ku-TR", "kmr"),
    ],
)
def test_languages_are_known_by_the_names_of_other_programs(
    tmp_path: Path, tag: str, expected: str
) -> None:
    assert load(tmp_path, frame(unit("Hallo", "x", tag)))[0] == [(expected, "Hallo", "x")]


def test_all_languages_of_a_unit_are_read(tmp_path: Path) -> None:
    more = '<tuv xml:lang="ar"><seg>أهلا</seg></tuv></tu>'
    text = unit("Hallo", "Привіт").replace("</tu>", more)
    assert load(tmp_path, frame(text, srclang="*all*"))[0] == [
        ("uk", "Hallo", "Привіт"),
        ("ar", "Hallo", "أهلا"),
    ]


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ([unit("Hallo", "x", "tlh")], "3: Die Sprache „tlh“ kenne ich nicht"),
        ([unit("Hallo", "x", "a\u009bb")], "3: Die Sprache „?“ kenne ich nicht"),
        ([unit("Hallo", "x", attributes=' srclang="en"')], "3: Texte, die nicht aus dem Deutschen"),
        (['<tu><tuv xml:lang="uk"><seg>x</seg></tuv></tu>'], "3: Texte, die nicht aus dem"),
        ([unit("Hal\u0090lo", "x")], "3: Texte mit Steuerzeichen"),
        ([unit("Hallo\u200f", "x")], "3: Texte mit Steuerzeichen"),
        ([unit("Hallo", "x\u202ey")], "3: Texte mit Steuerzeichen"),
        ([unit("Am {date}", "x")], "3: Übersetzungen mit anderen Platzhaltern"),
        ([unit("Am {date}", "{datum}")], "3: Übersetzungen mit anderen Platzhaltern"),
    ],
)
def test_a_unit_that_cannot_be_used_is_named(
    tmp_path: Path, units: list[str], message: str
) -> None:
    pairs, problems = load(tmp_path, frame(*units, unit("Tschüss", "Бувай")))
    assert pairs == [("uk", "Tschüss", "Бувай")]
    assert problems[0].startswith(message)


def test_the_same_fault_in_many_units_is_named_once(tmp_path: Path) -> None:
    problems = load(tmp_path, frame(*(unit(f"Hallo {n}", "x", "tlh") for n in range(9))))[1]
    assert len([problem for problem in problems if "tlh" in problem]) == 1
    assert "Das betrifft 9 Texte, den ersten hier." in problems[0]


def test_an_entity_without_a_meaning_leaves_its_unit_out(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    text = frame(unit("Hallo&nbsp;du", "x"), unit("Hallo", "&lt;b&gt; &#228;"), doctype=doctype)
    pairs, problems = load(tmp_path, text)
    assert pairs == [("uk", "Hallo", "<b> ä")]
    assert len(problems) > 0


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            frame(unit("&l9;", "x"), doctype=f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]>'),
            "DOCTYPE",
        ),
        (
            frame(unit("a", "b"), doctype=f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{LAUGHS}]>').replace(
                'version="1.4"', 'version="&l9;"'
            ),
            "kein gültiges XML",
        ),
        (
            frame(
                unit("&x;", "&x;"),
                doctype='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            ),
            "DOCTYPE",
        ),
        (
            frame(
                unit("a", "b"),
                doctype='<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
            ),
            "DOCTYPE",
        ),
        (frame(unit("a&nbsp;", "b")), "kein gültiges XML"),
        (frame(unit("a", "b"))[:-12], "kein gültiges XML"),
        (frame(unit("a\x01", "b")), "kein gültiges XML"),
        (frame(unit("ä", "b")).encode("latin-1"), "kein gültiges XML"),
        (frame("<tu>" * 3000 + "</tu>" * 3000), "kein gültiges XML"),
        (frame(unit("a" * 10_500_000, "b")), "kein gültiges XML"),
        ("<html/>", "keine TMX-Datei"),
        ("", "kein gültiges XML"),
        (b"PK\x03\x04" + bytes(40), "kein gültiges XML"),
    ],
    ids=[
        *["bomb", "bomb in an attribute", "file", "network", "entity", "cut", "control"],
        *["encoding", "depth", "length", "html", "empty", "zip"],
    ],
)
def test_a_file_that_is_none_or_a_trap_is_refused(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(TmxError, match=message):
        load(tmp_path, text)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gross.tmx"
    with path.open("wb") as file:
        file.truncate(tmx.MAX_BYTES + 1)
    with pytest.raises(TmxError, match="größer als 50 MB"):
        tmx.load(path)


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        tmx.load(tmp_path / "fehlt.tmx")


# --- into the memory -----------------------------------------------------------------------------


def memory_po(locale: Path, posix: str = "uk") -> Path:
    return locale / posix / "LC_MESSAGES" / "memory.po"


def import_(locale: Path, text: str, name: str = "datei.tmx") -> Imported:
    return take(save(locale.parent, text, name), locale, NOW)


def test_imported_texts_stand_in_a_catalogue_and_in_the_memory(locale: Path) -> None:
    done = import_(locale, OMEGAT, "alte projekte.tmx")
    assert (done.added, done.known, done.problems) == ({"uk": 2}, 0, ())
    path = memory_po(locale)
    file = catalogues.read(path, UK)
    assert file
    comment = "Aus TMX alte projekte.tmx"
    assert [(one.msgid, one.msgstr, one.fuzzy, one.tcomment) for one in file.entries] == [
        ("Wir laden Sie am {date} ein.", "Запрошуємо Вас {date}.", False, comment),
        ("Herzlich willkommen!", "Ласкаво просимо!", False, comment),
    ]
    memory, problems = Memory.for_language(locale, UK)
    assert problems == []
    match = memory.exact(None, "Wir laden Sie am {end_date} ein.")
    assert match
    assert (match.target, match.domain) == ("Запрошуємо Вас {end_date}.", "memory")


def test_gettext_accepts_the_catalogue_and_writes_it_the_same(locale: Path) -> None:
    import_(locale, OMEGAT)
    path = str(memory_po(locale))
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
    done = subprocess.run(["msgcat", "--no-wrap", path], check=True, capture_output=True)
    assert done.stdout == memory_po(locale).read_bytes()


def test_importing_again_changes_nothing(locale: Path) -> None:
    import_(locale, OMEGAT)
    before = memory_po(locale).read_bytes()
    done = import_(locale, OMEGAT, "anders.tmx")
    assert (done.added, done.known, done.problems) == ({}, 2, ())
    assert memory_po(locale).read_bytes() == before


def test_our_own_export_brings_nothing_new(locale: Path) -> None:
    done = import_(locale, exported(locale, "uk", "ar").decode())
    assert (done.added, done.known, done.problems) == ({}, 3, ())
    assert not memory_po(locale).exists()


def test_export_and_import_carry_a_memory_to_another_office(locale: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "locale"
    other.parent.mkdir()
    done = import_(other, exported(locale, "uk", "ar").decode())
    assert done.added == {"uk": 2, "ar": 1}
    for row in (UK, AR):
        here, there = (Memory.for_language(folder, row)[0] for folder in (locale, other))
        assert [pair[1:] for pair in there.pairs()] == [pair[1:] for pair in here.pairs()]


def test_of_two_translations_the_earlier_stays_and_the_other_is_named(locale: Path) -> None:
    text = frame(
        unit("Guten Morgen allerseits!", "Доброго ранку!"),
        unit("Guten Morgen allerseits!", "Добрий ранок!"),
        unit("Das ist nur ein Entwurf.", "Це чернетка."),
        unit("Wir laden Sie am {date} ein &amp; &lt;freuen&gt; uns.", "Інше {date}"),
    )
    done = import_(locale, text)
    assert done.added == {"uk": 2}
    assert [str(problem).split(":", 1)[1] for problem in done.problems] == [
        "4: „Guten Morgen allerseits!“ ist (Ukrainisch) schon anders übersetzt; "
        "die frühere Übersetzung bleibt.",
        "6: „Wir laden Sie am {date} ein & <freuen> uns.“ ist (Ukrainisch) schon anders "
        "übersetzt; die frühere Übersetzung bleibt.",
    ]
    memory = Memory.for_language(locale, UK)[0]
    match = memory.exact(None, "Guten Morgen allerseits!")
    assert match
    assert match.target == "Доброго ранку!"


def test_what_people_did_to_the_catalogue_stays(locale: Path) -> None:
    path = write(
        locale,
        "uk",
        "memory",
        entry("Wir laden Sie am {date} ein.", "Сумнівно {date}.", flags=["fuzzy"]),
        entry("Herzlich willkommen!", ""),
    )
    before = path.read_bytes()
    done = import_(locale, OMEGAT)
    assert done.added == {}
    assert len(done.problems) == 1
    assert path.read_bytes() == before


def test_copies_of_the_german_are_not_taken(locale: Path) -> None:
    done = import_(locale, frame(unit("Das ist nur eine Kopie.", "Das ist nur eine Kopie.")))
    assert done.added == {}
    assert not memory_po(locale).exists()


def test_a_broken_catalogue_is_named_and_never_overwritten(locale: Path) -> None:
    memory_po(locale).write_text('msgid "x', encoding="utf-8")
    both = frame(unit("Guten Tag!", "Добрий день!"), unit("Guten Tag!", "نهارك سعيد", "ar"))
    done = import_(locale, both)
    assert done.added == {"ar": 1}
    assert [problem.where.path for problem in done.problems if problem.where] == [memory_po(locale)]
    assert memory_po(locale).read_text(encoding="utf-8") == 'msgid "x'


def test_a_catalogue_never_grows_beyond_what_is_read(
    locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imported, "MAX_TEXT_BYTES", 400)
    done = import_(locale, OMEGAT)
    assert done.added == {}
    assert "größer als 5 MB" in str(done.problems[0])
    assert not memory_po(locale).exists()


def test_a_file_name_cannot_break_the_catalogue(locale: Path) -> None:
    import_(locale, OMEGAT, 'a\n"b\u202e.tmx')
    file = catalogues.read(memory_po(locale), UK)
    assert file
    assert file.entries[0].tcomment == 'Aus TMX a "b .tmx'


# --- the command ---------------------------------------------------------------------------------


def run(project: Path, *arguments: str) -> tuple[int, str, str]:
    options = parser().parse_args(["memory", *arguments])
    out, err = (Console(file=io.StringIO(), width=200) for _ in range(2))
    code = perform.handler(options.runs)(options, Project(project), out, err)
    assert isinstance(out.file, io.StringIO)
    assert isinstance(err.file, io.StringIO)
    return code, out.file.getvalue(), err.file.getvalue()


def test_the_command_exports_and_imports(locale: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime.timestamp(NOW))))
    project = locale.parent
    file = project / "alles.tmx"
    code, out, err = run(project, "export", str(file), "uk", "AR", "uk")
    assert (code, err) == (0, "")
    assert "3 Übersetzungen in 2 Sprachen" in out
    memory = project / "leer"
    memory.mkdir()
    code, out, err = run(memory, "import", str(file))
    assert (code, err) == (0, "")
    assert "3 Übersetzungen aufgenommen (ar: 1, uk: 2), 0 waren schon da." in out


def test_without_languages_the_organisations_are_exported(locale: Path) -> None:
    content = locale.parent / "content"
    content.mkdir()
    (content / "organisation.toml").write_text('name = "K"\nlanguages = ["ar"]\n')
    file = locale.parent / "alles.tmx"
    assert run(locale.parent, "export", str(file))[0] == 0
    assert {item.language.tag for item in tmx.load(file)[0]} == {"ar"}


def test_a_broken_catalogue_is_named_and_the_rest_exported(locale: Path) -> None:
    (locale / "uk/LC_MESSAGES/kaputt.po").write_text('msgid "x', encoding="utf-8")
    file = locale.parent / "alles.tmx"
    code, _out, err = run(locale.parent, "export", str(file), "uk")
    assert code == 1
    assert "kaputt.po:1" in err
    assert len(tmx.load(file)[0]) == 2


@pytest.mark.parametrize(
    "arguments",
    [["x.txt", "uk"], ["x.tmx", "ukk"], ["x.tmx", "de"]],
    ids=["name", "language", "German"],
)
def test_wrong_use_is_named_and_writes_nothing(locale: Path, arguments: list[str]) -> None:
    name, *languages = arguments
    file = locale.parent / name
    with pytest.raises(UsageError):
        run(locale.parent, "export", str(file), *languages)
    assert not file.exists()


def test_many_problems_are_cut_short(locale: Path) -> None:
    pairs = [unit(f"Satz Nummer {n}", f"{way} {n}") for n in range(30) for way in ("а", "б")]
    code, out, err = run(locale.parent, "import", str(save(locale.parent, frame(*pairs))))
    assert code == 0
    assert "30 Übersetzungen aufgenommen" in out
    assert err.count("schon anders übersetzt") == 20
    assert "… und 10 weitere Hinweise." in err


@pytest.mark.parametrize("tag", ["<x:y/>", "<x:y a='1'>x</x:y>", "<:z/>"])
def test_a_prefix_that_nobody_declared_is_no_traceback(tag: str, tmp_path: Path) -> None:
    path = tmp_path / "stadt.tmx"
    for text in (
        f"<tmx version='1.4'>{tag}<body/></tmx>",
        f"<tmx version='1.4'><body><tu>{tag}<tuv xml:lang='de'><seg>a{tag}</seg></tuv></tu>"
        "</body></tmx>",
        tag,
    ):
        path.write_text(text, encoding="utf-8")
        with suppress(PipelineError):  # which is a message, and no traceback
            tmx.load(path)
