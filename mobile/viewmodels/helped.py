"""What asks, once the way to a place was shown, whether they helped there: one tap, or none."""

from datetime import datetime

from kivy.properties import BooleanProperty, StringProperty

from mobile.store.outbox import HELPED, Outbox
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.exchange import Exchange
from shared.clock import week_of
from shared.problems import Problem


class Helped(ViewModel):
    """The question about one place; which place is known until the app closes, and kept nowhere."""

    is_asked = BooleanProperty(False)
    thanks = StringProperty("")

    def __init__(self, outbox: Outbox, exchange: Exchange) -> None:
        super().__init__()
        self._outbox = outbox
        self._exchange = exchange
        self._led_to = ""
        self._shown = ""

    def led_to(self, place_id: str) -> None:
        """Remember that the way to a place was asked for."""
        self._led_to = place_id
        self.look(place_id)

    def look(self, place_id: str) -> None:
        """Ask about a place that is shown, where the way there was asked for."""
        self._shown = place_id
        self.is_asked, self.thanks = bool(place_id) and place_id == self._led_to, ""

    def keep(self, helped: str, now: datetime) -> None:
        """Keep "yes", "no" or "not_there" to be sent; it is asked once."""
        body = {"version": 1, "place": self._shown, "week": week_of(now), "helped": helped}
        try:
            self._outbox.save(body, kind=HELPED)
        except Problem as problem:
            self.thanks = _(problem.title)
            return
        self._led_to, self.is_asked = "", False
        self.thanks = _("Thank you. It says nothing of who you are.")
        self._exchange.saved()
