"""What the page of one place shows: open until when, hours in words, facilities, call."""

from datetime import date, timedelta

from kivy.properties import ListProperty, StringProperty

from mobile.device.calls import Calls
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.places import tone_of
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import local
from shared.hours import DAYS, DayHours, format_wall
from shared.places import FACILITIES, KINDS, Place, days_ago
from shared.ranking import Ranked

DAYS_SHOWN = 3


class PlaceViewModel(ViewModel):
    """One place of the list, for where the person is now."""

    place_id = StringProperty("")
    name = StringProperty("")
    kind = StringProperty("")
    standing = StringProperty("")
    tone = StringProperty("plain")
    walk = StringProperty("")
    address = StringProperty("")
    checked = StringProperty("")
    facilities = ListProperty()
    hours = ListProperty()
    phone = StringProperty("")
    call_note = StringProperty("")

    def __init__(self, surroundings: Surroundings, calls: Calls) -> None:
        super().__init__()
        self._surroundings = surroundings
        self._calls = calls
        surroundings.bind(here=self.refresh, on_list=self.refresh)

    def show(self, place_id: str) -> None:
        """Show another place."""
        self.place_id = place_id
        self.call_note = ""
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Work the page out for this moment; a place that has left says so."""
        place = self._surroundings.place(self.place_id)
        if place is None:
            self._say_gone()
            return
        now = self._surroundings.now()
        self.name, self.phone = place.name, place.phone
        self.kind = _(KINDS.get(place.kind, KINDS["other"]))
        self.address = f"{place.address}, {place.town} {place.postcode}"
        self.checked = _("Checked by the partnership {ago}.").format(
            ago=days_ago(place.checked_on, now)
        )
        self.facilities = [(code, _(FACILITIES[code])) for code in place.facilities]
        today = local(now).date()
        self.hours = [_hours_row(place, today, ahead) for ahead in range(DAYS_SHOWN)]
        self._stand(self._surroundings.rank_one(place))

    def call(self) -> None:
        """Open the dialler with the place's number; where there is none, show it."""
        if not self._calls.dial(self.phone):
            self.call_note = _("Call {number}").format(number=self.phone)

    def _stand(self, item: Ranked | None) -> None:
        if item is None:
            self.standing, self.tone, self.walk = "", "plain", ""
            return
        self.standing = item.reason.words()
        self.tone = tone_of(item)
        minutes = _("1 minute") if item.walk_min == 1 else f"{item.walk_min} " + _("minutes")
        self.walk = _("About {minutes} on foot.").format(minutes=minutes)

    def _say_gone(self) -> None:
        self.name = _("No longer listed")
        self.kind = self.walk = self.address = self.checked = self.phone = ""
        self.standing, self.tone = _("This place has left the network."), "soon"
        self.facilities, self.hours = [], []


def _hours_row(place: Place, today: date, ahead: int) -> tuple[str, str]:
    day = today + timedelta(days=ahead)
    name = (_("Today"), _("Tomorrow"))[ahead] if ahead < 2 else _(DAYS[day.weekday()])
    return name, hours_words(place.hours_on(day))


def hours_words(intervals: DayHours) -> str:
    """Return a day's hours in words, such as "09:00 – 12:30, 13:30 – 17:00" or "Closed"."""
    if not intervals:
        return _("Closed")
    if [(item.opens, item.closes) for item in intervals] == [(0, 24 * 60)]:
        return _("Day and night")
    return ", ".join(
        f"{format_wall(item.opens)} – {format_wall(item.closes)}" for item in sorted(intervals)
    )
