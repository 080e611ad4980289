"""The web finder in a real browser: what it asks for, what it keeps, and what it does offline."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Geolocation, Request, Route

from tests.conftest import NOW
from tests.journeys.finder_cast import (
    NIGHT_HAVEN,
    context,
    find_here,
    saying_where,
    url,
)
from tests.journeys.partnership import Partnership
from tests.support.parts import is_part

__all__ = ("context", "url")

PAIRS, AT_ONCE = (50, 5) if is_part("pairs") else (3, 3)
SEED = 20261124


def asked(request: Request) -> dict[str, Any]:
    """Return everything of a request that a server could learn from."""
    return {
        "method": request.method,
        "url": request.url,
        "body": request.post_data,
        "headers": dict(sorted(request.headers.items())),
    }


class Visitor:
    """A browser that walks the same way again and again, and everything that it asks for."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.outside = 0
        self._asked: list[dict[str, Any]] = []
        self.page.on("request", lambda request: self._asked.append(asked(request)))

    def walk(self, at: Geolocation) -> None:
        """Find what is near a position, and open the first place; outside, none is offered."""
        self._asked.clear()
        self.context.set_geolocation(at)
        find_here(self.page)
        self.page.locator("#first section").wait_for()
        if not self.page.locator("#found [data-place]").count():
            self.outside += 1
            return
        self.page.locator("#found [data-place]").first.click()
        self.page.locator("#one").wait_for()

    def asked(self) -> str:
        """Return all of the walk once nothing is under way any more, as text.

        What the page itself was asked for with is the browser's own and the same for everybody. It
        is left out of the rest: a file that the browser still holds in memory goes without.
        """
        self.page.wait_for_load_state("networkidle")
        page, *rest = sorted(self._asked, key=lambda request: request["url"])
        for request in rest:
            request["headers"] = dict(request["headers"].items() - page["headers"].items())
        return json.dumps([page, *rest], sort_keys=True)


def walked(visitors: Sequence[Visitor], places: Sequence[Geolocation]) -> list[str]:
    """Let each visitor walk at a position, and return what each asked for."""
    for visitor, at in zip(visitors, places, strict=True):
        visitor.walk(at)
    return [visitor.asked() for visitor in visitors]


def by_chance(chance: Random) -> Geolocation:
    """Return a position somewhere in the middle of the borough."""
    return {"latitude": chance.uniform(53.45, 53.60), "longitude": chance.uniform(-2.7, -2.5)}


@pytest.mark.full("pairs")
def test_what_is_asked_for_is_the_same_at_pairs_of_positions(browser: Browser, url: str) -> None:
    # P1: the first walk fills each browser's own cache.
    visitors = [Visitor(saying_where(browser, url)) for _ in range(2 * AT_ONCE)]
    walked(visitors, [NIGHT_HAVEN] * len(visitors))
    forgetful = visitors[1].context.new_cdp_session(visitors[1].page)
    forgetful.send("Network.enable")
    forgetful.send("Network.setCacheDisabled", {"cacheDisabled": True})
    chance = Random(SEED)
    told = []
    for _ in range(0, PAIRS, AT_ONCE):
        told += walked(visitors, [by_chance(chance) for _ in visitors])
    outside = sum(visitor.outside for visitor in visitors)
    for visitor in visitors:
        visitor.context.close()
    assert len(told) == 2 * PAIRS
    assert 0 < outside < 2 * PAIRS, "both who is outside the borough and who is not asked"
    assert set(told[0::2]) == set(told[1::2]) == {told[0]}
    assert "/cards.json" in told[0]


def test_a_finder_that_asked_the_server_where_would_be_caught(context: BrowserContext) -> None:
    # The control: the same walk with one request that depends on the position.
    context.add_init_script(
        """navigator.geolocation && (() => {
          const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
          navigator.geolocation.getCurrentPosition = (tell, ...rest) => ask((found) => {
            fetch(`/find?near=${found.coords.latitude}`).then((answer) => answer.text());
            tell(found);
          }, ...rest);
        })();"""
    )
    places: list[Geolocation] = [
        {"latitude": latitude, "longitude": -2.63} for latitude in (53.54, 53.55)
    ]
    visitor = Visitor(context)
    walked([visitor], [NIGHT_HAVEN])
    first, second = (walked([visitor], [place]) for place in places)
    assert first != second


def test_a_place_opens_without_a_request_and_back_shows_the_list(context: BrowserContext) -> None:
    page = context.new_page()
    find_here(page)
    page.locator("[data-place]").nth(1).hover()
    page.wait_for_load_state("networkidle")
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    name = page.locator("#list [data-place]").first.inner_text()
    page.locator("#list [data-place]").first.click()
    page.locator("#one").wait_for()
    assert page.locator("#one h1").inner_text() == name
    assert "/places/" in page.url
    assert "At the counter" in page.locator("#one").inner_text()
    assert [url for url in seen if "/static/" not in url] == []
    page.go_back()
    page.locator("#found").wait_for()
    assert page.locator("#list").is_visible()
    page.reload()
    assert page.locator("#asking").is_visible()


def test_the_list_and_a_place_do_not_wait_for_what_the_pages_of_places_say(
    context: BrowserContext,
) -> None:
    page = context.new_page()
    held: list[Route] = []
    page.route("**/cards.json", lambda route: held.append(route))
    find_here(page)
    page.locator("#list [data-place]").first.click()
    page.locator("#one").wait_for()
    assert "on foot" in page.locator("#one").inner_text()
    assert "At the counter" not in page.locator("#one").inner_text()
    held[0].continue_()
    page.locator("#one").get_by_text("At the counter").wait_for()


def test_only_our_own_host_is_asked_and_nothing_is_kept_before_it_is_asked_for(
    context: BrowserContext, url: str
) -> None:
    page = context.new_page()
    seen: list[str] = []
    context.on("request", lambda request: seen.append(request.url))
    find_here(page)
    page.get_by_role("button", name="Show the map").click()
    page.locator("#map .leaflet-interactive").first.wait_for()
    for path in ("/help", "/about", "/list/wigan", "/places/p-001", "/feedback"):
        page.goto(path)
    # P10, and no cookie, no storage, no worker.
    assert {each.startswith(f"{url}/") for each in seen} == {True}
    assert context.cookies() == []
    kept = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length,
             (await caches.keys()).length, (await indexedDB.databases()).length,
             (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert kept == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("permission", "words"),
    [("denied", "not allowed to know where you are"), ("off", "does not say where it is")],
)
def test_without_a_position_it_says_what_to_do(
    browser: Browser, url: str, permission: str, words: str
) -> None:
    context = browser.new_context(base_url=url, permissions=[])
    if permission == "off":
        context.add_init_script(
            "Object.defineProperty(navigator, 'geolocation', {value: undefined});"
        )
    page = context.new_page()
    page.goto("/")
    page.locator("#here").click()
    page.locator("#note:visible").get_by_text(words).wait_for()
    assert page.locator("#where").is_visible()
    context.close()


def test_without_a_signal_and_without_a_list_it_says_whom_to_call(
    context: BrowserContext,
) -> None:
    page = context.new_page()
    page.route("**/published/**", lambda route: route.abort())
    page.goto("/")
    page.locator("#here").click()
    page.get_by_text("In danger, call 999.").first.wait_for()
    assert "No connection right now" in page.locator("#note").inner_text()


@pytest.mark.parametrize("fails", ["abort", "throw"])
def test_where_a_script_does_not_come_or_run_the_page_is_the_one_without(
    context: BrowserContext, fails: str
) -> None:
    page = context.new_page()
    if fails == "abort":
        page.route("**/find.js", lambda route: route.abort())
    else:
        page.add_init_script("window.addEventListener = undefined;")
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert not page.locator("#here").is_visible()
    assert page.get_by_text("What you type is sent to us").is_visible()
    page.fill("#where", "wigan")
    page.locator("#look button").click()
    page.get_by_role("link", name="Night Haven").first.wait_for()


def test_a_browser_that_lets_nothing_be_kept_says_so(context: BrowserContext) -> None:
    context.add_init_script(
        "navigator.serviceWorker.register = () => Promise.reject(new Error('refused'));"
    )
    page = context.new_page()
    page.goto("/")
    page.locator("#keep").click()
    page.get_by_text("The list was not kept").wait_for()
    assert page.locator("#keep").is_enabled()


def test_by_keyboard_alone_a_place_is_found_and_opened(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    page.locator("#where").focus()
    page.keyboard.type("wigan")
    page.keyboard.press("Enter")
    page.locator("#found").wait_for()
    assert page.evaluate("document.activeElement.id") == "found-title"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("'place' in document.activeElement.dataset"):
            break
    page.keyboard.press("Enter")
    page.locator("#one").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_an_old_list_says_its_age_and_claims_nothing(
    browser: Browser, partnership: Partnership, url: str
) -> None:
    context = browser.new_context(
        base_url=url, geolocation=NIGHT_HAVEN, permissions=["geolocation"]
    )
    page = context.new_page()

    def older(route: Any) -> None:
        answer = route.fetch()
        body = answer.json()
        body["published_at"] = NOW.replace(day=1).isoformat().replace("+00:00", "Z")
        route.fulfill(response=answer, json=body)

    page.route("**/published/manifest.json", older)
    find_here(page)
    assert "too old to say what is open" in page.locator("#found-note").inner_text()
    assert "Open hours not known" in page.locator("#first").inner_text()
    context.close()
