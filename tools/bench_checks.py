"""Rows of ``make bench``: what the checks find, what they find wrongly, and how long they take."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pipeline.base.model import Severity
from pipeline.base.project import Project
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check
from pipeline.language.table import GERMAN, language, languages
from pipeline.source.glossary import load_glossary
from tests.checks.faults import TAGS, good, planted
from tests.checks.faults.texts import ROOT

DOCUMENTS = 60
UNITS = 60
"""Of a document."""

STAND_INS = {
    **{"Latn": "en", "Cyrl": "bg", "Grek": "bg", "Arab": "fa", "Ethi": "ti"},
    **{"Deva": "ka", "Thai": "ka", "Hans": "ka"},
}
"""Whose texts stand for those of a language without catalogues, by script."""


def main() -> None:
    bench_faults()
    bench_speed()


def bench_faults() -> None:
    """The corpus: planted faults that their rule finds, and alarms in good translations."""
    planned: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for fault in planted():
        planned[fault.rule] += 1
        found = check(fault.unit, Context(fault.language))
        caught[fault.rule] += any(one.rule == fault.rule for one in found)
    total, hits = planned.total(), caught.total()
    print(f"checks: {hits} of {total} planted faults found ({hits / total:.1%})")
    for rule, count in planned.items():
        if caught[rule] < count:
            print(f"    {rule}: {caught[rule]} of {count}")
    units = [(tag, unit) for tag in TAGS for unit in good(tag)]
    alarms: Counter[Severity] = Counter()
    for tag, unit in units:
        alarms.update({one.severity for one in check(unit, Context(language(tag)))})
    errors, warnings = alarms[Severity.ERROR], alarms[Severity.WARNING]
    print(
        f"checks: false alarms in {len(units)} good translations: {errors / len(units):.2%} with "
        f"an error, {warnings / len(units):.2%} with a warning"
    )


def bench_speed() -> None:
    """60 documents × 43 languages × 60 units, every text another one, in one process."""
    glossary = load_glossary(Project(ROOT).content)
    rows = [row for row in languages().values() if not row.tag.startswith(GERMAN)]
    count, seconds = 0, 0.0
    for number in range(DOCUMENTS):
        for row in rows:
            context = Context(row, glossary)
            texts = list(islice(_units(row.tag, row.script, number), UNITS))
            start = time.perf_counter()
            for unit in texts:
                check(unit, context)
            seconds += time.perf_counter() - start
            count += len(texts)
    print(
        f"checks: {count:,} units of {DOCUMENTS} documents in {len(rows)} languages: "
        f"{seconds:.1f} s in one process, {seconds / count * 1e6:.0f} µs a unit"
    )


def _units(tag: str, script: str, number: int) -> Iterator[Unit]:
    """Good translations of one document; a name of its own makes each text another one."""
    chance = random.Random(number)
    name = "".join(chance.choices("abdefghiklmnoprstuw", k=8)).capitalize()
    found = good(tag if tag in TAGS else STAND_INS[script])
    for place in range(UNITS):
        unit = found[(place + number) % len(found)]
        yield replace(unit, source=f"{name}: {unit.source}", target=f"{name}: {unit.target}")


if __name__ == "__main__":
    main()
