"""Write pipeline/render/templates/letterhead.docx: ``python -m tools.make_letterhead``.

The same bytes every time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tools.letterhead.package import letterhead

TARGET: Final = Path(__file__).parents[1] / "pipeline" / "render" / "templates" / "letterhead.docx"

if __name__ == "__main__":
    TARGET.write_bytes(letterhead())
