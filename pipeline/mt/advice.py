"""Whether another model would pay: ways compared on an office's own texts, in words."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..base.messages import _
from .evaluate import Measured, Reference

ENOUGH: Final = 30
"""Texts; fewer say nothing about a model."""
WORTH: Final = 1.0
"""Points of chrF++ below which hardly a reviewer notices a difference."""
_CHANCE: Final = 0.05
"""A difference that comes so often of the choice of texts alone counts as none."""
_SAMPLES: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Gain:
    """By how much another way is better."""

    route: str
    texts: int
    """That could be compared."""
    points: float = 0.0
    chance: float = 1.0
    """How often the choice of texts alone would give such a difference."""


def advice(now: Measured, others: Sequence[Measured], known: Sequence[Reference]) -> str:
    """Say in German whether to change from the way that drafts ``now`` to one of ``others``.

    Compared are texts that began as drafts of neither, by chrF++ and paired bootstrap
    resampling (Koehn 2004).
    """
    if not others:
        return _("Es ist nur dieser Weg installiert; es gibt nichts zu vergleichen.")
    gains = [_gain(now, other, known) for other in others]
    best = max(gains, key=lambda one: (one.texts >= ENOUGH, one.points))
    if best.texts < ENOUGH:
        return _(
            "Zu wenige Texte für einen Rat: {count}; es sollten {enough} sein, die nicht als "
            "Entwurf eines der verglichenen Modelle begannen."
        ).format(count=best.texts, enough=ENOUGH)
    if best.points <= 0 or best.chance >= _CHANCE:
        return _("Bleiben Sie dabei: Kein anderer Weg ist nachweislich besser.")
    if best.points < WORTH:
        return _(
            "Ein Wechsel lohnt sich kaum: {route} ist um {gain} Punkte besser; unter {worth} "
            "merken Prüfende wenig davon."
        ).format(route=best.route, gain=_figure(best.points), worth=_figure(WORTH))
    return _("Ein Wechsel lohnt sich: {route} trifft Ihre Texte um {gain} Punkte besser.").format(
        route=best.route, gain=_figure(best.points)
    )


def _gain(now: Measured, other: Measured, known: Sequence[Reference]) -> _Gain:
    fair = [one for one in known if not one.began or one.began not in (now.route, other.route)]
    if len(fair) < ENOUGH:
        return _Gain(other.route, len(fair))
    ours, theirs = ([side.drafts[one.german] for one in fair] for side in (now, other))
    points, chance = _difference(ours, theirs, [one.good for one in fair])
    return _Gain(other.route, len(fair), points, chance)


def _difference(
    ours: Sequence[str], theirs: Sequence[str], good: Sequence[str]
) -> tuple[float, float]:
    """Points of chrF++ by which ``theirs`` are better, and what chance there is for it."""
    from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415 - only whoever measures pays
    from sacrebleu.significance import PairedTest  # noqa: PLC0415

    logging.getLogger("sacrebleu").setLevel(logging.ERROR)  # it tells of its progress
    with contextlib.redirect_stderr(io.StringIO()):
        _heads, found = PairedTest(
            [("ours", list(ours)), ("theirs", list(theirs))],
            {"chrF": CHRF(word_order=2, references=[list(good)])},
            references=None,
            test_type="bs",
            n_samples=_SAMPLES,
        )()
    scores: list[Any] = next(row for head, row in found.items() if head != "System")
    chance = 1.0 if scores[1].p_value is None else float(scores[1].p_value)
    return float(scores[1].score) - float(scores[0].score), chance


def _figure(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
