"""Notices, letters and press releases, from the file to what people read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any, Final

import icalendar
import pdfplumber
import pytest
from lxml import html as lxml_html

from pipeline.checks import check_source
from pipeline.edition.assemble import assemble
from pipeline.edition.model import Edition
from pipeline.language.table import GERMAN, language
from pipeline.render import docx, html, ics, pdf, png, text
from pipeline.render.sheet import manuscript
from pipeline.render.word.letterhead import load_letterhead
from pipeline.source.documents import load_source
from pipeline.source.model import Role, Source
from pipeline.source.organisation import Organisation
from pipeline.source.segments import segments
from pipeline.text.blocks import Paragraph, Quote
from pipeline.text.runs import Run

from .read_pdf import codes, picture
from .read_word import pandoc, story

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORGANISATION: Final = Organisation("Kreis", ("ar",))

NOTICE: Final = """\
---
kind: notice
title: Das Amt ist am Montag geschlossen
contact:
  office: Bürgeramt
  phone: 05651 302-1
  hours: Di-Fr 9-12
  address: |
    Schlossplatz 1
    37269 Eschwege
---
Am Montag ist das Amt geschlossen.

Postfach 1\\
37269 Eschwege, Tel. 05651 302-1160, amt@ort.de oder https://ort.de/amt.
"""

LETTER: Final = """\
---
kind: letter
title: Ihr Kind kommt in die Schule
dateline: {place: Eschwege, date: 2027-03-01}
signature: {name: GIVEN NAME, role: Landrätin}
---
Liebe Eltern,

im Sommer kommt Ihr Kind in die Schule.
"""

PRESS: Final = """\
---
kind: press_release
title: Der Kreis lädt ein
event: {name: Fest der Kulturen, date: 2027-09-24, start: "17:00", venue: "Kultur &amp; Kino"}
---
Der Kreis feiert ein Fest.

> „Wir freuen uns auf alle.“
> — GIVEN NAME, Landrätin

> „Ich auch.“
>
> – GIVEN NAME
"""


def read(tmp_path: Path, written: str) -> Source:
    path = tmp_path / "text.md"
    path.write_text(written, encoding="utf-8")
    return load_source(path)


def german(tmp_path: Path, written: str) -> Edition:
    return assemble(read(tmp_path, written), language(GERMAN), ORGANISATION).edition


def test_a_notice_says_what_it_is_about_and_whom_to_ask(tmp_path: Path) -> None:
    edition = german(tmp_path, NOTICE)
    assert text.render(edition).split("\n") == [
        *("Mitteilung", "Das Amt ist am Montag geschlossen", ""),
        *("Am Montag ist das Amt geschlossen.", ""),
        *("Kontakt", "Bürgeramt", "Anschrift: Schlossplatz 1, 37269 Eschwege"),
        *("Telefon: 05651 302-1", "Erreichbar: Dienstag bis Freitag 09:00 bis 12:00 Uhr", ""),
        *("Kreis", ""),
    ]
    assert not ics.has_event(edition)
    data = manuscript(edition).data
    assert '"lead": {' in data
    assert [fact.key for fact in edition.essentials] == ["name", "address", "phone", "hours"]
    assert png.picture(manuscript(edition)) != png.picture(
        manuscript(german(tmp_path, NOTICE.replace("Bürgeramt", "Meldeamt")))
    )


def test_a_break_and_bare_addresses_in_the_text(tmp_path: Path) -> None:
    edition = german(tmp_path, NOTICE)
    block = edition.blocks[1]
    assert isinstance(block, Paragraph)
    assert [(run.text, run.link) for run in block.text.runs] == [
        ("Postfach 1\n37269 Eschwege, Tel. ", None),
        ("05651 302-1160", "tel:+4956513021160"),
        (", ", None),
        ("amt@ort.de", "mailto:amt@ort.de"),
        (" oder ", None),
        ("https://ort.de/amt", "https://ort.de/amt"),
        (".", None),
    ]
    page: Any = lxml_html.fromstring(html.render(edition).encode())
    assert len(page.xpath("//p/br")) == 1
    breaks = str(pandoc(docx.render(edition, load_letterhead(None)), tmp_path)).count("LineBreak")
    assert breaks == 1


@pytest.mark.parametrize(
    ("written", "targets"),
    [
        ("Rufen Sie an: +49 (0) 5651 302-1.", ["tel:+4956513021"]),
        ("0170 1234567 oder (05651) 3021160", ["tel:+491701234567", "tel:+4956513021160"]),
        ("www.ort.de, bei x@ort.de", ["https://www.ort.de", "mailto:x@ort.de"]),
        ("Von 08 - 12 Uhr, am 04.11.2027, 09/2027, 37269 Eschwege", []),
        ("IBAN DE02 1203 0000 0000 2020 51, 1.250.000 Euro, 01067 Dresden", []),
        ("[hier](https://ort.de) und {{x}}", ["https://ort.de"]),
    ],
)
def test_what_is_an_address_and_what_is_none(
    written: str, targets: list[str], tmp_path: Path
) -> None:
    (block,) = german(tmp_path, NOTICE[: NOTICE.index("Am Montag")] + written).blocks
    assert isinstance(block, Paragraph)
    assert [run.link for run in block.text.runs if run.link] == targets


def test_a_letter_is_signed_and_its_salutation_stands_for_nothing(tmp_path: Path) -> None:
    source = read(tmp_path, LETTER)
    edition = assemble(source, language(GERMAN), ORGANISATION).edition
    assert edition.lead
    assert edition.lead.plain == "im Sommer kommt Ihr Kind in die Schule."
    last = edition.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text.runs[0] == Run("GIVEN NAME", ltr=True)
    assert last.text.plain == "GIVEN NAME\nLandrätin"
    roles = [(one.role, one.text, one.note) for one in segments(source)]
    note = "Amt oder Aufgabe einer Person\nPerson: GIVEN NAME"
    assert roles[-1] == (Role.SPEAKER, "Landrätin", note)


def test_a_quotation_names_its_speaker(tmp_path: Path) -> None:
    source = read(tmp_path, PRESS)
    texts = [(one.role.value, one.text) for one in segments(source)]
    assert texts[2:] == [
        ("paragraph", "Der Kreis feiert ein Fest."),
        ("quote", "„Wir freuen uns auf alle.“"),
        ("speaker", "Landrätin"),
        ("quote", "„Ich auch.“"),
    ]
    edition = assemble(source, language(GERMAN), ORGANISATION).edition
    quotes = [block for block in edition.blocks if isinstance(block, Quote)]
    lines = [quote.by.plain for quote in quotes if quote.by]
    assert lines == ["— GIVEN NAME, Landrätin", "— GIVEN NAME"]
    page: Any = lxml_html.fromstring(html.render(edition).encode())
    assert [one.text_content() for one in page.xpath("//blockquote/footer")] == lines
    body: Any = story(docx.render(edition, load_letterhead(None)))["word/document.xml"]
    read_back = ["".join(p.itertext()) for p in body.iter(f"{W}p")]
    assert [line for line in read_back if line.startswith("—")] == lines


def test_the_calendar_calls_the_event_by_its_name(tmp_path: Path) -> None:
    edition = german(tmp_path, PRESS)
    event: Any = icalendar.Calendar.from_ical(ics.render(edition, 0)).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Fest der Kulturen"
    assert event["LOCATION"] == "Kultur & Kino"


def test_what_word_leaves_behind_is_taken_out_and_told(tmp_path: Path) -> None:
    written = NOTICE.replace("geschlossen.", "ge\u00adschlos\u200bsen.\u000bHeute nicht.")
    source = read(tmp_path, written)
    assert [one.text for one in segments(source)][1] == (
        "Am Montag ist das Amt geschlossen. Heute nicht."
    )
    (found,) = (one for one in check_source(source) if one.rule == "debris")
    assert found.location
    assert found.location.line == 12
    assert "U+00AD, U+200B, U+000B" in found.message


LINKED: Final = (
    NOTICE.replace("geschlossen.", "[geschlossen](https://ort.de/zu?a=1).")
    + """
Das steht auch auf [ort.de](https://ort.de/) und [ort.de/amt](https://ort.de/amt).
"""
)


def test_paper_shows_where_a_link_leads(tmp_path: Path) -> None:
    edition = german(tmp_path, LINKED)
    with pdfplumber.open(io.BytesIO(pdf.render(manuscript(edition)))) as file:
        read_back = "\n".join(sheet.extract_text() for sheet in file.pages)
    assert read_back.count("ort.de/zu?a=1") == 1
    assert read_back.count("ort.de/amt") == 2  # what shows its address needs no note
    assert png.picture(manuscript(edition))
    body: Any = story(docx.render(edition, load_letterhead(None)))["word/document.xml"]
    lines = ["".join(p.itertext()) for p in body.iter(f"{W}p")]
    assert "Am Montag ist das Amt geschlossen (ort.de/zu?a=1)." in lines
    assert "Das steht auch auf ort.de und ort.de/amt." in lines


def test_paper_has_a_code_for_those_who_take_part_online(tmp_path: Path) -> None:
    edition = german(
        tmp_path, PRESS.replace("venue: ", 'online: {url: "https://ort.de/x"}, venue: ')
    )
    sheet = pdf.render(manuscript(edition))
    assert codes(picture(sheet)) == ["https://ort.de/x"]
    pictures = zipfile.ZipFile(io.BytesIO(docx.render(edition, load_letterhead(None))))
    media = [pictures.read(name) for name in pictures.namelist() if "/media/" in name]
    assert ["https://ort.de/x"] in [codes(one) for one in media]
