"""Review from beginning to end, as people live it: drafts, editors, approvals, corrections."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from translate.storage import pypo

from pipeline.base.errors import OutputError, UsageError
from pipeline.base.model import Diagnostic, Location, Severity, State
from pipeline.catalogue import po
from pipeline.cli import main
from pipeline.exchange.review_page import review_pages
from pipeline.language.table import language
from pipeline.render import formats
from pipeline.render.word.letterhead import load_letterhead
from pipeline.report import status
from pipeline.report.overview import overview_pages
from pipeline.run import signing
from pipeline.run.outcome import Outcome
from pipeline.run.release import may_go_out
from pipeline.source.labels import LABELS
from pipeline.source.organisation import Organisation
from pipeline.source.segments import LAYOUT

from ..support import NOW, confirm, edit, edit_catalogue
from .small_office import (
    ARABIC,
    BEGINNING,
    BRING,
    COUNCIL,
    HEAD,
    OTHERS,
    SLUG,
    UKRAINIAN,
    WELCOME,
    Office,
    copied,
    gettext,
    office,
)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office(tmp_path_factory.mktemp("drafted"))


@pytest.fixture
def our(drafted: Office, tmp_path: Path) -> Office:
    """An office that publishes only what is approved; its drafts are ready to be read."""
    return copied(drafted, tmp_path)


def state(our: Office, tag: str = "uk", slug: str = SLUG) -> tuple[State, bool]:
    edition = our.edition(tag, slug).edition
    return edition.state, edition.publishable


@pytest.fixture(scope="module")
def finished(drafted: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    our = copied(drafted, tmp_path_factory.mktemp("finished"))
    for tag in ("uk", "ar"):
        our.review(tag)
    our.run()
    for tag in ("uk", "ar"):
        assert our.approve(tag).approval
        assert state(our, tag) == (State.APPROVED, True)
    return our


@pytest.fixture
def signed(finished: Office, tmp_path: Path) -> Office:
    """Both languages are signed and out."""
    return copied(finished, tmp_path)


# --- the ways of saving ---------------------------------------------------------------------


def poedit(path: Path) -> None:
    """Wraps at 79, drops ``#|`` with the fuzzy mark, puts its name into the header."""
    edit_catalogue(path, confirm)
    gettext("msgcat", "--width=79", path=path)
    edit(
        path,
        '"Last-Translator: Automatically generated\\n"\n',
        '"Last-Translator: Olena Beispiel <o@example.org>\\n"\n',
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n\n", '\n"X-Generator: Poedit 3.4.2\\n"\n\n', 1), "utf-8")


def weblate(path: Path) -> None:
    """Weblate's own library: translate-toolkit."""
    store = pypo.pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
    for unit in store.units:
        if not unit.isheader():
            unit.markfuzzy(False)
            unit.prev_msgid = []
    store.updateheader(add=True, x_generator="Weblate 5.8", language_team="Ukrainisch")
    store.save()


def omegat(path: Path) -> None:
    """Writes what its user translated without marks and without ``#|``, on one line each."""
    file = po.read(path)
    for entry in file.entries:
        confirm(entry)
    text = str(file).replace('"Language-Team: none\\n"', '"Language-Team: LANGUAGE <LL@li.org>\\n"')
    path.write_text(text, encoding="utf-8")


def lokalize(path: Path) -> None:
    """Wraps at 80, names the translator in header and comment, ``Language: uk_UA``."""
    edit_catalogue(path, confirm)
    gettext("msgcat", "--width=80", path=path)
    text = path.read_text(encoding="utf-8")
    text = text.replace('"Language: uk\\n"', '"Language: uk_UA\\n"')
    text = text.replace("\n\n", '\n"X-Generator: Lokalize 23.08.1\\n"\n\n', 1)
    path.write_text(f"# Olena Beispiel <o@example.org>, 2026.\n{text}", encoding="utf-8")


def msgattrib(path: Path) -> None:
    gettext("msgattrib", "--clear-fuzzy", "--clear-previous", path=path)


@pytest.mark.parametrize("save", [poedit, weblate, omegat, lokalize, msgattrib])
def test_from_draft_to_published(our: Office, save: Callable[[Path], None]) -> None:
    """The whole way, in every program translators use; the other language stays a draft."""
    assert state(our) == (State.DRAFT, False)
    refused = our.approve()
    assert refused.approval is None
    assert any("Sommerfest" in line and "uk/LC_MESSAGES/" in line for line in refused.refusals)

    save(our.catalogue())
    save(our.catalogue(domain="layout"))
    assert state(our) == (State.REVIEWED, False)
    notice = our.made[SLUG, "uk"].edition.notice
    assert notice is not None
    assert notice.german_text == LABELS["unapproved_notice"]

    signed = our.approve()
    assert signed.approval is not None
    assert len(signed.approval.units) == len(our.made[SLUG, "uk"].units)
    made = our.edition()
    assert (made.edition.state, made.edition.publishable) == (State.APPROVED, True)
    assert made.edition.provenance is not None
    assert made.edition.provenance.plain.endswith(
        "Цей переклад затверджено: A. Beispiel, Ausländerbeirat, 23 листопада 2026 року."
    )
    assert made.edition.german_provenance == (
        "Diese Übersetzung hat ein Mensch geprüft. Verbindlich ist der deutsche Text. Diese "
        "Übersetzung ist freigegeben: A. Beispiel, Ausländerbeirat, 23. November 2026."
    )
    assert made.signoff is not None
    assert (made.signoff.by, made.signoff.complete) == (COUNCIL, True)
    assert (made.signoff.voided, made.signoff.facts_changed) == ((), ())
    assert state(our, "ar") == (State.DRAFT, False)
    assert not our.problems
    before = our.catalogue().read_bytes()
    our.run()
    assert our.catalogue().read_bytes() == before


def test_omegat_leaves_german_where_nobody_translated(our: Office) -> None:
    our.review()

    def untranslated(entry: po.Entry) -> None:
        if entry.msgid == WELCOME:
            entry.msgstr = entry.msgid

    edit_catalogue(our.catalogue(), untranslated)
    assert state(our) == (State.MISSING, False)
    (refusal,) = {line.split(":", 2)[2] for line in our.approve().refusals if WELCOME in line}
    assert refusal == f" Noch nicht übersetzt: „{WELCOME}“"


def test_error_keeps_from_signing(our: Office) -> None:
    """However often it was read: what a check calls an error is named with its line."""
    our.review()

    def lose(entry: po.Entry) -> None:
        entry.msgstr = entry.msgstr.replace("{start}", "")

    edit_catalogue(our.catalogue(), lose)
    refused = our.approve()
    assert refused.approval is None
    assert any(re.search(r"fest\.po:\d+: .*\{start\}", line) for line in refused.refusals)
    assert not our.ledger().exists()


def test_machine_drafts_say_so(our: Office) -> None:
    """Until the last of them is reviewed, in the reader's language and in German."""
    from pipeline.catalogue.grammar import Maker
    from pipeline.catalogue.remarks import Origin, drafted

    def by_machine(entry: po.Entry) -> None:
        if entry.msgid == BRING:
            made = Origin(Maker.MACHINE, NOW.date(), "translate-de_uk 1.0", 0.8)
            entry.tcomment = str(drafted(made, entry.msgstr))

    edit_catalogue(our.catalogue(), by_machine)
    notice = our.edition().edition.notice
    assert notice is not None
    assert notice.text.plain.endswith("Цей переклад повністю або частково виконав комп’ютер.")
    assert notice.german_text == f"{LABELS['draft_notice']} {LABELS['machine_notice']}"
    our.review()
    notice = our.edition().edition.notice
    assert notice is not None
    assert LABELS["machine_notice"] not in notice.german_text


def test_in_an_office_that_asks_for_no_signature(tmp_path: Path) -> None:
    """Reviewed is enough; whoever signs all the same is named."""
    our = office(tmp_path, requires="reviewed")
    our.review()
    made = our.edition()
    assert (made.edition.state, made.edition.publishable) == (State.REVIEWED, True)
    assert made.edition.german_provenance == LABELS["reviewed_notice"]
    assert made.signoff is None
    assert our.approve().approval
    edition = our.edition().edition
    assert edition.publishable
    assert edition.german_provenance is not None
    assert COUNCIL in edition.german_provenance


# --- what readers see ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(finished: Office) -> dict[str, bytes]:
    edition = finished.edition("ar").edition
    return formats.draw(edition, load_letterhead(None), 0)


def pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def docx(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return re.sub(r"<[^>]*>", "", archive.read("word/document.xml").decode())


def plain(data: bytes) -> str:
    return re.sub(r"\r\n ", "", data.decode()).replace("\\,", ",").replace("\r", "")


@pytest.mark.parametrize(
    ("ending", "read"),
    [("html", plain), ("docx", docx), ("pdf", pdf), ("txt", plain), ("ics", plain)],
)
def test_provenance_is_printed(
    published: dict[str, bytes], ending: str, read: Callable[[bytes], str]
) -> None:
    """In every format, in both languages; the signer's name is an island of its own."""
    text = read(published[f"{SLUG}/ar/{SLUG}.ar.{ending}"])
    assert re.sub(r"\s+", " ", text).count("A. Beispiel") == 2
    assert f"Diese Übersetzung ist freigegeben: {COUNCIL}, 23." in re.sub(r"\s+", " ", text)
    if ending == "html":
        assert f'<bdi dir="ltr">{COUNCIL}</bdi>' in text


def test_signer_with_an_arabic_name(finished: Office, tmp_path: Path) -> None:
    """Stands in a text of its direction as it is; in others isolated, or it takes the date along.

    No format stumbles over the isolate, and the office's pages do not show it.
    """
    by = "محمد علي، مجلس الأجانب"
    apart = f"\u2068{by}\u2069"
    our = copied(finished, tmp_path)
    for tag in ("ar", "uk"):
        our.withdraw(tag)
        assert our.approve(tag, by=by).approval
    our.run()
    (arabic, own), (ukrainian, other) = (
        (edition, edition.provenance)
        for edition in (our.made[SLUG, tag].edition for tag in ("ar", "uk"))
    )
    assert own is not None
    assert other is not None
    assert not any(run.ltr for run in own.runs if "محمد" in run.text)
    assert by in own.plain
    assert apart not in own.plain
    assert f"{apart}, 23 листопада 2026 року." in other.plain
    for edition in (arabic, ukrainian):
        assert (edition.german_provenance or "").endswith(
            f"ist freigegeben: {apart}, 23. November 2026."
        )
    drawn = formats.draw(ukrainian, load_letterhead(None), 0)
    for ending, read in {"html": plain, "docx": docx, "txt": plain, "ics": plain}.items():
        text = read(drawn[f"{SLUG}/uk/{SLUG}.uk.{ending}"]).replace("\u00a0", " ")
        assert f"{apart}, 23. November 2026." in text, ending
    assert "\ufffd" not in pdf(drawn[f"{SLUG}/uk/{SLUG}.uk.pdf"])
    (page,) = review_pages(ukrainian.organisation, [our.made[SLUG, "uk"]], {}).values()
    assert f"<bdi>{by}</bdi> am 23.11.2026" in page
    assert "U+2068" not in page


# --- what changes after the signature -------------------------------------------------------


def test_german_changed(signed: Office) -> None:
    """Back to the drafts, until somebody has read and signed it again."""
    signed.reword(BRING, "Bringen Sie bitte etwas zu essen und zu trinken mit.")
    made = signed.edition()
    assert (made.edition.state, made.edition.publishable) == (State.CHANGED, False) or (
        made.edition.state is State.MISSING
    )
    assert made.signoff is not None
    assert made.signoff.complete is False
    assert any(COUNCIL in line and BRING in line for line in made.signoff.voided)
    assert signed.approve().approval is None

    signed.draft({"Bringen Sie bitte etwas zu essen und zu trinken mit.": "Приносьте їжу."})
    signed.review()
    assert state(signed) == (State.REVIEWED, False)
    assert signed.approve(by=OTHERS).approval
    made = signed.edition()
    assert made.edition.publishable
    assert made.signoff is not None
    assert (made.signoff.by, made.signoff.voided) == (OTHERS, ())


def test_german_changed_and_back(signed: Office) -> None:
    """What was signed is signed: the same words are approved again without anybody's doing."""
    signed.reword(WELCOME, "Wir laden Sie herzlich zum Sommerfest ein.")
    assert state(signed)[1] is False
    signed.reword("Wir laden Sie herzlich zum Sommerfest ein.", WELCOME)
    assert state(signed) == (State.APPROVED, True)


def test_translation_changed(signed: Office) -> None:
    """By one letter is enough; the overview says whose approval was voided, and where."""

    def touch(entry: po.Entry) -> None:
        if entry.msgid == WELCOME:
            entry.msgstr += "!"

    edit_catalogue(signed.catalogue(), touch)
    made = signed.edition()
    assert (made.edition.state, made.edition.publishable) == (State.REVIEWED, False)
    assert made.signoff is not None
    assert made.signoff.voided == (
        f"Die Freigabe von {COUNCIL} (23.11.2026) gilt nicht mehr für „{WELCOME}“: "
        "Die Übersetzung wurde danach geändert.",
    )
    assert [shown.unit.source for shown in made.units if shown.unit.state < State.APPROVED] == [
        WELCOME
    ]
    assert state(signed, "ar") == (State.APPROVED, True)


def test_what_is_left_is_the_same_number_everywhere(signed: Office) -> None:
    """A text that lost its signature is open on the reviewers' page and counts as elsewhere."""

    def touch(entry: po.Entry) -> None:
        if entry.msgid in (WELCOME, "Wann"):
            entry.msgstr += "!"

    other = signed.project.content / "fest-2.md"
    other.write_text(signed.document.read_text("utf-8"), "utf-8")
    signed.run()
    signed.draft(UKRAINIAN, slug="fest-2")
    signed.review(slug="fest-2")
    assert signed.approve(slug="fest-2").approval
    for domain in (SLUG, LAYOUT):
        edit_catalogue(signed.catalogue(domain=domain), touch)
    signed.run()
    mine = [signed.made[slug, "uk"] for slug in (SLUG, "fest-2")]
    organisation = mine[0].edition.organisation
    rows = [
        status.row(one.edition, one.german_title, ["x"], (), units=one.units, signoff=one.signoff)
        for one in mine
    ]
    assert [row.words_left for row in rows] == [8, 1]
    (page,) = review_pages(organisation, mine, {}).values()
    index = overview_pages(organisation, rows)["index.html"]
    count = r"<dt>Wörter sind noch zu prüfen</dt><dd>(\d+)</dd>"
    assert re.findall(count, page) == re.findall(count, index) == ["8"]  # the label once
    assert "<dt>Texte sind noch zu prüfen</dt><dd>2</dd>" in page
    assert "Texte zu prüfen: 1, Wörter: 7" in page
    assert page.count("</svg>geprüft, noch nicht freigegeben</span></h3>") == 2


def test_label_changed(signed: Office) -> None:
    """The words around the text were read and signed as well."""

    def touch(entry: po.Entry) -> None:
        if entry.msgid == "Wann":
            entry.msgstr = "День"

    edit_catalogue(signed.catalogue(domain="layout"), touch)
    assert state(signed) == (State.REVIEWED, False)


def test_fuzzy_mark_set_again(signed: Office) -> None:
    """A reader has doubts: no signature outweighs them."""

    def doubt(entry: po.Entry) -> None:
        if entry.msgid == WELCOME:
            entry.flags = [po.FUZZY]

    edit_catalogue(signed.catalogue(), doubt)
    assert state(signed) == (State.DRAFT, False)


def test_paragraph_added(signed: Office) -> None:
    path = signed.document
    path.write_text(path.read_text(encoding="utf-8") + "\nEs gibt Musik.\n", encoding="utf-8")
    signed.run()
    signed.draft({"Es gibt Musik.": "Буде музика."})
    signed.review()
    made = signed.edition()
    assert (made.edition.state, made.edition.publishable) == (State.REVIEWED, False)
    assert made.signoff is not None
    assert made.signoff.voided == (
        f"Neu seit der Freigabe von {COUNCIL} (23.11.2026): „Es gibt Musik.“.",
    )


def test_fact_changed(signed: Office) -> None:
    """Another hour voids no signature, but is shown."""
    edit(signed.document, '"14:00"', '"15:00"')
    made = signed.edition()
    assert (made.edition.state, made.edition.publishable) == (State.APPROVED, True)
    assert made.signoff is not None
    assert made.signoff.complete
    assert made.signoff.facts_changed == (
        "„event.start“ war bei der Freigabe „14:00“ und ist jetzt „15:00“.",
    )
    assert signed.approve().approval
    made = signed.edition()
    assert made.signoff is not None
    assert made.signoff.facts_changed == ()


def test_withdrawn(signed: Office) -> None:
    signed.withdraw()
    made = signed.edition()
    assert (made.edition.state, made.edition.publishable) == (State.REVIEWED, False)
    assert made.signoff is not None
    assert made.signoff.complete is False
    assert made.signoff.voided == (
        f"Die Freigabe von {COUNCIL} (23.11.2026) ist zurückgezogen. "
        f"({OTHERS}, 23.11.2026, Neuer Titel)",
    )
    assert state(signed, "ar") == (State.APPROVED, True)
    assert signed.approve(by=OTHERS).approval
    assert state(signed) == (State.APPROVED, True)


def test_broken_approvals(signed: Office) -> None:
    """Said with file and line; nothing of it counts, and all else goes on."""
    edit(signed.ledger(), f'by = "{COUNCIL}"', "by = ")
    assert state(signed) == (State.REVIEWED, False)
    (problem,) = signed.problems
    assert re.match(r".*uk/LC_MESSAGES/fest\.approvals\.toml:\d+: ", str(problem))
    assert state(signed, "ar") == (State.APPROVED, True)


# --- keep -----------------------------------------------------------------------------------


TYPO = BRING.replace("gern", "gerne")


def test_typo_mended_and_kept(signed: Office) -> None:
    """One decision keeps all languages reviewed; signed they must be anew."""
    signed.reword(BRING, TYPO)
    assert state(signed) == state(signed, "ar") == (State.CHANGED, False)
    found = signing.keep_all(signed.project, SLUG, (), OTHERS, "nur ein Buchstabe", NOW)
    assert sorted(one.language.tag for one in found.kept) == ["ar", "uk"]
    assert state(signed) == state(signed, "ar") == (State.REVIEWED, False)
    entry = signed.translation(TYPO)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (UKRAINIAN[BRING], False, None)
    assert entry.tcomment == (
        f"Beibehalten am 23.11.2026 von {OTHERS}: nur ein Buchstabe. "
        "(Deutsch nur: „gern“ → „gerne“.)"
    )
    assert signed.approve().approval
    assert state(signed) == (State.APPROVED, True)


def test_keep_in_one_language(signed: Office) -> None:
    signed.reword(BRING, TYPO)
    signing.keep_all(signed.project, SLUG, [language("ar")], OTHERS, "Tippfehler", NOW)
    assert state(signed, "ar")[0] is State.REVIEWED
    assert state(signed, "uk")[0] is State.CHANGED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEGINNING, BEGINNING.replace("nichts", "etwas")),
        (BEGINNING, BEGINNING.replace("{start}", "14")),
        (BRING, BRING.replace("Kinder", "Hunde")),
    ],
)
def test_keep_never_looks_away(signed: Office, before: str, after: str) -> None:
    """What is refused stays changed, however often somebody says yes."""
    signed.reword(before, after)
    found = signing.keep_all(signed.project, SLUG, (), OTHERS, "passt schon", NOW)
    assert [bool(one.refusals) for one in found.candidates] == [True, True]
    assert not found.kept
    assert state(signed) == (State.CHANGED, False)


def test_draft_is_never_kept(our: Office) -> None:
    our.reword(BRING, TYPO)
    found = signing.keep_all(our.project, SLUG, (), OTHERS, "Tippfehler", NOW)
    assert (found.candidates, found.kept, found.others) == ((), (), 2)
    assert state(our)[0] <= State.CHANGED


def test_touched_translation_is_not_kept(signed: Office) -> None:
    """Who has begun to rework it has to finish."""
    signed.reword(BRING, TYPO)
    signed.run()

    def touch(entry: po.Entry) -> None:
        if entry.msgid == TYPO:
            entry.msgstr += " …"

    edit_catalogue(signed.catalogue(), touch)
    found = signing.keep_all(signed.project, SLUG, (), OTHERS, "Tippfehler", NOW)
    assert [one.language.tag for one in found.kept] == ["ar"]


# --- two documents ---------------------------------------------------------------------------


def test_two_documents_share_a_sentence(our: Office) -> None:
    """A signature is for a text in its document; the other document needs its own."""
    other = our.project.content / "fest-2.md"
    other.write_text(HEAD.replace("Sommerfest", "Winterfest") + f"{WELCOME}\n", encoding="utf-8")
    our.run()
    for slug in (SLUG, "fest-2"):
        our.draft({**UKRAINIAN, "Winterfest": "Зимове свято"}, slug=slug)
        our.review(slug=slug)
    our.run()
    assert our.approve().approval
    assert state(our) == (State.APPROVED, True)
    assert state(our, slug="fest-2") == (State.REVIEWED, False)
    assert our.approve(slug="fest-2", by=OTHERS).approval
    assert state(our, slug="fest-2") == (State.APPROVED, True)
    our.withdraw(slug="fest-2")
    assert state(our, slug="fest-2") == (State.REVIEWED, False)
    assert state(our) == (State.APPROVED, True)


# --- on the command line ---------------------------------------------------------------------


def call(our: Office, *words: str) -> int:
    return main(["--project", str(our.project.root), *words])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")


@pytest.mark.usefixtures("clock")
def test_commands(our: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """approve, keep and withdraw as the Makefile calls them."""
    approve = ["approve", "--language", "Ukrainisch", "--document", SLUG, "--by", COUNCIL]
    assert call(our, *approve) == 1
    said = capsys.readouterr().err
    assert "Nicht freigegeben: „Sommerfest“ (Ukrainisch)." in said
    assert f"uk/LC_MESSAGES/{SLUG}.po:" in said
    assert "weitere Stellen" in said
    assert not our.ledger().exists()

    our.review()
    our.review("ar")
    our.run()
    assert call(our, *approve) == 0
    said = capsys.readouterr().out
    assert re.search(r"Freigegeben: „Sommerfest“ \(Ukrainisch\), \d+ Texte, von A\. Beispiel", said)
    assert "drafts/uk" in said
    assert "make withdraw LANGUAGE=uk DOCUMENT=fest BY=… REASON=…" in said
    assert call(our, *approve) == 0
    assert "schon freigegeben" in capsys.readouterr().out

    our.reword(BRING, TYPO)
    assert call(our, "keep", SLUG) == 0
    said = capsys.readouterr().out
    assert "Bringen Sie [-gern-]{+gerne+} Ihre Kinder mit." in said
    assert "Übersetzungen, die sich behalten lassen: 2" in said
    assert our.translation(TYPO).fuzzy
    assert call(our, "keep", SLUG, "--yes") == 2
    assert call(our, "keep", SLUG, "--yes", "--by", OTHERS, "--reason", "Tippfehler") == 0
    assert "Behaltene Übersetzungen: 2" in capsys.readouterr().out

    withdraw = ["withdraw", "--language", "uk", "--document", SLUG, "--by", OTHERS]
    assert call(our, *withdraw, "--reason", "Fehler") == 0
    assert COUNCIL in capsys.readouterr().out
    assert call(our, *withdraw, "--reason", "Fehler") == 2


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--language", "uk", "--document", SLUG, "--by", " "], "zwischen die Anführungszeichen"),
        (["--language", "uk", "--document", SLUG, "--by", "A\u202eB"], "Steuerzeichen"),
        (["--language", "uk", "--document", SLUG, "--by", "A\x00B"], "Steuerzeichen"),
        (["--language", "uk", "--document", "fess", "--by", "A"], "„fest“"),
        (["--language", "uk", "--document", "../fest", "--by", "A"], "gibt es nicht"),
        (["--language", "Ukrainsch", "--document", SLUG, "--by", "A"], "Ukrainisch"),
        (["--language", "ka", "--document", SLUG, "--by", "A"], "nicht gemacht"),
        (["--language", "de", "--document", SLUG, "--by", "A"], "braucht keine Freigabe"),
    ],
)
def test_wrong_use(
    our: Office, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    our.review()
    assert call(our, "approve", *words) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said
    assert not list(our.project.locale.rglob("*.toml"))


def test_translator_signs(our: Office) -> None:
    """Allowed, where nobody else speaks the language; said, because two see more."""
    our.review()
    edit(
        our.catalogue(),
        '"Last-Translator: Automatically generated\\n"',
        '"Last-Translator: A. Beispiel <a@example.org>\\n"',
    )
    our.run()
    our.show()
    done = our.approve()
    assert done.approval
    (remark,) = done.remarks
    assert "A. Beispiel hat zuletzt übersetzt" in remark


def test_languages_signed_one_after_the_other(our: Office) -> None:
    """That the first may go out moves a link on the page of the second, no word of its text."""
    for tag in ("uk", "ar"):
        our.review(tag)
    our.run()
    our.show()
    assert [our.approve(tag).remarks for tag in ("uk", "ar")] == [(), ()]
    shutil.rmtree(our.project.build)
    our.run()
    our.show()  # both are out
    our.withdraw("uk")
    assert our.approve("ar", by=OTHERS).remarks == ()
    edit(our.document, '"14:00"', '"15:00"')
    assert "In build/ steht noch nicht" in our.approve("ar", by=OTHERS).remarks[0]


def test_signed_before_it_could_be_read(our: Office) -> None:
    """What approve itself brought in is not signed; what build/ does not show is pointed out."""
    our.review()
    done = our.approve()
    assert done.approval
    assert "In build/ steht noch nicht genau diese Fassung" in done.remarks[0]

    our.reword(BRING, TYPO)
    our.run()
    our.reword(TYPO, BRING)  # the run within approve makes the text reviewed again
    our.ledger().unlink()
    done = our.approve()
    assert done.approval is None
    assert "gerade eben erst geändert" in done.refusals[0]
    assert our.edition("ar").edition.state is State.DRAFT
    assert our.translation(BRING, "ar").msgstr == ARABIC[BRING]


# --- release ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("clock")
def test_release(signed: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Succeeds with the files of all that was asked for, or names what holds each back."""
    signed.withdraw("ar")
    assert call(signed, "release") == 1
    said = capsys.readouterr()
    assert "Nicht veröffentlichbar: fest (ar)" in said.err
    assert re.search(r"Geprüfte Texte, die noch nicht freigegeben sind: \d+\.", said.err)
    assert "fest (uk)" not in said.err
    assert "Alles veröffentlichbar" not in said.out

    assert call(signed, "release", "uk,", "Deutsch", "--document", SLUG) == 0
    said = capsys.readouterr()
    names = [line for line in said.out.splitlines() if line.endswith((".html", ".pdf", ".docx"))]
    assert len(names) == 8
    assert all(Path(name).is_file() for name in names)
    assert "Alles veröffentlichbar: 2 Fassungen." in said.out


def row(tag: str = "uk", slug: str = SLUG, **changes: object) -> status.Row:
    made = status.Row(
        slug=slug,
        title="Fest",
        language=language(tag),
        state=State.APPROVED,
        publishable=True,
        counts={},
        words=1,
        files=("x",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


ORGANISATION = Organisation("Stadt", ("uk", "ar"), requires=State.APPROVED)


def held(*rows: status.Row, tags: tuple[str, ...] = (), slug: str | None = None) -> list[str]:
    outcome = Outcome(rows)
    found = may_go_out(ORGANISATION, outcome, [language(tag) for tag in tags], slug)
    return [line for lines in found.held_back.values() for line in lines]


def test_what_holds_back() -> None:
    counts = {State.MISSING: 1, State.DRAFT: 2, State.CHANGED: 3, State.REVIEWED: 4}
    fault = Diagnostic("x", Severity.ERROR, "uk", "Falsch.", Location(Path("a.po"), 7))
    doubt = replace(fault, severity=Severity.WARNING)
    draft = row("ar", publishable=False, counts=counts, findings=(fault, doubt))
    assert held(row()) == []
    assert held(row(), draft, tags=("uk",)) == []
    assert held(row(files=())) == ["Diese Fassung ließ sich nicht herstellen."]
    assert held(row(), draft) == [
        "Noch nicht übersetzte Texte: 1.",
        "Entwürfe, die noch kein Mensch geprüft hat: 2.",
        "Texte, deren Deutsch sich geändert hat: 3.",
        "Geprüfte Texte, die noch nicht freigegeben sind: 4.",
        "a.po:7: Falsch.",
    ]


def test_release_of_what_there_is_not() -> None:
    with pytest.raises(UsageError, match="„fest“"):
        held(row(), slug="fesd")
    with pytest.raises(UsageError, match="Georgisch"):
        held(row(), tags=("ka",))
    with pytest.raises(UsageError, match="„zwei“"):
        held(row("ar"), row("uk", "zwei"), tags=("ar",), slug="zwei")


def test_files_that_could_not_be_written_are_not_released() -> None:
    outcome = Outcome((row(),), (OutputError(None, "Die Platte ist voll."),))
    assert may_go_out(ORGANISATION, outcome, (), None).held_back == {
        (SLUG, "uk"): ("Die Platte ist voll.",)
    }
