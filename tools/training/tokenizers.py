"""Tokenizers as Argos Translate's packages have them: SentencePiece, or Moses with BPE codes."""

from __future__ import annotations

import collections
import io
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import sentencepiece

from .corpus import MASKS

SPECIAL: Final = ["<unk>", "<s>", "</s>"]
SOURCE_TOKENS: Final = {"uk": ">>ukr<<", "ru": ">>rus<<"}
"""ISO 639-3, as the models of OPUS-MT name the target that is asked for."""

_CHARACTERS: Final = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüß0123456789"
    ".,:;!?()-–—/@#&%+*\"'„“”«»_<>[]{}"
)
"""Known to every SentencePiece model, so that names and addresses are not lost."""


class Tokenizer(Protocol):
    name: str
    """The file in the package."""
    vocabulary: list[str]

    def data(self) -> bytes: ...
    def source(self, text: str) -> list[str]: ...
    def target(self, text: str) -> list[str]: ...
    def text(self, pieces: list[str]) -> str: ...


class SentencePiece:
    """One model for both languages; masks and source tokens are pieces of their own."""

    name = "sentencepiece.model"

    def __init__(self, lines: Iterable[str], size: int) -> None:
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            vocab_size=size,
            model_type="bpe",
            character_coverage=1.0,
            user_defined_symbols=list(MASKS),
            control_symbols=list(SOURCE_TOKENS.values()),
            required_chars=_CHARACTERS,
            num_threads=1,
            minloglevel=2,
        )
        self._model = model.getvalue()
        self._processor = sentencepiece.SentencePieceProcessor(model_proto=self._model)
        self.vocabulary: list[str] = [
            self._processor.id_to_piece(number) for number in range(len(self._processor))
        ]

    def data(self) -> bytes:
        return self._model

    def source(self, text: str) -> list[str]:
        return list(self._processor.encode(text, out_type=str))

    target = source

    def text(self, pieces: list[str]) -> str:
        return str(self._processor.decode_pieces(pieces))


class Bpe:
    """Moses tokenization and byte-pair encoding (Sennrich et al. 2016), joint codes."""

    name = "bpe.model"

    def __init__(
        self, codes: Path, pairs: Sequence[tuple[str, str]], merges: int, source: str, target: str
    ) -> None:
        """Learn codes from ``pairs`` of texts and write them to the file ``codes``."""
        from argostranslate.tokenizer import BPETokenizer  # noqa: PLC0415 - slow to load
        from sacremoses import MosesTokenizer  # noqa: PLC0415

        self._target_words: Any = MosesTokenizer(target).tokenize
        self._tokenizer = BPETokenizer(codes, source, target)
        codes.write_text("#version: 0.2\n", encoding="utf-8")
        self._tokenizer.lazy_load()
        counts: collections.Counter[str] = collections.Counter()
        for original, translation in pairs:
            for text, words in (
                (
                    self._tokenizer.normalizer.normalize(original),
                    self._tokenizer.tokenizer.tokenize,
                ),
                (translation, self._target_words),
            ):
                counts.update(words(text))
        lines = [" ".join(pair) for pair in _learn(counts, merges)]
        codes.write_text("\n".join(["#version: 0.2", *lines]) + "\n", encoding="utf-8")
        self._codes = codes
        self._tokenizer = BPETokenizer(codes, source, target)
        self._tokenizer.lazy_load()
        pieces: collections.Counter[str] = collections.Counter()
        for original, translation in pairs:
            pieces.update(self.source(original))
            pieces.update(self.target(translation))
        letters = [letter + end for letter in _CHARACTERS for end in ("", "@@")]
        known = sorted({*pieces, *letters, *MASKS})
        self.vocabulary: list[str] = [*SPECIAL, *known]

    def data(self) -> bytes:
        return self._codes.read_bytes()

    def source(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text))

    def target(self, text: str) -> list[str]:
        words = [word for word in self._target_words(text) if word]
        return list(self._tokenizer.bpe_source.segment_tokens(words))

    def text(self, pieces: list[str]) -> str:
        return str(self._tokenizer.decode(pieces))


def _learn(counts: collections.Counter[str], merges: int) -> list[tuple[str, str]]:
    """Return the merges of byte-pair encoding; a word's last letter bears ``</w>``.

    The commonest pair is merged first; of equally common ones the greatest, as in subword-nmt.
    """
    words = {(*word[:-1], word[-1] + "</w>"): count for word, count in counts.items()}
    learnt = []
    for _ in range(merges):
        pairs: collections.Counter[tuple[str, str]] = collections.Counter()
        for word, count in words.items():
            for pair in itertools.pairwise(word):
                pairs[pair] += count
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        if pairs[best] < 2:
            break
        learnt.append(best)
        words = {_merged(word, best): count for word, count in words.items()}
    return learnt


def _merged(word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    if pair[0] not in word:
        return word
    result: list[str] = []
    rest = list(word)
    while rest:
        if tuple(rest[:2]) == pair:
            result.append(rest[0] + rest[1])
            del rest[:2]
        else:
            result.append(rest.pop(0))
    return tuple(result)
