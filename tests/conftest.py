"""The first documents, built once for all tests that only look at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import flow
from pipeline.model import Edition
from pipeline.outcome import SILENT, Outcome

from .support import NOW, ROOT, copy_of


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build/ of the first documents in all their languages."""
    project = copy_of(ROOT, tmp_path_factory.mktemp("built"))
    assert flow.invitations(project, NOW, SILENT).ok
    return project.build


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    """The Editions that `built` was drawn from."""
    project = copy_of(ROOT, tmp_path_factory.mktemp("editions"))
    _organisation, made = flow.editions(project, NOW, Outcome())
    return [one.edition for one in made]
