"""docxtpl with what a template from outside needs: a sandbox, and no surprises."""

from __future__ import annotations

import functools
import io
import re
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from .tags import check_harmless, straight

_TAG: Final = re.compile(r"\{\{[^<>]*?\}\}|\{%[^<>]*?%\}")
_ANY: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
"""What Jinja takes for a tag, even where XML stands in it."""


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
        """Return the XML with tags rejoined and their quotation marks straight.

        Raises `tags.TagFault` for one that calculates, calls or changes something, wherever in
        the file it stands: docxtpl fills attributes and field codes, too.
        """
        patched: str = super().patch_xml(src_xml)
        for tag in _ANY.findall(patched):
            check_harmless(tag, letterhead_environment())
        return _TAG.sub(lambda tag: straight(tag[0]), patched)

    def render_properties(self, *_args: Any, **_options: Any) -> None:
        """Do nothing: docx.py writes the properties."""

    def render_footnotes(self, *_args: Any, **_options: Any) -> None:
        """Do nothing: letterhead.py refuses tags in notes."""
