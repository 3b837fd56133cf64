"""Approvals: bound to the text that was signed, kept in a file that people may edit."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base import saving
from pipeline.base.errors import ConfigError
from pipeline.base.model import Diagnostic, Location, Severity, State
from pipeline.catalogue.units import Unit
from pipeline.language.table import language
from pipeline.review import approvals, ledger
from pipeline.review.approvals import Approval, Signed, Withdrawal
from pipeline.review.gate import judge, sign_off
from pipeline.source.segments import LAYOUT

UK = language("uk")
DAY = dt.date(2026, 11, 23)
ONE = Unit(None, "Wir laden Sie ein.", "Запрошуємо вас.", State.REVIEWED)
TWO = Unit("heading", "Programm", "Програма", State.REVIEWED)
LABEL = Unit(None, "Wann", "Коли", State.REVIEWED)
SHOWN = [("fest", ONE), ("fest", TWO), (LAYOUT, LABEL)]
FACTS = {"event.date": "2027-07-03", "event.venue": "Festplatz"}
SIGNED = approvals.sign(SHOWN, FACTS, "A. Beispiel", DAY)


# --- what an approval covers -----------------------------------------------------------------


def signer(found: list[Approval], unit: Unit) -> Approval | None:
    return approvals.covering(found).get(approvals.text_hash(unit))


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, target="Запрошуємо вас!"),
        replace(ONE, target="Запрошуємо вас. "),
        replace(ONE, source="Wir laden Sie ein!"),
        replace(ONE, context="heading"),
        replace(ONE, source="", target="Wir laden Sie ein.Запрошуємо вас."),
        replace(TWO, context=None),
        replace(TWO, context="head", source="ingProgramm"),
    ],
)
def test_covers_nothing_else(other: Unit) -> None:
    assert signer([SIGNED], other) is None


def test_covers_what_was_signed_wherever_it_stands_in_the_file() -> None:
    moved = replace(ONE, state=State.DRAFT, comment="x", location=Location(Path("y"), 7))
    assert signer([SIGNED], moved) == SIGNED


@pytest.mark.parametrize("state", [State.MISSING, State.DRAFT, State.CHANGED, State.REVIEWED])
def test_only_what_is_reviewed_becomes_approved(state: State) -> None:
    (unit,) = approvals.approved([replace(ONE, state=state)], [SIGNED])
    assert unit.state is (State.APPROVED if state is State.REVIEWED else state)


def test_the_latest_that_nobody_withdrew() -> None:
    later = replace(SIGNED, by="B. Muster", date=DAY + dt.timedelta(1))
    assert signer([later, SIGNED], ONE) == later
    gone = replace(later, withdrawn=Withdrawal())
    assert signer([gone, SIGNED], ONE) == SIGNED
    assert signer(list(approvals.all_withdrawn([later, SIGNED], None, None, DAY)), ONE) is None


def test_two_people_signed_what_is_shown() -> None:
    first = approvals.sign(SHOWN[:2], {}, "A", DAY)
    second = approvals.sign(SHOWN[2:], {}, "B", DAY + dt.timedelta(2))
    units = [unit for _domain, unit in SHOWN]
    assert approvals.signers([second, first], units) == (("A", DAY), ("B", second.date))


def test_withdrawing_twice_leaves_the_first_word() -> None:
    (once,) = approvals.all_withdrawn([SIGNED], "B", "Fehler", DAY)
    (twice,) = approvals.all_withdrawn([once], "C", "anderes", DAY + dt.timedelta(1))
    assert twice == once


# --- what voided it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (SHOWN, []),
        ([*SHOWN[:2], (LAYOUT, replace(LABEL, target="День"))], [("Wann", "target")]),
        ([SHOWN[1], SHOWN[2]], [("Wir laden Sie ein.", "gone")]),
        (SHOWN[:2], []),  # a label that is just not shown
        (
            [("fest", replace(ONE, source="Wir laden Euch ein.", target="x")), *SHOWN[1:]],
            [("Wir laden Sie ein.", "source")],
        ),
        (
            [("fest", replace(TWO, source="Abläufe", previous="Programm")), SHOWN[0]],
            [("Programm", "source")],
        ),
    ],
)
def test_voided(shown: list[approvals.Placed], expected: list[tuple[str, str]]) -> None:
    found = approvals.voided(SIGNED, shown)
    assert [(one.signed.german, one.because) for one in found] == expected


def test_a_text_that_resembles_one_that_stands_is_gone_and_not_reworded() -> None:
    other = replace(ONE, source="Wir laden Sie alle ein.", target="Запрошуємо всіх.")
    signed = approvals.sign([("fest", ONE), ("fest", other)], {}, "A", DAY)
    (found,) = approvals.voided(signed, [("fest", ONE)])
    assert (found.signed.german, found.because) == (other.source, "gone")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("ABCVW", ["gilt nicht mehr"]),  # 60 % the same
        ("ABVWX", ["steht nicht mehr im Text", "Neu seit"]),
    ],
)
def test_from_when_on_a_text_counts_as_reworded(now: str, said: list[str]) -> None:
    signed = approvals.sign([("fest", replace(ONE, source="ABCDE"))], {}, "A", DAY)
    found = sign_off([signed], [("fest", replace(ONE, source=now))], {})
    assert found is not None
    assert len(found.voided) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found.voided, strict=True))


def test_facts_that_changed() -> None:
    now = {"event.date": "2027-07-04", "event.venue": "Festplatz", "event.start": "10:00"}
    assert approvals.facts_changed(SIGNED, now) == (
        ("event.date", "2027-07-03", "2027-07-04"),
        ("event.start", None, "10:00"),
    )


def test_a_long_list_is_cut() -> None:
    many = [("fest", replace(ONE, source=f"Satz {n} von vielen Sätzen")) for n in range(30)]
    found = sign_off([approvals.sign(many, {}, "A", DAY)], [("fest", ONE)], {})
    assert found is not None
    assert len(found.voided) == 6
    assert found.voided[-1] == "Und 26 weitere Texte."


def test_a_list_is_not_cut_for_the_sake_of_one() -> None:
    for count, last in ((6, "Satz 5 von"), (7, "Und 2 weitere Texte.")):
        many = [("fest", replace(ONE, source=f"Satz {n} von vielen")) for n in range(count)]
        found = sign_off([approvals.sign(many, {}, "A", DAY)], [], {})
        assert found is not None
        assert len(found.voided) == 6
        assert last in found.voided[-1]


def test_an_arabic_name_does_not_turn_the_date_beside_it_around() -> None:
    """It stands between FSI and PDI (UAX #9) in whatever is said of its owner."""
    by = "محمد العلي"
    mine = approvals.sign(SHOWN[:1], {}, by, DAY)
    touched = [("fest", replace(ONE, target="x")), *SHOWN[1:]]
    (gone,) = approvals.all_withdrawn([mine], by, "خطأ", DAY)
    said: list[str] = []
    for found in (sign_off([mine], touched, {}), sign_off([gone], SHOWN, {})):
        assert found is not None
        assert found.by == by
        said += found.voided
    for sentence in said:
        assert sentence.count(by) == sentence.count(f"\u2068{by}\u2069") > 0
        assert f"\u2068{by}\u2069 (23.11.2026)" in sentence
    assert said[-1].endswith(f"(\u2068{by}\u2069, 23.11.2026, \u2068خطأ\u2069)")


@pytest.mark.parametrize(
    ("withdrawn", "said"),
    [
        (Withdrawal(), ""),
        (Withdrawal(by="B. Muster"), " (B. Muster)"),
        (Withdrawal(reason="Fehler"), " (Fehler)"),
        (Withdrawal(DAY, "B. Muster", "Fehler"), " (B. Muster, 23.11.2026, Fehler)"),
    ],
)
def test_what_is_said_of_a_withdrawal(withdrawn: Withdrawal, said: str) -> None:
    gone = replace(SIGNED, withdrawn=withdrawn)
    older = replace(gone, by="C", date=DAY - dt.timedelta(1))
    for found in (sign_off([gone, older], SHOWN, {}), sign_off([older, gone], SHOWN, {})):
        assert found is not None
        assert (found.by, found.date, found.complete) == ("A. Beispiel", DAY, False)
        sentence = f"Die Freigabe von A. Beispiel (23.11.2026) ist zurückgezogen.{said}"
        assert found.voided == (sentence,)


def test_what_is_said_of_a_sign_off() -> None:
    """What nobody signed in any wording is new; what was reworded, or is a label, is not."""
    by = "A. Beispiel (23.11.2026)"
    new = Unit(None, "Der Eintritt kostet nichts.", "Вхід вільний.", State.REVIEWED)
    approved = [(domain, replace(unit, state=State.APPROVED)) for domain, unit in SHOWN]
    for shown, complete, voided in (
        (approved, True, ()),
        ([*approved, ("fest", new)], False, (f"Neu seit der Freigabe von {by}: „{new.source}“.",)),
        ([*approved, ("fest", replace(new, previous="Der Eintritt ist frei."))], False, ()),
        (
            [("fest", replace(ONE, source="Wir laden Euch ein.")), *approved[1:]],
            False,
            (
                f"Die Freigabe von {by} gilt nicht mehr für „{ONE.source}“: Der deutsche Text "
                "wurde danach geändert.",
            ),
        ),
        (
            [("fest", replace(ONE, target="x")), *approved[1:]],
            False,
            (
                f"Die Freigabe von {by} gilt nicht mehr für „{ONE.source}“: Die Übersetzung "
                "wurde danach geändert.",
            ),
        ),
        (
            approved[1:],
            True,
            (f"Was {by} freigegeben hat, steht nicht mehr im Text: „{ONE.source}“.",),
        ),
    ):
        found = sign_off([SIGNED], shown, FACTS)
        assert found is not None
        assert (found.complete, found.voided, found.facts_changed) == (complete, voided, ())


def test_which_facts_are_others() -> None:
    found = sign_off([SIGNED], SHOWN, {"event.date": "2027-07-04", "event.start": "10:00"})
    assert found is not None
    assert found.facts_changed == (
        "„event.date“ war bei der Freigabe „2027-07-03“ und ist jetzt „2027-07-04“.",
        "„event.venue“ war bei der Freigabe „Festplatz“ und ist jetzt „–“.",
        "„event.start“ war bei der Freigabe „–“ und ist jetzt „10:00“.",
    )


def test_what_another_person_signed_is_not_new() -> None:
    later = approvals.sign(SHOWN[:1], FACTS, "B. Muster", DAY + dt.timedelta(1))
    found = sign_off([SIGNED, later], SHOWN, FACTS)
    assert found is not None
    assert (found.by, found.voided) == ("B. Muster", ())


ERROR = Diagnostic("numbers", Severity.ERROR, "uk", "Die Zahl fehlt.")
WARNING = replace(ERROR, severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("states", "found", "requires", "state", "publishable"),
    [
        ([], [], State.REVIEWED, State.REVIEWED, True),
        ([State.REVIEWED], [], State.REVIEWED, State.REVIEWED, True),
        ([State.REVIEWED], [WARNING], State.REVIEWED, State.REVIEWED, True),
        ([State.REVIEWED], [WARNING, ERROR], State.REVIEWED, State.REVIEWED, False),
        ([State.APPROVED, State.REVIEWED], [], State.APPROVED, State.REVIEWED, False),
        ([State.APPROVED, State.APPROVED], [], State.REVIEWED, State.APPROVED, True),
        ([State.REVIEWED, State.DRAFT], [], State.REVIEWED, State.DRAFT, False),
    ],
)
def test_the_gate(
    states: list[State], found: list[Diagnostic], requires: State, state: State, publishable: bool
) -> None:
    verdict = judge(states, found, requires)
    assert (verdict.state, verdict.publishable) == (state, publishable)
    assert verdict.counts == {one: states.count(one) for one in State}


def test_a_beginning_is_short() -> None:
    assert approvals.beginning("a" * 60) == "a" * 60
    assert approvals.beginning("a" * 61) == "a" * 59 + "…"
    assert approvals.beginning("a" * 58 + " bcd") == "a" * 58 + "…"


def test_nobody_ever_signed() -> None:
    assert sign_off([], SHOWN, {}) is None


# --- the file ----------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
names = st.from_regex(r"[\w\"'\\,.#=\[\]{} -]*\w", fullmatch=True).filter(
    lambda text: ledger.one_line(text, "x", 120) == text if text.strip() else False
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\x85", "\u2028", "\u2029"])
def test_a_name_of_two_lines_is_refused(end: str) -> None:
    with pytest.raises(ConfigError, match="Zeilenumbruch"):
        ledger.one_line(f"A. Beispiel{end}Beirat", "BY", 120)
    assert ledger.one_line(f"A.  Beispiel{end}", "BY", 120) == "A. Beispiel"


@st.composite
def approval(draw: st.DrawFn) -> Approval:
    dates = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
    units = draw(st.lists(st.tuples(st.just("fest"), texts, texts), max_size=3))
    withdrawn = st.builds(
        Withdrawal,
        st.none() | dates,
        st.none() | names,
        st.none() | names,
    )
    shown = [(domain, replace(ONE, source=one, target=two)) for domain, one, two in units]
    facts = draw(st.dictionaries(st.sampled_from(["event.date", "programme"]), names))
    return replace(
        approvals.sign(shown, facts, draw(names), draw(dates)),
        withdrawn=draw(st.none() | withdrawn),
    )


@settings(max_examples=25)
@given(found=st.lists(approval(), max_size=3))
def test_read_as_written(found: list[Approval], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("ledger") / "fest.approvals.toml"
    ledger.write(path, UK, "fest", found)
    again = ledger.read(path, UK, "fest")
    assert [_texts(one) for one in again] == [_texts(one) for one in found]
    assert ledger.write(path, UK, "fest", again) is (
        any(a != b for a, b in zip(again, found, strict=True))
    )


def _texts(one: Approval) -> object:
    """What binds; the German beginnings are for people, and read in one form of spaces."""
    units = [(signed.domain, signed.key, signed.text) for signed in one.units]
    return one.by, one.date, units, one.facts, one.withdrawn


def save(folder: Path, text: str) -> Path:
    path = folder / "fest.approvals.toml"
    path.write_text(text, encoding="utf-8")
    return path


HASH = "a" * 64
UNIT = f'{{ domain = "fest", key = "{HASH}", text = "{HASH}", german = "Wir" }}'
HEAD = 'language = "uk"\ndocument = "fest"\n'
GOOD = f'{HEAD}[[approval]]\nby = "A"\ndate = 2026-11-23\nunits = [\n  {UNIT},\n]\n'


def test_written_by_hand(tmp_path: Path) -> None:
    path = save(tmp_path, GOOD)
    expected = Approval("A", DAY, (Signed("fest", HASH, HASH, "Wir"),))
    assert ledger.read(path, UK, "fest") == (expected,)
    for line, withdrawn in (
        ("withdrawn = true", Withdrawal()),
        ("withdrawn = false", None),
        ("withdrawn = 2026-11-24", Withdrawal(dt.date(2026, 11, 24))),
        ('withdrawn = { reason = "Fehler" }', Withdrawal(reason="Fehler")),
    ):
        path = save(tmp_path, GOOD.replace("date = 2026", f"{line}\ndate = 2026"))
        assert ledger.read(path, UK, "fest") == (replace(expected, withdrawn=withdrawn),)


def test_no_file(tmp_path: Path) -> None:
    assert ledger.read(tmp_path / "none.toml", UK, "fest") == ()
    assert ledger.read(save(tmp_path, HEAD), UK, "fest") == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (GOOD.replace('"uk"', '"ar"'), 1, "gehören zu „ar“"),
        (GOOD.replace('"fest"\n[', '"other"\n['), 2, "gehören zu „other“"),
        (GOOD.replace('by = "A"', "by ="), 4, "nicht lesbar"),
        (GOOD.replace('language = "uk"\n', ""), 1, "„language“ fehlt"),
        (GOOD.replace('document = "fest"\n', ""), 1, "„document“ fehlt"),
        (GOOD.replace(f'key = "{HASH}", ', ""), 7, "„approval.units.key“ fehlt"),
        (GOOD.replace('by = "A"\n', ""), 3, "approval.by"),
        (GOOD.replace('"A"', '""'), 4, "approval.by"),
        (GOOD.replace('"A"', '"A\\u202e"'), 4, "Steuerzeichen"),
        (GOOD.replace('"A"', f'"{"A" * 121}"'), 4, "höchstens 120"),
        (GOOD.replace("2026-11-23", '"gestern"'), 5, "kein Datum"),
        (GOOD.replace("2026-11-23", '"2026-02-30"'), 5, "im Kalender"),
        (GOOD + GOOD.replace(HEAD, "").replace('"A"', "7.5.2"), 10, "nicht lesbar"),
        (GOOD + GOOD.replace(HEAD, "").replace("2026-11-23", "7"), 11, "kein Datum"),
        (GOOD + GOOD.replace(HEAD, "").replace(f'"{HASH}"', '"beef"', 1), 13, "Prüfsumme"),
        (GOOD.replace("units = [", "unit = ["), 6, "Meinten Sie „units“"),
        (GOOD.replace(UNIT, '"x"'), 6, "Schlüssel: Wert"),
        (GOOD.replace("date = 2026", "withdrawn = 1\ndate = 2026"), 5, "kein Datum"),
        (
            GOOD.replace("date = 2026", 'withdrawn = { why = "x" }\ndate = 2026'),
            5,
            "kenne ich nicht",
        ),
        (GOOD.replace("[[approval]]", "[approval]"), 3, "[[approval]]"),
        (f"<<<<<<< HEAD\n{GOOD}", 1, "nicht lesbar"),
        (HEAD + "approval = [1]\n", 3, "Schlüssel: Wert"),
        (HEAD + "approval = 1\n", 3, "[[approval]]"),
    ],
)
def test_broken_file(text: str, line: int, message: str, tmp_path: Path) -> None:
    path = save(tmp_path, text)
    with pytest.raises(ConfigError, match=re.escape(message)) as caught:
        ledger.read(path, UK, "fest")
    assert caught.value.where == Location(path, line)


def test_a_signature_that_a_colleague_gives_in_between_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path, HEAD)
    signed = Unit(None, "Wir laden Sie ein.", "Запрошуємо.", State.REVIEWED)
    ours, theirs = (
        approvals.sign([("fest", signed)], {}, name, dt.date(2027, 6, 1)) for name in ("A", "B")
    )
    exchange = saving._exchange
    once = [theirs]

    def between(one: Path, other: Path) -> None:
        if once:
            colleague = once.pop()
            ledger.change(path, UK, "fest", lambda there: (*there, colleague))
        exchange(one, other)

    monkeypatch.setattr(saving, "_exchange", between)
    assert ledger.change(path, UK, "fest", lambda there: (*there, ours))
    assert {approval.by for approval in ledger.read(path, UK, "fest")} == {"A", "B"}
