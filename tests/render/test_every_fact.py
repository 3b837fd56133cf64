"""Every row of the table of facts, from front matter to what people read in each format."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, Final

import icalendar
import pdfplumber
import pytest
from lxml import html as lxml_html

from pipeline.base.model import State
from pipeline.catalogue import files as catalogues
from pipeline.catalogue.units import Catalogue, Unit
from pipeline.edition.assemble import assemble
from pipeline.edition.model import Edition
from pipeline.language.table import GERMAN, language
from pipeline.render import docx, html, ics, pdf, text
from pipeline.render.sheet import manuscript
from pipeline.render.word.letterhead import Letterhead, load_letterhead
from pipeline.source.documents import load_source
from pipeline.source.facts import FACTS, PLACEHOLDERS
from pipeline.source.model import Source
from pipeline.source.organisation import Organisation
from pipeline.source.segments import LAYOUT, key, segments

from ..source.test_facts import FULL
from ..support import ROOT
from .read_pdf import letters, lost
from .read_word import shown, story

HEAD: Final = """\
---
kind: invitation
title: Das Fest der Angaben
dateline: {place: Eschwege, date: 2027-09-01}
event:
  date: 2027-09-24
  end_date: 2027-09-25
  start: "17:00"
  end: "22:00"
  doors: "16:30"
  venue: E-Werk
  address: Mangelgasse 19
  online: {url: "https://b.de/o", phone: 05651 304, code: "4711"}
  price: 5 EUR
  access: [wheelchair, sign_language]
  interpreters: [ar, uk]
  status: changed
  moved_from:
    date: 2027-09-03
    end_date: 2027-09-04
    start: "09:00"
    end: "10:15"
    venue: Rathaus
    address: Markt 1
registration: {until: 2027-09-20, email: a@b.de, phone: 05651 302, url: "https://b.de/a"}
contact:
  office: Amt
  name: GIVEN NAME
  address: Schlossplatz 9
  phone: 05651 303
  fax: 05651 305
  hours: Mo-Fr 09:30-12:00, Do 14:00-17:00 und nach Vereinbarung
  email: c@b.de
  url: https://b.de/c
---
"""

BOX_AND_REGISTRATION: Final = {
    "event.date": ("24. September 2027", "24 أيلول/سبتمبر 2027"),
    "event.end_date": ("25. September 2027", "25 أيلول/سبتمبر 2027"),
    "weekday": ("Freitag", "الجمعة"),
    "event.start": ("17:00", "17:00"),
    "event.end": ("22:00", "22:00"),
    "event.doors": ("16:30", "16:30"),
    "event.venue": ("E-Werk", "E-Werk"),
    "event.address": ("Mangelgasse 19", "Mangelgasse 19"),
    "event.online.url": ("b.de/o", "b.de/o"),
    "event.online.phone": ("05651 304", "05651 304"),
    "event.online.code": ("4711", "4711"),
    "event.price": ("5 €", "5 يورو"),
    "event.access": ("mit Rollstuhl zugänglich", "يمكن الدخول بالكرسي المتحرك"),
    "event.interpreters": ("Arabisch, Ukrainisch", "(Ukrainisch)"),
    "event.status": (
        "Achtung: Ort oder Zeit dieser Veranstaltung haben sich geändert.",
        "تنبيه: تغيّر مكان هذه الفعالية أو موعدها.",
    ),
    "event.moved_from.date": ("3. September 2027", "3 أيلول/سبتمبر 2027"),
    "event.moved_from.end_date": ("4. September 2027", "4 أيلول/سبتمبر 2027"),
    "event.moved_from.start": ("09:00", "09:00"),
    "event.moved_from.end": ("10:15", "10:15"),
    "event.moved_from.venue": ("Rathaus", "Rathaus"),
    "event.moved_from.address": ("Markt 1", "Markt 1"),
    "registration.until": ("20. September 2027", "20 أيلول/سبتمبر 2027"),
    "registration.email": ("a@b.de", "a@b.de"),
    "registration.phone": ("05651 302", "05651 302"),
    "registration.url": ("b.de/a", "b.de/a"),
}
"""What every format says."""

ON_SHEETS: Final = BOX_AND_REGISTRATION | {
    "contact.office": ("Amt", "Amt"),
    "contact.name": ("GIVEN NAME", "GIVEN NAME"),
    "contact.address": ("Schlossplatz 9", "Schlossplatz 9"),
    "contact.phone": ("05651 303", "05651 303"),
    "contact.fax": ("05651 305", "05651 305"),
    "contact.hours": (
        "Montag bis Freitag 09:30 bis 12:00 Uhr, Donnerstag 14:00 bis 17:00 Uhr, nach Vereinbarung",
        "من الاثنين إلى الجمعة من الساعة 09:30 إلى الساعة 12:00 "
        "والخميس من الساعة 14:00 إلى الساعة 17:00، حسب الاتفاق",
    ),
    "contact.email": ("c@b.de", "c@b.de"),
    "contact.url": ("b.de/c", "b.de/c"),
    "dateline.place": ("Eschwege", "Eschwege"),
    "dateline.date": ("1. September 2027", "1 أيلول/سبتمبر 2027"),
}
"""What Word, page and PDF say besides; a message has room for one way to get in touch."""

TAGS: Final = (GERMAN, "ar")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """A document with every fact, and with every placeholder in a sentence of its own."""
    path = tmp_path_factory.mktemp("content") / "fest.md"
    body = "\n\n".join(f"Das ist die Angabe {{{name}}}." for name in PLACEHOLDERS)
    path.write_text(HEAD + body, encoding="utf-8")
    return load_source(path)


@pytest.fixture(scope="module", params=TAGS)
def edition(source: Source, request: pytest.FixtureRequest) -> Edition:
    row = language(request.param)
    if row.tag == GERMAN:
        return assemble(source, row, ORGANISATION).edition
    units = [
        Unit(*key(one), one.text.replace("Das ist die Angabe", "هذه هي المعلومة"), State.REVIEWED)
        for one in segments(source)
    ]
    document = Catalogue(row, source.slug, {(one.context, one.source): one for one in units})
    layout = catalogues.read(catalogues.catalogue_path(ROOT / "locale", row, LAYOUT), row)
    assert layout
    labels = catalogues.catalogue(layout, row, LAYOUT)
    return assemble(source, row, ORGANISATION, document, labels).edition


ORGANISATION: Final = Organisation("Kreis", ("ar",))


def expected(rows: dict[str, tuple[str, str]], edition: Edition) -> list[str]:
    return [both[TAGS.index(edition.language.tag)] for both in rows.values()]


def missing(rows: dict[str, tuple[str, str]], edition: Edition, read: str) -> list[str]:
    bare = letters(read)
    return [one for one in expected(rows, edition) if letters(one) not in bare]


def sentences(edition: Edition) -> list[str]:
    """The sentences of the body as they read when each fact is in its place."""
    start = "Das ist die Angabe" if edition.language.tag == GERMAN else "هذه هي المعلومة"
    known = {row.placeholder: row for row in FACTS if row.placeholder}
    values = [ON_SHEETS["weekday" if row.view else row.key] for row in known.values()]
    return [f"{start} {both[TAGS.index(edition.language.tag)]}." for both in values]


def test_every_row_of_the_table_is_here(source: Source) -> None:
    otherwise = {"event.repeat", "event.sessions", "event.choose"}
    """Other ways to say when: test_occasions.py."""
    rows = {"weekday" if row.view else row.key for row in FACTS}
    assert set(ON_SHEETS) == rows - otherwise
    assert source.facts.registration == FULL.registration
    assert source.facts.contact == FULL.contact
    assert source.facts.dateline == FULL.dateline
    assert source.facts.event
    assert FULL.event
    assert source.facts.event.when == FULL.event.when


def test_word(edition: Edition) -> None:
    read = "\n".join(map(shown, story(docx.render(edition, letterhead())).values()))
    assert missing(ON_SHEETS, edition, read) == []
    assert [one for one in sentences(edition) if letters(one) not in letters(read)] == []
    assert "{" not in read


def test_page(edition: Edition) -> None:
    page = lxml_html.fromstring(html.render(edition).encode())
    read = str(page.xpath("string(//body)"))
    assert missing(ON_SHEETS, edition, read) == []
    assert [one for one in sentences(edition) if letters(one) not in letters(read)] == []
    assert "{" not in read


def test_pdf(edition: Edition) -> None:
    with pdfplumber.open(BytesIO(pdf.render(manuscript(edition)))) as file:
        read = "\n".join(sheet.extract_text() for sheet in file.pages)
    rtl = edition.language.rtl
    assert lost(expected(ON_SHEETS, edition), read, rtl=rtl) == []
    assert lost(sentences(edition), read, rtl=rtl) == []
    assert "{" not in read


def test_calendar(edition: Edition) -> None:
    event: Any = icalendar.Calendar.from_ical(ics.render(edition, 0)).walk("VEVENT")[0]
    assert missing(BOX_AND_REGISTRATION, edition, str(event["DESCRIPTION"])) == []
    assert event["LOCATION"] == "E-Werk, Mangelgasse 19"
    label = {GERMAN: "Online teilnehmen", "ar": "المشاركة عبر الإنترنت"}[edition.language.tag]
    url, phone = event["CONFERENCE"]
    assert (url, url.params["VALUE"], url.params["LABEL"]) == ("https://b.de/o", "URI", label)
    assert (phone, phone.params["FEATURE"]) == ("tel:+495651304", "PHONE")
    assert event["CONTACT"] == "Amt, GIVEN NAME, 05651 303, c@b.de"
    assert event["ORGANIZER"] == "mailto:c@b.de"
    assert "{" not in event.to_ical().decode()


def test_message(edition: Edition) -> None:
    read = text.render(edition)
    assert missing(BOX_AND_REGISTRATION, edition, read) == []
    assert "{" not in read


@cache
def letterhead() -> Letterhead:
    return load_letterhead(None)
