"""A German text cut into what is sent to an engine, and a draft put together of what came back.

A text is masked, cut into sentences, and joined again; then it is compared with the German
once more. What does not pass is refused, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..language.table import Language
from . import faithful, kept, masking, plausible, quotes, sentences
from .hop import Attempt
from .styles import ATOM, PAIR, is_open, partner

_STOP: Final = re.compile(r"[.。।።۔]$")
_COLON: Final = re.compile(r"\s*[:：።.。]*$")
_ENDS: Final = re.compile(r"[.!?…:;,]$")


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one text."""

    target: str | None
    """The draft in the syntax of the German, placeholders and markup in place; None: refused."""
    route: str
    """``translate-de_en 1.0 + translate-en_ar 1.0``."""
    score: float | None
    """The least of the sentences' scores: geometric mean probability of a token, 0 to 1."""
    problem: str = ""
    """Why refused, in German; empty when there is a target."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be sent: literal parts and, where ``sent`` says so, sentences."""

    german: str
    parts: tuple[tuple[bool, str], ...]
    shown: Mapping[str, str]

    @property
    def sentences(self) -> Iterator[str]:
        return (text for sent, text in self.parts if sent)


def sentences_of(plans: Iterable[Prepared | str]) -> list[str]:
    """What is to be sent of texts, each sentence once."""
    found = (one for plan in plans if isinstance(plan, Prepared) for one in plan.sentences)
    return list(dict.fromkeys(found))


def prepare(german: str, names: Mapping[str, str]) -> Prepared | str:
    """What is to be sent of a text, or why nothing can be."""
    try:
        masked = masking.mask(german, names)
    except masking.Unfit as problem:
        return str(problem)
    return Prepared(german, tuple(_parts(masked.text)), masked.shown)


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Cut into sentences; strong text and the like that is a sentence of its own is opened."""
    waiting = ""
    for piece in sentences.split(text):
        waiting += piece
        if masking.balanced(waiting):
            yield from _sentence(waiting)
            waiting = ""
    if waiting:
        yield from _sentence(waiting)


def _sentence(text: str) -> Iterator[tuple[bool, str]]:
    core = text.strip()
    start = text.find(core)
    yield False, text[:start]
    begin = PAIR.match(core)
    end = core.find(partner(begin[0])) if begin and is_open(begin[0]) else -1
    if (
        begin
        and end > 0
        and not any(map(str.isalnum, kept.without_masks(core[end:])))
        and not PAIR.search(core, end + 1)
        and not ATOM.search(core, end)
    ):
        yield False, core[0]
        yield from _parts(core[1:end])
        yield False, core[end:]
    else:
        yield kept.has_words(core), core
    yield False, text[start + len(core) :]


def finish(
    plan: Prepared,
    done: Mapping[str, Attempt],
    language: Language,
    names: Mapping[str, str],
    label: str,
) -> Drafted:
    made: list[str] = []
    score = 1.0
    for sent, text in plan.parts:
        attempt = done[text] if sent else Attempt(text, 1.0)
        if attempt.text is None:
            return Drafted(None, label, None, masking.unmask(attempt.problem, plan.shown))
        made.append(_ended(text, attempt.text) if sent else text)
        score = min(score, attempt.score)
    if not any(plan.sentences):
        target = masking.unmask("".join(made), plan.shown)
    else:
        target = masking.unmask(quotes.localise("".join(made), language), plan.shown)
    if problem := faithful.fault_in_facts(plan.german, target, names) or _echoed(
        plan, made, language
    ):
        return Drafted(None, label, None, problem)
    return Drafted(target, label, score)


def _echoed(plan: Prepared, made: Sequence[str], language: Language) -> str:
    """A model from English that is given German words may hand them on."""
    if not any(plan.sentences):
        return ""
    german = "".join(text for _sent, text in plan.parts)
    return plausible.fault_in_words(
        kept.without_masks(german), kept.without_masks("".join(made)), language
    )


def _ended(german: str, target: str) -> str:
    """End as the German does: a heading gets no full stop, and a colon is kept."""
    if german.endswith(":"):
        return _COLON.sub("", target) + ":"
    if not _ENDS.search(german):
        return _STOP.sub("", target)
    return target
