"""Bring pipeline/base/messages.en.po in line with the messages in the code.

Run ``python -m tools.update_messages``, then translate what is empty or fuzzy.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from babel.messages.extract import extract_from_dir

from pipeline.base.messages import ENGLISH
from pipeline.catalogue import files as catalogues
from pipeline.catalogue import po
from pipeline.language.table import language
from pipeline.mt.store import recommended
from pipeline.source.model import Role, Segment
from pipeline.source.segments import unique

PACKAGE = Path(__file__).parent.parent / "pipeline"


def messages() -> tuple[Segment, ...]:
    """Every text that the code marks with ``_()``, in the order of files and lines.

    At the end those that stand in a table: what is to be known of a recommended model.
    """
    found = extract_from_dir(
        PACKAGE,
        [("**.py", "python")],
        keywords={"_": None},
        comment_tags=(),
        strip_comment_tags=True,
    )
    texts = [str(text) for _file, _line, text, _comments, _context in found]
    texts += [row.note for row in recommended.table().values() if row.note]
    return unique(Segment(Role.LABEL, str(text)) for text in texts)


def main() -> None:
    """Merge and write; say what is left to translate."""
    english = language("en")
    existing = po.read(ENGLISH) if ENGLISH.exists() else None
    merged = catalogues.merge(
        existing,
        messages(),
        english,
        domain="messages",
        reference="pipeline",
        now=dt.datetime.now(dt.UTC),
    )
    catalogues.write(ENGLISH, merged)
    for entry in merged.entries:
        if not entry.msgstr or entry.fuzzy:
            print(entry.msgid)


if __name__ == "__main__":
    main()
