"""What differs from script to script (ISO 15924), one row each.

A language belongs to a script by its row in languages.toml; what it does otherwise than its
script stands in its own rows there and in checks/conventions.toml. A new script is a row here
and, if `fonts` has no letters for it, a face there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

Block = tuple[int, int]
"""First and last code point."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a script is set: what its letters need at the same font size."""

    leading: float = 1.6
    """Line height of running text."""
    tight: float = 1.15
    """Line height of large headings."""
    scale: float = 1.0
    """Size beside Latin letters."""
    slanted: bool = False
    """Emphasis is italic; elsewhere it is weight and colour."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The custom of punctuation, the usual mark of each kind first."""

    quotes: tuple[str, ...] = ("“”",)
    """Pairs of quotation marks."""
    question: str = "?"
    """Marks that end a question; empty: questions need none."""
    stop: str = "."
    """Marks that end a sentence; empty: sentences need none."""
    colon: str = ":"
    """Marks that announce what follows."""
    instead: Mapping[str, str] = field(default_factory=dict)
    """Marks of other scripts → the script's own, "" where it has none."""


@dataclass(frozen=True, slots=True)
class Script:
    """One row."""

    code: str
    letters: str
    """As part of a character class of a regular expression."""
    names: tuple[str, ...] = ()
    """How the names of its letters begin (Unicode character database)."""
    rtl: bool = False
    """Written from right to left."""
    spaced: bool = True
    """Has spaces between words."""
    joiners: bool = False
    """U+200C and U+200D belong to its spelling."""
    confusable: bool = False
    """Has letters that look like Latin ones (UTS #39)."""
    unusual: str = ""
    """Letters that running text does not have, as part of a character class."""
    marks: Marks = field(default_factory=Marks)
    comma: str = ", "
    """What stands between a name and what explains it."""
    colon: str = ": "
    """What stands between a label and its value."""
    stem: int = 4
    """Letters by which a word can be told."""
    length: float = 1.08
    """Letters of a translation to a letter of the German, about."""
    bounds: tuple[float, float] = (0.3, 3.5)
    """Least and most letters of a machine's draft to one of the German."""
    title: int = 115
    """Characters of a title: what three lines of 174 mm take at 25 pt, the smallest size but
    one of the flyer (flyer.typ), by the mean advance of good texts in our bold fonts (Latin
    0.46 em, Cyrillic 0.50, Georgian 0.57, Arabic 0.43, Ethiopic 0.59, Chinese 1) less what
    breaking lines costs. A longer title is made smaller, and pushes the facts down."""
    setting: Setting = field(default_factory=Setting)
    family: str = ""
    """Of our fonts, the one with its letters; empty: the first of `fonts.FACES`."""
    carried: tuple[Block, ...] = ()
    """The code points (Unicode blocks and the joiners) that a page brings along; empty: every
    phone has them, see `fonts.carried`."""
    tokenizer: str = "13a"
    """SacreBLEU's, for `pipeline evaluate`."""


_FOREIGN: Final = {"؟": "?", "،": ",", "؛": ";", "。": "."}
_WIDE: Final = {"，": ",", "？": "?", "！": "!", "：": ":"}
_ITALIC: Final = Setting(slanted=True)

LATIN: Final = Script(
    "Latn",
    letters=r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff",
    names=("LATIN",),
    marks=Marks(
        instead={
            **_FOREIGN,
            **_WIDE,
            **{"።": ".", "፣": ",", "፧": "?", "।": ".", "\u037e": "?"},
        }
    ),
    setting=_ITALIC,
)

ARABIC: Final = Script(
    "Arab",
    letters=(
        r"\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
        r"\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
    ),
    names=("ARABIC",),
    rtl=True,
    joiners=True,
    marks=Marks(
        quotes=("«»", "“”", "”“", "‹›"),
        question="؟",
        instead={"?": "؟", ",": "،", ";": "؛", "？": "؟", "，": "،", "。": "."},
    ),
    comma="، ",
    stem=3,
    length=0.92,
    title=120,
    setting=Setting(leading=1.85, tight=1.45, scale=1.1),
    carried=((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0x200C, 0x200D)),
)

SCRIPTS: Final[Mapping[str, Script]] = MappingProxyType(
    {
        row.code: row
        for row in (
            LATIN,
            Script(
                "Cyrl",
                letters=r"\u0400-\u0482\u048a-\u052f\u1c80-\u1c88\ua640-\ua66d",
                names=("CYRILLIC",),
                confusable=True,
                marks=Marks(quotes=("«»", "„“"), instead={**_FOREIGN, **_WIDE, "\u037e": "?"}),
                title=105,
                setting=_ITALIC,
            ),
            Script(
                "Grek",
                letters=(
                    r"\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386\u0388-\u03e1\u03f0-\u03ff\u1f00-\u1fff"
                ),
                names=("GREEK",),
                confusable=True,
                marks=Marks(
                    quotes=("«»", "“”"),
                    question=";\u037e",
                    instead={"?": ";", "？": ";", "؟": ";", "،": ","},
                ),
                length=1.15,
                title=110,
                setting=_ITALIC,
            ),
            Script(
                "Geor",
                letters=r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
                names=("GEORGIAN",),
                # Of an old alphabet, or for whole words in capitals.
                unusual=r"\u10a0-\u10c5\u1c90-\u1cbf",
                marks=Marks(quotes=("„“", "«»"), instead={**_FOREIGN, "？": "?", "\u037e": "?"}),
                title=95,
                setting=Setting(leading=1.65, tight=1.25),
                carried=((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
            ),
            Script("Armn", letters=r"\u0531-\u0587", names=("ARMENIAN",)),
            Script("Hebr", letters=r"\u05d0-\u05f2", names=("HEBREW",), rtl=True, stem=3),
            ARABIC,
            # Nastaliq: taller than other Arabic script.
            replace(ARABIC, code="Aran", setting=Setting(leading=2.3, tight=2.0, scale=1.1)),
            Script(
                "Ethi",
                letters=r"\u1200-\u135a\u1380-\u138f\u2d80-\u2ddf\uab00-\uab2f",
                names=("ETHIOPIC",),
                marks=Marks(
                    quotes=("“”", "«»", "‹›"),
                    question="፧?",
                    stop="።",
                    colon="፦፡፥:",
                    instead={
                        "፡፡": "።",
                        ".": "።",
                        ",": "፣",
                        ";": "፤",
                        "؟": "፧",
                        "？": "፧",
                        "،": "፣",
                    },
                ),
                comma="፣ ",
                stem=2,
                length=0.74,
                bounds=(0.2, 2.5),
                title=90,
                setting=Setting(leading=1.75, tight=1.35, scale=1.05),
                family="Noto Sans Ethiopic",
                carried=((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
            ),
            Script(
                "Deva",
                letters=r"\u0904-\u0939\u0958-\u0961\u0971-\u097f",
                names=("DEVANAGARI",),
                joiners=True,
                marks=Marks(
                    quotes=("“”", "‘’", "«»"),
                    stop="।.",
                    instead={"؟": "?", "،": ",", "。": "।"},
                ),
                length=0.95,
                title=125,
                setting=Setting(leading=1.75, tight=1.45, scale=1.05),
                carried=((0x0900, 0x097F), (0x200C, 0x200D), (0xA8E0, 0xA8FF)),
            ),
            Script(
                "Thai",
                letters=r"\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
                names=("THAI",),
                spaced=False,
                marks=Marks(question="", stop="", instead={"؟": "?", "。": ""}),
                length=0.9,
                title=110,
                setting=Setting(leading=1.8, tight=1.5, scale=1.05),
                carried=((0x0E00, 0x0E7F),),
                tokenizer="char",
            ),
            Script(
                "Hans",
                letters=r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
                names=("CJK",),
                spaced=False,
                marks=Marks(
                    quotes=("“”", "‘’", "「」", "《》"),
                    question="？",
                    stop="。",
                    colon="：",
                    instead={own: wide for wide, own in _WIDE.items()}
                    | {".": "。", ";": "；", "؟": "？"},
                ),
                comma="，",
                colon="：",
                stem=2,
                length=0.33,
                bounds=(0.08, 1.5),
                title=54,
                family="WenQuanYi Micro Hei",
                tokenizer="zh",
            ),
            Script(  # here with Hangul
                "Kana",
                letters=r"\u3041-\u30ff\uac00-\ud7a3",
                names=("HIRAGANA", "KATAKANA", "HANGUL"),
            ),
        )
    }
)
"""By ISO 15924, also scripts that no language of the table has, so that their letters are told."""

_UNKNOWN: Final = replace(LATIN, code="Zzzz", names=(), setting=Setting())
"""Of a script without a row nothing is claimed but Latin customs."""


def script(code: str) -> Script:
    """Return the row of a script; for one that has none, the customs of Latin."""
    return SCRIPTS.get(code, _UNKNOWN)
