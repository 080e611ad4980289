"""What the list of places shows: the one to walk to now, the others, and an honest "none"."""

from dataclasses import dataclass

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from mobile.store.projection import PlaceList
from mobile.ui.words import text as _
from mobile.viewmodels.base import ViewModel
from mobile.viewmodels.clock import clock_words
from mobile.viewmodels.surroundings import Surroundings
from shared.geo import wind
from shared.places import FACILITIES, days_ago
from shared.ranking import NEAR_MIN, Ranked, Ranking, Tier

FIRST_ROWS, MORE_ROWS = 8, 24
FAR_MIN = 90
"""Beyond this a walk is given in kilometres: nobody walks it, but it says how far help is."""


@dataclass(frozen=True)
class PlaceCard:
    """One place as a row or as the headline shows it."""

    place_id: str
    name: str
    amount: str
    unit: str
    reason: str
    tone: str
    checked: str
    extra: str
    way: str
    bearing_deg: float
    phone: str


class PlacesViewModel(ViewModel):
    """The list of places for where the person is now."""

    where = StringProperty("")
    notice = StringProperty("")
    headline = ObjectProperty(None, allownone=True)
    none_title = StringProperty("")
    none_detail = StringProperty("")
    cards = ListProperty()
    needs_where = BooleanProperty(False)
    has_more = BooleanProperty(False)

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self._surroundings = surroundings
        self._rows = FIRST_ROWS
        self.register_event_type("on_change")
        surroundings.bind(here=self.refresh, on_list=self.refresh)
        self.refresh()

    def on_change(self) -> None:
        """Fired once after everything shown was worked out anew, if any of it changed."""

    def refresh(self, *_args: object) -> None:
        """Work the list out for the position and the clock of this moment."""
        before = self._shown()
        ranking = self._surroundings.rank(self._rows + 1)
        self.needs_where = self._surroundings.here is None
        self.where = self._where()
        self.notice = self._notice(ranking)
        items = ranking.items if ranking else ()
        best = items[0] if items and items[0].tier is Tier.OPEN else None
        is_near = best is not None and best.walk_min <= NEAR_MIN
        self._say_none(ranking, best, is_near=is_near)
        self.headline = self._card(best) if best and is_near else None
        rest = items[1:] if is_near else items
        self.has_more = len(items) > self._rows
        self.cards = [self._card(item) for item in rest[: self._rows]]
        if self._shown() != before:
            self.dispatch("on_change")

    def show_more(self) -> None:
        """Show a longer list."""
        self._rows = MORE_ROWS
        self.refresh()

    def _shown(self) -> tuple[object, ...]:
        lists = (self.headline, tuple(self.cards), self.has_more, self.needs_where)
        return (*lists, self.notice, self.none_title, self.none_detail)

    def _where(self) -> str:
        here = self._surroundings
        if here.here is None:
            return _("Where are you? Your position never leaves this phone.")
        if here.is_chosen:
            return _("From {place}, as you chose").format(place=here.here_name)
        zone = here.zone_at(here.here)
        return _("{label} · stays on this phone").format(
            label=zone.label if zone else _("Outside the borough")
        )

    def _notice(self, ranking: Ranking | None) -> str:
        held, clock = self._surroundings.list, self._surroundings.clock
        if held is None:
            return _("No list on this phone yet. Connect once to fetch it.")
        if clock.is_lost:
            return _("This phone's clock is wrong, so what is open is not known. Call first.")
        room = "" if self._surroundings.has_room else _("This phone is full: make some room.")
        said = (room, clock_words(clock.off_by_s), self._age_words(ranking, held))
        return " ".join(words for words in said if words)

    def _age_words(self, ranking: Ranking | None, held: PlaceList) -> str:
        if ranking is None or ranking.age == "fresh":
            return ""
        days = max(1, (self._surroundings.now() - held.published_at).days)
        ago = _("yesterday") if days == 1 else _("{days} days ago").format(days=days)
        if ranking.age == "silent":
            return _("List from {ago}: too old to say what is open. Call first.").format(ago=ago)
        return _("List from {ago}. Hours may have changed.").format(ago=ago)

    def _say_none(self, ranking: Ranking | None, best: Ranked | None, *, is_near: bool) -> None:
        if ranking is None or is_near:
            self.none_title = self.none_detail = ""
            return
        if ranking.age == "silent":
            self.none_title = _("Open hours not known")
            self.none_detail = _("Call a place before you walk, or use Help.")
            return
        self.none_title = _("None open near you")
        self.none_detail = _none_detail(best, ranking)

    def _card(self, item: Ranked) -> PlaceCard:
        place, now = item.place, self._surroundings.now()
        amount, unit = _walk(item)
        extra = [FACILITIES[code].lower() for code in place.facilities if code == "step_free"]
        return PlaceCard(
            place_id=place.id,
            name=place.name,
            amount=amount,
            unit=unit,
            reason=item.reason.words(),
            tone=tone_of(item),
            checked=_("checked {ago}").format(ago=days_ago(place.checked_on, now)),
            extra=" · ".join(extra),
            way=wind(item.bearing_deg),
            bearing_deg=item.bearing_deg,
            phone=place.phone,
        )


def tone_of(item: Ranked) -> str:
    """Return the tone of a place: go (open on arrival), soon (hurry or wait), plain."""
    if item.tier is Tier.OPEN:
        return "go"
    is_hurry = item.reason.code in ("closes-after-arrival", "opens-after-arrival")
    return "soon" if is_hurry else "plain"


def _walk(item: Ranked) -> tuple[str, str]:
    if item.walk_min <= FAR_MIN:
        return str(item.walk_min), _("min walk")
    return f"{item.distance_m / 1000:.0f}", _("km away")


def _none_detail(best: Ranked | None, ranking: Ranking) -> str:
    if best is not None:
        amount, unit = _walk(best)
        return _("The nearest open place is {name}, {amount} {unit}.").format(
            name=best.place.name, amount=amount, unit=unit
        )
    soon = next((item for item in ranking.items if item.tier is Tier.SOON), None)
    if soon is not None:
        return _("Next: {name}. {reason}.").format(name=soon.place.name, reason=soon.reason.words())
    return _("In danger, call 999. Someone to talk to: press Help.")
