"""Whether a text has a word in one of its forms, in German and in what we translate into.

Only ever used for notes and warnings. In German endings and the umlauts of the plural are
known (Geflüchteten, Ausländerbeiräte); a term within a compound is another word
(„Ausbildung“ is not in „Ausbildungsplatz“), the last part after a hyphen is not
(„Online-Beratung“). Translations inflect in more ways than anyone could list, so there a
word counts as found as soon as most of it is there: rather too few warnings than wrong ones.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import fuzz

from ..language import scripts
from ..text.patterns import ADDRESS_WORD, HIDDEN

Terms = tuple[tuple[str, bool], ...]
"""German words with whether each is a name, which has no forms but the genitive."""

PREFIX: Final = 0.6
"""The part of a word that inflection leaves alone."""

SIMILAR: Final = 60.0
"""Percent of `rapidfuzz.fuzz.ratio` from which words with the same two first letters are
forms of one word: Ukrainian ``вхід``, ``входу``."""

# --- finding in German ----------------------------------------------------------------------

_DATA: Final = re.compile(rf"\{{[^{{}}]*\}}|{ADDRESS_WORD}|\]\([^)\s]*\)|\u00ad")
"""Placeholders, addresses and soft hyphens."""

_HYPHEN: Final = "[-\u2010\u2011]"
_SPACE: Final = r"\s+"
_ENDING: Final = r"(?:e[nrsm]?|ern|s(?:e[ns]?)?|n(?:en|s)?|in(?:nen)?)?(?:[*:_/]-?in(?:nen)?)?"


class Finder:
    """Finds the words of a list in German texts, however long the list is.

    Only the words whose first letters some word of the text has are looked for; with a pattern
    of all of them a text would take as long as the list is.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._begin: dict[str, list[int]] = {}
        for place in sorted(range(len(terms)), key=lambda place: -len(terms[place][0])):
            self._begin.setdefault(_beginning(terms[place][0]), []).append(place)

    def find(self, text: str) -> tuple[int, ...]:
        """The positions in the list of those that the German ``text`` has, in its order, each
        once; a longer one hides those within it. Placeholders and addresses are no text."""
        text = unicodedata.normalize("NFC", _DATA.sub(_blank, text))
        found = sorted(
            (match.start(), -len(self._terms[place][0]), place, match.end())
            for place in self._candidates(text)
            for match in _pattern(*self._terms[place]).finditer(text)
        )
        places: list[int] = []
        end = 0
        for start, _length, place, its_end in found:
            if start >= end:
                places.append(place)
                end = its_end
        return tuple(dict.fromkeys(places))

    def _candidates(self, text: str) -> Iterator[int]:
        """The words that may begin where a word of the text begins."""
        begun = {
            folded[:length]
            for match in _START.finditer(text)
            for folded in (_unmarked(text[match.start() : match.start() + 6])[:_LETTERS],)
            for length in range(1, len(folded) + 1)
        }
        for beginning in begun & self._begin.keys():
            yield from self._begin[beginning]


_START: Final = re.compile(r"(?<!\w)\S")
_LETTERS: Final = 3
"""So many letters no inflection changes, but for umlauts."""


def _beginning(german: str) -> str:
    first, *_others = german.split()
    return _unmarked(first)[:_LETTERS]


def _unmarked(text: str) -> str:
    bare = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return "".join(bare).lower().replace("\u2010", "-").replace("\u2011", "-")


def _blank(match: re.Match[str]) -> str:
    return "" if match[0] == "\u00ad" else " "


@lru_cache(maxsize=100_000)
def _pattern(german: str, is_name: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_name(german) if is_name else _forms(german)})")


def _name(german: str) -> str:
    """A name, its first and last word also in the genitive, not as the end of a compound."""
    words = [_literal(word) for word in german.split()]
    for place in {0, len(words) - 1}:
        words[place] += "(?:e?s)?" if words[place][-1].isalpha() else ""
    return rf"(?<![-\u2010\u2011]){_SPACE.join(words)}(?!\w)"


def _forms(german: str) -> str:
    """The forms of a term; one word keeps the case of its first letter: nouns are no verbs."""
    words = german.split()
    first = german[0]
    keeps = first.isupper() and len(words) == 1
    initials = _umlaut(first) if keeps else first.lower() + first.upper()
    forms = _SPACE.join(map(_inflected, words))
    return rf"(?=[{re.escape(initials)}])(?i:{forms})(?![-\w\u2010\u2011])"


def _inflected(word: str) -> str:
    short = len(word) < 4 and word[0].islower()  # für, von, und
    if short or not word[-1].isalpha() or word.isupper():
        return _literal(word) + ("s?" if word.isupper() else "")
    if word.endswith("um") and len(word) > 5:
        return f"{_literal(word[:-2])}(?:ums?|en)"
    stem = re.sub(r"en?$", "", word) if len(word) > 4 else word
    place = max(map(stem.rfind, "aouäöüAOUÄÖÜ"))
    if place < 0:
        return _literal(stem) + _ENDING
    vowel = f"[{_umlaut(stem[place])}]"
    return f"{_literal(stem[:place])}{vowel}{_literal(stem[place + 1 :])}{_ENDING}"


def _umlaut(letter: str) -> str:
    """A letter with and without its umlaut, if it has one."""
    bare = unicodedata.normalize("NFD", letter)[0]
    return (
        f"{bare}{unicodedata.normalize('NFC', bare + chr(0x308))}" if bare in "aouAOU" else letter
    )


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\-", _HYPHEN)


# --- finding in a translation -----------------------------------------------------------------


_SAME: Final = str.maketrans(
    dict.fromkeys("'\u2018\u2019\u02bc`\u00b4\u0640", "")  # apostrophes, tatweel
    | {"b": "p", "d": "t", "g": "k"}  # Turkish: grup, grubu
    | {"\u200c": " ", "ı": "i", "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ت"}
)
_WEAK: Final = str.maketrans("", "", "اوي")
"""Letters that come and go between an Arabic singular and its broken plural."""


class _Folds(dict[int, str]):
    """For `str.translate`: away with marks and invisible signs; Ethiopic syllables become
    their consonant, the first of its row of eight."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        unseen = unicodedata.category(char) in ("Mn", "Cf")
        row = chr(code & ~7) if 0x1200 <= code <= 0x1357 else char
        self[code] = "" if unseen else row
        return self[code]


_FOLDS: Final = _Folds()
_UNSEEN: Final = re.compile(f"[{HIDDEN}]")
_HYPHENS: Final = str.maketrans(dict.fromkeys("\u2010\u2011", "-"))


class Translation:
    """A translated text in which words are looked for."""

    def __init__(self, text: str, script: str) -> None:
        """``script`` is ISO 15924."""
        self._text = text
        self._script = script

    def has_name(self, name: str) -> bool:
        """Whether ``name`` is there letter by letter; invisible signs, kinds of hyphens and
        of spaces make no difference."""
        return _exact(name) in self._exact

    def has(self, agreed: str) -> bool:
        """Whether most of each word of ``agreed`` is there, whatever ending, article or prefix
        it has; of what a comma or slash separates one is enough. What stands in round
        brackets may be missing."""
        return any(
            all(self._has(word, stem) for word, stem in words)
            for words in _alternatives(agreed, self._script)
        )

    def _has(self, word: str, stem: str) -> bool:
        return stem in self._folded or any(
            found[:2] == word[:2] and fuzz.ratio(word, found) >= SIMILAR for found in self._words
        )

    @cached_property
    def _exact(self) -> str:
        return _exact(self._text)

    @cached_property
    def _folded(self) -> str:
        return _folded(self._text, self._script)

    @cached_property
    def _words(self) -> list[str]:
        return re.findall(r"\w+", self._folded)


@lru_cache(maxsize=20_000)
def _alternatives(agreed: str, script: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """What ``agreed`` offers, each as its words, folded, with the part of them that must be
    there. Words too short to tell count only where there are no others."""
    enough = scripts.script(script).stem
    outside = re.sub(r"\([^()]*\)", " ", agreed)
    offers = []
    for offer in re.split(r"[,،;؛/|፣]", outside if outside.strip() else agreed):
        words = [_bare(word, script) for word in re.findall(r"\w+", _small(offer))]
        telling = [word for word in words if len(word) >= enough] or words
        if telling:
            offers.append(tuple((word, _stem(word, enough)) for word in telling))
    return tuple(offers)


def _bare(word: str, script: str) -> str:
    """An Arabic word without its article, and without weak letters where enough are left."""
    if script != "Arab":
        return word
    bare = word.removeprefix("ال") if len(word) > 4 else word
    firm = bare.translate(_WEAK)
    return firm if len(firm) >= scripts.ARABIC.stem else bare


def _stem(word: str, enough: int) -> str:
    return word[: max(enough, math.ceil(PREFIX * len(word)))]


@lru_cache(maxsize=2_000)
def _exact(text: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_HYPHENS).split())


def _small(text: str) -> str:
    """Small letters without marks, in one spelling."""
    return unicodedata.normalize("NFD", text.casefold()).translate(_SAME).translate(_FOLDS)


def _folded(text: str, script: str) -> str:
    """The same; Arabic once more without its weak letters."""
    small = _small(text)
    return f"{small}\n{small.translate(_WEAK)}" if script == "Arab" else small
