"""build/: writing what changed, removing what no longer holds."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from .files import remove, write_if_changed
from .render import bundle

_ENDINGS = "|".join(map(re.escape, bundle.ENDINGS))
_OURS = re.compile(
    rf"""(?P<slug>[a-z0-9-]+)/(?:
        (?:drafts/)?(?P<tag>[A-Za-z-]+)/(?P=slug)\.(?P=tag)\.(?:{_ENDINGS})
      | (?:drafts/)?share/[A-Za-z-]+(?:\.[A-Z]+)?\.zip
      | {"|".join(map(re.escape, bundle.SHARED))}
    )""",
    re.VERBOSE,
)


def clear(build: Path, keep: Collection[str]) -> int:
    """Remove the editions below ``build`` that are not in ``keep`` and return their number.

    ``keep`` holds paths relative to ``build``, with slashes. Called before anything is
    written, so that a language is never in the publishable place and under drafts/ at once,
    and no edition stays that says what the German no longer says. Files that the pipeline
    did not name are left alone. Raises `OutputError`.
    """
    removed = 0
    for path in sorted(build.rglob("*")) if build.is_dir() else ():
        name = path.relative_to(build).as_posix()
        if name not in keep and _OURS.fullmatch(name) and path.is_file():
            remove(path, build)
            removed += 1
    return removed


def write(build: Path, name: str, data: bytes) -> bool:
    """Write one file below ``build``; say whether it changed. Raises `OutputError`."""
    return write_if_changed(build / name, data)
