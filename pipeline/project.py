"""Where things lie in a project folder: content/, locale/ and build/."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .model import Edition

SHIPPED_LOCALE: Final = Path(__file__).resolve().parent.parent / "locale"
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

    def reference(self, path: Path) -> str:
        """A path as ``#:`` names it: from the root, with slashes."""
        return path.relative_to(self.root).as_posix()


def folder(edition: Edition) -> str:
    """The folder of an edition below build/, with slashes."""
    return folder_of(edition.slug, edition.language.tag, draft=not edition.publishable)


def folder_of(slug: str, tag: str, *, draft: bool) -> str:
    return f"{slug}/drafts/{tag}" if draft else f"{slug}/{tag}"


def share_folder(edition: Edition) -> str:
    """The folder of an edition's zip; drafts have one of their own."""
    return f"{edition.slug}/share" if edition.publishable else f"{edition.slug}/drafts/share"


def link(from_folder: str, to_folder: str) -> str:
    """The relative URL from one folder below build/ to another, ending in a slash."""
    return f"{posixpath.relpath(to_folder, from_folder)}/"
