"""Find, a place, how safe it feels there, the receipt, taken back: by keys alone, and offline."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.partnership import Partnership
from tests.journeys.web_answers import (
    THANKS,
    a_walker,
    heading,
    press,
    receipt_on,
    say_by_keys,
    tab_to,
    take_back,
)
from tests.support.accessibility import NARROWEST, violations
from tests.support.serving import Server

PLACE = "Night Haven (example)"
ASKED = "How safe do you feel here, at night?"
HERE = "Say how safe it feels here"
KEEP = "keep it on this device until it is sent"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_by_keys_alone_on_the_narrowest_screen(
    browser: Browser, server: Server, partnership: Partnership, *, has_scripts: bool
) -> None:
    walker = a_walker(browser, server, has_scripts=has_scripts)
    page = walker.page
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    walker.go("/")
    tab_to(page, "[name=where]")
    page.keyboard.type("wigan")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Night Haven").first.wait_for()
    tab_to(page, "a", "Night Haven")
    page.keyboard.press("Enter")
    heading(page, PLACE)
    page.locator("button:visible", has_text=HERE).wait_for()
    tab_to(page, "button", HERE)
    page.keyboard.press("Enter")
    heading(page, ASKED)
    say_by_keys(page)
    assert [row["place_id"] for row in partnership.whole_rows("feedback")] == ["p-001"]
    take_back_by_keys(page, receipt_on(page))
    assert partnership.whole_rows("feedback") == []
    page.context.close()


def take_back_by_keys(page: Page, receipt: str) -> None:
    """Take an answer back by its receipt, without a mouse."""
    tab_to(page, "a", "Your receipt")
    page.keyboard.press("Enter")
    heading(page, "Your receipt")
    tab_to(page, "[name=code]")
    page.keyboard.type(receipt)
    page.keyboard.press("Enter")
    page.get_by_text("Your answer has arrived.").wait_for()
    tab_to(page, "button", "Take the answer back")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes, take it back").wait_for()
    tab_to(page, "button", "Yes, take it back")
    page.keyboard.press("Enter")
    page.get_by_text("Withdrawn.").wait_for()


def test_without_a_signal_and_sent_when_there_is_one(
    browser: Browser, server: Server, partnership: Partnership
) -> None:
    walker = a_walker(browser, server)
    page = walker.page
    walker.go("/")
    page.locator("#keep").click()
    page.locator("#unkeep").wait_for()
    page.context.set_offline(True)
    walker.go("/")
    walker.fill({"where": "wigan"})
    press(page, "Show places")
    page.get_by_role("link", name="Night Haven").first.click()
    heading(page, PLACE)
    page.locator("button:visible", has_text=HERE).click()
    heading(page, ASKED)
    assert "p-001" not in page.url
    page.get_by_label("Fairly unsafe").check()
    press(page, "Next")
    page.get_by_label("Bad lighting").check()
    press(page, "Done, send it")
    heading(page, "It could not be sent")
    press(page, KEEP)
    heading(page, THANKS)
    receipt = receipt_on(page)
    walker.go("/receipt")
    heading(page, "Without a connection")
    assert violations(page) == []
    assert partnership.rows() == []
    page.go_back()
    with page.expect_response("**/api/v1/feedback/*"):
        page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert [row["place_id"] for row in partnership.whole_rows("feedback")] == ["p-001"]
    take_back(walker, receipt)
    assert partnership.rows() == []
    page.context.close()


def test_a_form_pressed_without_a_signal_says_that_it_was_not_sent(
    browser: Browser, server: Server
) -> None:
    walker = a_walker(browser, server)
    page = walker.page
    walker.go("/?lang=pl")
    page.locator("#keep").click()
    page.locator("#unkeep").wait_for()
    walker.go("/receipt?lang=pl")
    walker.fill({"code": "AAAA-AAAA-AAAA-AAAA"})
    page.context.set_offline(True)
    page.locator("main form button").first.click()
    heading(page, "Bez połączenia")
    assert "999" in walker.text()
    page.context.set_offline(False)
    page.go_back()
    page.locator("[name=code]").wait_for()
    page.context.close()


def test_a_place_that_left_in_the_meantime_is_said_and_another_can_be_chosen(
    browser: Browser, server: Server
) -> None:
    page = a_walker(browser, server).page
    page.goto("/feedback#place=p-999")
    page.get_by_text("This place is not on the list now.").first.wait_for()
    assert page.url.endswith("/feedback")
    assert page.locator("[name=typed]").is_visible()
    page.context.close()
