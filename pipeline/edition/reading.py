"""Segments as one language has them, filled with facts; remembers what it showed.

What has no translation, or one that cannot be shown, is read in German and marked as German.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ..base.model import Diagnostic, State, UnitKey
from ..catalogue.units import Catalogue, Unit
from ..checks import Context, check
from ..language.table import GERMAN, Language
from ..source.labels import LABELS
from ..source.model import Role, Segment
from ..source.segments import LAYOUT, key
from ..text import inline
from ..text.bidi import isolate
from ..text.runs import Run, Text

UNSHOWABLE: Final = frozenset(
    {"placeholder-unknown", "html-in-translation", "link-elsewhere", "no-font"}
)
"""Rules whose findings keep a translation from being shown: a value that is not there, HTML
that would be read as text, a link to somewhere the German does not point, a character that
no font has and for which no document would be made."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A unit that an edition shows."""

    domain: str
    """The document's slug, or `segments.LAYOUT`."""
    unit: Unit
    diagnostics: tuple[Diagnostic, ...]


class Values(dict[str, tuple[Run, ...]]):
    """What stands for a placeholder; those of the renderer (page numbers) stay as they are."""

    def __missing__(self, name: str) -> tuple[Run, ...]:
        return (Run(f"{{{name}}}", ltr=True),)


@dataclass(slots=True)
class Reader:
    """Reads segments in one language, and remembers which units it showed."""

    context: Context
    domain: str
    document: Catalogue | None
    layout: Catalogue | None
    facts: Values = field(default_factory=Values)
    german_facts: Values = field(default_factory=Values)
    shown: dict[tuple[bool, UnitKey], Shown] = field(default_factory=dict)
    fell_back: bool = False
    """Something is shown in German."""

    @property
    def language(self) -> Language:
        return self.context.language

    def text(self, segment: Segment) -> Text:
        return self._read(segment, self.document, self.facts, self.german_facts)

    def optional(self, segment: Segment | None) -> Text | None:
        return self.text(segment) if segment else None

    def label(self, name: str) -> Text:
        return self.filled_label(name, Values(), Values())

    def filled_label(self, name: str, facts: Values, german_facts: Values) -> Text:
        return self._read(Segment(Role.LABEL, LABELS[name]), self.layout, facts, german_facts)

    def _read(
        self, segment: Segment, catalogue: Catalogue | None, facts: Values, german_facts: Values
    ) -> Text:
        unit_key = key(segment)
        label = segment.role is Role.LABEL
        shown = self.shown.get((label, unit_key)) or self._show(label, unit_key, segment, catalogue)
        unit, found = shown.unit, shown.diagnostics
        if unit.state is State.MISSING or any(finding.rule in UNSHOWABLE for finding in found):
            self.fell_back = True
            return Text(inline.parse(segment.text, german_facts), german=True)
        runs = inline.spans(unit.target.strip(), facts)
        return Text(isolate(runs) if self.language.rtl else inline.join(runs))

    def _show(
        self, label: bool, unit_key: UnitKey, segment: Segment, catalogue: Catalogue | None
    ) -> Shown:
        if self.language.tag == GERMAN:
            unit = Unit(*unit_key, target=segment.text, state=State.REVIEWED)
        elif catalogue and unit_key in catalogue.units:
            unit = catalogue.units[unit_key]
        else:
            unit = Unit(*unit_key, target="", state=State.MISSING)
        domain = LAYOUT if label else self.domain
        shown = Shown(domain, unit, check(unit, self.context))
        self.shown[label, unit_key] = shown
        return shown
