"""Widgets of the page after saving."""

from kivy.properties import ObjectProperty

from mobile.screens.loading import load_kv
from mobile.ui.kit import Page

load_kv(__file__)


class SavedScreen(Page):
    """That the answer is kept, what becomes of it, and where to go now."""

    model = ObjectProperty(None, rebind=True)
