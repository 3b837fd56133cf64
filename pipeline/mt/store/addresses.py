"""Which of several addresses to fetch from: the one that answers, and not the one that is silent.

As RFC 8305 does it for addresses of a host: all are asked at once, the first in the list has a
short start. A server that says nothing then costs a moment and not half a minute.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from . import web

_START: Final = 0.5
"""Seconds that the others wait for one that stands before them in the list."""

_ALIVE: Final = frozenset(
    {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.FORBIDDEN}
)
"""Of a server that does not like to be asked for headers alone, but may send the file."""


def by_answer(urls: Sequence[str], timeout: float) -> list[str]:
    """Return ``urls`` with the one first that answers, the others in their order.

    Of several that answer, the first in the list comes first unless it is slower by more than
    a moment. One that says at once that it does not have the file comes last.
    """
    if len(urls) < 2:
        return list(urls)
    said: queue.SimpleQueue[tuple[int, bool]] = queue.SimpleQueue()
    for number, url in enumerate(urls):
        threading.Thread(target=_ask, args=(number, url, timeout, said), daemon=True).start()
    good: set[int] = set()
    bad: set[int] = set()
    end: float | None = None
    while len(good) + len(bad) < len(urls):
        try:
            left = None if end is None else max(0.0, end - time.monotonic())
            number, answers = said.get(timeout=left)
        except queue.Empty:
            break
        (good if answers else bad).add(number)
        if good and set(range(min(good))) <= bad:
            break
        if good and end is None:
            end = time.monotonic() + _START
    order = sorted(range(len(urls)), key=lambda one: (one in bad, one not in good, one))
    return [urls[one] for one in order]


def _ask(number: int, url: str, timeout: float, said: queue.SimpleQueue[tuple[int, bool]]) -> None:
    try:
        web.answers(url, timeout)
    except web.AnswerError as problem:
        said.put((number, problem.status in _ALIVE))
    except Exception:  # a thread that dies would be waited for
        said.put((number, False))
    else:
        said.put((number, True))
