"""content/ → values: what the press office wrote, and what of it cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..base.errors import PipelineError, each
from ..base.project import Project
from ..checks import Wording, load_wording
from ..source.clock import ZONE
from ..source.documents import load_sources
from ..source.glossary import Glossary, load_glossary
from ..source.model import Segment, Source
from ..source.organisation import Organisation, load_organisation
from ..source.phrasebook import load_phrasebook


@dataclass(frozen=True, slots=True)
class Material:
    """What the press office wrote."""

    organisation: Organisation
    sources: Sequence[Source]
    phrasebook: Sequence[Segment]
    glossary: Glossary
    wording: Wording
    unreadable: tuple[PipelineError, ...] = ()
    """Documents that are wrong, and why."""
    slips: tuple[PipelineError, ...] = ()
    """Other files that are wrong and are done without."""

    @property
    def problems(self) -> tuple[PipelineError, ...]:
        return tuple(one for slip in (*self.slips, *self.unreadable) for one in each(slip))


def load_material(project: Project, now: dt.datetime) -> Material:
    """Read all of content/ as it is to be shown on the day of ``now``.

    Raises `PipelineError` for what concerns everything: the organisation file, an empty
    folder (`ContentError`), the glossary (without it, agreed words and names would vanish
    from every catalogue).
    """
    organisation = load_organisation(project.content)
    glossary = load_glossary(project.content)
    slips: list[PipelineError] = []
    wording: Wording = ()
    phrasebook: Sequence[Segment] = ()
    try:
        wording = load_wording(project.content)
    except PipelineError as slip:  # it only feeds warnings
        slips.append(slip)
    sources, unreadable = load_sources(project.content, now.astimezone(ZONE).date())
    try:
        phrasebook = load_phrasebook(project.content)
    except PipelineError as slip:
        slips.append(slip)
    return Material(
        organisation,
        [_with_partners(source, organisation) for source in sources],
        phrasebook,
        glossary,
        wording,
        tuple(unreadable),
        tuple(slips),
    )


def _with_partners(source: Source, organisation: Organisation) -> Source:
    """The document with the partners of all documents before its own."""
    own = {partner.name for partner in source.partners}
    common = tuple(one for one in organisation.partners if one.name not in own)
    return replace(
        source,
        partners=(*common, *source.partners),
        remarks=(*organisation.partner_remarks, *source.remarks),
    )
