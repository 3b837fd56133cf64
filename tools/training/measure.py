"""How good a package is, measured on the sentences that were held out."""

from __future__ import annotations

import re
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Final

import ctranslate2
import sacrebleu
import sentencepiece
from argostranslate.tokenizer import BPETokenizer

from . import corpus, heldout
from .corpus import LANGUAGES
from .plans import SEED, Plan

SCRIPTS: Final = {"ar": "ARABIC", "uk": "CYRILLIC", "ka": "GEORGIAN", "ru": "CYRILLIC"}


def measure(plan: Plan) -> dict[str, str]:
    """Return what the package's model makes of the sentences held out, by beam search.

    chrF and the shares, in per cent, of sentences that are right word for word, that have
    exactly the masks of the source, and whose letters are mostly of the language's script.
    """
    drawn = corpus.draw(heldout.held_out(SEED), 4000, plan.source, SEED + 2, varied=False)
    texts = [texts for texts in dict.fromkeys(drawn) if texts[0].count("XQ") <= 3]
    sources = [one[LANGUAGES.index(plan.source)] for one in texts]
    references = [one[LANGUAGES.index(plan.target)] for one in texts]
    with tempfile.TemporaryDirectory() as temporary:
        with zipfile.ZipFile(plan.path) as archive:
            archive.extractall(temporary)
        folder = Path(temporary) / plan.folder
        if plan.bpe:
            bpe = BPETokenizer(folder / "bpe.model", plan.source, plan.target)
            pieces, decode = [bpe.encode(text) for text in sources], bpe.decode
        else:
            sp = sentencepiece.SentencePieceProcessor(
                model_file=str(folder / "sentencepiece.model")
            )
            pieces, decode = sp.encode(sources, out_type=str), sp.decode_pieces
        translator = ctranslate2.Translator(
            str(folder / "model"), device="cpu", compute_type="int8", intra_threads=1
        )
        results = translator.translate_batch(
            pieces, beam_size=4, max_batch_size=2048, batch_type="tokens", max_decoding_length=100
        )
    answers = [str(decode(result.hypotheses[0])) for result in results]
    masked = [
        (source, answer) for source, answer in zip(sources, answers, strict=True) if "XQ" in source
    ]
    shares = {
        "exact": [a == r for a, r in zip(answers, references, strict=True)],
        "masks": [_masks(source) == _masks(answer) for source, answer in masked],
        "script": [_in_script(answer, plan.target) for answer in answers],
    }
    row = {
        "package": plan.code,
        "bytes": str(plan.path.stat().st_size),
        "sentences": str(len(texts)),
        "chrF": f"{sacrebleu.corpus_chrf(answers, [references]).score:.1f}",
    }
    return row | {name: f"{100 * sum(v) / len(v):.1f}" for name, v in shares.items()}


def _masks(text: str) -> list[str]:
    return sorted(re.findall(r"XQ\d+", text))


def _in_script(text: str, language: str) -> bool:
    words = corpus.towns().sub("", re.sub(r"XQ\d+", "", text))
    letters = [char for char in words if char.isalpha()]
    own = sum(unicodedata.name(char).startswith(SCRIPTS.get(language, "LATIN")) for char in letters)
    return own * 2 >= len(letters)
