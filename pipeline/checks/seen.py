"""Texts as the rules look at them, each made once: without Markdown, placeholders, addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..language.scripts import LATIN
from ..text.braces import TOKEN
from ..text.inline import plain
from ..text.patterns import COMBINING, EMAIL, MAY_HOLD_ADDRESS, VALUE, WEB

ADDRESS: Final = re.compile(rf"{EMAIL}|{WEB}", re.ASCII | re.IGNORECASE)
"""An e-mail or web address."""

WORD: Final = re.compile(rf"[^\W\d_](?:[’'\u200c\u200d]?[^\W\d_]|[{COMBINING}])*")
"""A word of letters with the signs on them; apostrophes and joiners within it belong to it."""

LATIN_WORD: Final = re.compile(rf"[{LATIN.letters}]+")

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
