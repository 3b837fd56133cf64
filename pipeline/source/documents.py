"""content/*.md → Source: what the press office writes, checked as it is read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from ..base.errors import ContentError, PipelineError, nearest
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location
from ..language import fonts
from ..language.table import GERMAN, language
from ..text.braces import names
from ..text.patterns import INVISIBLE
from .blocks import parse_blocks, segment
from .clock import ZONE, read_date, read_time
from .facts import PLACEHOLDERS, Facts, differing, given
from .fields import Field, Table
from .front_matter import EventTexts, read_facts
from .mistakes import Mistakes
from .model import Kind, Role, Segment, Source, SourceBlock
from .organisation import languages
from .pictures import PictureReader
from .programme import read_person, read_programme
from .segments import segments
from .syntax import from_yaml

T = TypeVar("T")

NO_DOCUMENTS: Final = frozenset({"phrasebook", "readme"})
"""Markdown files in content/ that are something else."""

TITLE_AT_MOST: Final = 200
SUBTITLE_AT_MOST: Final = 300
"""Characters: a title stands in a calendar, in the head of a page, on a slide."""

RESERVED: Final = frozenset({"layout", "glossary", "memory", "organisation", "review", "status"})
"""Names that mean something else in content/, locale/ or build/ and no document can have."""

KEYS: Final = (
    "kind",
    "title",
    "subtitle",
    "languages",
    "dateline",
    "event",
    "registration",
    "contact",
    "programme",
    "organisers",
    "signature",
    "embargo",
    "image",
    "partners",
)

_DEBRIS: Final = re.compile("[\u00ad\u200b\u2060\ufeff\x0b\u0085\u2028]")
"""What a word processor leaves in copied text: soft hyphens, spaces without width, its own
ends of lines."""

_LINE_ENDS: Final = "\x0b\u0085\u2028"
"""Those of them that part words."""


def find_documents(content: Path) -> list[Path]:
    """The Markdown files of ``content`` and its folders, in the order of their names.

    Raises `ContentError` when there are none.
    """
    paths = sorted(
        path
        for path in content.rglob("*.*")
        if path.suffix.lower() == ".md"
        and path.is_file()
        and path.stem.lower() not in NO_DOCUMENTS
        and not any(part.startswith((".", "_")) for part in path.relative_to(content).parts)
    )
    if not paths:
        raise ContentError(
            Location(content),
            _(
                "In diesem Ordner liegt noch kein Dokument. Legen Sie eine Datei wie "
                "content/sommerfest.md an (Muster: docs/anleitung-pressestelle.md)."
            ),
        )
    return paths


def load_sources(
    content: Path, today: dt.date | None = None
) -> tuple[list[Source], list[PipelineError]]:
    """Read all documents; a wrong one becomes an error and does not stop the others.

    Pictures that may no longer be shown ``today`` are left out.

    Two files that would be the same document (two folders, or names that differ only in
    case) are both refused.
    """
    sources: list[Source] = []
    problems: list[PipelineError] = []
    by_slug: dict[str, list[Path]] = {}
    for path in find_documents(content):
        by_slug.setdefault(path.stem.lower(), []).append(path)
    for paths in by_slug.values():
        if len(paths) > 1:
            problems += [
                ContentError(
                    Location(path),
                    _("Dieses Dokument heißt wie {other}. Benennen Sie eines davon um.").format(
                        other=paths[0]
                    ),
                )
                for path in paths[1:]
            ]
            continue
        try:
            sources.append(load_source(paths[0], content, today))
        except PipelineError as problem:
            problems.append(problem)
    return sources, problems


def load_source(path: Path, content: Path | None = None, today: dt.date | None = None) -> Source:
    """Read one document; its pictures lie in its own folder or in ``content``.

    Raises `ContentError` with file and line for everything that is wrong in it: front
    matter that does not parse, unknown keys, missing or impossible facts, unknown
    placeholders, Markdown that an invitation cannot show.
    """
    slug = path.stem
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise ContentError(
            Location(path),
            _(
                "Der Dateiname darf nur aus kleinen Buchstaben a–z, Ziffern und einzelnen "
                "Bindestrichen bestehen, z. B. sommerfest-2024.md."
            ),
        )
    if slug in RESERVED:
        raise ContentError(
            Location(path),
            _("Der Name „{slug}“ ist schon vergeben. Benennen Sie die Datei um.").format(slug=slug),
        )
    text, cleaned = _clean(unicodedata.normalize("NFC", read_text(path, ContentError)), path)
    unseen = Mistakes()
    unseen.add(
        ContentError(
            Location(path, number),
            _(
                "Hier steht ein unsichtbares Steuerzeichen (U+{code:04X}). "
                "Löschen Sie es; oft hilft es, die Stelle neu zu tippen."
            ).format(code=ord(found[0])),
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if (found := INVISIBLE.search(line))
    )
    unseen.end()
    (head, head_line), (body, body_line) = _split(text, path)
    slips = Mistakes()
    table = slips.table(from_yaml(head, path, head_line), KEYS)
    pictures = PictureReader(content or path.parent, path.parent, today, segment)
    source = slips.read(lambda: _source(table, slug, path, body, body_line, pictures))
    slips.end()
    source = replace(source, cleaned=cleaned)
    slips.add(_unknown_placeholders(source))
    slips.add(_without_letters(source))
    slips.end()
    return source


def _clean(text: str, path: Path) -> tuple[str, tuple[tuple[Location, str], ...]]:
    """``text`` without debris, and in which lines there was which."""
    if not _DEBRIS.search(text):
        return text, ()
    found = [
        (Location(path, number), ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(chars)))
        for number, line in enumerate(text.split("\n"), start=1)
        if (chars := _DEBRIS.findall(line))
    ]
    return _DEBRIS.sub(lambda one: " " if one[0] in _LINE_ENDS else "", text), tuple(found)


def _split(text: str, path: Path) -> tuple[tuple[str, int], tuple[str, int]]:
    """Front matter and body, each with the line of the file on which it begins."""
    front = re.match(r"\s*^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if front:
        first, second = (text.count("\n", 0, at) + 1 for at in (front.start(1), front.end()))
        return (front[1], first), (text[front.end() :], second)
    if re.match(r"\s*^---[ \t]*\n", text, re.MULTILINE):
        message = _("Der Kopf hat kein Ende. Schreiben Sie unter die letzte Angabe eine Zeile ---.")
    else:
        message = _(
            "Der Kopf fehlt: Die Datei muss mit einer Zeile --- beginnen, dann folgen die "
            "Angaben zur Veranstaltung und wieder eine Zeile ---."
        )
    raise ContentError(Location(path, 1), message)


def _source(
    table: Table, slug: str, path: Path, body: str, body_line: int, pictures: PictureReader
) -> Source:
    slips = Mistakes()
    read = slips.read
    kind = read(lambda: Kind(table.require("kind").choice([kind.value for kind in Kind])))
    title = read(lambda: _segment(table.require("title"), Role.TITLE, at_most=TITLE_AT_MOST))
    subtitle = read(lambda: _optional(table, "subtitle", _subtitle))
    facts, texts = read(lambda: read_facts(table, kind)) or (Facts(), EventTexts())
    named = read(lambda: _segment(texts.name, Role.EVENT) if texts.name else None)
    session_titles = read(lambda: _session_titles(texts.sessions))
    programme = read(lambda: read_programme(table, facts.event))
    organisers = read(lambda: _organisers(table))
    price_groups = read(lambda: tuple(_price_groups(table)))
    embargo = read(lambda: _optional(table, "embargo", _embargo))
    signature = read(lambda: _optional(table, "signature", read_person))
    wanted = read(lambda: _optional(table, "languages", languages))
    image = read(lambda: _optional(table, "image", pictures.image))
    partners = read(lambda: pictures.partners(table.get("partners")))
    blocks = read(lambda: _blocks(body, path, body_line, pictures))
    slips.end()
    return Source(
        slug=slug,
        kind=kind,
        title=title,
        subtitle=subtitle,
        facts=facts,
        event_name=named,
        session_titles=session_titles,
        blocks=blocks,
        programme=programme,
        organisers=organisers,
        price_groups=price_groups,
        embargo=embargo,
        signature=signature,
        languages=wanted,
        image=image,
        partners=partners,
        remarks=tuple(pictures.remarks),
        path=path,
    )


def _optional(table: Table, key: str, read: Callable[[Field], T]) -> T | None:
    return read(field) if (field := table.get(key)) else None


def _subtitle(field: Field) -> Segment:
    return _segment(field, Role.SUBTITLE, at_most=SUBTITLE_AT_MOST)


def _session_titles(titles: Iterable[Field]) -> dict[str, Segment]:
    slips = Mistakes()
    found = {
        field.text(): slips.read(partial(_segment, field, Role.SESSION, at_most=TITLE_AT_MOST))
        for field in titles
    }
    slips.end()
    return found


def _organisers(table: Table) -> tuple[Segment, ...]:
    field = table.get("organisers")
    return tuple(_segment(item, Role.ORGANISER) for item in (field.items() if field else ()))


def _blocks(
    body: str, path: Path, first_line: int, pictures: PictureReader
) -> tuple[SourceBlock, ...]:
    blocks = parse_blocks(body, path, first_line, pictures)
    if not blocks:
        raise ContentError(
            Location(path, first_line),
            _("Unter dem Kopf steht noch kein Text. Schreiben Sie ihn."),
        )
    return blocks


def _segment(field: Field, role: Role, note: str = "", *, at_most: int | None = None) -> Segment:
    return segment(role, field.text(at_most), field.where, note)


def _price_groups(table: Table) -> Iterator[Segment]:
    event = table.get("event")
    price = event.value.get("price") if event and isinstance(event.value, dict) else None
    for entry in price.value if price and isinstance(price.value, list) else ():
        if isinstance(entry.value, dict) and "who" in entry.value:
            yield _segment(entry.value["who"], Role.GROUP)


def _embargo(field: Field) -> dt.datetime:
    """Day and time in Europe/Berlin: ``2027-06-01T10:00``."""
    day, _between, clock = re.sub(r"(?<=\d)[ T](?=\d)", "T", field.text()).partition("T")
    if not clock:
        raise field.fail(
            _(
                "„{name}: {text}“ ist kein Zeitpunkt. Schreiben Sie Tag und Uhrzeit so: "
                "2027-06-01T10:00."
            ).format(name=field.name, text=field.text())
        )
    time = read_time(
        replace(field, value=clock.removesuffix(":00") if clock.count(":") > 1 else clock)
    )
    return dt.datetime.combine(read_date(replace(field, value=day)), time, ZONE)


def _unknown_placeholders(source: Source) -> Iterator[ContentError]:
    known, unlike = given(source.facts), differing(source.facts)
    for found in segments(source):
        for name in names(found.text):
            if name in known:
                continue
            if name in unlike:
                message = _(
                    "Im Text steht „{{{name}}}“, aber die Termine haben darin nicht alle dasselbe. "
                    "Schreiben Sie es ohne Platzhalter, oder lassen Sie es weg."
                ).format(name=name)
            elif name in PLACEHOLDERS:
                message = _(
                    "Im Text steht „{{{name}}}“, aber die Angabe „{fact}“ fehlt im Kopf der "
                    "Datei. Tragen Sie sie dort ein."
                ).format(name=name, fact=PLACEHOLDERS[name].key)
            elif name in ("{", "}"):
                message = _(
                    "Hier steht eine einzelne geschweifte Klammer. Für einen Platzhalter fehlt "
                    "die zweite; für das Zeichen selbst schreiben Sie {{{{ oder }}}}."
                ).format()
            else:
                message = _("Den Platzhalter „{{{name}}}“ kenne ich nicht.").format(name=name) + (
                    " " + nearest(name, known or PLACEHOLDERS)
                )
            yield ContentError(found.location, message)


def _without_letters(source: Source) -> Iterator[ContentError]:
    """Refuse what would be a box instead of a letter on paper: an emoji, say."""
    german = language(GERMAN)
    found = segments(source)
    if not fonts.missing(" ".join(one.text for one in found), german):
        return
    for one in found:
        if missing := fonts.missing(one.text, german):
            shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing)
            yield ContentError(
                one.location,
                _("Keine Schrift hat diese Zeichen: {characters}. Bitte ersetzen Sie sie.").format(
                    characters=shown
                ),
            )
