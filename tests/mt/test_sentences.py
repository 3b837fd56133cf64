"""Sentence boundaries of German invitations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mt.sentences import split


@pytest.mark.parametrize(
    "text",
    [
        "Kommen Sie gern vorbei!|Wir freuen uns.",
        "Das Fest ist am 4. November 2023 im E-Werk.|Der Eintritt ist frei.",
        "Wir laden zur 2. Konferenz ein.|Sie beginnt um 10 Uhr.",
        "Am 12. und 13. Mai wird gefeiert.|Danach nicht mehr.",
        "Bringen Sie etwas mit, z. B. Kuchen, d. h. etwas Süßes.|Danke!",
        "Es kommen ca. 50 Gäste, inkl. Kinder, Eltern usw. aus dem Kreis.|Alle sind willkommen.",
        "Bahnhofstr. 5, Zimmer Nr. 3.|Fragen?|Rufen Sie an!",
        "Dr. Meier und Prof. Dr. Schmidt sprechen.|Dann gibt es Essen.",
        "Sie sagte: „Kommen Sie! Wir warten.“|Dann ging sie.",
        "Der Verein e. V. lädt ein.|Kommen Sie?|Ja!",
        "Schreiben Sie an post@werra-test.de.|Mehr auf www.test.de.|Danke.",
        "Anmeldung und Programm",
        "Ankommen … und bleiben.|Punkt.",
        "Treffpunkt: Bahnhof",
        "Anmeldung bis \U000f0001.|\U000f3002 ist dann frei.|Gut.",
    ],
)
def test_boundaries(text: str) -> None:
    wanted = text.split("|")
    assert [piece.strip() for piece in split(" ".join(wanted))] == wanted


def test_long_sentences_are_cut_where_they_can_be() -> None:
    clause = "wer arbeiten möchte und noch keine Stelle gefunden hat"
    text = f"Eingeladen ist {clause}, " + ", ".join([clause] * 10) + f"; {clause}: {clause}."
    pieces = split(text)
    assert "".join(pieces) == text
    assert all(4 <= len(piece.split()) <= 60 for piece in pieces)
    assert any(piece.rstrip().endswith(";") for piece in pieces)
    without = "sehr " * 100
    assert split(without) == [without]


@given(st.text(st.one_of(st.sampled_from(' .!?…:;,–„“"\n4MzBdhUhr\U000f0001'), st.characters())))
def test_nothing_is_lost(text: str) -> None:
    pieces = split(text, longest=8)
    assert "".join(pieces) == text
    assert all(pieces)
