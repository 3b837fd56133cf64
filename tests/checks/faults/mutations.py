"""How a good translation is spoilt: one mutation a rule, for every language it can happen in.

A mutation gets chance and a unit, and returns the spoilt translation or, where it has no
hold in this text, None.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.catalogue.units import Unit
from pipeline.checks import said
from pipeline.checks.conventions import conventions
from pipeline.checks.copies import _THEIRS
from pipeline.checks.seen import words_only
from pipeline.language.table import Language, language
from pipeline.source.model import Role

from .texts import TAGS, good

Mutation = Callable[[random.Random, Unit, Language], str | None]

PER_LANGUAGE = 3
"""Faults of a rule in one language, at most."""


@dataclass(frozen=True, slots=True)
class Fault:
    rule: str
    """The rule that should find it."""
    unit: Unit
    language: Language


def planted() -> Iterator[Fault]:
    """All faults, the same at every call."""
    for rule, mutation in MUTATIONS.items():
        for tag in TAGS:
            chance = random.Random(f"{rule} {tag}")
            units = list(good(tag))
            chance.shuffle(units)
            made = 0
            for unit in units:
                spoilt = mutation(chance, unit, language(tag))
                if spoilt is None or spoilt == unit.target:
                    continue
                role = Role.TITLE if rule == "title-too-long" else unit.role
                yield Fault(rule, replace(unit, target=spoilt, role=role), language(tag))
                made += 1
                if made == PER_LANGUAGE:
                    break


def _replace_one(pattern: str, to: Callable[[re.Match[str]], str]) -> Mutation:
    """Replace one place that a pattern finds, chosen by chance."""

    def mutation(chance: random.Random, unit: Unit, row: Language) -> str | None:
        places = list(re.finditer(pattern, unit.target))
        if not places:
            return None
        place = chance.choice(places)
        return unit.target[: place.start()] + to(place) + unit.target[place.end() :]

    return mutation


def _between_letters(*characters: str) -> Mutation:
    """Put a character into a word."""

    def mutation(chance: random.Random, unit: Unit, row: Language) -> str | None:
        places = [
            match.end() for match in re.finditer(r"(?<![\w{])[^\W\d_]{2}(?=[^\W\d_])", unit.target)
        ]
        if not places:
            return None
        place = chance.choice(places)
        return unit.target[:place] + chance.choice(characters) + unit.target[place:]

    return mutation


def _other_digit(match: re.Match[str]) -> str:
    digits = [char for char in "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" if char.isdecimal()]
    place = digits.index(match[0][-1])
    return match[0][:-1] + digits[place // 10 * 10 + (place + 3) % 10]


def _number(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if "302" in unit.source:  # a telephone number has its own mutation
        return None
    return _replace_one(r"(?<![\d:])\d{4}(?![\d:])", _other_digit)(chance, unit, row)


def _other_time(match: re.Match[str]) -> str:
    hour = str((int(match[1]) + 2) % 12 + 1)
    return hour + match[0][len(match[1]) :]


def _other_name(chance: random.Random, unit: Unit, row: Language) -> str | None:
    for names in (row.months, row.weekdays):
        for number, name in enumerate(names):
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", unit.target) and re.search(
                r"\b(November|Samstag)\b", unit.source
            ):
                other = names[(number + 2) % len(names)]
                return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", other, unit.target)
    return None


def _swapped_digits(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if "302-1160" not in unit.source:
        return None
    target = unit.target
    return chance.choice(
        [
            re.sub(r"([1۱])([6۶])", r"\2\1", target),
            re.sub(r"[3۳]([0۰])[2۲]", r"\1", target),
            re.sub(r"\d(?=\D*$)", "7", target),
        ]
    )


def _lost_address(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if "@" not in unit.target:
        return None
    old, new = chance.choice(
        [
            ("info@", "inf0@"),
            ("info@beispiel", "info@beispeil"),
            ("www.", "ww."),
            ("/fest", "/feste"),
        ]
    )
    return unit.target.replace(old, new)


def _echo(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if len(re.findall(r"[^\W\d_]{2,}", re.sub(r"[„({\[].*?[“)}\]]", "", unit.source))) < 4:
        return None
    return unit.source


def _german_word(chance: random.Random, unit: Unit, row: Language) -> str | None:
    theirs = _THEIRS.get(row.tag, "").split()
    known = [
        word
        for word in ("und", "für", "nicht", "sind", "wir", "ist")
        if re.search(rf"\b{word}\b", unit.source) and word not in theirs
    ]
    plain = re.sub(
        r"\(.*?\)|[„“”«‘\[{].*?[“”»’\]}]", lambda found: "x" * len(found[0]), unit.target
    )
    places = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", plain)]
    if not known or not places:
        return None
    place = chance.choice(places)
    return f"{unit.target[:place]} {chance.choice(known)}{unit.target[place:]}"


def _other_script(chance: random.Random, unit: Unit, row: Language) -> str | None:
    others = [tag for tag in TAGS if language(tag).script != row.script]
    for tag in chance.sample(others, len(others)):
        for other in good(tag):
            same = (other.context, other.source) == (unit.context, unit.source)
            if same and len(re.findall(r"[^\W\d_]{2,}", other.target)) > 3:
                return other.target
    return None


_ALIKE = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "i": "і", "y": "у"}


def _look_alike(chance: random.Random, unit: Unit, row: Language) -> str | None:
    alike = {v: k for k, v in _ALIKE.items()} if row.script == "Cyrl" else _ALIKE
    text = re.sub(
        r"\{.*?\}|\(http.*?\)|\S*[@/]\S*|www\S*", lambda found: "_" * len(found[0]), unit.target
    )
    places = [
        match.start()
        for match in re.finditer(rf"(?<=[^\W\d_])[{''.join(alike)}](?=[^\W\d_])", text)
        if _script(text[match.start() - 1]) == _script(text[match.start()])
    ]
    if not places:
        return None
    place = chance.choice(places)
    return unit.target[:place] + alike[unit.target[place]] + unit.target[place + 1 :]


def _script(char: str) -> str:
    return "Cyrl" if "\u0400" <= char <= "\u04ff" else "Latn" if char < "\u0250" else "?"


def _neighbours_letter(chance: random.Random, unit: Unit, row: Language) -> str | None:
    letters = conventions(row).letters
    back = {right: wrong for wrong, right in letters.items() if len(right) == 1}
    places = [place for place, char in enumerate(unit.target) if char in back]
    if not places:
        return None
    place = chance.choice(places)
    return unit.target[:place] + back[unit.target[place]] + unit.target[place + 1 :]


def _joiner(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if conventions(row).joiners:
        return _replace_one(r"(?<=\w) (?=\w)", lambda found: "\u200c ")(chance, unit, row)
    return _between_letters("\u200c", "\u200d")(chance, unit, row)


def _mark(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if row.rtl:
        return _replace_one(r"(?<=\w) (?=\w)", lambda found: " \u200f\u200f")(chance, unit, row)
    return _between_letters("\u200e", "\u200f")(chance, unit, row)


def _quotes(chance: random.Random, unit: Unit, row: Language) -> str | None:
    marks = "".join(conventions(row).quotes).replace("’", "")
    places = [place for place, char in enumerate(unit.target) if char in marks]
    if not places or "„" not in unit.source:
        return None
    place = chance.choice(places)
    return unit.target[:place] + chance.choice(["", '"']) + unit.target[place + 1 :]


def _end(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if unit.source[-1] not in ".?:":
        return None
    return unit.target.rstrip(".?!:؟።፧፦ \u00a0\u202f")


def _foreign_mark(chance: random.Random, unit: Unit, row: Language) -> str | None:
    back = {"؟": "?", "،": ",", "።": ".", "፣": ","}
    if row.script not in ("Arab", "Ethi"):
        back = {"?": "？", ",": "،", ";": "؛"}
    places = [
        match.start()
        for match in re.finditer(
            rf"(?<=[^\W\d_A-Za-z])[{re.escape(''.join(back))}](?!\w)", unit.target
        )
        if row.script in ("Arab", "Ethi")
    ] or [
        match.start()
        for match in re.finditer(rf"(?<=[^\W\d_])[{re.escape(''.join(back))}](?!\w)", unit.target)
        if row.script not in ("Arab", "Ethi")
    ]
    if not places:
        return None
    place = chance.choice(places)
    return unit.target[:place] + back[unit.target[place]] + unit.target[place + 1 :]


def _space(chance: random.Random, unit: Unit, row: Language) -> str | None:
    kinds: list[Mutation] = [
        _replace_one(r"(?<=\w) (?=\w)", lambda found: "  "),
        lambda _chance, one, _row: one.target + " ",
        lambda _chance, one, _row: " " + one.target,
    ]
    if row.tag != "fr":
        kinds.append(_replace_one(r"(?<=[^\W\d_])[,.،።?](?= |$)", lambda found: f" {found[0]}"))
    kinds.append(_replace_one(r"(?<=[^\W\d_]{2})[,،፣] (?=[^\W\d_]{2})", lambda found: found[0][0]))
    return chance.choice(kinds)(chance, unit, row)


def _french(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if row.tag != "fr":
        return None
    to = chance.choice(["", " "])
    spoil = _replace_one(r"(?<=\w)[\u00a0\u202f](?=[?!:;»])", lambda found: to)
    spoilt = spoil(chance, unit, row)
    return None if spoilt is None or re.search(r"leben ?!", spoilt) else spoilt


def _doubled(chance: random.Random, unit: Unit, row: Language) -> str | None:
    doubles = conventions(row).doubles
    words = [
        match
        for match in re.finditer(
            r"(?<![\w{’'*@./\u200c-])[^\W\d_]{2,}(?![\w}’'*@./\u200c-])", unit.target
        )
        if match[0].lower() not in doubles
    ]
    if len(words) < 2:
        return None
    word = chance.choice(words)
    return f"{unit.target[: word.end()]} {word[0]}{unit.target[word.end() :]}"


def _circle(chance: random.Random, unit: Unit, row: Language) -> str | None:
    text = unit.target
    if "{" in text or len(text.split()) < 6 or len(text) < 45:
        return None
    parts = text.split()
    start = chance.randrange(len(parts) - 3)
    size = chance.randint(1, 3)
    piece = parts[start : start + size]
    return chance.choice(
        [
            " ".join([*parts[: start + size], *piece * 4, *parts[start + size :]]),
            f"{text} {text}"
            if re.search(r"[.?!؟።]$", text)
            else " ".join([*parts, *parts[-1:] * 5]),
        ]
    )


def _length(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if len(words_only(unit.source)) < 60 or "(" in unit.target + unit.source:
        return None
    text = unit.target
    more = " ".join(other.target for other in good(row.tag)[3:7])
    return chance.choice([text[: len(text) // 4], f"{text} {more} {more}"])


def _brackets(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if "](" in unit.target:
        return None
    return _replace_one(r"[()]", lambda found: "")(chance, unit, row)


def _exchanged_names(chance: random.Random, unit: Unit, row: Language) -> str | None:
    for one, two in (("start", "end"), ("date", "end_date"), ("doors", "start")):
        if f"{{{one}}}" in unit.target and f"{{{two}}}" in unit.target:
            pieces = re.split(rf"\{{({one}|{two})\}}", unit.target)
            pieces[1::2] = [f"{{{two if name == one else one}}}" for name in pieces[1::2]]
            return "".join(pieces)
    return None


def _only_where(german: str, mutation: Mutation) -> Mutation:
    """A mutation of translations of the German texts that have some words."""
    return lambda chance, unit, row: mutation(chance, unit, row) if german in unit.source else None


def _other_number_word(chance: random.Random, unit: Unit, row: Language) -> str | None:
    """What says two is five of the same row."""
    two, five = (_words(row, number) for number in (2, 5))
    for form in two:
        pattern = (
            rf"(?<!\w){re.escape(form.rstrip('*'))}\w*" if "*" in form else rf"(?<!\w){form}(?!\w)"
        )
        if re.search(pattern, unit.target, re.IGNORECASE):
            return re.sub(pattern, five[0].rstrip("*"), unit.target, count=1, flags=re.IGNORECASE)
    return None


def _words(row: Language, number: int) -> list[str]:
    places: str = said._table()["languages"][row.tag]["words"]
    return places.split()[number - 2].split("/")


def _dots(found: re.Match[str]) -> str:
    return found[0].replace("**", "** ", 1)


def _other_language(chance: random.Random, unit: Unit, row: Language) -> str | None:
    """The translation of the same text in another language of the script."""
    if len(words_only(unit.target)) < 55:
        return None
    others = [tag for tag in TAGS if tag != row.tag and language(tag).script == row.script]
    same = [tag for tag in others if {tag, row.tag} != {"fa", "prs"}]
    theirs = [one.target for tag in same for one in good(tag) if one.source == unit.source]
    return chance.choice(theirs) if theirs else None


LEFT = (
    *("{} XXX", "{} TODO", "[MT] {}", "{} TBD", "{} Lorem ipsum dolor", "<<<<<<< HEAD {}"),
    *("Here is the translation {}", "Sure, {}", "#-#-#-#-# a.po #-#-#-#-# {}", "## {}", "- {}"),
    *("> {}", "{} %s", "{} \\u0131", "{} =======", "???? ???", "\ufffd{}"),
)
"""How programs and people leave their traces in a text."""


def _leftovers(chance: random.Random, unit: Unit, row: Language) -> str | None:
    if chance.random() < 0.3:
        wrong = chance.choice(["cp1252", "latin-1"])
        return _misread(unit.target, wrong)
    return chance.choice(LEFT).replace("{}", unit.target)


def _misread(text: str, encoding: str) -> str | None:
    read = text.encode().decode(encoding, errors="ignore")
    return read if sum(map(str.isalpha, text)) > 12 and not text.isascii() else None


def _without_marks(chance: random.Random, unit: Unit, row: Language) -> str | None:
    plain = unicodedata.normalize("NFD", unit.target.replace("ı", "i").replace("ł", "l"))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    share = conventions(row).marked
    return bare if bare.isascii() and len(words_only(bare)) * share > 12 else None


MUTATIONS: Mapping[str, Mutation] = {
    "placeholder-unknown": _replace_one(r"\{(\w+)\}", lambda found: f"{{{found[1][:-1]}x}}"),
    "placeholder-lost": _replace_one(r" ?\{\w+\}", lambda found: ""),
    "placeholder-twice": _replace_one(r"\{\w+\}", lambda found: f"{found[0]} {found[0]}"),
    "placeholders-exchanged": _exchanged_names,
    "number-word-differs": _only_where("zwei Räumen", _other_number_word),
    "version-differs": _replace_one(r"3\.1(?!\d)", lambda found: "3,1"),
    "numbers-exchanged": _only_where(
        "20 Prozent",
        _replace_one(r"^(\D*)5(.*)20", lambda found: f"{found[1]}20{found[2]}5"),
    ),
    "currency-differs": _only_where(
        "5 Euro", lambda chance, unit, row: re.sub(r"5 \w+|5 \w*", "$5", unit.target, count=1)
    ),
    "percent-lost": _only_where(
        "20 Prozent",
        lambda chance, unit, row: re.sub(
            r"([^\d,،፣]*?)( 20)[^\d,،፣]*$", r" \2.", unit.target, count=1
        ),
    ),
    "quotation-german": _only_where(
        "„Kommen Sie gern vorbei“",
        lambda chance, unit, row: re.sub(
            r"([“„«])[^“”«»]*?([,.]?\u00a0?[”“»])",
            r"\1Kommen Sie gern vorbei\2",
            unit.target,
            count=1,
        ),
    ),
    "html-in-translation": _replace_one(
        r"(?<![\w{])[^\W\d_]{3,}(?![\w}])", lambda one: f"<b>{one[0]}</b>"
    ),
    "link-elsewhere": _replace_one(r"\]\(https://www", lambda found: "](https://ww"),
    "link-lost": _replace_one(r"\[(.*?)\]\(https.*?\)", lambda found: found[1]),
    "markup-broken": _replace_one(r"\*\*[^*]+\*\*", _dots),
    "emphasis-differs": _replace_one(r"\*\*([^*]+)\*\*", lambda found: found[1]),
    "break-lost": _replace_one(r"\n", lambda found: " "),
    "number-differs": _number,
    "time-differs": _replace_one(r"\b(1\d|۱\d|2)(?=:| h|:۳)", _other_time),
    "date-differs": _other_name,
    "phone-differs": _swapped_digits,
    "address-differs": _lost_address,
    "echoed-german": _echo,
    "german-left": _german_word,
    "wrong-script": _other_script,
    "wrong-language": _other_language,
    "mixed-letters": _look_alike,
    "foreign-letter": _neighbours_letter,
    "leftovers": _leftovers,
    "marks-lost": _without_marks,
    "no-font": _between_letters("\U0001f389", "\u1780"),
    "control-character": _between_letters("\u202e", "\u2067", "\x07"),
    "invisible-character": _between_letters("\u200b", "\u2060", "\ufeff"),
    "stray-joiner": _joiner,
    "stray-direction-mark": _mark,
    "quotation-marks": _quotes,
    "brackets-unbalanced": _brackets,
    "end-punctuation": _end,
    "foreign-punctuation": _foreign_mark,
    "stray-space": _space,
    "french-spacing": _french,
    "doubled-word": _doubled,
    "repetition": _circle,
    "length-off": _length,
    "title-too-long": lambda _chance, unit, _row: (
        f"{unit.target} " * 4 if len(unit.target) > 40 and "/" not in unit.target else None
    ),
}
"""By the rule that should find what the mutation does."""
