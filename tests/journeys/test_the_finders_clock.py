"""The finder's clock is put right by an answer that was just given, never by one that was kept."""

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from demo.network import example_network
from tests.conftest import NOW
from tests.journeys.finder_cast import context, find_here, url
from tests.journeys.partnership import Partnership

__all__ = ("context", "url")

HOURS = 8


def aged(route: Route) -> None:
    """Answer as a browser's cache does: with the date at which the answer once came."""
    answer = route.fetch()
    then = parsedate_to_datetime(answer.headers["date"]) - timedelta(hours=HOURS)
    headers = {**answer.headers, "date": format_datetime(then, usegmt=True)}
    route.fulfill(response=answer, headers=headers)


def first_place(page: Page) -> str:
    find_here(page)
    return page.locator("#first").inner_text()


@pytest.mark.parametrize(("document", "is_believed"), [("places", False), ("manifest", True)])
def test_a_document_out_of_the_cache_does_not_turn_the_clock_back(
    context: BrowserContext, document: str, is_believed: bool
) -> None:
    now = first_place(context.new_page())
    page = context.new_page()
    page.route(f"**/published/{document}.*", aged)
    # Eight hours before, the haven was shut. The manifest alone is asked for anew each time.
    assert (first_place(page) != now) == is_believed


NEW_NAME = "Night Haven by its new name"


def test_who_comes_back_to_the_page_gets_the_list_of_now(
    context: BrowserContext, partnership: Partnership
) -> None:
    page = context.new_page()
    assert "Night Haven" in first_place(page)
    page.goto("/help", wait_until="networkidle")
    network = example_network(NOW)
    network["places"][0]["name"] = NEW_NAME
    partnership.publish(network)
    # Chromium then takes all that the page names from what it kept, and asks for nothing anew.
    page.go_back(wait_until="networkidle")
    page.locator("#here").click()
    page.locator("#found").wait_for()
    assert NEW_NAME in page.locator("#first").inner_text()
