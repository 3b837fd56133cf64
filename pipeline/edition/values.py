"""Facts as a reader of a language sees them: values of placeholders, labelled lines.

What there is to show, the rows of `facts.FACTS` say; here stands how each kind is shown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

from ..language.scripts import script
from ..language.table import GERMAN, Language, language
from ..source.clock import Hours
from ..source.facts import (
    FACTS,
    PLACEHOLDERS,
    Access,
    Arranged,
    Event,
    Facts,
    Price,
    value,
)
from ..source.rows import FactKind, FactRow
from ..text.bare import call
from ..text.bidi import closed
from ..text.runs import Run, Text
from . import formatting
from .model import Fact, FactGroup
from .occasions import lines

Runs = tuple[Run, ...]
BREAK: Final = Run("\n")
"""Ends a line within a value."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a language says what facts hold besides names and numbers."""

    language: Language
    label: Callable[[str], Text]
    """From a key of labels.py to its text."""
    said: Callable[[str], Text]
    """From a German text that a fact holds (for whom a price is) to its translation."""


def comma(language: Language) -> str:
    """What stands between a name and what explains it."""
    return script(language.script).comma


def island(text: str, link: str | None = None) -> Runs:
    return (Run(text, link=link, ltr=True),)


def email(address: str) -> Runs:
    """A link to write to (RFC 6068)."""
    return island(address, f"mailto:{address}")


def phone(number: str) -> Runs:
    """A link to call."""
    return island(number, call(number))


def date(value: dt.date, language: Language) -> Runs:
    return _plain(formatting.date(value, language))


def website(url: str) -> Runs:
    """A link that shows its address without the scheme."""
    return island(re.sub(r"^https?://|/$", "", url), url)


def price(value: Price, voice: Voice) -> Text:
    """What it costs; where that is not the same for all, after for whom."""
    if value.amount is None:
        amount = voice.label("price_donation")
    elif value.amount == 0:
        amount = voice.label("price_free")
    else:
        amount = Text(_plain(formatting.price(value.amount, value.currency, voice.language)))
    if not value.who:
        return amount
    who = _within(voice.said(value.who))
    return Text((*who, Run(formatting.colon(voice.language)), *_within(amount)))


def prices(value: Sequence[Price], voice: Voice, between: Run) -> Text:
    """All prices, parted by ``between``; a lone one may be a German word."""
    return _chain([price(one, voice) for one in value], between)


def hours(value: Sequence[Hours | Arranged], voice: Voice) -> Text:
    """When somebody is there, and whether people agree upon other times."""
    times = formatting.hours([one for one in value if isinstance(one, Hours)], voice.language)
    shown = [Text(_plain(times))] if times else []
    if Arranged.BY_APPOINTMENT in value:
        shown.append(voice.label("by_appointment"))
    return _chain(shown, Run(comma(voice.language)))


def languages_spoken(tags: Sequence[str], target: Language) -> Runs:
    """Languages as those who speak them call them, and in German."""
    return join_runs([_language(language(tag), target) for tag in tags], Run(comma(target)))


def _language(spoken: Language, target: Language) -> Runs:
    if target.tag == GERMAN:
        return _plain(spoken.german)
    own = spoken.endonym
    # In a text of its own direction a name needs no isolate.
    name = island(own) if not spoken.rtl else _plain(own if target.rtl else closed(own))
    if own == spoken.german:
        return name
    return (*name, Run(" ("), Run(spoken.german, ltr=True), Run(")"))


SHOWN: Final[Mapping[FactKind, Callable[[Any, Language], Runs]]] = {
    FactKind.DATE: date,
    FactKind.WEEKDAY: lambda day, language: _plain(formatting.weekday(day, language)),
    FactKind.TIME: lambda time, language: _plain(formatting.clock(time, language)),
    FactKind.NAME: lambda name, language: island(name),
    FactKind.ADDRESS: lambda address, language: island(address),
    FactKind.EMAIL: lambda address, language: email(address),
    FactKind.PHONE: lambda number, language: phone(number),
    FactKind.FAX: lambda number, language: island(number),
    FactKind.LANGUAGES: languages_spoken,
    FactKind.URL: lambda address, language: website(address),
}
"""How each kind stands in a sentence, but for `SPOKEN`. A status is an alert."""

SPOKEN: Final[Mapping[FactKind, Callable[[Any, Voice], Text]]] = {
    FactKind.HOURS: hours,
    FactKind.PRICE: lambda value, voice: prices(value, voice, Run(comma(voice.language))),
    FactKind.ACCESS: lambda value, voice: _chain(
        [voice.label(one.label) for one in value], Run(comma(voice.language))
    ),
}
"""How the kinds stand in a sentence that need words of the language."""

WHEN: Final = "when"
"""The attribute of an event whose lines `occasions` makes."""

TOGETHER: Final[Mapping[str, Callable[[Event, Language], Runs]]] = {
    "where": lambda event, language: island(event.place),
}
"""Lines that show several facts of an event, by their labels."""


def placeholder_values(facts: Facts, voice: Voice) -> dict[str, Runs]:
    """The runs that stand for each placeholder that ``facts`` give."""
    return {
        name: _shown(row.kind, first, voice).runs
        for name, row in PLACEHOLDERS.items()
        if (first := _first(row, value(facts, row))) is not None
    }


def _first(row: FactRow, found: Any) -> Any:
    return found[0] if row.many and found else found


def box(
    facts: Facts, name: Text | None, voice: Voice, title: Callable[[str], Text]
) -> tuple[Fact, ...]:
    """What event, when, where, price and by when to register, in this order; nothing without
    an event. ``title`` gives the name of one of several dates in the language."""
    if facts.event is None:
        return ()
    rows = (row for row in FACTS if row.box or (row.path[0] == "event" and row.path[1] != WHEN))
    named = [Fact("event", voice.label("event"), name)] if name else []
    when = lines(facts.event, voice.language, voice.label, title)
    return (*named, *when, *_lines(facts, rows, voice))


def group(facts: Facts, key: str, heading: str, voice: Voice) -> FactGroup:
    """The facts below the key ``key`` of front matter, a line each, under the label ``heading``.

    Of several contacts one follows the other.
    """
    rows = [row for row in FACTS if row.path[0] == key]
    others = [Facts(contact=one) for one in facts.contacts if key == "contact"]
    lines = tuple(fact for one in (facts, *others) for fact in _lines(one, rows, voice))
    return FactGroup(key, voice.label(heading), lines)


def _lines(facts: Facts, rows: Iterable[FactRow], voice: Voice) -> Iterator[Fact]:
    for row in rows:
        found = value(facts, row)
        if row.label is None or found is None:
            continue
        label = voice.label(row.label) if row.label else Text(())
        symbols: tuple[tuple[str, Text], ...] = ()
        if row.kind is FactKind.ACCESS:
            symbols = tuple((one.label, voice.label(one.label)) for one in _access(found))
        yield Fact(row.label or "name", label, _line(facts, row, found, voice), symbols)


def _line(facts: Facts, row: FactRow, found: Any, voice: Voice) -> Text:
    """The value of a fact on a line of its own."""
    if facts.event and row.label and row.label in TOGETHER:
        return Text(TOGETHER[row.label](facts.event, voice.language))
    if row.kind is FactKind.PRICE:
        return prices(found, voice, BREAK)
    each = [_shown(row.kind, one, voice) for one in (found if row.many else (found,))]
    return _chain(each, Run(comma(voice.language)))


def _access(found: Any) -> tuple[Access, ...]:
    return tuple(found)


def _shown(
    kind: FactKind,
    found: object,
    voice: Voice,
) -> Text:
    if kind in SPOKEN:
        return SPOKEN[kind](found, voice)
    return Text(SHOWN[kind](found, voice.language))


def join_runs(items: Sequence[Runs], between: Run) -> Runs:
    """The items one after the other, ``between`` between them."""
    return reduce(lambda before, item: (*before, between, *item), items) if items else ()


def _chain(texts: Sequence[Text], between: Run) -> Text:
    """Several texts as one; a lone one stays as it is, also German."""
    if len(texts) == 1:
        return texts[0]
    return Text(join_runs([_within(text) for text in texts], between))


def _within(text: Text) -> Runs:
    """A text among others of another language: German is an island."""
    return tuple(replace(run, ltr=True) for run in text.runs) if text.german else text.runs


def _plain(text: str) -> Runs:
    return (Run(text),)
