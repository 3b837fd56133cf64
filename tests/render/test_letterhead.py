"""Letterheads from outside: what is refused, and that any other one works."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.shared import Pt, RGBColor
from lxml import etree
from openxml_audit import OpenXmlValidator

from pipeline.base.errors import TemplateError
from pipeline.render.docx import render
from pipeline.render.word.fields import FIELDS, REQUIRED
from pipeline.render.word.letterhead import SHIPPED, load_letterhead
from pipeline.render.word.styles import STYLES
from tools.letterhead.package import letterhead as written

from .docx_samples import BASE_URL, SAMPLES, arabic, georgian, german, text
from .read_word import W, descriptions, leaves, pandoc, parts, shown, squeeze, story

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def own(tmp_path: Path, *lines: str, build: Callable[[Document], None] | None = None) -> Path:
    """A letterhead from python-docx's template: other styles, other paper, old Word."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if build:
        build(document)
    path = tmp_path / "letterhead.docx"
    document.save(str(path))
    return path


NEEDED = ("{{ notice }}", "{{ title }}", "{{ body }}")


def refusal(path: Path) -> str:
    with pytest.raises(TemplateError) as caught:
        load_letterhead(path)
    assert caught.value.where is not None
    assert caught.value.where.path == path
    return caught.value.message


def changed(path: Path, files: Mapping[str, bytes]) -> Path:
    """The file with parts replaced or added."""
    with zipfile.ZipFile(path) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**old, **files}.items():
            archive.writestr(name, content)
    return path


def related(path: Path, kind: str, target: str, *, external: bool = True) -> Path:
    """The file with one more relationship of its document."""
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(path) as archive:
        rels = archive.read(name).decode()
    mode = ' TargetMode="External"' if external else ""
    row = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return changed(path, {name: rels.replace("</Rel", row + "</Rel").encode()})


# --- the shipped one ------------------------------------------------------------------------


def test_the_shipped_letterhead_is_what_the_tool_writes() -> None:
    assert written() == SHIPPED.read_bytes()


def test_the_shipped_letterhead_has_every_style_and_field() -> None:
    letterhead = load_letterhead(None)
    assert letterhead.shipped
    assert letterhead is load_letterhead(None)
    names = {
        name.get(W + "val", "").lower()
        for name in parts(letterhead.data)["word/styles.xml"].iter(W + "name")
    }
    assert set(STYLES) <= names
    assert set(REQUIRED) <= letterhead.fields <= set(FIELDS)


def test_the_shipped_letterhead_is_clean_word_2013() -> None:
    data = SHIPPED.read_bytes()
    assert OpenXmlValidator().validate(SHIPPED).errors == []
    assert b"python-docx" not in b"".join(
        zipfile.ZipFile(io.BytesIO(data)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    )
    settings = parts(data)["word/settings.xml"]
    modes = {
        setting.get(W + "name"): setting.get(W + "val")
        for setting in settings.iter(W + "compatSetting")
    }
    assert modes["compatibilityMode"] == "15"
    size = next(parts(data)["word/document.xml"].iter(W + "pgSz"))
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")


# --- a letterhead of one's own ----------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_three_fields_are_enough_and_nothing_is_lost(name: str, tmp_path: Path) -> None:
    edition = SAMPLES[name]
    data = render(edition, load_letterhead(own(tmp_path, *NEEDED)))
    read = [leaf for leaf in leaves(pandoc(data, tmp_path)["blocks"]) if leaf]
    ours = render(edition, load_letterhead(None))
    expected = [leaf for leaf in leaves(pandoc(ours, tmp_path)["blocks"]) if leaf]
    expected.remove(edition.kind_label.plain)
    expected.remove(edition.title.plain)
    read.remove(edition.title.plain)
    assert read == expected
    path = tmp_path / "made.docx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_what_a_condition_hides_is_shown_all_the_same(tmp_path: Path) -> None:
    lines = ("{%p if rtl %}", "{{ notice }}", "{{ facts }}", "{%p endif %}", *NEEDED[1:], "Ende")
    draft = replace(arabic(), language=georgian().language)
    data = render(draft, load_letterhead(own(tmp_path, *lines)))
    body = shown(parts(data)["word/document.xml"])
    for expected in ("مسودة", "Entwurf", "أُلغيت", "E-Werk, Eschwege"):
        assert expected in body
    assert body.index("أُلغيت") < body.index("Entwurf") < body.index("مهرجان")
    assert body.index("مهرجان") < body.index("E-Werk, Eschwege") < body.index("ندعوكم")


def test_split_tags_are_rejoined(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        line = document.add_paragraph()
        for piece in ("{", "{ ti", "tle", " }", "} und ", "{{ kind }}"):
            line.add_run(piece).bold = piece == "tle"

    path = own(tmp_path, *NEEDED[::2], build=build)
    body = parts(render(german(), load_letterhead(path)))["word/document.xml"]
    assert "Fest der Nachbarn und Einladung" in [shown(p) for p in body.iter(W + "p")]


def test_conditions_and_loops_work(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("{% if tag == „de“ %}deutsch{% else %}anders{% endif %}")
        document.add_paragraph(
            "{% for fact in facts %}[{{ fact.label }}: {{ fact.value }}]{% endfor %}"
        )
        table = document.add_table(3, 2)
        table.cell(0, 0).text = "{%tr for fact in facts %}"
        table.cell(1, 0).text = "{{ fact.label }}"
        table.cell(1, 1).text = "{{ fact.value }}"
        table.cell(2, 0).text = "{%tr endfor %}"

    path = own(tmp_path, *NEEDED, build=build)
    body = parts(render(german(), load_letterhead(path)))["word/document.xml"]
    lines = [shown(p) for p in body.iter(W + "p")]
    assert "deutsch" in lines
    assert "[Wann: Samstag, 4.\u00a0November 2023][Wo: E-Werk, Eschwege]" in lines
    assert shown(body).count("Samstag, 4.\u00a0November 2023") == 2


def test_a_letterhead_keeps_its_looks(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.styles["Heading 1"].font.name = "Hausschrift"
        document.styles["Heading 1"].font.size = Pt(33)
        heading = document.add_paragraph(style="Heading 1")
        heading.add_run("{{ title }}").font.color.rgb = RGBColor(0xAB, 0xCD, 0xEF)
        header = document.sections[0].header.paragraphs[0]
        header.add_run("Unser Haus · ").font.name = "Hausschrift"
        header.add_run("{{ organisation }}")

    path = own(tmp_path, *NEEDED[::2], build=build)
    letterhead = load_letterhead(path)
    assert not letterhead.shipped
    in_german = render(german(), letterhead)
    xml = etree.tostring(parts(in_german)["word/document.xml"], encoding="unicode")
    assert "ABCDEF" in xml
    assert "Hausschrift" in etree.tostring(parts(in_german)["word/styles.xml"], encoding="unicode")
    in_georgian = render(georgian(), letterhead)
    styles = etree.tostring(parts(in_georgian)["word/styles.xml"], encoding="unicode")
    assert "Hausschrift" not in styles
    assert "Theme" not in styles.replace("themeColor", "")
    headers = [root for name, root in story(in_georgian).items() if "header" in name]
    assert "Unser Haus · Werra-Meißner-Kreis" in [shown(root) for root in headers]
    assert any("Hausschrift" in etree.tostring(root, encoding="unicode") for root in headers)


def test_a_letterhead_becomes_right_to_left(tmp_path: Path) -> None:
    path = own(
        tmp_path, *NEEDED, build=lambda d: d.add_table(1, 1).cell(0, 0).add_paragraph("Haus")
    )
    for root in story(render(arabic(), load_letterhead(path))).values():
        assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in root.iter(W + "p"))
        assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in root.iter(W + "tbl"))


def test_the_title_is_a_heading_in_any_style(tmp_path: Path) -> None:
    body = parts(render(german(), load_letterhead(own(tmp_path, *NEEDED))))["word/document.xml"]
    title = next(p for p in body.iter(W + "p") if shown(p) == "Fest der Nachbarn")
    level = title.find(f"{W}pPr/{W}outlineLvl")
    assert level is not None
    assert level.get(W + "val") == "0"


def test_a_dateline_of_its_own_is_not_shown_twice(tmp_path: Path) -> None:
    path = own(tmp_path, "{{ dateline }}", *NEEDED)
    data = render(SAMPLES["press"], load_letterhead(path))
    assert shown(parts(data)["word/document.xml"]).count("19.\u00a0Oktober 2023") == 1


def test_alternative_texts_can_hold_fields(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = document.add_table(1, 1)
        description = etree.SubElement(table._tbl.tblPr, W + "tblDescription")
        description.set(W + "val", "Kopf von {{ organisation }}")

    path = own(tmp_path, *NEEDED, build=build)
    hostile = replace(german(), organisation=replace(german().organisation, name='A & "B"'))
    body = parts(render(hostile, load_letterhead(path)))["word/document.xml"]
    assert 'Kopf von A & "B"' in [e.get(W + "val") for e in body.iter(W + "tblDescription")]


def test_a_document_with_nothing_but_text_is_enough(tmp_path: Path) -> None:
    """No styles, no lists, no settings, no properties, as some programs write it."""
    path = tmp_path / "letterhead.docx"
    wml = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NEEDED)
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{wml}.template.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W[1:-1]}"><w:body>{lines}</w:body>'
        "</w:document>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    data = render(arabic(), load_letterhead(path))
    read = [leaf for leaf in leaves(pandoc(data, tmp_path)["blocks"]) if leaf]
    assert squeeze(arabic().title.plain) in read
    assert "Dieser Absatz ist noch deutsch." in read


def test_libreoffice_opens_an_own_letterhead(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(render(arabic(), load_letterhead(own(tmp_path, *NEEDED))))
    office = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", office, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    assert path.with_suffix(".pdf").exists()


def test_a_narrow_place_has_the_words_below_the_code(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_table(1, 3).cell(0, 2).text = "{{ qr }}"

    data = render(arabic(), load_letterhead(own(tmp_path, *NEEDED, build=build)))
    body = parts(data)["word/document.xml"]
    boxes = [t for t in body.iter(W + "tbl") if "einladungen/fest" in shown(t)]
    assert len(boxes) == 1
    assert [squeeze(shown(p)) for p in list(boxes[0].iter(W + "tc"))[2].iter(W + "p")] == [
        "",
        arabic().labels["languages"].plain,
        "www.werra-meissner-kreis.de/einladungen/fest",
    ]
    assert descriptions(data) == [f"{BASE_URL}/fest/"]


def test_a_code_in_the_footer_is_not_shown_again(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "{{ qr }}"
        document.add_paragraph("{% if qr %}Unten steht mehr.{% endif %}")

    path = own(tmp_path, *NEEDED, build=build)
    data = render(german(), load_letterhead(path))
    assert descriptions(data) == [f"{BASE_URL}/fest/"]
    assert "Unten steht mehr." in shown(parts(data)["word/document.xml"])
    made = tmp_path / "made.docx"
    made.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(made).errors] == []


# --- refused: tags ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ titel }}", "Das Feld „titel“ in „{{ titel }}“ gibt es nicht. Meinten Sie „title“?"),
        ("{{ xyz }}", "Möglich sind: address, alert"),
        ("{{ kind", "„{{ kind“ ist kein vollständiges Feld"),
        ("{ kind }}", "„{ kind }}“ ist kein vollständiges Feld"),
        ("{ { kind } }", "„{ { kind } }“ ist kein vollständiges Feld"),
        ("{ kind }", "„{ kind }“ braucht doppelte Klammern: {{ kind }}"),
        ("{{ kind kind }}", "„{{ kind kind }}“ ist falsch geschrieben"),
        ("{{ }}", "„{{ }}“ ist falsch geschrieben"),
        ("{% if kind %}x", "„{% if kind %}“ wird nicht beendet. Schreiben Sie danach {% endif %}"),
        ("x{% endfor %}", "„{% endfor %}“ steht ohne passenden Anfang da"),
        ("{% wenn kind %}", "„{% wenn kind %}“ ist falsch geschrieben"),
        ("{{ kind|upper }}", "„{{ kind|upper }}“"),
        ("{{ kind.upper() }}", "In einem Briefkopf gibt es nur Felder"),
        ("{{ 10**9 }}", "In einem Briefkopf gibt es nur Felder"),
        ("{% set x = 1 %}", "In einem Briefkopf gibt es nur Felder"),
        ("{% include 'x' %}", "In einem Briefkopf gibt es nur Felder"),
        ("{{ kind.__class__ }}", "„__class__“ in „{{ kind.__class__ }}“ gibt es nicht"),
        ("{% for fact in facts %}{{ fact.valu }}{% endfor %}", "Meinten Sie „value“?"),
        ("{% for a in facts %}{% for b in facts %}", "Es gibt nur die Schleife {% for fact"),
        ("{{ " + "(" * 2000 + "kind" + ")" * 2000 + " }}", "In einem Briefkopf gibt es nur Felder"),
        ("{% for x in title %}", "Es gibt nur die Schleife {% for fact"),
        ("{% if kind > 3 %}", "In einem Briefkopf gibt es nur Felder"),
        ("{% cellbg kind|upper %}", "In einem Briefkopf gibt es nur Felder"),
        ("{{r kind }}", "braucht kein Zeichen davor: {{ kind }}"),
        ("Wann: {{ facts }}", "„{{ facts }}“ muss allein in einem Absatz stehen"),
    ],
)
def test_a_wrong_tag_is_named(line: str, message: str, tmp_path: Path) -> None:
    found = refusal(own(tmp_path, *NEEDED, line))
    assert message in found


def test_the_part_is_named(tmp_path: Path) -> None:
    def header(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ organization }}"

    def footer(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "{{ organisation"

    assert refusal(own(tmp_path, *NEEDED, build=header)).startswith("Ein Feld in der Kopfzeile ist")
    assert "Meinten Sie „organisation“?" in refusal(own(tmp_path, *NEEDED, build=header))
    assert refusal(own(tmp_path, *NEEDED, build=footer)).startswith("Ein Feld in der Fußzeile ist")
    assert refusal(own(tmp_path, *NEEDED, "{{")).startswith("Ein Feld im Text ist")


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_missing_field_is_named_as_it_is_written(missing: str, tmp_path: Path) -> None:
    tag = f"{{{{ {missing} }}}}"
    assert f"fehlt: {tag}. Schreiben" in refusal(
        own(tmp_path, *(line for line in NEEDED if line != tag))
    )


def test_a_condition_across_cells_is_refused(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("{% if subtitle %}")
        document.add_table(1, 1).cell(0, 0).text = "{% endif %}"

    assert "endet woanders" in refusal(own(tmp_path, *NEEDED, build=build))


def test_a_letterhead_under_discussion_is_refused(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        change = etree.SubElement(document.paragraphs[0]._p, W + "ins")
        change.set(W + "id", "1")
        change.set(W + "author", "x")

    message = refusal(own(tmp_path, *NEEDED, build=build))
    assert "im Text noch Änderungen oder Kommentare" in message


# --- refused: files --------------------------------------------------------------------------


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    assert "lässt sich nicht lesen" in refusal(path)
    path.write_bytes(b"Guten Tag")
    assert "Das ist keine Word-Datei" in refusal(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert "altes Word-Format (.doc) oder die Datei hat ein Kennwort" in refusal(path)
    path.write_bytes(b"")
    assert "Das ist keine Word-Datei" in refusal(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert "Das ist keine Word-Datei" in refusal(path)
    path.write_bytes(own(tmp_path, *NEEDED).read_bytes()[:-200])
    assert "Das ist keine Word-Datei" in refusal(path)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/styles.xml", b"<w:styles"),
        ("word/_rels/document.xml.rels", b"<x/>"),
        ("docProps/core.xml", b"<x/>"),
        ("word/numbering.xml", f'<w:numbering xmlns:w="{W[1:-1]}"><w:num w:numId="x"/>'.encode()),
    ],
)
def test_a_broken_part_is_refused(part: str, content: bytes, tmp_path: Path) -> None:
    path = own(tmp_path, *NEEDED, build=lambda document: document.core_properties.author)
    assert "beschädigt" in refusal(changed(path, {part: content}))


def test_another_form_of_word_file_is_refused(tmp_path: Path) -> None:
    strict = b'<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    message = refusal(changed(own(tmp_path, *NEEDED), {"word/document.xml": strict}))
    assert "nicht als „Strict Open XML“" in message


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = changed(own(tmp_path, *NEEDED), {"word/media/x": b"\0" * (81 * 2**20)})
    assert path.stat().st_size < 2**20
    assert "mehr, als ein Briefkopf braucht" in refusal(path)
    path.write_bytes(b"\0" * (20 * 2**20 + 1))
    assert "größer als 20 MB" in refusal(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "DOCTYPE" in refusal(changed(own(tmp_path, *NEEDED), {"word/x.xml": bomb}))


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "C:/x"])
def test_names_that_point_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    path = own(tmp_path, *NEEDED)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    assert f"unerlaubten Pfad: „{name}“" in refusal(path)


def test_macros_are_refused(tmp_path: Path) -> None:
    path = own(tmp_path, *NEEDED)
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    macros = types.replace(b".document.main+xml", b".document.macroEnabled.main+xml")
    macros = macros.replace(b"openxmlformats-officedocument.wordprocessingml.doc", b"ms-word.doc")
    assert "Makros" in refusal(changed(path, {"[Content_Types].xml": macros}))
    path = related(own(tmp_path, *NEEDED), "vbaProject", "vbaProject.bin", external=False)
    assert "eingebettetes Objekt oder Steuerelement" in refusal(path)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "https://example.org/logo.png"),
        ("hyperlink", "file:///C:/secret.docx"),
        ("hyperlink", "\\\\server\\share"),
        ("subDocument", "other.docx"),
        ("oleObject", "https://example.org/x.bin"),
    ],
)
def test_what_word_would_fetch_is_refused(kind: str, target: str, tmp_path: Path) -> None:
    assert f"„{target}“" in refusal(related(own(tmp_path, *NEEDED), kind, target))


def test_fields_that_fetch_are_refused(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        field = etree.SubElement(document.paragraphs[0]._p, W + "fldSimple")
        field.set(W + "instr", ' INCLUDEPICTURE "https://example.org/x.png" ')

    assert "nachlädt oder ausführt (INCLUDEPICTURE)" in refusal(own(tmp_path, *NEEDED, build=build))


def test_links_to_the_web_stay_and_the_own_template_is_forgotten(tmp_path: Path) -> None:
    path = related(own(tmp_path, *NEEDED), "hyperlink", "https://example.org/")
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" '
        'Target="file:///C:/Vorlagen/Haus.dotx" TargetMode="External"/></Relationships>'
    )
    path = changed(path, {"word/_rels/settings.xml.rels": rels.encode()})
    data = render(german(), load_letterhead(path))
    everything = "".join(etree.tostring(root, encoding="unicode") for root in parts(data).values())
    assert "https://example.org/" in everything
    assert "Haus.dotx" not in everything


def test_a_hostile_title_stays_text_in_an_own_letterhead(tmp_path: Path) -> None:
    hostile = '<&>"{{ body }}{% if x %}'
    edition = replace(german(), title=text(hostile))
    letterhead = load_letterhead(own(tmp_path, *NEEDED))
    body = parts(render(edition, letterhead))["word/document.xml"]
    assert hostile in [shown(p) for p in body.iter(W + "p")]


BOMBS = ("{{ 1/0 }}", "{{ 'a'*9999999999 }}", "{{ title.__class__ }}", "{{ title|upper }}")


@pytest.mark.parametrize("tag", BOMBS)
def test_a_tag_that_calculates_is_refused_wherever_it_stands(tag: str, tmp_path: Path) -> None:
    """docxtpl fills attributes and field codes as it fills paragraphs."""

    def in_attribute(document: Document) -> None:
        etree.SubElement(document.paragraphs[0]._p, W + "bookmarkStart").set(W + "name", tag)

    def in_field(document: Document) -> None:
        for kind in ("begin", tag[:5], tag[5:], "end"):
            run = etree.SubElement(document.paragraphs[0]._p, W + "r")
            if kind in ("begin", "end"):
                etree.SubElement(run, W + "fldChar").set(W + "fldCharType", kind)
            else:
                etree.SubElement(run, W + "instrText").text = kind

    for build in (in_attribute, in_field):
        assert "Ein Feld im Briefkopf ist falsch" in refusal(own(tmp_path, *NEEDED, build=build))


def test_a_tag_in_an_alt_text_is_filled(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        mark = etree.SubElement(document.paragraphs[-2]._p, W + "bookmarkStart")
        mark.set(W + "name", "{{ title }}")

    letterhead = load_letterhead(own(tmp_path, *NEEDED, build=build))
    body = parts(render(german(), letterhead))["word/document.xml"]
    names = [mark.get(W + "name") for mark in body.iter(W + "bookmarkStart")]
    assert german().title.plain in names


@pytest.mark.parametrize("many", ["{" * 50_000, "{{ " * 20_000, "{%" * 30_000])
def test_more_brackets_than_a_letterhead_has_are_refused_at_once(many: str, tmp_path: Path) -> None:
    assert "mehr als 2000 geschweifte Klammern" in refusal(own(tmp_path, *NEEDED, many))


def field_codes(*codes: str) -> Callable[[Document], None]:
    """Fields, each within the one before; ``|`` is where the inner one stands."""

    def build(document: Document) -> None:
        paragraph = document.paragraphs[0]._p

        def run(name: str) -> Any:
            return etree.SubElement(etree.SubElement(paragraph, W + "r"), W + name)

        def write(rest: Sequence[str]) -> None:
            before, _bar, after = rest[0].partition("|")
            run("fldChar").set(W + "fldCharType", "begin")
            run("instrText").text = before
            if rest[1:]:
                write(rest[1:])
            run("instrText").text = after
            run("fldChar").set(W + "fldCharType", "end")

        write(codes)

    return build


@pytest.mark.parametrize(
    "codes",
    [
        (" DDEAUTO c:\\\\x.exe ",),
        (" IF | = 1 ", " DDEAUTO c:\\\\x.exe "),
        ("| c:\\\\x.exe ", ' QUOTE "DDEAUTO" '),
        (" D| c:\\\\x.exe ", " REF rest "),
        (" QUOTE 68 68 69 ",),
        (" EMBED Package ",),
        (" RD c:\\\\x.docx ",),
    ],
)
def test_fields_within_fields_are_looked_into(codes: tuple[str, ...], tmp_path: Path) -> None:
    path = own(tmp_path, *NEEDED, build=field_codes(*codes))
    assert "nachlädt oder ausführt" in refusal(path)


def test_harmless_fields_within_fields_stay(tmp_path: Path) -> None:
    load_letterhead(own(tmp_path, *NEEDED, build=field_codes(' IF | > 1 "Seite" ', " NUMPAGES ")))
    load_letterhead(own(tmp_path, *NEEDED, build=field_codes(" =| + 1 ", " PAGE ")))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x.de/a.png"/>', "http"),
        ('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="//server/a.png"/>', "server"),
        ('<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/>', "OLEObject"),
        (f'<w:object xmlns:w="{W[1:-1]}"/>', "object"),
        (f'<w:altChunk xmlns:w="{W[1:-1]}"/>', "altChunk"),
    ],
)
def test_what_old_files_fetch_or_embed_is_refused(xml: str, said: str, tmp_path: Path) -> None:
    def build(document: Document) -> None:
        run = etree.SubElement(document.paragraphs[0]._p, W + "r")
        run.append(etree.fromstring(xml))

    assert said in refusal(own(tmp_path, *NEEDED, build=build))


def test_a_part_that_nothing_points_to_is_refused(tmp_path: Path) -> None:
    path = own(tmp_path, *NEEDED)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/oleObject1.bin", b"x")
    assert "eingebettetes Objekt" in refusal(path)


def test_a_mail_merge_is_forgotten(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        merge = etree.SubElement(document.settings.element, W + "mailMerge")
        etree.SubElement(merge, W + "query").set(W + "val", "SELECT * FROM c:\\\\people.mdb")

    letterhead = load_letterhead(own(tmp_path, *NEEDED, build=build))
    settings = parts(render(german(), letterhead))["word/settings.xml"]
    assert settings.find(W + "mailMerge") is None
