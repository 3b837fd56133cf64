"""Inline Markdown: what becomes strong, emphasis and links, and what stays text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.text import inline
from pipeline.text.braces import names
from pipeline.text.runs import Run

VALUES = {
    "date": (Run("4. November 2023"),),
    "venue": (Run("E-Werk", ltr=True),),
    "star": (Run("*a* [b](https://c.de) <i> {date}"),),
    "email": (Run("a@b.de", link="mailto:a@b.de", ltr=True),),
    "phone": (Run("05651 302", link="tel:+495651302", ltr=True),),
    "url": (Run("x.de", link="https://x.de/", ltr=True),),
    "two": (Run("a", strong=True), Run("b", emphasis=True)),
}


def show(runs: tuple[Run, ...]) -> str:
    """Runs as tags: ``<b>fett</b>``, ``<a https://x.de>Text</a>``, islands in ``⟨⟩``."""
    shown = []
    for run in runs:
        text = f"⟨{run.text}⟩" if run.ltr else run.text
        text = f"<i>{text}</i>" if run.emphasis else text
        text = f"<b>{text}</b>" if run.strong else text
        shown.append(f"<a {run.link}>{text}</a>" if run.link is not None else text)
    return "".join(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Wir laden Sie ein.", "Wir laden Sie ein."),
        ("**fett** und __fett__", "<b>fett</b> und <b>fett</b>"),
        ("*betont* und _betont_", "<i>betont</i> und <i>betont</i>"),
        ("***beides***", "<b><i>beides</i></b>"),
        ("**fett *beides* fett**", "<b>fett </b><b><i>beides</i></b><b> fett</b>"),
        ("**a****b**", "<b>a****b</b>"),
        ("** nicht fett **", "** nicht fett **"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("Bürger*innen und Helfer*innen", "Bürger*innen und Helfer*innen"),
        ("**Bürger*innen**", "<b>Bürger*innen</b>"),
        ("فيه*مهم*جدا", "فيه<i>مهم</i>جدا"),
        ("[Text](https://x.de)", "<a https://x.de>Text</a>"),
        (
            "[a](https://x.de)[b](https://x.de)",
            "<a https://x.de>ab</a>",
        ),
        (
            "[**a** b](https://x.de)",
            "<a https://x.de><b>a</b></a><a https://x.de> b</a>",
        ),
        ("**[a](https://x.de)**", "<a https://x.de><b>a</b></a>"),
        ('[a](https://x.de "Titel")', "<a https://x.de>a</a>"),
        ("[a](<https://x.de/b c>)", "<a https://x.de/b c>a</a>"),
        ("[a](https://x.de/ä?b=%20&amp;c)", "<a https://x.de/ä?b=%20&c>a</a>"),
        ("[a](javascript:b)", "<a javascript:b>a</a>"),
        ("[](https://x.de)", ""),
        ("[a](b c)", "[a](b c)"),
        ("[a][b] [a]", "[a][b] [a]"),
        (r"\*a\* \[b\](c) \\", "*a* [b](c) \\"),
        (r"\a \{", r"\a \{"),
        ("&amp; &lt;b&gt; &auml; &#228; &nbsp;|", "& <b> ä ä \u00a0|"),
        ("&unknown; & Co", "&unknown; & Co"),
        ("&#0; &#12;", "\ufffd \ufffd"),
        ("<b>a</b> <!-- c --> <https://x.de>", "<b>a</b> <!-- c --> <https://x.de>"),
        ("`a` ![b](https://x.de/c.png)", "`a` !<a https://x.de/c.png>b</a>"),
        ("~~a~~ https://x.de a@b.de", "~~a~~ https://x.de a@b.de"),
        ("# a", "# a"),
        ("- a", "- a"),
        ("eine\nZeile\r\nund\\\nnoch", "eine\nZeile\nund\nnoch"),
        ("a\0b\x0bc\ud800d\uffff", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("{a\0}", "{a\ufffd}"),
        ("\U000f0000", "\ufffd"),
    ],
)
def test_parse(text: str, shown: str) -> None:
    assert show(inline.parse(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Am {date}.", "Am 4. November 2023."),
        ("**{date}**", "<b>4. November 2023</b>"),
        ("**am {date}**!", "<b>am 4. November 2023</b>!"),
        ("_{date}_", "<i>4. November 2023</i>"),
        ("*{venue}*", "<i>⟨E-Werk⟩</i>"),
        ("{venue}{venue}", "⟨E-Werk⟩⟨E-Werk⟩"),
        ("{star}", "*a* [b](https://c.de) <i> {date}"),
        ("**{two}** {two}", "<b>a</b><b><i>b</i></b> <b>a</b><i>b</i>"),
        ("{email}", "<a mailto:a@b.de>⟨a@b.de⟩</a>"),
        ("[an {email}](https://x.de)", "<a https://x.de>an </a><a https://x.de>⟨a@b.de⟩</a>"),
        ("[hier]({url})", "<a https://x.de/>hier</a>"),
        ("[hier]({email})", "<a mailto:a@b.de>hier</a>"),
        ("[hier](mailto:{email})", "<a mailto:a@b.de>hier</a>"),
        ("[hier](mailto:{email}?subject=x)", "<a mailto:a@b.de?subject=x>hier</a>"),
        ("[hier](tel:{phone})", "<a tel:+495651302>hier</a>"),
        ("[hier](https://x.de/{venue})", "<a https://x.de/E-Werk>hier</a>"),
        ("{{date}} {{{date}}}", "{date} {4. November 2023}"),
        ("Bürger*innen am {date}", "Bürger*innen am 4. November 2023"),
        ("{ }", "{ }"),
        ("{", "{"),
        ("a } b", "a } b"),
    ],
)
def test_values(text: str, shown: str) -> None:
    assert show(inline.parse(text, VALUES | {" ": (Run("{ }"),)})) == shown


@pytest.mark.parametrize(
    "text", ["{date}", "**{date}**", "[{a}]({b})", "{{a}}", "{{{a}}}", "{", "}", "{a} {a}", "{}"]
)
def test_without_values_placeholders_stay(text: str) -> None:
    assert names(inline.plain(text)) == [
        name for name in names(text) if f"({{{name}}})" not in text
    ]


def test_a_value_that_is_missing() -> None:
    with pytest.raises(KeyError):
        inline.parse("{a}", {})


def test_values_are_apart_in_spans() -> None:
    runs = list(inline.spans("am {date}{date}.", VALUES))
    assert [run.text for run in runs if run.text] == [
        *("am ", "4. November 2023", "4. November 2023", ".")
    ]
    assert inline.parse("am {date}{date}.", VALUES) == inline.join(runs)


def test_links() -> None:
    text = (
        "[a](https://x.de) [b](https://x.de) **[c](mailto:{email})** [](tel:1) "
        r"\[d](https://y.de) [e](<b>) {url}"
    )
    assert inline.links(text) == [*("https://x.de", "https://x.de", "mailto:{email}", "tel:1", "b")]


def test_join_keeps_islands_apart() -> None:
    island = Run("E-Werk", ltr=True)
    runs = (Run("a"), Run(""), Run("b"), island, island, Run("c"), Run("d", strong=True))
    assert inline.join(runs) == (*(Run("ab"), island, island, Run("c"), Run("d", strong=True)),)


# --- properties ---------------------------------------------------------------------------

PIECES = [
    *("*", "**", "_", "__", "[", "]", "](", ")", "(", "\\", "&", "&amp;", "&#", ";", "<", ">", "!"),
    *("`", "{", "}", "{date}", "{{", "}}", " ", "\n", '"', "'", "a", "b", "ä", ".", "https://x.de"),
    *("ع", "中", "\u00a0", "\U000f0001", "\0", "\r", "- ", "# "),
]
marked = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.one_of(st.text(), marked)


@given(anything)
def test_parse_never_raises(text: str) -> None:
    runs = inline.parse(text)
    inline.links(text)
    assert inline.join(runs) == runs
    assert all(run.text for run in runs)
    assert not re.search("[\0\r\U000f0000-\U000ffffd]", inline.plain(text))


@given(marked.filter(lambda text: not re.search("{{|[&\r\n\U000f0001]", text)))
def test_filling_leaves_no_placeholder(text: str) -> None:
    runs = inline.parse(text, {name: (Run("·", ltr=True),) for name in names(text)})
    literal = "|".join(run.text for run in runs if not run.ltr)
    assert not re.search(r"\{[^{}|]*\}", literal)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"))))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    escaped = re.sub(r"([!-/:-@\[-`|~])", r"\\\1", text).replace("{", "{{").replace("}", "}}")
    assert "".join(run.text for run in inline.parse(escaped, {})) == text
    assert not any(run.strong or run.emphasis or run.link for run in inline.parse(escaped, {}))


def full_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


SUBSET = ["*", "**", "_", "[", "]", "](", "](https://x.de)", ")", "\\", '"', " ", "ع", ".", "&"]


@given(st.lists(st.sampled_from(SUBSET), max_size=30).map("".join))
def test_as_commonmark_in_the_allowed_subset(text: str) -> None:
    tokens = full_parser().parseInline(text)[0].children or []
    assert inline.links(text) == [
        token.attrs["href"] for token in tokens if token.type == "link_open"
    ]
    assert inline.plain(text) == "".join(token.content for token in tokens)


@pytest.mark.parametrize(
    "piece",
    ["*", "a*", "**a", "[", "[a](", "[](x)", "_a", "\\", "&#", "{", "{a}", "]", "[a](<", "*_", "`"],
)
def test_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    inline.parse(text)
    assert time.process_time() - start < 2


def test_more_placeholders_than_private_use_characters() -> None:
    text = "{a}" * 70_000
    assert inline.plain(text) == text
