"""What a row of the table of facts says; the rows themselves stand in facts.py and when.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact is: decides how it is read, masked for a machine, and shown.

    Facts of one kind read alike in a sentence, but for names: of those each is its own.
    """

    DATE = "date"
    WEEKDAY = "weekday"
    TIME = "time"
    HOURS = "hours"
    NAME = "name"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    PRICE = "price"
    FAX = "fax"
    ACCESS = "access"
    LANGUAGES = "languages"
    STATUS = "status"
    TIMING = "timing"
    REPEAT = "repeat"
    SESSIONS = "sessions"
    CHOICE = "choice"


LINKS: frozenset[FactKind] = frozenset({FactKind.EMAIL, FactKind.PHONE, FactKind.URL})
"""Kinds that a link can lead to."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: how it is called, what it is, who sees it. Written as the annotation of the
    attribute that holds its value; `facts.FACTS` adds the last three fields."""

    kind: FactKind
    note: str = ""
    """For translators, in German: what will stand in its place. Empty: no placeholder."""
    label: str | None = None
    """Key of labels.py of the line that shows it; "" for a line that speaks for itself,
    None for what has no line of its own."""
    placeholder: str = ""
    """Its name in braces, where it is not the usual one: see `facts.FACTS`."""
    calendar: bool = False
    """Whether calendars have to hear of a change of it (SEQUENCE, RFC 5546)."""
    box: bool = False
    """Whether the box of when and where shows it too, though it is no fact of the event."""
    view: bool = False
    """Whether it only shows another fact in another way and is not read by itself."""
    many: bool = False
    """Whether its value is a tuple, of which a placeholder shows the first."""
    key: str = ""
    """Where it stands in front matter: ``event.online.url``; of its attribute's name, where
    nothing else is said."""
    path: tuple[str, ...] = ()
    """The attributes that lead from `Facts` to its value."""
    required: bool = False
    """Whether its group cannot be without it."""
