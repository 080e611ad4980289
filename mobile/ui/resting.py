"""The phone's look: how often the app wakes, and what it keeps, while nobody touches it.

Kivy asks sixty times a second whether anything happened, also while a page lies untouched. Its rate
(`ClockBase._max_fps`) has no public name; Kivy reads it anew before each frame.
"""

import ctypes
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kivy.core.window.window_sdl2 import SDL2MotionEventProvider

REST_AFTER_S = 5.0
"""Untouched for so long, the app rests: longer than a list goes on gliding after a flick."""

RESTING_FPS = 7.3
"""Kivy rises at 11/15 of a frame: at this rate each 100 ms, which is how late a touch is felt."""


class Resting:
    """Lets a clock rest when nothing was touched for a while; a touch wakes it at once.

    Where frames wait for nothing (rate 0: nobody looks), there is nothing to rest from.
    """

    def __init__(self, clock: Any, on_rest: Callable[[], None] = lambda: None) -> None:
        self._clock = clock
        self._on_rest = on_rest
        self._awake_fps = clock._max_fps
        self._woken_at = clock.time()
        self._check: Any = None
        self.is_resting = False

    def follow(self, window: Any) -> None:
        """Wake with each touch, key or letter of a window."""
        window.bind(on_motion=self.wake, on_key_down=self.wake, on_textinput=self.wake)
        # A finger is read a frame after SDL told of it: that frame must not be a slow one.
        SDL2MotionEventProvider.q = _Heard(SDL2MotionEventProvider.q, self.wake)
        self.wake()

    def wake(self, *_args: Any) -> None:
        """Be fully awake for a while; what was touched gets it all the same."""
        self._woken_at = self._clock.time()
        if not self._awake_fps:
            return
        self.is_resting = False
        self._clock._max_fps = self._awake_fps
        if self._check is None:
            self._check = self._clock.schedule_once(self._look, REST_AFTER_S)

    def end(self) -> None:
        """Be awake for good: another app has the clock now."""
        SDL2MotionEventProvider.q = deque(SDL2MotionEventProvider.q)
        self._awake_fps, awake = 0.0, self._awake_fps
        if self._check is not None:
            self._check.cancel()
        if awake:
            self._clock._max_fps = awake

    def _look(self, _dt: float) -> None:
        self._check = None
        left_s = self._woken_at + REST_AFTER_S - self._clock.time()
        if left_s > 0:
            self._check = self._clock.schedule_once(self._look, left_s)
            return
        self.is_resting = True
        self._clock._max_fps = RESTING_FPS
        self._on_rest()


class _Heard(deque[Any]):
    """A queue that says when something is put in."""

    def __init__(self, before: Any, hear: Callable[[], None]) -> None:
        super().__init__(before)
        self._hear = hear

    def appendleft(self, each: Any) -> None:
        """Put something in."""
        self._hear()
        super().appendleft(each)


def give_back() -> None:
    """Give memory that is free back to the system, where its C library can (Linux, not Android)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
