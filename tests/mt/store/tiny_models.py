"""Models of a few kilobytes that always give the same answer: what installing needs to see.

Real ones, trained to translate, are in tests/models; these are made in milliseconds, in any
language, and broken in every way that a test wants.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

DEPTH = 8
SENTENCES = ["Herzlich willkommen! Wir laden Sie ein.", "Welcome! You are invited."]
ANSWERS = {
    "en": "Welcome",
    "ar": "مرحبا",
    "uk": "Вітаємо",
    "ka": "მოგესალმებით",
    "ru": "Приветствуем",
    "zh": "欢迎",
}


def make_folder(
    folder: Path,
    origin: str,
    target: str,
    *,
    version: str = "1.0",
    answer: str | None = None,
    bpe: bool = False,
    metadata: Mapping[str, object] | None = None,
) -> Path:
    """Write a package's folder below ``folder`` and return it.

    The model says one letter of ``answer`` (the language's usual one unless given) again and
    again. With ``bpe`` the tokenizer is one of subword-nmt, without merges.
    """
    package = folder / f"translate-{origin}_{target}-{version.replace('.', '_')}"
    package.mkdir(parents=True)
    text = answer or ANSWERS[target]
    pieces = make_sentencepiece(package / "sentencepiece.model", [*SENTENCES, text])
    letters = [piece for piece in pieces if piece.strip("▁") and piece.strip("▁") in text]
    make_model(package / "model", ["<unk>", "<s>", "</s>", *pieces], letters)
    if bpe:
        (package / "sentencepiece.model").unlink()
        (package / "bpe.model").write_text("#version: 0.2\n", encoding="utf-8")
    described = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": origin,
        "from_name": origin,
        "to_code": target,
        "to_name": target,
        **(metadata or {}),
    }
    (package / "metadata.json").write_text(json.dumps(described), encoding="utf-8")
    (package / "README.md").write_text("# Test\n\nlicense: CC0-1.0\n", encoding="utf-8")
    return package


def make_sentencepiece(path: Path, sentences: Sequence[str]) -> list[str]:
    """Train a model that cuts into letters; return its pieces without the control ones."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        model_type="char",
        vocab_size=200,
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name="identity",  # whose table is small
        minloglevel=3,
    )
    path.write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return [str(processor.id_to_piece(number)) for number in range(3, len(processor))]


def make_model(folder: Path, source: Sequence[str], letters: Sequence[str]) -> None:
    """Write a CTranslate2 model that answers with the first of ``letters``."""
    target = ["<unk>", "<s>", "</s>", *letters]
    spec = TransformerSpec.from_config((1, 1), 2)
    _zero(spec.encoder, len(source))
    _zero(spec.decoder, len(target))
    bias = np.zeros(len(target), np.float32)
    bias[3] = 9.0
    spec.decoder.projection.bias = bias
    spec.register_source_vocabulary(list(source))
    spec.register_target_vocabulary(target)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _zero(part: Any, words: int) -> None:  # the specs are untyped
    embeddings = part.embeddings if not isinstance(part.embeddings, list) else part.embeddings[0]
    embeddings.weight = np.zeros((words, DEPTH), np.float32)
    if hasattr(part, "projection"):
        part.projection.weight = np.zeros((words, DEPTH), np.float32)
    part.position_encodings.encodings = np.zeros((256, DEPTH), np.float32)
    norms = [part.layer_norm]
    for layer in part.layer:
        attentions = [layer.self_attention, getattr(layer, "attention", None)]
        for attention in filter(None, attentions):
            norms.append(attention.layer_norm)
            sizes = [3, 1] if attention is layer.self_attention else [1, 2, 1]
            for linear, size in zip(attention.linear, sizes, strict=True):
                _linear(linear, DEPTH * size)
        norms.append(layer.ffn.layer_norm)
        _linear(layer.ffn.linear_0, DEPTH)
        _linear(layer.ffn.linear_1, DEPTH)
    for norm in norms:
        norm.gamma = np.ones(DEPTH, np.float32)
        norm.beta = np.zeros(DEPTH, np.float32)


def _linear(linear: Any, size: int) -> None:
    linear.weight = np.zeros((size, DEPTH), np.float32)
    linear.bias = np.zeros(size, np.float32)


def make_archive(folder: Path, package: Path) -> Path:
    """Pack a package's folder as Argos Translate's packages are packed."""
    path = folder / f"{package.name}.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(package.rglob("*")):
            archive.write(file, f"{package.name}/{file.relative_to(package).as_posix()}")
    return path


def make(folder: Path, origin: str, target: str, **options: Any) -> Path:
    """Make a package's archive in ``folder``."""
    scratch = folder / ".scratch"
    package = make_folder(scratch, origin, target, **options)
    archive = make_archive(folder, package)
    shutil.rmtree(scratch)
    return archive


def translate(model: Path, tokens: Sequence[str]) -> list[str]:
    """What a model makes of pieces."""
    translator = ctranslate2.Translator(str(model), device="cpu", intra_threads=1)
    answer = translator.translate_batch([list(tokens)], max_decoding_length=3)
    return list(answer[0].hypotheses[0])
