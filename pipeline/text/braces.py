"""Names in braces: ``{date}``, ``{start}`` …

The syntax is python-brace-format (gettext manual, 15.3.1 "Python brace format strings"),
limited to plain names; ``{{`` and ``}}`` are literal braces. What a name stands for, the
source knows.
"""

from __future__ import annotations

import re
from typing import Final

TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
"""A literal brace, a placeholder (group 1 is its name), or a brace that has no partner."""


def names(text: str) -> list[str]:
    """The placeholders of ``text`` in their order, with repetitions.

    A brace without a partner counts as a placeholder with that brace as its name, so that
    whoever compares names finds it.
    """
    found = []
    for match in TOKEN.finditer(text):
        if match[1] is not None:
            found.append(match[1])
        elif match[0] in ("{", "}"):
            found.append(match[0])
    return found
