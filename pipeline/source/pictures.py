"""Pictures of a document and logos of its partners: found, looked at, described.

A picture that is missing or broken is left out and told; one that nobody described keeps the
document from going out. What may no longer be shown is left out of everything.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from ..base import pictures, svg
from ..base.messages import _
from ..base.model import Diagnostic, Location, Severity
from ..base.pictures import PictureFile, UnusablePicture
from ..language.table import GERMAN
from ..text.blocks import Image
from .clock import read_date
from .fields import Field
from .model import Partner, Role, Segment

FILE: Final = "picture-file"
ALT: Final = "picture-alt"
SMALL: Final = "picture-small"
UNTIL: Final = "picture-until"

IMAGE_KEYS: Final = ("file", "alt", "caption", "credit", "rights", "until")
PARTNER_KEYS: Final = ("name", "logo", "role", "url", "statement", "min_mm")

DPI: Final = 150
"""Fewer dots an inch look coarse on paper."""
IMAGE_MM: Final = 174
"""As wide as a picture is printed at most."""
WIDEST_LOGO_MM: Final = 120

MakeSegment = Callable[[Role, str, Location, str], Segment]


@dataclass(frozen=True, slots=True)
class PictureReader:
    """Reads what a document says of pictures; ``remarks`` gathers what is to be told of them."""

    content: Path
    """No picture is read from outside."""
    beside: Path
    """The document's own folder, where pictures are looked for first."""
    today: dt.date | None
    """None: whatever was ever allowed is shown."""
    segment: MakeSegment
    remarks: list[Diagnostic] = field(default_factory=list)

    def image(self, given: Field) -> Image[Segment] | None:
        """The leading picture; None where it cannot or may not be shown.

        Raises the field's error for a key that is not known or a value of the wrong form.
        """
        table = given.table(IMAGE_KEYS)
        named = table.require("file")
        alt = self._segment(table.get("alt"), Role.ALT)
        caption = self._segment(table.get("caption"), Role.CAPTION)
        credit, until = table.text("credit") or "", table.get("until")
        table.text("rights")  # for the office alone
        if until and self._is_over(until):
            return None
        found = self.find(named.text(), named.where)
        if found is None:
            return None
        if alt is None and not table.said_empty("alt"):
            self._undescribed(
                given.where,
                _(
                    "Dem Bild fehlt die Beschreibung für Menschen, die es nicht sehen. Schreiben "
                    "Sie unter „image“ mit alt, was zu sehen ist; schmückt es nur, schreiben Sie "
                    '"".'
                ),
            )
        self._require_dots(found, IMAGE_MM, named.where)
        return Image(found, alt, caption, credit)

    def in_text(self, name: str, alt: str, title: str, where: Location) -> Image[Segment] | None:
        """A picture between paragraphs, ``![alt](name "title © credit")``."""
        found = self.find(unquote(name), where)
        if found is None:
            return None
        if not alt.strip():
            self._undescribed(
                where,
                _(
                    "Dem Bild fehlt die Beschreibung für Menschen, die es nicht sehen. Schreiben "
                    "Sie sie in die eckigen Klammern: ![Was zu sehen ist]({name})."
                ).format(name=name),
            )
        text, sign, credit = (part.strip() for part in title.partition("©"))
        self._require_dots(found, IMAGE_MM * 3 / 4, where)
        return Image(
            found,
            self.segment(Role.ALT, " ".join(alt.split()), where, "") if alt.strip() else None,
            self.segment(Role.CAPTION, " ".join(text.split()), where, "") if text else None,
            f"{sign} {credit}" if credit else "",
        )

    def partners(self, given: Field | None) -> tuple[Partner[Segment], ...]:
        """The partners of a list, in its order. Raises what `image` does."""
        return tuple(self._partner(one) for one in given.items()) if given else ()

    def _partner(self, given: Field) -> Partner[Segment]:
        table = given.table(PARTNER_KEYS)
        name, logo, url = table.require("name").text(), table.get("logo"), table.get("url")
        note = f"Partner: {name}"
        partner = Partner(
            name,
            self.find(logo.text(), logo.where) if logo else None,
            self._segment(table.get("role"), Role.PARTNER, note),
            self._segment(table.get("statement"), Role.STATEMENT, note),
            url.url() if url else None,
            _millimetres(table.get("min_mm")),
        )
        if partner.logo and logo:
            self._require_dots(partner.logo, partner.size_mm[0], logo.where)
        return partner

    def find(self, name: str, where: Location) -> PictureFile | None:
        """The picture of that name below content/; None, with a remark, if it is no use."""
        path = self._path(name)
        if path is None:
            self._remark(
                FILE,
                where,
                _(
                    "Das Bild „{name}“ gibt es im Ordner content/ nicht; alles wird ohne es "
                    "gemacht. Legen Sie es dort ab, oder prüfen Sie den Namen."
                ).format(name=name),
            )
            return None
        try:
            found = pictures.look(path)
        except UnusablePicture as problem:
            message = _("„{name}“ wird weggelassen. {problem}").format(name=name, problem=problem)
            self._remark(FILE, where, message)
            return None
        if found.kind == "svg" and svg.has_text(path.read_bytes()):
            self._remark(
                SMALL,
                where,
                _(
                    "In der Zeichnung „{name}“ steht Schrift, die überall anders aussieht. Wandeln "
                    "Sie sie in Pfade um."
                ).format(name=name),
            )
        return found

    def _path(self, name: str) -> Path | None:
        inside = self.content.resolve()
        for folder in dict.fromkeys((self.beside, self.content)):
            try:
                path = (folder / name).resolve()
                if path.is_file() and path.is_relative_to(inside):
                    return path
            except (OSError, RuntimeError, ValueError):  # a name too long, a link in a circle
                continue
        return None

    def _is_over(self, until: Field) -> bool:
        last = read_date(until)
        if self.today is None or self.today <= last:
            return False
        self._remark(
            UNTIL,
            until.where,
            _(
                "Das Bild durfte bis {date} gezeigt werden und ist jetzt überall weggelassen. "
                "Löschen Sie es hier, oder nehmen Sie ein anderes."
            ).format(date=f"{last:%d.%m.%Y}"),
        )
        return True

    def _require_dots(self, found: PictureFile, mm: float, where: Location) -> None:
        wanted = round(mm / 25.4 * DPI)
        if found.kind == "svg" or found.width >= wanted:
            return
        self._remark(
            SMALL,
            where,
            _(
                "„{name}“ ist {width} Bildpunkte breit und sieht gedruckt grob aus. Nehmen Sie das "
                "Bild mit mindestens {wanted}."
            ).format(name=found.path.name, width=round(found.width), wanted=wanted),
        )

    def _segment(self, given: Field | None, role: Role, note: str = "") -> Segment | None:
        return self.segment(role, given.text(), given.where, note) if given else None

    def _undescribed(self, where: Location, message: str) -> None:
        self._remark(ALT, where, message, Severity.ERROR)

    def _remark(
        self, rule: str, where: Location, message: str, severity: Severity = Severity.WARNING
    ) -> None:
        self.remarks.append(Diagnostic(rule, severity, GERMAN, message, where))


def _millimetres(given: Field | None) -> float:
    if given is None:
        return 0
    text = given.text()
    found = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]+)?)(?: ?mm)?", text)
    millimetres = float(found[1].replace(",", ".")) if found else -1
    if not 0 < millimetres <= WIDEST_LOGO_MM:
        raise given.fail(
            _(
                "„{name}: {text}“ geht nicht. Schreiben Sie, wie breit das Logo mindestens sein "
                "muss, in Millimetern und höchstens {most}, zum Beispiel 25."
            ).format(name=given.name, text=text, most=WIDEST_LOGO_MM)
        )
    return millimetres
