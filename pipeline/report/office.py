"""What the pages for the office and its reviewers share: frame, bars, text from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

from ..base.model import Diagnostic, Location, Severity, State
from ..language.scripts import LATIN
from ..language.table import Language
from ..render import colours
from ..render.page import (
    environment,
    favicon,
    font_faces,
    font_stack,
    policy,
    setting,
    stack,
    style_sheet,
)
from ..render.pictures import data_uri
from ..review.approvals import SignOff
from ..source.organisation import Organisation
from ..text.bidi import closed
from ..text.patterns import ACTING, FSI, PDI
from .status import place_in

FONTS: Final = ("Segoe UI", "Roboto", "Noto Sans")

_HIDDEN: Final = re.compile(rf"(?P<code>{ACTING})|(?P<slot>\{{\w{{1,40}}\}})")
"""What would act on the page instead of being seen, and placeholders."""

_CLOSED: Final = re.compile(f"{FSI}([^{FSI}{PDI}]*){PDI}")


@dataclass(frozen=True, slots=True)
class Slice:
    """One piece of a bar."""

    state: State
    name: str
    count: int
    start: float
    """Percent from the start of the bar."""
    size: float
    """Percent."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What a check found, as a page shows it."""

    error: bool
    message: Markup
    href: str | None
    """The file it stands in, from the page; None where it stands in none."""
    place: str
    """``locale/ar/LC_MESSAGES/fest.po, Zeile 57``; empty where it stands in none."""


def render(
    name: str,
    title: str,
    organisation: Organisation,
    reading: Language | None = None,
    **values: object,
) -> str:
    """Return a page: self-contained, without script (WCAG 2.2 AA), in German.

    ``name`` is that of two templates: ``….html.j2``, which gets ``values`` and makes the inside
    of <main>, and ``….css.j2``. Letters of the language ``reading`` are drawn with fonts that
    the page carries, where readers' computers may have none.

    Raises ConfigError if the logo cannot be used, ValueError if a colour is not ``#rrggbb``.
    """
    palette = colours.palette(organisation.colours)
    body = (
        environment()
        .get_template(f"{name}.html.j2")
        .render(title=title, common=_sentences(), legend=_legend(), **values)
    )
    style = style_sheet(
        f"{name}.css.j2",
        palette=palette,
        setting=LATIN.setting,
        families=font_stack(FONTS),
        faces=font_faces(body, [reading] if reading else []),
        reading=(reading.tag, stack(reading), setting(reading)) if reading else None,
    )
    return (
        environment()
        .get_template("office.html.j2")
        .render(
            title=title,
            common=_sentences(),
            organisation=organisation,
            palette=palette,
            logo=data_uri(organisation.logo),
            favicon=favicon(palette.light),
            policy=policy(style),
            style=style,
            body=Markup(body),  # noqa: S704
        )
    )


def visible(text: str) -> Markup:
    """Return text from outside as HTML in which everything can be seen.

    A control character stands as its code point, so that it cannot turn the text around it;
    placeholders are left-to-right islands; a line end stays one.
    """
    parts: list[Markup] = []
    start = 0
    for found in _HIDDEN.finditer(text):
        parts.append(escape(text[start : found.start()]))
        if found["slot"]:
            parts.append(Markup('<bdi class="slot" dir="ltr">{}</bdi>').format(found["slot"]))
        else:
            parts.append(Markup('<bdi class="code" dir="ltr">U+{:04X}</bdi>').format(ord(found[0])))
        start = found.end()
    parts.append(escape(text[start:]))
    return Markup("").join(parts).replace("\n", Markup("<br>"))


def sentence(text: str) -> Markup:
    """Return a sentence of `messages` as HTML: as `visible`, but what `closed` closed off is."""
    parts = _CLOSED.split(text)
    return Markup("").join(
        Markup("<bdi>{}</bdi>").format(visible(part)) if number % 2 else visible(part)
        for number, part in enumerate(parts)
    )


def state_names() -> dict[State, str]:
    """Return what people call the states, from the least to the most advanced."""
    return {
        State.MISSING: "fehlt",
        State.DRAFT: "Entwurf",
        State.CHANGED: "geändert",
        State.REVIEWED: "geprüft",
        State.APPROVED: "freigegeben",
    }


def slices(counts: Mapping[State, int]) -> tuple[Slice, ...]:
    """Return the pieces of a bar, most advanced first; none where nothing is counted."""
    total = sum(counts.values())
    found: list[Slice] = []
    before = 0
    for state, name in reversed(state_names().items()):
        if count := counts.get(state, 0):
            start, end = (round(100 * n / total, 2) for n in (before, before + count))
            found.append(Slice(state, name, count, start, round(end - start, 2)))
            before += count
    return tuple(found)


def findings(
    found: Iterable[Diagnostic], root: Path, up: str, *, short: bool = False
) -> tuple[FindingLine, ...]:
    """Return findings for a page, errors first, each once; ``short`` names files without folders.

    ``up`` leads from the page to build/ (``../``); files are named as seen from ``root``, the
    project, whose folder build/ is.
    """
    unique = dict.fromkeys(
        (
            one.severity is not Severity.ERROR,
            one.message,
            *where(one.location, root, up, short=short),
        )
        for one in found
    )
    return tuple(
        FindingLine(not warning, visible(message), href, shown)
        for warning, message, href, shown in sorted(unique, key=lambda one: one[0])
    )


def where(
    location: Location | None, root: Path, up: str, *, short: bool = False
) -> tuple[str | None, str]:
    """Return the address of a place in a file, from the page, and what to call it."""
    if location is None:
        return None, ""
    path, line = place_in(location, root)
    inside = not PurePosixPath(path).is_absolute()
    href = f"{up}../{quote(path)}" if inside else None
    name = PurePosixPath(path).name if short else path
    return href, f"{name}, Zeile {line}" if line else name


def signed(signoff: SignOff) -> str:
    """Return who approved last and when; for `sentence`."""
    text = (
        "freigegeben von {name} am {date}"
        if signoff.complete
        else "zuletzt freigegeben von {name} am {date}, gilt nicht mehr für alles"
    )
    return text.format(name=closed(signoff.by), date=f"{signoff.date:%d.%m.%Y}")


def number(count: int) -> str:
    """Return a number with thin spaces between thousands (DIN 1333)."""
    return f"{count:,}".replace(",", "\u202f")


def _legend() -> list[tuple[State, str]]:
    return list(reversed(state_names().items()))


def _sentences() -> dict[str, str]:
    return {
        "skip": "Zum Inhalt springen",
        "legend": "Was die Balken zeigen",
        "error": "Fehler:",
        "warning": "Warnung:",
        "errors": "Fehler",
        "warnings": "Warnungen",
    }
