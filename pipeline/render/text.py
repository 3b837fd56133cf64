"""An Edition as a message to paste into a messenger, an SMS or an e-mail.

Plain text carries no direction. Messengers take it from the first strong letter of a line
(UAX #9, P2 and P3), so in a right-to-left language every line starts right-to-left, and
every island (`Run.ltr`, German) is closed off with U+2066 LRI … U+2069 PDI. Left-to-right
languages need no mark and get none.

Addresses that an app turns into links are parted from the PDI by a space, and the address
of the page stands on a line of its own without any mark: several apps take an invisible
character that follows for a part of the address (for example element-web issue 30351).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from ..edition.formatting import colon
from ..edition.model import Edition, Fact, FactGroup
from ..language.table import GERMAN, Language
from ..source.model import Kind
from ..text.patterns import LRI, PDI, RLM
from ..text.runs import Run, Text
from .html import own_url

DRAFT_SEPARATOR: Final = " · "


def render(edition: Edition) -> str:
    """Return the message: lines that end in a line feed, blank lines between the parts.

    The order is: alert, draft mark and notice (each in the reader's language and in
    German), kind, title and subtitle, facts, how to register, organisation, how the text
    came about, address of the page. What needs no registration names the contact
    instead. A draft points to the language chooser, where the texts are that may be passed
    on.
    """
    title = _lines(edition, (edition.kind_label, edition.title, edition.subtitle))
    return paragraphs([*warnings(edition), title, *body(edition)]) + "\n"


def paragraphs(parts: Iterable[list[str]]) -> str:
    """Return the parts as text, a blank line between two; empty ones are left out."""
    return "\n\n".join("\n".join(part) for part in parts if part)


def warnings(edition: Edition) -> list[list[str]]:
    """Return what stands above everything: the alert, and that this is a draft."""
    return [alert(edition), notice(edition)]


def body(edition: Edition) -> list[list[str]]:
    """Return what stands below the title: facts, registration, organisation, origin, address."""
    url = page_address(edition)
    return [
        facts(edition) or lead(edition),
        registration(edition),
        [line(_german(edition.organisation.name), edition.language)],
        provenance(edition),
        [url] if url else [],
    ]


def alert(edition: Edition) -> list[str]:
    """Return that the event is cancelled or has changed, in both languages, or nothing."""
    if edition.alert is None:
        return []
    return _both(edition, edition.alert, edition.german_alert or "")


def notice(edition: Edition) -> list[str]:
    """Return the mark of a draft and what it means, in both languages, or nothing."""
    if edition.notice is None:
        return []
    return [mark(edition), *_both(edition, edition.notice.text, edition.notice.german_text)]


def provenance(edition: Edition) -> list[str]:
    """Return how the text came about, in both languages; a draft's notice has said it."""
    if edition.notice or edition.provenance is None:
        return []
    return _both(edition, edition.provenance, edition.german_provenance or "")


def mark(edition: Edition) -> str:
    """Return the draft mark in the reader's language and German; empty if there is none."""
    found = edition.notice
    if found is None:
        return ""
    own = () if found.mark.german or not found.twice else (*found.mark.runs, Run(DRAFT_SEPARATOR))
    return line(Text((*own, Run(found.german_mark, ltr=True))), edition.language)


def facts(edition: Edition) -> list[str]:
    """Return when, where and price, a line each; the deadline stands with registration."""
    groups = (group for group in edition.groups if group.key == "registration")
    apart = {fact.key for group in groups for fact in group.facts}
    return _facts(edition, (fact for fact in edition.facts if fact.key not in apart))


def lead(edition: Edition) -> list[str]:
    """Return what stands for the text where there is no event to tell of."""
    return [line(edition.lead, edition.language)] if edition.lead else []


def registration(edition: Edition) -> list[str]:
    """Return how to register; the contact where nobody has to, but for a press release's."""
    groups = {group.key: group for group in edition.groups}
    wanted = groups.get("registration")
    if wanted is None and edition.kind is not Kind.PRESS_RELEASE:
        wanted = groups.get("contact")
    return _group(edition, wanted) if wanted else []


def page_address(edition: Edition) -> str | None:
    """Return where to read more: the page, from a draft the language chooser."""
    base = edition.organisation.base_url
    if base is None:
        return None
    return own_url(edition) if edition.publishable else f"{base}/{edition.slug}/"


def line(text: Text, language: Language) -> str:
    """Return one line that every app shows in the right order; see the module."""
    return _marked(phrase(text, language), language)


def _marked(shown: str, language: Language) -> str:
    """Start each line of a right-to-left text right-to-left."""
    if not language.rtl:
        return shown
    return "\n".join(
        line if not line or unicodedata.bidirectional(line[:1]) in {"R", "AL"} else RLM + line
        for line in shown.split("\n")
    )


def phrase(text: Text, language: Language) -> str:
    """Return ``text`` for the middle of a line: islands isolated, no mark before it."""
    if not language.rtl:
        return text.plain
    if text.german:
        return _island(text.plain, text.runs[-1:])
    return "".join(_island(run.text, (run,)) if run.ltr else run.text for run in text.runs)


def _island(text: str, last: Iterable[Run]) -> str:
    gap = " " if any(run.link for run in last) else ""
    return "\n".join(f"{LRI}{line}{gap}{PDI}" if line else "" for line in text.split("\n"))


def _lines(edition: Edition, texts: Iterable[Text | None]) -> list[str]:
    return [line(text, edition.language) for text in texts if text and text.runs]


def _facts(edition: Edition, facts: Iterable[Fact]) -> list[str]:
    return [shown for fact in facts for shown in _fact(fact, edition.language)]


def _fact(fact: Fact, language: Language) -> list[str]:
    """A label and its value in one line; several lines of a value below the label."""
    if fact.more:
        head = f"{line(fact.label, language)}{colon(language).rstrip()}"
        return [head, *(line(one, language) for one in fact.lines)]
    return [_single(fact, language)]


def _single(fact: Fact, language: Language) -> str:
    if not fact.label.runs:
        return line(fact.value, language)
    value = phrase(fact.value, language)
    if "\n" in value:  # each on a line of its own below the label
        return f"{line(fact.label, language)}{colon(language).rstrip()}\n{_marked(value, language)}"
    return f"{line(fact.label, language)}{colon(language)}{value}"


def _group(edition: Edition, group: FactGroup) -> list[str]:
    return [line(group.heading, edition.language), *_facts(edition, group.facts)]


def _both(edition: Edition, text: Text, german: str) -> list[str]:
    own = line(text, edition.language)
    if text.german or edition.language.tag == GERMAN or not german:
        return [own]
    return [own, line(_german(german), edition.language)]


def _german(text: str) -> Text:
    return Text((Run(text),), german=True)
