"""What the ``models`` commands show: the table, advice, progress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

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
from ..language.table import GERMAN
from ..language.table import languages as language_table
from ..mt.store import lock, needs, recommended
from ..mt.store.choices import PIVOT
from ..mt.store.offers import Offer
from ..mt.store.packages import Package, code_of, leads
from .locales import shown
from .speech import say, warn

_WORKING: Final = 400
"""Megabytes of memory besides the model: the program, and the sentences that are worked on."""


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
            f"{package.from_code} → {' '.join(package.to_codes)}",
            f"{size / 1e6:.1f}",
            escape(shown(licence or _("nicht angegeben"))),
            escape(shown(source)),
            " ".join(needs.serves(package, tags)) or "–",
        )
    return rows


def preview(
    offers: Sequence[Offer],
    locked: Mapping[str, lock.Locked],
    here: Sequence[Package],
    tags: Sequence[str],
    out: Console,
) -> None:
    """Say what will be fetched before it is: for whom, how good, how large, which licence."""
    present = {package.name for package in here}
    new = [offer for offer in offers if offer.name not in present]
    if not new:
        return
    sizes = [_megabytes(offer, locked.get(offer.name)) for offer in new]
    text = _(
        "Für Ihre {languages} Sprachen: {models} Modelle, zu laden etwa {fetch} MB, danach "
        "belegt etwa {disk} MB. Das größte braucht etwa {memory} MB Arbeitsspeicher."
    ).format(
        languages=len(tags),
        models=len(new),
        fetch=sum(fetch for fetch, _disk in sizes),
        disk=sum(disk for _fetch, disk in sizes),
        memory=max(disk for _fetch, disk in sizes) + _WORKING,
    )
    say(out, text)
    rows = Table(show_edge=False)
    rows.add_column(shown(_("Modell")), overflow="fold")
    rows.add_column(shown(_("für")))
    rows.add_column(shown(_("veröffentlichte Güte")))
    rows.add_column(shown(_("MB zu laden")), justify="right")
    rows.add_column(shown(_("MB belegt")), justify="right")
    rows.add_column(shown(_("Lizenz")))
    for offer, (fetch, disk) in zip(new, sizes, strict=True):
        served = [tag for tag in tags if leads(offer, GERMAN, tag) or leads(offer, PIVOT, tag)]
        rows.add_row(
            escape(offer.name),
            " ".join(served) or shown(_("Weg über Englisch")),
            escape(_figures(offer, served)),
            str(fetch),
            str(disk),
            escape(shown(offer.licence or _("nicht angegeben"))),
        )
    out.print(rows)


def _megabytes(offer: Offer, locked: lock.Locked | None) -> tuple[int, int]:
    """How much is fetched and how much stays, about; what is recorded is known."""
    known = recommended.models().get(offer.name)
    fetch, disk = (known.fetch, known.disk) if known else (recommended.ARGOS_MEGABYTES,) * 2
    if size := offer.size or (locked.size if locked else None):
        fetch = max(1, round(size / 1e6))
    return fetch, disk


def _figures(offer: Offer, tags: Iterable[str]) -> str:
    """What is published of a model, a language each."""
    listed = offer.name if offer.name in recommended.models() else recommended.ARGOS
    found = [(tag, recommended.figure(listed, tag)) for tag in tags]
    return "; ".join(f"{tag}: {figure}" for tag, figure in found if figure) or "–"


def advise(tags: Iterable[str], out: Console, *, size: str = "") -> None:
    """Say for languages without a model what there is; with ``size``, which of them
    ``models install`` would fetch."""
    for tag in tags:
        row = recommended.table()[tag]
        heading = _("{language} ({tag}): kein Modell installiert.").format(
            language=language_table()[tag].german, tag=tag
        )
        warn(out, heading)
        for line in filter(None, (*_advice(row, size), row.note)):
            say(out, joined("", ("  ", line)))


def _advice(row: recommended.Recommendation, size: str) -> Iterator[str]:
    name, quality = row.choice(size)
    if size and name == recommended.ARGOS:
        yield _("„models install {tag}“ holt das von Argos Translate.").format(tag=row.tag)
    elif size and name:
        about = f"{name} ({quality})" if quality else name
        yield _("„models install {tag}“ holt {model}.").format(tag=row.tag, model=about)
    elif not name:
        yield _("Es ist keines bekannt, das sich lohnt.")
    for known in recommended.models().values():
        asked = any(target.code == row.tag for target in known.targets)
        if asked and known.name not in (row.best, row.small):
            yield _(
                'Auf Wunsch: {tag} = "{code}" unter [translation] in content/organisation.toml '
                "({fetch} MB zu laden, Lizenz {licence})."
            ).format(
                tag=row.tag,
                code=code_of(known.name, known.version),
                fetch=known.fetch,
                licence=known.licence,
            )


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
        self._title = title
        self._task = self._progress.add_task(title, total=None)

    def __enter__(self) -> Bytes:
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._progress.stop()

    def show(self, done: int, total: int | None) -> None:
        self._progress.update(self._task, completed=done, total=total)

    def step(self, what: str) -> None:
        """Say what is done now; how long it takes is not known."""
        self._progress.update(self._task, description=f"{self._title}: {shown(what)}", total=None)
