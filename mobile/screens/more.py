"""Widgets of the optional questions: one to a page, each can be passed over."""

from typing import Any

from kivy.properties import ObjectProperty

from mobile.screens.level import Steps as Steps
from mobile.screens.loading import load_kv
from mobile.ui.kit import Page
from mobile.ui.rows import OptionRow

load_kv(__file__)


class MoreScreen(Page):
    """The question and its answers."""

    model = ObjectProperty(None, rebind=True)
    details = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(details=kwargs["model"].details, **kwargs)
        self.details.bind(options=self.fill)
        self.fill()

    def begun(self) -> None:
        """Begin at the top."""
        self.ids.body.scroll_y = 1

    def step_back(self) -> bool:
        """Show the question before."""
        return bool(self.details.before())

    def fill(self, *_args: object) -> None:
        """Show the answers; where only what is chosen changed, change that."""
        details, found = self.details, self.ids.options
        rows = {row.code: row for row in found.children}
        if list(rows)[::-1] == [option.code for option in details.options]:
            for option in details.options:
                rows[option.code].is_on = option.is_chosen
                rows[option.code].label = option.label
            return
        self.ids.body.scroll_y = 1
        found.clear_widgets()
        for option in details.options:
            row = OptionRow(code=option.code, label=option.label, is_on=option.is_chosen)
            row.is_many = details.is_many
            row.fbind("on_release", lambda row: self.choose(row.code))
            found.add_widget(row)

    def choose(self, code: str) -> None:
        """Take an answer; a question with one answer leads on by itself."""
        from kivy.app import App

        if self.details.choose(code):
            App.get_running_app().next_detail()
