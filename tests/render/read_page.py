"""Pages and Editions as other programs and people read them, for comparison."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from typing import Any

from pipeline.edition.model import Edition, Fact
from pipeline.source.model import Kind
from pipeline.text.blocks import Heading, Item, Paragraph, Quote, Table
from pipeline.text.runs import Text


def shown(edition: Edition) -> Iterator[str]:
    """Yield the texts of a page in the order that `render` promises."""

    def facts(found: tuple[Fact, ...]) -> Iterator[str]:
        for fact in found:
            yield fact.label.plain
            yield fact.value.plain

    def plain(*texts: Text | None) -> Iterator[str]:
        yield from (found.plain for found in texts if found)

    organisation = edition.organisation
    yield from plain(edition.labels["skip"])
    yield organisation.name
    if len(edition.alternates) > 1:
        yield edition.language.endonym
        yield from plain(edition.labels["languages"])
    yield from plain(edition.alert)
    yield edition.german_alert or ""
    if notice := edition.notice:
        yield from (notice.mark.plain, "·", notice.german_mark)
        yield from (notice.text.plain, notice.german_text)
    yield from plain(edition.kind_label, edition.title, edition.subtitle)
    if edition.kind is Kind.INVITATION:
        yield from facts(edition.facts)
        registration = (g for g in edition.groups if g.key == "registration")
        for group in registration:
            yield from (r.text for fact in group.facts for r in fact.value.runs if r.link)
    yield from plain(edition.dateline)
    for block in edition.blocks:
        match block:
            case Heading() | Paragraph() | Item():
                yield block.text.plain
            case Quote():
                yield from plain(*block.paragraphs)
            case Table():
                yield from plain(*block.header, *(cell for row in block.rows for cell in row))
    if programme := edition.programme:
        yield from plain(programme.heading, programme.time_label, programme.title_label)
        yield from plain(programme.speakers_label)
        for row in programme.rows:
            yield from plain(row.time, row.title, *row.speakers)
    if edition.organisers:
        yield from plain(edition.organisers.heading, *edition.organisers.names)
    if edition.kind is Kind.PRESS_RELEASE:
        yield from facts(edition.facts)
    said = [one.text.plain for one in edition.blocks if isinstance(one, Heading)]
    for group in edition.groups:
        if group.heading.plain not in said:
            yield group.heading.plain
        yield from facts(group.facts)
    yield from plain(edition.provenance)
    alternates = edition.alternates if len(edition.alternates) > 1 else ()
    base = organisation.base_url
    if alternates:
        yield from plain(edition.labels["languages"])
    for alternate in alternates:
        yield alternate.endonym
        if alternate.draft and edition.notice:
            yield edition.notice.mark.plain
    if base:
        yield f"{base.removeprefix('https://')}/{edition.slug}"
    for line in (organisation.name, organisation.office, organisation.address):
        yield line or ""
    yield from (organisation.phone or "", "www.werra-meissner-kreis.de")


def read_by_pandoc(source: str) -> str:
    """Return all characters that pandoc sees, in its order, without spaces."""
    done = subprocess.run(
        ["pandoc", "-f", "html", "-t", "json"],
        input=source.encode(),
        capture_output=True,
        check=True,
    )
    return re.sub(r"\s", "", "".join(_strings(json.loads(done.stdout)["blocks"])))


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _strings(child)
    elif isinstance(node, dict):
        if node.get("t") == "Str":
            yield node["c"]
        else:
            yield from _strings(node.get("c", []))
