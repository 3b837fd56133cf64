"""What an office writes in a year: twelve documents with every key, read in seventeen languages.

The sentences come from the phrasebook, so that all languages have drafts of them. The golden
files say what people read in the message, the calendar and what search engines are told.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping

import pytest

from pipeline.edition.model import Edition
from pipeline.render import html, ics, schema_org, text
from pipeline.render.docx import render as word
from pipeline.render.word.letterhead import load_letterhead
from pipeline.run import flow
from pipeline.run.assembly import Assembly

from ..support import GOLDEN, NOW, ROOT, compare_golden, copy_of

YEAR = ROOT / "tests" / "projects" / "jahr"
READ = ("de", "ar", "ka")
"""Languages whose messages are written down."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    project = copy_of(YEAR, tmp_path_factory.mktemp("year"))
    shutil.copy(ROOT / "content" / "phrasebook.md", project.content)
    for path in (ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        if path.stem in ("phrasebook", "layout"):
            target = project.locale / path.relative_to(ROOT / "locale")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return flow.editions(project, NOW)


@pytest.fixture(scope="module")
def editions(year: Assembly) -> Mapping[tuple[str, str], Edition]:
    return {(one.edition.slug, one.edition.language.tag): one.edition for one in year.made}


def test_all_can_be_made_without_an_error(year: Assembly) -> None:
    assert (year.problems, year.unmade) == ((), ())
    errors = [found for one in year.made for found in one.diagnostics if found.severity == "error"]
    assert errors == []
    slugs = {path.stem for path in (YEAR / "content").glob("*.md")}
    assert {one.edition.slug for one in year.made} == slugs
    assert len(slugs) == 12


def test_every_key_of_a_document_is_written_somewhere() -> None:
    written = " ".join(
        path.read_text(encoding="utf-8") for path in sorted((YEAR / "content").glob("*.md"))
    )
    for key in (
        "kind title subtitle languages embargo image file alt caption credit rights until partners "
        "name logo role url statement min_mm event date end_date start end doors repeat every on "
        "except also sessions venue address choose online phone code price who amount access "
        "interpreters status moved_from registration email contact fax hours office programme day "
        "time place speaker organisers signature dateline"
    ).split():
        assert re.search(rf"\b{key}:", written), key
    for value in ("open", "all_day", "24:00", "donation", "free", "nach Vereinbarung", "cancelled"):
        assert value in written
    for kind in ("invitation", "press_release", "notice", "letter"):
        assert f"kind: {kind}\n" in written


def test_pages_and_word_files_of_all_languages_can_be_drawn(
    editions: Mapping[tuple[str, str], Edition],
) -> None:
    letterhead = load_letterhead(None)
    for (slug, tag), edition in editions.items():
        page = html.render(edition)
        assert f'<html lang="{tag}"' in page
        assert "{" not in text.render(edition), (slug, tag)
        if tag in READ:
            assert word(edition, letterhead).startswith(b"PK")


def test_what_people_read(editions: Mapping[tuple[str, str], Edition]) -> None:
    made: dict[str, str] = {}
    for (slug, tag), edition in editions.items():
        if tag in READ:
            made[f"{slug}.{tag}.txt"] = text.render(edition)
        if tag == "de" and ics.has_event(edition):
            calendar = ics.render(edition, 0).decode().replace("\r\n", "\n")
            start = calendar.index("BEGIN:VEVENT")
            made[f"{slug}.ics"] = calendar[start:]
            node = schema_org.event(edition, "https://www.example.org/seite.html")
            made[f"{slug}.json"] = json.dumps(node, ensure_ascii=False, indent=1) + "\n"
    assert list(compare_golden(GOLDEN / "jahr", made)) == []


def test_no_language_is_left_out(editions: Mapping[tuple[str, str], Edition]) -> None:
    assert len({tag for _slug, tag in editions}) == 17
    assert {tag for slug, tag in editions if slug == "sommerkino"} == {"de", "ar", "uk", "fa", "ka"}
