"""How good the installed models are on an office's own texts: chrF++ and BLEU.

chrF++ (Popović 2017: character n-grams up to 6, word n-grams up to 2) is the figure to go by:
it is fair to languages with many endings. BLEU is given because publications give it. Both
are sacrebleu's, over all sentences of a language, 0 to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..base.errors import ConfigError, PipelineError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location
from ..catalogue import po
from ..language.scripts import script
from ..language.table import GERMAN, Language, language, languages
from .machine import Machine

Pairs = Mapping[Language, Sequence[tuple[str, str]]]
"""German texts with a translation that is known to be good."""


class EvaluationError(PipelineError):
    """A file of references cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Row:
    """How well one language came out."""

    language: Language
    route: str
    """The packages; empty when none leads to the language, and then nothing else is known."""
    chrf: float = 0.0
    bleu: float = 0.0
    sentences: int = 0
    refused: int = 0
    """Of these, the ones that the machine gave no draft for; they count as empty."""


def evaluate(
    machine: Machine, pairs: Pairs, names: Mapping[str, Mapping[str, str]]
) -> Iterator[Row]:
    """Yield a row a language, in the order of ``pairs``.

    ``names``: BCP 47 tag to the names' forms, as `Machine.translate` takes them. Raises what
    `Machine.translate` raises.
    """
    from sacrebleu.metrics.bleu import BLEU  # noqa: PLC0415 - only whoever measures pays
    from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415

    for goal, known in pairs.items():
        route = machine.route(goal)
        if route is None:
            yield Row(goal, "", sentences=len(known))
            continue
        results = list(
            machine.translate([german for german, _good in known], goal, names.get(goal.tag, {}))
        )
        drafts = [result.target or "" for result in results]
        good = [[reference for _german, reference in known]]
        tokenizer = script(goal.script).tokenizer
        yield Row(
            goal,
            route,
            chrf=CHRF(word_order=2).corpus_score(drafts, good).score,
            bleu=BLEU(tokenize=tokenizer).corpus_score(drafts, good).score,
            sentences=len(known),
            refused=sum(result.target is None for result in results),
        )


def read_references(path: Path) -> Pairs:
    """Read German texts and their good translations.

    A ``.po`` file gives the entries that a human let stand. Any other is read as TSV in
    UTF-8: the first line has ``de`` and the tags of languages (BCP 47), every further line a
    text and its translations; an empty cell is left out. Raises `EvaluationError` or
    `CatalogueError` with the line.
    """
    found = _from_po(path) if path.suffix == ".po" else _from_tsv(path)
    pairs: dict[Language, list[tuple[str, str]]] = {}
    for goal, german, reference in found:
        if german.strip() and reference.strip():
            pairs.setdefault(goal, []).append((german.strip(), reference.strip()))
    if not pairs:
        raise EvaluationError(
            Location(path),
            _("In der Datei steht keine geprüfte Übersetzung, mit der zu vergleichen wäre."),
        )
    return pairs


def _from_po(path: Path) -> Iterator[tuple[Language, str, str]]:
    file = po.read(path)
    name = file.fields().get("Language", "").strip()
    goal = next((row for row in languages().values() if name in (row.posix, row.tag)), None)
    if goal is None:
        raise EvaluationError(
            Location(path),
            _("Der Kopf des Katalogs nennt keine bekannte Sprache (Language: {name}).").format(
                name=name
            ),
        )
    for entry in file.entries:
        if po.FUZZY not in entry.flags:
            yield goal, entry.msgid, entry.msgstr


def _from_tsv(path: Path) -> Iterator[tuple[Language, str, str]]:
    lines = read_text(path, EvaluationError).split("\n")
    head = [cell.strip() for cell in lines[0].split("\t")]
    if head.count(GERMAN) != 1 or len(head) < 2:
        raise EvaluationError(
            Location(path, 1),
            _(
                "Die erste Zeile muss, mit Tabulatoren getrennt, „de“ und die Kürzel der "
                "Sprachen nennen."
            ),
        )
    goals = list(_goals(head, path))
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != len(head):
            raise EvaluationError(
                Location(path, number),
                _("Die Zeile hat {count} Spalten statt {wanted}.").format(
                    count=len(cells), wanted=len(head)
                ),
            )
        for goal, cell in zip(goals, cells, strict=True):
            if goal is not None:
                yield goal, cells[head.index(GERMAN)], cell


def _goals(head: Iterable[str], path: Path) -> Iterator[Language | None]:
    """The language of each column; None for the German."""
    for tag in head:
        try:
            yield None if tag == GERMAN else language(tag)
        except ConfigError as problem:
            raise EvaluationError(Location(path, 1), problem.message) from None
