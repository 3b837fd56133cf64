"""The page of a language's reviewers."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser

from pipeline.base.model import Diagnostic, Location, Severity, State
from pipeline.catalogue import remarks
from pipeline.catalogue.grammar import Maker
from pipeline.catalogue.remarks import Origin
from pipeline.catalogue.units import Unit
from pipeline.edition.assemble import Assembled
from pipeline.edition.reading import Shown
from pipeline.exchange.review_page import Part, render, review_pages
from pipeline.review.approvals import SignOff
from pipeline.source.model import Role
from pipeline.source.segments import LAYOUT

from ..render.browser import faint, opened, reached, violations, width
from ..render.html_samples import LANGUAGES, ORGANISATION, invitation

ROOT = Path("/anywhere")
HOSTILE = """</p></style><script>alert(1)</script><b onclick="x">"'&amp; {{7*7}}"""


def unit(
    source: str,
    target: str,
    state: State,
    *,
    domain: str = "fest",
    line: int = 57,
    findings: tuple[tuple[Severity, str], ...] = (),
    previous: str | None = None,
    comment: str = "",
    note: str = "Absatz",
) -> Shown:
    where = Location(ROOT / f"locale/ar/LC_MESSAGES/{domain}.po", line)
    one = Unit(None, source, target, state, previous, comment, note, Role.PARAGRAPH, where)
    found = (Diagnostic("rule", severity, "ar", text, where) for severity, text in findings)
    return Shown(domain, one, tuple(found))


DRAFT = "نلتقي هنا: {venue}"
MADE = remarks.drafted(
    Origin(Maker.MACHINE, dt.date(2026, 11, 23), "translate-de_ar 1.0", 0.82), DRAFT
)
LABEL = unit("Wann", "متى", State.DRAFT, domain=LAYOUT, line=12)
UNITS = (
    unit("Das Fest", "الحفل", State.REVIEWED),
    unit(
        "Wir treffen uns hier: {venue}",
        DRAFT,
        State.DRAFT,
        line=63,
        findings=((Severity.WARNING, "Der Satz ist kurz."), (Severity.ERROR, "Die Zahl fehlt.")),
        comment=f"{MADE}\nهذا جيد",
        note="Absatz\n{venue}: Name des Ortes\nGlossar: Einlass → دخول",
    ),
    unit("Eins", "واحد", State.REVIEWED),
    unit("Zwei", "اثنان", State.APPROVED),
    unit(
        "Beginn ist um 11:00 Uhr.",
        "يبدأ في الساعة 10:00.",
        State.CHANGED,
        previous="Beginn ist um 10:00 Uhr.",
    ),
    unit("Noch nichts", "", State.MISSING),
)
SIGNED = SignOff(
    "Frau A, Beirat", dt.date(2026, 11, 20), False, ("„Wann“ ist anders.",), ("Beginn: 11:00",)
)
PARTS = (
    Part("fest", "Das große Fest", (LABEL, *UNITS), SIGNED, "fest/drafts/ar/fest.ar.html"),
    Part("markt", "Der Markt", (LABEL, UNITS[0]), None),
)


def parse(*parts: Part, tag: str = "ar") -> Any:
    return lxml_html.document_fromstring(render(ORGANISATION, LANGUAGES[tag], parts, root=ROOT))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def entry(tree: Any, german: str) -> Any:
    """The unit whose German begins so."""
    found = [
        one
        for one in tree.xpath("//*[@class='unit']")
        if words(one.xpath(".//*[@class='german']")[0]).startswith(german)
    ]
    assert len(found) == 1
    return found[0]


def test_labels_come_once_then_documents_then_what_is_done() -> None:
    tree = parse(*PARTS)
    headings = [words(heading) for heading in tree.xpath("//h2[@id]")]
    assert headings[2:] == [
        "Beschriftungen aller Dokumente",
        "Das große Fest",
        "Hier ist nichts zu tun",
    ]
    assert len([one for one in tree.xpath("//*[@class='german']") if words(one) == "Wann"]) == 1
    assert words(tree.xpath("//*[@id='d-markt']")[0]) == "Der Markt Entwurf"


def test_the_figures_count_every_text_once() -> None:
    figures = parse(*PARTS).xpath('//dl[@class="figures"]//dd')
    assert [int(words(figure)) for figure in figures] == [4, 11, 1, 1]


def test_a_text_stands_beside_the_german_in_its_own_direction() -> None:
    one = entry(parse(*PARTS), "Wir treffen")
    (german,), (target,) = one.xpath(".//*[@class='german']"), one.xpath(".//*[@class='target']")
    assert (german.get("lang"), german.get("dir")) == ("de", None)
    assert (target.get("lang"), target.get("dir")) == ("ar", "rtl")
    assert words(target) == DRAFT
    assert target.xpath("bdi[@dir='ltr']/text()") == ["{venue}"]


def test_a_text_says_its_state_findings_origin_and_notes() -> None:
    one = entry(parse(*PARTS), "Wir treffen")
    assert words(one.find("h3")) == "Absatz · Entwurf"
    findings = [words(item) for item in one.xpath(".//*[@class='findings']/li")]
    assert findings == ["Fehler: Die Zahl fehlt.", "Warnung: Der Satz ist kurz."]
    asides = [words(line) for line in one.xpath(".//*[@class='aside']")]
    assert asides == [
        "Maschinell übersetzt am 23.11.2026 (translate-de_ar 1.0), Güte 82 %",
        "هذا جيد",
    ]
    notes = [words(line) for line in one.xpath(".//*[@class='notes']/li")]
    assert notes == ["{venue}: Name des Ortes", "Glossar: Einlass → دخول"]


def test_a_text_leads_to_its_file_and_line() -> None:
    (link,) = entry(parse(*PARTS), "Wir treffen").xpath(".//a")
    assert link.get("href") == "../../locale/ar/LC_MESSAGES/fest.po"
    assert words(link) == "locale/ar/LC_MESSAGES/fest.po, Zeile 63"


def test_what_changed_is_marked_word_by_word_also_for_those_who_do_not_see_it() -> None:
    one = entry(parse(*PARTS), "Beginn")
    assert [words(part) for part in one.xpath(".//del")] == ["[entfernt:] 10:00"]
    assert [words(part) for part in one.xpath(".//ins")] == ["[neu:] 11:00"]
    assert "gehört noch zum früheren deutschen Text" in words(one)


def test_reviewed_texts_are_folded_where_they_stand_unless_something_was_found() -> None:
    (section,) = parse(*PARTS).xpath("//section[h2[@id='d-fest']]")
    order = [
        words(one.find("summary")) if one.tag == "details" else words(one.find("h3"))
        for one in section.xpath("div[@class='unit'] | details")
    ]
    assert order == [
        "1 geprüfter Text dazwischen",
        "Absatz · Entwurf",
        "2 geprüfte Texte dazwischen",
        "Absatz · geändert",
        "Absatz · fehlt",
    ]
    faulty = unit("Drei", "ثلاثة", State.REVIEWED, findings=((Severity.ERROR, "Falsch."),))
    assert not parse(Part("fest", "Fest", (faulty,), None)).xpath("//details")


def test_a_document_says_who_signed_what_happened_since_and_how_to_sign() -> None:
    (section,) = parse(*PARTS).xpath("//section[h2[@id='d-fest']]")
    said = words(section)
    assert "zuletzt freigegeben von Frau A, Beirat am 20.11.2026" in said
    assert [words(one) for one in section.xpath(".//*[@class='remarks']/li")] == [
        "„Wann“ ist anders.",
        "Beginn: 11:00",
    ]
    assert 'make approve LANGUAGE=ar DOCUMENT=fest BY="Ihr Name, Ihre Stelle"' in said
    assert section.xpath(".//*[@class='files']/a/@href") == ["../fest/drafts/ar/fest.ar.html"]


def test_what_only_lacks_a_signature_stays_on_the_page() -> None:
    part = Part("markt", "Der Markt", UNITS[:1], None)
    organisation = replace(ORGANISATION, requires=State.APPROVED)
    assert "make approve" in render(organisation, LANGUAGES["ar"], [part])
    assert "make approve" not in render(ORGANISATION, LANGUAGES["ar"], [part])


def test_what_lost_its_signature_is_open_and_says_so() -> None:
    signed, lost = UNITS[3], UNITS[2]
    part = Part("markt", "Der Markt", (signed, lost), SIGNED)
    html = render(replace(ORGANISATION, requires=State.APPROVED), LANGUAGES["ar"], [part])
    tree: Any = lxml_html.document_fromstring(html)
    (section,) = tree.xpath("//section[h2[@id='d-markt']]")
    assert words(entry(tree, "Eins").find("h3")) == "Absatz · geprüft, noch nicht freigegeben"
    assert words(section.find("p[@class='sum']")) == "Texte zu prüfen: 1, Wörter: 1"
    assert words(section.find("details/summary")) == "1 geprüfter Text dazwischen"


def test_instructions_are_german_and_english() -> None:
    (how,) = parse(*PARTS).xpath("//section[@class='how']")
    assert "Überarbeitungsbedarf“ (fuzzy)" in words(how)
    assert "remove the mark" in words(how.xpath(".//*[@lang='en']")[0])


def test_hostile_text_comes_out_literally_and_turns_nothing_around() -> None:
    evil = HOSTILE + "\u202e\u2066\x1b\U000e0041"
    shown = unit(
        evil,
        evil,
        State.CHANGED,
        findings=((Severity.ERROR, evil),),
        previous=HOSTILE + "\u2067",
        comment=evil,
        note=f"Absatz\n{evil}",
    )
    signed = replace(SIGNED, by=evil, voided=(evil,), facts_changed=(evil,))
    html = render(ORGANISATION, LANGUAGES["ar"], [Part("fest", HOSTILE, (shown,), signed)])
    assert not set(html) & set("\u202e\u2066\u2067\x1b\U000e0041")
    tree: Any = lxml_html.document_fromstring(html)
    assert not tree.xpath("//script | //b | //@onclick")
    target = words(tree.xpath("//*[@class='target']")[0])
    assert target == " ".join(HOSTILE.split()) + "U+202EU+2066U+001BU+E0041"


def test_joiners_and_marks_that_belong_to_spelling_stay() -> None:
    text = "می\u200cخواهم\u200f"
    tree = parse(Part("fest", "Fest", (unit("Ich will", text, State.DRAFT),), None))
    assert tree.xpath("//*[@class='target']/text()") == [text]


def test_a_page_for_every_language_but_german() -> None:
    made = [
        replace(one, edition=replace(one.edition, slug=slug))
        for slug in ("fest", "markt")
        for one in (Assembled(invitation(tag), slug.title(), UNITS) for tag in ("de", "ar", "uk"))
    ]
    files = {("fest", "ar"): ["fest/ar/fest.ar.docx", "fest/ar/fest.ar.html"]}
    found = review_pages(ORGANISATION, made, files, root=ROOT)
    assert list(found) == ["review/ar.html", "review/uk.html"]
    tree: Any = lxml_html.document_fromstring(found["review/ar.html"])
    assert tree.xpath("//h2[@lang]/text()") == ["Fest", "Markt"]
    assert tree.xpath("//*[@class='files']/a/@href") == ["../fest/ar/fest.ar.html"]


def test_nothing_to_do_is_said() -> None:
    done = Part("markt", "Der Markt", UNITS[:1], None)
    assert "Alles ist geprüft." in words(parse(done).xpath("//main")[0])
    assert "Alles ist geprüft." not in words(parse(*PARTS).xpath("//main")[0])


def test_style_sheet_has_no_physical_sides() -> None:
    style = parse(*PARTS).findtext(".//style")
    assert not re.search(r"\b(left|right)\b|(margin|padding|border)-(top|bottom)", style)
    assert not parse(*PARTS).xpath("//@style")


@pytest.mark.parametrize("tag", ["ar", "ti"])
def test_everybody_can_read_the_page(browser: Browser, tmp_path: Path, tag: str) -> None:
    long = unit("Wort", "Donaudampfschifffahrtsgesellschaft" * 9, State.DRAFT)
    parts = (replace(PARTS[0], units=(*PARTS[0].units, long)), PARTS[1])
    path = tmp_path / f"{tag}.html"
    path.write_text(render(ORGANISATION, LANGUAGES[tag], parts, root=ROOT), encoding="utf-8")
    with opened(browser, path) as page:
        links = [
            link.get_attribute("href") for link in page.query_selector_all("a") if link.is_visible()
        ]
        assert reached(page)[: len(links)] == links
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert faint(page) == []
        page.emulate_media(color_scheme="dark")
        assert faint(page) == []
        for size in (320, 767, 768, 1280):
            page.set_viewport_size({"width": size, "height": 800})
            assert width(page) <= size, size
        assert violations(page) == ""


def test_the_printed_page_shows_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "ar.html"
    path.write_text(render(ORGANISATION, LANGUAGES["ar"], PARTS, root=ROOT), encoding="utf-8")
    with opened(browser, path, width=800) as page:
        folded = page.locator("details .german").first
        assert not folded.is_visible()
        page.emulate_media(media="print")
        assert folded.is_visible()
