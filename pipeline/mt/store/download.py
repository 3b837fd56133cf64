"""Fetching over HTTP: only http and https, with limits, and going on where it stopped.

Resuming follows RFC 9110, sections 13.1.5 (If-Range) and 14 (range requests): the validator
of the first answer is kept beside the partial file, so that a file that has changed on the
server is begun anew instead of being glued together from two.
"""

from __future__ import annotations

import contextlib
import email.message
import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final, cast
from urllib.parse import urlsplit, urlunsplit

from ...base.errors import OutputError, PipelineError
from ...base.messages import _
from ...base.model import Location
from .packages import ModelError

PARTIAL: Final = ".part"
"""Ends the name of a file that is not complete."""
_VALIDATOR: Final = ".part.json"

MAX_ARCHIVE: Final = 4_000_000_000
"""Bytes of one package."""

TIMEOUT: Final = 30.0
"""Seconds without a byte after which a server counts as gone."""
_ATTEMPTS: Final = 3
"""Tries without progress; a try that brought bytes does not count."""
_CHUNK: Final = 1 << 16

OnBytes = Callable[[int, int | None], None]
"""Told the bytes that are there and, where known, how many there will be."""


class DownloadError(ModelError):
    """An address cannot be fetched."""


class TooLargeError(DownloadError):
    """There is more behind an address than there may be."""


def checked_url(url: str) -> str:
    """Return ``url`` if it is an http or https address without a password in it.

    Raises `DownloadError`. Addresses come from a package index, which nobody has checked.
    """
    try:
        parts = urlsplit(url)
        sound = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.username is None
            and (parts.port or 1) > 0
            and url.isascii()
            and re.fullmatch(r"[!-~]{1,2000}", url) is not None
        )
    except ValueError:
        sound = False
    if not sound:
        raise DownloadError(
            None,
            _(
                "„{url}“ ist keine Adresse, von der geladen wird: Sie muss mit https:// oder "
                "http:// beginnen und darf weder Anmeldenamen noch Kennwort enthalten."
            ).format(url=_printable(url)),
        )
    return url


def public(url: str) -> str:
    """Return an address as it may be written down: without query, which may hold a key."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def read(url: str, at_most: int, timeout: float = TIMEOUT) -> bytes:
    """Fetch something small. Raises `DownloadError` also for more than ``at_most`` bytes."""
    with _requested(url, {}, timeout) as answer:
        try:
            data = answer.read(at_most + 1)
        except (OSError, http.client.HTTPException) as problem:
            raise _unreachable(url, problem) from problem
    expected = _length(answer)
    if len(data) > at_most or (expected is not None and expected > at_most):
        raise _too_large(url)
    if expected is not None and len(data) < expected:
        raise _cut(url)
    return data


def fetch(
    url: str,
    target: Path,
    progress: OnBytes,
    *,
    size: int | None = None,
    at_most: int = MAX_ARCHIVE,
    timeout: float = TIMEOUT,
) -> None:
    """Fetch ``url`` into ``target``, which appears when it is complete.

    Until then the bytes are in ``target`` + `PARTIAL`, and the next call goes on there.
    ``size`` is how many bytes there must be, where known. Raises `DownloadError` when the
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
            if failures == _ATTEMPTS:
                raise stopped.error from stopped
            continue
        except TooLargeError:
            forget(target)
            raise
        break
    if size is not None and total != size:
        forget(target)
        raise DownloadError(
            None,
            _("{url}: Die Datei hat {found} statt {expected} Bytes.").format(
                url=_printable(url), found=total, expected=size
            ),
        )
    partial.replace(target)
    remembered.unlink(missing_ok=True)


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
        answer = _requested(url, headers, timeout)
    except _RangeError:  # the server has no more than we have: begin anew
        forget(partial.with_name(partial.name.removesuffix(PARTIAL)))
        answer = _requested(url, {}, timeout)
        headers = {}
    with answer:
        begin, total = _span(answer, have if headers else 0, url)
        if total is not None and total > at_most:
            raise _too_large(url)
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
        raise _Stopped(_cut(url))
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
            raise _Stopped(_unreachable(url, problem)) from problem
        if not data:
            return got
        got += len(data)
        if got > at_most or (total is not None and got > total):
            raise _too_large(url)
        file.write(data)
        progress(got, total)


def _span(answer: http.client.HTTPResponse, have: int, url: str) -> tuple[int, int | None]:
    """Where in the file the answer begins, and how long the file is."""
    length = _length(answer)
    if answer.status == http.HTTPStatus.PARTIAL_CONTENT and have:
        span = re.fullmatch(
            r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})", answer.headers.get("Content-Range", "")
        )
        if span and int(span[1]) == have:
            return have, int(span[2])
        raise _answered(url, _("einem falschen Bereich"))
    if answer.status != http.HTTPStatus.OK:
        raise _answered(url, f"HTTP {answer.status}")
    return 0, length


class _RangeError(Exception):
    """HTTP 416."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Redirects stay on http and https, and from https on https."""

    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        try:
            checked_url(newurl)
            if req.type == "https" and urlsplit(newurl).scheme != "https":
                raise _answered(req.full_url, _("einer Umleitung ohne Verschlüsselung"))
        except DownloadError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _requested(url: str, headers: dict[str, str], timeout: float) -> http.client.HTTPResponse:
    opener = urllib.request.OpenerDirector()  # none of the handlers for file:, ftp: and data:
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked
        checked_url(url), headers={"Accept-Encoding": "identity", **headers}
    )
    request.add_header("User-Agent", "invitation-pipeline")
    try:
        answer = cast("http.client.HTTPResponse | None", opener.open(request, timeout=timeout))
    except urllib.error.HTTPError as problem:
        with contextlib.closing(problem):
            if problem.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and headers:
                raise _RangeError from None
            raise _answered(url, f"HTTP {problem.code}") from None
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise _unreachable(url, problem) from problem
    if answer is None:  # a redirect without an address
        raise _answered(url, _("einer Umleitung ohne Ziel"))
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        answer.close()
        raise _answered(url, _("einer gepackten Antwort"))
    return answer


def _length(answer: http.client.HTTPResponse) -> int | None:
    value = answer.headers.get("Content-Length", "")
    return int(value) if re.fullmatch(r"\d{1,15}", value) else None


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


def _printable(url: str) -> str:
    """An address for a message: nothing that controls a terminal, and no password."""
    shown = re.sub(r"//[^/@]*@", "//…@", url[:200])
    return shown if shown.isprintable() else shown.encode("unicode_escape").decode("ascii")


def _answered(url: str, what: str) -> DownloadError:
    return DownloadError(
        None,
        _("{url}: Der Server antwortet mit {what}. Prüfen Sie die Adresse.").format(
            url=_printable(url), what=what
        ),
    )


def _cut(url: str) -> PipelineError:
    return DownloadError(
        None,
        _(
            "{url}: Die Verbindung brach ab. Rufen Sie den Befehl noch einmal auf; "
            "er macht dort weiter."
        ).format(url=_printable(url)),
    )


def _too_large(url: str) -> PipelineError:
    return TooLargeError(
        None, _("{url}: Die Datei ist größer, als sie sein darf.").format(url=_printable(url))
    )


def _unreachable(url: str, problem: Exception) -> PipelineError:
    reason = getattr(problem, "reason", None) or problem
    return DownloadError(
        None,
        _(
            "{url} ist nicht zu erreichen ({reason}). Prüfen Sie die Internetverbindung, oder "
            "nehmen Sie einen Spiegel (--index) oder einen USB-Stick (--from)."
        ).format(url=_printable(url), reason=getattr(reason, "strerror", None) or reason),
    )
