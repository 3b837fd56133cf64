"""Texts as the rules look at them, each made once: without Markdown, placeholders, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ..text.braces import TOKEN
from ..text.inline import plain
from ..text.patterns import EMAIL, MAY_HOLD_ADDRESS, VALUE, WEB

ADDRESS: Final = re.compile(rf"{EMAIL}|{WEB}", re.ASCII | re.IGNORECASE)
"""An e-mail or web address."""

WORD: Final = re.compile(r"[^\W\d_]+(?:[’'\u200c\u200d][^\W\d_]+)*")
"""A word of letters; apostrophes and joiners within it belong to it."""

LETTERS: Final[Mapping[str, str]] = {
    "Latn": r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff",
    "Cyrl": r"\u0400-\u0482\u048a-\u052f\u1c80-\u1c88\ua640-\ua66d",
    "Grek": r"\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff",
    "Geor": r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Armn": r"\u0531-\u0587",
    "Hebr": r"\u05d0-\u05f2",
    "Arab": (
        r"\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
        r"\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
    ),
    "Ethi": r"\u1200-\u135a\u1380-\u138f\u2d80-\u2ddf\uab00-\uab2f",
    "Deva": r"\u0904-\u0939\u0958-\u0961\u0971-\u097f",
    "Thai": r"\u0e01-\u0e30\u0e40-\u0e46",
    "Hans": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Kana": r"\u3041-\u30ff\uac00-\ud7a3",
}
"""Letters by script (ISO 15924; Kana here with Hangul), as parts of a character class."""

LATIN_WORD: Final = re.compile(rf"[{LETTERS['Latn']}]+")

_MARKDOWN: Final = re.compile(r"[*\[&\\]")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """``text`` without Markdown and link targets; placeholders stand as `VALUE`."""
    seen = plain(text) if _MARKDOWN.search(text) else text
    return TOKEN.sub(_value, seen) if "{" in seen or "}" in seen else seen


@lru_cache(maxsize=8192)
def words_only(text: str) -> str:
    """`bare` text whose e-mail and web addresses stand as `VALUE`, too."""
    seen = bare(text)
    return ADDRESS.sub(VALUE, seen) if MAY_HOLD_ADDRESS.search(seen) else seen


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of `words_only` text, in their order and spelling."""
    return tuple(WORD.findall(words_only(text)))


@lru_cache(maxsize=8192)
def german_words(text: str) -> frozenset[str]:
    """The words of a German text, in lower case, also those of compounds with hyphens."""
    return frozenset(word.lower() for word in LATIN_WORD.findall(bare(text)))


@lru_cache(maxsize=8192)
def unquoted(text: str) -> str:
    """`words_only` text without what stands in brackets or quotation marks: names, mostly."""
    return _ASIDE.sub(" ", words_only(text))


_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[„“”«»\"‘‚「][^„“”«»\"‘’‚」]*[“”«»\"’‘」]")


def _value(match: re.Match[str]) -> str:
    token = match[0]
    return token[0] if token in ("{{", "}}", "{", "}") else VALUE
