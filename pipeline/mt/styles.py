"""Masks: what stands in a sentence for a fact while the engine has it.

Inside the pipeline a mask is one private use character; what an engine sees in its place is
a matter of style, because models differ in what they copy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SPAN: Final = 0xA00
"""Code points a kind of mask has."""

SIGN: Final = 0xF0000
"""A literal sign, HTML, a price, emphasised text as a whole."""
NAME: Final = SIGN + SPAN
"""A name, an acronym, a placeholder that stands for one."""
DATE: Final = NAME + SPAN
WEEKDAY: Final = DATE + SPAN
TIME: Final = WEEKDAY + SPAN
CONTACT: Final = TIME + SPAN
"""Placeholders for what they say."""
DAY: Final = CONTACT + SPAN
"""The number before a month. From here on the characters stand in the text themselves."""
CLOCK: Final = DAY + SPAN
YEAR: Final = CLOCK + SPAN
NUMBER: Final = YEAR + SPAN
"""Other digits, with what belongs to them."""
ADDRESS: Final = NUMBER + SPAN
"""An e-mail or web address, a telephone number."""
OPEN: Final = ADDRESS + SPAN
CLOSE: Final = OPEN + SPAN
"""The beginning and the end of strong, emphasised or linked text; a pair has the same offset."""

END: Final = CLOSE + SPAN


def _class(first: int, last: int) -> str:
    return f"{chr(first)}-{chr(last - 1)}"


ATOMS: Final = _class(SIGN, OPEN)
"""Masks that are no half of a pair; for use in a character class of a regular expression."""
FIGURES: Final = _class(DAY, ADDRESS)
ADDRESSES: Final = _class(ADDRESS, OPEN)
OPENS: Final = _class(OPEN, CLOSE)
CLOSES: Final = _class(CLOSE, END)

ANY: Final = re.compile(f"[{ATOMS}{OPENS}{CLOSES}]")
ATOM: Final = re.compile(f"[{ATOMS}]")
PAIR: Final = re.compile(f"[{OPENS}{CLOSES}]")

_GLUED: Final = re.compile(rf"(?<=\w)(?={ANY.pattern})|(?<={ANY.pattern})(?=\w|{ANY.pattern})")


def kind(mask: str) -> int:
    """The first code point of a mask's kind: `SIGN`, `NAME` …"""
    return SIGN + (ord(mask) - SIGN) // SPAN * SPAN


def is_open(mask: str) -> bool:
    return OPEN <= ord(mask) < CLOSE


def partner(mask: str) -> str:
    """The other half of a pair."""
    return chr(ord(mask) + (SPAN if is_open(mask) else -SPAN))


@dataclass(frozen=True, slots=True)
class Style:
    """How masks are written for an engine."""

    form: str
    """With ``{}`` for a number from 1."""
    pattern: re.Pattern[str]
    """Finds them in an answer, also with a space or another script's digits; group 1 is the
    number."""
    left: re.Pattern[str]
    """What is left of a garbled one."""

    def write(self, sentence: str) -> tuple[str, list[str]]:
        """Return the sentence as the engine sees it, and the masks by number.

        Each stands as a word of its own: a tokenizer makes other pieces of one that is glued.
        """
        order: list[str] = []

        def number(found: re.Match[str]) -> str:
            if found[0] not in order:
                order.append(found[0])
            return self.form.format(order.index(found[0]) + 1)

        return ANY.sub(number, _GLUED.sub(" ", sentence)), order

    def read(self, answer: str, order: Sequence[str], sentence: str) -> str | None:
        """Return an answer to ``sentence`` with its masks; None when one is garbled or new."""
        unknown = False

        def mask(found: re.Match[str]) -> str:
            nonlocal unknown
            number = int(found[1])
            if not 1 <= number <= len(order):
                unknown = True
                return ""
            return order[number - 1]

        text = self.pattern.sub(mask, ANY.sub("\N{REPLACEMENT CHARACTER}", answer))
        garbled = self.left.search(text) and not self.left.search(ANY.sub("", sentence))
        return None if unknown or garbled else text


MASK_STYLES: Final = (
    Style("XQ{}", re.compile(r"X\s?Q\s?(\d{1,3})(?!\d)", re.I), re.compile(r"xq|\bx\sq\b", re.I)),
    Style("[{}]", re.compile(r"\[\s?(\d{1,3})\s?\]"), re.compile(r"[\[\]]")),
    Style("⟦{}⟧", re.compile(r"⟦\s?(\d{1,3})\s?⟧"), re.compile(r"[⟦⟧]")),
    Style("#{}#", re.compile(r"#\s?(\d{1,3})\s?#"), re.compile(r"#")),
    Style("@{}@", re.compile(r"@\s?(\d{1,3})\s?@"), re.compile(r"@")),
)
"""In the order in which they are tried with a model."""

CARRIERS: Final = {
    "de": (
        "Kommen Sie am {} um {} Uhr.",
        "Schreiben Sie bitte eine E-Mail an {}.",
        "Wir treffen uns hier: {}.",
        "Die Veranstaltung ist am {} von {} bis {} Uhr.",
        "Der Eintritt kostet {}.",
    ),
    "en": (
        "Come on {} at {}.",
        "Please write an e-mail to {}.",
        "We meet here: {}.",
        "The event is on {} from {} to {}.",
        "Admission costs {}.",
    ),
}
"""Sentences in which a model shows whether it copies a style."""


def carriers(code: str) -> list[str]:
    """Return the carrier sentences in a source language, with masks."""
    return [
        text.format(*(chr(NAME + n) for n in range(text.count("{}"))))
        for text in CARRIERS.get(code, CARRIERS["en"])
    ]
