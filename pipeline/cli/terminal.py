"""What the commands share: progress, complaints, the time."""

from __future__ import annotations

import datetime as dt
import os

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from ..base.errors import UsageError
from ..base.messages import _, joined
from ..language.table import GERMAN
from ..mt.store import parts, recommended
from ..run.outcome import Outcome
from .locales import shown
from .speech import complain, say, warn


def report_faults(outcome: Outcome, err: Console) -> None:
    """Name everything that is wrong, each once."""
    found = [str(problem) for problem in outcome.problems]
    found += [problem for row in outcome.rows for problem in row.faults]
    for problem in dict.fromkeys(found):
        complain(err, problem)
    # The office's own texts; nobody else will mend them.
    german = (row for row in outcome.rows if row.language.tag == GERMAN)
    for warning in dict.fromkeys(advice for row in german for advice in row.advice):
        warn(err, warning)
    for row in outcome.rows:
        about = f"{row.slug} ({row.language.german})"
        for line in (*row.signoff.voided, *row.signoff.facts_changed) if row.signoff else ():
            say(err, joined(": ", (about, line)))
        if row.fell_back:
            say(
                err,
                _("{slug} ({language}) darf nicht mehr veröffentlicht werden: {why}").format(
                    slug=row.slug, language=row.language.german, why=row.fell_back
                ),
            )


def report_drafts(outcome: Outcome, out: Console) -> None:
    """Say what was drafted, what could not be, and where no model is installed."""
    for counts, text in (
        (
            {one.language.tag: one.phrases for one in outcome.tallies},
            _("Aus dem Phrasenheft, dort geprüft: {count} ({each})."),
        ),
        (
            {one.language.tag: one.drafts for one in outcome.tallies},
            _("Neu entworfen, noch zu prüfen: {count} ({each})."),
        ),
        (
            {one.language.tag: one.refused for one in outcome.tallies},
            _(
                "Nicht maschinell zu übersetzen: {count} ({each}); warum, steht in den "
                "Katalogen als Anmerkung."
            ),
        ),
    ):
        if each := ", ".join(f"{tag} {count}" for tag, count in counts.items() if count):
            say(out, text.format(count=sum(counts.values()), each=each))
    if outcome.without_parts:
        say(out, parts.missing().message)
        return
    lacking = [one.language.tag for one in outcome.tallies if one.without_model]
    offered = [tag for tag in lacking if recommended.table()[tag].best]
    others = [tag for tag in lacking if tag not in offered]
    for tags, text in (
        (offered, _("Ohne Übersetzungsmodell: {tags}. Modelle holt einmal: make models")),
        (
            others,
            _(
                "Ohne Übersetzungsmodell: {tags}. Für diese Sprachen holt „make models“ keines; "
                "„models list“ zeigt, was es gibt."
            ),
        ),
    ):
        if tags:
            say(out, text.format(tags=" ".join(tags)))


def now() -> dt.datetime:
    """The time that new catalogues are dated with; SOURCE_DATE_EPOCH overrides the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).astimezone()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(None, _("SOURCE_DATE_EPOCH muss eine ganze Zahl sein.")) from None


class Bar:
    """A progress bar on a terminal, nothing in a log."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._progress.stop()

    def begin(self, title: str, steps: int) -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(shown(title), total=steps)

    def step(self) -> None:
        if self._task is not None:
            self._progress.advance(self._task)
