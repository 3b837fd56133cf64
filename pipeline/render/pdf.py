"""An Edition as a PDF to print and to send on: flyer or press release, made with typst."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

import typst

from ..base.errors import ConfigError, OutputError
from ..base.messages import _
from ..base.model import Location
from ..edition.model import Edition
from ..language import fonts
from ..source.organisation import Organisation
from .sheet import Json, document

TEMPLATES: Final = Path(__file__).with_name("templates")


def render(edition: Edition) -> bytes:
    """Return the PDF of ``edition``: A4, tagged, PDF/UA-1 (ISO 14289-1), fonts embedded.

    An invitation is a flyer, a press release a letter. Text that does not fit flows to
    another page; it never shrinks. The same edition gives the same bytes.

    Raises OutputError if no font has a character of the text, ConfigError if the logo cannot
    be read or drawn, ValueError if a colour of the organisation is not ``#rrggbb``
    or the address does not fit into a QR code.
    """
    return typeset("flyer.typ", document(edition), "pdf", edition.organisation)


def typeset(
    template: str,
    data: Json,
    kind: Literal["pdf", "png"],
    organisation: Organisation,
    ppi: float | None = None,
) -> bytes:
    """Return what ``template`` draws of ``data``; of a picture, the first page.

    Raises ConfigError if the logo cannot be drawn, OutputError if typst fails otherwise.
    """
    try:
        made = _compiler().compile(
            TEMPLATES / template,
            format=kind,
            ppi=ppi,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"] if kind == "pdf" else [],
            timestamp=0,
        )
    except typst.TypstError as error:
        if organisation.logo and "decode image" in error.message:
            text = _("Das Logo lässt sich nicht zeichnen. Bitte speichern Sie es neu.")
            raise ConfigError(Location(organisation.logo), text) from error
        text = _("Die Druckfassung lässt sich nicht setzen: {reason}.")
        raise OutputError(None, text.format(reason=error.message)) from error
    first = made[0] if isinstance(made, list) else made
    return first or b""


@cache
def _compiler() -> typst.Compiler:
    families = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.folder())],
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=families)
