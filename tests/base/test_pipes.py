"""A pipe has no end: it is named instead of waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.base.errors import CatalogueError, ConfigError, OutputError, PipelineError
from pipeline.base.saving import save
from pipeline.catalogue import po
from pipeline.draft import tmx
from pipeline.render.word.letterhead import load_letterhead
from pipeline.source.glossary import load_glossary


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "glossary.csv"
    os.mkfifo(path)
    return path


def test_no_reader_waits_for_a_pipe(pipe: Path) -> None:
    with pytest.raises(CatalogueError, match=str(pipe)):
        po.read(pipe)
    with pytest.raises(ConfigError, match=str(pipe)):
        load_glossary(pipe.parent)
    with pytest.raises(OutputError, match=str(pipe)):
        save(pipe, lambda _data: b"x")
    for read in (tmx.load, load_letterhead):
        with pytest.raises(PipelineError, match=str(pipe)):
            read(pipe)
