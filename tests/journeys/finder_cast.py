"""The finder in a browser that says where it is, before the example network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page

from tests.support.serving import Server

NIGHT_HAVEN: Geolocation = {"latitude": 53.5448, "longitude": -2.6300}


@pytest.fixture
def url(server: Server) -> str:
    """The service with the example network, on a loopback port: a secure context."""
    return f"http://localhost:{server.port}"


@pytest.fixture
def context(browser: Browser, url: str) -> Iterator[BrowserContext]:
    """A browser that says where it is when it is asked, and has kept nothing."""
    made = saying_where(browser, url)
    yield made
    made.close()


def saying_where(browser: Browser, url: str) -> BrowserContext:
    """Return a new browser on a phone that says where it is when it is asked."""
    made = browser.new_context(
        base_url=url,
        geolocation=NIGHT_HAVEN,
        permissions=["geolocation"],
        viewport={"width": 360, "height": 740},
    )
    made.set_default_timeout(15_000)
    return made


def find_here(page: Page) -> None:
    """Look for what is near the position of the browser."""
    page.goto("/")
    page.locator("#here").click()
    page.locator("#found").wait_for()
