"""Which packages an office needs for its languages, and where each is to come from."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...language.table import GERMAN
from . import lock, recommended
from .choices import AUTO, BEST, CHOICES, DIRECT, NONE, OVER_ENGLISH, PIVOT
from .index import Index
from .offers import Offer, of_known, pinned
from .packages import Package, code_of, leads

Leg = tuple[str, str]
"""From and to, as tags."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an office has decided about its models."""

    choice: Mapping[str, str] = field(default_factory=dict)
    """[translation] of organisation.toml: tag to `CHOICES`, or a model's name."""
    size: str = BEST
    """`BEST` or `SMALL`, of models that are not recorded yet."""
    update: bool = False
    """What is offered comes before what is recorded."""
    mirror: str | None = None
    """The address under which the office keeps archives; asked before all others."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to install, and for which languages there is nothing."""

    offers: tuple[Offer, ...]
    missing: tuple[str, ...]
    """Tags of languages that neither the lock file nor a source has a model for."""
    present: tuple[Package, ...] = field(default=())
    """Installed packages that serve already, whichever way they came."""


def plan(
    tags: Iterable[str],
    wish: Wish,
    installed: Sequence[Package],
    locked: Mapping[str, lock.Locked],
    index: Callable[[], Index],
    without: Container[str] = (),
) -> Plan:
    """Plan for the languages ``tags``, in their order.

    What the lock file records comes first, so that every computer gets the same; then the
    model that recommended.toml knows, or what ``index`` offers, which is asked for only if
    needed. ``without`` are names of models that could not be had: something else is planned.
    """
    planner = _Planner(wish, installed, locked, index, without)
    missing = [tag for tag in tags if not planner.serve(tag, wish.choice.get(tag, AUTO))]
    return Plan(tuple(planner.offers.values()), tuple(missing), tuple(planner.present.values()))


def serves(package: Package, tags: Iterable[str]) -> list[str]:
    """The languages among ``tags`` for which a package may be used."""
    if leads(package, GERMAN, PIVOT):
        return [tag for tag in tags if tag != GERMAN]  # the first leg of the way over English
    return [tag for tag in tags if leads(package, GERMAN, tag) or leads(package, PIVOT, tag)]


class _Planner:
    def __init__(
        self,
        wish: Wish,
        installed: Sequence[Package],
        locked: Mapping[str, lock.Locked],
        index: Callable[[], Index],
        without: Container[str],
    ) -> None:
        self._wish = wish
        self._installed = installed
        self._locked = {name: one for name, one in locked.items() if name not in without}
        self._index = index
        self._without = without
        self.offers: dict[str, Offer] = {}
        self.present: dict[str, Package] = {}

    def serve(self, tag: str, choice: str) -> bool:
        """Plan for one language; False when nothing is known for it."""
        if tag == GERMAN or choice == NONE:
            return True
        if choice not in CHOICES:
            return self._by_name(choice)
        directions = _directions(tag, choice)
        looks = [self._recorded, self._recommended, self._indexed]
        if self._wish.update:
            looks = [self._recommended, self._indexed, self._recorded]
        for look in looks:
            for leg in directions:
                if look(leg):
                    return leg[0] == GERMAN or self._first_leg()
        return False

    def _first_leg(self) -> bool:
        return self.serve(PIVOT, AUTO)

    def _by_name(self, name: str) -> bool:
        for package in self._installed:
            if name in (package.name, package.code) and package.name not in self._without:
                self.present[package.name] = package
                return package.from_code != PIVOT or self._first_leg()
        entry = next((one for one in self._locked.values() if name in (one.name, one.code)), None)
        offer = self._pinned(entry) if entry else self._known(name) or self._offered(name)
        if offer is None or offer.name in self._without:
            return False
        self.offers[offer.name] = offer
        return offer.from_code != PIVOT or self._first_leg()

    def _known(self, name: str) -> Offer | None:
        """The model of a name, with or without its version, in recommended.toml."""
        for known in recommended.models().values():
            if name in (known.name, code_of(known.name, known.version)):
                return of_known(known, self._wish.mirror)
        return None

    def _offered(self, name: str) -> Offer | None:
        return next((offer for offer in self._index().offers if offer.name == name), None)

    def _pinned(self, entry: lock.Locked) -> Offer:
        mirror = self._wish.mirror
        of_index = mirror is not None and entry.form is lock.Form.PACKAGE
        return pinned(self._offered(entry.name) if of_index else None, entry, mirror)

    def _recorded(self, leg: Leg) -> bool:
        """Take what is recorded for a direction, or else what is installed."""
        known = [entry for entry in self._locked.values() if leads(entry, *leg)]
        here = [
            package
            for package in self._installed
            if leads(package, *leg) and package.name not in self._without
        ]
        if known:
            self.offers |= {entry.name: self._pinned(entry) for entry in known}
        else:
            self.present |= {package.name: package for package in here}
        return bool(known or here)

    def _recommended(self, leg: Leg) -> bool:
        """Take the model that recommended.toml has for a direction."""
        row = recommended.table().get(leg[1])
        name, _quality = row.choice(self._wish.size) if row else ("", "")
        known = recommended.models().get(name)
        offer = of_known(known, self._wish.mirror) if known else None
        if offer is None or name in self._without or not leads(offer, *leg):
            return False
        self.offers[offer.name] = offer
        return True

    def _indexed(self, leg: Leg) -> bool:
        """Take what the index offers for a direction."""
        offer = self._index().find(*leg)
        if offer is None or offer.name in self._without:
            return False
        licence = offer.licence or recommended.argos_licence(offer.from_code, offer.to_code)
        self.offers[offer.name] = replace(offer, licence=licence)
        return True


def _directions(tag: str, choice: str) -> list[Leg]:
    """From where a language can be reached, best first."""
    direct, pivot = (GERMAN, tag), (PIVOT, tag)
    if tag == PIVOT or choice == DIRECT:
        return [direct]
    return [pivot] if choice == OVER_ENGLISH else [direct, pivot]
