"""Write the pinned files from pyproject.toml, with the hash of every file that may come.

Run ``python -m tools.lock`` (``make lock``): what is pinned stays while pyproject.toml allows
it. ``--upgrade`` takes the newest of everything. Needs the network; the versions hold for all
platforms and for Python 3.11 and newer.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
PYPROJECT: Final = ROOT / "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Pinned:
    """One file of pinned versions, and what of pyproject.toml stands in it."""

    path: str
    """Below the project's folder."""
    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    besides: str | None = None
    """What stands in that file is left out, for it is installed before."""

    @property
    def choice(self) -> list[str]:
        """Options of uv."""
        extras = [f"--extra={name}" for name in self.extras]
        return [*extras, *(f"--group={name}" for name in self.groups)]


BASE: Final = Pinned("requirements.txt")
FONTS: Final = Pinned("requirements-fonts.txt", extras=("fonts",), besides=BASE.path)
MT: Final = Pinned(
    "pipeline/mt/store/requirements.txt", extras=("mt",), groups=("argos",), besides=BASE.path
)
TEST: Final = Pinned("requirements-test.txt", extras=("fonts", "mt"), groups=("argos", "test"))
"""All of the others and more; it decides about the versions in them."""
FILES: Final = (TEST, BASE, FONTS, MT)


def pins(text: str) -> dict[str, str]:
    """Return the requirements of a pinned file by name and marker, each with its hashes."""
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {
        re.sub(r"==\S+|\s*\\$", "", block.split("\n", 1)[0]): block for block in blocks if block
    }


def _compile(pinned: Pinned, folder: Path, upgrade: bool) -> str:
    """Return the text that uv makes; versions that are pinned now are kept if possible."""
    out = folder / "pinned.txt"
    before = ROOT / TEST.path
    out.write_bytes(before.read_bytes() if before.exists() and not upgrade else b"")
    command = ["uv", "pip", "compile", str(PYPROJECT), *pinned.choice]
    command += ["--universal", "--python-version=3.11", "--generate-hashes", "--quiet"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    if pinned is not TEST:
        command.append(f"--constraints={before}")
    subprocess.run([*command, f"--output-file={out}"], check=True, cwd=ROOT)
    return out.read_text(encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write all files, `TEST` first."""
    parser = argparse.ArgumentParser(prog="tools.lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true")
    upgrade = parser.parse_args(arguments).upgrade
    with tempfile.TemporaryDirectory() as folder:
        for pinned in FILES:
            found = pins(_compile(pinned, Path(folder), upgrade))
            there = pins((ROOT / pinned.besides).read_text("utf-8")) if pinned.besides else {}
            left = [block for name, block in found.items() if name not in there]
            (ROOT / pinned.path).write_text("\n".join([*left, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
