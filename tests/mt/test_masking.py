"""What an engine gets to see, and that it all comes back."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.language.table import language
from pipeline.mt import faithful, kept, quotes
from pipeline.mt.german import ease
from pipeline.mt.masking import LONGEST_TEXT, Unfit, balanced, mask, unmask
from pipeline.mt.styles import (
    ADDRESS,
    CLOCK,
    CLOSE,
    CONTACT,
    DATE,
    DAY,
    MASK_STYLES,
    NAME,
    NUMBER,
    OPEN,
    SIGN,
    SPAN,
    TIME,
    WEEKDAY,
    YEAR,
    kind,
)

NAMES = {
    "Eschwege": "ეშვეგე",
    "Werra-Meißner-Kreis": "Werra-Meißner-Kreis",
    "E-Werk": "",
    "Kreis": "X",
}


def sent(text: str) -> str:
    """As an engine sees it."""
    return MASK_STYLES[0].write(mask(text, NAMES).text)[0]


@pytest.mark.parametrize(
    ("german", "engine"),
    [
        ("Am {date} um {start} Uhr.", "Am XQ1 um XQ2 Uhr."),
        ("Wir treffen uns hier: {venue}, {address}.", "Wir treffen uns hier: XQ1."),
        ("Am Samstag, dem 4. November 2023", "Am Samstag, dem XQ1 November XQ2"),
        ("Die 2. Konferenz am 4.11.2023", "Die XQ1 Konferenz am XQ2"),
        ("Von 9.30–12 Uhr, 10:00 Uhr", "Von XQ1 Uhr, XQ2 Uhr"),
        ("Es kostet 5,50 € oder 10 Euro, 50 % weniger", "Es kostet XQ1 oder XQ2 Euro, XQ3 weniger"),
        ("nach § 5 Abs. 2 und bis -5 °C", "nach XQ1 Absatz XQ2 und bis XQ3"),
        ("Telefon 05651 302-1160, +49 (0)5651 3021160", "Telefon XQ1"),
        ("Raum B7 mit 1.250 Plätzen, ½ Stunde, ٣", "Raum XQ1 mit XQ2 Plätzen, XQ3 Stunde, XQ4"),
        ("Mail: a.b@c-d.de. Danke", "Mail: XQ1. Danke"),
        ("Siehe https://x.de/a_b?c=1#d, oder www.x.de!", "Siehe XQ1, oder XQ2!"),
        ("Siehe eschwege.de/seite.", "Siehe XQ1."),
        ("Kommen Sie **herzlich** gern!", "Kommen Sie XQ1 herzlich XQ2 gern!"),
        ("Mehr [auf der *Seite*](https://x.de/a(b))", "Mehr XQ1 auf der XQ2 Seite XQ3 XQ4"),
        ("Ab **10 Uhr**, **{date}**", "Ab XQ1 XQ2 Uhr XQ3, XQ4"),
        ("An [a@b.de](mailto:a@b.de)!", "An XQ1!"),
        ("In Eschwege und Eschweges Mitte, ESCHWEGE", "In XQ1 und XQ2 Mitte, XQ3"),
        ("des Werra-Meißner-Kreises im Kreis", "des XQ1 im XQ2"),
        ("Eschweger Kreisel im E-Werk", "Eschweger Kreisel im XQ1"),
        ("Die EU und der Verein e. V. als EU-Bürger", "Die XQ1 und der Verein XQ2 als EU-Bürger"),
        ("Ist XQ1 {{ wahr }} oder [1] & <b>?", "Ist XQ1 wahr XQ2 oder XQ3 und XQ4?"),
        ("a_b und 3 * 4, #test, Q&A", "XQ1 und XQ2, Q XQ3 A"),
        ("Motto „Wir ‚alle‘“", "Motto \"Wir 'alle'\""),
        ("Ein\u200f Text\u2066 hier\u00ad", "Ein Text hier"),
    ],
)
def test_what_the_engine_sees(german: str, engine: str) -> None:
    assert sent(german) == engine


@pytest.mark.parametrize(
    ("german", "easy"),
    [
        ("Akteur*innen", "Akteurinnen und Akteure"),
        ("Bürger:innen und Kolleg_innen", "Bürgerinnen und Bürger und Kolleginnen und Kollegen"),
        ("Expert/-innen, Migrant/innen", "Expertinnen und Experten, Migrantinnen und Migranten"),
        ("TeilnehmerInnen, Ärzt(innen)", "Teilnehmerinnen und Teilnehmer, Ärztinnen und Ärzte"),
        ("das Bürger*innenbüro, die Expert:innenrunde", "das Bürgerbüro, die Expertenrunde"),
        ("jede*r Kolleg*in, ein*e Ansprechpartner:in", "jeder Kollege, ein Ansprechpartner"),
        ("der/die Referent/in", "der Referent"),
        ("z. B. Tee, d.h. usw.", "zum Beispiel Tee, das heißt und so weiter."),
        ("Z.B. ca. 5, bzw. inkl. Saft", "Zum Beispiel circa 5, beziehungsweise inklusive Saft"),
        ("Bahnhofstr. 5, Hessische Str.", "Bahnhofstraße 5, Hessische Straße"),
        ("ANMELDUNG bis Montag", "Anmeldung bis Montag"),
        ("BITTE NICHT RAUCHEN", "Bitte nicht Rauchen"),
        ("Bitte NICHT vergessen: EU, USA", "Bitte nicht vergessen: EU, USA"),
        ("Kaffee & Kuchen", "Kaffee und Kuchen"),
        ("Innenstadt, Sinnen, Gewinnen, um 10:30", "Innenstadt, Sinnen, Gewinnen, um 10:30"),
    ],
)
def test_easy_german(german: str, easy: str) -> None:
    assert ease(german) == easy


def test_back_again() -> None:
    german = (
        "Am 4. November: **{date}** *oder* [hier](https://x.de) in Eschwege, 5 €, <b> \\* A&amp;B"
    )
    masked = mask(german, {"Eschwege": "Eschwege"})
    # The stop of a day belongs to German alone.
    assert unmask(masked.text, masked.shown) == german.replace("4. ", "4 ")


def test_a_letter_and_its_mark_are_one() -> None:
    """What a keyboard of a Mac writes in two characters is found as what others write in one."""
    composed, decomposed = "Im Café Müller", unicodedata.normalize("NFD", "Im Café Müller")
    assert decomposed != composed
    names = {"Café Müller": "кафе"}
    assert mask(decomposed, names) == mask(composed, names)
    assert mask(decomposed, names).shown == {chr(NAME): "кафе"}
    assert mask(decomposed, {}).text == composed


KINDS = {
    **{SIGN: "sign", NAME: "name", DATE: "date", WEEKDAY: "weekday", TIME: "time"},
    **{CONTACT: "contact", DAY: "day", CLOCK: "clock", YEAR: "year", NUMBER: "number"},
    **{ADDRESS: "address", OPEN: "open", CLOSE: "close"},
}


@pytest.mark.parametrize(
    ("german", "masks"),
    [
        ("Am {date} in {venue}", "date:{date} name:{venue}"),
        ("{end_date}, {registration_deadline}", "date:{end_date}, {registration_deadline}"),
        ("{weekday} um {start}", "weekday:{weekday} time:{start}"),
        ("ab {doors} bis {end}, {contact_hours} da", "time:{doors} time:{end}, {contact_hours}"),
        ("für {price}", "sign:{price}"),
        ("an {contact_email}", "contact:{contact_email}"),
        ("an {registration_phone}", "contact:{registration_phone}"),
        ("{page} {{", "name:{page} {{"),
        ("an a@b.example oder www.stadt.de/x", "address:a@b.example address:www.stadt.de/x"),
        ("Tel. 05651 302-1160", "address:05651 302-1160"),
        ("um 10 Uhr", "clock:10"),
        ("um 10:30", "clock:10:30"),
        ("10 Uhren", "number:10"),
        ("100:30 Uhr", "number:100:30"),
        ("am 4. November 2023", "day:4 year:2023"),
        ("im Jahr 1999 oder 2100", "year:1999 number:2100"),
        ("der 2. Tag", "number:2."),
        ("jedem 12. Kind", "number:12."),
        ("am 3. Oktober", "day:3"),
        ("zum 3. mal (2. mal)", "number:3. number:2"),
        ("5,50 €", "number:5,50 €"),
        ("50 % und § 5", "number:50 % number:§ 5"),
        ("die EU", "name:EU"),
        ("#fest <b>", "sign:#fest <b>"),
        ("in Eschwege", "name:ეშვეგე"),
        ("Eschweges Haus", "name:ეშვეგე"),
        ("ESCHWEGE", "name:ეშვეგე"),
        ("im XEschwege", ""),
        ("im E-Werk", "name:E-Werk"),
        ("in Eschwege, 2023 da", "number:ეშვეგე, 2023"),
        ("a@b.de 2023 da", "address:a@b.de 2023"),
        ("{contact_email} 2023 da", "address:{contact_email} 2023"),
        ("EU 10:30 da", "number:EU 10:30"),
        ("{date}, EU da", "name:{date}, EU"),
        ("**2023** da", "year:**2023**"),
        ("sehr **gut** da", "open:** close:**"),
        ("sehr __gut__ da", "open:** close:**"),
        ("sehr *gut* da", "open:* close:*"),
        ("sehr _gut_ da", "open:* close:*"),
        ("[da](https://x.de)", "open:[ close:](https://x.de)"),
    ],
)
def test_what_a_mask_is_and_stands_for(german: str, masks: str) -> None:
    masked = mask(german, NAMES)
    found = [
        f"{KINDS[kind(char)]}:{unmask(masked.shown[char], masked.shown)}"
        for char in masked.text
        if char in masked.shown
    ]
    assert " ".join(found) == masks


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
def test_a_name_that_is_blank_is_nowhere(blank: str) -> None:
    masked = mask("Im Haus", {blank: "x"})
    assert (masked.text, masked.shown) == ("Im Haus", {})


@pytest.mark.parametrize("text", ["a" * (LONGEST_TEXT + 1), "\U000f0000 hier", "\ud800"])
def test_what_is_no_text(text: str) -> None:
    with pytest.raises(Unfit):
        mask(text, {})


@pytest.mark.parametrize(
    "text", ["a" * LONGEST_TEXT, "* " * 2500, "1 " * 2500, "**a " * 1250, "_a" * 2500]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    masked = mask(text, NAMES)
    assert balanced(masked.text)


F, N, N2, A = chr(NAME), chr(NUMBER), chr(NUMBER + 1), chr(ADDRESS)
D, D2, W, T, CL = chr(DATE), chr(DATE + 1), chr(WEEKDAY), chr(TIME), chr(CLOCK)
BEGIN, END = chr(OPEN), chr(OPEN + SPAN)


@pytest.mark.parametrize(
    ("source", "answer", "settled"),
    [
        (f"Am {F}.", f"в{F}.", f"в {F}."),
        (f"Um {N} Uhr", f"ვ{N}ზე", f"ვ {N} ზე"),
        (f"Um {N} und {N2} Uhr", f"a {N}{N2}", f"a {N} {N2}"),
        (f"Zu {F} hin", f"a {F}ში", f"a {F}ში"),
        (f"Sehr {BEGIN}gut{END}!", f"a {BEGIN} b {END}!", f"a {BEGIN}b{END}!"),
        (f"Sehr {BEGIN}gut{END} so", f"a {BEGIN} b {END}c", f"a {BEGIN}b{END}c"),
        (f"Am {W}, dem {D}, in {F}", f"in {F}: {D} ({W})", f"in {F}: {D} ({W})"),
        (
            f"{chr(DAY)} Mai {chr(YEAR)}",
            f"{chr(YEAR)} მაი {chr(DAY)}",
            f"{chr(YEAR)} მაი {chr(DAY)}",
        ),
    ],
)
def test_masks_stand_apart(source: str, answer: str, settled: str) -> None:
    assert kept.settle(answer, source) == settled
    assert kept.fault_in_masks(settled, source) == kept.swapped(settled, source) == ""


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (f"Am {F}", "am"),
        (f"Am {F}", f"{F} am {F}"),
        (f"Am {F}", f"am {F} {N}"),
        (f"Um {N}", f"at -{N}"),
        (f"Um {N} oder {N2}", f"at {N}:{N2}"),
        (f"An {A}", f"to {A}.com"),
        (f"An {A}", f"to x.{A}"),
        ("Am Tag", "on 5 days"),
        ("Am Tag", "on ٥ days"),
        (f"{BEGIN}gut{END} so", f"so {END}good{BEGIN}"),
        (f"{BEGIN}gut{END} so", f"so good {BEGIN}{END}"),
    ],
)
def test_masks_that_are_not_kept(source: str, answer: str) -> None:
    assert kept.fault_in_masks(answer, source)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (f"von {T} bis {CL} Uhr", f"{CL} to {T}"),
        (f"am {D} statt am {D2}", f"{D2} instead of {D}"),
        (f"bis {D} an {A}", f"until {A} to {D}"),
    ],
)
def test_facts_that_change_places(source: str, answer: str) -> None:
    assert kept.fault_in_masks(answer, source) == ""
    assert kept.swapped(answer, source)


@pytest.mark.parametrize(
    ("german", "target"),
    [
        ("Am {date}", "on {time}"),
        ("Um 10:30", "at 10:31"),
        ("Um 10:30", "at 10:30:5"),
        ("An a@b.de", "to a@b.com"),
        ("In Eschwege", "in Eschwege"),
        ("Hier", "in ეშვეგე"),
        ("[So](https://a.de)", "[so](https://b.de)"),
        ("**So** geht", "so it goes"),
        ("So", "**so**"),
        ("So", "[so"),
    ],
)
def test_last_look(german: str, target: str) -> None:
    assert faithful.fault_in_facts(german, target, NAMES)


@pytest.mark.parametrize(
    ("german", "target"),
    [
        ("Am {date} um 10:30", "{date}, ۱۰:۳۰"),
        ("In Eschweges Mitte, **sehr** [gut](https://a.de)", "[ა](https://a.de) **ბ** ეშვეგეში"),
        ("Die Eschweger kommen", "ეშვეგე"),
    ],
)
def test_last_look_lets_pass(german: str, target: str) -> None:
    assert faithful.fault_in_facts(german, target, NAMES) == ""


def test_quotation_marks_of_the_language() -> None:
    assert quotes.localise('a "b" c «d»', language("uk")) == "a «b» c «d»"
    assert quotes.localise('a "b"', language("fr")) == "a «\u00a0b\u00a0»"
    assert quotes.localise('a "b"', language("pl")) == "a „b”"
    assert quotes.localise("a „b“", language("tr")) == "a “b”"
    assert quotes.localise('a "b', language("uk")) == "a b"
