"""What no translation looks like: repetition, echo, another script, absurd length, debris.

A rule looks at a sentence, or a unit, and what an engine made of it, both without masks,
and says in German why the draft is refused. These rules guard against machines; what people
write is looked at by checks/.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Final

from ..base.messages import _
from ..language.scripts import LATIN, script
from ..language.table import Language
from ..text.inline import HTML
from ..text.patterns import ADDRESS_LIKE, INVISIBLE

_LATIN_AT_MOST: Final = 0.4
"""Share of Latin letters in a text of another script, acronyms and brands not counted."""

_LONG: Final = 40
"""Letters of a source that says something about the length, whatever its words."""
_PHRASE: Final = (15, 4)
"""Letters and words from which a shorter one does so, too: it is no longer a compound or two."""
_LESS: Final = 0.8
"""Of the least, for such a phrase: "Es gibt einen Aufzug." is «Є ліфт.»."""
_SENTENCE: Final = 5
"""Words that no language says in one."""
_MORE: Final = 20
"""Letters that any translation may have besides."""

_WORD: Final = re.compile(r"\w+")
_LOOP: Final = re.compile(r"(.{2,40}?)\1{3,}|(\w)\2{4,}")
"""Something four times in a row, or one letter five times."""

_DEBRIS: Final = re.compile(
    r"⁇|<unk>|<s>|</s>|<pad>|▁|@@|\N{REPLACEMENT CHARACTER}|[\ue000-\uf8ff\U000f0000-\U0010fffd]"
)
_MASK: Final = re.compile(r"xq", re.IGNORECASE)
_CONTROL: Final = re.compile(rf"{INVISIBLE.pattern}|[\t\n]")
_MARKS: Final = "{}[]<>*_`\\#@|~^⟦⟧&%‰٪€$£°§"
"""Signs that engines have no business to add: they would be facts or markup."""


def fault_in_words(source: str, target: str, language: Language, of: str = "Latn") -> str:
    """Return why ``target`` cannot be a translation of ``source``; empty when it can.

    ``language`` is that of the target, ``of`` the script of the source (ISO 15924). Neither
    text has masks or facts.
    """
    if not any(map(str.isalnum, target)):
        return "" if not any(map(str.isalpha, source)) else _("Das Modell gab keinen Text zurück.")
    return (
        _debris(source, target)
        or _script(target, language)
        or _echo(source, target)
        or _repetition(source, target)
        or _length(source, target, language)
    )


def has_number(text: str) -> bool:
    """Whether a digit, or a sign for a number, of any script is in ``text``."""
    return any(map(_is_number, set(text)))


@cache
def _is_number(char: str) -> bool:
    return unicodedata.category(char) in ("Nd", "Nl", "No")


def _debris(source: str, target: str) -> str:
    if found := _DEBRIS.search(target) or _CONTROL.search(target):
        return _("Das Modell schrieb ein unbrauchbares Zeichen (U+{code:04X}).").format(
            code=ord(found[0][0])
        )
    if (found := _MASK.search(target)) and not _MASK.search(source):
        return _("Vom Schutz der Angaben blieb ein Rest: {text}").format(text=found[0])
    if (found := HTML.search(target)) and found[0] not in source:
        return _("Das Modell schrieb HTML: {html}").format(html=found[0])
    for mark in _MARKS:
        if mark in target and target.count(mark) > source.count(mark):
            return _("Das Modell erfand ein Zeichen: {mark}").format(mark=mark)
    if (found := ADDRESS_LIKE.search(target)) and not ADDRESS_LIKE.search(source):
        return _("Das Modell erfand eine Adresse.")
    return ""


def _script(target: str, language: Language) -> str:
    own = script(language.script).names
    if not own:
        return ""
    words = _WORD.findall(target)
    if own != LATIN.names:
        words = [word for word in words if not _is_acronym(word)]
    scripts = Counter(map(_script_of, "".join(words)))
    del scripts[""]
    right = sum(scripts[name] for name in own)
    latin = 0 if "LATIN" in own else scripts["LATIN"]
    foreign = scripts.total() - right - latin
    if foreign or latin > _LATIN_AT_MOST * (right + latin):
        return _("Das Modell antwortete in einer anderen Schrift als der von {language}.").format(
            language=language.german
        )
    return ""


@cache
def _script_of(char: str) -> str:
    """The first word of a letter's name; empty for digits and marks, which scripts share."""
    if not char.isalpha() or unicodedata.category(char) == "Lm":
        return ""
    return "LATIN" if char in "ªº" else unicodedata.name(char, "?").split()[0]


def _is_acronym(word: str) -> bool:
    return len(word) <= 5 and word.isascii() and word.isupper()


def _echo(source: str, target: str) -> str:
    ours, theirs = _words(source), _words(target)
    if len(ours) < 3:
        return ""
    same = (Counter(ours) & Counter(theirs)).total()
    if same > 0.6 * max(len(ours), len(theirs)):
        return _("Das Modell gab den Text unübersetzt zurück.")
    return ""


def _repetition(source: str, target: str) -> str:
    theirs = _words(target)
    if theirs:
        word, most = Counter(theirs).most_common(1)[0]
        often = max(Counter(_words(source)).values(), default=0)
        # Articles and the like come often in a long sentence, but not as every fifth word.
        if most >= often + 4 and most > 0.2 * len(theirs):
            return _("Das Modell wiederholte ein Wort {count}-mal: {word}").format(
                count=most, word=word
            )
        if most > often and (found := _in_a_row(theirs)) > max(2, _in_a_row(_words(source))):
            return _("Das Modell wiederholte dieselben Wörter {count}-mal.").format(count=found)
    if (loop := _LOOP.search(target)) and not _LOOP.search(source):
        return _("Das Modell blieb hängen: {text}").format(text=loop[0][:20].strip() + "…")
    return ""


def _in_a_row(words: list[str]) -> int:
    """How often a group of one to six words stands at most directly after itself."""
    most = 1 if words else 0
    for size in range(1, 7):
        same = 0
        for index in range(size, len(words)):
            same = same + 1 if words[index] == words[index - size] else 0
            most = max(most, 1 + same // size)
    return most


def _length(source: str, target: str, language: Language) -> str:
    ours, theirs = (sum(map(str.isalpha, text)) for text in (source, target))
    words = len(_words(source))
    least, most = script(language.script).bounds
    if ours < _LONG:
        least = least * _LESS if ours >= _PHRASE[0] and words >= _PHRASE[1] else 0
    one_word = script(language.script).spaced and len(_words(target)) == 1
    if not least * ours <= theirs <= most * ours + _MORE or (words >= _SENTENCE and one_word):
        return _(
            "Der Entwurf ist mit {count} Buchstaben viel zu kurz oder zu lang für {german}."
        ).format(count=theirs, german=ours)
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
