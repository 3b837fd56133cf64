"""The header of a catalogue: what a new one says, what a program left out, whose it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from ..language.table import Language, languages
from .po import PoFile

_UNFIT: Final = {
    "Language": re.compile(r"^$"),
    "Content-Type": re.compile(r"^(?!.*charset=utf-8)", re.IGNORECASE),
    "Plural-Forms": re.compile("INTEGER"),
}
"""Header fields that a copied template leaves blank, and encodings other than ours."""


def fresh(domain: str, now: dt.datetime, language: Language | None) -> dict[str, str]:
    """The fields of a new catalogue; of a template if there is no ``language``."""
    date = now.strftime("%Y-%m-%d %H:%M%z")
    fields = {
        "Project-Id-Version": domain,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date if language else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "Automatically generated",
        "Language-Team": "none",
        "Language": language.posix if language else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language:
        fields["Plural-Forms"] = language.plural_forms
    return fields


def completed(existing: PoFile, wanted: Mapping[str, str]) -> str:
    """The header's text with every field that gettext needs and a program left out."""
    text = existing.head.msgstr
    lines = text.removesuffix("\n").split("\n") if text else []
    have = existing.fields()
    for name, value in wanted.items():
        if name not in have:
            lines.append(f"{name}: {value}")
        elif name in _UNFIT and _UNFIT[name].search(have[name]):
            lines = [f"{name}: {value}" if line.startswith(f"{name}:") else line for line in lines]
    return "\n".join([*lines, ""])


def named(header: str) -> str | None:
    """The tag of the row that a Language header names, however a program writes it.

    ``uk_UA`` and ``sr_RS@latin`` name ``uk`` and ``sr-Latn``, with a country that no row
    tells apart; ``zh_Hans`` and ``ku`` name the only row whose CLDR locale they begin.
    """
    name = _normal(header)
    language = re.sub(r"_(?:[a-z]{2}|\d{3})(?=@|$)", "", name)
    begun = {tag for known, tag in _names().items() if known.startswith(f"{name}_")}
    return (
        _names().get(name) or _names().get(language) or (begun.pop() if len(begun) == 1 else None)
    )


@cache
def _names() -> Mapping[str, str]:
    """All names of the rows, with their tags; CLDR's last, as it may be only the nearest."""
    rows = languages().values()
    cldr = {_normal(row.babel_locale): row.tag for row in rows}
    ours = {_normal(name): row.tag for row in rows for name in (row.tag, row.posix)}
    return cldr | ours


def _normal(name: str) -> str:
    return re.sub(r"\.[\w-]+", "", name.strip().lower().replace("-", "_"))
