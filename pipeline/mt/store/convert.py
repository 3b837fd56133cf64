"""A Marian model → CTranslate2's form with 8-bit integers, in a process of its own.

NumPy's reader and the converter take from a file whatever it says: a hostile one may ask for
all of the memory, or for days. `convert` starts the process and waits; run as a program, the
module is that process: it prints ``{}``, or ``{"problem": …}`` with what the converter says.
It needs neither torch nor a network.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...base.messages import _
from ...base.model import Location
from . import probe
from .metadata import ModelError

SECONDS: Final = 1_800
"""The largest models take about two minutes; a busy or old computer gets more."""
_MEMORY: Final = 3_000_000_000
"""Bytes of address space besides eight times the weights, which are several times in memory."""


def convert(weights: Path, vocabularies: Sequence[Path], model: Path) -> None:
    """Write the model of ``weights`` (.npz) into the folder ``model``.

    Raises `ModelError` when it is none that can be converted, or takes too much.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [
                sys.executable,
                "-m",
                __name__,
                *(str(path.resolve()) for path in (model, weights, *vocabularies)),
            ],
            cwd=Path(__file__).parents[3],
            env=probe.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        answer = json.loads(done.stdout)
        problem = answer.get("problem")
    except subprocess.TimeoutExpired:
        problem = _("Es dauert zu lange.")
    except (ValueError, AttributeError):
        problem = _("Der Arbeitsspeicher reicht nicht, oder die Datei ist beschädigt.")
    if problem:
        raise ModelError(
            Location(weights),
            _("Das Modell lässt sich nicht umwandeln ({reason}).").format(reason=problem),
        )


def version() -> str:
    """The converter's, for the lock file."""
    import ctranslate2  # noqa: PLC0415 - slow to load

    return str(ctranslate2.__version__)


def _main() -> None:
    model, weights, *vocabularies = sys.argv[1:]
    with contextlib.suppress(OSError):
        probe.limit(_MEMORY + 8 * Path(weights).stat().st_size, SECONDS)
    from ctranslate2.converters import MarianConverter  # noqa: PLC0415

    answer = {}
    try:
        MarianConverter(weights, vocabularies).convert(model, quantization="int8", force=True)
    except Exception as problem:  # the converter says in many ways what it cannot read
        text = str(problem).partition("\n")[0]
        answer["problem"] = text if text.isprintable() and text else type(problem).__name__
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    _main()
