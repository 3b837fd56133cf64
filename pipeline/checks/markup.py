"""Inline Markdown in a translation: strong, emphasis, and links where the German has them."""

from __future__ import annotations

from collections.abc import Iterator

from ..inline import HTML, links
from ..messages import _
from ..model import Language, Severity, Unit
from .rule import Finding, severity


def html_in_translation(unit: Unit, language: Language, /) -> Iterator[Finding]:
    """HTML is shown as it stands, never interpreted; a reader should not have to see it."""
    found = HTML.search(unit.target)
    if found and found[0] not in unit.source:
        yield Finding(
            Severity.ERROR,
            _(
                "„{html}“ ist HTML und hat hier keinen Platz. Möglich sind nur **fett**, "
                "*betont* und die Verweise des deutschen Textes."
            ).format(html=found[0]),
        )


def link_elsewhere(unit: Unit, language: Language, /) -> Iterator[Finding]:
    """A link may only point where the German one points."""
    allowed = set(links(unit.source)) | set(links(unit.previous or ""))
    for target in links(unit.target):
        if target not in allowed:
            yield Finding(
                Severity.ERROR,
                _(
                    "Der Verweis führt zu „{target}“; der deutsche Text verweist nicht dorthin. "
                    "Übernehmen Sie die Adresse aus dem deutschen Text."
                ).format(target=target),
            )


def link_lost(unit: Unit, language: Language, /) -> Iterator[Finding]:
    """A link of the German text that the translation lacks."""
    for target in dict.fromkeys(links(unit.source)):
        if target not in links(unit.target):
            yield Finding(
                severity(unit),
                _(
                    "Der Verweis zu „{target}“ fehlt in der Übersetzung. "
                    "Schreiben Sie ihn so: [Text]({target})."
                ).format(target=target),
            )
