"""Which packages lead from German to a language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..base.errors import ConfigError, nearest
from ..base.messages import _
from ..language.table import GERMAN, Language
from .store.choices import AUTO, CHOICES, DIRECT, NONE, OVER_ENGLISH, PIVOT
from .store.packages import Package, codes_of, leads

Route = tuple[Package, ...]


def find_route(packages: Sequence[Package], choice: str, language: Language) -> Route | None:
    """Return the packages to go through, in their order, or None when there is no way.

    ``auto`` prefers a direct package to the way over English; of several packages for the
    same languages the newest is taken. The name of a package (with or without its version)
    takes that one, also for a language that it does not name itself, unless it translates
    into several. Raises `ConfigError` when there is no package of that name, when it starts
    from neither German nor English, or has several languages and not this one.
    """
    if choice == NONE or language.tag == GERMAN:
        return None
    first = _newest(packages, GERMAN, PIVOT)
    if choice not in CHOICES:
        return _named(packages, choice, language, first)
    direct = _newest(packages, GERMAN, language.tag)
    if direct and (choice in (AUTO, DIRECT) or language.tag == PIVOT):
        return (direct,)
    second = _newest(packages, PIVOT, language.tag)
    if first and second and choice in (AUTO, OVER_ENGLISH):
        return first, second
    return None


def label(route: Iterable[Package]) -> str:
    """As it stands in a draft's comment: ``translate-de_en 1.0 + translate-en_ar 1.0``."""
    return " + ".join(package.label for package in route)


def _newest(packages: Iterable[Package], from_tag: str, to_tag: str) -> Package | None:
    return max(
        (package for package in packages if leads(package, from_tag, to_tag)),
        key=lambda package: ([int(part) for part in package.version.split(".")], package.name),
        default=None,
    )


def _named(
    packages: Sequence[Package], choice: str, language: Language, first: Package | None
) -> Route | None:
    chosen = next((package for package in packages if choice in (package.name, package.code)), None)
    where = _("content/organisation.toml, [translation], Sprache {language}").format(
        language=language.tag
    )
    if chosen is None:
        names = [*CHOICES, *(package.name for package in packages)]
        raise ConfigError(
            None,
            where
            + ": "
            + _("Ein Modell „{name}“ ist nicht installiert.").format(name=choice)
            + " "
            + nearest(choice, names),
        )
    if chosen.targets and codes_of(language.tag).isdisjoint(chosen.to_codes):
        raise ConfigError(
            None,
            where
            + ": "
            + _(
                "Das Modell „{name}“ übersetzt nicht in diese Sprache, sondern in: {codes}."
            ).format(name=choice, codes=" ".join(chosen.to_codes)),
        )
    if chosen.from_code == GERMAN:
        return (chosen,)
    if chosen.from_code != PIVOT:
        raise ConfigError(
            None,
            where
            + ": "
            + _("Das Modell „{name}“ geht weder von Deutsch noch von Englisch aus.").format(
                name=choice
            ),
        )
    return (first, chosen) if first else None
