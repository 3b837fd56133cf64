"""From a document to the segments that translators see, and how gettext names them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from babel.messages.extract import extract

from ..base.model import Location, UnitKey
from ..text.blocks import parts
from ..text.braces import names
from ..text.inline import plain
from . import labels
from .facts import PLACEHOLDERS
from .model import Role, Segment, Source

LAYOUT: Final = "layout"
"""The domain of the labels."""

SHORT_WORDS: Final = 3
"""Up to so many words a text can mean different things in different roles."""

ROLE_NOTES: Final = {
    Role.TITLE: "Titel",
    Role.SUBTITLE: "Untertitel",
    Role.EVENT: "Name der Veranstaltung",
    Role.SESSION: "Name eines Termins",
    Role.HEADING: "Überschrift",
    Role.PARAGRAPH: "Absatz",
    Role.ITEM: "Punkt einer Aufzählung",
    Role.QUOTE: "Zitat",
    Role.CELL: "Feld einer Tabelle",
    Role.PROGRAMME: "Punkt des Programms",
    Role.SPEAKER: "Amt oder Aufgabe einer Person",
    Role.ORGANISER: "Wer einlädt",
    Role.GROUP: "Für wen ein Preis gilt",
    Role.ALT: "Bildbeschreibung für Menschen, die das Bild nicht sehen",
    Role.CAPTION: "Bildunterschrift",
    Role.PARTNER: "Über dem Logo eines Partners: was er beiträgt",
    Role.STATEMENT: "Satz unter dem Logo eines Partners",
    Role.LABEL: "Beschriftung",
}
"""The first line of the note (``#.``) of a segment: its role, in German."""

_ROLE_OF_NOTE: Final = {note: role for role, note in ROLE_NOTES.items()}
_ROLE_OF_CONTEXT: Final[dict[str | None, Role]] = {role.value: role for role in Role}


def segments(source: Source) -> tuple[Segment, ...]:
    """The segments of a document in reading order, each once.

    A text that stands twice in one role, or a long text in two roles, is one segment; its
    notes are joined.
    """
    return unique(_walk(source))


def unique(found: Iterable[Segment]) -> tuple[Segment, ...]:
    """Join segments that are the same unit; the first one's role and place count."""
    units: dict[UnitKey, Segment] = {}
    for segment in map(_with_notes, found):
        first = units.get(key(segment))
        if first is None:
            units[key(segment)] = segment
            continue
        notes = dict.fromkeys(first.note.split("\n") + segment.note.split("\n"))
        note = "\n".join(notes)
        units[key(segment)] = Segment(first.role, first.text, note, first.location)
    return tuple(units.values())


def key(segment: Segment) -> UnitKey:
    """msgctxt and msgid: the role is the context of a text of up to three words."""
    if segment.role is Role.LABEL or len(segment.text.split()) > SHORT_WORDS:
        return None, segment.text
    return segment.role.value, segment.text


def noted_role(context: str | None, note: str) -> Role | None:
    """The role that a catalogue entry was written for, where its file is all there is.

    An obsolete entry, or a catalogue that nobody has merged, has no segment: its msgctxt
    tells, or the first line of its note.
    """
    if context in _ROLE_OF_CONTEXT:
        return _ROLE_OF_CONTEXT[context]
    return _ROLE_OF_NOTE.get(note.split("\n", 1)[0])


@lru_cache(maxsize=4096)
def words(text: str) -> int:
    """Words a translator has to write: placeholders and punctuation do not count."""
    return len(
        re.findall(r"[^\W\d_]+(?:[-'’*:][^\W\d_]+)*", re.sub(r"\{[^{}]*\}", " ", plain(text)))
    )


@cache
def layout_segments() -> tuple[Segment, ...]:
    """The labels of labels.py, extracted with Babel; the comment above each is its note."""
    path = Path(labels.__file__)
    found = extract("python", io.BytesIO(path.read_bytes()), {"N_": None}, comment_tags=("",))
    return unique(
        Segment(Role.LABEL, str(text), "\n".join(comments), Location(Path("pipeline") / path.name))
        for _line, text, comments, _context in found
    )


def _with_notes(segment: Segment) -> Segment:
    if segment.role is Role.LABEL:  # its comment in labels.py says everything
        return segment
    lines = [ROLE_NOTES[segment.role]]
    lines += segment.note.split("\n") if segment.note else []
    for name in dict.fromkeys(names(segment.text)):
        if name in PLACEHOLDERS:
            lines.append(f"{{{name}}}: {PLACEHOLDERS[name].note}")
    return Segment(segment.role, segment.text, "\n".join(lines), segment.location)


def _walk(source: Source) -> Iterator[Segment]:
    yield source.title
    if source.subtitle:
        yield source.subtitle
    if source.event_name:
        yield source.event_name
    yield from source.price_groups
    if source.image:
        yield from parts(source.image)
    yield from source.session_titles.values()
    for block in source.blocks:
        yield from filter(None, parts(block))
    if source.signature and source.signature.role:
        yield source.signature.role
    for item in source.programme:
        yield item.title
        for speaker in item.speakers:
            if speaker.role:
                yield speaker.role
    yield from source.organisers
    for partner in source.partners:
        yield from filter(None, (partner.role, partner.statement))
