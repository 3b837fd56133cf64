"""The locale decides what the terminal says, and nothing that is written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO
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


@dataclass(frozen=True)
class Told:
    """The story in one locale: what there was after each step, and what was said."""

    written: Sequence[dict[str, bytes]]
    said: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """The story in German and in English, in one place, as messages name paths."""
    root = tmp_path_factory.mktemp("told") / "office"
    return {locale: tell(root, locale) for locale in ("de_DE.UTF-8", "en_US.UTF-8")}


def tell(root: Path, locale: str) -> Told:
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
        patch.setenv("COLUMNS", "300")
        patch.setenv("LC_ALL", locale)
        our = office(root)
        written = []
        for step in STORY:
            step(our)
            written.append(snapshot(root))
        for command in ("", *COMMANDS):
            quietly(*filter(None, (command, "--help")))
    shutil.rmtree(root)
    return Told(written, said.getvalue())


COMMANDS = ("invitations", "draft", "approve", "withdraw", "keep", "release", "models", "memory")


def test_what_is_written_is_the_same_in_every_locale(told: dict[str, Told]) -> None:
    """Byte for byte, after every step."""
    german, english = (one.written for one in told.values())
    for number, (ours, theirs) in enumerate(zip(german, english, strict=True)):
        assert ours.keys() == theirs.keys(), number
        assert [name for name in ours if ours[name] != theirs[name]] == [], number
    assert "Platzhalter" in german[-1]["build/status.json"].decode()  # there was something to say


def test_an_english_terminal_says_nothing_in_german(told: dict[str, Told]) -> None:
    german, english = (re.sub("„[^“]*“", "", one.said) for one in told.values())  # quoted texts
    found = [piece for piece in german_pieces() if re.search(rf"(?<!\w){piece}(?!\w)", german)]
    assert len(found) > MANY
    assert [piece for piece in found if re.search(rf"(?<!\w){piece}(?!\w)", english)] == []
    assert "There is no document “fess”. Did you mean “fest”?" in english


MANY = 100
"""Pieces of messages that the story brings up, at least."""


def german_pieces() -> Iterator[str]:
    """What stands between the values of German messages and in no English one."""
    entries = po.read(ENGLISH).entries
    english = "\n".join(entry.msgstr for entry in entries)
    for piece in dict.fromkeys(chain.from_iterable(_literals(entry.msgid) for entry in entries)):
        if len(piece) > 3 and piece not in english:
            yield re.escape(piece)


def _literals(text: str) -> list[str]:
    return [piece.strip(" .,:;()„“–") for piece in re.split(r"\{\{|\}\}|\{[^{}]*\}", text)]
