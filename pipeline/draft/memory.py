"""The translation memory of one language: what humans have let stand, found by its German.

Two German texts are the same when they differ only in white space (NFC, any run of spaces
one space) and in which facts their placeholders name: „Einlass ab {doors} Uhr“ is „Einlass
ab {start} Uhr“, as both show a time, and the translation gets the new name. `exact` finds
those, `near` the most similar other text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from ..base.errors import PipelineError
from ..base.model import State, UnitKey
from ..catalogue import files as catalogues
from ..catalogue import remarks
from ..catalogue.po import PoFile
from ..language.table import Language
from ..source.facts import PLACEHOLDERS
from ..source.phrasebook import PHRASEBOOK
from ..source.rows import LINKS, FactKind
from ..source.segments import SHORT_WORDS, words
from ..text.braces import TOKEN

NEAR: Final = 75.0
"""Percent of `rapidfuzz.fuzz.ratio` from which a memory entry is shown, or used where no
machine is there; what translators' programs call a fuzzy match of 75 %."""

NEAR_WORDS: Final = 3
"""Shorter German texts are similar to anything."""

IMPORTED: Final = "memory"
"""The domain of what tmx.py imports; no document has it."""

_ALIKE: Final[Mapping[str, str]] = {
    name: row.kind.value
    for name, row in PLACEHOLDERS.items()
    if row.kind in (LINKS | {FactKind.DATE, FactKind.TIME, FactKind.ADDRESS})
}
"""Placeholders that show the same kind of fact; any other is a kind of its own."""


@dataclass(frozen=True, slots=True)
class Match:
    """A reviewed translation, with the placeholders of the text it was looked up for."""

    source: str
    """The German it was made for."""
    target: str
    similarity: int
    """Percent; 100 is the same text, of which white space and facts may differ."""
    domain: str


@dataclass(frozen=True, slots=True)
class _Pair:
    domain: str
    context: str | None
    source: str
    target: str
    key: str
    names: tuple[str, ...]
    """The placeholders of the German in the order in which they first stand there."""


class Memory:
    """Reviewed translations into one language. Of several for a text the first added counts."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._pairs: list[_Pair] = []
        self._by_key: dict[str, list[_Pair]] = {}
        self._keys: list[str] = []
        """Of `_by_key`, in its order: rapidfuzz is far quicker with a list."""
        self._nearest: dict[UnitKey, Match | None] = {}
        """What `near` has found: a run asks twice, for a note and for a draft."""

    @classmethod
    def for_language(cls, locale: Path, language: Language) -> tuple[Memory, list[PipelineError]]:
        """The memory of all catalogues in ``locale``, and what was wrong with some of them.

        The phrasebook's translations come first and imported ones last.
        """
        memory, problems = cls(language), []
        folder = catalogues.catalogue_path(locale, language, "").parent
        for path in sorted(folder.glob("*.po"), key=lambda path: _rank(path.stem)):
            try:
                if file := catalogues.read(path, language):
                    memory.add(path.stem, file)
            except PipelineError as problem:
                problems.append(problem)
        return memory, problems

    def add(self, domain: str, file: PoFile) -> None:
        """Add the reviewed entries of a catalogue, obsolete ones after the others."""
        self._nearest.clear()
        everything = replace(file, entries=[*file.entries, *file.obsolete])
        for unit in catalogues.catalogue(everything, self.language, domain).units.values():
            copied = remarks.is_from_phrasebook(unit.comment, unit.target)
            if unit.state < State.REVIEWED or copied:  # a copy is no second opinion
                continue
            key, names = _key(unit.source)
            pair = _Pair(domain, unit.context, unit.source, unit.target, key, names)
            self._pairs.append(pair)
            if key not in self._by_key:
                self._by_key[key] = []
                self._keys.append(key)
            self._by_key[key].append(pair)

    def exact(self, context: str | None, source: str) -> Match | None:
        """The translation of the same text: with the same msgctxt if there is one, and in a
        text of up to `SHORT_WORDS` words, which means different things in different roles,
        with no other."""
        key, names = _key(source)
        found = self._fitting(key, context, source)
        if not found:
            return None
        best = min(found, key=lambda pair: (pair.context != context, pair.names != names))
        return _match(best, names, 100)

    def near(self, context: str | None, source: str) -> Match | None:
        """The translation of the most similar text that `exact` does not find, from `NEAR` on;
        of equally similar ones one with the same msgctxt. None for texts of less than
        `NEAR_WORDS` words.

        A number, a name or a "not" may differ: it is a suggestion, never a translation.
        """
        asked = context, source
        if asked not in self._nearest:
            self._nearest[asked] = self._near(context, source)
        return self._nearest[asked]

    def _near(self, context: str | None, source: str) -> Match | None:
        if words(source) < NEAR_WORDS:
            return None
        key, names = _key(source)
        best: tuple[float, bool, int] | None = None
        for text, score, place in process.extract_iter(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=NEAR
        ):
            if text == key and self._fitting(key, context, source):
                continue
            other = all(pair.context != context for pair in self._by_key[text])
            best = min(best or (0.0, True, 0), (-score, other, place))
        if best is None:
            return None
        pairs = self._by_key[self._keys[best[2]]]
        pair = min(pairs, key=lambda pair: pair.context != context)
        return _match(pair, names, min(int(-best[0]), 99))

    def pairs(self) -> Iterator[tuple[str, str | None, str, str]]:
        """Everything: domain, msgctxt, German, translation, in the order it was added."""
        return ((pair.domain, pair.context, pair.source, pair.target) for pair in self._pairs)

    def _fitting(self, key: str, context: str | None, source: str) -> list[_Pair]:
        found = self._by_key.get(key, [])
        if len(source.split()) > SHORT_WORDS:
            return found
        return [pair for pair in found if pair.context == context]


def _rank(domain: str) -> tuple[bool, bool, str]:
    return domain != PHRASEBOOK, domain == IMPORTED, domain


@lru_cache(maxsize=20_000)
def _key(source: str) -> tuple[str, tuple[str, ...]]:
    """What is the same in the same texts, where ``{doors}`` is ``{time1}``, so that one name
    never stands for two; and the placeholders in the order of their first places."""
    numbers: dict[str, str] = {}
    counters: dict[str, Iterator[int]] = {}

    def numbered(name: str) -> str:
        if name not in numbers:
            kind = _ALIKE.get(name, f"{name}:")
            numbers[name] = f"{kind}{next(counters.setdefault(kind, count(1)))}"
        return numbers[name]

    text = _rename(unicodedata.normalize("NFC", source), numbered)
    return re.sub(r"\s+", " ", text).strip(), tuple(numbers)


def _rename(text: str, name: Callable[[str], str]) -> str:
    return TOKEN.sub(lambda token: token[0] if token[1] is None else f"{{{name(token[1])}}}", text)


def _match(pair: _Pair, names: tuple[str, ...], similarity: int) -> Match:
    """A pair with the placeholders ``names`` in place of its own, where they fit one to one."""
    renamed: dict[str, str] = {}
    if [_ALIKE.get(name, name) for name in pair.names] == [
        _ALIKE.get(name, name) for name in names
    ]:
        renamed = dict(zip(pair.names, names, strict=True))

    def new(name: str) -> str:
        return renamed.get(name, name)

    return Match(_rename(pair.source, new), _rename(pair.target, new), similarity, pair.domain)
