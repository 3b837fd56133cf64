"""Languages on a page that has several: whose readers find theirs, and how each is set.

A page that lists languages in ``ul#tongues`` works without script. `ORDER` moves the reader's own
languages to the top; its hash stands in the policy of the page (CSP level 3).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from markupsafe import Markup

from ..language.scripts import Setting
from ..language.table import Language
from .page import setting, stack

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

ORDER: Final = """
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
"""Moves what the reader's browser asks for to the top."""


def tags(language: Language) -> str:
    """Return BCP 47 tags with spaces between them: whose readers find their language here."""
    return f"{language.tag} {ALSO.get(language.tag, '')}".strip()


def types(languages: Iterable[Language]) -> Iterator[tuple[list[str], Markup, Setting]]:
    """Yield the tags of languages that are set alike, their fonts and how they are set."""
    rows = sorted(languages, key=lambda row: (stack(row), row.script))
    for families, group in groupby(rows, key=stack):
        alike = list(group)
        yield [row.tag for row in alike], families, setting(alike[0])


def allowing(policy: str, script: str) -> str:
    """Return the policy of a page with this inline script besides, and no other (CSP 3, 2.3.1)."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"{policy}; script-src 'sha256-{digest}'"
