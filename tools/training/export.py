"""Writing a trained network as a CTranslate2 model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from ctranslate2 import specs

from .network import Parameters, Shape


def write(
    shape: Shape,
    weights: Parameters,
    vocabulary: Sequence[str],
    folder: Path,
    source_token: str | None = None,
    quantization: str | None = "int8",
) -> None:
    """Write a CTranslate2 model into the new ``folder``.

    ``source_token`` is put before every source; without ``quantization`` the numbers stay
    32-bit floats.
    """
    arrays = {name: weight.detach().numpy().astype(np.float32) for name, weight in weights.items()}
    spec = specs.TransformerSpec.from_config((shape.encoder, shape.decoder), shape.heads)

    def linear(target: Any, name: str) -> None:
        target.weight = arrays[f"{name}.weight"]
        target.bias = arrays[f"{name}.bias"]

    def norm(target: Any, name: str) -> None:
        target.gamma = arrays[f"{name}.gamma"]
        target.beta = arrays[f"{name}.beta"]

    for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        norm(part.layer_norm, side)
        for number, layer in enumerate(part.layer):
            name = f"{side}.{number}"
            norm(layer.self_attention.layer_norm, f"{name}.self")
            for place in range(2):
                linear(layer.self_attention.linear[place], f"{name}.self.{place}")
            if side == "decoder":
                norm(layer.attention.layer_norm, f"{name}.cross")
                for place in range(3):
                    linear(layer.attention.linear[place], f"{name}.cross.{place}")
            norm(layer.ffn.layer_norm, f"{name}.ffn")
            linear(layer.ffn.linear_0, f"{name}.ffn.0")
            linear(layer.ffn.linear_1, f"{name}.ffn.1")
    spec.encoder.embeddings[0].weight = arrays["embedding"]
    spec.decoder.embeddings.weight = arrays["embedding"]
    spec.decoder.projection.weight = arrays["embedding"]
    spec.register_source_vocabulary(list(vocabulary))
    spec.register_target_vocabulary(list(vocabulary))
    spec.config.bos_token = source_token or "<s>"
    spec.config.add_source_bos = source_token is not None
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def translator(folder: Path) -> Any:
    """Load a model; one thread, so that results are the same everywhere."""
    return ctranslate2.Translator(str(folder), device="cpu", intra_threads=1)
