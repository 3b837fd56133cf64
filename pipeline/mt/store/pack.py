"""A translation model from elsewhere → an .argosmodel.

Two kinds of folders are taken: Marian models as OPUS-MT publishes them (``*.npz``,
``*vocab.yml``, ``source.spm`` and ``target.spm``, or BPE codes, and mostly ``decoder.yml``),
which CTranslate2 converts to 8-bit integers; and models in CTranslate2's own form
(``model.bin``, ``config.json``, vocabulary) with a SentencePiece model.

How a multi-target model learns which language is wanted:
- OPUS-MT puts a token like ``>>ukr<<`` before the source, MADLAD-400 one like ``<2uk>``. In a
  package for several languages ``targets`` in metadata.json has them, and the engine puts them
  there. In one for a single language CTranslate2 does that by itself: model/config.json has
  ``"add_source_bos": true, "bos_token": ">>ukr<<"``.
- NLLB begins the target with a token like ``ukr_Cyrl``: ``target_prefix`` in metadata.json,
  which Argos Translate knows as well; the source begins with its own language's token, as above,
  and ends with ``</s>``.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...base.errors import OutputError, UsageError, nearest
from ...base.messages import _
from ...base.model import Location
from ...language.table import languages
from . import bundle, convert, probe
from .metadata import CODE_FORM, VERSION_FORM, ModelError, Target
from .packages import (
    BPE,
    METADATA,
    NAME_FORM,
    SENTENCEPIECE,
    SUFFIX,
    TARGET_SENTENCEPIECE,
    Package,
    name_of,
    read,
    tag_of,
)

ARGOS_VERSION: Final = "1.9.0"
"""The form of packages that is written, as the newer ones of Argos Translate's index say."""

_SOURCE_SPM: Final = ("source.spm", "src.spm")
_TARGET_SPM: Final = ("target.spm", "trg.spm", "tgt.spm")
_ONE_SPM: Final = ("sentencepiece.model", "sentencepiece.bpe.model", "spm.model", "spiece.model")
_CODES: Final = ("source.bpe", "bpe.model", "bpe.codes")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to pack and how to call it."""

    source: Path
    """The folder with the model."""
    from_code: str
    to_code: str
    licence: str
    """SPDX identifier, such as CC-BY-4.0."""
    version: str = "1.0"
    name: str = "translate"
    """What the package's name begins with: ``opus`` gives ``opus-de_uk-1_0``."""
    source_token: str = ""
    """Put before every source: ``>>ukr<<``, ``deu_Latn``."""
    target_prefix: str = ""
    """Put before every target: ``ukr_Cyrl``."""
    targets: tuple[Target, ...] = ()
    """The languages of a package for several. The tokens of each are separated by spaces; the
    first that the model knows is used."""


def pack(recipe: Recipe, folder: Path) -> Path:
    """Write the package into ``folder``, once it has translated a sentence; return its path.

    Raises `UsageError` for a recipe that cannot be, `ModelError` for a folder that holds no
    such model or one that does not work, `OutputError` when the file cannot be written.
    """
    name = _name(recipe)
    path = folder / f"{name}{SUFFIX}"
    try:
        with tempfile.TemporaryDirectory(".tmp", f".{name}.", folder) as scratch:
            made = make(recipe, Path(scratch) / name)
            probe.check(made, Location(recipe.source))
            archive = Path(scratch) / path.name
            bundle.write_archive(archive, made.path)
            archive.replace(path)
    except OSError as problem:
        raise OutputError(
            Location(path),
            _("Das Paket lässt sich nicht schreiben ({reason}).").format(
                reason=problem.strerror or problem
            ),
        ) from problem
    return path


def make(recipe: Recipe, made: Path) -> Package:
    """Write the package's folder ``made``, which must not exist. Raises as `pack`, and OSError.

    The package has those of the recipe's ``targets`` that the model knows, and none where it
    knows no such tokens and there is one language only.
    """
    (made / "model").mkdir(parents=True)
    _tokenizers(recipe.source, made)
    if (recipe.source / "model.bin").is_file():
        _copy_model(recipe.source, made / "model")
    else:
        _convert(recipe.source, made / "model")
    targets = _known_targets(recipe, made / "model")
    _configure(recipe, targets, made / "model")
    _describe(recipe, targets, made)
    package = read(made)
    assert package is not None  # its metadata say that it translates
    return package


def _name(recipe: Recipe) -> str:
    for value, form, what in (
        (recipe.from_code, CODE_FORM, "--from"),
        (recipe.to_code, CODE_FORM, "--to"),
        (recipe.version, VERSION_FORM, "--version"),
        (recipe.name, NAME_FORM, "--name"),
    ):
        if not form.fullmatch(value):
            raise UsageError(
                None, _("{option}: „{value}“ geht nicht.").format(option=what, value=value)
            )
    for code in (recipe.from_code, recipe.to_code):
        if tag_of(code) not in languages():
            raise UsageError(
                None,
                _("Die Sprache „{code}“ kenne ich nicht.").format(code=code)
                + " "
                + nearest(code, languages()),
            )
    if not recipe.source.is_dir():
        raise UsageError(Location(recipe.source), _("Diesen Ordner gibt es nicht."))
    name = name_of(f"{recipe.name}-{recipe.from_code}_{recipe.to_code}", recipe.version)
    if not NAME_FORM.fullmatch(name):
        raise UsageError(
            None, _("{option}: „{value}“ geht nicht.").format(option="--name", value=recipe.name)
        )
    return name


def _tokenizers(source: Path, made: Path) -> None:
    """Copy what cuts sentences into pieces: one model, or one a side, or BPE codes."""
    one = _first(source, (*_SOURCE_SPM, *_ONE_SPM))
    codes = _first(source, _CODES)
    if one is not None:
        shutil.copyfile(one, made / SENTENCEPIECE)
        other = _first(source, _TARGET_SPM)
        if other is not None and other.read_bytes() != one.read_bytes():
            shutil.copyfile(other, made / TARGET_SENTENCEPIECE)
    elif codes is not None:
        shutil.copyfile(codes, made / BPE)
    else:
        raise _lacking(source, "source.spm, target.spm / sentencepiece.model / source.bpe")


def _copy_model(source: Path, model: Path) -> None:
    vocabularies = [
        path for path in sorted(source.glob("*vocabulary*")) if path.suffix in (".txt", ".json")
    ]
    if not vocabularies:
        raise _lacking(source, "shared_vocabulary.json")
    config = source / "config.json"
    for path in (source / "model.bin", *([config] if config.is_file() else []), *vocabularies):
        shutil.copyfile(path, model / path.name)


def _convert(source: Path, model: Path) -> None:
    """Convert a Marian model with CTranslate2."""
    import yaml  # noqa: PLC0415

    listed: dict[str, Sequence[object]] = {}
    decoder = source / "decoder.yml"
    if decoder.is_file():
        try:
            value = yaml.safe_load(decoder.read_text(encoding="utf-8"))
        except (ValueError, yaml.YAMLError):
            value = None
        if isinstance(value, dict):
            listed = {key: item for key, item in value.items() if isinstance(item, list)}
    weights = _listed(source, listed.get("models", ()), "*.npz")[:1]
    vocabularies = _listed(source, listed.get("vocabs", ()), "*vocab.yml")[:2]
    if not weights or not vocabularies:
        raise _lacking(source, "model.bin / *.npz, *vocab.yml")
    convert.convert(weights[0], vocabularies, model)


def _listed(source: Path, names: Sequence[object], pattern: str) -> list[Path]:
    """The files that decoder.yml names, which must lie in the folder, or else those found."""
    named = [source / Path(str(name)).name for name in names]
    if named and all(path.is_file() for path in named):
        return named
    return sorted(source.glob(pattern))


def _known_targets(recipe: Recipe, model: Path) -> tuple[Target, ...]:
    """The languages that the model knows, each with its token. Raises `ModelError` when it
    knows none of them, or several although nothing asks for one."""
    if not recipe.targets:
        return ()
    words = _vocabulary(model, "source") or []
    known = set(words)
    found = [
        Target(target.code, token)
        for target in recipe.targets
        if (token := next((one for one in target.token.split() if one in known), ""))
    ]
    asking = [word for word in words if re.fullmatch(r">>\w+<<|<2\w+>", word)]
    if not found and (asking or len(recipe.targets) > 1):
        raise ModelError(
            Location(recipe.source),
            _("Das Modell kennt die Sprachen {codes} nicht; es hat die Zeichen {tokens}.").format(
                codes=" ".join(target.code for target in recipe.targets),
                tokens=" ".join(asking[:20]) or "–",
            ),
        )
    return tuple(found)


def _configure(recipe: Recipe, targets: Sequence[Target], model: Path) -> None:
    """Have CTranslate2 end every source, and put the source token before it."""
    if targets:
        _set(model, {"add_source_bos": False, "add_source_eos": True})
    if not recipe.source_token and not recipe.target_prefix:
        return
    for token, side in ((recipe.source_token, "source"), (recipe.target_prefix, "target")):
        words = _vocabulary(model, side)
        if token and words is not None and token not in words:
            known = [word for word in words if word.startswith(">>") or "_" in word[3:4]]
            raise UsageError(
                Location(recipe.source),
                _("Das Modell kennt das Zeichen „{token}“ nicht.").format(token=token)
                + (" " + nearest(token, known[:400]) if known else ""),
            )
    if not recipe.source_token:
        return
    _set(
        model,
        {"add_source_bos": True, "bos_token": recipe.source_token, "add_source_eos": True},
    )


def _set(model: Path, values: Mapping[str, object]) -> None:
    path = model / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        config |= dict(values)
    except (ValueError, TypeError):
        raise ModelError(Location(path), _("Die Datei ist nicht lesbar.")) from None
    path.write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _vocabulary(model: Path, side: str) -> list[str] | None:
    for stem in ("shared", side):
        for path in (
            model / f"{stem}_vocabulary.json",
            model / f"{stem}_vocabulary.txt",
        ):
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                return json.loads(text) if path.suffix == ".json" else text.split("\n")
    return None


def _describe(recipe: Recipe, targets: Sequence[Target], made: Path) -> None:
    to_code = targets[0].code if targets else recipe.to_code
    names = {code: languages()[tag_of(code)] for code in (recipe.from_code, to_code)}
    metadata = {
        "package_version": recipe.version,
        "argos_version": ARGOS_VERSION,
        "from_code": recipe.from_code,
        "from_name": names[recipe.from_code].endonym,
        "to_code": to_code,
        "to_name": names[to_code].endonym,
        "type": "translate",
        "licence": recipe.licence,
        **({"target_prefix": recipe.target_prefix} if recipe.target_prefix else {}),
        **({"targets": {one.code: one.token for one in targets}} if targets else {}),
    }
    text = json.dumps(metadata, indent=4, ensure_ascii=False) + "\n"
    (made / METADATA).write_text(text, encoding="utf-8")
    for path in sorted(recipe.source.glob("README*")) + sorted(recipe.source.glob("LICENSE*")):
        if path.is_file():
            shutil.copyfile(path, made / path.name)


def _first(folder: Path, names: Sequence[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _lacking(source: Path, what: str) -> ModelError:
    return ModelError(
        Location(source),
        _("Hier fehlt etwas zu einem Modell: {what}. Ist es der richtige Ordner?").format(
            what=what
        ),
    )
