"""Source + catalogues + facts → Edition.

Here a translation meets the facts: placeholders are filled with values formatted for the
language, islands are marked, and what has no usable translation is shown in German and
marked as German. Everything a reader will see is decided here; renderers only draw.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from . import approvals as signed
from . import formats, inline, origin, values
from .approvals import Approval, SignOff
from .bidi import isolate
from .checks import Context, check
from .formats import clock
from .labels import LABELS
from .languages import GERMAN, language
from .model import (
    Block,
    Catalogue,
    Dateline,
    Diagnostic,
    Edition,
    EventStatus,
    FactGroup,
    Glossary,
    Heading,
    Item,
    Kind,
    Language,
    Notice,
    Organisation,
    Organisers,
    Paragraph,
    Programme,
    ProgrammeItem,
    ProgrammeRow,
    Quote,
    Role,
    Run,
    Segment,
    Source,
    SourceBlock,
    SourceHeading,
    SourceItem,
    SourceParagraph,
    SourceQuote,
    SourceTable,
    Speaker,
    State,
    Table,
    Text,
    Unit,
    UnitKey,
)
from .review import judge, sign_off
from .segments import LAYOUT, key, words

SUMMARY_LENGTH: Final = 200
EMPTY: Final = Text(())

OTHER_LABELS: Final = ("languages", "skip", "page", "file_png", "file_ics", "file_txt", "file_zip")
"""What only some formats show, by key of labels.py."""

UNSHOWABLE: Final = frozenset(
    {"placeholder-unknown", "html-in-translation", "link-elsewhere", "no-font"}
)
"""Rules whose findings keep a translation from being shown: a value that is not there, HTML
that would be read as text, a link to somewhere the German does not point, a character that
no font has and for which no document would be made."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A unit that an edition shows."""

    domain: str
    """The document's slug, or `segments.LAYOUT`."""
    unit: Unit
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Assembled:
    edition: Edition
    german_title: str
    units: tuple[Shown, ...] = ()
    """What the edition shows, in the order of reading; the labels where they stand."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """As `approvals.facts_of` gives them."""
    signoff: SignOff | None = None
    """The last approval; None if nobody ever signed."""
    findings: tuple[Diagnostic, ...] = ()
    """What the checks found that concerns no single unit; warnings."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the checks found in the units that the edition shows, and besides."""
        return self.findings + tuple(found for shown in self.units for found in shown.diagnostics)


def assemble(
    source: Source,
    target: Language,
    organisation: Organisation,
    document: Catalogue | None = None,
    layout: Catalogue | None = None,
    glossary: Glossary = (),
    approvals: Sequence[Approval] = (),
) -> Assembled:
    """Put one document together in one language.

    ``document`` and ``layout`` are the language's catalogues; both None gives the German
    edition. ``approvals`` are those of this document in this language: what is reviewed and
    covered by them is approved. The edition's `alternates` are empty: which other languages
    may be linked to is known only when all of them are assembled.
    """
    reader = _Reader(Context(target, glossary), source.slug, document, layout)
    reader.german_facts |= values.placeholder_values(
        source.facts, language(GERMAN), lambda name: Text((Run(LABELS[name]),))
    )
    reader.facts |= values.placeholder_values(source.facts, target, reader.label)
    german = target.tag == GERMAN

    title = reader.text(source.title)
    event_name = reader.optional(source.event_name)
    blocks = tuple(_block(block, reader) for block in source.blocks)
    facts = source.facts
    edition_facts = (
        values.event_facts(facts.event, event_name, facts.registration, target, reader.label)
        if facts.event
        else ()
    )
    kind_label = reader.label(source.kind.value)
    subtitle = reader.optional(source.subtitle)
    dateline = _dateline(facts.dateline, reader) if facts.dateline else None
    alert = _alert(source, reader)
    groups = _groups(source, reader)
    programme = _programme(source.programme, reader) if source.programme else None
    organisers = _organisers(source, reader) if source.organisers else None
    labels = {name: reader.label(name) for name in OTHER_LABELS}
    for name in () if german else ("reviewed_notice", "approved_notice"):
        reader.label(name)  # what an edition says of itself once it goes out
    units = _approved(reader.shown.values(), approvals)
    # A notice comes on top and decides nothing.
    verdict = judge(
        (shown.unit.state for shown in units),
        (found for shown in units for found in shown.diagnostics),
        organisation.requires,
    )
    publishable = verdict.publishable or german
    notice = None if publishable else _notice(verdict.state, units, reader)
    provenance = notice.text if notice else None
    german_provenance: str | None = None
    if publishable and not german:
        provenance, german_provenance = _provenance(verdict.state, units, approvals, reader)
    source_facts = signed.facts_of(source)
    edition = Edition(
        slug=source.slug,
        kind=source.kind,
        language=target,
        organisation=organisation,
        state=verdict.state,
        publishable=publishable,
        kind_label=kind_label,
        title=title,
        subtitle=subtitle,
        dateline=dateline,
        alert=alert,
        german_alert=_german_alert(source) if alert and not (german or alert.german) else None,
        notice=notice,
        provenance=provenance,
        german_provenance=german_provenance,
        facts=edition_facts,
        groups=groups,
        blocks=blocks,
        programme=programme,
        organisers=organisers,
        labels=labels,
        alternates=(),
        event=facts.event,
        event_name=(event_name or title).plain,
        summary=_summary(blocks),
        counts=verdict.counts,
        words=sum(words(shown.unit.source) for shown in units),
    )
    german_title = inline.parse(source.title.text, reader.german_facts)
    return Assembled(
        edition,
        Text(german_title).plain,
        units,
        source_facts,
        sign_off(approvals, [(shown.domain, shown.unit) for shown in units], source_facts),
    )


def _approved(shown: Iterable[Shown], approvals: Sequence[Approval]) -> tuple[Shown, ...]:
    found = tuple(shown)
    units = signed.approved([one.unit for one in found], approvals)
    return tuple(replace(one, unit=unit) for one, unit in zip(found, units, strict=True))


class _Values(dict[str, tuple[Run, ...]]):
    """What stands for a placeholder; those of the renderer (page numbers) stay as they are."""

    def __missing__(self, name: str) -> tuple[Run, ...]:
        return (Run(f"{{{name}}}", ltr=True),)


@dataclass(slots=True)
class _Reader:
    """Reads segments in one language, and remembers which units it showed."""

    context: Context
    domain: str
    document: Catalogue | None
    layout: Catalogue | None
    facts: _Values = field(default_factory=_Values)
    german_facts: _Values = field(default_factory=_Values)
    shown: dict[tuple[bool, UnitKey], Shown] = field(default_factory=dict)
    fell_back: bool = False
    """Something is shown in German."""

    @property
    def language(self) -> Language:
        return self.context.language

    def text(self, segment: Segment) -> Text:
        return self._read(segment, self.document, self.facts, self.german_facts)

    def optional(self, segment: Segment | None) -> Text | None:
        return self.text(segment) if segment else None

    def label(self, name: str) -> Text:
        return self.filled_label(name, _Values(), _Values())

    def filled_label(self, name: str, facts: _Values, german_facts: _Values) -> Text:
        return self._read(Segment(Role.LABEL, LABELS[name]), self.layout, facts, german_facts)

    def _read(
        self, segment: Segment, catalogue: Catalogue | None, facts: _Values, german_facts: _Values
    ) -> Text:
        unit_key = key(segment)
        if self.language.tag == GERMAN:
            unit = Unit(*unit_key, target=segment.text, state=State.REVIEWED)
        elif catalogue and unit_key in catalogue.units:
            unit = catalogue.units[unit_key]
        else:
            unit = Unit(*unit_key, target="", state=State.MISSING)
        found = check(unit, self.context)
        label = segment.role is Role.LABEL
        domain = LAYOUT if label else self.domain
        self.shown.setdefault((label, unit_key), Shown(domain, unit, found))
        if unit.state is State.MISSING or any(finding.rule in UNSHOWABLE for finding in found):
            self.fell_back = True
            return Text(inline.parse(segment.text, german_facts), german=True)
        runs = inline.spans(unit.target.strip(), facts)
        return Text(isolate(runs) if self.language.rtl else inline.join(runs))


def _notice(state: State, units: Iterable[Shown], reader: _Reader) -> Notice:
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


def _provenance(
    state: State, units: Iterable[Shown], approvals: Sequence[Approval], reader: _Reader
) -> tuple[Text, str]:
    """How the text of an edition that goes out came about, in its language and in German."""
    text, german = reader.label("reviewed_notice"), LABELS["reviewed_notice"]
    if state >= State.APPROVED:
        for by, date in signed.signers(approvals, (shown.unit for shown in units)):
            own, plain = (_signature(by, date, to) for to in (reader.language, language(GERMAN)))
            text = _with(text, reader.filled_label("approved_notice", own, plain))
            german = f"{german} {Text(inline.parse(LABELS['approved_notice'], plain)).plain}"
    return text, german


def _signature(by: str, date: dt.date, target: Language) -> _Values:
    own = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in by)
    name = (Run(by),) if own else values.island(by)
    return _Values(name=name, date=(Run(formats.date(date, target)),))


def _with(text: Text, more: Text) -> Text:
    """Both in one paragraph, if they are in one language; otherwise the first alone."""
    same = text.german == more.german
    return Text((*text.runs, Run(" "), *more.runs), text.german) if same else text


def _by_machine(shown: Shown) -> bool:
    unit = shown.unit
    found = origin.parse(unit.comment, unit.target) if unit.state < State.REVIEWED else None
    return found is not None and found.maker is origin.Maker.MACHINE


def _german_alert(source: Source) -> str | None:
    event = source.facts.event
    return LABELS[event.status.value] if event else None


def _alert(source: Source, reader: _Reader) -> Text | None:
    status = source.facts.event.status if source.facts.event else EventStatus.PLANNED
    return None if status is EventStatus.PLANNED else reader.label(status.value)


def _dateline(dateline: Dateline, reader: _Reader) -> Text:
    def filled(target: Language) -> _Values:
        date = values.date(dateline.date, target)
        return _Values(place=values.island(dateline.place), date=date)

    return reader.filled_label("dateline", filled(reader.language), filled(language(GERMAN)))


def _groups(source: Source, reader: _Reader) -> tuple[FactGroup, ...]:
    facts = source.facts
    groups: list[FactGroup] = []
    if facts.registration:
        groups.append(values.registration_group(facts.registration, reader.language, reader.label))
    if facts.contact:
        groups.append(
            values.contact_group(facts.contact, source.kind, reader.language, reader.label)
        )
    return tuple(groups)


def _organisers(source: Source, reader: _Reader) -> Organisers:
    press = source.kind is Kind.PRESS_RELEASE
    heading = reader.label("organisers_press" if press else "organisers")
    return Organisers(heading, tuple(reader.text(segment) for segment in source.organisers))


def _programme(items: tuple[ProgrammeItem, ...], reader: _Reader) -> Programme:
    return Programme(
        heading=reader.label("programme"),
        time_label=reader.label("time"),
        title_label=reader.label("programme_item"),
        speakers_label=reader.label("programme_speaker"),
        rows=tuple(
            ProgrammeRow(
                Text((Run(clock(item.time, reader.language)),)) if item.time else EMPTY,
                reader.text(item.title),
                tuple(_speaker(speaker, reader) for speaker in item.speakers),
            )
            for item in items
        ),
    )


def _speaker(speaker: Speaker, reader: _Reader) -> Text:
    name = values.island(speaker.name)
    if speaker.role is None:
        return Text(name)
    role = reader.text(speaker.role)
    comma = values.comma(language(GERMAN) if role.german else reader.language)
    return Text((*name, Run(comma), *role.runs), role.german)


def _block(block: SourceBlock, reader: _Reader) -> Block:
    match block:
        case SourceHeading():
            return Heading(block.level, reader.text(block.segment))
        case SourceParagraph():
            return Paragraph(reader.text(block.segment))
        case SourceItem():
            return Item(reader.text(block.segment), block.depth, block.ordered, block.number)
        case SourceQuote():
            return Quote(tuple(reader.text(segment) for segment in block.segments))
        case SourceTable():
            header, *rows = (
                tuple(reader.text(cell) if cell else EMPTY for cell in row)
                for row in (block.header, *block.rows)
            )
            return Table(header, tuple(rows))


def _summary(blocks: tuple[Block, ...]) -> str:
    text = next((block.text.plain for block in blocks if isinstance(block, Paragraph)), "")
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"
