"""build/<slug>/index.html: the page behind the QR code, where readers find their language.

It works without script. The only script moves the reader's languages to the top; its hash
stands in the policy of the page, which allows no other (CSP level 3).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final
from urllib.parse import urljoin

from markupsafe import Markup

from ..edition.model import Edition
from ..edition.values import website
from ..language.scripts import Setting
from ..language.table import GERMAN, Language
from ..source.facts import Event
from ..text.runs import Run, Text
from . import colours, qr, schema_org
from .format import Format, Single, Whole
from .page import (
    environment,
    favicon,
    font_faces,
    policy,
    setting,
    stack,
    style_sheet,
)
from .pictures import data_uri
from .places import PAGE

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

    href: str
    name: Text
    icon: str


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


def render(whole: Whole) -> str:
    """Return the language chooser of one document (HTML Standard; WCAG 2.2 AA).

    Editions are shown in the order in which ``whole`` has them; a language without a page is
    left out. The page itself speaks German, or the first language where there is no German
    edition.

    Raises ValueError if there is no page to link to or a colour is not ``#rrggbb``,
    ConfigError if the logo cannot be used.
    """
    editions = whole.editions
    cards = [card for one in editions if (card := _card(one, whole.by_row(one.language.tag)))]
    if not cards:
        raise ValueError("a language chooser needs a page to link to")
    lead = next((one for one in editions if one.language.tag == GERMAN), editions[0])
    organisation = lead.organisation
    palette = colours.palette(organisation.colours)
    own = qr.chooser_address(lead)
    body = (
        environment()
        .get_template("chooser_body.html.j2")
        .render(
            lead=lead,
            organisation=organisation,
            logo=data_uri(organisation.logo),
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
            json_ld=schema_org.script_data(event) if event else None,
        )
    )


def _card(edition: Edition, files: Mapping[Format[Single], str]) -> Card | None:
    page = next((name for row, name in files.items() if row.ending == PAGE), None)
    if page is None:
        return None
    tag = edition.language.tag
    return Card(
        language=edition.language,
        href=page,
        kind=edition.kind_label,
        title=_unlinked(edition.title),
        when=next((fact.value for fact in edition.facts if fact.key == "when"), None),
        alert=edition.alert,
        german_alert=edition.german_alert,
        downloads=tuple(_downloads(edition, files)),
        tags=f"{tag} {ALSO.get(tag, '')}".strip(),
    )


def _downloads(edition: Edition, files: Mapping[Format[Single], str]) -> Iterator[Download]:
    offered = [(row.offer, row, name) for row, name in files.items() if row.offer]
    for offer, row, name in sorted(offered, key=lambda one: one[0].rank):
        own = Text((Run(offer.name, ltr=True),))
        yield Download(name, edition.labels.get(row.label, own), offer.icon)


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
    if event.place:
        yield "where", event.place
    if event.online and event.online.url:
        yield "online_url", Text(website(event.online.url)).plain


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
