"""The first documents, built once for all tests that only look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pipeline.edition.model import Edition
from pipeline.run import flow
from pipeline.run.outcome import SILENT

from .support import NOW, ROOT, copy_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A busy machine is slow now and then; that says nothing about the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-xdist give a whole file to a worker: what its tests share is made once."""
    if getattr(config.option, "dist", None) == "load":
        config.option.dist = "loadfile"


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
    return [one.edition for one in flow.editions(project, NOW).made]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from .render.browser import chromium

    with chromium() as found:
        yield found
