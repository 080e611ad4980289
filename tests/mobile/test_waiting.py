"""Waiting for a position ends: after twelve seconds the screens say so, and a later one counts."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from kivy.clock import Clock

from mobile.config import PhoneConfig
from mobile.context import LOST_AFTER_S, Context
from mobile.device.location import Fix
from mobile.viewmodels.base import later
from tests.mobile.cast import MARKET, NOW, write_pack
from tests.mobile.phone import NOBODY, welcome


@dataclass
class Alarm:
    """A clock that is driven by hand: deeds are done when it is told how late it is."""

    now_s: float = 0
    waiting: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def later(self, seconds: float, deed: Callable[[], None]) -> Callable[[], None]:
        """Take a deed; return what calls it off."""
        entry = (self.now_s + seconds, deed)
        self.waiting.append(entry)
        return lambda: self.waiting.remove(entry) if entry in self.waiting else None

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self.now_s += seconds
        for due in [each for each in self.waiting if each[0] <= self.now_s]:
            self.waiting.remove(due)
            due[1]()


@dataclass
class Receiver:
    """A phone whose position comes when the test says so; as a desktop's twin, but later."""

    starts: int = 0
    on_fix: Callable[[Fix], None] = lambda _: None
    on_trouble: Callable[[str], None] = lambda _: None

    def start(self, on_fix: Callable[[Fix], None], on_trouble: Callable[[str], None]) -> None:
        """Listen, and find nothing yet."""
        self.starts += 1
        self.on_fix, self.on_trouble = on_fix, on_trouble

    def stop(self) -> None:
        """Find nothing more."""
        self.on_fix = lambda _: None
        self.on_trouble = lambda _: None


@dataclass
class Waiting:
    """An app that waits for its first position."""

    context: Context
    alarm: Alarm
    receiver: Receiver

    @property
    def state(self) -> str:
        """What stands between the app and a position."""
        return str(self.context.surroundings.location_state)


@pytest.fixture
def app(tmp_path: Path) -> Waiting:
    """The app on a phone just switched on."""
    alarm, receiver = Alarm(), Receiver()
    welcome(tmp_path / "phone")
    pack = write_pack(tmp_path / "pack")
    config = PhoneConfig(NOBODY, tmp_path / "phone", pack, now=lambda: NOW, is_desktop=False)
    context = Context(config, alarm.later)
    context.device = replace(context.device, location=receiver)
    context.start_location()
    return Waiting(context, alarm, receiver)


def test_waiting_ends_with_words_that_say_what_to_do(app: Waiting) -> None:
    assert app.state == "waiting"
    app.alarm.go_on(LOST_AFTER_S - 0.1)
    assert app.state == "waiting"
    app.alarm.go_on(0.1)
    assert app.state == "lost"
    assert app.context.places.asking == "Cannot find you yet: choose a town"
    assert app.context.places.needs_where


def test_without_the_alarm_one_would_wait_for_ever(app: Waiting) -> None:
    app.alarm.waiting.clear()
    app.alarm.go_on(3600)
    assert app.state == "waiting"


def test_a_position_in_time_is_never_called_lost(app: Waiting) -> None:
    app.receiver.on_fix(Fix(MARKET))
    app.alarm.go_on(60)
    assert app.state == ""


def test_a_position_that_comes_later_counts_all_the_same(app: Waiting) -> None:
    app.alarm.go_on(30)
    app.receiver.on_fix(Fix(MARKET))
    assert (app.state, app.context.surroundings.here) == ("", MARKET)
    assert not app.context.places.needs_where
    assert app.context.places.asking == "Where are you?"


@pytest.mark.parametrize("trouble", ["denied", "off"])
def test_a_trouble_is_not_forgotten_after_twelve_seconds(app: Waiting, trouble: str) -> None:
    app.receiver.on_trouble(trouble)
    app.alarm.go_on(30)
    assert app.state == trouble


def test_a_town_chosen_meanwhile_is_not_disturbed(app: Waiting) -> None:
    app.context.surroundings.choose("Leigh", MARKET)
    app.alarm.go_on(30)
    app.receiver.on_fix(Fix(MARKET))
    assert app.context.places.where == "From Leigh, as you chose"


def test_asking_once_more_searches_anew_and_waits_again(app: Waiting) -> None:
    app.alarm.go_on(30)
    app.context.start_location()
    assert app.receiver.starts == 1, "nobody asked"
    app.context.start_location(is_asked=True)
    assert (app.receiver.starts, app.state) == (2, "waiting")
    app.alarm.go_on(30)
    assert app.state == "lost"


def test_an_app_in_the_background_waits_for_nothing(app: Waiting) -> None:
    app.context.stop_location()
    assert app.alarm.waiting == []


def test_a_deed_for_later_is_done_by_the_window_s_clock_and_can_be_called_off() -> None:
    done: list[str] = []
    later(0, lambda: done.append("done"))
    later(0, lambda: done.append("called off"))()
    later(3600, lambda: done.append("too soon"))()
    Clock.tick()
    assert done == ["done"]
