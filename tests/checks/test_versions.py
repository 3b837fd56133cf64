"""An address in the reader's own language: welcome where the office allows it, else a warning
that says how; any other address is an error."""

from __future__ import annotations

import pytest

from pipeline.base.model import Severity, State
from pipeline.catalogue.units import Unit
from pipeline.checks import Context, check
from pipeline.language.table import GERMAN, language, languages
from pipeline.source.versions import Versions, version

FOREIGN = [tag for tag in languages() if not tag.startswith(GERMAN)]
VERSIONS: Versions = {
    "https://ort.example/de": "https://ort.example/{language}",
    "https://kreis.example": {"uk": "https://kreis.example/ukrainisch"},
}
RULES = {"address-differs", "link-elsewhere", "link-lost"}


def found(german: str, target: str, tag: str, *, allowed: bool) -> dict[str, Severity]:
    context = Context(language(tag), versions=VERSIONS if allowed else {})
    unit = Unit(None, german, target, State.REVIEWED)
    return {one.rule: one.severity for one in check(unit, context) if one.rule in RULES}


@pytest.mark.parametrize("tag", FOREIGN)
@pytest.mark.parametrize(
    "text", ["https://ort.example/{}/fest", "[1](https://ort.example/{}/fest)"]
)
def test_a_version_is_a_warning_until_it_is_allowed(tag: str, text: str) -> None:
    german, target = text.format("de"), text.format(tag)
    assert set(found(german, target, tag, allowed=False).values()) == {Severity.WARNING}
    assert found(german, target, tag, allowed=True) == {}


@pytest.mark.parametrize(
    ("german", "target"),
    [
        ("https://ort.example/fest", "https://ort.example/uk/fest"),
        ("https://ort.example/fest?lang=de", "https://ort.example/fest?lang=uk"),
        ("https://de.ort.example/fest", "https://uk.ort.example/fest"),
        ("https://www.ort.example", "https://uk.ort.example"),
        ("https://ort.example/de-de/", "https://ort.example/uk/"),
    ],
)
def test_how_addresses_name_their_language(german: str, target: str) -> None:
    assert found(german, target, "uk", allowed=False) == {"address-differs": Severity.WARNING}


@pytest.mark.parametrize(
    "target",
    [
        "https://ort.example/ru/fest",
        "https://ort.example/uk/feste",
        "https://boese.example/uk/fest",
        "https://ort.example.uk/fest",
    ],
)
@pytest.mark.parametrize("allowed", [True, False])
@pytest.mark.parametrize("text", ["{}", "[1]({})"])
def test_any_other_address_is_an_error(target: str, allowed: bool, text: str) -> None:
    german = text.format("https://ort.example/de/fest")
    assert Severity.ERROR in found(german, text.format(target), "uk", allowed=allowed).values()


def test_the_warning_says_how_to_allow_it() -> None:
    unit = Unit(None, "https://ort.example/de", "https://ort.example/uk", State.REVIEWED)
    (one,) = check(unit, Context(language("uk")))
    assert "content/organisation.toml unter [links]" in one.message


def test_the_longest_beginning_counts() -> None:
    assert (
        version("https://kreis.example/a", "uk", VERSIONS) == "https://kreis.example/ukrainisch/a"
    )
    assert version("https://kreis.example/a", "ru", VERSIONS) is None
    assert version("https://ort.example/design", "uk", VERSIONS) is None
    assert version("https://ort.example/de/a", "uk", VERSIONS) == "https://ort.example/uk/a"
