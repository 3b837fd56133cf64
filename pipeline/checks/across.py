"""One German text, one translation: what no look at a single unit can see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from ..base.messages import _
from ..base.model import Diagnostic, Severity, State, UnitKey
from ..catalogue.units import Catalogue, Unit
from .silence import silenced

INCONSISTENT: Final = "inconsistent"


def consistency(catalogues: Iterable[Catalogue]) -> dict[tuple[str, UnitKey], Diagnostic]:
    """Which units of a language are translated otherwise than the same German elsewhere.

    ``catalogues`` are all of one language or of several; the keys are domain and unit key,
    with the language's tag in the diagnostic. The further advanced translation counts, then
    the one that more documents have, then the first; the others get a warning that names it.
    Spaces and a difference of capitals alone are none.
    """
    places: defaultdict[tuple[str, UnitKey], list[tuple[str, Unit]]] = defaultdict(list)
    for catalogue in catalogues:
        for key, unit in catalogue.units.items():
            if unit.state is not State.MISSING:
                places[catalogue.language.tag, key].append((catalogue.domain, unit))
    found: dict[tuple[str, UnitKey], Diagnostic] = {}
    for (tag, key), units in places.items():
        if len(units) < 2 or len({_plain(unit) for _domain, unit in units}) < 2:
            continue
        often = Counter(_plain(unit) for _domain, unit in units)
        best = max(units, key=lambda one: (one[1].state, often[_plain(one[1])]))[1]
        for domain, unit in units:
            if _plain(unit) == _plain(best):
                continue
            off, _wrong = silenced(unit, {INCONSISTENT: True})
            if INCONSISTENT not in off:
                found[domain, key] = Diagnostic(
                    INCONSISTENT,
                    Severity.WARNING,
                    tag,
                    _(
                        "Derselbe deutsche Text ist in {place} anders übersetzt: „{target}“. "
                        "Einigen Sie sich auf eine Übersetzung."
                    ).format(place=best.location or "", target=best.target),
                    unit.location,
                    key,
                )
    return found


def _plain(unit: Unit) -> str:
    return " ".join(unit.target.split()).casefold()
