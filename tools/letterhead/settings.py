"""word/settings.xml, fontTable.xml and theme1.xml: what Word wants to know."""

from __future__ import annotations

from .basics import (
    ACCENT,
    ALERT,
    DECLARATION,
    INK,
    LINE,
    MUTED,
    NOTICE,
    PRIMARY,
    SURFACE,
    WHITE,
    part,
)


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
