"""What is there already: status, languages. Nothing is made for it, so nothing is loaded for it."""

from __future__ import annotations

import argparse

from rich.console import Console

from ..base.project import Project
from . import tables


def run_status(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Print what build/status.json says."""
    out.print(tables.last_run(project.build / "status.json"))
    return 0


def run_languages(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Print the language table."""
    out.print(tables.language_list())
    return 0
