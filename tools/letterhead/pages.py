"""Headers, footer and document: the fields where they stand on the page; and the lists."""

from __future__ import annotations

from typing import Final

from .basics import (
    DECLARATION,
    LINE,
    NAMESPACES,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PRIMARY,
    SIDE,
    TEXT_WIDTH,
    part,
    rule,
)


def paragraph(style_id: str | None, text: str, extra: str = "") -> str:
    """Return a paragraph with one run."""
    name = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    properties = f"<w:pPr>{name}{extra}</w:pPr>" if name or extra else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def grid(cells: tuple[tuple[int, str], ...], border: str) -> str:
    """Return a row of cells for header or footer, with one line along it; widths in percent."""
    total = sum(share for share, _content in cells)
    columns = "".join(
        f'<w:gridCol w:w="{round(TEXT_WIDTH * share / total)}"/>' for share, _content in cells
    )
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(5000 * share / total)}" w:type="pct"/>'
        f'<w:vAlign w:val="bottom"/></w:tcPr>{content}</w:tc>'
        for share, content in cells
    )
    properties = (
        '<w:tblStyle w:val="LetterheadGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0000"/>'
    )
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr></w:tbl>"
    )


AFTER_TABLE: Final = (
    '<w:p><w:pPr><w:pStyle w:val="{style}"/>'
    '<w:spacing w:before="0" w:after="{after}" w:line="60" w:lineRule="exact"/></w:pPr></w:p>'
)
END: Final = '<w:jc w:val="right"/>'
"""At the end of the line: w:jc follows the direction of the paragraph (ECMA-376-1, 17.18.44)."""


def first_header() -> str:
    """Return the header of the first page: wordmark or logo, office."""
    gap = '<w:spacing w:after="120"/>'
    office = paragraph("Header", "{{ office }}", gap + END)
    row = grid(
        ((58, paragraph("Wordmark", "{{ logo }}", gap)), (42, office)), rule("bottom", 12, PRIMARY)
    )
    return part("hdr", row + AFTER_TABLE.format(style="Header", after=240))


def later_header() -> str:
    """Return the header of all other pages: one quiet line, with the draft mark in it."""
    gap = '<w:spacing w:after="80"/>'
    mark = "{% if mark %}{{ mark }}{% if german_mark %} · {{ german_mark }}{% endif %}{% endif %}"
    row = grid(
        (
            (30, paragraph("Header", "{{ organisation }}", gap)),
            (32, paragraph("HeaderMark", mark, gap + '<w:jc w:val="center"/>')),
            (38, paragraph("Header", "{{ title }}", gap + END)),
        ),
        rule("bottom", 4, LINE),
    )
    return part("hdr", row + AFTER_TABLE.format(style="Header", after=160))


def footer() -> str:
    """Return the footer: who and where, how to reach, page."""
    gap = '<w:spacing w:before="100"/>'
    address = "{{ organisation }}{% if address %} · {{ address }}{% endif %}"
    reach = (
        "{% if phone %}{{ phone }}{% endif %}"
        "{% if phone and (email or website) %} · {% endif %}"
        "{% if email %}{{ email }}{% endif %}"
        "{% if email and website %} · {% endif %}"
        "{% if website %}{{ website }}{% endif %}"
    )
    start = paragraph("Footer", address, gap) + paragraph("Footer", reach)
    row = grid(
        ((74, start), (26, paragraph("Footer", "{{ page }}", gap + END))), rule("top", 4, LINE)
    )
    return part("ftr", row + AFTER_TABLE.format(style="Footer", after=0))


def document() -> str:
    """Return word/document.xml: the fields in reading order, one a paragraph."""
    fields = (
        (None, "alert"),
        (None, "notice"),
        ("Kicker", "kind"),
        ("Heading1", "title"),
        ("Subtitle", "subtitle"),
        (None, "facts"),
        (None, "body"),
        (None, "programme"),
        (None, "organisers"),
        (None, "groups"),
        (None, "qr"),
        (None, "provenance"),
    )
    content = "".join(paragraph(style_id, f"{{{{ {name} }}}}") for style_id, name in fields)
    section = (
        '<w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId6"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="1304" w:right="{SIDE}" w:bottom="1191" w:left="{SIDE}" '
        'w:header="595" w:footer="482" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>'
    )
    return part("document", f"<w:body>{content}<w:sectPr>{section}</w:sectPr></w:body>")


def numbering() -> str:
    """Return word/numbering.xml: bullets (1) and numbers (2), three levels each."""
    abstracts = [
        (1, "ListBullet", (("bullet", "•"), ("bullet", "–"), ("bullet", "•"))),
        (2, "ListNumber", (("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."))),
    ]
    parts = []
    for number, style_id, levels in abstracts:
        inner = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
            f'<w:pStyle w:val="{style_id}{level + 1 if level else ""}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{397 * (level + 1)}" w:hanging="397"/></w:pPr>'
            f'<w:rPr><w:b/><w:bCs/><w:color w:val="{PRIMARY}"/></w:rPr></w:lvl>'
            for level, (shape, text) in enumerate(levels)
        )
        parts.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="0A11CE0{number}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="0A11CE1{number}"/>'
            f"{inner}</w:abstractNum>"
        )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, *_rest in abstracts
    )
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{''.join(parts)}{nums}</w:numbering>"
