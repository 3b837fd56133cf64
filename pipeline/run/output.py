"""build/: writing what changed, removing what no longer holds."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from ..base.errors import OutputError, PipelineError
from ..base.files import remove, write_if_changed
from ..render import formats

_REPORTS = re.compile(r"review/[A-Za-z-]+\.html|status/[a-z0-9-]+\.html")


def clear(build: Path, keep: Collection[str]) -> list[PipelineError]:
    """Remove the editions below ``build`` that are not in ``keep``.

    ``keep`` holds paths relative to ``build``, with slashes. Files that the pipeline did not
    name are left alone. Returns an `OutputError` for each file that cannot be removed.
    """
    problems: list[PipelineError] = []
    for path in sorted(build.rglob("*")) if build.is_dir() else ():
        name = path.relative_to(build).as_posix()
        if name not in keep and formats.is_ours(name) and path.is_file():
            try:
                remove(path, build)
            except OutputError as problem:
                problems.append(problem)
    return problems


def clear_reports(build: Path, keep: Collection[str]) -> list[PipelineError]:
    """Remove the pages for reviewers and of single documents that are not in ``keep``.

    Paths and errors as of `clear`.
    """
    problems: list[PipelineError] = []
    for path in sorted((*(build / "review").glob("*.html"), *(build / "status").glob("*.html"))):
        name = path.relative_to(build).as_posix()
        if name not in keep and _REPORTS.fullmatch(name):
            try:
                remove(path, build)
            except OutputError as problem:
                problems.append(problem)
    return problems


def write(build: Path, name: str, data: bytes) -> bool:
    """Write one file below ``build``; say whether it changed. Raises `OutputError`."""
    return write_if_changed(build / name, data)
