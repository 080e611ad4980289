"""Widgets: a page with a needle, which points while the page is shown."""

from kivy.app import App
from kivy.properties import ObjectProperty

from mobile.ui.kit import Page


class AimedPage(Page):
    """A page that points at a place; `needle` is None until it is first aimed."""

    needle = ObjectProperty(None, allownone=True, rebind=True)

    def aim(self, place_id: str) -> None:
        """Point at a place while this page is shown."""
        app = App.get_running_app()
        # A list that comes when the app has just ended has nobody to point for.
        if app is not None:
            self.needle = app.needle()
            self.needle.aim(place_id, self)

    def left(self) -> None:
        """Point no more."""
        super().left()
        if self.needle is not None:
            self.needle.look_away(self)
