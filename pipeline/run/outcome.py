"""What a run did, and how it tells how far it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Protocol

from ..base.errors import PipelineError
from ..language.table import Language
from ..report import status


class Progress(Protocol):
    """Told how far the work is; cli.py draws a bar."""

    def begin(self, title: str, steps: int) -> None: ...
    def step(self) -> None: ...


class _Silent:
    def begin(self, title: str, steps: int) -> None: ...
    def step(self) -> None: ...


SILENT: Final = _Silent()
"""Shows nothing."""


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    rows: list[status.Row] = field(default_factory=list)
    """Every document in every language, in the organisation's order."""
    problems: list[PipelineError] = field(default_factory=list)
    """What failed as a whole: documents, catalogues, files."""
    written: int = 0
    """Files that are new or changed."""
    drafted: Counter[str] = field(default_factory=Counter)
    """Units that got a draft, by language tag."""
    taken: Counter[str] = field(default_factory=Counter)
    """Units that got a reviewed phrase from the phrasebook, by language tag."""
    undrafted: Counter[str] = field(default_factory=Counter)
    """Units that the machine could not draft, by language tag."""
    without_model: list[Language] = field(default_factory=list)
    """Languages with texts that nothing could draft, for want of a model."""
    without_parts: bool = False
    """Whether there are models, but not the libraries that run them."""

    @property
    def ok(self) -> bool:
        return not self.problems and not any(row.errors for row in self.rows)
