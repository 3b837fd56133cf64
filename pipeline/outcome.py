"""What a run did, and how it tells how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from . import status
from .errors import PipelineError


class Progress(Protocol):
    """Told how far the work is; cli.py draws a bar."""

    def total(self, steps: int) -> None: ...
    def step(self) -> None: ...


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    rows: list[status.Row] = field(default_factory=list)
    """Every document in every language, in the organisation's order."""
    problems: list[PipelineError] = field(default_factory=list)
    """What failed as a whole: documents, catalogues, files."""
    written: int = 0
    """Files that are new or changed."""

    @property
    def ok(self) -> bool:
        return not self.problems and not any(row.errors for row in self.rows)
