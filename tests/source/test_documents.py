"""What the press office writes: what is read, what is refused, and with which words."""
# ruff: noqa: E501 – one case, one line

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.base.errors import ContentError, PipelineError
from pipeline.source.clock import Hours
from pipeline.source.documents import find_documents, load_source, load_sources
from pipeline.source.facts import Contact, Dateline, Event, EventStatus, Online, Price, Registration
from pipeline.source.model import Kind, Role, Segment, Source
from pipeline.source.when import When
from pipeline.text.blocks import Paragraph

DOCUMENTS = find_documents(Path(__file__).parents[2] / "content")

FEST = """\
---
kind: invitation
title: Sommerfest
event:
  date: 2024-06-01
  start: "10:00"
  venue: E-Werk
registration:
  until: 2024-05-20
  email: a@b.de
---
Wir laden Sie ein.
"""

Read = Callable[[str | bytes], Source]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str | bytes) -> Source:
        return load_source(write(tmp_path / "content" / "fest.md", text))

    return read


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def edited(old: str, new: str) -> str:
    assert FEST.count(old) == 1
    return FEST.replace(old, new)


def top(line: str) -> str:
    """FEST with ``line`` as line 4."""
    return edited("event:\n", f"{line}\nevent:\n")


def title(text: str) -> str:
    """FEST with ``text`` as its title in line 3."""
    return edited("Sommerfest", text)


def event(line: str) -> str:
    """FEST with ``line`` as line 8, the last of the event."""
    return edited("registration:", f"  {line}\nregistration:")


def body(text: str) -> str:
    """FEST with ``text`` from line 12 on."""
    return edited("Wir laden Sie ein.\n", text)


def no_event(line: str) -> str:
    """A press release with ``line`` as line 4."""
    return f"---\nkind: press_release\ntitle: Sommerfest\n{line}\n---\nText.\n"


def problem(path: Path, root: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load_source(path)
    return str(caught.value).replace(f"{root}/", "")


TOP = (
    "Möglich sind: contact, dateline, embargo, event, image, kind, languages, organisers, "
    "partners, programme, registration, signature, subtitle, title."
)
TAGS = (
    "am, ar, bg, ckb, cs, da, de, de-simple, el, en, es, fa, fi, fr, hi, hr, hu, id, it, ka, "
    "kmr, mk, nl, om, pl, prs, ps, pt, ro, rom, ru, sk, so, sq, sr-Cyrl, sr-Latn, sw, th, ti, "
    "tr, uk, ur, vi, zh-CN."
)
ONE_TEXT = (
    "muss ein einfacher Text sein. Steht ein Doppelpunkt oder eine Klammer darin, setzen Sie "
    "den ganzen Text in Anführungszeichen."
)
PAIRS = "muss Angaben der Form „Schlüssel: Wert“ enthalten."
UNREADABLE = (
    "Der Kopf der Datei ist hier nicht lesbar. Beginnt ein Text mit einem Sonderzeichen, oder "
    "hat er einen Doppelpunkt, Klammern oder Anführungszeichen? Dann setzen Sie den ganzen Text "
    "in Anführungszeichen."
)
MARKED = "Ein Text, der mit *, & oder ! beginnt, muss in Anführungszeichen stehen."
NOT_ALLOWED = (
    "Der Kopf der Datei enthält etwas, das dort nicht stehen darf: ein Sonderzeichen wie \\u… "
    "oder zu viele Klammern. Löschen Sie es."
)
DATE = "ist kein Datum. Schreiben Sie es so: 2023-11-04."
TIME = 'ist keine Uhrzeit. Schreiben Sie sie so: "10:00".'
PRICE = 'ist kein Preis. Schreiben Sie „free“ oder "5 EUR".'
EMAIL = "ist keine E-Mail-Adresse. Schreiben Sie sie so: name@ort.de."
PHONE = "ist keine Telefonnummer. Schreiben Sie sie so: 05651 302-1160."
URL = "ist keine Internetadresse. Sie beginnt mit https://."
HOURS = "sind keine Sprechzeiten. Schreiben Sie sie so: Mo-Fr 09:30-12:00, Do 14:00-17:00."
MISSING = "fehlt. Tragen Sie sie ein."
EMPTY = "ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile."
INVISIBLE = "Löschen Sie es; oft hilft es, die Stelle neu zu tippen."
OWN_PARAGRAPH = (
    ":12: Ein Bild steht in einem eigenen Absatz, und seine Datei liegt im Ordner content/: "
    '![Was zu sehen ist](bild.jpg "Bildunterschrift © Name").'
)
NO_PLACE = "hat in einer Einladung keinen Platz. Schreiben Sie es als Text."
TARGET = (
    "muss mit https://, mailto: oder tel: beginnen oder ein Platzhalter wie {registration_url} "
    "sein."
)
LEFT = (
    "Hier bliebe ein Zeichen wie ** oder ]( stehen. Schreiben Sie **fett** ohne Leerzeichen an "
    "den Sternen und Verweise so: [Text](https://…)."
)
MEANT = (
    "Eine Aufzählung beginnt mit Bindestrich und Leerzeichen (- Text), eine Überschrift mit ## "
    "und Leerzeichen (## Text)."
)
LEVEL = "Diese Überschrift überspringt eine Ebene oder liegt zu tief. Nehmen Sie ein # weniger."
BRACE = (
    "Hier steht eine einzelne geschweifte Klammer. Für einen Platzhalter fehlt die zweite; für "
    "das Zeichen selbst schreiben Sie {{ oder }}."
)
NO_HEAD = (
    "Der Kopf fehlt: Die Datei muss mit einer Zeile --- beginnen, dann folgen die Angaben zur "
    "Veranstaltung und wieder eine Zeile ---."
)
NO_TEXT = "Unter dem Kopf steht noch kein Text. Schreiben Sie ihn."
BOTH = "Prüfen Sie beide."

CUT = (
    "Was hinter „ #“ steht, ginge als Bemerkung verloren. Gehört es zum Text, setzen Sie den "
    "ganzen Text in Anführungszeichen; ist es eine Bemerkung, schreiben Sie sie in eine eigene "
    "Zeile."
)
YEAR = "liegt nicht zwischen 1990 und 2100. Prüfen Sie das Jahr."
HOST = "ist keine Internetadresse. Schreiben Sie sie so: https://www.ort.de/seite."
MIDNIGHT = (
    "Prüfen Sie beide. Endet der Abend nach Mitternacht, tragen Sie auch den Tag des Endes ein "
    "(end_date)."
)
WIDE = (
    "Diese Zeile der Tabelle hat mehr Zellen als die erste. Ergänzen Sie die erste Zeile und die "
    "mit den Strichen; das Zeichen | selbst schreiben Sie \\|"
)
NO_TABLE = (
    "Das sieht aus wie eine Tabelle, ist aber keine. Unter ihre erste Zeile gehört eine mit "
    "Strichen für jede Spalte: | --- | --- |. Soll es keine Tabelle sein, schreiben Sie \\| "
    "statt |."
)
UNDERLINE = (
    "Diese Zeile macht den Text darüber zur Überschrift. Löschen Sie sie, oder lassen Sie davor "
    "eine Leerzeile. Überschriften beginnen mit ## und Leerzeichen (## Text)."
)
STRUCK = (
    "Text mit ~~ wird hier nicht durchgestrichen. Löschen Sie die Zeichen und, was nicht mehr gilt."
)
TASK = (
    "Kästchen zum Ankreuzen gibt es hier nicht. Löschen Sie die eckigen Klammern am Anfang der "
    "Zeile."
)

# fmt: off
WRONG: dict[str, tuple[str | bytes, str]] = {
    # keys
    "unknown key": (title("Fest\nsubtitel: x"), ":4: Die Angabe „subtitel“ kenne ich nicht. Meinten Sie „subtitle“?"),
    "unknown key, nothing near": (top("farbe: rot"), f":4: Die Angabe „farbe“ kenne ich nicht. {TOP}"),
    "unknown key in capitals": (edited("title", "Title"), ":3: Die Angabe „Title“ kenne ich nicht. Meinten Sie „title“?"),
    "unknown key of the event": (edited("venue", "venu"), ":7: Die Angabe „event.venu“ kenne ich nicht. Meinten Sie „venue“?"),
    "unknown key of the registration": (edited("email", "e-mail"), ":10: Die Angabe „registration.e-mail“ kenne ich nicht. Meinten Sie „email“?"),
    "unknown key of the contact": (top("contact: {adress: x}"), ":4: Die Angabe „contact.adress“ kenne ich nicht. Meinten Sie „address“?"),
    "unknown key of the dateline": (top("dateline: {ort: x}"), ":4: Die Angabe „dateline.ort“ kenne ich nicht. Möglich sind: date, place."),
    "unknown key of the programme": (top("programme:\n- titel: x"), ":5: Die Angabe „programme.titel“ kenne ich nicht. Meinten Sie „title“?"),
    "unknown key of a speaker": (top("programme:\n- title: x\n  speaker: {nam: y}"), ":6: Die Angabe „programme.speaker.nam“ kenne ich nicht. Meinten Sie „name“?"),
    "key that is a list": (top("? [a, b]\n: c"), f":4: Die Angabe „?“ kenne ich nicht. {TOP}"),
    "duplicate key": (title("Fest\ntitle: Fest"), ":4: „title“ steht zweimal da. Löschen Sie eine der Zeilen."),
    "duplicate key of the event": (event("venue: Park"), ":8: „event.venue“ steht zweimal da. Löschen Sie eine der Zeilen."),
    # missing
    "no kind": (edited("kind: invitation\n", ""), f":2: Die Angabe „kind“ {MISSING}"),
    "no title": (edited("title: Sommerfest\n", ""), f":2: Die Angabe „title“ {MISSING}"),
    "empty title": (title(""), f":3: Die Angabe „title“ {MISSING}"),
    "blank title": (title('"  "'), f":3: Die Angabe „title“ {MISSING}"),
    "no event": (FEST.replace("event:", "#").replace("  date: 2024-06-01\n  start: \"10:00\"\n  venue: E-Werk\n", ""), f":2: Die Angabe „event“ {MISSING}"),
    "no date": (edited("  date: 2024-06-01\n", ""), f":4: Die Angabe „event.date“ {MISSING}"),
    "empty date": (edited("2024-06-01", ""), f":5: Die Angabe „event.date“ {MISSING}"),
    "no start": (edited('  start: "10:00"\n', ""), f":4: Die Angabe „event.start“ {MISSING}"),
    "no venue": (edited("  venue: E-Werk\n", ""), f":4: Die Angabe „event.venue“ {MISSING}"),
    "no way to register": (edited("  email: a@b.de\n", ""), ":8: Wie kann man sich anmelden? Tragen Sie unter „registration“ mindestens eine der Angaben email, phone oder url ein."),
    "no date of the dateline": (top("dateline: {place: Eschwege}"), f":4: Die Angabe „dateline.date“ {MISSING}"),
    "no title in the programme": (top('programme:\n- {time: "10:00"}'), f":5: Die Angabe „programme.title“ {MISSING}"),
    "no name of a speaker": (top("programme:\n- title: x\n  speaker: {role: y}"), f":6: Die Angabe „programme.speaker.name“ {MISSING}"),
    "nothing in contact": (top("contact:\n  phone:\n  email:"), f":4: „contact“ {EMPTY}"),
    "empty organiser": (top("organisers:\n- Kreis\n-"), f":6: „organisers“ {EMPTY}"),
    "neither venue nor online": (edited("  venue: E-Werk\n", ""), f":4: Die Angabe „event.venue“ {MISSING}"),
    "address without venue": (edited("venue: E-Werk", "address: Markt 1\n  online: {url: https://b.de}"), f":4: Die Angabe „event.venue“ {MISSING}"),
    "no way to take part": (event("online: {code: '4711'}"), ":8: Wie kann man online teilnehmen? Tragen Sie unter „event.online“ die Angabe url oder phone ein."),
    "a link that is none": (event("online: {url: b.de}"), ":8: „event.online.url: b.de“ ist keine Internetadresse. Sie beginnt mit https://."),
    "unknown way to take part": (event("online: {link: https://b.de}"), ":8: Die Angabe „event.online.link“ kenne ich nicht. Möglich sind: code, phone, url."),
    "placeholder of no online": (body("Hier: {online_url}."), ":12: Im Text steht „{online_url}“, aber die Angabe „event.online.url“ fehlt im Kopf der Datei. Tragen Sie sie dort ein."),
    "end without start": (no_event('event: {date: 2024-06-01, venue: x, end: "12:00"}'), ":4: Zu „event.end“ gehört „event.start“. Tragen Sie es ein."),
    # values
    "unknown kind": (edited("invitation", "Einladung"), ":2: „kind: Einladung“ kenne ich nicht. Möglich sind: invitation, letter, notice, press_release."),
    "nearly a kind": (edited("invitation", "invitaton"), ":2: „kind: invitaton“ kenne ich nicht. Meinten Sie „invitation“?"),
    "impossible date": (edited("2024-06-01", "2023-02-30"), ":5: „event.date: 2023-02-30“: Diesen Tag gibt es nicht im Kalender."),
    "German date": (edited("2024-06-01", "1.6.2024"), f":5: „event.date: 1.6.2024“ {DATE}"),
    "short date": (edited("2024-06-01", "2024-6-1"), f":5: „event.date: 2024-6-1“ {DATE}"),
    "date in words": (edited("2024-05-20", "Ende Mai"), f":9: „registration.until: Ende Mai“ {DATE}"),
    "time in words": (edited('"10:00"', "10 Uhr"), f":6: „event.start: 10 Uhr“ {TIME}"),
    "time with a stop": (edited('"10:00"', "10.00"), f":6: „event.start: 10.00“ {TIME}"),
    "impossible time": (edited('"10:00"', '"25:00"'), f":6: „event.start: 25:00“ {TIME}"),
    "impossible minute": (event('end: "12:60"'), f":8: „event.end: 12:60“ {TIME}"),
    "end before start": (event('end: "09:00"'), f":8: Das Ende (09:00) liegt nicht nach dem Beginn (10:00). {MIDNIGHT}"),
    "end after midnight": (event("end: 01:00"), f":8: Das Ende (01:00) liegt nicht nach dem Beginn (10:00). {MIDNIGHT}"),
    "date of another century": (edited("2024-06-01", "1924-06-01"), f":5: „event.date: 1924-06-01“ {YEAR}"),
    "date with a zero too few": (edited("2024-05-20", "0224-05-20"), f":9: „registration.until: 0224-05-20“ {YEAR}"),
    "date too far": (event("end_date: 2101-01-01"), f":8: „event.end_date: 2101-01-01“ {YEAR}"),
    "long title": (title("x" * 201), ":3: „title“ hat 201 Zeichen, höchstens 200 sind möglich. Kürzen Sie den Text."),
    "long subtitle": (top("subtitle: " + "x" * 301), ":4: „subtitle“ hat 301 Zeichen, höchstens 300 sind möglich. Kürzen Sie den Text."),
    "doors after start": (event('doors: "10:30"'), f":8: Der Einlass (10:30) liegt nach dem Beginn (10:00). {BOTH}"),
    "last day before the first": (event("end_date: 2024-05-31"), f":8: Der letzte Tag (end_date) liegt nicht nach dem ersten (date). {BOTH}"),
    "last day is the first": (event("end_date: 2024-06-01"), f":8: Der letzte Tag (end_date) liegt nicht nach dem ersten (date). {BOTH}"),
    "deadline after the event": (edited("2024-05-20", "2024-06-02"), f":9: Die Anmeldefrist (02.06.2024) liegt nach der Veranstaltung (01.06.2024). {BOTH}"),
    "price without currency": (event("price: 5"), f":8: „event.price: 5“ {PRICE}"),
    "price in no currency": (event("price: 5 ERU"), f":8: „event.price: 5 ERU“ {PRICE}"),
    "price in words": (event("price: fünf Euro"), f":8: „event.price: fünf Euro“ {PRICE}"),
    "price with one digit": (event("price: 5,5 EUR"), f":8: „event.price: 5,5 EUR“ {PRICE}"),
    "unknown status": (event("status: canceled"), ":8: „event.status: canceled“ kenne ich nicht. Meinten Sie „cancelled“?"),
    "e-mail without @": (edited("a@b.de", "ab.de"), f":10: „registration.email: ab.de“ {EMAIL}"),
    "e-mail with a space": (edited("a@b.de", "a @b.de"), f":10: „registration.email: a @b.de“ {EMAIL}"),
    "e-mail that would break a link": (edited("a@b.de", "a?b@c.de"), f":10: „registration.email: a?b@c.de“ {EMAIL}"),
    "phone in words": (top("contact: {phone: keine}"), f":4: „contact.phone: keine“ {PHONE}"),
    "phone without digits": (top("contact: {phone: (((((}"), f":4: „contact.phone: (((((“ {PHONE}"),
    "url without scheme": (top("contact: {url: www.x.de}"), f":4: „contact.url: www.x.de“ {URL}"),
    "url without a host": (top("contact: {url: 'https:///x'}"), f":4: „contact.url: https:///x“ {HOST}"),
    "url of a script": (top("contact: {url: 'javascript:alert(1)'}"), f":4: „contact.url: javascript:alert(1)“ {URL}"),
    "hours in words": (top("contact: {hours: nach Absprache}"), f":4: „contact.hours: nach Absprache“ {HOURS}"),
    "hours of no day": (top("contact: {hours: Dienstgebäude 9-12}"), f":4: „contact.hours: Dienstgebäude 9-12“ {HOURS}"),
    "hours over the weekend": (top("contact: {hours: Fr-Mo 9-12}"), f":4: „contact.hours: Fr-Mo 9-12“ {HOURS}"),
    "hours that end early": (top("contact: {hours: Mo 12-9}"), f":4: „contact.hours: Mo 12-9“ {HOURS}"),
    "hours of no clock": (top("contact: {hours: Mo 9-25}"), f":4: „contact.hours: 25:00“ {TIME}"),
    "unknown language": (top("languages: [ar, xyz]"), f":4: Die Sprache „xyz“ kenne ich nicht. Möglich sind: {TAGS}"),
    "language with scripts": (top("languages: sr"), ":4: Die Sprache „sr“ kenne ich nicht. Möglich sind: sr-Cyrl, sr-Latn."),
    # types
    "list for a text": (title("[a, b]"), f":3: „title“ {ONE_TEXT}"),
    "mapping for a text": (title("{venue}"), f":3: „title“ {ONE_TEXT}"),
    "list for a date": (edited("2024-06-01", "[2024-06-01]"), f":5: „event.date“ {ONE_TEXT}"),
    "list for a time": (edited('"10:00"', "[10:00]"), f":6: „event.start“ {ONE_TEXT}"),
    "list for a name": (edited("E-Werk", "[E-Werk]"), f":7: „event.venue“ {ONE_TEXT}"),
    "list for a choice": (edited("invitation", "[invitation]"), f":2: „kind“ {ONE_TEXT}"),
    "list for a price": (event("price: [5 EUR]"), ":8: „event.price“ muss Angaben der Form „Schlüssel: Wert“ enthalten."),
    "list for a status": (event("status: [planned]"), f":8: „event.status“ {ONE_TEXT}"),
    "list for an e-mail": (edited("a@b.de", "[a@b.de]"), f":10: „registration.email“ {ONE_TEXT}"),
    "list for a url": (top("contact: {url: ['https://x.de']}"), f":4: „contact.url“ {ONE_TEXT}"),
    "mapping for hours": (top("contact: {hours: {Mo: 9-12}}"), ":4: „contact.hours“ muss eine Liste sein."),
    "list for an event": (FEST.replace("event:\n  date", "event:\n- date").replace("  start", "  start"), f":4: „event“ {PAIRS}"),
    "text for a contact": (top("contact: Frau Müller"), f":4: „contact“ {PAIRS}"),
    "text for a dateline": (top("dateline: Eschwege"), f":4: „dateline“ {PAIRS}"),
    "text for a programme": (top("programme: Musik"), f":4: „programme“ {PAIRS}"),
    "texts for a programme": (top("programme:\n- Musik"), f":5: „programme“ {PAIRS}"),
    "mapping for organisers": (top("organisers: {a: b}"), ":4: „organisers“ muss eine Liste sein."),
    "colon in an organiser": (top("organisers:\n- Kreis: Eschwege"), f":5: „organisers“ {ONE_TEXT}"),
    "mapping for languages": (top("languages: {ar: ja}"), ":4: „languages“ muss eine Liste sein."),
    # YAML
    "colon in a title": (title("Fest: das Programm"), f":3: {UNREADABLE} (mapping values are not allowed here)"),
    "half a quotation": (title('"Fest" der Kulturen'), f":3: {UNREADABLE} (expected <block end>, but found '<scalar>')"),
    "open quotation": (title("'Fest"), f":3: {UNREADABLE} (found unexpected end of stream)"),
    "title with @": (title("@home"), f":3: {UNREADABLE} (found character '@' that cannot start any token)"),
    "number sign in a title": (title("Fest #1 für alle"), f":3: {CUT}"),
    "number sign behind a tab": (title("Fest\t#1"), f":3: {CUT}"),
    "number sign in the second line": (title("Fest\n  der #Vielfalt"), f":4: {CUT}"),
    "number sign in an organiser": (top("organisers:\n- Kreis\n- Verein #2"), f":6: {CUT}"),
    "number sign in brackets": (top("organisers: [Kreis, Verein #2\n  ]"), f":4: {CUT}"),
    "comment behind a date": (edited("2024-06-01", "2024-06-01 # ein Samstag"), f":5: {CUT}"),
    "forgotten colon": (edited("title: ", "title "), f":3: {UNREADABLE} (could not find expected ':')"),
    "tab": (title("Fest\n\tsubtitle: x"), ":4: Hier steht ein Tabulator. Rücken Sie mit Leerzeichen ein."),
    "anchor": (title("&Co KG"), f":3: {MARKED}"),
    "alias": (title("*Neu"), f":3: {MARKED}"),
    "tag": (title("!Wichtig heute"), f":3: {MARKED}"),
    "alias bomb": (top("organisers:\n- &a [x, x]\n" + "".join(f"- &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True))), f":5: {MARKED}"),
    "no mapping": ("---\n- a\n---\nText.\n", ":2: Der Kopf der Datei muss aus Zeilen wie „title: Sommerfest“ bestehen."),
    "ten thousand brackets": (title("[" * 10_000), f":2: {NOT_ALLOWED}"),
    "escape of no character": (title(r'"\U00110000"'), f":2: {NOT_ALLOWED}"),
    "escape of half a character": (title(r'"\ud800"'), ":3: „title“ enthält ein unsichtbares Steuerzeichen. Tippen Sie es neu."),
    "escape that turns the text": (title(r'"\u202e"'), ":3: „title“ enthält ein unsichtbares Steuerzeichen. Tippen Sie es neu."),
    # the file
    "empty file": ("", f":1: {NO_HEAD}"),
    "no front matter": ("Wir laden Sie ein.\n", f":1: {NO_HEAD}"),
    "empty front matter": ("---\n---\nText.\n", f":2: Die Angabe „kind“ {MISSING}"),
    "unclosed front matter": (FEST.replace("---\nWir", "Wir"), ":1: Der Kopf hat kein Ende. Schreiben Sie unter die letzte Angabe eine Zeile ---."),
    "no body": (body(""), f":12: {NO_TEXT}"),
    "blank body": (body("  \n\n\u00a0\n"), ":14: Hier fehlt der Text."),
    "not UTF-8": (body("Grüße").encode("latin-1"), ":12: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie im Editor mit der Kodierung UTF-8."),
    "UTF-16": (FEST.encode("utf-16"), ":1: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie im Editor mit der Kodierung UTF-8."),
    "6 MB": (body("x" * 6_000_000), ": Die Datei ist größer als 5 MB. Teilen Sie sie auf."),
    "NUL": (body("a\0b"), f":12: Hier steht ein unsichtbares Steuerzeichen (U+0000). {INVISIBLE}"),
    "bell in the front matter": (title("Fest\a"), f":3: Hier steht ein unsichtbares Steuerzeichen (U+0007). {INVISIBLE}"),
    "bidi override": (body("a\u202eb"), f":12: Hier steht ein unsichtbares Steuerzeichen (U+202E). {INVISIBLE}"),
    "bidi isolate": (body("x\n\na\u2066b"), f":14: Hier steht ein unsichtbares Steuerzeichen (U+2066). {INVISIBLE}"),
    "turned direction": (body("a\u202eb"), f":12: Hier steht ein unsichtbares Steuerzeichen (U+202E). {INVISIBLE}"),
    "no character": (body("a\uffffb"), f":12: Hier steht ein unsichtbares Steuerzeichen (U+FFFF). {INVISIBLE}"),
    # placeholders
    "unknown placeholder": (body("Am {dat}."), ":12: Den Platzhalter „{dat}“ kenne ich nicht. Meinten Sie „date“?"),
    "unknown placeholder, nothing near": (body("Am {wann}."), ":12: Den Platzhalter „{wann}“ kenne ich nicht. Möglich sind: date, registration_deadline, registration_email, start, venue, weekday."),
    "unknown placeholder without facts": (no_event("subtitle: Am {dat}"), ":4: Den Platzhalter „{dat}“ kenne ich nicht. Meinten Sie „date“?"),
    "spaces in a placeholder": (body("Am { date }."), ":12: Den Platzhalter „{ date }“ kenne ich nicht. Meinten Sie „date“?"),
    "placeholder of a missing fact": (body("Ab {doors}."), ":12: Im Text steht „{doors}“, aber die Angabe „event.doors“ fehlt im Kopf der Datei. Tragen Sie sie dort ein."),
    "placeholder in a title": (title("Fest am {end_date}"), ":3: Im Text steht „{end_date}“, aber die Angabe „event.end_date“ fehlt im Kopf der Datei. Tragen Sie sie dort ein."),
    "placeholder in a link": (body("[Hier]({contact_url})"), ":12: Im Text steht „{contact_url}“, aber die Angabe „contact.url“ fehlt im Kopf der Datei. Tragen Sie sie dort ein."),
    "brace without its end": (body("Am {date."), f":12: {BRACE}"),
    "brace without its beginning": (body("Eins.\n\n- Am date}."), f":14: {BRACE}"),
    # Markdown
    "HTML block": (body("<div>x</div>"), f":12: HTML {NO_PLACE}"),
    "HTML in the text": (body("Am <b>Abend</b>"), f":12: HTML {NO_PLACE}"),
    "HTML comment": (body("Eins\n\n<!-- x -->"), f":14: HTML {NO_PLACE}"),
    "HTML in a title": (title("<b>Fest</b>"), f":3: HTML {NO_PLACE}"),
    "image from elsewhere": (body("![x](https://x.de/a.png)"), OWN_PARAGRAPH),
    "image amid text": (body("So: ![x](a.png)"), OWN_PARAGRAPH),
    "image in a link": (body("[![x](https://x.de/a.png)](https://x.de)"), OWN_PARAGRAPH),
    "code": (body("Ein `x`"), f":12: Ein `Code-Zeichen` {NO_PLACE}"),
    "code block": (body("```\nx\n```"), f":12: Ein Code-Block {NO_PLACE}"),
    "indented text": (body("    x"), f":12: Ein eingerückter Absatz {NO_PLACE}"),
    "rule": (body("a\n\n---\n\nb"), f":14: Eine Trennlinie {NO_PLACE}"),
    "nested quote": (body("> a\n>\n> > b"), ":14: Ein Zitat kann nur Absätze enthalten."),
    "list in a quote": (body("> - a"), ":12: Ein Zitat kann nur Absätze enthalten."),
    "four levels": (body("- a\n  - b\n    - c\n      - d"), ":15: Listen können höchstens drei Ebenen haben."),
    "two paragraphs in an item": (body("- a\n\n  b"), ":14: Ein Punkt einer Aufzählung kann nur einen Absatz haben. Rücken Sie diesen Text nicht ein."),
    "item without text": (body("- a\n-"), ":13: Dieser Punkt der Aufzählung beginnt nicht mit Text."),
    "heading 1": (body("# Fest"), ":12: Der Titel steht schon im Kopf der Datei. Überschriften beginnen mit ## ."),
    "heading 3 first": (body("### Fest"), f":12: {LEVEL}"),
    "heading that skips": (body("## a\n\n#### b"), f":14: {LEVEL}"),
    "heading 5": (body("## a\n### b\n#### c\n##### d"), f":15: {LEVEL}"),
    "heading without text": (body("##"), ":12: Hier fehlt der Text."),
    "heading without a space": (body("##Fest"), f":12: {MEANT}"),
    "bullets": (body("Es gibt:\n• Musik\n• Essen"), f":12: {MEANT}"),
    "dashes": (body("Es gibt\n\n– Musik\n– Essen"), f":14: {MEANT}"),
    "dash without a space": (body("-Musik\n-Essen"), f":12: {MEANT}"),
    "heading by dashes": (body("Eins\nzwei\n---\ndrei"), f":14: {UNDERLINE}"),
    "heading by equals signs": (body("Eins\n==="), f":13: {UNDERLINE}"),
    "dash without an item": (body("Es gibt:\n-"), f":13: {UNDERLINE}"),
    "row that is too wide": (body("|a|b|\n|-|-|\n|1|2|\n|3|4|5|"), f":15: {WIDE}"),
    "row that is too wide without bars": (body("a|b\n-|-\n1|2|3"), f":14: {WIDE}"),
    "table without dashes": (body("So:\n| a | b |\n| 1 | 2 |"), f":13: {NO_TABLE}"),
    "table with few dashes": (body("a | b\n|---|\n1 | 2"), f":13: {NO_TABLE}"),
    "table with many dashes": (body("a | b\n--- | --- | ---\n1 | 2"), f":13: {NO_TABLE}"),
    "table in an item": (body("- a\n  | b | c |"), f":13: {NO_TABLE}"),
    "struck text": (body("Wir ~~treffen~~ sehen uns"), f":12: {STRUCK}"),
    "struck text in a title": (title("~~Fest~~ abgesagt"), f":3: {STRUCK}"),
    "task": (body("- a\n- [ ] b"), f":13: {TASK}"),
    "done task": (body("1. a\n   - [x] b"), f":13: {TASK}"),
    "empty task": (body("- [ ]"), f":12: {TASK}"),
    "date at the start": (body("Am\n\n4. November"), ":14: Diese Zeile beginnt wie Punkt 4 einer Liste; Listen beginnen mit 1. Ist es ein Datum oder eine Zahl, schreiben Sie 4\\."),
    "stars with spaces": (body("Kommen Sie ** bald **"), f":12: {LEFT}"),
    "link with a space": (body("[Hier](www x.de)"), f":12: {LEFT}"),
    "link to a script": (body("[Hier](javascript:alert(1))"), f":12: Der Verweis „javascript:alert(1)“ {TARGET}"),
    "link to a script in a title": (title("'[Fest](javascript:alert(1))'"), f":3: Der Verweis „javascript:alert(1)“ {TARGET}"),
    "relative link": (body("[Hier](/a.html)"), f":12: Der Verweis „/a.html“ {TARGET}"),
    "link without scheme": (body("[Hier](www.x.de)"), f":12: Der Verweis „www.x.de“ {TARGET}"),
    "link to a date": (body("[Hier](https://x.de/{date})"), f":12: Der Verweis „https://x.de/{{date}}“ {TARGET}"),
    "link without text": (body("[](https://x.de)"), ":12: Hier fehlt der Text."),
    "link by reference": (body("[Hier][a]\n\n[a]: https://x.de"), ":14: Schreiben Sie den Verweis in den Satz: [Text](https://x.de)."),
    "address in angle brackets": (body("<https://x.de>"), ":12: Schreiben Sie den Verweis so: [Text](https://x.de)."),
}
# fmt: on


@pytest.mark.parametrize("name", WRONG)
def test_wrong(name: str, tmp_path: Path) -> None:
    text, message = WRONG[name]
    path = write(tmp_path / "content" / "fest.md", text)
    assert problem(path, tmp_path) == f"content/fest.md{message}"


def test_the_document_they_start_from_is_right(read: Read) -> None:
    assert read(FEST) == Source(
        slug="fest",
        kind=Kind.INVITATION,
        title=Segment(Role.TITLE, "Sommerfest"),
        facts=read(FEST).facts,
        blocks=(Paragraph(Segment(Role.PARAGRAPH, "Wir laden Sie ein.")),),
    )
    assert read(FEST).facts.event == Event(When(dt.date(2024, 6, 1), start=dt.time(10)), "E-Werk")
    assert read(FEST).facts.registration == Registration(dt.date(2024, 5, 20), "a@b.de")


# --- what a press officer types and means well --------------------------------------------

# fmt: off
KIND = {
    "Windows line ends": FEST.replace("\n", "\r\n"),
    "old Mac line ends": FEST.replace("\n", "\r"),
    "byte order mark": "\ufeff" + FEST,
    "blank lines above": "\n\n" + FEST,
    "no line end at the end": FEST.rstrip("\n"),
    "spaces at line ends": FEST.replace("\n", "  \n").replace("---  ", "--- "),
    "unquoted time": edited('"10:00"', "10:00"),
    "time in single quotes": edited('"10:00"', "'10:00'"),
    "quoted date": edited("2024-06-01", '"2024-06-01"'),
    "tab at the end": edited("Sommerfest", "Sommerfest\t"),
    "tab in a text": edited("laden Sie", "laden\tSie"),
    "tab after a key": edited("title: ", "title:\t"),
    "a comment": edited("title: Sommerfest", "# so heißt es\ntitle: 'Sommerfest' # Arbeitstitel\nsubtitle: # keiner"),
    "comment behind brackets": top("organisers: [] # keine"),
    "comment behind a heading of facts": edited("event:\n", "event: # wann und wo\n"),
    "empty optional keys": FEST.replace("\nregistration:", "\n  doors:\n  price: ''\nsubtitle:\ndateline:\nprogramme:\norganisers: []\nlanguages:\ncontact:\nregistration:\n  phone:"),
    "flow mapping": FEST.replace("event:\n  date: 2024-06-01\n  start: \"10:00\"\n  venue: E-Werk", "event: {date: 2024-06-01, start: 10:00, venue: E-Werk}"),
    "text over two lines": edited("laden Sie", "laden\nSie"),
    "two spaces": edited("laden Sie", "laden  Sie"),
    "no-break space": edited("laden Sie", "laden\u00a0Sie"),
}
# fmt: on


@pytest.mark.parametrize("name", KIND)
def test_kind(name: str, read: Read) -> None:
    assert read(KIND[name]) == read(FEST)


def test_number_sign_in_quotation_marks(read: Read) -> None:
    for text in ("'Fest #1 für alle' # so", '"Fest #1 für alle"', "Fest#1 für alle"):
        assert read(title(text)).title.text == text.strip("'\"").removesuffix("' # so")


def test_what_is_just_allowed(read: Read) -> None:
    assert read(title("x" * 200))
    assert read(top("subtitle: " + "x" * 300))
    evening = read(edited("2024-06-01", "2100-12-30\n  end_date: 2100-12-31\n  end: 01:00"))
    assert evening.facts.event
    assert evening.facts.event.when.end == dt.time(1)
    assert read(edited("2024-05-20", "1990-01-01"))


def test_online_alone_and_online_beside_a_place(read: Read) -> None:
    online = "online: {url: https://b.de/o, phone: 05651 302, code: 47-11}"
    alone = read(edited("venue: E-Werk", online)).facts.event
    assert alone == Event(
        When(dt.date(2024, 6, 1), start=dt.time(10)),
        online=Online("https://b.de/o", "05651 302", "47-11"),
    )
    assert alone.place == ""
    both = read(event(online)).facts.event
    assert both == replace(alone, venue="E-Werk")
    assert read(edited("venue: E-Werk", online).replace("laden", "[laden]({online_url})"))


def test_decomposed_umlauts(read: Read) -> None:
    text = FEST.replace("Sommerfest", "Frühlingsfest").replace("laden", "lädt")
    assert read(unicodedata.normalize("NFD", text)) == read(text)


def test_lines_are_counted_in_the_file(read: Read) -> None:
    for text in ("\ufeff" + title("Fest\nx: y"), title("Fest\nx: y").replace("\n", "\r\n")):
        with pytest.raises(ContentError, match=r"fest\.md:4: Die Angabe „x“"):
            read(text)
    with pytest.raises(ContentError, match=r"fest\.md:14: Den Platzhalter"):
        read("\n\n" + body("a\n{b}\nc"))
    (block,) = read("\n" + FEST).blocks
    assert isinstance(block, Paragraph)
    assert block.text.location
    assert block.text.location.line == 13


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("free", Price(Decimal(0))),
        ("frei", Price(Decimal(0))),
        ("kostenlos", Price(Decimal(0))),
        ("0", Price(Decimal(0))),
        ("0 €", Price(Decimal(0))),
        ("5 EUR", Price(Decimal(5))),
        ("5 €", Price(Decimal(5))),
        ("5€", Price(Decimal(5))),
        ("5 Euro", Price(Decimal(5))),
        ("5\u00a0€", Price(Decimal(5))),
        ("5,50 EUR", Price(Decimal("5.50"))),
        ("5.50 €", Price(Decimal("5.50"))),
        ("12 CHF", Price(Decimal(12), "CHF")),
    ],
)
def test_price(written: str, price: Price, read: Read) -> None:
    found = read(event(f"price: {written}")).facts.event
    assert found
    assert found.price == (price,)


MORNING, NOON = dt.time(9), dt.time(12)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("Mo-Fr 9-12 Uhr", [Hours(0, 4, MORNING, NOON)]),
        ("Mo – Fr 09:00 – 12:00", [Hours(0, 4, MORNING, NOON)]),
        ("'Mo.-Fr.: 9 bis 12 Uhr'", [Hours(0, 4, MORNING, NOON)]),
        ("Montag bis Freitag von 9 Uhr bis 12 Uhr", [Hours(0, 4, MORNING, NOON)]),
        ("montags 9-12", [Hours(0, 0, MORNING, NOON)]),
        ("Sa-So 9-12", [Hours(5, 6, MORNING, NOON)]),
        ("Sonnabend 9-12", [Hours(5, 5, MORNING, NOON)]),
        ("Mo 9-12, Do 9-12", [Hours(0, 0, MORNING, NOON), Hours(3, 3, MORNING, NOON)]),
        ("Mi 9-12; Fr 9-12", [Hours(2, 2, MORNING, NOON), Hours(4, 4, MORNING, NOON)]),
        ("[Di 9-12, Mi 9-12]", [Hours(1, 1, MORNING, NOON), Hours(2, 2, MORNING, NOON)]),
    ],
)
def test_hours(written: str, hours: list[Hours], read: Read) -> None:
    contact = read(top(f"contact:\n  hours: {written}")).facts.contact
    assert contact == Contact(hours=tuple(hours))


@pytest.mark.parametrize(
    "number",
    [
        *("05651 302-1160", "05651/302-1160", "05651 302–1160", "(05651) 302-1160", "0565130"),
        *("+49 5651 302-1160", "+49 (0) 5651 302-1160", "+49 (0)5651 302-1160", "0049 5651 302"),
    ],
)
def test_phone(number: str, read: Read) -> None:
    contact = read(top(f"contact:\n  phone: {number}")).facts.contact
    assert contact == Contact(phone=(number,))


@pytest.mark.parametrize("address", ["a.b+c@d-e.de", "info@müllheim.de", "o'neil@x.co.uk"])
def test_email(address: str, read: Read) -> None:
    assert read(edited("a@b.de", address)).facts.registration == Registration(
        dt.date(2024, 5, 20), address
    )


def test_everything_that_can_be_said(read: Read) -> None:
    source = read("""\
---
kind: press_release
title: Woche der Vielfalt
subtitle: Zwei Tage
languages: ar, uk de
dateline: {place: Eschwege, date: 2024-05-01}
event:
  name: Vielfaltswoche
  date: 2024-06-01
  end_date: 2024-06-02
  start: 18:00
  end: 9:30
  doors: 17:30
  venue: E-Werk
  address: Mangelgasse 19
  price: free
  status: changed
contact:
  office: Amt
  name: Washa Beroshwili
  address: Schlossplatz 9
  email: a@b.de
  phone: 05651 302
  url: https://x.de/
  hours: Mo 9-12
programme:
- time: 18:00
  title: Begrüßung
  speaker:
  - {name: Anna Müller, role: Landrätin}
  - Berta
- title: Musik
  speaker: Chor
- {title: Tanz, speaker: {name: Dora}}
organisers: Kreisstadt Eschwege
---
Text.
""")
    assert (source.kind, source.languages) == (Kind.PRESS_RELEASE, ("ar", "uk"))
    assert source.event_name == Segment(Role.EVENT, "Vielfaltswoche")
    assert source.facts.dateline == Dateline("Eschwege", dt.date(2024, 5, 1))
    assert source.facts.event == Event(
        When(
            date=dt.date(2024, 6, 1),
            end_date=dt.date(2024, 6, 2),
            start=dt.time(18),
            end=dt.time(9, 30),
            doors=dt.time(17, 30),
        ),
        venue="E-Werk",
        address="Mangelgasse 19",
        price=(Price(Decimal(0)),),
        status=EventStatus.CHANGED,
    )
    assert source.facts.contact == Contact(
        office="Amt",
        name="Washa Beroshwili",
        address="Schlossplatz 9",
        email="a@b.de",
        phone=("05651 302",),
        url="https://x.de/",
        hours=(Hours(0, 0, MORNING, NOON),),
    )
    assert [[speaker.name for speaker in item.speakers] for item in source.programme] == [
        ["Anna Müller", "Berta"],
        ["Chor"],
        ["Dora"],
    ]
    assert source.programme[0].speakers[0].role == Segment(Role.SPEAKER, "Landrätin")
    assert source.organisers == (Segment(Role.ORGANISER, "Kreisstadt Eschwege"),)


def test_a_link_may_lead_to_a_fact(read: Read) -> None:
    for target in ("{registration_email}", "mailto:{registration_email}"):
        assert read(body(f"[Schreiben Sie uns]({target})."))


def test_gender_star_is_no_emphasis(read: Read) -> None:
    (block,) = read(body("Bürger*innen und Helfer*innen")).blocks
    assert block == Paragraph(Segment(Role.PARAGRAPH, "Bürger*innen und Helfer*innen"))


# --- the folder ---------------------------------------------------------------------------


def slugs(content: Path) -> list[str]:
    return [path.relative_to(content).as_posix() for path in find_documents(content)]


def test_which_files_are_documents(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "2024/c.md", "D.MD", "README.md", "phrasebook.md", "x.txt"):
        write(tmp_path / name, FEST)
    for name in (".hidden.md", "_entwurf.md", ".git/x.md", "_alt/x.md", "folder.md/x.txt"):
        write(tmp_path / name, FEST)
    assert slugs(tmp_path) == ["2024/c.md", "D.MD", "a.md", "b.md"]


def test_no_document(tmp_path: Path) -> None:
    write(tmp_path / "content" / "organisation.toml", "")
    for content in (tmp_path / "content", tmp_path / "nowhere"):
        with pytest.raises(ContentError) as caught:
            load_sources(content)
        assert str(caught.value) == (
            f"{content}: In diesem Ordner liegt noch kein Dokument. Legen Sie eine Datei wie "
            "content/sommerfest.md an (Muster: docs/anleitung-pressestelle.md)."
        )


@pytest.mark.parametrize(
    "name", ["Fest", "fest_2024", "fest--2024", "-fest", "fest 2024", "grüße", "fest.alt"]
)
def test_bad_name(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"{name}.md", FEST)
    assert problem(path, tmp_path) == (
        f"{name}.md: Der Dateiname darf nur aus kleinen Buchstaben a–z, Ziffern und einzelnen "
        "Bindestrichen bestehen, z. B. sommerfest-2024.md."
    )


@pytest.mark.parametrize("name", ["layout", "glossary", "organisation"])
def test_reserved_name(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"{name}.md", FEST)
    assert problem(path, tmp_path) == (
        f"{name}.md: Der Name „{name}“ ist schon vergeben. Benennen Sie die Datei um."
    )


def test_two_documents_with_one_name(tmp_path: Path) -> None:
    for name in ("a/fest.md", "b/fest.md", "c/FEST.md", "gut.md"):
        write(tmp_path / name, FEST)
    sources, problems = load_sources(tmp_path)
    assert [source.slug for source in sources] == ["gut"]
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in problems] == [
        f"{name}: Dieses Dokument heißt wie a/fest.md. Benennen Sie eines davon um."
        for name in ("b/fest.md", "c/FEST.md")
    ]


def test_one_wrong_document_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "")
    write(tmp_path / "b.md", FEST)
    write(tmp_path / "c.md", body("{x}"))
    sources, problems = load_sources(tmp_path)
    assert [source.slug for source in sources] == ["b"]
    assert [found.where and found.where.path.name for found in problems] == ["a.md", "c.md"]


def test_the_documents_of_this_project_are_right() -> None:
    sources, problems = load_sources(DOCUMENTS[0].parent)
    assert not problems
    assert [source.path for source in sources] == DOCUMENTS


# --- no input may raise anything else -----------------------------------------------------

PIECES = [
    *("\n", "---\n", "  ", "- ", "> ", "## ", "{", "}", "{date}", "**", "*", "[", "](", "`", "<"),
    *(": ", ":", '"', "'", "&a ", "*a", "!x ", "| ", "%", "@", "#", "?", "\\", "\t", "\r", "\0"),
    *("title: ", "event:\n", "date: ", "phone: ", "2024-02-30", "10:00", "10. ", "&#0;", "\u202e"),
    *("ar", "Mo-Fr 9-12", "https://x.de", "|a|b|\n|-|-|\n", "\ufeff", "\ud7ff", "😀", "ü", "ab"),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
anything = st.one_of(st.text(max_size=200), pieces)
fuzzy = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def reads_or_complains(path: Path, text: str | bytes) -> None:
    message = None
    try:
        load_source(write(path, text))
    except PipelineError as problem:
        message = str(problem)
    if message is not None:
        assert re.fullmatch(rf"{re.escape(str(path))}(:\d+)?: \S.*", message, re.DOTALL)


@fuzzy
@given(head=anything, text=anything)
def test_any_document(head: str, text: str, tmp_path: Path) -> None:
    reads_or_complains(tmp_path / "a.md", f"---\n{head}\n---\n{text}")
    reads_or_complains(tmp_path / "a.md", head)


@fuzzy
@given(head=pieces, text=anything)
def test_any_text_under_a_right_head(head: str, text: str, tmp_path: Path) -> None:
    reads_or_complains(tmp_path / "a.md", body(text))
    reads_or_complains(tmp_path / "a.md", title(head))
    reads_or_complains(tmp_path / "a.md", top(head))


@fuzzy
@given(document=st.sampled_from(DOCUMENTS), data=st.data())
def test_any_change_of_a_real_document(document: Path, data: st.DataObject, tmp_path: Path) -> None:
    text = document.read_bytes()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    middle = data.draw(st.one_of(anything.map(str.encode), st.binary(max_size=5)))
    reads_or_complains(tmp_path / "a.md", text[:start] + middle + text[end:])


def test_a_character_that_no_font_has_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "fest.md"
    path.write_text("---\nkind: press_release\ntitle: Fest\n---\nHallo.\n\nBis bald 🎉!\n")
    with pytest.raises(ContentError) as error:
        load_source(path)
    assert str(error.value) == (
        f"{path}:7: Keine Schrift hat diese Zeichen: 🎉 (U+1F389). Bitte ersetzen Sie sie."
    )
