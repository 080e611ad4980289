"""Goal R8: what has expired is gone, and what is open is open, whatever a phone's clock says."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mobile.store.clock import Clocks
from mobile.store.database import connect
from mobile.viewmodels.places import PlacesViewModel
from mobile.viewmodels.surroundings import Surroundings
from tests.backend.cast import a_place
from tests.chaos.clock_phone_process import IN_TOWN
from tests.chaos.jumping_server import set_clock_ahead
from tests.chaos.service import Service
from tests.mobile.clocks import WrongClocks
from tests.mobile.phone import Phone, a_phone
from tests.support.serving import Server

APPLICATION = "tests.chaos.jumping_server:create_app()"
LATER = timedelta(days=1, hours=5, minutes=20)
"""Ten to five: the place that is left closes at five, so that an hour more or less shows."""

YEARS, HOUR = timedelta(days=3653), timedelta(hours=1)
OFF_BY = (-YEARS, -timedelta(days=100), -HOUR, HOUR, timedelta(days=100), YEARS)


class UncorrectedSurroundings(Surroundings):
    """The control: takes the clock on the wall for the truth."""

    def now(self) -> datetime:
        """Return what the wall says."""
        return self.clock._clocks.now()


@pytest.fixture
def url(sqlite_service: Service) -> Iterator[str]:
    """The address of a server a day after it published a place that has expired since."""
    short, long = a_place("p1", name="Gone", listed_days=0), a_place("p2", name="Here")
    sqlite_service.open(places=[short, long])
    with Server(sqlite_service.settings, APPLICATION, workers=1) as server:
        set_clock_ahead(sqlite_service.published.parent, int(LATER.total_seconds()))
        yield f"http://127.0.0.1:{server.port}"


def standing(places: PlacesViewModel) -> list[tuple[str, str, str]]:
    """Return what the screen says of each place."""
    places.refresh()
    above = [(line.title, line.detail, line.tone) for line in places.next_best]
    cards = [card for card in (places.headline, *places.cards) if card]
    return [*above, *((card.name, card.reason, card.tone) for card in cards)]


def seen_by(phone: Phone, surroundings_class: type[Surroundings]) -> list[tuple[str, str, str]]:
    """Return what a screen over a phone's memory says of each place."""
    config = phone.context.config
    with closing(connect(config.data_folder)) as memory:
        surroundings = surroundings_class(memory, Clocks(config.now, config.uptime_s))
        surroundings.told(IN_TOWN)
        return standing(PlacesViewModel(surroundings))


def lists_of(
    service: Service, url: str, folder: Path, off_by: timedelta
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Return the list of a phone whose clock is off, and that of one which believes its clock."""
    clocks = WrongClocks(service.now + LATER, off_by)
    with a_phone(
        folder, url, IN_TOWN, clocks.now, service.published, uptime_s=clocks.uptime_s
    ) as phone:
        phone.round()
        return standing(phone.context.places), seen_by(phone, UncorrectedSurroundings)


def test_a_wrong_clock_shows_neither_more_nor_less(
    sqlite_service: Service, url: str, tmp_path: Path
) -> None:
    right, _ = lists_of(sqlite_service, url, tmp_path / "right", timedelta(0))
    assert [name for name, _, _ in right] == ["Here"]
    assert "Closes" in right[0][1]
    for number, off_by in enumerate(OFF_BY):
        shown, uncorrected = lists_of(sqlite_service, url, tmp_path / f"{number}", off_by)
        assert shown == right, f"off by {off_by}"
        # The control: by the clock on the wall it is another list.
        assert uncorrected != right, f"off by {off_by}"
