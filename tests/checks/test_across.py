"""Checks over several catalogues, and of a catalogue's header."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.model import Location, Severity, State
from pipeline.catalogue import po
from pipeline.catalogue.units import Catalogue, Unit
from pipeline.checks import catalogue_findings, consistency
from pipeline.language.table import Language, language, languages

from ..support import ROOT
from .faults import TAGS

UK, RU = language("uk"), language("ru")
GERMAN = "Der Eintritt ist frei."


def one(
    domain: str, target: str, state: State = State.DRAFT, row: Language = UK, comment: str = ""
) -> Catalogue:
    where = Location(Path(f"{domain}.po"), 7)
    unit = Unit(None, GERMAN, target, state, comment=comment, location=where)
    return Catalogue(row, domain, {(None, GERMAN): unit})


def test_two_translations_of_one_text() -> None:
    found = consistency([one("a", "Вхід вільний."), one("b", "Вхід безкоштовний.", State.REVIEWED)])
    ((key, diagnostic),) = found.items()
    assert key == ("a", (None, GERMAN))
    assert (diagnostic.rule, diagnostic.severity) == ("inconsistent", Severity.WARNING)
    assert (diagnostic.language, diagnostic.location) == ("uk", Location(Path("a.po"), 7))
    assert diagnostic.message == (
        "Derselbe deutsche Text ist in b.po:7 anders übersetzt: „Вхід безкоштовний.“. "
        "Einigen Sie sich auf eine Übersetzung."
    )


def test_what_most_documents_say_counts() -> None:
    found = consistency([one("a", "x"), one("b", "y"), one("c", "y")])
    assert set(found) == {("a", (None, GERMAN))}


@pytest.mark.parametrize(
    "catalogues",
    [
        [one("a", "x"), one("b", "x")],
        [one("a", "Вхід  вільний."), one("b", "вхід вільний.")],
        [one("a", "x"), one("b", "y", row=RU)],
        [one("a", "x"), one("b", "", State.MISSING)],
        [
            one("a", "x", comment="Prüfung aus: inconsistent, dort ein Titel"),
            one("b", "y", State.REVIEWED),
        ],
    ],
)
def test_what_is_consistent(catalogues: list[Catalogue]) -> None:
    assert consistency(catalogues) == {}


def header(path: Path, plural: str, more: str = "") -> po.PoFile:
    field = f'"Plural-Forms: {plural}\\n"\n' if plural else ""
    path.write_text(f'msgid ""\nmsgstr ""\n"Language: x\\n"\n{field}{more}', encoding="utf-8")
    return po.read(path)


@pytest.mark.parametrize("row", languages().values(), ids=list(languages()))
def test_every_language_counts_as_its_table_says(row: Language, tmp_path: Path) -> None:
    assert catalogue_findings(header(tmp_path / "x.po", row.plural_forms), row) == ()
    assert catalogue_findings(header(tmp_path / "x.po", ""), row) == ()
    wrong = header(tmp_path / "x.po", "nplurals=2; plural=(n == 7);")
    (found,) = catalogue_findings(wrong, row)
    assert (found.rule, found.severity, found.language) == (
        "plural-forms",
        Severity.WARNING,
        row.tag,
    )
    assert row.plural_forms in found.message


@pytest.mark.parametrize(
    ("tag", "plural"),
    [
        ("tr", "nplurals=2; plural=n != 1;"),  # Poedit, as CLDR has it
        ("fr", "nplurals=2; plural=n>1"),
        (
            "uk",
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
            "(n%100<12 || n%100>14) ? 1 : 2);",
        ),
    ],
)
def test_what_editors_write_is_right(tag: str, plural: str, tmp_path: Path) -> None:
    row = language(tag)
    assert catalogue_findings(header(tmp_path / "x.po", plural), row) == ()


@pytest.mark.parametrize(
    "plural",
    [
        "x",
        "nplurals=1; plural=n != 1;",
        "nplurals=2; plural=1/n;",
        "nplurals=2; plural=__import__;",
        "nplurals=2; plural=" + "(" * 300 + "n" + ")" * 300 + ";",
    ],
)
def test_a_header_that_cannot_be_read(plural: str, tmp_path: Path) -> None:
    (found,) = catalogue_findings(header(tmp_path / "x.po", plural), UK)
    assert found.location == Location(tmp_path / "x.po", 1)


def test_a_plural_entry_is_reported(tmp_path: Path) -> None:
    entry = '\nmsgid "Gast"\nmsgid_plural "Gäste"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    (found,) = catalogue_findings(header(tmp_path / "x.po", UK.plural_forms, entry), UK)
    assert "msgid_plural" in found.message


def test_the_committed_headers_are_right() -> None:
    for tag in TAGS:
        row = language(tag)
        for path in sorted((ROOT / "locale" / row.posix / "LC_MESSAGES").glob("*.po")):
            assert catalogue_findings(po.read(path), row) == ()
