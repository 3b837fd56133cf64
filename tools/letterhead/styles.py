"""word/styles.xml: paragraphs, tables, characters."""

from __future__ import annotations

import functools

from .basics import (
    ACCENT,
    ALERT,
    DECLARATION,
    INK,
    LINE,
    MUTED,
    NAMESPACES,
    NOTICE,
    PRIMARY,
    SURFACE,
    WHITE,
    rule,
)
from .properties import font, layout, style


def paragraph_styles() -> str:
    """Return every paragraph style, from the body text down to the page footer."""
    heading = functools.partial(style, built_in=True, following="Normal", priority=9)
    frame = "".join(rule(side, 48, ALERT, 4) for side in ("top", "left", "bottom", "right"))
    styles = [
        style(
            "Normal",
            layout(after=5, line=1.08) + font(11, colour=INK),
            based=None,
            built_in=True,
            default=True,
            priority=0,
        ),
        heading(
            "heading 1",
            layout(after=4, keep=True, outline=0) + font(25, colour=PRIMARY, bold=True),
        ),
        heading(
            "heading 2",
            layout(before=13, after=3, keep=True, outline=1)
            + font(14.5, colour=PRIMARY, bold=True),
        ),
        heading(
            "heading 3",
            layout(before=11, after=3, keep=True, outline=2) + font(12.5, bold=True),
        ),
        heading(
            "heading 4",
            layout(before=9, after=2, keep=True, outline=3) + font(11, colour=MUTED, bold=True),
        ),
        style("Kicker", layout(after=3, keep=True) + font(12, colour=MUTED, bold=True)),
        style(
            "Subtitle",
            layout(after=10, keep=True) + font(15, colour=MUTED),
            built_in=True,
            priority=11,
        ),
        style("Dateline", layout(after=5, keep=True) + font(colour=MUTED, bold=True)),
        *(
            style(
                name + suffix,
                layout(after=1.5, line=1.08, numbering=(num, depth)),
                built_in=True,
            )
            for num, name in ((1, "List Bullet"), (2, "List Number"))
            for depth, suffix in enumerate(("", " 2", " 3"))
        ),
        style(
            "Quote",
            layout(before=4, after=6, line=1.12, indent=454)
            + font(12, colour=PRIMARY, italic=True),
            built_in=True,
            priority=29,
        ),
        style(
            "Alert",
            layout(before=4, after=16, keep=True, indent=198, border=frame, fill=ALERT)
            + font(15, colour=WHITE, bold=True),
        ),
        style("Notice", layout(after=4, line=1.08) + font(10)),
        style("Fact Label", layout(before=1.9, line=1.05) + font(11, colour=PRIMARY, bold=True)),
        style("Fact Value", layout(line=1.05) + font(13, bold=True)),
        style("Contact Label", layout(line=1.05) + font(colour=PRIMARY, bold=True)),
        style("Contact Value", layout(line=1.05)),
        style("Code Label", layout(after=2, line=1.05) + font(13, colour=PRIMARY, bold=True)),
        style("Contact Name", layout(line=1.05) + font(bold=True)),
        style("Table Heading", layout(keep=True) + font(10, colour=PRIMARY, bold=True)),
        style("Table Time", layout(line=1.04) + font(bold=True)),
        style("Table Text", layout(line=1.04)),
        style("Table Note", layout(before=0.9, line=1.04) + font(10, colour=MUTED)),
        style(
            "Provenance",
            layout(before=10, line=1.05, border=rule("top", 4, LINE, 4)) + font(9, colour=MUTED),
        ),
        style("Wordmark", layout(line=1.0) + font(17, colour=PRIMARY, bold=True)),
        style(
            "header",
            layout(line=1.0) + font(9.5, colour=MUTED),
            built_in=True,
            priority=99,
        ),
        style("Header Mark", font(colour=ACCENT, bold=True), based="Header"),
        style(
            "footer",
            layout(line=1.1) + font(9, colour=MUTED),
            built_in=True,
            priority=99,
        ),
    ]
    return "".join(styles)


def margins(vertical: int, horizontal: int) -> str:
    """Return w:tblCellMar."""
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{inner}</w:tblCellMar>"


def table(borders: str, cell_margins: str, fill: str | None = None, conditional: str = "") -> str:
    """Return the properties of a table style."""
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
    inner = f"<w:tblBorders>{borders}</w:tblBorders>{cell_margins}"
    return f"<w:tblPr>{inner}</w:tblPr>{shade if fill else ''}{conditional}"


def table_styles() -> str:
    """Return the table styles; borders are the same on both sides, so that no direction turns."""
    box = "".join(rule(side, 8, ACCENT) for side in ("top", "left", "bottom", "right"))
    head = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        + rule("bottom", 12, PRIMARY)
        + "</w:tcBorders></w:tcPr></w:tblStylePr>"
    )
    thin = rule("insideH", 4, LINE)
    ours = functools.partial(style, kind="table", based="TableNormal")
    return (
        style(
            "Normal Table",
            f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins(0, 108)}</w:tblPr>',
            kind="table",
            based=None,
            built_in=True,
            default=True,
            priority=99,
        ).replace('w:styleId="NormalTable"', 'w:styleId="TableNormal"')
        + ours(
            "Fact Box",
            table(rule("top", 24, PRIMARY) + rule("bottom", 4, PRIMARY), margins(44, 198), SURFACE),
        )
        + ours("Fact List", table(rule("bottom", 4, LINE) + thin, margins(30, 0)))
        + ours(
            "Programme Table",
            table(rule("bottom", 4, LINE) + thin, margins(34, 60), conditional=head),
        )
        + ours("Notice Box", table(box, margins(56, 170), NOTICE))
        + ours("Code Box", table("", margins(85, 113), SURFACE))
        + ours("Letterhead Grid", table("", margins(0, 0)))
    )


def styles() -> str:
    """Return word/styles.xml."""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" '
        'w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="de" w:eastAsia="de" w:bidi="de"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    character = style(
        "Default Paragraph Font",
        "",
        kind="character",
        based=None,
        built_in=True,
        default=True,
        priority=1,
    ).replace("<w:qFormat/>", "<w:semiHidden/>")
    link = style(
        "Hyperlink",
        font(colour=PRIMARY, underline=True),
        kind="character",
        based="DefaultParagraphFont",
        built_in=True,
        priority=99,
    )
    mark = style(
        "Notice Mark",
        font(12, colour=ACCENT, bold=True),
        kind="character",
        based="DefaultParagraphFont",
    )
    nothing = style(
        "No List", "", kind="numbering", based=None, built_in=True, default=True, priority=99
    ).replace("<w:qFormat/>", "<w:semiHidden/>")
    content = defaults + paragraph_styles() + character + link + mark + table_styles() + nothing
    return f"{DECLARATION}<w:styles {NAMESPACES}>{content}</w:styles>"
