"""Good translations: the project's own drafts, read as if reviewed, and good.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.base.model import State
from pipeline.catalogue import files as catalogues
from pipeline.catalogue.units import Unit
from pipeline.language.table import language
from pipeline.source.model import Role

ROOT = Path(__file__).parents[3]

TAGS = tuple("ar uk ka ru en tr fa prs kmr ti so ro bg pl sq fr".split())


@cache
def good(tag: str) -> tuple[Unit, ...]:
    """Reviewed units in one language: all of its catalogues, then the short sentences."""
    row = language(tag)
    found = []
    for path in sorted((ROOT / "locale" / row.posix / "LC_MESSAGES").glob("*.po")):
        file = catalogues.read(path, row)
        assert file is not None
        for unit in catalogues.catalogue(file, row, path.stem).units.values():
            if unit.state is not State.MISSING:
                found.append(replace(unit, state=State.REVIEWED, previous=None, comment=""))
    table = tomllib.loads(Path(__file__).with_name("good.toml").read_text(encoding="utf-8"))
    for sentence in table["sentence"]:
        found.append(Unit(None, sentence["de"], sentence[tag], State.REVIEWED, role=Role.PARAGRAPH))
    return tuple(found)
