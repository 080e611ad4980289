"""Widgets of choosing by name: where I am, and where and when an answer is about."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui.choices import Chip
from mobile.ui.kit import Page, Tap

load_kv(__file__)


class NameTap(Tap):
    """One name to choose."""

    choice = ObjectProperty(None)


class WhenChip(Chip):
    """One time to speak about."""

    when = StringProperty("now")


class ChoosingScreen(Page):
    """A field and the names that fit what is typed."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model.bind(choices=self.fill)

    def fill(self, *_args: object) -> None:
        """Put the names into the list."""
        self.ids.names.clear_widgets()
        for choice in self.model.choices:
            self.ids.names.add_widget(NameTap(choice=choice))


class WhereScreen(ChoosingScreen):
    """Where I am, when the phone cannot or may not say it."""

    def entered(self) -> None:
        """Start with all towns."""
        self.model.begin(for_subject=False)


class SubjectScreen(ChoosingScreen):
    """Where and when an answer is about."""

    feedback = ObjectProperty(None, rebind=True, allownone=True)

    def entered(self) -> None:
        """Start with all names."""
        self.model.begin(for_subject=True)
