"""YAML and TOML as people write them → `Field`s that know their lines.

YAML is composed without resolving types (every scalar is the text that stands there), so
that ``10:00`` is no number in base 60, ``no`` no boolean and ``2023-11-04`` not a date
before we say so (YAML 1.1, section 10.2 against what people mean).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import yaml

from ..base.errors import ConfigError, ContentError
from ..base.messages import _
from ..base.model import Location
from .fields import Field

MAX_DEPTH = 20
"""Of collections in front matter; PyYAML takes quadratic time and then all of the stack."""


def from_yaml(text: str, path: Path, first_line: int) -> Field:
    """Read front matter. ``first_line`` is the line of the file on which ``text`` begins.

    Raises `ContentError` for YAML that does not parse or is no mapping, for a key given
    twice, for anchors, aliases and tags: they would swallow a word of the text (``&Co``)
    or repeat one without end; and for a comment behind a text without quotation marks, of
    which nobody can tell whether it was meant as one (``Fest #1``).
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
            if isinstance(event, yaml.ScalarEvent) and _is_cut(event, text):
                raise ContentError(
                    _line(event.end_mark, where),
                    _(
                        "Was hinter „ #“ steht, ginge als Bemerkung verloren. Gehört es zum "
                        "Text, setzen Sie den ganzen Text in Anführungszeichen; ist es eine "
                        "Bemerkung, schreiben Sie sie in eine eigene Zeile."
                    ),
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


def _is_cut(scalar: yaml.ScalarEvent, text: str) -> bool:
    """Whether a comment follows a text without quotation marks on its line."""
    if not scalar.value or scalar.style or scalar.end_mark is None:
        return False
    return re.compile(r"[ \t]+#").match(text, scalar.end_mark.index) is not None


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
        quoted = getattr(node, "style", None) in ("'", '"')
        return Field(str(node.value), where, name, ContentError, quoted)
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
        found = _from_node(value_node, first, full)
        values[key] = Field(found.value, line, full, ContentError, found.quoted)
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


def _from_value(
    value: object, name: str, path: Path, lines: Mapping[str, int], place: str = ""
) -> Field:
    """``place`` is what `_key_lines` calls it; of tables in a list that is not the name."""
    place = place or name
    where = Location(path, lines.get(place, lines.get(name)))
    if isinstance(value, dict):
        values = {
            str(key): _from_value(item, _below(name, key), path, lines, _below(place, key))
            for key, item in value.items()
        }
        return Field(values, where, name, ConfigError)
    if isinstance(value, list):
        items = [
            _from_value(item, name, path, lines, f"{place}[{number}]")
            for number, item in enumerate(value)
        ]
        return Field(items, where, name, ConfigError)
    return Field(str(value), where, name, ConfigError, quoted=isinstance(value, str))


def _below(name: str, key: object) -> str:
    return f"{name}.{key}" if name else str(key)


def _key_lines(text: str) -> Iterator[tuple[str, int]]:
    """Where each key stands: tomllib keeps no positions."""
    table = ""
    listed: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        key, equals, _value = (part.strip(" \t\"'") for part in line.partition("="))
        if key.startswith("["):
            table = name = key.partition("]")[0].strip("[ \t\"'")
            if key.startswith("[["):
                table = f"{name}[{listed.setdefault(name, 0)}]"
                listed[name] += 1
            yield table, number
        elif equals:
            yield (f"{table}.{key}" if table else key), number
