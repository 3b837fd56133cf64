"""Quotation marks, brackets and the marks at the end, by the custom of each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ..base.messages import _
from ..catalogue.units import Unit
from ..language import scripts
from ..text.patterns import VALUE
from .conventions import Conventions, conventions
from .rule import Context, warning
from .seen import words_only

_CLOSING: Final = " \t\n\u00a0\u202f\"'”“»«’‘›‹」》)]}*）\u200c\u200d\u200e\u200f"
"""What may follow the last mark of a sentence."""

_QUESTION: Final = "?؟？፧\u037e"
_STOP: Final = ".。።।۔"
_TYPED_STOP: Final = "፡፡"
"""Two word spaces, as keyboards without ። have it."""
_COLON: Final = ":：፦፡፥"
_EXCLAMATION: Final = "!！"

_DOUBLE: Final = '„“”«»"‟「」《》'
_SINGLE: Final = "‚‘’‹›"

_SINGLE_MARK: Final = re.compile(r"(?<!\w)[‚‘‹]|[‘’›](?!\w)")

_GERMAN_NAME: Final = re.compile("„[^„“]*“")

_BRACKETS: Final = {")": "(", "]": "[", "）": "（"}
_BRACKET: Final = re.compile(r"[()\[\]（）]")
_LISTED: Final = re.compile(r"(?:^|(?<=\s))(?:\w|\d\d)\)")
"""``a)``: a bracket without partner by custom."""


@warning
def end_punctuation(unit: Unit, context: Context, /) -> Iterator[str]:
    """A question stays a question, a sentence keeps its stop, a colon announces what follows."""
    custom = conventions(context.language)
    german, found = _end(unit.source), _end(unit.target)
    if german and german in _QUESTION:
        # The Greek question mark is a semicolon.
        if custom.question and not found_in(found, custom.question + _QUESTION):
            yield _(
                "Der deutsche Text endet als Frage, die Übersetzung nicht. In dieser Sprache "
                "endet eine Frage mit „{mark}“."
            ).format(mark=custom.question[0])
        return
    if german in (":",):
        if not found_in(found, custom.colon + _COLON):
            yield _(
                "Der deutsche Text endet mit einem Doppelpunkt, weil noch etwas folgt. Beenden "
                "Sie die Übersetzung mit „{mark}“."
            ).format(mark=custom.colon[0])
    elif german in (".", "!", "…"):
        if custom.stop and not found_in(
            found, custom.stop + custom.question + _STOP + _EXCLAMATION + _QUESTION + "…"
        ):
            yield _(
                "Der Satz endet ohne Satzzeichen. In dieser Sprache endet er mit „{mark}“."
            ).format(mark=custom.stop[0])
    elif not german and found_in(found, _STOP + _COLON):
        yield _(
            "Die Übersetzung endet mit „{mark}“, der deutsche Text ohne Satzzeichen. "
            "Löschen Sie es."
        ).format(mark=found)


@warning
def foreign_punctuation(unit: Unit, context: Context, /) -> Iterator[str]:
    """Marks of the language's own script: ؟ and ، in Arabic script, ። in Ethiopic, ; in Greek."""
    custom = conventions(context.language)
    script, text = context.language.script, words_only(unit.target)
    for found in dict.fromkeys(_foreign(script, tuple(custom.instead)).findall(text)):
        yield _(
            "In dieser Sprache steht „{right}“ statt „{wrong}“. Ersetzen Sie das Satzzeichen."
        ).format(wrong=found, right=custom.instead[found])
    for mark in custom.opened:
        closing = {"¿": "?", "¡": "!"}[mark]
        ends = re.findall(rf".{{0,5}}{re.escape(closing)}", text)
        if sum(end not in unit.source for end in ends) > text.count(mark):
            yield _(
                "In dieser Sprache steht vor Frage und Ausruf ein umgedrehtes Zeichen. "
                "Ergänzen Sie „{mark}“."
            ).format(mark=mark)


@warning
def quotation_marks(unit: Unit, context: Context, /) -> Iterator[str]:
    """The marks that the language has, always in pairs, and some where the German has some."""
    german, text = words_only(unit.source), words_only(unit.target)
    if "“" in text:
        for name in _GERMAN_NAME.findall(german):  # a name that stays German keeps its marks
            text = text.replace(name, "*")
    marks = _marks(text, context)
    if not marks:
        if "„" in german and "*" not in text:
            yield _(
                "Im deutschen Text steht etwas in Anführungszeichen, in der Übersetzung nicht. "
                "In dieser Sprache schreibt man {marks}."
            ).format(marks=_pair(conventions(context.language)))
        return
    custom = conventions(context.language)
    allowed = "".join(custom.quotes)
    if strange := [one for one in marks if one not in allowed and not (one == '"' in german)]:
        yield _(
            "Das Anführungszeichen „{mark}“ ist in dieser Sprache nicht üblich. "
            "Schreiben Sie {marks}."
        ).format(mark=strange[0], marks=_pair(custom))
    elif not _paired(marks, custom.quotes):
        yield _unpaired(custom)


@warning
def brackets_unbalanced(unit: Unit, context: Context, /) -> Iterator[str]:
    """Every bracket has its partner, unless the German has one without."""
    if _balanced(unit.target) or not _balanced(unit.source):
        return
    yield _(
        "Eine Klammer hat kein Gegenstück. Ergänzen oder löschen Sie eine; auch in Sprachen, die "
        "von rechts nach links laufen, tippt man zuerst die öffnende."
    )


def found_in(mark: str, marks: str) -> bool:
    return bool(mark) and mark in marks


def _end(text: str) -> str:
    """The last mark of a text, or nothing; brackets and quotation marks behind it do not count."""
    rest = words_only(text).rstrip(_CLOSING)
    if rest.endswith(_TYPED_STOP):
        return "።"  # `foreign_punctuation` says how it is written
    last = rest[-1:]
    if last == ";":
        return last
    return last if last and last in _QUESTION + _STOP + _COLON + _EXCLAMATION + "…" else ""


@cache
def _foreign(script: str, marks: tuple[str, ...]) -> re.Pattern[str]:
    own = scripts.script(script).letters
    # "..." is a sign of its own in every script, and no stop typed three times.
    alternatives = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    return re.compile(
        rf"(?<=[{own}{VALUE}»”)\u0300-\u036f\u064b-\u0655\u0901-\u0903\u093e-\u094d\u0e31-\u0e4e])"
        rf"[ \u00a0]?({alternatives})(?![\w.{VALUE}])"
    )


def _marks(text: str, context: Context) -> list[str]:
    """The quotation marks of a text in their order; single ones only where they are the custom."""
    marks = [char for char in text if char in _DOUBLE]
    custom = "".join(conventions(context.language).quotes)
    singles = [mark for mark in _SINGLE if mark in custom]
    if singles and not marks:
        opened = 0
        for found in _SINGLE_MARK.finditer(text):
            mark = found[0]
            if mark in "‚‘‹" and mark in custom and not (mark == "‘" and opened and "‚" in custom):
                opened += 1
                marks.append(mark)
            elif opened or not text[: found.start()][-1:].isalpha():  # else an apostrophe
                opened -= 1
                marks.append(mark)
    return marks


def _paired(marks: list[str], pairs: tuple[str, ...]) -> bool:
    """Whether the marks open and close in turn; what is open is closed by its own partner."""
    opened: list[str] = []
    for mark in marks:
        if opened and any(pair[0] == opened[-1] and pair[1] == mark for pair in pairs):
            opened.pop()
        elif any(pair[0] == mark for pair in pairs):
            opened.append(mark)
        else:
            return False
    return not opened


def _pair(custom: Conventions) -> str:
    return f"{custom.quotes[0][0]}…{custom.quotes[0][1]}"


def _unpaired(custom: Conventions) -> str:
    return _(
        "Ein Anführungszeichen hat kein Gegenstück. In dieser Sprache schreibt man {marks}."
    ).format(marks=_pair(custom))


def _balanced(text: str) -> bool:
    found = _BRACKET.findall(text if "](" not in text else words_only(text))
    if not found:
        return True
    if len(found) % 2:
        found = _BRACKET.findall(_LISTED.sub("", words_only(text)))
    opened: list[str] = []
    for mark in found:
        if mark not in _BRACKETS:
            opened.append(mark)
        elif not opened or opened.pop() != _BRACKETS[mark]:
            return False
    return not opened
