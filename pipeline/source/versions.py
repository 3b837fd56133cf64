"""Web addresses that exist in several languages: ``[links]`` in organisation.toml.

A German address, or how several begin, and its versions: one text with ``{language}`` in it, or
a table of languages. ``"https://ort.example/de" = "https://ort.example/{language}"``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LANGUAGE: Final = "{language}"

Versions = Mapping[str, str | Mapping[str, str]]
"""German address → its address with `LANGUAGE`, or language (BCP 47) → address."""


def version(address: str, tag: str, versions: Versions) -> str | None:
    """The address that ``versions`` has for a German ``address`` in the language ``tag``.

    None where it has none. The longest beginning that fits counts; what follows it stays.
    """
    for german in sorted(versions, key=len, reverse=True):
        if not address.lower().startswith(german.lower()):
            continue
        rest = address[len(german) :]
        if rest and rest[0] not in "/?#" and not german.endswith("/"):
            continue
        others = versions[german]
        if isinstance(others, str):
            return others.replace(LANGUAGE, tag) + rest
        return others[tag] + rest if tag in others else None
    return None
