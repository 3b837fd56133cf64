"""Where editions lie below build/."""

from __future__ import annotations

import posixpath

from ..edition.model import Edition


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
