"""Published places of the borough, vetted by a test officer: Leigh market on a Sunday morning.

What the phone shows is compared with a calculation that shares no code with it: distances by
geopy's geodesic, hours by opening-hours-py, both from the files as they were published.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from geopy.distance import geodesic
from opening_hours import OpeningHours as OsmHours
from sqlalchemy import make_url

from backend.app import create_app
from backend.config import read_config
from backend.services.importing.areas import import_outline
from backend.services.importing.names import import_names
from backend.services.importing.places import import_places
from backend.services.importing.postcodes import import_postcodes
from backend.services.importing.taking import Taking
from backend.services.load_network import load_network
from backend.services.publish import publish
from backend.services.transaction import read
from backend.services.zoning.build import build_zones
from backend.storage.imported import all_drafts
from backend.web.world import world
from shared.geo import Point
from shared.ranking import SOON_MIN, STAY_MIN, Ranked, Tier
from shared.walking import DETOUR, SPEED_M_PER_MIN
from tests.conftest import TODAY, _close
from tests.mobile.phone import Phone, a_phone
from tests.support import real_data
from tests.support.postgres import PostgresCluster
from tests.support.real_data import real_file
from tests.support.serving import Server

SUNDAY = datetime(2026, 11, 29, 9, 40, tzinfo=UTC)
"""Twenty to ten, when the first pharmacies of a Sunday are about to open."""

LEIGH_MARKET = Point(53.4972, -2.5180)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST = 25
OF_NO_LENGTH = re.compile(r"(\d\d:\d\d)-\1")


@dataclass(frozen=True)
class Expected:
    """One place as the independent calculation has it."""

    name: str
    tier: Tier
    walk_min: int
    order: tuple[float, ...]


def vet_and_publish(app: Flask) -> None:
    """Do what the console will do: two people look at every draft with hours; here one does."""
    with app.app_context():
        with read() as session:
            places = [
                {
                    "id": draft.id,
                    "name": draft.name,
                    "kind": draft.kind,
                    "town": draft.town,
                    "address": draft.address or draft.town,
                    "postcode": draft.postcode or "none",
                    "lat": draft.lat,
                    "lon": draft.lon,
                    "phone": draft.phone,
                    "facilities": draft.facilities,
                    "weekly": draft.weekly,
                    "listed_days": 90,
                    "checked_days_ago": 1,
                }
                for draft in all_drafts(session)
                if draft.weekly
            ]
        load_network({"format": 1, "places": places}, SUNDAY)
        publish(world())


@pytest.fixture(scope="module")
def settings(
    postgres: PostgresCluster, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """A server whose clock says Sunday, with the files of the borough taken in."""
    database = postgres.create_database("umay_real", make_url(migrated_template).database)
    settings = {
        "UMAY_DATABASE_URL": database,
        "UMAY_DATA_DIR": str(tmp_path_factory.mktemp("real") / "server"),
        "UMAY_CLOCK": SUNDAY.isoformat(),
    }
    app = create_app(read_config(settings), now=lambda: SUNDAY)
    with app.app_context():
        import_outline(Taking(real_file(real_data.OUTLINE)))
        import_postcodes(Taking(real_file(real_data.POSTCODES)))
        import_names(Taking(real_file(real_data.NAMES)))
        for name, mapping in ((real_data.PHARMACIES, "nhs-pharmacies"), WARM):
            toml = real_data.MAPPINGS / f"{mapping}.toml"
            import_places(Taking(real_file(name), mapping=toml), TODAY)
        build_zones()
        publish(world())
        listed = json.loads(next(world().published_dir.glob("places.*.json")).read_bytes())
        assert listed["places"] == [], "an import alone must list nothing"
    vet_and_publish(app)
    _close(app)
    return settings


WARM = (real_data.WARM_SPACES, "warm-spaces")


@pytest.fixture(scope="module")
def phone(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone at the market that has fetched the list once."""
    folder = tmp_path_factory.mktemp("market")
    with (
        Server(settings, workers=1) as server,
        a_phone(
            folder,
            f"http://127.0.0.1:{server.port}",
            at=LEIGH_MARKET,
            now=lambda: SUNDAY,
            pack=folder / "nothing",
        ) as phone,
    ):
        assert phone.round().is_list_new
        yield phone


def test_the_phone_ranks_as_an_independent_calculation_does(phone: Phone) -> None:
    ranking = phone.context.surroundings.rank(FIRST)
    assert ranking is not None
    headline = phone.context.places.headline
    none_title = phone.context.places.none_title
    expected = independently()[:FIRST]
    assert [summary(item) for item in ranking.items] == [
        (item.name, item.tier, item.walk_min) for item in expected
    ]
    tiers = {item.tier for item in expected}
    assert tiers == {Tier.OPEN, Tier.SOON, Tier.REST}
    # Within a quarter of an hour on foot, or honestly none.
    near = expected[0] if expected[0].walk_min <= 15 else None
    assert (headline.name if headline else None) == (near.name if near else None)
    assert bool(none_title) == (near is None)


def test_an_order_by_distance_alone_would_be_noticed(phone: Phone) -> None:
    """The control: ranking without hours differs from the independent calculation."""
    ranking = phone.context.surroundings.rank(FIRST)
    assert ranking is not None
    by_distance = sorted(ranking.items, key=lambda item: item.distance_m)
    assert [item.place.name for item in by_distance] != [item.name for item in independently()][
        : len(by_distance)
    ]


def summary(item: Ranked) -> tuple[str, Tier, int]:
    return item.place.name, item.tier, item.walk_min


def independently() -> list[Expected]:
    """Return every place with hours in order, from the files, by geopy and opening-hours-py."""
    found = [*_of_file(real_data.PHARMACIES, "pharmacy_name", _by_weekday)]
    found += _of_file(real_data.WARM_SPACES, "title", _by_syntax)
    return sorted(found, key=lambda item: item.order)


def _of_file(name: str, title: str, hours_of: Any) -> Iterator[Expected]:
    for feature in json.loads(real_file(name).read_text())["features"]:
        hours = hours_of(feature["properties"])
        if hours is not None:
            lon, lat = feature["geometry"]["coordinates"]
            yield _expected(feature["properties"][title].strip(), (lat, lon), hours)


def _by_weekday(properties: Mapping[str, str]) -> OsmHours | None:
    rules = []
    for day in DAYS:
        told = properties[f"opening_hours_{day}"]
        if told != "CLOSED":
            rules.append(f"{day[:2].capitalize()} {told}")
    return OsmHours(", ".join(rules))


def _by_syntax(properties: Mapping[str, Any]) -> OsmHours | None:
    """Read one warm space; not one that says "Monthly", or that closes the minute it opens."""
    told = (properties.get("hours") or {}).get("opening")
    if not told or '"' in told or OF_NO_LENGTH.search(told):
        return None
    return OsmHours(told)


def _expected(name: str, at: tuple[float, float], hours: OsmHours) -> Expected:
    metres = geodesic((LEIGH_MARKET.lat, LEIGH_MARKET.lon), at).meters
    walk = int(metres * DETOUR / SPEED_M_PER_MIN) + 1
    # In winter the wall clock is UTC.
    arrive = SUNDAY.replace(tzinfo=None) + timedelta(minutes=walk)
    stay = timedelta(minutes=STAY_MIN)
    if hours.is_open(arrive) and hours.is_open(arrive + stay - timedelta(minutes=1)):
        return Expected(name, Tier.OPEN, walk, (0, metres))
    for wait in range(1, SOON_MIN + 1):
        begin = arrive + timedelta(minutes=wait)
        if hours.is_open(begin) and not hours.is_open(begin - timedelta(minutes=1)):
            minutes = (begin - SUNDAY.replace(tzinfo=None)) / timedelta(minutes=1)
            return Expected(name, Tier.SOON, walk, (1, minutes, metres))
    return Expected(name, Tier.REST, walk, (2, metres))
