"""Segments + what translators wrote → the catalogue of one language and domain.

`merge` is the rule book: what happens to a translation when the German changes. It never
drops, overwrites or invents a translation:

====================  ==================================================================
the German segment    the entry
====================  ==================================================================
unchanged, moved      keeps target, flags and comments; takes the place and note of now
new                   empty, unless it is a rewording
removed               becomes obsolete (``#~``) with everything a human wrote in it
returned              the obsolete entry comes back as it was
reworded              the most similar removed translation of the same role, fuzzy, with
                      ``#| msgid``; obsolete ones are copied and stay
reworded and back     comes back as it was before, reviewed if it had been reviewed
====================  ==================================================================
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from . import pofile
from .errors import CatalogueError
from .files import write_if_changed
from .languages import GERMAN
from .messages import _
from .model import Catalogue, Language, Location, Segment, State, Unit, UnitKey
from .placeholders import names
from .pofile import Entry, PoFile
from .segments import key, role_of, words

SIMILARITY: Final = 60.0
"""Percent of `rapidfuzz.fuzz.ratio` from which a text counts as reworded; msgmerge's 0.6."""

ECHO_WORDS: Final = 3
"""From so many words on, a target equal to its source is no translation but a copy."""

_CARRIED: Final = re.compile(
    r"^Übernommen aus dem früheren deutschen Text \((geprüft|Entwurf) ([0-9a-f]{12})\)\.$",
    re.MULTILINE,
)
_CARRIED_LINE: Final = "Übernommen aus dem früheren deutschen Text ({state} {seal})."


def template_path(locale: Path, domain: str) -> Path:
    return locale / f"{domain}.pot"


def catalogue_path(locale: Path, language: Language, domain: str) -> Path:
    return locale / language.posix / "LC_MESSAGES" / f"{domain}.po"


# --- reading ---------------------------------------------------------------------------


def read(path: Path, language: Language) -> PoFile | None:
    """Read the catalogue of ``language``; None when there is none yet.

    Raises `CatalogueError` for a file that cannot be read (see `pofile.read`) or whose
    Language header names another language.
    """
    if not path.exists():
        return None
    file = pofile.read(path)
    header = file.get("Language")
    if header and not _same_language(header, language):
        raise CatalogueError(
            Location(path, 1),
            _(
                "Diese Datei gehört laut ihrem Kopf zur Sprache „{found}“, liegt aber im Ordner "
                "für {german} („{posix}“). Legen Sie sie in den richtigen Ordner."
            ).format(found=header, german=language.german, posix=language.posix),
        )
    return file


def _same_language(header: str, language: Language) -> bool:
    def parts(name: str) -> list[str]:
        return re.split(r"[-_@.]", name.strip().lower())

    ours = [parts(name) for name in (language.tag, language.posix, language.babel_locale) if name]
    found = parts(header)
    if found in ours:
        return True
    # "ar_SY" or "uk_UA" in ar or uk: a region of a language that has no other row.
    return len(ours[0]) == 1 and found[0] == ours[0][0] and "@" not in header


def catalogue(file: PoFile, language: Language, domain: str) -> Catalogue:
    """The units of a merged file, in its order."""
    units = {pofile.key(entry): _unit(entry, language, file.path) for entry in file.entries}
    return Catalogue(language, domain, units, file.path)


def _unit(entry: Entry, language: Language, path: Path) -> Unit:
    return Unit(
        context=entry.msgctxt,
        source=entry.msgid,
        target=entry.msgstr,
        state=_state(entry, language),
        previous=entry.previous_msgid if entry.fuzzy else None,
        comment=entry.tcomment,
        location=Location(path, entry.linenum),
    )


def _state(entry: Entry, language: Language) -> State:
    if not entry.msgstr.strip():
        return State.MISSING
    if entry.fuzzy:
        return State.DRAFT if entry.previous_msgid is None else State.CHANGED
    # OmegaT saves what nobody translated as a copy of the German.
    german = language.tag.split("-")[0] == GERMAN
    if entry.msgstr == entry.msgid and not german and words(entry.msgid) >= ECHO_WORDS:
        return State.MISSING
    return State.REVIEWED


# --- merging ---------------------------------------------------------------------------


def merge(
    existing: PoFile | None,
    segments: Sequence[Segment],
    language: Language,
    *,
    domain: str,
    reference: str,
    now: dt.datetime,
) -> PoFile:
    """Bring a catalogue in line with the German ``segments``.

    ``existing`` is not changed; None makes a new file, whose header is dated ``now`` (with
    time zone). ``reference`` is what ``#:`` names: the path of the document without a line
    number, so that nothing changes when text moves. The header of an existing file belongs
    to its translators and stays as it is. See the table above for the rules.
    """
    if existing is None:
        existing = PoFile(_header(domain, now, language), "", [], [])
    wanted = {key(segment): segment for segment in segments}
    found = {pofile.key(entry): _copy(entry) for entry in existing.entries}
    obsolete = {pofile.key(entry): _copy(entry) for entry in existing.obsolete}

    gone = [entry for unit_key, entry in found.items() if unit_key not in wanted]
    for unit_key in wanted:
        if unit_key not in found and unit_key in obsolete:
            found[unit_key] = obsolete.pop(unit_key)
    for entry in list(gone):
        before = _previous_key(entry)
        if before in wanted and before not in found:
            found[before] = _restore(entry, before)
            gone.remove(entry)
    new = [segment for unit_key, segment in wanted.items() if unit_key not in found]
    for segment, entry in _reworded(new, gone):
        found[key(segment)] = _carry(entry, key(segment))
        gone.remove(entry)
    new = [segment for segment in new if key(segment) not in found]
    for segment, entry in _reworded(new, list(obsolete.values())):
        found[key(segment)] = _carry(_copy(entry), key(segment))

    return replace(
        existing,
        entries=[
            _describe(found.get(unit_key) or Entry(), segment, reference)
            for unit_key, segment in wanted.items()
        ],
        obsolete=[*obsolete.values(), *(_retire(entry) for entry in gone if _has_work(entry))],
    )


def template(segments: Sequence[Segment], domain: str, reference: str, now: dt.datetime) -> PoFile:
    """The .pot file of a domain: every segment, nothing translated."""
    entries = [_describe(Entry(), segment, reference) for segment in segments]
    return PoFile(_header(domain, now, None), "", [pofile.FUZZY], entries)


def write(path: Path, file: PoFile, existing: PoFile | None) -> bool:
    """Write ``file`` unless ``existing``, read from there, says the same; say whether it did.

    How an editor wrapped or ordered its lines is no difference. Raises `OutputError`.
    """
    if existing is not None and str(existing) == str(file):
        return False
    return write_if_changed(path, str(file).encode())


def write_template(path: Path, file: PoFile) -> bool:
    """Write a .pot unless only its date would change; say whether it did."""
    if path.exists():
        with contextlib.suppress(CatalogueError):  # a broken template is simply made anew
            existing = pofile.read(path)
            if str(replace(file, header=existing.header)) == str(existing):
                return False
    return write_if_changed(path, str(file).encode())


def _reworded(new: Sequence[Segment], old: Sequence[Entry]) -> Iterator[tuple[Segment, Entry]]:
    """Pair each new segment with the most similar old entry of its role; each at most once."""
    roles = {id(entry): role_of(entry.msgctxt, entry.comment) for entry in old}
    pairs: list[tuple[float, int, int, Segment, Entry]] = []
    for position, segment in enumerate(new):
        candidates = [
            entry for entry in old if entry.msgstr and roles[id(entry)] in (None, segment.role)
        ]
        matches = process.extract(
            segment.text,
            [entry.msgid for entry in candidates],
            scorer=fuzz.ratio,
            score_cutoff=SIMILARITY,
            limit=5,
        )
        for _text, score, index in matches:
            pairs.append((-score, position, index, segment, candidates[index]))
    used: set[int] = set()
    for _score, _position, _index, segment, entry in sorted(pairs, key=lambda pair: pair[:3]):
        if id(segment) not in used and id(entry) not in used:
            used |= {id(segment), id(entry)}
            yield segment, entry


def _carry(entry: Entry, unit_key: UnitKey) -> Entry:
    """Put the translation of an entry under another German text, marked as such."""
    if entry.previous_msgid is None or not entry.fuzzy:
        state = "Entwurf" if entry.fuzzy else "geprüft"
        seal = _seal(pofile.key(entry), entry.msgstr)
        _set_carried(entry, _CARRIED_LINE.format(state=state, seal=seal))
        pofile.set_previous(entry, pofile.key(entry))
    # else: it was carried before and still belongs to that earlier German
    _set_fuzzy(entry, True)
    pofile.set_key(entry, unit_key)
    return entry


def _restore(entry: Entry, unit_key: UnitKey) -> Entry:
    """Undo `_carry` when the German is again what it was.

    The text is reviewed again only if it had been reviewed for exactly this German and
    nobody has touched it since, which its seal proves.
    """
    carried = _CARRIED.search(entry.tcomment)
    _set_carried(entry, None)
    if carried and carried[2] == _seal(unit_key, entry.msgstr):
        _set_fuzzy(entry, carried[1] == "Entwurf")
        pofile.set_previous(entry, None)
    else:
        pofile.set_previous(entry, pofile.key(entry))
    pofile.set_key(entry, unit_key)
    return entry


def _previous_key(entry: Entry) -> UnitKey | None:
    if not entry.fuzzy or entry.previous_msgid is None:
        return None
    return entry.previous_msgctxt, entry.previous_msgid


def _seal(unit_key: UnitKey, target: str) -> str:
    text = "\0".join((unit_key[0] or "", unit_key[1], target))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _set_fuzzy(entry: Entry, fuzzy: bool) -> None:
    flags = [flag for flag in entry.flags if flag != pofile.FUZZY]
    entry.flags = [pofile.FUZZY, *flags] if fuzzy else flags


def _set_carried(entry: Entry, line: str | None) -> None:
    lines = [old for old in entry.tcomment.split("\n") if not _CARRIED.match(old)]
    if line:
        lines.append(line)
    entry.tcomment = "\n".join(lines).strip("\n")


def _describe(entry: Entry, segment: Segment, reference: str) -> Entry:
    """Give an entry what the pipeline knows of its segment; the rest is the translator's."""
    pofile.set_key(entry, key(segment))
    entry.comment = segment.note
    entry.occurrences = [(reference, "")]
    entry.obsolete = False
    flags = [flag for flag in entry.flags if flag != pofile.BRACE_FORMAT]
    if names(segment.text):
        flags.append(pofile.BRACE_FORMAT)
    entry.flags = pofile.in_order(flags)
    return entry


def _retire(entry: Entry) -> Entry:
    entry.obsolete = True
    entry.occurrences = []
    return entry


def _has_work(entry: Entry) -> bool:
    return bool(entry.msgstr or entry.msgstr_plural or entry.tcomment)


def _copy(entry: Entry) -> Entry:
    twin = copy.copy(entry)
    twin.flags = list(entry.flags)
    return twin


def _header(domain: str, now: dt.datetime, language: Language | None) -> list[tuple[str, str]]:
    date = now.strftime("%Y-%m-%d %H:%M%z")
    header = {
        "Project-Id-Version": domain,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date if language else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "Automatically generated",
        "Language-Team": "none",
        "Language": language.posix if language else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language:
        header["Plural-Forms"] = language.plural_forms
    return list(header.items())
