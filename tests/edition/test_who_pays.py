"""Prices for several groups, several contacts, access, interpreters: as a reader sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from pipeline.base.errors import ContentError
from pipeline.base.model import State
from pipeline.catalogue import files as catalogues
from pipeline.catalogue.units import Catalogue, Unit
from pipeline.edition.assemble import assemble
from pipeline.edition.model import Edition
from pipeline.language.table import GERMAN, language
from pipeline.render import schema_org, text
from pipeline.source.documents import load_source
from pipeline.source.facts import Access
from pipeline.source.model import Source
from pipeline.source.organisation import Organisation
from pipeline.source.segments import LAYOUT, key, segments

from ..support import ROOT

HEAD: Final = """\
---
kind: invitation
title: Offene Werkstatt
event:
  date: 2027-09-24
  start: "17:00"
  venue: E-Werk
  price:
    - {who: Erwachsene, amount: 5 EUR}
    - {who: Kinder bis 12 Jahre, amount: free}
    - {who: Gruppen, amount: donation}
  access: [wheelchair, lift, toilet, induction_loop, sign_language, simple_language, childcare,
    guide_dog, quiet_room]
  interpreters: [ar, uk, de-simple]
contact:
  - office: Kulturamt
    phone: [05651 302-1, 05651 302-2]
    fax: 05651 302-9
    hours: nach Vereinbarung
  - {name: GIVEN NAME, email: a@b.de, hours: "Mo 9-12, nach Vereinbarung"}
---
Es kostet: {price}. Rufen Sie an: {contact_phone}.
"""

ORGANISATION: Final = Organisation("Kreis", ("ar", "uk"))

GERMAN_MESSAGE: Final = """\
Einladung
Offene Werkstatt

Wann: Freitag, 24. September 2027
Uhrzeit: 17:00 Uhr
Wo: E-Werk
Eintritt:
Erwachsene: 5 €
Kinder bis 12 Jahre: kostenlos
Gruppen: Spende erbeten
Barrierefreiheit: mit Rollstuhl zugänglich, Aufzug, barrierefreie Toilette, \
Höranlage für Hörgeräte, Gebärdensprache, einfache Sprache, Kinderbetreuung, \
Assistenzhunde sind willkommen, Ruheraum
Dolmetschen: Arabisch, Ukrainisch, Deutsch (einfache Sprache)

Kontakt
Kulturamt
Telefon: 05651 302-1, 05651 302-2
Fax: 05651 302-9
Erreichbar: nach Vereinbarung
GIVEN NAME
Erreichbar: Montag 09:00 bis 12:00 Uhr, nach Vereinbarung
E-Mail: a@b.de

Kreis
"""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return read(tmp_path, HEAD)


def read(tmp_path: Path, written: str) -> Source:
    path = tmp_path / "werkstatt.md"
    path.write_text(written, encoding="utf-8")
    return load_source(path)


def in_language(source: Source, tag: str, said: dict[str, str]) -> Edition:
    row = language(tag)
    units = [
        Unit(*key(one), said.get(one.text, one.text), State.REVIEWED) for one in segments(source)
    ]
    document = Catalogue(row, source.slug, {(one.context, one.source): one for one in units})
    layout = catalogues.read(catalogues.catalogue_path(ROOT / "locale", row, LAYOUT), row)
    assert layout
    labels = catalogues.catalogue(layout, row, LAYOUT)
    return assemble(source, row, ORGANISATION, document, labels).edition


def test_the_german_message_says_all_of_it(source: Source) -> None:
    edition = assemble(source, language(GERMAN), ORGANISATION).edition
    assert text.render(edition).replace("\u00a0", " ") == GERMAN_MESSAGE
    (paragraph,) = edition.blocks
    assert paragraph.text.plain.replace("\u00a0", " ") == (  # type: ignore[union-attr]
        "Es kostet: Erwachsene: 5 €, Kinder bis 12 Jahre: kostenlos, Gruppen: Spende erbeten. "
        "Rufen Sie an: 05651 302-1."
    )


def test_for_whom_a_price_is_gets_translated(source: Source) -> None:
    assert [one.text for one in source.price_groups] == [
        *("Erwachsene", "Kinder bis 12 Jahre", "Gruppen"),
    ]
    said = {"Erwachsene": "Дорослі", "Kinder bis 12 Jahre": "Діти до 12 років", "Gruppen": "Групи"}
    facts = {fact.key: fact for fact in in_language(source, "uk", said).facts}
    assert facts["price"].value.plain.replace("\u00a0", " ").split("\n") == [
        *("Дорослі: 5 EUR", "Діти до 12 років: безкоштовний", "Групи: Просимо про пожертву"),
    ]


def test_each_line_of_a_right_to_left_price_begins_right_to_left(source: Source) -> None:
    said = {"Erwachsene": "البالغون", "Gruppen": "المجموعات"}
    edition = in_language(source, "ar", said)
    lines = text.render(edition).split("\n")
    start = lines.index("الدخول:")
    assert lines[start + 1 : start + 4] == [
        "البالغون: 5 يورو",
        "\u200f\u2066Kinder bis 12 Jahre\u2069: مجاني",
        "المجموعات: نرجو التبرع",
    ]


def test_a_document_without_them_shows_no_new_label(tmp_path: Path) -> None:
    plain = HEAD[: HEAD.index("  price:")] + "---\nEs ist offen.\n"
    made = assemble(read(tmp_path, plain), language("uk"), ORGANISATION)
    new = {"Barrierefreiheit", "Dolmetschen", "Fax", "Sperrfrist", "nach Vereinbarung", "Brief"}
    assert not new & {shown.unit.source for shown in made.units}


def test_every_word_for_access_has_its_symbol_and_its_words(source: Source) -> None:
    edition = in_language(source, "ar", {})
    (access,) = (fact for fact in edition.facts if fact.key == "access")
    assert [name for name, _words in access.symbols] == [one.label for one in Access]
    icons = (ROOT / "pipeline/render/templates/icons.html.j2").read_text(encoding="utf-8")
    assert [name for name, _words in access.symbols if f'"{name}"' not in icons] == []
    assert not any(words.german for _name, words in access.symbols)


def test_machines_are_told_each_price_and_what_there_is(source: Source) -> None:
    node = schema_org.event(assemble(source, language(GERMAN), ORGANISATION).edition, None)
    assert node
    assert node["isAccessibleForFree"] is False
    assert node["offers"] == [
        {"@type": "Offer", "name": "Erwachsene: 5\u00a0€", "price": "5.00", "priceCurrency": "EUR"},
        {
            "@type": "Offer",
            "name": "Kinder bis 12 Jahre: kostenlos",
            "price": "0",
            "priceCurrency": "EUR",
        },
        {
            "@type": "Offer",
            "name": "Gruppen: Spende erbeten",
            "price": "0",
            "priceCurrency": "EUR",
        },
    ]
    location = node["location"]
    assert isinstance(location, dict)
    assert location["amenityFeature"][1] == {
        "@type": "LocationFeatureSpecification",
        "name": "Aufzug",
        "value": True,
    }


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("amount: 5 EUR", "price: 5 EUR", "„event.price.price“ kenne ich nicht"),
        ("{who: Gruppen, amount: donation}", "{who: Gruppen}", "amount“ fehlt"),
        ("{who: Gruppen, amount: donation}", "{amount: donation}", "who“ fehlt"),
        ("amount: donation", "amount: viel", "ist kein Preis"),
        ("[wheelchair, lift", "[wheelchair, lyft", "Meinten Sie „lift“"),
        ("[ar, uk", "[ar, ua", "ua“ kenne ich nicht"),
        ("hours: nach Vereinbarung", "hours: nach Lust und Laune", "keine Sprechzeiten"),
        ("- {name: GIVEN NAME", "- {nahme: GIVEN NAME", "nahme“ kenne ich nicht"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    before: str, after: str, said: str, tmp_path: Path
) -> None:
    assert HEAD.count(before) == 1
    with pytest.raises(ContentError) as raised:
        read(tmp_path, HEAD.replace(before, after))
    assert said in str(raised.value)
    line = HEAD.split(before)[0].count("\n") + 1
    assert f"werkstatt.md:{line}:" in str(raised.value)
