"""metadata.json of a package: read, and believed in nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...base.errors import PipelineError
from ...base.messages import _
from ...base.model import Location
from ...text.patterns import INVISIBLE

CODE_FORM: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?")
"""A language code of a package: ISO 639, with a script or a region where needed."""

VERSION_FORM: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,5}){0,3}")

TOKEN_FORM: Final = re.compile(r"[!-~]{1,40}")
"""What asks a model for a language."""
_MAX_TARGETS: Final = 500

MAX_METADATA_BYTES: Final = 1_000_000


class ModelError(PipelineError):
    """A translation package, or the list of them, is not what it claims to be."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A language that a model can be asked for."""

    code: str
    token: str
    """Put before every source: ``>>ukr<<``."""


def targets_of(metadata: Mapping[str, object], where: Location | None) -> tuple[Target, ...]:
    """Return the languages of a package for several; the first is its ``to_code``.

    Raises `ModelError` for anything but an object of codes and tokens.
    """
    found = metadata.get("targets", {})
    if not isinstance(found, dict) or len(found) > _MAX_TARGETS:
        raise ModelError(where, _wrong("targets"))
    targets = [
        Target(
            text_of({"targets": code}, "targets", CODE_FORM, where),
            text_of(found, code, TOKEN_FORM, where),
        )
        for code in found
    ]
    if targets and targets[0].code != metadata.get("to_code"):
        raise ModelError(where, _wrong("targets"))
    return tuple(targets)


def read_metadata(path: Path) -> dict[str, object]:
    """Return the object in a metadata.json. Raises `ModelError`."""
    where = Location(path)
    try:
        if path.stat().st_size > MAX_METADATA_BYTES:
            raise ValueError
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ModelError(where, unreadable(problem)) from problem
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise ModelError(
            where,
            _(
                "Die Beschreibung des Modells ist nicht lesbar. "
                "Löschen Sie den Ordner und installieren Sie das Modell neu."
            ),
        )
    return value


def text_of(
    metadata: Mapping[str, object],
    key: str,
    form: re.Pattern[str],
    where: Location | None,
    default: str | None = None,
) -> str:
    """Return the text of ``key``, which must have the ``form``; raises `ModelError`."""
    value = metadata.get(key, default)
    if isinstance(value, str) and form.fullmatch(value) and not INVISIBLE.search(value):
        return value
    raise ModelError(where, _wrong(key))


def _wrong(key: str) -> str:
    return _("Die Angabe „{key}“ des Modells fehlt oder ist falsch.").format(key=key)


def licence_of(metadata: Mapping[str, object], where: Location | None) -> str | None:
    """Return the licence that metadata name under either spelling. Raises `ModelError`."""
    key = "licence" if "licence" in metadata else "license"
    return text_of(metadata, key, re.compile(r".{0,100}"), where, "") or None


def unreadable(problem: OSError) -> str:
    return _("Das lässt sich nicht lesen ({reason}). Prüfen Sie die Zugriffsrechte.").format(
        reason=problem.strerror
    )
