"""What can be wrong with what people give us, and with the machine.

Every error says where, what is wrong and what to do. cli.py is the one place that maps
errors to exit codes: `UsageError` is 2, every other `PipelineError` is 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .messages import _, joined
from .model import Location


class PipelineError(Exception):
    """``where: what is wrong. what to do`` in one line."""

    def __init__(
        self, where: Location | None, message: str, also: Iterable[PipelineError] = ()
    ) -> None:
        super().__init__(message)
        self.where = where
        self.message = message
        self.also = tuple(also)
        """What else is wrong with the same file."""
        self.follows = False
        """Whether it may only follow from another mistake: a key is missed that is misspelt."""

    def __str__(self) -> str:
        return placed(self.where, self.message)


class UsageError(PipelineError):
    """The command was called in a way it cannot be."""


class ConfigError(PipelineError):
    """organisation.toml is missing or wrong."""


class ContentError(PipelineError):
    """A German document is wrong."""


class CatalogueError(PipelineError):
    """A .po file cannot be read as what it claims to be."""


class TemplateError(PipelineError):
    """A letterhead lacks a field or has a broken tag."""


class OutputError(PipelineError):
    """A file cannot be written."""


def each(problem: PipelineError) -> Iterator[PipelineError]:
    """Yield an error and all that came with it."""
    yield problem
    for other in problem.also:
        yield from each(other)


def placed(where: Location | None, message: str) -> str:
    """``file:line: message``; a `Message` stays one."""
    return joined(": ", (str(where), message)) if where else message


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a sentence that names what was probably meant, or lists what there is.

    "Meinten Sie „date“?" when one of ``known`` is within a third of the word's length in
    edits (optimal string alignment), else "Möglich sind: …".
    """
    from rapidfuzz import process  # noqa: PLC0415 - only who slipped waits for it
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    names = sorted(known)
    best = process.extractOne(
        word.lower(), names, scorer=OSA.distance, score_cutoff=max(1, (len(word) + 1) // 3)
    )
    if best is not None:
        return _("Meinten Sie „{name}“?").format(name=best[0])
    return _("Möglich sind: {names}.").format(names=", ".join(names))
