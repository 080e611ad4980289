"""Nothing is lost by looking away: Help and back, a second tap, an empty value."""

from typing import Any

import pytest
from kivy.tests.common import UnitTestTouch

from demo.driver import Driver
from demo.gallery import STATES
from mobile.store import kept
from mobile.ui import pages
from mobile.ui.kit import Body
from mobile.ui.map_view import Map
from mobile.ui.pages import Pages
from shared.problems import Problem
from tests.mobile.screens.conftest import Opening

SEEN = [name for name in STATES if name not in ("neutral", "help")]
HELD_BY_PAGES = {"saved", "where", "subject", "trusted-adding", "receipts", "data-deleting"}
"""What an app that forgets a page as soon as another is shown would lose."""


def use(driver: Driver) -> None:
    """Type, scroll and move the map, where there is anything of the kind."""
    for widget in driver.app.root.current_page.walk():
        if hasattr(widget, "insert_text"):
            widget.text = "Leigh"
        if isinstance(widget, Map):
            widget.nearer()
    driver.settle()
    for widget in driver.app.root.current_page.walk():
        if isinstance(widget, Body):
            widget.scroll_y = 0.4
    driver.settle()


def shown(driver: Driver) -> list[Any]:
    """Return all that a person left on the page: words, what is on, what is typed, where it is."""
    found: list[Any] = [driver.app.root.current]
    for widget in driver.app.root.current_page.walk():
        words = getattr(widget, "text", "") if widget.opacity and widget.height > 1 else ""
        found.append((type(widget).__name__, words, getattr(widget, "is_on", None)))
        if isinstance(widget, Body):
            found.append(round(widget.scroll_y, 3))
        if isinstance(widget, Map):
            found.append((widget.zoom, round(widget.lat, 4), round(widget.lon, 4)))
    return found


def lost(driver: Driver) -> list[str]:
    """Come to every state, look at Help and back; return the states that were not as before."""
    found = []
    for name in SEEN:
        driver.app.go("places")
        STATES[name](driver)
        use(driver)
        before = shown(driver)
        driver.app.go("help")
        driver.settle()
        driver.app.back()
        driver.settle()
        if shown(driver) != before:
            found.append(name)
    return found


def test_every_page_is_as_it_was_after_looking_at_help(open_app: Opening) -> None:
    assert lost(open_app()) == []


def test_pages_that_forget_when_they_are_left_are_caught(
    open_app: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = Pages.show

    def forgetting(self: Pages, name: str) -> None:
        before = self.current
        show(self, name)
        self.end([before] if before and before != name else [])

    monkeypatch.setattr(Pages, "show", forgetting)
    assert set(lost(open_app())) >= HELD_BY_PAGES - {"data-deleting", "subject"}


def test_help_pressed_on_a_page_that_help_led_to_loses_nothing(open_app: Opening) -> None:
    driver = open_app()
    for name in ("Help", "Tell someone I trust"):
        driver.tap(name)
    driver.app.root.current_page.model.is_adding = True
    driver.type("Sister")
    driver.tap("Help")
    driver.app.back()
    driver.settle()
    assert driver.app.root.current_page.model.name == "Sister"


def test_the_receipt_outlives_help_and_what_was_kept_is_it(open_app: Opening) -> None:
    driver = open_app()
    for name in ("Say", "Fairly unsafe", "Done"):
        driver.tap(name)
    receipt = driver.app.root.current_page.model.receipt
    driver.tap("Help")
    driver.app.back()
    driver.tap("Keep it on this phone")
    assert kept.receipts(driver.app.context.connection) == [receipt]
    assert receipt


def test_on_the_list_again_the_receipt_is_gone(open_app: Opening) -> None:
    driver = open_app()
    for name in ("Say", "Fairly unsafe", "Done"):
        driver.tap(name)
    page = driver.app.root.current_page
    driver.tap("Back to safe places")
    assert page.model.receipt == ""


def tap_twice(driver: Driver, name: str) -> None:
    """Tap where a widget is, and again as fast as a finger can."""
    at = driver.find(name)
    x, y = at.to_window(*at.center)
    for _ in range(2):
        touch = UnitTestTouch(x, y)
        touch.touch_down()
        touch.touch_up()
        driver.frames(1)
    driver.frames()


def ready_to_save(driver: Driver) -> None:
    """Stand before Done."""
    for name in ("Say", "Fairly unsafe", "Bad lighting"):
        driver.tap(name)
    driver.settle()


def test_the_second_tap_of_a_finger_is_not_for_the_next_page(
    open_app: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slow the machine is that draws between the two.
    monkeypatch.setattr(pages, "SECOND_TAP_S", 60)
    driver = open_app()
    ready_to_save(driver)
    tap_twice(driver, "Done")
    assert driver.app.root.current == "saved"
    assert driver.app.context.outbox.counts() == (1, 0)


def test_without_the_guard_it_would_be(open_app: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SECOND_TAP_S", 0)
    driver = open_app()
    ready_to_save(driver)
    tap_twice(driver, "Done")
    assert driver.app.root.current != "saved"


def test_a_tap_elsewhere_later_or_on_another_finger_s_page_is_taken(open_app: Opening) -> None:
    from kivy.clock import Clock

    root = open_app().app.root
    near, far = (100.0, 100.0), (100.0, 900.0)
    root._touched, root._down_at = near, Clock.get_time()
    root.expect_no_second_tap()
    assert root.is_second_tap(near)
    assert not root.is_second_tap(far)
    root._down_at += 1
    assert not root.is_second_tap(near)
    root._down_at -= 2
    root._changed_at = Clock.get_time() - 2 * pages.SECOND_TAP_S
    assert not root.is_second_tap(near)


@pytest.mark.parametrize("code", ["", "   ", "7K3M-Q0ZD"])
def test_what_is_no_receipt_is_not_kept(open_app: Opening, code: str) -> None:
    connection = open_app().app.context.connection
    with pytest.raises(Problem) as refused:
        kept.keep_receipt(connection, code)
    assert refused.value.code == "receipt-invalid"
    assert kept.receipts(connection) == []


@pytest.mark.parametrize(("name", "number"), [("", "07700 900123"), ("Sister", " ")])
def test_nobody_without_a_name_or_a_number_is_kept(
    open_app: Opening, name: str, number: str
) -> None:
    connection = open_app().app.context.connection
    with pytest.raises(Problem) as refused:
        kept.add_contact(connection, name, number)
    assert refused.value.code == "body-invalid"
    assert kept.contacts(connection) == []


def test_an_empty_receipt_of_an_older_version_is_not_shown(open_app: Opening) -> None:
    connection = open_app().app.context.connection
    connection.execute("INSERT INTO receipt (code) VALUES ('')")
    assert kept.receipts(connection) == []
