"""The zip to pass on: names, the draft's marks, the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from pipeline.edition.model import Edition
from pipeline.render import places, share
from pipeline.text.patterns import LRI, PDI

from ..support import LANGUAGES
from .html_samples import invitation, text

FILES = {"fest.ar.html": b"<p>" * 99, "fest.ar.docx": b"PK" * 99, "fest.ar.txt": b"x" * 99}


def published(tag: str) -> Edition:
    return replace(invitation(tag), notice=None, publishable=True)


def opened(data: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return archive


def test_one_folder_named_after_the_invitation_holds_everything() -> None:
    edition = published("ar")
    archive = opened(share.archive(edition, FILES))
    title = edition.title.plain
    assert archive.namelist() == [f"{title}/fest.ar.{end}" for end in ("docx", "html", "txt")]
    assert archive.read(f"{title}/fest.ar.html") == b"<p>" * 99
    assert places.path(places.SHARE, edition, "zip") == f"{edition.slug}/share/ar.zip"


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    edition = invitation("ar")
    turned = dict(reversed(FILES.items()))
    assert share.archive(edition, FILES) == share.archive(edition, turned)


def test_names_are_utf_8_and_without_times() -> None:
    for info in opened(share.archive(invitation("ar"), FILES)).infolist():
        assert info.flag_bits & 0x800  # APPNOTE, appendix D
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.compress_type == zipfile.ZIP_DEFLATED


def test_a_draft_says_so_in_three_places_and_two_languages() -> None:
    edition = invitation("ar")
    assert edition.notice
    mark = edition.notice.mark.plain
    draft = replace(edition, publishable=False)
    name = f"{edition.slug}/drafts/share/ar.ENTWURF.zip"
    assert places.path(places.SHARE, draft, "zip") == name
    archive = opened(share.archive(edition, FILES))
    folder = f"ENTWURF – {mark} – {edition.title.plain}"
    assert {name.split("/")[0] for name in archive.namelist()} == {folder}
    read = archive.read(f"{folder}/{share.README}").decode()
    assert read.startswith(f"Entwurf\n{edition.notice.german_text}\n")
    assert edition.notice.text.plain in read
    assert mark in read


def test_a_german_notice_is_not_said_twice() -> None:
    edition = invitation("ar")
    assert edition.notice
    notice = replace(
        edition.notice,
        mark=text("Entwurf", german=True),
        text=text(edition.notice.german_text, german=True),
    )
    edition = replace(edition, notice=notice)
    assert share.folder_name(edition) == f"ENTWURF – {edition.title.plain}"
    assert share.readme(edition) == f"Entwurf\n{notice.german_text}\n"


def test_what_is_published_has_no_readme() -> None:
    assert share.readme(published("ar")) == ""
    assert not any(
        "ENTWURF" in name for name in opened(share.archive(published("ar"), FILES)).namelist()
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Fest: Musik / Essen?", "Fest Musik Essen"),
        ("../../etc/passwd", "etc passwd"),
        ("Fest …", "Fest …"),
        ("Das Fest.", "Das Fest"),
        ("con", "con_"),
        ("CON.2023", "CON.2023_"),
        (f"{LRI}E-Werk{PDI} heute", "E-Werk heute"),
        ("Zeile\x00eins\x1b", "Zeileeins"),
        ("???", "{stem}"),
        ("კ" * 100, "კ" * 40),
        ("u\u0308ber", "über"),
    ],
)
def test_every_system_can_make_the_folder(title: str, name: str) -> None:
    edition = replace(published("de"), title=text(title))
    assert share.folder_name(edition) == name.format(stem=edition.stem)
    names = opened(share.archive(edition, FILES)).namelist()
    assert all(part.count("/") == 1 for part in names)


def test_real_titles_stay_whole(editions: list[Edition]) -> None:
    assert {edition.language.tag for edition in editions} == {"de", *LANGUAGES}
    for edition in editions:
        name = share.folder_name(edition)
        start = edition.title.plain[:40]
        assert name.endswith(start.strip()) or start in name
        assert len(name.encode()) <= 255
        if edition.notice:
            assert edition.notice.mark.plain in name
