"""Flyers and press releases, read back by programs that are not ours."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from pipeline.base.errors import ConfigError, OutputError
from pipeline.edition.model import Edition, Organisers
from pipeline.language import fonts
from pipeline.language.table import languages
from pipeline.render import pdf, qr
from pipeline.render.sheet import manuscript
from pipeline.source.facts import EventStatus
from pipeline.source.labels import LABELS
from pipeline.source.model import Kind
from pipeline.text.blocks import Heading, Item, Paragraph
from pipeline.text.runs import Run, Text

from ..language.test_fonts import sample
from ..support import LANGUAGES
from .html_samples import everything, invitation
from .read_pdf import (
    BASE_URL,
    by_poppler,
    by_pypdf,
    codes,
    empty_labels,
    facts,
    failures,
    letters,
    lines,
    lost,
    outside,
    overlaps,
    pages,
    picture,
    published,
    tokens,
    words,
)

SLUGS = ("integrationskonferenz-2023", "integrationskonferenz-2023-presse")
ALL = [(slug, tag) for slug in SLUGS for tag in ("de", *LANGUAGES)]
SIDE = 18 / 25.4 * 72
HOSTILE = '#panic() *x* _y_ $z$ \\ < ] [ ` @a <l> // /* = - + #eval("1") ~ "q" \\u{41} #[b]'
"""Nothing of it may be done; all of it must be read."""


def simple(text: str) -> Text:
    return Text((Run(text),))


def render(edition: Edition) -> bytes:
    return pdf.render(manuscript(edition))


@pytest.fixture
def edition(editions: list[Edition], slug: str, tag: str) -> Edition:
    return published(next(one for one in editions if (one.slug, one.language.tag) == (slug, tag)))


@pytest.mark.parametrize(("slug", "tag"), ALL)
def test_every_edition(edition: Edition) -> None:
    made = render(edition)
    assert failures(made) == []
    assert empty_labels(made) == 0
    assert pages(made) <= 2
    assert outside(made, SIDE, upright=8) == []
    assert overlaps(made) == []
    rtl = edition.language.rtl
    expected = [text.plain for text in facts(edition) if text.runs]
    assert lost(expected, by_poppler(made, rtl=rtl), rtl=rtl) == []
    if rtl:  # pypdf leaves out spaces there: what is written in Latin letters
        latin = [run.text for text in facts(edition) for run in text.runs if run.ltr]
        assert lost(latin, by_pypdf(made), rtl=False) == []
    else:
        assert lost(expected, by_pypdf(made), rtl=False) == []
    if edition.notice:
        read = by_poppler(made)
        assert read.count("Entwurf") > pages(made)
        assert lost([edition.notice.mark.plain], read, rtl=rtl) == []
    info = pypdf.PdfReader(BytesIO(made))
    assert info.metadata is not None
    assert info.metadata.title == edition.title.plain
    assert str(info.root_object["/Lang"]).split("-")[0] == edition.language.tag.split("-")[0]
    assert render(edition) == made


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("tag", ["ar", "fa", "prs"])
def test_what_is_read_from_left_to_right_stays_so(edition: Edition) -> None:
    made = lines(render(edition))
    islands = [
        run.text
        for group in edition.groups
        for fact in group.facts
        for run in fact.value.runs
        if run.link
    ]
    assert islands
    for island in islands:
        for part in re.split(r"(?<=@)", island.replace("https://", "")):
            assert any(letters(part) in line for line in made), part
    event = edition.event
    assert event is not None
    assert event.when.start is not None
    assert event.when.end is not None
    digits = str.maketrans("0123456789", edition.language.digits)
    start, end = (f"{time:%H:%M}".translate(digits) for time in (event.when.start, event.when.end))
    both = [line for line in made if start in line and end in line]
    assert both
    assert all(line.index(end) < line.index(start) for line in both), "from right to left"


def test_letters_of_right_to_left_words_stand_from_right_to_left(
    editions: list[Edition],
) -> None:
    arabic = next(one for one in editions if one.language.tag == "ar")
    made = lines(render(replace(arabic, title=simple("دعوة 05651 نص"))))
    assert any("صن05651ةوعد" in line for line in made)


@pytest.mark.parametrize("slug", SLUGS[:1])
@pytest.mark.parametrize("tag", ["de", "ar"])
def test_the_code_leads_to_the_chooser(edition: Edition) -> None:
    made = render(edition)
    assert codes(picture(made)) == [f"{BASE_URL}/{edition.slug}/"] == [qr.chooser_address(edition)]
    read = by_poppler(made, rtl=edition.language.rtl)
    assert letters(f"einladungen.example.org/{edition.slug}") in letters(read)
    alone = len(edition.alternates) == 1
    assert alone or tokens(edition.labels["languages"].plain) <= tokens(read)


def test_no_code_without_an_address(editions: list[Edition]) -> None:
    nowhere = replace(editions[0].organisation, base_url=None)
    silent = replace(editions[0], organisation=nowhere)
    assert qr.chooser_address(silent) is None
    assert codes(picture(render(silent))) == []


@pytest.mark.parametrize("tag", languages())
def test_no_language_has_a_box_for_a_letter(tag: str) -> None:
    """typst refuses a glyph .notdef in PDF/UA-1; see the next test."""
    text = simple(sample(tag)[:1500])
    made = render(replace(invitation(), language=languages()[tag], blocks=(Paragraph(text),)))
    assert failures(made) == []
    assert overlaps(made) == []


def test_a_letter_that_no_font_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = replace(invitation(), title=simple("Fest 🎉"))
    with pytest.raises(OutputError, match=r"\(Deutsch\): 🎉 \(U\+1F389\)"):
        render(bad)
    monkeypatch.setattr(fonts, "missing", lambda _text, _language: "")
    with pytest.raises(OutputError, match="setzen"):
        render(bad)


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_text_is_never_markup(tag: str) -> None:
    text = simple(HOSTILE)
    bad = replace(
        invitation(tag),
        title=text,
        subtitle=text,
        blocks=(Paragraph(text), Heading(2, text), Item(text)),
        organisers=Organisers(text, (text,)),
        organisation=replace(invitation().organisation, name=HOSTILE),
    )
    made = render(bad)
    assert failures(made) == []
    if tag == "de":
        assert letters(by_poppler(made)).count(letters(HOSTILE)) >= 7
    else:
        assert tokens(HOSTILE) <= tokens(by_poppler(made, rtl=True))


@pytest.mark.parametrize("tag", ["de", "ar", "fa"])
def test_everything_that_a_text_can_hold(tag: str) -> None:
    made = render(everything(tag))
    assert failures(made) == []
    assert outside(made, SIDE, upright=8) == []
    assert overlaps(made) == []


@pytest.mark.parametrize("status", [EventStatus.CHANGED, EventStatus.CANCELLED])
def test_the_alert_stands_on_top_in_both_languages(status: EventStatus) -> None:
    base = invitation("uk")
    assert base.event is not None
    said = "Цей захід скасовано."
    event = replace(base.event, status=status)
    german = LABELS[status.value]
    made = render(replace(base, event=event, alert=simple(said), german_alert=german))
    read = letters(by_poppler(made))
    assert read.index(letters(said)) < read.index(letters(base.title.plain))
    assert read.index(letters(LABELS[status])) < read.index(letters(base.title.plain))
    assert failures(made) == []


@pytest.mark.parametrize("kind", Kind)
def test_long_texts_flow_and_long_words_stay_on_the_sheet(kind: Kind) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
    long = Paragraph(simple("Ein Satz mit einigen Worten. " * 400))
    url = simple("https://example.org/" + "sehr-lang/" * 30 + "x" * 200)
    base = replace(
        invitation(),
        kind=kind,
        title=simple(f"{word} {word}"),
        blocks=(Paragraph(url), Heading(2, simple(word)), long, Item(simple(word * 2))),
    )
    made = render(base)
    assert pages(made) > 2
    assert failures(made) == []
    assert outside(made, SIDE, upright=8) == []
    body = {round(word.bottom - word.top, 1) for word in words(made) if word.text == "Worten."}
    assert len(body) == 1


def test_a_short_text_is_one_page() -> None:
    short = replace(invitation(), blocks=invitation().blocks[:1], programme=None)
    assert pages(render(published(short))) == 1


def test_type_grows_where_there_is_little_text() -> None:
    """One page, and the text is larger than where there is much of it."""
    little = replace(invitation(), blocks=invitation().blocks[:1], programme=None)
    much = replace(invitation(), blocks=(Paragraph(simple("Ein Satz mit Worten. " * 350)),))

    def body(edition: Edition) -> float:
        found = [word for word in words(render(edition)) if word.text.startswith("Deutschland")]
        return found[0].bottom - found[0].top

    assert isinstance(little.blocks[0], Paragraph)
    shared = (*little.blocks, *much.blocks)
    assert body(little) > 1.2 * body(replace(much, blocks=shared))


@pytest.mark.parametrize("tag", ["ti", "kmr", "so"])
def test_no_word_is_broken_where_nobody_knows_how(tag: str) -> None:
    word = "Wirtschaftsförderungsgesellschaft"
    said = " ".join(f"{'x' * count} {word}" for count in range(1, 30))
    base = replace(invitation(), language=languages()[tag], blocks=(Paragraph(simple(said)),))
    found = [one.text for one in words(render(base)) if "Wirtschafts" in one.text]
    assert found == [word] * 29


def test_the_logo(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGB", (60, 40), "#a03050").save(path)
    base = replace(invitation(), organisation=replace(invitation().organisation, logo=path))
    made = render(base)
    assert failures(made) == []
    assert len(pypdf.PdfReader(BytesIO(made)).pages[0].images) >= 1
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(ConfigError, match="Logo"):
        render(base)


def test_the_code_as_svg_and_png() -> None:
    assert codes(qr.png("https://example.org/")) == ["https://example.org/"]
    drawn = qr.svg("https://example.org/")
    assert drawn.startswith("<svg ")
    assert drawn == qr.svg("https://example.org/")
    with pytest.raises(ValueError):
        qr.svg("x" * 5000)
