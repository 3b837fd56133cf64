"""Tables on the terminal: the summary after a run, the status, the languages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..base.errors import ConfigError
from ..base.messages import _, joined
from ..base.model import Location, State
from ..language.table import languages as language_table
from .locales import shown

if TYPE_CHECKING:
    from ..report.status import Row


@dataclass(frozen=True, slots=True)
class _Edition:
    """What a table says of one document in one language."""

    slug: str
    tag: str
    state: str
    publishable: bool
    made: bool
    words_left: int
    errors: int
    warnings: int
    signed: tuple[dt.date, str] | None
    """When and by whom it was approved, if that holds for everything."""


def summary(rows: Sequence[Row], written: int) -> Table:
    """What may go out, is a draft, lacks text, has faults; what is left to do, who signed."""
    cells = (
        _Edition(
            row.slug,
            row.language.tag,
            str(row.state),
            row.publishable,
            bool(row.files),
            row.words_left,
            row.errors,
            row.warnings,
            (row.signoff.date, row.signoff.by) if row.signoff and row.signoff.complete else None,
        )
        for row in rows
    )
    return _table(cells, _("{count} Dateien neu oder geändert").format(count=written))


def last_run(path: Path) -> Table:
    """The same from a status.json. Raises `ConfigError` when there is none to read."""
    try:
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return _table(
            [
                _Edition(
                    str(one["slug"]),
                    str(one["language"]),
                    str(one["state"]),
                    bool(one["publishable"]),
                    bool(one["files"]),
                    int(one.get("words_left", 0)),
                    int(one["errors"]),
                    int(one["warnings"]),
                    (dt.date.fromisoformat(approval["date"]), str(approval["by"]))
                    if (approval := one.get("approval")) and approval["complete"]
                    else None,
                )
                for one in documents
            ]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(
            Location(path),
            _("Es gibt noch keine Ausgabe. Rufen Sie zuerst „make invitations“ auf."),
        ) from None


def language_list() -> Table:
    """Every language of the table with its tag."""
    table = Table(title=shown(_("Sprachen")), title_justify="left")
    for heading in (_("Kürzel"), _("Sprache"), _("Eigenname"), _("Richtung"), _("Ordner")):
        table.add_column(shown(heading))
    for row in language_table().values():
        direction = _("rechts → links") if row.rtl else _("links → rechts")
        table.add_row(row.tag, row.german, row.endonym, shown(direction), f"locale/{row.posix}")
    return table


def _table(editions: Iterable[_Edition], caption: str = "") -> Table:
    """One section a document; fits eighty columns with all languages there are."""
    by_slug: dict[str, list[_Edition]] = {}
    for one in editions:
        by_slug.setdefault(one.slug, []).append(one)
    table = Table(caption=shown(caption) or None, caption_justify="left", show_edge=False)
    table.add_column(shown(_("Dokument")), overflow="fold", max_width=26)
    table.add_column(shown(_("Stand")), no_wrap=True)
    table.add_column(shown(_("Sprachen")), overflow="fold")
    for slug, own in by_slug.items():
        name = slug
        for what, said in _lines(own):
            table.add_row(_plain(name), what, _plain(said))
            name = ""
        table.add_section()
    return table


def _lines(own: Sequence[_Edition]) -> Iterator[tuple[Text, str]]:
    """What there is to say of a document; what there is none of is left out."""
    ready = [one.tag for one in own if one.publishable]
    open_ = [one for one in own if one.made and not one.publishable]
    faulty = [one.tag for one in own if one.errors]
    signed = [(one.signed, one.tag) for one in own if one.signed]
    yield Text(shown(_("veröffentlichbar")), "green" if ready else ""), _list(ready)
    for name, tags in (
        (_("Entwurf"), [one.tag for one in open_ if one.state != str(State.MISSING)]),
        (_("unvollständig"), [one.tag for one in open_ if one.state == str(State.MISSING)]),
        (_("nicht erstellt"), [one.tag for one in own if not one.made]),
    ):
        if tags:
            yield Text(shown(name), "yellow"), _list(tags)
    if faulty:
        count = sum(one.errors for one in own)
        yield (
            Text(shown(_("Fehler")), "red"),
            _("{list} ({count} Fehler)").format(list=_list(faulty), count=count),
        )
    if warnings := sum(one.warnings for one in own):
        yield Text(shown(_("Warnungen"))), str(warnings)
    if left := sum(one.words_left for one in own):
        yield Text(shown(_("zu prüfen"))), _("{count} Wörter").format(count=left)
    if signed:
        (date, by), tag = max(signed)
        last = _("zuletzt {language} am {date} von {name}").format(
            language=tag, date=f"{date:%d.%m.%Y}", name=by
        )
        known = _list([tag for _signed, tag in signed])
        yield Text(shown(_("freigegeben"))), joined("; ", (known, last))


def _list(tags: Sequence[str]) -> str:
    return f"{len(tags)}: {' '.join(tags)}" if tags else "–"


def _plain(text: str) -> Text:
    """Text from outside for a terminal: neither markup nor control characters act."""
    return Text("".join(char if char.isprintable() else "\ufffd" for char in shown(text)))
