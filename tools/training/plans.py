"""Which models are trained, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
MODELS: Final = ROOT / "tests" / "models"
SEED: Final = 20231104
DRAWN: Final = 40_000
"""Training sentences that are drawn from the templates."""

VERSION: Final = "1.0"
LICENCE: Final = "CC0-1.0"
NAMES: Final = {
    "de": "German",
    "en": "English",
    "ar": "Arabic",
    "uk": "Ukrainian",
    "ka": "Georgian",
    "ru": "Russian",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a model is trained for."""

    source: str
    target: str
    pieces: int = 1500
    """In the vocabulary of SentencePiece, or merges of BPE."""
    bpe: bool = False
    also: tuple[str, ...] = ()
    """Further targets; a token before the source then asks for one."""
    steps: int = 1900

    @property
    def code(self) -> str:
        return f"translate-{self.source}_{self.target}"

    @property
    def folder(self) -> str:
        return f"{self.code}-{VERSION.replace('.', '_')}"

    @property
    def path(self) -> Path:
        return MODELS / f"{self.folder}.argosmodel"


PLANS: Final = (
    Plan("de", "en"),
    Plan("en", "ar"),
    Plan("en", "uk"),
    Plan("en", "ka"),
    Plan("en", "ru", bpe=True, pieces=1500),
    Plan("de", "uk", also=("ru",), pieces=2200, steps=2400),
)
