"""What an installed translation package is, and which there are.

A package is a folder in the form of Argos Translate: ``metadata.json`` (from_code, to_code,
package_version, target_prefix), ``model/`` (CTranslate2) and a tokenizer, either
``sentencepiece.model`` or ``bpe.model``. Ours may also have ``target.spm``: OPUS-MT models
have one SentencePiece model a side. The source's then stands in ``sentencepiece.model``, and
Argos Translate, which knows no other, still reads such a package: it glues pieces that the
model does not know as they are.

A model that translates into several languages is one package, with ``targets`` in its
metadata: our code of each language and the token that asks for it (OPUS-MT: ``>>ukr<<``,
MADLAD-400: ``<2uk>``), which is put before every source. It lies on disk and in memory once.
Argos Translate knows no such packages and would ask for none of the languages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, Protocol

from ...base.errors import PipelineError
from ...base.messages import _
from ...base.model import Location
from ...base.project import Project
from .metadata import (
    CODE_FORM,
    VERSION_FORM,
    ModelError,
    Target,
    licence_of,
    read_metadata,
    targets_of,
    text_of,
    unreadable,
)

FOLDER_VARIABLE: Final = "ARGOS_PACKAGES_DIR"
"""Argos Translate's own variable; several offices may share one folder of models."""

SUFFIX: Final = ".argosmodel"
"""Ends the name of a package's archive."""

METADATA: Final = "metadata.json"
MODEL: Final = "model/model.bin"
SENTENCEPIECE: Final = "sentencepiece.model"
TARGET_SENTENCEPIECE: Final = "target.spm"
BPE: Final = "bpe.model"

NAME_FORM: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,78}[A-Za-z0-9])?")
"""A package's folder: no separator, and neither ``.`` nor ``-`` at its ends."""

Tokenizer = Literal["sentencepiece", "bpe"]

_TAGS: Final[Mapping[str, str]] = MappingProxyType(
    {"zh": "zh-CN", "zt": "zh-TW", "pb": "pt-BR", "ku": "kmr", "sr": "sr-Cyrl", "pes": "fa"}
)
"""Codes that are not our BCP 47 tags; zt and pb are Argos Translate's own."""


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package."""

    path: Path
    """The installed folder."""
    name: str
    """The folder's name: ``translate-de_en-1_0``."""
    version: str
    """``1.0``; matches `VERSION_FORM`."""
    from_code: str
    to_code: str
    """As in metadata.json; `tag_of` gives the BCP 47 tag. Of several targets the first."""
    target_prefix: str
    """Token that the target begins with (NLLB: ``ukr_Cyrl``); mostly empty. The source token
    of a package that serves one language alone is in model/config.json instead, where
    CTranslate2 puts it in front of every source by itself."""
    tokenizer: Tokenizer
    licence: str | None
    """SPDX identifier, where the package names one."""
    targets: tuple[Target, ...] = ()
    """Of a package for several languages."""

    @property
    def to_codes(self) -> tuple[str, ...]:
        """The codes of all languages that it translates into."""
        return tuple(target.code for target in self.targets) or (self.to_code,)

    def token(self, code: str) -> str:
        """What is put before a source to ask for a language; empty unless there are several."""
        return next((target.token for target in self.targets if target.code == code), "")

    def code_for(self, tag: str) -> str:
        """The package's own code for a language; ``to_code`` where it names another one."""
        return next((code for code in self.to_codes if code in codes_of(tag)), self.to_code)

    @property
    def code(self) -> str:
        """The name without the version: ``translate-de_en``."""
        return code_of(self.name, self.version)

    @property
    def label(self) -> str:
        """As comments in catalogues name it: ``translate-de_en 1.0``."""
        return f"{self.code} {self.version}"

    @property
    def model(self) -> Path:
        """The folder that CTranslate2 loads."""
        return self.path / "model"

    @property
    def source_tokenizer(self) -> Path:
        """What cuts the source into pieces: a SentencePiece model, or the codes of BPE."""
        return self.path / (SENTENCEPIECE if self.tokenizer == "sentencepiece" else BPE)

    @property
    def target_tokenizer(self) -> Path:
        """What joins the pieces of the target; the same file unless there is ``target.spm``."""
        own = self.path / TARGET_SENTENCEPIECE
        return own if own.is_file() else self.source_tokenizer


class OneWay(Protocol):
    """What has a direction: a package, an offer, an entry of the lock file."""

    @property
    def from_code(self) -> str: ...
    @property
    def to_codes(self) -> tuple[str, ...]: ...


def leads(one: OneWay, origin: str, target: str) -> bool:
    """Whether something translates from one language into another, both given as tags."""
    return one.from_code in codes_of(origin) and not codes_of(target).isdisjoint(one.to_codes)


def name_of(code: str, version: str) -> str:
    """``translate-de_en`` and ``1.0`` → ``translate-de_en-1_0``, as Argos Translate has it."""
    return f"{code}-{version.replace('.', '_')}"


def code_of(name: str, version: str) -> str:
    """The other way round; a name without the version stays as it is."""
    return name.removesuffix(name_of("", version))


def models_folder(project: Project) -> Path:
    """Where packages are installed: ARGOS_PACKAGES_DIR if set, else models/ of the project."""
    shared = os.environ.get(FOLDER_VARIABLE)
    return Path(shared) if shared else project.root / "models"


def installed(folder: Path) -> tuple[list[Package], list[PipelineError]]:
    """Return the packages in ``folder`` sorted by name, and what is wrong with the others.

    A folder whose name begins with a dot is being installed, or is none of ours; one whose
    metadata names another type than ``translate`` (Argos's sentence splitters) is passed over.
    """
    found: list[Package] = []
    problems: list[PipelineError] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir())
    except FileNotFoundError:
        return [], []
    except OSError as problem:
        return [], [ModelError(Location(folder), unreadable(problem))]
    for path in paths:
        if path.name.startswith("."):
            continue
        try:
            package = read(path)
        except PipelineError as problem:
            problems.append(problem)
        else:
            if package is not None:
                found.append(package)
    return found, problems


def read(path: Path) -> Package | None:
    """Read one package's folder; None when it is a package, but not for translating.

    Raises `ModelError` for metadata that cannot be read or have values of a wrong form, and
    when the model or the tokenizer is missing. Does not load the model.
    """
    metadata = read_metadata(path / METADATA)
    if metadata.get("type", "translate") != "translate":
        return None
    where = Location(path)
    if not NAME_FORM.fullmatch(path.name):
        raise ModelError(where, _("Der Ordnername taugt nicht als Name eines Modells."))
    if not (path / MODEL).is_file():
        raise ModelError(where, _missing(MODEL))
    tokenizer: Tokenizer = "sentencepiece" if (path / SENTENCEPIECE).is_file() else "bpe"
    if tokenizer == "bpe" and not (path / BPE).is_file():
        raise ModelError(where, _missing(f"{SENTENCEPIECE} / {BPE}"))
    where = Location(path / METADATA)
    return Package(
        path=path,
        name=path.name,
        version=text_of(metadata, "package_version", VERSION_FORM, where),
        from_code=text_of(metadata, "from_code", CODE_FORM, where),
        to_code=text_of(metadata, "to_code", CODE_FORM, where),
        target_prefix=text_of(metadata, "target_prefix", re.compile(r"\S{0,40}"), where, ""),
        tokenizer=tokenizer,
        licence=licence_of(metadata, where),
        targets=targets_of(metadata, where),
    )


def tag_of(code: str) -> str:
    """Return the BCP 47 tag of a package's language code: ``zt`` → ``zh-TW``, ``uk`` → ``uk``."""
    tag = code.replace("_", "-")
    return _TAGS.get(tag, tag)


@cache
def codes_of(tag: str) -> frozenset[str]:
    """Return the codes by which packages may name the language of a tag."""
    return frozenset({tag, *(code for code, known in _TAGS.items() if known == tag)})


def _missing(name: str) -> str:
    return _(
        "Im Modell fehlt {name}. Löschen Sie den Ordner und installieren Sie das Modell neu."
    ).format(name=name)
