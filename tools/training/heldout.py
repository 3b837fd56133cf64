"""Sentences that no model sees in training: what the quality of the models is measured on."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path
from typing import Final

from pipeline.source.facts import PLACEHOLDERS

from . import corpus
from .corpus import LANGUAGES, Texts

_ROWS: Final = 60
"""In the file that other programs read."""

_SHARE: Final = 12
"""One in so many sentences of a template is held out."""

_FEWEST: Final = 60
"""Sentences of a template without facts from which some are held out: it has two slots, so
that every word is still seen in it."""

_REAL: Final = {
    "contact_email": "info@werra-meissner-kreis.de",
    "contact_phone": "05651 302-1160",
    "day": "4",
    "contact_url": "https://www.werra-meissner-kreis.de",
    "end": "13:00",
    "line": "210",
    "minutes": "45",
    "number": "30",
    "start": "10:00",
    "weeks": "12",
    "year": "2027",
}
"""Facts that a document may also say in words of its own; all others stay placeholders."""


def held_out(seed: int) -> list[list[Texts]]:
    """Return for each template the sentences held out, with facts and spans.

    Headings and short sentences with one slot keep all for training.
    """
    chance = random.Random(f"held out {seed}")
    found = []
    for template in corpus.templates():
        group = corpus.fill(template, seed)
        if len(group) >= (_SHARE if corpus.FACT.search(template[0]) else _FEWEST):
            found.append(chance.sample(group, len(group) // _SHARE))
    return found


def table(groups: list[list[Texts]], seed: int) -> str:
    """Return `_ROWS` of the sentences as TSV with a header, of all templates in turn.

    Facts are placeholders in about half of the rows, in the others real where `_REAL` has one.
    """
    chance = random.Random(f"table {seed}")
    turns = itertools.chain.from_iterable(itertools.zip_longest(*groups))
    rows = ["\t".join(LANGUAGES)]
    for sentence in itertools.islice(filter(None, turns), _ROWS):
        facts = _real if chance.random() < 0.5 else _placeholder
        texts = corpus.plain(sentence)
        german, *others = (corpus.FACT.sub(facts, text) for text in texts)
        if "{day}" in texts[0]:
            german = german.replace(f" {_REAL['day']} ", f" {_REAL['day']}. ")
        rows.append("\t".join([german, *others]))
    return "\n".join(rows) + "\n"


def _real(fact: re.Match[str]) -> str:
    return _REAL.get(fact[1], fact[0])


def _placeholder(fact: re.Match[str]) -> str:
    """A placeholder, where the pipeline knows one of that name."""
    return fact[0] if fact[1] in PLACEHOLDERS else _REAL[fact[1]]


def read(path: Path) -> list[dict[str, str]]:
    """Read the table: one mapping of language to text a row."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(LANGUAGES, line.split("\t"), strict=True)) for line in lines[1:]]
