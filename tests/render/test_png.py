"""Pictures for messengers: nothing cut, small files, a code that can be read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from pipeline.edition.model import Edition
from pipeline.render import png
from pipeline.render.sheet import manuscript
from pipeline.render.typesetting import typeset
from pipeline.text.runs import Run, Text

from ..support import LANGUAGES
from .html_samples import everything, invitation
from .read_pdf import BASE_URL, by_poppler, codes, lost, outside, overlaps, pages, published
from .test_pdf import HOSTILE, SLUGS, simple


def drawn(edition: Edition) -> bytes:
    """The same picture as a PDF, in which the glyphs can be found."""
    return typeset("picture.typ", manuscript(edition), "pdf")


def whole(edition: Edition) -> bytes:
    """Assert that nothing is cut and nothing stands over another thing; return `drawn`."""
    made = drawn(edition)
    assert pages(made) == 1
    assert outside(made, side=29, upright=5) == []
    assert overlaps(made) == []
    return made


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("tag", ["de", *LANGUAGES])
def test_every_edition(editions: list[Edition], slug: str, tag: str) -> None:
    edition = published(
        next(one for one in editions if (one.slug, one.language.tag) == (slug, tag))
    )
    sheet = manuscript(edition)
    made, small = png.picture(sheet), png.preview(sheet)
    with Image.open(BytesIO(made)) as image, Image.open(BytesIO(small)) as preview:
        assert (image.size, preview.size) == ((1080, 1350), (540, 675))
    assert len(made) < 400_000
    assert len(small) < 120_000
    assert codes(made) == codes(small) == [f"{BASE_URL}/{slug}/"]
    expected = [edition.title.plain, *(fact.value.plain for fact in edition.facts)]
    read = by_poppler(whole(edition), rtl=edition.language.rtl)
    assert lost(expected, read, rtl=edition.language.rtl) == []
    assert edition.notice is None or "Entwurf" in read


def test_the_same_edition_gives_the_same_bytes(editions: list[Edition]) -> None:
    assert png.picture(manuscript(editions[0])) == png.picture(manuscript(editions[0]))


@pytest.mark.parametrize("tag", ["de", "ar", "ka"])
def test_everything_fits(tag: str) -> None:
    whole(published(everything(tag)))


@pytest.mark.parametrize(
    "title",
    [
        "Fest",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        HOSTILE,
        "Ein sehr langer Titel, der alles auf einmal sagen möchte " * 4,
    ],
)
def test_titles_of_any_length_fit(title: str) -> None:
    address = Text((Run("Straße der Einheit 123, Hinterhaus, 3. Stock, 37269 Eschwege"),))
    base = invitation()
    facts = tuple(
        replace(fact, value=address) if fact.key == "where" else fact for fact in base.facts
    )
    whole(published(replace(base, title=simple(title), subtitle=simple(title), facts=facts)))
