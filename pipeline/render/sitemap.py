"""sitemap.xml and robots.txt: what search engines are told of site/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from lxml import etree

from ..edition.model import Edition
from .places import page_of

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_NAMES: Final[dict[Any, str]] = {None: _SITEMAP, "xhtml": _XHTML}
NAME: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"


def render(editions: Sequence[Edition], base: str) -> bytes:
    """Return the sitemap (sitemaps.org 0.9) of what is published at ``base``, with hreflang.

    Every page names its document in all languages, itself included, and the language chooser for
    everybody else. The same editions give the same bytes: no times.
    """
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_NAMES)
    for address, alternates in _addresses(editions, base):
        url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = address
        for tag, href in alternates.items():
            etree.SubElement(url, f"{{{_XHTML}}}link", rel="alternate", hreflang=tag, href=href)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def robots(base: str | None) -> bytes:
    """Return robots.txt (RFC 9309): everything here may be found."""
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {base}/{NAME}"] if base else [])]
    return "\n".join([*lines, ""]).encode()


def _addresses(editions: Iterable[Edition], base: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield f"{base}/", {}
    for slug, group in groupby(sorted(editions, key=_slug), key=_slug):
        pages = {one.language.tag: f"{base}/{page_of(one)}" for one in group}
        chooser = f"{base}/{slug}/"
        alternates = {**pages, "x-default": chooser}
        yield chooser, alternates
        yield from ((address, alternates) for address in pages.values())


def _slug(edition: Edition) -> str:
    return edition.slug
