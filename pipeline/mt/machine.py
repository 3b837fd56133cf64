"""From German texts to drafts that no fact was lost in: the public face of this package.

A text is masked, cut into sentences and sent through the packages of its language's route;
what comes back is checked sentence by sentence (`hop`), put together, unmasked and compared
with the German once more. What does not pass is refused, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..base.errors import ConfigError
from ..base.messages import _
from ..language.table import Language
from ..language.table import language as language_of
from . import routes
from .asking import AT_ONCE, Asking
from .cache import Cache
from .engine import Engine, Hypothesis, PackageEngine, Polyglot, fingerprint
from .hop import Attempt, Hop
from .store.choices import AUTO, PIVOT
from .store.packages import Package
from .units import Drafted, finish, prepare, sentences_of

CHUNK: Final = 160
"""Texts that are finished together; a caller can save them before the next are begun."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a language waits for."""

    language: Language
    texts: Sequence[str]
    names: Mapping[str, str]
    """As `Machine.translate` takes them."""


class Machine:
    """Translates with installed packages; at most one of them is in memory at a time."""

    def __init__(
        self,
        packages: Sequence[Package],
        choice: Mapping[str, str],
        cache: Cache,
        load: Callable[[Package], Engine] = PackageEngine,
    ) -> None:
        """``choice``: BCP 47 tag to ``auto`` (the default), ``direct``, ``english``, ``none``
        or a package's name. ``load`` brings a package into memory; for one that has several
        targets it gives a `Polyglot`."""
        self._packages = tuple(packages)
        self._choice = choice
        self._cache = cache
        self._load = load
        self._loaded: tuple[Package, Engine] | None = None
        self._keys: dict[Package, str] = {}

    def route(self, language: Language) -> str | None:
        """Return the packages that lead to ``language``, as shown to people; None: no way.

        Raises `ConfigError` when the choice for the language names no usable package.
        """
        found = self._route(language)
        return routes.label(found) if found else None

    def groups(self, languages: Iterable[Language]) -> list[list[Language]]:
        """Put languages that one model serves into one group, each other in one of its own.

        The order is that of ``languages``, as far as groups allow.
        """
        found: dict[str, list[Language]] = {}
        for language in languages:
            try:
                route = self._route(language)
            except ConfigError:  # `route` tells it
                route = None
            shared = route is not None and len(route[-1].to_codes) > 1
            key = route[-1].name if route and shared else f" {language.tag}"
            found.setdefault(key, []).append(language)
        return list(found.values())

    def ahead(self, orders: Sequence[Order]) -> None:
        """Translate for a group of languages together, and keep what their model says.

        It is loaded once then, and its batches are full. `translate` finds the answers in the
        cache; whatever could not be had it asks for itself. Raises as `translate`.
        """
        routes_of = [self._route(order.language) for order in orders]
        packages = {route[-1] for route in routes_of if route}
        if len(orders) > 1 and len(packages) == 1 and all(routes_of):
            self._together(packages.pop(), orders)

    def translate(
        self, texts: Sequence[str], language: Language, names: Mapping[str, str]
    ) -> Iterator[Drafted]:
        """Yield a result for each of ``texts`` (German, inline Markdown), in their order.

        Results come in chunks of `CHUNK`, so that the caller can save as it goes. Call it
        once a language with all there is: every change of language loads another model.
        ``names`` gives for a German name the form to show in this language. Raises
        `ConfigError` as `route`, and `ModelError` when a model cannot be loaded.
        """
        route = self._route(language)
        if route is None:
            for _text in texts:
                yield Drafted(None, "", None, _("Für diese Sprache ist kein Modell installiert."))
            return
        label = routes.label(route)
        plans = [prepare(text, names) for text in texts]
        *first, last = self._hops(route, language)
        known = _before(first, sentences_of(plans))
        chunks = [plans[start : start + CHUNK] for start in range(0, len(plans), CHUNK)]
        for chunk, following in zip(chunks, [*chunks[1:], []], strict=True):
            last.begin(_sent(sentences_of(chunk), known))
            last.begin(_sent(sentences_of(following), known))
            done = _through(last, sentences_of(chunk), known)
            for plan in chunk:
                if isinstance(plan, str):
                    yield Drafted(None, label, None, plan)
                else:
                    yield finish(plan, done, language, names, label)

    def _together(self, package: Package, orders: Sequence[Order]) -> None:
        """Ask the model of several languages what none of them has asked yet."""
        asked: list[tuple[Hop, str, str]] = []
        for order in orders:
            route = self._route(order.language)
            assert route is not None  # or it would not be in the group
            wanted = sentences_of([prepare(text, order.names) for text in order.texts])
            *first, last = self._hops(route, order.language)
            wanted = _sent(wanted, _before(first, wanted))
            code = package.code_for(order.language.tag)
            asked += [(last, text, code) for text in last.unasked(wanted)]
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            engine = self._engine(package)
            assert isinstance(engine, Polyglot)
            learnt: dict[Hop, dict[str, list[Hypothesis]]] = {}
            try:
                answers = engine.translate_into([(text, code) for _hop, text, code in some], 1)
                for (hop, text, _code), answer in zip(some, answers, strict=True):
                    learnt.setdefault(hop, {})[text] = answer
            except Exception:  # as in Hop: what is missing is asked for sentence by sentence
                return
            for hop, found in learnt.items():
                hop.learn(found)

    def _route(self, language: Language) -> routes.Route | None:
        return routes.find_route(self._packages, self._choice.get(language.tag, AUTO), language)

    def _hops(self, route: routes.Route, language: Language) -> list[Hop]:
        goals = [language_of(PIVOT)] * (len(route) - 1) + [language]
        return [self._hop(package, goal) for package, goal in zip(route, goals, strict=True)]

    def _hop(self, package: Package, goal: Language) -> Hop:
        if package not in self._keys:
            self._keys[package] = fingerprint(package)
        token = package.token(package.code_for(goal.tag))
        key = f"{self._keys[package]} {token}".rstrip()
        asking = Asking(key, lambda: self._asked_for(package, goal), self._cache)
        return Hop(asking, package.from_code, goal)

    def _asked_for(self, package: Package, goal: Language) -> Engine:
        engine = self._engine(package)
        if package.targets and isinstance(engine, Polyglot):
            return engine.into(package.code_for(goal.tag))
        return engine

    def _engine(self, package: Package) -> Engine:
        if self._loaded is None or self._loaded[0] != package:
            self._loaded = None  # its memory is given back before the next one takes some
            self._loaded = package, self._load(package)
        return self._loaded[1]


def _before(hops: Sequence[Hop], wanted: Sequence[str]) -> dict[str, Attempt] | None:
    """What the hops before the last one make of sentences; None where there is no such hop."""
    return hops[0].translate(wanted) if hops else None


def _sent(wanted: Sequence[str], before: Mapping[str, Attempt] | None) -> list[str]:
    """What the last hop is sent for sentences, which hops ``before`` it may have translated."""
    if before is None:
        return list(wanted)
    return [text for sentence in wanted if (text := before[sentence].text) is not None]


def _through(
    hop: Hop, wanted: Sequence[str], before: Mapping[str, Attempt] | None
) -> dict[str, Attempt]:
    """The last hop, from German or from the attempts of the hop ``before``."""
    if before is None:
        return hop.translate(wanted)
    texts = {sentence: before[sentence].text for sentence in wanted}
    last = hop.translate(text for text in texts.values() if text is not None)
    return {
        sentence: before[sentence]
        if text is None
        else Attempt(
            last[text].text, min(last[text].score, before[sentence].score), last[text].problem
        )
        for sentence, text in texts.items()
    }
