"""The main path and what it starts from: invitations, catalogues, draft, letterhead."""

from __future__ import annotations

import argparse

from rich.console import Console

from ..base.errors import UsageError
from ..base.files import write_if_changed
from ..base.messages import _
from ..base.model import Location
from ..base.project import Project
from ..render.word.letterhead import load_letterhead
from ..run import flow
from . import tables
from .speech import say
from .terminal import Bar, now, report_drafts, report_faults


def run_invitations(
    options: argparse.Namespace, project: Project, out: Console, err: Console
) -> int:
    """Make everything and say how it went."""
    with Bar(err) as bar:
        outcome = flow.invitations(project, now(), bar)
    report_faults(outcome, err)
    report_drafts(outcome, out)
    out.print(tables.summary(outcome.rows, outcome.written))
    overview = project.build / "index.html"
    if overview.exists():
        say(out, _("Übersicht: {path}").format(path=overview))
    return 0 if outcome.ok else 1


def run_catalogues(
    options: argparse.Namespace, project: Project, out: Console, err: Console
) -> int:
    """Merge the German into the catalogues and say how many files changed."""
    outcome = flow.update_catalogues(project, now())
    report_faults(outcome, err)
    say(out, _("{count} Dateien in locale/ geändert.").format(count=outcome.written))
    return 0 if outcome.ok else 1


def run_draft(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Merge the German into the catalogues, draft what is missing, and say how much it was."""
    with Bar(err) as bar:
        outcome = flow.draft_catalogues(project, now(), bar, again=options.again)
    report_faults(outcome, err)
    report_drafts(outcome, out)
    say(out, _("{count} Dateien in locale/ geändert.").format(count=outcome.written))
    return 0 if outcome.ok else 1


def run_letterhead(
    options: argparse.Namespace, project: Project, out: Console, err: Console
) -> int:
    """Copy the Word template into content/, never over one that is there."""
    path = project.content / flow.LETTERHEAD
    if path.exists():
        raise UsageError(
            Location(path), _("Diese Vorlage gibt es schon; ich überschreibe sie nicht.")
        )
    write_if_changed(path, load_letterhead(None).data)
    say(out, _("{path} angelegt. Passen Sie die Datei in Word an.").format(path=path))
    return 0
