"""The office's overview pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser

from pipeline.base.errors import CatalogueError
from pipeline.base.model import Diagnostic, Location, Severity, State
from pipeline.language.table import languages
from pipeline.report import status
from pipeline.report.office import slices
from pipeline.report.overview import MOST, ONE_PAGE, overview_pages
from pipeline.report.status import Row
from pipeline.report.sums import documents
from pipeline.review.approvals import SignOff

from ..render.browser import faint, opened, reached, violations, width
from ..render.html_samples import LANGUAGES, ORGANISATION

HOSTILE = """</title></style><script>alert(1)</script>"'&amp; {{7*7}}"""
ROOT = Path("/anywhere")


def finding(
    tag: str, message: str, line: int = 3, severity: Severity = Severity.WARNING
) -> Diagnostic:
    where = Location(ROOT / f"locale/{tag}/LC_MESSAGES/fest.po", line)
    return Diagnostic("rule", severity, tag, message, where)


def row(
    slug: str, tag: str, *, left: int = 0, errors: int = 0, warnings: int = 0, **counts: int
) -> Row:
    """``left`` of 100 words; publishable when none is left and no error is found."""
    by_state = {State[name.upper()]: count for name, count in counts.items()}
    severities = [Severity.ERROR] * errors + [Severity.WARNING] * warnings
    return Row(
        slug=slug,
        title=f"Titel von {slug}",
        language=LANGUAGES[tag],
        state=min(by_state, default=State.MISSING),
        publishable=bool(counts) and not left and not errors,
        counts={state: by_state.get(state, 0) for state in State},
        words=100,
        words_left=left,
        files=tuple(f"{slug}/{tag}/{slug}.{tag}.{ending}" for ending in ("docx", "html", "pdf"))
        if counts
        else (),
        findings=tuple(
            finding(tag, f"{severity}{number}.", number, severity)
            for number, severity in enumerate(severities, 1)
        ),
    )


SIGNED = SignOff(
    "Frau A, Beirat", dt.date(2026, 11, 20), False, ("„Wann“ wurde geändert.",), ("Beginn: 11:00",)
)
ROWS = (
    row("fest", "de", reviewed=50),
    row("fest", "ar", reviewed=20, approved=30),
    row("konferenz", "de", reviewed=40),
    replace(row("konferenz", "ar", left=10, reviewed=30, draft=10), signoff=SIGNED),
    replace(
        row("konferenz", "uk", left=90, missing=12, draft=20, changed=2, reviewed=6),
        fell_back="War veröffentlichbar, ist es nicht mehr.",
    ),
    row("konferenz", "ka", left=100, errors=1, warnings=1, draft=40),
    replace(
        status.not_made("konferenz", "x", LANGUAGES["ti"], CatalogueError(None, "Kein PO.")),
        title="Titel von konferenz",
    ),
)


def index(*rows: Row, **options: Any) -> str:
    return overview_pages(ORGANISATION, rows, root=ROOT, **options)["index.html"]


def parse(*rows: Row, **options: Any) -> Any:
    return lxml_html.document_fromstring(index(*rows, **options))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_what_needs_doing_comes_first() -> None:
    found = documents(ROWS)
    assert [document.slug for document in found] == ["konferenz", "fest"]
    tags = [row.language.tag for row in found[0].rows]
    assert tags == ["ka", "ti", "uk", "ar", "de"]


def test_the_order_of_the_rows_decides_between_equals() -> None:
    rows = [row(slug, tag, left=100, draft=1) for slug in "ba" for tag in ("uk", "ar", "ka")]
    found = documents(rows)
    assert [document.slug for document in found] == ["b", "a"]
    assert [row.language.tag for row in found[0].rows] == ["uk", "ar", "ka"]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, []),
        ({State.MISSING: 0}, []),
        ({State.DRAFT: 3}, [("Entwurf", 3, 0, 100)]),
        (
            {State.MISSING: 1, State.APPROVED: 1, State.CHANGED: 2},
            [("freigegeben", 1, 0, 25), ("geändert", 2, 25, 50), ("fehlt", 1, 75, 25)],
        ),
    ],
)
def test_bars(counts: Mapping[State, int], expected: list[tuple[str, int, float, float]]) -> None:
    assert [(part.name, part.count, part.start, part.size) for part in slices(counts)] == expected


def test_pieces_of_a_bar_fill_it() -> None:
    found = slices(dict.fromkeys(State, 7))
    assert found[-1].start + found[-1].size == pytest.approx(100)


def test_summary_on_top() -> None:
    figures = parse(*ROWS).xpath('//dl[@class="figures"]/div')
    assert [int(figure.findtext("dd")) for figure in figures] == [3, 3, 1, 200, 2, 1]


def test_a_row_says_everything() -> None:
    found = parse(*ROWS).xpath('//section[h2[@id="d-konferenz"]]//tbody/tr')
    georgian, tigrinya, ukrainian, arabic, german = map(words, found)
    assert "Fehler 1 · Warnungen 1" in georgian
    assert "Fehler: error1. fest.po, Zeile 1" in georgian
    assert "nicht erstellt" in tigrinya
    assert "Kein PO." in tigrinya
    assert "unvollständig War veröffentlichbar, ist es nicht mehr." in ukrainian
    assert "geprüft 6 geändert 2 Entwurf 20 fehlt 12" in ukrainian
    assert "90 von 100" in ukrainian
    assert "zuletzt freigegeben von Frau A, Beirat am 20.11.2026" in arabic
    assert "„Wann“ wurde geändert. Beginn: 11:00" in arabic
    assert "darf veröffentlicht werden" in german
    assert "darf veröffentlicht werden" not in georgian + tigrinya + ukrainian


def test_files_are_linked_and_told_apart() -> None:
    links = parse(*ROWS).xpath('//section[h2[@id="d-fest"]]//tbody/tr[1]/td[last()]/a')
    assert [link.get("href") for link in links] == [
        "fest/de/fest.de.docx",
        "fest/de/fest.de.html",
        "fest/de/fest.de.pdf",
    ]
    assert words(links[0]) == "Word – Deutsch, Titel von fest"
    assert words(links[2]) == "PDF – Deutsch, Titel von fest"


def test_a_finding_leads_to_its_file_and_a_language_to_what_its_reviewers_see() -> None:
    tree = parse(*ROWS, reviews={"ka"})
    assert set(tree.xpath("//details//a/@href")) == {"../locale/ka/LC_MESSAGES/fest.po"}
    assert tree.xpath("//a[contains(@href, 'review/')]/@href") == ["review/ka.html#d-konferenz"]


def test_errors_are_open_and_warnings_can_be_opened() -> None:
    rows = (ROWS[5], row("konferenz", "ar", left=9, warnings=1, draft=1))
    assert [d.get("open") is not None for d in parse(*rows).xpath("//details")] == [True, False]


def test_of_many_findings_the_first_are_listed_errors_before_warnings() -> None:
    bad = row("fest", "ar", warnings=MOST + 7, draft=1, left=1)
    bad = replace(bad, findings=(*bad.findings, *row("fest", "ar", errors=1).findings))
    items = [words(item) for item in parse(bad).xpath("//details//li")]
    assert len(items) == MOST + 1
    assert items[0].startswith("Fehler: error1.")
    assert items[-1] == "und 8 weitere"


def test_hostile_text_comes_out_literally_and_turns_nothing_around() -> None:
    bad = replace(
        ROWS[0],
        title=HOSTILE,
        findings=(finding("ar", HOSTILE + "\u202e"),),
        signoff=SignOff(HOSTILE + "\u2067", dt.date(2026, 11, 20), True, (HOSTILE,)),
        fell_back=HOSTILE,
    )
    organisation = replace(ORGANISATION, name=HOSTILE)
    page = overview_pages(organisation, [bad], root=ROOT)["index.html"]
    tree: Any = lxml_html.document_fromstring(page)
    assert tree.findtext(".//title").endswith(HOSTILE)
    assert words(tree.xpath("//h2")[0]) == HOSTILE
    assert HOSTILE in words(tree.xpath("//details//li")[0])
    assert "U+202E" in words(tree.xpath("//*[@class='findings']")[0])
    assert not set(page) & set("\u202e\u2067")
    assert not tree.xpath("//script")


def test_a_page_without_documents() -> None:
    assert "Es gibt noch keine Dokumente." in parse().text_content()


def test_style_sheet_has_no_physical_sides() -> None:
    style = parse(*ROWS).findtext(".//style")
    assert not re.search(r"\b(left|right)\b|(margin|padding|border)-(top|bottom)", style)
    assert not parse(*ROWS).xpath("//@style")


# --- many documents ---------------------------------------------------------------------


def many(documents: int, tags: list[str]) -> tuple[Row, ...]:
    """In turn: ready, with an error, half done, not made; the last in no second language."""
    kinds = [
        {"reviewed": 40},
        {"left": 50, "errors": 1, "warnings": 3, "draft": 20, "reviewed": 20},
        {"left": 37, "warnings": 20, "draft": 20, "reviewed": 20},
        {},
    ]
    table = languages()
    return tuple(
        replace(
            row(f"dokument-{number}", "de", **kinds[(number + place) % 4]),
            title=f"Interkulturelle Woche: Fest der Begegnung auf dem Marktplatz {number}",
            language=table[tag],
        )
        for number in range(documents)
        for place, tag in enumerate(tags)
        if (number, place) != (documents - 1, 1)
    )


def test_sixty_documents_in_43_languages_fit_a_page() -> None:
    tags = [tag for tag in languages() if tag != "de-simple"][:43]
    rows = many(60, tags)
    found = overview_pages(ORGANISATION, rows, root=ROOT, reviews=tags)
    assert len(found) == 61
    assert len(found["index.html"].encode()) < 500_000
    assert max(len(page.encode()) for page in found.values()) < 500_000


def test_the_map_shows_every_edition_in_its_place() -> None:
    tags = [tag for tag in languages() if tag != "de-simple"][:4]
    rows = many(31, tags)
    assert len(rows) > ONE_PAGE
    tree = parse(*rows)
    assert [
        words(cell) for cell in tree.xpath("//*[@class='map']//thead//th[position()>1]")
    ] == tags
    signs = {
        words(line[0]).split()[-1]: [words(cell) for cell in line[1:]]
        for line in tree.xpath("//*[@class='map']//tbody/tr")
    }
    assert signs["0"] == ["✓bereit", "50 !Fehler", "63", "×nicht erstellt"]
    assert signs["1"] == ["50 !Fehler", "63", "×nicht erstellt", "✓bereit"]
    assert signs["30"] == ["63", "", "✓bereit", "50 !Fehler"]


def test_every_document_of_many_has_a_page_that_leads_back() -> None:
    rows = many(31, [tag for tag in languages() if tag != "de-simple"][:4])
    found = overview_pages(ORGANISATION, rows, root=ROOT, reviews={"de"})
    tree: Any = lxml_html.document_fromstring(found["index.html"])
    assert set(tree.xpath("//a/@href")) >= {f"status/dokument-{n}.html" for n in range(31)}
    page: Any = lxml_html.document_fromstring(found["status/dokument-1.html"])
    addresses = page.xpath("//a/@href")
    assert "../index.html" in addresses
    assert "../review/de.html#d-dokument-1" in addresses
    assert "../../locale/de/LC_MESSAGES/fest.po" in addresses
    assert any(address.startswith("../dokument-1/") for address in addresses)


@pytest.fixture(scope="module", params=["few", "many"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build") / "index.html"
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "many":
            patch.setattr("pipeline.report.overview.ONE_PAGE", 5)
        path.write_text(index(*ROWS, reviews=set(LANGUAGES)), encoding="utf-8")
    return path


def test_everybody_can_read_the_page(browser: Browser, path: Path) -> None:
    with opened(browser, path) as page:
        assert faint(page) == []
        page.emulate_media(color_scheme="dark")
        assert faint(page) == []
        for size in (320, 390, 1023, 1024, 1280):
            page.set_viewport_size({"width": size, "height": 800})
            assert width(page) <= size, size
        assert violations(page) == ""
        assert faint(page) == []


def test_the_keyboard_reaches_every_link(browser: Browser, path: Path) -> None:
    with opened(browser, path) as page:
        links = [
            link.get_attribute("href") for link in page.query_selector_all("a") if link.is_visible()
        ]
        assert reached(page)[: len(links)] == links
