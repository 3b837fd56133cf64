"""What all pages share: the template environment, their style sheet and their policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..language import cutting, fonts
from ..language.scripts import Setting, script
from ..language.table import GERMAN, Language, languages
from ..source.organisation import LEGAL_LINKS, Organisation
from ..text.runs import Text
from . import markup
from .colours import Scheme


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font that stands in the page (CSS Fonts 4, @font-face)."""

    family: Markup
    """A CSS string."""
    weight: int
    source: Markup
    """A data URI (RFC 2397)."""
    ranges: Markup
    """Value of unicode-range: spaces, digits and Latin stay with the phone's own font."""


@cache
def environment() -> Environment:
    """Return the Jinja environment of all pages: everything escaped, nothing undefined."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        inline=markup.inline,
        span=markup.span,
        lang=markup.lang,
        css=css_string,
        counters=counters,
        legal_links=legal_links,
    )
    return env


def setting(language: Language) -> Setting:
    """Return how ``language`` is set; Nastaliq needs more room than other Arabic script."""
    nastaliq = any("Nastaliq" in font for font in language.fonts[:1])
    return script("Aran" if nastaliq else language.script).setting


def style_sheet(template: str, **values: object) -> Markup:
    """Return a rendered style sheet without comments, indentation and line ends."""
    style = environment().get_template(template).render(**values)
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return Markup("".join(line.strip() for line in bare.split("\n")))  # noqa: S704


def policy(style: str) -> str:
    """Return the Content-Security-Policy of a page with this one style sheet (CSP level 3)."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    letters = " font-src data:;" if "@font-face" in style else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;{letters} "
        "base-uri 'none'; form-action 'none'"
    )


def font_stack(names: Iterable[str]) -> Markup:
    """Return the value of font-family, ending in what every system has."""
    return Markup(", ").join([*map(css_string, names), Markup("system-ui"), Markup("sans-serif")])


def stack(language: Language) -> Markup:
    """Return the value of font-family for a language.

    First comes the font that the page carries, then for digits and Latin names that of German
    pages: many fonts for Georgian or Ethiopic have serifs, which would not go with it.
    """
    if not fonts.carried(language):
        return font_stack(language.fonts)
    own = _carried(fonts.family(language.script))
    return font_stack(dict.fromkeys((own, *languages()[GERMAN].fonts, *language.fonts)))


def font_faces(text: str, speaking: Iterable[Language]) -> list[FontFace]:
    """Return the fonts that a page carries: the letters of ``text`` in the scripts of languages.

    All letters of a script are there, whatever language they are in, so that no word is
    drawn in two fonts.
    """
    scripts: dict[str, set[str]] = {}
    for language in filter(fonts.carried, speaking):
        scripts.setdefault(fonts.family(language.script), set()).add(language.script)
    return [
        FontFace(
            css_string(_carried(family)),
            font.weight,
            Markup("data:font/woff2;base64,") + base64.b64encode(font.data).decode(),
            Markup(", ").join(f"U+{first:X}-{last:X}" for first, last in found),
        )
        for family, own in sorted(scripts.items())
        if (found := fonts.ranges(own))
        for font in cutting.subset("".join(sorted(_within(text, found))))
        if font.family == family
    ]


def _carried(family: str) -> str:
    """Return what a page calls its own font, so that an installed one never answers."""
    return f"Page {family}"


def _within(text: str, ranges: Iterable[tuple[int, int]]) -> set[str]:
    return {char for char in set(text) for a, b in ranges if a <= ord(char) <= b}


def css_string(text: str) -> Markup:
    """Return ``text`` as a CSS string in which nothing can end it (CSS Syntax 3, 4.3.7)."""
    safe = re.sub(r"[\x00-\x1f!-,./:-@\[-`{-\x7f]", lambda m: f"\\{ord(m[0]):x} ", text)
    return Markup(f'"{safe}"')  # noqa: S704


def numerals(language: Language) -> str:
    """Return the predefined counter style of the language's digits, or nothing for 0–9."""
    styles = {"۰": "persian", "٠": "arabic-indic", "०": "devanagari"}
    return styles.get(language.digits[0], "")


def counters(text: Text, style: str) -> Markup:
    """Return ``Page {page} of {pages}`` as a value of the CSS property content."""
    parts = re.split(r"\{(pages?)\}", text.plain)
    counter = Markup("counter({}, {})")
    return Markup(" ").join(
        counter.format(part, style or "decimal") if index % 2 else css_string(part)
        for index, part in enumerate(parts)
        if part
    )


def legal_links(organisation: Organisation) -> list[tuple[str, str]]:
    """Return what every page links to in its foot: the German word and the address."""
    found = ((name, getattr(organisation, key)) for key, name in LEGAL_LINKS.items())
    return [(name, address) for name, address in found if address]


def favicon(scheme: Scheme) -> str:
    """Return a symbol in the organisation's colours as a data URI (RFC 2397)."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<rect width="16" height="16" rx="3" fill="{scheme.panel}"/>'
        f'<path d="M5 3h2v10H5zM9 3h2v10H9z" fill="{scheme.on_panel}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"
