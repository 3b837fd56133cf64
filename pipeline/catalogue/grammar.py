"""How a line that a program writes is read and written: one template serves both."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final, NamedTuple, Self


class Maker(StrEnum):
    """Who made a draft; the value is what the comment says."""

    MACHINE = "Maschine"
    MEMORY = "Gedächtnis"
    PHRASEBOOK = "Phrasenheft"


def seal(*parts: str) -> str:
    """What binds a line to a text: SHA-256 of its parts, NUL between them, 12 digits of it."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


class _Field(NamedTuple):
    """How a value stands in a line."""

    pattern: str
    read: Callable[[str], object]
    write: Callable[[Any], str]


def _one_line(text: str) -> str:
    return " ".join(text.split())


_DAY: Final = "%d.%m.%Y"
SEAL: Final = "[0-9a-f]{12}"
"""What `seal` gives."""

_TEXT: Final = _Field(".*?", str, str)
_FIELDS: Final[Mapping[str, _Field]] = {
    "maker": _Field("|".join(Maker), Maker, str),
    "date": _Field(
        r"\d\d\.\d\d\.\d{4}",
        lambda text: dt.datetime.strptime(text, _DAY).date(),
        lambda date: f"{date:{_DAY}}",
    ),
    "score": _Field(
        r"(?:; Güte [01],\d\d)?",
        lambda text: float(text[-4:].replace(",", ".")) if text else None,
        lambda score: "" if score is None else f"; Güte {score:.2f}".replace(".", ","),
    ),
    "detail": _TEXT._replace(write=_one_line),
    "problem": _TEXT._replace(write=_one_line),
    "reviewed": _Field(
        "geprüft|Entwurf",
        lambda text: text == "geprüft",
        lambda reviewed: "geprüft" if reviewed else "Entwurf",
    ),
    "reason": _Field(
        ".*?[.!?]", str, lambda text: text if text.endswith((".", "!", "?")) else f"{text}."
    ),
    "seal": _Field(SEAL, str, str),
}
"""The values that are more than text, by their names in all kinds."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of a program; `str` writes what `parse` reads."""

    template: ClassVar[str] = ""
    """The line with its values in braces."""
    form: ClassVar[re.Pattern[str]] = re.compile("")
    """What such a line looks like as a whole."""

    def __init_subclass__(cls) -> None:
        parts = re.split(r"\{(\w+)\}", cls.template)
        cls.form = re.compile(
            "".join(
                f"(?P<{part}>{_FIELDS.get(part, _TEXT).pattern})" if number % 2 else re.escape(part)
                for number, part in enumerate(parts)
            )
        )

    def __str__(self) -> str:
        names = self.form.groupindex
        written = {name: _FIELDS.get(name, _TEXT).write(getattr(self, name)) for name in names}
        return self.template.format(**written)

    @classmethod
    def read(cls, line: str) -> Self | None:
        """The line as this kind; None if it is of another, or has a day that there is not."""
        if not (found := cls.form.fullmatch(line)):
            return None
        with suppress(ValueError):
            values = {
                name: _FIELDS.get(name, _TEXT).read(text)
                for name, text in found.groupdict().items()
            }
            return cls(**values)
        return None
