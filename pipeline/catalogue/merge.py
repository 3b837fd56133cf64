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
a hard break more     as if it were unchanged: what was reviewed is
====================  ==================================================================
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from ..language.table import Language
from ..source.model import Segment
from ..source.segments import key
from ..text.braces import names
from . import header, po
from .carrying import carry, forget_earlier, restore
from .po import Entry, PoFile
from .rewording import reverted, reworded, same_but_for_form


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
    fields = header.fresh(domain, now, language)
    if existing is None:
        existing = PoFile(po.header(fields), [])
    wanted = {key(segment): segment for segment in segments}
    gone = {po.key(entry): _copy(entry) for entry in existing.entries}
    obsolete = {po.key(entry): _copy(entry) for entry in existing.obsolete if _has_work(entry)}
    found = {unit_key: gone.pop(unit_key) for unit_key in wanted if unit_key in gone}
    found |= {unit_key: obsolete.pop(unit_key) for unit_key in wanted if unit_key in obsolete}

    for unit_key, entry in same_but_for_form(
        [*gone.values(), *obsolete.values()], wanted.keys() - found.keys()
    ).items():
        before = po.key(entry)
        found[unit_key] = gone.pop(before) if before in gone else obsolete.pop(before)

    def take(entry: Entry) -> Entry:  # an obsolete one stays where it is
        return gone.pop(po.key(entry), None) or _copy(entry)

    old = [*gone.values(), *obsolete.values()]
    for unit_key, entry in reverted(old, wanted.keys() - found.keys()).items():
        found[unit_key] = restore(take(entry), unit_key)
    new = [segment for unit_key, segment in wanted.items() if unit_key not in found]
    old = [*gone.values(), *obsolete.values()]
    for segment, entry in reworded(new, old, language):
        found[key(segment)] = carry(take(entry), key(segment))

    head = _copy(existing.head)
    head.msgstr = header.completed(existing, fields)
    return replace(
        existing,
        head=head,
        entries=[
            _describe(found.get(unit_key) or Entry(), segment, reference)
            for unit_key, segment in wanted.items()
        ],
        obsolete=[
            *obsolete.values(),
            *(_retire(entry) for entry in gone.values() if _has_work(entry)),
        ],
        roles={unit_key: segment.role for unit_key, segment in wanted.items()},
    )


def template(segments: Sequence[Segment], domain: str, reference: str, now: dt.datetime) -> PoFile:
    """The .pot file of a domain: every segment, nothing translated."""
    head = po.header(header.fresh(domain, now, None))
    head.flags = [po.FUZZY]
    return PoFile(head, [_describe(Entry(), segment, reference) for segment in segments])


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
        forget_earlier(entry)
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
