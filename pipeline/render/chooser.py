"""build/<slug>/index.html: the page behind the QR code, where readers find their language.

It works without script. The only script moves the reader's languages to the top; its hash
stands in the policy of the page, which allows no other (CSP level 3).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urljoin

from markupsafe import Markup

from ..edition.model import Edition
from ..language.table import GERMAN, Language
from ..source.facts import Event
from ..text.runs import Run, Text
from . import colours, qr, schema_org
from .page import (
    Setting,
    environment,
    favicon,
    font_faces,
    picture,
    policy,
    setting,
    stack,
    style_sheet,
)

DOWNLOADS: Final = {
    "pdf": "PDF",
    "docx": "Word",
    "png": "PNG",
    "ics": "ICS",
    "txt": "TXT",
    "zip": "ZIP",
}
"""File endings that are offered besides the page, in this order, and what people call them.
A label ``file_<ending>`` in `Edition.labels` is preferred."""

ALSO: Final[Mapping[str, str]] = {
    "ckb": "ku-IQ ku-IR ku-Arab",
    "fa": "pes",
    "id": "in",
    "kmr": "ku",
    "om": "gaz hae",
    "prs": "fa-AF",
    "ps": "pbt pbu pst",
    "ro": "mo",
    "rom": "rmc rmf rml rmn rmo rmy",
    "sq": "aln als",
    "sr-Cyrl": "sr",
    "sr-Latn": "sh sr-ME",
    "zh-CN": "zh zh-Hans",
}
"""What else browsers and phones call a language (CLDR, aliases and likely subtags)."""

SCRIPT: Final = """
"use strict";
{
  const list = document.getElementById("tongues");
  const cards = [...list.children].map(card => [card, card.dataset.tags.toLowerCase().split(" ")]);
  const yours = new Set();
  for (const wanted of navigator.languages.map(tag => tag.toLowerCase())) {
    // Lookup (RFC 4647, 3.4): the whole tag, then ever less of it; last, another region's.
    const parts = wanted.split("-");
    const ranges = parts.map((_, cut) => parts.slice(0, parts.length - cut).join("-"));
    const found =
      ranges.map(range => cards.find(([, tags]) => tags.includes(range))).find(Boolean) ??
      cards.find(([, tags]) => tags.some(tag => tag.split("-")[0] === parts[0]));
    if (found) yours.add(found[0]);
  }
  list.prepend(...yours);
  list.firstElementChild.classList.toggle("first", yours.size > 0);
}
"""


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a language besides its page."""

    ending: str
    href: str
    name: Text


@dataclass(frozen=True, slots=True)
class Card:
    """One language as the page greets it."""

    language: Language
    href: str
    kind: Text
    title: Text
    when: Text | None
    """The date in the language's own words."""
    alert: Text | None
    german_alert: str | None
    downloads: tuple[Download, ...]
    tags: str
    """BCP 47, with spaces between them: whose readers find their language here."""


def render(editions: Sequence[Edition], files: Mapping[str, Sequence[str]]) -> str:
    """Return the language chooser of one document (HTML Standard; WCAG 2.2 AA).

    ``editions`` are those that may be published, in the order they are shown. ``files``
    holds each language's files by its tag, as paths from the chooser's folder
    (``ar/fest.ar.html``, ``share/ar.zip``); a language without an .html is left out. The
    page itself speaks German, or the first language where there is no German edition.

    Raises ValueError if there is no page to link to or a colour is not ``#rrggbb``,
    ConfigError if the logo cannot be used.
    """
    cards = [card for one in editions if (card := _card(one, files.get(one.language.tag, ())))]
    if not cards:
        raise ValueError("a language chooser needs a page to link to")
    lead = next((one for one in editions if one.language.tag == GERMAN), editions[0])
    organisation = lead.organisation
    palette = colours.palette(organisation.colours)
    own = qr.address(lead)
    body = (
        environment()
        .get_template("chooser_body.html.j2")
        .render(
            lead=lead,
            organisation=organisation,
            logo=picture(organisation.logo),
            cards=cards,
            greetings=list(_greetings(cards)),
            essentials=list(_essentials(lead.event)) if lead.event else [],
            canonical=own,
        )
    )
    speaking = [lead.language, *(card.language for card in cards)]
    style = style_sheet(
        "chooser.css.j2",
        faces=font_faces(body, speaking),
        palette=palette,
        setting=setting(lead.language),
        families=stack(lead.language),
        types=list(_types(card.language for card in cards)),
    )
    event = schema_org.event(lead, own)
    return (
        environment()
        .get_template("chooser.html.j2")
        .render(
            lead=lead,
            organisation=organisation,
            palette=palette,
            style=style,
            script=Markup(SCRIPT),  # noqa: S704
            policy=f"{policy(style)}; script-src {_source(SCRIPT)}",
            favicon=favicon(palette.light),
            body=Markup(body),  # noqa: S704
            canonical=own,
            hreflangs=[(card.language.tag, urljoin(own or "", card.href)) for card in cards],
            json_ld=schema_org.island(event) if event else None,
        )
    )


def _card(edition: Edition, files: Sequence[str]) -> Card | None:
    by_ending = {PurePosixPath(name).suffix.removeprefix("."): name for name in files}
    page = by_ending.get("html")
    if page is None:
        return None
    tag = edition.language.tag
    names = {ending: Text((Run(name, ltr=True),)) for ending, name in DOWNLOADS.items()}
    return Card(
        language=edition.language,
        href=page,
        kind=edition.kind_label,
        title=_unlinked(edition.title),
        when=next((fact.value for fact in edition.facts if fact.key == "when"), None),
        alert=edition.alert,
        german_alert=edition.german_alert,
        downloads=tuple(
            Download(ending, by_ending[ending], edition.labels.get(f"file_{ending}", name))
            for ending, name in names.items()
            if ending in by_ending
        ),
        tags=f"{tag} {ALSO.get(tag, '')}".strip(),
    )


def _unlinked(text: Text) -> Text:
    """Return ``text`` for the inside of a link."""
    return replace(text, runs=tuple(replace(run, link=None) for run in text.runs))


def _greetings(cards: Iterable[Card]) -> Iterator[Card]:
    """Yield one card for each different word for what this is ("Invitation")."""
    seen: set[str] = set()
    for card in cards:
        if card.kind.plain not in seen:
            seen.add(card.kind.plain)
            yield card


def _essentials(event: Event) -> Iterator[tuple[str, str]]:
    """Yield what needs no language: symbol, and date, time or place in figures and names."""
    yield "when", " – ".join(f"{day:%d.%m.%Y}" for day in event.when.days)
    if times := event.when.times:
        yield "time", " – ".join(f"{time:%H:%M}" for time in times)
    yield "where", event.place


def _types(languages: Iterable[Language]) -> Iterator[tuple[list[str], Markup, Setting]]:
    """Yield the tags of languages that are set alike, their fonts and how they are set."""
    rows = sorted(languages, key=lambda row: (stack(row), row.script))
    for families, group in groupby(rows, key=stack):
        alike = list(group)
        yield [row.tag for row in alike], families, setting(alike[0])


def _source(script: str) -> str:
    """Return the CSP source of an inline script (CSP level 3, 2.3.1)."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
