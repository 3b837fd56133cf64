"""The days and times of an event as lines of the box, in a language.

No word is inflected: a rule is said as a label and names of days ("Weekly: Tuesday"), a list of
dates as one line each. What all dates share, times or place, has a line of its own and is not
repeated; what they do not share stands with each. A place has its line if most share it; a date
elsewhere says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from ..language.scripts import script
from ..language.table import Language
from ..source.facts import Event, Moved
from ..source.repeat import Every, Repeat
from ..source.when import Choice, Session
from ..text.runs import Run, Text
from . import formatting
from .model import Fact

Label = Callable[[str], Text]
"""From a key of labels.py to its text in the language."""

EVERY: Final = {Every.WEEK: "weekly", Every.TWO_WEEKS: "two_weeks", Every.MONTH: "monthly"}
"""The label of each rule."""

DATES_AT_MOST: Final = 12
"""Of a monthly series that are told one by one."""

ELLIPSIS: Final = Text((Run("…"),))


def lines(event: Event, language: Language, label: Label, title: Label) -> Iterator[Fact]:
    """The lines that say when ``event`` is, and when it was to be before.

    ``title`` gives the name of a date in the language.
    """
    when = event.when
    yield from _days(event, language, label, title)
    if when.timing:
        yield Fact("time", label("time"), label(when.timing.value))
    elif when.start:
        yield Fact("time", label("time"), _text(formatting.times(when, language)))
    if when.doors:
        yield Fact("doors", label("doors"), _text(formatting.time(when.doors, language)))
    if when.repeat:
        yield from _exceptions(when.repeat, language, label)
    if event.usual_place and not event.place:
        yield Fact("where", label("where"), _island(event.usual_place))
    if event.moved_from:
        yield Fact("moved_from", label("moved_from"), before(event.moved_from, language))


def before(moved: Moved, language: Language) -> Text:
    """When and where it was to be, as far as that was another."""
    parts: list[Text] = []
    if moved.date:
        parts.append(
            _text(formatting.date_range(moved.date, moved.end_date or moved.date, language))
        )
    if moved.start:
        parts.append(_text(formatting.from_till(moved.start, moved.end, language)))
    parts += [_island(place) for place in (moved.venue, moved.address) if place]
    return _joined(parts, script(language.script).comma)


def _days(event: Event, language: Language, label: Label, title: Label) -> Iterator[Fact]:
    when = event.when
    if when.repeat:
        yield Fact("when", label("when"), _rule(when.repeat, language, label))
        yield _fact("dates", label("dates"), _dates(when.repeat, language))
    elif when.sessions:
        name = "choose_one" if when.choose is Choice.ONE else "when"
        each = (_session(one, event, language, label, title) for one in when.sessions)
        yield _fact("when", label(name), each)
    else:
        yield Fact("when", label("when"), _text(formatting.days(when, language)))


def _session(
    session: Session, event: Event, language: Language, label: Label, title: Label
) -> Text:
    """A date with what it does not share with the others; its name before it."""
    own, when = session.when, event.when
    parts = [_text(formatting.days(own, language))]
    if own.timing and not when.timing:
        parts.append(label(own.timing.value))
    if own.start and not when.start:
        parts.append(_text(formatting.times(own, language)))
    if own.doors and not when.doors:
        doors = (label("doors"), _text(formatting.time(own.doors, language)))
        parts.append(_joined(doors, formatting.colon(language)))
    if session.place and session.place != event.usual_place:
        parts.append(_island(session.place))
    said = _joined(parts, script(language.script).comma)
    if not session.title:
        return said
    return _joined((title(session.title), said), formatting.colon(language))


def _rule(rule: Repeat, language: Language, label: Label) -> Text:
    name = label(EVERY[rule.every])
    if not rule.on:
        return name
    names = formatting.join([language.weekdays[day] for day in rule.on], language)
    return _joined((name, _text(names)), formatting.colon(language))


def _dates(rule: Repeat, language: Language) -> Iterator[Text]:
    """From when till when; of months, whose weeks no word numbers, the dates."""
    days = sorted(set(rule.by_rule) - set(rule.dropped))
    if rule.every is not Every.MONTH:
        yield _text(formatting.date_range(rule.by_rule[0], rule.by_rule[-1], language))
        return
    shown = days if len(days) <= DATES_AT_MOST else days[: DATES_AT_MOST // 2]
    yield from (_text(formatting.full_date(day, language)) for day in shown)
    if len(shown) < len(days):
        yield ELLIPSIS
        yield _text(formatting.full_date(days[-1], language))


def _exceptions(rule: Repeat, language: Language, label: Label) -> Iterator[Fact]:
    if rule.breaks and rule.every is not Every.MONTH:
        found = [formatting.dates(one.first, one.last, language) for one in rule.breaks]
        yield Fact("except", label("except"), _text(formatting.chain(found, language)))
    if rule.also:
        found = [formatting.full_date(day, language) for day in rule.also]
        yield _fact("also", label("also"), map(_text, found))


def _fact(key: str, label: Text, lines: Iterable[Text]) -> Fact:
    first, *more = lines
    return Fact(key, label, first, more=tuple(more))


def _joined(parts: Iterable[Text], separator: str) -> Text:
    """One line of several; German among others is an island, as names are."""
    found = [part for part in parts if part.runs]
    german = all(part.german for part in found)
    runs: list[Run] = []
    for part in found:
        island = part.german and not german
        runs += [Run(separator)] if runs else []
        runs += [replace(run, ltr=True) if island else run for run in part.runs]
    return Text(tuple(runs), german)


def _island(text: str) -> Text:
    return Text((Run(text, ltr=True),))


def _text(text: str) -> Text:
    return Text((Run(text),))
