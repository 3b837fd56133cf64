"""``evaluate``: how good the installed models are, measured on an office's own texts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..base.errors import ConfigError, UsageError
from ..base.messages import _, joined
from ..base.model import Location
from ..base.project import Project
from ..language.table import Language
from ..mt.store import parts
from ..mt.store.choices import AUTO, DIRECT, NONE, OVER_ENGLISH
from ..mt.store.packages import Package, installed, models_folder, tag_of
from ..source.glossary import load_glossary, name_forms
from ..source.organisation import Organisation, load_organisation
from .locales import shown
from .speech import say, warn

if TYPE_CHECKING:
    from ..mt.cache import Cache
    from ..mt.evaluate import Measured, Reference, References


def run_evaluate(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Print a row a language and way there, and whether to change the way."""
    from ..mt.cache import FILE, Cache  # noqa: PLC0415 - CTranslate2 and sacrebleu take time

    organisation = load_organisation(project.content)
    glossary = load_glossary(project.content)
    parts.require()
    known = _references(options.file, project, organisation)
    packages, problems = installed(models_folder(project))
    for problem in problems:
        warn(err, problem)
    if not packages:
        raise ConfigError(
            Location(models_folder(project)),
            _("Hier ist noch kein Übersetzungsmodell. Holen Sie welche: make models"),
        )
    table = _empty_table()
    told: list[tuple[Language, str]] = []
    with Cache(models_folder(project) / FILE) as cache:
        ways = _Ways(packages, organisation.translation, cache)
        for goal, texts in known.items():
            measured = list(ways.measured(goal, texts, name_forms(glossary, goal)))
            for one in measured:
                _add(table, one)
            if not measured:
                nothing = shown(_("kein Modell installiert"))
                table.add_row(goal.tag, nothing, "", "", str(len(texts)), "", "")
            elif sentence := ways.advice(goal, measured, texts):
                told.append((goal, sentence))
    out.print(table)
    for goal, sentence in told:
        say(out, joined("", (goal.german, " (", goal.tag, "): ", sentence)))
    if any(one.began for texts in known.values() for one in texts):
        say(
            out,
            _(
                "Texte, die als Entwurf desselben Wegs begannen, stehen in der letzten Spalte für "
                "sich: Sie geben ihm recht, weil an ihnen nur geändert wurde, was störte."
            ),
        )
    return 0


def _references(file: Path | None, project: Project, organisation: Organisation) -> References:
    """Of a file, or else of the project's own catalogues."""
    from ..mt import evaluate as measuring  # noqa: PLC0415

    if file is None:
        found = measuring.read_own(project.locale, organisation.languages)
        if not found:
            raise UsageError(
                Location(project.locale),
                _(
                    "In Ihren Katalogen ist noch keine Übersetzung geprüft, mit der zu "
                    "vergleichen wäre. Nennen Sie eine Datei: make evaluate FILE=sätze.tsv"
                ),
            )
        return found
    if not file.is_file():
        raise UsageError(Location(file), _("Diese Datei gibt es nicht."))
    return measuring.read_references(file)


class _Ways:
    """All ways to a language that installed packages give."""

    def __init__(
        self, packages: Sequence[Package], choice: Mapping[str, str], cache: Cache
    ) -> None:
        self._packages = packages
        self._choice = choice
        self._cache = cache

    def measured(
        self, goal: Language, texts: Sequence[Reference], names: Mapping[str, str]
    ) -> Iterator[Measured]:
        """Measure each once, the one that is in use first."""
        from ..mt.evaluate import measure  # noqa: PLC0415
        from ..mt.machine import Machine  # noqa: PLC0415

        tried: set[str | None] = {None}
        for choice in self._choices(goal):
            try:
                machine = Machine(self._packages, {goal.tag: choice}, self._cache)
                route = machine.route(goal)
            except ConfigError:  # this package does not lead to this language
                continue
            if route not in tried:
                tried.add(route)
                yield measure(machine, texts, goal, names)

    def advice(
        self, goal: Language, measured: Sequence[Measured], texts: Sequence[Reference]
    ) -> str:
        """Whether to change; nothing where the office wants no machine."""
        from ..mt.advice import advice  # noqa: PLC0415

        if self._choice.get(goal.tag) == NONE:
            return ""
        return advice(measured[0], measured[1:], texts)

    def _choices(self, goal: Language) -> Iterator[str]:
        yield self._choice.get(goal.tag, AUTO)
        yield from (AUTO, DIRECT, OVER_ENGLISH)
        yield from (one.name for one in self._packages if goal.tag in map(tag_of, one.to_codes))


def _empty_table() -> Table:
    table = Table()
    for words in (_("Sprache"), _("Modelle")):
        table.add_column(shown(words))
    for figures in (
        "chrF++",
        "BLEU",
        _("Sätze"),
        _("ohne Entwurf"),
        _("eigene Entwürfe (chrF++)"),
    ):
        table.add_column(shown(figures), justify="right")
    return table


def _add(table: Table, one: Measured) -> None:
    nothing = not one.sentences
    table.add_row(
        one.language.tag,
        escape(one.route),
        "–" if nothing else f"{one.chrf:.1f}",
        "–" if nothing else f"{one.bleu:.1f}",
        str(one.sentences),
        str(one.refused),
        f"{one.own} ({one.own_chrf:.1f})" if one.own else "",
    )
