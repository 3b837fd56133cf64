"""An Edition as the manuscript of the typst templates; base.typ says what is done with it.

It is made once an edition, whatever is then drawn of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from ..base.errors import OutputError
from ..base.messages import _
from ..edition.model import Edition, Fact
from ..edition.values import email, phone, website
from ..language import fonts
from ..language.table import Language
from ..source.model import Partner
from ..source.organisation import Organisation
from ..text.blocks import Block, Heading, Image, Paragraph, Quote
from ..text.runs import Run, Text
from . import colours, qr
from .binding import bound
from .markup import HtmlBlock, ListNode, is_target, pieces
from .page import environment, setting
from .pictures import Picture, Use, fit, maybe
from .typesetting import Manuscript, picture_address

Json = dict[str, Any]

_LONG: Final = 28
"""Letters of a word that may not fit into a line."""
_WORD: Final = re.compile(rf"[^\s\u0e00-\u0eff\u2e80-\ua4ff\uf900-\uffef]{{{_LONG + 1},}}")
"""Too long a word of a script that sets spaces between words."""
_SOFT_HYPHEN: Final = "\u00ad"
_BREAKS: Final = re.compile(r"(?<=[@/?&=_])|(?<=[.-])(?=\w)")
"""Where an address may be broken."""


def manuscript(edition: Edition) -> Manuscript:
    """Return all of ``edition`` for the templates of flyer and picture: see base.typ.

    Raises OutputError if no font has one of its characters, ConfigError if the logo cannot
    be read, ValueError if a colour is not ``#rrggbb`` or the address of the language chooser
    does not fit into a QR code.
    """
    logo = maybe(edition.organisation.logo)
    data = as_json(_document(bound(edition), logo) | {"plain_title": edition.title.plain})
    require_glyphs(data, edition.language)
    return Manuscript(data, (*([logo] if logo else ()), *shown(edition)))


def shown(edition: Edition) -> Iterator[Picture]:
    """Yield the pictures of an edition as they are set; raises what `leading` does."""
    yield from leading(edition)
    for block in edition.blocks:
        if isinstance(block, Image):
            yield fit(block.file, Use.PRINT)


def leading(edition: Edition) -> Iterator[Picture]:
    """Yield the leading picture and the logos of partners, which every sheet shows.

    Raises ConfigError for one that cannot be read any more.
    """
    if edition.image:
        yield fit(edition.image.file, Use.BANNER)
    yield from (fit(one.logo, Use.LOGO) for one in edition.partners if one.logo)


def image(picture: Image[Text], use: Use) -> Json:
    """Return a picture with what belongs to it, as base.typ's `show-image` draws it."""
    drawn = fit(picture.file, use)
    return {
        "file": picture_address(drawn),
        "ratio": drawn.height / drawn.width,
        "alt": picture.alt and picture.alt.plain,
        "caption": _maybe(picture.caption),
        "credit": picture.credit or None,
    }


def partner(one: Partner[Text]) -> Json:
    """Return a partner as base.typ's `show-partner` draws it."""
    width, height = one.size_mm
    return {
        "name": one.name,
        "logo": picture_address(fit(one.logo, Use.LOGO)) if one.logo else None,
        "width": width,
        "height": height,
        "role": _maybe(one.role),
        "statement": _maybe(one.statement),
        "url": one.url if is_target(one.url) else None,
    }


def _document(edition: Edition, logo: Picture | None) -> Json:
    address = qr.chooser_address(edition)
    press = edition.formal
    return shared(edition.organisation, logo, edition.language) | {
        "press": press,
        "summary": edition.summary,
        "kind": line(edition.kind_label),
        "title": line(edition.title),
        "subtitle": _maybe(edition.subtitle),
        "dateline": _maybe(edition.dateline),
        "alert": _maybe(edition.alert),
        "alert_german": edition.german_alert,
        "notice": edition.notice
        and {
            "mark": line(edition.notice.mark),
            "text": line(edition.notice.text),
            "german_mark": edition.notice.german_mark if edition.notice.twice else None,
            "german_text": edition.notice.german_text if edition.notice.twice else "",
        },
        "facts": [_fact(fact) for fact in edition.facts],
        "lead": None if edition.facts else _maybe(edition.lead),
        "essentials": [_fact(fact) for fact in edition.essentials],
        "actions": [] if press else list(_actions(edition)),
        "sections": list(_sections(edition.blocks)),
        "programme": edition.programme
        and {
            "heading": line(edition.programme.heading),
            "labels": [
                line(edition.programme.time_label),
                line(edition.programme.title_label),
                line(edition.programme.speakers_label),
            ],
            "rows": [
                [
                    line(row.time),
                    line(row.title),
                    [line(one) for one in (row.place, *row.speakers) if one],
                    _maybe(row.day),
                ]
                for row in edition.programme.rows
            ],
        },
        "organisers": edition.organisers
        and {
            "heading": line(edition.organisers.heading),
            "names": [line(name) for name in edition.organisers.names],
        },
        "groups": [
            {
                "key": group.key,
                "heading": line(group.heading),
                "said": group.heading.plain in edition.headings,
                "facts": [_fact(fact) for fact in group.facts],
            }
            for group in edition.groups
        ],
        "image": edition.image and image(edition.image, Use.BANNER),
        "partners": [partner(one) for one in edition.partners],
        "provenance": _maybe(edition.provenance),
        "german_provenance": edition.german_provenance
        if edition.provenance and not edition.provenance.german
        else None,
        "languages": line(edition.labels["languages"]),
        "several": len(edition.alternates) > 1,
        "page": re.split(r"\{(pages?)\}", edition.labels["page"].plain),
        "alternates": [
            [one.endonym, *locale(one.tag), one.direction] for one in edition.alternates
        ],
        "qr": address and qr_code(address),
    }


def as_json(data: Json) -> str:
    """Return ``data`` as the JSON that base.typ reads, every character as it is."""
    return json.dumps(data, ensure_ascii=False)


def require_glyphs(text: str, language: Language) -> None:
    """Raise OutputError, which names language and characters, unless fonts have all of ``text``.

    A box instead of a letter would be wrong in any document (ISO 14289-1, 7.21.8).
    """
    lost = fonts.missing(text, language)
    if lost:
        message = _("Keine Schrift hat diese Zeichen ({language}): {characters}. {advice}")
        shown = " ".join(f"{char} (U+{ord(char):04X})" for char in lost)
        advice = _("Bitte ersetzen Sie sie, oder installieren Sie eine Schrift, die sie hat.")
        raise OutputError(
            None, message.format(language=language.german, characters=shown, advice=advice)
        )


def qr_code(address: str) -> Json:
    """Return a QR code and its address, which is shown without the scheme."""
    shown = "".join(run.text for run in website(address))
    return {"svg": qr.svg(address), "address": address, "shown": _breakable(shown)}


def shared(organisation: Organisation, logo: Picture | None, language: Language) -> Json:
    """Return what every template needs: who speaks, how it looks, how the language is set."""
    look = setting(language)
    code, region = locale(language.tag)
    return {
        "lang": code,
        "region": region,
        "dir": language.direction,
        "script": language.script,
        "digits": language.digits,
        "leading": look.leading,
        "tight": look.tight,
        "scale": look.scale,
        "families": fonts.families(),
        "colours": {
            name[2:].replace("-", "_"): value
            for name, value in colours.scheme(organisation.colours, dark=False).properties()
        },
        "icons": environment().get_template("icons.html.j2").module.paths,  # type: ignore[attr-defined]
        "organisation": {
            "name": organisation.name,
            "office": organisation.office,
            "address": organisation.address,
            "links": [line(Text(runs)) for runs in _links(organisation)],
            "logo": picture_address(logo) if logo else None,
        },
    }


def locale(tag: str) -> tuple[str, str | None]:
    """Return language and region as typst takes them (ISO 639, ISO 3166-1)."""
    code, *rest = tag.split("-")
    return code, next((part for part in rest if re.fullmatch("[A-Z]{2}", part)), None)


def line(text: Text, *, notes: bool = False) -> Json:
    """Return a text as base.typ's `show-line` draws it; with ``notes``, footnotes tell the
    addresses that it does not show."""
    return {
        "german": text.german,
        "longest": max(re.split("[ \n]", text.plain), key=len, default=""),
        "runs": [
            _run(run) | {"note": _note(link, group) if notes and number == len(group) else None}
            for link, group in _by_link(text)
            for number, run in enumerate(group, start=1)
        ],
    }


def _by_link(text: Text) -> Iterator[tuple[str | None, list[Run]]]:
    """Yield neighbours with one target together."""
    for link, group in groupby(text.runs, key=lambda run: run.link):
        yield link, list(group)


def _note(link: str | None, runs: Sequence[Run]) -> Json | None:
    """Return the address of a link whose text does not show it: paper cannot be clicked."""
    if not is_target(link) or not link.startswith("http"):
        return None
    if "".join(run.text for run in runs) in link:
        return None
    shown = "".join(run.text for run in website(link))
    return {"parts": _breakable(shown), "link": link}


def _run(run: Run) -> Json:
    """One run; ``whole`` is never broken, ``parts`` may be broken between each other."""
    link = run.link if is_target(run.link) else None
    if "\n" in run.text:
        lines = [_breakable(line) for line in run.text.split("\n")]
        parts = [part for line in lines for part in ("\n", *line)][1:]
        return {**_look(run), "parts": parts, "link": link, "whole": False}
    mail = run.ltr and bool(link and link.startswith("mailto:"))
    whole = not mail and (
        bool(link and link.startswith("tel:"))
        or (run.ltr and len(run.text) < _LONG and " " not in run.text)
    )
    parts = [run.text] if whole else _mail(run.text) if mail else _breakable(run.text)
    return {**_look(run), "parts": parts, "link": link, "whole": whole}


def _look(run: Run) -> Json:
    return {"strong": run.strong, "emphasis": run.emphasis, "ltr": run.ltr}


def _mail(address: str) -> list[str]:
    """Split an e-mail address after the @, and where else it must be."""
    return [piece for part in re.split(r"(?<=@)", address) for piece in _breakable(part)]


def _breakable(text: str) -> list[str]:
    """Split long addresses where they may be broken; the parts joined are the text."""
    parts: list[str] = []
    position = 0
    for word in _WORD.finditer(text):
        parts.append(text[position : word.start()])
        parts += (piece for part in _BREAKS.split(word[0]) for piece in _chunks(part))
        position = word.end()
    parts.append(text[position:])
    return [part for part in parts if part]


def _chunks(word: str) -> Iterator[str]:
    """Cut what has no place to be broken; a word that no line holds gets hyphens."""
    limit = _LONG * 3 // 2 if word.isalpha() else _LONG
    step = _LONG // 2 if len(word) > limit else limit
    parts = [word[start : start + step] for start in range(0, len(word), step)]
    yield from [_SOFT_HYPHEN.join(parts)] if word.isalpha() else parts


def _maybe(text: Text | None) -> Json | None:
    return line(text) if text else None


def _fact(fact: Fact) -> Json:
    symbols = [[name, line(words)] for name, words in fact.symbols]
    return {
        "key": fact.key,
        "label": line(fact.label),
        "value": line(fact.value),
        "symbols": symbols,
        "qr": next((qr_code(run.link) for run in fact.value.runs if run.link), None)
        if fact.key == "online_url"
        else None,
        "lines": [line(one) for one in fact.lines],
        "short": [line(one) for one in fact.short()],
    }


def _actions(edition: Edition) -> Iterator[Json]:
    """Yield the ways to register: those facts of the registration that are links."""
    for group in edition.groups:
        if group.key == "registration":
            yield from (
                _fact(fact)
                for fact in group.facts
                if any(is_target(run.link) for run in fact.value.runs)
            )


def _links(organisation: Organisation) -> Iterator[tuple[Run, ...]]:
    if organisation.phone:
        yield phone(organisation.phone)
    if organisation.email:
        yield email(organisation.email)
    if organisation.website:
        yield website(organisation.website)


def _sections(blocks: Iterable[Block[Text]]) -> Iterator[Json]:
    """Yield the text between headings of level 2, each heading with what follows it.

    Levels of headings never skip one (ISO 14289-1, 7.4.2).
    """
    section: Json = {"heading": None, "pieces": []}
    level = 1
    for name, piece in pieces(blocks):
        data = _piece(name, piece)
        if name == "heading":
            level = data["level"] = min(data["level"], level + 1)
        if name == "heading" and level == 2:
            if section["heading"] or section["pieces"]:
                yield section
            section = {"heading": data["text"], "pieces": []}
        else:
            section["pieces"].append(data)
    if section["heading"] or section["pieces"]:
        yield section


def _piece(name: str, piece: HtmlBlock) -> Json:
    if isinstance(piece, ListNode):
        values = _list(piece)
    elif isinstance(piece, Quote):
        values = {
            "paragraphs": [line(text, notes=True) for text in piece.paragraphs],
            "by": _maybe(piece.by),
        }
    elif isinstance(piece, Heading):
        values = {"text": line(piece.text, notes=True), "level": piece.level}
    elif isinstance(piece, Paragraph):
        values = {"text": line(piece.text, notes=True)}
    elif isinstance(piece, Image):
        values = image(piece, Use.PRINT)
    else:
        values = {
            "header": [line(cell, notes=True) for cell in piece.header],
            "rows": [[line(cell, notes=True) for cell in row] for row in piece.rows],
        }
    return {"kind": name, **values}


def _list(node: ListNode) -> Json:
    return {
        "ordered": node.ordered,
        "items": [
            [line(text, notes=True), [_list(inner) for inner in lists]]
            for text, lists in node.items
        ],
    }
