"""Whether what was asked for may go out, and if not, why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..base.errors import OutputError, UsageError, nearest
from ..base.messages import _, joined
from ..language.table import Language
from ..report.status import Row, held_back
from ..source.organisation import Organisation
from .outcome import Outcome

OBSTACLES_NAMED: Final = 10
"""Obstacles that are named one by one."""


@dataclass(frozen=True, slots=True)
class Released:
    """Whether what was asked for may go out."""

    rows: tuple[Row, ...]
    """What was asked for, in the order of the run."""
    held_back: Mapping[tuple[str, str], tuple[str, ...]]
    """By slug and tag: what keeps an edition back, a sentence each; empty if nothing does."""


def may_go_out(
    organisation: Organisation, outcome: Outcome, wanted: Collection[Language], slug: str | None
) -> Released:
    """Judge what a run of `flow.invitations` made: may all that was asked for go out?

    No ``wanted`` means every language, no ``slug`` every document. Raises `UsageError` for a
    document or language that nothing was made in.
    """
    slugs = {row.slug for row in outcome.rows}
    if slug is not None and slug not in slugs:
        raise UsageError(None, no_document(slug, slugs))
    rows = tuple(
        row
        for row in outcome.rows
        if (slug is None or row.slug == slug) and (not wanted or row.language in wanted)
    )
    for target in wanted:
        if target not in {row.language for row in rows}:
            raise UsageError(None, not_in(target, slug))
    unwritten = tuple(str(one) for one in outcome.problems if isinstance(one, OutputError))
    return Released(
        rows,
        {
            (row.slug, row.language.tag): tuple(
                cut([*held_back(row, organisation.requires), *unwritten])
            )
            for row in rows
        },
    )


def cut(lines: Iterable[str]) -> Iterator[str]:
    """Each line once, and of many the first `OBSTACLES_NAMED` and how many more there are."""
    found = list(dict.fromkeys(lines))
    yield from found[:OBSTACLES_NAMED]
    if len(found) > OBSTACLES_NAMED:
        yield _("Und {count} weitere Stellen.").format(count=len(found) - OBSTACLES_NAMED)


def no_document(slug: str, slugs: Collection[str]) -> str:
    """That there is no such document, and what was probably meant."""
    text = _("Das Dokument „{slug}“ gibt es nicht.").format(slug=slug)
    return joined(" ", (text, nearest(slug, slugs))) if slugs else text


def not_in(target: Language, slug: str | None) -> str:
    """That a document (None: any) is not made in a language."""
    if slug is None:
        return _("In der Sprache {language} wird nichts gemacht.").format(language=target.german)
    return _("„{slug}“ wird in der Sprache {language} nicht gemacht.").format(
        slug=slug, language=target.german
    )
