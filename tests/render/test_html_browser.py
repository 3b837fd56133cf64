"""HTML editions in Chromium: axe, contrast as painted, 320 px, keyboard, no request."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from pipeline.edition.model import Edition
from pipeline.render.html import render
from pipeline.source.labels import LABELS
from pipeline.source.organisation import Colours

from .browser import Appearance, faint, opened, reached, violations, width
from .html_samples import BASE, everything, invitation, press_release, published_at, spoken, text

EDITIONS = {
    # The real documents are opened in all languages by test_editions.py.
    **{f"invitation-{tag}": invitation(tag) for tag in ("de", "ar", "ka", "ti")},
    **{f"press-{tag}": press_release(tag) for tag in ("de", "ka")},
    "everything-ar": everything("ar"),
    "everything-de": everything("de"),
    "code-ar": published_at(everything("ar")),
    "code-de": published_at(replace(invitation(), alternates=())),
    **{f"letters-{tag}": spoken(tag) for tag in ("ka", "ti", "ckb", "ur", "hi", "th")},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, edition in EDITIONS.items():
        (folder / f"{name}.html").write_text(render(edition), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", EDITIONS)
def test_everybody_can_read_the_page(browser: Browser, folder: Path, name: str) -> None:
    with opened(browser, folder / f"{name}.html") as page:
        assert violations(page) == ""
        assert faint(page) == []
        page.emulate_media(color_scheme="dark")
        assert faint(page) == []
        for size in (320, 390, 640, 768, 992, 1280):
            page.set_viewport_size({"width": size, "height": 800})
            assert width(page) <= size, size
        assert violations(page) == ""
        assert faint(page) == []
        page.emulate_media(color_scheme="light", contrast="more")
        assert faint(page) == []


def test_the_measure_of_contrast_would_notice(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "invitation-ar.html") as page:
        page.evaluate("document.querySelector('h1').style.color = '#d0d0d0'")
        assert len(faint(page)) == 1
        page.evaluate("document.querySelector('.panel').style.backgroundColor = '#c0c0c0'")
        assert len(faint(page)) > 10


@pytest.mark.parametrize("name", ["invitation-ar", "press-de", "code-ar"])
def test_the_keyboard_reaches_every_link(browser: Browser, folder: Path, name: str) -> None:
    with opened(browser, folder / f"{name}.html") as page:
        links = [link.get_attribute("href") for link in page.query_selector_all("a")]
        assert links[0] == "#main"
        assert reached(page)[: len(links)] == links


@pytest.mark.parametrize(
    "chosen", [Colours("#ffe600", "#ffffff"), Colours("#000000", "#00ff00")], ids=str
)
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_harsh_colours_of_an_office_can_be_read(
    browser: Browser, tmp_path: Path, chosen: Colours, appearance: Appearance
) -> None:
    edition: Edition = everything("ar")
    path = tmp_path / "page.html"
    organisation = replace(edition.organisation, colours=chosen)
    path.write_text(render(replace(edition, organisation=organisation)), encoding="utf-8")
    with opened(browser, path, appearance=appearance) as page:
        assert faint(page) == []


@pytest.mark.parametrize("size", [320, 360])
def test_the_name_beside_a_wide_logo_breaks_only_between_words(
    browser: Browser, tmp_path: Path, size: int
) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (900, 200), "#a03050").save(logo)
    edition = invitation("ka")
    organisation = replace(edition.organisation, logo=logo)
    path = tmp_path / "page.html"
    path.write_text(render(replace(edition, organisation=organisation)), encoding="utf-8")
    with opened(browser, path, width=size) as page:
        assert width(page) <= size
        name = page.locator(".wordmark bdi").bounding_box()
        assert name
        line = page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.wordmark')).lineHeight)"
        )
        assert name["height"] <= 3 * line + 1, "Werra- / Meißner- / Kreis at the most"


def test_rows_of_the_programme_stand_one_under_the_other_on_a_phone(
    browser: Browser, folder: Path
) -> None:
    with opened(browser, folder / "invitation-de.html") as page:
        script = "[...document.querySelectorAll('.programme tbody tr:nth-child(2) td')]"
        tops = f"{script}.map(cell => Math.round(cell.getBoundingClientRect().top))"
        assert len(set(page.evaluate(tops))) == 3
        page.set_viewport_size({"width": 1280, "height": 800})
        assert len(set(page.evaluate(tops))) == 1


@pytest.mark.parametrize("tag", ["de", "ar", "ka", "ti"])
def test_paper_keeps_the_draft_mark_and_drops_the_navigation(
    browser: Browser, folder: Path, tag: str
) -> None:
    with opened(browser, folder / f"invitation-{tag}.html", width=660) as page:
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert page.locator("h1").is_visible()
        assert page.locator(".notice .mark").count() == (tag != "de")
        assert all(mark.is_visible() for mark in page.locator(".notice .mark").all())


@pytest.mark.parametrize("name", ["code-ar", "code-de"])
def test_a_phone_reads_the_code_on_paper(
    browser: Browser, folder: Path, tmp_path: Path, name: str
) -> None:
    edition = EDITIONS[name]
    with opened(browser, folder / f"{name}.html", width=660) as page:
        page.emulate_media(media="print")
        code = page.locator(".code svg").bounding_box()
        assert code
        assert round(code["width"] / 96 * 25.4) == round(code["height"] / 96 * 25.4) == 30
        assert page.locator("nav h2").count() == (len(edition.alternates) > 1)
        assert page.locator(".code a").is_visible()
        assert not page.locator("nav ul").is_visible()
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    command = ["pdftoppm", "-r", "200", "-png", "page.pdf", "page"]
    subprocess.run(command, check=True, cwd=tmp_path)
    pictures = [Image.open(path) for path in sorted(tmp_path.glob("page-*.png"))]
    found = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    assert found == [f"{BASE}/{edition.slug}/"]


def test_the_code_can_be_read_in_the_dark(browser: Browser, folder: Path, tmp_path: Path) -> None:
    with opened(browser, folder / "code-ar.html", width=1280, appearance="dark") as page:
        page.locator(".code svg").scroll_into_view_if_needed()
        page.screenshot(path=tmp_path / "page.png")
    (found,) = zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))
    assert found.text == f"{BASE}/{EDITIONS['code-ar'].slug}/"


@pytest.mark.parametrize("tag", ["ka", "ti", "ckb", "ur", "hi", "th"])
def test_letters_are_drawn_with_the_font_of_the_page(
    browser: Browser, folder: Path, tag: str
) -> None:
    with opened(browser, folder / f"letters-{tag}.html") as page:
        faces = page.evaluate(
            "document.fonts.ready.then(all => [...all].map(face => [face.family, face.status]))"
        )
        assert [status for _family, status in faces] == ["loaded", "loaded"]
        (family,) = {family for family, _status in faces}
        shown = page.inner_text("h1")
        assert page.evaluate(
            "([font, letters]) => document.fonts.check(font, letters)", [f"16px {family}", shown]
        )
        drawn = platform_fonts(page, "h1")
        assert drawn
        assert all(drawn.values()), drawn
        latin = platform_fonts(page, ".wordmark bdi")
        assert not any(latin.values()), latin


def platform_fonts(page: Page, selector: str) -> dict[str, bool]:
    """Return the fonts that Chromium really draws an element with: name, whether the page's."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    found = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})
    session.detach()
    return {font["familyName"]: font["isCustomFont"] for font in found["fonts"]}


def test_german_in_a_right_to_left_page_starts_at_the_left(
    browser: Browser, tmp_path: Path
) -> None:
    edition = replace(
        invitation("ar"),
        alert=text("أُلغيت الفعالية."),
        german_alert=LABELS["cancelled"],
        title=text("Konferenz", german=True),
        kind_label=text("Einladung", german=True),
    )
    path = tmp_path / "page.html"
    path.write_text(render(edition), encoding="utf-8")
    with opened(browser, path, width=390) as page:
        german = [".alert p[lang=de]", ".notice .say[lang=de]", "h1", ".kind"]
        arabic = [".alert p:not([lang])", ".notice .say:not([lang])", ".subtitle", ".text .lead"]
        for selector in german + arabic:
            before, after = gaps(page, selector)
            assert (before < after) == (selector in german), selector


def gaps(page: Page, selector: str) -> list[float]:
    """Return the room to the left and right of the last line of an element's text."""
    found = page.evaluate(
        """selector => {
          const element = document.querySelector(selector);
          const range = document.createRange();
          range.selectNodeContents(element);
          const text = [...range.getClientRects()].at(-1);
          return [text.left, document.documentElement.clientWidth - text.right];
        }""",
        selector,
    )
    return [float(gap) for gap in found]
