"""What somebody begins with: an example of a document, or a whole project folder."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Final

from ..base.errors import OutputError, UsageError
from ..base.messages import _
from ..base.model import Location
from ..base.project import SHIPPED_LOCALE, Project
from ..source.clock import ZONE
from ..source.documents import RESERVED
from ..source.model import Kind
from ..source.organisation import FILE
from ..source.phrasebook import PHRASEBOOK

EXAMPLES: Final = Path(__file__).with_name("examples")
SHIPPED_CONTENT: Final = SHIPPED_LOCALE.with_name("content")
FIRST: Final = "beispiel"
"""The document of a new folder, where nobody named one."""
AHEAD: Final = dt.timedelta(weeks=8)
"""From today to the event of an example, which then moves on to a Saturday."""

_LETTERS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def begin_document(project: Project, kind: Kind, name: str, now: dt.datetime) -> Path:
    """Write an example of ``kind`` that builds as it is, and return where it lies.

    ``name`` becomes a file name: "Sommerfest 2027", ``sommerfest-2027.md``. Raises `UsageError`
    where there is no name in it or a document has it already; nothing is ever overwritten.
    """
    slug = slug_of(name)
    path = project.content / f"{slug}.md"
    for other in sorted(project.content.rglob("*.md")):
        if other.stem.lower() == slug:
            raise UsageError(
                Location(other),
                _(
                    "Dieses Dokument gibt es schon; ich überschreibe es nicht. "
                    "Nehmen Sie einen anderen Namen."
                ),
            )
    _create(path, example(kind, now).encode())
    return path


def begin_folder(project: Project, name: str | None, now: dt.datetime) -> list[Path]:
    """Write a folder with organisation, phrasebook and its translations, and an invitation.

    Raises `UsageError` where there is an organisation already; what else is there stays.
    """
    organisation = project.content / FILE
    if organisation.exists():
        raise UsageError(
            Location(organisation),
            _("In diesem Ordner liegt schon ein Projekt; ich überschreibe es nicht."),
        )
    files = {organisation: (EXAMPLES / FILE).read_bytes()} | _shipped(project)
    made = [path for path, data in files.items() if not path.exists() and _create(path, data)]
    return [*made, begin_document(project, Kind.INVITATION, name or FIRST, now)]


def example(kind: Kind, now: dt.datetime) -> str:
    """The text of an example, with days that are still to come."""
    today = now.astimezone(ZONE).date()
    day = today + AHEAD
    day += dt.timedelta(days=(5 - day.weekday()) % 7)
    days = {"TODAY": today, "DATE": day, "DEADLINE": day - dt.timedelta(days=8)}
    text = (EXAMPLES / f"{kind}.md").read_text(encoding="utf-8")
    return re.sub(r"@([A-Z]+)@", lambda found: f"{days[found[1]]}", text)


def slug_of(name: str) -> str:
    """The file name of a document called ``name``. Raises `UsageError` where there is none."""
    spelled = "".join(_LETTERS.get(char, char) for char in name.lower().removesuffix(".md"))
    slug = re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")
    if not slug or slug in RESERVED or slug in (PHRASEBOOK, "readme"):
        raise UsageError(
            None,
            _("„{name}“ geht nicht als Name. Nehmen Sie einen wie sommerfest-2027.").format(
                name=name
            ),
        )
    return slug


def _shipped(project: Project) -> dict[Path, bytes]:
    """The phrasebook, the list of words to avoid, and the phrasebook's translations."""
    names = (f"{PHRASEBOOK}.md", "wording.csv")
    found = {project.content / name: SHIPPED_CONTENT / name for name in names}
    for path in sorted(SHIPPED_LOCALE.glob(f"*/LC_MESSAGES/{PHRASEBOOK}.po")):
        found[project.locale / path.relative_to(SHIPPED_LOCALE)] = path
    return {to: source.read_bytes() for to, source in found.items() if source.is_file()}


def _create(path: Path, data: bytes) -> bool:
    """Write a file that is not there yet. Raises `OutputError`, also if it appeared meanwhile."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
    except OSError as problem:
        raise OutputError(
            Location(path),
            _("Die Datei lässt sich nicht anlegen ({reason}).").format(reason=problem.strerror),
        ) from problem
    return True
