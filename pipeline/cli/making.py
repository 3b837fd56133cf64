"""The main path and what shows it: invitations, catalogues, status, languages, letterhead."""

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


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this module's commands to the command line."""
    for name, run, explanation in (
        ("invitations", invitations, _("alles: Kataloge abgleichen, Einladungen schreiben")),
        ("catalogues", catalogues, _("nur die Kataloge in locale/ mit dem Deutschen abgleichen")),
        ("draft", draft, _("nur die Kataloge, und entwerfen, was noch nicht übersetzt ist")),
        ("status", status, _("zeigen, was die letzte Ausgabe enthält")),
        ("languages", languages, _("alle Sprachen mit ihren Kürzeln zeigen")),
        ("letterhead", letterhead, _("die Word-Vorlage zum Anpassen nach content/ kopieren")),
    ):
        parser = commands.add_parser(name, help=explanation, description=explanation)
        parser.set_defaults(run=run)
        if run is draft:
            parser.add_argument(
                "--again",
                action="store_true",
                help=_("auch neu entwerfen, was ein anderes Modell entworfen hat"),
            )


def invitations(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
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


def catalogues(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Merge the German into the catalogues and say how many files changed."""
    outcome = flow.update_catalogues(project, now())
    report_faults(outcome, err)
    say(out, _("{count} Dateien in locale/ geändert.").format(count=outcome.written))
    return 0 if outcome.ok else 1


def draft(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Merge the German into the catalogues, draft what is missing, and say how much it was."""
    with Bar(err) as bar:
        outcome = flow.draft_catalogues(project, now(), bar, again=options.again)
    report_faults(outcome, err)
    report_drafts(outcome, out)
    say(out, _("{count} Dateien in locale/ geändert.").format(count=outcome.written))
    return 0 if outcome.ok else 1


def status(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Print what build/status.json says."""
    out.print(tables.status(project.build / "status.json"))
    return 0


def languages(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Print the language table."""
    out.print(tables.languages())
    return 0


def letterhead(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Copy the Word template into content/, never over one that is there."""
    path = project.content / flow.LETTERHEAD
    if path.exists():
        raise UsageError(
            Location(path), _("Diese Vorlage gibt es schon; ich überschreibe sie nicht.")
        )
    write_if_changed(path, load_letterhead(None).data)
    say(out, _("{path} angelegt. Passen Sie die Datei in Word an.").format(path=path))
    return 0
