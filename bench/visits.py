"""Measurements: visits of the finder in Chromium, and what they cost over the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Geolocation, Page, ViewportSize

from bench.borough import EAST, NORTH, SOUTH, WEST

HERE: Geolocation = {"latitude": (SOUTH + NORTH) / 2, "longitude": (WEST + EAST) / 2}
LISTED = "#found:not([hidden]) [data-place]"
QUIET_MS, PATIENCE_S = 300, 30
PHONE: ViewportSize = {"width": 360, "height": 740}

_FIRST_PLACE = """(listed) => new Promise((done) => {
  const began = performance.now();
  new MutationObserver((_, watch) => {
    if (!document.querySelector(listed)) return;
    watch.disconnect();
    done(performance.now() - began);
  }).observe(document, { subtree: true, childList: true, attributes: true });
  document.getElementById("here").click();
})"""
"""From the press to the first place in the page."""
_AT_ONCE = """document.addEventListener("DOMContentLoaded", () => {
  const began = performance.now();
  window.firstPlace = (%s)("%s").then((took) => began + took);
});"""
"""From asking for the page to the first place in it, pressed as soon as the button works."""
_AHEAD = """() => performance.getEntriesByType("resource").some(
  ({ name, responseEnd }) => name.includes("/published/places.") && responseEnd
)"""
"""Whether the list has come ahead of the press."""

_SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"


class Wire:
    """What a page asks for: bytes received with their headers, and what the server answered."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._received = 0
        self._open: set[str] = set()
        self._statuses: list[int] = []
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._end)
        session.on("Network.loadingFailed", self._end)
        session.on("Network.responseReceivedExtraInfo", self._answered)
        session.send("Network.enable")

    def settle(self) -> None:
        """Return once nothing has been under way for a while; raises RuntimeError if that lasts."""
        until = monotonic() + PATIENCE_S
        before = (-1, -1)
        while self._open or before != (self._received, len(self._statuses)):
            if monotonic() > until:
                raise RuntimeError(f"{self._page.url} never settled")
            before = (self._received, len(self._statuses))
            self._page.wait_for_timeout(QUIET_MS)

    @property
    def kilobytes(self) -> float:
        """What was received so far, headers included, as it was sent."""
        return self._received / 1000

    @property
    def sent_whole(self) -> int:
        """How many answers the server sent whole, not as "not changed"."""
        return self._statuses.count(200)

    @property
    def unchanged(self) -> int:
        """How many answers were "not changed"."""
        return self._statuses.count(304)

    def _begin(self, told: dict[str, Any]) -> None:
        self._open.add(told["requestId"])

    def _end(self, told: dict[str, Any]) -> None:
        self._open.discard(told["requestId"])
        self._received += int(told.get("encodedDataLength", 0))

    def _answered(self, told: dict[str, Any]) -> None:
        self._statuses.append(told["statusCode"])


@contextmanager
def visitor(
    browser: Browser, url: str, *, ignore_https_errors: bool = False
) -> Iterator[BrowserContext]:
    """Give a browser on a phone that was never here, and says where it is."""
    context = browser.new_context(
        base_url=url,
        geolocation=HERE,
        permissions=["geolocation"],
        viewport=PHONE,
        ignore_https_errors=ignore_https_errors,
    )
    try:
        yield context
    finally:
        context.close()


def first_visit(context: BrowserContext) -> tuple[float, float, float]:
    """Return the kilobytes of the first page, then with the list, then with the map too."""
    page = context.new_page()
    wire = Wire(page)
    page.goto("/")
    wire.settle()
    start = wire.kilobytes
    find_here(page)
    wire.settle()
    listed = wire.kilobytes
    page.locator("#show-map").click()
    page.locator("#map .leaflet-interactive").first.wait_for()
    wire.settle()
    page.close()
    return start, listed, wire.kilobytes


def visit(context: BrowserContext) -> Wire:
    """Find what is near, then what is near one of these by name; return what that took."""
    page = context.new_page()
    wire = Wire(page)
    page.goto("/")
    find_here(page)
    wire.settle()
    name = page.locator(LISTED).first.inner_text()
    page.goto("/")
    page.locator("#where").fill(name)
    page.locator("#look button").click()
    page.locator(LISTED).first.wait_for()
    wire.settle()
    page.close()
    return wire


def opened_ms(browser: Browser, url: str) -> float:
    """Return the milliseconds from asking for the page to the first place, pressed at once."""
    with visitor(browser, url) as context:
        pressing_at_once(context)
        page = context.new_page()
        page.goto("/")
        took: float = page.evaluate("() => window.firstPlace")
        return took


def pressing_at_once(context: BrowserContext) -> None:
    """Have pages press as soon as the button works; `firstPlace` tells the milliseconds it took."""
    context.add_init_script(_AT_ONCE % (_FIRST_PLACE, LISTED.replace('"', r"\"")))


def pressed_ms(browser: Browser, url: str, *, saves_data: bool = False) -> float:
    """Return the milliseconds from the press to the first place, in a page that stands.

    A browser that saves data has fetched nothing ahead, neither the list nor what reads it.
    """
    with visitor(browser, url) as context:
        if saves_data:
            context.add_init_script(_SAVES_DATA)
            context.set_extra_http_headers({"Save-Data": "on"})
        page = context.new_page()
        page.goto("/", wait_until="networkidle")
        if not saves_data:
            page.wait_for_function(_AHEAD)
        took: float = page.evaluate(_FIRST_PLACE, LISTED)
        return took


def find_here(page: Page) -> None:
    """Press "Use my location" and wait for the list."""
    page.locator("#here").click()
    page.locator(LISTED).first.wait_for()
