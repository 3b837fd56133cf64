"""Engines that answer at once: one that works, and one that does everything wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.language.table import language
from pipeline.mt.engine import Engine, Hypothesis, Request
from pipeline.mt.store.packages import Package, tag_of

LETTERS = {
    "Latn": "eaionrstlmu",
    "Arab": "امنتركسلبدف",
    "Cyrl": "оаинтсрвлкм",
    "Geor": "აბგდევზთიკლ",
}


def package(folder: Path, from_code: str, to_code: str, version: str = "1.0") -> Package:
    """A package by name; there is no model in it."""
    path = folder / f"translate-{from_code}_{to_code}-{version.replace('.', '_')}"
    path.mkdir(parents=True, exist_ok=True)
    return Package(path, path.name, version, from_code, to_code, "", "sentencepiece", None)


class Cipher:
    """Writes every word in letters of the target's script and copies masks in the style XQ1.

    The same word always gives the same word; different words mostly differ.
    """

    def __init__(self, to_code: str, label: str = "cipher") -> None:
        self.letters = LETTERS[language(tag_of(to_code)).script]
        self.label = label
        self.seen: list[str] = []

    def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
        self.seen += sentences
        return [[Hypothesis(self.cipher(text), 0.8)] * hypotheses for text in sentences]

    def cipher(self, text: str) -> str:
        return re.sub(r"\b(?!XQ\d)[^\W\d_]+", lambda found: self.word(found[0]), text)

    def word(self, word: str) -> str:
        count = len(self.letters)
        return "".join(self.letters[(ord(c) * 7 + i * 3) % count] for i, c in enumerate(word))


class Adversary(Cipher):
    """Spoils answers in every way that was seen, and in some that were not."""

    def __init__(self, to_code: str, chance: random.Random) -> None:
        super().__init__(to_code)
        self.chance = chance

    def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
        self.seen += sentences
        match self.chance.randrange(40):
            case 0:
                raise RuntimeError("out of order")
            case 1:
                return []
            case 2:
                raise ValueError("\ud800")
        return [self.answers(text, hypotheses) for text in sentences]

    def answers(self, text: str, hypotheses: int) -> list[Hypothesis]:
        """Mostly spoiled in one way, so that no other hypothesis helps."""
        spoiled = [self.spoil(text) for _n in range(hypotheses)]
        if self.chance.random() < 0.7:
            spoiled = spoiled[:1] * hypotheses
        return [Hypothesis(answer, self.chance.random()) for answer in spoiled]

    def spoil(self, text: str) -> str:
        """Sometimes right, so that the other checks get their turn as well."""
        answer = self.cipher(text)
        for _time in range(self.chance.choice((0, 1, 1, 2, 3))):
            answer = self.chance.choice(SPOILERS)(answer, text, self.chance)
        return answer


def _masks(text: str) -> list[str]:
    return re.findall(r"XQ\d+", text) or ["XQ1"]


def _anywhere(text: str, what: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + what + text[place:]


INSERTED = (
    *("7", "٣", "²", "½", " 10 ", "Ⅳ", "{date}", "{", "}}", "*", "**", "_", "[", "](", "`", "\\"),
    *("<b>", "&amp;", "@", "x@y.de", "https://x.de", "www.x.de", "\u202e", "\u200f", "\x00", "\n"),
    *("XQ9", "XQ", "xq 1", "⁇", "<unk>", "▁", "@@", "\U000f0000", "\ue000", "-", ".", ":", "%"),
    *("Eschwege", "ეშვეგე", "E-Werk", " ", "\u00a0", "€", "+", "/", "'", '"', "„", "«", ",", "ß"),
)
SPOILERS: tuple[Callable[[str, str, random.Random], str], ...] = (
    lambda answer, text, chance: answer.replace(chance.choice(_masks(text)), ""),
    lambda answer, text, chance: _anywhere(answer, chance.choice(_masks(text)), chance),
    lambda answer, text, chance: answer.replace(chance.choice(_masks(text)), "XQ"),
    lambda answer, text, chance: answer.replace(
        "XQ", chance.choice(("xq ", "X Q", "ХQ", "Q", "["))
    ),
    lambda answer, text, chance: re.sub(
        r"XQ\d+", lambda _found: chance.choice(_masks(text)), answer
    ),
    lambda answer, text, chance: " ".join(chance.sample(answer.split(), len(answer.split()))),
    lambda answer, text, chance: answer.replace(" ", ""),
    lambda answer, text, chance: re.sub(r"\s*(XQ\d+)\s*", r"\1", answer),
    lambda answer, text, chance: re.sub(r"(?<=\d)\s*(?=XQ)", chance.choice("-.,:/"), answer),
    lambda answer, text, chance: f"{answer} {answer.split()[-1] if answer.split() else ''} " * 5,
    lambda answer, text, chance: f"{answer} {answer}",
    lambda answer, text, chance: text,
    lambda answer, text, chance: "",
    lambda answer, text, chance: answer[: chance.randrange(len(answer) + 1)],
    lambda answer, text, chance: answer * 30,
    lambda answer, text, chance: Cipher(chance.choice(("ar", "uk", "ka"))).cipher(text),
    lambda answer, text, chance: _anywhere(answer, chance.choice(INSERTED), chance),
    lambda answer, text, chance: _anywhere(answer, chance.choice(INSERTED), chance),
)


def loader(make: Callable[[str], Engine]) -> Callable[[Package], Engine]:
    """What `Machine` calls to bring a package into memory."""
    return lambda package: make(package.to_code)


class Ciphers:
    """One model for several languages; remembers what it was asked for in each call."""

    label = "ciphers"

    def __init__(self, package: Package) -> None:
        self.package = package
        self.calls: list[list[Request]] = []

    def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
        code = self.package.to_code
        return self.translate_into([(one, code) for one in sentences], hypotheses)

    def translate_into(
        self, requests: Sequence[Request], hypotheses: int
    ) -> list[list[Hypothesis]]:
        self.calls.append(list(requests))
        return [
            [Hypothesis(Cipher(code).cipher(text), 0.8)] * hypotheses for text, code in requests
        ]

    def into(self, code: str) -> Engine:
        return Into(self, code)


class Into:
    """`Ciphers` asked for one language."""

    label = "ciphers"

    def __init__(self, engine: Ciphers, code: str) -> None:
        self.engine = engine
        self.code = code

    def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
        return self.engine.translate_into([(one, self.code) for one in sentences], hypotheses)
