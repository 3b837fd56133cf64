"""One sheet in many languages, from one to all of the table."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from pipeline.edition.model import Edition, Fact
from pipeline.edition.values import website
from pipeline.language.table import languages
from pipeline.render import poster as sheet
from pipeline.text.blocks import Heading
from pipeline.text.runs import Text

from .html_samples import invitation
from .read_pdf import (
    BASE_URL,
    by_poppler,
    codes,
    failures,
    lost,
    outside,
    overlaps,
    pages,
    published,
    size,
    tokens,
)
from .test_pdf import HOSTILE, SLUGS, simple

SIDE = 20 / 25.4 * 72
A3 = (297 / 25.4 * 72, 420 / 25.4 * 72)


def poster(editions: list[Edition]) -> tuple[bytes, bytes]:
    made = sheet.manuscript(editions)
    return sheet.pdf(made), sheet.png(made)


@pytest.fixture(scope="module")
def all_languages(editions: list[Edition]) -> list[Edition]:
    """The invitation in its 17 languages, then in all others of the table with those words."""
    real = [published(one) for one in editions if one.slug == SLUGS[0]]
    known = {one.language.tag for one in real}
    rest = [row for tag, row in languages().items() if tag not in known]
    by_direction = {row.direction: row for row in (real[0].language, real[1].language)}
    samples = {one.language.direction: one for one in real[:2]}
    assert len(by_direction) == 2
    return [*real, *(replace(samples[row.direction], language=row) for row in rest)]


@pytest.mark.parametrize("count", [1, 2, 3, 6, 11, 17, 30, 44])
def test_any_number_of_languages(all_languages: list[Edition], count: int) -> None:
    shown = all_languages[:count]
    assert len(shown) == count
    pdf, png = poster(shown)
    assert failures(pdf) == []
    assert pages(pdf) == 1
    assert size(pdf) == pytest.approx(A3, abs=0.1)
    assert outside(pdf, SIDE, upright=12) == []
    assert overlaps(pdf) == []
    assert codes(png) == [f"{BASE_URL}/{SLUGS[0]}/"]
    read = by_poppler(pdf, rtl=True)
    for edition in shown:
        facts = {fact.key: fact.value.plain for fact in edition.facts}
        expected = [edition.title.plain, *(facts[key] for key in ("when", "time", "where"))]
        if edition is not shown[0]:
            expected.append(edition.language.endonym)
        assert all(tokens(text) <= tokens(read) for text in expected), edition.language.tag
        if not edition.language.rtl:
            assert lost(expected[:1], read, rtl=False) == [] or count > 1


def test_who_takes_part_online_reads_where(all_languages: list[Edition]) -> None:
    way = Fact("online_url", simple("Online teilnehmen"), Text(website("https://b.de/sommer")))
    shown = [
        replace(one, facts=(*(fact for fact in one.facts if fact.key != "where"), way))
        for one in all_languages[:3]
    ]
    pdf, _png = poster(shown)
    assert by_poppler(pdf).count("b.de/sommer") == 3
    assert "E-Werk, Eschwege" not in by_poppler(pdf)


def test_the_same_editions_give_the_same_sheet(all_languages: list[Edition]) -> None:
    assert poster(all_languages[:5]) == poster(all_languages[:5])


def test_without_an_address_there_is_no_code() -> None:
    pdf, png = poster([invitation(), invitation("ar")])
    assert codes(png) == []
    assert failures(pdf) == []


def test_drafts_are_marked() -> None:
    pdf, _png = poster([invitation(), invitation("uk")])
    assert "Чернетка" in by_poppler(pdf)


def test_an_alert_stands_on_top_and_with_every_language() -> None:
    changed = [
        replace(invitation(tag), alert=simple(said))
        for tag, said in (("de", "Fällt aus."), ("uk", "Скасовано."))
    ]
    pdf, _png = poster(changed)
    read = by_poppler(pdf, rtl=True)
    assert read.index("Fällt aus.") < read.index("Integrationskonferenz")
    assert "Скасовано." in read
    assert failures(pdf) == []


def test_text_is_never_markup() -> None:
    bad = replace(invitation(), title=simple(HOSTILE), blocks=(Heading(2, simple(HOSTILE)),))
    pdf, _png = poster([bad, replace(bad, language=languages()["en"])])
    assert pages(pdf) == 1
    assert overlaps(pdf) == []


def test_the_picture_is_of_the_whole_sheet() -> None:
    _pdf, png = poster([invitation()])
    with Image.open(BytesIO(png)) as image:
        assert image.width / image.height == pytest.approx(297 / 420, abs=0.001)


def test_no_poster_of_nothing() -> None:
    with pytest.raises(ValueError):
        poster([])
