"""What the pipeline says exists in German and in English, with the same values in both."""

from __future__ import annotations

import string

from pipeline.base.messages import ENGLISH
from pipeline.catalogue import po
from tools.update_messages import messages


def fields(text: str) -> set[tuple[str | None, str | None]]:
    return {(name, spec) for _text, name, spec, _conversion in string.Formatter().parse(text)}


def test_every_message_has_an_english_translation() -> None:
    file = po.read(ENGLISH)
    assert [entry.msgid for entry in file.entries] == [message.text for message in messages()]
    for entry in file.entries:
        assert entry.msgstr, entry.msgid
        assert not entry.fuzzy, entry.msgid


def test_translations_use_the_same_values() -> None:
    for entry in po.read(ENGLISH).entries:
        names = {name for name, _spec in fields(entry.msgid)}
        assert {name for name, _spec in fields(entry.msgstr)} == names, entry.msgid
