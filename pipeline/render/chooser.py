"""build/<slug>/index.html: the page behind the QR code, where readers find their language.

It works without script. The only script moves the reader's languages to the top and lets a phone
pass on text, picture or link; its hash stands in the policy of the page, which allows no other
(CSP level 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin

from markupsafe import Markup

from ..edition.model import Edition
from ..edition.values import website
from ..language.table import GERMAN, Language
from ..source.clock import clock
from ..source.facts import Event
from ..text.runs import Run, Text
from . import colours, qr, schema_org, text, tongues
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
from .tongues import ORDER

LINK: Final = "Link"
"""What the address of a page is called in any language, as is "PDF"."""

HAND_ON: Final = """{
  // Text, picture and link of a language, each by itself: to another program of the phone where
  // it can (Web Share), else into the clipboard. What neither does stays hidden: links remain.
  const share = data => navigator.canShare?.(data) ? () => navigator.share(data) : null;
  const copy = text => navigator.clipboard ? () => navigator.clipboard.writeText(text) : null;
  const offer = (button, shared, copied) => {
    const steps = [shared, copied].filter(Boolean);
    if (!steps.length) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      for (const step of steps) {
        try {
          await step();
          if (step === copied) {
            button.classList.add("done");
            const told = button.closest("details").querySelector("output");
            told.textContent = `✓ ${button.textContent.trim()}`;
          }
          return;
        } catch (problem) {
          if (problem.name === "AbortError") return;
        }
      }
    });
  };
  const picture = async button => {
    const address = button.dataset.given;
    const answer = await fetch(address);
    if (!answer.ok) return;
    const blob = await answer.blob();
    const file = new File([blob], address.split("/").pop(), { type: "image/png" });
    const clip = window.ClipboardItem && navigator.clipboard?.write;
    offer(button, share({ files: [file] }), clip ? () =>
      navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]) : null);
  };
  for (const details of document.querySelectorAll("#tongues details")) {
    details.addEventListener("toggle", () => {
      for (const button of details.querySelectorAll("button[data-pass]")) {
        const { pass, given } = button.dataset;
        if (pass === "picture") {
          if (location.protocol !== "file:") picture(button).catch(() => {});
          continue;
        }
        const url = pass === "link" ? new URL(given, document.baseURI).href : null;
        offer(button, share(url ? { url } : { text: given }), copy(url ?? given));
      }
    }, { once: true });
  }
}
"""
"""Lets phones pass on one thing at a time; see `PassedOn`."""

SCRIPT: Final = ORDER + HAND_ON
"""The one script of the page."""


_DATES: Final = 3
"""Of several that a card shows."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a language besides its page."""

    href: str
    name: Text
    icon: str


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What a phone can pass on by itself, where it can run the script."""

    what: str
    """``text``, ``picture`` or ``link``."""
    name: Text
    given: str
    """The text, or the address of picture or page."""


@dataclass(frozen=True, slots=True)
class Card:
    """One language as the page greets it."""

    language: Language
    href: str
    kind: Text
    title: Text
    when: tuple[Text, ...]
    """The date in the language's own words, or several."""
    alert: Text | None
    german_alert: str | None
    downloads: tuple[Download, ...]
    tags: str
    """BCP 47, with spaces between them: whose readers find their language here."""
    passed_on: tuple[PassedOn, ...]


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
        types=list(tongues.types(card.language for card in cards)),
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
            policy=tongues.allowing(policy(style), SCRIPT) + "; connect-src 'self'",
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
    return Card(
        language=edition.language,
        href=page,
        kind=edition.kind_label,
        title=unlinked(edition.title),
        when=next((fact.short(_DATES) for fact in edition.facts if fact.key == "when"), ()),
        alert=edition.alert,
        german_alert=edition.german_alert,
        downloads=tuple(_downloads(edition, files)),
        tags=tongues.tags(edition.language),
        passed_on=tuple(_passed_on(edition, files, page)),
    )


def _downloads(edition: Edition, files: Mapping[Format[Single], str]) -> Iterator[Download]:
    offered = [(row.offer, row, name) for row, name in files.items() if row.offer]
    for offer, row, name in sorted(offered, key=lambda one: one[0].rank):
        yield Download(name, _called(edition, row), offer.icon)


def _passed_on(
    edition: Edition, files: Mapping[Format[Single], str], page: str
) -> Iterator[PassedOn]:
    """Yield message, picture and link, as far as there are the files to fall back on."""
    names = {row.ending: (row, name) for row, name in files.items()}
    if "txt" in names:
        yield PassedOn("text", _called(edition, names["txt"][0]), text.render(edition))
    if "png" in names:
        row, name = names["png"]
        yield PassedOn("picture", _called(edition, row), name)
    yield PassedOn("link", Text((Run(LINK, ltr=True),)), page)


def _called(edition: Edition, row: Format[Single]) -> Text:
    """Return what readers call a file: their own word, else one that any language has."""
    name = row.offer.name if row.offer else row.ending
    return edition.labels.get(row.label, Text((Run(name, ltr=True),)))


def unlinked(text: Text) -> Text:
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
        yield "time", " – ".join(map(clock, times))
    if event.place:
        yield "where", event.place
    if event.online and event.online.url:
        yield "online_url", Text(website(event.online.url)).plain
