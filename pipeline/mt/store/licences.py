"""Under which licence a package may be used, as far as anything says it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_NON_COMMERCIAL: Final = re.compile(r"(?<![a-z])(nc|non-?commercial)(?![a-z])", re.IGNORECASE)

_STATED: Final = re.compile(
    r"^[ \t*#>-]*licen[cs]e\**[ \t]*[:=]\**[ \t]*[\"'`]?"
    r"([A-Za-z0-9][A-Za-z0-9 .+-]{1,60}?)[\"'`]?\.?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of a model card such as ``license: cc-by-4.0``."""

_READ_BYTES: Final = 200_000


def non_commercial(licence: str | None) -> bool:
    """Whether a licence forbids commercial use: CC-BY-NC-4.0, CC-BY-NC-SA-3.0 and the like.

    A public office is not commercial in every country's and every licensor's reading, so
    such a model is taken only when somebody has decided so.
    """
    return licence is not None and _NON_COMMERCIAL.search(licence) is not None


def stated_in(folder: Path) -> str | None:
    """The licence that a package's README states on a line of its own, or None.

    Argos Translate's packages name theirs there, if at all, and not in the metadata.
    """
    for path in sorted(folder.glob("README*")):
        if path.is_file():
            with path.open(encoding="utf-8", errors="replace") as file:
                found = _STATED.search(file.read(_READ_BYTES))
            if found:
                return found[1].strip()
    return None
