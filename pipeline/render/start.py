"""site/index.html: all documents in all languages, where readers find theirs first.

It greets every reader in the reader's own language: each language has a section that lists what
there is in it. Works without script; the one script moves the reader's languages to the top.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..edition.model import Edition
from ..language.table import GERMAN, Language, language
from ..text.runs import Text
from . import colours, tongues
from .chooser import unlinked
from .page import environment, favicon, font_faces, policy, setting, stack, style_sheet
from .pictures import data_uri
from .places import DOCUMENT, page_of
from .tongues import ORDER


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as a language lists it."""

    href: str
    kind: Text
    title: Text
    when: Text | None
    alert: Text | None
    others: str | None
    """Where its other languages are; None where there are none."""
    others_label: Text


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language with what there is in it."""

    language: Language
    tags: str
    """BCP 47, with spaces between them: whose readers find their language here."""
    entries: tuple[Entry, ...]


def render(editions: Sequence[Edition], today: dt.date) -> str:
    """Return the start page of ``editions``, all of which may go out (WCAG 2.2 AA).

    Languages stand in the order in which they come first; what is still to come stands before
    what has no day, and that before what is over on ``today``.

    Raises ValueError if there are no editions or a colour is not ``#rrggbb``, ConfigError if
    the logo cannot be used.
    """
    if not editions:
        raise ValueError("a start page needs something to link to")
    organisation = editions[0].organisation
    palette = colours.palette(organisation.colours)
    ordered = sorted(editions, key=lambda one: _turn(one, today))
    speaking = list({one.language.tag: one.language for one in editions}.values())
    found = [_tongue(one, ordered) for one in speaking]
    base = organisation.base_url
    body = (
        environment()
        .get_template("start_body.html.j2")
        .render(
            organisation=organisation,
            logo=data_uri(organisation.logo),
            tongues=found,
            kinds=list({one.kind_label.plain: one for one in reversed(ordered)}.values())[::-1],
        )
    )
    german = language(GERMAN)
    style = style_sheet(
        "start.css.j2",
        faces=font_faces(body, speaking),
        palette=palette,
        setting=setting(german),
        families=stack(german),
        types=list(tongues.types(speaking)),
    )
    return (
        environment()
        .get_template("start.html.j2")
        .render(
            organisation=organisation,
            palette=palette,
            style=style,
            script=Markup(ORDER),  # noqa: S704
            policy=tongues.allowing(policy(style), ORDER),
            favicon=favicon(palette.light),
            body=Markup(body),  # noqa: S704
            canonical=f"{base}/" if base else None,
        )
    )


def _turn(edition: Edition, today: dt.date) -> tuple[int, int, str]:
    if edition.event is None:
        return 1, 0, edition.slug
    days = edition.event.when.days
    if days[-1] < today:
        return 2, -days[-1].toordinal(), edition.slug
    return 0, days[0].toordinal(), edition.slug


def _tongue(speaks: Language, ordered: Sequence[Edition]) -> Tongue:
    mine = (one for one in ordered if one.language.tag == speaks.tag)
    return Tongue(speaks, tongues.tags(speaks), tuple(_entry(one, ordered) for one in mine))


def _entry(edition: Edition, ordered: Sequence[Edition]) -> Entry:
    several = sum(one.slug == edition.slug for one in ordered) > 1
    chooser = DOCUMENT.path(edition.slug, "", "index.html", draft=False)
    return Entry(
        href=page_of(edition),
        kind=edition.kind_label,
        title=unlinked(edition.title),
        when=next((fact.value for fact in edition.facts if fact.key == "when"), None),
        alert=edition.alert,
        others=chooser if several else None,
        others_label=edition.labels["languages"],
    )
