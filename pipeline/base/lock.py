"""One run at a time in a project folder."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from .errors import OutputError
from .messages import _
from .model import Location

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE: Final = 600.0
"""Seconds to wait for another run."""


@contextmanager
def held(
    folder: Path, waiting: Callable[[str], None], patience: float = PATIENCE
) -> Iterator[None]:
    """Hold the project whose content/ is ``folder``; wait for another run that does.

    ``waiting`` is told once who is waited for. The lock lies on the folder itself (flock(2)) and
    goes with the process, however that ends. Where there is no such folder or lock, nothing is
    held. Raises `OutputError` when the other run is not done within ``patience`` seconds.
    """
    descriptor = _opened(folder)
    if descriptor is None:
        yield
        return
    try:
        ends = time.monotonic() + patience
        told = False
        while not _taken(descriptor):
            holder = _holder(descriptor)
            if not told:
                told = True
                waiting(
                    _(
                        "Ein anderer Lauf (Prozess {process}) arbeitet in diesem Ordner. "
                        "Ich warte, bis er fertig ist; Strg+C bricht ab."
                    ).format(process=holder)
                )
            if time.monotonic() > ends:
                raise OutputError(
                    Location(folder),
                    _(
                        "Ein anderer Lauf (Prozess {process}) arbeitet noch immer in diesem "
                        "Ordner. Warten Sie, bis er fertig ist, oder beenden Sie ihn."
                    ).format(process=holder),
                )
            time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int | None:
    if fcntl is None:
        return None
    with contextlib.suppress(OSError):
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    return None


def _holder(descriptor: int) -> str:
    """The number of the process that has the lock, as far as the system tells (proc(5))."""
    inode = os.fstat(descriptor).st_ino
    with contextlib.suppress(OSError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            if found := re.search(rf"FLOCK .* WRITE (\d+) \w+:\w+:{inode} ", line):
                return found[1]
    return "?"


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
