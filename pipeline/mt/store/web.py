"""Asking a server over HTTP: only http and https, few redirects, and messages an office can use.

A proxy is taken from HTTPS_PROXY and HTTP_PROXY, certificates besides the system's from
SSL_CERT_FILE (OpenSSL's own variable).
"""

from __future__ import annotations

import contextlib
import http.client
import re
import ssl
import urllib.error
import urllib.request
from typing import IO, Final, cast
from urllib.parse import urlsplit, urlunsplit

from ...base.errors import PipelineError
from ...base.messages import _
from ...base.model import Location
from .metadata import ModelError

TIMEOUT: Final = 30.0
"""Seconds without a byte after which a server counts as gone."""
_PROXY: Final = re.compile(r"Tunnel connection failed: \d+")
"""How http.client says that a proxy did not let it through."""


class DownloadError(ModelError):
    """An address cannot be fetched."""


class AnswerError(DownloadError):
    """The server is there and answers, but not with what was asked for."""

    def __init__(self, where: Location | None, message: str, status: int = 0) -> None:
        super().__init__(where, message)
        self.status = status


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
            ).format(url=printable(url)),
        )
    return url


def public(url: str) -> str:
    """Return an address as it may be written down: without query, which may hold a key."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def answers(url: str, timeout: float = TIMEOUT) -> None:
    """Ask for the headers alone. Raises `DownloadError` when there is no good answer."""
    requested(url, {}, timeout, method="HEAD").close()


class RangeError(Exception):
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
                raise answered(req.full_url, _("einer Umleitung ohne Verschlüsselung"))
        except DownloadError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def requested(
    url: str, headers: dict[str, str], timeout: float, method: str = "GET"
) -> http.client.HTTPResponse:
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
        checked_url(url), headers={"Accept-Encoding": "identity", **headers}, method=method
    )
    request.add_header("User-Agent", "invitation-pipeline")
    try:
        answer = cast("http.client.HTTPResponse | None", opener.open(request, timeout=timeout))
    except urllib.error.HTTPError as problem:
        with contextlib.closing(problem):
            if problem.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and headers:
                raise RangeError from None
            raise answered(url, f"HTTP {problem.code}", problem.code) from None
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise unreachable(url, problem) from problem
    if answer is None:  # a redirect without an address
        raise answered(url, _("einer Umleitung ohne Ziel"))
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        answer.close()
        raise answered(url, _("einer gepackten Antwort"))
    return answer


def length_of(answer: http.client.HTTPResponse) -> int | None:
    value = answer.headers.get("Content-Length", "")
    return int(value) if re.fullmatch(r"\d{1,15}", value) else None


def printable(url: str) -> str:
    """An address for a message: nothing that controls a terminal, and no password."""
    shown = re.sub(r"//[^/@]*@", "//…@", url[:200])
    return shown if shown.isprintable() else shown.encode("unicode_escape").decode("ascii")


def answered(url: str, what: str, status: int = 0) -> AnswerError:
    return AnswerError(
        None,
        _("{url}: Der Server antwortet mit {what}. Prüfen Sie die Adresse.").format(
            url=printable(url), what=what
        ),
        status,
    )


def cut(url: str) -> PipelineError:
    return DownloadError(
        None,
        _(
            "{url}: Die Verbindung brach ab. Rufen Sie den Befehl noch einmal auf; "
            "er macht dort weiter."
        ).format(url=printable(url)),
    )


def too_large(url: str) -> PipelineError:
    return TooLargeError(
        None, _("{url}: Die Datei ist größer, als sie sein darf.").format(url=printable(url))
    )


def unreachable(url: str, problem: Exception) -> PipelineError:
    reason = getattr(problem, "reason", None) or problem
    if isinstance(reason, ssl.SSLCertVerificationError):
        return DownloadError(
            None,
            _(
                "{url}: Das Zertifikat ist hier nicht bekannt ({reason}). In vielen Häusern liest "
                "eine Sicherheitssoftware verschlüsselte Verbindungen mit (TLS-Inspektion) und "
                "hat ein eigenes Zertifikat. Lassen Sie sich von der IT dessen Datei geben und "
                "nennen Sie sie vor dem Befehl: SSL_CERT_FILE=/pfad/zur/datei.pem make models"
            ).format(url=printable(url), reason=reason.verify_message),
        )
    if _PROXY.search(str(reason)):
        return DownloadError(
            None,
            _(
                "{url}: Der Proxy lässt die Verbindung nicht zu ({reason}). Fragen Sie die IT nach "
                "der Adresse und nennen Sie sie vor dem Befehl: "
                "HTTPS_PROXY=http://proxy.haus.de:3128 make models"
            ).format(url=printable(url), reason=reason),
        )
    return DownloadError(
        None,
        _(
            "{url} ist nicht zu erreichen ({reason}). Prüfen Sie die Internetverbindung, oder "
            "nehmen Sie einen Spiegel (--index) oder einen USB-Stick (--from)."
        ).format(url=printable(url), reason=getattr(reason, "strerror", None) or reason),
    )
