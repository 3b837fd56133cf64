"""Checks: for each rule what passes, what fails, how severe it is and what it says."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.model import Diagnostic, Location, Severity, State
from pipeline.catalogue import files as catalogues
from pipeline.catalogue.merge import merge
from pipeline.catalogue.units import Unit
from pipeline.checks import ALL, RULES, Context, check
from pipeline.checks.letters import missing_letters
from pipeline.edition import reading
from pipeline.language import fonts
from pipeline.language.table import GERMAN, Language, language, languages
from pipeline.source.glossary import Term, TermKind
from pipeline.source.model import Role, Segment
from pipeline.text.braces import names
from pipeline.text.inline import links

from ..support import NOW, ROOT

ARABIC = Context(language("ar"))
ALL_STATES = (State.DRAFT, State.CHANGED, State.REVIEWED, State.APPROVED)
LINK = "[Hier](https://x.de)"


GLOSSARY = (
    Term("E-Werk", TermKind.NAME),
    Term("Einlass", TermKind.TERM, targets={"uk": "вхід", "en": "doors open"}),
)


def found(
    rule: str,
    source: str,
    target: str,
    state: State = State.REVIEWED,
    previous: str | None = None,
    tag: str = "ar",
    role: Role | None = None,
) -> list[Diagnostic]:
    unit = Unit(None, source, target, state, previous, role=role)
    context = Context(language(tag), GLOSSARY)
    return [one for one in check(unit, context) if one.rule == rule]


CASES = [
    # rule, German, translations that pass, translations that fail
    ("break-lost", "a b", ["ا ب", "ا\nب"], []),
    (
        "placeholder-unknown",
        "am {date}",
        ["{date}", "يوم {date} {date}", "a"],
        ["{dat}", "{ date }"],
    ),
    ("placeholder-unknown", "am {date}", ["{date} {{x}}"], ["{date", "date}", "{date}}", "{}"]),
    ("placeholder-unknown", "heute", ["اليوم"], ["{date}", "{"]),
    ("placeholder-lost", "{date}, {start}", ["{start} {date}"], ["{date}", "{start}", "2023"]),
    ("placeholder-lost", "{date} {date}", ["{date}"], ["a"]),
    ("placeholder-lost", "heute", ["اليوم"], []),
    ("html-in-translation", "a < b", ["a < b", "<3", "5<6>4", "&lt;b&gt;"], ["<b>a</b>", "a<br/>"]),
    ("html-in-translation", "a", ["a"], ["<!-- a", "</p>", '<a href="https://x.de">', "<?a"]),
    ("html-in-translation", "<x>", ["<x>"], ["<y>", "<x> <script>"]),
    ("link-elsewhere", LINK, ["[هنا](https://x.de)", "هنا"], ["[هنا](https://y.de)"]),
    ("link-elsewhere", LINK, [], ["[a](https://x.de/)", "[](https://y.de)", "[a](javascript:b)"]),
    ("link-elsewhere", "[a]({contact_url})", ["[b]({contact_url})"], ["[b](https://x.de)"]),
    ("link-elsewhere", "a", ["https://y.de", "[a](b c)"], ["[a](b)", "**[a](tel:1)**"]),
    ("link-lost", LINK, ["[هنا](https://x.de)"], ["هنا", "https://x.de", "[](https://y.de)"]),
    ("link-lost", LINK + LINK, ["[هنا](https://x.de)"], ["a"]),
    ("markup-broken", "**a**", ["**a**", "a", "2 * 3", "a*"], ["** a **", "**a"]),
    ("markup-broken", LINK, [LINK], ["[هنا](https:// x.de)", "[a](b c)"]),
    ("markup-broken", r"2 \*\* 3", [r"2 \*\* 3"], []),
    (
        "control-character",
        "a",
        ["ا\u200fب", "می\u200cشود", "a\u00adb", "a\nb"],
        ["a\x0b", "\u202ea", "a\u2028b"],
    ),
    ("control-character", "a", [], ["\u2067a\u2069", "a\x7f", "\ufffe", "\x00"]),
    (
        "no-font",
        "a",
        ["ا\u200fب", "می\u200cشود", "中 “a” – € ✔", "a\nb\u00a0", "&amp;", "სადღესასწაულო"],
        ["\U0001f389", "ក", "a\ufe0f", "&#x1f389;", "\U0010ffff"],
    ),
    ("no-font", "\U0001f389", ["a"], ["\U0001f389"]),
]


@pytest.mark.parametrize(("rule", "source", "passing", "failing"), CASES)
def test_rule(rule: str, source: str, passing: list[str], failing: list[str]) -> None:
    for target in passing:
        assert found(rule, source, target) == []
    for target in failing:
        diagnostics = found(rule, source, target)
        assert diagnostics
        for one in diagnostics:
            assert (one.severity, one.language) == (Severity.ERROR, "ar")


LONG = "Wir laden alle Menschen herzlich ein, die hier im Kreis arbeiten möchten."
BY_LANGUAGE: list[tuple[str, str, str, list[str], list[str]]] = [
    # rule, language, German, translations that pass, translations that fail
    ("break-lost", "en", "a\nb", ["c\nd", "c\nd\ne"], ["c d", "c d\n"]),
    ("emphasis-differs", "en", "**a** b", ["**c** d", "c **d**"], ["c d", "**c** **d**"]),
    ("emphasis-differs", "en", "a b", ["c d", "2 * 3", "*c* d"], ["**c** d"]),
    (
        "number-differs",
        "ar",
        "Frühling 2024",
        ["ربيع 2024", "ربيع ٢٠٢٤", "ربيع ۲۰۲۴"],
        ["ربيع 2023", "الربيع", "ربيع 2024 2025"],
    ),
    ("number-differs", "en", "1.250 Plätze", ["1,250 places", "1 250 places"], ["1,520 places"]),
    (
        "number-differs",
        "fr",
        "12,50 Euro",
        ["12,50 euros", "12.5 euros"],
        ["12,05 euros", "12 euros"],
    ),
    (
        "number-differs",
        "en",
        "die zweite Konferenz",
        ["the 2nd conference"],
        ["the 29th conference"],
    ),
    ("number-differs", "am", "Frühling 2024", ["2024 ጸደይ", "፳፻፳፬ ጸደይ"], ["፳፻፳፫ ጸደይ"]),
    (
        "number-differs",
        "en",
        "am 04.11.2023",
        ["on 4 November 2023", "on 11/4/2023"],
        ["on 5 November 2023"],
    ),
    ("number-differs", "en", "Am 4. November", ["on 4 November", "on 4/11"], ["on 14 November"]),
    (
        "number-differs",
        "en",
        "am 4. November ab 11 Uhr",
        ["on 4 November from 11:00", "on 4/11 from 11 a.m."],
        ["on 12 November from 11:00", "on 11 November from 11:00"],
    ),
    (
        "number-differs",
        "en",
        "zum einundzwanzigsten Mal",
        ["for the 21st time", "for the twenty-first time"],
        ["for the 31st time"],
    ),
    ("number-differs", "en", "10.000 Leute", ["10,000 people", "10000"], ["1,000 people"]),
    ("number-differs", "en", "1½ Stunden auf 50 m²", ["1.5 hours, 50 square metres"], ["1⅓, 50"]),
    (
        "time-differs",
        "en",
        "um halb zehn, um halb 10 Uhr",
        ["at 9:30", "at 21:30 and 9:30", "at half past nine"],
        ["at 10:30", "at 9:45"],
    ),
    ("time-differs", "en", "um zehn Uhr dreißig", ["at 10:30"], ["at 11:30", "at 10:45"]),
    (
        "time-differs",
        "ar",
        "um 14 Uhr",
        ["الساعة 14:00", "الساعة ١٤", "14"],
        ["الساعة 15:00", "الساعة"],
    ),
    (
        "time-differs",
        "en",
        "von 9:30 bis 14 Uhr",
        ["9:30 a.m. to 2 p.m."],
        ["9:30 to 15:00", "9:30 to 3 p.m."],
    ),
    ("time-differs", "fr", "um 14:30 Uhr", ["à 14 h 30", "à 14h30"], ["à 15 h 30", "à 14 h"]),
    ("time-differs", "en", "um zehn Uhr", ["at 10:00"], ["at 11:00"]),
    ("time-differs", "en", "heute", ["today"], ["today at 9:45"]),
    ("date-differs", "uk", "am 4. November", ["4 листопада", "04.11."], ["4 жовтня", "04.10."]),
    ("date-differs", "ar", "im November", ["في نوفمبر", "في تشرين الثاني"], ["في تشرين الأول"]),
    ("date-differs", "fa", "am Samstag", ["روز شنبه"], ["روز یکشنبه", "روز یک\u200cشنبه"]),
    ("date-differs", "ka", "am Samstag", ["შაბათს", "შაბათი, კვირა"], ["კვირა"]),
    ("date-differs", "en", "heute", ["in November", "on Monday"], []),
    (
        "phone-differs",
        "ar",
        "05651 302-1160",
        ["05651 302-1160", "+49 5651 302-1160", "٠٥٦٥١ ٣٠٢-١١٦٠", "(05651) 3021160"],
        ["1160-302 05651", "05651 302-1161", "الهاتف"],
    ),
    (
        "phone-differs",
        "en",
        "Tel.:0049 (0)5651 302",
        ["Tel: +49 5651 302", "05651 302", "+49(0)5651/302", "0049 5651 302"],
        ["+43 5651 302", "+49 5651 320", "05651 303"],
    ),
    ("phone-differs", "en", "am 04.11.2023", ["on 04.11.2023"], ["+49 5651 302"]),
    (
        "address-differs",
        "ar",
        "info@x.de, www.x.de",
        ["info@x.de، www.x.de", "https://www.x.de: info@x.de"],
        ["www.x.de", "info@x.de www.y.de", "info@x.de info@x.de www.x.de", "info@xde, www.x.de"],
    ),
    ("address-differs", "ka", "auf www.x.de", ["www.x.de-ზე"], ["www.x.de/a", "x.com"]),
    ("address-differs", "tr", "auf x.de", ["x.de’de", "x.de'de"], ["x.com’da"]),
    (
        "address-differs",
        "ti",
        "auf köln.at/ä_(b)",
        ["ንköln.at/ä_(b)"],
        ["köln.at/ä_(c)", "koln.at"],
    ),
    (
        "placeholder-twice",
        "en",
        "Am {date} um {start}",
        ["On {date} at {start}", "On {date}"],
        ["On {date}, {date} at {start}"],
    ),
    (
        "placeholders-exchanged",
        "en",
        "Von {start} bis {end} im {venue}",
        ["From {start} to {end} at {venue}", "{venue}: {start} to {end}", "From {start}"],
        ["From {end} to {start} at {venue}"],
    ),
    (
        "number-word-differs",
        "en",
        "Drei Räume, zwei Küchen",
        ["Three rooms, two kitchens", "3 rooms, 2 kitchens", "Both kitchens and three rooms"],
        ["Four rooms, two kitchens", "4 rooms and two kitchens"],
    ),
    ("version-differs", "fr", "Version 3.1", ["version 3.1", "version"], ["version 3,1"]),
    ("version-differs", "fr", "am 3.10.2023 um 9.30 Uhr", ["le 3,10"], []),
    (
        "numbers-exchanged",
        "en",
        "Von 10 bis 20 Personen, 9:00 bis 11:00",
        ["10 to 20 persons, 9:00 to 11:00"],
        ["20 to 10 persons, 9:00 to 11:00", "10 to 20 persons, 11:00 to 9:00"],
    ),
    ("numbers-exchanged", "zh-CN", "am 4.11.2023", ["2023年11月4日"], []),
    (
        "currency-differs",
        "en",
        "5 Euro",
        ["€5", "5 euros", "5 EUR", "5 €"],
        ["$5", "5 dollars", "₺5", "5 pounds"],
    ),
    ("currency-differs", "en", "50 Cent, Dollar-Kurs 3", ["50 cents"], []),
    ("percent-lost", "uk", "20 Prozent", ["20 %", "20 відсотків", "20%"], ["20 євро"]),
    (
        "quotation-german",
        "en",
        "„Kommen Sie vorbei“, sagte VORNAME NACHNAME.",
        ["“Do come by,” said VORNAME NACHNAME."],
        ["“Kommen Sie vorbei,” said VORNAME NACHNAME."],
    ),
    (
        "quotation-german",
        "uk",
        "Das Programm „Demokratie leben!“ hilft.",
        ["Програма «Demokratie leben!» допомагає."],
        [],
    ),
    ("name-missing", "uk", "im E-Werk", ["в E-Werk"], ["в електростанції"]),
    ("term-missing", "uk", "Einlass ab 9", ["Вхід з 9"], ["Двері з 9"]),
    (
        "echoed-german",
        "en",
        LONG,
        ["We warmly invite everyone."],
        [LONG, LONG + " x", "Wir laden alle herzlich ein please"],
    ),
    ("echoed-german", "en", "Kontakt", ["Kontakt"], []),
    ("echoed-german", "ar", "Kontakt", ["اتصال"], ["Kontakt"]),
    ("echoed-german", "ar", "E-Werk", ["E-Werk"], []),
    ("echoed-german", "de-simple", LONG, [LONG], []),
    (
        "german-left",
        "en",
        "Agentur für Arbeit und Jobcenter",
        ["the agency (Agentur für Arbeit)", "“Agentur für Arbeit” and Jobcenter"],
        ["the agency und the Jobcenter"],
    ),
    ("german-left", "hu", "mit Kindern", ["mit csinálnak a gyerekek"], ["für gyerekek und"]),
    (
        "wrong-script",
        "ar",
        "Haus Eschwege",
        ["بيت Eschwege", "Eschwege"],
        ["дом", "house", "بيت дом"],
    ),
    ("wrong-script", "en", "Haus", ["house"], ["дом", "house дом", "σπίτι"]),
    (
        "wrong-script",
        "ka",
        LONG,
        ["გეპატიჟებით PDF, WhatsApp"],
        ["გეპატიჟებით and everyone who wants to work"],
    ),
    ("wrong-script", "sr-Latn", "Haus", ["kuća"], ["кућа"]),
    (
        "wrong-language",
        "sq",
        LONG,
        ["Ju ftojmë përzemërsisht të gjithë njerëzit që duan të punojnë këtu në rreth.", "Vă rog"],
        [
            "Vă invităm cu drag pe toți oamenii care vor să lucreze aici în district.",
            "Waxaan si diirran u casuumaynaa dhammaan dadka doonaya inay halkan ka shaqeeyaan.",
        ],
    ),
    (
        "wrong-language",
        "prs",
        LONG,
        ["ما صمیمانه از همه کسانی که می‌خواهند در این ولسوالی کار کنند دعوت می‌کنیم."],
        ["ندعو بحرارة جميع الأشخاص الذين يرغبون في العمل هنا في المنطقة."],
    ),
    ("wrong-language", "en", LONG, [LONG, "**{venue}**, {address}, {start}, {end}, {date}"], []),
    (
        "leftovers",
        "tr",
        "Antrag: bis {date}",
        ["Başvuru: {date}", "Başvuru?", "Ne zaman?? {date}", "Âlâ – «çok» “iyi”…", "1) Başvuru"],
        [
            *("BaÅŸvuru: {date}", "Ba\ufffdvuru", "Ba?vuru", "??????? ????????", "XXX", "TODO"),
            *("[MT] Başvuru", "Çeviri: Başvuru", "Here is the translation: Başvuru", "## Başvuru"),
            *("Sure! Başvuru", "- Başvuru", "> Başvuru", "<<<<<<< HEAD Başvuru", "Başvuru %s"),
            *("#-#-#-#-#  a.po  #-#-#-#-#", "Ba\\u015fvuru", "Übersetzung: Başvuru", "```"),
        ],
    ),
    ("leftovers", "uk", "Anmeldung", ["Реєстрація", "Як і де?"], ["Р РµС”СЃС‚СЂР°С†С–СЏ", "ÐÐµÑ"]),
    ("leftovers", "ar", "Anmeldung", ["التسجيل"], ["Ø§Ù„ØªØ³Ø¬ÙŠÙ„", "???????", "ترجمة: التسجيل"]),
    (
        "leftovers",
        "fr",
        "Übersetzung: 30 XXX",
        ["Traduction: 30 XXX", "«À LA MAIRIE»", "CAFÉ»"],
        [],
    ),
    ("leftovers", "da", "🎉 Fest", ["🎉 Fest", "»PÅ«"], ["🎉 Fest???"]),
    (
        "marks-lost",
        "ro",
        LONG,
        ["Vă invităm cu drag pe toți oamenii care vor să lucreze aici", "Va invitam", "PDF"],
        [
            "Va invitam cu drag pe toti oamenii care vor sa lucreze aici in judet; intrarea este "
            "libera si va asteptam cu bucurie la masa si la discutii despre munca voastra."
        ],
    ),
    ("mixed-letters", "en", "Haus", ["house"], ["h\u043euse", "hοuse"]),
    ("mixed-letters", "uk", "Haus", ["дім і сад", "PDF-файл", "a) дім"], ["дiм", "дім i сад"]),
    ("foreign-letter", "ro", "Haus", ["oraș și țară"], ["oraş", "ţară"]),
    ("foreign-letter", "fa", "Haus", ["یک کتاب"], ["يک کتاب", "یک كتاب"]),
    ("foreign-letter", "uk", "Haus", ["місто"], ["мы", "Ыкс"]),
    ("foreign-letter", "ka", "Haus", ["სახლი"], ["Სახლი"]),
    ("invisible-character", "ar", "Haus", ["بيت"], ["بي\u200bت", "\ufeffبيت", "بيت\u2060"]),
    ("stray-joiner", "en", "Haus", ["house"], ["ho\u200cuse", "ho\u200duse"]),
    ("stray-joiner", "fa", "Haus", ["می\u200cشود"], ["می\u200c شود", "\u200cمی"]),
    ("stray-joiner", "hi", "Haus", ["क्\u200dष"], ["घर \u200d"]),
    ("stray-direction-mark", "en", "Haus", ["house"], ["house\u200e", "\u200fhouse"]),
    ("stray-direction-mark", "ar", "Haus", ["بيت\u200f!"], ["بيت\u200f\u200f!"]),
    (
        "quotation-marks",
        "pl",
        "„Haus“",
        ["„dom”", "«dom»"],
        ["„dom“", "„dom", '"dom"', "dom", "dom”"],
    ),
    (
        "quotation-marks",
        "en",
        "„Haus“",
        ["‘house’", "“house”", "‘the men’s house’"],
        ["house’!", "‘house", "„house“ “a"],
    ),
    ("quotation-marks", "fr", "„Haus“", ["«\u00a0maison\u00a0»"], ["maison", "»maison«"]),
    ("quotation-marks", "ka", "„Haus“", ["„სახლი“"], ["“სახლი”", "„სახლი"]),
    ("quotation-marks", "fi", "„Haus“", ["”talo”"], ["”talo"]),
    ("quotation-marks", "fr", "Haus", ["l’habitat", "aujourd’hui"], ["«\u00a0maison"]),
    ("brackets-unbalanced", "ar", "Haus (neu)", ["بيت (جديد)", "بيت"], ["بيت (جديد", "بيت )جديد("]),
    ("brackets-unbalanced", "en", "a) Haus", ["a) house", "b) house"], ["(house"]),
    ("end-punctuation", "ar", "Wann?", ["متى؟", "متى؟»"], ["متى", "متى."]),
    ("end-punctuation", "el", "Wann?", ["Πότε;"], ["Πότε", "Πότε."]),
    ("end-punctuation", "ti", "Gut.", ["ጽቡቕ።", "(ጽቡቕ።)"], ["ጽቡቕ"]),
    ("end-punctuation", "ti", "Bitte:", ["በጃኹም፦", "በጃኹም:"], ["በጃኹም።"]),
    ("end-punctuation", "th", "Wann?", ["เมื่อไหร่"], []),
    ("end-punctuation", "th", "Bitte:", ["กรุณา:"], ["กรุณา"]),
    ("end-punctuation", "en", "Am {date}.", ["On {date}.", "On {date}!"], ["On {date}"]),
    (
        "end-punctuation",
        "en",
        "Programm",
        ["Programme", "What happens?"],
        ["Programme.", "Programme:"],
    ),
    ("foreign-punctuation", "ar", "a, b?", ["أ، ب؟", "10,50", "(A, B)"], ["ألف, ب؟", "ألف، باء?"]),
    ("foreign-punctuation", "ti", "a, b.", ["ሀሀ፣ ለለ።"], ["ሀሀ, ለለ።", "ሀሀ፣ ለለ."]),
    ("foreign-punctuation", "el", "Wann?", ["Πότε;"], ["Πότε?"]),
    ("foreign-punctuation", "en", "a, b?", ["a, b?"], ["a، b?", "a, b？"]),
    ("foreign-punctuation", "es", "Wann?", ["¿Cuándo?"], ["Cuándo?"]),
    ("foreign-punctuation", "ur", "Gut, ja.", ["اچھا، ہاں۔"], ["اچھا, ہاں۔"]),
    (
        "stray-space",
        "en",
        "Haus, Hof",
        ["house, yard", "10,5 e.g. x.de", "so … on"],
        [" house", "house ", "house  yard", "house , yard", "house,yard", "house\nyard"],
    ),
    (
        "french-spacing",
        "fr",
        "Was?",
        ["Quoi\u202f?", "à 10:30", "«\u00a0a\u00a0»"],
        ["Quoi?", "Quoi ?", "« a »"],
    ),
    ("french-spacing", "fr", "„Demokratie leben!“", ["«\u00a0Demokratie leben!\u00a0»"], []),
    ("french-spacing", "en", "Was?", ["What?"], []),
    ("doubled-word", "en", "Haus", ["the house", "that that"], ["the the house", "The the house"]),
    ("doubled-word", "tr", "langsam", ["yavaş yavaş"], ["ve ve"]),
    ("doubled-word", "sq", "Rat", ["i të të huajve"], ["dhe dhe"]),
    ("doubled-word", "fa", "langsam", ["کم کم"], ["و و", "خانه خانه"]),
    ("doubled-word", "en", "Eschwege Eschwege", ["Eschwege Eschwege"], []),
    (
        "repetition",
        "en",
        LONG,
        ["We we we invite"],
        ["We invite invite invite invite", "aaaaaaa", "to the house to the house to the house"],
    ),
    (
        "repetition",
        "ka",
        LONG,
        ["გეპატიჟებით ყველას."],
        ["გეპატიჟებით ყველას, ვინც აქ არის. გეპატიჟებით ყველას, ვინც აქ არის."],
    ),
    ("repetition", "zh-CN", LONG, ["我们邀请大家"], ["我们我们我们我们我们"]),
    (
        "length-off",
        "en",
        LONG,
        ["We warmly invite everyone who would like to work here in the district."],
        ["We invite you.", LONG * 3],
    ),
    ("length-off", "zh-CN", LONG, ["我们热烈邀请所有希望在本县工作的人。"], ["邀请"]),
]


@pytest.mark.parametrize(("rule", "tag", "source", "passing", "failing"), BY_LANGUAGE)
def test_rule_by_language(
    rule: str, tag: str, source: str, passing: list[str], failing: list[str]
) -> None:
    for target in passing:
        assert found(rule, source, target, tag=tag) == []
    for target in failing:
        assert {one.severity for one in found(rule, source, target, tag=tag)} == {ALL[rule]}, target


def test_a_title_fits_three_lines_of_the_flyer() -> None:
    short, long = "Konferenz bringt alle zusammen", "Konferenz " * 15
    assert found("title-too-long", short, "A conference", tag="en", role=Role.TITLE) == []
    assert found("title-too-long", short, long, tag="en", role=Role.PARAGRAPH) == []
    (one,) = found("title-too-long", short, long, tag="en", role=Role.TITLE)
    assert one.severity is Severity.WARNING
    assert found("title-too-long", long, long, tag="en", role=Role.TITLE) == []


def test_a_number_that_may_be_a_word_is_only_a_warning() -> None:
    for german, target in (("in 3 Räumen", "in some rooms"), ("in allen Räumen", "in 3 rooms")):
        (one,) = found("number-differs", german, target, tag="en")
        assert one.severity is Severity.WARNING
    assert found("number-differs", "drei Räume", "3 rooms", tag="en") == []
    for target in ("in 4 rooms", "in thirty rooms on 2 floors"):
        assert {
            one.severity for one in found("number-differs", "in 3 Räumen", target, tag="en")
        } == {Severity.ERROR}


def test_a_fault_of_changed_german_waits() -> None:
    (one,) = found("number-differs", "um 9 und 2024", "9, 2023", State.CHANGED, tag="en")[:1]
    assert one.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("tag", "passing", "failing"),
    [
        (
            "en",
            ["GIVENA FAMILÜ speaks", "Givena Familü’s talk"],
            ["Givena Familu speaks", "A talk"],
        ),
        ("pl", ["Mówi Giveny Familüowi", "Mówi Givena Familü"], ["Mówi Givena Famülü", "Wykład"]),
        ("sr-Latn", ["Govori Ðivena Familj"], []),
        ("uk", ["Говорить Ґівена Фаміль", "Говорить Givena Familü"], ["Говорить Givena Familu"]),
        ("ar", ["محاضرة", "Givena Familü تتحدث"], ["Givena Famlü تتحدث"]),
    ],
)
def test_a_person_of_the_document(tag: str, passing: list[str], failing: list[str]) -> None:
    context = Context(language(tag), persons=("Givena Familü", "Andera Person"))
    for target in passing + failing:
        unit = Unit(None, "Vortrag von Givena Familü", target, State.REVIEWED)
        seen = [one for one in check(unit, context) if one.rule == "person-differs"]
        assert len(seen) == (target in failing), target
        assert {one.severity for one in seen} <= {Severity.WARNING}


def test_every_rule_is_listed_and_tested() -> None:
    listed = [rule.name for rule in RULES]
    assert sorted(set(listed)) == sorted(listed)
    for name in (
        "untranslated-copy",
        "title-too-long",
        "person-differs",
    ):  # each has a test of its own
        listed.remove(name)
    passes = {case[0] for case in CASES if case[2]} | {case[0] for case in BY_LANGUAGE if case[3]}
    fails = {case[0] for case in CASES if case[3]} | {case[0] for case in BY_LANGUAGE if case[4]}
    assert passes == fails == set(listed)


def test_every_rule_is_explained() -> None:
    """docs/pruefungen.md names each rule once, with its severity and whether it can be off."""
    text = (ROOT / "docs" / "pruefungen.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (Fehler|Warnung)( ●)? \| .{10,} \|$", text, re.MULTILINE)
    severities = {"Fehler": Severity.ERROR, "Warnung": Severity.WARNING}
    assert {name: severities[word] for name, word, _dot in rows} == ALL
    assert len(rows) == len(ALL)
    fixed = {rule.name for rule in RULES if not rule.silenceable}
    assert {name for name, _word, dot in rows if dot} == fixed


def test_what_cannot_be_shown_cannot_be_silenced() -> None:
    assert {rule.name for rule in RULES if not rule.silenceable} == reading.UNSHOWABLE


def silent(comment: str, target: str = "the the house") -> list[str]:
    unit = Unit(None, "das Haus", target, State.REVIEWED, comment=comment)
    return [one.rule for one in check(unit, Context(language("en")))]


@pytest.mark.parametrize(
    "comment",
    [
        "Prüfung aus: doubled-word, das ist ein Reim",
        "Prüfung aus: doubled-word – so gewollt",
        "prüfung aus: Doubled-Word, gewollt",
        "check off: doubled-word, a pun",
        "Eine andere Anmerkung.\nPrüfung aus: doubled-word, Reim\nUnd noch eine.",
    ],
)
def test_a_comment_silences_a_rule_for_its_unit(comment: str) -> None:
    assert silent("") == ["doubled-word"]
    assert silent(comment) == []
    assert silent(comment, "the the house  <b>") == ["html-in-translation", "stray-space"]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("Prüfung aus: doubled-word", "nennt keinen Grund"),
        ("Prüfung aus: doubled-word, .", "nennt keinen Grund"),
        ("Prüfung aus: double-word, Reim", "„double-word“"),
        ("Prüfung aus", "Name der Regel, Grund"),
        ("Prüfung aus: placeholder-unknown, egal", "nicht ausschalten"),
    ],
)
def test_a_comment_that_silences_nothing_says_so(comment: str, said: str) -> None:
    unit = Unit(None, "das Haus", "the the house", State.REVIEWED, comment=comment)
    one, other = check(unit, Context(language("en")))
    assert (one.rule, one.severity, other.rule) == (
        "silence-unclear",
        Severity.WARNING,
        "doubled-word",
    )
    assert said in one.message


def test_a_silent_comment_survives_the_merge_and_a_save(tmp_path: Path) -> None:
    """As every translator comment: pofile.py writes it, and merging carries it along."""
    row = language("uk")
    segment = Segment(Role.PARAGRAPH, "Das Haus ist offen.", "Absatz")
    file = merge(None, [segment], row, domain="x", reference="x.md", now=NOW)
    file.entries[0].msgstr = "Дім дім відкритий."
    file.entries[0].tcomment = "Prüfung aus: doubled-word, Reim"
    path = tmp_path / "x.po"
    path.write_text(str(file), encoding="utf-8")
    again = merge(catalogues.read(path, row), [segment], row, domain="x", reference="x.md", now=NOW)
    (unit,) = catalogues.catalogue(again, row, "x").units.values()
    assert [one.rule for one in check(unit, Context(row))] == []


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize(
    ("rule", "source", "target", "expected"),
    [
        # A fault that waits for its translator is a warning; one nobody can wait for is not.
        ("placeholder-lost", "{date}", "a", Severity.WARNING),
        ("link-lost", LINK, "a", Severity.WARNING),
        ("markup-broken", "a", "** a **", Severity.WARNING),
        ("control-character", "a", "a\x0b", Severity.WARNING),
        ("number-differs", "2024", "2023 2025", Severity.WARNING),
        ("address-differs", "a@b.de", "a@c.de", Severity.WARNING),
        ("placeholder-unknown", "a", "{date}", Severity.ERROR),
        ("link-elsewhere", "a", "[a](https://x.de)", Severity.ERROR),
        ("html-in-translation", "a", "<b>", Severity.ERROR),
        ("no-font", "a", "\U0001f389", Severity.ERROR),
    ],
)
def test_severity_by_state(
    state: State, rule: str, source: str, target: str, expected: Severity
) -> None:
    for one in found(rule, source, target, state)[:1]:
        assert one.severity is (expected if state is State.CHANGED else Severity.ERROR)
        return
    pytest.fail("nothing was found")


@pytest.mark.parametrize(
    ("rule", "previous", "target"),
    [
        ("placeholder-unknown", "ab {doors}", "من {doors}"),
        ("link-elsewhere", "[hier](https://x.de)", "[هنا](https://x.de)"),
    ],
)
def test_what_the_german_had_before_is_a_warning(rule: str, previous: str, target: str) -> None:
    (one,) = found(rule, "heute", target, State.CHANGED, previous)
    assert one.severity is Severity.WARNING
    (one,) = found(rule, "heute", target, State.CHANGED, "etwas anderes")
    assert one.severity is Severity.ERROR
    (one,) = found(rule, "heute", target, State.REVIEWED, previous)
    assert one.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("rule", "source", "target", "messages"),
    [
        (
            "placeholder-unknown",
            "{date} {start}",
            "{datum} {strat} {x",
            [
                "Den Platzhalter „{datum}“ hat der deutsche Text nicht. Meinten Sie „date“?",
                "Den Platzhalter „{strat}“ hat der deutsche Text nicht. Meinten Sie „start“?",
                "In der Übersetzung steht eine einzelne geschweifte Klammer. Schreiben Sie die "
                "Platzhalter genau so wie im deutschen Text.",
            ],
        ),
        (
            "placeholder-unknown",
            "heute",
            "{date}",
            ["Den Platzhalter „{date}“ hat der deutsche Text nicht. Löschen Sie ihn."],
        ),
        (
            "placeholder-lost",
            "{start} {date}",
            "a",
            [
                f"Der Platzhalter „{{{name}}}“ fehlt in der Übersetzung. Setzen Sie ihn dort "
                "ein, wo die Angabe stehen soll."
                for name in ("date", "start")
            ],
        ),
        (
            "html-in-translation",
            "a",
            "<b>a</b>",
            [
                f"„{tag}“ ist HTML und hat hier keinen Platz. Möglich sind nur **fett**, "
                "*betont* und die Verweise des deutschen Textes."
                for tag in ("<b>", "</b>")
            ],
        ),
        (
            "link-elsewhere",
            LINK,
            "[a](https://y.de) [b](https://y.de)",
            [
                "Der Verweis führt zu „https://y.de“; der deutsche Text verweist nicht dorthin. "
                "Übernehmen Sie die Adresse aus dem deutschen Text."
            ],
        ),
        (
            "link-lost",
            LINK,
            "a",
            [
                "Der Verweis zu „https://x.de“ fehlt in der Übersetzung. "
                "Schreiben Sie ihn so: [Text](https://x.de)."
            ],
        ),
        (
            "markup-broken",
            "a",
            "** a ** [a](b c)",
            [
                f"„{mark}“ bliebe im Text stehen. Schreiben Sie **fett** ohne Leerzeichen an "
                "den Sternen und Verweise so: [Text](Adresse)."
                for mark in ("**", "](")
            ],
        ),
        (
            "control-character",
            "a",
            "a\u202eb",
            [
                "In der Übersetzung steht ein unsichtbares Steuerzeichen (U+202E). Löschen Sie "
                "es; die Schreibrichtung setzt das Programm."
            ],
        ),
        (
            "no-font",
            "a",
            "\U0001f389 ក \U0001f389",
            [
                "Für diese Zeichen gibt es keine Schrift: \U0001f389 (U+1F389) ក (U+1780). "
                "Ersetzen oder löschen Sie sie."
            ],
        ),
        (
            "no-font",
            "a",
            "កខគឃងចឆជឈ",
            [
                "Für diese Zeichen gibt es keine Schrift: ក (U+1780) ខ (U+1781) គ (U+1782) "
                "ឃ (U+1783) ង (U+1784) ច (U+1785) ឆ (U+1786) ជ (U+1787) …. "
                "Ersetzen oder löschen Sie sie."
            ],
        ),
    ],
)
def test_message(rule: str, source: str, target: str, messages: list[str]) -> None:
    assert [one.message for one in found(rule, source, target)] == messages


def test_nothing_is_found_where_nothing_is_translated() -> None:
    assert check(Unit(None, "{date}", "", State.MISSING), ARABIC) == ()
    assert check(Unit(None, "am {date}", "\u200b{x}", State.MISSING), ARABIC) == ()


def test_a_copy_that_counts_as_missing() -> None:
    where = Location(Path("locale/ar/LC_MESSAGES/fest.po"), 7)
    unit = Unit("organiser", "Amt für {x} Kultur", "Amt für {x} Kultur", State.MISSING)
    assert check(replace(unit, location=where), ARABIC) == (
        Diagnostic(
            "untranslated-copy",
            Severity.WARNING,
            "ar",
            "Die Übersetzung ist der deutsche Text und zählt als fehlend. Übersetzen Sie ihn; "
            "soll er so bleiben, schreiben Sie als Anmerkung dazu: gleich.",
            where,
            ("organiser", "Amt für {x} Kultur"),
        ),
    )
    assert "untranslated-copy" not in {
        one.rule for one in check(replace(unit, state=State.REVIEWED), ARABIC)
    }


def test_letters_of_the_german_are_not_looked_at() -> None:
    unit = Unit(None, "\U0001f389", "\U0001f389", State.REVIEWED)
    assert check(unit, Context(language(GERMAN))) == ()


@pytest.mark.parametrize("row", languages().values(), ids=list(languages()))
def test_every_language_has_its_letters(row: Language) -> None:
    assert missing_letters(row.endonym + row.digits, row) == ""


@given(st.text().filter(lambda text: "&" not in text))
def test_letters_are_missing_as_the_fonts_say(text: str) -> None:
    assert sorted(missing_letters(text, ARABIC.language)) == list(
        fonts.missing(text, ARABIC.language)
    )


def test_a_finding_names_its_place() -> None:
    where = Location(Path("locale/ar/LC_MESSAGES/fest.po"), 7)
    unit = Unit(None, "{date}", "a", State.DRAFT, location=where)
    assert {one.location for one in check(unit, ARABIC)} == {where}


PIECES = ["{", "}", "{date}", "**", "[", "](", ")", "https://x.de", "<b>", "<", " ", "a", "ع", "&"]
text = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=15).map("".join))


@given(text, text, st.none() | text, st.sampled_from(State))
def test_any_unit(source: str, target: str, previous: str | None, state: State) -> None:
    for one in check(Unit(None, source, target, state, previous), ARABIC):
        assert one.message.endswith((".", "?"))


@given(text, st.sampled_from(ALL_STATES))
def test_what_passes_fills_and_points_where_the_german_does(source: str, state: State) -> None:
    target = source + " {date} [a](https://x.de)"
    rules = {one.rule for one in check(Unit(None, source, target, state), ARABIC)}
    assert ("placeholder-unknown" in rules) == (not set(names(target)) <= set(names(source)))
    assert ("link-elsewhere" in rules) == (not set(links(target)) <= set(links(source)))


@given(text)
def test_facts_and_markup_of_a_copy_are_right(source: str) -> None:
    rules = {one.rule for one in check(Unit(None, source, source, State.REVIEWED), ARABIC)}
    assert not {rule for rule in rules if rule.endswith(("-differs", "-lost", "-elsewhere"))}
    assert not rules & {"placeholder-unknown", "html-in-translation", "markup-broken"}


@given(text, text, st.sampled_from(list(languages().values())))
def test_any_unit_in_any_language(source: str, target: str, row: Language) -> None:
    context = Context(row, GLOSSARY)
    assert check(Unit(None, source, target, State.REVIEWED), context) == check(
        Unit(None, source, target, State.REVIEWED), context
    )


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "а", "ا", "(", ")", "“", "0 ", "1.", "a.", "a@", "a-", "{", "?", " ", "\u0301"),
        *("www.", "<a", "und ", "፩", "a\u200c", "Prüfung aus: ", "&amp;", "1,000", "„a“ ", "1 h "),
    ],
)
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    """Nothing in the rules takes more than linear time."""
    source = "Am 4. November um 14:00 Uhr: „Fest“, info@x.de, 05651 302-1160."
    unit = Unit(None, source, piece * (20_000 // len(piece)) + "x", State.REVIEWED)
    start = time.process_time()
    check(replace(unit, comment=unit.target), Context(language("fa")))
    assert time.process_time() - start < 2
