"""An app that nobody touches wakes seldom, a touch wakes it at once, and it keeps little."""

from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest
from kivy.base import EventLoop
from kivy.clock import Clock, ClockBase
from kivy.core.window import Window
from kivy.core.window.window_sdl2 import SDL2MotionEventProvider
from kivy.event import EventDispatcher
from kivy.tests.common import UnitTestTouch
from kivy.uix.label import Label

from mobile.ui import resting
from mobile.ui.resting import REST_AFTER_S, Resting
from tests.mobile.screens.conftest import Opening

AWAKE_FPS = 60.0
MOST_WAKES = 10
"""A second, at rest."""

FELT_WITHIN_S = 0.12


class DrivenClock(ClockBase):
    """Kivy's own clock, whose time passes only while it sleeps; each look at it takes a little."""

    def __init__(self) -> None:
        self.passed_s = 1000.0
        super().__init__()
        self._max_fps = AWAKE_FPS

    def time(self) -> float:
        """Return the seconds that have passed."""
        self.passed_s += 1e-6
        return self.passed_s

    def usleep(self, microseconds: float) -> None:
        """Let time pass."""
        self.passed_s += microseconds / 1e6

    def ticks_in(self, seconds: float) -> int:
        """Turn for so long as Kivy's loop does; return how often it woke."""
        until, ticks = self.passed_s + seconds, 0
        while self.passed_s < until:
            self.tick()
            ticks += 1
        return ticks


class Glass(EventDispatcher):
    """What Kivy's window tells of touches and keys."""

    def __init__(self) -> None:
        super().__init__()
        for name in ("on_motion", "on_key_down", "on_textinput"):
            self.register_event_type(name)

    def on_motion(self, *_args: Any) -> None:
        """Nobody else hears it."""

    on_key_down = on_textinput = on_motion


@pytest.fixture
def clock() -> DrivenClock:
    return DrivenClock()


@pytest.fixture
def glass() -> Glass:
    return Glass()


@pytest.fixture
def rests(clock: DrivenClock, glass: Glass) -> Iterator[Resting]:
    found = Resting(clock)
    found.follow(glass)
    yield found
    found.end()


def test_an_untouched_app_wakes_ten_times_a_second(clock: DrivenClock, rests: Resting) -> None:
    assert clock.ticks_in(REST_AFTER_S) > 0.9 * AWAKE_FPS * REST_AFTER_S
    clock.ticks_in(0.2)
    assert rests.is_resting
    assert clock.ticks_in(60) <= 60 * MOST_WAKES


@pytest.mark.parametrize("broken", ["never rests", "rests at half"])
def test_one_that_rests_less_would_be_seen(
    clock: DrivenClock, glass: Glass, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(resting, "RESTING_FPS", 60.0 if broken == "never rests" else 30.0)
    found = Resting(clock)
    found.follow(glass)
    clock.ticks_in(REST_AFTER_S + 1)
    assert clock.ticks_in(60) > 60 * MOST_WAKES
    found.end()


@pytest.mark.parametrize("what", ["on_motion", "on_key_down", "on_textinput"])
def test_a_touch_or_a_key_wakes_it_and_it_rests_again(
    clock: DrivenClock, glass: Glass, rests: Resting, what: str
) -> None:
    clock.ticks_in(REST_AFTER_S + 1)
    glass.dispatch(what, "begin")
    assert clock.ticks_in(1) > 0.9 * AWAKE_FPS
    clock.ticks_in(REST_AFTER_S)
    assert rests.is_resting


def test_moving_a_finger_keeps_it_awake(clock: DrivenClock, glass: Glass, rests: Resting) -> None:
    for _ in range(4):
        clock.ticks_in(REST_AFTER_S - 1)
        glass.dispatch("on_motion", "update")
    assert not rests.is_resting
    assert clock.ticks_in(1) > 0.9 * AWAKE_FPS


def felt_after_s(clock: DrivenClock) -> float:
    """Return when the finger of a phone is felt that touched just after a frame had begun.

    As in Kivy's loop: a tick, what SDL's provider holds, then the window takes in what SDL says.
    """
    clock.tick()
    felt: list[Any] = []
    touched_at = clock.passed_s
    SDL2MotionEventProvider.q.clear()
    provider, is_told = SDL2MotionEventProvider("sdl", ""), False
    while not felt:
        clock.tick()
        provider.update(dispatch_fn=lambda *event: felt.append(event))
        if not is_told:
            SDL2MotionEventProvider.q.appendleft(("fingerdown", 7, 0.5, 0.5, 1.0))
            is_told = True
    SDL2MotionEventProvider.touchmap.clear()
    return clock.passed_s - touched_at


def test_the_first_touch_is_felt_at_once(clock: DrivenClock, rests: Resting) -> None:
    clock.ticks_in(REST_AFTER_S + 1)
    assert rests.is_resting
    assert felt_after_s(clock) <= FELT_WITHIN_S


def test_one_that_only_the_window_wakes_would_be_late(clock: DrivenClock, rests: Resting) -> None:
    clock.ticks_in(REST_AFTER_S + 1)
    SDL2MotionEventProvider.q = deque()
    assert felt_after_s(clock) > FELT_WITHIN_S


def test_where_nobody_looks_it_never_slows(glass: Glass) -> None:
    clock = DrivenClock()
    clock._max_fps = 0.0
    found = Resting(clock)
    found.follow(glass)
    for _ in range(10):
        clock.passed_s += REST_AFTER_S
        clock.tick()
    assert clock._max_fps == 0.0
    found.end()


@pytest.fixture
def awake() -> Iterator[None]:
    """Kivy's clock as a phone has it, which waits between frames."""
    Clock._max_fps = AWAKE_FPS
    yield
    Clock._max_fps = 0.0


@pytest.mark.usefixtures("awake")
def test_the_app_is_woken_by_its_own_window(open_app: Opening) -> None:
    app = open_app().app
    app.resting._woken_at -= REST_AFTER_S
    app.resting._look(0)
    assert app.resting.is_resting
    touch = UnitTestTouch(Window.width - 1, 1)
    touch.touch_down()
    assert not app.resting.is_resting
    assert Clock._max_fps == AWAKE_FPS
    touch.touch_up()
    app.resting.end()


def pixels(page: Any) -> list[bytes]:
    """Return what each label of a page shows."""
    labels = (each for each in page.walk() if isinstance(each, Label))
    return [each.texture.pixels for each in labels if each.texture and each.text]


def test_pages_that_nobody_sees_keep_no_pictures_and_come_back_as_they_were(
    open_app: Opening,
) -> None:
    driver = open_app()
    app = driver.app
    app.go("settings")
    driver.settle()
    page = app.root.current_page
    before, places = pixels(page), [(each.pos[:], each.size[:]) for each in page.walk()]
    assert len(before) > 20
    app.go("help")
    driver.settle()
    app.back()
    app.go("places")
    driver.settle()
    app._rest()
    assert not pixels(page)
    assert pixels(app.page("help"))
    assert pixels(app.page("places"))
    app.go("settings")
    EventLoop.idle()
    assert pixels(page) == before
    assert [(each.pos[:], each.size[:]) for each in page.walk()] == places


def test_what_a_way_back_leads_to_is_kept(open_app: Opening) -> None:
    driver = open_app()
    driver.app.show_place("p-001")
    driver.settle()
    page = driver.app.root.current_page
    driver.app.go("help")
    driver.app._rest()
    assert pixels(page)
