"""Letters: of the right script, of the language's own alphabet, and with a font to draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ..base.messages import _
from ..base.model import Severity
from ..catalogue.units import Unit
from ..language import fonts, scripts
from ..language.scripts import SCRIPTS
from ..language.table import GERMAN, Language, language
from ..text.inline import plain
from .conventions import conventions
from .rule import Context, Finding, error, fact, warning
from .seen import LATIN_WORD, WORD, german_words, unquoted, words_only

_BLOCK: Final = 0x1000
"""Code points that are looked up at once: asking the fonts for each text would take seconds."""

_USUAL: Final = 0x3000
"""Most texts have only characters below this."""

_NAMED: Final = 8
"""Characters that a message names; of a script without a font it would be all of them."""

_RUN: Final = 4
"""So many foreign words in a row are no name any more."""

_ACRONYM: Final = 5
"""Capital letters that stand for words in any script: AI, PDF, UNHCR."""

_INTERNATIONAL: Final = frozenset(
    "app blog chat cookie cookies email facebook fi google instagram internet laptop link linkedin "
    "live login mail messenger mobile newsletter offline online pdf podcast signal skype sms "
    "smartphone software stream teams telegram tiktok twitter video web webex webinar website "
    "whatsapp wi wifi wlan workshop www youtube zoom".split()
)
"""Latin words that other scripts use as they are."""

_LATIN, _CYRILLIC, _GREEK = (SCRIPTS[code].letters for code in ("Latn", "Cyrl", "Grek"))

_LATIN_RUN: Final = re.compile(
    rf"[{_LATIN}][{_LATIN}’'-]*(?:[ ,]+[{_LATIN}][{_LATIN}’'-]*){{{_RUN - 1},}}"
)

_MIXED: Final = re.compile(
    rf"[{_LATIN}][{_CYRILLIC}{_GREEK}]"
    rf"|[{_CYRILLIC}{_GREEK}][{_LATIN}]"
    rf"|[{_CYRILLIC}][{_GREEK}]|[{_GREEK}][{_CYRILLIC}]"
)
_LOOK_ALIKE: Final = re.compile(r"(?<![\w.’'@&+-])[aceiopxyABCEHIKMOPTXY]{1,2}(?![\w.’'@&+)-])")
"""Short Latin words that look like Cyrillic or Greek ones."""


@fact
def no_font(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A character without a font would be a box; the document is not made (render/sheet.py).

    What the German text has is no translator's fault: whoever reads the source checks it.
    """
    if lost := missing_letters(unit.target, context.language):
        yield Finding(
            Severity.ERROR,
            _(
                "Für diese Zeichen gibt es keine Schrift: {characters}. "
                "Ersetzen oder löschen Sie sie."
            ).format(characters=_shown(lost)),
        )


@error
def wrong_script(unit: Unit, context: Context, /) -> Iterator[str]:
    """The language's own script, and Latin for what the German has, too."""
    script = context.language.script
    text = words_only(unit.target)
    if found := _foreign(script).search(text):
        yield _(
            "„{word}“ ist nicht in der Schrift dieser Sprache geschrieben. Steht hier eine andere "
            "Übersetzung? Ersetzen Sie das Wort."
        ).format(word=found[0])
        return
    if script == "Latn":
        return
    own = _own(script).search(text)
    latin = LATIN_WORD.findall(text)
    if not latin:
        return
    known = german_words(unit.source)
    unknown = [word for word in latin if word.lower() not in known and not _everywhere(word)]
    if unknown and not own:
        yield _(
            "Die Übersetzung ist nicht in der Schrift dieser Sprache geschrieben („{word}“). "
            "Steht hier eine andere Sprache? Übersetzen Sie den Text neu."
        ).format(word=unknown[0])
        return
    if len(unknown) < _RUN:
        return
    for stretch in _LATIN_RUN.finditer(unquoted(unit.target)):
        strange = [
            word
            for word in LATIN_WORD.findall(stretch[0])
            if word.lower() not in known and not _everywhere(word)
        ]
        if len(strange) >= _RUN:
            yield _(
                "„{words}“ ist nicht in der Schrift dieser Sprache geschrieben. Übersetzen Sie "
                "auch diese Stelle."
            ).format(words=stretch[0].strip())


@error
def mixed_letters(unit: Unit, context: Context, /) -> Iterator[str]:
    """A Cyrillic а in a Latin word looks right, but no search and no voice finds the word.

    UTS #39, 5.1 (Mixed-Script Detection), for the three scripts whose letters look alike.
    """
    text = words_only(unit.target)
    if found := _MIXED.search(text):
        yield _(
            "Im Wort „{word}“ sind Buchstaben zweier Schriften gemischt, die gleich aussehen. "
            "Tippen Sie das Wort mit der Tastatur dieser Sprache neu."
        ).format(word=_word_at(text, found.start()))
    elif scripts.script(context.language.script).confusable:
        known = german_words(unit.source)
        for alike in _LOOK_ALIKE.finditer(unquoted(unit.target)):
            if alike[0].lower() not in known:
                yield _(
                    "„{word}“ sieht wie ein Wort dieser Sprache aus, ist aber mit lateinischen "
                    "Buchstaben geschrieben. Tippen Sie es mit der Tastatur dieser Sprache neu."
                ).format(word=alike[0])
                return


@warning
def foreign_letter(unit: Unit, context: Context, /) -> Iterator[str]:
    """Letters of a neighbour's alphabet: ş for ș, Arabic ي in Persian, ы in Ukrainian."""
    letters = conventions(context.language).letters
    unusual = scripts.script(context.language.script).unusual
    if not letters and not unusual:
        return
    search = _alphabet(tuple(letters), unusual).search(unit.target)
    if search is None or search[0] in unit.source:
        return
    right = letters.get(search[0]) or letters.get(search[0].lower())
    if right:
        yield _(
            "Der Buchstabe „{letter}“ (U+{code:04X}) gehört nicht zum Alphabet dieser Sprache. "
            "Gemeint ist wohl „{right}“ (U+{right_code:04X})."
        ).format(letter=search[0], code=ord(search[0]), right=right, right_code=ord(right[0]))
    else:
        yield _(
            "Der Buchstabe „{letter}“ (U+{code:04X}) gehört nicht zum Alphabet dieser Sprache. "
            "Prüfen Sie, ob hier eine andere Sprache steht."
        ).format(letter=search[0], code=ord(search[0]))


def _everywhere(word: str) -> bool:
    """Whether a Latin word is usual in every script: an acronym, "Email", "Wi-Fi"."""
    return (word.isupper() and len(word) <= _ACRONYM) or word.lower() in _INTERNATIONAL


def _word_at(text: str, position: int) -> str:
    """The word that has the letter at a position."""
    return next(word[0] for word in WORD.finditer(text) if word.start() <= position < word.end())


def missing_letters(text: str, language: Language) -> str:
    """The characters of ``text`` as a reader sees it that no font has, in their order.

    As `fonts.missing`, but fast enough for every unit, and without the digits of
    ``language``: the languages share all fonts. Nothing where the font of ``language`` is not
    installed.
    """
    seen = plain(text) if "&" in text else text  # an entity is shown as its character
    if _usual().issuperset(seen) or fonts.lacking(language):  # that is said once, elsewhere
        return ""
    return "".join(
        char
        for char in dict.fromkeys(seen)
        if char not in _usual() and char in _without_font(ord(char) // _BLOCK)
    )


@cache
def _usual() -> frozenset[str]:
    """The characters of the first blocks that some font has, or that need none."""
    blocks = range(_USUAL // _BLOCK)
    lost = frozenset[str]().union(*map(_without_font, blocks))
    return frozenset(map(chr, range(_USUAL))) - lost


@cache
def _without_font(block: int) -> frozenset[str]:
    characters = map(chr, range(block * _BLOCK, (block + 1) * _BLOCK))
    return frozenset(fonts.missing("".join(characters), language(GERMAN)))


@cache
def _foreign(script: str) -> re.Pattern[str]:
    """A word in letters of none of: the script, Latin."""
    letters = dict.fromkeys(row.letters for row in SCRIPTS.values())
    own = (scripts.script(script).letters, _LATIN)
    others = "".join(one for one in letters if one not in own)
    return re.compile(rf"(?<![^\W\d_])[{others}][{others}\u0300-\u036f’']*(?![^\W\d_])")


@cache
def _own(script: str) -> re.Pattern[str]:
    return re.compile(f"[{scripts.script(script).letters}]")


@cache
def _alphabet(letters: tuple[str, ...], unusual: str) -> re.Pattern[str]:
    # Only capitals of these letters: that of µ, the sign, is the Greek letter itself.
    capitals = (one.upper() for one in letters if one.upper().lower() == one)
    both = "".join({*letters, *(one for one in capitals if len(one) == 1)})
    return re.compile(f"[{re.escape(both)}{unusual}]")


def _shown(characters: str) -> str:
    shown = " ".join(f"{char} (U+{ord(char):04X})" for char in characters[:_NAMED])
    return shown + (" …" if len(characters) > _NAMED else "")
