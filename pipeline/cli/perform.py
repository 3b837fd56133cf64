"""Performing one command: its module is loaded, and what goes wrong is said."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import cast

from rich.console import Console

from ..base.errors import PipelineError, UsageError, each
from ..base.lock import held
from ..base.messages import _
from ..base.model import Location
from ..base.project import Project
from ..base.tidy import tidy
from .speech import complain, warn

Handler = Callable[[argparse.Namespace, Project, Console, Console], int]
"""What was given, the project, where results and where complaints are printed; the exit code."""


def handler(runs: str) -> Handler:
    """Return the function that a row of `commands` names as ``module:function``."""
    module, _colon, name = runs.partition(":")
    return cast(Handler, getattr(import_module(f".{module}", __package__), name))


def perform(options: argparse.Namespace) -> int:
    """Do what was asked for and return the exit code."""
    # No emoji: a folder may be called :x:.
    out = Console(highlight=False, emoji=False)
    err = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)
    try:
        if not options.project.is_dir() and not (options.begins and options.kind is None):
            raise UsageError(
                Location(options.project), _("Diesen Ordner gibt es nicht. Prüfen Sie --project.")
            )
        run, project = handler(options.runs), Project(options.project)
        if options.only_shows:
            return run(options, project, out, err)
        with held(project.content, lambda text: warn(err, text)):
            for left in tidy(project):
                warn(err, left)
            return run(options, project, out, err)
    except PipelineError as problem:
        for one in each(problem):
            complain(err, one)
        return 2 if isinstance(problem, UsageError) else 1
