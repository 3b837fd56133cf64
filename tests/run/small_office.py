"""A small office: two languages, one short invitation, and what its people do all day."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.base.project import Project
from pipeline.catalogue import files as catalogues
from pipeline.catalogue import po
from pipeline.edition.assemble import Assembled
from pipeline.language.table import language
from pipeline.render import html
from pipeline.render.places import folder
from pipeline.review import ledger
from pipeline.run import flow, signing
from pipeline.run.signing import Approved
from pipeline.source.segments import LAYOUT

from ..support import NOW, confirm, copy_of, edit, edit_catalogue

SLUG = "fest"
HEAD = """\
---
kind: invitation
title: Sommerfest
event: {date: 2027-07-03, start: "14:00", venue: Festplatz}
---
"""
WELCOME = "Wir laden Sie herzlich zum Fest ein."
BEGINNING = "Das Fest beginnt um {start} Uhr und kostet nichts."
BRING = "Bringen Sie gern Ihre Kinder mit."
UKRAINIAN = {
    "Sommerfest": "Літнє свято",
    WELCOME: "Щиро запрошуємо вас на свято.",
    BEGINNING: "Свято починається о {start}, вхід вільний.",
    BRING: "Приходьте разом із дітьми.",
}
ARABIC = {
    "Sommerfest": "مهرجان الصيف",
    WELCOME: "ندعوكم بكل سرور إلى المهرجان.",
    BEGINNING: "يبدأ المهرجان في الساعة {start} والدخول مجاني.",
    BRING: "أحضروا أطفالكم معكم.",
}
COUNCIL = "A. Beispiel, Ausländerbeirat"
OTHERS = "B. Muster, Integrationsbüro"


@dataclass
class Office:
    """Its project folder, and the last run."""

    project: Project
    made: dict[tuple[str, str], Assembled] = field(default_factory=dict)
    problems: Sequence[PipelineError] = ()

    @property
    def document(self) -> Path:
        return self.project.content / f"{SLUG}.md"

    def catalogue(self, tag: str = "uk", domain: str = SLUG) -> Path:
        return catalogues.catalogue_path(self.project.locale, language(tag), domain)

    def ledger(self, tag: str = "uk", slug: str = SLUG) -> Path:
        return ledger.path_of(self.project.locale, language(tag), slug)

    def run(self) -> None:
        """What ``make invitations`` does, without drawing anything."""
        found = flow.editions(self.project, NOW)
        self.problems = found.problems
        self.made = {(one.edition.slug, one.edition.language.tag): one for one in found.made}

    def show(self) -> None:
        """Write the web pages that the last run would have drawn."""
        for one in self.made.values():
            place = self.project.build / folder(one.edition) / f"{one.edition.stem}.html"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(html.render(one.edition), encoding="utf-8")

    def edition(self, tag: str = "uk", slug: str = SLUG) -> Assembled:
        self.run()
        return self.made[slug, tag]

    def draft(self, texts: dict[str, str], tag: str = "uk", slug: str = SLUG) -> None:
        """Somebody's drafts, fuzzy."""

        def fill(entry: po.Entry) -> None:
            if entry.msgid in texts:
                entry.msgstr = texts[entry.msgid]
                entry.flags = po.in_order([po.FUZZY, *entry.flags])

        edit_catalogue(self.catalogue(tag, slug), fill)

    def review(self, tag: str = "uk", slug: str = SLUG) -> None:
        """A person reads everything and lets it stand."""
        for domain in (slug, LAYOUT):
            edit_catalogue(self.catalogue(tag, domain), confirm)

    def approve(self, tag: str = "uk", slug: str = SLUG, by: str = COUNCIL) -> Approved:
        return signing.approve(self.project, language(tag), slug, by, NOW)

    def withdraw(self, tag: str = "uk", slug: str = SLUG) -> None:
        signing.withdraw(self.project, language(tag), slug, OTHERS, "Neuer Titel", NOW)

    def translation(self, german: str, tag: str = "uk", slug: str = SLUG) -> po.Entry:
        (found,) = (
            entry for entry in po.read(self.catalogue(tag, slug)).entries if entry.msgid == german
        )
        return found

    def reword(self, old: str, new: str) -> None:
        edit(self.document, old, new)


def office(root: Path, requires: str = "approved", tags: tuple[str, ...] = ("uk", "ar")) -> Office:
    """An office whose invitation is drafted in all its languages, and has been run once."""
    project = Project(root)
    project.content.mkdir(parents=True)
    (project.content / "organisation.toml").write_text(
        f'name = "Stadt"\nlanguages = {list(tags)}\n[publish]\nrequires = "{requires}"\n'.replace(
            "'", '"'
        ),
        encoding="utf-8",
    )
    one = Office(project)
    one.document.write_text(f"{HEAD}{WELCOME}\n\n{BEGINNING}\n\n{BRING}\n", encoding="utf-8")
    one.run()
    for tag, texts in (("uk", UKRAINIAN), ("ar", ARABIC)):
        if tag in tags:
            one.draft(texts, tag)
    one.run()
    return one


def copied(original: Office, root: Path) -> Office:
    """The same office in another place, to be worked in."""
    return Office(copy_of(original.project.root, root))


def gettext(*command: str, path: Path) -> None:
    """Let a program of GNU gettext rewrite a catalogue."""
    done = subprocess.run([*command, path], capture_output=True, check=True)
    path.write_bytes(done.stdout)
