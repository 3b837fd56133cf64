"""Inline Markdown: strong, emphasis and links (CommonMark 0.31, sections 6.2 and 6.3).

Everything else stays the text it is: raw HTML, images and code are never interpreted.
Placeholders are taken out before the parser sees them and stay whole in text and links,
and so does the star between two letters ("Bürger*innen"), which CommonMark would take for
emphasis when there are two of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .braces import TOKEN
from .form import BREAK
from .patterns import UNFIT
from .runs import Run

HTML: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[CDATA\[|<\?")
"""What a reader of the source would take for HTML."""

_TAKEN: Final = re.compile(TOKEN.pattern + r"|(?<=[A-Za-zÄÖÜäöüß])\*(?=[A-Za-zÄÖÜäöüß])")

# What is taken out travels through the parser as a private use character.
_FIRST: Final = 0xF0000
_MOST: Final = 0xFFFD
_SENTINEL: Final = re.compile("[\U000f0000-\U000ffffd]")

Values = Mapping[str, Sequence[Run]]
"""The runs that stand for each placeholder."""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(
        ["emphasis", "link", "escape", "entity", "newline"]
    )
    # Targets are compared with the German ones and checked by `patterns.SCHEMES`, so they are kept
    # as written instead of being percent-encoded or judged here.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def parse(text: str, values: Values | None = None) -> tuple[Run, ...]:
    """Turn inline Markdown into runs.

    Without ``values`` placeholders stay in the text as ``{name}``; with them each is
    replaced by its runs (KeyError when one is missing), in a link target by what it links
    to. Control characters become U+FFFD, line ends stay. Neighbouring runs of the same look
    are joined.
    """
    return join(spans(text, values))


def spans(text: str, values: Values | None = None) -> Iterator[Run]:
    """The runs of `parse` before they are joined: those of a value are still apart."""
    tokens, taken = _tokens(text)
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
                link = _target(token, taken, values)
            case "link_close":
                link = None
            case "softbreak" | "hardbreak":
                yield Run(BREAK, strong=strong > 0, emphasis=emphasis > 0, link=link)
            case _:
                for run in _fill(token.content, taken, values):
                    yield Run(
                        run.text,
                        strong=strong > 0 or run.strong,
                        emphasis=emphasis > 0 or run.emphasis,
                        link=link if link is not None else run.link,
                        ltr=run.ltr,
                    )


def links(text: str) -> list[str]:
    """The link targets of ``text`` in their order, placeholders as ``{name}``."""
    tokens, taken = _tokens(text)
    return [_target(token, taken, None) for token in tokens if token.type == "link_open"]


def plain(text: str) -> str:
    """``text`` without its Markdown, placeholders as ``{name}``."""
    return "".join(run.text for run in parse(text))


def join(runs: Iterable[Run]) -> tuple[Run, ...]:
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


@lru_cache(maxsize=4096)  # every language reads the same German
def _tokens(text: str) -> tuple[Sequence[Token], Sequence[str]]:
    """The inline tokens of ``text`` and what was taken out of it before."""
    taken: list[str] = []

    def take(match: re.Match[str]) -> str:
        if len(taken) > _MOST:
            return match[0]
        taken.append(match[0])
        return chr(_FIRST + len(taken) - 1)

    text = _SENTINEL.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"[ \t]*[\r\n]+", BREAK, text))
    return _parser().parseInline(_TAKEN.sub(take, text))[0].children or [], taken


def _fill(text: str, taken: Sequence[str], values: Values | None) -> Iterator[Run]:
    literal, position = "", 0
    for match in _SENTINEL.finditer(text):
        literal += text[position : match.start()]
        position = match.end()
        token = taken[ord(match[0]) - _FIRST]
        if values is None:
            literal += token
        elif token in ("{{", "}}", "{", "}", "*"):
            literal += token[0]
        else:
            yield _literal(literal)
            yield from values[token[1:-1]]
            literal = ""
    yield _literal(literal + text[position:])


def _literal(text: str) -> Run:
    return Run(UNFIT.sub("\N{REPLACEMENT CHARACTER}", text))


def _target(token: Token, taken: Sequence[str], values: Values | None) -> str:
    """Where a link leads; a value's own link may stand for it or continue its scheme."""
    target = ""
    for run in _fill(str(token.attrs["href"]), taken, values):
        part = run.link or run.text
        target = part if part.startswith(target) else target + part
    return target
