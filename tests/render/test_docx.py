"""The Word renderer, read back by programs that are not ours."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from pipeline.base.archive import pack
from pipeline.base.errors import ConfigError
from pipeline.edition.model import Edition, Fact, Notice
from pipeline.language.table import language
from pipeline.render.binding import NO_BREAK
from pipeline.render.docx import render
from pipeline.render.word.letterhead import load_letterhead
from pipeline.source.organisation import Colours
from pipeline.text.blocks import Paragraph
from pipeline.text.runs import Run, Text

from .docx_samples import (
    BASE_URL,
    EMAIL,
    PHONE,
    SAMPLES,
    arabic,
    bare,
    georgian,
    german,
    island,
    text,
)
from .read_word import (
    LRM,
    RLM,
    W,
    descriptions,
    has,
    leaves,
    oddities,
    pandoc,
    parts,
    shown,
    squeeze,
    story,
    texts,
)

LETTERHEAD = load_letterhead(None)


def made(edition: Edition) -> bytes:
    return render(edition, LETTERHEAD)


def paragraph(data: bytes, containing: str) -> etree._Element:
    return next(p for p in parts(data)["word/document.xml"].iter(W + "p") if containing in shown(p))


def run(data: bytes, containing: str) -> etree._Element:
    return next(r for r in parts(data)["word/document.xml"].iter(W + "r") if containing in shown(r))


# --- read by others ---------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(made(SAMPLES[name]))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_pandoc_reads_the_same_text_in_the_same_order(name: str, tmp_path: Path) -> None:
    read = pandoc(made(SAMPLES[name]), tmp_path)
    assert [leaf for leaf in leaves(read["blocks"]) if leaf] == texts(SAMPLES[name])


def test_pandoc_sees_headings_lists_and_links(tmp_path: Path) -> None:
    read = pandoc(made(german()), tmp_path)["blocks"]
    levels = [block["c"][0] for block in read if block["t"] == "Header"]
    assert levels == [1, 2, 3, 4, 2, 2, 2]
    ordered = [block for block in read if block["t"] == "OrderedList"]
    assert [len(block["c"][1]) for block in ordered] == [2, 2]
    assert [block["c"][0][0] for block in ordered] == [1, 1]
    assert f"mailto:{EMAIL}" in json.dumps(read)


def test_pandoc_sees_the_direction_of_runs(tmp_path: Path) -> None:
    read = json.dumps(pandoc(made(arabic()), tmp_path), ensure_ascii=False)
    assert '[["dir", "rtl"]]' in read
    assert '[["dir", "rtl"]]' not in json.dumps(pandoc(made(german()), tmp_path))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The samples as LibreOffice prints them, as PDF."""
    folder = tmp_path_factory.mktemp("printed")
    for name, edition in SAMPLES.items():
        (folder / f"{name}.docx").write_bytes(made(edition))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", folder),
            *sorted(folder.glob("*.docx")),
        ],
        check=True,
        capture_output=True,
    )
    return {name: folder / f"{name}.pdf" for name in SAMPLES}


def test_libreoffice_prints_numbers_and_islands_as_they_are(printed: dict[str, Path]) -> None:
    read = {}
    for name, pdf in printed.items():
        done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
        read[name] = done.stdout.decode()
    for name in ("german", "arabic", "georgian"):
        assert PHONE in read[name]
        assert EMAIL in read[name]
    assert "10:00" in read["arabic"]
    assert "Seite 1 von 2" in read["german"]


@pytest.mark.parametrize("name", ["german", "arabic"])
def test_the_printed_code_leads_to_the_chooser(name: str, printed: dict[str, Path]) -> None:
    """And it is not alone on its page."""
    pages = printed[name].with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-png", printed[name], pages], check=True)
    found = []
    for picture in sorted(pages.parent.glob(f"{name}-*.png")):
        with Image.open(picture) as image:
            found.append([code.text for code in zxingcpp.read_barcodes(image)])
    assert found == [[], [f"{BASE_URL}/fest/"]]
    last = ["pdftotext", "-f", "2", str(printed[name]), "-"]
    assert EMAIL in subprocess.run(last, capture_output=True, check=True).stdout.decode()


# --- direction, islands, fonts, languages ------------------------------------------------


def test_every_part_of_a_right_to_left_document_has_its_direction() -> None:
    data = made(arabic())
    assert has(
        next(
            style
            for style in parts(data)["word/styles.xml"].iter(W + "style")
            if style.get(W + "default") and style.get(W + "type") == "paragraph"
        ),
        "pPr/bidi",
    )
    for name, root in story(data).items():
        assert all(has(p, "pPr/bidi") for p in root.iter(W + "p")), name
        assert all(has(table, "tblPr/bidiVisual") for table in root.iter(W + "tbl")), name
        for section in root.iter(W + "sectPr"):
            assert has(section, "bidi")
            assert has(section, "rtlGutter")


@pytest.mark.parametrize("name", ["german", "georgian", "press"])
def test_a_left_to_right_document_says_nothing_of_direction(name: str) -> None:
    for root in parts(made(SAMPLES[name])).values():
        for tag in ("bidi", "bidiVisual", "rtl", "rtlGutter"):
            assert root.find(f".//{W}{tag}") is None
    assert LRM not in shown(parts(made(SAMPLES[name]))["word/document.xml"])


def test_right_to_left_runs_are_marked_and_islands_are_not() -> None:
    data = made(arabic())
    assert has(run(data, "ندعوكم"), "rPr/rtl")
    for shown_ltr in (PHONE, EMAIL, "Nicole Rathgeber", "E-Werk, Eschwege"):
        found = run(data, shown_ltr)
        assert shown(found) == f"{LRM}{shown_ltr}{LRM}"
        assert not has(found, "rPr/rtl")


def test_a_comma_between_islands_follows_the_paragraph() -> None:
    line = paragraph(made(arabic()), "نلتقي هنا")
    runs = [shown(r) for r in line.iter(W + "r")]
    assert runs == [
        "نلتقي هنا: ",
        f"{LRM}E-Werk{LRM}",
        f"{RLM}، ",
        f"{LRM}Eschwege{LRM}",
        f"{RLM}.",
    ]


def test_a_number_behind_an_island_follows_the_paragraph() -> None:
    line = Paragraph(text(island("Eschwege"), "، 19 تشرين الأول"))
    found = paragraph(made(replace(arabic(), blocks=(line,))), "، 19")
    assert shown(found) == f"{LRM}Eschwege{LRM}{RLM}، 19{NO_BREAK}تشرين{NO_BREAK}الأول"


def test_unmarked_latin_in_arabic_becomes_a_run_of_its_own() -> None:
    line = text("قال agah 2023 (نعم) Halle 3.")
    data = made(replace(arabic(), blocks=(Paragraph(line),)))
    found = paragraph(data, "قال")
    assert [(shown(r), has(r, "rPr/rtl")) for r in found.iter(W + "r")] == [
        ("قال ", True),
        ("agah 2023", False),
        (" (نعم) ", True),
        ("Halle 3", False),
        (f"{RLM}.", True),
    ]


def test_german_that_fills_a_paragraph_runs_from_left_to_right() -> None:
    data = made(arabic())
    line = paragraph(data, "noch deutsch")
    bidi = line.find(f"{W}pPr/{W}bidi")
    assert bidi is not None
    assert bidi.get(W + "val") == "0"
    language_of = line.find(f".//{W}lang")
    assert language_of is not None
    assert language_of.get(W + "val") == "de"
    assert LRM not in shown(line)
    speaker = paragraph(data, "Vorsitzender").find(f"{W}pPr/{W}bidi")
    assert speaker is not None
    assert speaker.get(W + "val") == "0"


def test_german_in_a_left_to_right_document_names_its_language() -> None:
    line = Paragraph(text("Noch deutsch.", german=True))
    found = run(made(replace(georgian(), blocks=(line,))), "Noch deutsch").find(f"{W}rPr/{W}lang")
    assert found is not None
    assert found.get(W + "val") == "de"


@pytest.mark.parametrize("name", SAMPLES)
def test_one_font_and_one_language_stand_for_every_script(name: str) -> None:
    edition = SAMPLES[name]
    for part, root in parts(made(edition)).items():
        for fonts in root.iter(W + "rFonts"):
            slots = {str(key).removeprefix(W): value for key, value in fonts.attrib.items()}
            assert slots == dict.fromkeys(
                ("ascii", "hAnsi", "eastAsia", "cs"), edition.language.fonts[0]
            ), part
    defaults = parts(made(edition))["word/styles.xml"].find(
        f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    )
    assert defaults is not None
    assert {defaults.get(W + slot) for slot in ("val", "bidi", "eastAsia")} == {
        edition.language.tag
    }


@pytest.mark.parametrize("name", ["arabic", "georgian"])
def test_scripts_without_italics_get_weight_instead(name: str) -> None:
    data = made(SAMPLES[name])
    for root in parts(data).values():
        for rpr in root.iter(W + "rPr"):
            for tag in ("i", "iCs", "caps", "smallCaps", "spacing"):
                assert not has(rpr, tag)
    emphasised = {"arabic": "من فضلكم", "georgian": "ხაზგასმა"}[name]
    assert has(run(data, emphasised), "rPr/b")
    assert has(run(made(german()), "bitte"), "rPr/i")


# --- structure ---------------------------------------------------------------------------


def test_lists_start_again_and_nest() -> None:
    root = parts(made(german()))["word/document.xml"]
    numbers = {}
    for line in root.iter(W + "p"):
        numpr = line.find(f"{W}pPr/{W}numPr")
        if numpr is not None:
            level, number = (numpr[i].get(W + "val") for i in (0, 1))
            numbers[shown(line)] = (level, number)
    assert numbers["Eins"] == ("0", numbers["Zwei"][1])
    assert numbers["Eins a"] == ("1", numbers["Eins b"][1])
    assert numbers["Wieder eins"][1] == numbers["Wieder zwei"][1]
    assert len({number for _level, number in numbers.values()}) == 3


def test_the_programme_is_a_table_with_a_repeated_header_and_whole_rows() -> None:
    root = parts(made(german()))["word/document.xml"]
    table = next(t for t in root.iter(W + "tbl") if "Programmpunkt" in shown(t))
    rows = list(table.iter(W + "tr"))
    assert [has(row, "trPr/tblHeader") for row in rows] == [True, False, False]
    assert all(has(row, "trPr/cantSplit") for row in rows)
    caption = table.find(f"{W}tblPr/{W}tblDescription")
    assert caption is not None
    assert caption.get(W + "val") == "Programm"


def test_columns_that_no_row_fills_are_left_out() -> None:
    programme = german().programme
    assert programme is not None
    rows = tuple(replace(row, time=Text(()), speakers=()) for row in programme.rows)
    data = made(replace(german(), programme=replace(programme, rows=rows)))
    found = parts(data)["word/document.xml"]
    table = next(t for t in found.iter(W + "tbl") if "Programmpunkt" in shown(t))
    assert [shown(row) for row in table.iter(W + "tr")] == ["Programmpunkt", "Begrüßung", "Vortrag"]


def test_a_draft_is_marked_on_every_page_in_both_languages() -> None:
    data = made(arabic())
    box = next(t for t in parts(data)["word/document.xml"].iter(W + "tbl") if "Entwurf" in shown(t))
    assert "مسودة" in shown(box)
    assert any(
        "مسودة" in shown(root) and "Entwurf" in shown(root)
        for name, root in story(data).items()
        if "header" in name
    )
    assert "Entwurf" not in "".join(shown(root) for root in story(made(german())).values())


def test_the_alert_is_in_the_readers_language_and_in_german() -> None:
    in_german = "Diese Veranstaltung ist abgesagt."
    data = made(arabic())
    lines = [paragraph(data, "أُلغيت"), paragraph(data, in_german)]
    assert [squeeze(shown(line)) for line in lines] == ["أُلغيت هذه الفعالية.", in_german]
    body = [shown(p) for p in parts(data)["word/document.xml"].iter(W + "p")]
    assert body[:2] == [shown(line) for line in lines]
    styles = {style.get(W + "val") for line in lines for style in line.iter(W + "pStyle")}
    assert styles == {"Alert"}
    alone = replace(german(), alert=text(in_german))
    assert shown(parts(made(alone))["word/document.xml"]).count(in_german) == 1


def test_the_code_says_what_it_is_for_and_where_it_leads() -> None:
    for edition, direction in ((german(), "ltr"), (arabic(), "rtl")):
        data = made(edition)
        root = parts(data)["word/document.xml"]
        box = next(t for t in root.iter(W + "tbl") if "einladungen/fest" in shown(t))
        assert has(box, "tblPr/bidiVisual") == (direction == "rtl")
        assert [squeeze(shown(p)) for p in box.iter(W + "p")] == [
            "",
            edition.labels["languages"].plain,
            "www.werra-meissner-kreis.de/einladungen/fest",
        ]
        assert descriptions(data) == [f"{BASE_URL}/fest/"]
        extent = next(e for e in box.iter() if str(e.tag).endswith("}extent"))
        assert {extent.get("cx"), extent.get("cy")} == {str(26 * 36000)}
        relations = parts(data)["word/_rels/document.xml.rels"]
        assert f"{BASE_URL}/fest/" in [relation.get("Target") for relation in relations]
    shown_address = run(made(arabic()), "einladungen/fest")
    assert shown(shown_address) == f"{LRM}www.werra-meissner-kreis.de/einladungen/fest{LRM}"
    assert not has(shown_address, "rPr/rtl")


def test_without_an_address_there_is_no_code() -> None:
    nowhere = replace(german(), organisation=replace(german().organisation, base_url=None))
    data = made(nowhere)
    assert descriptions(data) == []
    assert "In anderen Sprachen" not in shown(parts(data)["word/document.xml"])
    assert not any("media" in name for name in zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_the_notice_of_a_draft_is_not_repeated_below() -> None:
    repeated = arabic()
    assert repeated.notice is not None
    assert repeated.provenance == repeated.notice.text
    body = shown(parts(made(repeated))["word/document.xml"])
    assert body.count("هذه الترجمة مسودة.") == 1
    other = made(replace(repeated, provenance=text("راجعها إنسان.")))
    assert "راجعها إنسان." in shown(parts(other)["word/document.xml"])


def test_a_german_draft_says_it_once() -> None:
    notice = Notice(text("Entwurf"), text("Noch nicht geprüft."), "Entwurf", "Noch nicht geprüft.")
    data = made(replace(german(), notice=notice, publishable=False))
    body = shown(parts(data)["word/document.xml"])
    assert body.count("Noch nicht geprüft.") == 1


def test_properties_tell_title_language_and_author() -> None:
    core = etree.tostring(parts(made(arabic()))["docProps/core.xml"], encoding="unicode")
    for expected in (
        "<dc:title>مهرجان E-Werk 2023</dc:title>",
        "<dc:language>ar</dc:language>",
        "<dc:creator>Werra-Meißner-Kreis</dc:creator>",
        "2000-01-01T00:00:00Z",
    ):
        assert expected in core
    assert "python-docx" not in core


def test_page_numbers_are_fields_of_word() -> None:
    footers = [root for name, root in story(made(arabic())).items() if "footer" in name]
    for footer in footers:
        fields = [field.get(W + "instr") for field in footer.iter(W + "fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]
        assert "{page}" not in shown(footer)


def test_the_colours_are_the_organisations() -> None:
    colours = Colours(primary="#123456", accent="#654321")
    organisation = replace(german().organisation, colours=colours)
    xml = etree.tostring(
        parts(made(replace(german(), organisation=organisation)))["word/styles.xml"],
        encoding="unicode",
    )
    assert "123456" in xml
    assert "654321" in xml
    assert "0B5C64" not in xml


def test_a_logo_has_the_organisations_name_as_its_alternative(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(400, 100))
    organisation = replace(german().organisation, logo=logo, base_url=None)
    edition = replace(arabic(), organisation=organisation)
    data = made(edition)
    assert descriptions(data) == ["Werra-Meißner-Kreis"]
    path = tmp_path / "logo.docx"
    path.write_bytes(data)
    assert OpenXmlValidator().validate(path).errors == []
    logo.write_bytes(b"no picture")
    with pytest.raises(ConfigError, match="Logo"):
        made(edition)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * width for _row in range(height)))
    content = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


def test_empty_fields_leave_no_empty_paragraphs() -> None:
    body = parts(made(bare()))["word/document.xml"]
    assert [shown(p) for p in body.iter(W + "p")] == ["Einladung", "Fest der Nachbarn"]


# --- hostile text, same bytes ---------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "<&>\"'</w:t>{{ title }}{% for x in y %}{# no #}{_{ }_} ]]>",
        "{{ organisation.__class__ }}",
        "{%p if title %}{{r title }}",
        "Hinweis: \U00100000 und \U00100001",
    ],
)
def test_text_never_becomes_markup_or_a_tag(hostile: str) -> None:
    edition = replace(
        german(),
        title=text(hostile),
        blocks=(Paragraph(text(hostile)),),
        organisation=replace(german().organisation, name=hostile),
    )
    data = made(edition)
    body = parts(data)["word/document.xml"]
    assert [shown(p) for p in body.iter(W + "p")].count(hostile) == 2
    assert any(hostile in shown(root) for name, root in story(data).items() if "header" in name)
    title = parts(data)["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}title")
    assert title == hostile


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    bad = "a\x00\x08\x0b\x1f\ud800\ufffe\uffffb\tc\nd"
    edition = replace(
        german(),
        title=text(bad),
        summary=bad,
        facts=(Fact("when", text(bad), text(Run(bad, link="https://x.de/\x00"))),),
        organisation=replace(german().organisation, name=bad),
    )
    data = made(edition)
    assert "ab cd" in shown(parts(data)["word/document.xml"])


def test_a_link_that_is_none_is_text() -> None:
    line = Paragraph(text(Run("hier", link="javascript:alert(1)")))
    data = made(replace(german(), blocks=(line,)))
    assert "javascript" not in str(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    assert not any("javascript" in str(etree.tostring(root)) for root in parts(data).values())


@pytest.mark.parametrize("name", SAMPLES)
def test_no_file_has_an_oddity(name: str) -> None:
    assert list(oddities(made(SAMPLES[name]))) == []


@pytest.mark.parametrize(
    ("part", "right", "wrong", "said"),
    [
        ("document", "<w:bidi/>", "", "no direction"),
        ("document", "<w:bidiVisual/>", "", "a table from left to right"),
        ("document", "<w:rPr><w:rtl/></w:rPr>", "", "right to left, not marked"),
        ("document", "\u200e", "", "an island without shores"),
        ("document", "<w:bCs/>", "", "b without bCs"),
        ("document", 'w:bidi="de"', 'w:bidi="ar"', "not one font or language"),
        ("document", 'descr="', 'descr="" x="', "a picture without words"),
        ("document", 'w:val="Heading1"', 'w:val="Subtitle"', "headings"),
        ("styles", 'w:cs="', 'w:cs="Other" w:x="', "not one font or language"),
        ("styles", "<w:rFonts ", '<w:rFonts w:asciiTheme="x" ', "font of the theme"),
    ],
)
def test_oddities_are_seen(part: str, right: str, wrong: str, said: str) -> None:
    data, name = made(arabic()), f"word/{part}.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    assert right.encode() in files[name]
    files[name] = files[name].replace(right.encode(), wrong.encode())
    assert any(said in oddity for oddity in oddities(pack(files)))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_edition_gives_the_same_bytes(name: str) -> None:
    edition = SAMPLES[name]
    first = made(edition)
    made(arabic())
    assert made(edition) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("tag", ["fa", "ur", "ti", "zh-CN", "th", "de-simple", "sr-Latn"])
def test_every_kind_of_language_makes_a_valid_file(tag: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(made(replace(german(), language=language(tag))))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
