"""What is told by its characters alone: addresses, telephone numbers, link targets, and
characters that nobody sees. Each stands once; where two readers need another strictness,
both patterns stand beside each other and say why.
"""

from __future__ import annotations

import re
from typing import Final

# --- characters that nobody sees --------------------------------------------------------------

LRM: Final = "\u200e"
RLM: Final = "\u200f"
ALM: Final = "\u061c"
LRI: Final = "\u2066"
FSI: Final = "\u2068"
PDI: Final = "\u2069"

MARKS: Final = f"{ALM}{LRM}{RLM}"
"""Marks of direction (UAX #9, 2.6): single letters' neighbours, part of the spelling."""

ISOLATES: Final = "\u2066\u2067\u2068\u2069"
EMBEDDINGS: Final = "\u202a\u202b\u202c\u202d\u202e"
BIDI_CONTROLS: Final = MARKS + EMBEDDINGS + ISOLATES
"""All that turn direction (UAX #9, table 4)."""

_CONTROLS: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
"""C0 but for tab and line feed, DEL, C1."""
_NO_TEXT: Final = r"\ud800-\udfff\ufffe\uffff"
"""Surrogates and noncharacters: no XML can hold them."""
_LINE_ENDS: Final = r"\u2028\u2029"

UNFIT: Final = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f{_NO_TEXT}]")
"""What no XML can hold (XML 1.0, 2.2), and DEL: it must not reach any output."""

INVISIBLE: Final = re.compile(
    rf"[{_CONTROLS}{MARKS}\u200b{_LINE_ENDS}{EMBEDDINGS}\u2060{ISOLATES}{_NO_TEXT}\ufeff]"
)
"""What nobody sees and typed German must not have: control characters (also of UAX #9), line
breaks of other systems, invisible spaces that come with copied text, and what no XML can hold."""

CONTROL: Final = re.compile(
    rf"[{_CONTROLS}{_LINE_ENDS}{EMBEDDINGS}\u2066-\u206f\ufff9-\ufffb\ufffe\uffff]"
)
"""What a translation must not have. Unlike in German, marks such as U+200F and joiners such as
U+200C belong to the spelling and are welcome; spaces without width are `NO_WIDTH`."""

NO_WIDTH: Final = re.compile("[\u200b\u2060-\u2064\u180e\ufeff]")
"""Spaces and signs without width that come with copied text."""

ACTING: Final = (
    rf"[{_CONTROLS}\u200b{_LINE_ENDS}{EMBEDDINGS}\u2060-\u2069\ufeff\ufff9-\ufffb{_NO_TEXT}"
    r"\U000e0000-\U000e007f]"
)
"""What would act on a page that shows texts as they are, instead of being seen; U+200C to
U+200F stay, they belong to spelling."""

HIDDEN: Final = f"\u00ad{MARKS}\u200b{EMBEDDINGS}\u2060-\u2069\ufeff"
"""For a character class: invisible signs without which a text is the same text. Joiners are
not among them; in many languages they make another word."""

COMBINING: Final = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903"
    r"\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u135d-\u135f"
)
"""Signs that belong to the letter before them (Unicode categories Mn and Mc) of the scripts of
our languages, for a character class: vowel signs of Hindi, harakat. They are no ``\\w``."""

# --- addresses --------------------------------------------------------------------------------

_LATIN: Final = r"A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
"""Letters of addresses. Not those of other scripts, which hang their endings and prefixes on
an address without a space: ``ንwww.ort.de``."""

EMAIL: Final = rf"(?<![{_LATIN}.+'-])[{_LATIN}.+'-]+@[{_LATIN}-]+(?:\.[{_LATIN}-]+)+"
"""An e-mail address in running text."""

EMAIL_FACT: Final = r"[A-Za-z0-9.+_'-]+@[\w-]+(\.[\w-]+)+"
"""One that is typed as a fact, all of the field: stricter, as it must need no quoting in a
link (a subset of RFC 5321 and 6068)."""

_DOMAINS: Final = r"\.(?:de|com|org|net|eu|info|io|at|ch|gov|app)"
"""Ends by which an address without scheme is told from words with a stop between them."""

VALUE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a placeholder in a text that is looked at."""

_REST: Final = (
    rf"(?:[{_LATIN}.~:/?\#@!$&*+,;=%-]|'(?=[{_LATIN}])|\([{_LATIN}.-]*\)"
    rf"|(?<=[/=?&#._-]){VALUE}|{VALUE}(?=[/?&#=]))*(?:[{_LATIN}/]|\([{_LATIN}.-]*\)|(?<=[/=?&#]){VALUE})"
)
WEB: Final = (
    rf"(?:https?://|www\.){_REST}"
    rf"|(?<![{_LATIN}@.-])[{_LATIN}][{_LATIN}-]*(?:\.[{_LATIN}-]+)*{_DOMAINS}(?![{_LATIN}@])"
    rf"(?:/(?:{_REST})?)?"
)
"""A web address as people write it, without the punctuation that follows it."""

_TAIL: Final = (
    r"(?:[^\s<>\"„“”»«{}|\\^`\[\]()'’,;!?.:*\U000f0000-\U0010fffd]"
    r"|[.,:;!?'](?=[\w/#?&=%])|\{\w*\}|\([\w.-]*\))"
)
WEB_GREEDY: Final = (
    rf"(?:https?://|www\.){_TAIL}+"
    rf"|(?<![\w.@-])[\w-]+(?:\.[\w-]+)*{_DOMAINS}(?![\w-])(?:/{_TAIL}*)?"
)
"""The same in German that an engine is to get: all up to the next space, whatever its script,
as what is left of an address would be translated; placeholders still are in braces."""

LINKED_GREEDY: Final = rf"(?:mailto|tel):{_TAIL}+"

ADDRESS_WORD: Final = r"(?<!\S)\S*@\S*|https?://\S+|www\.\S+"
"""A word with an address in it and all that is attached to it, for whoever looks for words."""

ADDRESS_LIKE: Final = re.compile(r"://|www\.|\w@\w", re.IGNORECASE)
"""The least by which something would be read as an address."""

MAY_HOLD_ADDRESS: Final = re.compile(r"[@/]|www\.|\.[a-z]", re.IGNORECASE)
"""Without this no text has `EMAIL` or `WEB`: quicker than looking for them."""

URL_FACT: Final = r"https?://[^\s<>\"'{}|\\^`]+"
"""A web address that is typed as a fact, all of the field."""

# --- link targets -----------------------------------------------------------------------------

SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")
"""How a link in the German begins."""

SCHEME: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
"""The schemes that anything may link to."""

TARGET: Final = re.compile(rf"{SCHEME.pattern}[^\s\x00-\x1f]+", re.IGNORECASE)
"""All of a target that an output may have."""

# --- figures ----------------------------------------------------------------------------------

PHONE: Final = (
    rf"(?<![\d{_LATIN}\u0370-\u052f])(?<!\d[.,:])"
    r"(?:\+ ?\d|\(?[0٠۰])(?:[\d \u00a0\u202f()/–-]|\.(?=\d))*\d"
)
"""A telephone number in any text, once dates and times are out of it; in six digits or more.
Amharic and Tigrinya hang a prefix on it, Chinese writes no space: ``ብ0800 555111``."""

PHONE_GERMAN: Final = r"(?<!\w)(?:\+|\(?0)\d[\d ()/–-]{3,}\d"
"""The same where dates still stand in the text: no stops, so that 04.11.2023 is none."""

PHONE_FACT: Final = r"(?=(?:[^0-9]*[0-9]){3})\+?[0-9(][0-9 ()/.–-]{2,}"
"""One that is typed as a fact, all of the field; short ones such as 112, too."""

NUMERALS: Final = "²³¹¼-¾⁰-₉⅐-ↈ①-⒛⓪-⓿❶-➓㈠-㊿"
"""Signs for numbers that are no digits, for a character class: ½, ², ①, Ⅷ."""
