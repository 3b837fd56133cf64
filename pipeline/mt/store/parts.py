"""The parts for machine translation: libraries that only whoever translates needs.

They weigh as much as all the rest, so they are no part of the base installation:
`models install` adds them. requirements.txt beside this module pins them with their hashes,
so a bundle or a mirror can bring no other code. They are installed without what they ask
for, since argos-translate-lt asks for MiniSBD (AGPL-3.0), which is not used: decision 0007.
"""

from __future__ import annotations

import importlib
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ...base.errors import PipelineError
from ...base.messages import _

REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")
"""Written by `make lock`."""

MODULES: Final = (
    "argostranslate",
    "ctranslate2",
    "sacrebleu",
    "sacremoses",
    "sentencepiece",
    "sentencex",
)
"""What is imported of them."""

MEGABYTES: Final = 240
"""What they take on disk (du, Linux x86-64), for messages."""

SUFFIX: Final = ".whl"

_PINNED: Final = (
    "--disable-pip-version-check",
    "--no-input",
    "--quiet",
    "--require-hashes",
    "--no-deps",
    "--only-binary=:all:",  # a wheel runs nothing while it is installed
)
_IMPATIENT: Final = ("--retries=1", "--timeout=15")
"""Else pip takes minutes to find that there is no network."""


class PartsError(PipelineError):
    """The parts for machine translation are missing or cannot be had."""


def lacking() -> tuple[str, ...]:
    """Return the modules that are not installed; nothing is imported."""
    return tuple(name for name in MODULES if find_spec(name) is None)


def missing() -> PartsError:
    """Return what to say where a part is missing: the command that adds it."""
    return PartsError(
        None,
        _(
            "Die Teile für maschinelle Übersetzung fehlen ({names}). „make models“ "
            "(pipeline models install) richtet sie ein."
        ).format(names=", ".join(lacking())),
    )


def require() -> None:
    """Raise `missing` where a part is."""
    if lacking():
        raise missing()


def install(wheels: Path | None = None) -> None:
    """Install the parts into this environment; from the folder ``wheels`` without network.

    What it does not have for this platform comes from the network. Raises `PartsError` when
    neither has them.
    """
    if wheels is not None:
        problem = _pip("install", "--no-index", f"--find-links={wheels}")
        if problem is None:
            return _arrived()
    problem = _pip("install", *_IMPATIENT)
    if problem is not None:
        raise _failed(problem)
    return _arrived()


def download(folder: Path) -> list[Path]:
    """Fetch the wheels for this platform and this Python into a folder; return them.

    Raises `PartsError` when they cannot be had.
    """
    problem = _pip("download", *_IMPATIENT, f"--dest={folder}")
    if problem is not None:
        raise _failed(problem)
    return sorted(folder.glob(f"*{SUFFIX}"))


def _arrived() -> None:
    importlib.invalidate_caches()
    require()


def _pip(command: str, *options: str) -> str | None:
    """Run pip over `REQUIREMENTS`; return what it complains about, None if all went well."""
    if find_spec("pip") is None:
        return _("In dieser Python-Umgebung gibt es kein pip")
    arguments: Sequence[str] = (command, *_PINNED, *options, f"--requirement={REQUIREMENTS}")
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-m", "pip", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return None
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["pip"])[0].removeprefix("ERROR:").strip(" .")


def _failed(reason: str) -> PartsError:
    return PartsError(
        None,
        _(
            "Die Teile für maschinelle Übersetzung ließen sich nicht einrichten ({reason}). "
            "Prüfen Sie die Internetverbindung, oder nehmen Sie ein Bündel, das auf einem "
            "Computer wie diesem geschrieben wurde ({system}, Python {python}): "
            "models install --from DATEI."
        ).format(
            reason=reason,
            system=f"{platform.system()} {platform.machine()}",
            python=".".join(platform.python_version_tuple()[:2]),
        ),
    )
