"""How good the installed models are on an office's own texts: chrF++ and BLEU.

chrF++ (Popović 2017: character n-grams up to 6, word n-grams up to 2) is the figure to go by:
it is fair to languages with many endings. BLEU is given because publications give it. Both
are sacrebleu's, over all sentences of a language, 0 to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..base.errors import ConfigError, PipelineError
from ..base.files import read_text
from ..base.messages import _
from ..base.model import Location, State
from ..catalogue import files, po, remarks
from ..language.scripts import script
from ..language.table import GERMAN, Language, language, languages
from ..source.segments import LAYOUT
from .machine import Machine


@dataclass(frozen=True, slots=True)
class Reference:
    """A German text with a translation that is known to be good."""

    german: str
    good: str
    began: str = ""
    """The models whose draft the translation began as; it favours them."""


References = Mapping[Language, Sequence[Reference]]


class EvaluationError(PipelineError):
    """A file of references cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one language came out by one way."""

    language: Language
    route: str
    """The packages; empty when none leads to the language, and then nothing else is known."""
    chrf: float = 0.0
    """Over the texts that did not begin as drafts of this very way."""
    bleu: float = 0.0
    sentences: int = 0
    """Such texts."""
    refused: int = 0
    """Of these, the ones that the machine gave no draft for; they count as empty."""
    own: int = 0
    """Texts that began as drafts of this way, and are counted apart."""
    own_chrf: float = 0.0
    drafts: Mapping[str, str] = field(default_factory=dict)
    """What it made of each German text; empty for none."""


def measure(
    machine: Machine, known: Sequence[Reference], language: Language, names: Mapping[str, str]
) -> Measured:
    """Measure a way to a language. ``names`` and what is raised: as `Machine.translate`."""
    route = machine.route(language)
    if route is None:
        return Measured(language, "", sentences=len(known))
    results = list(machine.translate([one.german for one in known], language, names))
    drafts = {one.german: result.target or "" for one, result in zip(known, results, strict=True)}
    apart = [one for one in known if one.began == route]
    counted = [one for one in known if one.began != route]
    return Measured(
        language,
        route,
        chrf=_chrf(counted, drafts),
        bleu=_bleu(counted, drafts, language),
        sentences=len(counted),
        refused=sum(not drafts[one.german] for one in counted),
        own=len(apart),
        own_chrf=_chrf(apart, drafts),
        drafts=drafts,
    )


def _chrf(known: Sequence[Reference], drafts: Mapping[str, str]) -> float:
    from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415 - only whoever measures pays

    if not known:
        return 0.0
    ours, good = _sides(known, drafts)
    return float(CHRF(word_order=2).corpus_score(ours, [good]).score)


def _bleu(known: Sequence[Reference], drafts: Mapping[str, str], language: Language) -> float:
    from sacrebleu.metrics.bleu import BLEU  # noqa: PLC0415

    if not known:
        return 0.0
    ours, good = _sides(known, drafts)
    metric = BLEU(tokenize=script(language.script).tokenizer)
    return float(metric.corpus_score(ours, [good]).score)


def _sides(known: Sequence[Reference], drafts: Mapping[str, str]) -> tuple[list[str], list[str]]:
    return [drafts[one.german] for one in known], [one.good for one in known]


def read_own(locale: Path, tags: Iterable[str]) -> dict[Language, list[Reference]]:
    """The texts that humans confirmed in an office's own catalogues, each once a language.

    Labels are left out: they are words, and the project's. Raises `CatalogueError`.
    """
    found: dict[Language, list[Reference]] = {}
    for goal in map(language, tags):
        seen: dict[str, Reference] = {}
        folder = files.catalogue_path(locale, goal, LAYOUT).parent
        for path in sorted(folder.glob("*.po")):
            if path.stem == LAYOUT:
                continue
            for entry in po.read(path).entries:
                if files.state(entry, goal) >= State.REVIEWED:
                    one = Reference(entry.msgid, entry.msgstr, remarks.began(entry.tcomment))
                    seen.setdefault(entry.msgid, one)
        if seen:
            found[goal] = list(seen.values())
    return found


def read_references(path: Path) -> References:
    """Read German texts and their good translations.

    A ``.po`` file gives the entries that a human let stand. Any other is read as TSV in
    UTF-8: the first line has ``de`` and the tags of languages (BCP 47), every further line a
    text and its translations; an empty cell is left out. Raises `EvaluationError` or
    `CatalogueError` with the line.
    """
    found = _from_po(path) if path.suffix == ".po" else _from_tsv(path)
    pairs: dict[Language, list[Reference]] = {}
    for goal, one in found:
        if one.german.strip() and one.good.strip():
            kept = replace(one, german=one.german.strip(), good=one.good.strip())
            pairs.setdefault(goal, []).append(kept)
    if not pairs:
        raise EvaluationError(
            Location(path),
            _("In der Datei steht keine geprüfte Übersetzung, mit der zu vergleichen wäre."),
        )
    return pairs


def _from_po(path: Path) -> Iterator[tuple[Language, Reference]]:
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
            yield goal, Reference(entry.msgid, entry.msgstr, remarks.began(entry.tcomment))


def _from_tsv(path: Path) -> Iterator[tuple[Language, Reference]]:
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
                yield goal, Reference(cells[head.index(GERMAN)], cell)


def _goals(head: Iterable[str], path: Path) -> Iterator[Language | None]:
    """The language of each column; None for the German."""
    for tag in head:
        try:
            yield None if tag == GERMAN else language(tag)
        except ConfigError as problem:
            raise EvaluationError(Location(path, 1), problem.message) from None
