"""What runs that were stopped left behind."""

from __future__ import annotations

from .files import sweep
from .folders import recover_folder
from .messages import _
from .project import Project
from .saving import recover


def tidy(project: Project) -> list[str]:
    """Remove what is of no use, put back what somebody had saved; say what lies elsewhere now.

    Only for whoever holds the project (`lock.held`).
    """
    recover_folder(project.site)
    rescued = []
    for tree in (project.content, project.locale, project.build):
        sweep(tree)
        rescued += recover(tree)
    return [
        _(
            "{file}: Das hat jemand gespeichert, während ein Lauf abbrach, und danach wurde die "
            "Datei noch einmal geschrieben. Vergleichen Sie beide, und löschen Sie diese."
        ).format(file=path)
        for path in rescued
    ]
