"""docxtpl with what a template from outside needs: a sandbox, and no surprises."""

from __future__ import annotations

import functools
import io
import re
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from .tags import straight

_TAG: Final = re.compile(r"\{\{[^<>]*?\}\}|\{%[^<>]*?%\}")


class _Environment(SandboxedEnvironment):
    """Compiles every part of a letterhead once, not once for every edition."""

    def from_string(self, source: Any, *_args: Any, **_options: Any) -> Template:
        return _compiled(source)


@functools.lru_cache(maxsize=32)
def _compiled(source: str) -> Template:
    return SandboxedEnvironment.from_string(letterhead_environment(), source)


@functools.cache
def letterhead_environment() -> SandboxedEnvironment:
    """Return Jinja as letterheads get it: sandboxed, escaping, nothing global, nothing implied."""
    made = _Environment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


class LetterheadEngine(DocxTemplate):  # type: ignore[misc]
    """A letterhead that docxtpl fills; properties and notes of the document are left alone."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))

    def patch_xml(self, src_xml: str) -> str:
        """Return the XML with tags rejoined and their quotation marks straight."""
        patched: str = super().patch_xml(src_xml)
        return _TAG.sub(lambda tag: straight(tag[0]), patched)

    def render_properties(self, *_args: Any, **_options: Any) -> None:
        """Do nothing: docx.py writes the properties."""

    def render_footnotes(self, *_args: Any, **_options: Any) -> None:
        """Do nothing: letterhead.py refuses tags in notes."""
