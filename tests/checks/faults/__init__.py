"""A corpus of planted faults: good translations, each spoilt in one way that one rule knows.

`good` reads the translations, `planted` spoils them. Both are deterministic.
"""

from .mutations import MUTATIONS, Fault, planted
from .texts import TAGS, good

__all__ = ["MUTATIONS", "TAGS", "Fault", "good", "planted"]
