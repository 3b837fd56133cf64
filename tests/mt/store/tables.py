"""Tables of recommendations that name servers of a test."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.language.table import languages
from pipeline.mt.store import recommended

ARGOS = {"best": "argos", "argos": "unstated"}


def use(
    patch: pytest.MonkeyPatch,
    path: Path,
    rows: Mapping[str, Mapping[str, str]],
    models: Mapping[str, Mapping[str, object]] | None = None,
) -> None:
    """Have recommended.toml say this until the test ends; languages without a row have none."""
    lines = []
    for name, model in (models or {}).items():
        lines.append(f"[models.{name}]")
        lines += [f"{key} = {_value(value)}" for key, value in model.items()]
    for tag in languages():
        lines.append(f"[languages.{tag}]")
        lines += [
            f"{key} = {_value(value)}" for key, value in {"note": "–", **rows.get(tag, {})}.items()
        ]
    path.write_text("\n".join(lines), encoding="utf-8")
    patch.setattr(recommended, "TABLE", path)
    for function in (recommended.models, recommended.table):
        uncached = getattr(function, "__wrapped__", function)
        patch.setattr(recommended, function.__name__, uncached)


def a_model(address: str, **changes: object) -> dict[str, object]:
    """A row of [models]: the tests' own model for Ukrainian and Russian."""
    return {
        "version": "2026.11.30",
        "from": "de",
        "address": address,
        "licence": "CC-BY-4.0",
        "fetch": 3,
        "disk": 1,
        "targets": {"uk": ">>ukr<<", "ru": ">>rus<<"},
        **changes,
    }


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
