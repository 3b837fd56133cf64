"""What of a text is only its form: where its lines end, and hyphens that nobody sees."""

from __future__ import annotations

import re
from typing import Final

BREAK: Final = "\n"
"""A hard line break (CommonMark 0.31, 6.7) in a text that otherwise is one line."""

_BREAKS: Final = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_SOFT_HYPHEN: Final = "\u00ad"


def flat(text: str) -> str:
    """``text`` as one line; two texts that are alike so differ in form alone."""
    if _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "")
    return _BREAKS.sub(" ", text) if BREAK in text or "\r" in text else text
