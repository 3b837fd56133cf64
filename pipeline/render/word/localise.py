"""One pass over every part of a document that makes it a document of its language.

Direction, right-to-left runs, islands, fonts, paired properties, languages. Everything the
letterhead and the blocks left open is decided here, and only here (ECMA-376-1, 17.3.1.6
w:bidi, 17.3.2.30 w:rtl, 17.4.1 w:bidiVisual, 17.6.1, 17.6.16; UAX #9).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...language.cutting import Embedded
from ...language.scripts import script
from ...language.table import Language
from ...text.patterns import LRM, RLM
from .embedding import pieces
from .letters import direction, foreign, slantable, starts_rtl, stretches
from .runs import MARKED_GERMAN, MARKED_ISLAND, MARKED_OWN
from .xml import Element, drop, el, get, local, place, put, text_of, w

_PAIRS: Final = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
_FONT_SLOTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")
_THEME_SLOTS: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_SYMBOLS: Final = re.compile(r"symbol|dingbats|webdings|icon", re.IGNORECASE)
_COLOURED: Final = (w("val"), w("color"), w("fill"))


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how a document is set."""

    language: Language
    colours: Mapping[str, str]
    """Stand-in → colour, ``RRGGBB``."""
    own_fonts: bool
    """The letterhead's fonts stay where they have the letters: it is not ours."""
    embedded: tuple[Embedded, ...] = ()
    """What the document brings along; the first draws what no other one has to."""

    @property
    def rtl(self) -> bool:
        return self.language.rtl

    @property
    def slanted(self) -> bool:
        return script(self.language.script).setting.slanted

    @property
    def keeps_fonts(self) -> bool:
        return self.own_fonts and self.language.script == "Latn"

    @property
    def family(self) -> str:
        return self.embedded[0].family if self.embedded else self.language.fonts[0]


def localise_styles(styles: Element, look: Look) -> None:
    """Set direction, fonts and language of everything that says nothing of its own."""
    defaults = _defaults(styles)
    _set_language(defaults, look.language.tag)
    if not look.keeps_fonts:
        _set_font(defaults, look.family)
    for style in styles.iter(w("style")):
        if style.get(w("type")) == "paragraph" and style.get(w("default")) is not None:
            drop(put(style, "pPr"), "bidi")
            if look.rtl:
                _set_direction(put(style, "pPr"), rtl=True)
    for rpr in styles.iter(w("rPr")):
        if rpr is not defaults:
            drop(rpr, "lang", "rtl")
            if not look.keeps_fonts and rpr.find(w("rFonts")) is not None:
                _set_font(rpr, look.family)
        if not look.slanted:
            _upright(rpr)
        _pair(rpr)
    _recolour(styles, look.colours)


def localise_part(root: Element, look: Look) -> None:
    """Set direction, islands, fonts and languages of a document, header or footer."""
    for table in root.iter(w("tbl")):
        properties = put(table, "tblPr")
        drop(properties, "bidiVisual")
        if look.rtl:
            put(properties, "bidiVisual")
    for section in root.iter(w("sectPr")):
        drop(section, "bidi", "rtlGutter")
        if look.rtl:
            put(section, "bidi")
            put(section, "rtlGutter")
    for paragraph in list(root.iter(w("p"))):
        _paragraph(paragraph, look)
    for rpr in root.iter(w("rPr")):
        _pair(rpr)
    _recolour(root, look.colours)


def localise_settings(settings: Element, look: Look) -> None:
    """Name the language for the fonts of a theme (ECMA-376-1, 17.15.1.88).

    Fonts that came along stay in the document when Word saves it (17.8.3.8, 17.8.3.15).
    """
    theme = settings.find(w("themeFontLang"))
    if theme is not None:
        for name in ("val", "eastAsia", "bidi"):
            theme.set(w(name), look.language.tag)
    if look.embedded:
        drop(settings, "embedTrueTypeFonts", "saveSubsetFonts")
        put(settings, "embedTrueTypeFonts")
        put(settings, "saveSubsetFonts")


# --- paragraphs and runs ----------------------------------------------------------------


def _paragraph(paragraph: Element, look: Look) -> None:
    runs = [run for run in paragraph.iter(w("r")) if _owner(run) is paragraph]
    rtl = look.rtl and not _is_german(runs)
    ppr = paragraph.find(w("pPr"))
    if look.rtl:
        ppr = put(paragraph, "pPr")
        _set_direction(ppr, rtl=rtl)
        if rtl:
            put(put(ppr, "rPr"), "rtl")
    elif ppr is not None:
        drop(ppr, "bidi")
    way = ""
    for run in runs:
        for piece in _split(run) if rtl else [run]:
            island = _run(piece, look, rtl=rtl)
            if rtl:
                way = _order(piece, island=island, after=way)
            if len(look.embedded) > 1:
                _give_fonts(piece, look)


def _run(run: Element, look: Look, *, rtl: bool) -> bool:
    """Set language and look of a run; return whether it is an island."""
    own, island, in_german = (
        bool(run.attrib.pop(note, "")) for note in (MARKED_OWN, MARKED_ISLAND, MARKED_GERMAN)
    )
    text = text_of(run)
    rpr = put(run, "rPr")
    if own:
        drop(rpr, "rtl", "lang")
    elif any(character.isalpha() for character in text) and rpr.find(w("lang")) is None:
        in_german = True
    if in_german and not look.language.tag.startswith("de"):
        _set_language(rpr, "de")
    if not look.slanted and not slantable(text):
        _upright(rpr)
    if not look.keeps_fonts and foreign(text):
        drop(rpr, "rFonts")
    if len(rpr) == 0 and not rtl:
        run.remove(rpr)
    return island or (own and in_german)


def _order(run: Element, *, island: bool, after: str) -> str:
    """Make a run of a right-to-left paragraph stand where it belongs; return L or R.

    ``after`` is what was returned for the run before. An island has U+200E at both ends. What
    begins with a number or has no letters at all, such as a comma, would join the island
    before it (UAX #9, W7 and N1): U+200F holds it to the paragraph.
    """
    texts = run.findall(w("t"))
    if not texts:
        return after
    if island:
        texts[0].text = LRM + (texts[0].text or "")
        texts[-1].text = (texts[-1].text or "") + LRM
        return "L"
    if direction(text_of(run)) == "L":
        return "L"
    put(put(run, "rPr"), "rtl")
    if after == "L" and not starts_rtl(text_of(run)):
        texts[0].text = RLM + (texts[0].text or "")
    return "R"


def _is_german(runs: list[Element]) -> bool:
    """Return whether German fills the paragraph: then it runs from left to right.

    A paragraph of nothing but islands, such as the organisation's name, does not.
    """
    shown = [run for run in runs if text_of(run).strip()]
    german = bool(shown) and all(run.get(MARKED_GERMAN) for run in shown)
    return german and not all(run.get(MARKED_ISLAND) for run in shown)


def _split(run: Element) -> list[Element]:
    """Split a run of mixed directions, so that each is shaped and ordered on its own."""
    if not _one_text(run) or run.get(MARKED_ISLAND) or run.get(MARKED_GERMAN):
        return [run]
    return _cut(run, list(stretches(text_of(run))))


def _give_fonts(run: Element, look: Look) -> None:
    """Split a run where the first font that came along lacks letters, and name another."""
    if not _one_text(run):
        return
    parts = list(pieces(text_of(run), look.embedded))
    for part, (font, _text) in zip(_cut(run, [text for _font, text in parts]), parts, strict=False):
        if font is not look.embedded[0]:
            _set_font(put(part, "rPr"), font.family)


def _one_text(run: Element) -> bool:
    return len(run.findall(w("t"))) == 1 and len(run) <= 1 + (run.find(w("rPr")) is not None)


def _cut(run: Element, texts: list[str]) -> list[Element]:
    """Put copies of a run behind it, one for each text; return all of them."""
    made = [run]
    for text in texts[1:]:
        copied = copy.deepcopy(run)
        for holder in copied.iter(w("t")):
            holder.text = text
        made[-1].addnext(copied)
        made.append(copied)
    for holder in run.iter(w("t")) if texts else ():
        holder.text = texts[0]
    return made


def _owner(run: Element) -> Element | None:
    return next(run.iterancestors(w("p")), None)


# --- properties ----------------------------------------------------------------------------


def _defaults(styles: Element) -> Element:
    """Return w:docDefaults/w:rPrDefault/w:rPr, made where a letterhead has none."""
    defaults = styles.find(w("docDefaults"))
    if defaults is None:
        defaults = el("docDefaults")
        styles.insert(0, defaults)
    holder = defaults.find(w("rPrDefault"))
    if holder is None:
        holder = el("rPrDefault")
        defaults.insert(0, holder)
    return put(holder, "rPr")


def _set_direction(ppr: Element, *, rtl: bool) -> None:
    drop(ppr, "bidi")
    put(ppr, "bidi", **({} if rtl else {"val": "0"}))


def _set_language(rpr: Element, tag: str) -> None:
    put(rpr, "lang", val=tag, eastAsia=tag, bidi=tag)


def _set_font(rpr: Element, family: str) -> None:
    fonts = put(rpr, "rFonts")
    if _SYMBOLS.search(fonts.get(w("ascii"), "")):
        return
    for slot in _THEME_SLOTS:
        fonts.attrib.pop(w(slot), "")
    for slot in _FONT_SLOTS:
        fonts.set(w(slot), family)


def _upright(rpr: Element) -> None:
    """Take out what a script without italics and capitals cannot bear; emphasis becomes weight."""
    slanted = get(rpr, "i") if rpr.find(w("i")) is not None else "0"
    drop(rpr, "i", "iCs", "spacing", "caps", "smallCaps")
    if slanted not in ("0", "false", "off") and local_parent(rpr) == "r":
        put(rpr, "b")


def local_parent(element: Element) -> str:
    """Return the name of the element that holds this one."""
    parent = element.getparent()
    return "" if parent is None else local(parent)


def _pair(rpr: Element) -> None:
    """Write each property also for complex scripts (ECMA-376-1, 17.3.2.2, 17.3.2.17, 17.3.2.39)."""
    for simple, complex_script in _PAIRS:
        found = rpr.find(w(simple))
        drop(rpr, complex_script)
        if found is not None:
            twin = el(complex_script)
            for name, value in found.attrib.items():
                twin.set(name, value)
            place(rpr, twin)


def _recolour(root: Element, colours: Mapping[str, str]) -> None:
    for element in root.iter():
        for name in _COLOURED:
            if (colour := colours.get(element.get(name, ""))) is not None:
                element.set(name, colour)
