"""What a run did, and how it tells how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from ..base.errors import PipelineError
from ..edition.model import Edition
from ..language.table import Language
from ..report import status


class Progress(Protocol):
    """Told how far the work is; cli/ draws a bar."""

    def begin(self, title: str, steps: int) -> None: ...
    def step(self) -> None: ...


class _Silent:
    def begin(self, title: str, steps: int) -> None: ...
    def step(self) -> None: ...


SILENT: Final = _Silent()
"""Shows nothing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the texts of one language that had no translation."""

    language: Language
    drafts: int = 0
    phrases: int = 0
    """Taken over from the phrasebook, where a human let them stand."""
    refused: int = 0
    """That the machine could not draft."""
    without_model: bool = False
    """Nothing could draft some of them, for want of a model."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did; put together by flow.py from what its stages return."""

    rows: tuple[status.Row, ...] = ()
    """Every document in every language, in the organisation's order."""
    problems: tuple[PipelineError, ...] = ()
    """What failed as a whole: documents, catalogues, files."""
    written: int = 0
    """Files that are new or changed."""
    tallies: tuple[Tally, ...] = ()
    """One a language."""
    without_parts: bool = False
    """Whether there are models, but not the libraries that run them."""
    editions: tuple[Edition, ...] = ()
    """Those that may go out and lie in build/."""
    shared: tuple[str, ...] = ()
    """Files that hold all publishable languages of a document, relative to build/."""

    @property
    def ok(self) -> bool:
        return not self.problems and not any(row.errors for row in self.rows)
