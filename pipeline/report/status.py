"""Where every document stands in every language: build/status.json and what tables show."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from ..base.errors import PipelineError, placed
from ..base.messages import _, joined
from ..base.model import Diagnostic, Location, Severity, State, UnitKey
from ..edition.model import Edition
from ..edition.reading import Shown
from ..language.table import GERMAN, Language
from ..review.approvals import SignOff
from ..source.segments import LAYOUT, words

NOT_MADE: Final = "not-made"
"""The rule of the finding that says why there is no edition."""


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
    """German words of the units shown."""
    files: tuple[str, ...]
    """Relative to build/, with slashes; empty when the edition could not be made."""
    words_left: int = 0
    """German words of the units below what [publish] requires."""
    labels_left: Mapping[UnitKey, int] = field(default_factory=dict)
    """Those of the labels among them, which all documents of the language share."""
    findings: tuple[Diagnostic, ...] = ()
    """What the checks found; of an edition that could not be made, why (`NOT_MADE`)."""
    signoff: SignOff | None = None
    """The last approval, if there ever was one."""
    embargo: dt.datetime | None = None
    """It may go out from then on."""
    fell_back: str | None = None
    """Why it is no longer publishable though it was; a sentence of `messages`."""

    @property
    def errors(self) -> int:
        return sum(found.severity is Severity.ERROR for found in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def faults(self) -> tuple[str, ...]:
        """The errors, one message each: ``file:line: what is wrong. what to do``."""
        return self._told(Severity.ERROR)

    @property
    def advice(self) -> tuple[str, ...]:
        """The warnings, as `faults`."""
        return self._told(Severity.WARNING)

    def _told(self, severity: Severity) -> tuple[str, ...]:
        return tuple(
            placed(found.location, found.message)
            for found in self.findings
            if found.severity is severity
        )


def row(
    edition: Edition,
    title: str,
    files: Sequence[str],
    diagnostics: Sequence[Diagnostic],
    *,
    units: Sequence[Shown] = (),
    signoff: SignOff | None = None,
    fell_back: str | None = None,
) -> Row:
    """The row of an edition that was made. ``units`` are those that it shows."""
    required = edition.organisation.requires
    german = edition.language.tag == GERMAN
    left = [shown for shown in units if shown.unit.state < required and not german]
    return Row(
        slug=edition.slug,
        title=title,
        language=edition.language,
        state=edition.state,
        publishable=edition.publishable,
        counts=edition.counts,
        words=edition.words,
        files=tuple(files),
        words_left=sum(words(shown.unit.source) for shown in left),
        labels_left={
            (shown.unit.context, shown.unit.source): words(shown.unit.source)
            for shown in left
            if shown.domain == LAYOUT
        },
        findings=tuple(diagnostics),
        signoff=signoff,
        fell_back=fell_back,
        embargo=edition.embargo,
    )


def not_made(slug: str, title: str, language: Language, problem: PipelineError | str) -> Row:
    """The row of an edition that could not be made."""
    message, where = (
        (problem.message, problem.where) if isinstance(problem, PipelineError) else (problem, None)
    )
    return Row(
        slug=slug,
        title=title,
        language=language,
        state=State.MISSING,
        publishable=False,
        counts=dict.fromkeys(State, 0),
        words=0,
        files=(),
        findings=(Diagnostic(NOT_MADE, Severity.ERROR, language.tag, message, where),),
    )


def words_left(rows: Iterable[Row]) -> int:
    """German words of ``rows`` that are still to be reviewed, or signed where that is required.

    A label counts once a language, however many documents show it: it is reviewed once.
    """
    total = 0
    labels: dict[tuple[str, UnitKey], int] = {}
    for row in rows:
        total += row.words_left - sum(row.labels_left.values())
        labels |= {(row.language.tag, key): count for key, count in row.labels_left.items()}
    return total + sum(labels.values())


def held_back(row: Row, requires: State) -> Iterator[str]:
    """What keeps an edition from going out, a sentence each; nothing if it may."""
    if row.publishable and row.files:
        return
    texts = {
        State.MISSING: _("Noch nicht übersetzte Texte: {count}."),
        State.DRAFT: _("Entwürfe, die noch kein Mensch geprüft hat: {count}."),
        State.CHANGED: _("Texte, deren Deutsch sich geändert hat: {count}."),
        State.REVIEWED: _("Geprüfte Texte, die noch nicht freigegeben sind: {count}."),
    }
    lines = [
        text.format(count=row.counts[state])
        for state, text in texts.items()
        if state < requires and row.counts.get(state)
    ]
    if row.embargo:
        lines = [_("Sperrfrist bis {until:%d.%m.%Y, %H:%M} Uhr.").format(until=row.embargo)]
    yield from (*lines, *row.faults) or (_("Diese Fassung ließ sich nicht herstellen."),)


def published(path: Path) -> frozenset[tuple[str, str]]:
    """Slug and language of what a status.json says may go out; nothing if it cannot be read."""
    try:
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return frozenset((one["slug"], one["language"]) for one in documents if one["publishable"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def compare(rows: Iterable[Row], before: Collection[tuple[str, str]], requires: State) -> list[Row]:
    """``rows``, of which those that may no longer go out say why.

    ``before`` is what `published` found before the run.
    """
    return [
        replace(row, fell_back=joined(" ", held_back(row, requires)))
        if not row.publishable and (row.slug, row.language.tag) in before
        else row
        for row in rows
    ]


def place_in(location: Location, root: Path) -> tuple[str, int | None]:
    """Return the file as seen from ``root``, with slashes, and the line.

    A file outside of ``root`` keeps its whole path. Reports name files this way, so that they
    are the same wherever the project lies.
    """
    path = location.path
    if path.is_relative_to(root):
        path = path.relative_to(root)
    return path.as_posix(), location.line


def to_json(rows: Sequence[Row], root: Path = Path()) -> str:
    """``{"documents": [...]}`` as docs/architecture.md describes it; ends with a newline.

    Each entry has slug, language (BCP 47), state, publishable, counts (by state), words (German
    words of the edition), words_left (those below what is required), errors, warnings,
    findings, approval (null where there was none), fell_back (null, or why it is no longer
    publishable), embargo (null, or until when nobody may publish it) and files (relative to
    build/). The files of findings are relative to ``root``, the project.
    """
    documents = [
        {
            "slug": row.slug,
            "language": row.language.tag,
            "state": str(row.state),
            "publishable": row.publishable,
            "counts": {str(state): row.counts.get(state, 0) for state in State},
            "words": row.words,
            "words_left": row.words_left,
            "errors": row.errors,
            "warnings": row.warnings,
            "findings": [_finding(found, root) for found in row.findings],
            "approval": _approval(row.signoff) if row.signoff else None,
            "fell_back": row.fell_back,
            "embargo": row.embargo.isoformat() if row.embargo else None,
            "files": list(row.files),
        }
        for row in rows
    ]
    return json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n"


def _finding(found: Diagnostic, root: Path) -> dict[str, object]:
    file, line = place_in(found.location, root) if found.location else (None, None)
    return {
        "rule": found.rule,
        "severity": str(found.severity),
        "message": found.message,
        "file": file,
        "line": line,
    }


def _approval(signoff: SignOff) -> dict[str, object]:
    return {
        "by": signoff.by,
        "date": signoff.date.isoformat(),
        "complete": signoff.complete,
        "voided": list(signoff.voided),
        "facts_changed": list(signoff.facts_changed),
    }
