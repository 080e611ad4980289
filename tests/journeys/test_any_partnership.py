"""Other partnerships than one English district, by the manual's commands alone, up to a phone.

A Welsh borough from published files, and an invented county of two districts.
"""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from backend.app import create_app
from backend.config import read_config
from mobile.store import projection
from mobile.ui import words
from mobile.viewmodels.help import door_cards
from shared.geo import Point
from tests.backend.cast import a_place
from tests.backend.services.importing.cast import SQUARE, csv_file, feature, geojson, polygon
from tests.conftest import _close
from tests.mobile.phone import Phone, a_phone
from tests.support.postgres import PostgresCluster
from tests.support.real_data import real_file
from tests.support.serving import Server

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
WARDS = "boundaries/wales_merthyr_tydfil_wards_2025.geojson"
LETTERS = {"c": "City", "t": "Town", "v": "Village", "a": "Suburban Area", "h": "Hamlet"}
"""What the published extract of OS Open Names calls its local types."""


class House:
    """A partnership's server: its settings, and its commands as an operator types them."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.settings = settings
        self.app: Flask = create_app(read_config(settings), now=lambda: NOON)

    def run(self, *typed: object) -> str:
        """Run one command; it must succeed."""
        with self.app.app_context():
            done = self.app.test_cli_runner().invoke(args=[str(word) for word in typed])
        assert done.exit_code == 0, done.output
        return done.output

    def list_place(self, folder: Path, name: str, at: Point) -> None:
        """Load a place that is always open, and publish."""
        place = a_place("p1", name=name, lat=at.lat, lon=at.lon, weekly=[[["00:00", "24:00"]]] * 7)
        network = folder / "network.json"
        network.write_text(json.dumps({"format": 1, "places": [place]}), encoding="utf-8")
        self.run("load-network", network)
        self.run("publish")


@pytest.fixture
def house(
    postgres: PostgresCluster,
    migrated_template: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[House]:
    """The server of a partnership in the nation that a test names."""
    name = f"umay_any_{request.node.name.rpartition('_')[2][:12]}"
    database = postgres.create_database(name, make_url(migrated_template).database)
    settings = {
        "UMAY_DATABASE_URL": database,
        "UMAY_DATA_DIR": str(tmp_path / "server"),
        "UMAY_CLOCK": NOON.isoformat(),
        "UMAY_NATION": request.param,
    }
    made = House(settings)
    yield made
    _close(made.app)


def fetched(
    folder: Path, settings: dict[str, str], at: Point, look: Callable[[Phone], None]
) -> None:
    """Let a phone that stands somewhere fetch the list, and look at it."""
    with (
        Server(settings, workers=1) as server,
        a_phone(
            folder,
            f"http://127.0.0.1:{server.port}",
            at=at,
            now=lambda: NOON,
            pack=folder / "nothing",
        ) as phone,
    ):
        assert phone.round().is_list_new
        look(phone)


def names_of_merthyr(folder: Path) -> Path:
    """Write the published names under the headings of the manual."""
    rows = [["Merthyr Tydfil", "Merthyr Tudful", "Town", "51.748", "-3.378"]]
    with real_file("lookups/os_open_names_places_merthyr_cardiff.tsv").open(newline="") as file:
        for name, _, letter, lat, lon in csv.reader(file, delimiter="\t"):
            rows.append([name, "", LETTERS.get(letter, ""), lat, lon])
    path = folder / "names.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["name", "name2", "type", "lat", "lon"], *rows])
    return path


@pytest.mark.parametrize("house", ["wales"], indirect=True)
def test_a_welsh_borough_reaches_a_phone_in_welsh(house: House, tmp_path: Path) -> None:
    assert "11 areas were united to Merthyr Tydfil." in house.run(
        "import", "outline", real_file(WARDS)
    )
    listed = real_file("postcodes/codepoint_open_2025.4_merthyr_tydfil.csv")
    assert "1,630 new" in house.run("import", "postcodes", listed)
    house.run("import", "names", names_of_merthyr(tmp_path))
    assert "with at least 3 postcodes each" in house.run("zones", "build")
    assert "11 new" in house.run("import", "areas", real_file(WARDS))
    premises = house.run(
        "import", "establishments", real_file("venues/FHRS561en-GB_2020-09-14.xml.gz")
    )
    assert "0 changed" in premises
    market = Point(51.7470, -3.3790)
    house.list_place(tmp_path, "Redhouse Cymru", market)
    assert "Merthyr Tudful (town in Merthyr Tydfil)" in house.run("find", "Tudful")

    def look(phone: Phone) -> None:
        words.use("cy")
        phone.context.places.refresh()
        headline = phone.context.places.headline
        assert headline is not None
        assert headline.name == "Redhouse Cymru"
        assert headline.reason == "Ar agor ddydd a nos"
        cards = door_cards(projection.doors(phone.context.connection))
        home = [card for card in cards if card.need == "home"]
        assert [card.title for card in home] == ["Byw Heb Ofn 0808 80 10 800"]
        assert home[0].phone == "08088010800"

    try:
        fetched(tmp_path, house.settings, Point(51.7460, -3.3780), look)
    finally:
        words.use("en")


def in_rows(start: float, district: str, letter: str) -> Sequence[str]:
    """Return twenty postcodes of a district, in a row from west to east."""
    return [
        f"WN{letter} {n // 10 + 1}A{'ABDEFGHJLN'[n % 10]},53.545,{start + n / 500:.5f},{district}"
        for n in range(20)
    ]


@pytest.mark.parametrize("house", ["england"], indirect=True)
def test_a_county_of_two_districts_reaches_a_phone(house: House, tmp_path: Path) -> None:
    halves = ("E07000001", SQUARE), ("E07000002", [[lon + 0.06, lat] for lon, lat in SQUARE])
    files = [
        geojson(tmp_path, feature(polygon(ring), code=code, name=code), name=f"{code}.geojson")
        for code, ring in halves
    ]
    house.run("import", "outline", *files, "--name", "Two Shires")
    rows = [*in_rows(-2.655, "E07000001", "1"), *in_rows(-2.595, "E07000002", "2")]
    text = "postcode,lat,lon,district\n" + "\n".join(rows) + "\n"
    assert "40 new" in house.run("import", "postcodes", csv_file(tmp_path, text, "postcodes.csv"))
    names = "name,type,lat,lon\nWestford,Town,53.545,-2.64\nEastford,Town,53.545,-2.57\n"
    house.run("import", "names", csv_file(tmp_path, names, "names.csv"))
    house.run("zones", "build")
    said = house.run("import", "areas", *files, "--kind", "neighbourhood")
    assert said.count("1 new") == 2
    house.list_place(tmp_path, "The East Inn", Point(53.545, -2.575))
    assert "Eastford (town in Eastford)" in house.run("find", "eastford")

    def look(phone: Phone) -> None:
        headline = phone.context.places.headline
        assert headline is not None
        assert headline.name == "The East Inn"
        subject = phone.feedback().subject
        assert subject is not None
        assert "Eastford" in subject.label

    fetched(tmp_path, house.settings, Point(53.545, -2.576), look)
