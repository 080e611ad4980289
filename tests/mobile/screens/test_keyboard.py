"""Goal W3: a keyboard alone reaches everything that a finger does."""

from typing import Any

import pytest

from demo.driver import Driver
from demo.gallery import STATES
from mobile.ui.keyboard import Keyboard
from mobile.ui.kit import Tap
from tests.mobile.screens.conftest import Opening

REACHED = [name for name in STATES if name != "neutral"]
MOST_STEPS, MORE_STEPS = 120, 5


def press(driver: Driver, key: int, *modifiers: str) -> None:
    """Press a key, as the window tells it; nothing is drawn meanwhile."""
    driver._window.dispatch("on_keyboard", key, 0, None, list(modifiers))
    driver.pass_time()


def tappable(driver: Driver) -> list[Any]:
    """Return what a finger could tap on the page."""
    page = driver.app.root.current_page
    return [
        each
        for each in page.walk()
        if isinstance(each, Tap) and not each.disabled and each.height > 1 and each.opacity > 0
    ]


@pytest.mark.parametrize("state", REACHED)
def test_tab_walks_over_everything_and_comes_round(open_app: Opening, state: str) -> None:
    driver = open_app()
    STATES[state](driver)
    driver.settle()
    keyboard, seen = driver.app.keyboard, []
    for _ in range(MOST_STEPS if state == "places" else len(tappable(driver)) + MORE_STEPS):
        press(driver, Keyboard.TAB)
        # By name: the rows of a long list are used again for other places.
        seen.append(getattr(keyboard.focused, "name", "field"))
    assert [each.name for each in tappable(driver) if each.name not in seen] == []
    if state == "places":
        assert {card.name for card in driver.app.context.places.cards} <= set(seen)
    press(driver, Keyboard.TAB, "shift")
    assert getattr(keyboard.focused, "name", "field") in seen


def test_an_answer_is_given_by_keys_alone(open_app: Opening) -> None:
    driver = open_app()
    for name in ("Say", "Fairly unsafe", "Bad lighting", "Done"):
        walk_to(driver, name)
        press(driver, Keyboard.ENTER)
        driver.settle()
    assert driver.app.root.current == "saved"
    assert driver.app.context.outbox.items()[0].body["factors"] == ["bad_lighting"]


def test_escape_leads_back(open_app: Opening) -> None:
    driver = open_app()
    walk_to(driver, "Help")
    press(driver, Keyboard.SPACE)
    assert driver.app.root.current == "help"
    press(driver, Keyboard.ESCAPE)
    assert driver.app.root.current == "places"


def test_what_is_focused_is_scrolled_into_sight_and_ringed(open_app: Opening) -> None:
    driver = open_app()
    driver.app.go("settings")
    driver.settle()
    walk_to(driver, "About UMay")
    driver.frames(6)
    focused = driver.app.keyboard.focused
    low, high = focused.to_window(*focused.pos)[1], focused.to_window(0, focused.top)[1]
    assert 0 <= low < high <= driver.app.root.height
    assert driver.app.keyboard._colour.a > 0


def test_a_tap_that_the_keyboard_passes_over_is_caught(open_app: Opening) -> None:
    driver = open_app()
    hidden = driver.find("Map")
    driver.app.keyboard.reachable = lambda: [
        each for each in Keyboard.reachable(driver.app.keyboard) if each is not hidden
    ]
    seen = []
    for _ in range(MOST_STEPS):
        press(driver, Keyboard.TAB)
        seen.append(driver.app.keyboard.focused)
    assert hidden in tappable(driver)
    assert hidden not in seen


def walk_to(driver: Driver, name: str) -> None:
    """Press Tab until something of that name is focused."""
    for _ in range(MOST_STEPS):
        press(driver, Keyboard.TAB)
        if driver.app.keyboard.focused.name == name:
            return
    raise LookupError(name)
