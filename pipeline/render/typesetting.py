"""typst: a manuscript goes in, a PDF or a PNG comes out.

It may read one folder, which is this run's own and holds nothing but the templates, copied,
and the pictures of manuscripts; the project may be read-only and other runs at work.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import typst

from ..base.errors import ConfigError, OutputError
from ..base.messages import _
from ..base.model import Location
from ..language import fonts
from .pictures import Picture, lay_out

TEMPLATES: Final = Path(__file__).with_name("templates")
PICTURES: Final = "pictures"
"""The folder of pictures, as the templates name it from the root."""

STANDARDS: Final = ("ua-1", "a-2a")
"""Of every PDF: it can be read aloud (ISO 14289-1) and kept for good (ISO 19005-2, level A)."""

_WRITTEN: Final = 946684800
"""2000-01-01, the date of every file: PDF/A wants one, and the same text gives the same bytes."""

_UNDRAWABLE: Final = "decode image"
"""What typst says of a picture that is none."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a template draws."""

    data: str
    """JSON, which is shown and never evaluated, so that no text can become markup."""
    pictures: tuple[Picture, ...] = ()
    """Those that the data names by `picture_address`."""


def picture_address(picture: Picture) -> str:
    """Return what a template draws a picture by."""
    return f"/{PICTURES}/{picture.name}"


def typeset(
    template: str,
    manuscript: Manuscript,
    kind: Literal["pdf", "png"],
    ppi: float | None = None,
    **inputs: str,
) -> bytes:
    """Return what ``template`` draws; of a picture, the first page.

    ``inputs`` is what the template takes besides, such as the height of its sheet.

    The same manuscript gives the same bytes. Raises ConfigError that names a picture which
    cannot be drawn, OutputError if typst fails otherwise.
    """
    for picture in manuscript.pictures:
        lay_out(picture, _root() / PICTURES)
    try:
        made = _compiler().compile(
            _root() / template,
            format=kind,
            ppi=ppi,
            sys_inputs={"data": manuscript.data, **inputs},
            pdf_standards=list(STANDARDS) if kind == "pdf" else [],
            timestamp=_WRITTEN,
        )
    except typst.TypstError as error:
        if _UNDRAWABLE in error.message and (bad := _undrawable(manuscript.pictures)):
            text = _("Das Logo lässt sich nicht zeichnen. Bitte speichern Sie es neu.")
            raise ConfigError(Location(bad.path), text) from error
        text = _("Die Druckfassung lässt sich nicht setzen: {reason}.")
        raise OutputError(None, text.format(reason=error.message)) from error
    first = made[0] if isinstance(made, list) else made
    return first or b""


def _undrawable(pictures: Iterable[Picture]) -> Picture | None:
    """Return the first picture that typst cannot draw by itself."""
    for picture in pictures:
        try:
            _compiler().compile(f'#image("{picture_address(picture)}")'.encode(), format="png")
        except typst.TypstError:
            return picture
    return None


@cache
def _compiler() -> typst.Compiler:
    families = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.folder())],
    )
    return typst.Compiler(root=str(_root()), font_paths=families)


@cache
def _root() -> Path:
    """Return the folder that typst may read; it is there while the program runs."""
    path = Path(tempfile.mkdtemp(prefix="typst-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    for template in TEMPLATES.glob("*.typ"):
        shutil.copyfile(template, path / template.name)
    return path
