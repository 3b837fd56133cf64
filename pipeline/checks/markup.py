"""Inline Markdown in a translation: strong, emphasis, and links where the German has them."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.messages import _
from ..base.model import Severity, State
from ..catalogue.units import Unit
from ..text.form import BREAK
from ..text.inline import HTML, links, parse, plain
from .facts import elsewhere
from .rule import Context, Finding, error, fact, severity, warning
from .versions import is_allowed, is_version


@fact
def html_in_translation(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """HTML is shown as it stands, never interpreted; a reader should not have to see it."""
    if "<" not in unit.target:
        return
    for found in HTML.finditer(unit.target):
        if found[0] not in unit.source:
            yield Finding(
                Severity.ERROR,
                _(
                    "„{html}“ ist HTML und hat hier keinen Platz. Möglich sind nur **fett**, "
                    "*betont* und die Verweise des deutschen Textes."
                ).format(html=found[0]),
            )


@fact
def link_elsewhere(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A link may only point where the German one points."""
    if "[" not in unit.target:
        return
    before = links(unit.previous or "") if unit.state is State.CHANGED else []
    allowed = links(unit.source)
    for target in dict.fromkeys(links(unit.target)):
        if target in allowed or any(
            is_allowed(one, target, context.language, context.versions) for one in allowed
        ):
            continue
        own = [one for one in allowed if is_version(one, target, context.language)]
        if own:
            yield Finding(Severity.WARNING, elsewhere(own[0], target))
        else:
            yield Finding(
                Severity.WARNING if target in before else Severity.ERROR,
                _(
                    "Der Verweis führt zu „{target}“; der deutsche Text verweist nicht dorthin. "
                    "Übernehmen Sie die Adresse aus dem deutschen Text."
                ).format(target=target),
            )


@error
def link_lost(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """A link of the German text that the translation lacks."""
    if "[" not in unit.source:
        return
    found = links(unit.target)
    for target in dict.fromkeys(links(unit.source)):
        if target not in found and not any(
            is_allowed(target, one, context.language, context.versions)
            or is_version(target, one, context.language)
            for one in found
        ):
            yield Finding(
                severity(unit),
                _(
                    "Der Verweis zu „{target}“ fehlt in der Übersetzung. "
                    "Schreiben Sie ihn so: [Text]({target})."
                ).format(target=target),
            )


@warning
def break_lost(unit: Unit, context: Context, /) -> Iterator[str]:
    """A hard line break of the German text that the translation lacks."""
    lost = unit.source.strip().count(BREAK) - unit.target.strip().count(BREAK)
    if lost > 0:
        yield _(
            "Im deutschen Text beginnt hier eine neue Zeile, in der Übersetzung nicht "
            "({count}). Beginnen Sie dort auch eine neue Zeile."
        ).format(count=lost)


@error
def markup_broken(unit: Unit, context: Context, /) -> Iterator[Finding]:
    """Stars and brackets that were meant as Markdown and would be shown as they stand."""
    if "**" not in unit.target and "](" not in unit.target:
        return
    shown, german = plain(unit.target), plain(unit.source)
    for mark in ("**", "]("):
        if mark in shown and mark not in german:
            yield Finding(
                severity(unit),
                _(
                    "„{mark}“ bliebe im Text stehen. Schreiben Sie **fett** ohne Leerzeichen "
                    "an den Sternen und Verweise so: [Text](Adresse)."
                ).format(mark=mark),
            )


@warning
def emphasis_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """What is strong in the German is strong in the translation, and nothing else."""
    if "*" not in unit.target and "*" not in unit.source:
        return
    wanted, found = _strong(unit.source), _strong(unit.target)
    if wanted > found:
        yield _(
            "Im deutschen Text ist etwas **fett**, in der Übersetzung nicht. "
            "Setzen Sie zwei Sterne vor und hinter die Wörter, die es auch hier sein sollen."
        )
    elif found > wanted:
        yield _(
            "In der Übersetzung ist mehr **fett** als im deutschen Text. "
            "Löschen Sie die Sterne, wo im Deutschen keine stehen."
        )


def _strong(text: str) -> int:
    """How many stretches of a text are strong."""
    if "**" not in text:
        return 0
    strong = [run.strong for run in parse(text)]
    return sum(now and not before for before, now in zip([False, *strong], strong, strict=False))
