"""Which packages an office needs for its languages, and where each is to come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...language.table import GERMAN
from . import lock, recommended
from .choices import AUTO, DIRECT, NONE, OVER_ENGLISH, PIVOT
from .index import Index, Offer
from .install import pinned
from .packages import Package, codes_of, tag_of

Leg = tuple[str, str]
"""From and to, as tags."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to install, and for which languages there is nothing."""

    offers: tuple[Offer, ...]
    missing: tuple[str, ...]
    """Tags of languages that neither the lock file nor the index has a package for."""
    present: tuple[Package, ...] = field(default=())
    """Installed packages that serve already, whichever way they came."""


def plan(
    tags: Iterable[str],
    choice: Mapping[str, str],
    installed: Sequence[Package],
    locked: Mapping[str, lock.Locked],
    index: Callable[[], Index],
    *,
    update: bool = False,
    mirror: bool = False,
) -> Plan:
    """Plan for the languages ``tags``, in their order.

    What the lock file records comes first, so that every computer gets the same; then what
    ``index`` offers, which is asked for only if needed. With ``update`` it is the other way
    round. With ``mirror``, recorded packages too are fetched from the index, where it has
    them. ``choice`` is [translation] of organisation.toml.
    """
    planner = _Planner(installed, locked, index, update, mirror)
    missing = [tag for tag in tags if not planner.serve(tag, choice.get(tag, AUTO))]
    return Plan(tuple(planner.offers.values()), tuple(missing), tuple(planner.present.values()))


def serves(package: Package, tags: Iterable[str]) -> list[str]:
    """The languages among ``tags`` for which a package may be used."""
    origin, target = tag_of(package.from_code), tag_of(package.to_code)
    if (origin, target) == (GERMAN, PIVOT):
        return [tag for tag in tags if tag != GERMAN]  # the first leg of the way over English
    return [tag for tag in tags if tag == target and origin in (GERMAN, PIVOT)]


class _Planner:
    def __init__(
        self,
        installed: Sequence[Package],
        locked: Mapping[str, lock.Locked],
        index: Callable[[], Index],
        update: bool,
        mirror: bool,
    ) -> None:
        self._installed = installed
        self._locked = locked
        self._index = index
        self._update = update
        self._mirror = mirror
        self.offers: dict[str, Offer] = {}
        self.present: dict[str, Package] = {}

    def serve(self, tag: str, choice: str) -> bool:
        """Plan for one language; False when nothing is known for it."""
        if tag == GERMAN or choice == NONE:
            return True
        if choice not in (AUTO, DIRECT, OVER_ENGLISH):
            return self._by_name(choice)
        directions = _directions(tag, choice)
        looks = [self._known, self._offered_way]
        if self._update:
            looks.reverse()
        for look in looks:
            for origin, target in directions:
                if look(origin, target):
                    return origin == GERMAN or self._direction(GERMAN, PIVOT)
        return False

    def _by_name(self, name: str) -> bool:
        for package in self._installed:
            if name in (package.name, package.code):
                self.present[package.name] = package
                return package.from_code != PIVOT or self._direction(GERMAN, PIVOT)
        entry = next((one for one in self._locked.values() if name in (one.name, one.code)), None)
        offer = self._pinned(entry) if entry else self._offered(name)
        if offer is None:
            return False
        self.offers[offer.name] = offer
        return offer.from_code != PIVOT or self._direction(GERMAN, PIVOT)

    def _offered(self, name: str) -> Offer | None:
        return next((offer for offer in self._index().offers if offer.name == name), None)

    def _pinned(self, entry: lock.Locked) -> Offer:
        return pinned(self._offered(entry.name) if self._mirror else None, entry)

    def _direction(self, origin: str, target: str) -> bool:
        if self._update:
            return self._offered_way(origin, target) or self._known(origin, target)
        return self._known(origin, target) or self._offered_way(origin, target)

    def _known(self, origin: str, target: str) -> bool:
        """Take what is recorded for a direction, or else what is installed."""
        froms, tos = codes_of(origin), codes_of(target)
        known = [
            entry
            for entry in self._locked.values()
            if entry.from_code in froms and entry.to_code in tos
        ]
        here = [
            package
            for package in self._installed
            if package.from_code in froms and package.to_code in tos
        ]
        if known:
            self.offers |= {entry.name: self._pinned(entry) for entry in known}
        else:
            self.present |= {package.name: package for package in here}
        return bool(known or here)

    def _offered_way(self, origin: str, target: str) -> bool:
        """Take what the index offers for a direction."""
        offer = self._index().find(codes_of(origin), codes_of(target))
        if offer is None:
            return False
        licence = offer.licence or recommended.argos_licence(offer.from_code, offer.to_code)
        self.offers[offer.name] = replace(offer, licence=licence)
        return True


def _directions(tag: str, choice: str) -> list[Leg]:
    """From where a language can be reached, best first."""
    direct, pivot = (GERMAN, tag), (PIVOT, tag)
    if tag == PIVOT or choice == DIRECT:
        return [direct]
    if choice == OVER_ENGLISH:
        return [pivot]
    row = recommended.table().get(tag)
    return [direct, pivot] if row is None or row.direct else [pivot, direct]
