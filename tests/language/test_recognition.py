"""Languages of one script, told apart by their letters."""

from __future__ import annotations

import pytest

from pipeline.language.recognition import PROFILES, SAME, recognise
from pipeline.language.table import languages

GERMAN_SAID = "Der Eintritt ist frei, für Essen und die Betreuung der Kinder ist gesorgt."
SAID = {
    "cs": "Vstup je volný, občerstvení a hlídání dětí zajistíme.",
    "da": "Der er gratis adgang, og vi sørger for mad og børnepasning.",
    "en": "Admission is free, and we provide food and look after the children.",
    "es": "La entrada es gratuita; habrá comida y alguien que cuide a los niños.",
    "fi": "Tilaisuuteen on vapaa pääsy, ja tarjoamme ruokaa sekä lastenhoitoa.",
    "fr": "L’entrée est gratuite ; nous prévoyons un repas et une garde d’enfants.",
    "hu": "A belépés ingyenes, ételről és gyermekfelügyeletről gondoskodunk.",
    "id": "Acara ini gratis; kami menyediakan makanan dan penitipan anak.",
    "it": "L’ingresso è gratuito; offriamo da mangiare e qualcuno bada ai bambini.",
    "kmr": "Ketin belaş e; em xwarinê û çavdêriya zarokan jî peyda dikin.",
    "nl": "De toegang is gratis en wij zorgen voor eten en kinderopvang.",
    "pl": "Wstęp jest wolny, zapewniamy poczęstunek i opiekę nad dziećmi.",
    "pt": "A entrada é gratuita; oferecemos comida e cuidamos das crianças.",
    "ro": "Intrarea este liberă; oferim mâncare și avem grijă de copii.",
    "sk": "Vstup je voľný, občerstvenie aj stráženie detí zabezpečíme.",
    "so": "Gelitaanku waa bilaash, waxaanan diyaarinnay cunto iyo xannaanada carruurta.",
    "sq": "Hyrja është falas; ne ofrojmë ushqim dhe kujdesemi për fëmijët.",
    "sw": "Kiingilio ni bure; tutatoa chakula na huduma ya kuwaangalia watoto.",
    "tr": "Giriş ücretsizdir; yemek ve çocuk bakımı tarafımızdan sağlanır.",
    "vi": "Vào cửa miễn phí; chúng tôi có đồ ăn và người trông trẻ em.",
    "hr": "Ulaz je besplatan, a osigurali smo hranu i čuvanje djece.",
    "bg": "Входът е свободен, осигуряваме храна и грижа за децата.",
    "mk": "Влезот е слободен, а ние ќе обезбедиме храна и грижа за децата.",
    "ru": "Вход свободный, мы предоставим еду и присмотрим за детьми.",
    "sr-Cyrl": "Улаз је бесплатан, а обезбедили смо храну и чување деце.",
    "uk": "Вхід вільний, ми подбаємо про їжу та догляд за дітьми.",
    "ar": "الدخول مجاني، ونوفر الطعام ورعاية الأطفال أثناء اللقاء.",
    "ckb": "چوونەژوورەوە بەخۆڕاییە و خواردن و چاودێریی منداڵانیش دابین دەکەین.",
    "fa": "ورود آزاد است و ما غذا و مراقبت از کودکان را فراهم می‌کنیم.",
    "ps": "ننوتل وړيا دي او موږ د خوړو او د ماشومانو د پالنې بندوبست کوو.",
    "ur": "داخلہ مفت ہے اور ہم کھانے اور بچوں کی دیکھ بھال کا انتظام کرتے ہیں۔",
    "am": "መግቢያ ነጻ ነው፤ ምግብና የልጆች እንክብካቤ እናዘጋጃለን።",
    "ti": "መእተዊ ብናጻ እዩ፤ መግብን ክንክን ቆልዑን ንዳሎ ኢና።",
}
"""One sentence, in words that stand in no catalogue of ours."""

SIBLINGS = {"hr", "sr-Latn"}
"""One sentence is too little to tell them apart."""


def script(tag: str) -> str:
    return languages()[tag].script


@pytest.mark.parametrize("tag", SAID)
def test_a_sentence_is_recognised(tag: str) -> None:
    found = recognise(SAID[tag].split(), tag, script(tag))
    assert found is not None
    assert found.lead < (16 if found.tag in SIBLINGS else 0), found


@pytest.mark.parametrize("tag", SAID)
def test_a_sentence_is_no_other_language(tag: str) -> None:
    """Whatever it is filed under, the language it is in fits better."""
    for other in languages():
        own, theirs = SAME.get(tag, tag), SAME.get(other, other)
        if own == theirs or script(other) != script(tag) or {tag, other} == SIBLINGS:
            continue
        found = recognise(SAID[tag].split(), other, script(tag))
        assert found is not None
        fits = SIBLINGS if own in SIBLINGS else {own}
        assert found.tag in fits, (other, found)
        assert found.lead > 16, (other, found)


def test_every_language_with_a_sibling_in_its_script_has_a_profile() -> None:
    """Where the script alone says which language it is, there is nothing to compare."""
    scripts = [script(tag) for tag in languages() if tag not in SAME]
    for tag in languages():
        found = recognise(["a"], tag, script(tag))
        assert (found is None) == (scripts.count(script(tag)) == 1), tag
    assert {path.stem for path in PROFILES.glob("*.txt")} == {
        one for one in scripts if scripts.count(one) > 1
    }


def test_a_text_without_letters_is_of_no_language() -> None:
    found = recognise([], "en", "Latn")
    assert found is not None
    assert (found.lead, found.letters) == (0, 0)
    assert recognise(["x"] * 100_000, "en", "Latn") is not None
