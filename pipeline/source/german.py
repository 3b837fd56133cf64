"""The German lexicon: words for months, days, numbers and times, and those that turn a meaning.

Whoever reads German takes them from here, so that what one part takes for a date no other
part overlooks. Abbreviations ("4. Nov.", "Mo–Fr") and inflected forms ("montags", "des
Novembers") are known; where one is also another word ("So", "Fr. Müller", "Jan"), what
stands beside it decides. How numbers and times are said in words reads `spoken`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

# --- months ---------------------------------------------------------------------------------

_MONTHS: Final = (
    ("Januar Jänner Jaenner", "Jan Jän"),
    ("Februar Feber", "Feb Febr"),
    ("März Maerz", "Mrz Mär"),
    ("April", "Apr"),
    ("Mai", ""),
    ("Juni", "Jun"),
    ("Juli", "Jul"),
    ("August", "Aug"),
    ("September", "Sep Sept"),
    ("Oktober", "Okt"),
    ("November", "Nov"),
    ("Dezember", "Dez"),
)
"""Names, the usual one first, and abbreviations, of January to December."""


def _numbered(rows: tuple[tuple[str, str], ...], first: int) -> dict[str, int]:
    """The names and abbreviations of ``rows`` in lower case, with their numbers."""
    return {
        word.casefold(): number
        for number, row in enumerate(rows, first)
        for words in row
        for word in words.split()
    }


def _any(words: Iterator[str]) -> str:
    """A pattern for one of some words, the longest that fits."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_MONTH_NUMBERS: Final = _numbered(_MONTHS, 1)
_MONTH: Final = _any(word for names, _short in _MONTHS for word in names.split())
_MONTH_SHORT: Final = _any(word for _names, short in _MONTHS for word in short.split())

MONTH_NAME: Final = rf"(?i:{_MONTH}(?:e?s)?|{_MONTH_SHORT})\b"
"""A month, after the number of a day."""

_MONTH_SAID: Final = (
    rf"\b(?i:(?!Mais\b){_MONTH}(?:e?s)?|(?<=des )Mais)\b"  # "Mais" is sweetcorn
    rf"|\b{_MONTH_SHORT}\.?\s?(?:[–/-]|bis|und|oder)\s?(?:{_MONTH}|{_MONTH_SHORT})\b"
    rf"|\d\.?\s?(?i:{_MONTH_SHORT})\b"
    rf"|\b(?:im|ab|bis|seit|[Aa]nfang|[Mm]itte|[Ee]nde)\s{_MONTH_SHORT}\b"
    rf"|\b{_MONTH_SHORT}(?:\.|(?=\s?’?\d\d))"
)
_MONTH_WORD: Final = rf"(?i:{_MONTH}|{_MONTH_SHORT}\b)"

# --- days of the week -----------------------------------------------------------------------

_DAYS: Final = (
    ("Montag", "Mo"),
    ("Dienstag", "Di"),
    ("Mittwoch", "Mi Mittw"),
    ("Donnerstag", "Do Donnerst"),
    ("Freitag", "Fr Freit"),
    ("Samstag Sonnabend", "Sa Samst Sonnab"),
    ("Sonntag", "So Sonnt"),
)
"""Names, the usual one first, and abbreviations, from Monday."""

DAYS_SHORT: Final = tuple(short.split()[0] for _names, short in _DAYS)
"""From Monday, as opening hours have them: Mo, Di …"""

_DAY_NUMBERS: Final = _numbered(_DAYS, 0)
_DAY: Final = _any(word for names, _short in _DAYS for word in names.split())
_DAY_TWO: Final = _any(iter(DAYS_SHORT))
_DAY_LONG: Final = _any(word for _names, short in _DAYS for word in short.split()[1:])

_DAY_SAID: Final = (
    rf"\b(?i:{_DAY}(?:(?:vor|nach)?mittag|abend|morgen|nacht|früh)?(?:s|e[sn]?)?)\b"
    rf"|\b{_DAY_LONG}\."
    rf"|\b{_DAY_TWO}\b\.?(?:\s?(?:[,–/+&-]|bis|und|oder|u\.)\s?{_DAY_TWO}\b\.?)+"
    rf"|\b(?i:{_DAY_TWO}\.?\s?[–-]\s?{_DAY_TWO})\b"
    rf"|\b{_DAY_TWO}\b[.,:]{{0,2}}\s?(?=(?:(?:de[nm]|ab|von|um|bis|nur)\s)?\d)"
    r"|\b(?i:Mo|Di|Mi|Do|Fr|Sa)\.\s?(?=\d)"
    rf"|\b(?:am|jeden?|jeder|ab|bis|seit|(?:nächst|kommend|dies|letzt|vergangen)en)\s{_DAY_TWO}\b"
    r"|\b(?:Mo|Di|Mi|Do|Sa|So)\.|\bFr\.(?!\s?[*„]*[A-ZÄÖÜ])"  # "Fr. Müller" is Frau Müller
    rf"|\({_DAY_TWO}\)"
)
_DAY_WORD: Final = rf"\b(?i:{_DAY}|(?:{_DAY_LONG}|{_DAY_TWO})\b)"
_DAY_FULL: Final = rf"\b(?i:{_DAY})"

_DATE: Final = (
    rf"(?:\b(?P<weekday>{_DAY}|{_DAY_TWO})\.?,? (?:(?:de[mnr]|am) )?)?"
    rf"(?<![\d.])(?P<day>\d{{1,2}})\. ?"
    rf"(?:(?P<name>{MONTH_NAME})\.?|(?P<month>\d{{1,2}})\.)(?: ?(?P<year>\d{{4}}))?"
)

# --- words that turn a meaning --------------------------------------------------------------

NEGATION: Final = (
    r"\b(?:nicht\w*|nie|niemals|niemand\w*|nirgend\w*|nein|kein\w*|ohne|weder|kaum|außer|"
    r"(?:an)?statt|nur|bloß|\w{3,}(?:los|frei)(?:e[mnrs]?)?)\b"
)
"""A word that denies or limits, in any case of its letters."""

OPPOSITES: Final = ("un", "miss", "nicht", "in", "ab", "an", "aus", "ein", "vor", "nach")
"""Prefixes that turn a word into its opposite, or one into the other."""

PARTICLES: Final = frozenset(
    "ab an auf aus bis durch ein gegen hin her mit nach ohne seit um unter vor über weg zu".split()
)
"""Small words that say where to, when, or the opposite: *meldet euch an* and *ab*."""

# --- small words ----------------------------------------------------------------------------

ARTICLE: Final = r"(?:der|die|das|den|dem|des|zum|zur|jede[mnrs]?)"
"""What stands before an ordinal number: "die 2. Konferenz"."""

COMMON: Final = frozenset(
    "aber alle am an auch auf aus bei beim bitte da das dem den denn der des die dies diese "
    "diesen dieser dieses durch ein eine einem einen einer eines er es euer für gegen hier ihr "
    "ihre ihrem ihren ihrer im in ins ist jede jeden jeder man mit nach noch oder ob seit sie "
    "sind so über um und uns unser unsere unserem unseren unserer unter vom von vor was wegen "
    "weil wenn wer wie wir wo zu zum zur".split()
)
"""Words that are no part of a name, whatever their first letter."""

GLUE: Final = (
    "und oder nicht für mit auf sich wird werden sind haben auch eine einen einem einer über zum "
    "zur vom beim durch nach wir bitte Uhr ihre ihnen kann können müssen dass wenn aber noch von "
    "Sie der ist wurde wurden sowie unsere unserer unserem ihren dieser diese dieses"
)
"""Words that hold a German sentence together and that few other languages have."""

SHOUTED: Final = frozenset(
    "ALLE AM BITTE DAS DEN DER DIE EIN EINE FÜR GANZ HEUTE HIER IHR IM IN IST JETZT KEIN KEINE "
    "MIT NEU NICHT NIE NUR ODER OHNE SEHR SIE UND VIEL VON WIR ZU".split()
)
"""Words that are written in capitals for their weight, and are no acronyms."""

ABBREVIATIONS: Final[Mapping[str, str]] = {
    r"z\.\s?B\.": "zum Beispiel",
    r"d\.\s?h\.": "das heißt",
    r"u\.\s?a\.": "unter anderem",
    r"i\.\s?d\.\s?R\.": "in der Regel",
    r"[ou]\.\s?[äÄ]\.": "und Ähnliches",
    r"bspw\.": "beispielsweise",
    r"bzw\.": "beziehungsweise",
    r"ca\.": "circa",
    r"einschl\.": "einschließlich",
    r"evtl\.": "eventuell",
    r"ggf\.": "gegebenenfalls",
    r"inkl\.": "inklusive",
    r"max\.": "maximal",
    r"mind\.": "mindestens",
    r"sog\.": "sogenannte",
    r"vgl\.": "vergleiche",
    r"zzgl\.": "zuzüglich",
    r"Abs\.": "Absatz",
    r"Nr\.": "Nummer",
    r"Std\.": "Stunden",
    r"Tel\.": "Telefon",
    r"usw\.": "und so weiter",
    r"etc\.": "und so weiter",
}
"""Patterns of what is written short, and the whole words."""

SHORT: Final = tuple(
    [short.removesuffix(r"\.") for short in ABBREVIATIONS if short.count(".") == 1]
    + ["dipl", "dr", "fr", "hr", "min", "prof", "st", r"\w*str"]
    + [day.lower() for day in DAYS_SHORT]
)
"""Patterns of what may stand before a stop that ends no sentence, in any case of its letters;
"max", "Mo", "Bahnhofstr"."""

TITLES: Final = (
    r"(?:Herrn?|Frau|Familie|Dr|Prof|Bürgermeister(?:in)?|Land(?:rat|rätin|rats)|Pfarrer(?:in)?)"
)
"""What stands before the name of a person."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when it is first asked for: only who reads running text needs these."""
    return re.compile(pattern)


def weekday(word: str) -> int | None:
    """``Mo``, ``Mo.``, ``Montag``, ``montags``, ``Donnerst`` → from 0; None for what is none."""
    told = word.casefold().rstrip(".").removesuffix("s")
    begun = (number for name, number in _DAY_NUMBERS.items() if name.startswith(told))
    return _DAY_NUMBERS.get(told, next(begun, None)) if len(told) > 1 else None


@lru_cache(maxsize=8192)
def months(text: str) -> tuple[int, ...]:
    """The months that a text names, January is 1, in their order."""
    return tuple(
        _MONTH_NUMBERS[word.casefold()]
        for said in _compiled(_MONTH_SAID).findall(text)
        for word in _compiled(_MONTH_WORD).findall(said)
    )


@lru_cache(maxsize=8192)
def weekdays(text: str) -> tuple[int, ...]:
    """The days of the week that a text names, Monday is 0, in their order."""
    return tuple(
        _DAY_NUMBERS[word.casefold()]
        for said in _compiled(_DAY_SAID).findall(text)
        for word in _compiled(_DAY_WORD).findall(said)
    )


@lru_cache(maxsize=8192)
def abbreviates_days(text: str) -> bool:
    """Whether a text has a day of the week in short: ``Mo``, ``Samst.``."""
    return len(weekdays(text)) > len(_compiled(_DAY_FULL).findall(text))


def names_of_time(text: str) -> list[str]:
    """The months and days that a text names, each by its usual name, however it has them."""
    named = [_MONTHS[month - 1][0].split()[0] for month in months(text)]
    return named + [_DAYS[day][0].split()[0] for day in weekdays(text)]


def dates(text: str) -> Iterator[tuple[int | None, int, int, int | None]]:
    """The dates of a text: day of the week if named, day, month, year if given."""
    for found in _compiled(_DATE).finditer(text):
        name = _compiled(_MONTH_WORD).match(found["name"] or "")
        month = _MONTH_NUMBERS[name[0].casefold()] if name else int(found["month"] or 0)
        if 1 <= int(found["day"]) <= 31 and 1 <= month <= 12:
            year = int(found["year"]) if found["year"] else None
            day = weekday(found["weekday"]) if found["weekday"] else None
            yield day, int(found["day"]), month, year
