"""What must survive an engine is taken out before and put back after.

Masked are placeholders, addresses, names, numbers with what belongs to them, acronyms,
signs of Markdown and HTML; strong, emphasised and linked text is put between a pair of
masks. What is left is words, and an engine gets those as easy German (`german.ease`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..base.messages import _
from ..source.facts import PLACEHOLDERS
from ..source.german import ARTICLE, MONTH_NAME
from ..source.rows import LINKS, FactKind
from ..text.patterns import (
    EMAIL,
    HIDDEN,
    LINKED_GREEDY,
    NUMERALS,
    PHONE_GERMAN,
    WEB_GREEDY,
)
from . import german, quotes
from .sentences import MONTH
from .styles import (
    ADDRESS,
    ANY,
    ATOM,
    ATOMS,
    CLOCK,
    CLOSES,
    CONTACT,
    DATE,
    DAY,
    NAME,
    NUMBER,
    OPEN,
    OPENS,
    PAIR,
    SIGN,
    SPAN,
    TIME,
    WEEKDAY,
    YEAR,
    is_open,
    kind,
)

LONGEST_TEXT: Final = 5_000
"""Characters of a unit; half as many masks fit into `styles.SPAN`."""

_HIDDEN: Final = re.compile(f"[{HIDDEN}]")
"""Marks of direction and other invisible signs: models were trained without them, and
SentencePiece drops some; those of a translation are set when it is assembled."""

_LINK: Final = re.compile(r"\[(?P<text>[^\[\]]+)\](?P<end>\((?:[^()\s]|\([^()\s]*\))*\))")
_ADDRESS: Final = re.compile(rf"{EMAIL}|{LINKED_GREEDY}|{WEB_GREEDY}", re.IGNORECASE)
_LITERAL: Final = re.compile(r"\{\{|\}\}|\{[^{}]*\}|\\[!-/:-@\[-`{-~]|&#?\w+;|<[^<>]*>|e\.\s?V\.")
_SIGN: Final = re.compile(r"[#@]\w+|(?<!\w)\w*_\w*|[*_\[\]`{}<>\\|~^#@&⟦⟧]+")

_STRONG: Final = re.compile(r"(?P<mark>\*\*|__)(?=[^\s*_])(?P<text>.+?)(?<=[^\s*_])(?P=mark)")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])(?P<mark>\*)(?=[^\s*])(?P<text>[^*]+?)(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])(?P<mark2>_)(?=[^\s_])(?P<text2>[^_]+?)(?<=[^\s_])_(?![\w_])"
)

_DIGIT: Final = rf"[\d{NUMERALS}]"
_FIGURE: Final = rf"{_DIGIT}+(?:[.,:’'/٫٬]{_DIGIT}+)*"
_NUMBER: Final = re.compile(
    rf"(?P<day>(?<!\w)\d{{1,2}})\.(?=\s?{MONTH_NAME})"
    rf"|(?P<phone>{PHONE_GERMAN})"
    rf"|(?:[§€$£]\s?)*(?:(?<![\w)])[-−+±])?(?<!\w)\w*{_FIGURE}(?:\s?[–-]\s?{_FIGURE})*"
    rf"\w*(?:,[-–]+)?(?:\s?(?:[%‰€$£]|°C?|EUR\b))?"
    rf"|[§€$£%‰°٪]+"
)
_ORDINAL: Final = re.compile(
    rf"(?P<article>(?<!\w){ARTICLE}\s+)"
    r"(?P<number>\d{1,3}\.)(?=\s)|(?<!\S)(?P<small>\d{1,2}\.)(?=\s[a-zäöü])",
    re.IGNORECASE,
)

_JOINED: Final = re.compile(rf"[{ATOMS}](?:\s?[,/–-]?\s?[{ATOMS}])+")

_AROUND: Final = re.compile(rf"([{OPENS}])([^\w{OPENS}{CLOSES}]*)(.)")

_MASKS: Final = {
    FactKind.DATE: DATE,
    FactKind.WEEKDAY: WEEKDAY,
    FactKind.TIME: TIME,
    FactKind.HOURS: TIME,
    FactKind.PRICE: SIGN,
    **dict.fromkeys(LINKS, CONTACT),
}
"""What stands for a placeholder, by the kind of its fact; for all others `NAME`."""
_HOUR: Final = re.compile(r"\d{1,2}(?::\d\d)?")
_UHR: Final = re.compile(r"\s*Uhr\b")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Unfit(Exception):
    """A text is nothing to be translated; the message says in German why."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose facts are single private use characters (`styles`)."""

    text: str
    shown: Mapping[str, str]
    """What each mask stands for in the translation; may hold masks itself."""


def mask(text: str, names: Mapping[str, str]) -> Masked:
    """Take out of a line of German what an engine must not touch.

    ``names`` gives for a German name the form in which the translation shows it; its
    genitive is found too. Raises `Unfit` for a text longer than `LONGEST_TEXT` and for one with
    private use characters or surrogates.
    """
    if len(text) > LONGEST_TEXT:
        raise Unfit(
            _("Der Text hat mehr als {count} Zeichen. Teilen Sie ihn auf.").format(
                count=LONGEST_TEXT
            )
        )
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    if any(unicodedata.category(char) in ("Co", "Cs") for char in text):
        raise Unfit(_("Im Text steht ein Zeichen ohne festgelegte Bedeutung. Löschen Sie es."))
    masks = _Masks()
    text = masks.links(text)
    text = _ADDRESS.sub(masks.address, text)
    text = _LITERAL.sub(masks.literal, text)
    text = masks.names(text, names)
    text = german.ease(text)
    text = masks.spans(text)
    text = _SIGN.sub(lambda found: masks.new(SIGN, found[0]), text)
    text = _ORDINAL.sub(masks.ordinal, text)
    text = _NUMBER.sub(masks.number, text)
    text = german.ACRONYM.sub(lambda found: masks.new(NAME, found[0]), text)
    return Masked(masks.joined(quotes.plain_quotes(text)), masks.shown)


def unmask(text: str, shown: Mapping[str, str]) -> str:
    """Put back what the masks of ``text`` stand for."""
    while ANY.search(text):
        text = ANY.sub(lambda found: shown.get(found[0], ""), text)
    return text


def form(name: str) -> str:
    """A pattern that finds a German name, its genitive, and both in capitals.

    Group 1 is the name alone.
    """
    exact = re.escape(name)
    loud = re.escape(name.upper())
    return rf"(?<!\w)({exact}|{loud})(?:e?s|’|')?(?!\w)"


class _Masks:
    """Gives out masks and remembers what they stand for."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self._next: Counter[int] = Counter()

    def new(self, kind: int, shown: str) -> str:
        mask = chr(kind + self._next[kind])
        self._next[kind] += 1
        self.shown[mask] = shown
        return mask

    def pair(self, before: str, text: str, after: str) -> str:
        begin = self.new(OPEN, before)
        end = chr(ord(begin) + SPAN)
        self.shown[end] = after
        return f"{begin}{text}{end}"

    def literal(self, found: re.Match[str]) -> str:
        return self.new(_kind_of(found[0]), found[0])

    def address(self, found: re.Match[str]) -> str:
        return self.new(ADDRESS, found[0])

    def number(self, found: re.Match[str]) -> str:
        # "4. November" becomes "4 ноября": no other language has the stop.
        if found["day"]:
            return self.new(DAY, found["day"])
        digits, after = found[0], found.string[found.end() :]
        if found["phone"]:
            return self.new(ADDRESS, digits)
        if _HOUR.fullmatch(digits) and (":" in digits or _UHR.match(after)):
            return self.new(CLOCK, digits)
        return self.new(YEAR if _YEAR.fullmatch(digits) else NUMBER, digits)

    def ordinal(self, found: re.Match[str]) -> str:
        month = MONTH.match(found.string, found.end() + 1)
        if month:  # a day, see `number`
            return found[0]
        return (found["article"] or "") + self.new(NUMBER, found["number"] or found["small"])

    def links(self, text: str) -> str:
        return _LINK.sub(lambda found: self.pair("[", found["text"], "]" + found["end"]), text)

    def names(self, text: str, names: Mapping[str, str]) -> str:
        there = (name for name in names if name.strip() and (name in text or name.upper() in text))
        for name in sorted(there, key=lambda n: (-len(n), n)):
            text = re.sub(form(name), lambda found: self.new(NAME, names[name] or found[1]), text)  # noqa: B023
        return text

    def spans(self, text: str) -> str:
        def pair(found: re.Match[str]) -> str:
            groups = {"mark2": "", "text2": "", **found.groupdict()}
            mark = groups["mark"] or groups["mark2"]
            inner = groups["text"] or groups["text2"]
            # Stars, because "_" does not end emphasis within a word (CommonMark 6.2), and
            # some languages hang endings on it.
            mark = "*" * len(mark)
            return self.pair(mark, inner, mark) if balanced(inner) else found[0]

        return _EMPHASIS.sub(pair, _STRONG.sub(pair, text))

    def joined(self, text: str) -> str:
        """Pairs around nothing but facts become facts, and neighbouring facts one."""
        before = None
        while before != text:
            before = text
            text = _AROUND.sub(self._collapse, text)
            text = _JOINED.sub(self._join, text)
        return text

    def _collapse(self, found: re.Match[str]) -> str:
        if ord(found[3]) != ord(found[1]) + SPAN:
            return found[0]
        return self.new(_strictest(found[2]), found[0])

    def _join(self, found: re.Match[str]) -> str:
        return self.new(_strictest(found[0]), found[0])


def balanced(text: str) -> bool:
    """Whether every pair of masks in ``text`` is whole, and pairs do not cross."""
    waiting: list[str] = []
    for found in PAIR.finditer(text):
        if is_open(found[0]):
            waiting.append(found[0])
        elif not waiting or ord(waiting.pop()) + SPAN != ord(found[0]):
            return False
    return not waiting


def _kind_of(literal: str) -> int:
    """The kind of a placeholder by what it stands for; `SIGN` for what is none."""
    if not re.fullmatch(r"\{\w+\}", literal):
        return SIGN
    row = PLACEHOLDERS.get(literal[1:-1])
    return _MASKS.get(row.kind, NAME) if row else NAME


def _strictest(text: str) -> int:
    """The kind of a mask that takes the place of those in ``text``."""
    kinds = {kind(found[0]) for found in ATOM.finditer(text)}
    if len(kinds) == 1:
        return kinds.pop()
    if kinds & {ADDRESS, CONTACT}:
        return ADDRESS
    return NUMBER if kinds & {DAY, CLOCK, YEAR, NUMBER} else NAME
