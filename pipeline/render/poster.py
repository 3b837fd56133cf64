"""One sheet that says what, when and where in all languages of a document."""

from __future__ import annotations

from collections.abc import Sequence

from ..edition.model import Edition
from . import qr
from .binding import bound
from .page import setting
from .pictures import Picture, Use, maybe
from .sheet import (
    Json,
    as_json,
    image,
    leading,
    line,
    locale,
    partner,
    qr_code,
    require_glyphs,
    shared,
)
from .typesetting import Manuscript, typeset

_LINES = ("when", "dates", "time", "where", "online_url", "online_phone", "online_code")
"""Facts of the box that the sheet shows, of those there are."""

_DATES = 4
"""Lines of a fact that the sheet shows.
"""

_PPI = 110.0
"""Of the picture of the sheet: 1286 × 1819 pixels."""


def manuscript(editions: Sequence[Edition]) -> Manuscript:
    """Return the sheet of ``editions``: one document in the languages that are to be shown.

    The loudest comes first (German); usually they are all publishable ones. Raises ValueError
    without editions, and what `sheet.manuscript` raises.
    """
    if not editions:
        raise ValueError("a poster needs at least one edition")
    logo = maybe(editions[0].organisation.logo)
    data = _document(editions, logo)
    for edition, shown in zip(editions, data["editions"], strict=True):
        require_glyphs(as_json(shown), edition.language)
    return Manuscript(as_json(data), (*([logo] if logo else ()), *leading(editions[0])))


def pdf(sheet: Manuscript) -> bytes:
    """Return one A3 sheet (tagged, PDF/UA-1, ISO 14289-1). Raises what `typeset` does.

    Type steps down until all languages fit. The same manuscript gives the same bytes.
    """
    return typeset("poster.typ", sheet, "pdf")


def png(sheet: Manuscript) -> bytes:
    """Return the same sheet as a picture. Raises what `typeset` does."""
    return typeset("poster.typ", sheet, "png", ppi=_PPI)


def _document(editions: Sequence[Edition], logo: Picture | None) -> Json:
    first = bound(editions[0])
    address = qr.chooser_address(first)
    return shared(first.organisation, logo, first.language) | {
        "plain_title": editions[0].title.plain,
        "summary": first.summary,
        "alert": line(first.alert) if first.alert else None,
        "alert_german": None,
        "notice": None,
        "qr": address and qr_code(address),
        "image": first.image and image(first.image, Use.BANNER),
        "partners": [partner(one) for one in first.partners],
        "lines": _LINES,
        "editions": [_edition(bound(edition)) for edition in editions],
    }


def _edition(edition: Edition) -> Json:
    language, look = edition.language, setting(edition.language)
    code, region = locale(language.tag)
    facts = {fact.key: [line(one) for one in fact.short(_DATES)] for fact in edition.facts}
    return {
        "lang": code,
        "region": region,
        "dir": language.direction,
        "scale": look.scale,
        "tight": look.tight,
        "endonym": language.endonym,
        "alert": line(edition.alert) if edition.alert else None,
        "mark": line(edition.notice.mark) if edition.notice else None,
        "kind": line(edition.kind_label),
        "title": line(edition.named),
        **{key: facts.get(key) for key in _LINES},
    }
