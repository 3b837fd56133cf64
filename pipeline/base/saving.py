"""Writing files that other people write, too, so that no save is ever lost.

A translator may save a catalogue at any moment, also between our reading and our writing, and
editors take no lock. So a file is not replaced but exchanged: what we write and what lies there
change places in one step (renameat2 with RENAME_EXCHANGE where the system has it, else moving
aside and linking without overwriting). Then we look at what came out. If it is not what was
read, somebody saved in between, and it is merged again.

While a file is exchanged, a file beside it bears both fingerprints in its name. So a later run
knows, whenever the machine stopped, whether it holds something that nobody has seen yet.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from .errors import OutputError
from .files import TEMPORARY, bytes_of
from .messages import _
from .model import Location

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

Make = Callable[[bytes | None], bytes | None]
"""From what a file holds (None: there is none) to what it shall hold (None: leave it)."""

TRIES: Final = 100
"""Saves in between that one write puts up with."""

PATIENCE: Final = 5.0
"""Seconds to wait for an editor that is still writing what came out."""

_EXCHANGE: Final = 2
_HERE: Final = -100
"""RENAME_EXCHANGE and AT_FDCWD (linux/fs.h, fcntl.h)."""

_BESIDE: Final = re.compile(
    r"\.(?P<name>.+)\.(?P<ours>[0-9a-f]{16})\.(?P<read>[0-9a-f]{16}|none)\.[a-z0-9_]{8}\.swap"
)


def save(path: Path, make: Make) -> bool:
    """Write what ``make`` makes of the file at ``path``; say whether anything was written.

    ``make`` is called again with what somebody saved in between, as often as that happens,
    and must give the same for the same bytes. What it raises goes on to the caller; the file
    then holds the latest save of others. Two runs of this program are kept apart otherwise
    (`lock.held`), as neither would know what the other is about to merge. A link is followed,
    the mode of the old file kept. Raises `OutputError` when the file cannot be written, or is
    saved without end.
    """
    path = path.resolve() if path.is_symlink() else path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stood = _content(path)
        wanted = make(stood)
        if wanted is None or wanted == stood:
            return False
        for _try in range(TRIES):
            came = _put(path, wanted, stood)
            if came == stood:
                return True
            # `wanted` lies there now, without what came out of the exchange.
            stood, wanted = _again(path, make, came, wanted)
            if wanted == stood:
                return True
    except OSError as problem:
        raise OutputError(
            Location(path),
            _(
                "Die Datei lässt sich nicht schreiben ({reason}). Ist sie noch in einem "
                "anderen Programm offen, schreibgeschützt oder die Festplatte voll?"
            ).format(reason=problem.strerror),
        ) from problem
    raise OutputError(
        Location(path),
        _(
            "Ein anderes Programm speichert diese Datei ununterbrochen. Schließen Sie es, und "
            "beginnen Sie noch einmal."
        ),
    )


def recover(folder: Path) -> list[Path]:
    """Put back what a stopped run left beside the files below ``folder``; return what it was.

    Only for whoever holds the project (`lock.held`): a file that is being exchanged looks the
    same. What somebody had saved comes to its place again, or, where that has been written
    since, beside it as ``name.gerettet-….ending``; these are returned. Everything else that
    was left is of no use and removed.
    """
    rescued = []
    for beside in sorted((*folder.rglob(".*.swap"), *folder.rglob(".*.aside"))):
        found = _BESIDE.fullmatch(f"{beside.with_suffix('').name}.swap")
        if found is None:
            continue
        path = beside.with_name(found["name"])
        with contextlib.suppress(OSError):
            data = beside.read_bytes()
            there = _content(path)
            if there is not None and _mark(data) in (found["ours"], found["read"]):
                beside.unlink()
            elif there is None or _mark(there) == found["ours"]:
                beside.replace(path)
            else:
                rescued.append(_rescue(beside, path))
    return rescued


def _again(path: Path, make: Make, came: bytes | None, ours: bytes) -> tuple[bytes, bytes]:
    """What lies there, and what it shall be after a save ``came`` out of the exchange."""
    try:
        wanted = make(came)
    except BaseException:
        if came is not None:
            newer = _put(path, came, ours)
            if newer is not None and newer != ours:
                _put(path, newer, came)
        raise
    return ours, came if wanted is None and came is not None else wanted or ours


def _content(path: Path) -> bytes | None:
    try:
        return bytes_of(path)
    except FileNotFoundError:
        return None


def _mark(data: bytes | None) -> str:
    return "none" if data is None else hashlib.sha256(data).hexdigest()[:16]


def _put(path: Path, data: bytes, expected: bytes | None) -> bytes | None:
    """Bring ``data`` to ``path`` and return what lay there; None if nothing did."""
    descriptor, name = tempfile.mkstemp(TEMPORARY, f".{path.name}.", path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        random = name.removesuffix(TEMPORARY).rpartition(".")[2]
        # Only what is complete may bear this name: `recover` trusts it.
        swap = f".{path.name}.{_mark(data)}.{_mark(expected)}.{random}.swap"
        beside = beside.rename(beside.with_name(swap))
        if not _swap(beside, path):
            return None
    except BaseException:
        # Nothing but our own text is thrown away.
        with contextlib.suppress(OSError):
            if beside.suffix == TEMPORARY or beside.read_bytes() == data:
                beside.unlink()
        raise
    came = _settled(beside)
    beside.unlink()
    return came


def _swap(beside: Path, path: Path) -> bool:
    """Exchange two files; False where there was nothing at ``path`` and it has come there."""
    while True:
        try:
            _exchange(beside, path)
        except FileNotFoundError:
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(beside)  # does not overwrite
                beside.unlink()
                return False
            continue  # it has just been saved for the first time
        return True


def _exchange(one: Path, other: Path) -> None:
    """Let two files change places. Raises OSError, FileNotFoundError if one is missing."""
    rename = _renameat2()
    if rename is not None:
        if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
            return
        number = ctypes.get_errno()
        if number not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
            raise OSError(number, os.strerror(number), str(other))
    _exchange_in_steps(one, other)


def _exchange_in_steps(one: Path, other: Path) -> None:
    """The same where there is no such call: aside, link, and back where others were faster."""
    aside = one.with_name(f"{one.name[:-5]}.aside")
    other.rename(aside)
    try:
        other.hardlink_to(one)
    except FileExistsError:  # saved anew while it was aside: that one is exchanged, too
        _drop(aside)
        _exchange_in_steps(one, other)
        return
    except OSError:
        aside.rename(other)
        raise
    aside.replace(one)


def _drop(aside: Path) -> None:
    """Remove what was moved aside if it is what was read; else it is a save, and rescued."""
    found = _BESIDE.fullmatch(f"{aside.name[:-6]}.swap")
    if found and _mark(aside.read_bytes()) != found["read"]:
        _rescue(aside, aside.with_name(found["name"]))
    else:
        aside.unlink()


def _rescue(beside: Path, path: Path) -> Path:
    """Give what somebody saved a name of its own beside the file it was saved as."""
    mark = _mark(beside.read_bytes())[:6]
    safe = path.with_name(f"{path.stem}.gerettet-{mark}{path.suffix}")
    beside.replace(safe)
    return safe


@cache
def _renameat2() -> Callable[..., int] | None:
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None


def _settled(path: Path) -> bytes:
    """What a file holds when nobody is writing it any more.

    An editor that writes in place still has the file open that came out. A read lease is only
    given where nobody has it open for writing (fcntl(2), F_SETLEASE).
    """
    ends = time.monotonic() + PATIENCE
    for pause in _pauses():
        with path.open("rb") as file:
            if _alone(file.fileno()) or time.monotonic() > ends:
                return file.read()
        time.sleep(pause)
    raise AssertionError


def _pauses() -> Iterator[float]:
    pause = 0.001
    while True:
        yield pause
        pause = min(0.1, pause * 2)


def _alone(descriptor: int) -> bool:
    if fcntl is None or not hasattr(fcntl, "F_SETLEASE"):
        return True
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return False
    except OSError:  # a file system or an owner without leases
        return True
    with contextlib.suppress(OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return True
