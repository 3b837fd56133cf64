"""Pictures and partners in everything that is made, as other programs see it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pdfplumber
import pypdf
import pytest
import zxingcpp
from lxml import etree
from lxml import html as lxml_html
from openxml_audit import OpenXmlValidator
from PIL import Image

from pipeline.base.pictures import look
from pipeline.base.project import Project
from pipeline.catalogue import po
from pipeline.render import pictures, png, poster, sheet
from pipeline.render.pictures import Use
from pipeline.run import flow

from ..artwork import CAMERA, as_camera, landscape, write_all
from ..support import NOW, confirm, edit, edit_catalogue, run, snapshot
from .browser import opened
from .read_pdf import by_poppler, failures, outside

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MM = 72 / 25.4
ORGANISATION = """\
name = "Kreis"
languages = ["ar"]
base_url = "https://einladungen.example.org"
logo = "bilder/foerderer.svg"

[[partners]]
name = "Der Bund"
logo = "bilder/foerderer.svg"
role = "Gefördert durch"
url = "https://bund.example.org"
statement = "Das Fest wird vom Bund gefördert."
min_mm = 60
"""
DOCUMENT = """\
---
kind: invitation
title: Das große Fest
image:
  file: bilder/huegel.jpg
  alt: Hügel unter der Sonne
  caption: Blick auf die Hügel
  credit: © Pressestelle Nord
  until: 2029-12-31
event: {date: 2027-09-24, start: "17:00", end: "19:00", venue: E-Werk}
partners:
  - {name: Die Sterne, logo: bilder/sterne.png}
---
Kommen Sie alle!

![Der Platz am Abend](bilder/abend.jpg "So war es im letzten Jahr. © Pressestelle Süd")

Es gibt Musik.
"""
ARABIC = {
    "Hügel unter der Sonne": "تلال تحت الشمس",
    "Blick auf die Hügel": "منظر على التلال",
    "Gefördert durch": "بتمويل من",
    "Das Fest wird vom Bund gefördert.": "يمول الاتحاد هذا الحفل.",
    "Der Platz am Abend": "الساحة في المساء",
    "So war es im letzten Jahr.": "هكذا كان في العام الماضي.",
}


@dataclass(frozen=True)
class Made:
    project: Project

    def path(self, tag: str, ending: str) -> Path:
        (found,) = self.project.build.rglob(f"fest.{tag}.{ending}")
        return found

    def read(self, tag: str, ending: str) -> bytes:
        return self.path(tag, ending).read_bytes()


def office(folder: Path) -> Project:
    project = Project(folder)
    write_all(project.content)
    (project.content / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    (project.content / "fest.md").write_text(DOCUMENT, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = office(tmp_path_factory.mktemp("office"))
    assert run(project).ok

    def translate(entry: po.Entry) -> None:
        if entry.msgid in ARABIC:
            entry.msgstr = ARABIC[entry.msgid]
            confirm(entry)

    edit_catalogue(project.locale / "ar" / "LC_MESSAGES" / "fest.po", translate)
    assert run(project).ok
    return Made(project)


EACH = pytest.mark.parametrize("tag", ["de", "ar"])


def xp(root: object, path: str) -> list[Any]:
    return cast(list[Any], cast(Any, root).xpath(path))


def files_of(data: bytes) -> Iterator[bytes]:
    """The file and, of a zip or Word file, what is in it, however deep."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from files_of(archive.read(name))


def test_nothing_tells_where_and_with_what_it_was_taken(made: Made) -> None:
    looked_at = 0
    for name, data in snapshot(made.project.build).items():
        for inner in files_of(data):
            assert CAMERA.encode() not in inner, name
            assert b"Exif\0\0" not in inner, name
            looked_at += 1
    for tag in ("de", "ar"):
        page = lxml_html.fromstring(made.read(tag, "html"))
        for source in xp(page, "//img[starts-with(@src, 'data:image/jpeg')]/@src"):
            import base64

            image = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2])))
            assert not image.getexif()
            assert "comment" not in image.info
        for one in images_in(made.read(tag, "pdf")):
            assert not one.getexif()
    assert looked_at > 60


def images_in(pdf: bytes) -> list[Image.Image]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [one.image for page in reader.pages for one in page.images if one.image]


def test_a_large_photo_does_not_make_large_files(tmp_path: Path) -> None:
    project = office(tmp_path)
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    large = as_camera(Image.blend(landscape(4000, 3000), noise, 0.3), quality=97)
    assert len(large) > 5_000_000
    (project.content / "bilder" / "huegel.jpg").write_bytes(large)
    assert run(project).ok
    result = Made(project)
    sizes = {ending: len(result.read("de", ending)) for ending in ("docx", "html", "pdf", "png")}
    assert max(sizes.values()) < 1_800_000, sizes


@pytest.mark.parametrize("use", list(Use))
def test_pictures_are_upright_and_as_large_as_needed(tmp_path: Path, use: Use) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(as_camera(landscape(3000, 1000), turned=True))
    drawn = pictures.read(path) if use is Use.LOGO else pictures.fit(look(path), use)
    assert drawn.width == use.pixels
    assert drawn.height == pytest.approx(use.pixels / 3, abs=1)
    top = Image.open(io.BytesIO(drawn.data)).convert("RGB").getpixel((40, 3))
    assert isinstance(top, tuple)
    assert top[2] > top[0] + 40  # the sky is above


# --- PDF ---------------------------------------------------------------------------------


@EACH
def test_pdf_can_be_read_aloud_and_archived(made: Made, tag: str) -> None:
    data = made.read(tag, "pdf")
    assert failures(data) == []
    assert outside(data, 18 * MM, upright=8) == []
    alts = set(alternatives(data))
    wanted = ("Hügel unter der Sonne", "Der Platz am Abend")
    expected = {ARABIC[one] if tag == "ar" else one for one in wanted}
    assert expected | {"Der Bund", "Die Sterne"} <= alts


def alternatives(pdf: bytes) -> Iterator[str]:
    """The alternatives in the tag tree (ISO 32000-1, 14.9.3)."""

    def walk(node: object) -> Iterator[str]:
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                yield str(node["/Alt"])
            if "/K" in node:
                yield from walk(node["/K"])

    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert isinstance(root, dict)
    yield from walk(root["/StructTreeRoot"])


@EACH
def test_logos_on_paper_are_as_wide_as_they_must_be(made: Made, tag: str) -> None:
    with pdfplumber.open(io.BytesIO(made.read(tag, "pdf"))) as pdf:
        stars = [one for page in pdf.pages for one in page.images if one["srcsize"] == (800, 533)]
        (one,) = stars
        assert one["width"] / MM == pytest.approx(21, abs=0.2)
        assert one["height"] / MM == pytest.approx(14, abs=0.2)
        # The other one is a drawing: its three bars are as wide as 60 mm make them.
        bars = [
            path["x1"] - path["x0"]
            for page in pdf.pages
            for path in (*page.curves, *page.rects)
            if path["fill"]
            and path["non_stroking_color"]
            == pytest.approx((29 / 255, 79 / 255, 145 / 255), abs=0.02)
        ]
        assert max(bars) / MM == pytest.approx(60 * 180 / 300, abs=0.3)


def test_decoration_is_an_artifact(tmp_path: Path) -> None:
    project = office(tmp_path)
    edit(project.content / "fest.md", "alt: Hügel unter der Sonne", 'alt: ""')
    assert run(project).ok
    result = Made(project)
    data = result.read("de", "pdf")
    assert failures(data) == []
    assert "Hügel unter der Sonne" not in set(alternatives(data))
    page = lxml_html.fromstring(result.read("de", "html"))
    (leading,) = xp(page, "//figure[contains(@class, 'leading')]/img")
    assert leading.get("alt") == ""
    xml = word(result.read("de", "docx"))
    marked = xp(xml, "//*[local-name()='decorative'][@val='1']")
    assert len(marked) == 1


# --- Word --------------------------------------------------------------------------------


def word(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@EACH
def test_word_shows_and_describes_them(made: Made, tag: str) -> None:
    assert OpenXmlValidator().validate(made.path(tag, "docx")).errors == []
    xml = word(made.read(tag, "docx"))
    described = xp(xml, "//*[local-name()='docPr']/@descr")
    wanted = ("Hügel unter der Sonne", "Der Platz am Abend")
    expected = {ARABIC[one] if tag == "ar" else one for one in wanted}
    assert expected | {"Der Bund", "Die Sterne"} <= set(described)
    with zipfile.ZipFile(made.path(tag, "docx")) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert {Path(name).suffix for name in media} <= {".png", ".jpg", ".jpeg"}
        assert len(media) >= 4
    (drawing,) = (
        one
        for one in xp(xml, "//*[local-name()='inline']")
        if xp(one, "*[local-name()='docPr']/@descr") == ["Der Bund"]
    )
    (extent,) = xp(drawing, "*[local-name()='extent']")
    assert int(extent.get("cx")) / 36_000 == pytest.approx(60, abs=0.1)
    shown = "".join(map(str, xml.itertext()))
    assert "© Pressestelle Nord" in shown
    assert (ARABIC["Gefördert durch"] if tag == "ar" else "Gefördert durch") in shown


# --- pages -------------------------------------------------------------------------------


@EACH
@pytest.mark.parametrize("width", [320, 1200])
def test_logos_on_a_page_keep_size_and_white(
    made: Made, browser: Browser, tag: str, width: int
) -> None:
    with opened(browser, made.path(tag, "html"), width=width, appearance="dark") as page:
        found = page.evaluate(
            """() => [...document.querySelectorAll('.plate')].map(one => {
              const style = getComputedStyle(one);
              return [one.clientWidth - parseFloat(style.paddingLeft) * 2,
                      one.clientHeight - parseFloat(style.paddingTop) * 2,
                      style.backgroundColor, style.filter, style.transform, style.objectFit];
            })"""
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
    (bund, stars) = found
    assert bund[0] >= 60 * 96 / 25.4
    assert bund[0] / bund[1] == pytest.approx(3, abs=0.05)
    assert stars[0] / stars[1] == pytest.approx(1.5, abs=0.05)
    assert {tuple(one[2:5]) for one in found} == {("rgb(255, 255, 255)", "none", "none")}
    assert wide <= width


@EACH
def test_a_page_names_what_is_to_be_seen(made: Made, tag: str) -> None:
    page = lxml_html.fromstring(made.read(tag, "html"))
    alts = [one.get("alt") for one in xp(page, "//main//img")]
    expected = [
        "Hügel unter der Sonne",
        "Der Platz am Abend",
        "Der Bund",
        "Die Sterne",
    ]
    assert alts == [ARABIC.get(one, one) if tag == "ar" else one for one in expected]
    captions = [" ".join(one.text_content().split()) for one in xp(page, "//figcaption")]
    assert captions[0].endswith("© Pressestelle Nord")
    assert captions[1].endswith("© Pressestelle Süd")
    (link,) = xp(page, "//ul[@class='partners']//a/@href")
    assert link == "https://bund.example.org"


# --- pictures to send --------------------------------------------------------------------


@EACH
@pytest.mark.parametrize(
    ("ending", "size"),
    [("png", (1080, 1350)), ("story.png", (1080, 1920)), ("preview.png", (1200, 630))],
)
def test_pictures_to_send(made: Made, tag: str, ending: str, size: tuple[int, int]) -> None:
    data = made.read(tag, ending)
    image = Image.open(io.BytesIO(data))
    assert image.size == size
    assert len(data) < 900_000
    if ending != "preview.png":  # who sees that one has the link already
        (code,) = zxingcpp.read_barcodes(image)
        assert code.text == "https://einladungen.example.org/fest/"
    blue = [one for one in colours(image) if near(one, (0, 51, 153))]
    assert bool(blue) == (ending != "preview.png")  # the flag of the partner, not recoloured


def colours(image: Image.Image) -> list[tuple[int, ...]]:
    """Those that cover at least a thousandth."""
    found = image.convert("RGB").getcolors(image.width * image.height) or []
    return [
        cast(tuple[int, ...], one)
        for count, one in found
        if count > image.width * image.height / 1000
    ]


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(one, other, strict=True))


@EACH
def test_a_page_names_the_picture_that_is_shown_with_its_link(made: Made, tag: str) -> None:
    page = lxml_html.fromstring(made.read(tag, "html"))
    (address,) = xp(page, "//meta[@property='og:image']/@content")
    base = "https://einladungen.example.org/"
    assert address.startswith(base)
    assert (made.project.build / address.removeprefix(base)).is_file()


@EACH
def test_who_took_it_is_said_on_pictures_and_poster(made: Made, tag: str) -> None:
    found = next(
        one.edition
        for one in flow.editions(made.project, NOW).made
        if one.edition.language.tag == tag
    )
    assert found.image
    bare = replace(found, image=replace(found.image, credit=""))
    for draw in (png.picture, png.story, png.link_preview):
        assert draw(sheet.manuscript(found)) != draw(sheet.manuscript(bare))
    said = by_poppler(poster.pdf(poster.manuscript([found])))
    assert "© Pressestelle Nord" in said
    assert failures(poster.pdf(poster.manuscript([found]))) == []


# --- what keeps an edition from going out ------------------------------------------------


def test_without_a_description_nothing_goes_out(tmp_path: Path) -> None:
    project = office(tmp_path)
    edit(project.content / "fest.md", "  alt: Hügel unter der Sonne\n", "")
    outcome = run(project)
    assert not outcome.ok
    assert not any(row.publishable for row in outcome.rows)
    faults = [line for row in outcome.rows for line in row.faults]
    assert len(faults) == 1
    assert re.search(r"fest\.md:4: Dem Bild fehlt die Beschreibung", faults[0])
    assert list(project.build.rglob("drafts/de/fest.de.pdf"))
    assert not list(project.build.rglob("fest/de/*"))
    page = next(project.build.rglob("fest.de.html")).read_text(encoding="utf-8")
    assert "In diesem Dokument fehlt noch etwas." in page
    assert failures(next(project.build.rglob("fest.de.pdf")).read_bytes()) == []


def test_what_may_no_longer_be_shown_is_in_nothing(tmp_path: Path) -> None:
    project = office(tmp_path)
    edit(project.content / "fest.md", "until: 2029-12-31", "until: 2026-11-22")
    outcome = run(project)
    assert outcome.ok
    german = next(row for row in outcome.rows if row.language.tag == "de")
    assert german.publishable
    assert any("durfte bis 22.11.2026 gezeigt werden" in line for line in german.advice)
    for name, data in snapshot(project.build).items():
        for inner in files_of(data):
            assert b"Pressestelle Nord" not in inner, name
    assert not xp(
        lxml_html.fromstring(Made(project).read("de", "html")),
        "//figure[contains(@class, 'leading')]",
    )


def test_a_missing_picture_stops_nothing(tmp_path: Path) -> None:
    project = office(tmp_path)
    (project.content / "bilder" / "huegel.jpg").unlink()
    (project.content / "bilder" / "sterne.png").write_bytes(b"kaputt")
    outcome = run(project)
    assert outcome.ok
    german = next(row for row in outcome.rows if row.language.tag == "de")
    lines = [re.findall(r"[\w.]+:\d+", line)[0] for line in german.advice]
    assert [one for one in lines if one.startswith("fest")] == ["fest.md:5", "fest.md:12"]
    page = lxml_html.fromstring(Made(project).read("de", "html"))
    assert "Die Sterne" in xp(page, "//ul[@class='partners']")[0].text_content()
