"""A part as small as can be, to stand for those that translate: a wheel of one module."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.mt.store import parts

MODULE = "tiny_part"
_WHEEL = f"{MODULE}-1.0-py3-none-any.whl"
_METADATA = (
    "Metadata-Version: 2.1\nName: tiny-part\nVersion: 1.0\n"
    "Requires-Dist: bound-to-be-left-out\n"  # as argos-translate-lt asks for MiniSBD
)
_TAG = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True)
class Stall:
    """Where pip finds the part, and the file that pins it."""

    wheel: Path
    requirements: Path


def stall(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Stall:
    """Pin the part in place of the real ones; pip finds it in a folder and nowhere else."""
    wheels = folder / "wheels"
    wheels.mkdir()
    wheel = wheels / _WHEEL
    files = {
        f"{MODULE}.py": "HERE = True\n",
        f"{MODULE}-1.0.dist-info/METADATA": _METADATA,
        f"{MODULE}-1.0.dist-info/WHEEL": _TAG,
        f"{MODULE}-1.0.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    requirements = folder / "pinned.txt"
    requirements.write_text(f"tiny-part==1.0 \\\n    --hash=sha256:{digest}\n")
    monkeypatch.setattr(parts, "REQUIREMENTS", requirements)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    return Stall(wheel, requirements)
