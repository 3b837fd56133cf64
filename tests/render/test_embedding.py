"""Fonts that Word files bring along, found and used by programs that are not ours."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from openxml_audit import OpenXmlValidator

from pipeline.base.archive import pack, unpack
from pipeline.edition.model import Edition
from pipeline.language import cutting
from pipeline.language.table import language
from pipeline.render.docx import render
from pipeline.render.word.letterhead import SHIPPED, Letterhead, load_letterhead
from pipeline.text.blocks import Paragraph

from .docx_samples import arabic, georgian, german, text
from .read_word import W, parts, shown, story

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LETTERHEAD = load_letterhead(None)
TYPES = "[Content_Types].xml"
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}

TIGRINYA = "ዋዕላ ምውህሃድ № 7 → E-Werk, Škoda, กขค"
"""The font for Ethiopic has spaces and hyphens, but no Latin, no digits, no arrow."""
SAMPLES = {
    "german": german(),
    "arabic": arabic(),
    "persian": replace(arabic(), language=language("fa"), title=text("کنفرانس گچ پژ")),
    "georgian": georgian(),
    "tigrinya": replace(
        georgian(), language=language("ti"), title=text(TIGRINYA), blocks=(Paragraph(text("ሰላም")),)
    ),
    "chinese": replace(
        georgian(), language=language("zh-CN"), title=text("邀请函"), provenance=text("人")
    ),
}


def embedding(edition: Edition) -> Edition:
    return replace(edition, organisation=replace(edition.organisation, embed_fonts=True))


def made(edition: Edition, letterhead: Letterhead = LETTERHEAD) -> bytes:
    return render(embedding(edition), letterhead)


def revealed(hidden: bytes, key: str) -> bytes:
    """The algorithm as ECMA-376-1, 17.8.1 tells it."""
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", key)
    backwards = [int(key.strip("{}").replace("-", "")[at : at + 2], 16) for at in range(30, -2, -2)]
    start = bytearray(hidden[:32])
    for index in range(16):
        start[index] ^= backwards[index]
        start[index + 16] ^= backwards[index]
    return bytes(start) + hidden[32:]


def carried(data: bytes) -> dict[str, dict[str, TTFont]]:
    """Family → embedRegular, embedBold → font, by the relationships of the font table."""
    files = unpack(data)
    read = parts(data)
    targets = {
        relation.get("Id"): (relation.get("Type"), relation.get("Target"))
        for relation in read.get("word/_rels/fontTable.xml.rels", ())
    }
    found: dict[str, dict[str, TTFont]] = {}
    for entry in read["word/fontTable.xml"].iter(W + "font"):
        for place in entry:
            if not place.tag.startswith(W + "embed"):
                continue
            kind, target = targets[place.get(R + "id")]
            assert kind == R.strip("{}") + "/font"
            name = str(entry.get(W + "name"))
            data = revealed(files[f"word/{target}"], str(place.get(W + "fontKey")))
            found.setdefault(name, {})[place.tag.removeprefix(W)] = TTFont(io.BytesIO(data))
    return found


def family(data: bytes) -> str:
    """The family of everything that says nothing of its own."""
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"
    found = parts(data)["word/styles.xml"].find(path)
    assert found is not None
    names = set(found.attrib.values())
    assert len(names) == 1
    return str(names.pop())


def undrawn(data: bytes) -> list[tuple[str, str]]:
    """Characters of runs that the embedded font of the run lacks, and in which font."""
    embedded = carried(data)
    own = family(data)
    known = {
        (name, kind): set(font.getBestCmap())
        for name, weights in embedded.items()
        for kind, font in weights.items()
    }
    assert own in embedded
    lacking = []
    for root in story(data).values():
        for run in root.iter(W + "r"):
            named = run.find(f"{W}rPr/{W}rFonts")
            name = own if named is None else str(named.get(W + "ascii"))
            for char in shown(run):
                if unicodedata.category(char) not in INVISIBLE:
                    lacking += [
                        (char, name)
                        for kind in embedded[name]
                        if ord(char) not in known[name, kind]
                    ]
    return lacking


@pytest.mark.parametrize("name", SAMPLES)
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(made(SAMPLES[name]))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_every_character_of_every_edition_has_its_font(editions: list[Edition]) -> None:
    for edition in editions:
        data = made(edition)
        assert undrawn(data) == [], edition.stem
        assert len(data) < 100_000


@pytest.mark.parametrize("name", SAMPLES)
def test_runs_name_the_font_that_has_their_letters(name: str) -> None:
    data = made(SAMPLES[name])
    assert undrawn(data) == []
    styles = parts(data)["word/styles.xml"]
    assert {named.get(W + "ascii") for named in styles.iter(W + "rFonts")} == {family(data)}


def test_letters_of_another_font_are_a_run_of_their_own() -> None:
    data = made(SAMPLES["tigrinya"])
    assert [sorted(weights) for weights in carried(data).values()] == [
        ["embedBold", "embedRegular"],
        ["embedBold", "embedRegular"],
    ]
    ethiopic, other = carried(data)
    assert family(data) == ethiopic
    line = next(p for p in parts(data)["word/document.xml"].iter(W + "p") if "ዋዕላ" in shown(p))
    runs = [(shown(run), run.find(f"{W}rPr/{W}rFonts")) for run in line.iter(W + "r")]
    assert [(words, None if named is None else named.get(W + "cs")) for words, named in runs] == [
        ("ዋዕላ ምውህሃድ ", None),
        ("№\u00a07 → E", other),
        ("-", None),
        ("Werk, Škoda, กขค", other),
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_font_is_true_type(name: str) -> None:
    """Word takes no other along, and reads the bounds of the outlines in it."""
    for weights in carried(made(SAMPLES[name])).values():
        for font in weights.values():
            assert font.sfntVersion == "\0\1\0\0"
            assert not {"CFF ", "VORG"} & set(font.keys())
            assert font["maxp"].numGlyphs == len(font.getGlyphOrder()) > 1
            assert font["head"].xMax > font["head"].xMin
            assert font["maxp"].maxPoints > 0


@pytest.mark.parametrize("name", SAMPLES)
def test_fonts_tell_their_new_name_and_may_be_embedded(name: str) -> None:
    for family_name, weights in carried(made(SAMPLES[name])).items():
        assert len(family_name) < 32
        for kind, font in weights.items():
            bold = kind == "embedBold"
            assert font.sfntVersion == "\x00\x01\x00\x00"
            assert "glyf" in font
            assert not {"fvar", "gvar", "DSIG"} & set(font.keys())
            names = {number: font["name"].getDebugName(number) for number in (0, 1, 2, 4, 6, 13)}
            assert names[1] == family_name
            assert names[2] == ("Bold" if bold else "Regular")
            assert "licensed under" in names[13].lower()
            assert "Fira" not in f"{names[1]}{names[4]}{names[6]}"
            about = font["OS/2"]
            assert about.fsType in (0, 8)  # installable, editable (OpenType, OS/2)
            assert bool(about.fsSelection & 1 << 5) is bold
            assert bool(about.fsSelection & 1 << 6) is not bold
            assert font["head"].macStyle == int(bold)
            assert about.usWeightClass == (700 if bold else 400)
            arabic_page = about.ulCodePageRange1 & 1 << 6
            assert bool(arabic_page) or ord("ر") not in font.getBestCmap()


def test_arabic_keeps_its_forms_and_the_digits_of_its_readers() -> None:
    (weights,) = carried(made(arabic())).values()
    for font in weights.values():
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert {"init", "medi", "fina"} <= features
        assert {*map(ord, "0123456789٣۳")} <= set(font.getBestCmap())


def test_capitals_of_a_style_come_along() -> None:
    files = unpack(SHIPPED.read_bytes())
    styles = etree.fromstring(files["word/styles.xml"])
    rpr = next(styles.iter(W + "rPr"))
    etree.SubElement(rpr, W + "caps")
    files["word/styles.xml"] = etree.tostring(styles)
    data = made(
        replace(german(), language=language("uk"), title=text("ґанок")),
        replace(LETTERHEAD, data=pack(files)),
    )
    (weights,) = carried(data).values()
    assert ord("Ґ") in weights["embedRegular"].getBestCmap()


def test_settings_and_content_types_say_so() -> None:
    data = made(georgian())
    settings = [child.tag.removeprefix(W) for child in parts(data)["word/settings.xml"]]
    assert settings[:4] == ["zoom", "embedTrueTypeFonts", "saveSubsetFonts", "defaultTabStop"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".odttf")]
    assert names == ["word/fonts/font1.odttf", "word/fonts/font2.odttf"]
    types = {kind.get("Extension"): kind.get("ContentType") for kind in parts(data)[TYPES]}
    assert types["odttf"] == "application/vnd.openxmlformats-officedocument.obfuscatedFont"
    entry = parts(data)["word/fontTable.xml"][-1]
    assert [child.tag.removeprefix(W) for child in entry] == [
        *("altName", "charset", "family", "pitch", "embedRegular", "embedBold"),
    ]
    assert entry[0].get(W + "val") == language("ka").fonts[0]


@pytest.mark.parametrize("name", SAMPLES)
def test_without_the_option_nothing_comes_along(name: str) -> None:
    data = render(SAMPLES[name], LETTERHEAD)
    files, shipped = unpack(data), unpack(SHIPPED.read_bytes())
    assert files["word/fontTable.xml"] == shipped["word/fontTable.xml"]
    assert not any(path.endswith((".odttf", "fontTable.xml.rels")) for path in files)
    assert b"odttf" not in files[TYPES]
    assert b"embedTrueTypeFonts" not in files["word/settings.xml"]
    assert family(data) == SAMPLES[name].language.fonts[0]


def test_the_same_edition_gives_the_same_bytes() -> None:
    """In another process, where sets have another order."""
    script = (
        "import hashlib; from tests.render.test_embedding import SAMPLES, made; "
        "print(*(hashlib.sha256(made(SAMPLES[name])).hexdigest() for name in sorted(SAMPLES)))"
    )
    there = subprocess.check_output([sys.executable, "-c", script], text=True).split()
    here = [hashlib.sha256(made(SAMPLES[name])).hexdigest() for name in sorted(SAMPLES)]
    assert there == here


def test_other_letters_are_another_font() -> None:
    names = [next(iter(carried(made(SAMPLES[name])))) for name in SAMPLES]
    assert len(set(names)) == len(SAMPLES)


def own_letterhead(folder: Path, change: bytes | None) -> Letterhead:
    """A letterhead from outside, with another font table or none."""
    files = unpack(SHIPPED.read_bytes())
    if change is None:
        del files["word/fontTable.xml"]
        for name in (TYPES, "word/_rels/document.xml.rels"):
            files[name] = re.sub(rb"<[^<>]*fontTable\.xml[^<>]*/>", b"", files[name])
    else:
        files["word/fontTable.xml"] = change
    path = folder / "letterhead.docx"
    path.write_bytes(pack(files))
    return load_letterhead(path)


def test_a_letterhead_of_ones_own_keeps_its_fonts_for_latin_letters(tmp_path: Path) -> None:
    letterhead = own_letterhead(tmp_path, unpack(SHIPPED.read_bytes())["word/fontTable.xml"])
    assert made(german(), letterhead) == render(german(), letterhead)
    assert undrawn(made(georgian(), letterhead)) == []


def test_a_letterhead_without_a_font_table_gets_one(tmp_path: Path) -> None:
    data = made(georgian(), own_letterhead(tmp_path, None))
    assert undrawn(data) == []
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_a_font_that_a_letterhead_brings_along_stays(tmp_path: Path) -> None:
    """A finished document, fonts and all, is made the letterhead of another one."""
    first = made(georgian())
    files = unpack(first)
    document = etree.fromstring(files["word/document.xml"])
    body = document[0]
    for element in list(body)[:-1]:
        body.remove(element)
    for number, field in enumerate(("notice", "title", "body")):
        line = etree.fromstring(
            f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>{{{{ {field} }}}}</w:t></w:r></w:p>'
        )
        body.insert(number, line)
    files["word/document.xml"] = etree.tostring(document)
    path = tmp_path / "letterhead.docx"
    path.write_bytes(pack(files))
    data = made(arabic(), load_letterhead(path))
    assert set(carried(first)) < set(carried(data))
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The samples as LibreOffice prints them where there is no font but one with the letter A.

    It does not start without any.
    """
    folder = tmp_path_factory.mktemp("printed")
    (folder / "fonts").mkdir()
    (only,) = cutting.embedded("A", "Latn")
    (folder / "fonts" / "a.ttf").write_bytes(only.regular)
    configuration = folder / "fonts.conf"
    configuration.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
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
        env={**os.environ, "FONTCONFIG_FILE": str(configuration)},
    )
    return {name: folder / f"{name}.pdf" for name in SAMPLES}


@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_uses_them(name: str, printed: dict[str, Path]) -> None:
    listed = subprocess.run(["pdffonts", printed[name]], capture_output=True, check=True)
    used = {
        re.sub("-(Regular|Bold)$", "", line.split()[0].partition("+")[2])
        for line in listed.stdout.decode().splitlines()[2:]
    }
    assert used == {one.replace(" ", "") for one in carried(made(SAMPLES[name]))}


def test_libreoffice_prints_real_letters(printed: dict[str, Path]) -> None:
    read = subprocess.run(["pdftotext", printed["tigrinya"], "-"], capture_output=True, check=True)
    assert "ዋዕላ ምውህሃድ № 7 → E-Werk, Škoda" in read.stdout.decode()
