"""Parallel sentences out of sentences.txt and vocabulary.txt, whose headers tell their form."""

from __future__ import annotations

import functools
import itertools
import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent

LANGUAGES: Final = ("de", "en", "ar", "uk", "ka", "ru")
"""In the order of the lines of an entry."""

MASKS: Final = tuple(f"XQ{number}" for number in range(1, 13))
"""What stands for a fact in a training sentence."""

MOST: Final = 250
"""Sentences made of one entry; of entries with more combinations, that many are drawn."""

_CASED: Final = frozenset({"de", "en", "uk", "ru"})
"""Languages whose sentences begin with a capital letter."""

_SLOT: Final = re.compile(r"<([a-z]+)(\d?)(?:\.([a-z]+))?>")
FACT: Final = re.compile(r"\{([a-z_]+)\}")
_SPAN: Final = re.compile(r"\[([^\[\]]*)\]")
_MARK: Final = re.compile(r"\{[a-z_]+\}|[\[\]]")

Texts = tuple[str, ...]
"""One text in each of `LANGUAGES`."""


class CorpusError(ValueError):
    """sentences.txt or vocabulary.txt is not what its header says."""


@dataclass(frozen=True, slots=True)
class Filler:
    """What can stand in a slot: language → form → text."""

    forms: Mapping[str, Mapping[str, str]]


Vocabulary = Mapping[str, tuple[Filler, ...]]
"""Slot → its fillers."""


def _blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the last section's name ("" before the first) and the lines of every entry."""
    section = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = []
        for line in block.splitlines():
            if line.startswith("## "):
                section = line[3:]
            elif line and not line.startswith("#"):
                lines.append(line)
        if lines:
            yield section, lines


@functools.cache
def vocabulary(path: Path = FOLDER / "vocabulary.txt") -> Vocabulary:
    """Read what fills the slots. Raises `CorpusError`."""
    found: dict[str, list[Filler]] = {}
    for section, lines in _blocks(path):
        slot, _, names = section.partition(": ")
        forms = names.split(", ")
        rows = lines * len(LANGUAGES) if len(lines) == 1 else lines
        if len(rows) != len(LANGUAGES):
            raise CorpusError(f"{path.name}: six lines expected: {lines}")
        filler = {}
        for language, row in zip(LANGUAGES, rows, strict=True):
            cells = row.split("|")
            if len(cells) > len(forms):
                raise CorpusError(f"{path.name}: too many forms: {row}")
            cells += cells[:1] * (len(forms) - len(cells))
            filler[language] = MappingProxyType(dict(zip(forms, cells, strict=True)))
        found.setdefault(slot, []).append(Filler(MappingProxyType(filler)))
    return MappingProxyType({slot: tuple(fillers) for slot, fillers in found.items()})


@functools.cache
def towns() -> re.Pattern[str]:
    """Return what finds the names of towns, which are the same in every language."""
    names = (filler.forms[LANGUAGES[0]]["nom"] for filler in vocabulary()["town"])
    return re.compile("|".join(map(re.escape, names)))


@functools.cache
def templates(path: Path = FOLDER / "sentences.txt") -> tuple[Texts, ...]:
    """Read the sentences, with slots, facts and spans.

    Raises `CorpusError` when an entry has not six lines, or when its lines differ in the
    facts, the spans or the slots they have.
    """
    found = []
    for _section, lines in _blocks(path):
        if len(lines) != len(LANGUAGES):
            raise CorpusError(f"{path.name}: six lines expected: {lines}")
        if len({_parts(line) for line in lines}) != 1:
            raise CorpusError(f"{path.name}: the lines differ in their parts: {lines}")
        found.append(tuple(lines))
    return tuple(found)


def _parts(line: str) -> tuple[object, ...]:
    slots = sorted({slot + number for slot, number, _form in _SLOT.findall(line)})
    return (*slots, *sorted(FACT.findall(line)), len(_SPAN.findall(line)))


def fill(template: Texts, seed: int) -> list[Texts]:
    """Return what the template says with every filler, at most `MOST` of them.

    Facts and spans are still in the texts; see `surface` and `plain`.
    """
    words = vocabulary()
    slots = sorted({slot + number for slot, number, _form in _SLOT.findall(template[0])})
    choices = [
        filling
        for filling in itertools.product(*(words[slot.rstrip("2")] for slot in slots))
        if len(set(map(id, filling))) == len(filling)
    ]
    if len(choices) > MOST:
        choices = random.Random(f"{seed} {template[0]}").sample(choices, MOST)
    return [_filled(template, dict(zip(slots, filling, strict=True))) for filling in choices]


def _filled(template: Texts, fillers: Mapping[str, Filler]) -> Texts:
    texts = []
    for language, line in zip(LANGUAGES, template, strict=True):

        def word(found: re.Match[str], language: str = language) -> str:
            forms = fillers[found[1] + found[2]].forms[language]
            return forms[found[3]] if found[3] else next(iter(forms.values()))

        text = _SLOT.sub(word, line)
        if language in _CASED and not template[0][0].islower():
            text = re.sub(r"^(\[?)(\w)", lambda first: first[1] + first[2].upper(), text)
        texts.append(text)
    return tuple(texts)


def plain(texts: Texts) -> Texts:
    """Take the marks of spans away."""
    return tuple(_SPAN.sub(r"\1", text) for text in texts)


def surface(texts: Texts, source: str, chance: random.Random, *, varied: bool) -> Texts:
    """Put masks for the facts and, now and then, around the span.

    Masks are mostly numbered from 1 in the order of the ``source`` language, as the pipeline
    does; when ``varied``, in one sentence of sixteen they are random. Names of towns are masked in
    every other sentence, as they are when a glossary has them.
    """
    if chance.random() < 1 / 2:
        texts = tuple(towns().sub("{town}", text) for text in texts)
    spaced = chance.random() < 1 / 4
    if chance.random() < 2 / 3:
        texts = plain(texts)
    marks = list(dict.fromkeys(_MARK.findall(texts[LANGUAGES.index(source)])))
    numbers: Sequence[int] = range(len(marks))
    if varied and chance.random() < 1 / 16:
        numbers = chance.sample(range(len(MASKS)), len(marks))
    masks = {mark: MASKS[number] for mark, number in zip(marks, numbers, strict=True)}

    def mask(found: re.Match[str]) -> str:
        before = " " if spaced and found[0] == "]" else ""
        after = " " if spaced and found[0] == "[" else ""
        return before + masks[found[0]] + after

    return tuple(_MARK.sub(mask, text) for text in texts)


def corpus(seed: int, without: frozenset[str]) -> list[list[Texts]]:
    """Return for every template its sentences, without those whose German is in ``without``."""
    return [
        kept
        for template in templates()
        if (kept := [one for one in fill(template, seed) if plain(one)[0] not in without])
    ]


def draw(
    groups: Sequence[Sequence[Texts]], count: int, source: str, seed: int, *, varied: bool = True
) -> list[Texts]:
    """Return ``count`` sentences with masks, numbered for translating from ``source``.

    A template is drawn by the square root of the number of its sentences, so that short
    ones are not forgotten. When ``varied``, one in ten loses its full stop, and one in
    thirty has a second sentence behind it.
    """
    chance = random.Random(seed)
    weights = list(itertools.accumulate(math.sqrt(12 + len(group)) for group in groups))
    drawn = []
    for group in chance.choices(groups, cum_weights=weights, k=count):
        texts = surface(chance.choice(group), source, chance, varied=varied)
        kind = chance.random()
        ends = varied and all(text.endswith(".") for text in texts)
        if ends and kind < 1 / 10:
            texts = tuple(text.removesuffix(".") for text in texts)
        elif ends and kind > 1 - 1 / 30:
            second = plain(chance.choice(chance.choice(groups)))
            if not FACT.search(second[0]):
                texts = tuple(map(" ".join, zip(texts, second, strict=True)))
        drawn.append(texts)
    return drawn
