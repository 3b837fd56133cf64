"""What people decide: approve, withdraw, keep, release."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from ..base.errors import ContentError, UsageError, nearest
from ..base.messages import _, joined
from ..base.project import Project
from ..language.table import Language, languages
from ..review.keep import Candidate
from ..run import flow, signing, site
from ..run.outcome import Outcome
from ..run.release import may_go_out
from ..source.organisation import load_organisation
from ..text.changes import Piece
from .speech import complain, confirm, say, warn
from .terminal import Bar, now, report_faults


def run_approve(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Sign what an edition shows now."""
    done = signing.approve(
        project, _language(options.language), options.document, options.by, now()
    )
    if done.approval is None:
        say(
            err,
            _("Nicht freigegeben: „{title}“ ({language}).").format(
                title=done.title, language=done.language.german
            ),
        )
        _list(done.refusals, err)
        return 1
    say(
        out,
        _("Freigegeben: „{title}“ ({language}), {count} Texte, von {by} am {date}.").format(
            title=done.title,
            language=done.language.german,
            count=len(done.approval.units),
            by=done.approval.by,
            date=f"{done.approval.date:%d.%m.%Y}",
        ),
    )
    for remark in done.remarks:
        warn(out, remark)
    say(
        out,
        _(
            "Damit steht {by} dafür ein, die ganze Fassung gelesen zu haben: {path}. "
            "„make invitations“ schreibt sie nun mit der Freigabe."
        ).format(by=done.approval.by, path=project.build / done.folder),
    )
    say(
        out,
        _(
            "Ist der Name falsch geschrieben? Nehmen Sie die Freigabe zurück (make withdraw "
            "LANGUAGE={language} DOCUMENT={document} BY=… REASON=…), und geben Sie noch einmal "
            "frei."
        ).format(language=done.language.tag, document=options.document),
    )
    return 0


def run_withdraw(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Withdraw the approvals of a document in a language."""
    done = signing.withdraw(
        project,
        _language(options.language),
        options.document,
        options.by,
        options.reason,
        now(),
    )
    for one in done:
        say(
            out,
            _("Zurückgenommen: die Freigabe von {by} vom {date}.").format(
                by=one.by, date=f"{one.date:%d.%m.%Y}"
            ),
        )
    say(out, _("„make invitations“ nimmt die Fassung aus dem Veröffentlichbaren, falls nötig."))
    return 0


def run_keep(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Show what may be kept word by word; with --yes, keep it."""
    if options.yes and not (options.by and options.reason):
        raise UsageError(
            None, _("Wer behält, muss dafür einstehen: Geben Sie --by und --reason an.")
        )
    wanted = [_language(name) for name in options.language]
    if options.yes:
        found = signing.keep_all(
            project, options.document, wanted, options.by, options.reason, now()
        )
    else:
        found = signing.keepable(project, options.document, wanted, now())
    for problem in dict.fromkeys(map(str, found.problems)):
        complain(err, problem)
    _show_candidates(found.candidates, out)
    if found.others:
        say(
            out,
            _(
                "{count} weitere Übersetzungen müssen neu geprüft werden: Ihr deutscher Text hat "
                "sich mehr verändert, oder sie waren noch nicht geprüft."
            ).format(count=found.others),
        )
    if options.yes:
        say(out, _("Behaltene Übersetzungen: {count}.").format(count=len(found.kept)))
    elif keepable := sum(not one.refusals for one in found.candidates):
        say(
            out,
            _(
                "Übersetzungen, die sich behalten lassen: {count}. Ändert die Berichtigung "
                "wirklich nichts am Sinn? Dann: make keep DOCUMENT={document} YES=1 BY=… REASON=…"
            ).format(count=keepable, document=options.document),
        )
    else:
        say(out, _("Es gibt nichts zu behalten."))
    return 1 if found.problems else 0


def run_release(options: argparse.Namespace, project: Project, out: Console, err: Console) -> int:
    """Make everything, write site/, and say whether all that was asked for may go out."""
    names = (name for names in options.languages for name in re.split(r"[,;]\s*|\s+", names))
    wanted = [_language(name) for name in names if name]
    organisation = load_organisation(project.content)
    try:
        with Bar(err) as bar:
            outcome = flow.invitations(project, now(), bar)
    except ContentError:  # there are no documents any more
        site.write(project, Outcome(), now())
        raise
    report_faults(outcome, err)
    uploaded = site.write(project, outcome, now())
    found = may_go_out(organisation, outcome, wanted, options.document)
    held = {key: lines for key, lines in found.held_back.items() if lines}
    for (slug, tag), lines in held.items():
        say(err, _("Nicht veröffentlichbar: {slug} ({tag})").format(slug=slug, tag=tag))
        _list(lines, err)
    ready = [row for row in found.rows if (row.slug, row.language.tag) not in held]
    for row in ready:
        for name in row.files:
            say(out, str(project.site / name))
    say(
        out,
        _("Zum Hochladen: {path} mit allem, was hinaus darf ({count} Fassungen).").format(
            path=project.site, count=uploaded.editions
        ),
    )
    if held:
        return 1
    say(
        out,
        _("Alles veröffentlichbar: {count} Fassungen.").format(count=len(found.rows)),
        style="green",
    )
    return 0


def _show_candidates(candidates: Sequence[Candidate], out: Console) -> None:
    """Each change of the German once, word by word, with the languages it concerns."""
    changes = dict.fromkeys((one.before, one.after) for one in candidates)
    for before, after in changes:
        mine = [one for one in candidates if (one.before, one.after) == (before, after)]
        out.print(_marked(mine[0].pieces), soft_wrap=True)
        tags = " ".join(one.language.tag for one in mine)
        if mine[0].refusals:
            why = joined(" ", mine[0].refusals)
            complain(out, joined(": ", (tags, why)), indent="  ")
        else:
            confirm(out, tags, indent="  ")


def _marked(pieces: Iterable[Piece]) -> Text:
    """As git's --word-diff=plain writes it, in colours where there are any."""
    text = Text()
    for piece in pieces:
        match piece.kind:
            case "out":
                text.append(f"[-{piece.text}-]", style="red")
            case "in":
                text.append(f"{{+{piece.text}+}}", style="green")
            case _:
                text.append(piece.text)
    return text


def _list(lines: Iterable[str], console: Console) -> None:
    for line in lines:
        complain(console, line, indent="  ")


def _language(name: str) -> Language:
    """The row of a tag, or of a language's name in German or in itself."""
    wanted = signing.folded(name)
    for row in languages().values():
        if wanted in map(signing.folded, (row.tag, row.posix, row.german, row.endonym)):
            return row
    message = _("Die Sprache „{tag}“ kenne ich nicht. {hint}")
    known = [name for row in languages().values() for name in (row.tag, row.german)]
    raise UsageError(None, message.format(tag=name, hint=nearest(name, known)))
