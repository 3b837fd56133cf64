"""build/ → site/: what may go out, and nothing else, ready to be uploaded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..base.errors import OutputError
from ..base.folders import replace_folder
from ..base.messages import _
from ..base.model import Location
from ..base.project import Project
from ..render import formats, sitemap, start
from ..source.clock import ZONE
from .outcome import Outcome

START: Final = "index.html"
_OFFICE: Final = re.compile(
    r"(?:review|status|evidence)(?:/.*)?|[^/]+/drafts/.*|status\.json|\.manifest\.json"
)
"""What is for the office alone, and drafts."""


@dataclass(frozen=True, slots=True)
class Site:
    """What site/ holds now."""

    editions: int
    written: int
    """Files that are new or changed."""


def write(project: Project, outcome: Outcome, now: dt.datetime) -> Site:
    """Let site/ hold all that a run of `flow.invitations` says may go out, whatever was there.

    It has the layout of build/, so that addresses stay, a start page, sitemap.xml where the
    organisation says where it is published, and robots.txt. What people put there themselves
    stays. It changes as a whole: raises `OutputError` and leaves site/ as it was.
    """
    files = dict(_kept(project))
    files |= _made(project, outcome, now)
    return Site(len(outcome.editions), replace_folder(project.site, files))


def _made(project: Project, outcome: Outcome, now: dt.datetime) -> Mapping[str, bytes]:
    ready = [row for row in outcome.rows if row.publishable]
    made = {name: _bytes(project.build / name) for row in ready for name in row.files}
    made |= {name: _bytes(project.build / name) for name in outcome.shared}
    if not outcome.editions:
        return made
    base = outcome.editions[0].organisation.base_url
    made[START] = start.render(outcome.editions, now.astimezone(ZONE).date()).encode()
    made[sitemap.ROBOTS] = sitemap.robots(base)
    if base:
        made[sitemap.NAME] = sitemap.render(outcome.editions, base)
    return made


def _kept(project: Project) -> Iterator[tuple[str, bytes]]:
    """What lies in site/ and is neither ours nor for the office alone."""
    ours = {START, sitemap.NAME, sitemap.ROBOTS}
    for path in sorted(project.site.rglob("*")):
        name = path.relative_to(project.site).as_posix()
        made = name in ours or formats.is_ours(name) or _OFFICE.fullmatch(name)
        if path.is_file() and not made:
            yield name, _bytes(path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise OutputError(
            Location(path),
            _("Die Datei lässt sich nicht lesen ({reason}). Prüfen Sie die Zugriffsrechte.").format(
                reason=problem.strerror
            ),
        ) from problem
