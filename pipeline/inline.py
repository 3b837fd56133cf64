"""Inline Markdown: strong, emphasis and links (CommonMark 0.31, sections 6.2 and 6.3).

Everything else stays the text it is: raw HTML, images and code are never interpreted.
Placeholders are taken out before the parser sees them and stay whole in text and links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from markdown_it import MarkdownIt

from .model import Run
from .placeholders import TOKEN

HTML: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[CDATA\[|<\?")
"""What a reader of the source would take for HTML."""

SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")

# Placeholders travel through the parser as letters of the supplementary private use area.
_FIRST = 0xF0000
_SENTINEL = re.compile("[\U000f0000-\U000ffffd]")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape", "entity"])
    # Targets are compared with the German ones and checked by `SCHEMES`, so they are kept
    # as written instead of being percent-encoded or judged here.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def parse(text: str, values: Mapping[str, Sequence[Run]] | None = None) -> tuple[Run, ...]:
    """Turn one line of inline Markdown into runs.

    Without ``values`` placeholders stay in the text as ``{name}``; with them each is
    replaced by its runs (KeyError when one is missing), in a link target by their plain
    text. Neighbouring runs of the same look are joined.
    """
    taken: list[str] = []

    def take(match: re.Match[str]) -> str:
        taken.append(match[0])
        return chr(_FIRST + len(taken) - 1)

    text = _SENTINEL.sub("\N{REPLACEMENT CHARACTER}", text)
    tokens = _parser().parseInline(TOKEN.sub(take, text))[0].children or []
    runs: list[Run] = []
    strong = emphasis = 0
    link: str | None = None
    for token in tokens:
        match token.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "em_open":
                emphasis += 1
            case "em_close":
                emphasis -= 1
            case "link_open":
                link = _plain(str(token.attrs["href"]), taken, values)
            case "link_close":
                link = None
            case _:
                for run in _fill(token.content, taken, values):
                    runs.append(
                        Run(
                            run.text,
                            strong=strong > 0 or run.strong,
                            emphasis=emphasis > 0 or run.emphasis,
                            link=link if link is not None else run.link,
                            ltr=run.ltr,
                        )
                    )
    return join(runs)


def links(text: str) -> list[str]:
    """The link targets of ``text`` in their order, placeholders as ``{name}``."""
    found: list[str] = []
    for run in parse(text):
        if run.link is not None and (not found or found[-1] != run.link):
            found.append(run.link)
    return found


def plain(text: str) -> str:
    """``text`` without its Markdown, placeholders as ``{name}``."""
    return "".join(run.text for run in parse(text))


def join(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Join neighbours that look alike; drop empty runs. Islands stay apart."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last and not run.ltr and _look(last) == _look(run):
            joined[-1] = Run(last.text + run.text, run.strong, run.emphasis, run.link, run.ltr)
        else:
            joined.append(run)
    return tuple(joined)


def _look(run: Run) -> tuple[bool, bool, str | None, bool]:
    return run.strong, run.emphasis, run.link, run.ltr


def _fill(text: str, taken: Sequence[str], values: Mapping[str, Sequence[Run]] | None) -> list[Run]:
    runs: list[Run] = []
    position = 0
    for match in _SENTINEL.finditer(text):
        runs.append(Run(text[position : match.start()]))
        position = match.end()
        token = taken[ord(match[0]) - _FIRST]
        if values is None:
            runs.append(Run(token))
        elif token in ("{{", "}}", "{", "}"):
            runs.append(Run(token[0]))
        else:
            runs.extend(values[token[1:-1]])
    runs.append(Run(text[position:]))
    return runs


def _plain(text: str, taken: Sequence[str], values: Mapping[str, Sequence[Run]] | None) -> str:
    return "".join(run.text for run in _fill(text, taken, values))
