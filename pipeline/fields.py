"""Typed access to the YAML and TOML that people write, with the line of every mistake.

YAML is composed without resolving types (every scalar is the text that stands there), so
that ``10:00`` is no number in base 60, ``no`` no boolean and ``2023-11-04`` not a date
before we say so (YAML 1.1, section 10.2 against what people mean).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import yaml

from .errors import ConfigError, ContentError, PipelineError, nearest
from .messages import _
from .model import Location

CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060"
    r"\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What nobody sees and a text must not have: control characters (also of UAX #9), line
breaks of other systems, invisible spaces that come with copied text, and what no XML can hold."""

MAX_DEPTH = 20
"""Of collections in front matter; PyYAML takes quadratic time and then all of the stack."""


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
        """One line of text in NFC, white space joined. Refuses empty text and `CONTROL`."""
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
        """An e-mail address that needs no quoting in a link (a subset of RFC 5321 and 6068)."""
        return self._like(
            r"[A-Za-z0-9.+_'-]+@[\w-]+(\.[\w-]+)+",
            _("„{name}: {text}“ ist keine E-Mail-Adresse. Schreiben Sie sie so: name@ort.de."),
        )

    def phone(self) -> str:
        """A telephone number as it is to be read, ``05651 302-1160``."""
        return self._like(
            r"(?=(?:[^0-9]*[0-9]){3})\+?[0-9(][0-9 ()/.–-]{2,}",
            _("„{name}: {text}“ ist keine Telefonnummer. Schreiben Sie sie so: 05651 302-1160."),
        )

    def url(self) -> str:
        """An http or https address."""
        return self._like(
            r"https?://[^\s<>\"'{}|\\^`]+",
            _("„{name}: {text}“ ist keine Internetadresse. Sie beginnt mit https://."),
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
        given = {key: field for key, field in self.value.items() if not field.empty}
        return Table(self, given)

    @property
    def empty(self) -> bool:
        """Nothing stands behind the key."""
        return isinstance(self.value, str) and not self.value.strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping with known keys. A key with nothing behind it counts as one that is missing."""

    field: Field
    values: Mapping[str, Field]

    def get(self, key: str) -> Field | None:
        return self.values.get(key)

    def require(self, key: str) -> Field:
        """The value of ``key``; raises an error that names what is missing."""
        if key in self.values:
            return self.values[key]
        name = f"{self.field.name}.{key}" if self.field.name else key
        written = self.field.value.get(key) if isinstance(self.field.value, dict) else None
        raise (written or self.field).fail(
            _("Die Angabe „{name}“ fehlt. Tragen Sie sie ein.").format(name=name)
        )

    def text(self, key: str) -> str | None:
        return self.values[key].text() if key in self.values else None


def from_yaml(text: str, path: Path, first_line: int) -> Field:
    """Read front matter. ``first_line`` is the line of the file on which ``text`` begins.

    Raises `ContentError` for YAML that does not parse or is no mapping, for a key given
    twice, and for anchors, aliases and tags: they would swallow a word of the text (``&Co``)
    or repeat one without end.
    """
    where = Location(path, first_line)
    text = re.sub(r"(?<=\S)[ \t]*\t", " ", text)  # a tab that is no indentation is a space
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise yaml.YAMLError
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise ContentError(
                    _line(event.start_mark, where),
                    _("Ein Text, der mit *, & oder ! beginnt, muss in Anführungszeichen stehen."),
                )
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        root = Field({}, where, "", ContentError) if node is None else _from_node(node, where, "")
    except yaml.MarkedYAMLError as problem:
        raise _unreadable(problem, where) from problem
    except (yaml.YAMLError, ValueError) as problem:
        raise ContentError(
            where,
            _(
                "Der Kopf der Datei enthält etwas, das dort nicht stehen darf: ein "
                "Sonderzeichen wie \\u… oder zu viele Klammern. Löschen Sie es."
            ),
        ) from problem
    if not isinstance(root.value, dict):
        raise root.fail(_("Der Kopf der Datei muss aus Zeilen wie „title: Sommerfest“ bestehen."))
    return root


def _unreadable(problem: yaml.MarkedYAMLError, where: Location) -> ContentError:
    # A quotation mark without its partner is noticed only where the text ends.
    begun = problem.context in ("while scanning a quoted scalar", "while scanning a simple key")
    mark = problem.context_mark if begun else problem.problem_mark or problem.context_mark
    if "'\\t'" in (problem.problem or ""):
        message = _("Hier steht ein Tabulator. Rücken Sie mit Leerzeichen ein.")
    else:
        message = _(
            "Der Kopf der Datei ist hier nicht lesbar. Beginnt ein Text mit einem Sonderzeichen, "
            "oder hat er einen Doppelpunkt, Klammern oder Anführungszeichen? Dann setzen Sie "
            "den ganzen Text in Anführungszeichen. ({problem})"
        ).format(problem=problem.problem)
    return ContentError(_line(mark, where), message)


def _from_node(node: yaml.Node, first: Location, name: str) -> Field:
    where = _line(node.start_mark, first)
    if isinstance(node, yaml.SequenceNode):
        items = [_from_node(item, first, name) for item in node.value]
        return Field(items, where, name, ContentError)
    if not isinstance(node, yaml.MappingNode):
        return Field(str(node.value), where, name, ContentError)
    values: dict[str, Field] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        full = f"{name}.{key}" if name else key
        line = _line(key_node.start_mark, first)
        if key in values:
            raise ContentError(
                line,
                _("„{name}“ steht zweimal da. Löschen Sie eine der Zeilen.").format(name=full),
            )
        value = _from_node(value_node, first, full).value
        values[key] = Field(value, line, full, ContentError)
    return Field(values, where, name, ContentError)


class _Mark(Protocol):
    line: int


def _line(mark: _Mark | None, first: Location) -> Location:
    return Location(first.path, (first.line or 1) + (mark.line if mark else 0))


def from_toml(text: str, path: Path) -> Field:
    """Read a TOML file. Raises `ConfigError` with the line when it does not parse."""
    try:
        return _from_value(tomllib.loads(text), "", path, dict(_key_lines(text)))
    except (ValueError, RecursionError) as problem:
        found = re.search(r"at (?:line (\d+)|end of document)", str(problem))
        line = int(found[1] or text.count("\n") + 1) if found else None
        raise ConfigError(
            Location(path, line),
            _(
                "Die Datei ist hier nicht lesbar ({problem}). "
                "Steht jeder Text in Anführungszeichen und jede Liste in eckigen Klammern?"
            ).format(problem=problem),
        ) from problem


def _from_value(value: object, name: str, path: Path, lines: Mapping[str, int]) -> Field:
    where = Location(path, lines.get(name))
    if isinstance(value, dict):
        values = {
            str(key): _from_value(item, f"{name}.{key}" if name else str(key), path, lines)
            for key, item in value.items()
        }
        return Field(values, where, name, ConfigError)
    if isinstance(value, list):
        items = [_from_value(item, name, path, lines) for item in value]
        return Field(items, where, name, ConfigError)
    return Field(str(value), where, name, ConfigError)


def _key_lines(text: str) -> Iterator[tuple[str, int]]:
    """Where each key stands: tomllib keeps no positions."""
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        key, equals, _value = (part.strip(" \t\"'") for part in line.partition("="))
        if key.startswith("["):
            table = key.partition("]")[0].strip("[ \t\"'")
            yield table, number
        elif equals:
            yield (f"{table}.{key}" if table else key), number
