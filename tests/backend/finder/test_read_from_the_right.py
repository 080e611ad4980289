"""Residents' pages in Arabic and Urdu, read by the rectangles of what Chromium drew.

Numbers, addresses, positions and receipts keep their order, hours follow that of the sentence.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from backend.finder.away import pages_of, pages_without_list
from shared.nations import ENGLAND
from shared.saying import LANGUAGES
from tests.backend.finder.test_away import many
from tests.conftest import NOW
from tests.support.finder_page import Finder
from tests.support.reading_order import KINDS, faults, read, strip
from tests.support.serving import ROOT

PAST_IT = re.compile(r"""\.replace\(\s*["'/`]\\?\{""")
"""What fills a message past the function that keeps what is put into it apart."""

FROM_THE_RIGHT = [code for code, language in LANGUAGES.items() if language.is_rtl]
HERE = {"latitude": 53.5448, "longitude": -2.63, "accuracy": 20}
Coming = Callable[[Page, str, str], None]


def _at(path: str) -> Coming:
    def come(page: Page, url: str, code: str) -> None:
        where, _, fragment = path.partition("#")
        page.goto(f"{url}{where}?lang={code}#{fragment}")

    return come


def _found(page: Page, url: str, code: str) -> None:
    _at("/")(page, url, code)
    page.locator("#here").click()
    page.locator("#list .resident-place").first.wait_for()


def _one(page: Page, url: str, code: str) -> None:
    _found(page, url, code)
    page.locator("#list .resident-place a").first.click()
    page.locator("#one .resident-hours").wait_for()


def _level(page: Page, url: str, code: str) -> None:
    _at("/feedback#place=p-001")(page, url, code)
    page.locator("input[name=level]").first.wait_for()


def _factors(page: Page, url: str, code: str) -> None:
    _level(page, url, code)
    page.locator("input[name=level]").last.check()
    page.locator("main .govuk-button").first.click()
    page.locator("input[name=factors]").first.wait_for()


def _saved(page: Page, url: str, code: str) -> None:
    _factors(page, url, code)
    page.locator("main .govuk-button[value=done]").click()
    page.locator("main [data-receipt]").wait_for()


def _receipt(page: Page, url: str, code: str) -> None:
    _saved(page, url, code)
    receipt = page.locator("main [data-receipt]").text_content() or ""
    page.locator("[data-keep-receipt]").click()
    _at("/receipt")(page, url, code)
    assert receipt in (page.locator("#kept-receipts").text_content() or "")


def _helped(page: Page, url: str, code: str) -> None:
    _at("/help")(page, url, code)
    page.locator("#with-here").click()
    page.wait_for_function("document.getElementById('text').textContent.includes('/at#')")


PAGES: dict[str, tuple[Coming, set[str]]] = {
    "find": (_at("/"), set()),
    "found": (_found, set()),
    "one place, from the list": (_one, {"number in groups", "house number", "postcode", "hours"}),
    "one place": (_at("/places/p-001"), {"number in groups", "house number", "postcode", "hours"}),
    "a town": (_at("/list/wigan"), {"number in groups", "house number", "postcode", "hours"}),
    "help": (_helped, {"number in groups"}),
    "a place in a text": (_at("/at#53.54480,-2.63000"), {"position"}),
    "the first step": (_at("/feedback"), set()),
    "how safe": (_level, set()),
    "why": (_factors, set()),
    "saved": (_saved, {"receipt"}),
    "receipts kept": (_receipt, {"receipt"}),
    "about": (_at("/about"), set()),
    "privacy": (_at("/about/privacy"), set()),
    "accessibility": (_at("/about/accessibility"), set()),
    "no signal": (_at("/about/offline"), set()),
}
"""Each page, how one comes to it, and what stands on it that has an order."""


@contextmanager
def at(browser: Browser) -> Iterator[Page]:
    """Give a page of a browser that says where it is."""
    with closing(
        browser.new_context(
            viewport={"width": 360, "height": 640},
            permissions=["geolocation"],
            geolocation=HERE,  # type: ignore[arg-type]
        )
    ) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


@pytest.mark.parametrize("code", FROM_THE_RIGHT)
@pytest.mark.parametrize("name", PAGES)
def test_what_has_an_order_is_read_in_it(finder: Finder, name: str, code: str) -> None:
    come, kinds = PAGES[name]
    with at(finder.browser) as page:
        come(page, finder.url, code)
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert kinds <= {each.kind for each in read(page)}
        assert faults(page) == []


@pytest.mark.parametrize("typed", ["WN99 1AA", "Leigh"])
@pytest.mark.parametrize("code", FROM_THE_RIGHT)
def test_without_scripts_what_was_found_is_in_order(finder: Finder, code: str, typed: str) -> None:
    with closing(finder.browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{finder.url}/?lang={code}")
        page.locator("#where").fill(typed)
        page.locator("#look button.govuk-button").click()
        assert page.locator(".resident-place, .resident-pick").count() > 0
        assert faults(page) == []


@pytest.mark.parametrize("name", [name for name, (_, kinds) in PAGES.items() if kinds])
def test_a_page_that_keeps_nothing_apart_is_caught(finder: Finder, name: str) -> None:
    come, kinds = PAGES[name]
    with at(finder.browser) as page:
        come(page, finder.url, "ur")
        strip(page)
        # A receipt that begins with a letter is read from the left by itself.
        assert faults(page) or kinds == {"receipt"}


def test_scripts_put_words_into_messages_in_one_way() -> None:
    scripts = (ROOT / "backend/web/static/resident").glob("*.js")
    past = [path.name for path in scripts if PAST_IT.search(path.read_text(encoding="utf-8"))]
    assert past == []
    assert PAST_IT.search('said.near.replace("{label}", here.label)')


@pytest.mark.parametrize("wrong", ["number in groups", "house number", "position", "receipt"])
def test_what_is_turned_round_is_caught(browser: Browser, wrong: str) -> None:
    shown = {
        "number in groups": "0808 2000 247",
        "house number": "1 Example Street",
        "position": "53.54480, -2.63000",
        "receipt": "1234-5ABC-6789-0DEF",
    }[wrong]
    with at(browser) as page:
        page.set_content(f'<html dir="rtl"><p>رقم {shown}</p><p><bdi dir="ltr">{shown}</bdi></p>')
        assert [(each.kind, each.is_in_order) for each in read(page)] == [
            (wrong, False),
            (wrong, True),
        ]


def test_hours_that_are_read_from_the_left_are_caught(browser: Browser) -> None:
    assert KINDS["hours"][1]
    with at(browser) as page:
        hours = "21:00 – 02:00"
        page.set_content(
            f'<html dir="rtl"><p>{hours}</p><p>a <bdi dir="rtl">{hours}</bdi></p>'
            f'<p><bdi dir="ltr">{hours}</bdi></p><p dir="ltr">{hours}</p>'
        )
        assert [each.is_in_order for each in read(page)] == [True, True, False, True]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("code", FROM_THE_RIGHT)
def test_the_page_for_when_the_server_is_away_is_in_order(
    app: Flask, browser: Browser, tmp_path: Path, code: str
) -> None:
    with app.app_context():
        drawn = [pages_of(many(3), NOW)[code], pages_without_list(ENGLAND)[code]]
    for content in drawn:
        file = tmp_path / "away.html"
        file.write_bytes(content)
        with at(browser) as page:
            page.goto(file.as_uri())
            assert "number in groups" in {each.kind for each in read(page)}
            assert faults(page) == []
            strip(page)
            assert faults(page)
