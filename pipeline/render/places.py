"""Where files lie below build/: the layout that docs/architecture.md promises, and its names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..edition.model import Edition
from ..source.labels import LABELS

PAGE: Final = "html"
"""How the page of an edition ends, to which other pages link."""

_FIELDS: Final = {"slug": "[a-z0-9-]+", "tag": "[A-Za-z-]+"}
"""What a path is filled in with, besides the ending, and how it looks."""


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place; ``{slug}``, ``{tag}`` and ``{ending}`` of its paths are filled in."""

    final: str
    """Of what may be published."""
    draft: str | None
    """Of drafts; None where nothing is made of them."""

    def path(self, slug: str, tag: str, ending: str, *, draft: bool) -> str:
        """Return a path below build/, with slashes. Raises ValueError if no draft goes there."""
        template = self.draft if draft else self.final
        if template is None:
            raise ValueError(f"no draft goes to {self.final}")
        return template.format(slug=slug, tag=tag, ending=ending)

    def patterns(self, ending: str) -> Iterator[str]:
        """Yield regular expressions of all paths that `path` can return for an ending."""
        for template in filter(None, (self.final, self.draft)):
            yield _pattern(template, ending)


EDITION: Final = Place(
    "{slug}/{tag}/{slug}.{tag}.{ending}", "{slug}/drafts/{tag}/{slug}.{tag}.{ending}"
)
"""One document in one language."""

SHARE: Final = Place(
    "{slug}/share/{tag}.{ending}",
    f"{{slug}}/drafts/share/{{tag}}.{LABELS['draft'].upper()}.{{ending}}",
)
"""The same to pass on; the name of a draft says so."""

DOCUMENT: Final = Place("{slug}/{ending}", None)
"""What holds all publishable languages of a document."""


def path(place: Place, edition: Edition, ending: str) -> str:
    """Return where a file of an edition lies, below build/, with slashes."""
    tag = edition.language.tag
    return place.path(edition.slug, tag, ending, draft=not edition.publishable)


def page(slug: str, tag: str, *, draft: bool) -> str:
    """Return where the page of an edition lies, below build/."""
    return EDITION.path(slug, tag, PAGE, draft=draft)


def page_of(edition: Edition) -> str:
    """Return where the page of an edition lies, below build/."""
    return path(EDITION, edition, PAGE)


def folder(edition: Edition) -> str:
    """Return the folder of an edition below build/, with slashes."""
    return posixpath.dirname(page_of(edition))


def folder_of(slug: str, tag: str, *, draft: bool) -> str:
    return posixpath.dirname(page(slug, tag, draft=draft))


def link(from_folder: str, to_folder: str) -> str:
    """Return the relative URL from one folder below build/ to another, ending in a slash."""
    return f"{posixpath.relpath(to_folder, from_folder)}/"


def _pattern(template: str, ending: str) -> str:
    seen: set[str] = set()

    def part(found: re.Match[str]) -> str:
        name = found[1]
        if name == "ending":
            return re.escape(ending)
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>{_FIELDS[name]})"

    pieces = re.split(r"(\{[a-z]+\})", template)
    return "".join(
        re.sub(r"\{([a-z]+)\}", part, piece) if number % 2 else re.escape(piece)
        for number, piece in enumerate(pieces)
    )
