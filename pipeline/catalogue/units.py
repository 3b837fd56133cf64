"""What a catalogue says of each text: units, and a language's catalogue as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..base.model import Diagnostic, Location, State, UnitKey
from ..language.table import Language
from ..source.model import Role


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment in one language."""

    context: str | None
    """msgctxt."""
    source: str
    """msgid."""
    target: str
    """msgstr; empty when missing."""
    state: State
    previous: str | None = None
    """The German that the translation was made for, if it has changed since."""
    comment: str = ""
    """Translator comment (``# ``), where programs say how it came about (remarks.py)."""
    note: str = field(default="", compare=False)
    """Extracted comment (``#.``): the role, placeholders, glossary; German, lines."""
    role: Role | None = field(default=None, compare=False)
    """What its segment is in the document, as far as the catalogue tells."""
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The units of one language and one domain, in the order of the source."""

    language: Language
    domain: str
    units: Mapping[UnitKey, Unit]
    path: Path = field(default=Path(), compare=False)
    findings: tuple[Diagnostic, ...] = ()
    """What is wrong with the file itself, such as its header."""
