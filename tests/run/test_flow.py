"""The main job from end to end, on the first real documents and on another office's."""

from __future__ import annotations

import difflib
import errno
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.base.errors import ContentError, PipelineError
from pipeline.base.model import State
from pipeline.base.project import Project
from pipeline.catalogue import po
from pipeline.edition.model import Edition
from pipeline.render import formats
from pipeline.render.word.letterhead import Letterhead
from pipeline.run import flow
from pipeline.source.entries import Entry
from pipeline.source.labels import LABELS

from ..render.dump_word import dump
from ..render.read_word import oddities
from ..support import (
    GOLDEN,
    ROOT,
    compare_golden,
    confirm_all,
    copy_of,
    edit,
    edit_catalogue,
    run,
    snapshot,
)

INVITATION = "integrationskonferenz-2023"
PRESS = "integrationskonferenz-2023-presse"
FEW = ["ar", "uk", "ka", "fa"]


@pytest.fixture(scope="module", autouse=True)
def drawn_once() -> Iterator[None]:
    """Drawing is a pure function and most of the time: the same edition is drawn once."""
    drawn: dict[str, dict[str, bytes]] = {}

    def remembering(draw: Callable[..., dict[str, bytes]]) -> Callable[..., dict[str, bytes]]:
        def remembered(*arguments: object) -> dict[str, bytes]:
            key = f"{draw.__name__} {arguments!r}"
            if key not in drawn:
                drawn[key] = draw(*arguments)
            return drawn[key]

        return remembered

    with pytest.MonkeyPatch.context() as patch:
        for name in ("draw", "draw_shared"):
            patch.setattr(formats, name, remembering(getattr(formats, name)))
        yield


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real documents in four languages, after one run."""
    project = copy_of(ROOT, tmp_path_factory.mktemp("finished"))
    path = project.content / "organisation.toml"
    text = re.sub(r"languages = \[.*?\]", f"languages = {FEW}", path.read_text(), flags=re.DOTALL)
    path.write_text(text.replace("'", '"'))
    assert run(project).ok
    return project


@pytest.fixture
def project(finished: Project, tmp_path: Path) -> Project:
    """The same in another place, to be changed."""
    shutil.copytree(finished.root, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


def catalogue(project: Project, language: str, domain: str = INVITATION) -> Path:
    return project.locale / language / "LC_MESSAGES" / f"{domain}.po"


# --- what is there when it is done -----------------------------------------------------


def test_a_second_run_writes_nothing(project: Project) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    assert run(project).written == 0
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before


def test_every_committed_translation_is_an_unreviewed_draft() -> None:
    """Nobody but a speaker who stands for it removes the flag."""
    for path in sorted((ROOT / "locale").rglob("*.po")):
        for entry in po.read(path).entries:
            assert entry.msgstr, f"{path}: {entry.msgid}"
            if entry.fuzzy:
                assert "Entwurf" in entry.tcomment, f"{path}: {entry.msgid}"


# --- facts and text change ---------------------------------------------------------------


def test_moving_the_event_changes_all_editions_and_no_catalogue(project: Project) -> None:
    locale, build = snapshot(project.locale), snapshot(project.build)
    edit(project.content / f"{INVITATION}.md", 'start: "10:00"', 'start: "11:00"')
    run(project)
    assert snapshot(project.locale) == locale
    after = snapshot(project.build)
    assert after.keys() == build.keys()
    for name in after:
        if name.startswith(f"{INVITATION}/"):
            assert after[name] != build[name], name
        elif name.startswith(f"{PRESS}/"):
            assert after[name] == build[name], name
    for tag in ("ar", "uk", "ka"):
        page = after[f"{INVITATION}/drafts/{tag}/{INVITATION}.{tag}.html"].decode()
        assert "11:00" in page
    assert "۱۱:۰۰" in after[f"{INVITATION}/drafts/fa/{INVITATION}.fa.html"].decode()


def test_a_changed_sentence_is_one_changed_unit_in_each_catalogue(project: Project) -> None:
    before = snapshot(project.locale)
    old = "Nennen Sie darin Ihren Namen."
    edit(project.content / f"{INVITATION}.md", old, "Nennen Sie darin bitte Ihren Namen.")
    outcome = run(project)
    assert outcome.ok
    after = snapshot(project.locale)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {f"{INVITATION}.pot"} | {f"{tag}/LC_MESSAGES/{INVITATION}.po" for tag in FEW}
    for tag in FEW:
        name = f"{tag}/LC_MESSAGES/{INVITATION}.po"
        lines = [
            line
            for line in difflib.ndiff(
                before[name].decode().splitlines(), after[name].decode().splitlines()
            )
            if line[:2] in ("+ ", "- ")
        ]
        assert Counter(line[:8] for line in lines) == Counter(
            {"+ # Über": 1, "+ #| msg": 1, "- msgid ": 1, "+ msgid ": 1}
        )
    for row in outcome.rows:
        if row.slug == INVITATION and row.language.tag != "de":
            assert (row.state, row.counts[State.CHANGED]) == (State.DRAFT, 1)


def test_undoing_a_change_of_the_german_brings_everything_back(project: Project) -> None:
    confirm_all(project, "ar", INVITATION, "layout")
    run(project)
    before = snapshot(project.locale)
    document = project.content / f"{INVITATION}.md"
    edit(document, "Wir freuen uns auf Sie!", "Wir freuen uns sehr auf Sie!")
    run(project)
    edit(document, "Wir freuen uns sehr auf Sie!", "Wir freuen uns auf Sie!")
    outcome = run(project)
    pots = {name for name in before if name.endswith(".pot")}
    after = snapshot(project.locale)
    assert {name for name in before if before[name] != after[name]} <= pots
    assert next(row for row in outcome.rows if row.language.tag == "ar").publishable


# --- the gate ---------------------------------------------------------------------------


def test_a_reviewed_language_moves_out_of_drafts_and_back(project: Project) -> None:
    ready = project.build / INVITATION / "ar" / f"{INVITATION}.ar.html"
    draft = project.build / INVITATION / "drafts" / "ar" / f"{INVITATION}.ar.html"
    assert draft.exists()
    assert not ready.exists()

    confirm_all(project, "ar", INVITATION, "layout")
    run(project)
    assert ready.exists()
    assert not draft.parent.exists()
    page = ready.read_text()
    assert "Entwurf" not in page
    assert f"../de/{INVITATION}.de.html" in page
    assert "drafts" not in page

    edit(project.content / f"{INVITATION}.md", "Nennen Sie darin", "Schreiben Sie darin")
    run(project)
    assert draft.exists()
    assert not ready.parent.exists()
    assert "Entwurf" in draft.read_text()


def test_one_unreviewed_label_keeps_an_edition_from_going_out(project: Project) -> None:
    confirm_all(project, "ar", INVITATION, "layout")

    def doubt(entry: po.Entry) -> None:
        if entry.msgid == "Wann":
            entry.flags = po.in_order([po.FUZZY, *entry.flags])

    edit_catalogue(catalogue(project, "ar", "layout"), doubt)
    row = next(r for r in run(project).rows if (r.slug, r.language.tag) == (INVITATION, "ar"))
    assert not row.publishable
    assert row.counts[State.DRAFT] == 1


def test_approved_is_more_than_reviewed(project: Project) -> None:
    confirm_all(project, "ar", INVITATION, "layout")
    edit(project.content / "organisation.toml", 'requires = "reviewed"', 'requires = "approved"')
    row = next(r for r in run(project).rows if (r.slug, r.language.tag) == (INVITATION, "ar"))
    assert (row.state, row.publishable) == (State.REVIEWED, False)
    page = project.build / INVITATION / "drafts" / "ar" / f"{INVITATION}.ar.html"
    assert "noch nicht freigegeben" in page.read_text()


# --- what goes wrong ----------------------------------------------------------------------


def test_a_broken_catalogue_stops_one_language_and_removes_what_it_made(project: Project) -> None:
    path = catalogue(project, "uk")
    text = path.read_text()
    path.write_text(text.replace('msgid "Vortrag"', 'msgid "Vortrag'))
    outcome = run(project)
    assert not outcome.ok
    line = text[: text.index('msgid "Vortrag"')].count("\n") + 1
    assert [f"{problem}".split(": ")[0] for problem in outcome.problems] == [f"{path}:{line}"]
    failed = [(row.slug, row.language.tag) for row in outcome.rows if row.errors]
    assert failed == [(INVITATION, "uk")]
    assert not list((project.build / INVITATION).rglob("*uk.*"))
    assert len(list(project.build.rglob("*.docx"))) == 2 * 5 - 1
    assert 'msgid "Vortrag\n' in path.read_text(), "the broken file stays as it is"
    pages = [p.read_text() for p in (project.build / INVITATION).rglob("*.html")]
    assert not any(f"{INVITATION}.uk.html" in page for page in pages), "nothing links to it"

    path.write_text(text)
    assert run(project).ok


def test_a_broken_document_stops_only_itself(project: Project) -> None:
    locale = snapshot(project.locale)
    edit(project.content / f"{PRESS}.md", "  date: 2023-11-04", "  dat: 2023-11-04")
    outcome = run(project)
    assert [str(problem) for problem in outcome.problems] == [
        f"{project.content / PRESS}.md:8: Die Angabe „event.dat“ kenne ich nicht. "
        "Meinten Sie „date“?"
    ]
    assert not (project.build / PRESS).exists()
    assert len(list(project.build.rglob("*.docx"))) == 5
    failed = {row.language.tag for row in outcome.rows if row.errors}
    assert failed == {"de", *FEW}
    assert snapshot(project.locale) == locale


def test_an_unknown_placeholder_in_a_translation_is_named_and_german_is_shown(
    project: Project,
) -> None:
    def misspell(entry: po.Entry) -> None:
        entry.msgstr = entry.msgstr.replace("{registration_email}", "{registration_mail}")

    path = catalogue(project, "ka")
    edit_catalogue(path, misspell)
    outcome = run(project)
    row = next(r for r in outcome.rows if (r.slug, r.language.tag) == (INVITATION, "ka"))
    assert not outcome.ok
    assert row.errors == 2
    line = path.read_text().split("{registration_mail}")[0].count("\n") + 1
    entry_line = int(row.faults[0].removeprefix(f"{path}:").split(":")[0])
    assert 0 < line - entry_line < 10
    assert "Meinten Sie „registration_email“?" in row.faults[0]
    page = (project.build / INVITATION / "drafts" / "ka" / f"{INVITATION}.ka.html").read_text()
    assert "{registration" not in page
    assert "Nennen Sie darin Ihren Namen." in page


def test_languages_that_are_no_longer_wanted_disappear_from_build_only(project: Project) -> None:
    edit(project.content / "organisation.toml", '"ar", ', "")
    run(project)
    assert not list(project.build.rglob("*.ar.*"))
    assert catalogue(project, "ar").exists()


def test_files_of_other_people_in_build_stay(project: Project) -> None:
    mine = project.build / INVITATION / "de" / "notizen.txt"
    mine.write_text("meins")
    shutil.rmtree(project.content)
    shutil.copytree(ROOT / "tests/projects/sommerfest/content", project.content)
    run(project)
    assert mine.read_text() == "meins"
    assert not list(project.build.rglob(f"{INVITATION}.*"))


def test_no_content_at_all(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"organisation\.toml: Die Datei fehlt"):
        run(Project(tmp_path))
    (tmp_path / "content").mkdir()
    shutil.copy(ROOT / "content/organisation.toml", tmp_path / "content")
    with pytest.raises(ContentError, match="liegt noch kein Dokument"):
        run(Project(tmp_path))
    assert not (tmp_path / "build").exists()


def test_a_full_disk_leaves_nothing_half_and_nothing_untrue(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(project.root)
    edit(project.content / f"{INVITATION}.md", 'start: "10:00"', 'start: "11:00"')

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    outcome = run(project)
    monkeypatch.undo()
    assert not outcome.ok
    assert "No space left on device" in str(outcome.problems[0])
    after = snapshot(project.root)
    assert not any(name.endswith(".tmp") for name in after)
    assert {name for name in after if name not in before} == set()
    for name, data in after.items():
        if name != f"content/{INVITATION}.md":
            assert data == before[name], name
    made = {name for name in after if name.startswith(f"build/{INVITATION}/")}
    assert not any(name.endswith((".docx", ".html", ".pdf", ".ics")) for name in made)


def test_an_edition_is_written_whole_or_not_at_all(project: Project) -> None:
    """A file that cannot be replaced (open in Word) takes its edition and the chooser along."""
    blocked = project.build / INVITATION / "de" / f"{INVITATION}.de.docx"
    blocked.unlink()
    (blocked / "in the way").mkdir(parents=True)
    edit(project.content / f"{INVITATION}.md", "status: planned", "status: cancelled")
    outcome = run(project)
    assert not outcome.ok
    assert [problem.where.path for problem in outcome.problems if problem.where] == [blocked]
    left = {name for name in snapshot(project.build) if name.startswith(f"{INVITATION}/")}
    assert not any(name.startswith((f"{INVITATION}/de/", f"{INVITATION}/share/")) for name in left)
    assert not left & {f"{INVITATION}/index.html", f"{INVITATION}/poster.pdf"}
    row = next(r for r in outcome.rows if (r.slug, r.language.tag) == (INVITATION, "de"))
    assert (row.publishable, row.files, row.errors) == (False, (), 1)


def test_a_fault_in_drawing_fails_one_edition_and_stops_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = formats.draw

    def faulty(
        edition: Edition, letterhead: Letterhead, sequence: int | None, entries: Sequence[Entry]
    ) -> dict[str, bytes]:
        if edition.language.tag == "uk":
            raise ZeroDivisionError("so ein Pech")
        return draw(edition, letterhead, sequence, entries)

    monkeypatch.setattr("pipeline.render.formats.draw", faulty)
    outcome = run(project)
    assert [(r.slug, r.language.tag) for r in outcome.rows if r.errors] == [
        (INVITATION, "uk"),
        (PRESS, "uk"),
    ]
    assert [str(problem).split(": ")[0] for problem in outcome.problems] == [
        f"{PRESS} (Ukrainisch)",
        f"{INVITATION} (Ukrainisch)",
    ]
    assert [path.name for path in project.build.rglob("*uk*")] == ["uk.html"]  # for reviewers
    assert len(list(project.build.rglob("*.docx"))) == 2 * 4


def test_a_broken_count_of_changes_leaves_out_calendars_only(project: Project) -> None:
    (project.content / "events.toml").write_text("[kaputt\n")
    outcome = run(project)
    assert ["events.toml:1" in str(problem) for problem in outcome.problems] == [True]
    assert not list(project.build.rglob("*.ics"))
    assert len(list(project.build.rglob("*.pdf"))) == 2 * 5 + 2
    assert (project.content / "events.toml").read_text() == "[kaputt\n"


def test_the_least_press_release(project: Project) -> None:
    (project.content / "kurz.md").write_text(
        "---\nkind: press_release\ntitle: Kurz\n"
        "event: {date: 2027-01-02, venue: Rathaus}\n---\nHallo."
    )
    assert run(project).ok
    assert (project.build / "kurz/poster.pdf").exists()
    (project.content / "kurz.md").write_text("---\nkind: press_release\ntitle: Kurz\n---\nHallo.")
    assert run(project).ok
    made = snapshot(project.build / "kurz")
    assert "index.html" in made
    assert not [name for name in made if "poster" in name or name.endswith(".ics")]
    assert "de/kurz.de.pdf" in made


def test_without_documents_nothing_stays(project: Project) -> None:
    for path in project.content.glob("*.md"):
        path.unlink()
    with pytest.raises(ContentError):
        run(project)
    assert set(snapshot(project.build)) <= {"index.html", "status.json"}


# --- another office -------------------------------------------------------------------------


def readable(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """What can be compared as text; pictures, PDF and zips only by being there."""
    for name, data in files.items():
        if name.endswith(".docx"):
            yield f"{name}.txt", dump(data)
        elif name.endswith(".html"):
            # The style sheet and its hash are looked at, not compared.
            page = re.sub(r"(?s)<style>.*?</style>", "<style></style>", data.decode())
            yield name, re.sub(r"'sha256-[^']*'", "'sha256-…'", page)
        elif name.endswith((".json", ".ics", ".txt")):
            yield name, data.decode()
        else:
            yield name, f"{len(data) > 1000}\n"


def test_whole_build_of_another_office_is_golden(tmp_path: Path) -> None:
    """Every byte a reader or translator sees; regenerate with GOLDEN_UPDATE=1 and look."""
    project = copy_of(ROOT / "tests/projects/sommerfest", tmp_path)
    run(project)
    made = {f"build/{name}": text for name, text in readable(snapshot(project.build))}
    made |= {f"locale/{name}": data.decode() for name, data in snapshot(project.locale).items()}
    made["content/events.toml"] = (project.content / "events.toml").read_text()
    assert list(compare_golden(GOLDEN / "build", made)) == []
    for path in sorted(project.build.rglob("*.docx")):
        assert list(oddities(path.read_bytes())) == [], path.name


def test_progress_counts_every_edition(project: Project) -> None:
    class Counting:
        steps = done = 0

        def begin(self, title: str, steps: int) -> None:
            self.steps = steps

        def step(self) -> None:
            self.done += 1

    progress = Counting()
    from ..support import NOW

    flow.invitations(project, NOW, progress)
    assert progress.steps == progress.done == 10


# --- an event that changes -----------------------------------------------------------------


def test_a_cancelled_event_says_so_in_every_file_and_calendars_replace_it(
    project: Project,
) -> None:
    """In the reader's language and in German; the UID stays, the SEQUENCE rises."""
    calendar = project.build / INVITATION / "de" / f"{INVITATION}.de.ics"
    before = calendar.read_bytes().decode()
    edit(project.content / f"{INVITATION}.md", "status: planned", "status: cancelled")
    assert run(project).ok
    after = calendar.read_bytes().decode()
    assert field(before, "UID") == field(after, "UID")
    assert (field(before, "SEQUENCE"), field(after, "SEQUENCE")) == ("0", "1")
    assert field(after, "STATUS") == "CANCELLED"

    german = LABELS["cancelled"]
    labels = {entry.msgid: entry.msgstr for entry in po.read(label_file(project)).entries}
    folder = project.build / INVITATION / "drafts" / "uk"
    for ending in ("html", "txt", "docx", "ics"):
        data = (folder / f"{INVITATION}.uk.{ending}").read_bytes()
        text = dump(data) if ending == "docx" else data.decode().replace("\r\n ", "")
        assert labels[german] in text, ending
        assert german in text, ending
    pdf = subprocess.run(
        ["pdftotext", folder / f"{INVITATION}.uk.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert labels[german] in " ".join(pdf.split())
    assert german in " ".join(pdf.split())


def field(calendar: str, name: str) -> str:
    event = calendar[calendar.index("BEGIN:VEVENT") :]
    found = re.search(rf"^{name}[;:](.*(?:\r\n .*)*)", event, re.MULTILINE)
    assert found, name
    return found[1].strip()


def label_file(project: Project) -> Path:
    return catalogue(project, "uk", "layout")
