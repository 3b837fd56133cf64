"""Every edition of the first documents, read back by programs that are not ours."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Browser

from pipeline.base.model import State
from pipeline.edition.model import Edition
from pipeline.render.places import folder
from pipeline.source.model import Kind

from ..render.browser import faint, opened, violations, width
from ..render.read_page import read_by_pandoc
from ..render.read_page import shown as page_texts
from ..render.read_word import W, has, leaves, pandoc, parts, story, texts
from ..support import LANGUAGES, ROOT, snapshot

SLUGS = ("integrationskonferenz-2023", "integrationskonferenz-2023-presse")
ALL = [(slug, tag) for slug in SLUGS for tag in ("de", *LANGUAGES)]
EMAIL = "vielfaltszentrum@werra-meissner-kreis.de"
PHONE = "05651 302-1160"

PAGES = ("html", "fragment.html")
PICTURES = ("png", "small.png", "story.png")  # preview.png needs an address


@pytest.fixture
def edition(editions: list[Edition], slug: str, tag: str) -> Edition:
    return next(one for one in editions if (one.slug, one.language.tag) == (slug, tag))


def path_of(built: Path, edition: Edition, ending: str) -> Path:
    return built / folder(edition) / f"{edition.stem}.{ending}"


def test_every_document_in_every_language_and_format(built: Path) -> None:
    expected = {"index.html", "status.json", *(f"review/{tag}.html" for tag in LANGUAGES)}
    for slug in SLUGS:
        expected |= {f"{slug}/{name}" for name in ("index.html", "poster.pdf", "poster.png")}
        expected |= {f"{slug}/share/de.zip"}
        expected |= {f"{slug}/drafts/share/{tag}.ENTWURF.zip" for tag in LANGUAGES}
        for ending in (*PAGES, *PICTURES, "docx", "pdf", "ics", "txt"):
            expected.add(f"{slug}/de/{slug}.de.{ending}")
            expected |= {f"{slug}/drafts/{tag}/{slug}.{tag}.{ending}" for tag in LANGUAGES}
    assert set(snapshot(built)) == expected


def test_status_json_says_what_is_there(built: Path) -> None:
    documents = json.loads((built / "status.json").read_text())["documents"]
    assert [(one["slug"], one["language"]) for one in documents] == [
        (slug, tag) for slug in SLUGS for tag in ("de", *LANGUAGES)
    ]
    for one in documents:
        german = one["language"] == "de"
        assert one["publishable"] == german
        assert one["state"] == ("reviewed" if german else "draft")
        assert set(one["counts"]) == {str(state) for state in State}
        assert one["counts"]["missing"] == one["counts"]["changed"] == 0
        assert one["counts"]["reviewed" if german else "draft"] == sum(one["counts"].values()) > 10
        assert one["words"] > 50
        assert one["errors"] == 0
        assert one["warnings"] <= 3
        assert (one["words_left"] == 0) == german
        assert one["files"]
        assert all((built / name).is_file() for name in one["files"])


def test_a_run_on_what_is_committed_changes_neither_content_nor_catalogues(built: Path) -> None:
    for name in ("content", "locale"):
        assert snapshot(built.parent / name) == snapshot(ROOT / name)


@pytest.mark.parametrize(("slug", "tag"), ALL)
def test_word_says_what_the_edition_says(built: Path, edition: Edition, tmp_path: Path) -> None:
    path = path_of(built, edition, "docx")
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    data = path.read_bytes()
    read = [leaf for leaf in leaves(pandoc(data, tmp_path)["blocks"]) if leaf]
    assert read == texts(edition)
    for name, root in story(data).items():
        for element, mark in (("p", "pPr/bidi"), ("tbl", "tblPr/bidiVisual"), ("sectPr", "bidi")):
            marked = {has(found, mark) for found in root.iter(W + element)}
            assert marked <= {edition.language.rtl}, (name, element)
    core = parts(data)["docProps/core.xml"]
    assert edition.language.tag in [element.text for element in core]


@pytest.mark.parametrize(("slug", "tag"), ALL)
def test_the_page_says_what_the_edition_says(built: Path, edition: Edition) -> None:
    page = path_of(built, edition, "html").read_text(encoding="utf-8")
    assert read_by_pandoc(page) == re.sub(r"\s", "", "".join(page_texts(edition)))
    assert f'<html lang="{edition.language.tag}" dir="{edition.language.direction}">' in page


@pytest.mark.parametrize(
    ("slug", "tag"), [(s, t) for s, t in ALL if s == SLUGS[0] or t in ("de", "ar", "ka", "ti")]
)
def test_everybody_can_read_the_page(browser: Browser, built: Path, edition: Edition) -> None:
    """axe, contrast as painted in light and dark, 320 px, no request; see `opened`."""
    with opened(browser, path_of(built, edition, "html")) as page:
        assert width(page) <= 320
        assert violations(page) == ""
        assert faint(page) == []
        page.emulate_media(color_scheme="dark")
        assert faint(page) == []
        assert page.evaluate("getComputedStyle(document.body).direction") == (
            edition.language.direction
        )


def test_the_overview_is_readable_too(browser: Browser, built: Path) -> None:
    with opened(browser, built / "index.html") as page:
        assert width(page) <= 320
        assert violations(page) == ""


def test_libreoffice_prints_every_word_file(
    built: Path, editions: list[Edition], tmp_path: Path
) -> None:
    """One call for all; addresses and times stand in the printed text as they are."""
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"]
    files = sorted(built.rglob("*.docx"))
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)],
        check=True,
        capture_output=True,
    )
    for edition in editions:
        pdf = tmp_path / f"{edition.stem}.pdf"
        done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
        printed = done.stdout.decode()
        assert EMAIL in printed, edition.stem
        assert PHONE in printed, edition.stem
        if edition.language.tag not in ("fa", "prs"):
            assert "10:00" in printed
            assert "13:00" in printed
        if edition.kind is Kind.INVITATION:
            assert "Nicole Rathgeber" in printed
