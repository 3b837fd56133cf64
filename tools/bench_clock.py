"""How ``make bench`` measures: two clocks, five rounds, in turns.

CPU seconds count what this process and those that it waited for have worked: on a busy machine
they are the figure to go by. Wall seconds are what somebody waits. Sides that are compared run
in turns, so that whatever else the machine does slows all of them.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by both clocks, and what else was counted."""

    cpu: float
    wall: float
    megabytes: float | None = None
    """The most memory that was held, where that was asked for."""

    def over(self, count: int) -> Spent:
        """Of each of ``count``."""
        return Spent(self.cpu / count, self.wall / count, self.megabytes)

    def __str__(self) -> str:
        words = [f"{_seconds(self.cpu)} CPU", f"{_seconds(self.wall)} wall"]
        words += [f"{self.megabytes:.0f} MB"] if self.megabytes is not None else []
        return ", ".join(words)


def spent(run: Callable[[], object]) -> Spent:
    """Run once."""
    cpu, wall = _worked(), time.perf_counter()
    run()
    return Spent(_worked() - cpu, time.perf_counter() - wall)


def _worked() -> float:
    """CPU seconds of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak() -> float:
    """The most memory that this process has held, in MB.

    ru_maxrss is no measure of it: it also counts what the process held that started this one,
    until this program took its place (getrusage(2) says nothing of that; Linux does it so).
    """
    status = Path("/proc/self/status")
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def median(rounds: Iterable[Spent]) -> Spent:
    """Each figure's own median."""
    found = list(rounds)
    memory = [one.megabytes for one in found if one.megabytes is not None]
    return Spent(
        statistics.median(one.cpu for one in found),
        statistics.median(one.wall for one in found),
        statistics.median(memory) if memory else None,
    )


def in_turns(sides: Mapping[str, Callable[[], Spent]]) -> dict[str, Spent]:
    """Measure every side once a round, and return the medians by side."""
    found: dict[str, list[Spent]] = {name: [] for name in sides}
    for _round in range(ROUNDS):
        for name, measure in sides.items():
            found[name].append(measure())
    return {name: median(rounds) for name, rounds in found.items()}


def compared(what: str, found: Mapping[str, Spent]) -> Iterator[str]:
    """Yield the lines of a comparison; the first side is ours."""
    yield f"{what} (medians of {ROUNDS} rounds in turns)"
    ours, *_others = found.values()
    width = max(map(len, found))
    for name, one in found.items():
        line = f"    {name:<{width}}  {one}"
        yield line if one is ours else f"{line}; {one.cpu / ours.cpu:.1f} × ours in CPU"


def _seconds(value: float) -> str:
    if value >= 1:
        return f"{value:.1f} s"
    return f"{value * 1000:.0f} ms" if value >= 0.01 else f"{value * 1000:.1f} ms"
