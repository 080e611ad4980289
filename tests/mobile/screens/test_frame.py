"""The window as phones have it: covered at its edges, turned, shared, set by its owner."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kivy.core.window import Window
from kivy.metrics import dp

from demo.driver import Driver
from demo.gallery import STATES
from mobile.device.edges import Insets
from mobile.device.system import FixedSystem, Wishes
from mobile.ui import words
from mobile.ui.frame import LEAST_DP, frame
from mobile.ui.kit import Column, Foot, Head, Tap
from mobile.ui.long_list import LongList
from mobile.ui.nav import NavBar
from mobile.ui.pages import Pages
from mobile.ui.scale import size
from mobile.ui.theme import CONTRAST, DARK, LIGHT, theme
from tests.mobile.cast import NOW
from tests.mobile.screens.conftest import Opening
from tests.mobile.screens.inspection import faults

BARS = Insets(top=96, bottom=144)
ESCAPE = 27


def is_in_list(widget: Any) -> bool:
    """Return whether a widget is part of a long list."""
    while widget.parent is not None and widget.parent is not widget:
        if isinstance(widget, LongList):
            return True
        widget = widget.parent
    return False


class Telling(FixedSystem):
    """A phone whose owner changes its settings while the app runs."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__(wishes)
        self.was_put_behind = False
        self.tell: Callable[[Wishes], None] = lambda _: None

    def watch(self, tell: Callable[[Wishes], None]) -> None:
        self.tell = tell

    def step_back(self) -> bool:
        self.was_put_behind = True
        return True


@pytest.mark.parametrize("state", ["places", "map", "saved", "help", "level", "where", "welcome"])
def test_nothing_to_press_stands_under_the_systems_bars(open_app: Opening, state: str) -> None:
    driver = open_app(insets=BARS)
    STATES[state](driver)
    driver.settle()
    assert [fault for fault in faults(driver) if "covers" in fault] == []


def test_a_page_as_large_as_the_window_is_caught(
    open_app: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _fit(self: Pages, *_args: object) -> None:
        self.size = Window.size

    monkeypatch.setattr(Pages, "_fit", _fit)
    driver = open_app(insets=BARS)
    driver.settle()
    found = [fault for fault in faults(driver) if "covers" in fault]
    assert any("'Help'" in fault for fault in found)
    assert any("'Settings'" in fault for fault in found)


def test_the_bar_below_is_painted_to_the_windows_end(open_app: Opening) -> None:
    driver = open_app(insets=BARS)
    driver.settle()
    bar = next(each for each in driver.app.root.walk() if isinstance(each, NavBar))
    assert bar.to_window(*bar.pos)[1] == BARS.bottom
    lowest = min(each.pos[1] for each in bar.canvas.before.children if hasattr(each, "pos"))
    assert lowest <= bar.y - BARS.bottom


def test_what_is_typed_into_stays_above_the_keyboard(open_app: Opening) -> None:
    driver = open_app(insets=BARS)
    STATES["trusted-adding"](driver)
    driver.settle()
    field = driver._field()
    field.focus = True
    keyboard = dp(380)
    frame.cover(top=BARS.top, bottom=BARS.bottom, keyboard=keyboard)
    driver.settle()
    assert field.to_window(*field.pos)[1] >= keyboard
    frame.cover(top=BARS.top, bottom=BARS.bottom)
    driver.settle()
    assert driver.app.root.pos[1] == BARS.bottom


@pytest.mark.parametrize(
    "insets", [{"top": 10_000}, {"left": 400, "right": 400}, {"keyboard": 10_000}]
)
def test_a_phone_that_covers_everything_is_not_believed(
    open_app: Opening, insets: dict[str, float]
) -> None:
    driver = open_app()
    frame.cover(**insets)
    driver.settle()
    assert min(driver.app.root.size) >= dp(LEAST_DP)


@pytest.mark.parametrize("state", ["places", "where", "saved", "level", "map"])
def test_a_window_turned_and_turned_back_is_as_before(open_app: Opening, state: str) -> None:
    def boxes(driver: Driver) -> list[tuple[float, ...]]:
        driver.settle()
        # Not the rows of a long list, which are made as they are needed.
        taps = (each for each in driver.app.root.current_page.walk() if isinstance(each, Tap))
        found = [each for each in taps if each.height > 1 and not is_in_list(each)]
        return sorted((*each.to_window(*each.pos), *each.size) for each in found)

    driver = open_app()
    STATES[state](driver)
    driver.resize((360, 640))
    before = boxes(driver)
    driver.resize((640, 360))
    driver.settle()
    assert faults(driver) == []
    column = next(each for each in driver.app.root.walk() if isinstance(each, Column))
    assert column.width == frame.column == dp(640)
    parts = [each for each in driver.app.root.walk() if isinstance(each, Head | Foot)]
    assert all(part.is_tight for part in parts)
    driver.resize((360, 640))
    assert boxes(driver) == before


def test_the_phones_settings_are_taken_where_nothing_was_chosen(open_app: Opening) -> None:
    wishes = Wishes(("cy-GB", "en-GB"), text_size=1.5, has_high_contrast=True)
    driver = open_app(wishes=wishes)
    assert words.language() == "cy"
    assert size.factor == 1.5
    assert theme.ground == _rgba(CONTRAST.ground)
    driver.app.go("settings")
    assert "Cymraeg" in driver.texts()


def test_what_was_chosen_wins(open_app: Opening) -> None:
    chosen = {"language": "pl", "text_size": "1.25", "look": "light"}
    open_app(wishes=Wishes(("ur",), text_size=2.0, is_dark=True), choices=chosen)
    assert (words.language(), size.factor) == ("pl", 1.25)
    assert theme.ground == _rgba(LIGHT.ground)


def test_a_language_that_nobody_speaks_here_is_passed_over(open_app: Opening) -> None:
    open_app(wishes=Wishes(("xx", "fr-CA", "ro_RO")))
    assert words.language() == "ro"


def test_a_phone_set_otherwise_while_the_app_runs_is_followed(open_app: Opening) -> None:
    driver = open_app()
    system = Telling(Wishes())
    object.__setattr__(driver.app.context.device, "system", system)
    driver.app.watch_phone()
    system.tell(Wishes(("pl",), text_size=1.25))
    driver.frames()
    assert (words.language(), size.factor) == ("pl", 1.25)
    assert "Bezpieczne miejsca" in driver.texts()


def test_an_answer_is_finished_in_the_words_it_was_begun_in(open_app: Opening) -> None:
    driver = open_app()
    system = Telling(Wishes())
    object.__setattr__(driver.app.context.device, "system", system)
    driver.app.watch_phone()
    for name in ("Say", "Fairly unsafe", "Bad lighting", "Help"):
        driver.tap(name)
    system.tell(Wishes(("pl",)))
    driver.frames()
    driver.app.back()
    assert driver.app.feedback.level == "fairly_unsafe"
    driver.app.save_feedback()
    assert driver.app.context.outbox.counts() == (1, 0)
    driver.app.go("places")
    driver.frames()
    assert "Bezpieczne miejsca" in driver.texts()


def test_an_app_left_open_at_dusk_turns_dark(open_app: Opening) -> None:
    day = [datetime(2026, 11, 28, 12, 0, tzinfo=UTC)]
    driver = open_app(now=lambda: day[0])
    assert theme.ground == _rgba(LIGHT.ground)
    day[0] += timedelta(hours=9)
    driver.app._tick(0)
    assert theme.ground == _rgba(DARK.ground)


def test_the_way_back_from_the_first_page_ends_nothing(open_app: Opening) -> None:
    driver = open_app()
    system = Telling(Wishes())
    object.__setattr__(driver.app.context.device, "system", system)
    driver.tap("Help")
    assert driver.app._on_key(Window, ESCAPE)
    assert not system.was_put_behind
    assert driver.app._on_key(Window, ESCAPE)
    assert system.was_put_behind
    assert not driver.app.has_left


def test_the_way_back_on_a_card_of_the_first_run_shows_the_card_before(open_app: Opening) -> None:
    driver = open_app(choices={"welcomed": "no"})
    for at in (1, 2):
        driver.tap("Next")
        assert driver.app.root.current_page.at == at
    driver.tap("Back")
    assert driver.app._on_key(Window, ESCAPE)
    assert driver.app.root.current_page.at == 0


def test_now_is_by_night() -> None:
    assert NOW.hour > 19 or NOW.hour < 7


def _rgba(colour: str) -> list[float]:
    from kivy.utils import get_color_from_hex

    return [float(part) for part in get_color_from_hex(colour)]


def test_an_app_that_was_closed_dresses_nothing_any_more(open_app: Opening) -> None:
    driver = open_app(choices={"text_size": "2.0", "look": "dark"})
    ticking = driver.app._ticking
    driver.app.stop()
    assert not ticking.is_triggered
