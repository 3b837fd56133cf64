"""content/organisation.toml: what is read, what is refused, and with which words."""
# ruff: noqa: E501 – one case, one line

from __future__ import annotations

import io
import time
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.base.errors import ConfigError, PipelineError
from pipeline.base.model import State
from pipeline.source.organisation import Colours, Organisation, load_organisation

KREIS = """\
name = "Kreis"
languages = ["ar", "uk"]
"""


def chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(name + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + name + data + checksum


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 1)).save(buffer, "JPEG")
    return buffer.getvalue()


JPEG = _jpeg()

Load = Callable[[str | bytes], Organisation]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    path = tmp_path / "content"
    path.mkdir()
    return path


@pytest.fixture
def load(content: Path) -> Load:
    def load(text: str | bytes) -> Organisation:
        data = text if isinstance(text, bytes) else text.encode()
        (content / "organisation.toml").write_bytes(data)
        return load_organisation(content)

    return load


# fmt: off
WRONG: dict[str, tuple[str | bytes, str]] = {
    "unknown key": (KREIS + 'nmae = "x"', ":3: Die Angabe „nmae“ kenne ich nicht. Meinten Sie „name“?"),
    "unknown key, nothing near": (KREIS + 'slogan = "x"', ":3: Die Angabe „slogan“ kenne ich nicht. Möglich sind: accessibility_url, address, base_url, colours, email, imprint_url, languages, links, logo, name, office, partners, phone, privacy_url, publish, translation, website, word."),
    "unknown colour": (KREIS + '[colours]\nprimry = "#000000"', ":4: Die Angabe „colours.primry“ kenne ich nicht. Meinten Sie „primary“?"),
    "unknown key of publish": (KREIS + 'publish.require = "reviewed"', ":3: Die Angabe „publish.require“ kenne ich nicht. Meinten Sie „requires“?"),
    "no name": ('languages = ["ar"]', ": Die Angabe „name“ fehlt. Tragen Sie sie ein."),
    "empty name": (KREIS.replace("Kreis", " "), ":1: Die Angabe „name“ fehlt. Tragen Sie sie ein."),
    "no languages": ('name = "Kreis"', ": Die Angabe „languages“ fehlt. Tragen Sie sie ein."),
    "nothing under publish": (KREIS + "# wann?\n[publish]", ":4: Die Angabe „publish.requires“ fehlt. Tragen Sie sie ein."),
    "unknown language": (KREIS.replace("uk", "ukr"), ":2: Die Sprache „ukr“ kenne ich nicht. Meinten Sie „uk“?"),
    "empty language": (KREIS.replace("uk", ""), ":2: „languages“ ist leer. Tragen Sie etwas ein oder löschen Sie die Zeile."),
    "table of languages": ('name = "Kreis"\n[languages]\nar = true', ":2: „languages“ muss eine Liste sein."),
    "list for a name": (KREIS.replace('"Kreis"', '["Kreis"]'), ":1: „name“ muss ein einfacher Text sein. Steht ein Doppelpunkt oder eine Klammer darin, setzen Sie den ganzen Text in Anführungszeichen."),
    "text for colours": (KREIS + 'colours = "rot"', ":3: „colours“ muss Angaben der Form „Schlüssel: Wert“ enthalten."),
    "text for publish": (KREIS + 'publish = "reviewed"', ":3: „publish“ muss Angaben der Form „Schlüssel: Wert“ enthalten."),
    "colour in words": (KREIS + '[colours]\naccent = "rot"', ":4: „rot“ ist keine Farbe. Schreiben Sie sie so: #0b5c63."),
    "short colour": (KREIS + '[colours]\n"primary" = "#abc"', ":4: „#abc“ ist keine Farbe. Schreiben Sie sie so: #0b5c63."),
    "unknown state": (KREIS + '[publish]\nrequires = "aproved"', ":4: „publish.requires: aproved“ kenne ich nicht. Meinten Sie „approved“?"),
    "a language that there is not": (KREIS + '[translation]\nuk2 = "direct"', ":4: Die Angabe „translation.uk2“ kenne ich nicht. Meinten Sie „uk“?"),
    "a link that is no address": (KREIS + '[links]\n"ort.example" = "x"', ":4: „ort.example“ ist keine Adresse. Schreiben Sie sie mit https://."),
    "versions without a language": (KREIS + '[links]\n"https://x.de" = "https://x.de/en"', ":4: „https://x.de/en“ geht nicht. Schreiben Sie eine Adresse mit {language}, wo das Kürzel der Sprache steht, oder je Sprache eine."),
    "a model with a path": (KREIS + '[translation]\nuk = "../uk"', ":4: „../uk“ geht nicht. Möglich sind auto, direct (ohne Umweg), english (über Englisch), none (keine Maschine) und der Name eines Modells."),
    "unknown key of word": (KREIS + "[word]\nembed_font = true", ":4: Die Angabe „word.embed_font“ kenne ich nicht. Meinten Sie „embed_fonts“?"),
    "true in German": (KREIS + '[word]\nembed_fonts = "ja"', ":4: „word.embed_fonts: ja“ geht nicht. Schreiben Sie true (ja) oder false (nein)."),
    "true as a number": (KREIS + "word.embed_fonts = 1", ":3: „word.embed_fonts: 1“ geht nicht. Schreiben Sie true (ja) oder false (nein)."),
    "true in a list": (KREIS + "word.embed_fonts = [true]", ":3: „word.embed_fonts“ muss ein einfacher Text sein. Steht ein Doppelpunkt oder eine Klammer darin, setzen Sie den ganzen Text in Anführungszeichen."),
    "text for word": (KREIS + 'word = "embed"', ":3: „word“ muss Angaben der Form „Schlüssel: Wert“ enthalten."),
    "e-mail": (KREIS + 'email = "kreis"', ":3: „email: kreis“ ist keine E-Mail-Adresse. Schreiben Sie sie so: name@ort.de."),
    "phone": (KREIS + "phone = 12", ":3: „phone: 12“ ist keine Telefonnummer. Schreiben Sie sie so: 05651 302-1160."),
    "website": (KREIS + 'website = "www.kreis.de"', ":3: „website: www.kreis.de“ ist keine Internetadresse. Sie beginnt mit https://."),
    "base_url": (KREIS + 'base_url = "/build"', ":3: „base_url: /build“ ist keine Internetadresse. Sie beginnt mit https://."),
    "website without a host": (KREIS + 'website = "https:///x"', ":3: „website: https:///x“ ist keine Internetadresse. Schreiben Sie sie so: https://www.ort.de/seite."),
    "website with half a host": (KREIS + 'website = "https://[::1/x"', ":3: „website: https://[::1/x“ ist keine Internetadresse. Schreiben Sie sie so: https://www.ort.de/seite."),
    "base_url without a host": (KREIS + 'base_url = "https://:80/x"', ":3: „base_url: https://:80/x“ ist keine Internetadresse. Schreiben Sie sie so: https://www.ort.de/seite."),
    "base_url with no port": (KREIS + 'base_url = "https://x.de:x/"', ":3: „base_url: https://x.de:x/“ ist keine Internetadresse. Schreiben Sie sie so: https://www.ort.de/seite."),
    "base_url with a query": (KREIS + 'base_url = "https://x.de/?a=1#b"', ":3: „base_url“ darf kein ? enthalten: Dahinter kommen die Namen der Dateien. Löschen Sie es und, was darauf folgt."),
    "base_url with a fragment": (KREIS + 'base_url = "https://x.de/#b"', ":3: „base_url“ darf kein # enthalten: Dahinter kommen die Namen der Dateien. Löschen Sie es und, was darauf folgt."),
    "long base_url": (KREIS + f'base_url = "https://x.de/{"x" * 188}"', ":3: „base_url“ hat 201 Zeichen, höchstens 200 sind möglich. Kürzen Sie den Text."),
    "long name": (KREIS.replace("Kreis", "x" * 121), ":1: „name“ hat 121 Zeichen, höchstens 120 sind möglich. Kürzen Sie den Text."),
    "no logo": (KREIS + 'logo = "logo.png"', ":3: Die Datei „logo.png“ gibt es im Ordner content/ nicht."),
    "logo that is a folder": (KREIS + 'logo = "."', ":3: Die Datei „.“ gibt es im Ordner content/ nicht."),
    "logo elsewhere": (KREIS + 'logo = "../logo.png"', ":3: Das Logo muss im Ordner content/ liegen."),
    "logo at the root": (KREIS + 'logo = "/etc/passwd"', ":3: Das Logo muss im Ordner content/ liegen."),
    "logo that is no picture": (KREIS + 'logo = "organisation.toml"', ":3: Das Logo muss eine PNG-, JPEG- oder SVG-Datei sein."),
    "logo with a long name": (KREIS + f'logo = "{"x" * 300}.png"', f":3: Die Datei „{'x' * 300}.png“ gibt es im Ordner content/ nicht."),
    "bidi override": (KREIS + 'office = "a\u202eb"', ":3: „office“ enthält ein unsichtbares Steuerzeichen. Tippen Sie es neu."),
    "escaped bell": (KREIS + r'office = "a\u0007b"', ":3: „office“ enthält ein unsichtbares Steuerzeichen. Tippen Sie es neu."),
    "text without quotation marks": (KREIS + "office = Amt", ":3: Die Datei ist hier nicht lesbar (Invalid value (at line 3, column 10)). Steht jeder Text in Anführungszeichen und jede Liste in eckigen Klammern?"),
    "duplicate key": (KREIS + 'name = "Kreis"\n', ":3: Die Datei ist hier nicht lesbar (Cannot overwrite a value (at line 3, column 15)). Steht jeder Text in Anführungszeichen und jede Liste in eckigen Klammern?"),
    "open list": ('name = "Kreis"\nlanguages = [', ":2: Die Datei ist hier nicht lesbar (Invalid value (at end of document)). Steht jeder Text in Anführungszeichen und jede Liste in eckigen Klammern?"),
    "not UTF-8": ('name = "Kreis"\noffice = "Büro"'.encode("latin-1"), ":2: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie im Editor mit der Kodierung UTF-8."),
    "6 MB": ("#" * 6_000_000, ": Die Datei ist größer als 5 MB. Teilen Sie sie auf."),
}
# fmt: on


@pytest.mark.parametrize("name", WRONG)
def test_wrong(name: str, content: Path, load: Load) -> None:
    text, message = WRONG[name]
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert str(caught.value) == f"{content}/organisation.toml{message}"


def test_a_version_in_no_language_of_the_table(content: Path, load: Load) -> None:
    with pytest.raises(ConfigError, match=r"organisation\.toml:4: .*uk2"):
        load(KREIS + '[links]\n"https://x.de" = {uk2 = "https://x.de/uk"}')
    with pytest.raises(ConfigError, match=r"organisation\.toml:4: .*x\.de.* ist keine Adresse"):
        load(KREIS + '[links]\n"https://x.de" = {uk = "x.de/uk"}')


def test_links_in_other_languages(load: Load) -> None:
    """One address with {language} for all, or a table of languages."""
    text = (
        '[links]\n"https://ort.example/de" = "https://ort.example/{language}"\n'
        '"https://kreis.example" = { uk = "https://kreis.example/uk" }\n'
    )
    assert load(KREIS + text).links == {
        "https://ort.example/de": "https://ort.example/{language}",
        "https://kreis.example": {"uk": "https://kreis.example/uk"},
    }


def test_missing(content: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_organisation(content)
    assert str(caught.value) == (
        f"{content}/organisation.toml: Die Datei fehlt. Legen Sie sie an; sie braucht mindestens "
        "„name“ und „languages“ (Muster: docs/anleitung-pressestelle.md)."
    )


def test_least(load: Load) -> None:
    assert load(KREIS) == Organisation("Kreis", ("ar", "uk"))


def test_everything(content: Path, load: Load) -> None:
    (content / "logo.PNG").write_bytes(PNG)
    assert load("""\
name = "Werra-Meißner-Kreis"
office = "Büro"
address = "Schlossplatz 9, 37269 Eschwege"
email = "a@b.de"
phone = "+49 (0) 5651 302-0"
website = "https://x.de/"
base_url = "https://x.de/einladungen/"
logo = "logo.PNG"
languages = ["uk", "de", "AR", "uk", "zh_cn"]
[colours]
primary = "#0B5C63"
[publish]
requires = "approved"
[word]
embed_fonts = true
[translation]
uk = "direct"
zh-CN = "opus-de_zh-1_0"
""") == Organisation(
        name="Werra-Meißner-Kreis",
        languages=("uk", "ar", "zh-CN"),
        office="Büro",
        address="Schlossplatz 9, 37269 Eschwege",
        email="a@b.de",
        phone="+49 (0) 5651 302-0",
        website="https://x.de/",
        base_url="https://x.de/einladungen",
        logo=content / "logo.PNG",
        colours=Colours(primary="#0b5c63"),
        requires=State.APPROVED,
        embed_fonts=True,
        translation={"uk": "direct", "zh-CN": "opus-de_zh-1_0"},
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + KREIS,
        KREIS.replace("\n", "\r\n"),
        KREIS + 'office = ""\nlogo = ""\nphone = ""\n',
        "# Wer einlädt\n" + KREIS.replace('["ar", "uk"]', '[\n  "ar", # Arabisch\n  "uk",\n]'),
        KREIS.replace('["ar", "uk"]', '"ar, uk"'),
        KREIS + "[colours]\n",
        KREIS + "[word]\n",
        KREIS + "[word]\nembed_fonts = false\n",
        KREIS + '[word]\nembed_fonts = ""\n',
    ],
)
def test_kind(text: str, load: Load) -> None:
    assert load(text) == load(KREIS)


def test_decomposed_umlauts(load: Load) -> None:
    text = KREIS.replace("Kreis", "Werra-Meißner-Kreis in Grün")
    assert load(unicodedata.normalize("NFD", text)) == load(text)


def test_logo(content: Path, load: Load) -> None:
    (content / "bilder").mkdir()
    (content / "bilder" / "logo.jpg").write_bytes(JPEG)
    assert load(KREIS + 'logo = "bilder/logo.jpg"').logo == content / "bilder" / "logo.jpg"


@pytest.mark.parametrize(
    "data",
    [
        *(PNG[:-1], PNG[:-12], PNG[:40], PNG[:10], PNG.replace(b"\0\0\0\1", b"\0\0\0\0", 1)),
        *(JPEG[:-2], JPEG[:30], JPEG[:4]),
        JPEG[:20] + b"\xff\xd9" + JPEG[20:-2],
    ],
)
def test_logo_that_is_broken(data: bytes, content: Path, load: Load) -> None:
    (content / "logo.png").write_bytes(data)
    with pytest.raises(ConfigError) as caught:
        load(KREIS + 'logo = "logo.png"')
    assert str(caught.value) == (
        f"{content}/organisation.toml:3: Das Logo „logo.png“ ist nicht lesbar oder "
        "unvollständig. Speichern Sie das Bild neu als PNG-Datei."
    )


def test_logo_with_something_behind_it(content: Path, load: Load) -> None:
    for data in (PNG, JPEG):
        (content / "logo.png").write_bytes(data + b"\0\0x")
        assert load(KREIS + 'logo = "logo.png"').logo


def test_logo_that_is_a_link(content: Path, load: Load) -> None:
    (content.parent / "secret.png").write_bytes(PNG)
    (content / "out.png").symlink_to(content.parent / "secret.png")
    (content / "circle.png").symlink_to(content / "circle.png")
    for name, message in (("out", "muss im Ordner"), ("circle", "gibt es im Ordner")):
        with pytest.raises(ConfigError, match=message):
            load(KREIS + f'logo = "{name}.png"')


def test_the_organisation_of_this_project_is_right() -> None:
    assert load_organisation(Path(__file__).parents[2] / "content").languages


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 5_000,
        "x = " + "1" * 5_000,
        "[" + " " * 100_000,
        "[" + ".".join("a" * 5_000) + "]",
        "".join(f"key{number} = 1\n" for number in range(20_000)),
    ],
    ids=["brackets", "digits", "spaces", "dots", "keys"],
)
def test_hostile(text: str, load: Load) -> None:
    start = time.process_time()
    with pytest.raises(ConfigError):
        load(text)
    assert time.process_time() - start < 1


PIECES = [
    *("=", " = ", "[", "]", "[[", "]]", "\n", '"', "'", '"""', "#", ".", ",", "{", "}", "\\", "\0"),
    *("name", "languages", "colours", "ar", "1", "-", "true", "nan", "2023-02-30", "10:00", "ü"),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)), after=st.booleans()
)
def test_anything(text: str, after: bool, load: Load) -> None:
    complaint = ""
    try:
        load(KREIS + text if after else text)
    except PipelineError as problem:
        complaint = type(problem).__name__
    assert complaint in ("", "ConfigError")
