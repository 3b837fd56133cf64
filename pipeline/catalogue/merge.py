"""Segments + what translators wrote → the entries of a catalogue.

`merge` is the rule book: what happens to a translation when the German changes. It never
drops, overwrites or invents a translation:

====================  ==================================================================
the German segment    the entry
====================  ==================================================================
unchanged, moved      keeps target, flags and comments; takes the place and note of now
new                   empty, unless it is a rewording
removed               becomes obsolete (``#~``) if it is translated, as gettext forgets others
returned              the obsolete entry comes back as it was
reworded              the most similar removed translation of the same role, fuzzy, with
                      ``#| msgid``; obsolete ones are copied and stay
reworded and back     comes back as it was before, reviewed if it had been reviewed
====================  ==================================================================
"""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz, process

from ..base.model import UnitKey
from ..language.table import GERMAN, Language
from ..source.model import Role, Segment
from ..source.segments import key, role_of, words
from ..text.braces import names
from . import po, remarks
from .po import Entry, PoFile

SIMILARITY: Final = 60.0
"""Percent of `rapidfuzz.fuzz.ratio` from which a text counts as reworded; msgmerge's 0.6."""

ECHO_WORDS: Final = 3
"""From so many words on, a target equal to its source is no translation but a copy."""

_UNFIT: Final = {
    "Language": re.compile(r"^$"),
    "Content-Type": re.compile(r"^(?!.*charset=utf-8)", re.IGNORECASE),
    "Plural-Forms": re.compile("INTEGER"),
}
"""Header fields that a copied template leaves blank, and encodings other than ours."""

_CARRIED: Final = re.compile(
    r"^Übernommen aus dem früheren deutschen Text \((geprüft|Entwurf) ([0-9a-f]{12})\)\.$",
    re.MULTILINE,
)
_MEANT: Final = re.compile(r"^\s*(?:gleich|same)\b", re.IGNORECASE | re.MULTILINE)
"""A comment by which a translator says that the text is the same in both languages."""

_CARRIED_LINE: Final = "Übernommen aus dem früheren deutschen Text ({state} {seal})."


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
    to its translators and is only completed. See the table above for the rules.
    """
    fresh = _header(domain, now, language)
    if existing is None:
        existing = PoFile(po.header(fresh), [])
    wanted = {key(segment): segment for segment in segments}
    gone = {po.key(entry): _copy(entry) for entry in existing.entries}
    obsolete = {po.key(entry): _copy(entry) for entry in existing.obsolete if _has_work(entry)}
    found = {unit_key: gone.pop(unit_key) for unit_key in wanted if unit_key in gone}
    found |= {unit_key: obsolete.pop(unit_key) for unit_key in wanted if unit_key in obsolete}

    def take(entry: Entry) -> Entry:  # an obsolete one stays where it is
        return gone.pop(po.key(entry), None) or _copy(entry)

    old = [*gone.values(), *obsolete.values()]
    for unit_key, entry in _reverted(old, wanted.keys() - found.keys()).items():
        found[unit_key] = _restore(take(entry), unit_key)
    new = [segment for unit_key, segment in wanted.items() if unit_key not in found]
    old = [*gone.values(), *obsolete.values()]
    for segment, entry in _reworded(new, old, language):
        found[key(segment)] = _carry(take(entry), key(segment))

    return replace(
        existing,
        head=_complete(existing, fresh),
        entries=[
            _describe(found.get(unit_key) or Entry(), segment, reference)
            for unit_key, segment in wanted.items()
        ],
        obsolete=[
            *obsolete.values(),
            *(_retire(entry) for entry in gone.values() if _has_work(entry)),
        ],
    )


def was_carried(entry: Entry) -> bool:
    """Whether the translation was made for an earlier German text, as `merge` notes."""
    return entry.fuzzy and _CARRIED.search(entry.tcomment) is not None


def was_reviewed(entry: Entry) -> bool:
    """Whether a human had reviewed exactly this translation for the previous German text."""
    return entry.fuzzy and _sealed(entry) == "geprüft"


def release(entry: Entry) -> None:
    """Forget the earlier German of an entry that is about to get another translation."""
    _set_carried(entry, None)
    po.set_previous(entry, None)


def template(segments: Sequence[Segment], domain: str, reference: str, now: dt.datetime) -> PoFile:
    """The .pot file of a domain: every segment, nothing translated."""
    head = po.header(_header(domain, now, None))
    head.flags = [po.FUZZY]
    return PoFile(head, [_describe(Entry(), segment, reference) for segment in segments])


def is_echo(entry: Entry, language: Language) -> bool:
    """Whether the target is a copy of the German: OmegaT saves untranslated texts so.

    It is a translation when its translator says so in a comment that begins with ``gleich``
    or ``same``, as of a name.
    """
    german = language.tag.split("-")[0] == GERMAN
    copied = entry.msgstr == entry.msgid and not german and words(entry.msgid) >= ECHO_WORDS
    return copied and not is_meant(entry.tcomment)


def is_meant(comment: str) -> bool:
    """Whether a translator says that the text is the same in both languages."""
    return _MEANT.search(comment) is not None


def _reverted(old: Iterable[Entry], new: Set[UnitKey]) -> dict[UnitKey, Entry]:
    """What was carried away from a German text that is ``new`` again; best with its seal."""
    back: dict[UnitKey, Entry] = {}
    for entry in old:
        before = entry.previous_msgctxt, entry.previous_msgid or ""
        if (
            entry.fuzzy
            and entry.msgstr
            and before in new
            and (before not in back or not _sealed(back[before]))
        ):
            back[before] = entry
    return back


def _reworded(
    new: Sequence[Segment], old: Sequence[Entry], language: Language
) -> list[tuple[Segment, Entry]]:
    """Pair each new segment with the most similar old entry of its role; each at most once."""
    by_role: dict[Role | None, list[Entry]] = {}
    for entry in old:
        if (entry.msgstr or entry.tcomment) and not is_echo(entry, language):
            by_role.setdefault(role_of(entry.msgctxt, entry.comment), []).append(entry)
    pairs: list[tuple[bool, float, int, int, Segment, Entry]] = []
    for position, segment in enumerate(new):
        candidates = by_role.get(segment.role, []) + by_role.get(None, [])
        matches = process.extract(
            segment.text,
            [entry.msgid for entry in candidates],
            scorer=fuzz.ratio,
            score_cutoff=SIMILARITY,
            limit=None,
        )
        for _text, score, index in matches:
            entry = candidates[index]
            pairs.append((not entry.msgstr, -score, position, index, segment, entry))
    best: dict[int, tuple[Segment, Entry]] = {}
    used: set[int] = set()
    for *_rank, position, _index, segment, entry in sorted(pairs, key=lambda pair: pair[:4]):
        if position not in best and id(entry) not in used:
            used.add(id(entry))
            best[position] = segment, entry
    return list(best.values())


def _carry(entry: Entry, unit_key: UnitKey) -> Entry:
    """Put the translation of an entry under another German text, marked as such."""
    if not entry.msgstr:  # why that German has no draft says nothing about this one
        entry.tcomment = remarks.with_lines(entry.tcomment)
    if entry.previous_msgid is None or not entry.fuzzy:
        state = "Entwurf" if entry.fuzzy else "geprüft"
        _set_carried(entry, None)
        entry.flags = po.in_order([po.FUZZY, *entry.flags])
        seal = _seal(po.key(entry), entry.msgstr)
        _set_carried(entry, _CARRIED_LINE.format(state=state, seal=seal))
        po.set_previous(entry, po.key(entry))
    # else: it was carried before and still belongs to that earlier German
    po.set_key(entry, unit_key)
    return entry


def _restore(entry: Entry, unit_key: UnitKey) -> Entry:
    """Undo `_carry` when the German is again what it was.

    The text is reviewed again only if it had been reviewed for exactly this German and
    nobody has touched it since, which its seal proves.
    """
    state = _sealed(entry)
    _set_carried(entry, None)
    po.set_previous(entry, None if state else po.key(entry))
    if state == "geprüft":
        entry.flags = [flag for flag in entry.flags if flag != po.FUZZY]
    po.set_key(entry, unit_key)
    return entry


def _sealed(entry: Entry) -> str | None:
    """What the translation was for the previous German, if nobody has touched it since."""
    carried = _CARRIED.search(entry.tcomment)
    previous = entry.previous_msgctxt, entry.previous_msgid or ""
    return carried[1] if carried and carried[2] == _seal(previous, entry.msgstr) else None


def _seal(unit_key: UnitKey, target: str) -> str:
    text = "\0".join((unit_key[0] or "", unit_key[1], target))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _set_carried(entry: Entry, line: str | None) -> None:
    lines = entry.tcomment.split("\n") if entry.tcomment else []
    kept = [old for old in lines if not _CARRIED.match(old)]
    if entry.msgstr and not entry.fuzzy:  # whoever empties a draft rejects it: draft.py
        kept = [old for old in kept if not remarks.passing(old)]
    entry.tcomment = "\n".join([*kept, line] if line else kept)


def _describe(entry: Entry, segment: Segment, reference: str) -> Entry:
    """Give an entry what the pipeline knows of its segment; the rest is the translator's."""
    po.set_key(entry, key(segment))
    entry.comment = segment.note
    entry.occurrences = [(reference, "")]
    entry.obsolete = False
    flags = [flag for flag in entry.flags if flag != po.BRACE_FORMAT]
    if names(segment.text):
        flags.append(po.BRACE_FORMAT)
    entry.flags = po.in_order(flags)
    if not entry.msgstr:
        entry.flags = [flag for flag in entry.flags if flag != po.FUZZY]
    if not entry.fuzzy:  # confirmed or emptied: what it was carried from is history
        _set_carried(entry, None)
        po.set_previous(entry, None)
    return entry


def _retire(entry: Entry) -> Entry:
    entry.obsolete = True
    entry.occurrences = []
    return entry


def _has_work(entry: Entry) -> bool:
    """Whether it is kept when it is obsolete: gettext forgets what has no translation."""
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))


def _copy(entry: Entry) -> Entry:
    twin = copy.copy(entry)
    twin.flags = list(entry.flags)
    return twin


def _header(domain: str, now: dt.datetime, language: Language | None) -> dict[str, str]:
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
    return header


def _complete(existing: PoFile, fresh: Mapping[str, str]) -> Entry:
    """The header with every field that gettext needs and a program left out."""
    lines = existing.head.msgstr.removesuffix("\n").split("\n") if existing.head.msgstr else []
    have = existing.fields()
    for name, value in fresh.items():
        if name not in have:
            lines.append(f"{name}: {value}")
        elif name in _UNFIT and _UNFIT[name].search(have[name]):
            lines = [f"{name}: {value}" if line.startswith(f"{name}:") else line for line in lines]
    head = _copy(existing.head)
    head.msgstr = "\n".join([*lines, ""])
    return head
