"""Whether a model works: one sentence, translated in a process of its own.

CTranslate2 ends the process for some damaged files, and a hostile one may ask for all of the
memory; that must hit nobody else. `check` starts the process and judges the answer; run as a
program, the module is that process: it prints ``{"text": …}`` for a package's folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ...base.errors import PipelineError
from ...base.messages import _
from ...base.model import Location
from ...language.scripts import script
from ...language.table import languages
from .metadata import ModelError
from .packages import Package, read, tag_of

SECONDS: Final = 120
"""Of waiting, and of computing; loading the largest models from a slow disk takes a minute."""

_MEMORY: Final = 4_000_000_000
"""Bytes of address space besides three times the model: libraries and threads reserve much."""

_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
"""Else a computer with many cores reserves that memory before the model is loaded."""

_SENTENCES: Final[Mapping[str, str]] = {
    "de": "Herzlich willkommen! Wir laden Sie ein.",
    "en": "Welcome! You are invited.",
}
_OTHER: Final = "2026"
"""For packages from other languages."""


def check(package: Package, where: Location | None = None, seconds: float = SECONDS) -> str:
    """Return what the package makes of a short sentence, for several languages into the first.

    ``where`` is for messages: the folder is often a temporary one. Raises `ModelError` when
    its process crashes, takes too long or too much memory, says nothing, or answers in another
    script than the language table has for the language.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", __name__, str(package.path.resolve())],
            cwd=Path(__file__).parents[3],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _useless(where, _("Es antwortet nicht.")) from None
    try:
        text = json.loads(done.stdout)["text"]
    except (ValueError, KeyError, TypeError):
        raise _useless(where, _("Es lässt sich nicht laden.")) from None
    if not isinstance(text, str) or not text.strip():
        raise _useless(where, _("Es übersetzt einen einfachen Satz nicht."))
    if not in_script(text, package.to_code):
        raise _useless(
            where,
            _("Es antwortet nicht in der Schrift der Sprache „{code}“.").format(
                code=package.to_code
            ),
        )
    return text


def environment() -> dict[str, str]:
    """Of a process that touches what comes from elsewhere."""
    return {**os.environ, **_ONE_THREAD, "PYTHONDONTWRITEBYTECODE": "1"}


def in_script(text: str, code: str) -> bool:
    """Whether most letters of ``text`` belong to the script of a package's language.

    True where the language table does not have the language, or the text has no letters.
    """
    row = languages().get(tag_of(code))
    beginnings = script(row.script).names if row else ()
    letters = [char for char in text if char.isalpha()]
    if not beginnings or not letters:
        return True
    own = sum(unicodedata.name(char, "").startswith(beginnings) for char in letters)
    return own * 2 > len(letters)


def translate(package: Package) -> str:
    """Translate the sentence for the package's source language, in this process."""
    import ctranslate2  # noqa: PLC0415 - slow to load
    import sentencepiece  # noqa: PLC0415

    tag = tag_of(package.from_code)
    sentence = _SENTENCES.get(tag, _OTHER)
    translator = ctranslate2.Translator(
        str(package.model), device="cpu", inter_threads=1, intra_threads=1
    )
    if package.tokenizer == "bpe":
        from argostranslate.tokenizer import BPETokenizer  # noqa: PLC0415 - slow to load

        bpe = BPETokenizer(package.source_tokenizer, package.from_code, package.to_code)
        source, decode = bpe.encode(sentence), bpe.decode
    else:
        source = sentencepiece.SentencePieceProcessor(
            model_file=str(package.source_tokenizer)
        ).encode(sentence, out_type=str)
        decode = sentencepiece.SentencePieceProcessor(
            model_file=str(package.target_tokenizer)
        ).decode_pieces
    if token := package.token(package.to_code):
        source = [token, *source]
    prefix = package.target_prefix.split()
    results = translator.translate_batch(
        [source],
        target_prefix=[prefix] if prefix else None,
        max_decoding_length=64,
        beam_size=2,
    )
    return str(decode(results[0].hypotheses[0][len(prefix) :]))


def _useless(where: Location | None, what: str) -> PipelineError:
    return ModelError(
        where, _("Das Modell ist unbrauchbar: {what} Nehmen Sie ein anderes.").format(what=what)
    )


def limit(memory: int, seconds: int) -> None:
    """Take no more bytes of address space and seconds of computing than a sound model needs."""
    with contextlib.suppress(ImportError):  # Windows has no such limits
        import resource  # noqa: PLC0415

        for what, value in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # a lower one is set already
                resource.setrlimit(what, (value, value))


def _main() -> None:
    package = read(Path(sys.argv[1]))
    if package is not None:
        size = sum(path.stat().st_size for path in package.path.rglob("*") if path.is_file())
        limit(_MEMORY + 3 * size, SECONDS)
        json.dump({"text": translate(package)}, sys.stdout)


if __name__ == "__main__":
    _main()
