"""The tests' direct model for two languages, as OPUS-MT publishes models.

tests/models/translate-de_uk-1_0.argosmodel was trained for Ukrainian and Russian. Its numbers
are read from CTranslate2's form and written in Marian's own: an .npz with Marian's names and
its configuration, decoder.yml, vocab.yml, source.spm, target.spm, LICENSE, and what else lies
in such archives. Both forms compute the same, with two differences that are made up for:

- Marian's decoder begins with nothing, the test model's with ``<s>``. What ``<s>`` adds is put
  into the first position, and taken from the tokens that stand there in a source.
- Marian ends a source with ``</s>``; the test model has never seen that.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ARCHIVE = Path(__file__).parents[2] / "models" / "translate-de_uk-1_0.argosmodel"
FOLDER = "translate-de_uk-1_0"
TOKENS = {"uk": ">>ukr<<", "ru": ">>rus<<"}
MODEL = "opusTCv20210807.spm2k-spm2k.transformer.model1.npz.best-perplexity.npz"
VOCABULARY = "opusTCv20210807.spm2k-spm2k.vocab.yml"
HEADS = 4

Weights = dict[str, Any]


def archive(path: Path, *, without: str = "") -> Path:
    """Write the archive; ``without`` names a file that is left out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files().items():
            if name != without:
                made.writestr(name, data)
    return path


def files() -> dict[str, bytes]:
    """What lies in the archive."""
    with zipfile.ZipFile(ARCHIVE) as given:
        pieces = given.read(f"{FOLDER}/sentencepiece.model")
        words = json.loads(given.read(f"{FOLDER}/model/shared_vocabulary.json"))
        weights = _read(given.read(f"{FOLDER}/model/model.bin"))
    model = io.BytesIO()
    np.savez(model, **marian(weights, words))
    listed = [f"{json.dumps(w, ensure_ascii=False)}: {n}\n" for n, w in enumerate(words)]
    decoder = {"models": [MODEL], "vocabs": [VOCABULARY, VOCABULARY], "beam-size": 6}
    return {
        MODEL: model.getvalue(),
        VOCABULARY: "".join(listed).encode(),
        "decoder.yml": yaml.safe_dump(decoder).encode(),
        "source.spm": pieces,
        "target.spm": pieces,
        "LICENSE": b"Attribution 4.0 International\n",
        "README.md": b"# opusTCv20210807_transformer_2026-11-30.zip\n",
        "opusTCv20210807.spm2k-spm2k.transformer.train1.log": b"[2026-11-30] Training\n",
        "preprocess.sh": b"#!/bin/sh\n",
    }


def marian(weights: Weights, words: list[str]) -> Weights:
    """The weights by Marian's names (see Marian's transformer.h)."""
    layers = [int(found[1]) + 1 for name in weights if (found := re.search(r"/layer_(\d+)/", name))]
    options = {
        "type": "transformer",
        "enc-depth": max(layers),
        "dec-depth": max(layers),
        "transformer-heads": HEADS,
        "transformer-ffn-activation": "relu",
        "transformer-preprocess": "n",
        "transformer-postprocess": "da",
        "transformer-postprocess-top": "n",
        "transformer-postprocess-emb": "d",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-guided-alignment-layer": "last",
    }
    made: Weights = {
        "special:model.yml": np.frombuffer(yaml.safe_dump(options).encode() + b"\0", np.int8)
    }
    made |= _embeddings(weights, words)
    for side in ("encoder", "decoder"):
        _norm(made, f"{side}_top", weights, f"{side}/layer_norm")
        for number in range(max(layers)):
            ours, theirs = f"{side}/layer_{number}", f"{side}_l{number + 1}"
            _attention(made, f"{theirs}_self", weights, f"{ours}/self_attention")
            if side == "decoder":
                _attention(made, f"{theirs}_context", weights, f"{ours}/attention")
            _norm(made, f"{theirs}_ffn_ffn", weights, f"{ours}/ffn/layer_norm", "_pre")
            for part in (1, 2):
                name = f"{ours}/ffn/linear_{part - 1}"
                made[f"{theirs}_ffn_W{part}"] = weights[f"{name}/weight"].T
                made[f"{theirs}_ffn_b{part}"] = weights[f"{name}/bias"][None]
    return made


def _embeddings(weights: Weights, words: list[str]) -> Weights:
    table = weights["decoder/embeddings/weight"]
    width = table.shape[1]
    start = table[words.index("<s>")].copy()
    table = table.copy()
    bias = np.zeros((1, len(words)), np.float32)
    for token in TOKENS.values():
        table[words.index(token)] -= start
        bias[0, words.index(token)] = -1e4
    positions = _positions(512, width)
    positions[0] += start * width**0.5
    return {"Wemb": table, "decoder_ff_logit_out_b": bias, "Wpos": positions}


def _positions(length: int, width: int) -> Any:
    """What CTranslate2 computes where a model has no encodings; tools/training/network.py."""
    steps = np.exp(np.arange(width // 2) * -(np.log(10000) / (width // 2 - 1)))
    angles = np.arange(1, length + 1)[:, None] * steps
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def _attention(made: Weights, theirs: str, weights: Weights, ours: str) -> None:
    parts = [f"{ours}/linear_{n}" for n in range(3) if f"{ours}/linear_{n}/weight" in weights]
    matrix = np.concatenate([weights[f"{part}/weight"] for part in parts])
    bias = np.concatenate([weights[f"{part}/bias"] for part in parts])
    width = matrix.shape[1]
    for number, part in enumerate("qkvo"):
        rows = slice(number * width, (number + 1) * width)
        made[f"{theirs}_W{part}"] = matrix[rows].T
        made[f"{theirs}_b{part}"] = bias[rows][None]
    _norm(made, f"{theirs}_Wo", weights, f"{ours}/layer_norm", "_pre")


def _norm(made: Weights, theirs: str, weights: Weights, ours: str, ending: str = "") -> None:
    made[f"{theirs}_ln_scale{ending}"] = weights[f"{ours}/gamma"][None]
    made[f"{theirs}_ln_bias{ending}"] = weights[f"{ours}/beta"][None]


def _read(data: bytes) -> Weights:
    """The variables of a model in CTranslate2's form (version 6), integers made floats again."""
    stream = io.BytesIO(data)

    def number(form: str) -> int:
        return int(struct.unpack(form, stream.read(struct.calcsize(form)))[0])

    def text() -> str:
        return stream.read(number("<H")).rstrip(b"\0").decode()

    assert number("<I") == 6
    text(), number("<I")
    found: Weights = {}
    kinds = (np.float32, np.int8, np.int16, np.int32, np.float16)
    for _variable in range(number("<I")):
        name = text()
        shape = [number("<I") for _axis in range(number("<B"))]
        kind = kinds[number("<B")]
        found[name] = np.frombuffer(stream.read(number("<I")), kind).reshape(shape)
    for _alias in range(number("<I")):
        name = text()
        found[name] = found[text()]
    return _as_floats(found)


def _as_floats(weights: Mapping[str, Any]) -> Weights:
    return {
        name: value.astype(np.float32) / weights[f"{name}_scale"][:, None]
        if f"{name}_scale" in weights
        else value.astype(np.float32)
        for name, value in weights.items()
        if not name.endswith("_scale")
    }
