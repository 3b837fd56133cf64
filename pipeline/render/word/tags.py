"""The tags that somebody typed into a letterhead: found, understood, and faults named.

A tag may be split into many runs (docxtpl rejoins them), but it never leaves its paragraph.
So a fault is looked for in the text of one paragraph, which is also what a person sees.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from ...base.errors import nearest
from ...base.messages import _
from .fields import FIELDS, LOOPED, Form

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_BRACE: Final = re.compile(r"\{\s*[{%#]|[}%#]\s*\}")
_STATEMENT: Final = re.compile(r"\{%.*?%\}")
_SINGLE: Final = re.compile(r"\{\s*(\w+)\s*\}")
_PREFIX: Final = re.compile(r"^(\{[{%]-?)\s*(?:p|tr|tc|r)\s")
"""docxtpl's own marks: the tag stands for its whole paragraph, row, cell or run."""
_WORD: Final = re.compile(r"^\{%-?\s*(\w+)")
_CELL: Final = re.compile(r"^\{%\s*(?:cellbg|colspan)\s(.*?)%\}$")
"""docxtpl's tags for table cells print their value; ``vm`` and ``hm`` have none."""
_QUOTES: Final = str.maketrans("„“”«»‚‘’", '"""""\'\'\'')

_ATTRIBUTES: Final = ("label", "value", "first", "last", "index")
"""What a fact in a loop has, and the loop itself."""
_LONGEST: Final = 300
"""Characters in a tag; more is no field."""
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
"""All that a letterhead needs; no calls, filters, arithmetic or includes (Jinja's node types)."""


class TagFault(Exception):
    """What is wrong with a tag: a sentence that names it and says what to do."""


def straight(tag: str) -> str:
    """Return a tag with the quotation marks that Word made round put straight again."""
    return tag.translate(_QUOTES)


def fields_in(paragraphs: Iterable[str], environment: Environment) -> set[str]:
    """Return the fields that the tags of one part use. Raises TagFault for the first fault."""
    found: set[str] = set()
    opened: list[tuple[str, str]] = []
    for text in paragraphs:
        _check_braces(text)
        for tag in _TAG.findall(text):
            if not tag.startswith("{#"):
                found |= _understood(tag, opened, environment)
        _check_block(text)
    if opened:
        word, tag = opened[-1]
        raise TagFault(
            _("„{tag}“ wird nicht beendet. Schreiben Sie danach {end}.").format(
                tag=tag, end=f"{{% end{word} %}}"
            )
        )
    return found


@functools.lru_cache(maxsize=1_000)
def check_harmless(tag: str, environment: Environment) -> None:
    """Raise TagFault for a tag that is more than a field, a condition or a loop.

    ``tag`` is as docxtpl hands it to Jinja, with its own marks turned into Jinja's.
    """
    if "<" in tag:
        raise _incomplete(re.sub(r"<[^<>]*>", "", tag)[:40])
    plain = straight(html.unescape(tag))
    word = found[1] if (found := _WORD.match(plain)) else ""
    if word not in ("endif", "endfor"):
        _parsed(tag, plain, word, environment)


def _check_braces(text: str) -> None:
    """Find brackets that do not make a tag, which would otherwise be printed as they are."""
    rest = _TAG.sub("\n", text)
    if found := _BRACE.search(rest):
        start = max(0, found.start() - 25) if found[0].endswith("}") else found.start()
        excerpt = rest[start : start + 40].strip().replace("\n", " … ")
        raise _incomplete(excerpt)
    for found in _SINGLE.finditer(rest):
        if found[1].lower() in FIELDS:
            raise TagFault(
                _("„{tag}“ braucht doppelte Klammern: {example}.").format(
                    tag=found[0], example=f"{{{{ {found[1].lower()} }}}}"
                )
            )


def _incomplete(excerpt: str) -> TagFault:
    return TagFault(
        _(
            "„{tag}“ ist kein vollständiges Feld. Ein Feld steht in einem Absatz und beginnt "
            "und endet mit zwei geschweiften Klammern: {example}."
        ).format(tag=excerpt, example="{{ title }}")
    )


def _check_block(text: str) -> None:
    """A block field fills its paragraph; only conditions may stand around it."""
    shown = _STATEMENT.sub("", text).strip()
    for tag in _TAG.findall(shown):
        name = tag.strip("{} ")
        if FIELDS.get(name) is Form.BLOCK and shown != tag:
            raise TagFault(
                _("„{tag}“ muss allein in einem Absatz stehen.").format(tag=f"{{{{ {name} }}}}")
            )


def _understood(tag: str, opened: list[tuple[str, str]], environment: Environment) -> set[str]:
    """Return the fields of one tag; ``opened`` are the loops and conditions around it."""
    plain = straight(_PREFIX.sub(r"\1 ", tag))
    plain = _CELL.sub(r"{{ \1 }}", plain)
    word = found[1] if (found := _WORD.match(plain)) else ""
    if word in ("vm", "hm"):
        return set()
    if word in ("endif", "endfor"):
        if not opened or opened[-1][0] != word.removeprefix("end"):
            raise TagFault(
                _("„{tag}“ steht ohne passenden Anfang da. Löschen Sie es.").format(tag=tag)
            )
        opened.pop()
        return set()
    tree = _parsed(tag, plain, word, environment)
    _check_use(tag, tree, opened)
    names = meta.find_undeclared_variables(tree) - _loop_names(opened, environment)
    for name in sorted(names - FIELDS.keys()):
        raise TagFault(
            _("Das Feld „{name}“ in „{tag}“ gibt es nicht. {hint}").format(
                name=name, tag=tag, hint=nearest(name, FIELDS)
            )
        )
    if word in ("if", "for"):
        opened.append((word, plain))
    return names & FIELDS.keys()


def _parsed(tag: str, plain: str, word: str, environment: Environment) -> nodes.Template:
    """Return a tag on its own as Jinja understands it, if it is one that letterheads may have."""
    source = {
        "if": plain + "{% endif %}",
        "for": plain + "{% endfor %}",
        "elif": "{% if title %}" + plain + "{% endif %}",
        "else": "{% if title %}" + plain + "{% endif %}",
    }.get(word, plain)
    too_much = TagFault(
        _(
            "„{tag}“: In einem Briefkopf gibt es nur Felder, {condition} und {loop}. Das "
            "Aussehen stellen Sie in Word ein."
        ).format(tag=tag[:_LONGEST], condition="{% if … %}", loop="{% for … %}")
    )
    if len(tag) > _LONGEST:
        raise too_much
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise TagFault(
            _(
                "„{tag}“ ist falsch geschrieben. Ein Feld sieht so aus: {field}, eine Bedingung "
                "so: {condition}."
            ).format(tag=tag, field="{{ title }}", condition="{% if subtitle %} … {% endif %}")
        ) from error
    if not all(isinstance(node, _ALLOWED) for node in tree.find_all(nodes.Node)):
        raise too_much
    if any(operand.op not in ("eq", "ne") for operand in tree.find_all(nodes.Operand)):
        raise too_much
    return tree


def _check_use(tag: str, tree: nodes.Template, opened: list[tuple[str, str]]) -> None:
    """Find what reads well but would not work: parts that a row lacks, loops in loops, marks."""
    for node in tree.find_all(nodes.Getattr):
        if node.attr not in _ATTRIBUTES:
            raise TagFault(
                _("„{name}“ in „{tag}“ gibt es nicht. {hint}").format(
                    name=node.attr, tag=tag, hint=nearest(node.attr, _ATTRIBUTES)
                )
            )
    for loop in tree.find_all(nodes.For):
        over_facts = isinstance(loop.iter, nodes.Name) and loop.iter.name == LOOPED
        if not over_facts or any(word == "for" for word, _tag in opened):
            raise TagFault(
                _("„{tag}“: Es gibt nur die Schleife {loop}, und nicht ineinander.").format(
                    tag=tag, loop="{% for fact in facts %} … {% endfor %}"
                )
            )
    if tag.startswith("{{") and _PREFIX.match(tag):
        raise TagFault(
            _("„{tag}“ braucht kein Zeichen davor: {example}.").format(
                tag=tag, example=_PREFIX.sub("{{ ", tag)
            )
        )


def _loop_names(opened: list[tuple[str, str]], environment: Environment) -> set[str]:
    """Return the names that the open loops give: ``fact`` and ``loop``."""
    names: set[str] = set()
    for word, tag in opened:
        if word == "for":
            tree = environment.parse(tag + "{% endfor %}")
            for loop in tree.find_all(nodes.For):
                names |= {name.name for name in loop.target.find_all(nodes.Name)}
                if isinstance(loop.target, nodes.Name):
                    names.add(loop.target.name)
            names.add("loop")
    return names
