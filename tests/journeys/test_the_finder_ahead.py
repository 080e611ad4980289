"""The finder fetches its list ahead of the press, anew once it has aged."""

from playwright.sync_api import BrowserContext, Page

from demo.network import example_network
from tests.conftest import NOW
from tests.journeys.finder_cast import context, url
from tests.journeys.partnership import Partnership

__all__ = ("context", "url")

NEW_NAME = "Night Haven by its new name"
SAVES_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"
SAYS_SO = {"Save-Data": "on"}
"""What such a browser says with every request (WICG, Save Data API)."""
ABORT = "**/published/**"


def rename_first_place(partnership: Partnership) -> None:
    """Publish the example network with another name for its nearest open place."""
    network = example_network(NOW)
    network["places"][0]["name"] = NEW_NAME
    partnership.publish(network)


def open_finder(page: Page) -> list[str]:
    """Open the page, let it settle, and return the addresses of documents asked for so far."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto("/", wait_until="networkidle")
    return [address for address in seen if "/published/" in address or "/cards" in address]


def press(page: Page) -> str:
    """Press "Use my location" and return what the first place says."""
    page.locator("#here").click()
    page.locator("#found").wait_for()
    return page.locator("#first").inner_text()


def test_the_list_is_there_when_the_signal_goes_before_the_press(context: BrowserContext) -> None:
    page = context.new_page()
    asked = open_finder(page)
    assert [address.rsplit("/", 1)[1].split(".")[0] for address in asked] == ["manifest", "places"]
    page.route("**/*", lambda route: route.abort())
    assert "Night Haven" in press(page)


def test_nothing_is_fetched_ahead_where_data_is_to_be_saved(context: BrowserContext) -> None:
    context.add_init_script(SAVES_DATA)
    context.set_extra_http_headers(SAYS_SO)
    page = context.new_page()
    assert open_finder(page) == []
    assert "Night Haven" in press(page)


def test_a_page_left_open_fetches_the_list_anew(
    context: BrowserContext, partnership: Partnership
) -> None:
    page = context.new_page()
    page.clock.install()
    open_finder(page)
    rename_first_place(partnership)
    page.clock.fast_forward("05:00")
    assert NEW_NAME not in press(page)
    page.clock.fast_forward("06:00")
    page.locator("#again").click()
    assert NEW_NAME in press(page)


def test_a_page_left_open_without_a_signal_shows_the_list_it_has(context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    open_finder(page)
    page.route(ABORT, lambda route: route.abort())
    page.clock.fast_forward("11:00")
    assert "Night Haven" in press(page)


def test_a_signal_that_hangs_does_not_hold_back_the_list_there_is(context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    open_finder(page)
    page.route(ABORT, lambda _: None)
    page.clock.fast_forward("11:00")
    page.locator("#here").click()
    page.locator("#note").get_by_text("Looking").wait_for()
    page.clock.run_for(3_100)
    page.locator("#found").wait_for()
    assert "Night Haven" in page.locator("#first").inner_text()
