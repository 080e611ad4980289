"""Somebody at a browser who says how safe it feels, on a clock that agrees with the server."""

from playwright.sync_api import Browser, Page, expect

from demo.browser import Walker
from tests.conftest import NOW
from tests.support.accessibility import MOST_TABS
from tests.support.serving import Server

THANKS = "Thank you. It is saved."


def a_walker(browser: Browser, server: Server, *, has_scripts: bool = True) -> Walker:
    """Return somebody whose clock agrees with the server's."""
    walker = Walker(browser, f"http://127.0.0.1:{server.port}", has_scripts=has_scripts)
    if has_scripts:
        walker.page.clock.set_fixed_time(NOW)
    return walker


def at_the_level(browser: Browser, server: Server, *, has_scripts: bool = True) -> Walker:
    walker = a_walker(browser, server, has_scripts=has_scripts)
    walker.go("/feedback")
    walker.fill({"typed": "The Lantern"})
    press(walker.page, "Next")
    heading(walker.page, "How safe do you feel here, at night?")
    return walker


def press(page: Page, words: str) -> None:
    page.locator("main .govuk-button:visible", has_text=words).first.click()


def heading(page: Page, words: str) -> None:
    expect(page.locator("h1:visible")).to_have_text(words)


def say(page: Page, level: str = "Very unsafe") -> None:
    page.get_by_label(level).check()
    press(page, "Next")
    heading(page, "What makes it feel like that?")


def receipt_on(page: Page) -> str:
    return page.locator("[data-receipt]").inner_text()


def tab_to(page: Page, selector: str, words: str = "") -> None:
    """Press Tab until what fits a selector, and says these words, has the focus."""
    fits = """([wanted, said]) => document.activeElement.matches(wanted)
      && document.activeElement.textContent.includes(said)"""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(fits, [selector, words]):
            return
    raise AssertionError(f"{selector} {words!r} is not reached by Tab")


def say_by_keys(page: Page) -> None:
    """Choose the first level and the first reason without a mouse, and send it."""
    for name, next_heading in (("level", "What makes it feel like that?"), ("factors", THANKS)):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        heading(page, next_heading)


def take_back(walker: Walker, receipt: str) -> None:
    """Take an answer back by its receipt."""
    walker.go("/receipt")
    walker.fill({"code": receipt})
    press(walker.page, "See what became of it")
    assert "Your answer has arrived." in walker.text()
    press(walker.page, "Take the answer back")
    press(walker.page, "Yes, take it back")
    assert "Withdrawn." in walker.text()
