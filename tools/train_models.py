"""Train the tests' translation models: ``python tools/train_models.py [NAME …]``.

Writes tests/models/*.argosmodel, heldout.tsv and measured.tsv. The models are very small
Transformers, trained on nothing but tools/training/sentences.txt and vocabulary.txt, so that
the tests run true CTranslate2 inference; they are of no use for other texts.

Needed besides requirements.txt is PyTorch (BSD-3), which is no dependency of the project:
``pip install torch==2.13.0`` in an environment of one's own. A model takes about five minutes
on one core. Seeds are fixed: on the same machine the same packages come out byte for byte;
another processor may round differently.

With ``--measure`` nothing is trained; the packages there are measured (without PyTorch).
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.base.archive import pack
from pipeline.base.files import write_if_changed
from tools.training import corpus, heldout
from tools.training.corpus import LANGUAGES, Texts
from tools.training.measure import measure
from tools.training.plans import DRAWN, LICENCE, MODELS, NAMES, PLANS, SEED, VERSION, Plan
from tools.training.tokenizers import SOURCE_TOKENS, Bpe, SentencePiece, Tokenizer

README: Final = """\
# {name}

A test model of the invitation pipeline: {source} to {target}, a Transformer of {layers} layers
of width {width}, trained by tools/train_models.py on the sentences in tools/training and on
nothing else. It translates sentences like these and is of no use for other texts.

Licence: CC0-1.0.
"""


def build(plan: Plan, steps: int | None = None) -> None:
    """Train one model and write its package."""
    import torch  # noqa: PLC0415 - not needed to measure

    from tools.training import export, network  # noqa: PLC0415

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    held = heldout.held_out(SEED)
    groups = corpus.corpus(
        SEED, frozenset(corpus.plain(texts)[0] for group in held for texts in group)
    )
    drawn = corpus.draw(groups, DRAWN, plan.source, SEED)
    unseen = corpus.draw(held, 600, plan.source, SEED + 1, varied=False)
    column = LANGUAGES.index
    targets = (plan.target, *plan.also)

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lines = [
            (texts[column(plan.source)], texts[column(target)])
            for target in targets
            for texts in drawn
        ]
        unique = list(dict.fromkeys(lines))
        tokenizer: Tokenizer
        if plan.bpe:
            tokenizer = Bpe(folder / "codes", unique, plan.pieces, plan.source, plan.target)
        else:
            tokenizer = SentencePiece((text for pair in unique for text in pair), plan.pieces)
        number = {piece: place for place, piece in enumerate(tokenizer.vocabulary)}

        def pairs(sentences: Sequence[Texts], target: str) -> list[tuple[list[int], list[int]]]:
            asked = [number[SOURCE_TOKENS[target]]] if plan.also else []
            return [
                (
                    asked
                    + [number.get(p, 0) for p in tokenizer.source(texts[column(plan.source)])],
                    [number.get(p, 0) for p in tokenizer.target(texts[column(target)])],
                )
                for texts in sentences
            ]

        print(f"{plan.code}: {len(unique)} pairs, {len(number)} pieces", flush=True)
        shape = network.Shape()
        weights = network.train(
            shape,
            len(number),
            [pair for target in targets for pair in pairs(drawn, target)],
            [pair for target in targets for pair in pairs(unseen, target)],
            steps or plan.steps,
            SEED,
        )
        token = SOURCE_TOKENS[plan.target] if plan.also else None
        for name, quantization in (("float", None), ("model", "int8")):
            export.write(shape, weights, tokenizer.vocabulary, folder / name, token, quantization)
        _compare(
            functools.partial(network.greedy, shape, weights),
            export.translator(folder / "float"),
            tokenizer,
            [source for source, _target in pairs(unseen[:20], plan.target)],
        )
        write_if_changed(plan.path, _package(plan, tokenizer, folder / "model", shape))
    print(f"  {plan.path.name}: {plan.path.stat().st_size / 1e6:.2f} MB", flush=True)


def _compare(
    greedy: Callable[[list[int]], list[int]],
    translator: Any,
    tokenizer: Tokenizer,
    sources: Sequence[list[int]],
) -> None:
    """See that CTranslate2 computes what PyTorch does."""
    for source in sources:
        ours = [tokenizer.vocabulary[piece] for piece in greedy(source)]
        pieces = [tokenizer.vocabulary[piece] for piece in source]
        asked = pieces[1:] if pieces[:1] and pieces[0] in SOURCE_TOKENS.values() else pieces
        theirs = translator.translate_batch([asked], beam_size=1)[0].hypotheses[0]
        if ours != theirs:
            raise SystemExit(f"CTranslate2 says {theirs}, PyTorch {ours}")


def _package(plan: Plan, tokenizer: Tokenizer, model: Path, shape: Any) -> bytes:
    metadata = {
        "package_version": VERSION,
        "argos_version": "1.9",
        "from_code": plan.source,
        "from_name": NAMES[plan.source],
        "to_code": plan.target,
        "to_name": NAMES[plan.target],
        "license": LICENCE,
    }
    readme = README.format(
        name=plan.code,
        source=NAMES[plan.source],
        target=NAMES[plan.target],
        layers=f"{shape.encoder}+{shape.decoder}",
        width=shape.width,
    )
    files = {
        "README.md": readme.encode(),
        "metadata.json": (json.dumps(metadata, indent=2) + "\n").encode(),
        tokenizer.name: tokenizer.data(),
        **{f"model/{path.name}": path.read_bytes() for path in model.iterdir()},
    }
    return pack({f"{plan.folder}/{name}": files[name] for name in sorted(files)})


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="such as translate-de_en; all when left out")
    parser.add_argument("--measure", action="store_true", help="train nothing")
    parser.add_argument("--steps", type=int, help="train so long at most")
    options = parser.parse_args(arguments)
    MODELS.mkdir(exist_ok=True)
    table = heldout.table(heldout.held_out(SEED), SEED)
    (MODELS / "heldout.tsv").write_text(table, encoding="utf-8")
    for plan in PLANS:
        if (not options.names or plan.code in options.names) and not options.measure:
            build(plan, options.steps)
    rows = [measure(plan) for plan in PLANS if plan.path.exists()]
    lines = ["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
    (MODELS / "measured.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
