"""The phone app: the window, the way from screen to screen, and the order of starting."""

import gc
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from mobile.answering import Answering
from mobile.context import Context
from mobile.reading_out import ReadingOut
from mobile.screens import SHARED_MODELS, make_screen
from mobile.store.settings import YES, Choices
from mobile.ui import kit, shaping
from mobile.ui.keyboard import Keyboard
from mobile.ui.scale import size
from mobile.ui.theme import load_fonts, theme
from shared.clock import local

REFRESH_S = 30
"""How often the list is worked out anew while it is shown: minutes pass."""

START = "places"


class UMayApp(Answering, App):
    """The app around one context; screens call its few deeds by name."""

    title = "UMay"

    def __init__(self, context: Context, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context = context
        self.has_left = False
        self._trail: list[str] = []
        self._choosing: Any = None

    def build(self) -> kit.Pages:
        """Draw the first list from the phone's own memory; nothing is asked of the network yet."""
        load_fonts()
        shaping.install()
        kit.load()
        self.context.device.shield.cover()
        # The keyboard of the phone pushes the page up, so that it never hides what is typed into.
        Window.softinput_mode = "below_target"
        self.root = kit.Pages()
        self.keyboard = Keyboard(self.root)
        Window.bind(on_keyboard=self._on_key)
        self._begin()
        return self.root

    def on_start(self) -> None:
        """Start the exchange after the first frame is on the screen, and keep the minutes true."""
        Window.bind(on_flip=self._after_first_frame)
        Clock.schedule_interval(self._tick, REFRESH_S)

    def on_pause(self) -> bool:
        """Let the system pause the app; the position is not read meanwhile."""
        self.context.stop_location()
        return True

    def on_resume(self) -> None:
        """Come back: start anew after leaving, else take positions again and ask for news."""
        if self.has_left:
            self.come_back()
            return
        self.context.start_location()
        self.context.wake()

    def on_stop(self) -> None:
        """Stop the exchange; what is not sent stays in the outbox."""
        if not self.has_left:
            self.context.close()

    def go(self, name: str) -> None:
        """Show a screen, made when first shown; the way back is kept."""
        if name == START:
            self._trail.clear()
        elif name in self._trail:
            del self._trail[self._trail.index(name) :]
        self._trail.append(name)
        self._show(name)

    def back(self) -> None:
        """Return to the screen before; from a finished answer to the list."""
        if self.root.current == "more" and self.feedback.details.before():
            return
        if self.root.current == "saved" or len(self._trail) < 2:
            self.go(START)
            return
        self._trail.pop()
        self._show(self._trail[-1])

    def leave(self) -> None:
        """Show an empty clock at once and drop everything; then end the app where that can be."""
        self.has_left = True
        self._drop()
        Window.clearcolor = (0, 0, 0, 1)
        self.root.keep(make_screen("neutral", None))
        self.root.show("neutral")
        Clock.schedule_once(self._end, 0)

    def come_back(self) -> None:
        """Start anew, as if the app had just been opened."""
        self.has_left = False
        self.context = Context(self.context.config)
        self.root.forget()
        self._begin()
        self.context.start_exchange()

    def choose(self, choices: Choices) -> None:
        """Take up what was chosen in the settings; screens are made anew where it shows."""
        before = self.context.choices
        self.context.choose(choices)
        if choices.location != before.location:
            self.context.stop_location()
            self.context.start_location()
        if (choices.language, choices.text_size) != (before.language, before.text_size):
            Clock.schedule_once(lambda _: self._rebuild(), 0)
        else:
            self._dress()

    def delete_everything(self) -> None:
        """Delete all that the person left on this phone, then start as on the first day."""
        if self.page("data").model.delete_all():
            self._drop()
            self.context.close(0)
            self.come_back()

    def welcome_on(self, page: Any) -> None:
        """Show the next card; after the last one the person has said yes to the position."""
        if page.at < page.most - 1:
            page.at += 1
            return
        self._welcomed(page.model)
        self.use_location()
        self.go(START)

    def welcome_without(self, page: Any) -> None:
        """Leave the cards without a position: to the places, or to choosing a town."""
        is_last = page.at == page.most - 1
        self._welcomed(page.model)
        self.go(START)
        if is_last:
            self.go("where")

    def use_location(self) -> None:
        """The person wants the phone's position to be used."""
        self._settings().choose("location", YES)
        self.context.start_location(is_asked=True)

    def show_place(self, place_id: str) -> None:
        """Show the page of a place."""
        self.page("place").model.show(place_id)
        self.go("place")

    def lead(self, place_id: str) -> None:
        """Hand a place to the phone's map app; where there is none, its page says the address."""
        model = self.page("place").model
        model.show(place_id)
        if not model.lead():
            self.go("place")

    def call_place(self, place_id: str) -> None:
        """Open the dialler with a place's number; where there is none, its page says it."""
        model = self.page("place").model
        model.show(place_id)
        if not model.call():
            self.go("place")

    def _begin(self) -> None:
        self._dress()
        self._trail.clear()
        if self.context.choices.is_welcomed:
            self.context.start_location()
            self.go(START)
        else:
            self.go("welcome")

    def _dress(self) -> None:
        choices = self.context.choices
        theme.choose(choices.look, local(self.context.surroundings.now()).hour)
        size.use(choices.text_size)
        Window.clearcolor = theme.ground
        self.context.device.edges.dress(is_dark=theme.is_dark)

    def _rebuild(self) -> None:
        """Make the screens anew in another language or size, and show the same one."""
        name = self.root.current
        self.root.forget()
        self.feedback = None
        self._dress()
        self._settings().refresh()
        self.context.renew()
        self._trail[:] = [START, name] if name != START else [START]
        self._show(name)

    def _drop(self) -> None:
        self.keyboard.forget()
        self.root.forget()
        self.feedback = self._choosing = None
        self._trail.clear()

    def _end(self, _dt: float) -> None:
        self.context.close(0)
        self.context.device.shield.leave()

    def _show(self, name: str) -> None:
        if name == START and self.root.has(name):
            self.context.places.refresh()
        self.page(name)
        self.keyboard.forget()
        self.root.show(name)

    def page(self, name: str) -> Any:
        """Return a screen, made when first asked for."""
        if not self.root.has(name):
            self.root.keep(make_screen(name, self._model(name)))
        return self.root.get(name)

    def _model(self, name: str) -> Any:
        if SHARED_MODELS.get(name) == "feedback":
            return self.feedback
        if SHARED_MODELS.get(name) == "settings":
            return self._settings()
        return self.context.make(SHARED_MODELS.get(name, name))

    def _settings(self) -> Any:
        if self._choosing is None:
            from mobile.viewmodels.settings import SettingsViewModel

            self._choosing = SettingsViewModel(self.context.connection, self.choose)
        return self._choosing

    def _welcomed(self, model: Any) -> None:
        model.choose("welcomed", YES)

    def _after_first_frame(self, *_args: Any) -> None:
        Window.unbind(on_flip=self._after_first_frame)
        gc.freeze()
        gc.enable()
        self.reading_out = ReadingOut(self.root, self.context.device.reader)
        Clock.schedule_once(lambda _: self.context.start_exchange(), 0)

    def _tick(self, _dt: float) -> None:
        if self.root.current == START:
            self.context.places.refresh()

    def _on_key(self, _window: Any, key: int, *args: Any) -> bool:
        if self.has_left:
            self.come_back()
            return True
        if key == Keyboard.ESCAPE and len(self._trail) > 1:
            self.back()
            return True
        return self.keyboard.press(key, args[2] if len(args) > 2 else ())
