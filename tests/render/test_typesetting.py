"""Pictures go to typst as files, text as data, and typst reads nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pypdf
import pytest
from PIL import Image

from pipeline.base.errors import ConfigError, OutputError
from pipeline.edition.model import Edition
from pipeline.render import pdf, pictures, typesetting
from pipeline.render.sheet import manuscript
from pipeline.render.typesetting import Manuscript, typeset
from pipeline.text.runs import Run, Text

from ..support import ROOT, snapshot
from .html_samples import invitation
from .read_pdf import by_poppler


def noise(path: Path, seed: int = 1) -> Path:
    """A logo of 470 KB, which no format makes smaller."""
    size = (480, 326)
    Image.frombytes("RGB", size, Random(seed).randbytes(size[0] * size[1] * 3)).save(path)
    return path


def with_logo(path: Path, edition: Edition | None = None) -> Edition:
    base = edition or invitation()
    return replace(base, organisation=replace(base.organisation, logo=path))


def images(made: bytes) -> list[bytes]:
    return [
        one.image.convert("RGB").tobytes()
        for one in pypdf.PdfReader(BytesIO(made)).pages[0].images
        if one.image
    ]


def test_a_large_logo_does_not_make_the_data_larger(tmp_path: Path) -> None:
    small = tmp_path / "small.png"
    Image.new("RGB", (6, 4)).save(small)
    sizes = {len(manuscript(with_logo(logo)).data) for logo in (small, noise(tmp_path / "l.png"))}
    assert len(sizes) == 1
    logo = tmp_path / "l.png"
    made = pdf.render(manuscript(with_logo(logo)))
    assert Image.open(logo).tobytes() in images(made)


def test_nothing_is_written_where_the_logo_lies(tmp_path: Path) -> None:
    logo = noise(tmp_path / "content.png")
    before = snapshot(tmp_path)
    pdf.render(manuscript(with_logo(logo)))
    assert snapshot(tmp_path) == before


def test_a_logo_that_was_changed_is_drawn_anew(tmp_path: Path) -> None:
    logo = noise(tmp_path / "l.png")
    before = pdf.render(manuscript(with_logo(logo)))
    noise(logo, seed=2)
    made = pdf.render(manuscript(with_logo(logo)))
    assert made != before
    assert Image.open(logo).tobytes() in images(made)


def test_the_name_of_a_file_is_only_text(tmp_path: Path) -> None:
    picture = pictures.read(noise(tmp_path / "l.png"))
    name = typesetting.picture_address(picture)
    title = Text((Run(name),))
    made = pdf.render(manuscript(replace(with_logo(picture.path), title=title)))
    read = "".join(by_poppler(made).split()).replace("\u00ad", "")
    assert name[:40] in read.replace("-", "")
    assert len(images(made)) == 1


@pytest.mark.parametrize(
    "outside", ["{logo}", "/../{logo}", "../../../../../..{logo}", "/etc/passwd"]
)
def test_typst_reads_nothing_outside_its_folder(tmp_path: Path, outside: str) -> None:
    logo = noise(tmp_path / "l.png")
    sheet = manuscript(with_logo(logo))
    data = json.loads(sheet.data)
    data["organisation"]["logo"] = outside.format(logo=logo)
    with pytest.raises(OutputError):
        pdf.render(Manuscript(json.dumps(data), sheet.pictures))


def test_the_message_names_the_picture_that_cannot_be_drawn(tmp_path: Path) -> None:
    good, bad = noise(tmp_path / "good.png"), noise(tmp_path / "bad.png", seed=2)
    sheet = manuscript(with_logo(good))
    broken = replace(pictures.read(bad), data=bad.read_bytes()[:5000])
    address = typesetting.picture_address(broken)
    data = json.loads(sheet.data)
    data["organisation"]["logo"] = address
    with pytest.raises(ConfigError, match=r"bad\.png.*Logo"):
        pdf.render(Manuscript(json.dumps(data), (*sheet.pictures, broken)))
    bad.write_bytes(broken.data)
    with pytest.raises(ConfigError, match=r"bad\.png.*Logo"):
        manuscript(with_logo(bad))


def draw(edition: Edition) -> bytes:
    return pdf.render(manuscript(edition))


def test_runs_at_the_same_time_do_not_meet(tmp_path: Path) -> None:
    editions = [
        with_logo(noise(tmp_path / f"{number}.png", number), invitation(tag))
        for number, tag in enumerate(("de", "ar", "ka", "uk", "de", "ar"))
    ]
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        at_once = list(pool.map(draw, editions))
    assert at_once == [draw(edition) for edition in editions]


def test_the_folder_is_gone_when_the_program_ends(tmp_path: Path) -> None:
    code = (
        "from pipeline.render import typesetting as t\n"
        "print(t._root(), sorted(p.name for p in t._root().iterdir()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    folder, _space, names = done.stdout.partition(" ")
    assert Path(folder).parent == tmp_path
    assert names.strip() == str([path.name for path in sorted(typesetting.TEMPLATES.glob("*.typ"))])
    assert not Path(folder).exists()


def test_a_template_is_drawn_from_what_it_is_given() -> None:
    with pytest.raises(OutputError):
        typeset("flyer.typ", Manuscript("{}"), "pdf")
