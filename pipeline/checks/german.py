"""The German document: words to avoid, and times that contradict the event's facts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from ..base.messages import _
from ..base.model import Diagnostic, Location, Severity
from ..language.table import GERMAN, language
from ..source import facts, german
from ..source.clock import days_named
from ..source.model import Segment, Source
from ..source.segments import key, segments
from ..source.spoken import Time
from ..source.when import When
from .figures import figures
from .seen import bare
from .wording import Wording, unwelcome

WORDING: Final = "wording"
PROGRAMME_TIME: Final = "programme-time"
LITERAL_TIME: Final = "literal-time"
DEBRIS: Final = "debris"

_SENTENCE: Final = re.compile(r"(?<=[a-zäöüß)“][.!?])\s+(?=[A-ZÄÖÜ„])")
_SAYS: Final = {
    "start": re.compile(
        r"\b(?:beginn\w*|startet|los ?geht|geht\b.*\blos|Anfang|fängt)\b", re.IGNORECASE
    ),
    "doors": re.compile(r"\b(?:Einlass|Türen öffnen|geöffnet ab)\b", re.IGNORECASE),
    "end": re.compile(r"\b(?:Ende|endet|Schluss|vorbei)\b"),
}
_MEETING: Final = re.compile(
    r"\b(?:statt\w*|lädt|laden|eingeladen|einladen|kommen|treffen|besuchen|Anmeld\w*|anmelden"
    r"|meld\w+|Beginn|beginnt|Veranstaltung|Konferenz|Fest)\b"
)


def check_source(source: Source, wording: Wording = ()) -> tuple[Diagnostic, ...]:
    """What is doubtful in a German document; all of it warnings, with the line of the .md file."""
    found = [
        *_wording(source, wording),
        *_programme(source),
        *_texts(source),
        *_debris(source),
    ]
    return tuple(found)


def _wording(source: Source, wording: Wording) -> Iterator[Diagnostic]:
    for segment in segments(source):
        for word, advice in unwelcome(bare(segment.text), wording):
            message = _("Statt „{word}“ besser: {instead}.").format(
                word=word, instead=advice.instead
            )
            if advice.why:
                message += " " + _("Grund: {why}.").format(why=advice.why.rstrip("."))
            yield _diagnostic(WORDING, message, source, segment)


def _debris(source: Source) -> Iterator[Diagnostic]:
    """What was left in text that was copied from a word processor, and is taken out."""
    for location, found in source.cleaned:
        message = _(
            "Hier standen Zeichen, die niemand sieht ({characters}), wohl aus Word kopiert. Das "
            "Programm lässt sie weg. Löschen Sie sie auch in der Datei."
        ).format(characters=found)
        yield Diagnostic(DEBRIS, Severity.WARNING, GERMAN, message, location)


def _programme(source: Source) -> Iterator[Diagnostic]:
    """Rows of the programme before the doors or after the end, and none when it starts."""
    event = source.facts.event
    when = event.when if event else None
    timed = [(item.time, item.title) for item in source.programme if item.time]
    if when is None or when.several_days or not timed or when.start is None:
        return
    first, last = min(timed, key=_time), max(timed, key=_time)
    if when.too_early(first[0]):
        yield _diagnostic(
            PROGRAMME_TIME,
            _(
                "Das Programm beginnt um {time} Uhr, die Veranstaltung erst um {start} Uhr "
                "({field}). Gleichen Sie beides an."
            ).format(
                time=_clock(first[0]),
                start=_clock(when.opens or when.start),
                field="event.doors" if when.doors else "event.start",
            ),
            source,
            first[1],
        )
    elif when.start not in (time for time, _title in timed):
        yield _diagnostic(
            PROGRAMME_TIME,
            _(
                "Die Veranstaltung beginnt um {start} Uhr (event.start), das Programm um {time} "
                "Uhr, und kein Punkt um {start} Uhr. Gleichen Sie beides an."
            ).format(time=_clock(first[0]), start=_clock(when.start)),
            source,
            first[1],
        )
    if when.end and when.too_late(last[0]):
        yield _diagnostic(
            PROGRAMME_TIME,
            _(
                "Das Programm hat einen Punkt um {time} Uhr, die Veranstaltung endet um {end} Uhr "
                "(event.end). Gleichen Sie beides an."
            ).format(time=_clock(last[0]), end=_clock(when.end)),
            source,
            last[1],
        )


def _texts(source: Source) -> Iterator[Diagnostic]:
    """Times and dates written into the text instead of the placeholder."""
    event = source.facts.event
    for segment in segments(source):
        for sentence in _SENTENCE.split(bare(segment.text)):
            if not re.search(r"\d", sentence):
                continue
            if event:
                for message in _times(sentence, event.when):
                    yield _diagnostic(LITERAL_TIME, message, source, segment)
            for message in _dates(sentence, source):
                yield _diagnostic(LITERAL_TIME, message, source, segment)


def _times(sentence: str, when: When) -> Iterator[str]:
    times = figures(sentence).times
    said = [name for name, pattern in _SAYS.items() if pattern.search(sentence)]
    if len(times) != 1 or len(said) != 1:
        return
    name = said[0]
    value: dt.time | None = getattr(when, name)
    if value and times[0] != (value.hour, value.minute):
        yield _(
            "Im Text steht {text} Uhr, in den Angaben {value} Uhr (event.{name}). Schreiben Sie "
            "{placeholder}, dann stimmt es immer."
        ).format(text=_of(times[0]), value=_clock(value), name=name, placeholder=f"{{{name}}}")


def _dates(sentence: str, source: Source) -> Iterator[str]:
    for weekday, day, month, year in german.dates(sentence):
        known = facts.dates(source.facts)
        years = [year] if year else sorted({date.year for date in known})
        dates = days_named(day, month, years)
        if dates is None:
            continue
        if weekday is not None and dates and all(date.weekday() != weekday for date in dates):
            yield _("Der {day}.{month}. ist kein {weekday}. Prüfen Sie das Datum.").format(
                day=day, month=month, weekday=language(GERMAN).weekdays[weekday]
            )
        elif known and _MEETING.search(sentence) and known.isdisjoint(dates):
            yield _(
                "Das Datum {day}.{month}. steht nicht in den Angaben des Dokuments. Schreiben Sie "
                "{placeholder}, wenn der Tag der Veranstaltung gemeint ist."
            ).format(day=day, month=month, placeholder="{date}")


def _time(row: tuple[dt.time, Segment]) -> dt.time:
    return row[0]


def _clock(time: dt.time) -> str:
    return f"{time:%H:%M}"


def _of(time: Time) -> str:
    return f"{time[0]:02}:{time[1]:02}"


def _diagnostic(rule: str, message: str, source: Source, segment: Segment) -> Diagnostic:
    where = segment.location or Location(source.path)
    return Diagnostic(rule, Severity.WARNING, GERMAN, message, where, key(segment))
