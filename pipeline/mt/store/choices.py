"""What an office may choose for a language under [translation] in organisation.toml.

The words stand in files of offices; here alone is said what they mean.
"""

from __future__ import annotations

from typing import Final

PIVOT: Final = "en"
"""The language between: models from German lead to English, and from English there are many."""

AUTO: Final = "auto"
"""The way that is expected to be best."""
DIRECT: Final = "direct"
"""From German without a detour."""
OVER_ENGLISH: Final = "english"
"""From German to English, and from there."""
NONE: Final = "none"
"""No machine."""

CHOICES: Final = (AUTO, DIRECT, OVER_ENGLISH, NONE)
"""Whatever else stands there is the name of a model."""

BEST: Final = "best"
"""Of each language the best model known."""
SMALL: Final = "small"
"""A small one, where there is one: less to fetch, less memory, weaker drafts."""
