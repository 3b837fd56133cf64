"""Tables on the terminal: the summary after a run, the status, the languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.table import Table

from .errors import ConfigError
from .languages import languages as language_table
from .messages import _
from .model import Location
from .status import Row


def summary(rows: Sequence[Row], written: int) -> Table:
    """One line a document: which languages may go out, are drafts, lack text, have faults."""
    cells = (
        (row.slug, row.language.tag, row.publishable, str(row.state), row.errors, bool(row.files))
        for row in rows
    )
    return _table(cells, _("{count} Dateien neu oder geändert").format(count=written))


def status(path: Path) -> Table:
    """The same from a status.json. Raises `ConfigError` when there is none to read."""
    try:
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return _table(
            (
                one["slug"],
                one["language"],
                one["publishable"],
                one["state"],
                one["errors"],
                bool(one["files"]),
            )
            for one in documents
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigError(
            Location(path),
            _("Es gibt noch keine Ausgabe. Rufen Sie zuerst „make invitations“ auf."),
        ) from None


def languages() -> Table:
    """Every language of the table with its tag."""
    table = Table(title=_("Sprachen"), title_justify="left")
    for heading in (_("Kürzel"), _("Sprache"), _("Eigenname"), _("Richtung"), _("Ordner")):
        table.add_column(heading)
    for row in language_table().values():
        direction = _("rechts → links") if row.rtl else _("links → rechts")
        table.add_row(row.tag, row.german, row.endonym, direction, f"locale/{row.posix}")
    return table


def _table(
    rows: Iterable[tuple[str, str, bool, str, int, bool]], caption: str | None = None
) -> Table:
    columns: dict[str, dict[str, list[str]]] = {}
    for slug, tag, publishable, state, errors, made in rows:
        cells = columns.setdefault(slug, {"ready": [], "draft": [], "missing": [], "faulty": []})
        if publishable:
            cells["ready"].append(tag)
        elif made:
            cells["missing" if state == "missing" else "draft"].append(tag)
        if errors:
            cells["faulty"].append(tag)
    table = Table(caption=caption, caption_justify="left", show_edge=False)
    table.add_column(_("Dokument"), overflow="fold")
    table.add_column(_("veröffentlichbar"), style="green", min_width=16)
    table.add_column(_("Entwurf"), style="yellow")
    table.add_column(_("unvollständig"), style="yellow")
    table.add_column(_("Fehler"), style="red")
    for slug, cells in columns.items():
        table.add_row(
            slug, *(_list(cells[name]) for name in ("ready", "draft", "missing", "faulty"))
        )
    return table


def _list(tags: Sequence[str]) -> str:
    return f"{len(tags)}: {' '.join(tags)}" if tags else "–"
