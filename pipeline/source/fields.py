"""Typed access to what stands in front matter and organisation.toml, with clear refusals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from ..base.errors import PipelineError, nearest
from ..base.messages import _
from ..base.model import Location
from ..text.patterns import EMAIL_FACT, INVISIBLE, PHONE_FACT, URL_FACT

_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


UNKNOWN_TOLD: Final = 10
"""Unknown keys of a mapping that are told at once."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value and where it stands. ``value`` is a str, a list or a dict of Fields."""

    value: str | list[Field] | dict[str, Field]
    where: Location
    name: str
    """What to call it in a message: ``event.date``."""
    error: type[PipelineError]
    quoted: bool = False
    """Whether it stands in quotation marks: "" is said, nothing at all is not."""

    def fail(self, message: str) -> PipelineError:
        return self.error(self.where, message)

    # -- scalars --

    def text(self, at_most: int | None = None) -> str:
        """One line of text in NFC, white space joined.

        Refuses empty text, `INVISIBLE`, and more than ``at_most`` characters.
        """
        if not isinstance(self.value, str):
            raise self.fail(
                _(
                    "„{name}“ muss ein einfacher Text sein. Steht ein Doppelpunkt oder eine "
                    "Klammer darin, setzen Sie den ganzen Text in Anführungszeichen."
                ).format(name=self.name)
            )
        text = unicodedata.normalize("NFC", " ".join(self.value.split()))
        if not text:
            raise self.fail(
                _("„{name}“ ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile.").format(
                    name=self.name
                )
            )
        if INVISIBLE.search(text):
            raise self.fail(
                _("„{name}“ enthält ein unsichtbares Steuerzeichen. Tippen Sie es neu.").format(
                    name=self.name
                )
            )
        if at_most is not None and len(text) > at_most:
            raise self.fail(
                _(
                    "„{name}“ hat {count} Zeichen, höchstens {at_most} sind möglich. "
                    "Kürzen Sie den Text."
                ).format(name=self.name, count=len(text), at_most=at_most)
            )
        return text

    def fact(self) -> str:
        """Text that is no Markdown: character references (HTML Standard, 13.5) are decoded."""
        return _REFERENCE.sub(lambda found: unescape(found[0]), self.text())

    def lines(self) -> str:
        """Like `fact`; lines are parted by commas: an address."""
        if isinstance(self.value, str) and "\n" in self.value.strip():
            lines = (line.strip().rstrip(",").rstrip() for line in self.value.split("\n"))
            return replace(self, value=", ".join(filter(None, lines))).fact()
        return self.fact()

    def email(self) -> str:
        """An e-mail address that needs no quoting in a link (a subset of RFC 5321 and 6068)."""
        return self._like(
            EMAIL_FACT,
            _("„{name}: {text}“ ist keine E-Mail-Adresse. Schreiben Sie sie so: name@ort.de."),
        )

    def phone(self) -> str:
        """A telephone number as it is to be read, ``05651 302-1160``."""
        return self._like(
            PHONE_FACT,
            _("„{name}: {text}“ ist keine Telefonnummer. Schreiben Sie sie so: 05651 302-1160."),
        )

    def url(self) -> str:
        """An http or https address with a host."""
        text = self._like(
            URL_FACT,
            _("„{name}: {text}“ ist keine Internetadresse. Sie beginnt mit https://."),
        )
        try:
            parts = urlsplit(text)
            found = parts.hostname and (parts.port or 1)
        except ValueError:
            found = None
        if not found:
            raise self.fail(
                _(
                    "„{name}: {text}“ ist keine Internetadresse. Schreiben Sie sie so: "
                    "https://www.ort.de/seite."
                ).format(name=self.name, text=text)
            )
        return text

    def choice(self, known: Collection[str]) -> str:
        """One of the ``known`` words."""
        text = self.text()
        if text not in known:
            raise self.fail(
                _("„{name}: {text}“ kenne ich nicht.").format(name=self.name, text=text)
                + " "
                + nearest(text, known)
            )
        return text

    def _like(self, pattern: str, message: str) -> str:
        text = self.fact()
        if not re.fullmatch(pattern, text):
            raise self.fail(message.format(name=self.name, text=text))
        return text

    # -- collections --

    def items(self) -> list[Field]:
        """The entries of a list; a single text counts as a list of one."""
        if isinstance(self.value, list):
            return self.value
        if isinstance(self.value, str):
            return [self]
        raise self.fail(_("„{name}“ muss eine Liste sein.").format(name=self.name))

    def table(self, known: Collection[str]) -> Table:
        """A mapping whose keys are all ``known``."""
        for problem in self.unknown(known):
            raise problem
        return self.known(known)

    def unknown(self, known: Collection[str]) -> list[PipelineError]:
        """A refusal for each key of a mapping that is not ``known``."""
        given = self.value if isinstance(self.value, dict) else {}
        return [
            field.fail(
                _("Die Angabe „{name}“ kenne ich nicht.").format(name=field.name)
                + " "
                + nearest(key, known)
            )
            for key, field in islice(
                ((key, field) for key, field in given.items() if key not in known), UNKNOWN_TOLD
            )
        ]

    def known(self, known: Collection[str]) -> Table:
        """What a mapping has under ``known`` keys."""
        if not isinstance(self.value, dict):
            raise self.fail(
                _("„{name}“ muss Angaben der Form „Schlüssel: Wert“ enthalten.").format(
                    name=self.name
                )
            )
        given = {
            key: field for key, field in self.value.items() if key in known and not field.empty
        }
        return Table(self, given, misspelt=not self.value.keys() <= set(known))

    @property
    def empty(self) -> bool:
        """Nothing stands behind the key."""
        return isinstance(self.value, str) and not self.value.strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping with known keys. A key with nothing behind it counts as one that is missing."""

    field: Field
    values: Mapping[str, Field]
    misspelt: bool = False
    """Whether there are unknown keys besides."""

    def get(self, key: str) -> Field | None:
        return self.values.get(key)

    def require(self, key: str) -> Field:
        """The value of ``key``; raises an error that names what is missing."""
        if key in self.values:
            return self.values[key]
        name = f"{self.field.name}.{key}" if self.field.name else key
        written = self.field.value.get(key) if isinstance(self.field.value, dict) else None
        missed = (written or self.field).fail(
            _("Die Angabe „{name}“ fehlt. Tragen Sie sie ein.").format(name=name)
        )
        missed.follows = self.misspelt
        raise missed

    def said_empty(self, key: str) -> bool:
        """Whether somebody wrote ``""`` there, and did not just leave it open."""
        written = self.field.value.get(key) if isinstance(self.field.value, dict) else None
        return written is not None and written.empty and written.quoted

    def text(self, key: str) -> str | None:
        return self.values[key].text() if key in self.values else None
