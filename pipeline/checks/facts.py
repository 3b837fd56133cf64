"""Telephone numbers and addresses of the German arrive, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..base.messages import _
from ..base.model import Severity
from ..catalogue.units import Unit
from .figures import figures
from .rule import Context, Finding, error
from .versions import is_allowed, is_version


@error
def phone_differs(unit: Unit, context: Context, /) -> Iterator[str]:
    """The digits of a telephone number, in their order."""
    german, found = figures(unit.source).phones, figures(unit.target).phones
    if german == found:
        return
    for number in _without(german, found):
        yield _(
            "Die Telefonnummer mit den Ziffern {digits} fehlt in der Übersetzung oder ist dort "
            "eine andere. Kopieren Sie sie aus dem deutschen Text."
        ).format(digits=number)
    if not _without(german, found):
        for number in _without(found, german):
            yield _(
                "Die Telefonnummer mit den Ziffern {digits} steht nicht im deutschen Text. "
                "Löschen oder ersetzen Sie sie."
            ).format(digits=number)


@error
def address_differs(unit: Unit, context: Context, /) -> Iterator[str | Finding]:
    """E-mail and web addresses stand there letter by letter, and as often.

    One in the reader's own language is welcome; organisation.toml says which there are.
    """
    german, found = figures(unit.source).addresses, figures(unit.target).addresses
    if german == found:
        return
    missing = [one for one, count in german.items() if found.get(one, 0) < count]
    added = [one for one, count in found.items() if german.get(one, 0) < count]
    for old, new in [(old, new) for old in missing for new in added]:
        allowed = is_allowed(old, new, context.language, context.versions)
        if not (allowed or is_version(old, new, context.language)):
            continue
        missing, added = _except(missing, old), _except(added, new)
        if not allowed:
            yield Finding(Severity.WARNING, elsewhere(old, new))
    for one in missing:
        # An ending is none of the address: www.x.de-n, www.x.de'de.
        if not any(other.startswith((f"{one}-", f"{one}'")) for other in added):
            yield _(
                "Die Adresse „{address}“ fehlt in der Übersetzung oder ist dort anders "
                "geschrieben. Kopieren Sie sie aus dem deutschen Text."
            ).format(address=one)
    for one in added if not missing else ():
        yield _(
            "Die Adresse „{address}“ steht im deutschen Text nicht oder seltener. "
            "Löschen oder ersetzen Sie sie."
        ).format(address=one)


def _without(numbers: Iterable[str], others: Sequence[str]) -> list[str]:
    return [number for number in dict.fromkeys(numbers) if number not in others]


def elsewhere(german: str, found: str) -> str:
    """What to do about an address in the reader's own language that nobody has allowed."""
    return _(
        "„{found}“ ist wohl „{german}“ in dieser Sprache. Gibt es die Seite, so erlaubt sie die "
        "Pressestelle in content/organisation.toml unter [links]; sonst kopieren Sie die deutsche."
    ).format(found=found, german=german)


def _except(addresses: Sequence[str], one: str) -> list[str]:
    return [address for address in addresses if address != one]
