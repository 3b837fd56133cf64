"""What belongs together stays on one line, in what is drawn and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.edition.formatting import date
from pipeline.language.table import languages
from pipeline.render import docx, ics, text
from pipeline.render.binding import JOINER, NO_BREAK, bind, bound
from pipeline.render.html import render
from pipeline.render.sheet import manuscript
from pipeline.render.word.letterhead import load_letterhead
from pipeline.text.blocks import Paragraph
from pipeline.text.runs import Run, Text

from .html_samples import invitation


@pytest.mark.parametrize(
    ("tag", "said", "held"),
    [
        ("de", "am 26. September 2023", "am 26._September 2023"),
        ("de", "Schlossplatz 9, 37269 Eschwege", "Schlossplatz_9, 37269_Eschwege"),
        ("de", "von 10:00 bis 13:00 Uhr", "von 10:00 bis 13:00_Uhr"),
        ("de", "z. B. 120 Plätze, 5 €", "z._B. 120_Plätze, 5_€"),
        ("de", "im E-Werk", "im E-|Werk"),
        ("de", "Werra-Meißner-Kreis, seit 2023 offen", "Werra-Meißner-Kreis, seit 2023 offen"),
        ("ka", "2023 წლის 4 ნოემბერს", "2023 წლის 4_ნოემბერს"),
        ("fa", "۴ نوامبر ۲۰۲۳", "۴_نوامبر ۲۰۲۳"),
        ("ar", "4 تشرين الثاني/نوفمبر 2023", "4_تشرين_الثاني/نوفمبر 2023"),
        ("hu", "2023. november 4.", "2023. november_4."),
        ("ro", "la ora 10:00", "la ora_10:00"),
    ],
)
def test_no_line_ends_within(tag: str, said: str, held: str) -> None:
    made = bind(said, languages()[tag])
    assert made.replace(NO_BREAK, "_").replace(JOINER, "|") == held


@pytest.mark.parametrize("tag", languages())
def test_day_and_month_of_every_language(tag: str) -> None:
    language = languages()[tag]
    for month in range(1, 13):
        said = date(dt.date(2023, month, 26), language)
        made = bind(said, language)
        assert made.replace(NO_BREAK, " ").replace(JOINER, "") == said
        day = "26".translate(str.maketrans("0123456789", language.digits))
        name = language.months[month - 1]
        assert f"{day} {name}" not in made
        assert f"{day}. {name}" not in made
        assert f"{name} {day}" not in made


def test_only_what_is_drawn_is_bound() -> None:
    said = "Wir treffen uns am 26. September im E-Werk."
    edition = replace(invitation(), blocks=(Paragraph(Text((Run(said),))),))
    held = said.replace("26. ", f"26.{NO_BREAK}")
    page = render(edition)
    assert held.replace("E-Werk", '<span class="whole">E-Werk</span>') in page
    assert JOINER not in page
    assert held.replace("E-", f"E-{JOINER}") in manuscript(edition).data
    assert JOINER.encode() not in docx.render(edition, load_letterhead(None))
    for plain in (text.render(edition), ics.render(edition, 0).decode()):
        assert NO_BREAK not in plain
        assert JOINER not in plain


def test_binding_twice_changes_nothing_more() -> None:
    once = bound(invitation("ka"))
    assert bound(once) == once
