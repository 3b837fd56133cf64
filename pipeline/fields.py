"""Typed access to the YAML and TOML that people write, with the line of every mistake.

YAML is composed without resolving types (every scalar is the text that stands there), so
that ``10:00`` is no number in base 60, ``no`` no boolean and ``2023-11-04`` not a date
before we say so (YAML 1.1, section 10.2 against what people mean).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from .errors import ConfigError, ContentError, PipelineError, nearest
from .messages import _
from .model import Location

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Field:
    """One value and where it stands. ``value`` is a str, a list or a dict of Fields."""

    value: str | list[Field] | dict[str, Field]
    where: Location
    name: str
    """What to call it in a message: ``event.date``."""
    error: type[PipelineError]

    def fail(self, message: str) -> PipelineError:
        return self.error(self.where, message)

    # -- scalars --

    def text(self) -> str:
        """One line of text, white space joined. Refuses empty text and control characters."""
        if not isinstance(self.value, str):
            raise self.fail(_("„{name}“ muss ein einfacher Text sein.").format(name=self.name))
        text = " ".join(self.value.split())
        if not text:
            raise self.fail(
                _("„{name}“ ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile.").format(
                    name=self.name
                )
            )
        if CONTROL.search(text):
            raise self.fail(
                _("„{name}“ enthält ein unsichtbares Steuerzeichen. Tippen Sie es neu.").format(
                    name=self.name
                )
            )
        return text

    def date(self) -> dt.date:
        """A calendar date, ``2023-11-04`` (ISO 8601, extended format)."""
        text = self.text()
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            try:
                return dt.date.fromisoformat(text)
            except ValueError:
                raise self.fail(
                    _("„{name}: {text}“: Diesen Tag gibt es nicht im Kalender.").format(
                        name=self.name, text=text
                    )
                ) from None
        raise self.fail(
            _("„{name}: {text}“ ist kein Datum. Schreiben Sie es so: 2023-11-04.").format(
                name=self.name, text=text
            )
        )

    def time(self) -> dt.time:
        """A time of day, ``9:45`` or ``09:45``, 24 hours."""
        text = self.text()
        match = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
        if match and int(match[1]) < 24 and int(match[2]) < 60:
            return dt.time(int(match[1]), int(match[2]))
        raise self.fail(
            _('„{name}: {text}“ ist keine Uhrzeit. Schreiben Sie sie so: "10:00".').format(
                name=self.name, text=text
            )
        )

    def email(self) -> str:
        """An e-mail address in its common form (a subset of RFC 5321, 4.1.2)."""
        return self._like(
            r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
            _("„{name}: {text}“ ist keine E-Mail-Adresse."),
        )

    def phone(self) -> str:
        """A telephone number as it is to be read, ``05651 302-1160``."""
        return self._like(
            r"\+?[\d(][\d ()/.–-]{3,}", _("„{name}: {text}“ ist keine Telefonnummer.")
        )

    def url(self) -> str:
        """An http or https address."""
        return self._like(
            r"https?://[^\s<>\"'{}|\\^`]+",
            _("„{name}: {text}“ ist keine Internetadresse. Sie beginnt mit https://"),
        )

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
        text = self.text()
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
        if not isinstance(self.value, dict):
            raise self.fail(
                _("„{name}“ muss Angaben der Form „Schlüssel: Wert“ enthalten.").format(
                    name=self.name
                )
            )
        for key, field in self.value.items():
            if key not in known:
                raise field.fail(
                    _("Die Angabe „{name}“ kenne ich nicht.").format(name=field.name)
                    + " "
                    + nearest(key, known)
                )
        return Table(self, self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping with known keys."""

    field: Field
    values: dict[str, Field]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str) -> Field | None:
        return self.values.get(key)

    def require(self, key: str) -> Field:
        """The value of ``key``; raises an error that names what is missing."""
        if key in self.values:
            return self.values[key]
        name = f"{self.field.name}.{key}" if self.field.name else key
        raise self.field.fail(_("Die Angabe „{name}“ fehlt. Tragen Sie sie ein.").format(name=name))

    def text(self, key: str) -> str | None:
        return self.values[key].text() if key in self.values else None


def from_yaml(text: str, path: Path, first_line: int) -> Field:
    """Read front matter. ``first_line`` is the line of the file on which ``text`` begins.

    Raises `ContentError` for YAML that does not parse, for a key given twice and for
    anchors (an alias could repeat a node without end).
    """
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            raise ContentError(Location(path, first_line), _("Verweise mit * sind nicht möglich."))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise ContentError(
            Location(path, first_line + mark.line if mark else first_line),
            _(
                "Der Kopf der Datei ist hier nicht lesbar. Stehen ein Doppelpunkt oder "
                "Anführungszeichen im Text? Dann setzen Sie den ganzen Text in "
                "Anführungszeichen. ({problem})"
            ).format(problem=problem.problem),
        ) from problem
    except yaml.YAMLError as problem:
        raise ContentError(
            Location(path, first_line),
            _("Der Kopf der Datei enthält ein Zeichen, das dort nicht stehen darf."),
        ) from problem
    if node is None:
        return Field({}, Location(path, first_line), "", ContentError)
    return _from_node(node, path, first_line, "")


def _from_node(node: yaml.Node, path: Path, first_line: int, name: str) -> Field:
    where = Location(path, first_line + node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Field] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            full = f"{name}.{key}" if name else key
            field = _from_node(value_node, path, first_line, full)
            line = first_line + key_node.start_mark.line
            if key in values:
                raise ContentError(
                    Location(path, line), _("„{name}“ steht zweimal da.").format(name=full)
                )
            values[key] = Field(field.value, Location(path, line), full, ContentError)
        return Field(values, where, name, ContentError)
    if isinstance(node, yaml.SequenceNode):
        return Field(
            [_from_node(item, path, first_line, name) for item in node.value],
            where,
            name,
            ContentError,
        )
    return Field(str(node.value), where, name, ContentError)


def from_toml(text: str, path: Path) -> Field:
    """Read a TOML file. Raises `ConfigError` with the line when it does not parse."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        raise ConfigError(
            Location(path, int(line[1]) if line else None),
            _("Die Datei ist hier nicht lesbar ({problem}).").format(problem=problem),
        ) from problem
    return _from_value(data, "", path, text.split("\n"))


def _from_value(value: object, name: str, path: Path, lines: list[str]) -> Field:
    # tomllib keeps no positions, so the line of a key is looked up in the text.
    where = Location(path, next(_lines_of(name, lines), None))
    if isinstance(value, dict):
        values = {
            str(key): _from_value(item, f"{name}.{key}" if name else str(key), path, lines)
            for key, item in value.items()
        }
        return Field(values, where, name, ConfigError)
    if isinstance(value, list):
        return Field(
            [_from_value(item, name, path, lines) for item in value], where, name, ConfigError
        )
    return Field(str(value), where, name, ConfigError)


def _lines_of(name: str, lines: list[str]) -> Iterator[int]:
    *tables, key = name.split(".") if name else ["", ""]
    inside = not any(tables)
    for number, line in enumerate(lines, start=1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            inside = header[1].split(".") == tables
            if header[1] == name:
                yield number
        elif inside and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            yield number
