"""What the project's own catalogues say is no leftover of a program."""

from __future__ import annotations

from pipeline.base.model import Severity
from pipeline.catalogue import files as catalogues
from pipeline.checks import check
from pipeline.checks.rule import Context
from pipeline.language.table import languages

from ..support import ROOT


def test_no_text_of_ours_is_an_error() -> None:
    found = {
        (row.tag, path.name, one.rule, unit.target)
        for row in languages().values()
        for path in (ROOT / "locale" / row.posix).glob("LC_MESSAGES/*.po")
        if (file := catalogues.read(path, row))
        for unit in catalogues.catalogue(file, row, path.stem).units.values()
        for one in check(unit, Context(row))
        if one.severity is Severity.ERROR
    }
    assert found == set()
