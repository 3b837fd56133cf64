"""``evaluate``: how good the installed models are, measured on an office's own texts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..base.errors import ConfigError, UsageError
from ..base.messages import _
from ..base.model import Location
from ..base.project import Project
from ..language.table import Language
from ..mt.store import parts
from ..mt.store.choices import AUTO, DIRECT, OVER_ENGLISH
from ..mt.store.packages import Package, installed, models_folder, tag_of
from ..source.glossary import load_glossary, name_forms
from ..source.organisation import load_organisation
from .locales import shown
from .speech import warn


def run_evaluate(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Print a row a language and way there; the higher the better."""
    from ..mt import evaluate as measuring  # noqa: PLC0415 - sacrebleu and CTranslate2 take time
    from ..mt.cache import FILE, Cache  # noqa: PLC0415
    from ..mt.machine import Machine  # noqa: PLC0415

    load_organisation(project.content)
    glossary = load_glossary(project.content)
    if not options.file.is_file():
        raise UsageError(Location(options.file), _("Diese Datei gibt es nicht."))
    parts.require()
    pairs = measuring.read_references(options.file)
    packages, problems = installed(models_folder(project))
    for problem in problems:
        warn(err, problem)
    if not packages:
        raise ConfigError(
            Location(models_folder(project)),
            _("Hier ist noch kein Übersetzungsmodell. Holen Sie welche: make models"),
        )
    names = {goal.tag: name_forms(glossary, goal) for goal in pairs}
    table = Table()
    for words in (_("Sprache"), _("Modelle")):
        table.add_column(shown(words))
    for figures in ("chrF++", "BLEU", _("Sätze"), _("ohne Entwurf")):
        table.add_column(shown(figures), justify="right")
    with Cache(models_folder(project) / FILE) as cache:
        for goal, known in pairs.items():
            tried: set[str] = set()
            for choice in _choices(packages, goal):
                try:
                    machine = Machine(packages, {goal.tag: choice}, cache)
                    if machine.route(goal) in tried | {None}:
                        continue
                    (row,) = measuring.evaluate(machine, {goal: known}, names)
                except ConfigError:  # this package does not lead to this language
                    continue
                tried.add(row.route)
                table.add_row(
                    goal.tag,
                    escape(row.route),
                    f"{row.chrf:.1f}",
                    f"{row.bleu:.1f}",
                    str(row.sentences),
                    str(row.refused),
                )
            if not tried:
                nothing = shown(_("kein Modell installiert"))
                table.add_row(goal.tag, nothing, "", "", str(len(known)), "")
    out.print(table)
    return 0


def _choices(packages: list[Package], goal: Language) -> Iterator[str]:
    yield from (AUTO, DIRECT, OVER_ENGLISH)
    yield from (one.name for one in packages if tag_of(one.to_code) == goal.tag)
