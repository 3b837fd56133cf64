"""The locale decides what the terminal says, and nothing that is written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest

from pipeline.base.messages import ENGLISH
from pipeline.catalogue import po
from pipeline.cli import main

from ..run.small_office import BRING, COUNCIL, OTHERS, SLUG, Office, office
from ..support import NOW, edit, edit_catalogue, snapshot

TMX = """\
<tmx version="1.4"><header srclang="de"/><body>
<tu><tuv xml:lang="de"><seg>Hallo</seg></tuv><tuv xml:lang="uk"><seg>Вітаю</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Um {start}</seg></tuv><tuv xml:lang="uk"><seg>О</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="xx"><seg>Y</seg></tuv></tu>
</body></tmx>
"""
FAULTS = {
    "kopf": "---\nknid: invitation\n---\nText\n",
    "zeit": "---\nkind: invitation\ntitle: Fest\nevent: {date: 2027-02-30, venue: A}\n---\nText\n",
    "ende": "---\nkind: invitation\ntitle: Fest\n",
    "platz": "---\nkind: press_release\ntitle: Fest\n"
    "dateline: {place: A, date: 2027-06-30}\n---\nUm {strat} Uhr.\n",
    "html": "---\nkind: press_release\ntitle: Fest\n"
    "dateline: {place: A, date: 2027-06-30}\n---\nText\n\n---\n\nText\n",
}
"""Documents with a fault each."""

Step = Callable[[Office], None]


def call(*words: str) -> Step:
    return lambda our: quietly("--project", str(our.project.root), *words)


def quietly(*words: str) -> None:
    """A command, whatever comes of it; ``--help`` ends the process."""
    with suppress(SystemExit):
        main(words)


def approve(by: str = COUNCIL) -> Step:
    return call("approve", "--language", "uk", "--document", SLUG, "--by", by)


def import_memory(our: Office) -> None:
    path = our.project.root / "other.tmx"
    path.write_text(TMX, encoding="utf-8")
    call("memory", "import", str(path))(our)


def with_faults(our: Office) -> None:
    """Faults of many kinds: in documents, tables, catalogues, settings."""
    for name, text in FAULTS.items():
        (our.project.content / f"{name}.md").write_text(text, encoding="utf-8")
    (our.project.content / "wording.csv").write_text(
        "word,instead,why\nKinder,Kinder und Jugendliche,alle sind gemeint\n", encoding="utf-8"
    )
    edit(our.document, WEEKDAY, f"{WEEKDAY} am Montag, 3. Juli 2027,")
    edit_catalogue(our.catalogue("ar"), _spoil)
    layout = our.catalogue("uk", "layout")
    layout.write_text(layout.read_text(encoding="utf-8") + 'msgid "\n', encoding="utf-8")
    edit(
        our.project.content / "organisation.toml",
        "[publish]",
        '[translation]\nuk = "translate-en_xy"\n[publish]',
    )


WEEKDAY = "Wir laden Sie herzlich"


def _spoil(entry: po.Entry) -> None:
    entry.msgstr = entry.msgstr and f"{entry.msgstr} {{strat}} ((  9:99"
    entry.tcomment = "check: no-such-rule"


def mended(our: Office) -> None:
    for name in FAULTS:
        (our.project.content / f"{name}.md").unlink()
    layout = our.catalogue("uk", "layout")
    layout.write_text(
        layout.read_text(encoding="utf-8").removesuffix('msgid "\n'), encoding="utf-8"
    )


STORY: tuple[Step, ...] = (
    call("status"),
    call("catalogues"),
    call("draft", "--again"),
    call("invitations"),
    approve(),
    lambda our: our.review(),
    call("invitations"),
    approve(" "),
    approve(OTHERS),
    approve(),
    call("approve", "--language", "uk", "--document", "fess", "--by", "A"),
    call("approve", "--language", "Ukrainsch", "--document", SLUG, "--by", "A"),
    call("invitations"),
    call("release", "uk"),
    call("release", "--document", "fess"),
    lambda our: edit(our.document, 'start: "14:00"', 'start: "15:00"'),
    lambda our: edit(our.document, BRING, "Bringen Sie gerne Ihre Kinder mit."),
    call("invitations"),
    call("keep", SLUG),
    call("keep", SLUG, "--yes", "--by", OTHERS, "--reason", "Tippfehler"),
    call("withdraw", "--language", "uk", "--document", SLUG, "--by", OTHERS, "--reason", "Anders"),
    call("withdraw", "--language", "uk", "--document", SLUG, "--by", OTHERS, "--reason", "Anders"),
    call("memory", "export", "memory.txt"),
    import_memory,
    with_faults,
    call("invitations"),
    call("release"),
    mended,
    call("invitations"),
    call("status"),
    call("letterhead"),
    call("letterhead"),
    call("models", "list"),
    call("models", "verify"),
    call("models", "install", "--from", "nirgends"),
    call("models", "bundle", "models.zip"),
    call("evaluate", "nirgends.tsv"),
    call("languages"),
)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.setenv("COLUMNS", "300")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def told(our: Office, locale: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """What there is after each step of the story."""
    monkeypatch.setenv("LC_ALL", locale)
    for step in STORY:
        step(our)
        yield snapshot(our.project.root)


@pytest.mark.usefixtures("clock")
def test_what_is_written_is_the_same_in_every_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, after every step; in one place, as messages name paths."""
    histories = []
    for locale in ("de_DE.UTF-8", "en_US.UTF-8"):
        root = tmp_path / "office"
        our = office(root)
        histories.append(list(told(our, locale, monkeypatch)))
        shutil.rmtree(root)
    for number, (german, english) in enumerate(zip(*histories, strict=True)):
        assert german.keys() == english.keys(), number
        assert [name for name in german if german[name] != english[name]] == [], number
    reports = histories[0][-1]["build/status.json"].decode()
    assert "Platzhalter" in reports  # there was something to say


@pytest.mark.usefixtures("clock")
def test_an_english_terminal_says_nothing_in_german(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    our = office(tmp_path / "office")
    for _written in told(our, "en_US.UTF-8", monkeypatch):
        pass
    for command in ("", "invitations", "draft", "approve", "keep", "models", "memory", "evaluate"):
        quietly(*filter(None, (command, "--help")))
    captured = capfd.readouterr()
    said = re.sub("„[^“]*“", "", f"{captured.out}\n{captured.err}")  # German texts, quoted
    assert "There is no document “fess”" in said
    assert "Did you mean" in said
    assert [piece for piece in german_pieces() if re.search(rf"(?<!\w){piece}(?!\w)", said)] == []


def german_pieces() -> Iterator[str]:
    """What stands between the values of German messages and in no English one."""
    entries = po.read(ENGLISH).entries
    english = "\n".join(entry.msgstr for entry in entries)
    for piece in dict.fromkeys(chain.from_iterable(_literals(entry.msgid) for entry in entries)):
        if len(piece) > 3 and piece not in english:
            yield re.escape(piece)


def _literals(text: str) -> list[str]:
    return [piece.strip(" .,:;()„“–") for piece in re.split(r"\{\{|\}\}|\{[^{}]*\}", text)]
