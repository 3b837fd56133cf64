"""Answers that no translation looks like."""

from __future__ import annotations

import pytest

from pipeline.language.table import language
from pipeline.mt.plausible import fault_in_words

GERMAN = "Wir laden alle Menschen aus dem Kreis herzlich zum Fest ein"


@pytest.mark.parametrize(
    ("tag", "source", "target", "why"),
    [
        ("uk", GERMAN, "", "keinen Text"),
        ("uk", GERMAN, "…", "keinen Text"),
        ("en", GERMAN, "We we we we we we we invite", "wiederholte"),
        ("en", GERMAN, "We invite you all to the feast to the feast to the feast", "wiederholte"),
        ("th", GERMAN, "เราขอเชิญทุกคนทุกคนทุกคนทุกคนทุกคน", "wiederholte"),
        ("en", "Kommen Sie gern", "Come sooooooon please", "blieb hängen"),
        ("en", GERMAN, GERMAN, "unübersetzt"),
        ("tr", GERMAN, "Wir laden alle Menschen aus dem Kreis zur kutlama davet", "unübersetzt"),
        ("ar", GERMAN, "We invite all people from the district warmly to the feast", "Schrift"),
        ("ar", GERMAN, "ندعو جميع الناس من المنطقة إلى الحفل праздник", "Schrift"),
        ("uk", GERMAN, "Вiтаємо всiх ласкаво просимо на свято ласкаво ⁇", "Zeichen"),
        ("en", GERMAN, "We warmly invite всіх people from the district to the feast", "Schrift"),
        ("ka", GERMAN, "გ", "kurz oder lang"),
        ("uk", "Neuer Satz mit vier Wörtern.", "Запитання", "kurz oder lang"),
        ("fr", "Es gibt einen Aufzug.", "Là.", "kurz oder lang"),
        ("zh-CN", "Wir freuen uns sehr auf Sie alle.", "是", "kurz oder lang"),
        ("en", "Ja", "Yes, of course, we are very glad that you asked us this", "kurz oder lang"),
        ("en", GERMAN, "We invite <unk> people from the district to the feast", "Zeichen"),
        ("en", GERMAN, "We invite people\u202e from the district to the feast", "Zeichen"),
        ("en", GERMAN, "We invite <b>people</b> from the district to the feast", "HTML"),
        ("en", GERMAN, "We invite people {date} from the district to the feast", "erfand"),
        ("en", GERMAN, "We invite people from the district, write a@b", "erfand"),
        ("en", GERMAN, "We invite XQ people from the district to the feast", "Rest"),
    ],
)
def test_refused(tag: str, source: str, target: str, why: str) -> None:
    assert why.replace("kurz oder lang", "viel zu kurz") in fault_in_words(
        source, target, language(tag)
    )


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("en", GERMAN, "We warmly invite all people from the district to the party"),
        ("ar", GERMAN, "ندعو جميع الناس من المنطقة بحرارة إلى الحفل"),
        ("ka", GERMAN, "გულითადად ვიწვევთ ყველას ზეიმზე ჩვენი რაიონიდან"),
        ("ti", GERMAN, "ንኩሎም ሰባት ካብቲ ወረዳ ናብ በዓል ብሓጎስ ንዕድም"),
        ("zh-CN", GERMAN, "我们诚挚邀请本区所有人参加庆典"),
        ("th", GERMAN, "เราขอเชิญทุกคนจากเขตมาร่วมงานเทศกาลอย่างอบอุ่น"),
        ("fa", "Das Jobcenter hilft Menschen bei der Arbeit", "Jobcenter به مردم در کار کمک می‌کند"),
        ("uk", "Es gibt einen Aufzug.", "Є ліфт."),
        ("zh-CN", "Wir freuen uns sehr auf Sie alle.", "恭候光临"),
        ("tr", "Ich kann nicht kommen", "Gelemiyorum"),
        ("so", "Veranstaltungsort", "Goobta"),
        ("en", "Information", "Information"),
        ("fr", "Restaurant, Museum", "Restaurant, musée"),
        ("uk", "Die EU hilft", "EU допомагає"),
        ("en", "Ja", "Yes, please"),
        (
            "en",
            "Die Frauen, die Männer, die Kinder, die Gäste und die Nachbarn der Stadt kommen",
            "The women, the men, the children, the guests and the neighbours of the town come",
        ),
        ("uk", "Nein, nein, nein!", "Ні, ні, ні!"),
        ("es", "Am ersten Tag", "El 1ª día".replace("1", "")),
    ],
)
def test_let_pass(tag: str, source: str, target: str) -> None:
    assert fault_in_words(source, target, language(tag)) == ""
