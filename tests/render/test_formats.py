"""A new format is one row: every reader of the table sees it, and none names an ending."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import html

from pipeline.render import formats
from pipeline.render.format import ChooserEntry, Format, Single, Whole
from pipeline.render.places import DOCUMENT, EDITION, Place, page

from ..run.small_office import SLUG, office
from ..support import run, snapshot

TOY: Format[Single] = Format(
    "toy.json",
    EDITION,
    draw=lambda one: json.dumps({"title": one.edition.title.plain}).encode(),
    office="Spielzeug",
    offer=ChooserEntry(7, "JSON", "M1 2h3v4z"),
)
INSIDE: Format[Single] = Format(
    "inside.json",
    Place("{slug}/{tag}/inside/{slug}.{tag}.{ending}", None),
    draw=lambda one: one.made["toy.json"][::-1],
    office="",
    compressed=True,
)
"""In a folder of its own, only of what may go out, and for nobody to choose."""
ALL: Format[Whole] = Format(
    "all.json",
    DOCUMENT,
    draw=lambda whole: json.dumps([one.language.tag for one in whole.editions]).encode(),
    office="Alles Spielzeug",
)


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "SINGLE", (TOY, *formats.SINGLE, INSIDE))
    monkeypatch.setattr(formats, "WHOLE", (*formats.WHOLE, ALL))


def names_in(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as opened:
        return [name.rpartition("/")[2] for name in opened.namelist()]


@pytest.mark.usefixtures("toys")
def test_a_row_is_all_that_a_new_format_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = office(tmp_path, tags=("uk",)).project
    assert not run(project).problems
    build = project.build
    german, draft = f"{SLUG}/de/{SLUG}.de.toy.json", f"{SLUG}/drafts/uk/{SLUG}.uk.toy.json"
    assert json.loads((build / german).read_bytes()) == {"title": "Sommerfest"}
    assert (build / draft).is_file()
    assert (build / SLUG / "de" / "inside" / f"{SLUG}.de.inside.json").is_file()
    assert json.loads((build / SLUG / "all.json").read_bytes()) == ["de"]
    assert not list(build.glob("*/drafts/**/*inside.json"))

    rows = json.loads((build / "status.json").read_text())["documents"]
    listed = {one["language"]: one["files"] for one in rows}
    assert german in listed["de"]
    assert draft in listed["uk"]

    chooser = html.parse(build / SLUG / "index.html")
    downloads = [link.get("href") for link in chooser.xpath("//details//a")]
    assert downloads.index("share/de.zip") + 1 == downloads.index(f"de/{SLUG}.de.toy.json")
    assert chooser.xpath("//details//a//path/@d")[-1] == "M1 2h3v4z"
    assert not [href for href in downloads if "inside" in href]

    overview = html.parse(build / "index.html")
    shown = {link.get("href"): link.text for link in overview.xpath("//*[@class='files']/a")}
    assert (shown[german], shown[draft]) == ("Spielzeug", "Spielzeug")
    assert shown[f"{SLUG}/all.json"] == "Alles Spielzeug"
    assert not [href for href in shown if "inside" in href]

    assert f"{SLUG}.de.toy.json" in names_in(build / SLUG / "share" / "de.zip")
    assert f"{SLUG}.de.inside.json" not in names_in(build / SLUG / "share" / "de.zip")

    # The title is German's alone, so that what the toys show goes with the language.
    organisation = project.content / "organisation.toml"
    organisation.write_text(
        organisation.read_text().replace('languages = ["uk"]', 'languages = ["ar"]')
    )
    assert not run(project).problems
    assert not (build / draft).exists()
    (build / german).with_name(f"{SLUG}.de.mine.json").write_text("{}")

    before = snapshot(build)
    broken = project.content / f"{SLUG}.md"
    broken.write_text(broken.read_text().replace("kind: invitation", "kind: nothing"))
    run(project)
    left = {name for name in snapshot(build) if name.endswith("json") and name in before}
    assert left == {"status.json", f"{SLUG}/de/{SLUG}.de.mine.json"}


def test_the_table_says_each_ending_once() -> None:
    endings = [*(row.ending for row in formats.SINGLE), *(row.ending for row in formats.WHOLE)]
    assert len(endings) == len(set(endings))
    ranks = [row.offer.rank for row in formats.SINGLE if row.offer]
    assert len(ranks) == len(set(ranks))


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        ("fest/de/fest.de.pdf", True),
        ("fest/drafts/sr-Cyrl/fest.sr-Cyrl.small.png", True),
        ("fest/share/de.zip", True),
        ("fest/drafts/share/ar.ENTWURF.zip", True),
        ("fest/poster.png", True),
        ("fest/index.html", True),
        ("fest/de/fest.ar.pdf", False),
        ("fest/de/other.de.pdf", False),
        ("fest/de/fest.de.pdf.bak", False),
        ("fest/drafts/poster.png", False),
        ("fest/de/fest.de.jpg", False),
        ("index.html", False),
        ("Fest/de/Fest.de.pdf", False),
        ("x/fest/de/fest.de.pdf", False),
    ],
)
def test_only_what_a_row_names_is_cleaned_up(path: str, ours: bool) -> None:
    assert formats.is_ours(path) is ours


def test_nobody_else_names_an_ending() -> None:
    """Besides the table and the modules that draw, no code knows what files there are."""
    pipeline = Path(formats.__file__).parent.parent
    endings = "|".join(re.escape(row.ending) for row in formats.SINGLE if row.ending != "html")
    named = re.compile(rf"""["'][.]?(?:{endings})["']""")
    found = [
        path.relative_to(pipeline).as_posix()
        for folder in ("report", "exchange", "run")
        for path in (pipeline / folder).rglob("*.py")
        if named.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_pictures_are_stored_and_texts_deflated(tmp_path: Path) -> None:
    project = office(tmp_path, tags=()).project
    run(project)
    data = (project.build / SLUG / "share" / "de.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stored = {
            info.filename.partition(f"{SLUG}.de.")[2]
            for info in archive.infolist()
            if info.compress_type == zipfile.ZIP_STORED
        }
        for info in archive.infolist():
            ending = info.filename.partition(f"{SLUG}.de.")[2]
            made = project.build / SLUG / "de" / f"{SLUG}.de.{ending}"
            assert archive.read(info) == made.read_bytes()
    assert stored == {"png", "small.png", "story.png"}


def test_pages_know_where_pages_lie() -> None:
    assert page("fest", "ar", draft=True) == "fest/drafts/ar/fest.ar.html"
    with pytest.raises(ValueError, match="no draft"):
        DOCUMENT.path("fest", "", "poster.pdf", draft=True)
