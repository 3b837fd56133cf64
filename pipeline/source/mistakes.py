"""All mistakes of a file at once: reading goes on after the first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar, cast

from ..base.errors import PipelineError, each
from .fields import Field, Table

T = TypeVar("T")


class Mistakes:
    """What is wrong with a file, as far as it was read."""

    def __init__(self) -> None:
        self._found: list[PipelineError] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def read(self, make: Callable[[], T]) -> T:
        """Return what ``make`` returns. After a mistake it is None, whatever its type says: only
        to be passed on until `end` raises."""
        try:
            return make()
        except PipelineError as problem:
            self._found += each(problem)
            return cast(T, None)

    def table(self, field: Field, known: Collection[str]) -> Table:
        """What stands below ``field`` under ``known`` keys; every other one is a mistake."""
        self._found += field.unknown(known)
        return field.known(known)

    def add(self, problems: Iterable[PipelineError]) -> None:
        self._found += problems

    def end(self) -> None:
        """Raise what was found, if anything was, as one error that has the others with it."""
        if self._found:
            raise together(self._found)


def together(problems: Collection[PipelineError]) -> PipelineError:
    """The first of ``problems`` with all others in `PipelineError.also`, each once.

    They stay in the order in which they were found: an unknown key comes before the one that is
    missed in its place.
    """
    alone = [one for one in problems if not one.follows] or list(problems)
    first, *others = {str(one): _apart(one) for one in alone}.values()
    first.also = tuple(others)
    return first


def _apart(problem: PipelineError) -> PipelineError:
    """The error without those that came with it."""
    alone = type(problem)(problem.where, problem.message)
    alone.follows = problem.follows
    return alone
