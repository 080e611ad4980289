"""What every screen's model shares: observable values, and the one bridge between threads."""

import threading
from collections.abc import Callable

from kivy.clock import Clock
from kivy.event import EventDispatcher


class ViewModel(EventDispatcher):
    """Kivy properties without a widget; read and changed on the UI thread only."""


def on_ui(deed: Callable[[], None]) -> None:
    """Have a deed done on the UI thread: at once from there, else before the next frame."""
    if threading.current_thread() is threading.main_thread():
        deed()
    else:
        Clock.schedule_once(lambda _: deed(), -1)


def later(seconds: float, deed: Callable[[], None]) -> Callable[[], None]:
    """Have a deed done on the UI thread after a while; return what calls it off."""
    event = Clock.schedule_once(lambda _: deed(), seconds)
    return lambda: event.cancel()
