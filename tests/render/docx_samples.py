"""Editions by hand for the Word renderer: German, Arabic with everything, Georgian, press."""

from __future__ import annotations

from dataclasses import replace

from pipeline.base.model import State
from pipeline.edition.model import (
    Alternate,
    Edition,
    Fact,
    FactGroup,
    Notice,
    Organisers,
    Programme,
    ProgrammeRow,
)
from pipeline.language.table import language
from pipeline.source.model import Kind
from pipeline.source.organisation import Organisation
from pipeline.text.blocks import Block, Heading, Item, Paragraph, Quote, Table
from pipeline.text.runs import Run, Text

EMAIL = "vielfaltszentrum@werra-meissner-kreis.de"
PHONE = "+49 30 1234-5678"
BASE_URL = "https://www.werra-meissner-kreis.de/einladungen"
DRAFT = "Diese Übersetzung ist ein Entwurf. Noch kein Mensch hat sie geprüft."
ORGANISATION = Organisation(
    name="Werra-Meißner-Kreis",
    languages=("ar", "ka"),
    office="Fachdienst Öffentlichkeit und Kultur",
    address="Schlossplatz 9, 37269 Eschwege",
    phone="05651 302-1160",
    website="https://www.werra-meissner-kreis.de",
    base_url=BASE_URL,
)


def text(*runs: str | Run, german: bool = False) -> Text:
    return Text(tuple(Run(run) if isinstance(run, str) else run for run in runs), german)


def island(shown: str, link: str | None = None) -> Run:
    return Run(shown, ltr=True, link=link)


MAIL = island(EMAIL, f"mailto:{EMAIL}")
TEL = island(PHONE, "tel:+493012345678")

LIST: tuple[Block[Text], ...] = (
    Item(text("Eins"), ordered=True, number=1),
    Item(text("Eins a"), depth=1, ordered=True, number=1),
    Item(text("Eins b"), depth=1, ordered=True, number=2),
    Item(text("Zwei"), ordered=True, number=2),
    Item(text("Punkt"), depth=1),
    Item(text("tief"), depth=2),
    Paragraph(text("Danach eine neue Liste:")),
    Item(text("Wieder eins"), ordered=True, number=1),
    Item(text("Wieder zwei"), ordered=True, number=2),
)


def german() -> Edition:
    return Edition(
        slug="fest",
        kind=Kind.INVITATION,
        language=language("de"),
        organisation=ORGANISATION,
        state=State.REVIEWED,
        publishable=True,
        kind_label=text("Einladung"),
        title=text("Fest der Nachbarn"),
        subtitle=text("Kommen Sie vorbei"),
        dateline=None,
        alert=None,
        notice=None,
        provenance=None,
        facts=(
            Fact("when", text("Wann"), text("Samstag, 4. November 2023")),
            Fact("where", text("Wo"), text(island("E-Werk, Eschwege"))),
        ),
        groups=(
            FactGroup(
                "contact",
                text("Kontakt"),
                (
                    Fact("office", Text(()), text("WIR-Vielfaltszentrum")),
                    Fact("phone", text("Telefon"), text(TEL)),
                    Fact("email", text("E-Mail"), text(MAIL)),
                ),
            ),
        ),
        blocks=(
            Paragraph(text("Wir laden Sie ", Run("herzlich", strong=True), " ein.")),
            Heading(2, text("Worum geht es?")),
            Paragraph(text("Schreiben Sie ", Run("bitte", emphasis=True), " an ", MAIL, ".")),
            *LIST,
            Heading(3, text("Stimmen")),
            Quote((text("Ein Beispiel."), text("Noch ein Absatz."))),
            Heading(4, text("Räume")),
            Table((text("Raum"), text("Was")), ((text("1"), text("Musik")), (text("2"), Text(())))),
            Item(text("Erstens"), depth=0),
        ),
        programme=Programme(
            text("Programm"),
            text("Uhrzeit"),
            text("Programmpunkt"),
            text("Mit"),
            (
                ProgrammeRow(text("10:00"), text("Begrüßung"), (text("Nicole Rathgeber"),)),
                ProgrammeRow(Text(()), text("Vortrag"), ()),
            ),
        ),
        organisers=Organisers(text("Es laden ein"), (text("Kreis"), text("Stadt"))),
        labels={
            "page": text("Seite {page} von {pages}"),
            "languages": text("In anderen Sprachen lesen"),
        },
        alternates=(
            Alternate("de", "Deutsch", "ltr", "../de/", draft=False),
            Alternate("uk", "Українська", "ltr", "../uk/", draft=False),
        ),
        event=None,
        event_name="Fest der Nachbarn",
        summary="Ein Fest.",
    )


def arabic() -> Edition:
    """A cancelled draft with islands, emphasis, a German paragraph and a German speaker."""
    return replace(
        german(),
        language=language("ar"),
        state=State.MISSING,
        publishable=False,
        kind_label=text("دعوة"),
        title=text("مهرجان ", island("E-Werk"), " 2023"),
        subtitle=text("أهلاً وسهلاً"),
        alert=text("أُلغيت هذه الفعالية."),
        german_alert="Diese Veranstaltung ist abgesagt.",
        notice=Notice(text("مسودة"), text("هذه الترجمة مسودة."), "Entwurf", DRAFT),
        provenance=text("هذه الترجمة مسودة."),
        facts=(
            Fact("when", text("التاريخ"), text("السبت، 4 تشرين الثاني/نوفمبر 2023")),
            Fact("time", text("الوقت"), text("من الساعة 10:00 إلى الساعة 13:00")),
            Fact("where", text("المكان"), text(island("E-Werk, Eschwege"))),
        ),
        groups=(
            FactGroup(
                "contact",
                text("للتواصل"),
                (
                    Fact("phone", text("الهاتف"), text(TEL)),
                    Fact("email", text("البريد الإلكتروني"), text(MAIL)),
                ),
            ),
        ),
        blocks=(
            Paragraph(text("ندعوكم ", Run("بكل سرور", strong=True), " إلى الاحتفال.")),
            Heading(2, text("ما الموضوع؟")),
            Paragraph(text("اكتبوا ", Run("من فضلكم", emphasis=True), " إلى ", MAIL, ".")),
            Paragraph(text("نلتقي هنا: ", island("E-Werk"), "، ", island("Eschwege"), ".")),
            Paragraph(text("Dieser Absatz ist noch deutsch.", german=True)),
            Item(text("أولاً"), ordered=True, number=1),
            Item(text("ثانياً"), ordered=True, number=2),
            Item(text("نقطة"), depth=1),
            Quote((text("مثال."),)),
            Table((text("غرفة"), text("ماذا")), ((text("1"), text("موسيقى")),)),
        ),
        programme=Programme(
            text("البرنامج"),
            text("الوقت"),
            text("الفقرة"),
            text("بمشاركة"),
            (
                ProgrammeRow(
                    text("10:00"),
                    text("كلمات الترحيب"),
                    (
                        text(island("Nicole Rathgeber"), "، رئيسة"),
                        text(island("Enis Gülegen"), ", Vorsitzender", german=True),
                    ),
                ),
            ),
        ),
        organisers=Organisers(text("الجهات الداعية"), (text("الدائرة"),)),
        labels={
            "page": text("الصفحة {page} من {pages}"),
            "languages": text("القراءة بلغات أخرى"),
        },
        event_name="مهرجان",
        summary="مهرجان.",
    )


def georgian() -> Edition:
    return replace(
        german(),
        language=language("ka"),
        kind_label=text("მოსაწვევი"),
        title=text("ინტეგრაციის კონფერენცია"),
        provenance=text("ადამიანმა შეამოწმა."),
        blocks=(Paragraph(text("ხაზი ", Run("ხაზგასმა", emphasis=True))),),
        labels={
            "page": text("გვერდი {page} / {pages}"),
            "languages": text("In anderen Sprachen lesen", german=True),
        },
    )


def press() -> Edition:
    return replace(
        german(),
        kind=Kind.PRESS_RELEASE,
        kind_label=text("Pressemitteilung"),
        dateline=text(island("Eschwege"), ", 19. Oktober 2023"),
        programme=None,
        organisers=None,
    )


def bare() -> Edition:
    """An edition with a title and nothing else."""
    return replace(
        german(),
        subtitle=None,
        facts=(),
        groups=(),
        blocks=(),
        programme=None,
        organisers=None,
        labels={},
        organisation=replace(ORGANISATION, base_url=None),
    )


SAMPLES = {
    "german": german(),
    "arabic": arabic(),
    "georgian": georgian(),
    "press": press(),
    "bare": bare(),
}
