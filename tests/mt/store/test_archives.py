"""Archives of OPUS-MT and files of CTranslate2, fetched and made into packages in one go."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import ipaddress
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from ctranslate2.converters import MarianConverter

from pipeline.base.project import Project
from pipeline.cli import main
from pipeline.language.table import language
from pipeline.mt.cache import Cache
from pipeline.mt.engine import Hypothesis, PackageEngine, Request
from pipeline.mt.machine import Machine
from pipeline.mt.store import addresses, convert, lock, probe, web
from pipeline.mt.store.install import Options
from pipeline.mt.store.metadata import ModelError, Target
from pipeline.mt.store.offers import Offer
from pipeline.mt.store.packages import Package, installed

from . import marian, tables, tiny_models
from .server import Shelf, serving
from .test_install import ROOT, put, run

NAME = "opus-deu_zle-2026_11_30"
ZIP = "deu-zle/opusTCv20210807_transformer_2026-11-30.zip"
GERMAN = "Der Eintritt ist frei."
SAID = {"uk": "Вхід вільний.", "ru": "Вход свободный."}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return marian.archive(tmp_path_factory.mktemp("marian") / "model.zip").read_bytes()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Convert in this process, and do not try the model: both take seconds to begin."""

    def convert_here(weights: Path, vocabularies: Sequence[Path], model: Path) -> None:
        converter = MarianConverter(str(weights), [str(path) for path in vocabularies])
        converter.convert(str(model), quantization="int8", force=True)

    monkeypatch.setattr(convert, "convert", convert_here)
    monkeypatch.setattr(probe, "check", lambda package, where=None: "")


@pytest.fixture
def origin(archive: bytes) -> Iterator[Shelf]:
    """Where the archives of OPUS-MT lie."""
    with serving(Shelf({ZIP: archive})) as shelf:
        yield shelf


@pytest.fixture
def argos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """An index as Argos Translate's, with packages over English; also an office's mirror."""
    folder = tmp_path_factory.mktemp("argos")
    pairs = [("de", "en"), ("en", "uk"), ("en", "ru")]
    made = [tiny_models.make(folder, *pair) for pair in pairs]
    shelf = Shelf({path.name: path.read_bytes() for path in made})
    entries = [{"package_version": "1.0", "from_code": a, "to_code": b} for a, b in pairs]
    shelf.files["index.json"] = json.dumps(entries).encode()
    with serving(shelf):
        yield shelf


@pytest.fixture
def office(
    tmp_path: Path,
    origin: Shelf,
    argos: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Project:
    """A project with two languages that one model serves."""
    for name in ("ARGOS_PACKAGES_DIR", "ARGOS_PACKAGE_INDEX", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    row = {"best": NAME, "quality": "BLEU 24,2 (FLORES-200)", "figure": "a table", "argos": "CC0"}
    tables.use(
        monkeypatch,
        home / "recommended.toml",
        {"uk": row, "ru": {**row, "quality": "BLEU 26,3 (FLORES-200)"}, "en": tables.ARGOS},
        {NAME: tables.a_model(f"{origin.url}/{ZIP}")},
    )
    monkeypatch.setattr("pipeline.mt.store.index.default_url", lambda: f"{argos.url}/index.json")
    (tmp_path / "content").mkdir()
    _choose(tmp_path, "")
    return Project(tmp_path)


def _choose(root: Path, lines: str) -> None:
    (root / "content/organisation.toml").write_text(
        f'name = "Landkreis"\nlanguages = ["uk", "ru"]\n[translation]\n{lines}'
    )


def _packages(project: Project) -> dict[str, Package]:
    found, problems = installed(project.root / "models")
    assert problems == []
    return {package.name: package for package in found}


# --- the whole way ------------------------------------------------------------------------


def test_the_recommended_model_is_fetched_converted_and_tried(
    office: Project, origin: Shelf
) -> None:
    code, out, err = run(office, "install")
    assert (code, err) == (0, "")
    first = out.splitlines()[0]
    assert first.startswith("Für Ihre 2 Sprachen: 1 Modelle, zu laden etwa 3 MB")
    assert "uk: BLEU 24,2 (FLORES-200); ru: BLEU 26,3 (FLORES-200)" in out
    assert out.index("CC-BY-4.0") < out.index(f"{NAME}: installiert (Lizenz: CC-BY-4.0)")
    (package,) = _packages(office).values()
    assert package.label == "opus-deu_zle 2026.11.30"
    assert package.to_codes == ("uk", "ru")
    assert (package.path / "LICENSE").read_text().startswith("Attribution")
    assert not list(package.path.rglob("*.npz"))
    hidden = {path.name for path in (office.root / "models").iterdir() if path.name[0] == "."}
    assert hidden == {".gitignore", ".lock"}
    entry = lock.load(lock.path_of(office))[NAME]
    assert (entry.form, entry.to_codes) == (lock.Form.MARIAN, ("uk", "ru"))
    assert entry.source == f"{origin.url}/{ZIP}"
    assert entry.size == len(origin.files[ZIP])
    assert run(office, "verify")[0] == 0

    origin.asked.clear()
    code, out, _err = run(office, "install")
    assert (code, out.strip()) == (0, f"✓ {NAME}: schon installiert")
    assert origin.asked == []


def test_two_languages_of_one_model_are_served_in_one_batch(office: Project, here: None) -> None:
    run(office, "install")
    engine = PackageEngine(_packages(office)[NAME])
    requests = [(GERMAN, code) for code in ("uk", "ru", "uk")]
    answers = [found[0].text for found in engine.translate_into(requests, 1)]
    assert answers == [SAID["uk"], SAID["ru"], SAID["uk"]]


def test_drafts_come_directly_from_german(office: Project, here: None) -> None:
    run(office, "install")
    machine = Machine(list(_packages(office).values()), {}, Cache(None))
    for tag, target in SAID.items():
        (result,) = machine.translate([GERMAN], language(tag), {})
        assert (result.target, result.route) == (target, "opus-deu_zle 2026.11.30")


def test_two_languages_are_drafted_with_one_model_in_memory(
    office: Project, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole program, from a document to catalogues."""
    run(office, "install")
    (office.content / "fest.md").write_text(
        f"---\nkind: press_release\ntitle: {GERMAN}\n---\n\nWir laden Sie herzlich ein.\n"
    )
    loaded: list[str] = []
    batches: list[set[str]] = []
    begin, into = PackageEngine.__init__, PackageEngine.translate_into

    def counted(self: PackageEngine, package: Package) -> None:
        loaded.append(package.name)
        begin(self, package)

    def watched(
        self: PackageEngine, requests: Sequence[Request], hypotheses: int
    ) -> list[list[Hypothesis]]:
        batches.append({code for _text, code in requests})
        return into(self, requests, hypotheses)

    monkeypatch.setattr(PackageEngine, "__init__", counted)
    monkeypatch.setattr(PackageEngine, "translate_into", watched)
    assert main(["--project", str(office.root), "draft"]) == 0
    assert loaded == [NAME]
    assert batches[0] == {"uk", "ru"}
    for tag, target in SAID.items():
        text = (office.locale / tag / "LC_MESSAGES/fest.po").read_text()
        assert f'msgid "{GERMAN}"\nmsgstr "{target.rstrip(".")}' in text


def test_another_computer_makes_the_same_of_the_same_archive(
    office: Project, origin: Shelf, archive: bytes, here: None
) -> None:
    run(office, "install")
    recorded = lock.path_of(office).read_bytes()
    files = {path.name: path.read_bytes() for path in (office.root / "models" / NAME).rglob("*.*")}
    _remove(office)
    assert run(office, "install")[0] == 0
    assert lock.path_of(office).read_bytes() == recorded
    again = {path.name: path.read_bytes() for path in (office.root / "models" / NAME).rglob("*.*")}
    assert again == files

    other = marian.archive(office.root / "other.zip", without="README.md").read_bytes()
    place = len(archive) // 2
    flipped = archive[:place] + bytes([archive[place] ^ 1]) + archive[place + 1 :]
    for data, said in ((flipped, "SHA-256"), (other, f"hat {len(other)} statt")):
        _remove(office)
        origin.files[ZIP] = data
        code, out, err = run(office, "install")
        assert (code, said in err) == (1, True)
        assert "Stattdessen" not in out  # the lock file names it: every computer gets the same
        assert _packages(office) == {}
        assert lock.path_of(office).read_bytes() == recorded
    assert run(office, "install", "--update")[0] == 0
    assert (
        lock.load(lock.path_of(office))[NAME].sha256
        != lock.sha256_of(office.root / "other.zip")[:0]
    )
    assert lock.load(lock.path_of(office))[NAME].size == len(other)


def _remove(project: Project) -> None:
    shutil.rmtree(project.root / "models")


def test_a_bundle_brings_it_to_a_computer_without_internet(
    office: Project, tmp_path_factory: pytest.TempPathFactory, here: None
) -> None:
    run(office, "install")
    stick = tmp_path_factory.mktemp("stick") / "models.zip"
    run(office, "bundle", str(stick))
    recorded = lock.path_of(office).read_bytes()
    for keeps_lock in (True, False):
        _remove(office)
        if not keeps_lock:
            lock.path_of(office).unlink()
        code, _out, err = run(office, "install", "--from", str(stick))
        assert (code, err) == (0, "")
        assert lock.path_of(office).read_bytes() == recorded
        assert _packages(office)[NAME].to_codes == ("uk", "ru")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a network namespace")
def test_nothing_is_fetched_any_more_once_it_is_installed(office: Project) -> None:
    """With networking taken away altogether."""
    run(office, "install")
    done = subprocess.run(
        ["unshare", "-n", sys.executable, "-c", _ALONE, str(office.root / "models" / NAME)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (f"{SAID['uk']}|{SAID['ru']}", "")


_ALONE = f"""
import sys
from pathlib import Path
from pipeline.mt.engine import Hypothesis, PackageEngine, Request
from pipeline.mt.store.packages import read
engine = PackageEngine(read(Path(sys.argv[1])))
found = engine.translate_into([({GERMAN!r}, "uk"), ({GERMAN!r}, "ru")], 1)
print("|".join(one[0].text for one in found))
"""


# --- which model --------------------------------------------------------------------------


def test_an_office_may_want_small_models(office: Project, origin: Shelf, here: None) -> None:
    _choose(office.root, 'models = "small"\n')
    code, out, _err = run(office, "install")
    assert code == 0
    assert sorted(_packages(office)) == [
        "translate-de_en-1_0",
        "translate-en_ru-1_0",
        "translate-en_uk-1_0",
    ]
    assert "Weg über Englisch" in out
    assert origin.asked == []


def test_where_an_archive_cannot_be_had_argos_is_taken_and_said(
    office: Project, origin: Shelf, here: None
) -> None:
    origin.files.clear()
    code, out, err = run(office, "install")
    assert "HTTP 404" in err
    assert "Stattdessen" in out
    assert sorted(_packages(office)) == [
        "translate-de_en-1_0",
        "translate-en_ru-1_0",
        "translate-en_uk-1_0",
    ]
    assert code == 0
    assert NAME not in lock.load(lock.path_of(office))


def test_a_large_model_comes_only_when_it_is_asked_for(
    office: Project,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    here: None,
) -> None:
    """The files of a model in CTranslate2's own form, as those of MADLAD-400."""
    folder = tmp_path_factory.mktemp("madlad")
    package = tiny_models.make_folder(folder, "de", "ka")
    pieces = tiny_models.make_sentencepiece(folder / "sentencepiece.model", ["Willkommen მ"])
    tiny_models.make_model(folder / "model", ["<unk>", "<s>", "</s>", "<2ka>", *pieces], ["მ"])
    files = {
        "x/model.bin": (folder / "model/model.bin").read_bytes(),
        "x/config.json": (folder / "model/config.json").read_bytes(),
        "x/sentencepiece.model": (package / "sentencepiece.model").read_bytes(),
    }
    names = ["config.json", "model.bin", "sentencepiece.model"]
    for path in (folder / "model").glob("*vocabulary*"):
        files[f"x/{path.name}"] = path.read_bytes()
        names.append(path.name)
    with serving(Shelf(files)) as shelf:
        row = tables.a_model(
            f"{shelf.url}/x/",
            version="1.0",
            files=names,
            fetch=2960,
            targets={"ka": "<2ka>", "ti": "<2ti>"},
        )
        table = folder / "recommended.toml"
        tables.use(monkeypatch, table, {"ka": {"note": "–"}}, {"madlad400-1_0": row})
        (office.content / "organisation.toml").write_text(
            'name = "Landkreis"\nlanguages = ["ka"]\n'
        )
        _code, out, _err = run(office, "install")
        assert 'Auf Wunsch: ka = "madlad400"' in out
        assert "2960 MB" in out
        assert _packages(office) == {}
        (office.content / "organisation.toml").write_text(
            'name = "Landkreis"\nlanguages = ["ka"]\n[translation]\nka = "madlad400"\n'
        )
        code, out, err = run(office, "install")
        assert (code, err) == (0, "")
        assert out.index("etwa 2960 MB") < out.index("installiert")
        assert _packages(office)["madlad400-1_0"].to_codes == ("ka",)
        entry = lock.load(lock.path_of(office))["madlad400-1_0"]
        assert entry.form is lock.Form.CTRANSLATE2
        assert [one.token for one in entry.targets] == ["<2ka>", lock.UNKNOWN]
        _remove(office)
        assert run(office, "install")[0] == 0
        shelf.files["x/config.json"] += b" "
        _remove(office)
        code, _out, err = run(office, "install")
        assert (code, "SHA-256" in err) == (1, True)


def test_a_token_may_be_called_otherwise(
    office: Project,
    origin: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    here: None,
) -> None:
    targets = {"uk": ">>ukr_Cyrl<< >>ukr<<", "be": ">>bel<<"}
    row = tables.a_model(f"{origin.url}/{ZIP}", targets=targets)
    table = tmp_path_factory.mktemp("table") / "recommended.toml"
    tables.use(monkeypatch, table, {"uk": {"best": NAME}}, {NAME: row})
    assert run(office, "install", "uk")[0] == 0
    (package,) = _packages(office).values()
    assert [(one.code, one.token) for one in package.targets] == [("uk", ">>ukr<<")]


def test_a_model_that_asks_for_a_language_we_cannot_name_is_not_taken(
    office: Project,
    origin: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    here: None,
) -> None:
    row = tables.a_model(f"{origin.url}/{ZIP}", targets={"uk": ">>xxx<<"})
    table = tmp_path_factory.mktemp("table") / "recommended.toml"
    tables.use(monkeypatch, table, {"uk": {"best": NAME}}, {NAME: row})
    code, _out, err = run(office, "install", "uk")
    assert code == 0  # there is Argos Translate's
    assert "kennt die Sprachen uk nicht; es hat die Zeichen >>ukr<< >>rus<<" in err


# --- servers ------------------------------------------------------------------------------


def test_a_mirror_is_asked_at_once_when_the_origin_is_silent(
    office: Project, origin: Shelf, argos: Shelf, archive: bytes, here: None
) -> None:
    origin.silent = True
    argos.files[f"{NAME}.zip"] = archive
    begin = time.monotonic()
    code, _out, err = run(office, "install", "--index", argos.url)
    assert (code, err) == (0, "")
    assert time.monotonic() - begin < web.TIMEOUT / 2  # the rest is converting
    assert lock.load(lock.path_of(office))[NAME].source == f"{argos.url}/{NAME}.zip"
    assert origin.asked == []


def test_the_origin_serves_when_the_mirror_is_silent(
    office: Project, origin: Shelf, archive: bytes
) -> None:
    with serving(Shelf({}, silent=True)) as mirror:
        urls = [f"{mirror.url}/{NAME}.zip", f"{origin.url}/{ZIP}"]
        begin = time.monotonic()
        assert addresses.by_answer(urls, 5) == urls[::-1]
        assert time.monotonic() - begin < 4


def test_a_server_that_stalls_in_the_middle_gives_way_to_the_next(
    office: Project, origin: Shelf, argos: Shelf, archive: bytes, here: None
) -> None:
    origin.stall.add(ZIP)
    argos.files["copy.zip"] = archive
    offer = Offer(
        NAME,
        "2026.11.30",
        "de",
        "uk",
        "CC-BY-4.0",
        links=(f"{origin.url}/{ZIP}", f"{argos.url}/copy.zip"),
        form=lock.Form.MARIAN,
        targets=(Target("uk", ">>ukr<<"), Target("ru", ">>rus<<")),
    )
    put(offer, office, Options(timeout=0.3))
    assert origin.asked == [(ZIP, None)]  # once, and not three times
    assert lock.load(lock.path_of(office))[NAME].source == f"{argos.url}/copy.zip"


def test_a_mirror_that_has_it_comes_before_the_origin(origin: Shelf, argos: Shelf) -> None:
    argos.files["a"] = b"1"
    urls = [f"{argos.url}/a", f"{origin.url}/{ZIP}"]
    assert addresses.by_answer(urls, 5) == urls
    assert addresses.by_answer([f"{argos.url}/none", urls[1]], 5)[0] == urls[1]


def test_when_all_fail_all_are_named(
    office: Project, origin: Shelf, argos: Shelf, here: None
) -> None:
    origin.files.clear()
    argos.files.pop("index.json")
    code, _out, err = run(office, "install", "--index", argos.url)
    assert code == 1
    for url in (f"{argos.url}/{NAME}.zip", f"{origin.url}/{ZIP}", f"{argos.url}/index.json"):
        assert f"{url}: Der Server antwortet mit HTTP 404" in err


def test_a_broken_connection_is_resumed(
    office: Project, origin: Shelf, archive: bytes, here: None
) -> None:
    origin.cut[ZIP] = len(archive) // 3
    assert run(office, "install")[0] == 0
    assert origin.asked == [(ZIP, None), (ZIP, f"bytes={len(archive) // 3}-")]


@pytest.mark.parametrize("lie", ["html", "cut", "no model", "script", "bomb", "twice"])
def test_a_server_that_lies_changes_nothing(
    office: Project, origin: Shelf, argos: Shelf, lie: str
) -> None:
    argos.files.clear()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as content:
        for name, true in marian.files().items():
            told = true
            match lie:
                case "no model" if name == marian.MODEL:
                    continue
                case "script" if name == marian.MODEL:
                    told = b"\x80\x04cos\nsystem\n."  # a pickle
                case "bomb" if name == marian.MODEL:
                    told = bytes(60_000_000)
                case "twice" if name == "source.spm":
                    content.writestr("x/SOURCE.spm", true)
            content.writestr(name, told)
    data = made.getvalue()
    origin.files[ZIP] = {"html": b"<html>", "cut": data[: len(data) // 2]}.get(lie, data)
    code, _out, err = run(office, "install")
    assert code == 1
    assert err
    assert "Traceback" not in err
    assert _packages(office) == {}
    assert not lock.path_of(office).exists()


def test_who_is_killed_while_converting_need_not_fetch_again(
    office: Project, origin: Shelf, here: None
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(office.root), f"{origin.url}/{ZIP}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "wird umgewandelt"
        process.send_signal(signal.SIGKILL)
    assert _packages(office) == {}
    assert not lock.path_of(office).exists()
    origin.asked.clear()
    assert run(office, "install")[0] == 0
    assert origin.asked == []
    assert lock.load(lock.path_of(office))[NAME].source == f"{origin.url}/{ZIP}"
    hidden = {path.name for path in (office.root / "models").iterdir() if path.name[0] == "."}
    assert hidden == {".gitignore", ".lock"}


_KILLED = f"""
import sys, time
from pathlib import Path
from pipeline.base.project import Project
from pipeline.mt.store import install, lock
from pipeline.mt.store.metadata import Target
from pipeline.mt.store.offers import Offer

def stop(step):
    print(step, flush=True)
    time.sleep(60)

project = Project(Path(sys.argv[1]))
offer = Offer(
    {NAME!r}, "2026.11.30", "de", "uk", "CC-BY-4.0", links=(sys.argv[2],), form=lock.Form.MARIAN,
    targets=(Target("uk", ">>ukr<<"), Target("ru", ">>rus<<")),
)
folder = project.root / "models"
with install.exclusive(folder):
    install.install(offer, folder, lock.path_of(project), install.Options(), lambda *_: None, stop)
"""


# --- the network of an authority ------------------------------------------------------------


def _certificate(folder: Path) -> Path:
    """A certificate for the loopback address that no computer knows, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Inspektion")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def test_inspected_connections_need_the_file_of_their_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = _certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with serving(Shelf({"x": b"yes"}), tls) as shelf:
        with pytest.raises(ModelError, match=r"TLS-Inspektion.*SSL_CERT_FILE="):
            web.answers(f"{shelf.url}/x", 5)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        web.answers(f"{shelf.url}/x", 5)


def test_a_proxy_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Shelf({})) as proxy:  # knows no CONNECT
        monkeypatch.setenv("https_proxy", proxy.url)
        with contextlib.suppress(KeyError):
            monkeypatch.delenv("no_proxy")
        with pytest.raises(ModelError, match=r"Der Proxy lässt .*HTTPS_PROXY="):
            web.answers("https://models.invalid/x", 5)
