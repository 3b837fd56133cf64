"""A corrected typing mistake must not throw away twenty languages.

When the German changes, every translation of it waits for its translator again. Where the
change is slight and cannot have changed the meaning, a person may say that the reviewed
translations stay (``pipeline keep``). Here is decided which those are: what a human had
reviewed for the earlier German and nobody has touched since (`was_reviewed`), and
whose German differs in nothing that a translation must show. Rather one refusal too many:
a refused text is simply read again by its translator.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ..base.messages import _
from ..base.model import Location
from ..catalogue import po, remarks
from ..catalogue.carrying import forget_earlier, was_reviewed
from ..catalogue.po import Entry, PoFile
from ..language.table import Language
from ..source import german, spoken
from ..source.glossary import Glossary
from ..text import inline
from ..text.braces import names
from ..text.changes import Piece, changes
from ..text.patterns import EMAIL, WEB

SIMILAR: Final = 90.0
"""Percent of `rapidfuzz.fuzz.ratio` from which a change is slight, however many words."""

WORDS: Final = 2
"""Up to so many changed words a change is slight, however short the text."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’*:][^\W\d_]+)*")
_NUMBER: Final = re.compile(r"\d+(?:[.,:/]\d+)*")
_NEGATION: Final = re.compile(german.NEGATION, re.IGNORECASE)
_ADDRESS: Final = re.compile(rf"{EMAIL}|{WEB}", re.ASCII | re.IGNORECASE)
_CAPITAL: Final = r"[A-ZÄÖÜ][\w’'-]*"
_NAMES: Final = re.compile(rf"\b(?:{german.TITLES}\.?\s+)?{_CAPITAL}(?:\s+{_CAPITAL})*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A translation that its slightly changed German has put aside."""

    language: Language
    domain: str
    before: str
    """The German that the translation was reviewed for."""
    after: str
    target: str
    refusals: tuple[str, ...]
    """Why it cannot be kept, a sentence each; empty if it can."""
    location: Location

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return changes(self.before, self.after)


def candidates(
    file: PoFile, language: Language, domain: str, glossary: Glossary = ()
) -> Iterator[Candidate]:
    """What in a merged catalogue was reviewed and has had its German changed slightly."""
    for entry in file.entries:
        before = entry.previous_msgid
        if before is None or not was_reviewed(entry) or not is_slight(before, entry.msgid):
            continue
        yield Candidate(
            language=language,
            domain=domain,
            before=before,
            after=entry.msgid,
            target=entry.msgstr,
            refusals=tuple(refusals(before, entry.msgid, glossary)),
            location=Location(file.path, entry.linenum),
        )


def keep(
    file: PoFile, chosen: Iterable[Candidate], by: str, reason: str, date: dt.date
) -> list[Candidate]:
    """Mark what is ``chosen`` in ``file`` as reviewed, with who and why; return what was.

    Passed over is what is refused, or is not in the file as the candidate has it.
    """
    wanted = {(one.before, one.after, one.target): one for one in chosen if not one.refusals}
    kept = []
    for entry in file.entries:
        one = wanted.get((entry.previous_msgid or "", entry.msgid, entry.msgstr))
        if one and was_reviewed(entry):
            _confirm(entry, remarks.Kept(date, by, reason, shown_change(one.pieces)))
            kept.append(one)
    return kept


def is_slight(before: str, after: str) -> bool:
    """Whether hardly anything changed: see `SIMILAR` and `WORDS`."""
    if fuzz.ratio(before, after) >= SIMILAR:
        return True
    gone, come = _changed(changes(before, after))
    return max(len(gone), len(come)) <= WORDS


def refusals(before: str, after: str, glossary: Glossary = ()) -> Iterator[str]:
    """Why a translation of ``before`` may not stand for ``after``, a sentence each."""
    pieces = changes(before, after)
    gone, come = _changed(pieces)
    for found, reason in (
        (_differ(names(before), names(after)), _("Ein Platzhalter ist anders: {words}.")),
        (_differ(_looks(before), _looks(after)), _("Fettdruck oder ein Link ist anders: {words}.")),
        (
            _differ(_ADDRESS.findall(before), _ADDRESS.findall(after)),
            _("Eine Adresse ist anders: {words}."),
        ),
        (_differ(_numbers(before), _numbers(after)), _("Eine Zahl ist anders: {words}.")),
        (
            _differ(_negations(before), _negations(after)) or _opposites(gone, come),
            _("Eine Verneinung ist anders: {words}."),
        ),
        (
            _differ(_terms(before, glossary), _terms(after, glossary)),
            _("Ein Name oder Begriff des Glossars ist anders: {words}."),
        ),
        (
            _differ(_names(before), _names(after)) or _other_nouns(gone, come),
            _("Ein Name oder Hauptwort ist anders: {words}."),
        ),
    ):
        if found:
            yield reason.format(words=", ".join(f"„{word}“" for word in found))


def shown_change(pieces: Iterable[Piece]) -> str:
    """What changed, in one line: ``„alt“ → „neu“``, without what stayed."""
    parts: list[tuple[str, str]] = []
    last = "same"
    for piece in pieces:
        if piece.kind == "out":
            parts.append((piece.text.strip(), ""))
        elif piece.kind == "in" and last == "out":
            parts[-1] = parts[-1][0], piece.text.strip()
        elif piece.kind == "in":
            parts.append(("", piece.text.strip()))
        last = piece.kind
    return ", ".join(f"„{out}“ → „{new}“" for out, new in parts)


def _confirm(entry: Entry, line: remarks.Kept) -> None:
    entry.flags = [flag for flag in entry.flags if flag != po.FUZZY]
    forget_earlier(entry)
    entry.tcomment = remarks.with_kept(entry.tcomment, line)


def _changed(pieces: Iterable[Piece]) -> tuple[list[str], list[str]]:
    """The words that went and those that came."""
    found: dict[str, list[str]] = {"out": [], "in": [], "same": []}
    for piece in pieces:
        found[piece.kind] += _WORD.findall(piece.text)
    return found["out"], found["in"]


def _differ(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """What is in one of them more often than in the other, in alphabetical order."""
    old, new = Counter(before), Counter(after)
    return sorted({*(old - new), *(new - old)})


def _looks(text: str) -> Iterator[str]:
    """What is set apart in a text: how, and how many words."""
    for run in inline.parse(text):
        if run.strong or run.emphasis or run.link is not None:
            mark = "**" if run.strong else "*" if run.emphasis else ""
            words = " … " if run.link is None else f"({run.link})"
            yield f"{mark}{words}{mark}"


def _numbers(text: str) -> list[str]:
    """What counts, or names a day or a month, however it is written."""
    counted = (word.casefold() for word in spoken.COUNTS.findall(text))
    return [*_NUMBER.findall(text), *counted, *german.names_of_time(text)]


def _negations(text: str) -> list[str]:
    return [word.casefold() for word in _NEGATION.findall(text)]


def _opposites(gone: Sequence[str], come: Sequence[str]) -> list[str]:
    """Pairs such as möglich and unmöglich, abmelden and anmelden, an and ab."""
    stems = [(one, _stem(one)) for one in (*gone, *come)]
    return [
        f"{old} → {new}"
        for old, old_stem in stems[: len(gone)]
        for new, new_stem in stems[len(gone) :]
        if old.casefold() != new.casefold()
        and (old_stem & new_stem or {old.casefold(), new.casefold()} <= german.PARTICLES)
    ]


def _stem(word: str) -> frozenset[str]:
    """The word, and what is left of it without a prefix that may turn its meaning."""
    folded = word.casefold()
    rests = (folded.removeprefix(prefix) for prefix in german.OPPOSITES)
    return frozenset({folded, *(rest for rest in rests if len(rest) > 3)})


def _terms(text: str, glossary: Glossary) -> Iterator[str]:
    for term in glossary:
        yield from re.findall(rf"(?<!\w){re.escape(term.german)}", text)


def _names(text: str) -> Iterator[str]:
    """What looks like the name of somebody or something: several capitals in a row."""
    for found in _NAMES.findall(inline.plain(text)):
        words = [word for word in found.split() if word.casefold() not in german.COMMON]
        if len(words) > 1 or any(_is_name(word) for word in words):
            yield " ".join(words)


def _is_name(word: str) -> bool:
    """Whether a word by itself is no common noun: E-Werk, AWO, GmbH."""
    return sum(map(str.isupper, word)) > 1


def _other_nouns(gone: Sequence[str], come: Sequence[str]) -> list[str]:
    """Capitalised words for which there is no other spelling on the other side."""
    return [
        word
        for words, others in ((gone, come), (come, gone))
        for word in words
        if word[0].isupper()
        and word.casefold() not in german.COMMON
        and not any(_same(word, other) for other in others)
    ]


def _same(one: str, other: str) -> bool:
    """Whether two words are spellings or endings of one: up to two letters differ."""
    most = min(2, max(1, min(len(one), len(other)) // 3))
    return OSA.distance(one.casefold(), other.casefold(), score_cutoff=most) <= most
