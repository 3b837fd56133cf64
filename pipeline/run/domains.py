"""Which German texts are translated together, and into which languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..base.project import Project
from ..language.table import Language, language
from ..source.model import Segment, Source
from ..source.organisation import Organisation
from ..source.phrasebook import FILE, PHRASEBOOK
from ..source.segments import LAYOUT, layout_segments, segments


@dataclass(frozen=True, slots=True)
class Domain:
    """German texts that are translated together: a document, the phrasebook, the labels."""

    name: str
    segments: Sequence[Segment]
    reference: str
    """What ``#:`` names."""
    languages: tuple[Language, ...]


def targets(source: Source, organisation: Organisation) -> tuple[Language, ...]:
    """The languages besides German that a document is made in."""
    tags = organisation.languages if source.languages is None else source.languages
    return tuple(language(tag) for tag in tags)


def domains(
    project: Project,
    organisation: Organisation,
    sources: Sequence[Source],
    phrasebook: Sequence[Segment],
) -> list[Domain]:
    """All domains; the phrasebook first, as the others take from it."""
    found = [
        Domain(
            source.slug,
            segments(source),
            project.reference(source.path),
            targets(source, organisation),
        )
        for source in sources
    ]
    everywhere = languages_of(found)
    if phrasebook:
        reference = project.reference(project.content / FILE)
        found.insert(0, Domain(PHRASEBOOK, phrasebook, reference, everywhere))
    found.append(Domain(LAYOUT, layout_segments(), "pipeline/labels.py", everywhere))
    return found


def languages_of(found: Sequence[Domain]) -> tuple[Language, ...]:
    """The languages of domains, each once, in the order of the domains."""
    return tuple({each.tag: each for domain in found for each in domain.languages}.values())
