"""The contracts on disk, by their literal values: the list of what must stay as it is.

Whatever is compared here lies in the files of offices, calendars and caches. A change of one
of these values voids signatures, forgets who wrote a translation, doubles events in people's
calendars or asks a machine everything again. Do not adapt a value: keep the old one readable.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.base.model import Diagnostic, Location, Severity, State
from pipeline.base.project import Project
from pipeline.catalogue import carrying, header, po, remarks
from pipeline.catalogue import files as catalogues
from pipeline.catalogue.grammar import Maker, Remark
from pipeline.catalogue.po import Entry
from pipeline.catalogue.remarks import (
    Began,
    Carried,
    Drafted,
    Failed,
    FromPhrasebook,
    Imported,
    Kept,
    LackingTerms,
    Origin,
    Shipped,
)
from pipeline.catalogue.units import Unit
from pipeline.language.table import language
from pipeline.mt import engine
from pipeline.mt.cache import Cache
from pipeline.mt.engine import Hypothesis
from pipeline.mt.store import lock
from pipeline.mt.store.lock import Locked
from pipeline.mt.store.packages import Package
from pipeline.render import ics
from pipeline.report import status
from pipeline.report.status import Row
from pipeline.review import approvals, ledger
from pipeline.review.approvals import SignOff
from pipeline.run.domains import domains
from pipeline.source import sequence
from pipeline.source.documents import load_source
from pipeline.source.facts import Event, Price
from pipeline.source.labels import LABELS
from pipeline.source.organisation import Organisation
from pipeline.source.segments import LAYOUT
from pipeline.source.when import When

from .render.html_samples import invitation
from .support import NOW

DAY = dt.date(2026, 11, 23)
UK = language("uk")
HEADING = Unit("heading", "Programm", "Програма", State.REVIEWED)
SENTENCE = Unit(None, "Wir laden Sie ein.", "Запрошуємо вас.", State.REVIEWED)


# --- <document>.approvals.toml ----------------------------------------------------------------


def test_what_a_signature_binds() -> None:
    """SHA-256 of msgctxt, msgid and msgstr, in this order, NUL between them."""
    assert approvals.text_hash(HEADING) == (
        "1de1e47477e8bd62cf5773d982ab03963fdf5bda177c3e37068b843d23b588e9"
    )
    assert approvals.text_hash(SENTENCE) == (
        "b504891dbf69d946aca9d85670230589bb947cc5dc7d3282bc3d915099702441"
    )
    assert approvals.key_hash(("heading", "Programm")) == (
        "0473446719ec1b4b7edea350d61a80a329e851cba3caca4aaee2eb85d526aa22"
    )
    assert approvals.key_hash((None, "Wir laden Sie ein.")) == (
        "77404fd409d99f80093d00516272e04226e90686e3a0e0a316360b79f60ad228"
    )


LEDGER = """\
# Wer diese Übersetzung freigegeben hat. Die Prüfsummen binden jede Freigabe an den Text, der
# unterschrieben wurde; diese Datei schreibt das Programm (make approve, make withdraw).

language = "uk"
document = "fest"

[[approval]]
by = "A. Beispiel, Beirat"
date = 2026-11-23
withdrawn = { date = 2026-11-24, by = "Pressestelle", reason = "Neuer Titel" }
units = [
  { domain = "fest", key = "77404fd409d99f80093d00516272e04226e90686e3a0e0a316360b79f60ad228", \
text = "b504891dbf69d946aca9d85670230589bb947cc5dc7d3282bc3d915099702441", \
german = "Wir laden Sie ein." },
]

[approval.facts]
"event.date" = "2027-07-03"
"""


def test_the_file_of_approvals(tmp_path: Path) -> None:
    path = tmp_path / "fest.approvals.toml"
    signed = approvals.sign(
        [("fest", SENTENCE)], {"event.date": "2027-07-03"}, "A. Beispiel, Beirat", DAY
    )
    all_of_them = approvals.all_withdrawn(
        [signed], "Pressestelle", "Neuer Titel", DAY + dt.timedelta(days=1)
    )
    ledger.write(path, UK, "fest", all_of_them)
    assert path.read_text(encoding="utf-8") == LEDGER
    assert ledger.read(path, UK, "fest") == all_of_them


DOCUMENT = """\
---
kind: invitation
title: Fest
event:
  date: 2027-07-03
  end_date: 2027-07-04
  start: "14:00"
  end: "18:30"
  doors: "13:45"
  venue: Festplatz
  address: Markt 1, Eschwege
  price: 5 EUR
registration:
  until: 2027-06-20
  email: fest@stadt.example
  phone: 05651 302-1160
contact:
  name: Pressestelle
  phone: 05651 302-1161
  hours: Mo-Do 9-16, Fr 9:00-12:30
programme:
  - {time: "14:00", title: Musik, speaker: {name: A. Beispiel, role: Leitung}}
  - {title: Tanz}
---
Wir laden Sie ein.
"""


FACTS = """\
event.date: 2027-07-03
event.venue: Festplatz
event.end_date: 2027-07-04
event.start: 14:00
event.end: 18:30
event.doors: 13:45
event.address: Markt 1, Eschwege
event.price: 5 EUR
event.status: planned
registration.until: 2027-06-20
registration.email: fest@stadt.example
registration.phone: 05651 302-1160
contact.name: Pressestelle
contact.phone: 05651 302-1161
contact.hours: Mo-Do 09:00-16:00, Fr 09:00-12:30
programme: 14:00 A. Beispiel
"""


def test_the_facts_of_a_sign_off(tmp_path: Path) -> None:
    """Their names and forms are compared with what a file of approvals has."""
    path = tmp_path / "fest.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    facts = approvals.facts_of(load_source(path))
    assert {f"{name}: {text}" for name, text in facts.items()} == set(FACTS.splitlines())


# --- comments in catalogues -------------------------------------------------------------------

ROUTE = "translate-de_en 1.0 + translate-en_uk 1.1"
LINES: dict[str, Remark] = {
    f"Entwurf (Maschine, 23.11.2026): {ROUTE}; Güte 0,82 [e599e8a792df]; "
    "noch von keinem Menschen geprüft.": remarks.drafted(
        Origin(Maker.MACHINE, DAY, ROUTE, 0.82), "Вітаємо"
    ),
    "Entwurf (Gedächtnis, 23.11.2026): fest-2026; Güte 1,00 [768d8e25f02a]; "
    "noch von keinem Menschen geprüft.": remarks.drafted(
        Origin(Maker.MEMORY, DAY, "fest-2026", 1.0), "Запрошуємо вас."
    ),
    "Entwurf (Phrasenheft, 01.02.2026): phrasebook [768d8e25f02a]; "
    "noch von keinem Menschen geprüft.": Drafted(
        Maker.PHRASEBOOK, dt.date(2026, 2, 1), "phrasebook", None, "768d8e25f02a"
    ),
    "Entwurf ohne den Begriff des Glossars: Amt → office, Beirat → council; "
    "noch von keinem Menschen geprüft.": LackingTerms("Amt → office, Beirat → council"),
    "Entwurf des Projekts vom 23.11.2026, noch von keinem Menschen geprüft.": Shipped(DAY),
    f"Begann als Entwurf (Maschine, 23.11.2026): {ROUTE}.": Began(
        Maker.MACHINE, dt.date(2026, 11, 23), ROUTE
    ),
    f"Kein Entwurf (Maschine, 23.11.2026): {ROUTE}. Die Zahl 10 fehlt.": Failed(
        DAY, ROUTE, "Die Zahl 10 fehlt."
    ),
    "Aus dem Phrasenheft, dort geprüft [768d8e25f02a].": remarks.from_phrasebook("Запрошуємо вас."),
    "Übernommen aus dem früheren deutschen Text (geprüft b504891dbf69).": Carried(
        True, "b504891dbf69"
    ),
    "Übernommen aus dem früheren deutschen Text (Entwurf 1de1e47477e8).": Carried(
        False, "1de1e47477e8"
    ),
    "Beibehalten am 23.11.2026 von A. Beispiel: Tippfehler. (Deutsch nur: „a“ → „b“.)": Kept(
        DAY, "A. Beispiel", "Tippfehler.", "„a“ → „b“"
    ),
    "Aus TMX stadt.tmx": Imported("stadt.tmx"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_a_program(line: str) -> None:
    assert str(LINES[line]) == line
    assert remarks.parse(line) == LINES[line]


def test_every_kind_of_line_is_in_this_list() -> None:
    assert {type(one) for one in LINES.values()} == set(remarks.KINDS)
    assert FromPhrasebook in remarks.KINDS


@pytest.mark.parametrize(("unit", "seal"), [(SENTENCE, "b504891dbf69"), (HEADING, "1de1e47477e8")])
def test_the_seal_of_a_carried_translation(unit: Unit, seal: str) -> None:
    """It binds the translation to msgctxt and msgid of the earlier German, in this order."""
    entry = Entry(msgid=unit.source, msgstr=unit.target)
    po.set_key(entry, (unit.context, unit.source))
    carrying.carry(entry, (unit.context, "Anderes"))
    assert entry.tcomment == f"Übernommen aus dem früheren deutschen Text (geprüft {seal})."
    assert carrying.was_reviewed(entry)


# --- headers of catalogues --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "revised", "rest"),
    [
        (
            "uk",
            "2026-11-23 12:00+0100",
            "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
            "(n%100<10 || n%100>=20) ? 1 : 2);\n",
        ),
        (None, "YEAR-MO-DA HO:MI+ZONE", ""),
    ],
)
def test_the_header_of_a_new_catalogue(tag: str | None, revised: str, rest: str) -> None:
    """Of a template where there is no language; the names are gettext's."""
    fields = header.fresh("fest", NOW, language(tag) if tag else None)
    assert po.header(fields).msgstr == (
        "Project-Id-Version: fest\n"
        "Report-Msgid-Bugs-To: \n"
        "POT-Creation-Date: 2026-11-23 12:00+0100\n"
        f"PO-Revision-Date: {revised}\n"
        "Last-Translator: Automatically generated\n"
        "Language-Team: none\n"
        f"Language: {tag or ''}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        f"Content-Transfer-Encoding: 8bit\n{rest}"
    )


# --- locale/layout.pot ------------------------------------------------------------------------

MSGIDS = """\
Einladung
Pressemitteilung
Wann
Uhrzeit
Einlass ab
Wo
Eintritt
kostenlos
Veranstaltung
Anmeldung
Anmeldung bis
E-Mail
Telefon
Internet
Anschrift
Erreichbar
Kontakt
Kontakt für die Presse
Programm
Programmpunkt
Mit
Es laden ein
Veranstalter
{place}, {date}
Diese Veranstaltung fällt aus.
Achtung: Ort oder Zeit dieser Veranstaltung haben sich geändert.
Entwurf
Diese Übersetzung ist ein Entwurf. Noch kein Mensch hat sie geprüft. Bitte geben Sie sie nicht \
weiter. Verbindlich ist der deutsche Text.
Diese Übersetzung ist geprüft, aber noch nicht freigegeben. Bitte geben Sie sie noch nicht weiter.
Ein Computer hat diese Übersetzung ganz oder zum Teil gemacht.
Was noch nicht übersetzt ist, steht hier auf Deutsch.
Diese Übersetzung hat ein Mensch geprüft. Verbindlich ist der deutsche Text.
Diese Übersetzung ist freigegeben: {name}, {date}.
In anderen Sprachen lesen
Zum Inhalt springen
Bild
In den Kalender
Nachricht
Alles zusammen
Seite {page} von {pages}
""".splitlines()
"""The labels of the first version: their reviews hang on these texts."""


def test_labels_and_where_they_come_from() -> None:

    found = domains(Project(Path()), Organisation("Stadt", ()), (), ())
    (layout,) = (one for one in found if one.name == LAYOUT)
    pot = catalogues.template(layout.segments, layout.name, layout.reference, NOW)
    assert set(MSGIDS) <= {entry.msgid for entry in pot.entries} == set(LABELS.values())
    assert {tuple(entry.occurrences) for entry in pot.entries} == {(("pipeline/labels.py", ""),)}
    assert all(entry.msgctxt is None for entry in pot.entries)


# --- calendars --------------------------------------------------------------------------------

EVENT = Event(
    When(dt.date(2027, 7, 3), start=dt.time(14), end=dt.time(18, 30), doors=dt.time(13, 45)),
    venue='Haus "Sonne"',
    address="Markt 1, Eschwege",
    price=(Price(Decimal("5.00")),),
)
EVENTS = """\
# Was zuletzt in den Kalenderdateien (.ics) stand, und wie oft es sich geändert hat.
# Diese Datei schreibt das Programm. Bitte nicht ändern und nicht löschen: Nur mit ihr
# ersetzen die Kalender der Menschen einen alten Termin durch den neuen (RFC 5546).

[fest]
sequence = 1
date = "2027-07-03"
start = "14:00"
end = "18:30"
doors = "13:45"
venue = "Haus \\"Sonne\\""
address = "Markt 1, Eschwege"
price = "5 EUR"
status = "planned"
before_start = "13:00"
before_end = "18:30"
"""


def test_the_file_of_events(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    earlier = replace(EVENT, when=replace(EVENT.when, start=dt.time(13)))
    before = sequence.advance(sequence.NOTHING, "fest", earlier)
    sequence.write(path, sequence.advance(before, "fest", EVENT), sequence.NOTHING)
    assert path.read_text(encoding="utf-8") == EVENTS
    assert sequence.advance(sequence.read(path), "fest", EVENT) == sequence.read(path)


@pytest.mark.parametrize(
    ("organisation", "uid"),
    [
        (Organisation("Stadt", (), website="https://www.Stadt.example/"), "fest@stadt.example"),
        (Organisation("Stadt", (), base_url="https://b.example/e"), "fest@b.example"),
        (Organisation("Stadt", (), email="post@Stadt.example"), "fest@stadt.example"),
        (Organisation("Werra-Meißner-Kreis", ()), "fest@werra-mei-ner-kreis.invalid"),
    ],
)
def test_the_uid_of_an_event(organisation: Organisation, uid: str) -> None:
    edition = replace(invitation("de"), slug="fest", event=EVENT, organisation=organisation)
    assert ics.uid(edition) == uid
    assert f"UID:{uid}\r\nDTSTAMP:20000101T000200Z\r\nSEQUENCE:2\r\n".encode() in ics.render(
        edition, 2
    )


# --- models -----------------------------------------------------------------------------------

LOCK = """\
# Die Sprachmodelle dieses Projekts, geschrieben von „pipeline models install“.
# Gehört zum Inhalt: mit einchecken, nicht von Hand ändern.

[packages.translate-de_en-1_0]
version = "1.0"
from = "de"
to = "en"
file = "translate-de_en-1_0.argosmodel"
size = 88123456
sha256 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
licence = "CC0-1.0"
source = "https://example.org/translate-de_en-1_0.argosmodel"

[packages.translate-de_en-1_0.files]
"metadata.json" = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
"model/model.bin" = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
"""


def test_the_lock_file_of_models() -> None:
    name = "translate-de_en-1_0"
    locked = Locked(
        name=name,
        version="1.0",
        from_code="de",
        to_code="en",
        file=f"{name}.argosmodel",
        size=88123456,
        sha256="a" * 64,
        source=f"https://example.org/{name}.argosmodel",
        licence="CC0-1.0",
        files={"model/model.bin": "c" * 64, "metadata.json": "b" * 64},
    )
    assert lock.dump({name: locked}) == LOCK
    assert lock.parse(LOCK, Path("models.lock")) == {name: locked}


def test_what_answers_of_a_model_are_filed_under(tmp_path: Path) -> None:
    """By name, version, beam, and size and time of every file."""
    for number, name in enumerate(("metadata.json", "model/model.bin")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * (number + 1))
        os.utime(path, ns=(0, 1_790_000_000_000_000_000 + number))
    package = Package(tmp_path, "translate-de_en-1_0", "1.0", "de", "en", "", "sentencepiece", None)
    assert engine.fingerprint(package) == "translate-de_en-1_0 1.0 beam4 af04d176f71ccff6"


def test_the_table_of_answers(tmp_path: Path) -> None:
    path = tmp_path / ".drafts.sqlite3"
    with Cache(path) as cache:
        cache.put("model", 4, {"Guten Tag!": [Hypothesis("Hello!", 0.5), Hypothesis("Hi!", 0.25)]})
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
        assert database.execute("SELECT * FROM answers").fetchall() == [
            ("model", 4, "Guten Tag!", '[["Hello!", 0.5], ["Hi!", 0.25]]')
        ]
    database.close()


# --- status.json ------------------------------------------------------------------------------


def test_the_keys_of_status_json() -> None:
    found = Diagnostic("numbers", Severity.ERROR, "uk", "Zahl fehlt.", Location(Path("a.po"), 7))
    row = Row(
        slug="fest",
        title="Fest",
        language=UK,
        state=State.DRAFT,
        publishable=False,
        counts={State.DRAFT: 2},
        words=10,
        words_left=4,
        files=("fest/drafts/uk/fest.uk.html",),
        findings=(found,),
        signoff=SignOff("A", DAY, False, ("Satz.",), ("Angabe.",)),
        fell_back="Darum.",
    )
    (document,) = json.loads(status.to_json([row]))["documents"]
    expected = {
        "slug": "fest",
        "language": "uk",
        "state": "draft",
        "publishable": False,
        "counts": {"missing": 0, "draft": 2, "changed": 0, "reviewed": 0, "approved": 0},
        "words": 10,
        "words_left": 4,
        "errors": 1,
        "warnings": 0,
        "findings": [
            {
                "rule": "numbers",
                "severity": "error",
                "message": "Zahl fehlt.",
                "file": "a.po",
                "line": 7,
            }
        ],
        "approval": {
            "by": "A",
            "date": "2026-11-23",
            "complete": False,
            "voided": ["Satz."],
            "facts_changed": ["Angabe."],
        },
        "fell_back": "Darum.",
        "files": ["fest/drafts/uk/fest.uk.html"],
    }
    assert {key: document[key] for key in expected} == expected  # keys are only added
