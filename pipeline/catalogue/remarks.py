"""Where a draft came from: one line of the translator comment, sealed with its text.

A draft that a machine, the memory or the phrasebook made says so in a comment that every
PO editor keeps::

    # Entwurf (Maschine, 23.11.2026): translate-de_uk 1.0; Güte 0,82 [3f2a…]; noch von …

The seal in brackets is a hash of the text. As long as it fits, the text is exactly what was
drafted; once it does not, somebody has worked on it, and no program ever replaces it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Maker(StrEnum):
    """Who made a draft; the value is what the comment says."""

    MACHINE = "Maschine"
    MEMORY = "Gedächtnis"
    PHRASEBOOK = "Phrasenheft"


@dataclass(frozen=True, slots=True)
class Origin:
    """How a draft came about."""

    maker: Maker
    date: dt.date
    detail: str
    """Models with their versions in the order they were used, or where the memory had it."""
    score: float | None = None
    """From 0 to 1: the similarity of the memory's German, or the model's own confidence."""


UNSEEN: Final = "noch von keinem Menschen geprüft."
"""How every line ends that is no longer true once a human confirms the text."""

_MAKERS: Final = "|".join(Maker)
_DRAFTED: Final = re.compile(
    rf"Entwurf \((?P<maker>{_MAKERS}), (?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{{4}})\): "
    rf"(?P<detail>.*?)(?:; Güte (?P<score>[01],\d\d))? \[(?P<seal>[0-9a-f]{{12}})\]; {UNSEEN}"
)
_FAILED: Final = re.compile(rf"Kein Entwurf \({Maker.MACHINE}, [^)]*\): (?P<detail>.*?)\. .*")
_PASSING: Final = re.compile(rf"(?:Entwurf\b.*\b{re.escape(UNSEEN)}|{_FAILED.pattern})")
_REVIEWED: Final = re.compile(r"Aus dem Phrasenheft, dort geprüft \[(?P<seal>[0-9a-f]{12})\]\.")


def drafted(origin: Origin, target: str) -> str:
    """The line for a draft ``target``."""
    score = "" if origin.score is None else f"; Güte {origin.score:.2f}".replace(".", ",")
    detail = " ".join(origin.detail.split())
    date = f"{origin.date:%d.%m.%Y}"
    return f"Entwurf ({origin.maker}, {date}): {detail}{score} [{_seal(target)}]; {UNSEEN}"


def parse(comment: str, target: str) -> Origin | None:
    """How ``target`` came about if it is an untouched draft; None if it is a human's, or may be.

    ``comment`` is the whole translator comment, its lines separated by newlines.
    """
    for line in comment.split("\n"):
        if (found := _DRAFTED.fullmatch(line)) and found["seal"] == _seal(target):
            try:
                date = dt.date(*(int(found[part]) for part in ("year", "month", "day")))
            except ValueError:  # a date that there is not: no program wrote it
                return None
            score = float(found["score"].replace(",", ".")) if found["score"] else None
            return Origin(Maker(found["maker"]), date, found["detail"], score)
    return None


def was_filled(comment: str) -> bool:
    """Whether a program ever filled the entry, touched since or not."""
    lines = comment.split("\n")
    return any(_DRAFTED.fullmatch(line) or _REVIEWED.fullmatch(line) for line in lines)


def failed(date: dt.date, route: str, problem: str) -> str:
    """The line for a text that the machine could not draft; ``problem`` is a sentence."""
    return f"Kein Entwurf ({Maker.MACHINE}, {date:%d.%m.%Y}): {route}. {' '.join(problem.split())}"


def failed_route(comment: str) -> str | None:
    """The models that were tried in vain, as given to `failed`."""
    for line in comment.split("\n"):
        if found := _FAILED.fullmatch(line):
            return found["detail"]
    return None


def from_phrasebook(target: str) -> str:
    """The line for a text that was taken over from the phrasebook, where it is reviewed."""
    return f"Aus dem Phrasenheft, dort geprüft [{_seal(target)}]."


def is_from_phrasebook(comment: str, target: str) -> bool:
    """Whether ``target`` is what was taken over from the phrasebook, untouched."""
    return any(
        found["seal"] == _seal(target)
        for line in comment.split("\n")
        if (found := _REVIEWED.fullmatch(line))
    )


def passing(line: str) -> bool:
    """Whether a line of a comment is true only as long as no human has confirmed the text."""
    return _PASSING.fullmatch(line) is not None


def with_lines(comment: str, *lines: str) -> str:
    """``comment`` with ``lines`` instead of all that was said about an origin before."""
    return "\n".join([*_without(comment, _of_origin), *lines])


def without_phrasebook(comment: str) -> str:
    """``comment`` without the line of `from_phrasebook`."""
    return "\n".join(_without(comment, lambda line: _REVIEWED.fullmatch(line) is not None))


def _of_origin(line: str) -> bool:
    return passing(line) or _REVIEWED.fullmatch(line) is not None


def _without(comment: str, unwanted: Callable[[str], bool]) -> list[str]:
    return [line for line in comment.split("\n") if line and not unwanted(line)] if comment else []


def _seal(target: str) -> str:
    return hashlib.sha256(target.encode()).hexdigest()[:12]
