"""The state of the service: an empty one is not well, however quietly it runs."""

from pathlib import Path

from flask import Flask

from backend.domain.staff import ADMINISTRATOR
from backend.services.overview.state import service_state
from backend.services.publish import publish
from backend.services.settings import Settings, change_settings
from backend.services.world import World
from tests.backend.cast import load_and_publish
from tests.backend.services.importing.cast import settle
from tests.backend.services.listing.cast import staff


def test_an_empty_service_lacks_all_that_residents_need(world: World) -> None:
    publish(world)
    state = service_state(world)
    assert not state.is_late
    assert state.lacks == ("outline", "zones", "places", "contact")


def test_a_service_that_was_set_up_lacks_nothing(app: Flask, world: World, tmp_path: Path) -> None:
    load_and_publish(app)
    settle(tmp_path)
    publish(world)
    told = Settings("The Partnership", "safe@council.example", "")
    change_settings(world, staff("amir@council.example", ADMINISTRATOR), told)
    assert service_state(world).lacks == ()
