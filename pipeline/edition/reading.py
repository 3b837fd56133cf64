"""Segments as one language has them, filled with facts; remembers what it showed.

What has no translation, or one that cannot be shown, is read in German and marked as German.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ..base.errors import ContentError
from ..base.messages import _
from ..base.model import Diagnostic, State, UnitKey
from ..catalogue.units import Catalogue, Unit
from ..checks import Context, check
from ..language.table import GERMAN, Language
from ..source.labels import LABELS
from ..source.model import Role, Segment
from ..source.segments import LAYOUT, key
from ..text import inline
from ..text.bare import linked
from ..text.bidi import isolate
from ..text.braces import names
from ..text.form import BREAK, flat
from ..text.inline import Values
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


PAGE_NUMBERS: Final[Values] = {name: (Run(f"{{{name}}}", ltr=True),) for name in ("page", "pages")}
"""What a renderer puts in itself, when it knows it: the two stay in the text for it."""


@dataclass(slots=True)
class Reader:
    """Reads segments in one language, and remembers which units it showed.

    Whatever it returns has a value for each of its placeholders: `ContentError` is raised for
    one that has none, as a name in braces must never reach a page.
    """

    context: Context
    domain: str
    document: Catalogue | None
    layout: Catalogue | None
    facts: Values = field(default_factory=dict)
    german_facts: Values = field(default_factory=dict)
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

    def german(self, segment: Segment) -> Text:
        """The German of ``segment``, filled with facts."""
        return Text(inline.parse(segment.text, _all(segment, segment.text, self.german_facts)))

    def label(self, name: str) -> Text:
        return self.filled_label(name, PAGE_NUMBERS, PAGE_NUMBERS)

    def filled_label(self, name: str, facts: Values, german_facts: Values) -> Text:
        return self._read(_label(name), self.layout, facts, german_facts)

    def expect(self, name: str) -> None:
        """Count a label among what is shown, though it can be filled only later."""
        self._usable(_label(name), self.layout)

    def _read(
        self, segment: Segment, catalogue: Catalogue | None, facts: Values, german_facts: Values
    ) -> Text:
        unit = self._usable(segment, catalogue)
        if unit is None:
            german = inline.spans(segment.text, _all(segment, segment.text, german_facts))
            return Text(inline.join(linked(german)), german=True)
        target = unit.target.strip()
        if BREAK not in segment.text:
            target = flat(target)
        runs = linked(inline.spans(target, _all(segment, target, facts)))
        return Text(isolate(runs) if self.language.rtl else inline.join(runs))

    def _usable(self, segment: Segment, catalogue: Catalogue | None) -> Unit | None:
        """The unit of ``segment``, which is shown from now on; None if its German is."""
        unit_key = key(segment)
        label = segment.role is Role.LABEL
        shown = self.shown.get((label, unit_key)) or self._show(label, unit_key, segment, catalogue)
        unit, found = shown.unit, shown.diagnostics
        if unit.state is State.MISSING or any(finding.rule in UNSHOWABLE for finding in found):
            self.fell_back = True
            return None
        return unit

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


def _label(name: str) -> Segment:
    return Segment(Role.LABEL, LABELS[name])


def _all(segment: Segment, text: str, values: Values) -> Values:
    """Return ``values``; raise `ContentError` where ``text``, as which ``segment`` is shown,
    has a placeholder without one."""
    for name in names(text) if "{" in text else ():
        if name not in values and name not in ("{", "}"):
            raise ContentError(
                segment.location,
                _(
                    "Für den Platzhalter „{{{name}}}“ in „{text}“ gibt es keinen Wert. Tragen Sie "
                    "die Angabe im Kopf der Datei ein oder löschen Sie den Platzhalter."
                ).format(name=name, text=text),
            )
    return values
