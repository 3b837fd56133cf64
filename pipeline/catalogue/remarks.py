"""The lines that programs write into translator comments (``# ``): one kind a class, one seal.

PO editors show and keep them, so that a translation says how it came about wherever it goes:

===================  ============================================================================
`Drafted`            ``Entwurf (Maschine, 23.11.2026): translate-de_uk 1.0; Güte 0,82 [3f2a…]; …``
`Began`              ``Begann als Entwurf (Maschine, 23.11.2026): translate-de_uk 1.0.``
`LackingTerms`       ``Entwurf ohne den Begriff des Glossars: Amt → office; …``
`Shipped`            ``Entwurf des Projekts vom 23.11.2026, …``
`Failed`             ``Kein Entwurf (Maschine, 23.11.2026): translate-de_uk 1.0. Die Zahl fehlt.``
`FromPhrasebook`     ``Aus dem Phrasenheft, dort geprüft [3f2a…].``
`Carried`            ``Übernommen aus dem früheren deutschen Text (geprüft 3f2a…).``
`Kept`               ``Beibehalten am 23.11.2026 von A: Tippfehler. (Deutsch nur: „a“ → „b“.)``
`Imported`           ``Aus TMX stadt.tmx``
===================  ============================================================================

where … is `UNSEEN`. A seal is a hash of the text that the line speaks of. As long as it fits,
the text is exactly what it was; once it does not, somebody has worked on it, and no program
ever replaces it. Lines that are on disk are contracts: what is read stays readable, and what
is written stays as it is (tests/test_contracts.py).

Two lines are a translator's own, and programs only read them: `is_meant`, `switched_off`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from .grammar import SEAL, Maker, Remark, seal

UNSEEN: Final = "noch von keinem Menschen geprüft."
"""How every line ends that is no longer true once a human confirms the text."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a draft came about."""

    maker: Maker
    date: dt.date
    detail: str
    """Models with their versions in the order they were used, or where the memory had it."""
    score: float | None = None
    """From 0 to 1: the similarity of the memory's German, or the model's own confidence."""


@dataclass(frozen=True, slots=True)
class Drafted(Remark):
    """A program's draft: its `Origin`, and the seal of the text."""

    maker: Maker
    date: dt.date
    detail: str
    score: float | None
    seal: str

    template = f"Entwurf ({{maker}}, {{date}}): {{detail}}{{score}} [{{seal}}]; {UNSEEN}"

    @property
    def origin(self) -> Origin:
        return Origin(self.maker, self.date, self.detail, self.score)


@dataclass(frozen=True, slots=True)
class Began(Remark):
    """That a text which a human confirmed, as it was or changed, was a machine's draft."""

    maker: Maker
    date: dt.date
    detail: str

    template = "Begann als Entwurf ({maker}, {date}): {detail}."


@dataclass(frozen=True, slots=True)
class LackingTerms(Remark):
    """That a draft does not say what the glossary has for a term."""

    terms: str
    """``German → translation``, with commas between them."""

    template = f"Entwurf ohne den Begriff des Glossars: {{terms}}; {UNSEEN}"


@dataclass(frozen=True, slots=True)
class Shipped(Remark):
    """A draft that comes with the project."""

    date: dt.date

    template = f"Entwurf des Projekts vom {{date}}, {UNSEEN}"


@dataclass(frozen=True, slots=True)
class Failed(Remark):
    """That the machine could make no draft."""

    date: dt.date
    route: str
    """The models that were tried."""
    problem: str
    """A sentence."""

    template = f"Kein Entwurf ({Maker.MACHINE}, {{date}}): {{route}}. {{problem}}"


@dataclass(frozen=True, slots=True)
class FromPhrasebook(Remark):
    """That a text was taken over from the phrasebook, where it is reviewed."""

    seal: str

    template = "Aus dem Phrasenheft, dort geprüft [{seal}]."


@dataclass(frozen=True, slots=True)
class Carried(Remark):
    """That a translation was made for the earlier German (``#| msgid``)."""

    reviewed: bool
    """Whether a human had confirmed it there."""
    seal: str
    """Of msgctxt (empty for none) and msgid of the earlier German, and the translation."""

    template = "Übernommen aus dem früheren deutschen Text ({reviewed} {seal})."


@dataclass(frozen=True, slots=True)
class Kept(Remark):
    """That a person let a reviewed translation stand under its slightly changed German."""

    date: dt.date
    by: str
    reason: str
    """A sentence; a full stop is added where it has no end."""
    change: str
    """What went and came in the German."""

    template = "Beibehalten am {date} von {by}: {reason} (Deutsch nur: {change}.)"


@dataclass(frozen=True, slots=True)
class Imported(Remark):
    """That a translation comes from a file of another program."""

    file: str
    """Its name."""

    template = "Aus TMX {file}"


KINDS: Final[tuple[type[Remark], ...]] = (
    *(Drafted, Began, LackingTerms, Shipped, Failed),
    *(FromPhrasebook, Carried, Kept, Imported),
)

_Kind = TypeVar("_Kind", bound=Remark)


def parse(line: str) -> Remark | None:
    """What a line of a comment says; None if no program wrote it."""
    return next(filter(None, (kind.read(line) for kind in KINDS)), None)


# --- what a comment says ----------------------------------------------------------------------


def drafted(origin: Origin, target: str) -> Drafted:
    """The line for a draft ``target``."""
    return Drafted(origin.maker, origin.date, origin.detail, origin.score, seal(target))


def from_phrasebook(target: str) -> FromPhrasebook:
    """The line for ``target`` from the phrasebook."""
    return FromPhrasebook(seal(target))


def origin(comment: str, target: str) -> Origin | None:
    """How ``target`` came about if it is an untouched draft; None if it is a human's, or may be.

    ``comment`` is the whole translator comment, its lines separated by newlines.
    """
    sealed = seal(target)
    return next((one.origin for one in _all(comment, Drafted) if one.seal == sealed), None)


def was_filled(comment: str) -> bool:
    """Whether a program ever filled the entry, touched since or not."""
    return any(_has_form(line, Drafted, FromPhrasebook) for line in comment.split("\n"))


def began(comment: str) -> str:
    """The models that made the draft of a text, whatever became of it; empty if none did."""
    made = [one.detail for one in _all(comment, Drafted) if one.maker is Maker.MACHINE]
    return next(iter(made or [one.detail for one in _all(comment, Began)]), "")


def failed_route(comment: str) -> str | None:
    """The models that were tried in vain."""
    return next((one.route for one in _all(comment, Failed)), None)


def is_from_phrasebook(comment: str, target: str) -> bool:
    """Whether ``target`` is what was taken over from the phrasebook, untouched."""
    return any(one.seal == seal(target) for one in _all(comment, FromPhrasebook))


def carried(comment: str) -> Carried | None:
    """What is said of the earlier German that the translation was made for."""
    return next(_all(comment, Carried), None)


# --- how a comment changes --------------------------------------------------------------------


def with_lines(comment: str, *lines: Remark) -> str:
    """``comment`` with ``lines`` instead of all that was said about an origin before."""
    return _joined(_without(comment, _of_origin), *lines)


def with_carried(comment: str, line: Carried | None) -> str:
    """``comment`` with ``line`` instead of what was said of an earlier German before."""
    kept = comment.split("\n") if comment else []
    kept = [old for old in kept if not _has_form(old, Carried)]
    return _joined(kept, *([line] if line else []))


def with_kept(comment: str, line: Kept) -> str:
    """``comment`` and after it who let the translation stand; all that is said there stays."""
    return _joined([comment] if comment else [], line)


def without_passing(comment: str) -> str:
    """``comment`` without what is no longer true once a human has confirmed the text.

    That it was a machine's draft stays true.
    """
    kept: list[str] = []
    for line in comment.split("\n") if comment else []:
        if not passing(line):
            kept.append(line)
        elif (made := Drafted.read(line)) and made.maker is Maker.MACHINE:
            kept.append(str(Began(made.maker, made.date, made.detail)))
    return _joined(kept)


def without_phrasebook(comment: str) -> str:
    """``comment`` without the line of `from_phrasebook`."""
    return _joined(_without(comment, lambda line: _has_form(line, FromPhrasebook)))


def passing(line: str) -> bool:
    """Whether a line of a comment is true only as long as no human has confirmed the text."""
    return _UNCONFIRMED.fullmatch(line) is not None or _has_form(line, Failed)


_UNCONFIRMED: Final = re.compile(rf"Entwurf\b.*\b{re.escape(UNSEEN)}")
"""A line about a draft, whatever else it says."""


def readable(line: str) -> str:
    """A line without its seal, which only programs read."""
    return re.sub(rf" \[?{SEAL}\]?(?=[;).])", "", line)


# --- what translators write -------------------------------------------------------------------

_MEANT: Final = re.compile(r"^\s*(?:gleich|same)\b", re.IGNORECASE | re.MULTILINE)
_OFF: Final = re.compile(
    r"^[ \t]*(?:prüfung[ \t]+aus|check[ \t]+off)\b[ \t]*:?[ \t]*([\w-]*)[\W_]*(.*)$",
    re.IGNORECASE | re.MULTILINE,
)


def is_meant(comment: str) -> bool:
    """Whether a translator says that the text is the same in both languages: ``gleich``."""
    return _MEANT.search(comment) is not None


def switched_off(comment: str) -> list[tuple[str, str]]:
    """The checks that a translator says are wrong here, and why: ``Prüfung aus: Regel, Grund``."""
    return [(rule, reason) for rule, reason in _OFF.findall(comment)] if comment else []


def _all(comment: str, kind: type[_Kind]) -> Iterator[_Kind]:
    return filter(None, map(kind.read, comment.split("\n")))


def _has_form(line: str, *kinds: type[Remark]) -> bool:
    return any(kind.form.fullmatch(line) for kind in kinds)


def _of_origin(line: str) -> bool:
    return passing(line) or _has_form(line, FromPhrasebook, Began)


def _without(comment: str, unwanted: Callable[[str], bool]) -> list[str]:
    return [line for line in comment.split("\n") if line and not unwanted(line)] if comment else []


def _joined(kept: list[str], *lines: Remark) -> str:
    return "\n".join([*kept, *map(str, lines)])
