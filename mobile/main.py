"""The phone app: the window, the way from screen to screen, and the order of starting."""

import gc
from typing import TYPE_CHECKING, Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import ObjectProperty

from mobile.context import Context
from mobile.screens import make_screen
from mobile.ui import kit
from mobile.ui.theme import load_fonts, theme
from shared.clock import local

if TYPE_CHECKING:
    from mobile.viewmodels.choosing import NamedChoice
    from mobile.viewmodels.place import PlaceViewModel

REFRESH_S = 30
"""How often the list is worked out anew while it is shown: minutes pass."""


class UMayApp(App):
    """The app around one context; screens call its few deeds by name."""

    title = "UMay"
    feedback = ObjectProperty(None, allownone=True)

    def __init__(self, context: Context, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context = context
        self._trail: list[str] = []

    def build(self) -> kit.Pages:
        """Draw the first list from the phone's own memory; nothing is asked of the network yet."""
        load_fonts()
        kit.load()
        theme.suit(local(self.context.surroundings.now()).hour)
        Window.clearcolor = theme.ground
        Window.bind(on_keyboard=self._on_key)
        self.root = kit.Pages()
        self.context.start_location()
        self.go("places")
        return self.root

    def on_start(self) -> None:
        """Start the exchange after the first frame is on the screen, and keep the minutes true."""
        Window.bind(on_flip=self._after_first_frame)
        Clock.schedule_interval(self._tick, REFRESH_S)

    def on_pause(self) -> bool:
        """Let the system pause the app; the position is not read meanwhile."""
        self.context.location.stop()
        return True

    def on_resume(self) -> None:
        """Come back: take positions again and ask for news."""
        self.context.start_location()
        self.context.wake()

    def on_stop(self) -> None:
        """Stop the exchange; what is not sent stays in the outbox."""
        self.context.close()

    def go(self, name: str) -> None:
        """Show a screen, made when first shown; the way back is kept."""
        if name == "places":
            self._trail.clear()
        elif self._trail and name in self._trail:
            del self._trail[self._trail.index(name) :]
        self._trail.append(name)
        self._show(name)

    def back(self) -> None:
        """Return to the screen before; from a finished answer to the list."""
        if self.root.current == "saved" or len(self._trail) < 2:
            self.go("places")
            return
        self._trail.pop()
        self._show(self._trail[-1])

    def show_place(self, place_id: str) -> None:
        """Show the page of a place."""
        self._page("place").model.show(place_id)
        self.go("place")

    def begin_feedback(self) -> None:
        """Start an answer about where the person is."""
        if self.feedback is None:
            self.feedback = self.context.make_feedback()
        self.context.begin_feedback(self.feedback)
        self.go("level")

    def begin_feedback_here(self, place: "PlaceViewModel") -> None:
        """Start an answer about a place."""
        self.begin_feedback()
        self.feedback.aim_at_place(place.place_id)

    def choose_level(self, code: str) -> None:
        """First tap of an answer; asks where first, when that is not known."""
        self.feedback.choose_level(code)
        self.go("factors" if self.feedback.subject else "subject")

    def save_feedback(self) -> None:
        """Third tap: only a kept answer leads on."""
        if self.feedback.save():
            self.go("saved")

    def choose_when(self, when: str) -> None:
        """Say when the answer is about."""
        self.feedback.aim(self.feedback.subject, when)

    def chosen(self, choice: "NamedChoice") -> None:
        """Take a chosen name: as the subject of the answer, or as the position."""
        model = self.root.current_page.model
        if not model.is_for_subject:
            model.be_at(choice)
        elif subject := model.subject_of(choice):
            self.feedback.aim(subject, self.feedback.when)
        else:
            return
        self.back()

    def call_door(self, number: str) -> None:
        """Hand a service's number to the dialler."""
        self._page("help").model.call(number)

    def _show(self, name: str) -> None:
        if name == "places" and self.root.has(name):
            self.context.places.refresh()
        self._page(name)
        self.root.show(name)

    def _page(self, name: str) -> Any:
        if not self.root.has(name):
            self.root.keep(make_screen(name, self._model(name)))
        return self.root.get(name)

    def _model(self, name: str) -> Any:
        context = self.context
        if name in ("level", "factors", "saved"):
            return self.feedback
        made = {
            "places": lambda: context.places,
            "queue": lambda: context.queue,
            "place": context.make_place,
            "help": context.make_help,
            "where": context.make_choosing,
            "subject": context.make_choosing,
        }
        return made[name]()

    def _after_first_frame(self, *_args: Any) -> None:
        Window.unbind(on_flip=self._after_first_frame)
        gc.freeze()
        gc.enable()
        Clock.schedule_once(lambda _: self.context.start_exchange(), 0)

    def _tick(self, _dt: float) -> None:
        if self.root.current == "places":
            self.context.places.refresh()

    def _on_key(self, _window: Any, key: int, *_args: Any) -> bool:
        is_escape = key == 27
        if is_escape and len(self._trail) > 1:
            self.back()
            return True
        return False
