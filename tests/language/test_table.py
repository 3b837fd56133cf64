"""The language table and what facts look like in each language.

tests/golden/languages.txt is meant to be read by people who speak the languages. After a
wanted change: ``GOLDEN_UPDATE=1 python -m pytest tests/test_languages.py``.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import unicodedata
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

from pipeline.base.errors import ConfigError
from pipeline.base.model import Location
from pipeline.edition import formatting
from pipeline.language import names
from pipeline.language.table import GERMAN, Language, language, languages, parse
from pipeline.source.clock import Hours
from pipeline.source.facts import Price

GOLDEN = Path(__file__).parents[1] / "golden" / "languages.txt"

# fmt: off
TAGS = {
    "de", "de-simple", "am", "ar", "bg", "ckb", "cs", "da", "el", "en", "es", "fa", "fi", "fr",
    "hi", "hr", "hu", "id", "it", "ka", "kmr", "mk", "nl", "om", "pl", "prs", "ps", "pt", "ro",
    "rom", "ru", "sk", "so", "sq", "sr-Cyrl", "sr-Latn", "sw", "th", "ti", "tr", "uk", "ur", "vi",
    "zh-CN",
}
# fmt: on

CONFERENCE = dt.date(2023, 11, 4)
SUNDAY = dt.date(2023, 11, 5)
MAY_DAY = dt.date(2024, 5, 1)
DEADLINE = dt.date(2023, 10, 31)
DOORS, START, END = dt.time(9, 45), dt.time(10), dt.time(13)
OFFICE = (
    Hours(0, 4, dt.time(9, 30), dt.time(12)),
    Hours(3, 3, dt.time(14), dt.time(17)),
)
FIVE, TWELVE_FIFTY = Price(Decimal(5)), Price(Decimal("12.50"))
NAMES = ("E-Werk", "Jobcenter", "agah")

SCRIPT_NAMES = {  # how the Unicode names of a script's letters begin
    "Latn": "LATIN",
    "Cyrl": "CYRILLIC",
    "Grek": "GREEK",
    "Geor": "GEORGIAN",
    "Arab": "ARABIC",
    "Ethi": "ETHIOPIC",
    "Deva": "DEVANAGARI",
    "Thai": "THAI",
    "Hans": "CJK UNIFIED IDEOGRAPH",
}
RTL_SCRIPTS = {"Arab"}
PATTERNS = ("date", "full_date", "time", "time_range", "range")
BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DASHES = re.compile("[\u002d\u00ad\u2010-\u2015\u2212]")


def patterns(row: Language) -> dict[str, str]:
    lists = {"list_middle": row.names.list_middle, "list_end": row.names.list_end}
    return {name: getattr(row.patterns, name) for name in PATTERNS} | lists


every_language = pytest.mark.parametrize("row", languages().values(), ids=lambda row: row.tag)


def facts(row: Language) -> dict[str, str]:
    """Everything formats.py makes, for one language."""
    return {
        "full date": formatting.full_date(CONFERENCE, row),
        "first of month": formatting.full_date(MAY_DAY, row),
        "date": formatting.date(CONFERENCE, row),
        "deadline": formatting.date(DEADLINE, row),
        "time": formatting.time(DOORS, row),
        "clock": formatting.clock(DOORS, row),
        "time range": formatting.time_range(START, END, row),
        "date range": formatting.date_range(CONFERENCE, SUNDAY, row),
        "hours": formatting.hours(OFFICE, row),
        "price": formatting.price(Decimal(5), "EUR", row),
        "with cents": formatting.price(Decimal("12.50"), "EUR", row),
        "list": formatting.join(NAMES, row),
        "pair": formatting.join(NAMES[:2], row),
    }


def test_golden() -> None:
    sheets = []
    for row in languages().values():
        head = f"== {row.tag}  {row.endonym}  ({row.german}, {row.direction}, {row.posix})"
        lines = [f"{name + ':':<16}{value}" for name, value in facts(row).items()]
        sheets.append("\n".join([head, *lines]) + "\n")
    text = "\n".join(sheets)
    if os.environ.get("GOLDEN_UPDATE"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tag", "full_date", "time_range", "deadline", "hours"),
    [
        (
            "de",
            "Samstag, 4. November 2023",
            "10:00 bis 13:00 Uhr",
            "31. Oktober 2023",
            "Montag bis Freitag 09:30 bis 12:00 Uhr, Donnerstag 14:00 bis 17:00 Uhr",
        ),
        (
            "en",
            "Saturday, 4 November 2023",
            "10:00 to 13:00",
            "31 October 2023",
            "Monday to Friday 09:30 to 12:00, Thursday 14:00 to 17:00",
        ),
        (
            "uk",
            "субота, 4 листопада 2023 року",
            "з 10:00 до 13:00",
            "31 жовтня 2023 року",
            "понеділок – пʼятниця з 09:30 до 12:00, четвер з 14:00 до 17:00",
        ),
        (
            "ka",
            "შაბათი, 2023 წლის 4 ნოემბერი",
            "10:00-დან 13:00-მდე",
            "2023 წლის 31 ოქტომბერი",
            "ორშაბათი – პარასკევი 09:30-დან 12:00-მდე, ხუთშაბათი 14:00-დან 17:00-მდე",
        ),
        (
            "ar",
            "السبت، 4 تشرين الثاني/نوفمبر 2023",
            "من الساعة 10:00 إلى الساعة 13:00",
            "31 تشرين الأول/أكتوبر 2023",
            "من الاثنين إلى الجمعة من الساعة 09:30 إلى الساعة 12:00"
            " والخميس من الساعة 14:00 إلى الساعة 17:00",
        ),
        (
            "fa",
            "شنبه ۴ نوامبر ۲۰۲۳",
            "از ساعت ۱۰:۰۰ تا ۱۳:۰۰",
            "۳۱ اکتبر ۲۰۲۳",
            "از دوشنبه تا جمعه از ساعت ۰۹:۳۰ تا ۱۲:۰۰، پنجشنبه از ساعت ۱۴:۰۰ تا ۱۷:۰۰",
        ),
        (
            "prs",
            "شنبه ۴ نومبر ۲۰۲۳",
            "از ساعت ۱۰:۰۰ تا ۱۳:۰۰",
            "۳۱ اکتوبر ۲۰۲۳",
            "از دوشنبه تا جمعه از ساعت ۰۹:۳۰ تا ۱۲:۰۰، پنجشنبه از ساعت ۱۴:۰۰ تا ۱۷:۰۰",
        ),
        (
            "ckb",
            "شەممە، ٤ی تشرینی دووەمی ٢٠٢٣ (٠٤/١١/٢٠٢٣)",
            "لە کاتژمێر ١٠:٠٠ تا کاتژمێر ١٣:٠٠",
            "٣١ی تشرینی یەکەمی ٢٠٢٣ (٣١/١٠/٢٠٢٣)",
            "لە دووشەممە تا ھەینی لە کاتژمێر ٠٩:٣٠ تا کاتژمێر ١٢:٠٠،"
            " پێنجشەممە لە کاتژمێر ١٤:٠٠ تا کاتژمێر ١٧:٠٠",
        ),
        (
            "ti",
            "ቀዳም፣ 4 ሕዳር 2023 (04.11.2023)",
            "ካብ ሰዓት 10:00 ክሳብ ሰዓት 13:00 (ብግዜ ጀርመን)",
            "31 ጥቅምቲ 2023 (31.10.2023)",
            "ካብ ሰኑይ ክሳብ ዓርቢ ካብ ሰዓት 09:30 ክሳብ ሰዓት 12:00 (ብግዜ ጀርመን)፣"
            " ሓሙስ ካብ ሰዓት 14:00 ክሳብ ሰዓት 17:00 (ብግዜ ጀርመን)",
        ),
        (
            "zh-CN",
            "2023年11月4日星期六",
            "10:00至13:00",
            "2023年10月31日",
            "星期一至星期五 09:30至12:00、星期四 14:00至17:00",
        ),
    ],
)
def test_values(tag: str, full_date: str, time_range: str, deadline: str, hours: str) -> None:
    row = language(tag)
    assert formatting.full_date(CONFERENCE, row) == full_date
    assert formatting.time_range(START, END, row) == time_range
    assert formatting.date(DEADLINE, row) == deadline
    assert formatting.hours(OFFICE, row) == hours


@pytest.mark.parametrize(
    ("tag", "amount", "text"),
    [
        ("de", "5", "5\N{NO-BREAK SPACE}€"),
        ("de", "5.00", "5\N{NO-BREAK SPACE}€"),
        ("de", "1250.5", "1.250,50\N{NO-BREAK SPACE}€"),
        ("en", "12.5", "€12.50"),
        ("ar", "5", "5 يورو"),
        ("fa", "12.5", "۱۲٫۵۰ یورو"),
        ("ckb", "5", "٥ یورۆ"),
    ],
)
def test_price(tag: str, amount: str, text: str) -> None:
    assert formatting.price(Decimal(amount), "EUR", language(tag)) == text


def test_join() -> None:
    german = language(GERMAN)
    assert [formatting.join(NAMES[:n], german) for n in range(4)] == [
        "",
        "E-Werk",
        "E-Werk und Jobcenter",
        "E-Werk, Jobcenter und agah",
    ]
    assert formatting.join(("{0}", "{name}"), german) == "{0} und {name}"


def test_single_days_are_no_ranges() -> None:
    german = language(GERMAN)
    assert formatting.date_range(CONFERENCE, CONFERENCE, german) == "Samstag, 4. November 2023"
    assert formatting.weekdays(3, 3, german) == "Donnerstag"
    assert formatting.hours((), german) == ""


def test_first_of_month() -> None:
    french = language("fr")
    assert formatting.full_date(MAY_DAY, french) == "mercredi 1er mai 2024"
    assert formatting.date(dt.date(2024, 5, 11), french) == "11 mai 2024"


# --- every row ------------------------------------------------------------------------------


def test_all_languages_are_there() -> None:
    assert set(languages()) == TAGS
    assert len({row.posix for row in languages().values()}) == len(TAGS)
    assert len({row.endonym for row in languages().values()}) == len(TAGS)
    assert next(iter(languages())) == GERMAN


@every_language
def test_plural_forms(row: Language, tmp_path: Path) -> None:
    po = tmp_path / "plural.po"
    count = int(row.plural_forms.removeprefix("nplurals=").partition(";")[0])
    forms = "".join(f'msgstr[{n}] "%d {n}"\n' for n in range(count))
    po.write_text(
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: test\\n"\n"PO-Revision-Date: 2023-11-04 10:00+0100\\n"\n'
        '"Last-Translator: nobody\\n"\n"Language-Team: none\\n"\n'
        f'"Language: {row.posix}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {row.plural_forms}\\n"\n\n'
        f'#, c-format\nmsgid "%d day"\nmsgid_plural "%d days"\n{forms}',
        encoding="utf-8",
    )
    result = subprocess.run(
        ["msgfmt", "-c", "-o", os.devnull, po],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )
    assert (result.returncode, result.stderr) == (0, "")


@every_language
def test_direction_agrees_with_script(row: Language) -> None:
    assert row.rtl == (row.script in RTL_SCRIPTS)


@every_language
def test_digits_are_of_one_system(row: Language) -> None:
    zero = ord(row.digits[0])
    assert row.digits == "".join(chr(zero + n) for n in range(10))
    assert [unicodedata.digit(digit) for digit in row.digits] == list(range(10))


@every_language
def test_facts_use_only_the_language_s_digits(row: Language) -> None:
    shown = {char for fact in facts(row).values() for char in fact if char.isdecimal()}
    assert shown <= set(row.digits)


@every_language
def test_no_bidi_controls(row: Language) -> None:
    texts = [
        *(row.endonym, row.german, *row.months, *row.months2, *row.weekdays, *row.weekdays_short),
        *patterns(row).values(),
        *facts(row).values(),
    ]
    assert not BIDI_CONTROLS.search(" ".join(texts))


@every_language
def test_patterns_have_the_fields_they_need(row: Language) -> None:
    """`parse` holds patterns to this; a month must be there in one form or another."""
    fields = {
        name: {field for _text, field, *_rest in Formatter().parse(pattern)} - {None}
        for name, pattern in patterns(row).items()
    }
    month = {"month", "month_number"}
    assert fields["full_date"] == fields["date"] | {"weekday"}
    assert {"day", "year"} < fields["date"]
    assert month & fields["date"]
    assert ("month2" in fields["date"]) == bool(row.months2)
    assert fields["time"] == {"time"}
    assert fields["time_range"] == fields["range"] == {"start", "end"}
    assert fields["list_middle"] == fields["list_end"] == {"0", "1"}


@every_language
def test_facts_are_tidy(row: Language) -> None:
    for fact in facts(row).values():
        assert fact == fact.strip()
        assert "  " not in fact
        assert not re.search("[{}]", fact)


@every_language
def test_a_date_says_its_parts(row: Language) -> None:
    day, year = (str(n).translate(str.maketrans("0123456789", row.digits)) for n in (4, 2023))
    for text in (formatting.date(CONFERENCE, row), formatting.full_date(CONFERENCE, row)):
        assert day in text
        assert year in text
        assert row.months[10] in text or "11" in text
    assert formatting.weekday(CONFERENCE, row) in formatting.full_date(CONFERENCE, row)


@every_language
def test_rtl_ranges_are_in_words(row: Language) -> None:
    if row.rtl:
        ranges = ("time range", "date range", "hours")
        assert not any(DASHES.search(facts(row)[name]) for name in ranges)


@every_language
def test_the_clock_has_24_hours(row: Language) -> None:
    assert formatting.clock(dt.time(17, 5), row) == "17:05".translate(
        str.maketrans("0123456789", row.digits)
    )


@every_language
def test_names_are_complete_and_in_script(row: Language) -> None:
    names = (row.months, row.weekdays, row.weekdays_short, row.months2)
    assert [len(set(group)) for group in names] == [12, 7, 7, 12 if row.months2 else 0]
    for name in (row.endonym, *(name for group in names for name in group)):
        assert name.strip() == name != ""
        for char in name:
            if unicodedata.category(char)[0] in "LM" and char != "\N{MODIFIER LETTER APOSTROPHE}":
                assert unicodedata.name(char).startswith(SCRIPT_NAMES[row.script]), (name, char)


@every_language
def test_pattern_letters_are_in_script(row: Language) -> None:
    """A Latin e in a Cyrillic word is seen by nobody but a screen reader."""
    text = " ".join(re.sub("{[^}]*}", " ", pattern) for pattern in patterns(row).values())
    for char in text:
        if char.isalpha() and char != "º":
            assert unicodedata.name(char).startswith(SCRIPT_NAMES[row.script]), (text, char)


@every_language
def test_babel_knows_the_locale(row: Language) -> None:
    assert Locale.parse(row.babel_locale)


@every_language
def test_fonts_are_named_once(row: Language) -> None:
    assert row.fonts
    assert len(set(row.fonts)) == len(row.fonts)


def test_babel_does_not_mix_languages() -> None:
    """Asking Babel for Pashto's stand-alone names spoils other locales' (Babel 2.18): not ours."""
    before = [row.names for row in languages().values()]
    Locale.parse("ps").days["stand-alone"]["wide"]
    names.completed.cache_clear()
    assert [row.names for row in languages().values()] == before


# --- finding a language, and mistakes in the table ------------------------------------------


@pytest.mark.parametrize("tag", ["zh-CN", "zh_CN", "ZH-cn", " zh-cn "])
def test_tags_may_be_written_differently(tag: str) -> None:
    assert language(tag).tag == "zh-CN"


def test_unknown_language() -> None:
    where = Location(Path("content/organisation.toml"), 3)
    with pytest.raises(ConfigError) as caught:
        language("arb", where)
    assert str(caught.value) == (
        "content/organisation.toml:3: Die Sprache „arb“ kenne ich nicht. Meinten Sie „ar“?"
    )


def test_a_language_without_its_script() -> None:
    with pytest.raises(ConfigError, match="Möglich sind: sr-Cyrl, sr-Latn"):
        language("sr")


ROW = """
[fonts]
european = ["Arial"]

[languages.eo]
posix = "eo"
endonym = "Esperanto"
german = "Esperanto"
direction = "ltr"
script = "Latn"
plural_forms = "nplurals=2; plural=(n != 1);"
babel_locale = "eo"
fonts = "european"
date = "{day} {month} {year}"
full_date = "{weekday}, {day:1-a} {month} {year}"
time = "{time}"
time_range = "de {start} ĝis {end}"
range = "de {start} ĝis {end}"
"""


def test_a_new_row_needs_no_code() -> None:
    row = parse(ROW, Location(Path("languages.toml")))["eo"]
    assert formatting.full_date(CONFERENCE, row) == "sabato, 4 Novembro 2023"
    assert formatting.full_date(MAY_DAY, row) == "merkredo, 1-a Majo 2024"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('posix = "eo"\n', "", "„eo“: Das Feld „posix“ fehlt."),
        ('posix = "eo"', "posix = 1", "„posix“ muss ein Text sein"),
        ("time =", "tme =", "„tme“ gibt es nicht. Meinten Sie „time“?"),
        ('time = "{time}"', 'time = "{tim}"', "Muster „time“"),
        ('time = "{time}"', 'time = "{time:>9}"', "Muster „time“"),
        ('time = "{time}"', 'time = "{time"', "Muster „time“"),
        ("{weekday}, ", "", "Muster „full_date“ braucht {day}, {weekday}, {year}"),
        ('date = "{day}', 'date = "{month2} {day}', "Muster „date“"),
        ('"ltr"', '"left"', "„direction“ muss „ltr“ oder „rtl“ sein"),
        ('"ltr"', '"rtl"', "„direction“ passt nicht zur Schrift"),
        ('fonts = "european"', 'fonts = "europe"', "Schriften „europe“"),
        ('script = "Latn"', 'script = "Latn"\ndigits = "012"', "„digits“ muss die zehn Ziffern"),
        ('script = "Latn"', 'script = "Latn"\nmonths = ["jan"]', "„months“ muss eine Liste von 12"),
        ("[fonts]", "[fonts", "kein gültiges TOML"),
    ],
)
def test_mistakes_in_the_table_are_named(old: str, new: str, complaint: str) -> None:
    assert old in ROW
    with pytest.raises(ConfigError, match=re.escape(complaint)):
        parse(ROW.replace(old, new, 1), Location(Path("languages.toml")))


def test_a_locale_that_babel_lacks_is_named_with_its_language() -> None:
    text = ROW.replace('babel_locale = "eo"', 'babel_locale = "xx_YY"')
    row = parse(text, Location(Path("languages.toml")))["eo"]
    with pytest.raises(ConfigError, match="Sprache „eo“: Babel kennt die Sprache „xx_YY“ nicht"):
        formatting.full_date(CONFERENCE, row)
