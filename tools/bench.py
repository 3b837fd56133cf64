"""``make bench``: how fast, beside what one would use instead, measured in one run.

Every pair is measured in turns, so that a busy machine slows both; printed are medians
and their ratio. Nothing here passes or fails.
"""

from __future__ import annotations

import datetime as dt
import pickle
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from pipeline.base.project import Project
from pipeline.catalogue import files as catalogues
from pipeline.edition.model import Edition
from pipeline.language.table import language
from pipeline.render import docx, html
from pipeline.render.word.letterhead import load_letterhead
from pipeline.run import flow
from pipeline.source.model import Role, Segment
from tools import bench_checks, bench_mt

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ROUNDS = 5
ROOT = Path(__file__).parent.parent

FLYERS = 10
MAKERS = {
    "pipeline (typst)": f"""
import pickle, sys
sys.path.insert(0, {str(ROOT)!r})
from pipeline.render import pdf, sheet
editions = pickle.load(open("flyers.pickle", "rb"))
def make(number): return pdf.render(sheet.manuscript(editions[number]))
""",
    "WeasyPrint": """
import logging, weasyprint
logging.disable()
def make(number): return weasyprint.HTML(f"flyer{number}.html").write_pdf()
""",
    "LibreOffice": """
import glob, subprocess
files = sorted(glob.glob("flyer*.docx"))
def make(number):
    if number == 0:  # one call for all files, its favourite way
        subprocess.run(["soffice", "-env:UserInstallation=file://" + __import__("os").getcwd()
            + "/office", "--headless", "--convert-to", "pdf", *files], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
""",
}
"""Each defines make(number), timed from its first call on, without the imports."""

MEASURE = """
import resource, time
{script}
start = time.perf_counter()
for number in range({count}): make(number)
seconds = (time.perf_counter() - start) / {count}
peak = max(resource.getrusage(who).ru_maxrss
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(seconds, peak / 1024)
"""


def main() -> None:
    """Print every measurement."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"median of {ROUNDS} rounds, in turns\n")
        bench_merge(Path(folder))
        bench_render(Path(folder))
        bench_flyer(Path(folder))
    bench_checks.main()
    for row in bench_mt.rows():
        print(row, flush=True)


def bench_merge(folder: Path) -> None:
    """2,000 messages of which a tenth were reworded: read, merge, write."""
    if not shutil.which("msgmerge"):
        print("merge: msgmerge is not installed (Debian: gettext)")
        return
    chance = random.Random(1)
    document = Project(ROOT).content / "integrationskonferenz-2023.md"
    words = re.findall(r"[a-zäöüß]{3,}", document.read_text(encoding="utf-8"))
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
        file = catalogues.merge(
            catalogues.read(old, target),
            _segments(after),
            target,
            domain="bench",
            reference="bench.md",
            now=NOW,
        )
        catalogues.write(folder / "ours.po", file)

    def msgmerge() -> None:
        command = ["msgmerge", "-q", "--previous", "--no-wrap", "-otheirs.po", str(old), str(pot)]
        subprocess.run(command, check=True, cwd=folder)

    _compare("merge 2,000 messages, 200 reworded", ("pipeline", ours), ("msgmerge", msgmerge))


def bench_render(folder: Path) -> None:
    """The first documents in all languages, in both formats, against pandoc."""
    project = Project(ROOT)
    made = flow.editions(project, NOW).made
    editions = [one.edition for one in made]
    letterhead = load_letterhead(None)
    page = folder / "page.html"
    page.write_text(html.render(editions[0]), encoding="utf-8")
    draws: dict[str, Callable[[Edition], object]] = {
        "docx": lambda edition: docx.render(edition, letterhead),
        "html": html.render,
    }
    for name, draw in draws.items():
        seconds = _median(partial(_all, draw, editions))
        rate = len(editions) / seconds
        print(f"render {len(editions)} {name}: {seconds:.2f} s, {rate:.0f} files a second")
        if shutil.which("pandoc"):
            command = ["pandoc", "--quiet", "-s", str(page), "-o", str(folder / f"page.{name}")]
            _compare(
                f"one {name} file",
                ("pipeline", partial(draw, editions[0])),
                ("pandoc", partial(subprocess.run, command, check=True)),
            )


def bench_flyer(folder: Path) -> None:
    """Ten flyers in ten languages as PDF: time and memory, every maker in its own process."""
    project = Project(ROOT)
    made = flow.editions(project, NOW).made
    editions = [one.edition for one in made[:FLYERS]]
    (folder / "flyers.pickle").write_bytes(pickle.dumps(editions))
    for number, edition in enumerate(editions):
        # WeasyPrint takes twenty seconds over the page's style sheet and fails on symbols in
        # right-to-left lines, so it gets the text alone.
        page = re.sub(r"(?s)<style>.*?</style>|<svg.*?</svg>", "", html.render(edition))
        (folder / f"flyer{number}.html").write_text(page, encoding="utf-8")
        (folder / f"flyer{number}.docx").write_bytes(docx.render(edition, load_letterhead(None)))
    figures: dict[str, tuple[float, float]] = {}
    for name, script in MAKERS.items():
        command = [sys.executable, "-c", MEASURE.format(script=script, count=FLYERS)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["?"])[-1]
            print(f"flyer with {name}: not here ({reason})")
            continue
        seconds, megabytes = map(float, done.stdout.split())
        figures[name] = seconds, megabytes
        ours = figures["pipeline (typst)"]
        print(
            f"flyer with {name}: {seconds * 1000:.0f} ms, {megabytes:.0f} MB; "
            f"ratio to ours {seconds / ours[0]:.1f} in time, {megabytes / ours[1]:.1f} in memory"
        )


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


def _compare(what: str, *sides: tuple[str, Callable[[], object]]) -> None:
    times: dict[str, list[float]] = {name: [] for name, _run in sides}
    for _round in range(ROUNDS):
        for name, run in sides:
            times[name].append(_time(run))
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    (ours, our_time), (theirs, their_time) = medians.items()
    print(
        f"{what}: {ours} {our_time * 1000:.0f} ms, {theirs} {their_time * 1000:.0f} ms, "
        f"ratio {our_time / their_time:.2f}"
    )


def _median(run: Callable[[], object]) -> float:
    return statistics.median(_time(run) for _round in range(ROUNDS))


def _time(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
