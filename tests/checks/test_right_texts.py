"""Right translations of everyday sentences, as people write them, raise no error; beside each
stands the fault of the same kind that is still found."""

from __future__ import annotations

import pytest

from pipeline.base.model import Severity, State
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check
from pipeline.checks.said import in_figures, said
from pipeline.language.table import GERMAN, language, languages

FOREIGN = [tag for tag in languages() if not tag.startswith(GERMAN)]


def errors(german: str, target: str, tag: str) -> set[str]:
    unit = Unit(None, german, target, State.REVIEWED)
    found = check(unit, Context(language(tag)))
    return {one.rule for one in found if one.severity is Severity.ERROR}


def findings(german: str, target: str, tag: str) -> set[str]:
    return {
        one.rule
        for one in check(Unit(None, german, target, State.REVIEWED), Context(language(tag)))
    }


QUOTATION = "„Kommen Sie vorbei“, sagte VORNAME NACHNAME."
SAID = {
    "en": "“Do come by,” said VORNAME NACHNAME.",
    "fr": "«\u00a0Venez\u00a0», a dit VORNAME NACHNAME.",
    "it": "«Venite», ha detto VORNAME NACHNAME.",
    "es": "«Venga», dijo VORNAME NACHNAME.",
    "pt": "«Venha», disse VORNAME NACHNAME.",
    "ro": "„Veniți”, a spus VORNAME NACHNAME.",
    "sq": "“Ejani”, tha VORNAME NACHNAME.",
    "pl": "„Zapraszamy”, powiedział(a) VORNAME NACHNAME.",
    "cs": "„Přijďte“, řekl VORNAME NACHNAME.",
    "hr": "„Dođite“, rekao je VORNAME NACHNAME.",
    "tr": "“Gelin” dedi VORNAME NACHNAME.",
    "nl": "“Kom langs”, zei VORNAME NACHNAME.",
    "so": "“Kaalaya,” ayuu yiri VORNAME NACHNAME.",
    "kmr": "VORNAME NACHNAME got: “Werin.”",
    "ru": "«Приходите», — сказал VORNAME NACHNAME.",
    "uk": "«Завітайте», — сказав VORNAME NACHNAME.",
    "bg": "„Заповядайте“, каза VORNAME NACHNAME.",
    "el": "«Ελάτε», είπε VORNAME NACHNAME.",
    "ka": "„მობრძანდით“, თქვა VORNAME NACHNAME.",
    "ar": "قال VORNAME NACHNAME: «تفضلوا».",
    "fa": "VORNAME NACHNAME گفت: «بیایید».",
    "ti": "“ንዑ” ክብል VORNAME NACHNAME ተዛሪቡ።",
    "am": "“ኑ” ሲሉ VORNAME NACHNAME ተናግረዋል።",
    "zh-CN": "VORNAME NACHNAME说：“欢迎光临。”",
}


@pytest.mark.parametrize("tag", SAID)
def test_a_quotation_with_a_full_name(tag: str) -> None:
    assert errors(QUOTATION, SAID[tag], tag) == set()


@pytest.mark.parametrize("tag", SAID)
def test_a_quotation_left_in_german(tag: str) -> None:
    mark = "«{}»" if tag not in ("en", "tr", "sq") else "“{}”"
    left = f"VORNAME NACHNAME: {mark.format('Kommen Sie vorbei')}"
    assert "quotation-german" in errors(QUOTATION, left, tag) or "echoed-german" in errors(
        QUOTATION, left, tag
    )


@pytest.mark.parametrize(
    ("german", "target", "tag"),
    [
        ("Stiftung Regenbogen Musterdorf", "Фонд Regenbogen Musterdorf", "uk"),
        ("Stiftung Regenbogen Musterdorf", "Fundacja Regenbogen Musterdorf", "pl"),
        ("Lesung: VORNAME NACHNAME", "Читання: VORNAME NACHNAME", "uk"),
        ("Lesung: VORNAME NACHNAME", "Okuma: VORNAME NACHNAME", "tr"),
        ("Volkshochschule Nordkreis in Musterdorf", "Volkshochschule Nordkreis a Musterdorf", "it"),
        ("Volkshochschule Nordkreis in Musterdorf", "Volkshochschule Nordkreis в Musterdorf", "ru"),
        ("Verein Offene Tür", "Verein Offene Tür", "ar"),
        ("Schreiben Sie eine E-Mail.", "დაწერეთ Email.", "ka"),
        ("E-Mail", "Email", "ar"),
        ("WLAN", "Wi-Fi", "fa"),
        ("Künstliche Intelligenz", "AI", "am"),
    ],
)
def test_names_and_words_that_stay(german: str, target: str, tag: str) -> None:
    assert errors(german, target, tag) == set()


@pytest.mark.parametrize(
    ("german", "target", "tag"),
    [
        (
            "Wir laden alle Menschen herzlich ein.",
            "Wir laden alle Menschen herzlich yes",
            "en",
        ),
        ("Bitte melden Sie sich an.", "Bitte melden Sie sich an.", "ka"),
        ("Kontakt", "Kontakt", "ar"),
        ("Der Eintritt ist für alle frei.", "Der Eintritt ist für alle free.", "en"),
    ],
)
def test_german_that_stayed(german: str, target: str, tag: str) -> None:
    assert errors(german, target, tag) & {"echoed-german", "wrong-script"}


NUMBERS = [
    ("Es kostet 7,50 Euro.", "It costs €7.50.", "It costs €7.05.", "en"),
    ("Es kostet 7,10 Euro.", "It costs €7.10.", "It costs €7.01.", "en"),
    ("100.000 Menschen", "100 тысяч человек", "10 тысяч человек", "ru"),
    ("100.000 Menschen", "100 тисяч людей", "10 тисяч людей", "uk"),
    ("100.000 Menschen", "100 bin kişi", "10 bin kişi", "tr"),
    ("100.000 Menschen", "۱۰۰ هزار نفر", "۱۰ هزار نفر", "fa"),
    ("100.000 Menschen", "10万人", "1万人", "zh-CN"),
    ("100.000 Menschen", "1 लाख लोग", "2 लाख लोग", "hi"),
    ("100.000 Menschen", "100 ألف شخص", "10 آلاف شخص", "ar"),
    ("1,5 Millionen Euro", "1.5 million euros", "1.6 million euros", "en"),
    ("2 Millionen", "2,000,000", "3,000,000", "en"),
    ("22,5 Prozent", "۲۲،۵ درصد", "۲۳،۵ درصد", "fa"),
    ("Version 2.0.4", "версія 2.0.4", "версія 2.0.5", "uk"),
    ("Räume 0,1,2", "huoneet 0, 1, 2", "huoneet 0, 1, 25", "fi"),
    ("90 Minuten", "1,5 h", "2,5 h 90", "fr"),
    ("90 Minuten", "1 h 30", "1 h 40", "fr"),
]


@pytest.mark.parametrize(("german", "right", "wrong", "tag"), NUMBERS)
def test_numbers_as_languages_write_them(german: str, right: str, wrong: str, tag: str) -> None:
    assert not findings(german, right, tag) & {"number-differs", "time-differs", "date-differs"}
    assert findings(german, wrong, tag) & {"number-differs", "time-differs"}


@pytest.mark.parametrize("tag", ["am", "ti"])
def test_a_prefix_grown_onto_a_telephone_number(tag: str) -> None:
    assert errors("Tel. 0800 555111", "ብ0800 555111", tag) == set()
    assert errors("Tel. 0800 555111", "ብ0800 555112", tag) == {"phone-differs"}


FIFTY = {
    "en": "for the fiftieth time",
    "fr": "pour la cinquantième fois",
    "ru": "в пятидесятый раз",
    "uk": "п’ятдесятий раз",
    "pl": "po raz pięćdziesiąty",
    "tr": "ellinci kez",
    "ar": "للمرة الخمسين",
    "fa": "برای پنجاهمین بار",
    "ka": "ორმოცდამეათედ",
    "bg": "за петдесети път",
    "el": "για πεντηκοστή φορά",
    "cs": "po padesáté",
    "hr": "pedeseti put",
    "sq": "për të pesëdhjetën herë",
    "hu": "ötvenedik alkalommal",
    "fi": "viideskymmenes kerta",
    "nl": "voor de vijftigste keer",
    "da": "for halvtredsindstyvende gang",
}


@pytest.mark.parametrize("tag", FIFTY)
def test_fifty_in_words(tag: str) -> None:
    assert "number-differs" not in findings("zum 50. Mal", FIFTY[tag], tag)
    assert "number-differs" in findings("zum 50. Mal", f"{FIFTY[tag]} 60", tag)


@pytest.mark.parametrize("tag", FOREIGN)
def test_a_span_said_otherwise_is_a_warning_at_most(tag: str) -> None:
    assert "number-differs" not in errors("24 Stunden offen", "…", tag)
    assert "number-differs" in errors("24 Stunden offen", "25", tag)


TIMES = [
    ("um 9 Uhr", "at 9am", "at 9pm", "en"),
    ("um 18:30 Uhr", "at 6:30pm", "at 6:30am", "en"),
    ("um 18:30 Uhr", "at 6.30 p.m.", "at 7.30 p.m.", "en"),
    ("von 14 bis 16 Uhr", "from 2 to 4pm", "from 2 to 5pm", "en"),
    ("um halb acht", "at half past seven", "at 8:30", "en"),
    ("um 19:30 Uhr", "at half past seven", "at half past nine 9:30", "en"),
    ("um 18 Uhr", "lúc 6 giờ chiều", "lúc 7 giờ chiều", "vi"),
    ("um 18 Uhr", "в 6 часов вечера", "в 7 часов вечера", "ru"),
    ("um 15 Uhr", "下午3点", "下午4点", "zh-CN"),
    ("um 15 Uhr", "ساعت ۳ بعدازظهر", "ساعت ۴ بعدازظهر", "fa"),
    ("4 Stunden", "4h", "5h", "fr"),
    ("4 Stunden", "4 godziny", "5 godzin", "pl"),
    ("Dauer 4 h", "4 heures", "5 heures", "fr"),
]


@pytest.mark.parametrize(("german", "right", "wrong", "tag"), TIMES)
def test_times_as_languages_write_them(german: str, right: str, wrong: str, tag: str) -> None:
    assert not findings(german, right, tag) & {"number-differs", "time-differs"}
    assert findings(german, wrong, tag) & {"number-differs", "time-differs"}


@pytest.mark.parametrize("tag", FOREIGN)
@pytest.mark.parametrize(
    ("german", "right"), [("19:30", "19.30"), ("19.30 Uhr", "19.30"), ("10:15", "10.15")]
)
def test_a_stop_in_a_time(tag: str, german: str, right: str) -> None:
    assert not findings(f"um {german}", f"({right})", tag) & {"number-differs", "time-differs"}
    assert findings(f"um {german}", f"({right[:-1]}1)", tag) & {"number-differs", "time-differs"}


@pytest.mark.parametrize("tag", FOREIGN)
def test_every_language_says_numbers(tag: str) -> None:
    """Its words for thousand multiply, and its numbers are told apart."""
    row = language(tag)
    assert in_figures("5", tag) == "5"
    assert said(row.endonym, tag).surely == frozenset()


@pytest.mark.parametrize(
    ("german", "target", "tag"),
    [
        ("am Sonntag", "لە یەک شەممە", "ckb"),
        ("am Montag", "دوو شەممە", "ckb"),
        ("am Montag", "Δευτέρα και Μάιος", "el"),
        ("Weiter ...", "ቀጥል...", "am"),
        ("Weiter …", "ቀጽል...", "ti"),
        ("Er isst nicht.", "वह नहीं खाता।", "hi"),
    ],
)
def test_words_that_were_misread(german: str, target: str, tag: str) -> None:
    wrong = {"date-differs", "foreign-letter", "foreign-punctuation", "doubled-word"}
    assert not findings(german, target, tag) & wrong


def test_another_sorani_day_is_found() -> None:
    assert "date-differs" in errors("am Sonntag", "لە دوو شەممە", "ckb")


@pytest.mark.parametrize("tag", ["am", "ti"])
def test_two_word_spaces_are_a_stop_badly_typed(tag: str) -> None:
    found = check(Unit(None, "Das ist gut.", "ጥሩ ነው፡፡", State.REVIEWED), Context(language(tag)))
    (one,) = found
    assert one.rule == "foreign-punctuation"
    assert "„።“ statt „፡፡“" in one.message
