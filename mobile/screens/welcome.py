"""Widgets of the first run: three short cards, the language, and whether to use the position."""

from typing import Any

from kivy.app import App
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from mobile.screens.damage import cards
from mobile.screens.level import Steps as Steps
from mobile.screens.loading import load_kv
from mobile.ui.chips import Picks as Picks
from mobile.ui.kit import Page, Stack

load_kv(__file__)


class WelcomeCard(Stack):
    """One card: a picture, what it is about, what is to be known."""

    icon = StringProperty("about")
    title = StringProperty("")
    words = StringProperty("")


class WelcomeScreen(Page):
    """One card after the other; nobody has to read them to get on."""

    model = ObjectProperty(None, rebind=True)
    at = NumericProperty(0)
    most = NumericProperty(3)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("at", self.show)
        for card in cards(App.get_running_app().context.damage):
            self.ids.damage.add_widget(card)
        self.show()

    def step_back(self) -> bool:
        """Show the card before."""
        if self.at == 0:
            return False
        self.at -= 1
        return True

    def show(self, *_args: Any) -> None:
        """Show the card that one is at."""
        card = self.model.first_cards[self.at]
        self.ids.card.clear_widgets()
        shown = WelcomeCard(icon=card.icon, title=card.title, words=card.words)
        self.ids.card.add_widget(shown)
        self.ids.body.scroll_y = 1
