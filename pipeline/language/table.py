"""The languages we publish in: languages.toml, read once into `Language` rows.

The table holds what is ours; names of months and days and the words of lists come from
CLDR unless the row has its own (`names`).
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from ..base.errors import ConfigError, nearest
from ..base.messages import _
from ..base.model import Location
from .names import Names, completed
from .scripts import script

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Patterns:
    """House patterns, python-brace-format. Fields of date patterns: ``{weekday}`` ``{day}``
    ``{month}`` ``{month2}`` (name of the month in a second tradition) ``{month_number}``
    ``{year}`` and ``{day_padded}`` ``{month_padded}`` (two digits)."""

    date: str
    """Day, month, year: ``{day}. {month} {year}``."""
    full_date: str
    """The same with the day of the week."""
    time: str
    """One time of day on its own: ``{time} Uhr``."""
    time_range: str
    """From–to within a day; in words where a dash would be reordered (UAX #9)."""
    range: str
    """From–to of dates and weekdays, ``{start}`` and ``{end}``, without a word for the hour."""


@dataclass(frozen=True, slots=True)
class Language:
    """One row of the language table (languages.toml)."""

    tag: str
    """BCP 47; the value of lang and hreflang."""
    posix: str
    """gettext's name: the folder under locale/ and the Language header."""
    endonym: str
    """The language's name in itself."""
    german: str
    """The language's name in German."""
    direction: Direction
    script: str
    """ISO 15924, such as Arab, Cyrl, Geor."""
    plural_forms: str
    """The Plural-Forms header."""
    babel_locale: str
    """The CLDR locale that Babel has for it, or the nearest."""
    digits: str
    """The ten digits of dates and times, from zero."""
    fonts: tuple[str, ...]
    """Families that readers have, best first; the first is the one named in Word."""
    patterns: Patterns
    own: Names
    """Names that the row has in place of CLDR's."""
    months2_locale: str = ""
    """The CLDR locale of a second tradition of months' names, or empty."""

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"

    @property
    def names(self) -> Names:
        """Names of months and days, words of lists: the row's own or CLDR's.

        Raises ConfigError for a locale that Babel lacks.
        """
        try:
            return completed(self.own, self.babel_locale, self.months2_locale)
        except LookupError as error:
            problem = _("Babel kennt die Sprache „{locale}“ nicht.").format(locale=error.args[0])
            raise _wrong(Location(TABLE), self.tag, problem) from error

    @property
    def months(self) -> tuple[str, ...]:
        return self.names.months

    @property
    def months2(self) -> tuple[str, ...]:
        return self.names.months2

    @property
    def weekdays(self) -> tuple[str, ...]:
        return self.names.weekdays

    @property
    def weekdays_short(self) -> tuple[str, ...]:
        return self.names.weekdays_short


GERMAN: Final = "de"
"""The language every document is written in."""

TABLE: Final = Path(__file__).with_name("languages.toml")

LATIN_DIGITS: Final = "0123456789"

_TEXTS: Final = (
    *("posix", "endonym", "german", "direction", "script", "plural_forms", "babel_locale"),
    *("fonts", "date", "full_date", "time", "time_range", "range"),
)
_OPTIONAL_TEXTS: Final = ("digits", "months2_locale", "list_middle", "list_end")
_NAMES: Final = {"months": 12, "weekdays": 7, "weekdays_short": 7}

_DAY: Final = {"day", "year"}
_DATE: Final = _DAY | {"month", "month2", "month_number", "day_padded", "month_padded"}
_FIELDS: Final[Mapping[str, tuple[set[str], set[str]]]] = {
    "date": (_DAY, _DATE),
    "full_date": (_DAY | {"weekday"}, _DATE | {"weekday"}),
    "time": ({"time"}, {"time"}),
    "time_range": ({"start", "end"}, {"start", "end"}),
    "range": ({"start", "end"}, {"start", "end"}),
    "list_middle": ({"0", "1"}, {"0", "1"}),
    "list_end": ({"0", "1"}, {"0", "1"}),
}
"""Per pattern: the fields it must have, and all it may have."""


@cache
def languages() -> Mapping[str, Language]:
    """Return the rows of languages.toml by BCP 47 tag, in the order of the table.

    Raises ConfigError as `parse` does.
    """
    return MappingProxyType(parse(TABLE.read_text(encoding="utf-8"), Location(TABLE)))


def language(tag: str, where: Location | None = None) -> Language:
    """Return the row of ``tag``: BCP 47 in any case, ``_`` taken for ``-``.

    Raises ConfigError at ``where`` for a language not in the table, naming the nearest tag,
    or for ``sr`` its scripts.
    """
    wanted = _normal(tag)
    for known, row in languages().items():
        if _normal(known) == wanted:
            return row
    family = [known for known in languages() if _normal(known).startswith(f"{wanted}-")]
    message = _("Die Sprache „{tag}“ kenne ich nicht. {hint}")
    raise ConfigError(where, message.format(tag=tag, hint=nearest(tag, family or languages())))


def parse(text: str, where: Location) -> dict[str, Language]:
    """Read a language table in the format that the head of languages.toml describes.

    Raises ConfigError at ``where``, naming the language, for a field that is missing,
    unknown or of the wrong type, and a pattern with wrong fields. A locale that Babel lacks
    shows when its names are asked for.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            where, _("Das ist kein gültiges TOML: {error}").format(error=error)
        ) from error
    stacks = cast(Mapping[str, list[str]], table.get("fonts", {}))
    rows = cast(Mapping[str, Mapping[str, object]], table.get("languages", {}))
    return {tag: _Row(tag, row, where).language(stacks) for tag, row in rows.items()}


def _wrong(where: Location, tag: str, problem: str) -> ConfigError:
    return ConfigError(where, _("Sprache „{tag}“: {problem}").format(tag=tag, problem=problem))


def _normal(tag: str) -> str:
    return tag.strip().replace("_", "-").lower()


class _Row:
    """One row while it is read: every complaint names the language and the file."""

    def __init__(self, tag: str, row: Mapping[str, object], where: Location) -> None:
        self.tag = tag
        self.row = row
        self.where = where
        known = {*_TEXTS, *_OPTIONAL_TEXTS, *_NAMES}
        for name in row:
            if name not in known:
                raise self.error(
                    _("Das Feld „{field}“ gibt es nicht. {hint}").format(
                        field=name, hint=nearest(name, known)
                    )
                )

    def error(self, problem: str) -> ConfigError:
        return _wrong(self.where, self.tag, problem)

    def text(self, name: str, default: str | None = None) -> str:
        value = self.row.get(name, default)
        if value is None:
            raise self.error(_("Das Feld „{field}“ fehlt.").format(field=name))
        if not isinstance(value, str) or not value:
            raise self.error(_("„{field}“ muss ein Text sein.").format(field=name))
        return value

    def optional(self, name: str) -> str:
        return self.text(name) if name in self.row else ""

    def names(self, name: str) -> tuple[str, ...]:
        value = self.row.get(name)
        if value is None:
            return ()
        count = _NAMES[name]
        if (
            not isinstance(value, list)
            or len(value) != count
            or not all(isinstance(item, str) and item for item in value)
        ):
            raise self.error(
                _("„{field}“ muss eine Liste von {count} Namen sein.").format(
                    field=name, count=count
                )
            )
        return tuple(value)

    def pattern(self, name: str) -> str:
        pattern = self.text(name)
        needed, allowed = _FIELDS[name]
        if "months2_locale" not in self.row:
            allowed = allowed - {"month2"}
        try:
            fields = {
                # Only the day may have a second spelling; anything else is a slip.
                field if not conversion and (field == "day" or not spec) else "?"
                for _text, field, spec, conversion in Formatter().parse(pattern)
                if field is not None
            }
        except ValueError:  # unbalanced braces
            fields = set()
        if not needed <= fields <= allowed:
            raise self.error(
                _("Das Muster „{field}“ braucht {needed} und darf haben: {allowed}.").format(
                    field=name,
                    needed=", ".join(f"{{{field}}}" for field in sorted(needed)),
                    allowed=", ".join(f"{{{field}}}" for field in sorted(allowed)),
                )
            )
        return pattern

    def digits(self) -> str:
        digits = self.text("digits", LATIN_DIGITS)
        if [unicodedata.decimal(digit, None) for digit in digits] != list(range(10)):
            raise self.error(
                _("„{field}“ muss die zehn Ziffern von null bis neun haben.").format(field="digits")
            )
        return digits

    def direction(self) -> Direction:
        direction = self.text("direction")
        if direction not in get_args(Direction):
            raise self.error(_("„{field}“ muss „ltr“ oder „rtl“ sein.").format(field="direction"))
        if (direction == "rtl") != script(self.text("script")).rtl:
            raise self.error(
                _("„{field}“ passt nicht zur Schrift „{script}“.").format(
                    field="direction", script=self.text("script")
                )
            )
        return cast(Direction, direction)

    def language(self, stacks: Mapping[str, list[str]]) -> Language:
        fonts = self.text("fonts")
        if fonts not in stacks:
            raise self.error(
                _("Die Schriften „{name}“ stehen nicht unter [fonts]. {hint}").format(
                    name=fonts, hint=nearest(fonts, stacks)
                )
            )
        return Language(
            tag=self.tag,
            posix=self.text("posix"),
            endonym=self.text("endonym"),
            german=self.text("german"),
            direction=self.direction(),
            script=self.text("script"),
            plural_forms=self.text("plural_forms"),
            babel_locale=self.text("babel_locale"),
            digits=self.digits(),
            fonts=tuple(stacks[fonts]),
            patterns=Patterns(
                date=self.pattern("date"),
                full_date=self.pattern("full_date"),
                time=self.pattern("time"),
                time_range=self.pattern("time_range"),
                range=self.pattern("range"),
            ),
            own=Names(
                months=self.names("months"),
                weekdays=self.names("weekdays"),
                weekdays_short=self.names("weekdays_short"),
                list_middle=self.pattern("list_middle") if "list_middle" in self.row else "",
                list_end=self.pattern("list_end") if "list_end" in self.row else "",
            ),
            months2_locale=self.optional("months2_locale"),
        )
