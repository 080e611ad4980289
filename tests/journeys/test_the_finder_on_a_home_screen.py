"""The finder put on a home screen: it says how where that can be, and it starts offline."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.conftest import NOW
from tests.journeys.finder_cast import context, url

__all__ = ("context", "url")

APPLE = "Object.defineProperty(navigator, 'standalone', {value: %s});"
"""What Safari on an iPhone says: whether the page was opened from the home screen."""

OFFERED = """() => {
  const event = new Event("beforeinstallprompt", {cancelable: true});
  event.prompt = () => { window.isPrompted = true; };
  window.dispatchEvent(event);
  return event.defaultPrevented;
}"""
"""As Chromium does where a page may be put on the home screen (WICG, Manifest Incubations)."""


def at_home(context: BrowserContext) -> Page:
    """Open a page as it is opened from the home screen."""
    page = context.new_page()
    page.add_init_script(APPLE % "true")
    return page


def faults(context: BrowserContext, **changes: Any) -> list[Any]:
    """Return what Chromium finds wrong with the manifest, changed so."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps({**answer.json(), **changes}))

    page = context.new_page()
    page.route("**/app.webmanifest", changed)
    page.goto("/", wait_until="networkidle")
    found = context.new_cdp_session(page).send("Page.getAppManifest")
    assert json.loads(found["data"])["name"] == "UMay"
    return list(found["errors"])


def test_chromium_finds_nothing_wrong_with_its_manifest(context: BrowserContext) -> None:
    assert faults(context) == []


@pytest.mark.parametrize("member", ["icons", "display", "start_url"])
def test_chromium_would_find_what_is_wrong(context: BrowserContext, member: str) -> None:
    assert faults(context, **{member: 1})


def test_it_starts_without_a_signal_and_says_how_old_its_list_is(context: BrowserContext) -> None:
    context.clock.set_fixed_time(NOW)
    page = at_home(context)
    page.goto("/")
    page.locator("#unkeep").wait_for()
    context.set_offline(True)
    for days, told in ((0, "from today"), (3, "from 3 days ago")):
        context.clock.set_fixed_time(NOW.replace(day=NOW.day + days))
        again = at_home(context)
        again.goto("/")
        again.locator("#note").get_by_text(told).wait_for()
        assert "No connection right now" in again.locator("#note").inner_text()
        again.close()
    page.goto("/help")
    assert "Call 999" in page.locator("main").inner_text()


def test_in_a_browser_nothing_is_kept_by_itself(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    assert page.locator("#keep").is_visible()
    assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_what_was_deleted_says_that_it_comes_again(context: BrowserContext) -> None:
    page = at_home(context)
    page.goto("/")
    page.locator("#unkeep").click()
    page.get_by_text("it is kept again").wait_for()
    assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_the_shortcut_looks_at_once(context: BrowserContext) -> None:
    page = at_home(context)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto("/#near")
    page.locator("#found").wait_for()
    assert "Night Haven" in page.locator("#first").inner_text()
    assert page.url.endswith("/")
    assert [address for address in seen if "near" in address] == []


@pytest.mark.parametrize(("said", "is_told"), [("false", True), ("true", False)])
def test_an_iphone_is_told_how_until_it_is_done(
    context: BrowserContext, said: str, is_told: bool
) -> None:
    context.add_init_script(APPLE % said)
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    assert page.get_by_text("Press Share").is_visible() == is_told
    assert not page.locator("#home-add").is_visible()


def test_where_it_cannot_be_done_nothing_is_said(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    assert not page.locator("#home").is_visible()


def test_the_browser_asks_only_once_somebody_pressed(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    assert page.evaluate(OFFERED) is True
    assert page.evaluate("window.isPrompted") is None
    page.get_by_role("button", name="Put it on the home screen").click()
    assert page.evaluate("window.isPrompted") is True
    page.evaluate("window.dispatchEvent(new Event('appinstalled'))")
    page.locator("#unkeep").wait_for()
    assert not page.locator("#home").is_visible()
