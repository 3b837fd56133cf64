"""What the pipeline says to people: sentences that are German and know their English.

The msgid of a message is its German text; messages.en.po beside this file holds the
English. Whoever builds a message writes ``_("… {file} …").format(file=…)``, so that
the whole sentence is translated and values come after. Messages that follow each other
are put together by ``+`` or `joined`; an f-string or ``str.join`` would keep the German only.

As a `str` a message is German: what is written into files never depends on the locale.
Only cli/ asks for the English, for the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

ENGLISH: Final = Path(__file__).with_name("messages.en.po")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A msgid with the values that stand in its braces; None as long as it has none."""

    msgid: str
    values: tuple[tuple[str, object], ...] | None = None

    def __str__(self) -> str:
        return self.msgid if self.values is None else self.msgid.format(**dict(self.values))

    def filled(self, values: Mapping[str, object]) -> _Sentence:
        """With values for the braces; what has values stays."""
        return _Sentence(self.msgid, tuple(values.items())) if self.values is None else self

    def english(self) -> str:
        text = _translations().get(self.msgid, self.msgid)
        if self.values is None:
            return text
        return text.format(
            **{
                name: english(value) if isinstance(value, str) else value
                for name, value in self.values
            }
        )


class Message(str):
    """A German text that knows how it reads in English; immutable, equal to its German.

    It is made by `_`, `format`, ``+`` and `joined`. Every other method of `str` returns a
    plain German text.
    """

    __slots__ = ("_parts",)
    _parts: tuple[_Sentence | str, ...]

    def __new__(cls, *parts: _Sentence | str) -> Self:
        self = super().__new__(cls, "".join(map(str, parts)))
        self._parts = parts
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[_Sentence | str, ...]]:
        return type(self), self._parts

    def __str__(self) -> str:
        return self

    def format(self, *args: object, **values: object) -> Message:
        """Put values into the braces. Messages and errors among them are translated, too."""
        assert not args, "values have names, so that a translation can turn them round"
        kept = {  # an error's text is a message as well
            name: str(value) if isinstance(value, Exception) else value
            for name, value in values.items()
        }
        return Message(
            *(part.filled(kept) if isinstance(part, _Sentence) else part for part in self._parts)
        )

    def __add__(self, other: str) -> Message:
        return Message(*self._parts, *_parts(other))

    def __radd__(self, other: str) -> Message:
        return Message(*_parts(other), *self._parts)

    def english(self) -> str:
        """Return the English, German where there is no translation."""
        return "".join(
            part.english() if isinstance(part, _Sentence) else part for part in self._parts
        )


def _(text: str) -> Message:
    """Return the message with this German text, the msgid."""
    return Message(_Sentence(text))


def joined(separator: str, texts: Iterable[str]) -> Message:
    """Return ``texts``, messages or not, as one message: what ``separator.join`` is to str."""
    parts: list[_Sentence | str] = []
    for text in texts:
        parts += [*_parts(separator), *_parts(text)] if parts else _parts(text)
    return Message(*parts)


def english(text: str) -> str:
    """Return a message in English, and any other text as it is."""
    return text.english() if isinstance(text, Message) else text


def _parts(text: str) -> tuple[_Sentence | str, ...]:
    return text._parts if isinstance(text, Message) else (text,)


@cache
def _translations() -> Mapping[str, str]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - German needs no catalogue

    with ENGLISH.open("rb") as file:
        catalogue = read_po(file)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}
