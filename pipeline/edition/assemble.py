"""Source + catalogues + facts → Edition.

Here a translation meets the facts: placeholders are filled with values formatted for the
language, islands are marked, and what has no usable translation is shown in German and
marked as German. Everything a reader will see is decided here; renderers only draw.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..base.model import Diagnostic, State
from ..catalogue.units import Catalogue
from ..checks import Context, wrong_edition
from ..language.table import GERMAN, Language, language
from ..review import approvals as signed
from ..review.approvals import Approval, SignOff
from ..review.gate import judge, sign_off
from ..source.facts import Dateline, EventStatus
from ..source.glossary import Glossary
from ..source.labels import LABELS
from ..source.model import Kind, Partner, ProgrammeItem, Role, Segment, Source, Speaker
from ..source.organisation import Organisation
from ..source.segments import words
from ..text import inline
from ..text.blocks import Block, Image, Paragraph, Quote, each
from ..text.form import flat
from ..text.inline import Values
from ..text.runs import Run, Text
from . import values
from .formatting import full_date, slot
from .model import Edition, FactGroup, Notice, Organisers, Programme, ProgrammeRow
from .provenance import notice as notice_of
from .provenance import provenance as provenance_of
from .provenance import under_embargo
from .reading import Reader, Shown

SUMMARY_LENGTH: Final = 200
EMPTY: Final = Text(())

GERMAN_VOICE: Final = values.Voice(
    language(GERMAN),
    lambda name: Text((Run(LABELS[name]),)),
    lambda german: Text(inline.parse(german)),
)
"""German as it is written: what is shown where a translation is not there."""

UNFINISHED: Final = "In diesem Dokument fehlt noch etwas. Bitte geben Sie es noch nicht weiter."
"""What the German edition says of itself where something keeps it from going out."""

OTHER_LABELS: Final = ("languages", "skip", "page", "file_png", "file_ics", "file_txt", "file_zip")
"""What only some formats show, by key of labels.py."""


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
    """What the checks found that concerns no single unit."""

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
    now: dt.datetime | None = None,
) -> Assembled:
    """Put one document together in one language.

    ``now`` is the moment by which an embargo is over or not; None: it is over. ``document`` and
    ``layout`` are the language's catalogues; both None gives the German edition. ``approvals``
    are those of this document in this language: what is reviewed and covered by them is
    approved. The edition's `alternates` are empty: which other languages may be linked to is
    known only when all of them are assembled.
    """
    context = Context(target, glossary, _persons(source), organisation.links)
    reader = Reader(context, source.slug, document, layout)
    reader.german_facts = values.placeholder_values(source.facts, GERMAN_VOICE)
    voice = values.Voice(
        target, reader.label, lambda german: reader.text(Segment(Role.GROUP, german))
    )
    reader.facts = values.placeholder_values(source.facts, voice)
    german = target.tag == GERMAN

    title = reader.text(source.title)
    event_name = reader.optional(source.event_name)
    blocks = tuple(
        _said(each(block, lambda segment: reader.text(segment) if segment else EMPTY), reader)
        for block in source.blocks
    )
    leading = blocks[1:] if source.kind is Kind.LETTER and blocks[1:] else blocks  # no salutation
    if source.signature:
        blocks += (Paragraph(_signature(source.signature, reader)),)
    facts = source.facts
    session_titles = {name: reader.text(one) for name, one in source.session_titles.items()}
    edition_facts = values.box(facts, event_name, voice, session_titles.__getitem__)
    kind_label = reader.label(source.kind.value)
    subtitle = reader.optional(source.subtitle)
    image = each(source.image, reader.text) if source.image else None
    dateline = _dateline(facts.dateline, reader) if facts.dateline else None
    alert = _alert(source, reader)
    groups = _groups(source, voice)
    programme = _programme(source.programme, reader) if source.programme else None
    organisers = _organisers(source, reader) if source.organisers else None
    partners = tuple(_partner(partner, reader) for partner in source.partners)
    labels = {name: reader.label(name) for name in OTHER_LABELS}
    for name in () if german else ("reviewed_notice", "approved_notice"):
        reader.expect(name)  # what an edition says of itself once it goes out
    units = _approved(reader.shown.values(), approvals)
    texts = [shown.unit for shown in units if shown.domain == source.slug]
    findings = () if german else wrong_edition(texts, context)
    # A notice comes on top and decides nothing.
    verdict = judge(
        (shown.unit.state for shown in units),
        (*findings, *(found for shown in units for found in shown.diagnostics)),
        organisation.requires,
    )
    publishable = (verdict.publishable or german) and not source.blocked
    notice = None if publishable else _notice(verdict.state, units, reader)
    provenance = notice.text if notice and not german else None
    german_provenance: str | None = None
    if publishable and not german:
        provenance, german_provenance = provenance_of(verdict.state, units, approvals, reader)
    embargo = source.embargo if source.embargo and now and now < source.embargo else None
    if embargo:
        notice = under_embargo(embargo, notice, reader)
    source_facts = signed.facts_of(source)
    edition = Edition(
        slug=source.slug,
        kind=source.kind,
        language=target,
        organisation=organisation,
        state=verdict.state,
        publishable=publishable and embargo is None,
        embargo=embargo if publishable else None,
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
        image=image if isinstance(image, Image) else None,
        partners=partners,
        labels=labels,
        alternates=(),
        event=facts.event,
        session_titles=session_titles,
        event_name=(event_name or title).plain,
        summary=_summary(leading),
        counts=verdict.counts,
        words=sum(words(shown.unit.source) for shown in units),
    )
    return Assembled(
        edition,
        reader.german(source.title).plain,
        units,
        source_facts,
        sign_off(approvals, [(shown.domain, shown.unit) for shown in units], source_facts),
        findings,
    )


def _said(block: Block[Text], reader: Reader) -> Block[Text]:
    """A quotation with the line that says whose words it holds."""
    if not isinstance(block, Quote) or not block.name:
        return block
    dash = Run("— ")
    if block.by is None:
        return replace(block, by=Text((dash, *values.island(block.name))))
    return replace(block, by=_with_role((dash, *values.island(block.name)), block.by, reader))


def _signature(speaker: Speaker, reader: Reader) -> Text:
    """Name and role below each other."""
    name = values.island(speaker.name)
    if speaker.role is None:
        return Text(name)
    role = reader.text(speaker.role)
    return Text((*name, values.BREAK, *role.runs), role.german)


def _persons(source: Source) -> tuple[str, ...]:
    """The names of people that stand in the document's data."""
    speakers = (speaker.name for item in source.programme for speaker in item.speakers)
    contact = source.facts.contact
    asked = contact.name if contact else None
    return tuple(dict.fromkeys(filter(None, (*speakers, asked))))


def _approved(shown: Iterable[Shown], approvals: Sequence[Approval]) -> tuple[Shown, ...]:
    found = tuple(shown)
    units = signed.approved([one.unit for one in found], approvals)
    return tuple(replace(one, unit=unit) for one, unit in zip(found, units, strict=True))


def _german_alert(source: Source) -> str | None:
    event = source.facts.event
    return LABELS[event.status.value] if event else None


def _alert(source: Source, reader: Reader) -> Text | None:
    status = source.facts.event.status if source.facts.event else EventStatus.PLANNED
    return None if status is EventStatus.PLANNED else reader.label(status.value)


def _dateline(dateline: Dateline, reader: Reader) -> Text:
    def filled(target: Language) -> Values:
        return {
            "place": values.island(dateline.place),
            "date": values.date(dateline.date, target),
        }

    return reader.filled_label("dateline", filled(reader.language), filled(language(GERMAN)))


def _groups(source: Source, voice: values.Voice) -> tuple[FactGroup, ...]:
    press = source.kind is Kind.PRESS_RELEASE
    headings = {
        "registration": source.facts.registration and "registration",
        "contact": source.facts.contact and ("press_contact" if press else "contact"),
    }
    return tuple(
        values.group(source.facts, key, heading, voice)
        for key, heading in headings.items()
        if heading
    )


def _organisers(source: Source, reader: Reader) -> Organisers:
    inviting = source.kind is Kind.INVITATION
    heading = reader.label("organisers" if inviting else "organisers_press")
    return Organisers(heading, tuple(reader.text(segment) for segment in source.organisers))


def _programme(items: tuple[ProgrammeItem, ...], reader: Reader) -> Programme:
    return Programme(
        heading=reader.label("programme"),
        time_label=reader.label("time"),
        title_label=reader.label("programme_item"),
        speakers_label=reader.label("programme_speaker"),
        rows=tuple(
            _row(item, item.day != before, reader)
            for before, item in zip((None, *(item.day for item in items)), items, strict=False)
        ),
    )


def _row(item: ProgrammeItem, new_day: bool, reader: Reader) -> ProgrammeRow:
    """A row of the programme; with its day, where that is another than before."""
    tongue = reader.language
    time = slot(item.time, item.end, tongue) if item.time else ""
    return ProgrammeRow(
        Text((Run(time),)) if time else EMPTY,
        reader.text(item.title),
        tuple(_speaker(speaker, reader) for speaker in item.speakers),
        Text((Run(full_date(item.day, tongue)),)) if item.day and new_day else None,
        Text(values.island(item.place)) if item.place else None,
    )


def _speaker(speaker: Speaker, reader: Reader) -> Text:
    name = values.island(speaker.name)
    if speaker.role is None:
        return Text(name)
    return _with_role(name, reader.text(speaker.role), reader)


def _with_role(name: tuple[Run, ...], role: Text, reader: Reader) -> Text:
    comma = values.comma(language(GERMAN) if role.german else reader.language)
    return Text((*name, Run(comma), *role.runs), role.german)


def _notice(state: State, units: Sequence[Shown], reader: Reader) -> Notice:
    """What an edition says that may not go out; the German one is no draft of a translation."""
    if reader.language.tag != GERMAN:
        return notice_of(state, units, reader)
    mark = reader.label("draft")
    return Notice(mark, Text((Run(UNFINISHED),)), mark.plain, UNFINISHED)


def _partner(partner: Partner[Segment], reader: Reader) -> Partner[Text]:
    return Partner(
        partner.name,
        partner.logo,
        reader.optional(partner.role),
        reader.optional(partner.statement),
        partner.url,
        partner.min_mm,
    )


def _summary(blocks: tuple[Block[Text], ...]) -> str:
    text = next((flat(block.text.plain) for block in blocks if isinstance(block, Paragraph)), "")
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"
