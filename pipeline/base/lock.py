"""One run at a time in a project folder."""

from __future__ import annotations

import contextlib
import os
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
except ImportError:  # Windows, where a file that is open cannot be removed
    fcntl = None  # type: ignore[assignment]

FILE: Final = ".lock"
"""In build/; holds the number of the process that has the project."""

PATIENCE: Final = 600.0
"""Seconds to wait for another run."""


@contextmanager
def held(
    folder: Path, waiting: Callable[[str], None], patience: float = PATIENCE
) -> Iterator[None]:
    """Hold the project whose build/ is ``folder``; wait for another run that does.

    ``waiting`` is told once who is waited for. The lock goes with the process, however that
    ends (flock(2)); the file stays. Where nothing can be written or locked, nothing is held:
    whoever may not write build/ will be told by what it writes. Raises `OutputError` when the
    other run is not done within ``patience`` seconds.
    """
    descriptor = _opened(folder)
    if descriptor is None:
        yield
        return
    try:
        ends = time.monotonic() + patience
        told = False
        while not _taken(descriptor):
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
            if not told:
                told = True
                waiting(
                    _(
                        "Ein anderer Lauf (Prozess {process}) arbeitet in diesem Ordner. "
                        "Ich warte, bis er fertig ist; Strg+C bricht ab."
                    ).format(process=holder or "?")
                )
            if time.monotonic() > ends:
                raise OutputError(
                    Location(folder),
                    _(
                        "Ein anderer Lauf (Prozess {process}) arbeitet noch immer in diesem "
                        "Ordner. Warten Sie, bis er fertig ist, oder beenden Sie ihn."
                    ).format(process=holder or "?"),
                )
            time.sleep(0.05)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int | None:
    if fcntl is None:
        return None
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    return None


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
