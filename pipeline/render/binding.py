"""What belongs together stays on one line: "26. September", "37269 Eschwege", "(E-Werk)".

Only what is drawn is bound (page, PDF, picture, poster, Word); catalogues, messages, calendars
and schema.org keep plain spaces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar

from ..edition.model import Edition
from ..language.table import GERMAN, Language, language
from ..source.organisation import Organisation
from ..text.runs import Text

T = TypeVar("T")

NO_BREAK: Final = "\u00a0"
JOINER: Final = "\u2060"
"""WORD JOINER: no line ends before or after it (UAX #14, WJ)."""

_MOST: Final = 26
"""Letters that are held together; more might not fit into a narrow column."""

_GERMAN_FIELDS: Final = ("german_alert", "german_provenance", "german_mark", "german_text")
"""What is German in every edition and not a `Text`."""
_PLAIN_FIELDS: Final = ("language", "event", "event_name", "summary", "slug", "alternates")
"""What machines read."""

_EVERYWHERE: Final = (
    r"(?<![\w.,:-])\d{1,3}\.? (?=[^\W\d_])",  # 26. September, 4 ნოემბერი, 10 Uhr, 120 Plätze
    r"(?<![\w.,:-])\d{5} (?=[A-ZÄÖÜ])",  # 37269 Eschwege
    r"(?<=[^\W\d_]{3}) (?=\d{1,3}[a-z]?, \d{5} )",  # Schlossplatz 9, 37269 Eschwege
    r"\d (?=[€$£%‰°])",
    r"(?<!\w)[€$£§№] (?=\d)",
    r"(?<!\w)[^\W\d_]\. (?=[^\W\d_]{1,2}\.)",  # z. B., e. V.
    r"(?<!\w)(?:Dr|Nr|Prof|St|Str|Tel)\. (?=\w)",
)
_COMPOUND: Final = re.compile(r"(?<![\w-])[^\W\d_]{1,2}-(?=\w)")
"""Only a letter or two stand before the hyphen: E-Werk, U-Bahn."""


def bound(edition: Edition) -> Edition:
    """Return ``edition`` with what belongs together bound in all that is drawn of it."""
    return _bound(edition, edition.language)


def bind(text: str, speaking: Language) -> str:
    """Return ``text`` with no-break spaces and joiners where no line may end."""
    tied = _spaces(speaking).sub(_tie, text)
    return _COMPOUND.sub(lambda found: found[0] + JOINER, tied)


def _tie(found: re.Match[str]) -> str:
    return found[0].replace(" ", NO_BREAK)


@cache
def _spaces(speaking: Language) -> re.Pattern[str]:
    """Return the spaces of a language at which no line may end, each with what is before it."""
    months = sorted({*speaking.months, *speaking.months2}, key=len, reverse=True)
    named = "|".join(re.escape(month) for month in months if len(month) <= _MOST)
    before, after = _beside_time(speaking)
    rules = [
        *_EVERYWHERE,
        rf"(?<![\w.,:-])(?:\d{{1,2}}\.? )?(?:{named})(?: \d{{1,2}}(?!\d))?",
        *([rf"(?<!\w){re.escape(before)} (?=\d)"] if before else []),
        *([rf"\d{{1,2}}[:.]\d\d {re.escape(after)}(?!\w)"] if after else []),
    ]
    return re.compile("|".join(rules))


def _beside_time(speaking: Language) -> tuple[str, str]:
    """Return the words directly before and after a time of day, as the house writes it."""
    before, _, after = speaking.patterns.time.partition("{time}")
    return (before.split() or [""])[-1], (after.split() or [""])[0]


def _bound(value: T, speaking: Language) -> T:
    """Return a noun of an edition, or several, with all their texts bound."""
    made: Any = value
    if isinstance(value, Text):
        own = language(GERMAN) if value.german else speaking
        runs = (replace(run, text=bind(run.text, own)) for run in value.runs)
        made = replace(value, runs=tuple(runs))
    elif isinstance(value, tuple):
        made = tuple(_bound(one, speaking) for one in value)
    elif isinstance(value, Mapping):
        made = {key: _bound(one, speaking) for key, one in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **_changes(value, speaking))
    return made  # type: ignore[no-any-return]


def _changes(noun: Any, speaking: Language) -> Mapping[str, Any]:
    """Return the fields of a noun that differ once bound."""
    changed: dict[str, Any] = {}
    for field in fields(noun):
        value = getattr(noun, field.name)
        if isinstance(value, Organisation):
            changed[field.name] = _organisation(value)
        elif field.name in _GERMAN_FIELDS and isinstance(value, str):
            changed[field.name] = bind(value, language(GERMAN))
        elif field.name not in _PLAIN_FIELDS:
            new = _bound(value, speaking)
            if new is not value:
                changed[field.name] = new
    return changed


def _organisation(organisation: Organisation) -> Organisation:
    def tied(text: str | None) -> str | None:
        return text and bind(text, language(GERMAN))

    return replace(
        organisation, address=tied(organisation.address), office=tied(organisation.office)
    )
