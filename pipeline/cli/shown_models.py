"""What the ``models`` commands show: the table, advice, progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from ..base.messages import _, joined
from ..language.table import languages as language_table
from ..mt.store import lock, needs, recommended
from ..mt.store.packages import Package
from .locales import shown
from .speech import say, warn


def models_table(
    here: Sequence[Package], locked: Mapping[str, lock.Locked], tags: Sequence[str]
) -> Table:
    """What is installed, and for which of ``tags``."""
    rows = Table(show_edge=False)
    rows.add_column(shown(_("Modell")), overflow="fold")
    rows.add_column(shown(_("Richtung")), no_wrap=True)
    rows.add_column(shown(_("MB")), justify="right")
    rows.add_column(shown(_("Lizenz")))
    rows.add_column(shown(_("Quelle")), overflow="fold")
    rows.add_column(shown(_("für")))
    for package in here:
        entry = locked.get(package.name)
        size = sum(path.stat().st_size for path in package.path.rglob("*") if path.is_file())
        licence = entry.licence if entry else package.licence
        source = entry.source if entry else _("nicht verzeichnet")
        rows.add_row(
            escape(package.label),
            f"{package.from_code} → {package.to_code}",
            f"{size / 1e6:.1f}",
            escape(shown(licence or _("nicht angegeben"))),
            escape(shown(source)),
            " ".join(needs.serves(package, tags)) or "–",
        )
    return rows


def advise(tags: Iterable[str], out: Console, *, index: bool = False) -> None:
    """Say for languages without a model what is recommended, and the command that packs it;
    with ``index``, also that Argos Translate's index has one."""
    for tag in tags:
        row = recommended.table()[tag]
        offered = index and row.argos
        lines: list[str] = []
        if offered:
            lines.append(_("„models install {tag}“ holt das von Argos Translate.").format(tag=tag))
        if row.kind == "opus":
            about = ", ".join(filter(None, (row.licence, row.quality)))
            lines.append(_("Empfohlen: {model} ({about})").format(model=row.name, about=about))
            lines.append(row.pack_command)
        elif row.kind == "none":
            lines.append(_("Auch sonst ist keines bekannt, das sich lohnt."))
        heading = _("{language} ({tag}): kein Modell installiert.").format(
            language=language_table()[tag].german, tag=tag
        )
        warn(out, heading)
        for line in filter(None, (*lines, row.note)):
            say(out, joined("", ("  ", line)))


class Bytes:
    """A progress bar of bytes on a terminal, nothing in a log."""

    def __init__(self, console: Console, title: str) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(title, total=None)

    def __enter__(self) -> Bytes:
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._progress.stop()

    def show(self, done: int, total: int | None) -> None:
        self._progress.update(self._task, completed=done, total=total)
