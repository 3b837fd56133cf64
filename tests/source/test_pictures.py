"""Pictures and partners as the press office writes them: what is read, left out and said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image

from pipeline.base import pictures, svg
from pipeline.base.errors import PipelineError
from pipeline.base.model import Severity
from pipeline.source.documents import load_source
from pipeline.source.model import Role, Source
from pipeline.source.organisation import load_organisation
from pipeline.source.segments import segments
from pipeline.text import blocks

from ..artwork import as_camera, landscape, svg_logo, write_all

DAY = dt.date(2027, 6, 1)
HEAD = """\
---
kind: invitation
title: Das Fest
event: {{date: 2027-09-24, start: "17:00", venue: E-Werk}}
{head}---
{body}
"""
WHOLE = """\
image:
  file: bilder/huegel.jpg
  alt: Hügel unter der Sonne
  caption: Blick auf die Hügel
  credit: © Pressestelle
  rights: Vertrag vom Mai
  until: 2029-12-31
"""


@pytest.fixture(scope="module")
def artwork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("content")
    write_all(content)
    return content


def read(content: Path, head: str = "", body: str = "Kommen Sie!", today: dt.date = DAY) -> Source:
    path = content / "fest.md"
    path.write_text(HEAD.format(head=head, body=body), encoding="utf-8")
    return load_source(path, content, today)


def told(source: Source) -> list[str]:
    return [f"{one.location and one.location.line}: {one.message}" for one in source.remarks]


def roles(source: Source) -> dict[str, str]:
    wanted = (Role.ALT, Role.CAPTION, Role.PARTNER, Role.STATEMENT)
    return {str(one.role): one.text for one in segments(source) if one.role in wanted}


def test_a_picture_with_everything(artwork: Path) -> None:
    source = read(artwork, WHOLE)
    assert source.image
    assert (source.image.file.kind, source.image.file.width, source.image.file.height) == (
        "jpeg",
        2400,
        1600,
    )
    assert source.image.credit == "© Pressestelle"
    assert roles(source) == {"alt": "Hügel unter der Sonne", "caption": "Blick auf die Hügel"}
    assert told(source) == []
    assert not source.blocked


def test_what_lies_on_its_side_is_measured_upright(artwork: Path) -> None:
    found = pictures.look(artwork / "bilder" / "abend.jpg")
    assert (found.width, found.height) == (1600, 1200)


@pytest.mark.parametrize("alt", ["", "  alt:\n"])
def test_without_a_description_nothing_may_go_out(artwork: Path, alt: str) -> None:
    source = read(artwork, f"image:\n  file: bilder/huegel.jpg\n{alt}")
    assert source.blocked
    assert [one.severity for one in source.remarks] == [Severity.ERROR]
    assert told(source)[0].startswith("5: Dem Bild fehlt die Beschreibung")
    assert source.image  # a draft shows it


@pytest.mark.parametrize("written", ['""', "''"])
def test_decoration_is_said(artwork: Path, written: str) -> None:
    source = read(artwork, f"image:\n  file: bilder/huegel.jpg\n  alt: {written}\n")
    assert source.image
    assert source.image.alt is None
    assert not source.blocked
    assert told(source) == []


@pytest.mark.parametrize(("day", "shown"), [("2029-12-31", True), ("2030-01-01", False)])
def test_until(artwork: Path, day: str, shown: bool) -> None:
    source = read(artwork, WHOLE, today=dt.date.fromisoformat(day))
    assert (source.image is not None) == shown
    assert bool(roles(source)) == shown
    assert not source.blocked
    assert told(source) == (
        []
        if shown
        else [
            "11: Das Bild durfte bis 31.12.2029 gezeigt werden und ist jetzt überall weggelassen. "
            "Löschen Sie es hier, oder nehmen Sie ein anderes."
        ]
    )


def test_pictures_in_the_text(artwork: Path) -> None:
    source = read(
        artwork,
        body='Kommen Sie!\n\n![Der Platz am Abend](bilder/abend.jpg "So war es. © Amt")\n\nBald.',
    )
    kinds = [type(block).__name__ for block in source.blocks]
    assert kinds == ["Paragraph", "Image", "Paragraph"]
    image = source.blocks[1]
    assert isinstance(image, blocks.Image)
    assert image.credit == "© Amt"
    assert roles(source) == {"alt": "Der Platz am Abend", "caption": "So war es."}
    assert told(source) == []


def test_a_picture_in_the_text_needs_a_description_too(artwork: Path) -> None:
    source = read(artwork, body="Kommen Sie!\n\n![](bilder/abend.jpg)")
    assert source.blocked
    assert told(source)[0].startswith("8: Dem Bild fehlt die Beschreibung")


def bad(content: Path) -> dict[str, str]:
    """Files that cannot be shown, and what is said of them."""
    folder = content / "schlecht"
    folder.mkdir(exist_ok=True)
    whole = as_camera(landscape(300, 200))
    files = {
        "halb.jpg": whole[: len(whole) // 2],
        "kein.jpg": b"<html>",
        "foto.heic": b"\0\0\0\x18ftypheic",
        "leer.png": b"",
        "leer.svg": b"<svg/>",
        "fremd.svg": b"<svg><",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {
        "halb.jpg": "beschädigt oder unvollständig",
        "kein.jpg": "Speichern Sie es als JPEG oder PNG",
        "foto.heic": "Speichern Sie es als JPEG oder PNG",
        "leer.png": "Speichern Sie es als JPEG oder PNG",
        "leer.svg": "beschädigt oder unvollständig",
        "fremd.svg": "beschädigt oder unvollständig",
        "fehlt.jpg": "gibt es im Ordner content/ nicht",
    }


def test_what_cannot_be_shown_is_left_out_and_said(artwork: Path) -> None:
    for name, message in bad(artwork).items():
        source = read(artwork, f"image: {{file: schlecht/{name}, alt: Ein Bild}}\n")
        assert source.image is None
        assert not source.blocked
        (line,) = told(source)
        assert line.startswith("5: ")
        assert message in line
        assert name in line


@pytest.mark.parametrize("name", ["../geheim.jpg", "/etc/passwd", "x" * 300, "bilder"])
def test_nothing_outside_is_read(artwork: Path, name: str) -> None:
    (artwork.parent / "geheim.jpg").write_bytes(as_camera(landscape(300, 200)))
    source = read(artwork, f"image: {{file: {name}, alt: Ein Bild}}\n")
    assert source.image is None
    assert "gibt es im Ordner content/ nicht" in told(source)[0]


def test_a_bomb_is_not_opened(artwork: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(artwork / "bombe.png")
    source = read(artwork, "image: {file: bombe.png, alt: Nichts}\n")
    assert "zu viele Bildpunkte" in told(source)[0]


def test_too_small_to_print(artwork: Path) -> None:
    (artwork / "klein.jpg").write_bytes(as_camera(landscape(600, 400)))
    source = read(artwork, "image: {file: klein.jpg, alt: Hügel}\n")
    assert source.image
    assert told(source) == [
        "5: „klein.jpg“ ist 600 Bildpunkte breit und sieht gedruckt grob aus. Nehmen Sie das Bild "
        "mit mindestens 1028."
    ]


def test_partners(artwork: Path) -> None:
    source = read(
        artwork,
        """\
partners:
  - name: Der Bund
    logo: bilder/foerderer.svg
    role: Gefördert durch
    url: https://example.org
    statement: Das Fest wird vom Bund gefördert.
    min_mm: 60
  - {name: Die Sterne, logo: bilder/sterne.png, min_mm: 25 mm}
  - {name: Der Verein}
""",
    )
    first, second, third = source.partners
    assert first.size_mm == pytest.approx((60, 20))  # asked for, and so higher than usual
    assert second.size_mm == pytest.approx((25, 25 * 2 / 3))
    assert third.size_mm == (0, 0)
    assert roles(source) == {
        "partner": "Gefördert durch",
        "statement": "Das Fest wird vom Bund gefördert.",
    }
    assert told(source) == []


def test_a_logo_too_coarse_for_its_size(artwork: Path) -> None:
    Image.new("RGB", (100, 50)).save(artwork / "grob.png")
    source = read(artwork, "partners:\n  - {name: A, logo: grob.png, min_mm: 40}\n")
    assert told(source) == [
        "6: „grob.png“ ist 100 Bildpunkte breit und sieht gedruckt grob aus. Nehmen Sie das Bild "
        "mit mindestens 236."
    ]


@pytest.mark.parametrize(
    "line",
    ["{logo: a.png}", "{name: A, min_mm: breit}", "{name: A, min_mm: 500}", "{name: A, farbe: b}"],
)
def test_what_is_wrong_with_a_partner_has_its_line(artwork: Path, line: str) -> None:
    with pytest.raises(PipelineError, match=r"fest\.md:6: "):
        read(artwork, f"partners:\n  - {line}\n")


def test_partners_of_all_documents(artwork: Path) -> None:
    (artwork / "organisation.toml").write_text(
        """\
name = "Kreis"
languages = ["ar"]

[[partners]]
name = "A"
logo = "fehlt.svg"

[[partners]]
name = "B"
logo = "bilder/sterne.png"
role = "Mit"
"""
    )
    organisation = load_organisation(artwork)
    assert [one.name for one in organisation.partners] == ["A", "B"]
    (remark,) = organisation.partner_remarks
    assert remark.location
    assert remark.location.line == 6


HARM = [
    "<script>alert(1)</script>",
    "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
    "<image href='https://evil.example/x.png'/>",
    "<image xlink:href='file:///etc/passwd'/>",
    "<use href='https://evil.example/x.svg#a'/>",
    "<rect onload='alert(1)' width='1' height='1'/>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<rect style='fill:url(https://evil.example/x)'/>",
    "<rect fill='url(&quot;https://evil.example/x&quot;)'/>",
    "<rect style='fill:\\75rl(https://evil.example/x)'/>",
    "<a xlink:href='javascript:alert(1)'><rect/></a>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<feImage href='https://evil.example/x'/>",
]


@pytest.mark.parametrize("harm", HARM)
def test_svg_is_made_harmless(harm: str) -> None:
    made, width, height = svg.clean(svg_logo(extra=harm).encode())
    text = made.decode()
    assert not any(
        one in text for one in ("evil", "script", "alert", "passwd", "onload", "foreign", "\\75")
    )
    assert (width, height) == (300, 100)
    assert text.count("<rect") >= 3  # what draws is still there


def test_svg_with_entities_and_instructions() -> None:
    head = '<?xml version="1.0"?><?xml-stylesheet href="https://evil.example"?>'
    doctype = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    made, *_size = svg.clean((head + doctype + svg_logo(extra="<text>&x;</text>")).encode())
    assert b"evil" not in made
    assert b"ENTITY" not in made
    assert b"&x;" not in made
    assert b"root:" not in made


def test_svg_that_draws_without_end() -> None:
    layers = "".join(
        f"<g id='l{number}'>" + f"<use href='#l{number + 1}'/>" * 10 + "</g>" for number in range(9)
    )
    for extra in (layers + "<g id='l9'><rect/></g>", "<g id='a'><use href='#a'/></g>"):
        with pytest.raises(ValueError):
            svg.clean(svg_logo(extra=extra).encode())


def test_svg_keeps_its_own_references() -> None:
    inner = "<defs><linearGradient id='g'/></defs><rect fill='url(#g)'/><use href='#g'/>"
    made, *_size = svg.clean(svg_logo(extra=inner).encode())
    assert b"url(#g)" in made
    assert b'href="#g"' in made
