"""Widgets of the pages to read: a title and what stands under each heading."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Card, Page

load_kv(__file__)


class SectionCard(Card):
    """A heading and what stands below it."""

    title = StringProperty("")
    words = StringProperty("")


class ReadingScreen(Page):
    """One page to read."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for title, words in self.model.sections:
            self.ids.sections.add_widget(SectionCard(title=title, words=words))

    def begun(self) -> None:
        """Begin at the top."""
        self.ids.body.scroll_y = 1
