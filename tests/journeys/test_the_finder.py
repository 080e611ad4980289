"""The web finder in a real browser: what it asks for, what it keeps, and what it does offline."""

import json
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Geolocation, Request, Route

from tests.conftest import NOW
from tests.journeys.conftest import Partnership
from tests.journeys.finder_cast import NIGHT_HAVEN, browser, context, find_here, url

__all__ = ("browser", "context", "url")

PAIRS = 50
SEED = 20261124


def asked(request: Request) -> dict[str, Any]:
    """Return everything of a request that a server could learn from."""
    return {
        "method": request.method,
        "url": request.url,
        "body": request.post_data,
        "headers": dict(sorted(request.headers.items())),
    }


def search_at(context: BrowserContext, at: Geolocation) -> str:
    """Walk the same way at a position, and return all that was asked for, as text."""
    context.set_geolocation(at)
    page = context.new_page()
    seen: list[dict[str, Any]] = []
    page.on("request", lambda request: seen.append(asked(request)))
    find_here(page)
    page.locator("[data-place]").first.click()
    page.locator("#one").wait_for()
    page.wait_for_load_state("networkidle")
    page.close()
    return json.dumps(sorted(seen, key=lambda each: each["url"]))


def test_what_is_asked_for_is_the_same_at_fifty_pairs_of_positions(
    context: BrowserContext,
) -> None:
    # P1: the first walk fills the browser's own cache.
    search_at(context, NIGHT_HAVEN)
    chance = Random(SEED)
    for _ in range(PAIRS):
        pair = [
            search_at(
                context,
                {"latitude": chance.uniform(53.45, 53.60), "longitude": chance.uniform(-2.7, -2.5)},
            )
            for _ in range(2)
        ]
        assert pair[0] == pair[1]


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
    first, second = (
        search_at(context, {"latitude": latitude, "longitude": -2.63})
        for latitude in (53.54, 53.55)
    )
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
