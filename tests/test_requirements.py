"""pyproject.toml and the pinned files say the same, and the base is free of what binds others.

Read from disk and from the metadata of what is installed; no network.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.lock import BASE, FILES, FONTS, MT, ROOT, TEST, Pinned, pins

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OVERRIDES = map(Requirement, PYPROJECT["tool"]["uv"]["override-dependencies"])
LEFT_OUT = {one.name for one in OVERRIDES if one.marker and not one.marker.evaluate()}
"""What is overridden by a condition that never holds; any other override only moves a bound."""
EACH = pytest.mark.parametrize("pinned", FILES, ids=lambda pinned: pinned.path)


def text_of(pinned: Pinned) -> str:
    return (ROOT / pinned.path).read_text(encoding="utf-8")


def pinned_in(pinned: Pinned) -> Iterator[Requirement]:
    """Every requirement of a file, without its hashes."""
    for block in pins(text_of(pinned)).values():
        yield Requirement(block.split("\n", 1)[0].removesuffix("\\").strip())


def wanted_by(pinned: Pinned) -> list[Requirement]:
    """What pyproject.toml asks for in this file, besides what was installed before."""
    project = PYPROJECT["project"]
    tables = [project["dependencies"]]
    tables += [project["optional-dependencies"][extra] for extra in pinned.extras]
    tables += [PYPROJECT["dependency-groups"][group] for group in pinned.groups]
    return [Requirement(one) for table in tables for one in table]


def applies(requirement: Requirement, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def needed(requirements: Iterable[Requirement]) -> set[str]:
    """The names of these and of all that they ask for here, as their metadata say."""
    found: set[tuple[str, str]] = set()
    waiting = [(one.name, extra) for one in requirements for extra in ("", *one.extras)]
    while waiting:
        name, extra = waiting.pop()
        if (canonicalize_name(name), extra) in found or canonicalize_name(name) in LEFT_OUT:
            continue
        found.add((canonicalize_name(name), extra))
        for one in map(Requirement, distribution(name).requires or ()):
            if applies(one, extra):
                waiting += [(one.name, inner) for inner in ("", *one.extras)]
    return {name for name, _extra in found}


@EACH
def test_what_is_asked_for_is_pinned_within_its_bounds(pinned: Pinned) -> None:
    here = {one.name: one for one in pinned_in(pinned)}
    if pinned.besides:
        here |= {one.name: one for one in pinned_in(BASE)}
    for wanted in wanted_by(pinned):
        (specifier,) = here[canonicalize_name(wanted.name)].specifier
        assert wanted.specifier.contains(specifier.version), wanted


def test_what_is_installed_is_what_is_pinned() -> None:
    """Else the metadata that these tests read are of other versions; ``make test`` mends it."""
    here = {one.name: one.specifier for one in pinned_in(TEST) if applies(one)}
    other = {name: distribution(name).version for name in here}
    assert {name for name, found in other.items() if not here[name].contains(found)} == set()


@EACH
def test_nothing_is_pinned_that_nobody_asks_for_and_nothing_is_missing(pinned: Pinned) -> None:
    before = needed(wanted_by(BASE)) if pinned.besides else set()
    here = {one.name for one in pinned_in(pinned) if applies(one)}
    assert here == needed(wanted_by(pinned)) - before


@EACH
def test_every_file_has_hashes_and_names_no_host(pinned: Pinned) -> None:
    text = text_of(pinned)
    assert not re.search(r"://|^\s*#|^-", text, re.MULTILINE)
    for block in pins(text).values():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


def test_what_is_left_out_is_what_binds_others() -> None:
    assert {"minisbd"} == LEFT_OUT


def test_all_files_pin_the_same_versions() -> None:
    decided = {str(one).split(";")[0].strip() for one in pinned_in(TEST)}
    for pinned in (BASE, FONTS, MT):
        found = {str(one).split(";")[0].strip() for one in pinned_in(pinned) if applies(one)}
        assert found <= decided


def licence_of(name: str) -> str:
    """What a package says of its licence."""
    metadata = distribution(name).metadata
    fields = ("License-Expression", "License", "Classifier")
    said = [text for field in fields for text in metadata.get_all(field) or ()]
    return " ".join(text[:200] for text in said if "License ::" in text or "::" not in text)


def test_the_base_has_no_part_that_binds_whoever_serves_it() -> None:
    """No AGPL and no GPL; the LGPL of docxtpl does not reach the project's own files."""
    strong = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)
    found = {one.name for one in pinned_in(BASE) if applies(one)}
    assert {name for name in found if strong.search(licence_of(name))} == set()


def test_no_extra_brings_what_is_left_out() -> None:
    """Whoever installs extras with pip, which knows no overrides, gets nothing of it either."""
    every = Pinned("", extras=tuple(PYPROJECT["project"]["optional-dependencies"]))
    for name in needed(wanted_by(every)):
        asked = map(Requirement, distribution(name).requires or ())
        assert not {one.name for one in asked} & LEFT_OUT, name


def test_the_pinned_parts_are_part_of_the_package() -> None:
    assert (ROOT / MT.path).is_relative_to(ROOT / "pipeline")
    assert Path(ROOT / MT.path).name == "requirements.txt"
