"""Installing models from a local index: what holds whatever the server and the archive do."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from pipeline.base.errors import PipelineError, UsageError
from pipeline.base.project import Project
from pipeline.cli.parser import parser
from pipeline.cli.perform import handler
from pipeline.mt.store import download, index, install, lock, needs, probe, web
from pipeline.mt.store.index import Index
from pipeline.mt.store.install import Arrival, Options
from pipeline.mt.store.metadata import ModelError
from pipeline.mt.store.offers import Offer
from pipeline.mt.store.packages import installed

from . import tables, tiny_models, tiny_parts
from .server import Shelf, serving

ROOT = Path(__file__).parents[3]
PAIRS = [("de", "en"), ("en", "ar"), ("en", "uk"), ("en", "ka")]


def nothing(done: int, total: int | None) -> None:
    """A progress that shows nothing."""


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Good packages by the code of their target."""
    folder = tmp_path_factory.mktemp("archives")
    return {target: tiny_models.make(folder, origin, target) for origin, target in PAIRS}


@pytest.fixture
def shelf(archives: Mapping[str, Path]) -> Iterator[Shelf]:
    """A server on the loopback address with the good packages and their index."""
    shelf = Shelf({path.name: path.read_bytes() for path in archives.values()})
    entries = [
        {
            "package_version": "1.0",
            "from_code": origin,
            "to_code": target,
            "links": ["ipfs://x", f"translate-{origin}_{target}-1_0.argosmodel?key=secret"],
        }
        for origin, target in PAIRS
    ]
    shelf.files["index.json"] = json.dumps(entries).encode()
    with serving(shelf):
        yield shelf


@pytest.fixture(autouse=True)
def environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tables.use(
        monkeypatch,
        tmp_path_factory.mktemp("tables") / "recommended.toml",
        dict.fromkeys(("en", "ar", "uk", "ka"), tables.ARGOS),
    )
    for name in ("ARGOS_PACKAGES_DIR", "ARGOS_PACKAGE_INDEX", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    tiny_parts.stall(tmp_path_factory.mktemp("parts"), monkeypatch)


@pytest.fixture
def office(tmp_path: Path) -> Project:
    """A project with three languages."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/organisation.toml").write_text(
        'name = "Landkreis"\nlanguages = ["ar", "uk", "so"]\n'
    )
    return Project(tmp_path)


@pytest.fixture
def no_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not try models, which takes half a second each, where something else is the point."""
    monkeypatch.setattr(probe, "check", lambda package, where=None: "")


def snapshot(project: Project) -> dict[str, bytes]:
    """Everything installed and recorded; not what is hidden, such as partial downloads."""
    files = {}
    for folder in (project.content, project.root / "models"):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(project.root)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                files[name.as_posix()] = path.read_bytes()
    return files


def run(project: Project, *arguments: str) -> tuple[int, str, str]:
    """Run ``models …``; return the exit code and what was printed."""
    options = parser().parse_args(["models", *arguments])
    out, err = io.StringIO(), io.StringIO()
    code = handler(options.runs)(
        options,
        project,
        Console(file=out, width=200, highlight=False),
        Console(file=err, width=200, highlight=False, soft_wrap=True),
    )
    return code, out.getvalue(), err.getvalue()


def put(offer: Offer, project: Project, options: Options | None = None) -> Arrival:
    folder = project.root / "models"
    with install.exclusive(folder):
        return install.install(
            offer, folder, lock.path_of(project), options or Options(timeout=2), nothing
        )


def an_offer(target: str, *links: str, origin: str = "en", archive: Path | None = None) -> Offer:
    return Offer(
        name=f"translate-{origin}_{target}-1_0",
        version="1.0",
        from_code=origin,
        to_code=target,
        links=links,
        archive=archive,
    )


# --- the whole way --------------------------------------------------------------------


def test_what_the_languages_need_is_installed_and_recorded(office: Project, shelf: Shelf) -> None:
    code, out, err = run(office, "install", "--index", shelf.url)
    assert (code, err) == (0, "")
    found, problems = installed(office.root / "models")
    assert [package.label for package in found] == [
        "translate-de_en 1.0",
        "translate-en_ar 1.0",
        "translate-en_uk 1.0",
    ]
    assert problems == []
    assert "Lizenz: CC0-1.0" in out  # of the README
    assert "Somali (so): kein Modell installiert.\n  Es ist keines bekannt" in out
    assert "Für Ihre 3 Sprachen: 3 Modelle, zu laden etwa 270 MB" in out

    locked = lock.load(lock.path_of(office))["translate-en_ar-1_0"]
    assert locked.source == f"{shelf.url}/translate-en_ar-1_0.argosmodel"  # without the key
    assert locked.size == len(shelf.files["translate-en_ar-1_0.argosmodel"])
    assert set(locked.files) >= {"metadata.json", "model/model.bin", "sentencepiece.model"}
    hidden = {path.name for path in (office.root / "models").iterdir() if path.name[0] == "."}
    assert hidden == {".gitignore", ".lock"}
    assert list((office.root / "home").rglob("*")) == []  # nothing is littered

    before = snapshot(office)
    shelf.asked.clear()
    code, out, _err = run(office, "install", "--index", shelf.url)
    assert (code, out.count("schon installiert")) == (0, 3)
    assert [name for name, _range in shelf.asked] == ["index.json"]
    assert snapshot(office) == before
    assert run(office, "verify")[0] == 0

    code, out, _err = run(office, "list")
    assert "translate-de_en 1.0 │ de → en" in out
    assert "ar uk so" in out
    assert code == 0


def test_another_computer_gets_the_same_from_where_it_came(
    office: Project, shelf: Shelf, no_probe: None
) -> None:
    run(office, "install", "ar", "--index", shelf.url)
    before = snapshot(office)
    shutil.rmtree(office.root / "models")
    shelf.asked.clear()
    code, _out, err = run(office, "install", "ar")  # without the index, from the lock file
    assert (code, err) == (0, "")
    assert snapshot(office) == before
    assert not any(name == "index.json" for name, _range in shelf.asked)


def test_an_index_that_is_out_of_reach_does_not_keep_back_what_is_recorded(
    office: Project, shelf: Shelf, no_probe: None
) -> None:
    run(office, "install", "ar", "--index", shelf.url)
    del shelf.files["index.json"]
    code, out, err = run(office, "install", "--index", shelf.url)
    assert (code, out.count("schon installiert")) == (1, 2)
    assert err.count("HTTP 404") == 1


def test_another_file_under_the_same_name_is_refused_until_it_is_wanted(
    office: Project, shelf: Shelf, tmp_path: Path, no_probe: None
) -> None:
    run(office, "install", "ar", "--index", shelf.url)
    shutil.rmtree(office.root / "models")
    other = tiny_models.make(tmp_path, "en", "ar", answer="سلام")
    shelf.files[other.name] = other.read_bytes()
    before = snapshot(office)
    code, _out, err = run(office, "install", "ar", "--index", shelf.url)
    assert code == 1
    assert "ist nicht mehr die Datei, die hier verzeichnet ist" in err
    after = snapshot(office)
    assert {name: data for name, data in after.items() if "en_ar" not in name} == {
        **before,
        **{name: data for name, data in after.items() if "de_en" in name},
    }
    assert not (office.root / "models/translate-en_ar-1_0").exists()
    code, _out, err = run(office, "install", "ar", "--index", shelf.url, "--update")
    assert (code, err) == (0, "")
    assert run(office, "verify")[0] == 0


def test_a_newer_version_replaces_the_old_one_only_when_wanted(
    office: Project, shelf: Shelf, tmp_path: Path, no_probe: None
) -> None:
    run(office, "install", "ar", "--index", shelf.url)
    newer = tiny_models.make(tmp_path, "en", "ar", version="1.10")
    shelf.files[newer.name] = newer.read_bytes()
    entries = json.loads(shelf.files["index.json"])
    entries.append({**entries[1], "package_version": "1.10", "links": []})
    shelf.files["index.json"] = json.dumps(entries).encode()
    run(office, "install", "ar", "--index", shelf.url)
    assert (office.root / "models/translate-en_ar-1_0").exists()
    code, out, _err = run(office, "install", "ar", "--index", shelf.url, "--update")
    assert code == 0
    assert "translate-en_ar-1_10: ersetzt" in out
    assert sorted(lock.load(lock.path_of(office))) == [
        "translate-de_en-1_0",
        "translate-en_ar-1_10",
    ]
    assert not (office.root / "models/translate-en_ar-1_0").exists()


def test_a_bundle_serves_a_computer_without_internet(
    office: Project, shelf: Shelf, tmp_path: Path, no_probe: None
) -> None:
    run(office, "install", "--index", shelf.url)
    stick = tmp_path / "[" / "x]" / "stick.zip"  # no markup
    stick.parent.mkdir(parents=True)
    code, out, _err = run(office, "bundle", str(stick))
    assert (code, f"{stick}: 3" in out) == (0, True)
    first = stick.read_bytes()
    run(office, "bundle", str(stick))
    assert stick.read_bytes() == first

    other = Project(tmp_path / "other")
    shutil.copytree(office.content, other.content)
    for lock_there in (True, False):
        if not lock_there:
            lock.path_of(other).unlink()
            shutil.rmtree(other.root / "models")
        code, _out, err = run(other, "install", "--from", str(stick))
        assert (code, err) == (0, "")
        assert snapshot(other) == snapshot(office)
    code, out, _err = run(other, "install", "ar", "--from", str(stick))
    assert out.count("schon installiert") == 2  # ar, and the way over English

    for cut in (len(first) // 2, 100, len(first) - 1):
        stick.write_bytes(first[:cut])
        with pytest.raises(ModelError, match="Bündel"):
            run(other, "install", "--from", str(stick))
    assert snapshot(other) == snapshot(office)


def test_a_folder_is_held_to_the_lock_file_beside_it(
    office: Project, tmp_path: Path, no_probe: None
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = tiny_models.make(stick, "en", "ka")
    run(office, "install", "--from", str(stick))
    shutil.copy(lock.path_of(office), stick)
    other = Project(tmp_path / "other")
    shutil.copytree(office.content, other.content)
    lock.path_of(other).unlink()
    path.unlink()
    tiny_models.make(stick, "en", "ka", answer="გამარჯობა")
    code, _out, err = run(other, "install", "--from", str(stick))
    assert (code, "beschädigt" in err) == (1, True)
    assert installed(other.root / "models")[0] == []


def test_another_model_of_the_same_name_is_not_taken_for_the_installed_one(
    office: Project, tmp_path: Path, no_probe: None
) -> None:
    path = tiny_models.make(tmp_path, "en", "ka")
    run(office, "install", "--from", str(path))
    before = snapshot(office)
    bundled = tmp_path / "same.zip"
    run(office, "bundle", str(bundled))
    for same in (path, bundled):
        code, out, _err = run(office, "install", "--from", str(same))
        assert (code, "schon installiert" in out) == (0, True)
    path.unlink()
    tiny_models.make(tmp_path, "en", "ka", answer="გამარჯობა")
    code, out, err = run(office, "install", "--from", str(path))
    assert (code, out, snapshot(office) == before) == (1, "", True)
    assert f"{path}: Das ist eine andere Datei" in err
    code, out, _err = run(office, "install", "--from", str(path), "--update")
    assert (code, "ersetzt" in out, snapshot(office) == before) == (0, True, False)


def test_a_damaged_model_is_not_bundled_and_is_mended(
    office: Project, shelf: Shelf, tmp_path: Path, no_probe: None
) -> None:
    run(office, "install", "ar", "--index", shelf.url)
    before = snapshot(office)
    vocabulary = office.root / "models/translate-en_ar-1_0/model/target_vocabulary.json"
    vocabulary.write_text("[]")
    code, _out, err = run(office, "verify")
    assert code == 1
    assert str(vocabulary) in err
    with pytest.raises(ModelError, match="nicht so, wie es verzeichnet ist"):
        run(office, "bundle", str(tmp_path / "stick.zip"))
    assert not (tmp_path / "stick.zip").exists()
    assert run(office, "install", "ar")[0] == 0
    assert snapshot(office) == before


def test_a_missing_model_fails_the_check(office: Project, shelf: Shelf, no_probe: None) -> None:
    run(office, "install", "ar", "--index", shelf.url)
    shutil.rmtree(office.root / "models/translate-en_ar-1_0")
    code, _out, err = run(office, "verify")
    assert (code, "translate-en_ar-1_0 fehlt" in err) == (1, True)


def test_a_packed_model_is_installed_from_its_file(
    office: Project, archives: Mapping[str, Path], tmp_path: Path, no_probe: None
) -> None:
    path = tmp_path / "opus-en_ka-1_0.argosmodel"
    shutil.copy(archives["ka"], path)
    code, out, _err = run(office, "install", "--from", str(path))
    assert (code, "opus-en_ka-1_0: installiert" in out) == (0, True)
    entry = lock.load(lock.path_of(office))["opus-en_ka-1_0"]
    assert entry.source == path.name
    with pytest.raises(UsageError, match="gibt es nicht"):
        run(office, "install", "--from", str(tmp_path / "none"))
    with pytest.raises(UsageError, match="kenne ich nicht"):
        run(office, "install", "xx")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="keine Modelle"):
        run(office, "install", "--from", str(tmp_path / "empty"))


def test_non_commercial_models_need_a_decision(
    office: Project, tmp_path: Path, no_probe: None
) -> None:
    path = tiny_models.make(tmp_path, "en", "ka", metadata={"licence": "CC-BY-NC-4.0"})
    code, _out, err = run(office, "install", "--from", str(path))
    assert code == 1
    assert "darf nicht gewerblich verwendet werden" in err
    assert installed(office.root / "models")[0] == []
    code, out, _err = run(office, "install", "--from", str(path), "--non-commercial")
    assert (code, "CC-BY-NC-4.0" in out) == (0, True)


def test_two_do_not_install_at_the_same_time(office: Project) -> None:
    folder = office.root / "models"
    with (
        install.exclusive(folder),
        pytest.raises(ModelError, match="gerade schon installiert"),
        install.exclusive(folder),
    ):
        pass


def test_what_a_killed_process_left_is_put_right(office: Project) -> None:
    folder = office.root / "models"
    for name in (".old.translate-en_ar-1_0", ".old.translate-de_en-1_0", ".new.abc"):
        (folder / name).mkdir(parents=True)
        (folder / name / "x").touch()
    (folder / "translate-de_en-1_0").mkdir()
    with install.exclusive(folder):
        assert sorted(path.name for path in folder.iterdir()) == [
            ".gitignore",
            ".lock",
            "translate-de_en-1_0",
            "translate-en_ar-1_0",
        ]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a network namespace")
def test_installed_models_need_no_network(office: Project, shelf: Shelf, no_probe: None) -> None:
    """With networking taken away altogether, after installation."""
    run(office, "install", "ar", "--index", shelf.url)
    done = subprocess.run(
        ["unshare", "-n", sys.executable, "-c", _ALONE, str(office.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.count("schon installiert"), done.stderr) == (2, "")
    assert done.returncode == 0


_ALONE = """
import sys
from pathlib import Path
from pipeline.base.project import Project
from tests.mt.store.test_install import run
for command in (["list"], ["verify"], ["install", "ar"]):
    code, out, err = run(Project(Path(sys.argv[1])), *command)
    print(out, err)
    assert code == 0
"""


# --- servers that misbehave -----------------------------------------------------------

FILE = "translate-en_ar-1_0.argosmodel"


def test_a_broken_connection_is_resumed(office: Project, shelf: Shelf, no_probe: None) -> None:
    whole = len(shelf.files[FILE])
    shelf.cut[FILE] = whole // 3
    put(an_offer("ar", f"{shelf.url}/{FILE}"), office)
    assert shelf.asked == [(FILE, None), (FILE, f"bytes={whole // 3}-")]


def test_a_download_goes_on_where_a_killed_one_stopped(shelf: Shelf, tmp_path: Path) -> None:
    target = tmp_path / FILE
    url = f"{shelf.url}/{FILE}"
    data = shelf.files[FILE]

    class Killed(BaseException):
        pass

    def kill(done: int, total: int | None) -> None:
        if done > 0:
            raise Killed

    with pytest.raises(Killed):
        download.fetch(url, target, kill)
    part = target.with_name(FILE + ".part")
    have = part.stat().st_size
    assert 0 < have <= len(data)
    part.write_bytes(part.read_bytes()[: len(data) // 2])
    seen: list[tuple[int, int | None]] = []
    download.fetch(url, target, lambda done, total: seen.append((done, total)))
    assert target.read_bytes() == data
    assert seen[0] == (len(data) // 2, len(data))
    assert shelf.asked[-1] == (FILE, f"bytes={len(data) // 2}-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", FILE]


@pytest.mark.parametrize("have", ["less", "all", "more"])
def test_a_file_that_changed_meanwhile_is_begun_anew(
    shelf: Shelf, tmp_path: Path, have: str
) -> None:
    """Half of one file and half of another would be the worst of all."""
    target = tmp_path / FILE
    url = f"{shelf.url}/{FILE}"
    part, kept = target.with_name(FILE + ".part"), target.with_name(FILE + ".part.json")
    size = {"less": 100, "all": len(shelf.files[FILE]), "more": 10**6}[have]
    part.write_bytes(b"x" * size)
    kept.write_text(json.dumps({"url": url, "validator": '"other"'}))
    download.fetch(url, target, nothing)
    assert target.read_bytes() == shelf.files[FILE]


def test_a_complete_partial_file_is_not_trusted(shelf: Shelf, tmp_path: Path) -> None:
    """The server answers 416: nothing is left to send."""
    target = tmp_path / FILE
    url = f"{shelf.url}/{FILE}"
    with contextlib.suppress(RuntimeError):
        download.fetch(url, target, _fail_at_the_end)
    part = target.with_name(FILE + ".part")
    part.write_bytes(b"x" * len(shelf.files[FILE]))
    download.fetch(url, target, nothing)
    assert target.read_bytes() == shelf.files[FILE]


def _fail_at_the_end(done: int, total: int | None) -> None:
    if done == total:
        raise RuntimeError


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("file", "HTTP 302"),
        ("password", "keine Adresse"),
        ("loop", "HTTP 302"),
        ("missing", "HTTP 404"),
        ("gzip", "gepackten"),
        ("stall", "nicht zu erreichen"),
        ("closed", "nicht zu erreichen"),
        ("hash", "SHA-256"),
        ("size", "statt 5 Bytes"),
        ("html", "beschädigt"),
        ("none", "Internetadresse"),
    ],
)
def test_a_server_that_misbehaves_changes_nothing(
    office: Project,
    shelf: Shelf,
    fault: str,
    said: str,
    no_probe: None,
    archives: Mapping[str, Path],
) -> None:
    put(an_offer("en", origin="de", archive=archives["en"]), office)
    before = snapshot(office)
    offer = an_offer("ar", f"{shelf.url}/{FILE}")
    match fault:
        case "file":
            shelf.redirect[FILE] = archives["ar"].as_uri()
        case "password":
            shelf.redirect[FILE] = shelf.url.replace("//", "//user:word@") + "/x"
        case "loop":
            shelf.redirect[FILE] = f"/{FILE}"
        case "missing":
            del shelf.files[FILE]
        case "gzip":
            shelf.headers["Content-Encoding"] = "gzip"
        case "stall":
            shelf.stall.add(FILE)
        case "closed":
            offer = replace(offer, links=("http://127.0.0.1:9/x",))
        case "hash":
            offer = replace(offer, sha256="0" * 64)
        case "size":
            offer = replace(offer, size=5)
        case "html":
            shelf.files[FILE] = b"<html>Not found</html>" * 9
        case "none":
            offer = replace(offer, links=())
    with pytest.raises(ModelError, match=said) as caught:
        put(offer, office, Options(timeout=0.1))
    assert "word" not in str(caught.value).replace("Kennwort", "")
    assert snapshot(office) == before
    shelf.redirect.clear()
    shelf.headers.clear()
    shelf.stall.clear()
    shelf.files[FILE] = archives["ar"].read_bytes()
    assert put(an_offer("ar", f"{shelf.url}/{FILE}"), office) is Arrival.INSTALLED


def test_too_much_is_not_read(shelf: Shelf, tmp_path: Path) -> None:
    url = f"{shelf.url}/{FILE}"
    with pytest.raises(web.TooLargeError):
        download.fetch(url, tmp_path / "x", nothing, at_most=1000)
    with pytest.raises(web.TooLargeError):
        download.read(url, 1000)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://host/x",
        "data:,x",
        "https://",
        "https://user:word@host/x",
        "https://host:99999/x",
        "https://host/\r\nX-Header: 1",
        "https://höst/x",
        "//host/x",
    ],
)
def test_only_plain_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(ModelError, match="keine Adresse"):
        web.checked_url(url)


# --- indexes --------------------------------------------------------------------------


def test_an_index_is_not_believed(shelf: Shelf) -> None:
    good = {"package_version": "1.0", "from_code": "en", "to_code": "ar"}
    shelf.files["index.json"] = json.dumps(
        [
            {**good, "links": ["file:///etc/passwd", "ipfs://x", 5], "sha256": 5, "size": -1},
            {**good, "to_code": "../../x"},
            {**good, "package_version": "1.0/../x"},
            {**good, "code": "evil/../x-en_ar"},
            {**good, "code": "translate-de_en"},
            {**good, "type": "sbd"},
            {**good, "to_code": "uk", "links": "https://x"},
            {**good, "to_code": "ru", "links": ["https://u:p@x/"]},
            "text",
            None,
        ]
    ).encode()
    found = index.from_url(f"{shelf.url}/index.json")
    assert [(offer.name, offer.links, offer.size, offer.sha256) for offer in found.offers] == [
        (f"translate-en_{to}-1_0", (f"{shelf.url}/translate-en_{to}-1_0.argosmodel",), None, None)
        for to in ("ar", "uk")
    ]
    assert len(found.problems) == 5


@pytest.mark.parametrize("data", [b"", b"{}", b"[", b"\xff", b"[" * 100_000])
def test_what_is_no_index_is_refused(shelf: Shelf, data: bytes) -> None:
    shelf.files["index.json"] = data
    with pytest.raises(ModelError, match="kein Verzeichnis"):
        index.from_url(f"{shelf.url}/index.json")


def test_where_the_index_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert index.index_url(None).endswith("/index.json")  # Argos Translate's own
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "https://mirror.example/argos/")
    assert index.index_url(None) == "https://mirror.example/argos/index.json"
    assert index.index_url("http://m.example/list.json") == "http://m.example/list.json"
    with pytest.raises(ModelError):
        index.index_url("file:///x")


def test_later_versions_are_later() -> None:
    offers = [replace(an_offer("ar"), version=version) for version in ("1.9", "1.10", "1.2")]
    found = Index(tuple(offers)).find("en", "ar")
    assert found is not None
    assert found.version == "1.10"


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({}, ["translate-de_uk-1_0"]),
        ({"uk": "english"}, ["translate-en_uk-1_0", "translate-de_en-1_0"]),
        ({"uk": "direct"}, ["translate-de_uk-1_0"]),
        ({"uk": "none"}, []),
        ({"uk": "translate-en_uk-1_0"}, ["translate-en_uk-1_0", "translate-de_en-1_0"]),
    ],
)
def test_the_office_chooses_the_way(choice: dict[str, str], names: list[str]) -> None:
    offers = (an_offer("uk"), an_offer("uk", origin="de"), an_offer("en", origin="de"))
    plan = needs.plan(["uk"], needs.Wish(choice), [], {}, lambda: Index(offers))
    assert [offer.name for offer in plan.offers] == names
    assert plan.missing == ()


def test_without_the_first_leg_there_is_no_way() -> None:
    plan = needs.plan(["ar", "ka"], needs.Wish(), [], {}, lambda: Index((an_offer("ar"),)))
    assert plan.missing == ("ar", "ka")


# --- archives that are not what they should be ----------------------------------------


def test_a_mislabelled_package_is_refused(
    office: Project, archives: Mapping[str, Path], no_probe: None
) -> None:
    with pytest.raises(ModelError, match=r"falsch beschriftet.* en → uk 1\.0"):
        put(an_offer("ar", archive=archives["uk"]), office)
    assert installed(office.root / "models")[0] == []


def test_a_model_in_the_wrong_script_is_refused(office: Project, tmp_path: Path) -> None:
    path = tiny_models.make(tmp_path, "en", "ka", answer="Вітаємо")
    with pytest.raises(ModelError, match="Schrift"):
        put(an_offer("ka", archive=path), office)
    assert installed(office.root / "models")[0] == []
    assert not lock.path_of(office).exists()


def test_nothing_changes_when_the_lock_file_cannot_be_written(
    office: Project, archives: Mapping[str, Path], tmp_path: Path, no_probe: None
) -> None:
    put(an_offer("ar", archive=archives["ar"]), office)
    before = snapshot(office)
    other = tiny_models.make(tmp_path, "en", "ar", answer="سلام")
    path = lock.path_of(office)
    kept = path.read_bytes()

    def refuse(target: Path, locked: Mapping[str, lock.Locked]) -> None:
        raise PipelineError(None, "schreibgeschützt")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lock, "save", refuse)
        with pytest.raises(PipelineError, match="schreibgeschützt"):
            put(an_offer("ar", archive=other), office, Options(update=True))
    assert path.read_bytes() == kept
    assert snapshot(office) == before


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory, archives: Mapping[str, Path]) -> Project:
    """A project with one model installed, for examples that must leave it as it is."""
    project = Project(tmp_path_factory.mktemp("beside"))
    project.content.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(probe, "check", lambda package, where=None: "")
        put(an_offer("en", origin="de", archive=archives["en"]), project)
    return project


@given(data=st.data())
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_damage_ever_changes_what_is_installed(
    beside: Project, archives: Mapping[str, Path], no_probe: None, data: st.DataObject
) -> None:
    """A flipped byte or a cut: refused, or of no effect on any file of the package."""
    good = archives["ar"].read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    if data.draw(st.booleans(), "cut"):
        bad = good[:place]
    else:
        flip = data.draw(st.integers(1, 255))
        bad = good[:place] + bytes([good[place] ^ flip]) + good[place + 1 :]
    before = snapshot(beside)
    path = beside.root / FILE
    path.write_bytes(bad)
    try:
        put(an_offer("ar", archive=path), beside)
    except PipelineError:
        assert snapshot(beside) == before
        return
    made = beside.root / "models/translate-en_ar-1_0"
    again = tiny_models_files(archives["ar"])
    assert {name: (made / name).read_bytes() for name in again} == again
    after = {name: value for name, value in snapshot(beside).items() if "en_ar" not in name}
    assert {**after, "content/models.lock": b""} == {**before, "content/models.lock": b""}
    shutil.rmtree(made)
    lock.path_of(beside).write_bytes(before["content/models.lock"])


def tiny_models_files(archive: Path) -> dict[str, bytes]:
    """The files in a good archive, by their path in the package."""
    import zipfile

    with zipfile.ZipFile(archive) as content:
        return {
            name.partition("/")[2]: content.read(name)
            for name in content.namelist()
            if not name.endswith("/")
        }
