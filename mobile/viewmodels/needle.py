"""The needle: which way a place lies from where the phone points, while somebody looks at it."""

from collections.abc import Callable

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from mobile.device.compass import DISTURBED, NONE, VAGUE, Compass, Pointing
from mobile.ui.words import count
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel, on_ui
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import bearing_deg, distance_m, wind
from shared.walking import walk_min

LEAST_TURN_DEG = 3.0
"""A smaller turn is not drawn: nobody sees it, and it would keep the screen at work."""

STILL_STEP_DEG = 30.0
"""Where what moves shall stand still, the needle goes in steps of an hour of a clock's face."""

METRES_UNDER_M = 50.0
"""Metres are told where the phone knows its position better than this."""

MOST_ASIDE = 0.5
"""A position that may be off by half the way tells the direction to 30° and no better."""

SECTORS = 8


class Needle(ViewModel):
    """Turns while it is aimed at a place, the app is in front and the phone is sure; else words.

    `turn_deg` is clockwise from the top of the screen. `words` say the direction as one would to a
    walker, or why there is none; they change by the eighth of a circle, not by the degree.
    """

    turn_deg = NumericProperty(0.0)
    is_turning = BooleanProperty(False)
    words = StringProperty("")
    is_unsure = BooleanProperty(False)
    """Whether `words` say why nothing turns that otherwise would."""

    def __init__(
        self, compass: Compass, surroundings: Surroundings, is_still: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._compass = compass
        self._surroundings = surroundings
        self._is_still = is_still
        self._place_id = ""
        self._who: object = None
        self._is_in_front = True
        self._is_on = False
        self._sector = -1
        self._heard: Pointing | None = None
        self._is_asked = False
        surroundings.bind(here=self._moved, accuracy_m=self._moved, is_approximate=self._moved)
        surroundings.bind(is_chosen=self._moved, on_list=self._moved)

    def aim(self, place_id: str, who: object) -> None:
        """Point at a place from now on, for a page that is shown; "" points nowhere."""
        self._who = who
        if place_id != self._place_id:
            self._place_id, self._sector = place_id, -1
            self._forget()
        self._switch()

    def look_away(self, who: object) -> None:
        """A page is shown no more; another one may have aimed it meanwhile."""
        if self._who is who:
            self.aim("", None)

    def pause(self) -> None:
        """The app is out of sight: the sensors go off."""
        self._is_in_front = False
        self._switch()

    def resume(self) -> None:
        """The app is back."""
        self._is_in_front = True
        self._switch()

    @property
    def is_on(self) -> bool:
        """Whether the sensors are on."""
        return self._is_on

    def _moved(self, *_args: object) -> None:
        self._switch()
        self._show()

    def _switch(self) -> None:
        """Have the sensors on where somebody looks and a direction can be told, and only then."""
        here = self._surroundings.here
        wanted = bool(self._place_id) and self._is_in_front and not self._rough()
        if wanted and not self._is_on and here is not None:
            self._is_on = self._compass.start(here, self._hear)
            if not self._is_on:
                self._heard = Pointing(None, NONE)
        elif self._is_on and not wanted:
            self._compass.stop()
            self._is_on = False
            self._heard = None
        self._show()

    def _hear(self, pointing: Pointing) -> None:
        """Take a direction on whatever thread; the newest is shown, each frame at most once."""
        self._heard = pointing
        if not self._is_asked:
            self._is_asked = True
            on_ui(self._take)

    def _take(self) -> None:
        self._is_asked = False
        if self._is_on:
            self._show()

    def _show(self) -> None:
        way, heard = self._way(), self._heard
        if way is None or not self._place_id:
            self._forget()
        elif heard is None or heard.heading_deg is None or self._rough():
            self.is_turning, self._sector = False, -1
            why = self._why_not(heard)
            self.is_unsure = bool(why)
            towards = _("Towards the {way}.").format(way=_(wind(way)))
            is_told = not self._surroundings.is_approximate
            self.words = f"{why} {towards}".strip() if is_told else ""
        else:
            self._turn((way - heard.heading_deg) % 360)

    def _forget(self) -> None:
        self.is_turning = self.is_unsure = False
        self.words = ""

    def _turn(self, turn_deg: float) -> None:
        is_still = self._is_still()
        least = STILL_STEP_DEG * 0.6 if is_still else LEAST_TURN_DEG
        off = abs((turn_deg - self.turn_deg + 180) % 360 - 180)
        if off >= least or not self.is_turning:
            step = round(turn_deg / STILL_STEP_DEG) * STILL_STEP_DEG
            self.turn_deg = step % 360 if is_still else turn_deg
        self.is_turning, self.is_unsure = True, False
        self._say(turn_deg)

    def _say(self, turn_deg: float) -> None:
        """Say the eighth of the circle; it changes only when the direction is well in the next."""
        width = 360 / SECTORS
        held = abs((turn_deg - self._sector * width + 180) % 360 - 180)
        if self._sector < 0 or held > 0.7 * width:
            self._sector = round(turn_deg / width) % SECTORS
        where = (
            *(_("ahead"), _("ahead, slightly right"), _("to the right")),
            *(_("behind you, to the right"), _("behind you"), _("behind you, to the left")),
            *(_("to the left"), _("ahead, slightly left")),
        )[self._sector]
        self.words = self._far(where)

    def _far(self, where: str) -> str:
        """Return how far and where: in metres only where the position is that good."""
        accuracy, far = self._surroundings.accuracy_m, self._distance_m()
        if accuracy is not None and accuracy < METRES_UNDER_M and far < 1000:
            metres = max(10, round(far / 10) * 10)
            return _("About {n} m, that way: {where}.").format(n=metres, where=where)
        minutes = count("{n} minute on foot", "{n} minutes on foot", walk_min(far))
        return _("About {minutes}, that way: {where}.").format(minutes=minutes, where=where)

    def _why_not(self, heard: Pointing | None) -> str:
        """Return why nothing turns, where the person can know or do something about it."""
        here = self._surroundings
        if here.is_approximate or here.is_chosen:
            return ""
        if self._rough():
            return _("Where you are is not known well enough for an arrow.")
        return {
            VAGUE: _("The compass is not sure: move the phone in a figure of eight."),
            DISTURBED: _("Metal or a magnet is near: the compass is not sure."),
        }.get(heard.trouble if heard else NONE, "")

    def _rough(self) -> bool:
        """Return whether the position is too rough to point from."""
        here = self._surroundings
        if here.here is None or here.is_approximate or here.is_chosen:
            return True
        # Only a position that somebody pretends comes without saying how good it is.
        off_m = here.accuracy_m or 0.0
        return bool(off_m > MOST_ASIDE * max(1.0, self._distance_m()))

    def _way(self) -> float | None:
        """Return the bearing of the place from here, in degrees from true north."""
        place, here = self._surroundings.place(self._place_id), self._surroundings.here
        return None if place is None or here is None else bearing_deg(here, place.at)

    def _distance_m(self) -> float:
        place, here = self._surroundings.place(self._place_id), self._surroundings.here
        return 0.0 if place is None or here is None else distance_m(here, place.at)
