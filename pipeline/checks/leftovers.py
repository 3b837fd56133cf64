"""What programs leave behind: broken encodings, marks of tools, words that machines say.

None of it is language, so nothing here hangs on the language of the text. What the German
has as well is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.messages import _
from ..catalogue.units import Unit
from .conventions import conventions
from .rule import Context, error
from .seen import words, words_only

_LOST: Final = re.compile(
    r"\ufffd|\?{3,}|(?<![^\W\d_])\?{2}(?= \?)"
    r"|[a-zß-ɏа-я]\?[a-zß-ɏа-я]"  # Ba?vuru
)
"""Letters that an encoding could not hold."""

_UTF8_SEEN: Final = re.compile(
    "(?:[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3})+"
)
"""UTF-8 read as Windows-1252 (or ISO 8859-1): Ã¼ for ü."""
_UTF8_SEEN_1251: Final = re.compile("(?:[РС][\u00a0-\u00bfЂ-џҐґ‚„…†‡€‰‹‘’“”•–—™›]){3,}")
"""And as Windows-1251: РџСЂ for Пр."""
_QUOTED: Final = re.compile("[^Ã](?:\u00a0?[«»“”’])")
"""A letter before a quotation mark: «CAFÉ», »Å«."""
_MEANT: Final = re.compile(
    "[\u00a0-\u017fșțȘȚəƏ\u0370-\u058f\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u10a0-\u13ff"
    "\u1e00-\u1eff\u2010-\u203a\u20ac\u3000-\u9fff]"
)
"""What the letters must have been, for it to be no accident of capitals and marks."""

_MARKS: Final = re.compile(
    r"<{7}|>{7}|={7}|\|{7}|#-#-#-#"  # git, msgcat
    r"|\\[uU][0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[nrt](?![a-z])"
    r"|%\(\w+\)[sd]|%[sd]\b|\$\{"
    r"|\[(?:MT|AI|KI|TODO|TM|UNTRANSLATED|NEEDS REVIEW)\]|```"
    r"|(?<![\w-])(?:X{4,}|XXX(?![\w.])|TODO|FIXME|TBD|TBC|MISSING|UNTRANSLATED)(?![\w-])"
    r"|(?i:\blorem ipsum\b|\bTranslated by\b|\bMachine translation\b)",
)
"""Of tools, and of people who wanted to come back."""

_TRANSLATION: Final = (
    (
        "Übersetzung Übersetzt Translation Translated Traduction Traducere Traducción Tradução "
        "Traduzione Përkthim Përkthimi Tłumaczenie Çeviri Çevirisi Werger Wergera Превод "
        "Перевод Переклад Prijevod Prevod Překlad Preklad Fordítás Käännös Oversættelse Vertaling "
        "Terjemahan Tafsiri Turjumaad Turjumaadda Tarjumaad Hiikkaa Hiika Μετάφραση ترجمة الترجمة "
        "ترجمه وەرگێڕان ژباړه اردو_ترجمہ ترجمہ თარგმანი ትርጉም ትርጉሙ अनुवाद คำแปล 翻译 译文 Boldipe"
    )
    .replace("_", r"\s")
    .split()
)
_SAID: Final = re.compile(
    rf"^\W{{0,3}}(?:\w+\s)?(?:{'|'.join(_TRANSLATION)})(?:\s[^\W\d_]+)?\W{{0,3}}[:：]"
    r"|^\W{0,3}(?i:here(?:’|'| i)s (?:the|your|a) |sure[,!] |certainly[,!] |of course[,!] here"
    r"|hier ist die |voici la traduction|as an ai |als ki-)"
)
"""What a machine says before its translation."""

_BEGINNING: Final = re.compile(r"\s*(#{1,6}|[-*+]|>+|[•·▪])\s")
"""What begins a heading, an item or a quotation in Markdown."""

_FEW: Final = 7
"""Letters with marks to be expected in a text, for their absence to be no accident: in 16
languages hardly one human translation has none then."""


@error
def leftovers(unit: Unit, context: Context, /) -> Iterator[str]:
    """Signs that no reader should meet: lost letters, marks of tools, a machine's own words."""
    text = words_only(unit.target)
    if found := _first(_LOST, text, unit.source):
        yield _(
            "„{text}“: Hier sind Buchstaben verloren gegangen. Speichern Sie die Datei in UTF-8 "
            "und tippen Sie die Stelle neu."
        ).format(text=found)
    if not text.isascii() and (found := _misread(text, unit.source)):
        yield _(
            "„{text}“: Die Zeichen sind falsch gelesen worden (UTF-8 als Windows-Zeichensatz). "
            "Öffnen Sie die Datei als UTF-8 und übernehmen Sie den Text neu."
        ).format(text=found)
    left = _first(_MARKS, text, unit.source)
    if not left and "übersetz" not in unit.source.casefold():  # else the German speaks of it
        left = _first(_SAID, text, unit.source)
    if left and not (left == "XXX" and "30" in unit.source):  # a Roman number
        yield _(
            "„{text}“ gehört nicht in den Text; ein Programm oder eine Notiz hat es "
            "hinterlassen. Löschen Sie es."
        ).format(text=left)
    begun = _BEGINNING.match(unit.target)
    if begun and not _BEGINNING.match(unit.source):
        yield _(
            "Die Übersetzung beginnt mit „{mark}“, der deutsche Text nicht. Löschen Sie das "
            "Zeichen."
        ).format(mark=begun[1])


@error
def marks_lost(unit: Unit, context: Context, /) -> Iterator[str]:
    """A long text without any ă, ş, ż: somebody typed it without them, or a program lost them."""
    usual = conventions(context.language).marked
    if not usual or len(unit.target) * usual < _FEW:
        return
    german = set(words(unit.source))
    own = "".join(word for word in words(unit.target) if word not in german)
    if own.isascii() and len(own) * usual >= _FEW:
        yield _(
            "In diesem Text fehlen alle Zeichen an den Buchstaben, wie die Sprache sie hat. "
            "Tippen Sie ihn mit der Tastatur dieser Sprache neu."
        )


def _first(pattern: re.Pattern[str], text: str, german: str) -> str:
    """What a pattern finds and the German does not have."""
    return next((one[0].strip() for one in pattern.finditer(text) if one[0] not in german), "")


def _misread(text: str, german: str) -> str:
    """The first stretch that is UTF-8, read in another encoding."""
    for pattern, encoding in ((_UTF8_SEEN, "cp1252"), (_UTF8_SEEN_1251, "cp1251")):
        for found in pattern.finditer(text):
            right = _decoded(found[0], encoding)
            if _QUOTED.fullmatch(found[0]) or found[0] in german:
                continue
            if right and all(map(_MEANT.match, right)):
                return found[0]
    return ""


def _decoded(text: str, encoding: str) -> str:
    """What a text was before; nothing if it was never anything else."""
    try:
        return b"".join(_byte(char, encoding) for char in text).decode()
    except UnicodeError:
        return ""


def _byte(char: str, encoding: str) -> bytes:
    """Of one character; Windows encodings have holes, which programs fill as ISO 8859-1 does."""
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1")
