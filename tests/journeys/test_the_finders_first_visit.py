"""A first visit asks for little: on a slow line every request costs its wait."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.journeys.finder_cast import context, url
from tests.support.apart import apart
from tools.bundles import SCRIPTS

__all__ = ("context", "url")

MOST = 8
FIRST_ANSWER = 14_600
"""What a server may send before it hears of anybody: ten segments (RFC 6928), in bytes."""


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of a browser that was never here."""
    made = context.new_page()
    yield made
    made.close()


def asked_for(page: Page) -> list[str]:
    """Return the addresses of all that is asked for until the first places stand."""
    session = page.context.new_cdp_session(page)
    seen: list[str] = []
    session.on("Network.requestWillBeSent", lambda told: seen.append(told["request"]["url"]))
    session.send("Network.enable")
    page.goto("/", wait_until="commit")
    page.locator("body.js-enabled").wait_for()
    page.locator("#here").click()
    page.locator("#found [data-place]").first.wait_for()
    return [address for address in seen if not address.startswith("data:")]


def as_before(route: Route) -> None:
    """Answer with the page as it was before."""
    answer = route.fetch()
    route.fulfill(response=answer, body=apart(answer.text()))


def test_until_the_first_places_stand_little_is_asked_for(page: Page) -> None:
    asked = asked_for(page)
    assert len(asked) <= MOST, asked
    assert len(set(asked)) == len(asked), "something was asked for twice"
    assert [each for each in asked if "/published/places." in each]


def test_modules_one_by_one_would_be_far_more(page: Page) -> None:
    page.route("**/", as_before)
    assert len(asked_for(page)) > 3 * MOST


def test_the_page_comes_in_the_first_answer(page: Page) -> None:
    sizes = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    session.send("Network.enable")
    page.goto("/?lang=ar")
    assert 0 < sizes[0] < FIRST_ANSWER


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_page_runs_one_script_that_asks_for_no_other(name: str) -> None:
    built = Path("backend/web/static/vendor/bundles", name).read_text(encoding="utf-8")
    assert re.findall(r"\bimport\s*[\"'(]|\bfrom\s*[\"']", built) == []
