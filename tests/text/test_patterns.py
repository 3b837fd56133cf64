"""Patterns: what an address, a telephone number, a target and an invisible sign is, and not."""

from __future__ import annotations

import re

import pytest

from pipeline.text import patterns
from pipeline.text.patterns import EMAIL, PHONE, PHONE_FACT, TARGET, VALUE, WEB

ADDRESS = re.compile(rf"{EMAIL}|{WEB}", re.ASCII | re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Siehe https://de.wikipedia.org/wiki/Fest_(Hessen).",
            "https://de.wikipedia.org/wiki/Fest_(Hessen)",
        ),
        ("(siehe https://x.de)", "https://x.de"),
        ("auf köln.de/größe, ja", "köln.de/größe"),
        ("ንwww.x.de/fest ርኣዩ", "www.x.de/fest"),
        ("请看www.x.de/fest。", "www.x.de/fest"),
        (f"https://x.de/{VALUE}/anmeldung!", f"https://x.de/{VALUE}/anmeldung"),
        ("auf www.x.de-ზე", "www.x.de"),
        ("www.x.de'de", "www.x.de'de"),
        ("„info@köln.de“", "info@köln.de"),
        ("ወደinfo@x.de", "info@x.de"),
        ("X.DE/", "X.DE/"),
    ],
)
def test_addresses(text: str, found: str) -> None:
    assert ADDRESS.findall(text) == [found]


@pytest.mark.parametrize(
    "text", ["und.oder", "z.B. Tee", "a @ b", "10.30", "Datei.txt", "x.deutsch"]
)
def test_no_addresses(text: str) -> None:
    assert not ADDRESS.search(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tel.:05651 302-1160.", "05651 302-1160"),
        ("unter 05651/302.116, 4 Plätze", "05651/302.116"),
        ("+49 (0)5651 302", "+49 (0)5651 302"),
        ("٠٥٦٥١ ٣٠٢", "٠٥٦٥١ ٣٠٢"),
        ("0049 5651 302. 4 Plätze", "0049 5651 302"),
    ],
)
def test_phones(text: str, found: str) -> None:
    assert re.findall(PHONE, text) == [found]


@pytest.mark.parametrize("text", ["10:00", "1.000", "B05651", "2,05 Euro"])
def test_no_phones(text: str) -> None:
    assert not re.search(PHONE, text)


def test_a_typed_number_may_be_short() -> None:
    assert re.fullmatch(PHONE_FACT, "112")
    assert not re.fullmatch(PHONE_FACT, "keine")


@pytest.mark.parametrize("target", ["https://x.de", "HTTP://x", "mailto:a@b.de", "tel:+49"])
def test_targets(target: str) -> None:
    assert TARGET.fullmatch(target)


@pytest.mark.parametrize("target", ["javascript:a", "https:", "https://x\x00", "data:a", "//x.de"])
def test_no_targets(target: str) -> None:
    assert not TARGET.fullmatch(target)


def test_what_turns_the_direction_is_invisible_in_german_everywhere() -> None:
    """UAX #9, table 4. A translation may have the marks, but not what reaches further."""
    for sign in patterns.BIDI_CONTROLS:
        assert patterns.INVISIBLE.search(sign)
        assert re.search(f"[{patterns.HIDDEN}]", sign)
        marks = sign in patterns.MARKS
        assert bool(patterns.CONTROL.search(sign)) != marks
        assert bool(re.search(patterns.ACTING, sign)) != marks


def test_what_no_xml_holds_is_refused_everywhere() -> None:
    for sign in ("\x00", "\x0b", "\x7f", "\ufffe", "\uffff"):
        for pattern in (patterns.UNFIT, patterns.INVISIBLE, patterns.CONTROL):
            assert pattern.search(sign)
        assert re.search(patterns.ACTING, sign)
    for sign in "\t\n\u00a0\u200c\u200d":
        assert not patterns.UNFIT.search(sign)
        assert not patterns.INVISIBLE.search(sign)
