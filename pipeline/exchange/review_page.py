"""build/review/<lang>.html: what the reviewers of a language have to look at.

The reader sits on an advisory council, knows both languages and no program: beside the German
stands what was made of it, what changed since, what the checks found, where the text came
from, and in which file and line it can be mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from markupsafe import Markup

from ..base.model import Severity, State, UnitKey
from ..edition.assemble import Assembled
from ..edition.reading import Shown
from ..language.table import GERMAN, Language
from ..render.places import PAGE
from ..report import office
from ..report.office import Slice, number, sentence, signed, slices, state_names
from ..review.approvals import SignOff
from ..source.organisation import Organisation
from ..source.segments import LAYOUT, words
from .entries import Passage, is_left, is_open, passage

UP: Final = "../"
"""From review/ to build/."""

IN_ENGLISH: Final = (
    "Read every translation next to the German. Correct it in the file named beside it, with a "
    "PO editor such as Poedit, and when it is right remove the mark “Needs work” (fuzzy): what "
    "keeps the mark counts as not reviewed.",
    "When all texts of a document are reviewed, a second person signs it with the command "
    "below the document; any later change of the text voids the signature.",
)
"""The instructions in the language that most helpers share."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document as its edition in the language shows it."""

    slug: str
    title: str
    """German."""
    units: Sequence[Shown]
    signoff: SignOff | None
    edition: str | None = None
    """Its page, relative to build/."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Texts that follow each other: those to look at, or those that are done."""

    open: bool
    entries: tuple[Passage, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A document, or the labels of all of them, with something to look at."""

    id: str
    title: str
    labels: bool
    slices: tuple[Slice, ...]
    left: str
    groups: tuple[Stretch, ...]
    edition: str | None
    signed: Markup | None
    remarks: tuple[Markup, ...]
    command: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A document with nothing to look at."""

    id: str
    title: str
    edition: str | None
    state: str
    signed: Markup | None


def review_pages(
    organisation: Organisation,
    made: Iterable[Assembled],
    files: Mapping[tuple[str, str], Sequence[str]],
    *,
    root: Path = Path(),
) -> dict[str, str]:
    """Return the page of every language besides German by its name relative to build/.

    ``made`` is in the order of documents. ``files`` holds what was written of an edition, by
    slug and tag, relative to build/.
    """
    parts: dict[str, list[Part]] = {}
    languages: dict[str, Language] = {}
    for one in made:
        language, slug = one.edition.language, one.edition.slug
        if language.tag == GERMAN:
            continue
        name = f"/{one.edition.stem}.{PAGE}"
        page = (path for path in files.get((slug, language.tag), ()) if path.endswith(name))
        languages[language.tag] = language
        part = Part(slug, one.german_title, one.units, one.signoff, next(page, None))
        parts.setdefault(language.tag, []).append(part)
    return {
        f"review/{tag}.html": render(organisation, languages[tag], own, root=root)
        for tag, own in parts.items()
    }


def render(
    organisation: Organisation, language: Language, parts: Sequence[Part], *, root: Path = Path()
) -> str:
    """Return the page of one language: self-contained, without script (WCAG 2.2 AA).

    A text has to be looked at until it is what ``organisation`` requires, reviewed or also
    approved, and as long as a check finds something in it. The labels, which all documents
    share, come first, then documents in the order of ``parts``, those with nothing to look at
    as a list at the end. Files are named as seen from ``root``, the project, in which build/
    lies.

    Raises ConfigError if the logo cannot be used, ValueError if a colour is not ``#rrggbb``.
    """
    sections: list[ReviewSection] = []
    finished: list[Finished] = []
    requires = organisation.requires
    labels: dict[UnitKey, Shown] = {}
    for one in (one for part in parts for one in part.units if one.domain == LAYOUT):
        other = labels.setdefault(_key(one), one)
        if one.unit.state < other.unit.state:  # signed in one document and not in another
            labels[_key(one)] = one
    every = list(labels.values())
    if any(is_open(one, requires) for one in every):
        sections.append(_labels(every, root, requires))
    for part in parts:
        own = [one for one in part.units if one.domain != LAYOUT]
        every += own
        if any(is_open(one, requires) for one in own) or _unsigned(part, requires):
            sections.append(_document(part, own, language, root, requires))
        else:
            finished.append(_finished(part, own))
    return office.render(
        "review",
        f"Prüfen: {language.german}",
        organisation,
        reading=language,
        language=language,
        say=_sentences(),
        english=IN_ENGLISH,
        figures=_figures(every, requires),
        sections=sections,
        finished=finished,
    )


def _labels(units: Sequence[Shown], root: Path, requires: State) -> ReviewSection:
    return ReviewSection(
        id="labels",
        title="Beschriftungen aller Dokumente",
        labels=True,
        slices=_slices(units),
        left=_left(units, requires),
        groups=tuple(_groups(units, root, requires)),
        edition=None,
        signed=None,
        remarks=(),
        command="",
    )


def _document(
    part: Part, units: Sequence[Shown], language: Language, root: Path, requires: State
) -> ReviewSection:
    signoff = part.signoff
    return ReviewSection(
        id=f"d-{part.slug}",
        title=part.title,
        labels=False,
        slices=_slices(units),
        left=_left(units, requires),
        groups=tuple(_groups(units, root, requires)),
        edition=f"{UP}{part.edition}" if part.edition else None,
        signed=sentence(signed(signoff)) if signoff else None,
        remarks=tuple(map(sentence, (*signoff.voided, *signoff.facts_changed))) if signoff else (),
        command=f"make approve LANGUAGE={language.tag} DOCUMENT={part.slug} "
        'BY="Ihr Name, Ihre Stelle"',
    )


def _finished(part: Part, units: Sequence[Shown]) -> Finished:
    lowest = min((shown.unit.state for shown in part.units), default=State.REVIEWED)
    return Finished(
        id=f"d-{part.slug}",
        title=part.title,
        edition=f"{UP}{part.edition}" if part.edition else None,
        state=state_names()[lowest],
        signed=sentence(signed(part.signoff)) if part.signoff else None,
    )


def _unsigned(part: Part, requires: State) -> bool:
    """Whether only a signature is missing, or one has lost its ground."""
    wanted = requires is State.APPROVED and any(is_left(one, requires) for one in part.units)
    signoff = part.signoff
    return wanted or (signoff is not None and bool(signoff.voided or signoff.facts_changed))


def _groups(units: Sequence[Shown], root: Path, requires: State) -> Iterator[Stretch]:
    for looked_at, group in groupby(units, key=lambda one: is_open(one, requires)):
        shown = list(group)
        yield Stretch(
            looked_at,
            tuple(passage(one, root, UP, requires) for one in shown),
            f"{len(shown)} geprüfte Texte dazwischen"
            if len(shown) > 1
            else "1 geprüfter Text dazwischen",
        )


def _key(shown: Shown) -> UnitKey:
    return shown.unit.context, shown.unit.source


def _slices(units: Iterable[Shown]) -> tuple[Slice, ...]:
    return slices(Counter(shown.unit.state for shown in units))


def _left(units: Sequence[Shown], requires: State) -> str:
    waiting = [shown.unit for shown in units if is_left(shown, requires)]
    left = number(sum(words(unit.source) for unit in waiting))
    return f"Texte zu prüfen: {number(len(waiting))}, Wörter: {left}"


def _figures(units: Sequence[Shown], requires: State) -> list[tuple[str, str]]:
    waiting = [shown.unit for shown in units if is_left(shown, requires)]
    found = [found.severity for shown in units for found in shown.diagnostics]
    figures = [
        (len(waiting), "Texte sind noch zu prüfen"),
        (sum(words(unit.source) for unit in waiting), "Wörter sind noch zu prüfen"),
        (found.count(Severity.ERROR), "Fehler"),
        (found.count(Severity.WARNING), "Warnungen"),
    ]
    return [(number(count), what) for count, what in figures]


def _sentences() -> dict[str, str]:
    return {
        "back": "Zur Übersicht",
        "how": "So geht es",
        "review": (
            "Lesen Sie jede Übersetzung neben dem Deutschen. Berichtigen Sie sie in der Datei, "
            "die daneben genannt ist, mit einem PO-Editor wie Poedit, und entfernen Sie, wenn "
            "sie stimmt, die Markierung „Überarbeitungsbedarf“ (fuzzy): Was die Markierung "
            "behält, gilt als ungeprüft."
        ),
        "approve": (
            "Sind alle Texte eines Dokuments geprüft, gibt eine zweite Person es mit dem Befehl "
            "frei, der unter dem Dokument steht; ändert sich der Text danach, gilt die Freigabe "
            "nicht mehr."
        ),
        "contents": "Inhalt",
        "german": "Deutsch",
        "missing": "noch keine Übersetzung",
        "before": "Die Übersetzung gehört noch zum früheren deutschen Text.",
        "edition": "Fassung ansehen",
        "command": "Freigeben, wenn alles geprüft ist:",
        "finished": "Hier ist nichts zu tun",
        "done": "Alles ist geprüft.",
    }
