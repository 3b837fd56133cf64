"""argparse speaks the language that the rest speaks."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from pipeline.cli.parser import SENTENCES

from ..support import ROOT

WRONG = {
    "": "Es fehlt: BEFEHL",
    "einladungen": "Angabe BEFEHL: 'einladungen' gibt es nicht. Möglich sind: 'invitations', ",
    "models": "Es fehlt: BEFEHL",
    "models holen": "Angabe BEFEHL: 'holen' gibt es nicht. Möglich sind: 'install', 'list', ",
    "invitations --fast": "Das kenne ich nicht: --fast",
    "draft --again=1": "Angabe --again: Hier darf kein Wert stehen: '1'",
    "approve --language ar": "Es fehlt: --document, --by",
    "approve --by": "Angabe --by: Es fehlt der Wert.",
    "keep": "Es fehlt: DOKUMENT",
    "models install --from x --index y": "Angabe --index: geht nicht zusammen mit --from",
    "models pack x --target y": "--target ist nicht eindeutig. Möglich sind: --target-token, ",
}


def said(locale: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": locale, "LANGUAGE": "fr", "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_is_named_in_german(words: str) -> None:
    usage, *_more, error = said("de_DE.UTF-8", *words.split()).splitlines()
    assert usage.startswith("Aufruf: pipeline ")
    assert error.split(": Fehler: ")[1].startswith(WRONG[words])


def test_help_is_german() -> None:
    text = said("C.UTF-8", "approve", "--help")
    assert text.startswith("Aufruf: pipeline approve ")
    assert "\nSchalter:\n" in text
    assert "diese Hilfe zeigen" in text
    assert not re.search(r"usage|options|arguments|show this", text)


def test_an_english_terminal_gets_argparse_s_own_words() -> None:
    text = said("en_GB.UTF-8", "models", "--help")
    assert text.startswith("usage: pipeline models ")
    assert "\npositional arguments:\n" in text
    assert "\noptions:\n" in text
    assert "show this help message and exit" in text
    assert "pipeline: error: the following arguments are required: COMMAND" in said("en")


def test_english_sentences_are_argparse_s() -> None:
    assert all(own.english() == english for english, own in SENTENCES.items())


def test_a_sentence_keeps_its_values() -> None:
    for english, german in SENTENCES.items():
        assert sorted(re.findall(r"%(?:\(\w+\))?[sr]", german)) == sorted(
            re.findall(r"%(?:\(\w+\))?[sr]", english)
        )
