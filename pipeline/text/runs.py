"""Characters as they look and read: the smallest thing a reader sees."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look and read alike."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    """https:, http:, mailto: or tel:."""
    ltr: bool = False
    """A left-to-right island: phone, e-mail, address, Latin name (UAX #9 isolate)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text ready to be shown: no placeholder is left in it."""

    runs: tuple[Run, ...]
    german: bool = False
    """Shown in German because no translation can be: left-to-right, lang="de"."""

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)
