"""TMX of other programs → locale/<lang>/LC_MESSAGES/memory.po, a catalogue without a document.

Its entries count as reviewed, since a human confirmed them elsewhere, and serve the memory
only: what is taken from there is a draft again. Whoever doubts one marks it fuzzy or
deletes it; it belongs to the translators like every catalogue.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ..base.errors import PipelineError
from ..base.files import MAX_TEXT_BYTES
from ..base.messages import _
from ..base.model import Location, UnitKey
from ..catalogue import files as catalogues
from ..catalogue import merge, po, remarks
from ..catalogue.po import Entry
from ..catalogue.states import is_echo
from ..language.table import Language
from ..text.braces import names
from ..text.patterns import INVISIBLE
from . import tmx
from .memory import IMPORTED, Memory
from .tmx import TmxError, TmxPair

SHOWN: Final = 80
"""Characters of a text in a message."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    added: Mapping[str, int]
    """BCP 47 tag → how many translations are new."""
    known: int
    """Translations that were there before."""
    problems: tuple[PipelineError, ...]
    """What was left out, and why."""


def take(path: Path, locale: Path, now: dt.datetime) -> Imported:
    """Add the translations of a TMX file to the memory of each language.

    One that a catalogue of the language has already is not added again; of two different ones
    for the same German text and msgctxt the earlier stays. ``now`` dates new catalogues.
    Raises what `tmx.load` raises.
    """
    found, problems = tmx.load(path)
    added: Counter[str] = Counter()
    known = 0
    for language in {item.language.tag: item.language for item in found}.values():
        wanted = [item for item in found if item.language.tag == language.tag]
        try:
            new, old, conflicts = _add(wanted, path.name, locale, language, now)
        except PipelineError as problem:
            problems.append(problem)
            continue
        added[language.tag] += new
        known += old
        problems += conflicts
    return Imported(+added, known, tuple(problems))


def _add(
    wanted: Iterable[TmxPair],
    name: str,
    locale: Path,
    language: Language,
    now: dt.datetime,
) -> tuple[int, int, list[PipelineError]]:
    """How many are new, how many were there, and which differ from what was there."""
    path = catalogues.catalogue_path(locale, language, IMPORTED)
    existing = catalogues.read(path, language)
    memory, problems = Memory.for_language(locale, language)
    have: dict[UnitKey, list[str]] = {}
    for _domain, context, source, target in memory.pairs():
        have.setdefault((context, source), []).append(target)
    file = existing or merge.merge(None, (), language, domain=IMPORTED, reference="", now=now)
    for entry in (*file.entries, *file.obsolete):  # also what somebody doubts
        have.setdefault(po.key(entry), []).append(entry.msgstr)
    entries: list[Entry] = []
    known = 0
    for item in wanted:
        key = item.context, item.source
        entry = _entry(item, name)
        if key in have:
            known += item.target in have[key]
            if item.target not in have[key] and any(have[key]):  # an emptied one is rejected
                problems.append(_conflict(item))
        elif not is_echo(entry, language):
            have[key] = [item.target]
            entries.append(entry)
    file = replace(file, entries=[*file.entries, *entries])
    if len(str(file).encode()) > MAX_TEXT_BYTES:
        raise TmxError(
            Location(path),
            _("Mit diesen Texten würde die Datei größer als 5 MB. Importieren Sie weniger."),
        )
    if entries:
        catalogues.write(path, file)
    return len(entries), known, problems


def _entry(item: TmxPair, name: str) -> Entry:
    entry = Entry(msgid=item.source, msgstr=item.target)
    po.set_key(entry, (item.context, item.source))
    entry.tcomment = str(remarks.Imported(INVISIBLE.sub(" ", " ".join(name.split()))))
    if names(item.source):
        entry.flags = [po.BRACE_FORMAT]
    return entry


def _conflict(item: TmxPair) -> PipelineError:
    return TmxError(
        item.location,
        _(
            "„{german}“ ist ({language}) schon anders übersetzt; die frühere Übersetzung bleibt."
        ).format(german=_shortened(item.source), language=item.language.german),
    )


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
