"""Beginning: an example of a document, or a whole project folder."""

from __future__ import annotations

import argparse

from rich.console import Console

from ..base.errors import UsageError
from ..base.messages import _
from ..base.project import Project
from ..run.beginning import begin_document, begin_folder
from ..source.model import Kind
from .speech import say
from .terminal import now


def run_new(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Write an example of a kind; without a kind, a whole folder."""
    if options.kind is None:
        made = begin_folder(project, options.name, now())
        say(
            out,
            _(
                "{path} angelegt, mit {count} Dateien. Tragen Sie zuerst in "
                "content/organisation.toml ein, wer einlädt und in welchen Sprachen."
            ).format(path=project.root, count=len(made)),
        )
        return 0
    if options.name is None:
        raise UsageError(None, _("Wie soll das Dokument heißen? Geben Sie --name an."))
    path = begin_document(project, Kind(options.kind), options.name, now())
    say(
        out,
        _("{path} angelegt. Ändern Sie darin, was nicht passt, dann: make invitations").format(
            path=path
        ),
    )
    return 0
