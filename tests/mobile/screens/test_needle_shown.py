"""The needle on the pages: after the first frame, on the one that is shown, and nowhere else."""

from typing import Any

import pytest

from demo.driver import Driver
from mobile.device.location import Fix
from mobile.ui.tree import tree
from tests.mobile.cast import MARKET
from tests.mobile.hand import Hand, take
from tests.mobile.screens.conftest import Opening


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def driver(open_app: Opening, hand: Hand) -> Driver:
    found = open_app(before=lambda app: take(app.context, hand))
    found.app.context._told(Fix(MARKET, accuracy_m=12.0))
    found.settle()
    return found


def arrows(driver: Driver) -> list[Any]:
    """Return the needles that are seen on the page."""
    every = (each for each in driver.app.root.current_page.walk() if each.opacity and each.width)
    return [
        each
        for each in every
        if getattr(each, "name", "") == "way"
        and hasattr(each, "turn_deg")
        and each.parent.opacity
        and each.parent.width
        and each.parent.radius == 30
    ]


def test_it_points_on_the_list_and_on_the_place(driver: Driver, hand: Hand) -> None:
    assert hand.is_on
    assert arrows(driver) == []
    hand.turn(10.0)
    driver.settle()
    (arrow,) = arrows(driver)
    before = arrow.turn_deg
    hand.turn(100.0)
    driver.settle()
    assert (before - arrow.turn_deg) % 360 == pytest.approx(90)
    driver.app.show_place("p-002")
    hand.turn(20.0)
    driver.settle()
    assert len(arrows(driver)) == 1
    assert hand.starts == 1


def test_other_pages_and_the_background_have_it_off(driver: Driver, hand: Hand) -> None:
    for name in ("help", "settings", "map"):
        driver.app.go(name)
        assert not hand.is_on, name
        driver.app.go("places")
        assert hand.is_on
    driver.app.on_pause()
    assert not hand.is_on
    driver.app.on_resume()
    assert hand.is_on
    driver.app.leave()
    driver.app._end(0)
    assert not hand.is_on


def test_unsure_it_says_so_in_words_and_shows_none(driver: Driver, hand: Hand) -> None:
    hand.turn(10.0)
    hand.turn(None, "disturbed")
    driver.settle()
    assert arrows(driver) == []
    assert any("magnet is near" in words for words in driver.texts())
    driver.app.show_place("p-002")
    hand.turn(None, "vague")
    driver.settle()
    assert any("figure of eight" in words for words in driver.texts())


def test_who_hears_the_page_hears_the_direction(driver: Driver, hand: Hand) -> None:
    driver.app.show_place("p-002")
    hand.turn(10.0)
    driver.settle()
    said = [node.name for node in tree(driver.app.root.current_page)]
    assert any("that way: " in words for words in said)


def test_a_needle_that_turns_keeps_the_app_awake(driver: Driver, hand: Hand) -> None:
    rests = driver.app.resting
    woken: list[float] = []
    driver.app.context.needle().bind(turn_deg=lambda *_: woken.append(rests._woken_at))
    rests._woken_at = 0.0
    hand.turn(50.0)
    hand.turn(100.0)
    assert rests._woken_at > 0.0
    assert woken
