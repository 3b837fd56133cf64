"""What a letterhead can ask for: its fields, and the values that docxtpl writes for them.

docxtpl only ever writes one private character for a field (Unicode 16, plane 16). The runs
of a text, with their islands, links and languages, take the place of that character later.
So nothing of an edition passes through the template engine, and no text can become a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ...edition.model import Edition
from ...source.model import Kind
from ...text.runs import Run, Text
from .. import qr
from .drawing import Figure, logo

MARK: Final = re.compile("[\U00100000-\U0010fffd]")
BLANK: Final = Text(())


class Form(Enum):
    """How a field may be used in a letterhead."""

    TEXT = "text"
    """Among other text, in body, header and footer."""
    BLOCK = "block"
    """Alone in its paragraph."""
    CONDITION = "condition"
    """In ``{% if … %}`` only."""


FIELDS: Final[Mapping[str, Form]] = {
    "title": Form.TEXT,
    "subtitle": Form.TEXT,
    "kind": Form.TEXT,
    "dateline": Form.TEXT,
    "organisation": Form.TEXT,
    "office": Form.TEXT,
    "address": Form.TEXT,
    "phone": Form.TEXT,
    "email": Form.TEXT,
    "website": Form.TEXT,
    "logo": Form.TEXT,
    "page": Form.TEXT,
    "language": Form.TEXT,
    "mark": Form.TEXT,
    "german_mark": Form.TEXT,
    "alert": Form.BLOCK,
    "notice": Form.BLOCK,
    "facts": Form.BLOCK,
    "body": Form.BLOCK,
    "programme": Form.BLOCK,
    "organisers": Form.BLOCK,
    "groups": Form.BLOCK,
    "image": Form.BLOCK,
    "partners": Form.BLOCK,
    "qr": Form.BLOCK,
    "provenance": Form.BLOCK,
    "tag": Form.CONDITION,
    "draft": Form.CONDITION,
    "rtl": Form.CONDITION,
    "invitation": Form.CONDITION,
    "press_release": Form.CONDITION,
}
LOOPED: Final = "facts"
"""The one block that a letterhead can also loop over; a row has ``label`` and ``value``."""
REQUIRED: Final = ("title", "notice", "body")
ORDER: Final = (
    "alert",
    "notice",
    "title",
    "subtitle",
    "image",
    "facts",
    "body",
    "programme",
    "organisers",
    "groups",
    "partners",
    "qr",
    "provenance",
)
"""What no document may lose, in reading order: `place_missing` adds what a template lacks."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A text with ``{page}`` and ``{pages}``, which Word fills."""

    text: Text


ListRow = Mapping[str, "Content"]
"""What one turn of a loop offers."""


@dataclass(frozen=True, slots=True)
class BlockContent:
    """A block of the edition; ``rows`` is what a letterhead can loop over instead."""

    name: str
    filled: bool
    rows: tuple[ListRow, ...] = ()


Content = Text | Figure | PageNumber | BlockContent


@dataclass(frozen=True, slots=True)
class Value:
    """What a template sees: prints as its mark, is true when there is something to show."""

    mark: str
    filled: bool
    rows: tuple[Mapping[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.mark

    def __html__(self) -> str:
        return self.mark

    def __bool__(self) -> bool:
        return self.filled

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Marks:
    """Hands out marks, and knows afterwards what each stands for."""

    def __init__(self) -> None:
        self._contents: dict[str, Content] = {}

    def value(self, content: Content) -> Value:
        """Return the value that prints a new mark for ``content``."""
        mark = chr(0x100000 + len(self._contents))
        self._contents[mark] = content
        rows: tuple[Mapping[str, Value], ...] = ()
        if isinstance(content, BlockContent):
            rows = tuple({k: self.value(v) for k, v in row.items()} for row in content.rows)
        return Value(mark, filled(content), rows)

    def __getitem__(self, mark: str) -> Content:
        return self._contents[mark]

    def get(self, mark: str) -> Content | None:
        return self._contents.get(mark)

    def __contains__(self, mark: str) -> bool:
        return mark in self._contents


def filled(content: Content) -> bool:
    """Return whether there is anything to show."""
    match content:
        case Text(runs=runs):
            return bool(runs)
        case BlockContent(filled=is_filled):
            return is_filled
        case _:
            return True


def contents(edition: Edition) -> dict[str, Content]:
    """Return what every text and block field stands for in this edition."""
    organisation, notice = edition.organisation, edition.notice
    mark = notice.mark if notice else BLANK
    german_mark = notice.german_mark if notice and notice.german_mark != mark.plain else None
    name = _german(organisation.name)
    return {
        "title": edition.title,
        "subtitle": edition.subtitle or BLANK,
        "kind": edition.kind_label,
        "dateline": edition.dateline or BLANK,
        "organisation": name,
        "office": _german(organisation.office),
        "address": _german(organisation.address),
        "phone": as_island(organisation.phone),
        "email": as_island(organisation.email, "mailto:"),
        "website": as_island(organisation.website),
        "logo": logo(organisation) or name,
        "page": PageNumber(edition.labels.get("page", BLANK)),
        "language": Text((Run(edition.language.endonym),)),
        "mark": mark,
        "german_mark": _german(german_mark),
        "alert": BlockContent("alert", edition.alert is not None and bool(edition.alert.runs)),
        "notice": BlockContent("notice", edition.notice is not None),
        "facts": BlockContent(
            "facts",
            bool(edition.facts),
            tuple(
                {"label": fact.label if line is fact.value else Text(()), "value": line}
                for fact in edition.facts
                for line in fact.lines
            ),
        ),
        "body": BlockContent("body", bool(edition.blocks or edition.dateline)),
        "programme": BlockContent("programme", edition.programme is not None),
        "organisers": BlockContent("organisers", edition.organisers is not None),
        "groups": BlockContent("groups", bool(edition.groups)),
        "image": BlockContent("image", edition.image is not None),
        "partners": BlockContent("partners", bool(edition.partners)),
        "qr": BlockContent("qr", qr.chooser_address(edition) is not None),
        "provenance": BlockContent("provenance", bool(origin(edition))),
    }


def origin(edition: Edition) -> list[Text]:
    """Return how the text came about, also in German; nothing the notice has said already."""
    found, plain = edition.provenance, edition.german_provenance
    if found is None or (edition.notice and edition.notice.text.plain == found.plain):
        return []
    in_german = [Text((Run(plain),), german=True)] if plain and not found.german else []
    return [found, *in_german]


def conditions(edition: Edition) -> dict[str, str | bool]:
    """Return the plain values for ``{% if … %}``."""
    return {
        "tag": edition.language.tag,
        "draft": not edition.publishable,
        "rtl": edition.language.rtl,
        "invitation": edition.kind is Kind.INVITATION,
        "press_release": edition.kind is Kind.PRESS_RELEASE,
    }


def trial(*, full: bool) -> dict[str, Value | str | bool]:
    """Return values for trying a letterhead: with everything there is, or with nothing."""
    marks = Marks()
    text = Text((Run("x"),)) if full else BLANK
    values: dict[str, Value | str | bool] = {}
    for name, form in FIELDS.items():
        if form is Form.TEXT:
            values[name] = marks.value(text)
        elif form is Form.BLOCK:
            rows = ({"label": text, "value": text},) if full and name == LOOPED else ()
            values[name] = marks.value(BlockContent(name, full, rows))
        else:
            values[name] = full
    return values | {"tag": "de"}


def _german(text: str | None) -> Text:
    """Return a name or an address of the organisation: German wherever it stands."""
    return Text((Run(text, ltr=True),), german=True) if text else BLANK


def as_island(text: str | None, scheme: str = "") -> Text:
    """Return a phone number, or an address that links to itself, as a left-to-right island."""
    if not text:
        return BLANK
    shown = re.sub(r"^https?://", "", text).rstrip("/")
    link = scheme + text if scheme or shown != text else None
    return Text((Run(shown, ltr=True, link=link),))
