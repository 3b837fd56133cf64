"""The piece of HTML for a content management system."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from pipeline.edition.model import Edition
from pipeline.render import fragment

ALLOWED = {
    *("article", "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "dl", "dt", "dd", "strong", "em"),
    *("a", "bdi", "span", "br", "wbr", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"lang", "dir", "href", "scope"}


@pytest.fixture(params=["de", "ar", "uk", "ti"])
def edition(request: pytest.FixtureRequest, editions: list[Edition]) -> Edition:
    return next(one for one in editions if one.language.tag == request.param)


def test_it_says_what_things_are_and_nothing_of_how_they_look(editions: list[Edition]) -> None:
    for one in editions:
        made = fragment.render(one)
        root = html.fragment_fromstring(made)
        assert {element.tag for element in root.iter()} <= ALLOWED
        assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
        assert (root.get("lang"), root.get("dir")) == (one.language.tag, one.language.direction)
        assert made.count("<article") == made.count("</article>") == 1


def test_headings_begin_at_two_and_skip_none(editions: list[Edition]) -> None:
    for one in editions:
        root = html.fragment_fromstring(fragment.render(one))
        levels = [int(e.tag[1]) for e in root.iter() if e.tag[0] == "h" and e.tag[1:].isdigit()]
        assert levels[0] == 2
        assert levels.count(2) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))


def test_it_has_all_that_the_edition_says(edition: Edition) -> None:
    shown = " ".join(html.fragment_fromstring(fragment.render(edition)).text_content().split())
    texts = [edition.title, edition.kind_label, *(fact.value for fact in edition.facts)]
    texts += [fact.value for group in edition.groups for fact in group.facts]
    texts += [block.text for block in edition.blocks if hasattr(block, "text")]
    if edition.programme:
        texts += [row.title for row in edition.programme.rows]
    for text in texts:
        assert text.plain in shown


def test_a_draft_says_so_in_both_languages(edition: Edition) -> None:
    made = fragment.render(edition)
    if edition.notice:
        assert edition.notice.german_text in made
        assert made.index(edition.notice.german_text) < made.index("<h2")
    assert "Entwurf" not in fragment.render(replace(edition, notice=None)).split("<h2")[0]


def test_it_ends_in_the_address_of_all_languages_where_there_is_one(edition: Edition) -> None:
    assert "https://kreis.example" not in fragment.render(edition)
    own = replace(edition.organisation, base_url="https://kreis.example")
    made = fragment.render(replace(edition, organisation=own))
    assert f'href="https://kreis.example/{edition.slug}/"' in made
