"""Machine translation, beside the plain way to use Argos Translate and beside its engine alone.

The models have the size of Argos's packages (6+6 layers, 512 wide, 8 heads, 2,048 in between,
32,000 pieces, int8) and random weights: their speed is real, their answers are not. Every
side is made to decode the same number of tokens for a sentence, and every side runs in a
process of its own.

- `pipeline` drafts the project's documents into ten languages, everything included: masking,
  loading, finding the style of masks, checking, the cache on disk. As the answers are
  noise, the engine's text is replaced by one of the right script that keeps the masks, after
  it was decoded; otherwise everything would be refused.
- `CTranslate2` gets the sentences that the pipeline sent, each once a model, cut into pieces
  already, in one call of translate_batch a model with the same options.
- `Argos Translate` is the library itself, asked for a text after the other, as its
  documentation shows. MiniSBD, which is not installed, is stood in for by the pipeline's own
  sentence splitter. It gets every twelfth text and its time is scaled by sentences.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.language.table import language
from pipeline.mt.sentences import split

from .bench_clock import ROUNDS, Spent, peak, spent

ROOT: Final = Path(__file__).parent.parent
TARGETS: Final = ("ar", "uk", "ru", "tr", "fa", "ro", "bg", "pl", "sq", "fr")
TOKENS: Final = 24
"""Decoded for every sentence; what the documents have in English on average."""
BEAM: Final = 4
EVERY: Final = 12
"""Of the texts, one in so many is given to Argos Translate."""

WIDTH: Final = 512
INNER: Final = 2048
LAYERS: Final = 6
HEADS: Final = 8
PIECES: Final = 32_000
POSITIONS: Final = 512

LETTERS: Final = {"Latn": "eaionrst", "Arab": "امنتركسل", "Cyrl": "оаинтсрв"}


def lines() -> Iterator[str]:
    """Yield lines for ``make bench-large``; it takes the better part of an hour."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_packages(folder / "packages")
        found: dict[str, list[dict[str, float]]] = {}
        for _round in range(ROUNDS):
            for side in ("pipeline", "bare", "argos"):
                found.setdefault(side, []).append(_measure(side, folder))
        ours, bare, argos = (_median(found[side]) for side in ("pipeline", "bare", "argos"))
        yield (
            f"draft {ours['texts']:.0f} texts into {len(TARGETS)} languages, models of 76 MB, "
            f"beam {BEAM}, {TOKENS} tokens a sentence (medians of {ROUNDS} rounds in turns)"
        )
        yield f"    pipeline: {_said(ours)}"
        yield (
            f"    the same sentences in bare CTranslate2: {_said(bare)}; our rate is "
            f"{_rate(ours) / _rate(bare):.2f} of it by the wall clock, "
            f"{bare['cpu'] / ours['cpu']:.2f} by CPU"
        )
        # Argos's texts are fewer: what it would need for all of them, by sentences.
        more = ours["asked"] / argos["asked"]
        whole, cpu = argos["seconds"] * more, argos["cpu"] * more
        yield (
            f"    Argos Translate, a text after the other, one text in {EVERY}, "
            f"{argos['languages']:.0f} languages: {_said(argos)}; all would be {whole:.0f} s wall, "
            f"{whole / ours['seconds']:.1f} × ours, {cpu / ours['cpu']:.1f} × by CPU"
        )


def _said(figures: dict[str, float]) -> str:
    return (
        f"{figures['cpu']:.0f} s CPU, {figures['seconds']:.0f} s wall, "
        f"{_rate(figures):.0f} tokens a wall second, {figures['megabytes']:.0f} MB"
    )


def _rate(figures: dict[str, float]) -> float:
    return figures["tokens"] / figures["seconds"]


def _median(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}


def _measure(side: str, folder: Path) -> dict[str, float]:
    environment = {
        **os.environ,
        **{f"XDG_{name}_HOME": str(folder / "home") for name in ("DATA", "CONFIG", "CACHE")},
        "ARGOS_PACKAGES_DIR": str(folder / "packages"),
        "ARGOS_BEAM_SIZE": str(BEAM),
    }
    command = [sys.executable, "-m", "tools.bench_mt", side, str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


# --- packages -------------------------------------------------------------------------------


def make_packages(folder: Path) -> None:
    """Write a package de→en, and one from English for each of `TARGETS`."""
    from sentencepiece import SentencePieceTrainer  # noqa: PLC0415

    first = folder / "translate-de_en-1_0"
    first.mkdir(parents=True)
    texts = [*ROOT.glob("content/*.md"), *ROOT.glob("locale/*/LC_MESSAGES/*.po")]
    corpus = [line for path in texts for line in path.read_text(encoding="utf-8").splitlines()]
    SentencePieceTrainer.train(
        sentence_iterator=iter(corpus),
        model_prefix=str(first / "sentencepiece"),
        vocab_size=PIECES,
        hard_vocab_limit=False,
        minloglevel=3,
    )
    _make_model(first / "model", first / "sentencepiece.model")
    for code in TARGETS:
        other = folder / f"translate-en_{code}-1_0"
        for path in first.rglob("*"):
            if path.is_file():
                (other / path.relative_to(first)).parent.mkdir(parents=True, exist_ok=True)
                os.link(path, other / path.relative_to(first))
    for package in folder.iterdir():
        from_code, to_code = package.name.split("-")[1].split("_")
        metadata = {
            **{"package_version": "1.0", "argos_version": "1.9", "from_code": from_code},
            **{"from_name": from_code, "to_code": to_code, "to_name": to_code},
        }
        (package / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")


def _make_model(folder: Path, sentencepiece: Path) -> None:
    import numpy as np  # noqa: PLC0415
    from ctranslate2.specs import TransformerSpec  # noqa: PLC0415
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415

    chance = np.random.default_rng(1)

    def weights(*shape: int) -> Any:
        return chance.normal(0, 0.05, shape).astype(np.float32)

    def linear(part: Any, outputs: int, inputs: int) -> None:
        part.weight, part.bias = weights(outputs, inputs), weights(outputs)

    def norm(part: Any) -> None:
        part.gamma, part.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    spec = TransformerSpec.from_config((LAYERS, LAYERS), HEADS)
    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = weights(PIECES, WIDTH)
        side.position_encodings.encodings = weights(POSITIONS, WIDTH)
        norm(side.layer_norm)
        for layer in side.layer:
            for attention in (layer.self_attention, getattr(layer, "attention", None)):
                if attention is None:
                    continue
                norm(attention.layer_norm)
                sizes = (3, 1) if attention is layer.self_attention else (1, 2, 1)
                for part, size in zip(attention.linear, sizes, strict=True):
                    linear(part, size * WIDTH, WIDTH)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, INNER, WIDTH)
            linear(layer.ffn.linear_1, WIDTH, INNER)
    spec.decoder.projection.weight = spec.decoder.embeddings.weight  # tied, as in Argos's
    spec.decoder.projection.bias = weights(PIECES)
    processor = SentencePieceProcessor(model_file=str(sentencepiece))
    known = [processor.id_to_piece(number) for number in range(3, len(processor))]
    words = ["<unk>", "<s>", "</s>", *known]
    words += [f"▁word{number}" for number in range(PIECES - len(words))]
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))


# --- the sides ------------------------------------------------------------------------------


class Counted:
    """How many sentences were asked for and how many tokens decoded."""

    asked = 0
    tokens = 0


def _fix_lengths() -> None:
    """Make every side decode `TOKENS` tokens a sentence with the same beam."""
    import ctranslate2  # noqa: PLC0415

    class Fixed(ctranslate2.Translator):  # type: ignore[misc]
        def translate_batch(self, source: Any, *arguments: Any, **options: Any) -> Any:
            options |= {
                "min_decoding_length": TOKENS,
                "max_decoding_length": TOKENS,
                "beam_size": BEAM,
            }
            Counted.asked += len(source)
            Counted.tokens += len(source) * TOKENS
            return super().translate_batch(source, *arguments, **options)

    ctranslate2.Translator = Fixed


def _texts() -> list[str]:
    """What the project's documents have to be translated; some of it stands in several."""
    from pipeline.source.documents import load_sources  # noqa: PLC0415
    from pipeline.source.segments import segments  # noqa: PLC0415

    sources, _problems = load_sources(ROOT / "content")
    return [one.text for source in sources for one in segments(source)]


def _pipeline(folder: Path) -> tuple[Spent, dict[str, float]]:
    from pipeline.mt.cache import Cache  # noqa: PLC0415
    from pipeline.mt.engine import Answers, Hypothesis, PackageEngine  # noqa: PLC0415
    from pipeline.mt.machine import Machine  # noqa: PLC0415
    from pipeline.mt.store.packages import Package, installed  # noqa: PLC0415

    sent: dict[str, list[str]] = {}

    class StandIn:
        """Decodes for its time and answers in letters of the language."""

        def __init__(self, package: Package) -> None:
            self.engine = PackageEngine(package)
            self.label = package.label
            self.letters = LETTERS[language(package.to_code).script]
            self.sent = sent.setdefault(package.name, [])

        def translate(self, sentences: Sequence[str], hypotheses: int) -> list[list[Hypothesis]]:
            return self.begin(sentences, hypotheses)()

        def begin(self, sentences: Sequence[str], hypotheses: int) -> Answers:
            self.sent += sentences
            decoded = self.engine.begin(sentences, hypotheses)
            return lambda: [
                [Hypothesis(self.answer(text), 0.5)] * len(found)
                for text, found in zip(sentences, decoded(), strict=True)
            ]

        def answer(self, text: str) -> str:
            return re.sub(
                r"\b(?!XQ\d)[^\W\d_]+",
                lambda found: "".join(
                    self.letters[(ord(c) + n) % 8] for n, c in enumerate(found[0])
                ),
                text,
            )

    texts = _texts()
    (folder / "cache").unlink(missing_ok=True)
    refused = 0

    def draft() -> None:
        nonlocal refused
        packages, _problems = installed(folder / "packages")
        with Cache(folder / "cache") as cache:
            machine = Machine(packages, {}, cache, StandIn)
            for code in TARGETS:
                results = machine.translate(texts, language(code), {})
                refused += sum(result.target is None for result in results)

    found = spent(draft)
    (folder / "sent.json").write_text(json.dumps(sent), encoding="utf-8")
    split_up = sum(len(split(text)) for text in texts)
    # Asked: a sentence, in a language, over two models.
    return found, {
        "texts": len(texts),
        "asked": split_up * len(TARGETS) * 2,
        "refused": refused,
        "languages": len(TARGETS),
    }


def _bare(folder: Path) -> tuple[Spent, dict[str, float]]:
    import ctranslate2  # noqa: PLC0415
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415

    from pipeline.mt.engine import BATCH_TOKENS, processors  # noqa: PLC0415

    sent: dict[str, list[str]] = json.loads((folder / "sent.json").read_text(encoding="utf-8"))
    first = folder / "packages" / "translate-de_en-1_0"
    pieces = SentencePieceProcessor(model_file=str(first / "sentencepiece.model"))
    sources = {
        name: pieces.encode(list(dict.fromkeys(texts)), out_type=str)
        for name, texts in sent.items()
    }

    def translate_all() -> None:
        for name, source in sources.items():
            model = ctranslate2.Translator(
                str(folder / "packages" / name / "model"),
                compute_type="int8",
                inter_threads=processors(),
                intra_threads=1,
            )
            model.translate_batch(
                source,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                return_scores=True,
                replace_unknowns=True,
            )
            del model

    return spent(translate_all), {"languages": len(TARGETS)}


def _argos(folder: Path) -> tuple[Spent, dict[str, float]]:
    minisbd: Any = types.ModuleType("minisbd")

    class SBDetect:
        def __init__(self, lang: str, use_gpu: bool = False) -> None:
            pass

        def sentences(self, text: str) -> list[str]:
            return [piece.strip() for piece in split(text)]

    minisbd.SBDetect = SBDetect
    minisbd.models = types.SimpleNamespace(cache_dir="", list_models=lambda: ["de", "en"])
    sys.modules["minisbd"] = minisbd
    from argostranslate.translate import translate  # noqa: PLC0415

    texts = _texts()
    codes = TARGETS[:2]
    for code in codes:  # loads the models, which is not counted
        translate("Hallo", "de", code)
    Counted.asked = Counted.tokens = 0

    def translate_some() -> None:
        for code in codes:  # a catalogue after the other
            for text in texts[::EVERY]:
                translate(text, "de", code)

    return spent(translate_some), {"languages": len(codes)}


SIDES: Final[dict[str, Callable[[Path], tuple[Spent, dict[str, float]]]]] = {
    "pipeline": _pipeline,
    "bare": _bare,
    "argos": _argos,
}


def main() -> None:
    """Measure one side in this process: ``SIDE FOLDER``."""
    _fix_lengths()
    found, figures = SIDES[sys.argv[1]](Path(sys.argv[2]))
    counted = {"asked": Counted.asked, "tokens": Counted.tokens}
    clocks = {"cpu": found.cpu, "seconds": found.wall, "megabytes": peak()}
    print(json.dumps({**counted, **figures, **clocks}))


if __name__ == "__main__":
    main()
