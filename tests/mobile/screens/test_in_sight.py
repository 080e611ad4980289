"""At 200 % on a small phone: what one came for is in sight without scrolling."""

from typing import Any

import pytest

from demo.driver import Driver
from demo.gallery import STATES
from mobile.ui.frame import frame
from mobile.ui.kit import nav_height
from mobile.ui.pages import loosen, tighten
from tests.mobile.screens.conftest import Opening

SMALL = (360, 640)
LANGUAGES = ("en", "cy", "pl", "ar")


def small(open_app: Opening, language: str, state: str) -> Driver:
    """Return a small phone with the largest text, in one state."""
    driver = open_app(choices={"text_size": "2.0", "language": language})
    driver.resize(SMALL)
    STATES[state](driver)
    driver.settle()
    return driver


def lowest(driver: Driver, texts: set[str]) -> float:
    """Return how high above the window's lower edge the lowest of these texts stands."""
    found = [
        widget.to_window(*widget.pos)[1]
        for widget in driver.app.root.current_page.walk()
        if getattr(widget, "text", None) in texts and widget.height > 1
    ]
    assert len(found) >= len(texts)
    return min(found)


def answers(driver: Driver) -> list[Any]:
    """Return what answers how safe it feels."""
    # Imported by the app alone: its rules have to follow those of the kit.
    from mobile.screens.level import LevelTap

    return [tap for tap in driver.app.root.current_page.walk() if isinstance(tap, LevelTap)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_minutes_and_until_are_on_one_screen(open_app: Opening, language: str) -> None:
    driver = small(open_app, language, "places")
    card = driver.app.context.places.headline
    assert lowest(driver, {card.name, card.amount, card.unit, card.reason}) >= nav_height()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_in_sight(open_app: Opening, language: str) -> None:
    driver = small(open_app, language, "level")
    taps = answers(driver)
    assert len(taps) == 5
    assert min(tap.to_window(*tap.pos)[1] for tap in taps) >= 0


def test_answers_below_what_can_be_changed_are_caught(open_app: Opening) -> None:
    driver = small(open_app, "en", "level")
    page = driver.app.root.current_page
    page.is_tight = False
    driver.settle()
    taps = answers(driver)
    assert min(tap.to_window(*tap.pos)[1] for tap in taps) < 0


def test_a_list_with_its_narrowing_above_is_caught(open_app: Opening) -> None:
    driver = small(open_app, "en", "places")
    page = driver.app.root.current_page
    loosen(page)
    driver.settle()
    card = driver.app.context.places.headline
    assert lowest(driver, {card.reason}) < nav_height()
    tighten(page)
    assert frame.column == SMALL[0]
