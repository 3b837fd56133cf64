"""The short fixed texts around a document: "When", "Where", the draft mark.

They are the gettext domain ``layout``. Babel extracts them from this file
(`N_` marks them, the comment above each goes to the translators as ``#.``),
so the msgid of a label is its German text.

`LABELS` maps the key that templates and `assemble` use to the German text;
its placeholders are python-brace-format.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def N_(text: str) -> str:
    """Mark ``text`` for extraction and return it unchanged (gettext manual, 4.7)."""
    return text


LABELS: Final[Mapping[str, str]] = {
    # Art des Dokuments, steht über dem Titel
    "invitation": N_("Einladung"),
    # Art des Dokuments, steht über dem Titel
    "press_release": N_("Pressemitteilung"),
    # Art des Dokuments, steht über dem Titel: eine Nachricht an alle, ohne Veranstaltung
    "notice": N_("Mitteilung"),
    # Art des Dokuments, steht über dem Titel
    "letter": N_("Brief"),
    # Vor dem Datum einer Veranstaltung
    "when": N_("Wann"),
    # Vor der Uhrzeit einer Veranstaltung, z. B. „10:00 bis 13:00 Uhr“
    "time": N_("Uhrzeit"),
    # Statt einer Uhrzeit: etwas dauert den ganzen Tag
    "all_day": N_("ganztägig"),
    # Statt einer Uhrzeit: sie steht noch nicht fest
    "open": N_("wird noch bekannt gegeben"),
    # Vor einem oder mehreren Wochentagen, an denen etwas jede Woche ist
    "weekly": N_("Wöchentlich"),
    # Vor einem oder mehreren Wochentagen, an denen etwas jede zweite Woche ist
    "two_weeks": N_("Alle zwei Wochen"),
    # Vor einem Wochentag oder vor Daten, an denen etwas einmal im Monat ist
    "monthly": N_("Monatlich"),
    # Vor dem ersten und letzten Tag einer regelmäßigen Veranstaltung, oder vor mehreren Tagen
    "dates": N_("Termine"),
    # Vor Tagen, an denen eine regelmäßige Veranstaltung nicht ist
    "except": N_("Fällt aus"),
    # Vor Tagen, an denen etwas außer der Reihe ist
    "also": N_("Zusätzlich"),
    # Vor mehreren Terminen, von denen man einen auswählt
    "choose_one": N_("Einen Termin auswählen"),
    # Vor dem Tag, der Uhrzeit oder dem Ort, die zuerst geplant waren
    "moved_from": N_("Bisher geplant"),
    # Ab wann man in den Raum kann, z. B. „09:45 Uhr“
    "doors": N_("Einlass ab"),
    # Vor dem Ort einer Veranstaltung
    "where": N_("Wo"),
    # Vor der Internetadresse, unter der man an einer Veranstaltung teilnimmt
    "online_url": N_("Online teilnehmen"),
    # Vor der Telefonnummer, unter der man an einer Veranstaltung teilnimmt
    "online_phone": N_("Am Telefon teilnehmen"),
    # Vor dem Code, den man braucht, um online oder am Telefon teilzunehmen
    "online_code": N_("Zugangscode"),
    # Vor dem Preis
    "price": N_("Eintritt"),
    # Der Eintritt kostet nichts
    "price_free": N_("kostenlos"),
    # Was es kostet: Jede und jeder gibt so viel, wie sie oder er möchte
    "price_donation": N_("Spende erbeten"),
    # Vor einer Aufzählung: was es für Menschen mit Behinderung und für Eltern gibt
    "access": N_("Barrierefreiheit"),
    # Punkt einer Aufzählung: Man kommt mit dem Rollstuhl hinein
    "access_wheelchair": N_("mit Rollstuhl zugänglich"),
    # Punkt einer Aufzählung
    "access_lift": N_("Aufzug"),
    # Punkt einer Aufzählung
    "access_toilet": N_("barrierefreie Toilette"),
    # Punkt einer Aufzählung: Technik für Menschen mit Hörgerät
    "access_induction_loop": N_("Höranlage für Hörgeräte"),
    # Punkt einer Aufzählung: Jemand übersetzt in Gebärdensprache
    "access_sign_language": N_("Gebärdensprache"),
    # Punkt einer Aufzählung: Es wird einfach gesprochen
    "access_simple_language": N_("einfache Sprache"),
    # Punkt einer Aufzählung: Jemand passt auf Kinder auf
    "access_childcare": N_("Kinderbetreuung"),
    # Punkt einer Aufzählung: Hunde, die Menschen mit Behinderung helfen, dürfen hinein
    "access_guide_dog": N_("Assistenzhunde sind willkommen"),
    # Punkt einer Aufzählung: ein Raum, in dem es still ist
    "access_quiet_room": N_("Ruheraum"),
    # Vor den Namen der Sprachen, in die jemand mündlich übersetzt
    "interpreters": N_("Dolmetschen"),
    # Name der Veranstaltung, um die es in einer Pressemitteilung geht
    "event": N_("Veranstaltung"),
    # Überschrift: Angaben dazu, wie man sich anmeldet
    "registration": N_("Anmeldung"),
    # Vor dem letzten Tag der Anmeldung, z. B. „31. Oktober 2023“
    "register_until": N_("Anmeldung bis"),
    # Vor einer E-Mail-Adresse
    "email": N_("E-Mail"),
    # Vor einer Telefonnummer
    "phone": N_("Telefon"),
    # Vor einer Faxnummer
    "fax": N_("Fax"),
    # Vor einer Internetadresse
    "website": N_("Internet"),
    # Vor einer Postanschrift
    "address": N_("Anschrift"),
    # Vor den Zeiten, zu denen man anrufen kann
    "hours": N_("Erreichbar"),
    # Zeiten macht man miteinander aus; steht bei den Zeiten, zu denen man anrufen kann
    "by_appointment": N_("nach Vereinbarung"),
    # Überschrift: Wen man fragen kann
    "contact": N_("Kontakt"),
    # Überschrift: Wen Zeitungen und Sender fragen können
    "press_contact": N_("Kontakt für die Presse"),
    # Überschrift: Ablauf der Veranstaltung
    "programme": N_("Programm"),
    # Überschrift einer Tabellenspalte: was geschieht
    "programme_item": N_("Programmpunkt"),
    # Überschrift einer Tabellenspalte: wer spricht oder leitet
    "programme_speaker": N_("Mit"),
    # Überschrift: welche Stellen gemeinsam einladen
    "organisers": N_("Es laden ein"),
    # Überschrift: welche Stellen die Veranstaltung machen (in einer Pressemitteilung)
    "organisers_press": N_("Veranstalter"),
    # Anfang einer Pressemitteilung. {place}: Ort in lateinischer Schrift; {date}: Datum
    "dateline": N_("{place}, {date}"),
    # Deutlicher Hinweis ganz oben
    "cancelled": N_("Diese Veranstaltung fällt aus."),
    # Deutlicher Hinweis ganz oben
    "changed": N_("Achtung: Ort oder Zeit dieser Veranstaltung haben sich geändert."),
    # Kurzer, auffälliger Vermerk: Vor einem Zeitpunkt darf niemand den Text veröffentlichen
    "embargo": N_("Sperrfrist"),
    # Erklärung zum Vermerk „Sperrfrist“. {date}: Datum mit Wochentag; {time}: Uhrzeit
    "embargo_notice": N_("Sperrfrist bis: {date}, {time}. Bitte vorher nicht veröffentlichen."),
    # Kurzer, auffälliger Vermerk auf einer ungeprüften Übersetzung
    "draft": N_("Entwurf"),
    # Erklärung zum Vermerk „Entwurf“
    "draft_notice": N_(
        "Diese Übersetzung ist ein Entwurf. Noch kein Mensch hat sie geprüft. "
        "Bitte geben Sie sie nicht weiter. Verbindlich ist der deutsche Text."
    ),
    # Erklärung zum Vermerk „Entwurf“, wenn nur noch die Unterschrift einer zweiten Person fehlt
    "unapproved_notice": N_(
        "Diese Übersetzung ist geprüft, aber noch nicht freigegeben. "
        "Bitte geben Sie sie noch nicht weiter."
    ),
    # Zusatz zum Vermerk „Entwurf“
    "machine_notice": N_("Ein Computer hat diese Übersetzung ganz oder zum Teil gemacht."),
    # Erklärung, warum ein Teil des Textes deutsch ist
    "untranslated_notice": N_("Was noch nicht übersetzt ist, steht hier auf Deutsch."),
    # Wie diese Übersetzung entstanden ist
    "reviewed_notice": N_(
        "Diese Übersetzung hat ein Mensch geprüft. Verbindlich ist der deutsche Text."
    ),
    # Wer die Übersetzung unterschrieben hat. {name}: Name einer Person, {date}: Datum
    "approved_notice": N_("Diese Übersetzung ist freigegeben: {name}, {date}."),
    # Überschrift über der Liste aller Sprachen
    "languages": N_("In anderen Sprachen lesen"),
    # Unsichtbarer Verweis für Menschen, die mit Tastatur oder Vorlesegerät lesen
    "skip": N_("Zum Inhalt springen"),
    # Knopf: die Einladung als Bild, zum Weiterschicken
    "file_png": N_("Bild"),
    # Knopf: den Termin in den eigenen Kalender übernehmen
    "file_ics": N_("In den Kalender"),
    # Knopf: Text zum Einfügen in eine Nachricht (WhatsApp, SMS)
    "file_txt": N_("Nachricht"),
    # Knopf: ein Ordner mit allen Dateien dieser Sprache
    "file_zip": N_("Alles zusammen"),
    # Fußzeile der gedruckten Seiten. {page}: Seitenzahl; {pages}: Zahl aller Seiten
    "page": N_("Seite {page} von {pages}"),
}
