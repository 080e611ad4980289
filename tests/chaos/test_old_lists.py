"""Goal R12: a list over a day old says when it was published; over a week old it claims nothing."""

from datetime import timedelta
from pathlib import Path

from mobile.store.clock import Clocks
from mobile.viewmodels.places import PlacesViewModel
from mobile.viewmodels.standing import PlaceCard
from mobile.viewmodels.surroundings import Surroundings
from shared.ranking import Ranking
from tests.chaos.simulated_time import SimulatedClock
from tests.conftest import NOW
from tests.mobile.cast import MARKET
from tests.mobile.phone import a_phone

DAY, WEEK, LAST_H = 24, 7 * 24, 20 * 24
HOUR_S = 3600


class AgelessSurroundings(Surroundings):
    """The control: takes every list for one of this moment."""

    def rank(
        self, limit: int, facilities: frozenset[str] = frozenset(), first: int = 0
    ) -> Ranking | None:
        """Return the places in order, as if they had just been published."""
        assert self.here is not None
        return self._indexes[frozenset()].rank(self.here, self.now(), self.now(), limit, first)


def shown(places: PlacesViewModel) -> list[PlaceCard]:
    """Return every place on the screen."""
    return [card for card in (places.headline, *places.cards) if card]


def claims(places: PlacesViewModel) -> bool:
    """Return whether the screen says of any place that it is open, or when."""
    return any(card.tone != "plain" or "open" in card.reason.lower() for card in shown(places))


def faults(places: PlacesViewModel, clock: SimulatedClock) -> list[str]:
    """Return what a screen says amiss, hour by hour, about a list published at NOW."""
    found = []
    claimed = 0
    for age_h in range(LAST_H):
        places.refresh()
        assert shown(places)
        claimed += claims(places)
        days = (clock() - NOW) // timedelta(days=1)
        if age_h > DAY and not says_age(places.notice, days):
            found.append(f"after {age_h} h it does not say how old it is")
        if age_h <= DAY and places.notice:
            found.append(f"after {age_h} h it says {places.notice!r}")
        if age_h > WEEK and claims(places):
            found.append(f"after {age_h} h it claims openings")
        clock.move(HOUR_S)
    assert claimed > 0
    return found


def says_age(notice: str, days: int) -> bool:
    """Return whether a notice tells the age of the list."""
    return ("yesterday" if days == 1 else f"{days} days ago") in notice


def test_an_old_list_says_its_age_and_a_very_old_one_claims_nothing(tmp_path: Path) -> None:
    clock = SimulatedClock(NOW)
    with a_phone(tmp_path, now=clock, uptime_s=clock.uptime_s) as phone:
        assert faults(phone.context.places, clock) == []


def test_a_phone_without_the_rule_of_age_is_caught(tmp_path: Path) -> None:
    clock = SimulatedClock(NOW)
    with a_phone(tmp_path, now=clock, uptime_s=clock.uptime_s) as phone:
        surroundings = AgelessSurroundings(phone.context.connection, Clocks(clock, clock.uptime_s))
        surroundings.told(MARKET)
        found = faults(PlacesViewModel(surroundings), clock)
    assert any("claims openings" in fault for fault in found)
    assert any("how old" in fault for fault in found)
