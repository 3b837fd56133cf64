"""Packages on disk: what counts as one, the lock file, unpacking, packing, the table."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.errors import ConfigError, PipelineError, UsageError
from pipeline.base.project import Project
from pipeline.language.table import languages
from pipeline.mt.store import lock, pack, probe, recommended, unpack
from pipeline.mt.store.licences import non_commercial, stated_in
from pipeline.mt.store.lock import Locked
from pipeline.mt.store.metadata import TOKEN_FORM, VERSION_FORM, ModelError
from pipeline.mt.store.packages import (
    NAME_FORM,
    Package,
    codes_of,
    installed,
    models_folder,
    name_of,
    read,
    tag_of,
)

from . import tiny_models


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a package de → en."""
    return tiny_models.make_folder(tmp_path_factory.mktemp("models"), "de", "en")


# --- installed packages ---------------------------------------------------------------


def test_a_package_is_read(english: Path) -> None:
    package = read(english)
    assert package is not None
    assert (package.name, package.code, package.label) == (
        "translate-de_en-1_0",
        "translate-de_en",
        "translate-de_en 1.0",
    )
    assert (package.from_code, package.to_code, package.tokenizer) == ("de", "en", "sentencepiece")
    assert package.source_tokenizer == package.target_tokenizer == english / "sentencepiece.model"
    (english / "target.spm").write_bytes(b"")
    assert package.target_tokenizer == english / "target.spm"
    (english / "target.spm").unlink()


def test_broken_packages_are_problems_and_the_others_are_listed(tmp_path: Path) -> None:
    for origin, target in (("en", "uk"), ("de", "en")):
        tiny_models.make_folder(tmp_path, origin, target)
    (tmp_path / "a-file.txt").touch()
    (tmp_path / ".new.x").mkdir()
    (tmp_path / "translate-en_ar-1_0").mkdir()
    splitter = tmp_path / "sbd-de-1_0"
    splitter.mkdir()
    (splitter / "metadata.json").write_text('{"type": "sbd"}')
    found, problems = installed(tmp_path)
    assert [package.name for package in found] == ["translate-de_en-1_0", "translate-en_uk-1_0"]
    assert [problem.where for problem in problems] != []
    assert "translate-en_ar-1_0/metadata.json" in str(problems[0])
    assert len(problems) == 1
    assert installed(tmp_path / "none") == ([], [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"from_code": "../../x"}, "from_code"),
        ({"package_version": "1.0; rm"}, "package_version"),
        ({"to_code": 5}, "to_code"),
        ({"target_prefix": "a b"}, "target_prefix"),
        ({"licence": "x\u202ey"}, "licence"),
    ],
)
def test_wrong_metadata_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    folder = tiny_models.make_folder(tmp_path, "de", "en", metadata=change)
    with pytest.raises(ModelError, match=said):
        read(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 5000, "\ud800".join("ab")])
def test_unreadable_metadata_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "metadata.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ModelError, match="nicht lesbar"):
        read(tmp_path)


def test_codes_and_tags() -> None:
    assert [tag_of(code) for code in ("zh", "zt", "pb", "uk", "sr_Latn")] == [
        "zh-CN",
        "zh-TW",
        "pt-BR",
        "uk",
        "sr-Latn",
    ]
    assert codes_of("zh-CN") == {"zh-CN", "zh"}
    assert codes_of("uk") == {"uk"}


def test_the_folder_of_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    assert models_folder(Project(tmp_path)) == tmp_path / "models"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "shared"))
    assert models_folder(Project(tmp_path)) == tmp_path / "shared"


# --- the lock file --------------------------------------------------------------------

DIGEST = "0123456789abcdef" * 4


def entry(name: str = "translate-de_en-1_0", **changes: object) -> Locked:
    values: dict[str, object] = {
        "name": name,
        "version": "1.0",
        "from_code": "de",
        "to_code": "en",
        "file": f"{name}.argosmodel",
        "size": 12,
        "sha256": DIGEST,
        "source": "https://models.example/translate-de_en-1_0.argosmodel",
        "licence": "CC0-1.0",
        "files": {"metadata.json": DIGEST, "model/model.bin": DIGEST},
    }
    return Locked(**{**values, **changes})  # type: ignore[arg-type]


def test_the_lock_file_reads_back_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "models.lock"
    both = {"b-de_uk-1_0": entry("b-de_uk-1_0", licence=None), "a.b-1": entry("a.b-1")}
    lock.save(path, both)
    assert lock.load(path) == both
    text = path.read_text()
    lock.save(path, dict(reversed(both.items())))
    assert path.read_text() == text
    assert lock.load(tmp_path / "none") == {}


@given(st.text(min_size=1, max_size=30))
def test_any_text_survives_the_lock_file(text: str) -> None:
    """As far as fields.py lets it through: the rest is refused when reading."""
    one = entry(source=text, files={text: DIGEST})
    try:
        read_back = lock.parse(lock.dump({one.name: one}), Path("models.lock"))
    except (ConfigError, UnicodeEncodeError):
        return
    assert set(read_back[one.name].files) == {text}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (DIGEST, "0123", 10),
        ("size = 12", "size = -1", 9),
        ('from = "de"', 'from = "../de"', 6),
        ('version = "1.0"', "", 4),
        ("size = 12", "size = 12\nevil = 1", 10),
        ("[packages.", "[[", 4),
    ],
)
def test_a_lock_file_that_was_changed_by_hand_is_refused(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    path = tmp_path / "models.lock"
    text = lock.dump({"translate-de_en-1_0": entry()})
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ConfigError) as caught:
        lock.load(path)
    assert caught.value.where is not None
    assert caught.value.where.line == line


def test_differences_name_every_file(english: Path) -> None:
    files = lock.manifest(english)
    assert lock.differences(english, files) == []
    assert set(files) >= {"metadata.json", "model/model.bin", "model/config.json"}
    assert lock.differences(english, {**files, "metadata.json": DIGEST, "lost": DIGEST}) == [
        "lost",
        "metadata.json",
    ]
    (english / "more").touch()
    assert lock.differences(english, files) == ["more"]
    (english / "more").unlink()


# --- unpacking ------------------------------------------------------------------------


def archive_of(path: Path, add: Callable[[zipfile.ZipFile], None]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m/metadata.json", "{}")
        add(archive)
    return path


def a_link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("m/README.md")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def a_device(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("m/README.md")
    info.external_attr = (stat.S_IFCHR | 0o666) << 16
    archive.writestr(info, "")


def a_bomb(archive: zipfile.ZipFile) -> None:
    archive.writestr("m/model/model.bin", b"\0" * 20_000_000)


def many_small_bombs(archive: zipfile.ZipFile) -> None:
    for number in range(30):
        archive.writestr(f"m/{number}.txt", b"\0" * 900_000)


def too_many(archive: zipfile.ZipFile) -> None:
    for number in range(unpack.MAX_ENTRIES):
        archive.writestr(f"m/{number}.txt", b"")


def named(*names: str) -> Callable[[zipfile.ZipFile], None]:
    def add(archive: zipfile.ZipFile) -> None:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"x")

    add.__name__ = " ".join(names)
    return add


@pytest.mark.parametrize(
    "add",
    [
        named("../evil.txt"),
        named("m/../../evil.txt"),
        named("/evil.txt"),
        named("m//evil.txt"),
        named("m/./evil.txt"),
        named("C:/evil.txt"),
        named("m/..\\evil.txt"),
        named("m/a\nb.txt"),
        named("m/\u202eb.txt"),
        named("m/a.txt."),
        named("other/evil.txt"),
        named("evil.txt"),
        named("m"),
        named("m/A.txt", "m/a.txt"),
        named("m/\u00e4.txt", "m/a\u0308.txt"),
        named("m/metadata.json/x.txt"),
        named("m/METADATA.JSON"),
        named("m/run.py"),
        named("m/model/evil.so"),
        named("m/.bashrc"),
        named("m/" + "a" * 300 + ".txt"),
        named("m/1/2/3/4/5/6/7.txt"),
        a_link,
        a_device,
        a_bomb,
        many_small_bombs,
        too_many,
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_malicious_archive_is_refused_before_anything_is_written(
    tmp_path: Path, add: Callable[[zipfile.ZipFile], None]
) -> None:
    archive = archive_of(tmp_path / "x.argosmodel", add)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(ModelError, match=r"dem man trauen kann|beschädigt"):
        unpack.unpack(archive, folder)
    assert list(folder.rglob("*")) == []
    assert {path.name for path in tmp_path.iterdir()} == {"out", "x.argosmodel"}


def test_a_name_that_ends_for_some_at_nul_is_refused(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "x.argosmodel", named("m/run.py!.txt"))
    archive.write_bytes(archive.read_bytes().replace(b"run.py!", b"run.py\0"))
    (tmp_path / "out").mkdir()
    with pytest.raises(ModelError, match="Namen"):
        unpack.unpack(archive, tmp_path / "out")


def test_an_archive_that_lies_about_its_sizes_stays_small(tmp_path: Path) -> None:
    """The sizes in the directory at the end are those that are believed, and enforced."""
    archive = archive_of(tmp_path / "x.argosmodel", a_bomb)
    data = archive.read_bytes()
    where = data.rindex(b"PK\x01\x02") + 24  # APPNOTE 4.3.12: uncompressed size
    archive.write_bytes(data[:where] + (1000).to_bytes(4, "little") + data[where + 4 :])
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(ModelError):
        unpack.unpack(archive, folder)
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 100_000


@pytest.mark.parametrize("zip64", [False, True])
def test_a_directory_that_would_fill_the_memory_is_not_read(tmp_path: Path, zip64: bool) -> None:
    path = tmp_path / "x.argosmodel"
    huge = (2**31).to_bytes(8, "little")
    end = b"PK\5\6" + bytes(8) + huge[:4] + bytes(6)
    if zip64:
        record = b"PK\6\6" + (44).to_bytes(8, "little") + bytes(28) + huge + bytes(8)
        end = record + b"PK\6\7" + bytes(12) + b"\1\0\0\0" + b"PK\5\6" + bytes(18)
    path.write_bytes(end)
    with path.open("rb") as file:
        assert unpack._directory_bytes(file) == 2**31
    with pytest.raises(ModelError, match="beschädigt"):
        unpack.metadata_in(path)


def test_sentence_splitters_are_left_out(tmp_path: Path) -> None:
    add = named("m/stanza/de/tokenize/gsd.pt", "m/LICENSE", "m/model/model.bin")
    archive = archive_of(tmp_path / "x.argosmodel", add)
    (tmp_path / "out").mkdir()
    made = unpack.unpack(archive, tmp_path / "out")
    assert made == tmp_path / "out" / "m"
    assert sorted(lock.manifest(made)) == ["LICENSE", "metadata.json", "model/model.bin"]


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>404</html>", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.argosmodel"
    path.write_bytes(data)
    for function in (unpack.metadata_in, lambda path: unpack.unpack(path, tmp_path)):
        with pytest.raises(ModelError):
            function(path)


# --- trying a model -------------------------------------------------------------------


def package_at(folder: Path) -> Package:
    package = read(folder)
    assert package is not None
    return package


def test_a_crash_of_the_engine_is_a_message(tmp_path: Path) -> None:
    folder = tiny_models.make_folder(tmp_path, "en", "uk")
    model = folder / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:200] + b"\xff" * 400)
    with pytest.raises(ModelError, match="lässt sich nicht laden"):
        probe.check(package_at(folder))


def test_a_mislabelled_model_answers_in_the_wrong_script(tmp_path: Path) -> None:
    folder = tiny_models.make_folder(tmp_path, "en", "ka", answer="Вітаємо")
    with pytest.raises(ModelError, match="Schrift der Sprache „ka“"):
        probe.check(package_at(folder))


def test_a_model_that_does_not_answer_in_time_is_given_up(tmp_path: Path) -> None:
    folder = tiny_models.make_folder(tmp_path, "en", "ka")
    with pytest.raises(ModelError, match="antwortet nicht"):
        probe.check(package_at(folder), seconds=0.01)


def test_a_package_with_bpe_is_tried_as_well(tmp_path: Path) -> None:
    package = package_at(tiny_models.make_folder(tmp_path, "en", "ka", bpe=True))
    assert (package.tokenizer, package.source_tokenizer.name) == ("bpe", "bpe.model")
    assert probe.in_script(probe.check(package), "ka")


@pytest.mark.parametrize(
    ("text", "code", "fits"),
    [
        ("Ласкаво просимо, XQ1!", "uk", True),
        ("Welcome", "uk", False),
        ("أهلا وسهلا", "ar", True),
        ("欢迎", "zh", True),
        ("123", "ar", True),
        ("Welcome", "xx", True),
    ],
)
def test_scripts(text: str, code: str, fits: bool) -> None:
    assert probe.in_script(text, code) is fits


# --- packing --------------------------------------------------------------------------


def a_recipe(source: Path, **changes: Any) -> pack.Recipe:
    values: dict[str, Any] = {"from_code": "de", "to_code": "uk", "licence": "CC-BY-4.0"}
    return pack.Recipe(source=source, **{**values, **changes})


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as OPUS-MT publishes models: zero weights, one letter as the answer."""
    folder = tmp_path_factory.mktemp("opus")
    pieces = tiny_models.make_sentencepiece(folder / "source.spm", tiny_models.SENTENCES)
    tiny_models.make_sentencepiece(folder / "target.spm", ["Вітаємо"])
    words = ["</s>", "<unk>", ">>rus<<", ">>ukr<<", *pieces, "▁В", "В"]
    lines = [
        f"{json.dumps(word, ensure_ascii=False)}: {number}\n" for number, word in enumerate(words)
    ]
    (folder / "opus.vocab.yml").write_text("".join(lines), encoding="utf-8")
    np.savez(folder / "opus.npz", **_marian_weights(words, "В"))
    decoder = {"models": ["opus.npz"], "vocabs": ["opus.vocab.yml", "opus.vocab.yml"]}
    (folder / "decoder.yml").write_text(yaml.safe_dump(decoder))
    (folder / "README.md").write_text("# opus-test\n")
    return folder


def _marian_weights(words: list[str], answer: str) -> dict[str, Any]:
    """What Marian saves for a transformer of one layer a side, in its names."""
    size = tiny_models.DEPTH
    options = {
        "type": "transformer",
        "enc-depth": 1,
        "dec-depth": 1,
        "transformer-heads": 2,
        "transformer-ffn-activation": "relu",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-guided-alignment-layer": "last",
    }
    bias = np.zeros((1, len(words)), np.float32)
    bias[0, words.index(answer)] = 9
    weights = {
        "special:model.yml": np.frombuffer(yaml.safe_dump(options).encode() + b"\0", np.int8),
        "Wemb": np.zeros((len(words), size), np.float32),
        "decoder_ff_logit_out_b": bias,
    }
    blocks = ["encoder_l1_self", "decoder_l1_self", "decoder_l1_context"]
    for scope in blocks:
        for part in "qkvo":
            weights[f"{scope}_W{part}"] = np.zeros((size, size), np.float32)
            weights[f"{scope}_b{part}"] = np.zeros((1, size), np.float32)
    for scope in ("encoder_l1_ffn", "decoder_l1_ffn"):
        for part in "12":
            weights[f"{scope}_W{part}"] = np.zeros((size, size), np.float32)
            weights[f"{scope}_b{part}"] = np.zeros((1, size), np.float32)
    for scope in (*(f"{block}_Wo" for block in blocks), "encoder_l1_ffn_ffn", "decoder_l1_ffn_ffn"):
        weights[f"{scope}_ln_scale"] = np.ones((1, size), np.float32)
        weights[f"{scope}_ln_bias"] = np.zeros((1, size), np.float32)
    return weights


def test_a_marian_model_with_several_targets_is_packed(marian: Path, tmp_path: Path) -> None:
    recipe = a_recipe(marian, name="opus", source_token=">>ukr<<")
    path = pack.pack(recipe, tmp_path)
    assert path.name == "opus-de_uk-1_0.argosmodel"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    (tmp_path / "out").mkdir()
    package = package_at(unpack.unpack(path, tmp_path / "out"))
    assert (package.label, package.licence) == ("opus-de_uk 1.0", "CC-BY-4.0")
    assert package.target_tokenizer.name == "target.spm"
    config = json.loads((package.model / "config.json").read_text())
    assert (config["add_source_bos"], config["bos_token"]) == (True, ">>ukr<<")
    assert tiny_models.translate(package.model, ["▁", "W"]) == ["В", "В", "В"]
    assert stated_in(package.path) is None
    again = tmp_path / "again"
    again.mkdir()
    assert pack.pack(recipe, again).read_bytes() == path.read_bytes()


def test_a_ctranslate2_model_is_packed_with_a_prefix(tmp_path: Path) -> None:
    source = tmp_path / "nllb"
    source.mkdir()
    pieces = tiny_models.make_sentencepiece(source / "sentencepiece.bpe.model", ["Вітаємо"])
    words = ["<unk>", "<s>", "</s>", "deu_Latn", *pieces]
    tiny_models.make_model(source / "model", words, ["В", "ukr_Cyrl"])
    for file in (source / "model").iterdir():
        file.rename(source / file.name)
    recipe = a_recipe(source, source_token="deu_Latn", target_prefix="ukr_Cyrl")
    path = pack.pack(recipe, tmp_path)
    metadata = unpack.metadata_in(path)
    assert metadata["target_prefix"] == "ukr_Cyrl"
    (tmp_path / "out").mkdir()
    package = package_at(unpack.unpack(path, tmp_path / "out"))
    assert package.target_prefix == "ukr_Cyrl"
    assert probe.translate(package).strip("В") == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source_token": ">>urk<<"}, "Meinten Sie „>>ukr<<“"),
        ({"to_code": "xx"}, "xx"),
        ({"to_code": "../x"}, "--to"),
        ({"name": "a/b"}, "--name"),
        ({"version": "neu"}, "--version"),
    ],
)
def test_a_wrong_recipe_is_refused(
    marian: Path, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        pack.pack(a_recipe(marian, **changes), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_model_is_not_packed(marian: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    source = tmp_path / "source"
    source.mkdir()
    with pytest.raises(ModelError, match=r"source\.spm"):
        pack.pack(a_recipe(source), out)
    (source / "source.spm").write_bytes((marian / "source.spm").read_bytes())
    with pytest.raises(ModelError, match=r"\*\.npz"):
        pack.pack(a_recipe(source), out)
    buffer = io.BytesIO()
    np.savez(buffer, x=np.zeros(1))
    (source / "opus.npz").write_bytes(buffer.getvalue())
    (source / "opus.vocab.yml").write_text("a: 0\n")
    with pytest.raises(ModelError, match="lässt sich nicht umwandeln"):
        pack.pack(a_recipe(source), out)
    assert list(out.iterdir()) == []


# --- licences and the table of recommended models -------------------------------------


@pytest.mark.parametrize(
    ("licence", "forbidden"),
    [
        ("CC-BY-NC-4.0", True),
        ("cc-by-nc-sa-3.0", True),
        ("Non-Commercial use only", True),
        ("CC-BY-4.0", False),
        ("NCSA", False),
        (None, False),
    ],
)
def test_non_commercial_licences(licence: str | None, forbidden: bool) -> None:
    assert non_commercial(licence) is forbidden


@pytest.mark.parametrize(
    ("readme", "licence"),
    [
        ("# x\n\nLicense: cc-by-4.0\n", "cc-by-4.0"),
        ("* **Licence:** CC-BY-NC-4.0.\n", "CC-BY-NC-4.0"),
        ("The license of the data is unknown.\n", None),
    ],
)
def test_the_licence_that_a_readme_states(tmp_path: Path, readme: str, licence: str | None) -> None:
    (tmp_path / "README.md").write_text(readme)
    assert stated_in(tmp_path) == licence


def test_every_language_has_a_row_and_no_figure_lacks_its_source() -> None:
    rows = recommended.table()
    assert list(rows) == list(languages())
    for row in rows.values():
        assert bool(row.quality) == bool(row.figure)
        assert row.best in ("", recommended.ARGOS, *recommended.models())
        assert not row.small or row.best
        if row.small in recommended.models():
            assert row.tag in [target.code for target in recommended.models()[row.small].targets]
    assert rows["uk"].choice("best") == ("opus-deu_zle-2022_3_23", "BLEU 24,2 (FLORES-200)")
    assert rows["uk"].choice("small") == ("opus-deu_ukr-2022_3_7", "BLEU 23,6 (FLORES-200)")
    assert rows["th"].choice("best") == (recommended.ARGOS, "")
    assert recommended.argos_licence("en", "zh") == "CC-BY-4.0"
    assert recommended.argos_licence("en", "uk") is None


def test_every_archive_can_become_a_package() -> None:
    used = {row.best for row in recommended.table().values()}
    used |= {row.small for row in recommended.table().values()}
    for known in recommended.models().values():
        assert known.name in used or known.name == "madlad400-1_0"
        assert NAME_FORM.fullmatch(known.name)
        assert VERSION_FORM.fullmatch(known.version)
        assert known.name.endswith(name_of("", known.version))
        assert not non_commercial(known.licence)
        assert known.address.startswith("https://")
        assert known.address.endswith("/" if known.files else ".zip")
        assert all(lock.PART_FORM.fullmatch(name) for name in known.files)
        assert known.targets
        for target in known.targets:
            assert target.code in languages()
            assert all(TOKEN_FORM.fullmatch(token) for token in target.token.split())


def test_who_recommends_a_model_is_served_by_it() -> None:
    for tag, row in recommended.table().items():
        for name in {row.best, row.small} & recommended.models().keys():
            assert tag in [target.code for target in recommended.models()[name].targets]


def test_errors_are_of_the_family() -> None:
    assert issubclass(ModelError, PipelineError)
