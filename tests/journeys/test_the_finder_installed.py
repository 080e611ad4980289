"""The finder in the whole Chromium: it can be installed, nobody is asked to, and it is an app."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.journeys.finder_cast import url
from tests.support.whole_browser import whole_browser

__all__ = ("url",)

pytestmark = pytest.mark.full("install", alone=True)


@pytest.fixture
def chromium() -> Iterator[BrowserContext]:
    """The browser of somebody who was never here."""
    with whole_browser() as found:
        yield found


def hindrances(context: BrowserContext, url: str, **changes: Any) -> list[str]:
    """Return what Chromium finds to hinder installing the page, its manifest changed so."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps({**answer.json(), **changes}))

    page = context.new_page()
    if changes:
        page.route("**/app.webmanifest", changed)
    page.goto(url, wait_until="networkidle")
    session = context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    return [each["errorId"] for each in found]


def test_nothing_hinders_it(chromium: BrowserContext, url: str) -> None:
    assert hindrances(chromium, url) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"icons": []}, "no-acceptable-icon"),
        ({"display": "browser"}, "manifest-display-not-supported"),
    ],
)
def test_what_would_hinder_it_is_found(
    chromium: BrowserContext, url: str, changes: dict[str, Any], told: str
) -> None:
    assert told in hindrances(chromium, url, **changes)


def test_the_browser_leaves_asking_to_the_page(chromium: BrowserContext, url: str) -> None:
    page = chromium.new_page()
    page.add_init_script(
        "addEventListener('load', () => addEventListener('beforeinstallprompt', (event) => {"
        " window.isLeft = event.defaultPrevented; }));"
    )
    page.goto(url)
    page.locator("#home-add").wait_for()
    assert page.evaluate("window.isLeft") is True


def test_in_a_window_of_its_own_it_keeps_the_list_and_starts_without_a_signal(url: str) -> None:
    with whole_browser(app=url) as context:
        page: Page = context.pages[0]
        page.locator("#unkeep").wait_for()
        assert not page.locator("#home").is_visible()
        context.set_offline(True)
        page.reload()
        page.locator("#note").get_by_text("No connection right now").wait_for()
        page.goto(f"{url}/help")
        assert "Call 999" in page.locator("main").inner_text()
