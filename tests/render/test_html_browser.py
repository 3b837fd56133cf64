"""HTML editions in Chromium: axe, contrast as painted, 320 px, keyboard, no request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.model import Colours, Edition
from pipeline.render.html import render

from .browser import Appearance, chromium, faint, opened, reached, violations, width
from .html_samples import LANGUAGES, everything, invitation, press_release

EDITIONS = {
    **{f"invitation-{tag}": invitation(tag) for tag in LANGUAGES},
    **{f"press-{tag}": press_release(tag) for tag in ("de", "ka")},
    "everything-ar": everything("ar"),
    "everything-de": everything("de"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


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


@pytest.mark.parametrize("name", ["invitation-ar", "press-de"])
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


def test_rows_of_the_programme_stand_one_under_the_other_on_a_phone(
    browser: Browser, folder: Path
) -> None:
    with opened(browser, folder / "invitation-de.html") as page:
        script = "[...document.querySelectorAll('.programme tbody tr:nth-child(2) td')]"
        tops = f"{script}.map(cell => Math.round(cell.getBoundingClientRect().top))"
        assert len(set(page.evaluate(tops))) == 3
        page.set_viewport_size({"width": 1280, "height": 800})
        assert len(set(page.evaluate(tops))) == 1


@pytest.mark.parametrize("tag", LANGUAGES)
def test_paper_keeps_the_draft_mark_and_drops_the_navigation(
    browser: Browser, folder: Path, tag: str
) -> None:
    with opened(browser, folder / f"invitation-{tag}.html", width=660) as page:
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert page.locator("h1").is_visible()
        assert page.locator(".notice .mark").count() == (tag != "de")
        assert all(mark.is_visible() for mark in page.locator(".notice .mark").all())
