"""The translation memory for other programs: memory export, memory import."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from ..base.errors import ConfigError, PipelineError, UsageError
from ..base.files import write_if_changed
from ..base.messages import _
from ..base.model import Location
from ..base.project import Project
from ..draft import imported, tmx
from ..draft.memory import Memory
from ..language.table import GERMAN, Language, language
from ..source.organisation import load_organisation
from .speech import say, warn
from .terminal import now

SUFFIX = ".tmx"

PROBLEMS_SHOWN = 20
"""Problems that are printed; of what two large files differ in, nobody reads more."""


def run_export(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Write the memory of the languages asked for; a broken catalogue is named and left out."""
    path: Path = options.file
    if path.suffix.lower() != SUFFIX:  # nobody wants to lose a document to a slip
        raise UsageError(Location(path), _("Der Name der Datei muss auf .tmx enden."))
    tags = options.languages or load_organisation(project.content).languages
    memories: list[Memory] = []
    problems: list[PipelineError] = []
    for target in {row.tag: row for row in map(_language, tags)}.values():
        memory, broken = Memory.for_language(project.locale, target)
        memories.append(memory)
        problems += broken
    write_if_changed(path, tmx.export(memories))
    _complain(problems, err)
    counted = sum(1 for memory in memories for _pair in memory.pairs())
    say(
        out,
        _("{path}: {count} Übersetzungen in {languages} Sprachen.").format(
            path=path, count=counted, languages=len(memories)
        ),
    )
    return 1 if problems else 0


def run_import(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Take what a file has; what is left out is named, and is no failure."""
    done = imported.take(options.file, project.locale, now())
    _complain(done.problems, err)
    counts = ", ".join(f"{tag}: {count}" for tag, count in sorted(done.added.items()))
    say(
        out,
        _("{count} Übersetzungen aufgenommen ({counts}), {known} waren schon da.").format(
            count=sum(done.added.values()), counts=counts or "–", known=done.known
        ),
    )
    return 0


def _language(tag: str) -> Language:
    try:
        row = language(tag)
    except ConfigError as problem:
        raise UsageError(None, problem.message) from None
    if row.tag == GERMAN:
        raise UsageError(None, _("Deutsch ist die Ausgangssprache; nennen Sie eine andere."))
    return row


def _complain(problems: Sequence[PipelineError], err: Console) -> None:
    for problem in problems[:PROBLEMS_SHOWN]:
        warn(err, problem)
    if len(problems) > PROBLEMS_SHOWN:
        say(err, _("… und {count} weitere Hinweise.").format(count=len(problems) - PROBLEMS_SHOWN))
