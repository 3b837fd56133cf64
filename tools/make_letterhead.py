"""Write pipeline/render/templates/letterhead.docx: ``python tools/make_letterhead.py``.

The package is written part by part, so that it holds nothing but what stands here, and is
the same bytes every time. Lengths are twentieths of a point, font sizes half points, borders
eighths of a point (ECMA-376-1, 17.18). The colours are stand-ins: localise replaces each
by a colour of the organisation (`colours.STAND_INS`).
"""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.base.archive import pack  # noqa: E402
from pipeline.render.word.colours import STAND_INS  # noqa: E402

TARGET: Final = ROOT / "pipeline" / "render" / "templates" / "letterhead.docx"

INK: Final = STAND_INS["ink"]
MUTED: Final = STAND_INS["muted"]
PRIMARY: Final = STAND_INS["primary"]
SURFACE: Final = STAND_INS["surface"]
LINE: Final = STAND_INS["line"]
ACCENT: Final = STAND_INS["accent"]
NOTICE: Final = STAND_INS["notice"]
ALERT: Final = STAND_INS["alert"]
WHITE: Final = "FFFFFF"

PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
SIDE: Final = 1304
"""23 mm."""
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * SIDE

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
"""wp is not for us: pandoc finds no alternative text of a picture without it."""
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


# --- styles --------------------------------------------------------------------------------


def font(
    size: float | None = None,
    *,
    colour: str | None = None,
    bold: bool | None = None,
    italic: bool = False,
    underline: bool = False,
) -> str:
    """Return w:rPr; ``size`` in points."""
    parts = []
    if bold is not None:
        value = "" if bold else ' w:val="0"'
        parts.append(f"<w:b{value}/><w:bCs{value}/>")
    if italic:
        parts.append("<w:i/><w:iCs/>")
    if colour:
        parts.append(f'<w:color w:val="{colour}"/>')
    if size:
        parts.append(f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>')
    if underline:
        parts.append('<w:u w:val="single"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


def layout(
    *,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    keep: bool = False,
    indent: int | None = None,
    border: str = "",
    fill: str | None = None,
    numbering: tuple[int, int] | None = None,
    close: bool = False,
    outline: int | None = None,
) -> str:
    """Return w:pPr; space in points, ``line`` as a multiple, ``indent`` on both sides."""
    parts = []
    if keep:
        parts.append("<w:keepNext/><w:keepLines/>")
    if numbering:
        num, level = numbering
        parts.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')
    if border:
        parts.append(f"<w:pBdr>{border}</w:pBdr>")
    if fill:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
    parts.append(
        f'<w:spacing w:before="{before * 20:g}" w:after="{after * 20:g}" '
        f'w:line="{line * 240:.0f}" w:lineRule="auto"/>'
    )
    if indent is not None:
        parts.append(f'<w:ind w:left="{indent}" w:right="{indent}"/>')
    if close:
        parts.append("<w:contextualSpacing/>")
    if outline is not None:
        parts.append(f'<w:outlineLvl w:val="{outline}"/>')
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def rule(side: str, size: int, colour: str, space: int = 0) -> str:
    """Return one border; ``size`` in eighths of a point, ``space`` in points."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def style(
    name: str,
    content: str,
    *,
    kind: str = "paragraph",
    based: str | None = "Normal",
    following: str | None = None,
    built_in: bool = False,
    default: bool = False,
    priority: int = 10,
) -> str:
    """Return w:style; its id is the name in title case without spaces."""
    identity = "".join(word[:1].upper() + word[1:] for word in name.split())
    attributes = f'w:type="{kind}"' + (' w:default="1"' if default else "")
    attributes += "" if built_in else ' w:customStyle="1"'
    parts = [f'<w:name w:val="{name}"/>']
    if based:
        parts.append(f'<w:basedOn w:val="{based}"/>')
    if following:
        parts.append(f'<w:next w:val="{following}"/>')
    parts.append(f'<w:uiPriority w:val="{priority}"/><w:qFormat/>')
    return f'<w:style {attributes} w:styleId="{identity}">{"".join(parts)}{content}</w:style>'


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


# --- lists ---------------------------------------------------------------------------------


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


# --- pages -----------------------------------------------------------------------------------


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


def part(root: str, content: str) -> str:
    """Return a header, a footer or the document as a part."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"


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


def settings() -> str:
    """Return word/settings.xml: Word 2013 and later, compatibility mode 15."""
    uri = "http://schemas.microsoft.com/office/word"
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    content = (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{modes}</w:compat>"
        '<w:themeFontLang w:val="de" w:eastAsia="de" w:bidi="de"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    )
    return part("settings", content)


def font_table() -> str:
    """Return word/fontTable.xml."""
    arial = (
        '<w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    return part("fonts", arial)


def theme() -> str:
    """Return word/theme/theme1.xml, which Word offers colours from; nothing here refers to it."""
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    colours = {
        "dk1": INK, "lt1": WHITE, "dk2": PRIMARY, "lt2": SURFACE, "accent1": PRIMARY,
        "accent2": ACCENT, "accent3": MUTED, "accent4": LINE, "accent5": NOTICE,
        "accent6": ALERT, "hlink": PRIMARY, "folHlink": MUTED,
    }  # fmt: skip
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in colours.items()
    )
    face = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{solid}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="{main}" name="Briefkopf"><a:themeElements>'
        f'<a:clrScheme name="Briefkopf">{scheme}</a:clrScheme><a:fontScheme name="Briefkopf">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Briefkopf"><a:fillStyleLst>{solid * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


# --- the package -------------------------------------------------------------------------------


def relationships(*targets: tuple[str, str]) -> str:
    """Return a .rels part; each target is a relationship type and a path."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(overrides: dict[str, str]) -> str:
    """Return [Content_Types].xml."""
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def core_properties() -> str:
    """Return docProps/core.xml; a renderer fills it."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Briefkopf</dc:title>'
        "<dc:language>de</dc:language></cp:coreProperties>"
    )


def extended_properties() -> str:
    """Return docProps/app.xml."""
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    application = "<Application>Microsoft Office Word</Application>"
    return f'{DECLARATION}<Properties xmlns="{uri}">{application}</Properties>'


def letterhead() -> bytes:
    """Return the shipped letterhead as a .docx file."""
    parts = {
        "word/document.xml": ("document.main", document()),
        "word/styles.xml": ("styles", styles()),
        "word/numbering.xml": ("numbering", numbering()),
        "word/settings.xml": ("settings", settings()),
        "word/fontTable.xml": ("fontTable", font_table()),
        "word/header1.xml": ("header", later_header()),
        "word/header2.xml": ("header", first_header()),
        "word/footer1.xml": ("footer", footer()),
        "word/footer2.xml": ("footer", footer()),
    }
    types = {name: f"{WML}.{kind}+xml" for name, (kind, _content) in parts.items()}
    types["word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    types["docProps/app.xml"] = (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    )
    files = {
        "[Content_Types].xml": content_types(types),
        "_rels/.rels": relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/numbering", "numbering.xml"),
            (f"{OFFICE}/header", "header1.xml"),
            (f"{OFFICE}/header", "header2.xml"),
            (f"{OFFICE}/footer", "footer1.xml"),
            (f"{OFFICE}/footer", "footer2.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (f"{OFFICE}/fontTable", "fontTable.xml"),
            (f"{OFFICE}/theme", "theme/theme1.xml"),
        ),
        **{name: content for name, (_kind, content) in parts.items()},
        "word/theme/theme1.xml": theme(),
        "docProps/core.xml": core_properties(),
        "docProps/app.xml": extended_properties(),
    }
    return pack({name: content.encode() for name, content in files.items()})


if __name__ == "__main__":
    TARGET.write_bytes(letterhead())
