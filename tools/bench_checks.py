"""Lines of ``make bench``: what the checks find, what they find wrongly, how long they take."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from pipeline.base.model import Severity, State
from pipeline.base.project import Project
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check
from pipeline.language.table import GERMAN, Language, language, languages
from pipeline.source.glossary import load_glossary
from tests.checks.faults import TAGS, good, planted
from tests.checks.faults.texts import ROOT
from tests.language.test_recognition import GERMAN_SAID, SAID

from .bench_clock import ROUNDS, median, spent

FEW: Final = 2
"""Documents a round in ``make bench``."""
MANY: Final = 12
"""And in ``make bench-large``: sixty in all."""
UNITS: Final = 60
"""Of a document."""

STAND_INS: Final = {
    **{"Latn": "en", "Cyrl": "bg", "Grek": "bg", "Arab": "fa", "Ethi": "ti"},
    **{"Deva": "ka", "Thai": "ka", "Hans": "ka"},
}
"""Whose texts stand for those of a language without catalogues, by script."""


def faults() -> Iterator[str]:
    """The corpus: planted faults that their rule finds, and alarms in good translations."""
    planned: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for fault in planted():
        planned[fault.rule] += 1
        found = check(fault.unit, Context(fault.language))
        caught[fault.rule] += any(one.rule == fault.rule for one in found)
    total, hits = planned.total(), caught.total()
    yield (f"checks: {hits} of {total} planted faults found ({hits / total:.1%})")
    for rule, count in planned.items():
        if caught[rule] < count:
            yield (f"    {rule}: {caught[rule]} of {count}")
    units = [(tag, unit) for tag in TAGS for unit in good(tag)]
    alarms: Counter[Severity] = Counter()
    for tag, unit in units:
        alarms.update({one.severity for one in check(unit, Context(language(tag)))})
    errors, warnings = alarms[Severity.ERROR], alarms[Severity.WARNING]
    yield (
        f"checks: false alarms in {len(units)} good translations: {errors / len(units):.2%} with "
        f"an error, {warnings / len(units):.2%} with a warning"
    )


def wrong_language() -> Iterator[str]:
    """One sentence, filed under each other language of its script; none is in the profiles."""
    for there in SAID:
        script = language(there).script
        rows = [row for row in languages().values() if row.script == script]
        others = [row for row in rows if row.tag != there and not row.tag.startswith(GERMAN)]
        missed = [row.tag for row in others if not _is_strange(SAID[there], row)]
        alarm = " FALSE ALARM" if _is_strange(SAID[there], language(there)) else ""
        found = f"{len(others) - len(missed)} of {len(others)}"
        not_in = f"; not under {' '.join(missed)}" if missed else ""
        yield f"checks: wrong language {there}: found under {found} others{not_in}{alarm}"


def _is_strange(text: str, row: Language) -> bool:
    unit = Unit(None, GERMAN_SAID, text, State.REVIEWED)
    return any(one.rule == "wrong-language" for one in check(unit, Context(row)))


def speed(documents: int) -> Iterator[str]:
    """So many documents a round × the languages × 60 units, every text another one."""
    glossary = load_glossary(Project(ROOT).content)
    rows = [row for row in languages().values() if not row.tag.startswith(GERMAN)]
    rounds = []
    for start in range(0, ROUNDS * documents, documents):
        work = [
            (Context(row, glossary), unit)
            for number in range(start, start + documents)
            for row in rows
            for unit in _units(row.tag, row.script, number)
        ]
        rounds.append(spent(partial(_check, work)))
    count = documents * len(rows) * UNITS
    found = median(rounds)
    yield (
        f"checks: {count:,} units of {documents} documents in {len(rows)} languages, one process "
        f"(median of {ROUNDS} rounds, each with other texts): {found}; "
        f"a unit {found.cpu / count * 1e6:.0f} µs CPU"
    )


def _check(work: Sequence[tuple[Context, Unit]]) -> None:
    for context, unit in work:
        check(unit, context)


def _units(tag: str, script: str, number: int) -> Iterator[Unit]:
    """Good translations of one document; a name of its own makes each text another one."""
    chance = random.Random(number)
    name = "".join(chance.choices("abdefghiklmnoprstuw", k=8)).capitalize()
    found = good(tag if tag in TAGS else STAND_INS[script])
    for place in range(UNITS):
        unit = found[(place + number) % len(found)]
        yield replace(unit, source=f"{name}: {unit.source}", target=f"{name}: {unit.target}")
