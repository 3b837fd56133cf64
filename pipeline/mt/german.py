"""German made easy for an engine: only what it is sent changes, never a catalogue.

Gender forms become pairs, abbreviations words, shouted words ordinary ones.
"""

from __future__ import annotations

import re
from typing import Final

from ..source.german import ABBREVIATIONS, SHOUTED

_LETTER: Final = "A-Za-zÄÖÜäöüß"

# "*innen", ":innen", "_innen", "·innen", "/innen", "/-innen", "(innen)", "Innen"
_MARK: Final = r"(?:[*:_·’]|/-?)"
_PLURAL: Final = re.compile(
    rf"(?<![{_LETTER}-])(?P<stem>[{_LETTER}-]*[{_LETTER}]{{2}})(?:{_MARK}[iI]nnen|\([iI]nnen\)|(?<=[a-zäöüß])Innen)"
    rf"(?P<rest>[a-zäöüß]*)"
)
_SINGULAR: Final = re.compile(
    rf"(?<![{_LETTER}-])(?P<stem>[{_LETTER}-]*[A-ZÄÖÜ][a-zäöüß]{{2,}})(?:{_MARK}in|\(in\)|In)(?![{_LETTER}])"
)
_ENDING: Final = re.compile(r"(?<![A-Za-zÄÖÜäöüß])([a-zäöüß]{2,})[*_:](r|n|s|e|er|en)(?![\w*])")
_EITHER: Final = re.compile(
    r"(?<!\w)([dD](?:er|ie|en|em|es)|[eE]r|[sS]ie|[iI]hr)[*/:]([a-zäöü]+)(?!\w)"
)

_WEAK: Final = re.compile(
    r"(?:ent|ant|and|ist|at|et|it|og|oph|graf|agog|or|kolleg|kund|expert|zeug|beamt|türk|afghan"
    r"|franzos|grieche?|bulgar|pat|ökonom|chirurg|jud|jüd|russ|pol|chines|sklav|genoss|erb|bot)$",
    re.IGNORECASE,
)
"""Stems of the weak declension (and those in -or): the plural ends in -en."""

_WITH_E: Final = re.compile(
    r"(?:og|oph|agog|kolleg|kund|expert|zeug|türk|afghan|franzos|bulgar|pat|russ|pol|chines|genoss)$",
    re.IGNORECASE,
)
"""Of these, the ones whose singular ends in -e."""

_ABBREVIATION: Final = tuple(
    (re.compile(rf"(?<![\w.]){short}", re.IGNORECASE), long)
    for short, long in ABBREVIATIONS.items()
)
_STREET: Final = re.compile(
    r"(?<![A-Za-z])(Str|[A-ZÄÖÜ][a-zäöüß]+str)\.(?!\w)|(?<=[a-zäöüß]-)Str\."
)

_WORD: Final = re.compile(rf"(?<!\w)[{_LETTER}]+(?!\w)")
_CAPITALS: Final = re.compile(r"[A-ZÄÖÜẞ]{2,}")
ACRONYM: Final = re.compile(
    r"(?<![\w-])(?!(?:" + "|".join(sorted(SHOUTED)) + r")(?!\w))[A-ZÄÖÜ]{2,5}(?![\w-])"
)
"""A short word in capitals that stands alone. One in a compound ("EU-Bürger") is left to the
engine, which would not know the other half without it."""


def ease(text: str) -> str:
    """Return German with gender forms as pairs, abbreviations as words and nothing shouted.

    "Akteur*innen" → "Akteurinnen und Akteure", "z. B." → "zum Beispiel", "BITTE NICHT
    RAUCHEN" → "Bitte Nicht Rauchen"; acronyms stay.
    """
    text = _PLURAL.sub(_pair, text)
    text = _SINGULAR.sub(lambda found: _man(found["stem"]), text)
    text = _EITHER.sub(lambda found: found[1], text)
    text = _ENDING.sub(lambda found: found[1] + (found[2] if found[2] in "rns" else ""), text)
    for short, long in _ABBREVIATION:
        text = short.sub(lambda found, long=long: _long(found, long), text)  # type: ignore[misc]
    text = _STREET.sub(lambda found: f"{found[0][:-1].removesuffix('.')}aße", text)
    return calm(re.sub(r"(?<=\s)&(?=\s)", "und", text))


def calm(text: str) -> str:
    """Return ``text`` with shouted words capitalised; acronyms of up to five letters stay.

    Where every word is in capitals, and one of them cannot be an acronym, none is.
    """
    words = _WORD.findall(text)
    all_loud = all(map(_CAPITALS.fullmatch, words)) and any(
        len(word) > 5 or word in SHOUTED for word in words
    )

    def one(found: re.Match[str]) -> str:
        word = found[0]
        loud = _CAPITALS.fullmatch(word)
        if not loud or not (all_loud or len(word) > 5 or word in SHOUTED):
            return word
        first = found.start() == 0
        if word in SHOUTED and not first:
            return word.lower()
        return word[0] + word[1:].lower()

    return _WORD.sub(one, text)


def _pair(found: re.Match[str]) -> str:
    stem, rest = found["stem"], found["rest"]
    men = _men(stem)
    if rest:  # "Bürger*innenbüro", "Expert*innenrunde"
        return men + rest
    return f"{stem}innen und {men}"


def _men(stem: str) -> str:
    if stem.endswith(("er", "el", "en")):
        return stem
    if stem.endswith("nachbar") or stem.endswith("Nachbar"):
        return f"{stem}n"
    return f"{stem}en" if _WEAK.search(stem) else f"{stem}e"


def _man(stem: str) -> str:
    return f"{stem}e" if _WITH_E.search(stem) else stem


def _long(found: re.Match[str], long: str) -> str:
    if found[0][0].isupper() and long[0].islower():
        long = long[0].upper() + long[1:]
    # At the end the stop of the abbreviation is that of the sentence too.
    return long if found.string[found.end() :].strip(' "“”)') else f"{long}."
