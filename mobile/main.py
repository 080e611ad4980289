"""The phone app: the window, the way from screen to screen, and the order of starting."""

import gc
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from mobile.answering import Answering
from mobile.context import Context
from mobile.device.system import HELP
from mobile.dressing import Dressing
from mobile.screens import SHARED_MODELS, make_screen
from mobile.store.settings import YES
from mobile.ui import kit, shaping
from mobile.ui.keyboard import Keyboard
from mobile.ui.pages import Pages
from mobile.ui.resting import Resting, give_back
from mobile.ui.theme import load_fonts
from mobile.ui.trail import Trail

REFRESH_S = 30
"""How often the list is worked out anew while it is shown: minutes pass."""

START = "places"
INTERRUPTING = ("help",)
"""Pages that are opened from any other, which waits for the way back."""


class UMayApp(Answering, Dressing, App):
    """The app around one context; screens call its few deeds by name."""

    title = "UMay"

    def __init__(self, context: Context, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context = context
        self.has_left = False
        self.trail = Trail(INTERRUPTING)
        self._choosing: Any = None
        self.resting: Any = None

    def build(self) -> Pages:
        """Draw the first list from the phone's own memory; nothing is asked of the network yet."""
        load_fonts()
        shaping.install()
        kit.load()
        self.context.device.shield.cover()
        self.root = Pages()
        self.keyboard = Keyboard(self.root)
        Window.bind(on_keyboard=self._on_key)
        self.watch_phone()
        self._begin()
        if self.context.device.system.asked_page() == HELP:
            self.go(HELP)
        return self.root

    def on_start(self) -> None:
        """Start the exchange after the first frame is on the screen, and keep the minutes true."""
        Window.bind(on_flip=self._after_first_frame)
        self._ticking = Clock.schedule_interval(self._tick, REFRESH_S)

    def on_pause(self) -> bool:
        """Let the system pause the app; the position is not read and nothing is asked meanwhile."""
        self.context.pause()
        self._rest()
        return True

    def on_resume(self) -> None:
        """Come back: start anew after leaving, else take positions again and ask for news."""
        if self.resting:
            self.resting.wake()
        if self.has_left:
            self.come_back()
            return
        self.look_again()
        self.context.resume()

    def on_stop(self) -> None:
        """Stop the exchange; what is not sent stays in the outbox."""
        self._ticking.cancel()
        if self.resting:
            self.resting.end()
        if not self.has_left:
            self.context.close()

    def go(self, name: str) -> None:
        """Show a screen, made when first shown; the way back is kept."""
        if name == START and self.is_outdated:
            self.rebuild()
        is_new = name == START or name not in self.trail.names
        ended = self.trail.begin(START) if name == START else self.trail.go(name)
        if is_new:
            self.page(name).begun()
        self._show(name)
        self.root.end(ended)

    def back(self) -> None:
        """Return to the screen before; from a finished answer to the list."""
        if not self._has_stepped_back():
            self._return()

    def leave(self) -> None:
        """Show an empty clock at once and drop everything; then end the app where that can be."""
        self.has_left = True
        self.drop()
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

    def delete_everything(self) -> None:
        """Delete all that the person left on this phone, then start as on the first day."""
        if self.page("data").model.delete_all():
            self.drop()
            self.context.close(0)
            self.come_back()

    def welcome_on(self, page: Any) -> None:
        """Show the next card; after the last one the person has said yes to the position."""
        if page.at < page.most - 1:
            page.at += 1
            self.root.expect_no_second_tap()
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
        self.settings_model().choose("location", YES)
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

    def start_at(self, name: str) -> None:
        """Show a page anew, with the first one behind it."""
        self.trail.begin(*([name] if name in (START, "welcome") else [START, name]))
        self.page(name).begun()
        self._show(name)

    def _return(self) -> None:
        if self.root.current == "saved" or len(self.trail.names) < 2:
            self.go(START)
            return
        ended = self.trail.back()
        self._show(self.trail.names[-1])
        self.root.end(ended)

    def _has_stepped_back(self) -> bool:
        if not self.root.current_page.step_back():
            return False
        self.root.expect_no_second_tap()
        return True

    def _begin(self) -> None:
        self.dress()
        self.trail.begin()
        if self.context.choices.is_welcomed:
            self.context.start_location()
            self.go(START)
        else:
            self.go("welcome")

    def drop(self) -> None:
        """Let go of every page and of what stands on them."""
        self.keyboard.forget()
        self.root.forget()
        self.feedback = self._choosing = None
        self.trail.begin()

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
            return self.settings_model()
        return self.context.make(SHARED_MODELS.get(name, name))

    def take_map(self, offer: Any) -> None:
        """Somebody said yes to the map: show how it comes."""
        offer.answered()
        self.go("map")
        self.page("map").model.pack.take_up()

    def needle(self) -> Any:
        """Return what points the way; while it turns, every frame counts."""
        found = self.context.needle()
        if self.resting:
            found.bind(turn_deg=self.resting.wake)
        return found

    def settings_model(self) -> Any:
        """Return the model of what can be chosen, made when first asked for."""
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
        from mobile.reading_out import ReadingOut

        self.resting = Resting(Clock, self._rest)
        self.resting.follow(Window)
        self.reading_out = ReadingOut(self.root, self.context.device.reader)
        Clock.schedule_once(lambda _: self.context.start_exchange(), 0)

    def _rest(self) -> None:
        """Nobody touches the app: keep no pictures of pages that no way back leads to."""
        self.root.let_go((START, *INTERRUPTING, *self.trail.names))
        give_back()

    def _tick(self, _dt: float) -> None:
        if not self.has_left:
            # The look follows at dusk.
            self.dress()
        if self.root.current == START:
            self.context.places.refresh()

    def _on_key(self, _window: Any, key: int, *args: Any) -> bool:
        if self.has_left:
            self.come_back()
            return True
        if key == Keyboard.ESCAPE:
            if self._has_stepped_back():
                return True
            if len(self.trail.names) < 2:
                # An app that was ended by the way back may hang when it is opened again.
                return self.context.device.system.step_back()
            self._return()
            return True
        return self.keyboard.press(key, args[2] if len(args) > 2 else ())
