"""The start page of site/: all documents in all languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from pipeline.edition.model import Edition
from pipeline.render import start

from .browser import Appearance, faint, opened, reached, violations, width

TODAY = dt.date(2023, 10, 1)


def parsed(page: str) -> Any:
    return html.fromstring(page)


@pytest.fixture(scope="module")
def ready(editions: list[Edition]) -> list[Edition]:
    return [replace(one, publishable=True, notice=None) for one in editions]


@pytest.fixture(scope="module")
def page_path(ready: list[Edition], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "index.html"
    path.write_text(start.render(ready, TODAY), encoding="utf-8")
    return path


def test_every_document_is_listed_in_every_language_by_its_own_title(ready: list[Edition]) -> None:
    tree = parsed(start.render(ready, TODAY))
    for one in ready:
        (section,) = tree.xpath(f"//li[@id='{one.language.tag}']")
        assert section.get("dir") == one.language.direction
        path = f"{one.slug}/{one.language.tag}/{one.stem}.html"
        (link,) = section.xpath(f".//a[@href='{path}']")
        assert one.title.plain in " ".join(link.text_content().split())
        assert section.xpath(f".//a[@href='{one.slug}/index.html']")
    assert not tree.xpath("//a[contains(@href, 'drafts')]")


def test_what_is_still_to_come_stands_first(ready: list[Edition]) -> None:
    first = next(one for one in ready if one.language.tag == "de" and one.event)
    event = first.event
    assert event

    def on(slug: str, day: dt.date | None) -> Edition:
        when = event.when if day is None else replace(event.when, date=day, end_date=None)
        return replace(first, slug=slug, event=replace(event, when=when) if day else None)

    listed = [
        on("over", dt.date(2024, 1, 1)),
        on("long-over", dt.date(2023, 1, 1)),
        on("always", None),
        on("later", dt.date(2024, 9, 1)),
        on("today", dt.date(2024, 5, 1)),
    ]
    tree = parsed(start.render(listed, dt.date(2024, 5, 1)))
    shown = [href.partition("/")[0] for href in tree.xpath("//li//a[@class='page']/@href")]
    assert shown == ["today", "later", "always", "over", "long-over"]


def test_a_document_in_one_language_points_to_no_others(ready: list[Edition]) -> None:
    alone = [one for one in ready if one.language.tag == "de"]
    tree = parsed(start.render(alone, TODAY))
    assert not tree.xpath("//a[@class='others']")


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("wide", [320, 360, 1200])
def test_it_can_be_read_and_reached(
    browser: Browser, page_path: Path, appearance: Appearance, wide: int
) -> None:
    with opened(browser, page_path, width=wide, appearance=appearance) as page:
        assert width(page) == wide
        assert violations(page) == ""
        assert faint(page) == []
        hrefs = {link.get_attribute("href") for link in page.locator("a").all()}
        assert set(reached(page)) == hrefs


def test_the_reader_finds_the_own_language_first(browser: Browser, page_path: Path) -> None:
    with opened(browser, page_path, languages="ar-SY,uk") as page:
        tags = [one.get_attribute("lang") for one in page.locator("#tongues > li").all()]
        assert tags[:3] == ["ar", "uk", "de"]
    with opened(browser, page_path, languages="ar-SY,uk", script=False) as page:
        assert page.locator("#tongues > li").first.get_attribute("lang") == "de"
