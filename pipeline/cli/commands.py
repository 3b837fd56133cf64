"""The table of commands: what is typed, what does it, what it takes.

A new command is one row here and one function ``(options, project, out, err) -> exit code`` in
a module of this package. The module is imported when the command is called, so it may import
what it needs at its top; this one imports nothing that takes time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..base.messages import _


@dataclass(frozen=True, slots=True)
class Argument:
    """What argparse's ``add_argument`` is given."""

    names: tuple[str, ...]
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Arguments of which at most one is given."""

    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """One row."""

    name: str
    runs: str
    """``module:function``, the module being one of this package."""
    explanation: str
    arguments: tuple[Argument | OneOf, ...] = ()
    only_shows: bool = False
    """Changes nothing in the project, and need not wait for a run that does."""
    begins: bool = False
    """May be called on a folder that does not exist yet."""


@dataclass(frozen=True, slots=True)
class Group:
    """A word with commands of its own, as ``models list``."""

    name: str
    explanation: str
    commands: tuple[Command, ...]


def _value(
    name: str,
    metavar: str | None = None,
    explanation: str | None = None,
    *other_names: str,
    **options: object,
) -> Argument:
    return Argument((name, *other_names), {"metavar": metavar, "help": explanation, **options})


def _many(name: str, metavar: str, explanation: str) -> Argument:
    return _value(name, metavar, explanation, nargs="*")


def _yes(name: str, explanation: str) -> Argument:
    return Argument((name,), {"action": "store_true", "help": explanation})


def _file(explanation: str | None = None) -> Argument:
    return _value("file", _("DATEI"), explanation, type=Path)


_INDEX: Final = _("Verzeichnis oder Spiegel statt dem von Argos Translate")
_SOURCE: Final = _("Ordner, Bündel oder einzelnes Modell (.argosmodel), etwa von einem USB-Stick")
_INSTALL: Final = Command(
    "install",
    "models:run_install",
    _("installieren, was die Sprachen des Projekts brauchen"),
    (
        _many("languages", _("SPRACHE"), _("nur diese, etwa: ar uk")),
        OneOf(
            (
                _value("--index", "URL", _INDEX),
                _value("--from", _("PFAD"), _SOURCE, dest="source", type=Path),
            )
        ),
        _yes("--update", _("neuere oder andere Modelle annehmen")),
        _yes("--non-commercial", _("auch Modelle, die nicht gewerblich verwendet werden dürfen")),
    ),
)

_NAME: Final = _("Anfang des Namens, etwa opus für opus-de_uk-1_0")
_TOKEN: Final = _("Zeichen vor jedem Satz, das die Sprache wählt: '>>ukr<<', deu_Latn")
_PREFIX: Final = _("Zeichen vor jeder Übersetzung (NLLB): ukr_Cyrl")
_PACK: Final = Command(
    "pack",
    "models:run_pack",
    _("aus einem Modell von OPUS-MT (Marian) oder CTranslate2 ein .argosmodel machen"),
    (
        _value("folder", _("ORDNER"), type=Path),
        _value("--from", _("SPRACHE"), dest="from_code", required=True),
        _value("--to", _("SPRACHE"), dest="to_code", required=True),
        _value("--licence", "SPDX", required=True),
        _value("--version", default="1.0"),
        _value("--name", _("NAME"), _NAME, default="translate"),
        _value("--target-token", _("ZEICHEN"), _TOKEN, "--source-token", dest="token", default=""),
        _value("--target-prefix", _("ZEICHEN"), _PREFIX, default=""),
    ),
)

_MODELS: Final = Group(
    "models",
    _("Sprachmodelle für die maschinelle Übersetzung auf diesem Computer"),
    (
        _INSTALL,
        Command(
            "list",
            "models:run_list",
            _("zeigen, was installiert und was empfohlen ist"),
            only_shows=True,
        ),
        Command(
            "verify",
            "models:run_verify",
            _("die installierten Dateien mit dem Verzeichnis vergleichen"),
            only_shows=True,
        ),
        _PACK,
        Command(
            "bundle",
            "models:run_bundle",
            _("alle installierten Modelle in eine Datei packen, etwa für einen USB-Stick"),
            (_file(),),
        ),
    ),
)

_MEMORY: Final = Group(
    "memory",
    _("das Übersetzungsgedächtnis mit anderen Programmen austauschen (TMX)"),
    (
        Command(
            "export",
            "memory:run_export",
            _("alle geprüften Übersetzungen in eine TMX-Datei schreiben"),
            (
                _file(_("wohin")),
                _many(
                    "languages",
                    _("SPRACHE"),
                    _("Kürzel wie ar oder uk (sonst alle Sprachen der Organisation)"),
                ),
            ),
        ),
        Command(
            "import",
            "memory:run_import",
            _("Übersetzungen aus einer TMX-Datei in das Gedächtnis aufnehmen"),
            (_file(_("woher")),),
        ),
    ),
)

_EDITION: Final = (
    _value("--language", _("SPRACHE"), _("Kürzel oder Name der Sprache"), required=True),
    _value("--document", _("DOKUMENT"), required=True),
)
_REVIEWING: Final = (
    Command(
        "approve",
        "reviewing:run_approve",
        _("eine geprüfte Übersetzung freigeben"),
        (*_EDITION, _value("--by", _("NAME"), _("wer unterschreibt"), required=True)),
    ),
    Command(
        "withdraw",
        "reviewing:run_withdraw",
        _("eine Freigabe zurücknehmen"),
        (
            *_EDITION,
            _value("--by", _("NAME"), _("wer sie zurücknimmt"), required=True),
            _value("--reason", _("GRUND"), _("warum"), required=True),
        ),
    ),
    Command(
        "keep",
        "reviewing:run_keep",
        _("Übersetzungen behalten, wenn das Deutsche nur berichtigt wurde"),
        (
            _value("document", _("DOKUMENT")),
            _value("--language", _("SPRACHE"), action="append", default=[]),
            _yes("--yes", _("wirklich behalten, nicht nur zeigen")),
            _value("--by", _("NAME"), _("wer das entscheidet")),
            _value("--reason", _("GRUND"), _("warum")),
        ),
    ),
    Command(
        "release",
        "reviewing:run_release",
        _("nach site/ schreiben, was hinaus darf, und prüfen, ob es alles ist"),
        (
            _many("languages", _("SPRACHE"), _("sonst alle")),
            _value("--document", _("DOKUMENT"), _("sonst alle")),
        ),
    ),
)

_KINDS: Final = ("invitation", "press_release", "notice", "letter")
_NEW: Final = Command(
    "new",
    "beginning:run_new",
    _("ein Beispiel schreiben, das Sie ändern; ohne --kind einen ganzen Projektordner"),
    (
        _value("--kind", _("ART"), ", ".join(_KINDS), choices=_KINDS),
        _value("--name", _("NAME"), _("wie das Dokument heißt, etwa sommerfest-2027")),
    ),
    begins=True,
)

COMMANDS: Final[tuple[Command | Group, ...]] = (
    Command(
        "invitations",
        "making:run_invitations",
        _("alles: Kataloge abgleichen, Einladungen schreiben"),
    ),
    Command(
        "catalogues",
        "making:run_catalogues",
        _("nur die Kataloge in locale/ mit dem Deutschen abgleichen"),
    ),
    Command(
        "draft",
        "making:run_draft",
        _("nur die Kataloge, und entwerfen, was noch nicht übersetzt ist"),
        (_yes("--again", _("auch neu entwerfen, was ein anderes Modell entworfen hat")),),
    ),
    Command(
        "status",
        "showing:run_status",
        _("zeigen, was die letzte Ausgabe enthält"),
        only_shows=True,
    ),
    Command(
        "languages",
        "showing:run_languages",
        _("alle Sprachen mit ihren Kürzeln zeigen"),
        only_shows=True,
    ),
    Command(
        "letterhead",
        "making:run_letterhead",
        _("die Word-Vorlage zum Anpassen nach content/ kopieren"),
    ),
    _NEW,
    _MODELS,
    Command(
        "evaluate",
        "evaluate:run_evaluate",
        _("messen, wie gut die Übersetzungsmodelle sind (chrF++ und BLEU)"),
        (
            _value(
                "file",
                _("DATEI"),
                _(
                    "Sätze mit guten Übersetzungen: .tsv (erste Zeile: de, uk, …) oder ein "
                    "Katalog .po; sonst, was in den eigenen Katalogen geprüft ist"
                ),
                type=Path,
                nargs="?",
            ),
        ),
        only_shows=True,
    ),
    _MEMORY,
    *_REVIEWING,
)
"""In the order of the help."""


def all_commands() -> Iterator[tuple[str, Command]]:
    """Yield every command with the words that call it."""
    for row in COMMANDS:
        if isinstance(row, Group):
            yield from ((f"{row.name} {one.name}", one) for one in row.commands)
        else:
            yield row.name, row
