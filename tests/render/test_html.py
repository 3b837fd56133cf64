"""HTML editions as a parser, pandoc and a search engine read them."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from PIL import Image

from pipeline.base.errors import ConfigError
from pipeline.edition.model import Alternate, Edition, Fact
from pipeline.language import fonts
from pipeline.language.table import Language, languages
from pipeline.render import colours, page
from pipeline.render.html import render
from pipeline.render.markup import inline
from pipeline.source.facts import EventStatus, Online, Price
from pipeline.source.labels import LABELS
from pipeline.source.organisation import Colours
from pipeline.source.when import When
from pipeline.text.blocks import Heading, Item, Paragraph, Quote, Table
from pipeline.text.runs import Run

from .html_samples import (
    BASE,
    EVENT,
    LANGUAGES,
    ORGANISATION,
    everything,
    invitation,
    ltr,
    mail,
    press_release,
    published_at,
    spoken,
    text,
)
from .read_page import read_by_pandoc, shown

HOSTILE = (
    """</title></style></script><script>alert(1)</script><img src=x onerror=y>"'&amp; {{7*7}}"""
)


def parse(edition: Edition) -> Any:
    return lxml_html.document_fromstring(render(edition))


def one(tree: Any, path: str) -> Any:
    found = tree.xpath(path)
    assert len(found) == 1, path
    return found[0]


def paragraph(*runs: str | Run, tag: str = "ar", german: bool = False) -> Any:
    """Return the element of a paragraph with these runs."""
    edition = replace(invitation(tag), blocks=(Paragraph(text(*runs, german=german)),))
    return one(parse(edition), '//div[@class="text"]/p')


def json_ld(edition: Edition) -> dict[str, Any]:
    source = one(parse(edition), '//script[@type="application/ld+json"]').text
    found: dict[str, Any] = json.loads(source)
    return found


# --- language and direction -------------------------------------------------------------


@pytest.mark.parametrize("tag", LANGUAGES)
def test_language_and_direction_are_declared(tag: str) -> None:
    root = parse(invitation(tag))
    assert root.get("lang") == tag
    assert root.get("dir") == ("rtl" if tag in {"ar", "fa"} else "ltr")


def test_german_blocks_are_marked_and_isolated() -> None:
    tree = parse(everything("ar"))
    blocks = tree.xpath('//div[@class="text"]/*[@lang="de" and @dir="ltr"]')
    assert [(block.tag, block.text_content()) for block in blocks] == [
        ("p", "Noch nicht übersetzt."),
        ("h3", "Ein deutscher Titel"),
    ]


def test_german_beside_other_text_is_isolated() -> None:
    tree = parse(everything("ar"))
    found = tree.xpath('//li/bdi[@lang="de" and @dir="ltr"]')
    assert "A1-a-i" in [element.text_content() for element in found]
    assert "Nicole Rathgeber, Landrätin und Schirmherrin" in [e.text_content() for e in found]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_links_to_languages_speak_their_language(tag: str) -> None:
    edition = invitation(tag)
    links = parse(edition).xpath("//nav//a")
    assert [link.get("lang") for link in links] == [a.tag for a in edition.alternates]
    for link, alternate in zip(links, edition.alternates, strict=True):
        assert link.get("hreflang") == alternate.tag
        assert link.get("dir") == alternate.direction
        assert link.text.strip() == alternate.endonym
        assert link.get("aria-current") == ("page" if alternate.tag == tag else None)
        assert bool(link.xpath("small")) == alternate.draft


@pytest.mark.parametrize("tag", ["ar", "ka"])
def test_the_alert_is_said_in_german_too(tag: str) -> None:
    said = invitation(tag).title
    edition = replace(invitation(tag), alert=said, german_alert=LABELS["cancelled"])
    own, german = one(parse(edition), '//main/*[1][@class="alert"]').xpath(".//p")
    assert (own.text_content(), own.get("lang")) == (said.plain, None)
    assert (german.text_content(), german.get("lang"), german.get("dir")) == (
        LABELS["cancelled"],
        "de",
        "ltr",
    )


@pytest.mark.parametrize(("tag", "german"), [("de", False), ("ar", True)])
def test_an_alert_that_is_german_is_said_once(tag: str, german: bool) -> None:
    edition = replace(invitation(tag), alert=text(LABELS["cancelled"], german=german))
    assert render(edition).count(LABELS["cancelled"]) == 1


def test_marks_of_drafts_speak_the_language_of_the_page() -> None:
    for mark in parse(invitation("ar")).xpath("//nav//small"):
        assert (mark.get("lang"), mark.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("count", [1, 6])
def test_paper_leads_to_the_other_languages(count: int) -> None:
    edition = published_at(replace(invitation(), alternates=invitation().alternates[:count]))
    address = f"{BASE}/{edition.slug}/"
    nav = one(parse(edition), "//nav")
    heads = [head.text_content().strip() for head in nav.xpath(".//h2")]
    assert heads == (["In anderen Sprachen lesen"] if count > 1 else [])
    assert one(nav, './/svg[@role="img"]').get("aria-label") == address
    assert one(nav, './/div[@class="code"]//a').get("href") == address
    assert bool(nav.xpath(".//ul")) == (count > 1)


def test_no_code_without_an_address() -> None:
    assert not parse(invitation()).xpath('//svg[@role="img"] | //*[@class="code"]')


def test_no_navigation_where_there_is_nowhere_to_go() -> None:
    edition = replace(invitation(), alternates=invitation().alternates[:1])
    tree = parse(edition)
    assert not tree.xpath("//nav")
    assert not tree.xpath('//a[@href="#languages"]')


# --- runs and blocks --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("a"), "a"),
        (Run("a", strong=True), "<strong>a</strong>"),
        (Run("a", emphasis=True), "<em>a</em>"),
        (Run("a", strong=True, emphasis=True), "<strong><em>a</em></strong>"),
        (Run("a", ltr=True), '<bdi dir="ltr">a</bdi>'),
        (Run("a", ltr=True, strong=True), '<bdi dir="ltr"><strong>a</strong></bdi>'),
        (mail("a@b.de"), '<a href="mailto:a@b.de"><bdi dir="ltr">a@<wbr>b.de</bdi></a>'),
        (Run("1", link="tel:+491"), '<a href="tel:+491">1</a>'),
        (Run("b.de", link="https://b.de"), '<a href="https://b.de">b.de</a>'),
        (
            Run("b.de/c", link="https://b.de/c", ltr=True),
            '<a href="https://b.de/c"><bdi dir="ltr">b.de/<wbr>c</bdi></a>',
        ),
        (Run("hier", link="http://b.de"), '<a href="http://b.de" class="spell">hier</a>'),
        (Run("a", link="javascript:alert(1)"), "a"),
        (Run("a", link="data:text/html,a"), "a"),
        (Run("a", link="java\nscript:a"), "a"),
        (Run("a", link="https://b.de\nx"), "a"),
        (Run("a", link="//b.de"), "a"),
        (Run("a", link="mailto:"), "a"),
    ],
)
def test_runs(run: Run, expected: str) -> None:
    assert inline(text(run)) == expected


def test_neighbouring_runs_with_one_target_are_one_link() -> None:
    found = paragraph(Run("a ", link="https://b.de"), Run("b", link="https://b.de", strong=True))
    assert [link.text_content() for link in found.xpath("a")] == ["a b"]


def test_links_of_hostile_facts_are_left_out_everywhere() -> None:
    edition = invitation()
    group = edition.groups[0]
    bad = Fact("email", text("E-Mail"), text(Run("klick", link="javascript:alert(1)")))
    tree = parse(replace(edition, groups=(replace(group, facts=(bad,)),)))
    assert not [a for a in tree.xpath("//a") if a.get("href").startswith("javascript")]


def outline(element: Any) -> list[Any]:
    """Return a list element as nested lists of texts, tag first."""
    found: list[Any] = [element.tag]
    for entry in element.xpath("li"):
        own = "".join(entry.xpath("text() | bdi//text()")).strip()
        found += [own, *map(outline, entry.xpath("ul | ol"))]
    return found


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([("a", 0, False, 1), ("b", 0, False, 2)], [["ul", "a", "b"]]),
        ([("a", 0, False, 1), ("b", 0, True, 1)], [["ul", "a"], ["ol", "b"]]),
        ([("a", 0, True, 1), ("b", 0, True, 1)], [["ol", "a"], ["ol", "b"]]),
        (
            [("a", 0, True, 1), ("b", 1, False, 1), ("c", 0, True, 2)],
            [["ol", "a", ["ul", "b"], "c"]],
        ),
        (
            [("a", 0, False, 1), ("b", 1, False, 1), ("c", 2, True, 1), ("d", 1, False, 2)],
            [["ul", "a", ["ul", "b", ["ol", "c"], "d"]]],
        ),
        (
            [("a", 0, False, 1), ("b", 1, False, 1), ("c", 1, True, 1), ("d", 0, False, 2)],
            [["ul", "a", ["ul", "b"], ["ol", "c"], "d"]],
        ),
        ([("a", 1, False, 1), ("b", 0, False, 1)], [["ul", "a"], ["ul", "b"]]),
        ([("a", 0, False, 1), ("b", 2, False, 1)], [["ul", "a", ["ul", "b"]]]),
    ],
)
def test_lists_are_nested(items: list[tuple[str, int, bool, int]], expected: list[Any]) -> None:
    blocks = tuple(Item(text(a), depth, ordered, number) for a, depth, ordered, number in items)
    tree = parse(replace(invitation(), blocks=blocks))
    assert list(map(outline, tree.xpath('//div[@class="text"]/*'))) == expected


def test_facts_of_an_invitation_come_first_with_symbols_and_a_way_to_register() -> None:
    box = one(parse(invitation()), '//div[contains(@class, "facts")]')
    following = box.xpath('following::div[@class="text"]')
    assert len(following) == 1
    assert len(box.xpath('.//svg[@aria-hidden="true"]')) == len(invitation().facts) + 1
    assert box.xpath("a/@href") == ["mailto:vielfaltszentrum@werra-meissner-kreis.de"]


def test_facts_without_a_label_stand_above_the_list() -> None:
    card = one(parse(invitation()), '//section[@aria-labelledby="contact"]')
    assert one(card, 'p[@class="who"]').text_content() == "WIR-Vielfaltszentrum"
    assert all(term.text_content() for term in card.xpath(".//dt"))


# --- text that wants to be markup -------------------------------------------------------


def hostile() -> Edition:
    bad = text(HOSTILE)
    edition = everything("de")
    organisation = replace(
        ORGANISATION, name=HOSTILE, office=HOSTILE, address=HOSTILE, email=f"{HOSTILE}@a.de"
    )
    return replace(
        edition,
        organisation=organisation,
        title=bad,
        subtitle=bad,
        kind_label=bad,
        dateline=bad,
        alert=bad,
        provenance=bad,
        facts=(Fact("when", bad, bad),),
        blocks=(Heading(2, bad), Item(bad), Quote((bad,)), Table((bad,), ((bad,),))),
        labels=dict.fromkeys(("languages", "skip", "page"), bad),
        alternates=(
            *edition.alternates,
            Alternate("xx", HOSTILE, "ltr", '../"><script>/', draft=False),
        ),
        event=replace(EVENT, venue=HOSTILE, address=HOSTILE),
        event_name=HOSTILE,
        summary=HOSTILE,
        language=replace(edition.language, fonts=(HOSTILE, "*/ } body { opacity: 0.4321")),
    )


def test_hostile_text_comes_out_literally() -> None:
    tree = parse(hostile())
    assert one(tree, "//title").text == f"{HOSTILE} · {HOSTILE}"
    assert one(tree, "//h1").text_content() == HOSTILE
    assert one(tree, '//meta[@property="og:title"]').get("content") == HOSTILE
    assert [e.get("type") for e in tree.xpath("//script")] == ["application/ld+json"]
    assert not tree.xpath("//img")
    assert json_ld(hostile())["name"] == HOSTILE
    assert one(tree, '//table[@class="rows"]//td').get("data-label") == HOSTILE


def test_hostile_fonts_cannot_leave_their_string() -> None:
    style = one(parse(hostile()), "//style").text
    assert "</" not in style
    assert "0.4321" not in re.sub(r'"[^"]*"', '""', style)
    strings = re.search(r'font-family: ("[^"]*"), ("[^"]*"), system-ui, sans-serif;', style)
    assert strings is not None
    plain = re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), strings[1])
    assert plain == f'"{HOSTILE}"'


@given(st.text(st.characters(codec="utf-8")))
def test_css_strings_never_end_early(value: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\\n\r\f<]|\\[0-9a-f]+ )*"', page.css_string(value))


# --- one file, nothing from elsewhere ---------------------------------------------------


@pytest.mark.parametrize("edition", [invitation("ar"), press_release("uk"), everything("de")])
def test_policy_allows_this_style_sheet_and_nothing_else(edition: Edition) -> None:
    tree = parse(edition)
    style = one(tree, "//style").text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = one(tree, '//meta[@http-equiv="Content-Security-Policy"]').get("content")
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert "url(" not in style
    assert "@import" not in style
    assert not tree.xpath("//@style | //@*[starts-with(name(), 'on')] | //@srcset | //iframe")
    assert all(source.startswith("data:") for source in tree.xpath("//@src"))
    assert [a.get("rel") for a in tree.xpath("//link") if a.get("rel") != "alternate"] == ["icon"]
    assert one(tree, '//link[@rel="icon"]').get("href").startswith("data:image/svg+xml,")


CARRIED = [row.tag for row in languages().values() if fonts.carried(row)]


@dataclass(frozen=True)
class Face:
    """A font as a browser reads it from the style sheet."""

    family: str
    weight: int
    font: TTFont
    ranges: str

    def covers(self, char: str) -> bool:
        pairs = (pair.strip()[2:].split("-") for pair in self.ranges.split(","))
        return any(int(first, 16) <= ord(char) <= int(last, 16) for first, last in pairs)


def faces(style: str) -> list[Face]:
    rules = re.findall(
        r'@font-face \{ font-family: "(.*?)"; font-weight: (\d+); font-display: swap;'
        r'src: url\(data:font/woff2;base64,(.*?)\) format\("woff2"\); unicode-range: (.*?); \}',
        style,
    )
    assert len(rules) == style.count("@font-face") == style.count("url(")
    return [
        Face(family, int(weight), TTFont(BytesIO(base64.b64decode(data))), ranges)
        for family, weight, data, ranges in rules
    ]


@pytest.mark.parametrize("tag", CARRIED)
def test_the_page_carries_every_letter_of_its_script(tag: str) -> None:
    edition = spoken(tag)
    tree = parse(edition)
    style = one(tree, "//style").text
    found = faces(style)
    script = edition.language.script
    shown = one(tree, "//body").text_content() + edition.language.digits
    wanted = {char for char in shown if scripts.script(char) == script}
    assert len(wanted) > 25
    assert [face.weight for face in found] == [400, 700]
    for face in found:
        assert wanted <= set(map(chr, face.font.getBestCmap()))
        assert all(face.covers(char) for char in wanted)
        assert not any(face.covers(char) for char in " 0Aäя.,·–")
        assert face.family not in edition.language.fonts
        assert f'font-family: "{face.family}", ' in style
    policy = one(tree, '//meta[@http-equiv="Content-Security-Policy"]').get("content")
    assert "font-src data:" in policy.split("; ")


@pytest.mark.parametrize("tag", sorted(set(languages()) - set(CARRIED)))
def test_other_pages_carry_nothing(tag: str) -> None:
    source = render(replace(invitation(), language=languages()[tag]))
    assert "@font-face" not in source
    assert "font-src" not in source


@pytest.mark.parametrize(("tag", "limit"), [("ka", 15_000), ("fa", 25_000), ("ti", 40_000)])
def test_letters_weigh_little(tag: str, limit: int) -> None:
    style = one(parse(invitation(tag)), "//style").text
    assert sum(map(len, re.findall(r"base64,([^)]*)", style))) < limit


@pytest.mark.parametrize("tag", LANGUAGES)
def test_style_sheet_has_no_physical_sides_and_no_tricks_with_letters(tag: str) -> None:
    style = re.sub(r"base64,[^)]*", "", one(parse(invitation(tag)), "//style").text)
    assert not re.search(r"\b(left|right)\b|(margin|padding|border)-(top|bottom)", style)
    assert not re.search(r"letter-spacing|text-transform|font-variant-caps", style)
    assert ("font-style: normal" in style) == (LANGUAGES[tag].script not in {"Latn", "Cyrl"})


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_logo_is_part_of_the_page(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "logo"
    Image.new("RGB", (30, 20), "#a03050").save(path, kind)
    edition = replace(invitation(), organisation=replace(ORGANISATION, logo=path))
    picture = one(parse(edition), "//img")
    head, _, data = str(picture.get("src")).partition(";base64,")
    assert head == f"data:image/{kind}"
    assert Image.open(BytesIO(base64.b64decode(data))).size == (30, 20)
    assert picture.get("alt") == ""


def test_logo_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text("<svg/>")
    edition = replace(invitation(), organisation=replace(ORGANISATION, logo=path))
    with pytest.raises(ConfigError, match="PNG"):
        render(edition)
    path.unlink()
    with pytest.raises(ConfigError, match=r"logo\.svg"):
        render(edition)


# --- what machines read -----------------------------------------------------------------


def test_draft_is_marked_everywhere() -> None:
    tree = parse(invitation("ar"))
    assert one(tree, "//title").text.startswith("مسودة – ")
    assert one(tree, '//meta[@name="robots"]').get("content") == "noindex"
    notice = one(tree, '//div[@class="notice"]')
    assert "مسودة · Entwurf" in notice.text_content()
    assert "Diese Übersetzung ist ein Entwurf." in one(notice, './/p[@lang="de"]').text_content()
    assert re.search(r"@top-center \{\s*content: \"مسودة · Entwurf\"", one(tree, "//style").text)


def test_published_edition_carries_no_mark() -> None:
    source = render(invitation())
    assert "Entwurf" not in source
    assert "noindex" not in source


def test_without_a_base_addresses_are_relative() -> None:
    tree = parse(invitation("ar"))
    assert not tree.xpath('//link[@rel="canonical"] | //meta[@property="og:url"]')
    links = {a.get("hreflang"): a.get("href") for a in tree.xpath('//link[@rel="alternate"]')}
    assert links["uk"] == "../../uk/integrationskonferenz-2023.uk.html"
    assert links["x-default"] == links["de"] == "../../de/integrationskonferenz-2023.de.html"


def test_with_a_base_addresses_are_absolute() -> None:
    edition = published_at(invitation())
    tree = parse(edition)
    slug = "integrationskonferenz-2023"
    own = f"{BASE}/{slug}/de/{slug}.de.html"
    assert one(tree, '//link[@rel="canonical"]').get("href") == own
    assert one(tree, '//meta[@property="og:url"]').get("content") == own
    links = {a.get("hreflang"): a.get("href") for a in tree.xpath('//link[@rel="alternate"]')}
    assert links["de"] == own
    assert links["x-default"] == f"{BASE}/{slug}/"
    assert links["ar"] == f"{BASE}/{slug}/ar/{slug}.ar.html"
    assert json_ld(edition)["url"] == own


@pytest.mark.parametrize(("tag", "expected"), [("de", "de_DE"), ("ka", "ka_GE"), ("fa", "fa_IR")])
def test_open_graph(tag: str, expected: str) -> None:
    edition = invitation(tag)
    metas = parse(edition).xpath("//meta[@property]")
    assert {meta.get("property"): meta.get("content") for meta in metas} == {
        "og:title": edition.title.plain,
        "og:description": edition.summary,
        "og:type": "website",
        "og:locale": expected,
        "og:site_name": "Werra-Meißner-Kreis",
    }


@pytest.mark.parametrize("row", list(languages().values()), ids=lambda row: row.tag)
def test_every_language_of_the_table_has_a_page(row: Language) -> None:
    tree = parse(replace(invitation(), language=row))
    root = one(tree, "/html")
    assert (root.get("lang"), root.get("dir")) == (row.tag, row.direction)
    locale = one(tree, '//meta[@property="og:locale"]').get("content")
    assert re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", locale)


def test_event_is_described_for_machines() -> None:
    found = json_ld(invitation())
    assert found["@type"] == "Event"
    assert found["location"] == {"@type": "Place", "name": "E-Werk", "address": "Eschwege"}
    assert found["offers"] == {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
    assert found["isAccessibleForFree"] is True
    assert found["inLanguage"] == "de"
    assert found["organizer"]["name"] == "Werra-Meißner-Kreis"


@pytest.mark.parametrize(
    ("day", "offset"), [(dt.date(2023, 11, 4), "+01:00"), (dt.date(2024, 7, 6), "+02:00")]
)
def test_instants_carry_the_offset_of_the_season(day: dt.date, offset: str) -> None:
    when = When(day, start=dt.time(10), end=dt.time(13), doors=dt.time(9, 45))
    found = json_ld(replace(invitation(), event=replace(EVENT, when=when)))
    assert found["startDate"] == f"{day}T10:00:00{offset}"
    assert found["endDate"] == f"{day}T13:00:00{offset}"
    assert found["doorTime"] == f"{day}T09:45:00{offset}"


def test_event_of_several_days_over_a_change_of_clocks() -> None:
    when = When(dt.date(2024, 3, 30), dt.date(2024, 3, 31), dt.time(10), dt.time(13))
    event = replace(EVENT, when=when)
    found = json_ld(replace(invitation(), event=event))
    assert found["startDate"] == "2024-03-30T10:00:00+01:00"
    assert found["endDate"] == "2024-03-31T13:00:00+02:00"
    assert "doorTime" not in found


def test_event_without_times_and_with_a_price() -> None:
    event = replace(
        EVENT,
        when=When(dt.date(2023, 11, 4)),
        address=None,
        price=(Price(Decimal("5.50")),),
        status=EventStatus.CANCELLED,
    )
    found = json_ld(replace(invitation(), event=event))
    assert found["startDate"] == "2023-11-04"
    assert "endDate" not in found
    assert "address" not in found["location"]
    assert found["offers"]["price"] == "5.50"
    assert found["eventStatus"] == "https://schema.org/EventCancelled"


def test_an_event_online_or_in_both_ways() -> None:
    online = Online("https://b.de/o", "05651 302")
    place = {"@type": "Place", "name": "E-Werk", "address": "Eschwege"}
    ways = [
        {"@type": "VirtualLocation", "url": "https://b.de/o"},
        {"@type": "VirtualLocation", "url": "tel:+495651302"},
    ]
    for event, mode, location in (
        (replace(EVENT, online=online), "Mixed", [place, *ways]),
        (replace(EVENT, venue=None, address=None, online=online), "Online", ways),
        (
            replace(EVENT, venue=None, address=None, online=Online("https://b.de/o")),
            "Online",
            ways[0],
        ),
    ):
        found = json_ld(replace(invitation(), event=event))
        assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
        assert found["location"] == location


def test_no_event_no_data() -> None:
    assert not parse(replace(invitation(), event=None)).xpath("//script")


# --- order ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edition",
    [
        *map(invitation, LANGUAGES),
        press_release("uk"),
        everything("ar"),
        everything("de"),
        published_at(everything("ar")),
        published_at(replace(invitation(), alternates=())),
    ],
    ids=lambda edition: f"{edition.kind}-{edition.language.tag}",
)
def test_pandoc_reads_everything_once_and_in_order(edition: Edition) -> None:
    read = read_by_pandoc(render(edition))
    assert read == re.sub(r"\s", "", "".join(shown(edition)))


# --- colours ----------------------------------------------------------------------------

COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOUR, COLOUR)
def test_every_pair_can_be_read_whatever_the_office_chooses(primary: str, accent: str) -> None:
    palette = colours.palette(Colours(primary, accent))
    for name, more in (
        ("light", False),
        ("dark", False),
        ("light_more", True),
        ("dark_more", True),
    ):
        scheme = getattr(palette, name)
        for pair in colours.PAIRS:
            ratio = colours.contrast(getattr(scheme, pair.front), getattr(scheme, pair.back))
            level = {colours.TEXT: colours.MORE, colours.SYMBOL: colours.TEXT}[pair.minimum]
            assert ratio >= (level if more else pair.minimum), (name, pair)


def test_contrast_is_the_one_of_wcag() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert colours.contrast("#ff0000", "#ff0000") == 1


def test_the_office_keeps_its_colours_where_they_can_be_read() -> None:
    scheme = colours.palette(Colours("#0b5c63", "#b8432f")).light
    assert (scheme.primary, scheme.panel, scheme.accent) == ("#0b5c63", "#0b5c63", "#b8432f")


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", ""])
def test_other_notations_are_no_colours(colour: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        colours.palette(Colours(primary=colour))


@pytest.mark.parametrize("template", ["edition.css.j2", "overview.css.j2"])
def test_style_sheets_use_the_tokens_only(template: str) -> None:
    folder = Path(page.__file__).with_name("templates")
    parts = ("base.css.j2", "masthead.css.j2", "alert.css.j2", "print.css.j2", template)
    source = "".join((folder / part).read_text() for part in parts)
    used = set(re.findall(r"var\((--[a-z-]+)\)", source))
    assert used <= {f"--{field.name.replace('_', '-')}" for field in fields(colours.Scheme)}
    literal = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", source))
    assert literal <= {"#ffffff", "#000000", "#555555"}  # behind a logo; on paper


def test_islands_in_a_right_to_left_page_keep_their_order() -> None:
    found = paragraph("هاتف: ", ltr("05651 302-1160"), ".")
    assert one(found, 'bdi[@dir="ltr"]').text_content() == "05651 302-1160"
