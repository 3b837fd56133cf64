"""One sheet that says what, when and where in all languages of a document."""

from __future__ import annotations

from collections.abc import Sequence

from ..edition.model import Edition
from ..text.runs import Text
from . import qr
from .page import setting
from .pdf import typeset
from .sheet import Json, check, code, line, locale, shared

_PPI = 110.0
"""Of the picture of the sheet: 1286 × 1819 pixels."""


def poster(editions: Sequence[Edition]) -> tuple[bytes, bytes]:
    """Return one A3 sheet as PDF (tagged, PDF/UA-1, ISO 14289-1) and as PNG.

    ``editions`` are one document in the languages that are to be shown, the loudest first
    (German); usually all publishable ones. Type steps down until all of them fit. The
    same editions give the same bytes.

    Raises ValueError without editions, and what `pdf.render` raises.
    """
    if not editions:
        raise ValueError("a poster needs at least one edition")
    data = _document(editions)
    organisation = editions[0].organisation
    return (
        typeset("poster.typ", data, "pdf", organisation),
        typeset("poster.typ", data, "png", organisation, ppi=_PPI),
    )


def _document(editions: Sequence[Edition]) -> Json:
    first = editions[0]
    address = qr.address(first)
    return shared(first.organisation, first.language) | {
        "plain_title": first.title.plain,
        "summary": first.summary,
        "alert": line(first.alert) if first.alert else None,
        "alert_german": None,
        "notice": None,
        "qr": address and code(address),
        "editions": [check(_edition(edition), edition.language) for edition in editions],
    }


def _edition(edition: Edition) -> Json:
    language, look = edition.language, setting(edition.language)
    code_, region = locale(language.tag)
    facts = {fact.key: line(fact.value) for fact in edition.facts}
    return {
        "lang": code_,
        "region": region,
        "dir": language.direction,
        "scale": look.scale,
        "tight": look.tight,
        "endonym": language.endonym,
        "alert": line(edition.alert) if edition.alert else None,
        "mark": line(edition.notice.mark) if edition.notice else None,
        "kind": line(edition.kind_label),
        "title": line(_name(edition)),
        **{key: facts.get(key) for key in ("when", "time", "where")},
    }


def _name(edition: Edition) -> Text:
    """What people come to: of a press release, the event."""
    return next((fact.value for fact in edition.facts if fact.key == "event"), edition.title)
