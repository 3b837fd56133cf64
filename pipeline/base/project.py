"""Where things lie in a project folder: content/, locale/, build/ and site/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

SHIPPED_LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
"""Translations of the labels that come with the pipeline."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with content/, locale/ and build/."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def locale(self) -> Path:
        return self.root / "locale"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def site(self) -> Path:
        """What `make release` puts together to be uploaded."""
        return self.root / "site"

    def reference(self, path: Path) -> str:
        """A path as ``#:`` names it: from the root, with slashes."""
        return path.relative_to(self.root).as_posix()
