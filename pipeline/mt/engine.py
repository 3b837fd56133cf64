"""The engine: CTranslate2 over one installed package, and the seam in front of it.

Inference is driven directly: many sentences in one call, so that CTranslate2 sorts them by
length and fills its batches, one thread a batch and as many batches at once as there are
processors. The next call is begun before the last one's answers are looked at, so that no
processor waits.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, runtime_checkable

from ..base.messages import _
from ..base.model import Location
from .store.metadata import ModelError
from .store.packages import Package

BEAM: Final = 4
"""Hypotheses that are looked at side by side."""

BATCH_TOKENS: Final = 768
"""Source tokens in one batch of CTranslate2."""
_LEAST_TOKENS: Final = 192
"""Of a batch that is made smaller so that every processor has one; still smaller ones cost
more than they bring."""

_SPREAD: Final = 4
"""How much longer than its shortest a batch's longest sentence may be."""
_FULL: Final = 16
"""Sentences a call has at least; fewer do not fill the processor."""

_MOST_TOKENS: Final = 512
"""Of a sentence; more is cut off by CTranslate2, and the result then refused as too short."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation that an engine offers."""

    text: str
    score: float
    """Geometric mean probability of its tokens, 0 to 1."""


class Engine(Protocol):
    """Translates sentences from one language into one other."""

    @property
    def label(self) -> str:
        """The model and its version, as shown to people."""

    def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
        """Return for each sentence up to ``hypotheses`` translations, best first.

        May raise anything; whoever calls takes that for "no translation".
        """


Answers = Callable[[], list[list[Hypothesis]]]
"""What `Engine.translate` returns, once it is called."""

Request = tuple[str, str]
"""A sentence, and the code of the language that it is to be translated into."""


@runtime_checkable
class Polyglot(Protocol):
    """An engine whose one model translates into several languages."""

    def into(self, code: str) -> Engine:
        """The same model, asked for one language; needs no further memory."""

    def translate_into(
        self, requests: Sequence[Request], hypotheses: int
    ) -> list[list[Hypothesis]]:
        """As `Engine.translate`, for sentences that go into different languages."""


@runtime_checkable
class Eager(Protocol):
    """An engine that works while nobody waits for it."""

    def begin(self, sentences: Sequence[str], hypotheses: int) -> Answers:
        """Begin to do what `Engine.translate` does; the result waits for the end."""


class PackageEngine:
    """A package in memory. Raises `ModelError` when it cannot be loaded."""

    def __init__(self, package: Package) -> None:
        import ctranslate2  # noqa: PLC0415 - half a second that runs without models do not pay

        self._package = package
        try:
            self._tokens = _tokenizer(package)
            self._model = ctranslate2.Translator(
                str(package.model),
                device="cpu",
                compute_type="int8",
                inter_threads=processors(),
                intra_threads=1,
                max_queued_batches=-1,  # so that `begin` does not wait for a free place
            )
        except (RuntimeError, ValueError, OSError, TypeError, UnicodeError) as problem:
            raise ModelError(
                Location(package.path),
                _(
                    "Das Modell lässt sich nicht laden ({reason}). Löschen Sie seinen Ordner "
                    "und installieren Sie es neu."
                ).format(reason=str(problem).strip().splitlines()[0] if str(problem) else "?"),
            ) from problem

    @property
    def label(self) -> str:
        return self._package.label

    def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
        """As `Engine.translate`. CTranslate2's and the tokenizer's errors pass through."""
        return self.begin(sentences, hypotheses)()

    def begin(self, sentences: Sequence[str], hypotheses: int) -> Answers:
        """As `Eager.begin`, with what `translate` raises, here or when the result is taken."""
        return self.begin_into([(one, self._package.to_code) for one in sentences], hypotheses)

    def into(self, code: str) -> Engine:
        return _Into(self, code)

    def translate_into(
        self, requests: Sequence[Request], hypotheses: int
    ) -> list[list[Hypothesis]]:
        return self.begin_into(requests, hypotheses)()

    def begin_into(self, requests: Sequence[Request], hypotheses: int) -> Answers:
        """As `begin`, for sentences that go into different languages."""
        pieces = self._tokens.encode([sentence for sentence, _code in requests])
        tokens = {code: self._package.token(code) for _sentence, code in requests}
        sources = [
            [token, *source] if (token := tokens[code]) else source
            for (_sentence, code), source in zip(requests, pieces, strict=True)
        ]
        running = self._run(sources, hypotheses)
        return lambda: [
            [
                Hypothesis(self._tokens.decode(self._without_prefix(target)), math.exp(score))
                for target, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in (running[index].result() for index in range(len(sources)))
        ]

    def _run(self, sources: list[list[str]], hypotheses: int) -> dict[int, Any]:
        """Hand sentences to CTranslate2; its results to be, by their places in ``sources``.

        A translation may be two and a half times as long as the longest sentence of its call,
        so that a model that repeats itself is stopped. CTranslate2 has one limit a call, so
        there is one call for sentences of about the same length; they run at the same time.
        """
        prefix = self._package.target_prefix
        size = _batch_size(map(len, sources))
        running: dict[int, Any] = {}
        for chosen in _by_length([len(source) for source in sources]):
            longest = min(len(sources[chosen[0]]), _MOST_TOKENS)
            pending = self._model.translate_batch(
                [sources[index] for index in chosen],
                target_prefix=[[prefix]] * len(chosen) if prefix else None,
                max_batch_size=size,
                batch_type="tokens",
                asynchronous=True,
                beam_size=max(BEAM, hypotheses),
                num_hypotheses=hypotheses,
                max_input_length=_MOST_TOKENS,
                max_decoding_length=longest * 5 // 2 + 8,
                return_scores=True,
                replace_unknowns=True,
            )
            running |= zip(chosen, pending, strict=True)
        return running

    def _without_prefix(self, tokens: list[str]) -> list[str]:
        prefix = self._package.target_prefix
        return tokens[1:] if prefix and tokens[:1] == [prefix] else tokens


class _Into:
    """A model of several languages, asked for one of them."""

    def __init__(self, engine: PackageEngine, code: str) -> None:
        self._engine = engine
        self._code = code

    @property
    def label(self) -> str:
        return self._engine.label

    def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
        return self.begin(sentences, hypotheses)()

    def begin(self, sentences: Sequence[str], hypotheses: int) -> Answers:
        return self._engine.begin_into([(one, self._code) for one in sentences], hypotheses)


def _batch_size(lengths: Iterable[int]) -> int:
    """Tokens in a batch, so that few sentences, too, keep all processors busy."""
    return min(BATCH_TOKENS, max(_LEAST_TOKENS, -(-sum(lengths) // processors())))


def _by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group the indices of sentences of about the same length, longest first."""
    chosen: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        full = len(chosen) >= _FULL
        if full and lengths[index] * _SPREAD < lengths[chosen[0]]:
            yield chosen
            chosen = []
        chosen.append(index)
    if chosen:
        yield chosen


class _Tokenizer(Protocol):
    def encode(self, sentences: Sequence[str]) -> list[list[str]]: ...
    def decode(self, tokens: list[str]) -> str: ...


class _SentencePiece:
    def __init__(self, package: Package) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415

        self._source = SentencePieceProcessor(model_file=str(package.source_tokenizer))
        self._target = (
            self._source
            if package.target_tokenizer == package.source_tokenizer
            else SentencePieceProcessor(model_file=str(package.target_tokenizer))
        )

    def encode(self, sentences: Sequence[str]) -> list[list[str]]:
        pieces: list[list[str]] = self._source.encode(list(sentences), out_type=str)
        return pieces

    def decode(self, tokens: list[str]) -> str:
        # Argos Translate also turns "_" into a space, which breaks addresses.
        text: str = self._target.decode_pieces(tokens)
        return text.replace("▁", " ").strip()


class _Bpe:
    def __init__(self, package: Package) -> None:
        from argostranslate.tokenizer import BPETokenizer  # noqa: PLC0415

        self._tokenizer = BPETokenizer(package.source_tokenizer, package.from_code, package.to_code)
        self._tokenizer.lazy_load()

    def encode(self, sentences: Sequence[str]) -> list[list[str]]:
        return [self._tokenizer.encode(sentence) for sentence in sentences]

    def decode(self, tokens: list[str]) -> str:
        text: str = self._tokenizer.decode(tokens)
        return text.strip()


def _tokenizer(package: Package) -> _Tokenizer:
    return _SentencePiece(package) if package.tokenizer == "sentencepiece" else _Bpe(package)


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fingerprint(package: Package) -> str:
    """What cached answers of a package are filed under.

    Another version, another file or another way of asking (beam) gives another fingerprint.
    """
    return digest(
        f"{path.relative_to(package.path).as_posix()} {status.st_size} {status.st_mtime_ns}"
        for path in sorted(package.path.rglob("*"))
        if path.is_file()
        for status in (path.stat(),)
    ).join((f"{package.name} {package.version} beam{BEAM} ", ""))


def digest(lines: Iterable[str]) -> str:
    """SHA-256 of lines, shortened to 16 hexadecimal digits."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
