"""WordprocessingML elements: made with few words, and put where the schema wants them.

The order of children is that of the complex types CT_PPr, CT_RPr, CT_TblPr, CT_SectPr,
CT_Style and, as far as needed, CT_Settings (ECMA-376-1, Annex A.1).
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_NSMAP: Final = {"w": W, "r": R}
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)

_ORDER: Final = {
    parent: {name: rank for rank, name in enumerate(names.split())}
    for parent, names in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
        "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
        "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
        "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
        "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish "
        "oMath",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
        "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
        "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
        "rtlGutter docGrid printerSettings sectPrChange",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
        "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
        "trPr tcPr tblStylePr",
        "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
        "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
        "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
        "saveSubsetFonts",
        "p": "pPr",
        "r": "rPr",
        "tbl": "tblPr",
        "numPr": "ilvl numId",
    }.items()
}
_LAST: Final = 1000

# XML 1.0, production [2] Char: what a document cannot contain, surrogates and non-characters
_FORBIDDEN: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(name: str) -> str:
    """Return the name of a WordprocessingML element or attribute as lxml writes it."""
    return f"{{{W}}}{name}"


def el(name: str, *children: Element, **attributes: str) -> Element:
    """Return a new element; attributes are of the same namespace."""
    element = etree.Element(w(name), nsmap=_NSMAP)
    for key, value in attributes.items():
        element.set(w(key), value)
    element.extend(children)
    return element


def parse(data: bytes) -> Element:
    """Return the root of a part. Raises etree.XMLSyntaxError. Entities stay unresolved."""
    return etree.fromstring(data, _PARSER)


def get(element: Element, name: str, attribute: str = "val") -> str | None:
    """Return ``w:name/@w:attribute`` of a child, None without such a child or attribute."""
    found = element.find(w(name))
    return None if found is None else found.get(w(attribute))


def put(parent: Element, name: str, **attributes: str) -> Element:
    """Return the child ``name`` with these attributes set, added at its place if missing."""
    found = parent.find(w(name))
    if found is None:
        found = etree.SubElement(parent, w(name))
        place(parent, found)
    for key, value in attributes.items():
        found.set(w(key), value)
    return found


def place(parent: Element, element: Element) -> None:
    """Put ``element`` among the children of ``parent`` where the schema wants it."""
    order = _ORDER.get(local(parent), {})
    rank = order.get(local(element), _LAST)
    for index, child in enumerate(parent):
        if child is not element and order.get(local(child), _LAST) > rank:
            parent.insert(index, element)
            return
    parent.append(element)


def drop(parent: Element, *names: str) -> None:
    """Remove the children with these names."""
    for name in names:
        for child in parent.findall(w(name)):
            parent.remove(child)


def local(element: Element) -> str:
    """Return the element's name without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element) -> str:
    """Return the characters of all runs below ``element``."""
    return "".join(t.text or "" for t in element.iter(w("t")))


def clean(text: str) -> str:
    """Return ``text`` as one line without the characters that XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text).translate({9: " ", 10: " ", 13: " "})


def written(text: str) -> Element:
    """Return ``w:t`` with this text, its spaces kept."""
    element = el("t")
    element.text = clean(text)
    element.set(XML_SPACE, "preserve")
    return element


def parent_of(element: Element) -> Element:
    """Return the parent of an element that is known to have one."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("a root element has no parent")
    return parent
