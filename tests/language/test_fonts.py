"""Fonts from packages: every language of the table has its letters."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import unicodedata
from io import BytesIO

import pytest
from babel import Locale
from fontTools.ttLib import TTFont

from pipeline.language import cutting, fonts
from pipeline.language.scripts import SCRIPTS
from pipeline.language.table import language, languages


def sample(tag: str) -> str:
    """Real words of a language: its calendar, and CLDR's names of languages and countries."""
    row = languages()[tag]
    locale = Locale.parse(row.babel_locale)
    names = [*locale.languages.values(), *locale.territories.values()]
    return " ".join((row.endonym, *row.months, *row.months2, *row.weekdays, *names[::3]))


@pytest.mark.parametrize("tag", languages())
def test_every_language_can_be_drawn(tag: str) -> None:
    assert fonts.missing(sample(tag), languages()[tag]) == ""


@pytest.mark.parametrize(
    ("tag", "letters"),
    [
        ("ckb", "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆەھیێ"),
        ("ps", "اآبپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼهوۀېۍیئ"),
        ("ur", "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے"),
        ("ka", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ₾"),
        ("ti", "ሀለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐቋዃ፡።፣፤፥፧"),
        ("hi", "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहक़ख़ज़ड़ढ़फ़ँंः०१२३४५६७८९।"),
        ("th", "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาำเแโใไๅๆ็่้๊๋์฿"),
        ("vi", "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ₫"),
        ("zh-CN", "邀请函会议时间地点报名联系人星期六十一月二〇二三年，。；：？！“”《》、"),
        ("de", "äöüßÄÖÜẞ„“‚‘–—…€§·×→•"),
    ],
)
def test_alphabets(tag: str, letters: str) -> None:
    assert fonts.missing(letters, language(tag)) == ""


def test_all_of_ethiopic_can_be_drawn() -> None:
    """The blocks Ethiopic and Ethiopic Supplement (Unicode), as far as they are assigned."""
    letters = "".join(
        chr(code) for code in range(0x1200, 0x139A) if unicodedata.name(chr(code), "")
    )
    assert len(letters) > 380
    assert fonts.missing(letters, language("ti")) == ""


def test_all_of_common_chinese_can_be_drawn() -> None:
    """GB 2312: 6,763 characters, and the marks and letters that are used among them."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    letters = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    assert len(letters) == 7445
    assert fonts.missing(letters, language("zh-CN")) == ""


def test_what_no_font_has_is_named_once() -> None:
    assert fonts.missing("a🎉ሀ🎉\u2066\u200f\n\U0001f600", language("fa")) == "🎉😀"


def test_families_by_script() -> None:
    assert [fonts.family(script) for script in ("Latn", "Arab", "Ethi", "Hans")] == [
        "FiraGO",
        "FiraGO",
        "Noto Sans Ethiopic",
        "WenQuanYi Micro Hei",
    ]
    named = {row.family for row in SCRIPTS.values()} - {""}
    assert named <= set(fonts.families())


def test_files_are_there_for_typst() -> None:
    names = {path.name for path in fonts.folder().iterdir()}
    assert names == {face.file for face in fonts.installed()}


@pytest.mark.parametrize("tag", ["de", "ar", "ka", "ti", "th"])
def test_a_subset_has_the_letters_of_the_page(tag: str) -> None:
    text = languages()[tag].endonym + "".join(languages()[tag].months) + " 0123456789"
    made = cutting.subset(text)
    assert all(len(font.data) < 20_000 for font in made)
    for weight in (400, 700):
        known: set[int] = set()
        for font in made:
            if font.weight == weight:
                read = TTFont(BytesIO(font.data))
                assert "fvar" not in read
                known |= set(read.getBestCmap())
        assert {ord(char) for char in text if not char.isspace()} <= known


def test_a_subset_keeps_the_forms_of_arabic_letters() -> None:
    regular, _bold = cutting.subset("سلام")
    features = TTFont(BytesIO(regular.data))["GSUB"].table.FeatureList.FeatureRecord
    assert {"init", "medi", "fina"} <= {record.FeatureTag for record in features}


def test_a_subset_keeps_its_licence_and_neither_name_nor_hints() -> None:
    """SIL Open Font License 1.1, 2 and 3."""
    for font in cutting.subset("სላم"):
        read = TTFont(BytesIO(font.data))
        names = {record.nameID: str(record) for record in read["name"].names}
        assert not names.keys() & {1, 3, 4, 6, 16}
        assert "SIL Open Font License" in names[13]
        assert not {"fpgm", "prep", "cvt "} & set(read.keys())


def test_pages_carry_what_cheap_phones_lack() -> None:
    found = {row.tag for row in languages().values() if fonts.carried(row)}
    assert found == {"ka", "ckb", "fa", "prs", "ps", "ur", "am", "ti", "hi", "th"}


def test_a_page_without_letters_needs_no_font() -> None:
    assert cutting.subset(" \n") == ()


def test_the_same_text_gives_the_same_bytes() -> None:
    script = (
        "import hashlib; from pipeline.language import cutting; "
        "made = cutting.subset('ሰላም abc سلام'); "
        "print(hashlib.sha256(b''.join(font.data for font in made)).hexdigest())"
    )
    there = subprocess.check_output([sys.executable, "-c", script], text=True).strip()
    here = b"".join(font.data for font in cutting.subset("ሰላም abc سلام"))
    assert there == hashlib.sha256(here).hexdigest()
