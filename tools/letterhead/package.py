"""The parts put together: relationships, content types, properties, the file."""

from __future__ import annotations

from pipeline.base.archive import pack

from .basics import DECLARATION, OFFICE, PACKAGE, WML
from .pages import document, first_header, footer, later_header, numbering
from .settings import font_table, settings, theme
from .styles import styles


def relationships(*targets: tuple[str, str]) -> str:
    """Return a .rels part; each target is a relationship type and a path."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(overrides: dict[str, str]) -> str:
    """Return [Content_Types].xml."""
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def core_properties() -> str:
    """Return docProps/core.xml; a renderer fills it."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Briefkopf</dc:title>'
        "<dc:language>de</dc:language></cp:coreProperties>"
    )


def extended_properties() -> str:
    """Return docProps/app.xml."""
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    application = "<Application>Microsoft Office Word</Application>"
    return f'{DECLARATION}<Properties xmlns="{uri}">{application}</Properties>'


def letterhead() -> bytes:
    """Return the shipped letterhead as a .docx file."""
    parts = {
        "word/document.xml": ("document.main", document()),
        "word/styles.xml": ("styles", styles()),
        "word/numbering.xml": ("numbering", numbering()),
        "word/settings.xml": ("settings", settings()),
        "word/fontTable.xml": ("fontTable", font_table()),
        "word/header1.xml": ("header", later_header()),
        "word/header2.xml": ("header", first_header()),
        "word/footer1.xml": ("footer", footer()),
        "word/footer2.xml": ("footer", footer()),
    }
    types = {name: f"{WML}.{kind}+xml" for name, (kind, _content) in parts.items()}
    types["word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    types["docProps/app.xml"] = (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    )
    files = {
        "[Content_Types].xml": content_types(types),
        "_rels/.rels": relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/numbering", "numbering.xml"),
            (f"{OFFICE}/header", "header1.xml"),
            (f"{OFFICE}/header", "header2.xml"),
            (f"{OFFICE}/footer", "footer1.xml"),
            (f"{OFFICE}/footer", "footer2.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (f"{OFFICE}/fontTable", "fontTable.xml"),
            (f"{OFFICE}/theme", "theme/theme1.xml"),
        ),
        **{name: content for name, (_kind, content) in parts.items()},
        "word/theme/theme1.xml": theme(),
        "docProps/core.xml": core_properties(),
        "docProps/app.xml": extended_properties(),
    }
    return pack({name: content.encode() for name, content in files.items()})
