"""What the screens know of the exchange: how many were sent, and whether it is going well."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kivy.properties import NumericProperty, StringProperty

from mobile.viewmodels.base import ViewModel, on_ui

if TYPE_CHECKING:
    from mobile.sync.report import Report


class Exchange(ViewModel):
    """The worker as the screens see it; `receive` may be called on any thread."""

    sent_count = NumericProperty(0)
    trouble = StringProperty("")

    def __init__(self, on_new_list: Callable[[], None], on_new_clock: Callable[[], None]) -> None:
        super().__init__()
        self._on_new_list = on_new_list
        self._on_new_clock = on_new_clock
        self._wake: Callable[[], None] = lambda: None
        self._is_over = False
        self.register_event_type("on_report")

    def on_report(self) -> None:
        """Fired on the UI thread after each round."""

    def attach(self, wake: Callable[[], None]) -> None:
        """Say how the worker is asked for a round."""
        self._wake = wake

    def saved(self) -> None:
        """An answer was saved: try to send it now, and let the screens count."""
        self.dispatch("on_report")
        self._wake()

    def receive(self, report: "Report") -> None:
        """Take the report of a round from the worker's thread."""
        on_ui(lambda: self._take(report))

    def end(self) -> None:
        """Hear of nothing any more: the memory is about to be let go of."""
        self._is_over = True

    def _take(self, report: "Report") -> None:
        if self._is_over:
            return
        self.sent_count += report.sent
        self.trouble = report.trouble
        if report.is_clock_new:
            self._on_new_clock()
        if report.is_list_new:
            self._on_new_list()
        self.dispatch("on_report")
