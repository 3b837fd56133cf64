"""The office's overview page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser

from pipeline.model import State
from pipeline.render.overview import documents, parts, render
from pipeline.status import Row

from .browser import chromium, faint, opened, reached, violations, width
from .html_samples import LANGUAGES, ORGANISATION

HOSTILE = """</title></style><script>alert(1)</script>"'&amp; {{7*7}}"""


def row(
    slug: str,
    tag: str,
    *,
    publishable: bool = False,
    errors: int = 0,
    problems: tuple[str, ...] = (),
    **counts: int,
) -> Row:
    by_state = {State[name.upper()]: count for name, count in counts.items()}
    return Row(
        slug=slug,
        title=f"Titel von {slug}",
        language=LANGUAGES[tag],
        state=min(by_state, default=State.MISSING),
        publishable=publishable,
        counts={state: by_state.get(state, 0) for state in State},
        words=384,
        errors=errors,
        warnings=len(problems) - errors,
        files=tuple(f"{slug}/{tag}/{slug}.{tag}.{ending}" for ending in ("docx", "html", "pdf"))
        if counts
        else (),
        problems=problems,
    )


ROWS = (
    row("fest", "de", publishable=True, reviewed=50),
    row("fest", "ar", publishable=True, reviewed=20, approved=30),
    row("konferenz", "de", publishable=True, reviewed=40),
    row("konferenz", "ar", reviewed=30, draft=10),
    row("konferenz", "uk", missing=12, draft=20, changed=2, reviewed=6),
    row("konferenz", "ka", errors=1, problems=("ka.po:3: Falsch.", "ka.po:4: Lang."), draft=40),
    row("konferenz", "ti", errors=1, problems=("ti.po: Das ist kein PO.",)),
)


def parse(*rows: Row) -> Any:
    return lxml_html.document_fromstring(render(ORGANISATION, rows))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_what_needs_doing_comes_first() -> None:
    found = documents(ROWS)
    assert [document.slug for document in found] == ["konferenz", "fest"]
    tags = [line.row.language.tag for line in found[0].lines]
    assert tags == ["ka", "ti", "uk", "ar", "de"]


def test_the_order_of_the_rows_decides_between_equals() -> None:
    rows = [row(slug, tag, draft=1) for slug in ("b", "a") for tag in ("uk", "ar", "ka")]
    found = documents(rows)
    assert [document.slug for document in found] == ["b", "a"]
    assert [line.row.language.tag for line in found[0].lines] == ["uk", "ar", "ka"]


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
    assert [(part.name, part.count, part.start, part.size) for part in parts(counts)] == expected


def test_pieces_of_a_bar_fill_it() -> None:
    found = parts(dict.fromkeys(State, 7))
    assert found[-1].start + found[-1].size == pytest.approx(100)


def test_summary_on_top() -> None:
    figures = parse(*ROWS).xpath('//dl[@class="figures"]/div')
    assert [int(figure.findtext("dd")) for figure in figures] == [3, 3, 1, 2, 1]


def test_a_row_says_everything() -> None:
    found = parse(*ROWS).xpath('//section[h2[@id="konferenz"]]//tbody/tr')
    georgian, tigrinya, ukrainian, _arabic, german = map(words, found)
    assert "Fehler 1 · Warnungen 1" in georgian
    assert "ka.po:3: Falsch." in georgian
    assert "nicht erstellt" in tigrinya
    assert "unvollständig" in ukrainian
    assert "geprüft 6 geändert 2 Entwurf 20 fehlt 12" in ukrainian
    assert "darf veröffentlicht werden" in german
    assert "darf veröffentlicht werden" not in georgian + tigrinya + ukrainian


def test_files_are_linked_and_told_apart() -> None:
    links = parse(*ROWS).xpath('//section[h2[@id="fest"]]//tbody/tr[1]/td[last()]/a')
    assert [link.get("href") for link in links] == [
        "fest/de/fest.de.docx",
        "fest/de/fest.de.html",
        "fest/de/fest.de.pdf",
    ]
    assert words(links[0]) == "Word – Deutsch, Titel von fest"
    assert words(links[2]) == "PDF – Deutsch, Titel von fest"


def test_errors_are_open_and_warnings_can_be_opened() -> None:
    rows = (ROWS[5], row("konferenz", "ar", problems=("ar.po:1: Doppelt.",), draft=1))
    assert [d.get("open") is not None for d in parse(*rows).xpath("//details")] == [True, False]


def test_hostile_text_comes_out_literally() -> None:
    bad = replace(ROWS[0], title=HOSTILE, problems=(HOSTILE,), warnings=1)
    organisation = replace(ORGANISATION, name=HOSTILE)
    tree: Any = lxml_html.document_fromstring(render(organisation, [bad]))
    assert tree.findtext(".//title").endswith(HOSTILE)
    assert words(tree.xpath("//h2")[0]) == HOSTILE
    assert words(tree.xpath("//details//li")[0]) == HOSTILE
    assert not tree.xpath("//script")


def test_a_page_without_documents() -> None:
    assert "Es gibt noch keine Dokumente." in parse().text_content()


def test_style_sheet_has_no_physical_sides() -> None:
    style = parse(*ROWS).findtext(".//style")
    assert not re.search(r"\b(left|right)\b|(margin|padding|border)-(top|bottom)", style)
    assert not parse(*ROWS).xpath("//@style")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build") / "index.html"
    path.write_text(render(ORGANISATION, ROWS), encoding="utf-8")
    return path


def test_everybody_can_read_the_page(browser: Browser, path: Path) -> None:
    with opened(browser, path) as page:
        assert violations(page) == ""
        assert faint(page) == []
        page.emulate_media(color_scheme="dark")
        assert faint(page) == []
        for size in (320, 390, 831, 832, 1280):
            page.set_viewport_size({"width": size, "height": 800})
            assert width(page) <= size, size
        assert violations(page) == ""
        assert faint(page) == []


def test_the_keyboard_reaches_every_link(browser: Browser, path: Path) -> None:
    with opened(browser, path) as page:
        links = [link.get_attribute("href") for link in page.query_selector_all("a")]
        assert reached(page)[: len(links)] == links
