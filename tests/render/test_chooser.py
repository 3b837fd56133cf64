"""The language chooser: its text, and what it does in Chromium with and without script."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from pipeline.edition.model import Edition
from pipeline.language import fonts
from pipeline.language.table import languages
from pipeline.render import chooser
from pipeline.render.format import Whole
from pipeline.render.formats import SINGLE
from pipeline.render.text import render as message_of
from pipeline.render.tongues import ALSO
from pipeline.source.facts import EventStatus, Online
from pipeline.source.organisation import Colours, Organisation
from pipeline.text.runs import Run, Text

from ..support import LANGUAGES
from .browser import Appearance, faint, opened, reached, violations, width
from .html_samples import invitation, text

URL = "https://kreis.example"
ENDINGS = ("docx", "html", "pdf", "png", "small.png", "ics", "txt")
NOT_OFFERED = {"small.png"}


def files(editions: Sequence[Edition], endings: Sequence[str] = ENDINGS) -> dict[str, list[str]]:
    return {
        edition.language.tag: [
            *(f"{edition.language.tag}/{edition.stem}.{ending}" for ending in endings),
            f"share/{edition.language.tag}.zip",
        ]
        for edition in editions
    }


def render(editions: Sequence[Edition], given: Mapping[str, Sequence[str]]) -> str:
    return chooser.render(Whole(editions, given, SINGLE))


def parsed(page: str) -> Any:
    return html.fromstring(page)


def published(edition: Edition) -> Edition:
    return replace(edition, publishable=True, notice=None)


@pytest.fixture(scope="module")
def documents(editions: list[Edition]) -> list[list[Edition]]:
    """The real documents in 17 languages, as if all had been reviewed."""
    by_slug: dict[str, list[Edition]] = {}
    for edition in editions:
        by_slug.setdefault(edition.slug, []).append(published(edition))
    return list(by_slug.values())


@pytest.fixture(scope="module")
def everybody(documents: list[list[Edition]]) -> list[Edition]:
    """One document in every language of the table, with longer texts than any real one."""
    known = {edition.language.tag: edition for edition in documents[0]}
    lead = known["de"]
    return [
        replace(
            known.get(tag, lead),
            language=row,
            title=text(f"{row.endonym} {known.get(tag, lead).title.plain} {row.endonym}"),
        )
        for tag, row in languages().items()
    ]


@pytest.fixture(scope="module")
def page_path(documents: list[list[Edition]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chooser") / "index.html"
    path.write_text(render(documents[0], files(documents[0])), encoding="utf-8")
    return path


def order(page: Page) -> list[str | None]:
    return [card.get_attribute("lang") for card in page.locator("#tongues > li").all()]


# --- what stands in it --------------------------------------------------------------------


def test_every_language_is_greeted_in_its_own_words(documents: list[list[Edition]]) -> None:
    for editions in documents:
        assert {edition.language.tag for edition in editions} == {"de", *LANGUAGES}
        tree = parsed(render(editions, files(editions)))
        cards = tree.xpath("//ul[@id='tongues']/li")
        assert [card.get("lang") for card in cards] == [one.language.tag for one in editions]
        for card, edition in zip(cards, editions, strict=True):
            assert card.get("dir") == edition.language.direction
            (link,) = card.xpath("a")
            shown = " ".join(link.text_content().split())
            when = next(fact.value.plain for fact in edition.facts if fact.key == "when")
            for wanted in (edition.language.endonym, edition.title.plain, when):
                assert wanted in shown


def test_every_file_is_linked_and_nothing_else(documents: list[list[Edition]]) -> None:
    given = files(documents[0])
    tree = parsed(render(documents[0], given))
    hrefs = tree.xpath("//nav//a/@href")
    offered = (name for names in given.values() for name in names)
    assert sorted(hrefs) == sorted(
        name for name in offered if not any(name.endswith(f".{end}") for end in NOT_OFFERED)
    )
    assert all(link.get("hreflang") for link in tree.xpath("//nav//a"))


def test_what_does_not_exist_is_not_offered() -> None:
    editions = [published(invitation(tag)) for tag in ("de", "ar", "uk")]
    given = {"de": ["de/a.de.html"], "ar": ["ar/a.ar.html", "ar/a.ar.docx"], "uk": ["uk/a.uk.docx"]}
    tree = parsed(render(editions, given))
    assert tree.xpath("//nav/ul/li/@lang") == ["de", "ar"]
    assert [len(card.xpath("details")) for card in tree.xpath("//nav/ul/li")] == [0, 1]


@pytest.mark.parametrize("editions", [[], [invitation("de")]], ids=["no edition", "no page"])
def test_a_chooser_needs_something_to_choose(editions: list[Edition]) -> None:
    with pytest.raises(ValueError, match="needs a page"):
        render(editions, {})


def test_every_kind_of_file_has_a_name_and_a_label_is_preferred() -> None:
    edition = published(invitation("de"))
    given = files([edition])
    page = render([edition], given)
    assert [name for name in ("PDF", "Word", "PNG", "ICS", "TXT", "ZIP") if name not in page] == []
    labels = {**edition.labels, "file_ics": text("Kalender")}
    page = render([replace(edition, labels=labels)], given)
    assert "Kalender" in page
    assert "ICS" not in page


def test_search_engines_find_every_language() -> None:
    organisation = Organisation("Kreis", ("ar",), base_url=URL)
    editions = [
        replace(published(invitation(tag)), organisation=organisation) for tag in ("de", "ar")
    ]
    slug = editions[0].slug
    tree = parsed(render(editions, files(editions)))
    found = {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@hreflang]")}
    assert found == {
        "x-default": f"{URL}/{slug}/",
        "de": f"{URL}/{slug}/de/{slug}.de.html",
        "ar": f"{URL}/{slug}/ar/{slug}.ar.html",
    }
    (data,) = tree.xpath("//script[@type='application/ld+json']")
    assert json.loads(data.text)["url"] == f"{URL}/{slug}/"


def test_the_link_to_take_part_stands_with_date_and_place() -> None:
    edition = published(invitation("de"))
    assert edition.event
    online = Online("https://b.de/o", "05651 302")
    for event, found in (
        (replace(edition.event, online=online), ["E-Werk, Eschwege", "b.de/o"]),
        (replace(edition.event, venue=None, address=None, online=online), ["b.de/o"]),
    ):
        tree = parsed(render([replace(edition, event=event)], files([edition])))
        shown = [item.text_content() for item in tree.xpath("//ul[@class='essentials']/li")]
        assert shown == ["04.11.2023", "10:00 – 13:00", *found]


def test_a_cancelled_event_is_said_in_german_and_in_every_language() -> None:
    said = {"de": "Diese Veranstaltung fällt aus.", "ar": "أُلغيت الفعالية."}
    editions = []
    for tag, alert in said.items():
        edition = published(invitation(tag))
        assert edition.event
        event = replace(edition.event, status=EventStatus.CANCELLED)
        german_alert = None if tag == "de" else said["de"]
        editions.append(replace(edition, event=event, alert=text(alert), german_alert=german_alert))
    tree = parsed(render(editions, files(editions)))
    (top,) = tree.xpath("//main/*[1][@class='alert']")
    assert said["de"] in top.text_content()
    for card, alert in zip(tree.xpath("//nav/ul/li"), said.values(), strict=True):
        assert alert in card.text_content()
        assert said["de"] in card.text_content()
    (top,) = parsed(render(editions[1:], files(editions))).xpath("//main/*[1]")
    assert [line.text_content() for line in top.xpath(".//p")] == [said["ar"], said["de"]]
    assert top.xpath(".//p/@lang") == ["de"]


def test_phones_without_the_letters_can_find_their_language(
    browser: Browser, everybody: list[Edition], tmp_path: Path
) -> None:
    path = tmp_path / "index.html"
    path.write_text(render(everybody, files(everybody)), encoding="utf-8")
    carried = {one.language.tag for one in everybody if fonts.carried(one.language)}
    with opened(browser, path) as page:
        faces = page.evaluate(
            "document.fonts.ready.then(all => [...all].map(face => [face.family, face.status]))"
        )
        assert len(faces) == 4
        assert {status for _family, status in faces} == {"loaded"}
        used = page.evaluate(
            """() => [...document.querySelectorAll("#tongues > li")]
              .filter(card => getComputedStyle(card).fontFamily.startsWith('"Page '))
              .map(card => card.lang)"""
        )
    assert set(used) == carried


def test_no_text_becomes_markup_and_no_link_stands_in_a_link() -> None:
    title = Text((Run("</a><script>alert(1)</script>", link="https://x.example"), Run("&amp;")))
    edition = replace(published(invitation("de")), title=title)
    page = render([edition], files([edition]))
    assert "<script>alert" not in page
    assert not parsed(page).xpath("//a//a")


def test_the_policy_allows_one_script_and_one_style(page_path: Path) -> None:
    page = page_path.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].count("sha256-") == 2
    assert "unsafe" not in policy[1]
    assert len(parsed(page).xpath("//script[not(@type)]")) == 1
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page.replace(URL, ""))


def test_other_names_of_languages_are_in_the_table_and_belong_to_one() -> None:
    assert set(ALSO) <= set(languages())
    names = [name for names in ALSO.values() for name in names.split()]
    assert len(names) == len(set(names))
    assert not set(names) & set(languages())


# --- in the browser -----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 17, 44])
def test_everybody_can_read_and_use_it(
    browser: Browser,
    documents: list[list[Edition]],
    everybody: list[Edition],
    tmp_path: Path,
    count: int,
) -> None:
    editions = everybody if count == 44 else documents[0][:count]
    assert len(editions) == count
    path = tmp_path / "index.html"
    path.write_text(render(editions, files(editions)), encoding="utf-8")
    with opened(browser, path, languages="ar-SY") as page:
        assert violations(page) == ""
        assert faint(page) == []
        page.locator("summary").first.click()
        page.emulate_media(color_scheme="dark")
        assert violations(page) == ""
        assert faint(page) == []
        page.emulate_media(color_scheme="light", contrast="more")
        assert faint(page) == []
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for size in (320, 390, 640, 768, 1280):
            page.set_viewport_size({"width": size, "height": 800})
            assert width(page) <= size, size
            assert spilled(page) == [], size


def spilled(page: Page) -> list[str]:
    """Return every text that the card around it cuts off or that lies under its symbols."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('.page > span, a > .shown')].filter(part => {
          const card = part.closest('.card');
          const range = document.createRange();
          range.selectNodeContents(part);
          const box = range.getBoundingClientRect();
          const around = card.getBoundingClientRect();
          if (box.left < around.left || box.right > around.right || box.bottom > around.bottom)
            return true;
          return [...card.querySelectorAll('.page > .go, summary')].some(symbol => {
            const other = symbol.getBoundingClientRect();
            return box.left < other.right - 1 && other.left + 1 < box.right
              && box.top < other.bottom - 1 && other.top + 1 < box.bottom;
          });
        }).map(part => part.textContent)"""
    )
    return [str(part) for part in found]


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("ar-SY", "ar"),
        ("fa-AF", "prs"),
        ("fa-IR", "fa"),
        ("fa", "fa"),
        ("ku-TR", "kmr"),
        ("uk-UA", "uk"),
        ("KA-ge", "ka"),
        ("de-AT", "de"),
        ("ti-ER", "ti"),
        ("mo", "ro"),
    ],
)
def test_the_readers_language_comes_to_the_top(
    browser: Browser, page_path: Path, locale: str, first: str
) -> None:
    with opened(browser, page_path, languages=locale) as page:
        found = order(page)
        assert found[0] == first
        assert [tag for tag in ["de", *LANGUAGES] if tag != first] == found[1:]
        assert page.locator(".first").count() == 1
        assert page.locator("#tongues > .first").get_attribute("lang") == first


def test_all_of_the_readers_languages_come_in_their_order(
    browser: Browser, page_path: Path
) -> None:
    with opened(browser, page_path, languages="xx,ru-RU,uk,ru,en-US") as page:
        assert order(page)[:4] == ["ru", "uk", "en", "de"]


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("sr-RS", "sr-Cyrl"),
        ("sr-Latn-RS", "sr-Latn"),
        ("zh-TW", "zh-CN"),
        ("ckb-IQ", "ckb"),
        ("pt-BR", "pt"),
    ],
)
def test_tags_of_the_whole_table_are_looked_up(
    browser: Browser, everybody: list[Edition], tmp_path: Path, locale: str, first: str
) -> None:
    path = tmp_path / "index.html"
    path.write_text(render(everybody, files(everybody)), encoding="utf-8")
    with opened(browser, path, languages=locale) as page:
        assert order(page)[0] == first


def test_an_unknown_language_changes_nothing(browser: Browser, page_path: Path) -> None:
    with opened(browser, page_path, languages="ja-JP") as page:
        assert order(page) == ["de", *LANGUAGES]
        assert page.locator(".first").count() == 0


def test_it_works_without_script(browser: Browser, page_path: Path) -> None:
    with opened(browser, page_path, languages="ar-SY", script=False) as page:
        assert order(page) == ["de", *LANGUAGES]
        card = page.locator("#tongues > [lang=ti]")
        assert card.locator("a.page").is_visible()
        assert not card.locator("details a").first.is_visible()
        card.locator("summary").click()
        assert all(link.is_visible() for link in card.locator("details a").all())
        assert card.locator("details a").count() == 6


def test_the_keyboard_reaches_everything_in_the_order_it_is_seen(
    browser: Browser, page_path: Path
) -> None:
    with opened(browser, page_path, languages="uk-UA") as page:
        pages = [link.get_attribute("href") for link in page.query_selector_all("a.page")]
        assert reached(page)[: len(pages) + 1] == ["#tongues", *pages]
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href')")
        assert href.startswith("uk/")


def test_targets_are_large_enough(browser: Browser, page_path: Path) -> None:
    """WCAG 2.2, 2.5.5 (AAA): 44 px."""
    with opened(browser, page_path) as page:
        page.locator("summary").first.click()
        for target in page.locator("summary, .page, [open] a").all():
            box = target.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44


def test_paper_shows_every_language_and_no_buttons(browser: Browser, page_path: Path) -> None:
    with opened(browser, page_path, languages="uk-UA", width=660) as page:
        page.emulate_media(media="print")
        assert all(name.is_visible() for name in page.locator(".name").all())
        assert not any(button.is_visible() for button in page.locator("summary").all())
        assert page.evaluate("getComputedStyle(document.querySelector('.first .title')).color") == (
            page.evaluate("getComputedStyle(document.body).color")
        )


@pytest.mark.parametrize("chosen", [Colours("#ffe600", "#ffffff"), Colours("#000000", "#00ff00")])
def test_harsh_colours_of_an_office_can_be_read(
    browser: Browser, tmp_path: Path, chosen: Colours
) -> None:
    organisation = Organisation("Kreis", ("ar",), colours=chosen)
    editions = [
        replace(published(invitation(tag)), organisation=organisation) for tag in ("de", "ar")
    ]
    path = tmp_path / "index.html"
    path.write_text(render(editions, files(editions)), encoding="utf-8")
    appearances: tuple[Appearance, ...] = ("light", "dark")
    for appearance in appearances:
        with opened(browser, path, appearance=appearance) as page:
            page.locator("summary").first.click()
            assert faint(page) == []


# --- passing on one thing at a time -------------------------------------------------------------

PHONE = """
window.given = [];
navigator.canShare = data => !data.files || data.files.every(file => file.type === "image/png");
navigator.share = async data => { window.given.push({text: data.text, url: data.url,
  files: (data.files ?? []).map(file => [file.name, file.size])}); };
"""
DESKTOP = """
window.given = [];
Object.defineProperty(navigator, "canShare", {value: undefined});
Object.defineProperty(navigator, "clipboard", {value: {
  writeText: async text => { window.given.push({text}); }, write: undefined}});
"""


@pytest.fixture
def served(page_path: Path, documents: list[list[Edition]]) -> Iterator[str]:
    """The page on a server of its own, with a picture for Arabic."""
    picture = page_path.parent / "ar" / f"{documents[0][0].slug}.ar.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    handler = partial(Quiet, directory=str(page_path.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None: ...


def passing(browser: Browser, address: str, device: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_init_script(device)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Page]:
    yield from passing(browser, served, PHONE)


@pytest.fixture
def desktop(browser: Browser, served: str) -> Iterator[Page]:
    yield from passing(browser, served, DESKTOP)


def message(documents: list[list[Edition]], tag: str = "ar") -> str:
    return message_of(next(one for one in documents[0] if one.language.tag == tag))


def test_a_phone_passes_on_text_picture_and_link(
    phone: Page, served: str, documents: list[list[Edition]]
) -> None:
    slug = documents[0][0].slug
    card = phone.locator("#tongues > li[lang=ar]")
    assert card.locator("button:visible").count() == 0
    card.locator("summary").click()
    for what in ("text", "picture", "link"):
        button = card.locator(f"button[data-pass={what}]")
        button.wait_for(state="visible")
        button.click()
    phone.wait_for_function("window.given.length === 3")
    text, picture, link = phone.evaluate("window.given")
    assert text["text"] == message(documents)
    assert picture["files"] == [[f"{slug}.ar.png", 108]]
    assert link["url"] == served.replace("index.html", f"ar/{slug}.ar.html")
    assert phone.evaluate("document.scrollingElement.scrollWidth") == 360


def test_where_nothing_is_shared_text_and_link_are_copied(
    desktop: Page, documents: list[list[Edition]]
) -> None:
    card = desktop.locator("#tongues > li[lang=ar]")
    card.locator("summary").click()
    card.locator("button[data-pass=text]").click()
    desktop.wait_for_function("window.given.length === 1")
    assert desktop.evaluate("window.given[0].text") == message(documents)
    assert card.locator("output").text_content() == "✓ رسالة"
    assert card.locator("button[data-pass=picture]:visible").count() == 0


def test_without_script_there_are_links_and_no_buttons(browser: Browser, page_path: Path) -> None:
    with opened(browser, page_path, script=False) as page:
        card = page.locator("#tongues > li[lang=ar]")
        card.locator("summary").click()
        assert card.locator("button:visible").count() == 0
        hrefs = [link.get_attribute("href") or "" for link in card.locator("a:visible").all()]
        for ending in (".ar.html", ".ar.png", ".ar.txt", "ar.zip"):
            assert [href for href in hrefs if href.endswith(ending)]
