"""Editions by hand: six scripts, and one with everything that HTML has to get right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

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
from pipeline.language.names import Names
from pipeline.language.table import Direction, Language, Patterns, languages
from pipeline.source.facts import Event, Price
from pipeline.source.labels import LABELS
from pipeline.source.model import Kind
from pipeline.source.organisation import Organisation
from pipeline.source.when import When
from pipeline.text.blocks import Heading, Item, Paragraph, Quote, Table
from pipeline.text.runs import Run, Text

from ..language.test_fonts import sample

EMAIL = "vielfaltszentrum@werra-meissner-kreis.de"
PHONE = "05651 302-1160"
BASE = "https://www.example.org/einladungen"
PATTERNS = Patterns(*["{0}"] * 5)


def text(*runs: str | Run, german: bool = False) -> Text:
    return Text(tuple(Run(run) if isinstance(run, str) else run for run in runs), german=german)


def ltr(shown: str) -> Run:
    return Run(shown, ltr=True)


def mail(address: str = EMAIL) -> Run:
    return Run(address, link=f"mailto:{address}", ltr=True)


def language(tag: str, endonym: str, script: str, *fonts: str) -> Language:
    direction: Direction = "rtl" if script == "Arab" else "ltr"
    return Language(
        tag=tag,
        posix=tag,
        endonym=endonym,
        german=endonym,
        direction=direction,
        script=script,
        plural_forms="nplurals=2; plural=(n != 1);",
        babel_locale=tag,
        digits="۰۱۲۳۴۵۶۷۸۹" if tag == "fa" else "0123456789",
        fonts=fonts,
        patterns=PATTERNS,
        own=Names(),
    )


LANGUAGES = {
    row.tag: row
    for row in (
        language("de", "Deutsch", "Latn", "Noto Sans", "Segoe UI", "Roboto"),
        language("ar", "العربية", "Arab", "Noto Sans Arabic", "Segoe UI", "Tahoma"),
        language("uk", "Українська", "Cyrl", "Noto Sans", "Segoe UI", "Roboto"),
        language("ka", "ქართული", "Geor", "Noto Sans Georgian", "Sylfaen"),
        language("fa", "فارسی", "Arab", "Noto Sans Arabic", "Vazirmatn", "Tahoma"),
        language("ti", "ትግርኛ", "Ethi", "Noto Sans Ethiopic", "Nyala"),
    )
}

ORGANISATION = Organisation(
    name="Werra-Meißner-Kreis",
    languages=tuple(LANGUAGES)[1:],
    office="Fachdienst Öffentlichkeit und Kultur",
    address="Schlossplatz 9, 37269 Eschwege",
    phone=PHONE,
    website="https://www.werra-meissner-kreis.de",
)

EVENT = Event(
    When(dt.date(2023, 11, 4), start=dt.time(10), end=dt.time(13), doors=dt.time(9, 45)),
    venue="E-Werk",
    address="Eschwege",
    price=(Price(Decimal(0)),),
)


@dataclass(frozen=True)
class Words:
    """What a sample says, without anything that is worth checking by a translator."""

    kind: str
    title: str
    subtitle: str
    summary: str
    when: tuple[str, str]
    time: tuple[str, str]
    doors: tuple[str, str]
    where: str
    price: tuple[str, str]
    until: tuple[str, str]
    registration: str
    contact: str
    email: str
    phone: str
    opening: str
    heading: str
    items: tuple[str, ...]
    programme: tuple[str, str, str, str]
    points: tuple[str, ...]
    organisers: str
    languages: str
    skip: str
    page: str
    mark: str
    notice: str


WORDS = {
    "de": Words(
        "Einladung",
        "Integrationskonferenz 2023",
        "Zuwanderung als Chance",
        "Am 4. November 2023 sprechen wir in Eschwege über Arbeit und Ausbildung.",
        ("Wann", "Samstag, 4. November 2023"),
        ("Uhrzeit", "10:00 bis 13:00 Uhr"),
        ("Einlass ab", "09:45 Uhr"),
        "Wo",
        ("Eintritt", "kostenlos"),
        ("Anmeldung bis", "31. Oktober 2023"),
        "Anmeldung",
        "Kontakt",
        "E-Mail",
        "Telefon",
        "Sie sind nach Deutschland gezogen und möchten hier arbeiten? Dann laden wir Sie ein: "
        "Kommen Sie zur zweiten Integrationskonferenz.",
        "Worum geht es?",
        (
            "Wie wird anerkannt, was Sie schon gelernt haben?",
            "Welche Kurse und Ausbildungen helfen Ihnen weiter?",
            "Was brauchen Betriebe, um neue Kolleginnen und Kollegen gut aufzunehmen?",
        ),
        ("Programm", "Uhrzeit", "Programmpunkt", "Mit"),
        ("Ankommen und erste Gespräche", "Begrüßung", "Arbeitsgruppen: erste Runde"),
        "Es laden ein",
        "In anderen Sprachen lesen",
        "Zum Inhalt springen",
        "Seite {page} von {pages}",
        "Entwurf",
        LABELS["draft_notice"],
    ),
    "ar": Words(
        "دعوة",
        "مؤتمر الاندماج 2023",
        "الهجرة فرصة",
        "في 4 تشرين الثاني 2023 نتحدث في إشفيغه عن العمل والتدريب المهني.",
        ("متى", "السبت، 4 تشرين الثاني (نوفمبر) 2023"),
        ("الوقت", "من 10:00 إلى 13:00"),
        ("الدخول ابتداءً من", "الساعة 09:45"),
        "أين",
        ("الدخول", "مجاني"),
        ("التسجيل حتى", "31 تشرين الأول (أكتوبر) 2023"),
        "التسجيل",
        "للتواصل",
        "البريد الإلكتروني",
        "الهاتف",
        "هل جئتم إلى ألمانيا وترغبون في العمل هنا؟ ندعوكم إذاً إلى مؤتمر الاندماج الثاني.",
        "ما موضوع المؤتمر؟",
        (
            "كيف يُعترف بما تعلمتموه من قبل؟",
            "ما الدورات والتدريبات المهنية التي تساعدكم؟",
            "ما الذي تحتاجه الشركات لاستقبال الزميلات والزملاء الجدد؟",
        ),
        ("البرنامج", "الوقت", "الفقرة", "مع"),
        ("الوصول والأحاديث الأولى", "كلمة الترحيب", "مجموعات العمل: الجولة الأولى"),
        "الجهات الداعية",
        "اقرأ بلغات أخرى",
        "انتقل إلى المحتوى",
        "صفحة {page} من {pages}",
        "مسودة",
        "هذه الترجمة مسودة لم يراجعها أي شخص بعد. النص الألماني هو المعتمد.",
    ),
    "uk": Words(
        "Запрошення",
        "Конференція з інтеграції 2023",
        "Міграція як шанс",
        "4 листопада 2023 року ми говоримо в Ешвеге про роботу та навчання.",
        ("Коли", "субота, 4 листопада 2023 року"),
        ("Час", "з 10:00 до 13:00"),
        ("Вхід від", "09:45"),
        "Де",
        ("Вхід", "безкоштовно"),
        ("Реєстрація до", "31 жовтня 2023 року"),
        "Реєстрація",
        "Контакт",
        "Електронна пошта",
        "Телефон",
        "Ви переїхали до Німеччини й хочете тут працювати? Запрошуємо вас на другу конференцію.",
        "Про що йдеться?",
        (
            "Як визнають те, чого ви вже навчилися?",
            "Які курси та навчання вам допоможуть?",
            "Що потрібно підприємствам, щоб добре прийняти нових колег?",
        ),
        ("Програма", "Час", "Пункт програми", "За участі"),
        ("Прибуття та перші розмови", "Привітання", "Робочі групи: перший раунд"),
        "Запрошують",
        "Читати іншими мовами",
        "Перейти до змісту",
        "Сторінка {page} з {pages}",
        "Чернетка",
        "Цей переклад — чернетка. Його ще не перевірила людина. Обов’язковим є німецький текст.",
    ),
    "ka": Words(
        "მოსაწვევი",
        "ინტეგრაციის კონფერენცია 2023",
        "მიგრაცია, როგორც შესაძლებლობა",
        "2023 წლის 4 ნოემბერს ეშვეგეში ვისაუბრებთ სამუშაოსა და პროფესიულ განათლებაზე.",
        ("როდის", "შაბათი, 2023 წლის 4 ნოემბერი"),
        ("დრო", "10:00-დან 13:00 საათამდე"),
        ("შესვლა", "09:45 საათიდან"),
        "სად",
        ("დასწრება", "უფასოა"),
        ("რეგისტრაციის ბოლო ვადა", "2023 წლის 31 ოქტომბერი"),
        "რეგისტრაცია",
        "კონტაქტი",
        "ელფოსტა",
        "ტელეფონი",
        "გერმანიაში გადმოხვედით და აქ მუშაობა გსურთ? მაშინ გეპატიჟებით მეორე კონფერენციაზე.",
        "რას ეხება კონფერენცია?",
        (
            "როგორ ხდება უკვე მიღებული განათლების აღიარება?",
            "რომელი კურსები და პროფესიული განათლება დაგეხმარებათ?",
            "რა სჭირდებათ საწარმოებს ახალი თანამშრომლების კარგად მისაღებად?",
        ),
        ("პროგრამა", "დრო", "პროგრამის პუნქტი", "მონაწილე"),
        ("მოსვლა და პირველი საუბრები", "მისალმება", "სამუშაო ჯგუფები: პირველი რაუნდი"),
        "გეპატიჟებათ",
        "წაიკითხეთ სხვა ენებზე",
        "შინაარსზე გადასვლა",
        "გვერდი {page} {pages}-დან",
        "მონახაზი",
        "ეს თარგმანი მონახაზია. ის ჯერ არავის შეუმოწმებია. სავალდებულოა გერმანული ტექსტი.",
    ),
    "fa": Words(
        "دعوت‌نامه",
        "همایش ادغام اجتماعی ۲۰۲۳",
        "مهاجرت، یک فرصت",
        "در ۴ نوامبر ۲۰۲۳ در اشوگه درباره کار و آموزش حرفه‌ای گفت‌وگو می‌کنیم.",
        ("زمان", "شنبه، ۴ نوامبر ۲۰۲۳"),
        ("ساعت", "۱۰:۰۰ تا ۱۳:۰۰"),
        ("ورود از ساعت", "۰۹:۴۵"),
        "مکان",
        ("ورودی", "رایگان"),
        ("ثبت‌نام تا", "۳۱ اکتبر ۲۰۲۳"),
        "ثبت‌نام",
        "تماس",
        "ایمیل",
        "تلفن",
        "به آلمان آمده‌اید و می‌خواهید اینجا کار کنید؟ پس شما را به دومین همایش دعوت می‌کنیم.",
        "موضوع چیست؟",
        (
            "آنچه تاکنون آموخته‌اید چگونه به رسمیت شناخته می‌شود؟",
            "کدام دوره‌ها و آموزش‌ها به شما کمک می‌کنند؟",
            "شرکت‌ها برای پذیرش خوب همکاران تازه به چه چیزی نیاز دارند؟",
        ),
        ("برنامه", "ساعت", "بخش برنامه", "با حضور"),
        ("ورود و گفت‌وگوهای نخستین", "خوشامدگویی", "کارگروه‌ها: دور اول"),
        "دعوت‌کنندگان",
        "به زبان‌های دیگر بخوانید",
        "رفتن به محتوا",
        "صفحه {page} از {pages}",
        "پیش‌نویس",
        "این ترجمه پیش‌نویس است و هنوز هیچ انسانی آن را بررسی نکرده است.",
    ),
    "ti": Words(
        "ዕድመ",
        "ኮንፈረንስ ውህደት 2023",
        "ስደት ከም ዕድል",
        "ኣብ 4 ሕዳር 2023 ኣብ ኤሽቨገ ብዛዕባ ስራሕን ሞያዊ ስልጠናን ክንዘራረብ ኢና።",
        ("መዓስ", "ቀዳም፡ 4 ሕዳር (04.11.2023)"),
        ("ሰዓት", "ካብ 10:00 ክሳብ 13:00 (ሰዓት ጀርመን)"),
        ("መእተዊ ካብ", "09:45"),
        "ኣበይ",
        ("መእተዊ", "ብነጻ"),
        ("ምዝገባ ክሳብ", "31 ጥቅምቲ (31.10.2023)"),
        "ምዝገባ",
        "ርክብ",
        "ኢመይል",
        "ተሌፎን",
        "ናብ ጀርመን መጺእኩም ኣብዚ ክትሰርሑ ትደልዩ ዲኹም፧ ናብቲ ካልኣይ ኮንፈረንስ ንዕድመኩም ኣለና።",
        "ብዛዕባ እንታይ እዩ፧",
        (
            "እቲ ዝተማህርኩምዎ ብኸመይ ኣፍልጦ ይረክብ፧",
            "ኣየኖት ኮርሳትን ስልጠናታትን ይሕግዙኹም፧",
            "ትካላት ንሓደስቲ መሳርሕቲ ጽቡቕ ገይረን ንክቕበላ እንታይ የድልየን፧",
        ),
        ("መደብ", "ሰዓት", "ነጥቢ መደብ", "ምስ"),
        ("ምምጻእን ቀዳሞት ዝርርባትን", "ቃል እንቋዕ ብደሓን መጻእኩም", "ጉጅለታት ስራሕ፡ ቀዳማይ ዙር"),
        "ዕድመ ዘቕርቡ",
        "ብኻልእ ቋንቋታት ኣንብቡ",
        "ናብ ትሕዝቶ ስገሩ",
        "ገጽ {page} ካብ {pages}",
        "ንድፊ",
        "እዚ ትርጉም ንድፊ እዩ። ክሳብ ሕጂ ሰብ ኣየረጋገጾን። እቲ ናይ ጀርመን ጽሑፍ እዩ ሕጋዊ።",
    ),
}

LANDRAETIN = text(ltr("Nicole Rathgeber"), ", Landrätin und Schirmherrin", german=True)
ORGANISERS = (
    "Partnerschaft für Demokratie im Werra-Meißner-Kreis (Bundesprogramm „Demokratie leben!“)",
    "Arbeitskreis aller Ausländerbeiräte des Werra-Meißner-Kreises",
    "WIR-Vielfaltszentrum",
)


def alternates(tag: str, drafts: bool) -> tuple[Alternate, ...]:
    return tuple(
        Alternate(
            tag=row.tag,
            endonym=row.endonym,
            direction=row.direction,
            folder="" if row.tag == tag else ("../../" if drafts else "../") + f"{row.tag}/",
            draft=drafts and row.tag != "de",
        )
        for row in LANGUAGES.values()
    )


def invitation(tag: str = "de") -> Edition:
    """Return the invitation in one language: German is published, the others are drafts."""
    words, german = WORDS[tag], tag == "de"
    fact = (
        ("when", *words.when),
        ("time", *words.time),
        ("doors", *words.doors),
        ("price", *words.price),
        ("register_until", *words.until),
    )
    facts = [Fact(key, text(label), text(value)) for key, label, value in fact]
    facts.insert(3, Fact("where", text(words.where), text(ltr("E-Werk, Eschwege"))))
    by_mail = Fact("email", text(words.email), text(mail()))
    by_phone = Fact(
        "phone", text(words.phone), text(Run(PHONE, link="tel:+4956513021160", ltr=True))
    )
    office = Fact("name", text(), text(ltr("WIR-Vielfaltszentrum")))
    heading, time_label, title_label, speakers_label = words.programme
    times = ("09:45", "10:00", "")
    speakers = ((), (LANDRAETIN,), (text(ltr("Michael Glameyer"), ", Moderation", german=True),))
    return Edition(
        slug="integrationskonferenz-2023",
        kind=Kind.INVITATION,
        language=LANGUAGES[tag],
        organisation=ORGANISATION,
        state=State.APPROVED if german else State.DRAFT,
        publishable=german,
        kind_label=text(words.kind),
        title=text(words.title),
        subtitle=text(words.subtitle),
        dateline=None,
        alert=None,
        notice=None
        if german
        else Notice(text(words.mark), text(words.notice), LABELS["draft"], LABELS["draft_notice"]),
        provenance=None if german else text(words.notice),
        facts=tuple(facts),
        groups=(
            FactGroup("registration", text(words.registration), (facts[-1], by_mail)),
            FactGroup("contact", text(words.contact), (office, by_mail, by_phone)),
        ),
        blocks=(
            Paragraph(text(words.opening)),
            Heading(2, text(words.heading)),
            *(Item(text(item), number=place) for place, item in enumerate(words.items, 1)),
            Paragraph(text(words.registration, ": ", mail())),
        ),
        programme=Programme(
            heading=text(heading),
            time_label=text(time_label),
            title_label=text(title_label),
            speakers_label=text(speakers_label),
            rows=tuple(
                ProgrammeRow(text(ltr(time)) if time else text(), text(point), who)
                for time, point, who in zip(times, words.points, speakers, strict=True)
            ),
        ),
        organisers=Organisers(
            text(words.organisers), tuple(text(name, german=not german) for name in ORGANISERS)
        ),
        labels={
            "languages": text(words.languages),
            "skip": text(words.skip),
            "page": text(words.page),
        },
        alternates=alternates(tag, drafts=not german),
        event=EVENT,
        event_name=words.title,
        summary=words.summary,
    )


def press_release(tag: str = "de") -> Edition:
    """Return the same as a press release: dateline, text with a quotation and a table."""
    words = WORDS[tag]
    base = invitation(tag)
    table = Table(
        header=(text(words.programme[1]), text(words.programme[2]), text()),
        rows=(
            (text(ltr("10:00")), text(words.points[1]), text(words.price[1])),
            (text(ltr("13:00")), text(words.points[0]), text()),
        ),
    )
    return replace(
        base,
        slug="integrationskonferenz-2023-presse",
        kind=Kind.PRESS_RELEASE,
        kind_label=text(LABELS["press_release"], german=tag != "de"),
        dateline=text(ltr("Eschwege"), ", ", words.until[1]),
        facts=(Fact("event", text(words.kind), text(words.title)), *base.facts),
        blocks=(
            *base.blocks[:2],
            Quote((text(words.opening), text(words.summary))),
            table,
            *base.blocks[2:],
        ),
        programme=None,
        groups=base.groups[1:],
    )


def spoken(tag: str) -> Edition:
    """Return a published page of any language of the table, full of its letters."""
    row = languages()[tag]
    return replace(
        invitation(),
        language=row,
        title=text(row.months[0].split()[0]),
        blocks=(Paragraph(text(sample(tag))),),
    )


def published_at(edition: Edition, base: str = BASE) -> Edition:
    """Return the same for an organisation that says where build/ is published."""
    return replace(edition, organisation=replace(edition.organisation, base_url=base))


def everything(tag: str = "ar") -> Edition:
    """Return an edition with every kind of run and block, and an alert above all."""
    deep = [
        Item(text("A1"), ordered=True, number=1),
        Item(text("A1-a"), depth=1, number=1),
        Item(text("A1-a-i", german=True), depth=2, ordered=True, number=1),
        Item(text("A1-b"), depth=1, number=2),
        Item(text("A2"), ordered=True, number=2),
        Item(text("B1"), number=1),
        Item(text("B2"), number=2),
    ]
    return replace(
        press_release(tag),
        alert=text("التغيير"),
        german_alert=None if tag == "de" else LABELS["changed"],
        blocks=(
            Heading(2, text("عنوان")),
            Paragraph(text(Run("قوي", strong=True), " ", Run("مهم", emphasis=True), " ", mail())),
            Paragraph(text("Noch nicht übersetzt.", german=True)),
            *deep,
            Heading(3, text("Ein deutscher Titel", german=True)),
            Paragraph(text(Run("هنا", link="https://example.org/a?b=1&c=2"), ".")),
            *press_release(tag).blocks,
        ),
        programme=invitation(tag).programme,
    )
