"""One engine asked about sentences, and what is done when it does not answer well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..base.messages import _
from ..language.table import Language
from . import kept, plausible
from .asking import Asking
from .engine import BEAM, Hypothesis
from .styles import ANY, ATOMS, MASK_STYLES, PAIR, SIGN, SPAN, Style, carriers, is_open, partner

UNSURE: Final = 0.3
"""Below this score (geometric mean probability of a token) a model guesses: what follows from
such a sentence, in the pivot language above all, has little to do with the German."""

SURE: Final = 0.6
"""From this score on a piece of a sentence may stand beside others: less sure, a "by" before a
date easily becomes a "to"."""

PATCHED: Final = 0.5
"""What a translation that was put together from pieces keeps of its score."""

_LOST_AT_MOST: Final = 3
"""One sentence in so many; a model that loses the masks of more may know another style."""
_SAMPLE: Final = 4
"""Sentences whose masks came back, before a style is remembered."""

_CORE: Final = re.compile(r"(?s)(\W*)(.*?)(\W*)")
_STOP: Final = re.compile(r"\s*[.。।።۔]+$")

_STYLE: Final = "?style"
"""The sentence under which the cache has a model's style of masks."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a sentence."""

    text: str | None
    """With masks; None when the engine's answers are refused."""
    score: float = 0.0
    """0 to 1."""
    problem: str = ""
    """Why refused, in German; may show masks."""
    final: bool = False
    """Refused in a way that the engine's other answers do not mend."""


@dataclass(frozen=True, slots=True)
class _Patch:
    """A sentence to be put together from the translations of ``pieces``."""

    pieces: list[str]
    build: Callable[[Sequence[str]], str]


class Hop:
    """Translates sentences with masks from one language into one other."""

    def __init__(self, asking: Asking, from_code: str, language: Language) -> None:
        self._asking = asking
        self._from = from_code
        self._language = language
        self._chosen: Style | None = None
        self._settled = False

    def translate(self, sentences: Iterable[str]) -> dict[str, Attempt]:
        """Return an attempt for each sentence; one without words is its own translation.

        First the best hypothesis of every sentence is looked at, then all those of the ones
        that are refused, then what their pieces give. An engine that raises is one that
        gives no answer.
        """
        done: dict[str, Attempt] = {}
        left: list[str] = []
        for sentence in dict.fromkeys(sentences):
            if kept.has_words(sentence):
                left.append(sentence)
            else:
                done[sentence] = Attempt(sentence, 1.0)
        left = self._ask(left, 1, done)
        if self._style_changes(done, left):
            left = self._ask(left, 1, done)
        swapped = [sentence for sentence in left if done[sentence].final]
        left = self._ask([one for one in left if not done[one].final], BEAM, done)
        done.update(self._patched([*left, *swapped]))
        return done

    def begin(self, sentences: Iterable[str]) -> None:
        """Have the engine begin with what `translate` will be asked for next."""
        self._asking.begin(self._written(sentences))

    def unasked(self, sentences: Iterable[str]) -> list[str]:
        """What the engine would be sent first for ``sentences`` and has not answered yet."""
        return self._asking.unasked(self._written(sentences))

    def learn(self, answers: Mapping[str, Iterable[Hypothesis]]) -> None:
        """Keep best answers to texts of `unasked`, as if this hop had asked."""
        self._asking.learn(answers)

    def _written(self, sentences: Iterable[str]) -> list[str]:
        return [self.style.write(one)[0] for one in sentences if kept.has_words(one)]

    @property
    def style(self) -> Style:
        """The style of masks that the model is asked with."""
        if self._chosen is None:
            known = self._asking.note(_STYLE)
            by_form = {style.form: style for style in MASK_STYLES}
            self._settled = known in by_form
            self._chosen = by_form.get(known, MASK_STYLES[0])
        return self._chosen

    def _style_changes(self, done: Mapping[str, Attempt], refused: Sequence[str]) -> bool:
        """Find another style when the model loses many masks of the usual one.

        The first sentences with masks show whether it does; most models need no further
        probe. What was found is remembered with the model's answers.
        """
        masked = sum(bool(ANY.search(sentence)) for sentence in done)
        lost = sum(bool(ANY.search(one)) for one in refused if not done[one].final)
        before = self.style
        if self._settled or not masked:
            return False
        if lost * _LOST_AT_MOST > masked:
            self._chosen, copied = self._probe()
        else:
            copied = masked - lost
        if copied >= _SAMPLE:  # otherwise the engine may only have been out of order
            self._settled = True
            self._asking.note(_STYLE, self.style.form)
        return self.style is not before

    def _probe(self) -> tuple[Style, int]:
        """The style in which most carrier sentences keep their masks, and how many do."""
        best, most = MASK_STYLES[0], 0
        sentences = carriers(self._from)
        for style in MASK_STYLES:
            written = [style.write(sentence) for sentence in sentences]
            answers = self._asking.answers([text for text, _order in written], 1)
            copied = sum(
                any(
                    (read := style.read(one.text, order, sentence))
                    and not kept.fault_in_masks(read, sentence)
                    for one in answers.get(text, ())
                )
                for sentence, (text, order) in zip(sentences, written, strict=True)
            )
            if copied > most:
                best, most = style, copied
            if copied == len(sentences):
                break
        return best, most

    def _ask(
        self, sentences: Sequence[str], hypotheses: int, done: dict[str, Attempt]
    ) -> list[str]:
        """Put an attempt for each sentence into ``done``; return those that are refused."""
        if not sentences:
            return []
        style = self.style
        written = {sentence: style.write(sentence) for sentence in sentences}
        answers = self._asking.answers([text for text, _order in written.values()], hypotheses)
        for sentence, (text, order) in written.items():
            found = [
                Hypothesis(kept.settle(read, sentence), one.score)
                for one in answers.get(text, ())
                if (read := style.read(one.text, order, sentence)) is not None
            ]
            done[sentence] = self._best(sentence, found)
        return [sentence for sentence in sentences if done[sentence].text is None]

    def _best(self, sentence: str, answers: Sequence[Hypothesis]) -> Attempt:
        """The first answer that nothing is wrong with, or what is wrong with the first.

        Where the facts of the best one are in another order, one that has the words of that
        order and the facts in the former one may come next: none of them is taken.
        """
        problem = ""
        for answer in answers:
            found = self._problem(answer.text, sentence)
            if not found and answer.score < UNSURE:
                found = _("Das Modell war sich zu unsicher.")
            if not found:
                if swapped := kept.swapped(answer.text, sentence):
                    return Attempt(None, 0.0, swapped, final=True)
                return Attempt(answer.text, answer.score)
            problem = problem or found
        return Attempt(None, 0.0, problem or _("Das Modell gab keine brauchbare Antwort."))

    def _problem(self, target: str, sentence: str) -> str:
        return kept.fault_in_masks(target, sentence) or plausible.fault_in_words(
            kept.without_masks(sentence), kept.without_masks(target), self._language
        )

    def _patched(self, sentences: Iterable[str]) -> Iterator[tuple[str, Attempt]]:
        patches = {
            sentence: patch
            for sentence in sentences
            if (patch := _spans(sentence) or _pieces(sentence))
        }
        if not patches:
            return
        parts = self.translate(piece for patch in patches.values() for piece in patch.pieces)
        for sentence, patch in patches.items():
            made = [parts[piece] for piece in patch.pieces]
            texts = [attempt.text for attempt in made if attempt.text is not None]
            if len(texts) < len(made) or min(attempt.score for attempt in made) < SURE:
                continue
            text = kept.settle(patch.build(texts), sentence)
            if not self._problem(text, sentence):
                yield sentence, Attempt(text, PATCHED * min(attempt.score for attempt in made))


def _spans(sentence: str) -> _Patch | None:
    """Strong, emphasised and linked text apart from the sentence that it stands in."""
    outer = ""
    inner: list[tuple[str, str, str]] = []
    position = 0
    while begin := PAIR.search(sentence, position):
        end = sentence.find(partner(begin[0]), begin.end()) if is_open(begin[0]) else -1
        if end < 0:
            return None
        outer += sentence[position : begin.start()] + _stand_in(len(inner))
        inner.append((begin[0], sentence[begin.end() : end], sentence[end]))
        position = end + 1
    if not inner:
        return None
    outer += sentence[position:]

    def build(texts: Sequence[str]) -> str:
        text = texts[0]
        for number, (begin, _inner, end) in enumerate(inner):
            text = text.replace(_stand_in(number), begin + _unstopped(texts[number + 1]) + end)
        return text

    return _Patch([outer, *(text for _begin, text, _end in inner)], build)


def _stand_in(number: int) -> str:
    """A mask for a whole span; signs are counted from the other end."""
    return chr(SIGN + SPAN - 1 - number)


def _pieces(sentence: str) -> _Patch | None:
    """The phrases between the masks, if each has two words or more; the masks stay in order."""
    parts = re.split(f"([{ATOMS}])", sentence)
    if len(parts) == 1:
        return None
    frame: list[str | None] = []
    pieces: list[str] = []
    for part in parts:
        found = _CORE.fullmatch(part)
        if found is None or not kept.has_words(part):
            frame.append(part)
            continue
        if len(found[2].split()) < 2:
            return None
        frame += [found[1], None, found[3]]
        pieces.append(found[2])

    def build(texts: Sequence[str]) -> str:
        waiting = iter(texts)
        return "".join(_unstopped(next(waiting)) if part is None else part for part in frame)

    return _Patch(pieces, build)


def _unstopped(text: str) -> str:
    return _STOP.sub("", text)
