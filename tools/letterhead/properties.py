"""What a style is made of: w:rPr, w:pPr, w:style."""

from __future__ import annotations


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
