"""What several tests need: project folders to work in, and the files of a build."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.base.project import Project
from pipeline.catalogue import po
from pipeline.run import flow
from pipeline.run.outcome import SILENT, Outcome

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
LANGUAGES = [
    "ar",
    "uk",
    "ka",
    "ru",
    "en",
    "tr",
    "fa",
    "prs",
    "kmr",
    "ti",
    "so",
    "ro",
    "bg",
    "pl",
    "sq",
    "fr",
]
"""Those of the first organisation, besides German."""


def copy_of(source: Path, target: Path) -> Project:
    """A project folder of its own with content and catalogues of ``source``."""
    for name in ("content", "locale"):
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
    return Project(target)


def run(project: Project) -> Outcome:
    return flow.invitations(project, NOW, SILENT)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_catalogue(path: Path, change: Callable[[po.Entry], None]) -> None:
    """Change every live entry of a catalogue as an editor would, and save it."""
    file = po.read(path)
    for entry in file.entries:
        change(entry)
    path.write_text(str(file), encoding="utf-8")


def confirm(entry: po.Entry) -> None:
    """What a translator does to an entry that is right."""
    entry.flags = [flag for flag in entry.flags if flag != po.FUZZY]
    po.set_previous(entry, None)


def confirm_all(project: Project, language: str, *domains: str) -> None:
    for domain in domains:
        edit_catalogue(project.locale / language / "LC_MESSAGES" / f"{domain}.po", confirm)


def compare_golden(folder: Path, made: dict[str, str]) -> Iterator[str]:
    """Yield the names that differ from ``folder``; GOLDEN_UPDATE=1 rewrites it instead."""
    if os.environ.get("GOLDEN_UPDATE"):
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in made.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    kept = {name: data.decode() for name, data in snapshot(folder).items()}
    yield from (
        name for name in sorted(kept.keys() | made.keys()) if kept.get(name) != made.get(name)
    )
