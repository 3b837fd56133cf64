"""How the text of an edition came about, said in its own language and in German."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ..base.model import State
from ..catalogue import remarks
from ..catalogue.grammar import Maker
from ..language.table import GERMAN, Language, language
from ..review import approvals as signed
from ..review.approvals import Approval
from ..source.labels import LABELS
from ..text import inline
from ..text.bidi import closed
from ..text.inline import Values
from ..text.runs import Run, Text
from . import formatting, values
from .model import Notice
from .reading import Reader, Shown


def notice(state: State, units: Iterable[Shown], reader: Reader) -> Notice:
    """What a draft says of itself on its face; ``state`` is that of its least advanced unit."""
    name = "unapproved_notice" if state >= State.REVIEWED else "draft_notice"
    mark, text = reader.label("draft"), reader.label(name)
    german = LABELS[name]
    remarks = {
        "machine_notice": any(map(_by_machine, units)),
        "untranslated_notice": reader.fell_back,
    }
    for remark in (remark for remark, holds in remarks.items() if holds):
        text = _with(text, reader.label(remark))
        german = f"{german} {LABELS[remark]}"
    return Notice(mark, text, LABELS["draft"], german)


def under_embargo(until: dt.datetime, draft: Notice | None, reader: Reader) -> Notice:
    """What an edition says of itself that nobody may publish yet; ``draft`` is what it says
    besides."""
    own, plain = (_moment(until, to) for to in (reader.language, language(GERMAN)))
    text = reader.filled_label("embargo_notice", own, plain)
    german = Text(inline.parse(LABELS["embargo_notice"], plain)).plain
    if draft is None:
        return Notice(reader.label("embargo"), text, LABELS["embargo"], german)
    return Notice(
        draft.mark,
        _with(draft.text, text),
        draft.german_mark,
        f"{draft.german_text} {german}",
    )


def _moment(until: dt.datetime, target: Language) -> Values:
    return {
        "date": (Run(formatting.full_date(until.date(), target)),),
        "time": (Run(formatting.time(until.time(), target)),),
    }


def provenance(
    state: State, units: Iterable[Shown], approvals: Sequence[Approval], reader: Reader
) -> tuple[Text, str]:
    """How the text of an edition that goes out came about, in its language and in German."""
    text, german = reader.label("reviewed_notice"), LABELS["reviewed_notice"]
    if state >= State.APPROVED:
        for by, date in signed.signers(approvals, (shown.unit for shown in units)):
            own, plain = (_signature(by, date, to) for to in (reader.language, language(GERMAN)))
            text = _with(text, reader.filled_label("approved_notice", own, plain))
            german = f"{german} {Text(inline.parse(LABELS['approved_notice'], plain)).plain}"
    return text, german


def _signature(by: str, date: dt.date, target: Language) -> Values:
    in_latin = closed(by) == by
    # In a text of its own direction it needs no isolate.
    name = values.island(by) if in_latin else (Run(by if target.rtl else closed(by)),)
    return {"name": name, "date": (Run(formatting.date(date, target)),)}


def _with(text: Text, more: Text) -> Text:
    """Both in one paragraph, if they are in one language; otherwise the first alone."""
    same = text.german == more.german
    return Text((*text.runs, Run(" "), *more.runs), text.german) if same else text


def _by_machine(shown: Shown) -> bool:
    unit = shown.unit
    found = remarks.origin(unit.comment, unit.target) if unit.state < State.REVIEWED else None
    return found is not None and found.maker is Maker.MACHINE
