"""Lines of ``make bench``: merging catalogues, and drawing documents."""

from __future__ import annotations

import datetime as dt
import pickle
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from pipeline.base.project import Project
from pipeline.catalogue import files as catalogues
from pipeline.edition.model import Edition
from pipeline.language.table import language
from pipeline.render import docx, html
from pipeline.render.word.letterhead import load_letterhead
from pipeline.run import flow
from pipeline.source.model import Role, Segment

from .bench_clock import ROUNDS, Spent, compared, in_turns, median, spent

NOW: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ROOT: Final = Path(__file__).parent.parent
DOCUMENT: Final = ROOT / "content" / "integrationskonferenz-2023.md"

FLYERS: Final = 10
"""Languages in ``make bench``."""

PIPELINE: Final = "pipeline (typst)"
TEXT_ALONE: Final = "WeasyPrint, the text without style sheet and symbols"
WHOLE_PAGE: Final = "WeasyPrint, the page as it is"
LIBREOFFICE: Final = "LibreOffice, all in one call"
MAKERS: Final = {
    PIPELINE: f"""
import pickle, sys
sys.path.insert(0, {str(ROOT)!r})
from pipeline.render import pdf, sheet
editions = pickle.load(open("flyers.pickle", "rb"))
def make(number): return pdf.render(sheet.manuscript(editions[number]))
""",
    WHOLE_PAGE: """
import logging, weasyprint
logging.disable()
def make(number): return weasyprint.HTML(f"flyer{number}.html").write_pdf()
""",
    TEXT_ALONE: """
import logging, weasyprint
logging.disable()
def make(number): return weasyprint.HTML(f"bare{number}.html").write_pdf()
""",
    LIBREOFFICE: """
import glob, os, subprocess
files = sorted(glob.glob("flyer*.docx"))
def make(number):
    if number == 0:
        subprocess.run(["soffice", "-env:UserInstallation=file://" + os.getcwd() + "/office",
            "--headless", "--convert-to", "pdf", *files], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
""",
}
"""Each defines make(number), timed from its first call on, without the imports."""

MEASURE: Final = f"""
import resource, sys
sys.path.append({str(ROOT)!r})
from tools.bench_clock import peak, spent
{{script}}
found = spent(lambda: [make(number) for number in range({{count}})])
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(found.cpu, found.wall, max(peak(), children))
"""


Sides = Mapping[str, Callable[[], object]]


def lines(folder: Path) -> Iterator[str]:
    """Measure in ``folder``, in which files are left."""
    yield from _merging(folder)
    editions = _editions(folder)
    yield from _drawing(folder, editions)
    yield from _flyers(folder, editions[:FLYERS], (PIPELINE, TEXT_ALONE, LIBREOFFICE))


def large(folder: Path) -> Iterator[str]:
    """What takes longer: over our style sheet WeasyPrint sits for half a minute."""
    yield from _flyers(folder, _editions(folder)[:1], (PIPELINE, WHOLE_PAGE))


def _editions(folder: Path) -> list[Edition]:
    """Those of a copy of the project, so that nothing here writes to its catalogues."""
    project = Project(folder / "project")
    for name in ("content", "locale"):
        shutil.copytree(ROOT / name, project.root / name)
    return [one.edition for one in flow.editions(project, NOW, drafting=False).made]


def _merging(folder: Path) -> Iterator[str]:
    """2,000 messages of which a tenth were reworded: read, merge, write."""
    if not shutil.which("msgmerge"):
        yield "merge: msgmerge is not installed (Debian: gettext)"
        return
    chance = random.Random(1)
    words = re.findall(r"[a-zäöüß]{3,}", DOCUMENT.read_text(encoding="utf-8"))
    before = [_sentence(chance, words, number) for number in range(2000)]
    after = [_reword(chance, text) if n % 10 == 0 else text for n, text in enumerate(before)]
    target = language("uk")
    old = folder / "old.po"
    filled = catalogues.merge(
        None, _segments(before), target, domain="bench", reference="bench.md", now=NOW
    )
    for entry in filled.entries:
        entry.msgstr = f"Переклад: {entry.msgid}"
    catalogues.write(old, filled)
    pot = folder / "new.pot"
    catalogues.write_template(pot, catalogues.template(_segments(after), "bench", "bench.md", NOW))

    def ours() -> None:
        catalogue = Path(shutil.copy(old, folder / "ours.po"))
        file = catalogues.merge(
            catalogues.read(catalogue, target),
            _segments(after),
            target,
            domain="bench",
            reference="bench.md",
            now=NOW,
        )
        catalogues.write(catalogue, file)

    command = ["msgmerge", "-q", "--previous", "--no-wrap", "-otheirs.po", str(old), str(pot)]
    sides: Sides = {"pipeline": ours, "msgmerge": partial(_call, command, folder)}
    yield from _turns("merge 2,000 messages, 200 of them reworded", sides)


def _drawing(folder: Path, editions: Sequence[Edition]) -> Iterator[str]:
    """The first documents in all languages, in both formats, and one beside pandoc."""
    letterhead = load_letterhead(None)
    draws: dict[str, Callable[[Edition], object]] = {
        "docx": lambda edition: docx.render(edition, letterhead),
        "html": html.render,
    }
    empty = folder / "empty.md"
    empty.write_text("\n", encoding="utf-8")
    for name, draw in draws.items():
        first, *others = (spent(partial(_all, draw, editions)) for _round in range(ROUNDS + 1))
        yield f"draw {len(editions)} {name}: the first time {first}"
        yield f"    again (median of {ROUNDS} rounds): {median(others)}"
        if shutil.which("pandoc"):
            command = ["pandoc", "--quiet", "-s", "-f", "markdown", "-o", f"page.{name}"]
            sides: Sides = {
                "pipeline, which is running": partial(draw, editions[0]),
                "pandoc from Markdown": partial(_call, [*command, str(DOCUMENT)], folder),
                "pandoc's start-up (nothing)": partial(_call, [*command, str(empty)], folder),
            }
            yield from _turns(f"one {name} file", sides)


def _flyers(folder: Path, editions: Sequence[Edition], makers: Sequence[str]) -> Iterator[str]:
    """A flyer in some languages as PDF: time and memory, every maker in its own process."""
    (folder / "flyers.pickle").write_bytes(pickle.dumps(editions))
    letterhead = load_letterhead(None)
    for number, edition in enumerate(editions):
        page = html.render(edition)
        bare = re.sub(r"(?s)<style>.*?</style>|<svg.*?</svg>", "", page)
        (folder / f"flyer{number}.html").write_text(page, encoding="utf-8")
        (folder / f"bare{number}.html").write_text(bare, encoding="utf-8")
        (folder / f"flyer{number}.docx").write_bytes(docx.render(edition, letterhead))
    sides = {}
    for name in makers:
        measure = partial(_in_a_process, MAKERS[name], len(editions), folder)
        try:
            measure()  # a first time, which no figure is taken from: fonts, profiles
        except RuntimeError as problem:
            yield f"flyer with {name}: not here ({problem})"
        else:
            sides[name] = measure
    tags = " ".join(edition.language.tag for edition in editions)
    yield from compared(
        f"a flyer as PDF, of {len(editions)} ({tags}); memory for all", in_turns(sides)
    )


def _in_a_process(script: str, count: int, folder: Path) -> Spent:
    """One maker's time for a flyer. Raises RuntimeError with what it says when it cannot."""
    command = [sys.executable, "-c", MEASURE.format(script=script, count=count)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["?"])[-1])
    cpu, wall, megabytes = map(float, done.stdout.split())
    return Spent(cpu, wall, megabytes).over(count)


def _turns(what: str, sides: Sides) -> Iterator[str]:
    return compared(what, in_turns({name: partial(spent, run) for name, run in sides.items()}))


def _call(command: Sequence[str], folder: Path) -> None:
    subprocess.run(command, check=True, cwd=folder)


def _all(draw: Callable[[Edition], object], editions: Sequence[Edition]) -> None:
    for edition in editions:
        draw(edition)


def _segments(texts: list[str]) -> list[Segment]:
    return [Segment(Role.PARAGRAPH, text, "Absatz") for text in texts]


def _sentence(chance: random.Random, words: list[str], number: int) -> str:
    return f"{number} " + " ".join(chance.choices(words, k=chance.randint(8, 25)))


def _reword(chance: random.Random, text: str) -> str:
    words = text.split()
    words[chance.randrange(1, len(words))] = "Einladung"
    return " ".join(words)
