"""What people decide: to approve, to withdraw, to keep.

Each function brings the catalogues up to date first, so that a decision is about what
stands there now, and returns what there is to say. Nothing is printed here.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ..base.errors import ConfigError, PipelineError, UsageError
from ..base.messages import _, joined
from ..base.model import Severity, State
from ..base.project import Project
from ..catalogue import files as catalogues
from ..catalogue.po import PoFile
from ..edition.assemble import Assembled
from ..edition.model import Edition
from ..edition.reading import Shown
from ..language import fonts
from ..language.table import GERMAN, Language, languages
from ..render import html
from ..render.places import folder, folder_of, link, page, page_of
from ..review import approvals, keep, ledger
from ..review.approvals import Approval
from ..review.keep import Candidate
from ..source.glossary import load_glossary
from ..source.segments import LAYOUT
from . import flow
from .assembly import Assembly
from .release import cut, no_document, not_in


@dataclass(frozen=True, slots=True)
class Approved:
    """What became of a wish to sign."""

    title: str
    """German."""
    language: Language
    approval: Approval | None
    """None if it was refused, for these reasons."""
    refusals: tuple[str, ...] = ()
    """``file:line: what is missing``; at most `release.OBSTACLES_NAMED`, then how many more."""
    remarks: tuple[str, ...] = ()
    """What the signer should know."""
    folder: str = ""
    """Of the edition as it stood in build/ when it was read, below build/."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Translations that may stay although their German was corrected."""

    candidates: tuple[Candidate, ...]
    """All that differ slightly, the refused ones too."""
    others: int
    """Translations whose German has changed more than slightly, or that were no review's."""
    problems: tuple[PipelineError, ...]
    kept: tuple[Candidate, ...] = ()
    """Those that now count as reviewed."""


def approve(project: Project, target: Language, slug: str, by: str, now: dt.datetime) -> Approved:
    """Sign what the edition of a document in a language shows now, if it can be signed.

    It can when every unit is reviewed and no check reports an error. Raises `UsageError` for
    a document or language that there is not and for a name that cannot stand in the file.
    """
    by = _typed(by, "BY", ledger.NAME_AT_MOST)
    if lost := fonts.missing(by, target):
        raise UsageError(
            None,
            _("Für diese Zeichen im Namen gibt es keine Schrift: {characters}.").format(
                characters=" ".join(lost)
            ),
        )
    stood = _reviewed(project, target, slug)
    editions = flow.editions(project, now, drafting=False)
    one = _edition(editions, target, slug)
    path = ledger.path_of(project.locale, target, slug)
    before = ledger.read(path, target, slug)
    refused = tuple(cut(_obstacles(one)))
    if not refused and any(approvals.text_hash(shown.unit) not in stood for shown in one.units):
        refused = (
            _(
                "Der Text hat sich gerade eben erst geändert: durch das Deutsche oder das "
                "Phrasenheft. Rufen Sie „make invitations“ auf, lesen Sie ihn noch einmal, und "
                "geben Sie ihn dann frei."
            ),
        )
    if refused:
        return Approved(one.german_title, target, None, refused, folder=folder(one.edition))
    pairs = [(shown.domain, shown.unit) for shown in one.units]
    approval = approvals.sign(pairs, one.facts, by, now.date())
    remarks = list(_remarks(project, _as_built(project, one.edition, editions.made), by))
    if any(_same(approval, old) for old in approvals.in_force(before)):
        remarks.insert(0, _("Das ist schon freigegeben; es bleibt, wie es ist."))
    else:
        ledger.change(path, target, slug, lambda there: (*there, approval))
    return Approved(
        one.german_title, target, approval, remarks=tuple(remarks), folder=folder(one.edition)
    )


def withdraw(
    project: Project, target: Language, slug: str, by: str, reason: str, now: dt.datetime
) -> list[Approval]:
    """Withdraw every approval of a document in a language; return those that were in force.

    Raises `UsageError` when there is none.
    """
    by = _typed(by, "BY", ledger.NAME_AT_MOST)
    reason = _typed(reason, "REASON", ledger.REASON_AT_MOST)
    path = ledger.path_of(project.locale, target, _slug(slug))
    before = ledger.read(path, target, slug)
    standing = approvals.in_force(before)
    if not standing:
        raise UsageError(
            None,
            _("Für „{slug}“ in der Sprache {language} gilt keine Freigabe.").format(
                slug=slug, language=target.german
            ),
        )
    ledger.change(
        path,
        target,
        slug,
        lambda there: approvals.all_withdrawn(there, by, reason, now.date()),
    )
    return standing


def keepable(
    project: Project, slug: str, wanted: Collection[Language], now: dt.datetime
) -> Keeping:
    """The translations of a document that its slightly corrected German has put aside.

    ``slug`` may also be another domain that has catalogues; no ``wanted`` means all languages.
    Raises `UsageError` when there is no catalogue of it.
    """
    problems = flow.update_catalogues(project, now).problems
    files = _catalogues(project, slug, wanted)
    if not files and not problems:
        raise UsageError(
            None, _("Von „{slug}“ gibt es dort keine Übersetzungen.").format(slug=slug)
        )
    glossary = load_glossary(project.content)
    found = [one for file, row in files for one in keep.candidates(file, row, slug, glossary)]
    changed = sum(
        catalogues.state(entry, row) is State.CHANGED
        for file, row in files
        for entry in file.entries
    )
    return Keeping(tuple(found), changed - len(found), problems)


def keep_all(
    project: Project,
    slug: str,
    wanted: Collection[Language],
    by: str,
    reason: str,
    now: dt.datetime,
) -> Keeping:
    """Keep all of `keepable` that is not refused, recorded with who and why."""
    by = _typed(by, "BY", ledger.NAME_AT_MOST)
    reason = _typed(reason, "REASON", ledger.REASON_AT_MOST)
    found = keepable(project, slug, wanted, now)
    kept: list[Candidate] = []
    for file, row in _catalogues(project, slug, wanted):
        mine = [one for one in found.candidates if one.language == row]
        if done := keep.keep(file, mine, by, reason, now.date()):
            catalogues.write(file.path, file)
            kept += done
    return replace(found, kept=tuple(kept))


def _catalogues(
    project: Project, slug: str, wanted: Collection[Language]
) -> list[tuple[PoFile, Language]]:
    """Those of a domain that can be read; of the others the update has told."""
    found: list[tuple[PoFile, Language]] = []
    for row in languages().values():
        path = catalogues.catalogue_path(project.locale, row, _slug(slug))
        if wanted and row not in wanted:
            continue
        with suppress(PipelineError):
            if file := catalogues.read(path, row):
                found.append((file, row))
    return found


# --- what is in the way ----------------------------------------------------------------------


def _edition(editions: Assembly, target: Language, slug: str) -> Assembled:
    slugs = {one.edition.slug for one in editions.made}
    if target.tag == GERMAN:
        raise UsageError(None, _("Das Deutsche ist der Text des Amtes und braucht keine Freigabe."))
    for one in editions.made:
        if (one.edition.slug, one.edition.language) == (slug, target):
            return one
    for row in editions.unmade:
        if (row.slug, row.language) == (slug, target) and row.faults:
            raise ConfigError(None, row.faults[0])
    raise UsageError(None, not_in(target, slug) if slug in slugs else no_document(slug, slugs))


def _obstacles(one: Assembled) -> Iterator[str]:
    """Everything that keeps an edition from being signed, with file and line."""
    for found in one.findings:
        if found.severity is Severity.ERROR:
            yield joined(": ", (str(found.location or one.edition.slug), found.message))
    for shown in one.units:
        if shown.unit.state < State.REVIEWED:
            missing = joined(" ", (_missing(shown.unit.state), _quoted(shown)))
            yield joined(": ", (_place(shown), missing))
        for found in shown.diagnostics:
            if found.severity is Severity.ERROR:
                yield joined(": ", (_place(shown), found.message))


def _missing(state: State) -> str:
    return {
        State.MISSING: _("Noch nicht übersetzt:"),
        State.DRAFT: _("Ein Entwurf, den noch kein Mensch geprüft hat:"),
        State.CHANGED: _("Der deutsche Text hat sich geändert, die Übersetzung noch nicht:"),
    }[state]


def _place(shown: Shown) -> str:
    return str(shown.unit.location or shown.domain)


def _quoted(shown: Shown) -> str:
    return f"„{approvals.beginning(shown.unit.source)}“"


def _reviewed(project: Project, target: Language, slug: str) -> set[str]:
    """The hashes of all texts that are reviewed before anything is brought up to date."""
    found = set()
    for domain in (slug, LAYOUT):
        with suppress(PipelineError):  # told of later
            path = catalogues.catalogue_path(project.locale, target, _slug(domain))
            if file := catalogues.read(path, target):
                units = catalogues.catalogue(file, target, domain).units.values()
                found |= {
                    approvals.text_hash(unit) for unit in units if unit.state >= State.REVIEWED
                }
    return found


def _as_built(project: Project, edition: Edition, made: Sequence[Assembled]) -> Edition:
    """The edition with links to where its other languages now lie in build/.

    Every approval since the last run has moved a language, and with it the links of all pages.
    """
    alternates = []
    for other in (one.edition for one in made if one.edition.slug == edition.slug):
        own = next(one for one in other.alternates if one.tag == other.language.tag)
        draft = not (project.build / page(other.slug, own.tag, draft=False)).is_file()
        if not draft or not edition.publishable:
            place = link(folder(edition), folder_of(other.slug, own.tag, draft=draft))
            alternates.append(replace(own, folder=place, draft=draft))
    return replace(edition, alternates=tuple(alternates))


def _remarks(project: Project, edition: Edition, by: str) -> Iterator[str]:
    """That somebody signs what that person has translated, or what nobody can have read."""
    target = edition.language
    built = project.build / page_of(edition)
    if not built.is_file() or built.read_text(encoding="utf-8") != html.render(edition):
        yield _(
            "In build/ steht noch nicht genau diese Fassung. Rufen Sie „make invitations“ auf und "
            "lesen Sie sie; stimmt etwas nicht, nehmen Sie die Freigabe zurück (make withdraw)."
        )
    file = catalogues.read(catalogues.catalogue_path(project.locale, target, edition.slug), target)
    translator = (file.fields() if file else {}).get("Last-Translator", "").partition("<")[0]
    if folded(translator) == folded(by.partition(",")[0]):
        yield _(
            "{name} hat zuletzt übersetzt und gibt nun auch frei. Besser liest eine zweite "
            "Person gegen."
        ).format(name=translator.strip())


def _same(one: Approval, other: Approval) -> bool:
    """Whether two approvals say the same, on whatever day."""
    texts = ({signed.text for signed in approval.units} for approval in (one, other))
    return one.by == other.by and one.facts == other.facts and next(texts) == next(texts)


def _typed(text: str, name: str, at_most: int) -> str:
    try:
        return ledger.one_line(text, name, at_most)
    except ConfigError as problem:
        raise UsageError(None, problem.message) from None


def _slug(text: str) -> str:
    """A domain as it may stand in a path."""
    if not text or set(text) & set("/\\\0") or text.startswith("."):
        raise UsageError(None, no_document(text, ()))
    return text


def folded(text: str) -> str:
    """A name as it is compared with another: however it is written, ``_`` for ``-`` included."""
    return unicodedata.normalize("NFC", text).strip().replace("_", "-").casefold()
