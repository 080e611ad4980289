"""Widgets that narrow the list: one row of chips that can be moved sideways."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.scrollview import ScrollView

from mobile.screens.loading import load_kv
from mobile.ui.chips import Chip
from mobile.ui.words import is_rtl

load_kv(__file__)


class FilterChip(Chip):
    """One filter."""

    code = StringProperty("")


class Filters(ScrollView):
    """The filters, in the reading order."""

    model = ObjectProperty(None, rebind=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._chips: dict[str, FilterChip] = {}
        self.model.bind(filters=self.fill)
        self.fill()
        self.scroll_x = 1 if is_rtl() else 0

    def fill(self, *_args: Any) -> None:
        """Make the chips once; later only what is on changes."""
        for each in self.model.filters:
            if each.code not in self._chips:
                self._chips[each.code] = FilterChip(code=each.code, text=each.label)
                self.ids.row.add_widget(self._chips[each.code])
            self._chips[each.code].is_on = each.is_on
