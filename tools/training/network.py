"""A small Transformer (Vaswani et al. 2017, pre-norm) and how it is trained.

It is written with plain tensors in a dictionary, whose names follow ctranslate2.specs.
Layer normalisation comes first in each block, positions are sinusoids, and one matrix serves
as source embedding, target embedding and output projection.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch.nn import functional

Tensor = Any
Parameters = dict[str, Any]
Pair = tuple[list[int], list[int]]
"""Source and target as numbers of pieces, without <s> and </s>."""

UNK, BOS, EOS = range(3)
"""Places of <unk>, <s> and </s> in every vocabulary; <unk> also pads."""
PAD: Final = UNK

BATCH: Final = 900
"""Target pieces in a batch."""

TOP: Final = 3e-3
"""The highest learning rate."""


@dataclass(frozen=True, slots=True)
class Shape:
    width: int = 96
    heads: int = 4
    inner: int = 320
    encoder: int = 2
    decoder: int = 2
    dropout: float = 0.1


def create(shape: Shape, pieces: int) -> Parameters:
    """Return new parameters for a vocabulary of ``pieces``; torch's seed decides which."""
    d = shape.width
    weights: Parameters = {"embedding": torch.randn(pieces, d) * d**-0.5}

    def linear(name: str, rows: int, columns: int) -> None:
        weight = torch.empty(rows, columns)
        torch.nn.init.xavier_uniform_(weight)
        weights[f"{name}.weight"] = weight
        weights[f"{name}.bias"] = torch.zeros(rows)

    def norm(name: str) -> None:
        weights[f"{name}.gamma"] = torch.ones(d)
        weights[f"{name}.beta"] = torch.zeros(d)

    for side, layers in (("encoder", shape.encoder), ("decoder", shape.decoder)):
        norm(side)
        for number in range(layers):
            layer = f"{side}.{number}"
            norm(f"{layer}.self")
            linear(f"{layer}.self.0", 3 * d, d)
            linear(f"{layer}.self.1", d, d)
            if side == "decoder":
                norm(f"{layer}.cross")
                linear(f"{layer}.cross.0", d, d)
                linear(f"{layer}.cross.1", 2 * d, d)
                linear(f"{layer}.cross.2", d, d)
            norm(f"{layer}.ffn")
            linear(f"{layer}.ffn.0", shape.inner, d)
            linear(f"{layer}.ffn.1", d, shape.inner)
    for weight in weights.values():
        weight.requires_grad_()
    return weights


def positions(length: int, width: int) -> Tensor:
    """Return the sinusoids that CTranslate2 computes: sines, then cosines, counted from 1."""
    steps = torch.exp(torch.arange(width // 2) * -(math.log(10000) / (width // 2 - 1)))
    angles = torch.arange(1, length + 1)[:, None] * steps
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class _Pass:
    """One run of the network over a batch."""

    def __init__(self, shape: Shape, weights: Parameters, training: bool) -> None:
        self.shape = shape
        self.weights = weights
        self.dropout = shape.dropout if training else 0.0

    def drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout) if self.dropout else x

    def linear(self, name: str, x: Tensor) -> Tensor:
        return functional.linear(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def norm(self, name: str, x: Tensor) -> Tensor:
        gamma, beta = self.weights[f"{name}.gamma"], self.weights[f"{name}.beta"]
        return functional.layer_norm(x, (self.shape.width,), gamma, beta, 1e-5)

    def embed(self, ids: Tensor) -> Tensor:
        width = self.shape.width
        x = functional.embedding(ids, self.weights["embedding"]) * width**0.5
        return self.drop(x + positions(ids.shape[1], width))

    def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, causal: bool) -> Tensor:
        batch, length, width = q.shape
        q, k, v = (
            x.view(batch, -1, self.shape.heads, width // self.shape.heads).transpose(1, 2)
            for x in (q, k, v)
        )
        x = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=None if causal else mask, is_causal=causal
        )
        return x.transpose(1, 2).reshape(batch, length, width)

    def layer(self, name: str, x: Tensor, mask: Tensor, memory: Tensor | None) -> Tensor:
        y = self.norm(f"{name}.self", x)
        q, k, v = self.linear(f"{name}.self.0", y).chunk(3, dim=2)
        y = self.attend(q, k, v, mask, causal=memory is not None)
        x = x + self.drop(self.linear(f"{name}.self.1", y))
        if memory is not None:
            y = self.norm(f"{name}.cross", x)
            k, v = self.linear(f"{name}.cross.1", memory).chunk(2, dim=2)
            y = self.attend(self.linear(f"{name}.cross.0", y), k, v, mask, causal=False)
            x = x + self.drop(self.linear(f"{name}.cross.2", y))
        y = functional.relu(self.linear(f"{name}.ffn.0", self.norm(f"{name}.ffn", x)))
        return x + self.drop(self.linear(f"{name}.ffn.1", self.drop(y)))

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        mask = (source != PAD)[:, None, None, :]
        x = self.embed(source)
        for number in range(self.shape.encoder):
            x = self.layer(f"encoder.{number}", x, mask, None)
        return self.norm("encoder", x), mask

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        x = self.embed(target)
        for number in range(self.shape.decoder):
            x = self.layer(f"decoder.{number}", x, mask, memory)
        return functional.linear(self.norm("decoder", x), self.weights["embedding"])


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[PAD] * (longest - len(row))] for row in rows])


def _batches(pairs: Sequence[Pair], size: int, chance: random.Random) -> Iterator[list[Pair]]:
    """Yield, without end, batches of about ``size`` target pieces and of like lengths."""
    while True:
        order = sorted(pairs, key=lambda pair: (len(pair[1]) + chance.random() * 3, len(pair[0])))
        batches: list[list[Pair]] = [[]]
        for pair in order:
            if (len(batches[-1]) + 1) * (len(pair[1]) + 1) > size:
                batches.append([])
            batches[-1].append(pair)
        chance.shuffle(batches)
        yield from (batch for batch in batches if batch)


def accuracy(shape: Shape, weights: Parameters, pairs: Sequence[Pair]) -> float:
    """Return the share of sentences of which every piece is foretold from those before it."""
    right = 0
    run = _Pass(shape, weights, training=False)
    with torch.no_grad():
        for start in range(0, len(pairs), 64):
            batch = pairs[start : start + 64]
            source = _padded([pair[0] for pair in batch])
            wanted = _padded([[*pair[1], EOS] for pair in batch])
            scores = run.decode(_padded([[BOS, *pair[1]] for pair in batch]), *run.encode(source))
            right += int(((scores.argmax(2) == wanted) | (wanted == PAD)).all(1).sum())
    return right / len(pairs)


def _rate(step: int, steps: int) -> float:
    """The learning rate: up within the first twelfth, then down along a cosine."""
    done = min(1.0, step / steps)
    return TOP * min(12 * (step + 1) / steps, 0.01 + 0.495 * (1 + math.cos(math.pi * done)))


def train(
    shape: Shape,
    pieces: int,
    pairs: Sequence[Pair],
    held_out: Sequence[Pair],
    steps: int,
    seed: int,
    enough: float = 0.995,
) -> Parameters:
    """Train with Adam until ``enough`` of ``held_out`` is foretold, or for ``steps`` steps."""
    torch.manual_seed(seed)
    weights = create(shape, pieces)
    optimiser = torch.optim.Adam(weights.values(), lr=1.0, betas=(0.9, 0.98), eps=1e-9)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    run = _Pass(shape, weights, training=True)
    began = time.monotonic()
    for step, batch in enumerate(_batches(pairs, BATCH, random.Random(seed)), start=1):
        source = _padded([pair[0] for pair in batch])
        scores = run.decode(_padded([[BOS, *pair[1]] for pair in batch]), *run.encode(source))
        wanted = _padded([[*pair[1], EOS] for pair in batch])
        loss = functional.cross_entropy(
            scores.flatten(0, 1), wanted.flatten(), ignore_index=PAD, label_smoothing=0.05
        )
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 250 == 0 or step == steps:
            share = accuracy(shape, weights, held_out)
            print(
                f"  step {step}, {time.monotonic() - began:.0f} s, "
                f"loss {float(loss.detach()):.3f}, held out {share:.3f}",
                flush=True,
            )
            if step == steps or (share >= enough and step * 4 > steps * 3):
                break
    return weights


def greedy(shape: Shape, weights: Parameters, source: Sequence[int], most: int = 100) -> list[int]:
    """Translate by always taking the likeliest piece."""
    run = _Pass(shape, weights, training=False)
    target = [BOS]
    with torch.no_grad():
        memory = run.encode(torch.tensor([list(source)]))
        while len(target) <= most:
            piece = int(run.decode(torch.tensor([target]), *memory)[0, -1].argmax())
            if piece == EOS:
                break
            target.append(piece)
    return target[1:]
