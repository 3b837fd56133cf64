"""A server on the loopback address that misbehaves as told."""

from __future__ import annotations

import contextlib
import http.server
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Shelf:
    """What the server has, and how it misbehaves."""

    files: dict[str, bytes]
    cut: dict[str, int] = field(default_factory=dict)
    """After how many bytes of an answer the connection is dropped, once."""
    redirect: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    stall: set[str] = field(default_factory=set)
    """What is promised and never sent."""
    silent: bool = False
    """Takes connections and says nothing at all."""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Path and Range of every request."""
    url: str = ""


class Handler(http.server.BaseHTTPRequestHandler):
    shelf: Shelf
    released: threading.Event

    def do_HEAD(self) -> None:
        if self.shelf.silent:
            self.released.wait(10)
        self.send_response(200 if self._name() in self.shelf.files else 404)
        self.end_headers()

    def do_GET(self) -> None:
        name = self._name()
        self.shelf.asked.append((name, self.headers.get("Range")))
        if self.shelf.silent:
            self.released.wait(10)
        if name in self.shelf.redirect:
            self.send_response(302)
            self.send_header("Location", self.shelf.redirect[name])
            self.end_headers()
            return
        data = self.shelf.files.get(name)
        if data is None:
            self.send_error(404)
            return
        tag = f'"{hash(data)}"'
        begin = 0
        asked = self.headers.get("Range")
        if asked and self.headers.get("If-Range") == tag:
            begin = int(asked.removeprefix("bytes=").rstrip("-"))
            if begin >= len(data):
                self.send_error(416)
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(data) - begin))
        for key, value in self.shelf.headers.items():
            self.send_header(key, value)
        self.end_headers()
        if name in self.shelf.stall:
            self.released.wait(10)
        cut = self.shelf.cut.pop(name, None)
        with contextlib.suppress(OSError):
            self.wfile.write(data[begin:] if cut is None else data[begin : begin + cut])
        self.close_connection = True

    def _name(self) -> str:
        return self.path.strip("/").partition("?")[0]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(shelf: Shelf, tls: ssl.SSLContext | None = None) -> Iterator[Shelf]:
    """Serve ``shelf``, whose ``url`` is set, until the context ends."""
    released = threading.Event()
    handler = type("Bound", (Handler,), {"shelf": shelf, "released": released})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    shelf.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}"
    try:
        yield shelf
    finally:
        released.set()
        server.shutdown()
        thread.join()
        server.server_close()
