"""What every stage speaks of: places in files, states, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, for messages: ``content/fest.md:12``."""

    path: Path
    line: int | None = None
    """1-based; None means the file as a whole."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


class State(IntEnum):
    """How far a unit, or the least advanced unit of an edition, has come. Ordered."""

    MISSING = 0
    """No translation."""
    DRAFT = 1
    """Filled by memory, machine or the project; no human has let it stand."""
    CHANGED = 2
    """The German changed under a translation."""
    REVIEWED = 3
    """A human let it stand."""
    APPROVED = 4
    """A second person signed it."""

    def __str__(self) -> str:
        return self.name.lower()


class Severity(StrEnum):
    ERROR = "error"
    """Keeps an edition from being publishable."""
    WARNING = "warning"


UnitKey = tuple[str | None, str]
"""msgctxt and msgid."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a check found. The message says what is wrong and what to do."""

    rule: str
    severity: Severity
    language: str
    """BCP 47."""
    message: str
    location: Location | None = field(default=None, compare=False)
    unit: UnitKey | None = None
    """The unit it was found in; None where it concerns more than one."""
