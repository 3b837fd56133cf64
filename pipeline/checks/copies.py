"""Translations that nobody made: programs such as OmegaT save the German instead."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import _
from ..model import Severity, State, Unit
from .rule import Context, Finding


def untranslated_copy(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A copy of the German counts as missing until a translator says that it is meant."""
    if unit.state is State.MISSING and unit.target and unit.target == unit.source:
        yield Finding(
            Severity.WARNING,
            _(
                "Die Übersetzung ist der deutsche Text und zählt als fehlend. Übersetzen Sie "
                "ihn; soll er so bleiben, schreiben Sie als Anmerkung dazu: gleich."
            ),
        )
