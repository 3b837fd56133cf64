"""Fetching over HTTP: only http and https, with limits, and going on where it stopped.

Resuming follows RFC 9110, sections 13.1.5 (If-Range) and 14 (range requests): the validator
of the first answer is kept beside the partial file, so that a file that has changed on the
server is begun anew instead of being glued together from two.
"""

from __future__ import annotations

import email.message
import http.client
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from ...base.errors import OutputError, PipelineError
from ...base.messages import _
from ...base.model import Location
from . import web

PARTIAL: Final = ".part"
"""Ends the name of a file that is not complete."""
_VALIDATOR: Final = ".part.json"

MAX_ARCHIVE: Final = 4_000_000_000
"""Bytes of one package."""

ATTEMPTS: Final = 3
"""Tries without progress; a try that brought bytes does not count."""
_CHUNK: Final = 1 << 16

OnBytes = Callable[[int, int | None], None]
"""Told the bytes that are there and, where known, how many there will be."""


def read(url: str, at_most: int, timeout: float = web.TIMEOUT) -> bytes:
    """Fetch something small. Raises `DownloadError` also for more than ``at_most`` bytes."""
    with web.requested(url, {}, timeout) as answer:
        try:
            data = answer.read(at_most + 1)
        except (OSError, http.client.HTTPException) as problem:
            raise web.unreachable(url, problem) from problem
    expected = web.length_of(answer)
    if len(data) > at_most or (expected is not None and expected > at_most):
        raise web.too_large(url)
    if expected is not None and len(data) < expected:
        raise web.cut(url)
    return data


def fetch(
    url: str,
    target: Path,
    progress: OnBytes,
    *,
    size: int | None = None,
    at_most: int = MAX_ARCHIVE,
    timeout: float = web.TIMEOUT,
    attempts: int = ATTEMPTS,
) -> None:
    """Fetch ``url`` into ``target``, which appears when it is complete.

    Until then the bytes are in ``target`` + `PARTIAL`, and the next call goes on there.
    ``size`` is how many bytes there must be, where known; ``attempts`` are tries without
    progress: fewer where there is another address. Raises `DownloadError` when the
    server cannot be reached, stops (the partial file stays), sends another size or more
    than ``at_most`` bytes (the partial file goes), and `OutputError` when the disk is full.
    """
    partial = target.with_name(target.name + PARTIAL)
    remembered = target.with_name(target.name + _VALIDATOR)
    failures = 0
    while True:
        before = _size(partial)
        try:
            total = _go_on(url, partial, remembered, progress, at_most, timeout)
        except _Stopped as stopped:
            failures = 0 if _size(partial) > before else failures + 1
            if failures >= attempts:
                raise stopped.error from stopped
            continue
        except web.TooLargeError:
            forget(target)
            raise
        break
    if size is not None and total != size:
        forget(target)
        raise web.DownloadError(
            None,
            _("{url}: Die Datei hat {found} statt {expected} Bytes.").format(
                url=web.printable(url), found=total, expected=size
            ),
        )
    partial.replace(target)
    remembered.unlink(missing_ok=True)


def begun_at(target: Path) -> str:
    """The address from which ``target`` was fetched in part, or nothing."""
    try:
        kept = json.loads(target.with_name(target.name + _VALIDATOR).read_text(encoding="utf-8"))
        return str(kept["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def forget(target: Path) -> None:
    """Remove what was fetched for ``target``, so that the next try begins anew."""
    for ending in ("", PARTIAL, _VALIDATOR):
        target.with_name(target.name + ending).unlink(missing_ok=True)


class _Stopped(Exception):
    """The connection ended early; trying again may help."""

    def __init__(self, error: PipelineError) -> None:
        super().__init__(str(error))
        self.error = error


def _go_on(
    url: str, partial: Path, remembered: Path, progress: OnBytes, at_most: int, timeout: float
) -> int:
    """Fetch the rest of a file; return its size. Raises `_Stopped` when the rest is missing."""
    have = _size(partial)
    validator = _validator(remembered, url)
    headers = {}
    if have and validator:
        headers = {"Range": f"bytes={have}-", "If-Range": validator}
    try:
        answer = web.requested(url, headers, timeout)
    except web.RangeError:  # the server has no more than we have: begin anew
        forget(partial.with_name(partial.name.removesuffix(PARTIAL)))
        answer = web.requested(url, {}, timeout)
        headers = {}
    with answer:
        begin, total = _span(answer, have if headers else 0, url)
        if total is not None and total > at_most:
            raise web.too_large(url)
        try:
            with partial.open("ab" if begin else "wb") as file:
                if not begin:
                    _remember(remembered, url, answer.headers)
                got = _copy(url, answer, file, begin, total, progress, at_most)
        except OSError as problem:
            raise OutputError(
                Location(partial),
                _(
                    "Die Datei lässt sich nicht schreiben ({reason}). "
                    "Ist die Festplatte voll oder der Ordner schreibgeschützt?"
                ).format(reason=problem.strerror or problem),
            ) from problem
    if total is not None and got < total:
        raise _Stopped(web.cut(url))
    return got


def _copy(
    url: str,
    answer: http.client.HTTPResponse,
    file: IO[bytes],
    begin: int,
    total: int | None,
    progress: OnBytes,
    at_most: int,
) -> int:
    """Copy an answer to a file; return the file's size."""
    got = begin
    progress(got, total)
    while True:
        try:
            data = answer.read1(_CHUNK)
        except (OSError, http.client.HTTPException) as problem:
            raise _Stopped(web.unreachable(url, problem)) from problem
        if not data:
            return got
        got += len(data)
        if got > at_most or (total is not None and got > total):
            raise web.too_large(url)
        file.write(data)
        progress(got, total)


def _span(answer: http.client.HTTPResponse, have: int, url: str) -> tuple[int, int | None]:
    """Where in the file the answer begins, and how long the file is."""
    length = web.length_of(answer)
    if answer.status == http.HTTPStatus.PARTIAL_CONTENT and have:
        span = re.fullmatch(
            r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})", answer.headers.get("Content-Range", "")
        )
        if span and int(span[1]) == have:
            return have, int(span[2])
        raise web.answered(url, _("einem falschen Bereich"))
    if answer.status != http.HTTPStatus.OK:
        raise web.answered(url, f"HTTP {answer.status}")
    return 0, length


def _remember(path: Path, url: str, headers: email.message.Message) -> None:
    etag = headers.get("ETag", "")
    validator = etag if etag.startswith('"') else headers.get("Last-Modified", "")
    path.write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")


def _validator(path: Path, url: str) -> str:
    """The strong validator under which the partial file was begun, or nothing."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        found = kept["validator"] if kept["url"] == url else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) and re.fullmatch(r"[ -~]{1,200}", found) else ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
