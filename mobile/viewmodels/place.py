"""What the page of one place shows: open until when, hours in words, facilities, the way there."""

from datetime import date, timedelta

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from mobile.device.choosing import Device
from mobile.ui.words import comma, current
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.help import no_dialler
from mobile.viewmodels.helped import Helped
from mobile.viewmodels.reading_aloud import ReadingAloud
from mobile.viewmodels.replies import reply_words
from mobile.viewmodels.standing import standing_words
from mobile.viewmodels.surroundings import Surroundings
from shared.clock import local
from shared.intervals import DAYS
from shared.places import FACILITIES, KINDS, Place, days_ago
from shared.ranking import Ranked
from shared.readiness import is_due, readiness_words
from shared.season_words import season_rows
from shared.standing import hours_words, tone_of, walk_words

DAYS_SHOWN = 4
REPLIES_SHOWN = 3


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
    is_due = BooleanProperty(False)
    counter = StringProperty("")
    facilities = ListProperty()
    hours = ListProperty()
    seasons = ListProperty()
    replies = ListProperty()
    phone = StringProperty("")
    no_phone = StringProperty("")
    note = StringProperty("")
    is_listed = BooleanProperty(True)

    def __init__(self, surroundings: Surroundings, device: Device, helped: Helped) -> None:
        super().__init__()
        self.helped = helped
        self._surroundings = surroundings
        self._device = device
        self.aloud = ReadingAloud(device.speech, self._spoken)
        surroundings.bind(here=self.refresh, on_list=self.refresh)

    def show(self, place_id: str) -> None:
        """Show another place."""
        self.place_id = place_id
        self.note = ""
        self.helped.look(place_id)
        self.refresh()

    def refresh(self, *_args: object) -> None:
        """Work the page out for this moment; a place that has left says so."""
        place = self._surroundings.place(self.place_id)
        if place is None:
            self._say_gone()
            return
        now = self._surroundings.now()
        self.is_listed = True
        self.name, self.phone = place.name, place.phone
        self.no_phone = "" if place.phone else _("This place gave no phone number.")
        self.kind = _(KINDS.get(place.kind, KINDS["other"]))
        self.address = f"{place.address}, {place.town} {place.postcode}"
        ago = days_ago(place.checked_on, now, current())
        self.checked = readiness_words(place, now, current(), comma()) or _(
            "Checked by the partnership {ago}."
        ).format(ago=ago)
        self.is_due = is_due(place, now)
        self.counter = _(
            "Say “I need a safe place”. You do not have to say why. You can sit and wait for "
            "someone."
        )
        self.facilities = [(code, _(FACILITIES[code])) for code in place.facilities]
        today = local(now).date()
        coming = [_hours_row(place, today, ahead) for ahead in range(DAYS_SHOWN)]
        told = [row for each in place.seasons for row in season_rows(each, current(), comma())]
        self.hours, self.seasons = coming, told
        newest = self._surroundings.replies_for(place)[:REPLIES_SHOWN]
        self.replies = [reply_words(each.said, each.did, each.on) for each in newest]
        self._stand(self._surroundings.rank_one(place))
        self.helped.refresh()

    def call(self) -> bool:
        """Open the dialler with the place's number; where there is none, show it."""
        if self._device.calls.dial(self.phone):
            return True
        self.note = no_dialler(self.phone)
        return False

    def lead(self) -> bool:
        """Hand the place, and nothing of the person, to the phone's map app, if there is one."""
        place = self._surroundings.place(self.place_id)
        if place is not None and self._device.directions.lead(place.at, place.name):
            self.helped.led_to(self.place_id)
            return True
        self.helped.led_to(self.place_id)
        self.note = _("No map app here. The address: {address}").format(address=self.address)
        return False

    def say_helped(self, helped: str) -> None:
        """Say whether they helped here: "yes", "no" or "not_there"."""
        self.helped.keep(helped, self._surroundings.now())

    def _stand(self, item: Ranked | None) -> None:
        if item is None:
            self.standing, self.tone, self.walk = "", "plain", ""
            return
        is_rough = self._surroundings.is_approximate
        self.standing = standing_words(item, self._surroundings)
        self.tone = "soon" if self._surroundings.said_of(item.place.id) else tone_of(item)
        self.walk = walk_words(item, current(), is_rough=is_rough)

    def _say_gone(self) -> None:
        self.is_listed = False
        self.name = _("No longer listed")
        self.kind = self.walk = self.address = self.checked = self.phone = ""
        self.counter = self.no_phone = ""
        self.standing, self.tone = _("This place has left the network."), "soon"
        self.facilities, self.hours, self.seasons, self.replies = [], [], [], []

    def _spoken(self) -> str:
        offered = ", ".join(word for _code, word in self.facilities)
        hours = ". ".join(f"{day}: {times}" for day, times in [*self.hours, *self.seasons])
        told = _("You said: {said} We did: {did}")
        done = [told.format(said=said, did=did) for said, did, _on in self.replies]
        where = (self.name, self.standing, self.walk, self.address, self.counter)
        parts = (*where, self.checked, hours, offered, *done)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _hours_row(place: Place, today: date, ahead: int) -> tuple[str, str]:
    day = today + timedelta(days=ahead)
    name = (_("Today"), _("Tomorrow"))[ahead] if ahead < 2 else _(DAYS[day.weekday()])
    return name, hours_words(place.hours_on(day), current(), comma())
