"""Debian's Chromium, and what every page has to hold in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.render.colours import SYMBOL, TEXT

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Axe()

Appearance = Literal["light", "dark"]

# Of every text and every symbol: colour, and the nearest background that is not transparent.
MEASURE = """() => {
  const clear = colour => /^rgba\\(.*, 0\\)$/.test(colour);
  const back = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!clear(colour)) return colour;
    }
    throw new Error("no background");
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, style, .skip")) continue;
    if (!element.checkVisibility()) continue;
    found.push(["text", walker.currentNode.data, getComputedStyle(element).color, back(element)]);
  }
  for (const path of document.querySelectorAll("svg:not([role=img]) path"))
    found.push(["symbol", path.getAttribute("d"), getComputedStyle(path).stroke,
                back(path.closest("svg").parentElement)]);
  return found;
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser with one tab, which `opened` shows everything in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        browser.new_page()
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser,
    path: Path,
    *,
    width: int = 320,
    appearance: Appearance = "light",
    languages: str | None = None,
    script: bool = True,
) -> Iterator[Page]:
    """Open a file; afterwards nothing but it was asked for, and nothing was complained about.

    ``languages`` are those a reader prefers (RFC 9110, 12.5.4, without weights). All files are
    shown in one tab, one after the other: a new one costs more than all that is looked at in it.
    """
    page = browser.contexts[0].pages[0]
    asked: list[str] = []
    said: list[str] = []
    listeners: dict[Any, Any] = {
        "request": lambda request: asked.append(request.url),
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
    }
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(media="null", color_scheme=appearance, contrast="null")
    session = page.context.new_cdp_session(page)
    if languages:
        preferred = {"userAgent": "", "acceptLanguage": languages}
        session.send("Emulation.setUserAgentOverride", preferred)
    session.send("Emulation.setScriptExecutionDisabled", {"value": not script})
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        page.goto(path.as_uri())
        yield page
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        session.detach()
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert said == []


def violations(page: Page) -> str:
    """Return what axe finds, empty if nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    results = AxeResults(page.evaluate("axe.run({resultTypes: ['violations']})"))
    return str(results.generate_report()) if results.violations_count else ""


def width(page: Page) -> int:
    found = page.evaluate("document.scrollingElement.scrollWidth")
    assert isinstance(found, int)
    return found


def faint(page: Page) -> list[str]:
    """Return every text and symbol whose contrast is too low as it is really painted."""
    found: list[str] = []
    for kind, shown, front, back in page.evaluate(MEASURE):
        ratio = _ratio(front, back)
        if ratio < (TEXT if kind == "text" else SYMBOL):
            found.append(f"{shown.strip()}: {front} on {back} is {ratio:.2f}")
    return found


def reached(page: Page) -> list[str]:
    """Return the addresses of the links that the Tab key reaches, in order."""
    found: list[str] = []
    for _step in range(len(page.query_selector_all("a, summary")) + 1):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href')")
        if href is not None:
            found.append(str(href))
    return found


def _ratio(front: str, back: str) -> float:
    """WCAG 2.2, contrast ratio, of two ``rgb(r, g, b)``; computed apart from colours.py."""
    luminances = []
    for colour in (front, back):
        assert colour.startswith("rgb("), colour
        channels = [int(part) / 255 for part in colour[4:-1].split(",")]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        luminances.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return float((max(luminances) + 0.05) / (min(luminances) + 0.05))
