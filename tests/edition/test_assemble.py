"""Assembling: what a reader of each language gets to see, and whether it may go out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import checks
from pipeline.base.errors import ContentError
from pipeline.base.model import Diagnostic, Severity, State
from pipeline.catalogue import files as catalogues
from pipeline.catalogue.units import Catalogue, Unit
from pipeline.edition import formatting, values
from pipeline.edition.assemble import OTHER_LABELS, Assembled, assemble
from pipeline.edition.model import Edition
from pipeline.language.table import GERMAN, Language, language
from pipeline.review.gate import judge
from pipeline.source.clock import Hours
from pipeline.source.documents import load_source
from pipeline.source.facts import PLACEHOLDERS, Contact, Event, Facts
from pipeline.source.facts import given as given_placeholders
from pipeline.source.labels import LABELS
from pipeline.source.model import Kind, Role, Segment, Source
from pipeline.source.organisation import Organisation, load_organisation
from pipeline.source.segments import LAYOUT, key, layout_segments, segments, words
from pipeline.text.blocks import Heading, Item, Paragraph
from pipeline.text.braces import names
from pipeline.text.runs import Run, Text

ROOT = Path(__file__).parents[2]
REAL = load_organisation(ROOT / "content")
TAGS = (GERMAN, *REAL.languages)
INVITATION, PRESS = "integrationskonferenz-2023", "integrationskonferenz-2023-presse"

LEFT_ON: Final = {
    "placeholder-unknown",
    "placeholder-lost",
    "html-in-translation",
    "link-elsewhere",
    "link-lost",
    "markup-broken",
    "control-character",
    "no-font",
    "untranslated-copy",
}


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Translations here are German with a word in front; other rules would rightly object."""
    rules = tuple(rule for rule in checks.RULES if rule.name in LEFT_ON)
    monkeypatch.setattr(checks, "RULES", rules)


every_edition = pytest.mark.parametrize(
    ("slug", "tag"), [(slug, tag) for slug in (INVITATION, PRESS) for tag in TAGS]
)


# --- the real documents -------------------------------------------------------------------


@cache
def source_of(slug: str) -> Source:
    return load_source(ROOT / "content" / f"{slug}.md")


@cache
def read(domain: str, tag: str) -> Catalogue | None:
    row = language(tag)
    file = catalogues.read(catalogues.catalogue_path(ROOT / "locale", row, domain), row)
    return catalogues.catalogue(file, row, domain) if file else None


@cache
def real(slug: str, tag: str) -> Assembled:
    found = () if tag == GERMAN else (read(slug, tag), read(LAYOUT, tag))
    return assemble(source_of(slug), language(tag), REAL, *found)


def texts(value: object) -> Iterator[Text]:
    """Every text of an edition, except the names of languages."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping):
        yield from texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def expected_values(facts: Facts, row: Language) -> dict[str, str]:
    """What each placeholder reads as, made from the facts without values.py."""
    found: dict[str, object] = {}
    if event := facts.event:
        found |= {
            "date": formatting.date(event.when.date, row),
            "weekday": formatting.weekday(event.when.date, row),
            "start": event.when.start and formatting.clock(event.when.start, row),
            "end": event.when.end and formatting.clock(event.when.end, row),
            "doors": event.when.doors and formatting.clock(event.when.doors, row),
            "venue": event.venue,
            "address": event.address,
        }
    if registration := facts.registration:
        found |= {
            "registration_email": registration.email,
            "registration_deadline": registration.until
            and formatting.date(registration.until, row),
        }
    return {name: str(value) for name, value in found.items() if value}


def body(source: Source, edition: Edition) -> Iterator[tuple[Segment, Text]]:
    """The segments of headings, paragraphs and items, each with the text it became."""
    for block, shown in zip(source.blocks, edition.blocks, strict=True):
        if isinstance(block, Heading | Paragraph | Item):
            (text,) = texts(shown)
            yield block.text, text


@every_edition
def test_no_placeholder_is_left(slug: str, tag: str) -> None:
    edition = real(slug, tag).edition
    pages = edition.labels["page"]
    for text in texts(edition):
        assert names(text.plain) == ([] if text is not pages else ["page", "pages"])
    assert [run.text for run in pages.runs if run.ltr] == ["{page}", "{pages}"]
    assert "{" not in edition.summary + edition.event_name + real(slug, tag).german_title


@every_edition
def test_every_placeholder_became_its_fact(slug: str, tag: str) -> None:
    source, row = source_of(slug), language(tag)
    expected = expected_values(source.facts, row)
    used: set[str] = set()
    for segment, text in body(source, real(slug, tag).edition):
        for name in names(segment.text):
            assert expected[name] in text.plain
            used.add(name)
    assert {"date", "start", "end", "doors", "registration_deadline"} <= used


@every_edition
def test_facts(slug: str, tag: str) -> None:
    source, row = source_of(slug), language(tag)
    edition = real(slug, tag).edition
    event, registration = source.facts.event, source.facts.registration
    assert event
    assert event.when.start
    assert event.when.end
    assert event.when.doors
    assert registration
    assert registration.until
    facts = {fact.key: fact.value for fact in edition.facts}
    deadline = formatting.date(registration.until, row)
    assert list(facts) == [
        *(["event"] if slug == PRESS else []),
        *("when", "time", "doors", "where", "register_until"),
    ]
    assert facts["when"].plain == formatting.full_date(event.when.date, row)
    assert facts["time"].plain == formatting.time_range(event.when.start, event.when.end, row)
    assert facts["doors"].plain == formatting.time(event.when.doors, row)
    assert facts["where"] == Text((Run("E-Werk, Eschwege", ltr=True),))
    assert facts["register_until"].plain == deadline

    first, contact = edition.groups
    address = "vielfaltszentrum@werra-meissner-kreis.de"
    mail = Text((Run(address, link=f"mailto:{address}", ltr=True),))
    assert {fact.key: fact.value for fact in first.facts} == {
        "register_until": Text((Run(deadline),)),
        "email": mail,
    }
    found = [(fact.key, fact.value) for fact in contact.facts]
    if slug == INVITATION:
        assert found == [("name", Text((Run("WIR-Vielfaltszentrum", ltr=True),))), ("email", mail)]
        return
    assert source.facts.contact
    url = "https://www.werra-meissner-kreis.de"
    assert found == [
        ("name", Text((Run("Fachdienst Öffentlichkeit und Kultur", ltr=True),))),
        ("address", Text((Run("Schlossplatz 9, 37269 Eschwege", ltr=True),))),
        ("phone", Text((Run("05651 302-1160", link="tel:+4956513021160", ltr=True),))),
        ("hours", Text((Run(office_hours(source.facts.contact, row)),))),
        ("website", Text((Run("www.werra-meissner-kreis.de", link=url, ltr=True),))),
    ]
    assert not contact.facts[0].label.runs


@every_edition
def test_what_an_edition_of_each_kind_has(slug: str, tag: str) -> None:
    source, edition = source_of(slug), real(slug, tag).edition
    assert (edition.kind, edition.slug, edition.language) == (source.kind, slug, language(tag))
    assert edition.stem == f"{slug}.{tag}"
    assert [group.key for group in edition.groups] == ["registration", "contact"]
    assert edition.subtitle
    assert edition.alert is None
    assert edition.event == source.facts.event
    assert set(edition.labels) == set(OTHER_LABELS)
    if slug == PRESS:
        assert source.facts.dateline
        assert edition.dateline
        issued = formatting.date(source.facts.dateline.date, language(tag))
        assert issued in edition.dateline.plain  # and not the date of the event
        assert Run("Eschwege", ltr=True) in edition.dateline.runs
        assert edition.programme is None
        assert edition.organisers is None
        assert edition.event_name == {f.key: f.value for f in edition.facts}["event"].plain
    else:
        assert edition.dateline is None
        assert edition.programme
        assert [row.time.plain for row in edition.programme.rows] == [
            formatting.clock(item.time, language(tag)) if item.time else ""
            for item in source.programme
        ]
        assert [[line.runs[0] for line in row.speakers] for row in edition.programme.rows] == [
            [Run(speaker.name, ltr=True) for speaker in item.speakers] for item in source.programme
        ]
        assert edition.organisers
        assert len(edition.organisers.names) == len(source.organisers)
        assert edition.event_name == edition.title.plain
    first = next(text for segment, text in body(source, edition) if segment.role == "paragraph")
    assert len(edition.summary) <= 200
    assert first.plain.startswith(edition.summary.rstrip("…"))


@every_edition
def test_counts_add_up(slug: str, tag: str) -> None:
    made = real(slug, tag)
    edition = made.edition
    units = sum(edition.counts.values())
    assert set(edition.counts) == set(State)
    own = segments(source_of(slug))
    assert units > len(own)
    assert edition.words > sum(words(segment.text) for segment in own)
    if tag == GERMAN:
        assert (edition.publishable, edition.notice, edition.provenance) == (True, None, None)
        assert edition.counts[State.REVIEWED] == units
        return
    german = real(slug, GERMAN).edition  # which alone does not say how it was translated
    said = ("reviewed_notice", "approved_notice")
    assert units == sum(german.counts.values()) + len(said)
    assert edition.words == german.words + sum(words(LABELS[name]) for name in said)


@every_edition
def test_the_drafts_of_this_project_are_complete_and_right(slug: str, tag: str) -> None:
    made = real(slug, tag)
    assert made.diagnostics == ()
    assert not any(text.german for text in texts(made.edition))
    assert made.german_title == source_of(slug).title.text


@pytest.mark.parametrize("slug", [INVITATION, PRESS])
@pytest.mark.parametrize("tag", ["ar", "fa", "prs"])
def test_latin_letters_stand_on_islands(slug: str, tag: str) -> None:
    edition = real(slug, tag).edition
    for text in texts(edition):
        for run in text.runs:
            assert run.ltr or not re.search("[A-Za-zÄÖÜäöüß]", run.text)
    islands = {run.text for text in texts(edition) for run in text.runs if run.ltr}
    assert {"E-Werk, Eschwege", "Werra-Meißner-Kreis", "E-Werk"} <= islands


@pytest.mark.parametrize("slug", [INVITATION, PRESS])
@pytest.mark.parametrize(("tag", "digits"), [("fa", "۰۱۲۳۴۵۶۷۸۹"), ("prs", "۰۱۲۳۴۵۶۷۸۹")])
def test_facts_have_the_digits_of_the_language(slug: str, tag: str, digits: str) -> None:
    for text in texts(real(slug, tag).edition.facts):
        shown = "".join(run.text for run in text.runs if not run.ltr)
        assert set(re.findall(r"\d", shown)) <= set(digits)


# --- a made-up document -------------------------------------------------------------------

FEST = """\
---
kind: invitation
title: Das Sommerfest
event:
  date: 2024-06-01
  start: "15:00"
  end: "18:00"
  doors: "14:30"
  venue: E-Werk
  address: Eschwege
  price: 5 EUR
registration: {until: 2024-05-20, url: "https://x.de/a/", phone: 05651 302, email: a@b.de}
contact: {office: Amt, name: Anna Müller, phone: +49 (0) 30 12-34, hours: Mo-Fr 9-12}
programme:
  - time: "15:00"
    title: Begrüßung
    speaker: [{name: Anna Müller, role: Landrätin}, Chor]
  - title: Musik
organisers: [Kreisstadt Eschwege]
---
Wir laden am {date} ein. Einlass: {doors} Uhr. Eintritt: {price}.

## Wo?

- **{venue}**, {address}
- [Hier]({registration_url}) geht es zur Anmeldung.

> Kommen Sie!

| Was | Wann |
|-----|------|
| Tanz |     |
"""

ORGANISATION = Organisation("Kreis", ("ar", "uk"))
ARABIC, UKRAINIAN, PERSIAN = language("ar"), language("uk"), language("fa")


def event_of(source: Source) -> Event:
    assert source.facts.event
    return source.facts.event


Change = Callable[[Unit], Unit | None]


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Source]:
    def load(text: str) -> Source:
        path = tmp_path / "fest.md"
        path.write_text(text, encoding="utf-8")
        return load_source(path)

    return load


@pytest.fixture
def fest(load: Callable[[str], Source]) -> Source:
    return load(FEST)


def same(unit: Unit) -> Unit:
    return unit


def translated(found: tuple[Segment, ...], row: Language, domain: str, change: Change) -> Catalogue:
    """A catalogue in which everything is translated and reviewed, but for ``change``."""
    word = {"Arab": "ترجمة", "Cyrl": "Переклад"}[row.script]
    units = [
        change(Unit(*key(segment), f"{word} {segment.text}", State.REVIEWED)) for segment in found
    ]
    return Catalogue(row, domain, {(unit.context, unit.source): unit for unit in units if unit})


def make(
    source: Source,
    row: Language = UKRAINIAN,
    change: Change = same,
    change_label: Change = same,
    organisation: Organisation = ORGANISATION,
) -> Assembled:
    return assemble(
        source,
        row,
        organisation,
        translated(segments(source), row, source.slug, change),
        translated(layout_segments(), row, LAYOUT, change_label),
    )


def only(text: str, **changes: object) -> Change:
    """Change the unit of ``text``."""
    return lambda unit: replace(unit, **changes) if unit.source == text else unit  # type: ignore[arg-type]


def without(text: str) -> Change:
    return lambda unit: None if unit.source == text else unit


def test_a_document_in_another_language_does_not_go_out() -> None:
    """Everything is reviewed, and by mistake the Romanian lies where the Albanian should."""
    source, albanian = source_of(INVITATION), language("sq")

    def reviewed(domain: str, tag: str) -> Catalogue:
        found = read(domain, tag)
        assert found
        units = {key: replace(unit, state=State.REVIEWED) for key, unit in found.units.items()}
        return Catalogue(albanian, domain, units)

    organisation = Organisation("Kreis", ("sq",))
    for tag, goes_out in (("sq", True), ("ro", False)):
        texts, labels = reviewed(source.slug, tag), reviewed(LAYOUT, "sq")
        made = assemble(source, albanian, organisation, texts, labels)
        assert made.edition.publishable == goes_out, made.diagnostics
        assert ("wrong-edition" in {one.rule for one in made.diagnostics}) != goes_out


FIRST = "Wir laden am {date} ein. Einlass: {doors} Uhr. Eintritt: {price}."
VENUE = "**{venue}**, {address}"
HERE = "[Hier]({registration_url}) geht es zur Anmeldung."


def first(made: Assembled) -> Text:
    block = made.edition.blocks[0]
    assert isinstance(block, Paragraph)
    return block.text


def german_notice(made: Assembled) -> tuple[str, str]:
    assert made.edition.notice
    return made.edition.notice.german_mark, made.edition.notice.german_text


def test_everything_reviewed_goes_out(fest: Source) -> None:
    made = make(fest)
    edition = made.edition
    assert (edition.state, edition.publishable, edition.notice) == (State.REVIEWED, True, None)
    assert edition.provenance
    assert edition.provenance.plain == f"Переклад {LABELS['reviewed_notice']}"
    assert made.diagnostics == ()
    assert edition.counts[State.REVIEWED] == sum(edition.counts.values())
    assert first(made).plain == (
        "Переклад Wir laden am 1 червня 2024 року ein. Einlass: 14:30 Uhr. Eintritt: 5\u00a0EUR."
    )


@pytest.mark.parametrize("row", [UKRAINIAN, ARABIC, PERSIAN])
@pytest.mark.parametrize("state", [State.DRAFT, State.CHANGED])
def test_one_unit_that_is_not_reviewed_keeps_it_back(
    fest: Source, state: State, row: Language
) -> None:
    made = make(fest, row, only("Musik", state=state, previous="Tanz"))
    edition = made.edition
    assert (edition.state, edition.publishable) == (state, False)
    assert edition.counts[state] == 1
    assert edition.notice
    assert edition.provenance == edition.notice.text
    assert edition.notice.text.plain.endswith(LABELS["draft_notice"])
    assert edition.notice.mark.plain.endswith("Entwurf")
    assert german_notice(made) == ("Entwurf", LABELS["draft_notice"])
    assert not any(text.german for text in texts(edition))


@pytest.mark.parametrize(
    ("requires", "lowest", "publishable"),
    [
        (State.REVIEWED, State.REVIEWED, True),
        (State.REVIEWED, State.APPROVED, True),
        (State.APPROVED, State.REVIEWED, False),
        (State.APPROVED, State.APPROVED, True),
        (State.APPROVED, State.CHANGED, False),
    ],
)
def test_what_the_organisation_requires(
    fest: Source, requires: State, lowest: State, publishable: bool
) -> None:
    def approved(unit: Unit) -> Unit:
        return replace(unit, state=lowest if unit.source == "Musik" else State.APPROVED)

    organisation = replace(ORGANISATION, requires=requires)
    made = make(fest, UKRAINIAN, approved, approved, organisation)
    assert (made.edition.state, made.edition.publishable) == (lowest, publishable)
    if not publishable:
        name = "unapproved_notice" if lowest is State.REVIEWED else "draft_notice"
        assert german_notice(made) == ("Entwurf", LABELS[name])
    german = assemble(fest, language(GERMAN), organisation).edition
    assert (german.publishable, german.notice) == (True, None)


@pytest.mark.parametrize("row", [UKRAINIAN, ARABIC])
def test_what_is_missing_is_shown_in_german(fest: Source, row: Language) -> None:
    made = make(fest, row, without(FIRST))
    assert first(made).german
    assert first(made).plain == (
        "Wir laden am 1. Juni 2024 ein. Einlass: 14:30 Uhr. Eintritt: 5\u00a0€."
    )
    assert [text.german for text in texts(made.edition)].count(True) == 1
    assert (made.edition.state, made.edition.publishable) == (State.MISSING, False)
    assert made.edition.counts[State.MISSING] == 1
    assert german_notice(made) == (
        "Entwurf",
        f"{LABELS['draft_notice']} {LABELS['untranslated_notice']}",
    )
    assert made.edition.notice
    assert made.edition.notice.text.plain.endswith(LABELS["untranslated_notice"])
    assert made.edition.summary == first(made).plain
    assert made.diagnostics == ()


def test_without_catalogues_everything_is_german(fest: Source) -> None:
    edition = assemble(fest, ARABIC, ORGANISATION).edition
    assert edition.counts[State.MISSING] == sum(edition.counts.values())
    values_of_facts = {id(fact.value) for fact in edition.facts}
    values_of_facts |= {id(fact.value) for group in edition.groups for fact in group.facts}
    values_of_facts |= (
        {id(row.time) for row in edition.programme.rows} if edition.programme else set()
    )
    for text in texts(edition):
        if id(text) not in values_of_facts and text.runs:
            assert text.german or text.runs == (Run("Chor", ltr=True),)
    when = {fact.key: fact.value.plain for fact in edition.facts}["when"]
    assert when == formatting.full_date(event_of(fest).when.date, ARABIC)


def test_a_notice_that_is_not_translated_stands_in_german(fest: Source) -> None:
    made = make(fest, UKRAINIAN, without("Musik"), without(LABELS["draft_notice"]))
    assert made.edition.notice
    assert made.edition.notice.text == Text((Run(LABELS["draft_notice"]),), german=True)
    made = make(fest, UKRAINIAN, without("Musik"), without(LABELS["untranslated_notice"]))
    assert made.edition.notice
    assert made.edition.notice.text.plain == f"Переклад {LABELS['draft_notice']}"
    assert german_notice(made)[1].endswith(LABELS["untranslated_notice"])


# --- translations that cannot be shown ----------------------------------------------------


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("Вхід {dors}", "placeholder-unknown"),
        ("Вхід {doors", "placeholder-unknown"),
        ("<b>{date} {doors} {price}</b>", "html-in-translation"),
        ("[{date}](https://evil.example) {doors} {price}", "link-elsewhere"),
        ("{date} {doors} {price} \U0001f389", "no-font"),
        ("{date} {doors} {price} &#x1f389;", "no-font"),
    ],
)
def test_a_translation_that_cannot_be_shown(fest: Source, target: str, rule: str) -> None:
    made = make(fest, UKRAINIAN, only(FIRST, target=target))
    assert first(made).german
    assert rule in {found.rule for found in made.diagnostics}
    assert (made.edition.state, made.edition.publishable) == (State.REVIEWED, False)
    assert german_notice(made)[1].endswith(LABELS["untranslated_notice"])


def test_a_copy_of_the_german_is_shown_in_german_and_reported(fest: Source) -> None:
    made = make(fest, UKRAINIAN, only(FIRST, target=FIRST, state=State.MISSING))
    assert first(made).german
    assert [(found.rule, found.severity) for found in made.diagnostics] == [
        ("untranslated-copy", Severity.WARNING)
    ]
    assert (made.edition.state, made.edition.publishable) == (State.MISSING, False)


def test_a_character_without_a_font_in_the_german(load: Callable[[str], Source]) -> None:
    """Whoever reads the source says so; here it only has to stand."""
    fest = load(FEST)
    segment = Segment(Role.PARAGRAPH, "Ein \U0001f389 Fest")
    source = replace(fest, blocks=(Paragraph(segment), *fest.blocks[1:]))
    made = assemble(source, language(GERMAN), ORGANISATION)
    assert first(made) == Text((Run(segment.text),))
    assert made.diagnostics == ()
    made = make(source, UKRAINIAN, only(segment.text, target="Свято"))
    assert first(made) == Text((Run("Свято"),))


def test_a_lost_placeholder_is_shown_but_does_not_go_out(fest: Source) -> None:
    made = make(fest, UKRAINIAN, only(FIRST, target="Завтра"))
    assert first(made) == Text((Run("Завтра"),))
    assert not made.edition.publishable
    assert [found.rule for found in made.diagnostics] == ["placeholder-lost"] * 3


@pytest.mark.parametrize(
    ("source", "previous", "target"),
    [
        (FIRST, FIRST + " Ende: {end}", "Початок {end}"),
        (HERE, "[Hier](https://old.example)", "[Тут](https://old.example)"),
    ],
)
def test_what_the_german_no_longer_has_is_a_warning(
    fest: Source, source: str, previous: str, target: str
) -> None:
    changed = only(source, target=target, previous=previous, state=State.CHANGED)
    made = make(fest, UKRAINIAN, changed)
    assert {found.severity for found in made.diagnostics} == {Severity.WARNING}
    assert [text.german for text in texts(made.edition)].count(True) == 1
    assert made.edition.state is State.CHANGED


def test_a_fault_in_a_label_counts_as_well(fest: Source) -> None:
    made = make(fest, UKRAINIAN, change_label=only("Wann", target="<b>Коли</b>"))
    assert made.edition.facts[0].label == Text((Run("Wann"),), german=True)
    assert not made.edition.publishable


def test_a_unit_shown_twice_is_counted_and_reported_once(load: Callable[[str], Source]) -> None:
    source = load(FEST.replace("title: Musik", "title: Begrüßung"))
    made = make(source, UKRAINIAN, only("Begrüßung", target="{x}", state=State.DRAFT))
    assert [found.rule for found in made.diagnostics] == ["placeholder-unknown"]
    assert made.edition.counts[State.DRAFT] == 1


def test_a_label_and_a_text_with_the_same_words_are_two_units(
    load: Callable[[str], Source],
) -> None:
    text = LABELS["cancelled"]
    source = load(FEST.replace("## Wo?", text).replace("  venue", "  status: cancelled\n  venue"))
    made = make(source, UKRAINIAN, only(text, target="Скасовано", state=State.DRAFT))
    assert made.edition.counts[State.DRAFT] == 1
    assert made.edition.alert == Text((Run(f"Переклад {text}"),))
    assert sum(made.edition.counts.values()) == sum(
        assemble(source, language(GERMAN), ORGANISATION).edition.counts.values(), start=2
    )


def test_line_ends_and_control_characters_of_a_translation(fest: Source) -> None:
    made = make(fest, UKRAINIAN, only(FIRST, target="\n{date}\n\nі {doors}\x0b {price} \n"))
    assert "\n" not in first(made).plain
    assert "\x0b" not in first(made).plain
    assert first(made).plain.startswith("1 червня")
    assert [found.rule for found in made.diagnostics] == ["control-character"]


# --- values -------------------------------------------------------------------------------


def test_links_and_marks(fest: Source) -> None:
    _first, _heading, venue, here, _quote, table = make(fest).edition.blocks
    assert isinstance(venue, Item)
    assert isinstance(here, Item)
    assert venue.text.runs == (
        Run("Переклад "),
        Run("E-Werk", strong=True, ltr=True),
        Run(", "),
        Run("Eschwege", ltr=True),
    )
    assert here.text.runs[1] == Run("Hier", link="https://x.de/a/")
    assert [text.plain for text in texts(table)][-1] == ""


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("05651 302-1160", "tel:+4956513021160"),
        ("(05651) 302", "tel:+495651302"),
        ("+49 (0) 30 12-34", "tel:+49301234"),
        ("+49 30 12 34", "tel:+49301234"),
        ("0049 (0)30 1234", "tel:+49301234"),
        ("110", "tel:110"),
    ],
)
def test_phone(number: str, link: str) -> None:
    assert values.phone(number) == (Run(number, link=link, ltr=True),)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.x.de", "www.x.de"),
        ("http://x.de/", "x.de"),
        ("https://x.de/a/?b=/", "x.de/a/?b="),
    ],
)
def test_website(url: str, shown: str) -> None:
    assert values.website(url) == (Run(shown, link=url, ltr=True),)


def office_hours(contact: Contact, row: Language) -> str:
    return formatting.hours([one for one in contact.hours if isinstance(one, Hours)], row)


def test_every_given_placeholder_has_a_value(fest: Source) -> None:
    def label(name: str) -> Text:
        return Text((Run(name),))

    assert set(PLACEHOLDERS) >= given_placeholders(fest.facts)
    for facts in (fest.facts, Facts(), source_of(PRESS).facts, source_of(INVITATION).facts):
        voice = values.Voice(UKRAINIAN, label, label)
        found = values.placeholder_values(facts, voice)
        assert set(found) == given_placeholders(facts)


@pytest.mark.parametrize("row", [UKRAINIAN, ARABIC])
def test_free(load: Callable[[str], Source], row: Language) -> None:
    source = load(FEST.replace("5 EUR", "free"))
    word = make(source, row).edition
    price = {fact.key: fact.value for fact in word.facts}["price"]
    assert price.plain.endswith(" kostenlos")
    assert not price.german
    assert price.plain in first(make(source, row)).plain


@pytest.mark.parametrize("row", [UKRAINIAN, ARABIC])
def test_free_without_translation(load: Callable[[str], Source], row: Language) -> None:
    made = make(load(FEST.replace("5 EUR", "free")), row, change_label=without("kostenlos"))
    price = {fact.key: fact.value for fact in made.edition.facts}["price"]
    assert price == Text((Run("kostenlos"),), german=True)
    assert "kostenlos" in first(made).plain
    assert made.edition.counts[State.MISSING] == 1


def test_labels_of_online_count_only_where_they_are_shown(
    load: Callable[[str], Source],
) -> None:
    labels = {"Online teilnehmen", "Am Telefon teilnehmen", "Zugangscode"}
    ways = ("url: https://x.de/o", "phone: 05651 302", "code: 47-11")
    for number in (0, 2, 3):
        online = f"  online: {{{', '.join(ways[:number])}}}\n" if number else ""
        made = make(load(FEST.replace("  price", f"{online}  price")), ARABIC)
        shown = {one.unit.source for one in made.units} & labels
        assert len(shown) == number
        keys = [fact.key for fact in made.edition.facts]
        assert keys[3:-2] == ["where", "online_url", "online_phone", "online_code"][: number + 1]


def test_online_alone_has_no_line_for_a_place(load: Callable[[str], Source]) -> None:
    online = "online: {url: https://x.de/o}"
    text = FEST.replace("venue: E-Werk\n  address: Eschwege", online)
    edition = make(load(text.replace("- **{venue}**, {address}", "- {online_url}"))).edition
    facts = {fact.key: fact.value for fact in edition.facts}
    assert list(facts) == ["when", "time", "doors", "online_url", "price", "register_until"]
    assert facts["online_url"].runs == (Run("x.de/o", link="https://x.de/o", ltr=True),)


def test_no_price(load: Callable[[str], Source]) -> None:
    text = FEST.replace("  price: 5 EUR\n", "").replace(" Eintritt: {price}.", "")
    assert "price" not in {fact.key for fact in make(load(text)).edition.facts}


def test_speakers(fest: Source) -> None:
    name, choir = Run("Anna Müller", ltr=True), Text((Run("Chor", ltr=True),))
    office = only("Landrätin", target="رئيسة المقاطعة")
    programme = make(fest, ARABIC, office).edition.programme
    assert programme
    spoken = Text((name, Run("، "), Run("رئيسة المقاطعة")))
    assert [row.speakers for row in programme.rows] == [(spoken, choir), ()]
    assert [row.time.plain for row in programme.rows] == ["15:00", ""]
    programme = make(fest, ARABIC, without("Landrätin")).edition.programme
    assert programme
    spoken = Text((name, Run(", "), Run("Landrätin")), german=True)
    assert programme.rows[0].speakers == (spoken, choir)


@pytest.mark.parametrize("row", [UKRAINIAN, ARABIC, PERSIAN])
def test_several_days(load: Callable[[str], Source], row: Language) -> None:
    source = load(FEST.replace("  start", "  end_date: 2024-06-02\n  start"))
    event = event_of(source)
    assert event.when.end_date
    facts = {fact.key: fact.value.plain for fact in make(source, row).edition.facts}
    assert facts["when"] == formatting.date_range(event.when.date, event.when.end_date, row)


def test_without_an_end(load: Callable[[str], Source]) -> None:
    source = load(FEST.replace('  end: "18:00"\n', ""))
    facts = {fact.key: fact.value.plain for fact in make(source).edition.facts}
    assert facts["time"] == "15:00"


@pytest.mark.parametrize("status", ["cancelled", "changed"])
def test_alert(load: Callable[[str], Source], status: str) -> None:
    source = load(FEST.replace("  venue", f"  status: {status}\n  venue"))
    alert = make(source).edition.alert
    assert alert == Text((Run(f"Переклад {LABELS[status]}"),))
    alert = make(source, change_label=without(LABELS[status])).edition.alert
    assert alert == Text((Run(LABELS[status]),), german=True)
    alert = assemble(source, language(GERMAN), ORGANISATION).edition.alert
    assert alert == Text((Run(LABELS[status]),))


RELEASE = """\
---
kind: press_release
title: Kreis feiert
dateline: {place: Eschwege, date: 2024-05-02}
event: {date: 2024-06-01, venue: E-Werk}
contact: {office: Amt}
organisers: Kreis
---
Am {date} feiert der Kreis.
"""


def test_press_release(load: Callable[[str], Source]) -> None:
    edition = make(load(RELEASE)).edition
    assert edition.kind is Kind.PRESS_RELEASE
    assert edition.kind_label.plain == "Переклад Pressemitteilung"
    assert edition.dateline
    assert edition.dateline.plain == "Переклад Eschwege, 2 травня 2024 року"
    assert edition.organisers
    assert edition.organisers.heading.plain == "Переклад Veranstalter"
    assert edition.groups[0].heading.plain == "Переклад Kontakt für die Presse"
    assert edition.event_name == edition.title.plain
    assert [fact.key for fact in edition.facts] == ["when", "where"]


def test_press_release_without_event(load: Callable[[str], Source]) -> None:
    text = RELEASE.replace("event: {date: 2024-06-01, venue: E-Werk}\n", "").replace("{date}", "1")
    edition = make(load(text)).edition
    assert (edition.facts, edition.event, edition.alert) == ((), None, None)


def test_invitation_has_other_labels(fest: Source) -> None:
    edition = make(fest).edition
    assert edition.kind_label.plain == "Переклад Einladung"
    assert edition.organisers
    assert edition.organisers.heading.plain == "Переклад Es laden ein"
    assert edition.groups[1].heading.plain == "Переклад Kontakt"


@pytest.mark.parametrize("target", ["", "{place} am {date} {day}"])
def test_dateline_that_cannot_be_shown_is_german_with_a_german_date(
    load: Callable[[str], Source], target: str
) -> None:
    label = LABELS["dateline"]
    state = State.REVIEWED if target else State.MISSING
    made = make(load(RELEASE), ARABIC, change_label=only(label, target=target, state=state))
    assert made.edition.dateline
    assert made.edition.dateline.german
    assert made.edition.dateline.plain == "Eschwege, 2. Mai 2024"


def test_an_island_is_one_run_in_arabic(fest: Source) -> None:
    made = make(fest, ARABIC, only(FIRST, target="في {date} (من {doors}–{doors}) {price} A B."))
    assert [run.text for run in first(made).runs if run.ltr] == ["14:30–14:30", "A B"]


# --- what changes what --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('start: "15:00"', 'start: "15:30"'),
        ("2024-06-01", "2024-06-08"),
        ("venue: E-Werk", "venue: Stadthalle"),
        ("price: 5 EUR", "price: free"),
        ("a@b.de", "c@d.de"),
    ],
)
def test_moving_the_event_changes_editions_and_no_segment(
    load: Callable[[str], Source], old: str, new: str
) -> None:
    before, after = load(FEST), load(FEST.replace(old, new))
    assert segments(before) == segments(after)
    for row in (UKRAINIAN, ARABIC):
        assert make(before, row).edition != make(after, row).edition


def test_assembling_twice_gives_the_same(fest: Source) -> None:
    assert make(fest, ARABIC) == make(fest, ARABIC)


def test_summary(load: Callable[[str], Source]) -> None:
    long = "Wort " * 60
    edition = make(load(FEST.replace("Wir laden", f"{long}Wir laden"))).edition
    assert len(edition.summary) <= 200
    assert edition.summary.endswith("Wort…")
    assert make(load(FEST.replace(FIRST, "## Kopf"))).edition.summary == ""


# --- the gate -----------------------------------------------------------------------------

ERROR = Diagnostic("rule", Severity.ERROR, "ar", "…")
WARNING = Diagnostic("rule", Severity.WARNING, "ar", "…")
states = st.lists(st.sampled_from(State), max_size=20)


@given(
    states,
    st.lists(st.sampled_from([ERROR, WARNING]), max_size=3),
    st.sampled_from([State.REVIEWED, State.APPROVED]),
)
def test_judge(found: list[State], diagnostics: list[Diagnostic], requires: State) -> None:
    verdict = judge(found, diagnostics, requires)
    assert set(verdict.counts) == set(State)
    assert sum(verdict.counts.values()) == len(found)
    assert all(verdict.counts[state] == found.count(state) for state in State)
    assert verdict.state == (min(found) if found else State.REVIEWED)
    assert verdict.publishable == (verdict.state >= requires and ERROR not in diagnostics)


def test_a_placeholder_without_a_value_is_an_error_and_never_text(
    fest: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that people write gets so far; a fault of the program would."""
    whole = values.placeholder_values

    def less(*given: Any) -> dict[str, tuple[Run, ...]]:
        return {name: runs for name, runs in whole(*given).items() if name != "doors"}

    monkeypatch.setattr(values, "placeholder_values", less)
    said = r"fest\.md:\d+: .*„\{doors\}“.* keinen Wert"
    for row in (UKRAINIAN, ARABIC):
        with pytest.raises(ContentError, match=said):
            make(fest, row)
    with pytest.raises(ContentError, match=said):
        assemble(fest, language(GERMAN), REAL)
