"""One text as the reviewers' page shows it: what changed, what was found, where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from ..base.model import State
from ..catalogue import remarks
from ..catalogue.grammar import Maker
from ..catalogue.remarks import Origin
from ..catalogue.units import Unit
from ..edition.reading import Shown
from ..report.office import FindingLine, findings, state_names, visible, where
from ..source.model import Role
from ..source.segments import ROLE_NOTES
from ..text.changes import changes


@dataclass(frozen=True, slots=True)
class Passage:
    """One text."""

    role: str
    """In German; empty for labels, which a part of the page has to itself."""
    state: State
    state_name: str
    german: Markup
    """With what went and came, word by word, where it changed."""
    target: Markup | None
    """None where there is none."""
    findings: tuple[FindingLine, ...]
    origin: Markup | None
    """How the draft came about; None where nobody noted it."""
    comments: tuple[Markup, ...]
    """What else translators and programs noted."""
    notes: tuple[Markup, ...]
    """Placeholders, glossary, similar texts."""
    href: str | None
    place: str


def is_left(shown: Shown, requires: State) -> bool:
    """Whether somebody still has to review it, or to sign it where that is required."""
    return shown.unit.state < requires


def is_open(shown: Shown, requires: State) -> bool:
    """Whether there is something to look at: `is_left`, or a check found something."""
    return is_left(shown, requires) or bool(shown.diagnostics)


def passage(shown: Shown, root: Path, up: str, requires: State) -> Passage:
    """Return a unit as the page shows it; ``up`` leads to build/, which lies in ``root``."""
    unit = shown.unit
    href, place = where(unit.location, root, up)
    made = remarks.origin(unit.comment, unit.target)
    return Passage(
        role="" if unit.role in (None, Role.LABEL) else ROLE_NOTES[unit.role],
        state=unit.state,
        state_name="geprüft, noch nicht freigegeben"
        if unit.state is State.REVIEWED and is_left(shown, requires)
        else state_names()[unit.state],
        german=_german(unit),
        target=visible(unit.target) if unit.target.strip() else None,
        findings=findings(
            (
                replace(found, location=None) if found.location == unit.location else found
                for found in shown.diagnostics
            ),
            root,
            up,
        ),
        origin=visible(_origin(made)) if made else None,
        comments=tuple(map(visible, _comments(unit.comment, parsed=made is not None))),
        notes=tuple(map(visible, _notes(unit))),
        href=href,
        place=place,
    )


def _german(unit: Unit) -> Markup:
    """Return the German, where it changed with what went and came."""
    if unit.state is not State.CHANGED or unit.previous is None:
        return visible(unit.source)
    form = {
        "same": Markup("{1}"),
        "out": Markup('<del><span class="unseen">{0}</span>{1}</del>'),
        "in": Markup('<ins><span class="unseen">{0}</span>{1}</ins>'),
    }
    said = {"same": "", "out": "[entfernt:] ", "in": "[neu:] "}
    return Markup("").join(
        form[piece.kind].format(said[piece.kind], visible(piece.text))
        for piece in changes(unit.previous, unit.source)
    )


def _origin(made: Origin) -> str:
    """Return how a draft that nobody has touched came about."""
    sentences = {
        Maker.MACHINE: "Maschinell übersetzt am {date} ({detail})",
        Maker.MEMORY: "Aus dem Übersetzungsgedächtnis am {date} ({detail})",
        Maker.PHRASEBOOK: "Aus dem Phrasenheft am {date} ({detail})",
    }
    said = sentences[made.maker].format(date=f"{made.date:%d.%m.%Y}", detail=made.detail)
    if made.score is None:
        return said
    return f"{said}, Güte {round(100 * made.score)} %"


def _comments(comment: str, *, parsed: bool) -> Iterator[str]:
    """Yield the lines of a translator comment but for what `_origin` says."""
    for line in comment.split("\n"):
        if line.strip() and not (parsed and remarks.was_filled(line)):
            yield remarks.readable(line)


def _notes(unit: Unit) -> list[str]:
    """Return the lines for translators but for the role."""
    lines = [line for line in unit.note.split("\n") if line.strip()]
    return lines[1:] if lines and lines[0] in ROLE_NOTES.values() else lines
