"""An Edition as one self-contained HTML file: no script, nothing loaded from anywhere."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin

from babel import Locale
from babel.core import get_global
from markupsafe import Markup

from ..edition.model import Alternate, Edition
from ..edition.values import email, phone, website
from ..language.table import GERMAN, Language
from ..source.labels import LABELS
from ..source.organisation import Organisation
from ..text.blocks import Image
from ..text.runs import Run, Text
from . import colours, qr, schema_org
from .binding import bound
from .markup import is_target, pieces, span
from .page import (
    environment,
    favicon,
    font_faces,
    numerals,
    policy,
    setting,
    stack,
    style_sheet,
)
from .pictures import Use, data_uri, fit
from .places import PAGE, page_of

LINK_PREVIEW: Final = "preview.png"
"""The ending of the picture that is shown with a link to the page."""

ACTION_GROUP: Final = "registration"
"""The group whose links stand in the box of an invitation."""


@dataclass(frozen=True, slots=True)
class Code:
    """The way from paper to the other languages: a QR code and its address."""

    image: Markup
    address: Text


def render(edition: Edition) -> str:
    """Return the HTML file of ``edition`` (HTML Standard; WCAG 2.2 AA; CSP level 3).

    The text stands in this order: organisation, alert (also in German), draft notice, kind,
    title, subtitle, facts and links for registering (invitation), dateline, blocks,
    programme, organisers, facts (press release), groups, provenance, languages, address of
    the language chooser, organisation.

    Raises ConfigError if the logo cannot be read or is neither PNG nor JPEG, ValueError if a
    colour of the organisation is not ``#rrggbb``.
    """
    organisation = edition.organisation
    shown = bound(edition)
    palette = colours.palette(organisation.colours)
    own = own_url(edition)
    event = schema_org.event(edition, own)
    press = edition.formal
    body = (
        environment()
        .get_template("edition_body.html.j2")
        .render(
            edition=shown,
            press=press,
            logo=data_uri(organisation.logo),
            pieces=list(pieces(shown.blocks)),
            picture=lambda file: fit(file, Use.PAGE),
            logo_of=lambda partner: fit(partner.logo, Use.LOGO),
            pixels=_pixels,
            actions=_actions(shown),
            alternates=[(alternate, _file(edition, alternate)) for alternate in edition.alternates],
            draft_mark=_draft_mark(edition),
            code=_code(edition),
            addresses=list(_addresses(organisation)),
        )
    )
    margins = edition.labels["page"].plain + edition.language.digits
    style = style_sheet(
        "edition.css.j2",
        edition=edition,
        faces=font_faces(body + margins, [edition.language]),
        palette=palette,
        setting=setting(edition.language),
        families=stack(edition.language),
        numerals=numerals(edition.language),
        pictured=bool(edition.image or edition.partners or _has_images(edition)),
    )
    return (
        environment()
        .get_template("edition.html.j2")
        .render(
            edition=edition,
            press=press,
            palette=palette,
            style=style,
            policy=policy(style),
            favicon=favicon(palette.light),
            canonical=own,
            preview=own and urljoin(own, f"{edition.stem}.{LINK_PREVIEW}"),
            hreflangs=list(_hreflangs(edition)),
            json_ld=schema_org.script_data(event) if event else None,
            og_locale=_og_locale(edition.language),
            body=Markup(body),  # noqa: S704
        )
    )


def _has_images(edition: Edition) -> bool:
    return any(isinstance(block, Image) for block in edition.blocks)


def _pixels(millimetres: float) -> int:
    """Return a length in CSS pixels, at least as long (CSS Values 4, 6.2)."""
    return math.ceil(millimetres * 96 / 25.4)


def own_url(edition: Edition) -> str | None:
    """Return where the edition is published; None if the organisation names no place."""
    base = edition.organisation.base_url
    return f"{base}/{page_of(edition)}" if base else None


def _file(edition: Edition, alternate: Alternate) -> str:
    return f"{alternate.folder}{edition.slug}.{alternate.tag}.{PAGE}"


def _hreflangs(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield language and address; readers of every other language get to choose.

    Where the language chooser has no address, German is for them.
    """
    own = own_url(edition) or ""
    chooser = qr.chooser_address(edition)
    for alternate in edition.alternates:
        if alternate.draft and edition.publishable:
            continue
        href = urljoin(own, _file(edition, alternate))
        yield alternate.tag, href
        if alternate.tag == GERMAN and not chooser:
            yield "x-default", href
    if chooser:
        yield "x-default", chooser


def _code(edition: Edition) -> Code | None:
    address = qr.chooser_address(edition)
    if address is None:
        return None
    named = Markup('<svg role="img" aria-label="{}"').format(address)
    image = Markup(qr.svg(address)).replace("<svg", named, 1)  # noqa: S704
    return Code(image, Text(website(address)))


def _draft_mark(edition: Edition) -> Markup:
    """Return the word on links to drafts: in the reader's language where the edition has it."""
    if edition.notice:
        return span(edition.notice.mark)
    return span(Text((Run(LABELS["draft"]),), german=True))


def _actions(edition: Edition) -> list[tuple[str, str, Text]]:
    """Return the ways to register: key of the fact, link, text."""
    return [
        (fact.key, run.link, Text((replace(run, link=None),)))
        for group in edition.groups
        if group.key == ACTION_GROUP
        for fact in group.facts
        for run in fact.value.runs
        if is_target(run.link)
    ]


def _addresses(organisation: Organisation) -> Iterator[Text]:
    if organisation.phone:
        yield Text(phone(organisation.phone))
    if organisation.email:
        yield Text(email(organisation.email))
    if organisation.website:
        yield Text(website(organisation.website))


def _og_locale(language: Language) -> str:
    """Return ``language_TERRITORY`` (Open Graph); CLDR's likely one where none is named."""
    locale = Locale.parse(language.babel_locale)
    likely = get_global("likely_subtags").get(locale.language, "")
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language
