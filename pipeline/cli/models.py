"""``models``: install, list, verify, pack and bundle the packages for machine translation."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from pathlib import Path

from rich.console import Console

from ..base.errors import ConfigError, PipelineError, UsageError
from ..base.messages import _, joined
from ..base.model import Location
from ..base.project import Project
from ..language.table import GERMAN, language
from ..mt.store import bundle as bundles
from ..mt.store import choices, lock, needs, parts, recommended
from ..mt.store import pack as packing
from ..mt.store.index import Index, from_path, from_url, index_url, mirror_url
from ..mt.store.install import Arrival, Options, exclusive
from ..mt.store.install import install as install_one
from ..mt.store.metadata import ModelError
from ..mt.store.offers import Offer
from ..mt.store.packages import Package, installed, leads, models_folder, tag_of
from ..source.organisation import FILE as ORGANISATION
from ..source.organisation import load_organisation
from .shown_models import Bytes, advise, models_table, preview
from .speech import complain, confirm, say, warn


def run_install(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Install what is needed: show what will come, fetch it, say what could not be had."""
    tags, wish = _wanted(options.languages, project)
    if options.source is not None:
        with from_path(options.source) as local:
            _warn_all(local.problems, err)
            _add_parts(out, local.wheels)
            offers = _of_languages(local.offers, tags if options.languages else None)
            return 1 if _install_all(offers, options, project, out, err) else 0
    wish = replace(wish, update=options.update, mirror=mirror_url(options.index))
    here, problems = installed(models_folder(project))
    _warn_all(problems, err)
    locked = lock.load(lock.path_of(project))
    _add_parts(out)
    unreachable: list[PipelineError] = []

    @cache
    def index() -> Index:
        try:
            found = from_url(index_url(options.index))
        except ModelError as problem:  # what is recorded can be installed nevertheless
            unreachable.append(problem)
            complain(err, problem)
            return Index(())
        _warn_all(found.problems[:3], err)
        return found

    plan = needs.plan(tags, wish, here, locked, index)
    preview(plan.offers, locked, here, tags, out)
    failed = _install_all(plan.offers, options, project, out, err)
    if other := _instead(plan, failed, tags, wish, (here, locked, index)):
        say(out, _("Stattdessen, soweit es etwas gibt:"))
        preview(other, locked, here, tags, out)
        failed = _install_all(other, options, project, out, err)
    if unreachable:
        return 1
    advise(plan.missing, out)
    return 1 if failed else 0


def _instead(
    plan: needs.Plan,
    failed: Set[str],
    tags: Sequence[str],
    wish: needs.Wish,
    known: tuple[Sequence[Package], Mapping[str, lock.Locked], Callable[[], Index]],
) -> list[Offer]:
    """What to take for archives that could not be had.

    One that the lock file records is not replaced: every computer gets the same.
    """
    here, locked, index = known
    lost = {name for name in failed if name in recommended.models() and name not in locked}
    if not lost:
        return []
    again = needs.plan(tags, wish, here, locked, index, without=lost)
    planned = {offer.name for offer in plan.offers}
    return [offer for offer in again.offers if offer.name not in planned]


def _add_parts(out: Console, wheels: Path | None = None) -> None:
    """Install the libraries that translate, where they are missing, and say so."""
    if not parts.lacking():
        return
    say(
        out,
        _(
            "Die Teile für maschinelle Übersetzung kommen dazu (einmalig; etwa 65 MB zu laden, "
            "{size} MB in {folder}) …"
        ).format(size=parts.MEGABYTES, folder=sys.prefix),
    )
    parts.install(wheels)
    confirm(out, _("Die Teile für maschinelle Übersetzung sind da."))


def _install_all(
    offers: Sequence[Offer],
    options: argparse.Namespace,
    project: Project,
    out: Console,
    err: Console,
) -> set[str]:
    """Install one after the other; return the names of those that could not be."""
    folder, lock_path = models_folder(project), lock.path_of(project)
    decided = Options(update=options.update, non_commercial=options.non_commercial)
    said = {
        Arrival.PRESENT: _("{name}: schon installiert"),
        Arrival.INSTALLED: _("{name}: installiert (Lizenz: {licence})"),
        Arrival.REPLACED: _("{name}: ersetzt (Lizenz: {licence})"),
    }
    failed: set[str] = set()
    if not offers:
        return failed
    with exclusive(folder):
        for offer in offers:
            try:
                with Bytes(err, offer.name) as bar:
                    result = install_one(offer, folder, lock_path, decided, bar.show, bar.step)
            except PipelineError as problem:
                failed.add(offer.name)
                complain(err, joined(": ", (offer.name, str(problem))))
                continue
            licence = lock.load(lock_path)[offer.name].licence or _("nicht angegeben")
            confirm(out, said[result].format(name=offer.name, licence=licence))
    return failed


def run_list(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Print what is installed, and for the project's other languages what is recommended."""
    tags, wish = _wanted([], project)
    here, problems = installed(models_folder(project))
    locked = lock.load(lock.path_of(project))
    _warn_all(problems, err)
    if here:
        out.print(models_table(here, locked, tags))
    else:
        say(out, _("Kein Modell installiert. „make models“ holt, was die Sprachen brauchen."))
    origins = (GERMAN, choices.PIVOT)
    served = {
        tag_of(code) for one in here if tag_of(one.from_code) in origins for code in one.to_codes
    }
    advise([tag for tag in tags if tag not in served], out, size=wish.size)
    if here and parts.lacking():
        warn(out, parts.missing())
    return 0


def run_verify(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Compare every installed file with the lock file; 1 when anything differs."""
    folder = models_folder(project)
    locked = lock.load(lock.path_of(project))
    here, problems = installed(folder)
    found = [str(problem) for problem in problems]
    for name, entry in sorted(locked.items()):
        if not (folder / name).is_dir():
            found.append(_("{name} fehlt. Rufen Sie „make models“ auf.").format(name=name))
            continue
        different = lock.differences(folder / name, entry.files)
        found += [
            _("{file} ist nicht so, wie es verzeichnet ist. Rufen Sie „make models“ auf.").format(
                file=folder / name / file
            )
            for file in different
        ]
    for problem in found:
        complain(err, problem)
    for package in here:
        if package.name not in locked:
            say(out, _("{name} ist nicht verzeichnet.").format(name=package.name))
    if not found:
        say(
            out,
            _("Geprüfte Modelle: {count}. Alles ist wie verzeichnet.").format(count=len(locked)),
        )
    return 1 if found else 0


def run_pack(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Make an .argosmodel in the current folder and say how to install it."""
    recipe = packing.Recipe(
        source=options.folder,
        from_code=options.from_code,
        to_code=options.to_code,
        licence=options.licence,
        version=options.version,
        name=options.name,
        source_token=options.token,
        target_prefix=options.target_prefix,
    )
    parts.require()
    path = packing.pack(recipe, Path())
    say(out, _("{path} geschrieben.").format(path=path))
    say(out, f"  models install --from {path}")
    return 0


def run_bundle(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Write all installed and recorded packages into one file, with what runs them."""
    here, problems = installed(models_folder(project))
    _warn_all(problems, err)
    locked = lock.load(lock.path_of(project))
    packages = [package for package in here if package.name in locked]
    if not packages:
        raise UsageError(
            Location(models_folder(project)), _("Hier ist kein verzeichnetes Modell installiert.")
        )
    with tempfile.TemporaryDirectory() as folder:
        try:
            wheels = parts.download(Path(folder))
        except parts.PartsError as problem:  # whoever takes the bundle may have them
            wheels = []
            warn(err, problem)
        bundles.write(options.file, packages, locked, wheels)
    say(out, _("Modelle in {path}: {count}").format(count=len(packages), path=options.file))
    return 0


# --- what they share ------------------------------------------------------------------


def _wanted(given: Sequence[str], project: Project) -> tuple[list[str], needs.Wish]:
    """The languages asked for, or else the project's, and [translation]."""
    try:
        tags = [language(tag).tag for names in given for tag in re.split(r"[,;\s]+", names) if tag]
    except ConfigError as problem:
        raise UsageError(None, problem.message) from None
    if tags and not (project.content / ORGANISATION).is_file():
        return tags, needs.Wish()
    organisation = load_organisation(project.content)
    chosen = tags or list(organisation.languages)
    wish = needs.Wish(organisation.translation, organisation.models)
    return [tag for tag in chosen if tag != GERMAN], wish


def _warn_all(problems: Sequence[PipelineError], err: Console) -> None:
    for problem in problems:
        warn(err, problem)


def _of_languages(offers: Sequence[Offer], tags: Sequence[str] | None) -> list[Offer]:
    """What a folder or a bundle has for some languages, the way over English included; all
    of it for None. Of several versions the latest."""
    latest = {offer.code: offer for offer in sorted(offers, key=lambda offer: offer.order)}
    return [
        offer
        for offer in latest.values()
        if tags is None
        or any(tag_of(code) in tags for code in offer.to_codes)
        or leads(offer, GERMAN, choices.PIVOT)
    ]
