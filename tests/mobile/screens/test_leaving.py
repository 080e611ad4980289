"""Goal D1: leaving shows an empty clock at once, drops everything, and coming back starts anew."""

import pytest

from demo.driver import Driver
from demo.gallery import STATES
from mobile.screens import SCREENS
from tests.mobile.screens.conftest import Opening

LEAVABLE = [name for name in STATES if name != "neutral"]


@pytest.mark.parametrize("state", LEAVABLE)
def test_every_screen_is_left_by_one_tap(open_app: Opening, state: str) -> None:
    driver = open_app()
    STATES[state](driver)
    driver.settle()
    said = set(driver.texts())
    driver.tap("Leave")
    assert driver.app.root.current == "neutral"
    assert [text for text in driver.texts() if text in said] == []
    assert all(text.replace(":", "").isdigit() for text in driver.texts())


def test_nothing_of_the_person_is_left_in_the_app(open_app: Opening) -> None:
    driver = open_app()
    driver.app.begin_feedback()
    driver.app.choose_level("very_unsafe")
    driver.app.context.surroundings.choose("Leigh", driver.app.context.surroundings.here)
    before = driver.app.context
    driver.app.leave()
    driver.frames()
    assert driver.app.feedback is None
    assert not driver.app.root.has("level")
    coming_back(driver)
    assert driver.app.context is not before
    assert driver.app.root.current == "places"
    assert "From Leigh, as you chose" not in driver.texts()


def test_an_answer_not_sent_is_still_there_after_coming_back(open_app: Opening) -> None:
    driver = open_app()
    for name in ("Say", "Fairly unsafe", "Done", "Leave"):
        driver.tap(name)
    coming_back(driver)
    assert driver.app.context.outbox.counts() == (1, 0)


def test_the_back_key_and_a_resume_do_not_show_what_was_left(open_app: Opening) -> None:
    driver = open_app()
    driver.tap("Help")
    driver.app.leave()
    driver.frames()
    driver.app.on_resume()
    driver.frames()
    assert driver.app.root.current == "places"


def test_a_report_that_comes_after_leaving_changes_nothing(open_app: Opening) -> None:
    from mobile.sync.report import Report

    driver = open_app()
    exchange = driver.app.context.exchange
    driver.app.leave()
    driver.frames()
    exchange.receive(Report(sent=1))
    driver.frames()
    assert exchange.sent_count == 0


def test_an_app_that_keeps_its_pages_is_caught(open_app: Opening) -> None:
    driver = open_app()
    driver.tap("Help")
    driver.app.drop = lambda: None
    driver.app.root._made.pop("neutral", None)
    driver.app.leave()
    driver.frames()
    assert driver.app.root.has("help")


def test_every_screen_is_tried() -> None:
    assert {name.partition("-")[0] for name in LEAVABLE} >= set(SCREENS) - {"neutral"}


def coming_back(driver: Driver) -> None:
    """Touch the empty screen."""
    from kivy.tests.common import UnitTestTouch

    touch = UnitTestTouch(100, 100)
    touch.touch_down()
    touch.touch_up()
    driver.frames()
