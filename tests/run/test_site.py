"""site/: what may go out and nothing else, whole, linked together, and ready to be uploaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from pipeline import cli
from pipeline.base.errors import OutputError
from pipeline.base.folders import recover_folder, replace_folder
from pipeline.language.table import language
from pipeline.run import site

from ..support import NOW, edit, run, snapshot
from .small_office import SLUG, Office, copied, office

BASE = "https://kreis.example/texte"
LEGAL = {
    "imprint_url": ("Impressum", "https://kreis.example/impressum"),
    "privacy_url": ("Datenschutz", "https://kreis.example/datenschutz"),
    "accessibility_url": ("Barrierefreiheit", "https://kreis.example/barrierefrei"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """German and Ukrainian may go out, Arabic is a draft."""
    one = office(tmp_path_factory.mktemp("site"), requires="reviewed")
    one.review("uk")
    config = one.project.content / "organisation.toml"
    links = "".join(f'{key} = "{url}"\n' for key, (_name, url) in LEGAL.items())
    edit(config, "[publish]", f'base_url = "{BASE}/"\n{links}[publish]')
    release(one)
    return one


@pytest.fixture
def our(published: Office, tmp_path: Path) -> Office:
    one = copied(published, tmp_path)
    shutil.copytree(published.project.site, one.project.site)
    return one


def release(one: Office) -> site.Site:
    return site.write(one.project, run(one.project), NOW)


def names(one: Office) -> set[str]:
    return set(snapshot(one.project.site))


def pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    for name, data in files.items():
        if name.endswith(".html") and not name.endswith(".fragment.html"):
            yield name, html.fromstring(data)


def targets(name: str, page: Any) -> Iterator[str]:
    """The files that a page links to, relative to site/."""
    for href in page.xpath("//a/@href | //img/@src | //link[@rel='alternate']/@href"):
        parts = urlsplit(href)
        if href.startswith(f"{BASE}/"):
            path = href.removeprefix(f"{BASE}/")
        elif parts.scheme or not parts.path:
            continue
        else:
            path = (PurePosixPath(name).parent / unquote(parts.path)).as_posix()
        path = "/".join(flattened(path))
        yield f"{path}/index.html" if "." not in path.rpartition("/")[2] else path


def flattened(path: str) -> list[str]:
    found: list[str] = []
    for part in path.split("/"):
        if part == "..":
            found.pop()
        elif part not in ("", "."):
            found.append(part)
    return found


def test_only_what_may_go_out_is_in_it(published: Office) -> None:
    found = names(published)
    build = snapshot(published.project.build)
    assert {f"{SLUG}/{tag}/{SLUG}.{tag}.pdf" for tag in ("de", "uk")} <= found
    assert {f"{SLUG}/share/uk.zip", f"{SLUG}/poster.pdf", f"{SLUG}/index.html"} <= found
    assert {"index.html", "sitemap.xml", "robots.txt"} <= found
    assert not [name for name in found if ".ar." in name or "ENTWURF" in name]
    assert not found & {"status.json", ".manifest.json"}
    assert {name.partition("/")[0] for name in found} == {
        SLUG,
        "index.html",
        "robots.txt",
        "sitemap.xml",
    }
    for name, data in snapshot(published.project.site).items():
        if name.startswith(SLUG):
            assert data == build[name], name


def test_every_link_leads_to_a_file_and_every_page_is_found(published: Office) -> None:
    files = snapshot(published.project.site)
    linked = {name: set(targets(name, page)) for name, page in pages(files)}
    for name, found in linked.items():
        assert found <= set(files), f"{name}: {found - set(files)}"
    seen, ahead = set[str](), {"index.html"}
    while ahead:
        name = ahead.pop()
        seen.add(name)
        ahead |= linked.get(name, set()) - seen
    assert not set(linked) - seen, "a page nobody finds"
    # For the office that puts it together, not for readers.
    apart = {".fragment.html", ".small.png", ".story.png", ".preview.png"}
    left = {name for name in files if not any(name.endswith(end) for end in apart)} - seen
    assert left == {"robots.txt", "sitemap.xml", f"{SLUG}/poster.pdf", f"{SLUG}/poster.png"}


def test_every_page_names_imprint_privacy_and_accessibility(published: Office) -> None:
    found = list(pages(snapshot(published.project.site)))
    assert len(found) == 4
    for name, page in found:
        links = page.xpath("//footer//p[@lang='de']/a")
        said = [(link.text_content(), link.get("href")) for link in links]
        assert said[-3:] == list(LEGAL.values()), name


def test_the_sitemap_names_every_page_with_all_its_languages(published: Office) -> None:
    files = snapshot(published.project.site)
    tree: Any = etree.fromstring(files["sitemap.xml"])
    spaces = {"s": tree.nsmap[None], "x": "http://www.w3.org/1999/xhtml"}
    found = {
        url.xpath("string(s:loc)", namespaces=spaces): {
            link.get("hreflang"): link.get("href")
            for link in url.xpath("x:link[@rel='alternate']", namespaces=spaces)
        }
        for url in tree.xpath("s:url", namespaces=spaces)
    }
    page = f"{BASE}/{SLUG}/{{0}}/{SLUG}.{{0}}.html"
    alternates = {
        "de": page.format("de"),
        "uk": page.format("uk"),
        "x-default": f"{BASE}/{SLUG}/",
    }
    assert found == {f"{BASE}/": {}} | dict.fromkeys(alternates.values(), alternates)
    for address, (tag, _href) in zip(alternates.values(), alternates.items(), strict=True):
        path = address.removeprefix(f"{BASE}/")
        shown = html.fromstring(files[f"{path}index.html" if path.endswith("/") else path])
        assert shown.xpath("string(//link[@rel='canonical']/@href)") == address, tag
    assert f"Sitemap: {BASE}/sitemap.xml" in files["robots.txt"].decode()


def test_what_no_longer_may_go_out_leaves_it(our: Office) -> None:
    before = names(our)
    our.reword("Bringen Sie gern Ihre Kinder mit.", "Hunde dürfen nicht mit aufs Gelände.")
    release(our)
    gone = before - names(our)
    assert {name for name in before if ".uk." in name or name.endswith("uk.zip")} == gone
    assert b"\xd0\xa3\xd0\xba\xd1\x80" not in snapshot(our.project.site)["index.html"]
    our.document.unlink()
    assert cli.main(["--project", str(our.project.root), "release"]) == 1
    assert not names(our)


def test_what_people_put_there_stays_but_no_draft(our: Office) -> None:
    root = our.project.site
    (root / ".htaccess").write_text("Options -Indexes\n")
    for secret in (f"{SLUG}/drafts/ar/{SLUG}.ar.pdf", "review/ar.html", "status.json"):
        (root / secret).parent.mkdir(parents=True, exist_ok=True)
        (root / secret).write_text("x")
    (root / "evidence").mkdir()
    (root / "evidence" / f"{SLUG}.json").write_text("{}")
    before = names(our)
    release(our)
    assert (root / ".htaccess").read_text() == "Options -Indexes\n"
    assert before - names(our) == {
        f"{SLUG}/drafts/ar/{SLUG}.ar.pdf",
        "review/ar.html",
        "status.json",
        f"evidence/{SLUG}.json",
    }


def test_what_stays_the_same_keeps_its_time(our: Office) -> None:
    page = our.project.site / "index.html"
    stood = page.stat().st_mtime_ns
    assert release(our).written == 0
    assert page.stat().st_mtime_ns == stood


def test_a_run_that_fails_leaves_what_was_there(
    our: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(our.project.site)
    our.reword("Wir laden Sie herzlich zum Fest ein.", "Kommen Sie alle zum Fest.")
    outcome = run(our.project)
    whole = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name == ".site.new":
            raise OSError(28, "No space left on device")
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutputError, match="No space left"):
        site.write(our.project, outcome, NOW)
    assert snapshot(our.project.site) == before
    assert not list(our.project.root.glob(".site*"))


def test_what_a_stopped_run_moved_away_is_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, {"a/b.txt": b"1"})
    folder.rename(tmp_path / ".site.old")
    (tmp_path / ".site.new").mkdir()
    recover_folder(folder)
    assert snapshot(tmp_path) == {"site/a/b.txt": b"1"}


def test_release_says_what_is_held_back_and_writes_the_rest(
    our: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(our.project.site)
    assert cli.main(["--project", str(our.project.root), "release"]) == 1
    said = capsys.readouterr()
    assert f"Nicht veröffentlichbar: {SLUG} (ar)" in said.err
    assert f"Zum Hochladen: {our.project.site}" in said.out
    assert (our.project.site / SLUG / "uk").is_dir()
    assert not (our.project.site / SLUG / "ar").exists()


def test_links_that_a_published_page_owes_are_asked_for_once(
    our: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    config = our.project.content / "organisation.toml"
    text = config.read_text()
    config.write_text("\n".join(line for line in text.split("\n") if "privacy_url" not in line))
    shutil.copy(our.document, our.document.with_name("zweites.md"))
    assert cli.main(["--project", str(our.project.root), "release", "de"]) == 0
    said = capsys.readouterr().err
    assert said.count("fehlt der Verweis „Datenschutz“") == 1
    assert "Impressum" not in said
    line = text.split("\n").index(f'base_url = "{BASE}/"') + 1
    assert f"organisation.toml:{line}: " in said


def test_without_an_address_there_is_no_sitemap_and_nothing_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = office(tmp_path, tags=())
    assert cli.main(["--project", str(tmp_path), "release"]) == 0
    assert "Impressum" not in capsys.readouterr().err
    assert "sitemap.xml" not in names(one)
    assert language("de").endonym in (one.project.site / "index.html").read_text()
