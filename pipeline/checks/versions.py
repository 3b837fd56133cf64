"""Whether an address is the German one in another language."""

from __future__ import annotations

import re
from typing import Final

from ..language.table import GERMAN, Language
from ..source.versions import Versions, version

_SCHEME: Final = re.compile(r"^https?://", re.IGNORECASE)
_GERMAN_PART: Final = re.compile(r"(?<=[/=])de(?:[-_]de)?(?=[/?&#.]|$)|^de(?=\.)")
"""The part of an address that names its language: of a path, a query, or before the host."""


def is_allowed(german: str, found: str, language: Language, versions: Versions) -> bool:
    """Whether ``found`` is what organisation.toml has for ``german`` in a language."""
    other = version(f"https://{bare(german)}", language.tag, _with_https(versions))
    return other is not None and bare(other) == bare(found)


def is_version(german: str, found: str, language: Language) -> bool:
    """Whether two addresses differ in nothing but the part that names the language."""
    return bool(_forms(bare(german), language) & {bare(found)})


def bare(address: str) -> str:
    """An address as `figures.Figures` has it: without scheme, in lower case, no slash behind."""
    return _SCHEME.sub("", address).lower().rstrip("/")


def _forms(german: str, language: Language) -> set[str]:
    """The German address with a code of the language where "de" stands, or behind its host."""
    codes = {language.tag, language.tag.split("-")[0], language.posix}
    codes = {form for code in codes for form in (code.lower(), code.lower().replace("_", "-"))}
    host, slash, path = german.partition("/")
    forms = {_GERMAN_PART.sub(code, german) for code in codes}
    forms |= {f"{host}/{code}{slash}{path}" for code in codes} | {
        f"{code}.{german.removeprefix('www.')}" for code in codes
    }
    return forms - {german, GERMAN}


def _with_https(versions: Versions) -> Versions:
    return {f"https://{bare(german)}": others for german, others in versions.items()}
