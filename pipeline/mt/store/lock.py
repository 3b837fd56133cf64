"""content/models.lock: which models an office uses, byte for byte.

TOML, sorted, to be committed. The same name must be the same model on every computer: what
is installed is compared with the file hashes recorded here, whichever way it came (download,
mirror, USB stick).

    [packages.translate-de_en-1_0]
    version = "1.0"
    from = "de"
    to = "en"
    file = "translate-de_en-1_0.argosmodel"
    size = 88123456          # bytes of the archive
    sha256 = "…"             # of the archive
    licence = "CC0-1.0"      # left out where nothing names one
    source = "https://…"     # without user name and query; a file's name for a USB stick

    [packages.translate-de_en-1_0.files]
    "metadata.json" = "…"    # SHA-256 of every installed file

Of a package that was made here of an archive of another form, also

    form = "marian"          # or "ctranslate2"
    converter = "4.8.5"      # version of CTranslate2
    parts = ["model.bin"]    # of "ctranslate2": the files that were fetched

    [packages.opus-deu_zle-2022_3_23.targets]
    uk = ">>ukr<<"           # what asks for each language; "-": the model does not know it

It is held to the archive (``sha256``), because another version of the converter may write
other files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from ...base import toml
from ...base.errors import ConfigError
from ...base.files import read_text
from ...base.messages import _
from ...base.model import Location
from ...base.project import Project
from ...source.fields import Field, Table
from ...source.syntax import from_toml
from .metadata import CODE_FORM, TOKEN_FORM, VERSION_FORM, ModelError, Target
from .packages import NAME_FORM, code_of

FILE: Final = "models.lock"
_HEAD: Final = (
    "# Die Sprachmodelle dieses Projekts, geschrieben von „pipeline models install“.\n"
    "# Gehört zum Inhalt: mit einchecken, nicht von Hand ändern.\n"
)
_TEXTS: Final = ("version", "from", "to", "file", "sha256", "source")
_OF_MADE: Final = ("form", "converter", "parts", "targets")
PART_FORM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
"""The name of a file that is fetched: no folder, nothing hidden."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class Form(StrEnum):
    """What was, or is to be, fetched."""

    PACKAGE = "package"
    """An .argosmodel, as it is installed."""
    MARIAN = "marian"
    """A zip with a Marian model, as OPUS-MT has them."""
    CTRANSLATE2 = "ctranslate2"
    """The files of a model in CTranslate2's own form."""


UNKNOWN: Final = "-"
"""The token of a language that a model turned out not to know."""


@dataclass(frozen=True, slots=True)
class Locked:
    """One model as it was installed the first time."""

    name: str
    version: str
    from_code: str
    to_code: str
    file: str
    """Name of the archive."""
    size: int
    """Of the archive, in bytes."""
    sha256: str
    """Of the archive, in hexadecimal."""
    source: str
    """Where it came from."""
    licence: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    """Path below the package's folder, with slashes → SHA-256."""
    form: Form = Form.PACKAGE
    converter: str | None = None
    """Version of CTranslate2 that made the package, where it was made here."""
    targets: tuple[Target, ...] = ()
    """Of a package for several languages."""
    parts: tuple[str, ...] = ()
    """Of the form ``ctranslate2``: what was fetched."""

    @property
    def to_codes(self) -> tuple[str, ...]:
        """The codes of all languages that it translates into."""
        if not self.targets:
            return (self.to_code,)
        return tuple(target.code for target in self.targets if target.token != UNKNOWN)

    @property
    def code(self) -> str:
        """The name without the version, as `Package.code`."""
        return code_of(self.name, self.version)


def path_of(project: Project) -> Path:
    return project.content / FILE


def load(path: Path) -> dict[str, Locked]:
    """Read a lock file; a missing one is empty.

    Raises `ConfigError` with the line for everything that `dump` would not have written.
    """
    if not path.exists():
        return {}
    return parse(read_text(path, ConfigError), path)


def parse(text: str, path: Path) -> dict[str, Locked]:
    """Read the text of a lock file; ``path`` is for messages."""
    packages = from_toml(text, path).table(("packages",)).get("packages")
    if packages is None:
        return {}
    if not isinstance(packages.value, dict):
        raise _wrong(packages)
    return {name: _entry(name, item) for name, item in packages.value.items()}


def save(path: Path, locked: Mapping[str, Locked]) -> None:
    """Write a lock file, atomically and only if something changed. Raises `OutputError`."""
    toml.write(path, dump(locked))


def dump(locked: Mapping[str, Locked]) -> str:
    """The text of a lock file: the same for the same models, in whichever order they came."""
    lines = [_HEAD]
    for name, entry in sorted(locked.items()):
        lines += [
            f"[packages.{_key(name)}]",
            f"version = {toml.quoted(entry.version)}",
            f"from = {toml.quoted(entry.from_code)}",
            f"to = {toml.quoted(entry.to_code)}",
            f"file = {toml.quoted(entry.file)}",
            f"size = {entry.size}",
            f"sha256 = {toml.quoted(entry.sha256)}",
            *([f"licence = {toml.quoted(entry.licence)}"] if entry.licence else []),
            f"source = {toml.quoted(entry.source)}",
            *_making(entry),
            "",
            *_targets(name, entry.targets),
            f"[packages.{_key(name)}.files]",
            *(_line(file, digest) for file, digest in sorted(entry.files.items())),
            "",
        ]
    return "\n".join(lines)


def _line(file: str, digest: str) -> str:
    return f"{toml.quoted(file)} = {toml.quoted(digest)}"


def _making(entry: Locked) -> Iterator[str]:
    if entry.form is not Form.PACKAGE:
        yield f"form = {toml.quoted(entry.form)}"
    if entry.converter:
        yield f"converter = {toml.quoted(entry.converter)}"
    if entry.parts:
        yield f"parts = [{', '.join(map(toml.quoted, entry.parts))}]"


def _targets(name: str, targets: Iterable[Target]) -> Iterator[str]:
    rows = [f"{_key(target.code)} = {toml.quoted(target.token)}" for target in targets]
    if rows:
        yield from (f"[packages.{_key(name)}.targets]", *rows, "")


def differences(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Return the files below ``folder`` that are missing, too many or not as recorded."""
    found = manifest(folder)
    return sorted(
        name for name in files.keys() | found.keys() if files.get(name) != found.get(name)
    )


def manifest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below ``folder``, by path with slashes.

    Raises `ModelError` for what cannot be read; a link counts as what it points to.
    """
    try:
        return {
            path.relative_to(folder).as_posix(): sha256_of(path)
            for path in sorted(folder.rglob("*"))
            if not path.is_dir()
        }
    except OSError as problem:
        raise ModelError(
            Location(folder),
            _("Das lässt sich nicht lesen ({reason}). Prüfen Sie die Zugriffsrechte.").format(
                reason=problem.strerror
            ),
        ) from problem


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_all(folder: Path, names: Iterable[str]) -> str:
    """SHA-256 of several files in a folder: of the lines ``hash name``, sorted by name."""
    lines = (f"{sha256_of(folder / name)} {name}\n" for name in sorted(names))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _entry(name: str, item: Field) -> Locked:
    if not NAME_FORM.fullmatch(name) or not isinstance(item.value, dict):
        raise _wrong(item)
    table = item.table((*_TEXTS, "size", "licence", "files", *_OF_MADE))
    texts = {key: table.require(key).text(2_000) for key in _TEXTS}
    for key, wanted in (
        ("version", VERSION_FORM),
        ("from", CODE_FORM),
        ("to", CODE_FORM),
        ("sha256", _SHA256),
    ):
        if not wanted.fullmatch(texts[key]):
            raise _wrong(table.require(key))
    size = table.require("size")
    if not re.fullmatch(r"[0-9]{1,15}", size.text()):
        raise _wrong(size)
    files = table.require("files")
    if not isinstance(files.value, dict):
        raise _wrong(files)
    hashes = {file: digest.text() for file, digest in files.value.items()}
    if not all(_SHA256.fullmatch(digest) for digest in hashes.values()):
        raise _wrong(files)
    return Locked(
        name=name,
        version=texts["version"],
        from_code=texts["from"],
        to_code=texts["to"],
        file=texts["file"],
        size=int(size.text()),
        sha256=texts["sha256"],
        source=texts["source"],
        licence=table.text("licence"),
        files=hashes,
        form=Form(form.choice(tuple(Form))) if (form := table.get("form")) else Form.PACKAGE,
        converter=table.text("converter"),
        targets=_read_targets(table),
        parts=_read_parts(table),
    )


def _read_targets(table: Table) -> tuple[Target, ...]:
    field = table.get("targets")
    if field is None:
        return ()
    if not isinstance(field.value, dict):
        raise _wrong(field)
    found = [Target(code, token.text(200)) for code, token in field.value.items()]
    if not all(CODE_FORM.fullmatch(one.code) and TOKEN_FORM.fullmatch(one.token) for one in found):
        raise _wrong(field)
    return tuple(found)


def _read_parts(table: Table) -> tuple[str, ...]:
    field = table.get("parts")
    if field is None:
        return ()
    if not isinstance(field.value, list):
        raise _wrong(field)
    parts = tuple(part.text(200) for part in field.value)
    if not all(PART_FORM.fullmatch(part) for part in parts):
        raise _wrong(field)
    return parts


def _wrong(item: Field) -> ConfigError:
    return ConfigError(
        item.where,
        _(
            "„{name}“ ist nicht so, wie „pipeline models install“ es schreibt. "
            "Holen Sie die Datei aus der Versionsverwaltung zurück."
        ).format(name=item.name),
    )


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml.quoted(name)
