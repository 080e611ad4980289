"""Widgets of choosing by name: where I am, and where and when an answer is about."""

from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import ObjectProperty

from mobile.screens import when as when  # its rules lay out the times
from mobile.screens.loading import load_kv
from mobile.ui import choices as choices  # its rules lay out the fields
from mobile.ui import rows as rows  # its rules lay out the notes
from mobile.ui.kit import Page, Tap

load_kv(__file__)

ROWS_AT_ONCE = 6
"""About as many as fit on the screen."""


class NameTap(Tap):
    """One name to choose; a row may be given another."""

    choice = ObjectProperty(None, rebind=True)


class ChoosingScreen(Page):
    """A field and the names that fit what is typed."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # What is asked for before a frame is done within it: so the rest asks from there again.
        self._make_rest = Clock.create_trigger(self._fill_rest)
        self._trigger_rest = Clock.create_trigger(lambda _: self._make_rest())
        self._spare: list[NameTap] = []
        self.model.bind(choices=self.fill)

    def ended(self) -> None:
        """Let go of what was typed."""
        self.model.forget()

    def take_only(self) -> None:
        """Enter: take the only name that fits what is typed."""
        if self.model.query.strip() and len(self.model.choices) == 1:
            App.get_running_app().chosen(self.model.choices[0])

    def fill(self, *_args: object) -> None:
        """Show the first names at once, the others in later frames; rows are used again and again.

        Making one takes longer than a frame may.
        """
        names, choices = self.ids.names, self.model.choices
        for row in names.children[: max(0, len(names.children) - len(choices))]:
            names.remove_widget(row)
            self._spare.append(row)
        for row, choice in zip(reversed(names.children), choices, strict=False):
            row.choice = choice
        self._add(ROWS_AT_ONCE)
        self._trigger_rest()

    def _fill_rest(self, _dt: float) -> None:
        self._add(len(self.ids.names.children) + ROWS_AT_ONCE)
        if len(self.ids.names.children) < len(self.model.choices):
            self._trigger_rest()

    def _add(self, most: int) -> None:
        for choice in self.model.choices[len(self.ids.names.children) : most]:
            row = self._spare.pop() if self._spare else NameTap(choice=choice)
            row.choice = choice
            self.ids.names.add_widget(row)


class WhereScreen(ChoosingScreen):
    """Where I am, when the phone cannot or may not say it."""

    def begun(self) -> None:
        """Start with all towns."""
        self.model.begin(for_subject=False)


class SubjectScreen(ChoosingScreen):
    """Where and when an answer is about."""

    feedback = ObjectProperty(None, rebind=True, allownone=True)

    def begun(self) -> None:
        """Start with all names."""
        self.model.begin(for_subject=True)
