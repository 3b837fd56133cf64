"""Where every document stands in every language: build/status.json and what tables show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .model import Diagnostic, Edition, Language, Severity, State


@dataclass(frozen=True, slots=True)
class Row:
    """One document in one language."""

    slug: str
    title: str
    """German."""
    language: Language
    state: State
    publishable: bool
    counts: Mapping[State, int]
    words: int
    errors: int
    warnings: int
    files: tuple[str, ...]
    """Relative to build/, with slashes; empty when the edition could not be made."""
    problems: tuple[str, ...] = field(default=())
    """What keeps the edition from being made or published, one message each."""


def row(
    edition: Edition, title: str, files: Sequence[str], diagnostics: Sequence[Diagnostic]
) -> Row:
    """The row of an edition that was made."""
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    return Row(
        slug=edition.slug,
        title=title,
        language=edition.language,
        state=edition.state,
        publishable=edition.publishable,
        counts=edition.counts,
        words=edition.words,
        errors=len(errors),
        warnings=len(diagnostics) - len(errors),
        files=tuple(files),
        problems=tuple(f"{found.location}: {found.message}" for found in diagnostics),
    )


def failed(slug: str, title: str, language: Language, problem: str) -> Row:
    """The row of an edition that could not be made."""
    return Row(
        slug=slug,
        title=title,
        language=language,
        state=State.MISSING,
        publishable=False,
        counts=dict.fromkeys(State, 0),
        words=0,
        errors=1,
        warnings=0,
        files=(),
        problems=(problem,),
    )


def to_json(rows: Sequence[Row]) -> str:
    """``{"documents": [...]}`` as docs/architecture.md describes it; ends with a newline.

    Each entry has slug, language (BCP 47), state, publishable, counts (by state), words
    (German words of the edition), errors, warnings, and files (relative to build/).
    """
    documents = [
        {
            "slug": row.slug,
            "language": row.language.tag,
            "state": str(row.state),
            "publishable": row.publishable,
            "counts": {str(state): row.counts.get(state, 0) for state in State},
            "words": row.words,
            "errors": row.errors,
            "warnings": row.warnings,
            "files": list(row.files),
        }
        for row in rows
    ]
    return json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n"
