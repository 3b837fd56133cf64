"""Facts as a reader of a language sees them: values of placeholders, labelled lines.

What there is to show, the rows of `facts.FACTS` say; here stands how each kind is shown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from ..language.scripts import script
from ..language.table import Language
from ..source.facts import FACTS, PLACEHOLDERS, Event, Facts, Price, value
from ..source.rows import FactKind, FactRow
from ..text.runs import Run, Text
from . import formatting
from .model import Fact, FactGroup

Runs = tuple[Run, ...]
Label = Callable[[str], Text]
"""From a key of labels.py to its text in the language."""


def comma(language: Language) -> str:
    """What stands between a name and what explains it."""
    return script(language.script).comma


def island(text: str, link: str | None = None) -> Runs:
    return (Run(text, link=link, ltr=True),)


def email(address: str) -> Runs:
    """A link to write to (RFC 6068)."""
    return island(address, f"mailto:{address}")


def phone(number: str) -> Runs:
    """A link to call (RFC 3966); a national number is taken for a German one."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.startswith("+"):
        digits = f"+{digits}"
    elif digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+49{digits[1:]}"
    return island(number, f"tel:{digits}")


def date(value: dt.date, language: Language) -> Runs:
    return _plain(formatting.date(value, language))


def website(url: str) -> Runs:
    """A link that shows its address without the scheme."""
    return island(re.sub(r"^https?://|/$", "", url), url)


def price(value: Price, language: Language, label: Label) -> Text:
    if value.amount == 0:
        return label("price_free")
    return Text(_plain(formatting.price(value, language)))


SHOWN: Final[Mapping[FactKind, Callable[[Any, Language], Runs]]] = {
    FactKind.DATE: date,
    FactKind.WEEKDAY: lambda day, language: _plain(formatting.weekday(day, language)),
    FactKind.TIME: lambda time, language: _plain(formatting.clock(time, language)),
    FactKind.HOURS: lambda hours, language: _plain(formatting.hours(hours, language)),
    FactKind.NAME: lambda name, language: island(name),
    FactKind.ADDRESS: lambda address, language: island(address),
    FactKind.EMAIL: lambda address, language: email(address),
    FactKind.PHONE: lambda number, language: phone(number),
    FactKind.URL: lambda address, language: website(address),
}
"""How each kind stands in a sentence; a price may be a word: `price`. A status is an alert."""

IN_LINE: Final[Mapping[FactKind, Callable[[Any, Language], Runs]]] = {
    FactKind.TIME: lambda time, language: _plain(formatting.time(time, language)),
}
"""How a kind stands on a line of its own, where that is different."""

TOGETHER: Final[Mapping[str, Callable[[Event, Language], Runs]]] = {
    "when": lambda event, language: _plain(formatting.days(event.when, language)),
    "time": lambda event, language: _plain(formatting.times(event.when, language)),
    "where": lambda event, language: island(event.place),
}
"""Lines that show several facts of an event, by their labels."""


def placeholder_values(facts: Facts, language: Language, label: Label) -> dict[str, Runs]:
    """The runs that stand for each placeholder that ``facts`` give."""
    return {
        name: _shown(SHOWN, row.kind, found, language, label).runs
        for name, row in PLACEHOLDERS.items()
        if (found := value(facts, row)) is not None
    }


def box(facts: Facts, name: Text | None, language: Language, label: Label) -> tuple[Fact, ...]:
    """What event, when, where, price and by when to register, in this order; nothing without
    an event."""
    if facts.event is None:
        return ()
    rows = (row for row in FACTS if row.box or row.path[0] == "event")
    named = [Fact("event", label("event"), name)] if name else []
    return (*named, *_lines(facts, rows, language, label))


def group(facts: Facts, key: str, heading: str, language: Language, label: Label) -> FactGroup:
    """The facts below the key ``key`` of front matter, a line each, under the label ``heading``."""
    lines = tuple(_lines(facts, (row for row in FACTS if row.path[0] == key), language, label))
    return FactGroup(key, label(heading), lines)


def _lines(
    facts: Facts, rows: Iterable[FactRow], language: Language, label: Label
) -> Iterator[Fact]:
    for row in rows:
        found = value(facts, row)
        if row.label is None or found is None:
            continue
        if facts.event and row.label in TOGETHER:
            shown = Text(TOGETHER[row.label](facts.event, language))
        else:
            shown = _shown({**SHOWN, **IN_LINE}, row.kind, found, language, label)
        yield Fact(row.label or "name", label(row.label) if row.label else Text(()), shown)


def _shown(
    how: Mapping[FactKind, Callable[[Any, Language], Runs]],
    kind: FactKind,
    found: object,
    language: Language,
    label: Label,
) -> Text:
    if isinstance(found, Price):
        return price(found, language, label)
    return Text(how[kind](found, language))


def _plain(text: str) -> Runs:
    return (Run(text),)
