"""content/organisation.toml: who invites, in which languages, and what may go out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..base.errors import ConfigError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Diagnostic, Location, Severity, State
from ..base.pictures import UnusablePicture, kind_of, look, read
from ..language.table import GERMAN, language
from ..language.table import languages as language_table
from .blocks import segment
from .fields import Field, Table
from .mistakes import Mistakes
from .model import Partner, Segment
from .pictures import PictureReader
from .syntax import from_toml
from .versions import LANGUAGE, Versions


@dataclass(frozen=True, slots=True)
class Colours:
    """sRGB as ``#rrggbb``."""

    primary: str = "#0b5c63"
    accent: str = "#b8432f"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who invites: content/organisation.toml."""

    name: str
    languages: tuple[str, ...]
    """BCP 47 tags besides German, in the order they are shown."""
    office: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    base_url: str | None = None
    """Where site/ is published; ends without a slash."""
    imprint_url: str | None = None
    privacy_url: str | None = None
    accessibility_url: str | None = None
    """Pages that every public body has to link to (DDG § 5, GDPR art. 13, BITV 2.0 § 7)."""
    logo: Path | None = None
    """PNG, JPEG or SVG."""
    partners: tuple[Partner[Segment], ...] = ()
    """Whose logos stand on every document."""
    partner_remarks: tuple[Diagnostic, ...] = ()
    """What was noticed of their logos."""
    colours: Colours = Colours()
    requires: State = State.REVIEWED
    """What every unit must have reached before an edition is published."""
    embed_fonts: bool = False
    """Word files bring their letters along."""
    links: Versions = dataclasses.field(default_factory=dict)
    """Web addresses that exist in several languages."""
    translation: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """BCP 47 tag → which model drafts: auto, direct, english, none or a package's name."""
    models: str = "best"
    """Which models to fetch: ``best`` or ``small``."""
    remarks: tuple[Diagnostic, ...] = dataclasses.field(default=(), compare=False)
    """What was noticed while reading."""


FILE = "organisation.toml"
KEYS = (
    "name",
    "office",
    "address",
    "email",
    "phone",
    "website",
    "base_url",
    "imprint_url",
    "privacy_url",
    "accessibility_url",
    "logo",
    "languages",
    "colours",
    "partners",
    "publish",
    "links",
    "translation",
    "word",
)
LEGAL: Final = "legal-links"
"""The rule of the remark about one that is missing."""

LEGAL_LINKS: Final[Mapping[str, str]] = {
    "imprint_url": "Impressum",
    "privacy_url": "Datenschutz",
    "accessibility_url": "Barrierefreiheit",
}
"""Keys of organisation.toml, and what a page calls their links: German words, as what they lead
to is German, and a label would turn every published edition into a draft."""

_MODELS: Final = "models"
"""In [translation], where all other keys are languages."""
WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'|\\^`]+")
NAME_AT_MOST: Final = 120
BASE_URL_AT_MOST: Final = 200
"""Characters."""


def load_organisation(content: Path) -> Organisation:
    """Read ``content/organisation.toml``.

    Raises `ConfigError` when the file is missing, does not parse, has a key that is not
    known, names a language that the table lacks, or a value of the wrong form.
    """
    path = content / FILE
    if not path.is_file():
        raise ConfigError(
            Location(path),
            _(
                "Die Datei fehlt. Legen Sie sie an; sie braucht mindestens „name“ und "
                "„languages“ (Muster: docs/anleitung-pressestelle.md)."
            ),
        )
    slips = Mistakes()
    table = slips.table(from_toml(read_text(path, ConfigError), path), KEYS)
    read = slips.read
    pictures = PictureReader(content, content, None, segment)
    found = Organisation(
        name=read(lambda: table.require("name").text(NAME_AT_MOST)),
        languages=read(lambda: languages(table.require("languages"))),
        office=read(lambda: table.text("office")),
        address=read(lambda: address.lines() if (address := table.get("address")) else None),
        email=read(lambda: field.email() if (field := table.get("email")) else None),
        phone=read(lambda: field.phone() if (field := table.get("phone")) else None),
        website=read(lambda: _url(table, "website")),
        base_url=read(lambda: _base_url(field) if (field := table.get("base_url")) else None),
        imprint_url=read(lambda: _url(table, "imprint_url")),
        privacy_url=read(lambda: _url(table, "privacy_url")),
        accessibility_url=read(lambda: _url(table, "accessibility_url")),
        logo=read(lambda: _logo(table, content)),
        partners=read(lambda: pictures.partners(table.get("partners"))),
        partner_remarks=tuple(pictures.remarks),
        colours=read(lambda: _colours(table)),
        requires=read(lambda: _requires(table)),
        embed_fonts=read(lambda: _embed_fonts(table)),
        translation=read(lambda: _translation(table)),
        models=read(lambda: _models(table)),
        links=read(lambda: _links(table)),
        remarks=tuple(_wanted_links(table)),
    )
    slips.end()
    return found


def _url(table: Table, key: str) -> str | None:
    return field.url() if (field := table.get(key)) else None


def _wanted_links(table: Table) -> Iterator[Diagnostic]:
    """Yield what a published page should link to and does not."""
    published = table.get("base_url")
    for key, name in LEGAL_LINKS.items():
        if published and table.get(key) is None:
            yield Diagnostic(
                LEGAL,
                Severity.WARNING,
                GERMAN,
                _(
                    "Auf veröffentlichten Seiten fehlt der Verweis „{name}“. Tragen Sie die "
                    'Adresse ein: {key} = "https://…".'
                ).format(name=name, key=key),
                published.where,
            )


def _base_url(field: Field) -> str:
    address = field.url()
    field.text(BASE_URL_AT_MOST)
    if found := re.search(r"[?#]", address):
        raise field.fail(
            _(
                "„{name}“ darf kein {sign} enthalten: Dahinter kommen die Namen der Dateien. "
                "Löschen Sie es und, was darauf folgt."
            ).format(name=field.name, sign=found[0])
        )
    return address.rstrip("/")


def languages(field: Field) -> tuple[str, ...]:
    """The tags of a list of languages, in its order, without German and without doubles.

    ``ar, uk`` as one text is a list as well.
    """
    found = [(tag, item) for item in field.items() for tag in re.split(r"[\s,;]+", item.text())]
    tags = [_tag(tag, item) for tag, item in found if tag]
    return tuple(dict.fromkeys(tag for tag in tags if tag != GERMAN))


def _tag(tag: str, field: Field) -> str:
    try:
        return language(tag).tag
    except ConfigError as problem:
        raise field.fail(problem.message) from None


def _logo(table: Table, content: Path) -> Path | None:
    field = table.get("logo")
    if field is None:
        return None
    name = field.text()
    path = content / name
    try:
        inside = path.resolve().is_relative_to(content.resolve())
        there = inside and path.is_file()
    except (OSError, RuntimeError):  # a name too long, a link in a circle
        inside, there = True, False
    if not inside:
        raise field.fail(_("Das Logo muss im Ordner content/ liegen."))
    if not there:
        raise field.fail(
            _("Die Datei „{name}“ gibt es im Ordner content/ nicht.").format(name=name)
        )
    try:
        kind_of(read(path))
    except UnusablePicture as problem:
        raise field.fail(_("Das Logo muss eine PNG-, JPEG- oder SVG-Datei sein.")) from problem
    try:
        look(path)
    except UnusablePicture as problem:
        raise field.fail(
            _(
                "Das Logo „{name}“ ist nicht lesbar oder unvollständig. Speichern Sie das Bild "
                "neu als PNG-Datei."
            ).format(name=name)
        ) from problem
    return path


def _colours(table: Table) -> Colours:
    field = table.get("colours")
    if field is None:
        return Colours()
    colours = field.table(("primary", "accent"))
    default = Colours()
    return Colours(
        primary=_colour(colours.get("primary")) or default.primary,
        accent=_colour(colours.get("accent")) or default.accent,
    )


def _colour(field: Field | None) -> str | None:
    if field is None:
        return None
    text = field.text().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise field.fail(
            _("„{text}“ ist keine Farbe. Schreiben Sie sie so: #0b5c63.").format(text=text)
        )
    return text


def _requires(table: Table) -> State:
    field = table.get("publish")
    if field is None:
        return State.REVIEWED
    value = field.table(("requires",)).require("requires").choice(("reviewed", "approved"))
    return State[value.upper()]


def _translation(table: Table) -> Mapping[str, str]:
    field = table.get("translation")
    if field is None:
        return {}
    chosen = {}
    for tag, value in field.table((*language_table(), _MODELS)).values.items():
        if tag == _MODELS:
            continue
        text = value.text()
        if not re.fullmatch(r"[\w.+-]{1,100}", text):
            raise value.fail(
                _(
                    "„{text}“ geht nicht. Möglich sind auto, direct (ohne Umweg), english (über "
                    "Englisch), none (keine Maschine) und der Name eines Modells."
                ).format(text=text)
            )
        chosen[tag] = text
    return chosen


def _models(table: Table) -> str:
    field = table.get("translation")
    chosen = field.table((*language_table(), _MODELS)).get(_MODELS) if field else None
    return chosen.choice(("best", "small")) if chosen else "best"


def _links(table: Table) -> Versions:
    field = table.get("links")
    if field is None:
        return {}
    known = tuple(field.value) if isinstance(field.value, dict) else ()
    return {
        _web_address(german, value): _versions(value)
        for german, value in field.table(known).values.items()
    }


def _versions(field: Field) -> str | Mapping[str, str]:
    """One address with its language in braces, or an address for each of some languages."""
    if isinstance(field.value, dict):
        values = field.table(tuple(field.value)).values
        return {_tag(tag, field): _web_address(one.text(), field) for tag, one in values.items()}
    address = field.text()
    if LANGUAGE in address:
        return _web_address(address, field)
    raise field.fail(
        _(
            "„{address}“ geht nicht. Schreiben Sie eine Adresse mit {{language}}, wo das "
            "Kürzel der Sprache steht, oder je Sprache eine."
        ).format(address=address)
    )


def _web_address(address: str, field: Field) -> str:
    if WEB_ADDRESS.fullmatch(address):
        return address
    raise field.fail(
        _("„{address}“ ist keine Adresse. Schreiben Sie sie mit https://.").format(address=address)
    )


def _embed_fonts(table: Table) -> bool:
    word = table.get("word")
    field = word.table(("embed_fonts",)).get("embed_fonts") if word else None
    if field is None:
        return False
    text = field.text()
    if text.lower() not in ("true", "false"):
        raise field.fail(
            _("„{name}: {text}“ geht nicht. Schreiben Sie true (ja) oder false (nein).").format(
                name=field.name, text=text
            )
        )
    return text.lower() == "true"
