"""The phone app: dressing as the person chose, or as the phone is set; also while it runs."""

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.event import EventDispatcher

from mobile.context import Context
from mobile.device.edges import Insets
from mobile.device.system import Wishes
from mobile.manner import Manner
from mobile.store.settings import Choices
from mobile.ui.frame import frame
from mobile.ui.pages import Pages
from mobile.ui.scale import size
from mobile.ui.theme import theme
from mobile.ui.trail import Trail
from mobile.viewmodels.base import on_ui
from shared.clock import local

ANSWERING = ("level", "subject", "factors", "more", "saved")
"""Pages of an answer: what was begun is finished in the words it was begun in."""


class Dressing(EventDispatcher):
    """The part of the app that follows what is chosen and how the phone is set."""

    context: Context
    root: Pages
    trail: Trail
    feedback: Any
    has_left: bool
    is_outdated = False
    """Whether the pages still speak as was set before, until somebody comes back to the first."""

    settings_model: Callable[[], Any]
    start_at: Callable[[str], None]

    def watch_phone(self) -> None:
        """Follow what covers the window and how the phone is set; told on whatever thread."""
        self.context.device.edges.watch(lambda insets: on_ui(lambda: self._cover(insets)))
        self.context.device.system.watch(lambda wishes: on_ui(lambda: self._be_as_set(wishes)))

    def look_again(self) -> None:
        """Take up how the phone was set meanwhile; not all of it is told."""
        self._be_as_set(self.context.device.system.wishes())

    def choose(self, choices: Choices) -> None:
        """Take up what was chosen in the settings; screens are made anew where it shows."""
        before, manner = self.context.choices, self.context.manner
        self.context.choose(choices)
        if choices.location != before.location:
            self.context.stop_location()
            self.context.start_location()
        self._take_up(manner)

    def dress(self) -> None:
        """Put colours and sizes in force."""
        manner = self.context.manner
        theme.choose(manner.look, local(self.context.surroundings.now()).hour)
        size.use(manner.text_size)
        Window.clearcolor = theme.ground
        self.context.device.edges.dress(is_dark=theme.is_dark)

    def rebuild(self) -> None:
        """Make the screens anew in another language or size, and show the same one."""
        name = self.root.current
        self.is_outdated = False
        self.root.forget()
        self.feedback = None
        self.dress()
        self.settings_model().refresh()
        self.context.renew()
        self.start_at(name)

    def _cover(self, insets: Insets) -> None:
        frame.cover(**vars(insets))

    def _be_as_set(self, wishes: Wishes) -> None:
        """The phone was set otherwise meanwhile."""
        if not self.has_left:
            before = self.context.manner
            self.context.be_as_set(wishes)
            self._take_up(before)

    def _take_up(self, before: Manner) -> None:
        now = self.context.manner
        if (now.language, now.text_size) == (before.language, before.text_size):
            self.dress()
        elif set(ANSWERING) & set(self.trail.names):
            self.is_outdated = True
        else:
            Clock.schedule_once(lambda _: self.rebuild(), 0)
