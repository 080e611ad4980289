"""What asks, once the way to a place was shown, whether they helped there: one tap, or none."""

from datetime import datetime

from kivy.properties import BooleanProperty, StringProperty

from mobile.store.outbox import HELPED, Outbox
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.exchange import Exchange
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import local, to_minute, week_of
from shared.help_answer import NOBODY, WHY_NOT, HelpAnswer
from shared.problems import Problem


class Helped(ViewModel):
    """The question about one place; which place is known until the app closes, and kept nowhere.

    Of a place that was closed, or turned the person away, more is known: `said`, for a while.
    """

    is_asked = BooleanProperty(False)
    thanks = StringProperty("")
    said = StringProperty("")

    def __init__(self, outbox: Outbox, exchange: Exchange, surroundings: Surroundings) -> None:
        super().__init__()
        self._outbox = outbox
        self._exchange = exchange
        self._surroundings = surroundings
        self._led_to = ""
        self._shown = ""
        self._waiting: dict[str, str] = {}
        """Answers that may not have left yet, by place: they can be taken back whole."""

    def led_to(self, place_id: str) -> None:
        """Remember that the way to a place was asked for."""
        self._led_to = place_id
        self.look(place_id)

    def look(self, place_id: str) -> None:
        """Ask about a place that is shown, where the way there was asked for."""
        self._shown = place_id
        self.is_asked, self.thanks = bool(place_id) and place_id == self._led_to, ""
        self.refresh()

    def refresh(self) -> None:
        """Say what was said of the place that is shown, while it counts."""
        said = self._surroundings.said_of(self._shown)
        self.said = said.words(local(self._surroundings.now()).date()) if said else ""

    def keep(self, answer: str, now: datetime) -> None:
        """Keep "yes", "no", a reason for it, or "not_there" to be sent; it is asked once."""
        why_not = answer if answer in WHY_NOT else ""
        helped = NOBODY if why_not else answer
        body = HelpAnswer(self._shown, week_of(now), helped, why_not).to_wire()
        try:
            item_id = self._outbox.save(body, kind=HELPED)
        except Problem as problem:
            self.thanks = _(problem.title)
            return
        self._led_to, self.is_asked = "", False
        self.thanks = _("Thank you. It says nothing of who you are.")
        if why_not:
            self._waiting[self._shown] = item_id
            self._surroundings.say_turned_away(self._shown, why_not, to_minute(now))
            self.thanks = _("Thank you. On this phone it now stands below the other open places.")
            self.refresh()
        self._exchange.saved()

    def undo(self) -> None:
        """Let the place stand where it stood; an answer that has not left is taken back too."""
        item_id = self._waiting.pop(self._shown, "")
        is_taken_back = bool(item_id) and self._outbox.take_back(item_id)
        self._surroundings.undo_turned_away(self._shown)
        self.refresh()
        self.thanks = (
            _("Undone. Nothing of it was sent.")
            if is_taken_back
            else _("Undone on this phone. What was sent cannot be told from others' any more.")
        )
        self._exchange.dispatch("on_report")
