"""Messages as an app shows them: by the bidirectional algorithm, and in Chromium."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from bidi import get_base_level, get_display
from playwright.sync_api import Browser

from pipeline.edition.model import Edition, Fact, FactGroup
from pipeline.render.text import render
from pipeline.source.facts import Event, EventStatus
from pipeline.source.labels import LABELS
from pipeline.source.model import Kind
from pipeline.source.organisation import Organisation
from pipeline.text.patterns import LRI, PDI, RLM
from pipeline.text.runs import Run, Text

from ..support import LANGUAGES
from .html_samples import EMAIL, PHONE, invitation, ltr, mail, text

MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
URL = "https://kreis.example"


def shown(line: str) -> str:
    """The line from left to right as it is seen, without the marks."""
    return MARKS.sub("", get_display(line))


def with_url(edition: Edition) -> Edition:
    return replace(edition, organisation=replace(edition.organisation, base_url=URL))


@pytest.fixture(scope="module")
def editions(editions: list[Edition]) -> list[Edition]:
    assert {edition.language.tag for edition in editions} == {"de", *LANGUAGES}
    return [with_url(edition) for edition in editions]


# --- what stands in it --------------------------------------------------------------------


def test_everything_a_reader_needs_is_there_once(editions: list[Edition]) -> None:
    for edition in editions:
        message = MARKS.sub("", render(edition))
        assert message.count(edition.title.plain) >= 1
        assert edition.organisation.name in message
        groups = [group for group in edition.groups if group.key == "registration"]
        facts = [*edition.facts, *(fact for group in groups for fact in group.facts)]
        for fact in facts:
            assert message.count(fact.value.plain) >= 1, fact.key
            if fact.key == "register_until":
                assert message.count(fact.label.plain) == 1


def test_the_german_message_reads_like_one() -> None:
    edition = invitation("de")
    lines = render(edition).split("\n")
    assert lines[:4] == [edition.kind_label.plain, edition.title.plain, edition.subtitle.plain, ""]  # type: ignore[union-attr]
    assert lines[-1] == ""
    assert lines[-2] == edition.organisation.name
    assert "\n\n\n" not in render(edition)
    assert not MARKS.search(render(edition))


def test_there_is_no_symbol_and_no_line_end_of_another_system(editions: list[Edition]) -> None:
    for edition in editions:
        message = render(edition)
        assert not [char for char in message if unicodedata.category(char) in {"So", "Co", "Cs"}]
        assert not re.search("[\r\v\f\x85\u2028\u2029]", message)
        assert message.endswith("\n")
        assert not message.endswith("\n\n")


def test_alert_and_draft_come_first_in_both_languages() -> None:
    event = replace(invitation("ar").event or _fail(), status=EventStatus.CANCELLED)
    alert = text("أُلغيت الفعالية.")
    edition = replace(invitation("ar"), event=event, alert=alert, german_alert=LABELS["cancelled"])
    assert edition.notice
    lines = [MARKS.sub("", line) for line in render(edition).split("\n")]
    assert lines[:2] == ["أُلغيت الفعالية.", LABELS["cancelled"]]
    assert lines[3] == f"{edition.notice.mark.plain} · Entwurf"
    assert lines[4:6] == [edition.notice.text.plain, edition.notice.german_text]
    title = next(number for number, line in enumerate(lines) if line == edition.title.plain)
    assert title > 6


def test_german_is_not_said_twice() -> None:
    alert = text(LABELS["changed"], german=True)
    event = replace(invitation("ar").event or _fail(), status=EventStatus.CHANGED)
    for tag in ("de", "ar"):
        edition = replace(invitation(tag), event=event, alert=alert)
        assert render(edition).count(LABELS["changed"]) == 1


def test_a_draft_points_to_the_chooser_and_a_page_to_itself() -> None:
    edition = with_url(invitation("ar"))
    assert render(edition).split("\n")[-2] == f"{URL}/{edition.slug}/"
    ready = replace(edition, publishable=True, notice=None)
    assert render(ready).split("\n")[-2] == f"{URL}/{edition.slug}/ar/{edition.stem}.html"


def test_an_invitation_without_registration_names_the_contact() -> None:
    group = FactGroup("contact", text("Kontakt"), (Fact("email", text("E-Mail"), text(mail())),))
    edition = replace(invitation("de"), groups=(group,))
    assert f"\nKontakt\nE-Mail: {EMAIL}\n" in render(edition)
    assert EMAIL not in render(replace(edition, kind=Kind.PRESS_RELEASE))


def test_labels_are_parted_as_the_language_does(editions: list[Edition]) -> None:
    for edition in editions:
        colon = "\u00a0: " if edition.language.tag == "fr" else ": "
        for fact in edition.facts:
            assert f"{fact.label.plain}{colon}" in render(edition)


# --- the order on the screen ----------------------------------------------------------------


def rtl(editions: list[Edition]) -> list[Edition]:
    found = [edition for edition in editions if edition.language.rtl]
    assert {edition.language.tag for edition in found} == {"ar", "fa", "prs"}
    return found


def test_only_right_to_left_languages_have_marks(editions: list[Edition]) -> None:
    for edition in editions:
        assert bool(MARKS.search(render(edition))) == edition.language.rtl


def test_every_line_is_right_to_left_and_every_island_reads_from_the_left(
    editions: list[Edition],
) -> None:
    for edition in rtl(editions):
        message = render(edition)
        *lines, url = message.rstrip("\n").split("\n")
        assert url.startswith(URL)  # by itself: an app makes a link of all of it
        assert not MARKS.search(url)
        for line in filter(None, lines):
            assert get_base_level(line) == 1
            assert line.count(LRI) == line.count(PDI)
            for island in re.findall(f"{LRI}(.*?){PDI}", line):
                assert island.strip() in shown(line)
        assert message.count(LRI) >= 3


def test_times_and_the_draft_mark_stand_in_reading_order(editions: list[Edition]) -> None:
    for edition in rtl(editions):
        (time,) = (
            line for line in render(edition).split("\n") if re.search(r"(13:00|۱۳:۰۰)", line)
        )
        seen = shown(time)
        start, end = ("10:00", "13:00") if "10:00" in seen else ("۱۰:۰۰", "۱۳:۰۰")
        assert seen.index(start) > seen.index(end)  # read from the right
        first = render(edition).split("\n")[0]
        assert edition.notice
        assert shown(first).startswith("Entwurf")


def test_without_the_marks_a_telephone_number_would_be_wrong() -> None:
    line = f"الهاتف: {PHONE}"
    assert PHONE not in shown(line)
    assert PHONE in shown(f"الهاتف: {LRI}{PHONE}{PDI}")


def phone_edition() -> Edition:
    facts = (
        Fact("phone", text("الهاتف"), Text((Run(PHONE, link="tel:+4956513021160", ltr=True),))),
        Fact("email", text("البريد"), text(mail())),
        Fact("name", Text(()), text(ltr("WIR (Eschwege)"), "، هنا")),
        Fact("time", text("Uhrzeit", german=True), text("10:00 Uhr", german=True)),
    )
    group = FactGroup("registration", text("Anmeldung", german=True), facts)
    return replace(invitation("ar"), groups=(group,), title=text("2023: ", ltr("E-Werk")))


def test_islands_german_and_neutral_beginnings() -> None:
    lines = render(phone_edition()).split("\n")
    assert f"الهاتف: {LRI}{PHONE} {PDI}" in lines
    assert f"البريد: {LRI}{EMAIL} {PDI}" in lines
    assert f"{RLM}{LRI}WIR (Eschwege){PDI}، هنا" in lines
    assert f"{RLM}{LRI}Uhrzeit{PDI}: {LRI}10:00 Uhr{PDI}" in lines
    assert f"{RLM}{LRI}Anmeldung{PDI}" in lines
    assert f"{RLM}2023: {LRI}E-Werk{PDI}" in lines


def test_nothing_invisible_touches_the_end_of_an_address() -> None:
    for found in re.finditer(r"[^\s\u2066]*(?:@|://)[^\s]*", render(with_url(phone_edition()))):
        assert not MARKS.search(found[0])


def test_chromium_shows_a_message_in_the_same_order(browser: Browser) -> None:
    """unicode-bidi: plaintext takes each line's direction from it (CSS Writing Modes 4)."""
    page = browser.new_page()
    page.set_content('<pre style="unicode-bidi: plaintext; white-space: pre-wrap"></pre>')
    page.evaluate(
        "text => { document.querySelector('pre').textContent = text }", render(phone_edition())
    )
    places = page.evaluate(
        """wanted => {
          const node = document.querySelector('pre').firstChild;
          return wanted.map(text => {
            const start = node.data.indexOf(text);
            return [...text].map((_, at) => {
              const range = document.createRange();
              range.setStart(node, start + at);
              range.setEnd(node, start + at + 1);
              return range.getBoundingClientRect().left;
            });
          });
        }""",
        [PHONE, EMAIL, "WIR (Eschwege)", "10:00 Uhr"],
    )
    for lefts in places:
        assert lefts == sorted(lefts)
        assert lefts[0] < lefts[-1]
    page.close()


def test_an_edition_may_have_nothing_but_a_title() -> None:
    organisation = Organisation("Kreis", ())
    bare = replace(
        invitation("de"),
        facts=(),
        groups=(),
        blocks=(),
        subtitle=None,
        organisation=organisation,
    )
    assert render(bare) == f"{bare.kind_label.plain}\n{bare.title.plain}\n\nKreis\n"


def _fail() -> Event:
    raise AssertionError("the sample has an event")
