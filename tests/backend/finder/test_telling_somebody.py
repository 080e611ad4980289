"""The finder's text to somebody trusted: the link, its language, and other apps than texts."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from shared.saying import saying
from tests.support.finder_page import Finder

NOW_HERE = {"latitude": 53.5448, "longitude": -2.63, "accuracy": 20}
ALONE = "I do not feel safe. Please call me."


@contextmanager
def at_help(
    finder: Finder, path: str = "/help", script: str = "", **where: float
) -> Iterator[Page]:
    """Give the page of help in a browser that knows where it is."""
    at = {**NOW_HERE, **where}
    with closing(
        finder.browser.new_context(permissions=["geolocation"], geolocation=at)  # type: ignore[arg-type]
    ) as context:
        page = context.new_page()
        page.add_init_script(script or "0")
        page.goto(finder.url + path)
        yield page


def body(page: Page) -> str:
    """Return the text that the message app is handed."""
    return unquote((page.locator("#sms").get_attribute("href") or "").partition("body=")[2])


def test_the_text_carries_a_link_once_that_is_pressed_for(finder: Finder) -> None:
    with at_help(finder) as page:
        assert body(page) == ALONE
        page.get_by_role("button", name="Put in where I am").click()
        page.get_by_text("Where I am:").wait_for()
        assert body(page) == f"{ALONE} Where I am: {finder.url}/at#53.54480,-2.63000"
        assert body(page) == page.locator("#text").text_content()


def test_a_place_known_roughly_is_not_told_as_exact(finder: Finder) -> None:
    with at_help(finder, accuracy=3000) as page:
        page.get_by_role("button", name="Put in where I am").click()
        page.get_by_text("Roughly where I am:").wait_for()
        assert body(page).endswith("/at#53.545,-2.630")


def test_the_text_is_english_until_another_language_is_chosen_and_kept(finder: Finder) -> None:
    with at_help(finder, "/help?lang=pl") as page:
        polish = saying("pl")(ALONE)
        assert (body(page), page.locator("#meaning").text_content()) == (ALONE, polish)
        page.locator("#text-language").select_option("ar")
        assert body(page) == saying("ar").as_written(ALONE)
        assert page.locator("#text").get_attribute("dir") == "rtl"
        page.locator("#with-here").click()
        page.wait_for_function(
            "document.getElementById('text').textContent.includes('/at?lang=ar#')"
        )
        page.reload()
        assert page.locator("#text-language").input_value() == "ar"
        page.locator("#text-language").select_option("pl")
        assert (body(page), page.locator("#meaning").text_content()) == (polish, "")


def test_another_app_gets_the_same_words(finder: Finder) -> None:
    # Desktops under Linux have no list of apps: what Web Share promises stands in for it.
    apps = "navigator.share = (given) => { window.shared = given; return Promise.reject(); };"
    with at_help(finder, script=apps) as page:
        page.get_by_role("button", name="Another app").click()
        assert page.evaluate("window.shared") == {"text": ALONE}


@pytest.mark.parametrize("code", ["en", "ur"])
def test_without_scripts_there_is_a_text_without_a_place(finder: Finder, code: str) -> None:
    with closing(finder.browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{finder.url}/help?lang={code}")
        assert body(page) == ALONE
        assert not page.locator("#text-language").is_visible()


def test_where_no_other_app_can_be_offered_none_is(finder: Finder) -> None:
    with at_help(finder, script="delete Navigator.prototype.share;") as page:
        assert not page.get_by_role("button", name="Another app").is_visible()
