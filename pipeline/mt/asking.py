"""Asking an engine, so that nothing is asked twice and no processor waits for us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .cache import Cache
from .engine import Answers, Eager, Engine, Hypothesis

AT_ONCE: Final = 256
"""Sentences an engine gets in one call; what was translated is saved after each."""

_RUNNING: Final = 2
"""Calls that are under way, so that an engine has work while answers are looked at."""


@dataclass(frozen=True, slots=True)
class _Call:
    """Texts that the engine is at, or, without ``answers``, will be asked for."""

    texts: Sequence[str]
    answers: Answers | None


class Asking:
    """The answers of one engine, from the cache where possible.

    An engine that raises is one that gives no answer.
    """

    def __init__(self, key: str, engine: Callable[[], Engine], cache: Cache) -> None:
        """``key`` files answers in the cache; ``engine`` is called when one is needed."""
        self._key = key
        self._engine = engine
        self._cache = cache
        self._begun: list[_Call] = []

    def answers(self, texts: Iterable[str], hypotheses: int) -> dict[str, list[Hypothesis]]:
        """What the engine says to texts; those that it has no answer to are left out."""
        wanted = list(dict.fromkeys(texts))
        found = self._cache.get(self._key, hypotheses, wanted)
        missing = [text for text in wanted if text not in found]
        calls = self._taken(missing) if hypotheses == 1 else []
        begun = {text for call in calls for text in call.texts}
        parts = _parts([text for text in missing if text not in begun])
        while calls or parts:
            while parts and len(calls) < _RUNNING:
                calls.append(self._call(parts.pop(0), hypotheses))
            new = dict(self._answered(calls.pop(0), hypotheses))
            self._cache.put(self._key, hypotheses, new)
            found.update(new)
        return found

    def begin(self, texts: Iterable[str]) -> None:
        """Have the engine begin with texts whose best answers will be asked for soon."""
        begun = {text for call in self._begun for text in call.texts}
        new = [text for text in self.unasked(texts) if text not in begun]
        self._begun += [self._call(part, 1) for part in _parts(new)]

    def unasked(self, texts: Iterable[str]) -> list[str]:
        """The texts of which no best answer is known."""
        wanted = list(dict.fromkeys(texts))
        known = self._cache.get(self._key, 1, wanted)
        return [text for text in wanted if text not in known]

    def learn(self, answers: Mapping[str, Iterable[Hypothesis]]) -> None:
        """Keep best answers that came another way."""
        self._cache.put(self._key, 1, answers)

    def note(self, name: str, value: str | None = None) -> str:
        """What is noted of the engine under a name, after ``value``, if any, was noted."""
        if value is not None:
            self._cache.put(self._key, 0, {name: [Hypothesis(value, 1.0)]})
        known = self._cache.get(self._key, 0, [name]).get(name)
        return known[0].text if known else ""

    def _taken(self, texts: Iterable[str]) -> list[_Call]:
        """The calls under way that any of ``texts`` is in."""
        wanted = set(texts)
        taken = [call for call in self._begun if not wanted.isdisjoint(call.texts)]
        self._begun = [call for call in self._begun if call not in taken]
        return taken

    def _call(self, texts: Sequence[str], hypotheses: int) -> _Call:
        """Have the engine begin, if it can work while nobody waits."""
        engine = self._engine()
        if isinstance(engine, Eager):
            try:
                return _Call(texts, engine.begin(texts, hypotheses))
            except Exception:
                return _Call(texts, None)  # it is asked once more, and then halved
        return _Call(texts, None)

    def _answered(self, call: _Call, hypotheses: int) -> Iterator[tuple[str, list[Hypothesis]]]:
        if call.answers is not None:
            try:
                yield from zip(call.texts, call.answers(), strict=True)
            except Exception:  # as in _asked
                yield from self._asked(call.texts, hypotheses)
        else:
            yield from self._asked(call.texts, hypotheses)

    def _asked(
        self, texts: Sequence[str], hypotheses: int
    ) -> Iterator[tuple[str, list[Hypothesis]]]:
        """Ask; halve what it fails at, so that one sentence does not take others with it."""
        engine = self._engine()
        try:
            yield from zip(texts, engine.translate(texts, hypotheses), strict=True)
        except Exception:  # whatever a third party's engine raises means: no answer
            if len(texts) > 1:
                half = len(texts) // 2
                yield from self._asked(texts[:half], hypotheses)
                yield from self._asked(texts[half:], hypotheses)


def _parts(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
